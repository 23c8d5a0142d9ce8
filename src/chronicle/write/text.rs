//! How texts, words and comments are written.

use crate::chronicle::lex::is_bare;

/// `text` in quotes, with escapes where it needs them; never with a line break.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if must_escape(c) => quoted.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Characters that do not show, or change the order of what is shown.
fn must_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `text` as a word if it is one, and else in quotes.
pub(super) fn bare_or_quoted(text: &str) -> String {
    if is_bare(text) { text.to_owned() } else { quote(text) }
}

/// The lines of a comment, each with its `#`; an empty one is a blank line.
pub(super) fn comment_lines(comment: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in comment.iter().flat_map(|text| text.split('\n')) {
        let clean: String =
            line.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect();
        match clean.trim_end() {
            "" if lines.last().is_none_or(String::is_empty) => {}
            "" => lines.push(String::new()),
            text => lines.push(format!("# {text}")),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chronicle::lex::lex;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quoted_text_is_read_as_it_was(text in "(\\PC|[\n\r\t\"\\\\\u{202e}\u{0}]){0,30}") {
            let tokens = lex(&quote(&text), 0).tokens;
            prop_assert_eq!(tokens.len(), 1);
            prop_assert_eq!(&tokens[0].text, &text);
        }
    }
}
