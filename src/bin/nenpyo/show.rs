//! `nenpyo show NAME…`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;

/// Prints all that is known of an entity or event.
pub fn run(session: &Session, name: &str) -> Result<Done, Failure> {
    let json = session.wants_json("show")?;
    let profile = session.store.show(name, &session.lang)?;
    let text = match json {
        true => session.json(&profile)?,
        false => profile.to_text(&session.look()),
    };
    Ok(output::print(&text)?)
}
