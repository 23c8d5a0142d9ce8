//! An answer as a table in HTML: a fragment to be put into a page.

use super::grid::Grid;
use super::table::legend;
use super::words::words;
use super::xml::Xml;
use super::{Format, Look};
use crate::answer::Answer;
use crate::diagnostic::shown;

pub(super) const FORMAT: Format = Format {
    name: "html",
    description: "a table in HTML, to be put into a page",
    endings: &["html", "htm"],
    needs_why: false,
    render,
};

/// A `<table>` with the question as its caption and the meaning of the marks as its foot; all text is escaped.
fn render(answer: &Answer, look: &Look<'_>) -> String {
    let look = &look.width(None);
    let grid = Grid::of(answer, look);
    let asked = if answer.phrase.is_empty() { &answer.query } else { &answer.phrase };
    let mut xml = Xml::default();
    xml.begin("table", &[("class", &"nenpyo"), ("lang", &look.lang)]);
    if !asked.is_empty() {
        xml.text("caption", &[], asked);
    }
    xml.begin("thead", &[]);
    xml.begin("tr", &[]);
    for heading in &grid.headings {
        xml.text("th", &[("scope", &"col")], heading);
    }
    xml.end();
    xml.end();
    xml.begin("tbody", &[]);
    for row in &grid.rows {
        xml.begin("tr", &[]);
        for (cell, right) in row.iter().zip(&grid.right) {
            let style: &[(&'static str, &dyn std::fmt::Display)] =
                if *right { &[("style", &"text-align: right")] } else { &[] };
            xml.text("td", style, &shown(cell));
        }
        xml.end();
    }
    xml.end();
    let legend = match answer.rows.is_empty() {
        true => words(look.lang).no_rows.to_owned(),
        false => legend(answer, look),
    };
    if !legend.is_empty() {
        let width = grid.headings.len().max(1);
        xml.begin("tfoot", &[]);
        xml.begin("tr", &[]);
        xml.text("td", &[("colspan", &width)], legend.trim_end());
    }
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{AnswerRow, Cell};
    use crate::model::Dataset;

    #[test]
    fn hostile_text_stays_text() {
        let cell = Cell::String("</td><script>alert('1')</script>&\u{202e}".into());
        let row = AnswerRow { cells: vec![cell, Cell::Integer(5)], ..AnswerRow::default() };
        let columns = vec!["\"><img onerror=x>".into(), "n".into()];
        let answer = Answer { columns, rows: vec![row], ..Answer::default() };
        let shown = render(&answer, &Look::new(&Dataset::default(), "\"><b>"));
        insta::assert_snapshot!(shown, @r##"
        <table class="nenpyo" lang="&quot;&gt;&lt;b&gt;">
          <thead>
            <tr>
              <th scope="col"></th>
              <th scope="col">&quot;&gt;&lt;img onerror=x&gt;</th>
              <th scope="col">n</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>?</td>
              <td>&lt;/td&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;&lt;U+202E&gt;</td>
              <td style="text-align: right">5</td>
            </tr>
          </tbody>
          <tfoot>
            <tr>
              <td colspan="3">? rests on a fact that is inferred or doubtful</td>
            </tr>
          </tfoot>
        </table>
        "##);
    }
}
