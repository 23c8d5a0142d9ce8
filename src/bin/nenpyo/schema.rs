//! `nenpyo schema`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;

/// Prints the vocabulary, or the JSON Schema of the JSON form.
pub fn run(session: &Session, json_schema: bool) -> Result<Done, Failure> {
    if json_schema {
        return Ok(output::print(&format!("{:#}\n", nenpyo::chronicle::json_schema()))?);
    }
    Ok(output::print(&text(session)?)?)
}

/// The vocabulary, as text or as JSON.
pub fn text(session: &Session) -> Result<String, Failure> {
    Ok(match session.wants_json("schema")? {
        true => session.json(session.store.vocabulary())?,
        false => nenpyo::render::schema(&session.look()),
    })
}
