//! `nenpyo schema`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;
use std::io;

/// Prints the vocabulary, or the JSON Schema of the JSON form.
pub fn run(session: &Session, json_schema: bool) -> Result<Done, Failure> {
    if json_schema {
        return Ok(output::print(&format!("{:#}\n", nenpyo::chronicle::json_schema()))?);
    }
    let text = match session.wants_json("schema")? {
        true => {
            let vocabulary = session.store.vocabulary();
            serde_json::to_string_pretty(vocabulary).map_err(io::Error::other)? + "\n"
        }
        false => nenpyo::render::schema(&session.look()),
    };
    Ok(output::print(&text)?)
}
