//! Runs one example, step by step.

use super::cell::Cell;
use super::engine::{self, Answer, Stop};
use super::feature::{Example, Step};
use super::setup::Setup;
use nenpyo::graph::Graph;
use nenpyo::value::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// How an example ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// As it should.
    Passed,
    /// With a clear word that this is not supported.
    Refused,
    /// With an error where an answer was wanted, or an answer where an error was wanted.
    Failed,
    /// With another answer than was wanted.
    Wrong,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Outcome::Passed => "passed",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
            Outcome::Wrong => "wrong",
        })
    }
}

/// What is told of a run.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub outcome: Outcome,
    /// Why it did not pass, or how the error differed from the one that was named.
    pub reason: String,
}

type Checked = Result<String, Verdict>;

fn failed(reason: impl Into<String>) -> Verdict {
    Verdict { outcome: Outcome::Failed, reason: reason.into() }
}

/// Runs an example; `folder` is that of all features, beside which the named graphs lie.
pub fn run(example: &Example, folder: &Path) -> Verdict {
    let mut world = World::default();
    let mut notes = Vec::new();
    for step in &example.steps {
        match world.step(step, folder) {
            Ok(note) if note.is_empty() => {}
            Ok(note) => notes.push(note),
            Err(verdict) => return verdict,
        }
    }
    if !world.checked {
        return failed("nothing was checked");
    }
    Verdict { outcome: Outcome::Passed, reason: notes.join("; ") }
}

#[derive(Default)]
struct World {
    setup: Setup,
    parameters: engine::Params,
    answer: Option<(Graph, Result<Answer, Stop>)>,
    checked: bool,
}

impl World {
    fn step(&mut self, step: &Step, folder: &Path) -> Checked {
        let text = step.text.trim().trim_end_matches(':');
        let doc = step.doc.as_deref().unwrap_or("");
        match text {
            "an empty graph" | "any graph" | "no side effects" => Ok(String::new()),
            "having executed" => self.execute(doc),
            "parameters are" => self.set_parameters(step),
            "executing query" | "executing control query" => self.query(doc),
            "the side effects should be" => match &self.answer {
                Some((_, Err(stop))) => Err(stopped(stop)),
                _ => Err(failed("side effects were wanted")),
            },
            "the result should be empty" => self.check(&[], false, false),
            "the result should be, in any order" => self.check(&step.rows, false, false),
            "the result should be, in order" => self.check(&step.rows, true, false),
            "the result should be (ignoring element order for lists)" => {
                self.check(&step.rows, false, true)
            }
            "the result should be, in order (ignoring element order for lists)" => {
                self.check(&step.rows, true, true)
            }
            _ if text.contains("should be raised at") => self.check_error(text),
            _ if text.starts_with("there exists a procedure") => {
                Err(Verdict { outcome: Outcome::Refused, reason: "procedures".into() })
            }
            _ => match text.strip_prefix("the ").and_then(|text| text.strip_suffix(" graph")) {
                Some(name) => self.load(name, folder),
                None => Err(failed(format!("unknown step: {text}"))),
            },
        }
    }

    fn execute(&mut self, text: &str) -> Checked {
        self.setup.execute(text, &self.parameters).map_err(|stop| stopped(&stop))?;
        Ok(String::new())
    }

    /// Loads a named graph from beside the features.
    fn load(&mut self, name: &str, folder: &Path) -> Checked {
        let file = format!("graphs/{name}/{name}.cypher");
        let places = [folder.join(".."), folder.to_owned()];
        let found = places.iter().find_map(|place| std::fs::read_to_string(place.join(&file)).ok());
        let text = found.ok_or_else(|| failed(format!("no file {file}")))?;
        for statement in text.split(';').filter(|statement| !statement.trim().is_empty()) {
            self.execute(statement)?;
        }
        Ok(String::new())
    }

    fn set_parameters(&mut self, step: &Step) -> Checked {
        for row in &step.rows {
            let [name, text] = row.as_slice() else {
                return Err(failed("a parameter has a name and a value"));
            };
            let value = Cell::parse(text).map_err(failed)?.value();
            self.parameters
                .insert(name.clone(), value.ok_or_else(|| failed(format!("no value: {text}")))?);
        }
        Ok(String::new())
    }

    fn query(&mut self, text: &str) -> Checked {
        let graph = self.setup.graph().map_err(|stop| stopped(&stop))?;
        let answer = engine::run(&graph, text, &self.parameters);
        self.answer = Some((graph, answer));
        Ok(String::new())
    }

