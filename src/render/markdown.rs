//! An answer as a table in GitHub-flavoured Markdown.

use super::grid::Grid;
use super::table::legend;
use super::words::words;
use super::{Format, Look};
use crate::answer::Answer;
use crate::diagnostic::shown;

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    description: "a table in Markdown",
    endings: &["md", "markdown"],
    needs_why: false,
    render,
};

fn render(answer: &Answer, look: &Look<'_>) -> String {
    if answer.rows.is_empty() {
        return format!("{}\n", words(look.lang).no_rows);
    }
    let look = &look.width(None);
    let grid = Grid::of(answer, look);
    let mut out = line(grid.headings.iter().map(String::as_str));
    out += &line(grid.right.iter().map(|right| if *right { "--:" } else { "---" }));
    for row in &grid.rows {
        let cells: Vec<String> = row.iter().map(|cell| escaped(&shown(cell))).collect();
        out += &line(cells.iter().map(String::as_str));
    }
    let legend = legend(answer, look);
    if legend.is_empty() { out } else { format!("{out}\n{}", escaped(&legend)) }
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    cells.fold("|".to_owned(), |line, cell| format!("{line} {cell} |")) + "\n"
}

/// Text in Markdown: what has a meaning there or in HTML is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            _ => out.push(c),
        }
    }
    // Addresses become links by themselves; a name that looks like one stays a name.
    out.replace("://", ":&#47;&#47;").replace("www.", "www&#46;").replace('@', "&#64;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{AnswerRow, Cell};
    use crate::model::Dataset;

    #[test]
    fn names_stay_names() {
        let hostile = "a|b **c** <script> [x](javascript:1) `d` ![i](http://e) www.f \\| \n# g";
        let row = |cell| AnswerRow { cells: vec![cell], certain: true, ..AnswerRow::default() };
        let rows = vec![row(Cell::String(hostile.into())), row(Cell::Integer(-12))];
        let answer = Answer { columns: vec!["x".into()], rows, ..Answer::default() };
        insta::assert_snapshot!(render(&answer, &Look::new(&Dataset::default(), "en")), @r##"
        | x |
        | --: |
        | a\|b \*\*c\*\* &lt;script&gt; \[x\](javascript:1) \`d\` \!\[i\](http:&#47;&#47;e) www&#46;f \\\| ␊\# g |
        | -12 |

        2 rows
        "##);
    }
}
