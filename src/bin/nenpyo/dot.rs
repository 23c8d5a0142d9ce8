//! `nenpyo dot [PHRASE…]`

use crate::args::Dot;
use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;
use nenpyo::render::dot::{Cluster, DotOptions, of_answer, of_dataset};

/// Prints the picture of an answer, or of the whole chronicle.
pub fn run(session: &Session, dot: &Dot, format: Option<&str>) -> Result<Done, Failure> {
    if let Some(other) = format.filter(|format| *format != "dot") {
        let message = format!("`dot` has the format dot, not {other}; `nenpyo picture` draws SVG");
        return Err(Failure::Usage(message));
    }
    let cluster = dot.cluster.as_ref().map(|_| Cluster::Month);
    let options = DotOptions { cluster };
    if dot.phrase.is_empty() {
        return Ok(output::print(&of_dataset(&session.look(), &options))?);
    }
    let ask = session.options(true);
    let answer = session.store.ask_with(&dot.phrase.join(" "), &ask)?;
    Ok(output::print(&of_answer(&answer, &session.look(), &options))?)
}