    fn check(&mut self, rows: &[Vec<String>], in_order: bool, any_order_lists: bool) -> Checked {
        let Some((graph, answer)) = &self.answer else {
            return Err(failed("no query before the result"));
        };
        let answer = answer.as_ref().map_err(stopped)?;
        self.checked = true;
        let Some((head, rows)) = rows.split_first() else {
            let found = texts(answer, &answer.columns, graph, any_order_lists)?;
            return same(&[], &found, in_order);
        };
        let mut columns = [head.clone(), answer.columns.clone()];
        columns.iter_mut().for_each(|columns| columns.sort());
        if columns[0] != columns[1] {
            let reason = format!("columns {:?}, expected {head:?}", answer.columns);
            return Err(Verdict { outcome: Outcome::Wrong, reason });
        }
        let mut expected = Vec::new();
        for row in rows {
            let cells =
                row.iter().map(|cell| Cell::parse(cell).map(|cell| cell.text(any_order_lists)));
            expected.push(cells.collect::<Result<Vec<_>, _>>().map_err(failed)?.join(" | "));
        }
        same(&expected, &texts(answer, head, graph, any_order_lists)?, in_order)
    }

    fn check_error(&mut self, text: &str) -> Checked {
        let (phase, wanted) =
            text.split_once(" should be raised at ").map_or(("", ""), |(_, rest)| {
                rest.split_once(':')
                    .map_or((rest, ""), |(phase, detail)| (phase.trim(), detail.trim()))
            });
        self.checked = true;
        match self.answer.as_ref().map(|(_, answer)| answer) {
            None => Err(failed("no query before the error")),
            Some(Ok(answer)) => {
                Err(failed(format!("{} rows, expected {phase} {wanted}", answer.rows.len())))
            }
            Some(Err(stop @ (Stop::Refused(_) | Stop::Broken(_)))) => Err(stopped(stop)),
            Some(Err(stop @ Stop::Compile { code, .. })) => Ok(match (phase, code.as_str()) {
                (phase, code) if phase != "runtime" && (code == wanted || wanted == "*") => {
                    String::new()
                }
                _ => format!("{stop}; expected {phase}: {wanted}"),
            }),
            Some(Err(stop @ Stop::Runtime(_))) => Ok(match phase {
                "compile time" => format!("{stop}; expected {phase}: {wanted}"),
                _ => String::new(),
            }),
        }
    }
}

fn stopped(stop: &Stop) -> Verdict {
    let outcome = if matches!(stop, Stop::Refused(_)) { Outcome::Refused } else { Outcome::Failed };
    Verdict { outcome, reason: stop.to_string() }
}

/// The rows of an answer as text, with the columns in this order.
fn texts(
    answer: &Answer,
    columns: &[String],
    graph: &Graph,
    any_order: bool,
) -> Result<Vec<String>, Verdict> {
    let place = |name: &String| answer.columns.iter().position(|column| column == name);
    let places: Vec<usize> = columns.iter().filter_map(place).collect();
    let row = |values: &Vec<Value>| {
        let cells = places.iter().map(|place| {
            values
                .get(*place)
                .map_or("missing".into(), |value| Cell::of(value, graph).text(any_order))
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    Ok(answer.rows.iter().map(row).collect())
}

fn same(expected: &[String], found: &[String], in_order: bool) -> Checked {
    if in_order && expected == found {
        return Ok(String::new());
    }
    let mut counts: BTreeMap<&String, i64> = BTreeMap::new();
    expected.iter().for_each(|row| *counts.entry(row).or_default() += 1);
    found.iter().for_each(|row| *counts.entry(row).or_default() -= 1);
    let side = |sign: i64| {
        let rows = counts.iter().filter(|(_, count)| **count * sign > 0);
        let rows = rows.map(|(row, count)| format!("{}x {row}", count.abs()));
        rows.take(4).collect::<Vec<_>>().join("; ")
    };
    let reason = match (side(1), side(-1)) {
        (missing, more) if missing.is_empty() && more.is_empty() && !in_order => {
            return Ok(String::new());
        }
        (missing, more) if missing.is_empty() && more.is_empty() => {
            format!("order: {found:?}, expected {expected:?}")
        }
        (missing, more) => format!("missing: {missing}  |||  too many: {more}"),
    };
    Err(Verdict { outcome: Outcome::Wrong, reason })
}
