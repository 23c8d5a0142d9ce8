//! `nenpyo explain PHRASE…`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;

/// Prints the pattern query and the plan.
pub fn run(session: &Session, phrase: &str) -> Result<Done, Failure> {
    let explanation = session.store.explain(phrase)?;
    let text = match session.wants_json("explain")? {
        true => {
            let (query, plan) = (&explanation.query, &explanation.plan);
            session.json(&serde_json::json!({"phrase": phrase, "query": query, "plan": plan}))?
        }
        false => explanation.to_string(),
    };
    Ok(output::print(&text)?)
}
