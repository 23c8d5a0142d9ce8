//! Text of unknown origin, made safe to show on a terminal.

/// `text` with control characters, escape codes, and characters that reorder or hide text made visible, each in
/// its place.
///
/// ```
/// use nenpyo::diagnostic::visible;
/// assert_eq!(visible("a\u{1b}[31mb"), "a␛[31mb");
/// assert_eq!(visible("a\u{202e}b 大連"), "a<U+202E>b 大連");
/// ```
pub fn visible(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    text.chars().for_each(|c| push_visible(&mut result, c));
    result
}

/// Appends `c` in a form that shows.
pub(super) fn push_visible(result: &mut String, c: char) {
    match c {
        '\t' => result.push_str("    "),
        // The "control pictures" block shows each control character at the same offset.
        '\0'..='\u{1f}' => {
            result.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'));
        }
        '\u{7f}' => result.push('\u{2421}'),
        _ if is_hidden(c) => result.push_str(&format!("<U+{:04X}>", u32::from(c))),
        _ => result.push(c),
    }
}

/// C1 controls, line separators, bidirectional controls and characters without width.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}
