//! What `.limit`, `.timeout`, `.timer`, `.mode` and `.lang` set.

use super::Repl;
use super::commands::Call;
use crate::failure::{Done, Failure};
use crate::output;
use nenpyo::catalog::nearest;
use nenpyo::exec::Limits;
use nenpyo::render::{FORMATS, Format};
use serde_json::json;
use std::time::Duration;

/// Rows of a table that a terminal shows, unless told otherwise.
const ROWS: usize = 100;

/// How answers are shown and bounded.
pub struct Settings {
    /// At most so many rows of a table.
    pub rows: Option<usize>,
    /// How long a question may take.
    pub time: Option<Duration>,
    /// Each answer tells how long it took.
    pub timer: bool,
}

impl Settings {
    /// The usual ones; tables are cut on a terminal only.
    pub fn new(terminal: bool) -> Settings {
        let time = Limits::default().time;
        Settings { rows: terminal.then_some(ROWS), time, timer: false }
    }
}

/// The nearest of `known`, and all of them.
fn choices(word: &str, known: &[&str]) -> (Vec<String>, String) {
    (nearest(word, known.iter().copied(), 1), format!("known are {}", known.join(", ")))
}

impl Repl {
    /// Tells a setting.
    fn told(&self, name: &str, value: impl Into<serde_json::Value>) -> Result<Done, Failure> {
        let value = value.into();
        let text = || match &value {
            serde_json::Value::Null => format!("{name}: off\n"),
            serde_json::Value::String(text) => format!("{name}: {text}\n"),
            value => format!("{name}: {value}\n"),
        };
        self.say(text, || json!({name: value}))
    }

    pub(super) fn mode(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        if !call.argument.is_empty() {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            let (near, help) = choices(call.argument, &names);
            let message = format!("there is no format `{}`", call.argument);
            let wrong = || call.wrong_word(message, help, near);
            self.session.format = Format::named(call.argument).ok_or_else(wrong)?;
            if !self.is_json_lines() {
                return Ok(());
            }
        }
        self.told("mode", self.session.format.name)
    }

    pub(super) fn lang(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        if !call.argument.is_empty() {
            let known = self.session.store.languages();
            if !known.contains(&call.argument) {
                let (near, help) = choices(call.argument, &known);
                let message = format!("there is nothing in the language `{}`", call.argument);
                return Err(call.wrong_word(message, help, near));
            }
            self.session.lang = call.argument.to_owned();
            self.shared.set(&self.session);
            if !self.is_json_lines() {
                return Ok(());
            }
        }
        self.told("lang", self.session.lang.as_str())
    }

    pub(super) fn limit(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        match call.argument {
            "" => {}
            "off" => self.settings.rows = None,
            number => {
                let rows = number.replace([',', '_'], "").parse().ok().filter(|rows| *rows > 0);
                let wrong = || {
                    let message = format!("`{number}` is not a number of rows");
                    call.wrong(message, "as `.limit 20`, or `.limit off` for all".to_owned())
                };
                self.settings.rows = Some(rows.ok_or_else(wrong)?);
            }
        }
        self.told("limit", self.settings.rows)
    }

    pub(super) fn timeout(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        match call.argument {
            "" => {}
            "off" => self.settings.time = None,
            number => {
                let seconds = number.trim_end_matches('s').trim_end().parse::<f64>().ok();
                let time = seconds.filter(|seconds| *seconds > 0.0);
                let time = time.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                let wrong = || {
                    let message = format!("`{number}` is not a number of seconds");
                    call.wrong(message, "as `.timeout 5`, or `.timeout off` for no end".to_owned())
                };
                self.settings.time = Some(time.ok_or_else(wrong)?);
            }
        }
        self.told("timeout", self.settings.time.map(|time| time.as_secs_f64()))
    }

    pub(super) fn timer(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        self.settings.timer = match call.argument {
            "" => !self.settings.timer,
            "on" => true,
            "off" => false,
            other => {
                let message = format!("`{other}` is neither on nor off");
                return Err(call.wrong(message, "as `.timer on`".to_owned()));
            }
        };
        self.told("timer", if self.settings.timer { "on" } else { "off" })
    }

    /// Prints a text, or in the format `json` a value.
    pub(super) fn say(
        &self,
        text: impl FnOnce() -> String,
        value: impl FnOnce() -> serde_json::Value,
    ) -> Result<Done, Failure> {
        let shown = match self.session.format.name {
            "json" => self.session.json(&value())?,
            _ => text(),
        };
        Ok(output::print(&shown)?)
    }
}
