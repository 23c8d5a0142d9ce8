//! `nenpyo query 'MATCH …'`

use crate::args::Query;
use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;

/// Prints the answer.
pub fn run(session: &Session, query: &Query) -> Result<Done, Failure> {
    let text = query.text.join(" ");
    let mut options = session.options(query.why);
    for (name, value) in &query.param {
        options = options.param(name.clone(), value.clone());
    }
    let answer = session.store.query_with(&text, &options)?;
    Ok(output::print(&session.render(&answer, &text))?)
}
