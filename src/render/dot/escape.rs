//! Text in DOT.

use crate::diagnostic::visible;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a line of a label.
const LINE: usize = 24;
/// Lines of a label.
const LINES: usize = 6;

/// An identifier in quotes.
pub(super) fn id(text: &str) -> String {
    format!("\"{}\"", visible(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text in quotes, on one line, for a label or tooltip.
pub(super) fn text(text: &str) -> String {
    format!("\"{}\"", escaped(&visible(text)))
}

/// A name in quotes, on several lines where it is long, and cut where it is very long.
pub(super) fn wrapped(name: &str) -> String {
    let lines: Vec<String> = lines(&visible(name)).iter().map(|line| escaped(line)).collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// Graphviz reads escapes and HTML entities in labels, so backslashes and ampersands are escaped beside quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"")
}

/// Whether a line may not begin with `c`: closing marks, and the long vowel and small letters of Japanese.
fn is_clinging(c: char) -> bool {
    "）)」』】、。，・ーァィゥェォッャュョぁぃぅぇぉっゃゅょ".contains(c)
}

/// `name` in lines of about [`LINE`] columns, broken at spaces, or anywhere where there is none.
fn lines(name: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split(' ').filter(|word| !word.is_empty()) {
        if let Some(line) = lines.last_mut()
            && (line.is_empty() || line.width() + 1 + word.width() <= LINE)
        {
            let space = if line.is_empty() { "" } else { " " };
            *line += space;
        } else {
            lines.push(String::new());
        }
        for c in word.chars() {
            if let Some(line) = lines.last_mut()
                && (line.is_empty()
                    || line.width() + c.width().unwrap_or(0) <= LINE
                    || is_clinging(c))
            {
                line.push(c);
            } else {
                lines.push(c.to_string());
            }
        }
        if lines.len() > LINES {
            break;
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_names() {
        let hostile = "a\"]; x [label=\"<b>&lt;\\N\0\u{202e}\nend\\";
        insta::assert_snapshot!(wrapped(hostile), @r#""a\"]; x\n[label=\"<b>&amp;lt;\\N␀<U+202\nE>␊end\\""#);
        insta::assert_snapshot!(id(hostile), @r#""a\"]; x [label=\"<b>&lt;\\N␀<U+202E>␊end\\""#);
        assert_eq!(wrapped(""), "\"\"");
    }

    #[test]
    fn long_names_are_wrapped_and_cut() {
        insta::assert_snapshot!(wrapped("Administrative Committee of the Dalian High-tech Zone"), @r#""Administrative Committee\nof the Dalian High-tech\nZone""#);
        insta::assert_snapshot!(wrapped("大連博涛文化科技股份有限公司"), @r#""大連博涛文化科技股份有限\n公司""#);
        insta::assert_snapshot!(wrapped(&"x".repeat(100_000)), @r#""xxxxxxxxxxxxxxxxxxxxxxxx\nxxxxxxxxxxxxxxxxxxxxxxxx\nxxxxxxxxxxxxxxxxxxxxxxxx\nxxxxxxxxxxxxxxxxxxxxxxxx\nxxxxxxxxxxxxxxxxxxxxxxxx\nxxxxxxxxxxxxxxxxxxxxxxxx…""#);
    }
}
