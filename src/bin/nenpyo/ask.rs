//! `nenpyo ask PHRASE…`

use crate::args::Ask;
use crate::failure::{Done, Failure};
use crate::output;
use crate::saved;
use crate::session::Session;

/// Prints the answer.
pub fn run(session: &Session, ask: &Ask) -> Result<Done, Failure> {
    let Some(name) = &ask.saved else {
        return Ok(output::print(&session.answer(&ask.phrase.join(" "), ask.why)?)?);
    };
    let questions = saved::load()?;
    let question = saved::named(&questions, name)?;
    let asked = saved::with_values(question, ask.phrase.iter().map(String::as_str))?;
    let mut options = session.options(ask.why);
    options.params = asked.params;
    let answer = session.store.ask_with(&asked.text, &options)?;
    Ok(output::print(&session.render(&answer, &asked.text))?)
}
