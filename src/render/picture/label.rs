//! Names on lines that fit a node, and how much room they take.

use crate::diagnostic::visible;
use crate::diagnostic::wrap;
use unicode_width::UnicodeWidthChar;

/// Columns of a line.
const COLUMNS: usize = 24;
/// Lines of a name.
const LINES: usize = 6;

/// A name on lines: several where it is long, cut where it is very long. At least one line.
pub(in crate::render) fn lines(name: &str) -> Vec<String> {
    // More cannot be shown, and need not be wrapped.
    let start: String = name.chars().take(COLUMNS * (LINES + 2)).collect();
    let mut lines = wrap(&visible(&start), COLUMNS);
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

/// About how wide a line is, in pixels, in a font of that size; fonts differ, so rather too wide.
pub(super) fn pixels(line: &str, size: f64) -> f64 {
    let em = |c: char| match (c.width(), c) {
        (Some(0), _) => 0.0,
        (Some(2), _) => 1.0,
        (_, 'W' | 'M' | '@' | 'm' | 'w' | '%' | '—' | '…') => 0.95,
        (_, ' ' | 'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | '.' | ',' | '-' | '(' | ')') => 0.37,
        (_, 'A'..='Z') => 0.7,
        _ => 0.58,
    };
    line.chars().map(em).sum::<f64>() * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_wrapped_and_cut() {
        let shown = |name: &str| lines(name).join("|");
        let english = shown("Administrative Committee of the Dalian High-tech Zone");
        insta::assert_snapshot!(english, @"Administrative Committee|of the Dalian High-tech|Zone");
        insta::assert_snapshot!(shown("大連博涛文化科技股份有限公司"), @"大連博涛文化科技股份|有限公司");
        insta::assert_snapshot!(shown("センター、ファーウェイ・クラウドサービス"), @"センター、ファーウェイ・|クラウドサービス");
        insta::assert_snapshot!(shown(&"x".repeat(100_000)), @"xxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxx|xxxxxxxxxxxxxxxxxxxxxxxx…");
        assert_eq!(lines(""), [""]);
    }

    #[test]
    fn wide_characters_take_more_room() {
        assert!(pixels("大連", 12.0) > pixels("da", 12.0));
        assert_eq!(pixels("e\u{301}", 12.0), pixels("e", 12.0));
    }
}
