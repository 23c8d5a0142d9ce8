//! `nenpyo ask PHRASE…`

use crate::args::Ask;
use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;

/// Prints the answer.
pub fn run(session: &Session, ask: &Ask) -> Result<Done, Failure> {
    Ok(output::print(&session.answer(&ask.phrase.join(" "), ask.why)?)?)
}
