//! `nenpyo show NAME…`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;

/// Prints all that is known of an entity or event.
pub fn run(session: &Session, name: &str) -> Result<Done, Failure> {
    Ok(output::print(&text(session, name)?)?)
}

/// All that is known of it, as text or as JSON.
pub fn text(session: &Session, name: &str) -> Result<String, Failure> {
    let json = session.wants_json("show")?;
    let profile = session.store.show_as_of(name, &session.lang, session.as_of.as_ref())?;
    Ok(match json {
        true => session.json(&profile)?,
        false => profile.to_text(&session.look()),
    })
}
