//! An answer as one JSON object.

use super::{Format, Look};
use crate::answer::Answer;

pub(super) const FORMAT: Format =
    Format { name: "json", description: "one JSON object, for programs", needs_why: false, render };

fn render(answer: &Answer, _: &Look<'_>) -> String {
    // Its keys are texts and its numbers finite, so serialisation has nothing to fail on.
    serde_json::to_string_pretty(answer).unwrap_or_default() + "\n"
}
