//! Text in DOT.

use super::super::picture::lines;
use crate::diagnostic::visible;

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
    let lines: Vec<String> = lines(name).iter().map(|line| escaped(line)).collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// Graphviz reads escapes and HTML entities in labels, so backslashes and ampersands are escaped beside quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"")
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
}
