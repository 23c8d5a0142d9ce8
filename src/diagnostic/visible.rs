//! Text of unknown origin, made safe to show on a terminal.

/// `text` with control characters, escape codes, and characters that reorder or hide text made visible, each in
/// its place.
///
/// ```
/// use nenpyo::diagnostic::visible;
/// assert_eq!(visible("a\u{1b}[31mb"), "a␛[31mb");
/// assert_eq!(visible("a\u{202e}b 大連"), "a<U+202E>b 大連");
/// assert_eq!(visible("👩\u{200d}💻 a\u{200d}b"), "👩\u{200d}💻 a<U+200D>b");
/// ```
pub fn visible(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let joins =
            c == JOINER && is_picture(before) && chars.peek().is_some_and(|c| is_picture(*c));
        if joins {
            result.push(c)
        } else {
            push_visible(&mut result, c)
        }
        before = c;
    }
    result
}

/// Between two emoji it makes one of them; anywhere else it hides.
const JOINER: char = '\u{200d}';

/// An emoji, or what changes the look of the one before it.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}')
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
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}
