//! Text on lines of bounded width.

mod breaks;

use breaks::{Break, begins, breaks};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where a line may end though there is no space.
pub(super) const MAY_BREAK: char = '\u{200b}';

/// `text` on lines of at most `width` columns (at least 2). Lines end at spaces, and in text without these between kinds
/// of letters, as by the kinsoku rules; within words only where they are longer than a line. Not at no-break spaces, which
/// become spaces. At least one line.
///
/// ```
/// use nenpyo::render::wrap;
/// assert_eq!(wrap("one two three", 8), ["one two", "three"]);
/// assert_eq!(wrap("大連ソフトウェア有限公司", 16), ["大連ソフトウェア", "有限公司"]);
/// ```
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let chars: Vec<char> = text.chars().collect();
    let breaks = breaks(&chars);
    let (mut lines, mut start, mut used) = (Vec::new(), 0, 0);
    for (at, c) in chars.iter().enumerate() {
        let wide = c.width().unwrap_or(0);
        // Spaces at the end of a line take no room.
        while used + wide > width && !matches!(*c, ' ' | '\u{3000}') && start < at {
            let end = end(&chars, &breaks, (start, at), width);
            let line = chars.get(start..end).unwrap_or_default();
            used -= line.iter().filter_map(|c| c.width()).sum::<usize>();
            lines.push(finished(line));
            start = end;
        }
        used += wide;
    }
    let rest = finished(chars.get(start..).unwrap_or_default());
    if !rest.is_empty() || lines.is_empty() {
        lines.push(rest);
    }
    lines
}

/// Where the line that begins at `start` ends; what is before `at` fits on it. The best place that leaves no more than
/// half of it empty, else the last one at all.
fn end(chars: &[char], breaks: &[Break], (start, at): (usize, usize), width: usize) -> usize {
    let mut used: usize =
        chars.get(start..at).unwrap_or_default().iter().filter_map(|c| c.width()).sum();
    let (mut best, mut last) = ((Break::Inside, None), None);
    for place in (start + 1..=at).rev() {
        let here = breaks.get(place).copied().unwrap_or(Break::Never);
        if here > Break::Never {
            last = last.or(Some(place));
            if here > best.0 && 2 * used >= width {
                best = (here, Some(place));
            }
        }
        used -= chars.get(place - 1).and_then(|c| c.width()).unwrap_or(0);
    }
    let hard =
        || (start + 1..=at).rev().find(|place| chars.get(*place).is_some_and(|c| begins(*c)));
    best.1.or(last).or_else(hard).unwrap_or(at)
}

/// A text behind a heading, its further lines indented below it, each ending in a newline; one line where there is no
/// bound.
pub(crate) fn hanging(heading: &str, text: &str, width: Option<usize>) -> String {
    let indent = heading.width();
    // Where there is hardly any room, lines that run on are easier to read.
    let Some(room) = width.and_then(|width| width.checked_sub(indent)).filter(|room| *room >= 20)
    else {
        return format!("{heading}{}\n", shown(text));
    };
    wrap(text, room).join(&format!("\n{}", " ".repeat(indent))).replacen("", heading, 1) + "\n"
}

/// A pattern query with places to break at before and behind the links in it, which have no spaces.
pub(crate) fn breakable(query: &str) -> String {
    let mut out = query.to_owned();
    for link in [")-", ")<-"] {
        out = out.replace(link, &format!("){MAY_BREAK}{}", link.trim_start_matches(')')));
    }
    out
}

/// A text without the marks of where it may break and may not.
pub(crate) fn shown(text: &str) -> String {
    text.replace('\u{a0}', " ").replace(MAY_BREAK, "")
}

fn finished(line: &[char]) -> String {
    shown(line.iter().collect::<String>().trim_end_matches([' ', '\u{3000}']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, width: usize) -> String {
        wrap(text, width).join("|")
    }

    #[test]
    fn lines_fit() {
        insta::assert_snapshot!(lines("one two three, fourteenletters and on", 9));
        insta::assert_snapshot!(lines("大連市と「中国科学院」の枠組み合意。SDN提携", 9));
        assert_eq!(wrap("", 9), [""]);
        assert_eq!(wrap("  ", 1), [""]);
    }

    #[test]
    fn names_break_between_words() {
        insta::assert_snapshot!(lines("大連博涛文化科技股份有限公司", 20), @"大連博涛文化科技股份|有限公司");
        insta::assert_snapshot!(lines("Fidelity(大連)ビジネスサービス有限公司", 20));
        insta::assert_snapshot!(lines("大連イートン・インターナショナルスクール", 24));
        insta::assert_snapshot!(lines("優秀雇用主の大連上位10社に9社", 20));
        insta::assert_snapshot!(lines("IBMグローバルサービス(大連)有限公司", 20));
        insta::assert_snapshot!(lines("データセンター", 9), @"データセ|ンター");
        insta::assert_snapshot!(lines("서울특별시 강남구", 8));
        insta::assert_snapshot!(lines("遼寧省の第19回特許賞", 8));
    }

    #[test]
    fn queries_break_at_their_links() {
        let query = "MATCH (award:Award)-[:RECIPIENT]->(company:Company)-[:PART_OF*]->(park:Park) RETURN award";
        insta::assert_snapshot!(hanging("means: ", &breakable(query), Some(60)));
        assert_eq!(hanging("", &breakable(query), None).trim_end(), query);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_lines_are_not_too_wide(
            text in "([ab (「、。」ー・]|大|連|カ|ッ|か|1|\u{301}|한|😀|\u{a0}){0,40}",
            width in 2_usize..30,
        ) {
            let lines = wrap(&text, width);
            for line in &lines {
                let wide: usize = line.chars().filter_map(|c| c.width()).sum();
                prop_assert!(wide <= width, "{:?}", lines);
            }
            let bare = |text: &str| text.replace([' ', '\u{a0}'], "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
