//! A table as text: columns beside one another, as wide as what they hold where there is room, else by its amount.

use crate::diagnostic::{shown, wrap};
use unicode_width::UnicodeWidthStr;

/// Columns of text that are enough to read words in.
const NARROW: usize = 8;
/// Blanks between columns, where there is room and where there is not.
const GAPS: (usize, usize) = (3, 2);

/// What a table shows. A no-break space in a text keeps what is beside it on one line.
///
/// ```
/// use nenpyo::render::Grid;
/// let grid = Grid {
///     headings: vec!["name".into(), "count".into()],
///     right: vec![false, true],
///     rows: vec![vec!["大連".into(), "12".into()]],
/// };
/// assert_eq!(grid.to_text(None), " name   count\n──────────────\n 大連      12\n");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// What stands above the columns.
    pub headings: Vec<String>,
    /// Which columns stand to the right.
    pub right: Vec<bool>,
    /// The texts of the cells, a row each.
    pub rows: Vec<Vec<String>>,
}

/// How wide the columns are, and how many blanks stand between them.
struct Widths {
    columns: Vec<usize>,
    gap: usize,
}

impl Grid {
    /// The table on lines of at most `width` columns of a terminal, where columns are not too many; each ends in a newline.
    pub fn to_text(&self, width: Option<usize>) -> String {
        self.first(self.headings.len(), width)
    }

    /// The first `count` columns of the table.
    pub(super) fn first(&self, count: usize, width: Option<usize>) -> String {
        let widths = widths(&self.natural(count), width);
        let mut out = self.line(&self.headings, &widths);
        let rule = 2 + widths.columns.iter().sum::<usize>() + widths.gap * count.saturating_sub(1);
        out += &"─".repeat(width.map_or(rule, |width| rule.min(width)));
        out.push('\n');
        for row in &self.rows {
            out += &self.line(row, &widths);
        }
        out
    }

    /// How many columns fit beside one another, each at least so wide that words can be read in it.
    pub(super) fn fitting(&self, width: usize) -> usize {
        let natural = self.natural(self.headings.len());
        let mut used = 0;
        let fits = natural.iter().take_while(|wide| {
            used += NARROW.min(**wide) + GAPS.1;
            used <= width
        });
        fits.count().max(1)
    }

    /// How wide the columns are where nothing is broken.
    fn natural(&self, count: usize) -> Vec<usize> {
        let rows = || std::iter::once(&self.headings).chain(&self.rows);
        let widest =
            |column: usize| rows().filter_map(|row| row.get(column)).map(|text| text.width()).max();
        (0..count).map(|column| widest(column).unwrap_or(0)).collect()
    }

    /// A row, on as many lines as its highest cell takes.
    fn line(&self, row: &[String], widths: &Widths) -> String {
        let cell = |(text, width): (&String, &usize)| match text.width() <= *width {
            true => vec![shown(text)],
            false => wrap(text, *width),
        };
        let cells: Vec<Vec<String>> = row.iter().zip(&widths.columns).map(cell).collect();
        let mut out = String::new();
        for index in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = String::from(" ");
            for (column, (cell, width)) in cells.iter().zip(&widths.columns).enumerate() {
                let text = cell.get(index).map_or("", String::as_str);
                let blanks = " ".repeat(width.saturating_sub(text.width()));
                let right = self.right.get(column).copied().unwrap_or_default();
                line += &if right { blanks + text } else { text.to_owned() + &blanks };
                line += &" ".repeat(widths.gap);
            }
            out += line.trim_end();
            out.push('\n');
        }
        out
    }
}

/// How wide columns become that would be so wide by themselves.
fn widths(natural: &[usize], width: Option<usize>) -> Widths {
    let (wide, narrow) = GAPS;
    let between = natural.len().saturating_sub(1);
    let whole: usize = natural.iter().sum();
    let columns = natural.to_vec();
    match width {
        Some(width) if whole + wide * between + 2 > width => {
            let room = width.saturating_sub(narrow * between + 1);
            Widths { columns: shared(columns, room), gap: narrow }
        }
        _ => Widths { columns, gap: wide },
    }
}

/// Columns that need no more than an equal share get what they need; the others share the rest by the root of what they
/// would need, so that their texts become about equally high.
fn shared(natural: Vec<usize>, room: usize) -> Vec<usize> {
    let (mut left, mut long) = (room, natural.clone());
    long.sort_unstable();
    let mut fair = 0;
    while let Some(shortest) = long.first().copied() {
        fair = left / long.len();
        if shortest > fair {
            break;
        }
        left -= shortest;
        long.remove(0);
    }
    // Each gets what words can be read in, and then its share of what is left.
    let floor = fair.clamp(1, NARROW);
    let left = left.saturating_sub(floor * long.len());
    let root = |natural: usize| natural.saturating_mul(10_000).isqrt();
    let roots: usize = long.iter().map(|natural| root(*natural)).sum::<usize>().max(1);
    let share = |natural: usize| natural.min(floor + left * root(natural) / roots);
    natural.into_iter().map(|n| if n <= fair { n } else { share(n) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[[&str; 4]]) -> Grid {
        let texts = |row: &[&str; 4]| row.map(str::to_owned).to_vec();
        Grid {
            headings: texts(&["", "date", "受賞", "who"]),
            right: vec![true, false, false, false],
            rows: rows.iter().map(texts).collect(),
        }
    }

    #[test]
    fn names_are_whole_words_and_lines_fit() {
        let grid = grid(&[
            [
                "9",
                "2017-02",
                "優秀雇用主の大連上位10社に9社",
                "Fidelity(大連)ビジネスサービス…, 東軟クラウド科技有限公司",
            ],
            ["10", "2017-08", "華信の省長賞受賞", "大連華信計算機技術股份有限公司; 遼寧省\u{a0}?"],
        ]);
        insta::assert_snapshot!(grid.to_text(Some(60)));
        for width in 30..120 {
            let text = grid.to_text(Some(width));
            assert!(text.lines().all(|line| line.width() <= width), "{width}\n{text}");
        }
        assert!(grid.to_text(None).lines().count() == 4);
    }

    #[test]
    fn shares_are_of_what_is_left() {
        assert_eq!(shared(vec![2, 7, 35, 80, 14], 70), [2, 7, 20, 26, 14]);
        assert_eq!(shared(vec![100], 10), [10]);
        assert_eq!(shared(vec![100; 3], 0), [1; 3]);
    }
}
