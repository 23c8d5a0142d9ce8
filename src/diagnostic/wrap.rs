//! Text on lines of bounded width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// `text` on lines of at most `width` columns (at least 2), broken at spaces and beside wide characters, and within
/// words that are longer than a line; not at no-break spaces, which become spaces. At least one line.
///
/// ```
/// assert_eq!(nenpyo::diagnostic::wrap("one two three", 8), ["one two", "three"]);
/// ```
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for piece in pieces(text) {
        let wide = piece.trim_end().width();
        if used > 0 && used + wide > width {
            lines.push(finished(&mut line));
            used = 0;
        }
        for c in piece.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > width {
                if c == ' ' {
                    continue;
                }
                lines.push(finished(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(finished(&mut line));
    }
    lines
}

fn finished(line: &mut String) -> String {
    std::mem::take(line).trim_end().replace('\u{a0}', " ")
}

/// The parts that stay together: a word with the spaces behind it, a wide character with the narrow marks behind it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut before) = (0, None);
    for (at, c) in text.char_indices() {
        let apart = |last: char| {
            let wide = |c: char| c.width() == Some(2);
            let after_space = last == ' ' && c != ' ';
            let beside_wide =
                (wide(c) && !opens(last)) || (wide(last) && c != ' ' && c.width() != Some(0));
            after_space || (beside_wide && !closes(c) && !opens(last))
        };
        if before.is_some_and(apart) {
            pieces.push(text.get(from..at).unwrap_or_default());
            from = at;
        }
        before = Some(c);
    }
    pieces.push(text.get(from..).unwrap_or_default());
    pieces
}

/// Does not begin a line.
fn closes(c: char) -> bool {
    "、。，．）」』】〉》・ー？！：；,.)]!?:;…".contains(c)
}

/// Does not end a line.
fn opens(c: char) -> bool {
    "（「『【〈《([".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit() {
        insta::assert_snapshot!(wrap("one two three, fourteenletters and on", 9).join("|"), @"one two|three,|fourteenl|etters|and on");
        insta::assert_snapshot!(wrap("大連市と「中国科学院」の枠組み合意。SDN提携", 9).join("|"), @"大連市と|「中国科|学院」の|枠組み合|意。SDN提|携");
        assert_eq!(wrap("", 9), [""]);
        assert_eq!(wrap("  ", 1), [""]);
        for width in 2..20 {
            for text in [
                "a大 連b市   c",
                "e\u{301}e\u{301}大\u{301}大",
                "「「「「「「「",
                "......、、、、、",
            ] {
                assert!(
                    wrap(text, width).iter().all(|line| line.width() <= width),
                    "{text} {width}"
                );
                let kept: String = wrap(text, width).concat().replace(' ', "");
                assert_eq!(kept, text.replace(' ', ""), "{width}");
            }
        }
    }
}
