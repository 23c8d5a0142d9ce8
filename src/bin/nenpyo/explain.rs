//! `nenpyo explain [--profile] PHRASE…`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;
use nenpyo::exec::ProfileStep;
use nenpyo::store::Profiled;
use serde_json::{Value, json};

/// Prints the pattern query and the plan; with `profile`, what each of its steps has done.
pub fn run(session: &Session, phrase: &str, profile: bool) -> Result<Done, Failure> {
    let text = match profile {
        true => {
            profiled(session, phrase, &session.store.profile(phrase, &session.options(false))?)?
        }
        false => text(session, phrase)?,
    };
    Ok(output::print(&text)?)
}

/// The pattern query and the plan, as text or as JSON.
pub fn text(session: &Session, phrase: &str) -> Result<String, Failure> {
    let in_json = session.wants_json("explain")?;
    let explanation = session.store.explain_with(phrase, &session.options(false))?;
    let (query, plan) = (&explanation.query, &explanation.plan);
    Ok(match in_json {
        true => session.json(&json!({"phrase": phrase, "query": query, "plan": plan}))?,
        false => explanation.to_string(),
    })
}

/// What each step of a plan has done, as text or as JSON.
pub fn profiled(session: &Session, phrase: &str, profiled: &Profiled) -> Result<String, Failure> {
    Ok(match session.wants_json("profile")? {
        true => session.json(&measured(phrase, profiled))?,
        false => profiled.to_string(),
    })
}

/// Times are in milliseconds.
fn measured(phrase: &str, profiled: &Profiled) -> Value {
    let step = |ProfileStep { depth, step, expected, measure, .. }: &ProfileStep| {
        let rows = measure.map(|measure| measure.rows);
        let time = measure.map(|measure| measure.time.as_secs_f64() * 1e3);
        json!({"depth": depth, "step": step, "expected": expected, "rows": rows, "ms": time})
    };
    json!({
        "phrase": phrase,
        "query": profiled.query,
        "steps": profiled.profile.steps.iter().map(step).collect::<Vec<_>>(),
        "rows": profiled.rows,
        "planning_ms": profiled.planning.as_secs_f64() * 1e3,
        "running_ms": profiled.running.as_secs_f64() * 1e3,
    })
}
