//! `nenpyo show NAME…`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;
use std::io;

/// Prints all that is known of an entity or event.
pub fn run(session: &Session, name: &str) -> Result<Done, Failure> {
    let json = session.wants_json("show")?;
    let profile = session.store.show(name, &session.lang)?;
    let text = match json {
        true => serde_json::to_string_pretty(&profile).map_err(io::Error::other)? + "\n",
        false => profile.to_text(&session.look()),
    };
    Ok(output::print(&text)?)
}
