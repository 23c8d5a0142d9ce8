//! `nenpyo timeline PHRASE…`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;
use nenpyo::render::Format;

/// The formats that are timelines; the first is the default.
const FORMATS: [&str; 3] = ["timeline", "svg", "mermaid"];

/// Prints the answer as a timeline, in the format that the arguments ask for.
pub fn run(session: Session, phrase: &str, format: Option<&str>) -> Result<Done, Failure> {
    let name = format.unwrap_or(FORMATS[0]);
    let format = Format::named(name).filter(|format| FORMATS.contains(&format.name));
    let Some(format) = format else {
        let known = FORMATS.join(", ");
        return Err(Failure::Usage(format!("`timeline` has the formats {known}, not {name}")));
    };
    let session = Session { format, ..session };
    Ok(output::print(&session.answer(phrase, false)?)?)
}
