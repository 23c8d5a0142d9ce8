//! `nenpyo explain [--profile] PHRASE…`

use crate::failure::{Done, Failure};
use crate::output;
use crate::session::Session;
use nenpyo::diagnostic::visible;
use nenpyo::exec::ProfileStep;
use nenpyo::plan::rounded;
use nenpyo::render::{Grid, breakable, counted, wrap};
use nenpyo::store::Profiled;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

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
        false => fitted(&explanation.to_string()),
    })
}

/// The pattern query and the lines of a plan; on a terminal each on as many lines as it takes.
fn fitted(text: &str) -> String {
    let Some(width) = output::width().filter(|_| output::is_terminal()) else {
        return text.to_owned();
    };
    let line = |line: &str| {
        let indent = line.len() - line.trim_start().len();
        let (indent, rest) = line.split_at(indent);
        let lines = wrap(&breakable(rest), width.saturating_sub(indent.len() + 4).max(20));
        format!("{indent}{}\n", lines.join(&format!("\n{indent}    ")))
    };
    let long = |text: &str| text.width() > width;
    text.lines().map(|text| if long(text) { line(text) } else { format!("{text}\n") }).collect()
}

/// What each step has done, as a table that fits the terminal.
fn table(Profiled { query, profile, rows, planning, running, .. }: &Profiled) -> String {
    let row = |ProfileStep { depth, step, expected, measure, .. }: &ProfileStep| {
        let step = format!("{}{}", "  ".repeat(*depth), visible(step));
        let measured =
            measure.map(|measure| (measure.rows.to_string(), format!("{:.1?}", measure.time)));
        let (rows, time) = measured.unwrap_or_default();
        vec![step, format!("~{}", rounded(*expected)), rows, time]
    };
    let grid = Grid {
        headings: ["step", "expected", "rows", "time"].map(str::to_owned).to_vec(),
        right: vec![false, true, true, true],
        rows: profile.steps.iter().map(row).collect(),
    };
    let end = counted("{n|row|rows}", &[("n", *rows)]);
    let query = fitted(query);
    let grid = grid.to_text(output::width());
    format!("{query}\n{grid}{end}; planned in {planning:.1?}, run in {running:.1?}\n")
}

/// What each step of a plan has done, as text or as JSON.
pub fn profiled(session: &Session, phrase: &str, profiled: &Profiled) -> Result<String, Failure> {
    Ok(match session.wants_json("profile")? {
        true => session.json(&measured(phrase, profiled))?,
        false if output::is_terminal() => table(profiled),
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
