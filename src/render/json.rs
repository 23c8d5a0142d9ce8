//! An answer as one JSON object.

use super::{Format, Look};
use crate::answer::Answer;
use crate::diagnostic::is_hidden;

pub(super) const FORMAT: Format = Format {
    name: "json",
    description: "one JSON object, for programs",
    endings: &["json"],
    needs_why: false,
    render,
};

fn render(answer: &Answer, _: &Look<'_>) -> String {
    // Its keys are texts and its numbers finite, so serialisation has nothing to fail on.
    safe(&serde_json::to_string_pretty(answer).unwrap_or_default()) + "\n"
}

/// JSON that is safe on a terminal and means the same: what controls it, hides text or reorders it is escaped.
///
/// ```
/// use nenpyo::render::safe_json;
/// assert_eq!(safe_json("\"a\u{202e}b\u{9b}大連\""), r#""a\u202eb\u009b大連""#);
/// ```
pub fn safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\u{7f}' && !is_hidden(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out += &format!("\\u{unit:04x}");
        }
    }
    out
}
