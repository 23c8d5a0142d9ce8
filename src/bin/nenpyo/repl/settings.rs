//! What `.limit`, `.timeout`, `.timer`, `.mode` and `.lang` set.

use super::commands::Call;
use super::{Repl, pager};
use crate::failure::{Done, Failure};
use crate::limits::duration;
use crate::output;
use nenpyo::catalog::nearest;
use nenpyo::render::{FORMATS, Format};
use serde_json::json;
use std::io;

/// Rows of a table that a terminal shows, unless told otherwise.
const ROWS: usize = 100;

/// How answers are shown and bounded.
pub struct Settings {
    /// At most so many rows of a table.
    pub rows: Option<usize>,
    /// Each answer tells how long it took.
    pub timer: bool,
    /// Long answers go to a pager, on a terminal.
    pub pager: bool,
}

impl Settings {
    /// The usual ones; tables are cut on a terminal only.
    pub fn new(terminal: bool) -> Settings {
        Settings { rows: terminal.then_some(ROWS), timer: false, pager: true }
    }
}

/// The nearest of `known`, and all of them.
fn choices(word: &str, known: &[&str]) -> (Vec<String>, String) {
    (nearest(word, known.iter().copied(), 1), format!("known are {}", known.join(", ")))
}

/// The state that a switch is set to; without a word, the other one.
fn switched(call: &Call<'_>, now: bool) -> Result<bool, Failure> {
    match call.argument.to_ascii_lowercase().as_str() {
        "" => Ok(!now),
        "on" => Ok(true),
        "off" => Ok(false),
        _ => {
            let other = call.argument;
            let command = call.line.split_whitespace().next().unwrap_or_default();
            let message = format!("`{other}` is neither on nor off");
            Err(call.wrong(message, format!("as `{command} on`")))
        }
    }
}

fn on_or_off(state: bool) -> &'static str {
    if state { "on" } else { "off" }
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
            self.session.format =
                Format::named(&call.argument.to_ascii_lowercase()).ok_or_else(wrong)?;
            if !self.is_json_lines() {
                return Ok(());
            }
        }
        self.told("mode", self.session.format.name)
    }

    pub(super) fn lang(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        if !call.argument.is_empty() {
            let known = self.session.store.languages();
            let Some(lang) = known.iter().find(|lang| lang.eq_ignore_ascii_case(call.argument))
            else {
                let (near, help) = choices(call.argument, &known);
                let message = format!("there is nothing in the language `{}`", call.argument);
                return Err(call.wrong_word(message, help, near));
            };
            self.session.lang = (*lang).to_owned();
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
            "off" => self.session.limits.time = None,
            number => {
                let wrong = || {
                    let message = format!("`{number}` is not a number of seconds");
                    call.wrong(message, "as `.timeout 5`, or `.timeout off` for no end".to_owned())
                };
                self.session.limits.time = Some(duration(number).ok_or_else(wrong)?);
            }
        }
        let seconds = self.session.limits.time.map(|time| time.as_secs_f64());
        let text =
            || seconds.map_or("timeout: off\n".to_owned(), |it| format!("timeout: {it} s\n"));
        self.say(text, || json!({"timeout": seconds}))
    }

    pub(super) fn certain(&mut self, _: &Call<'_>) -> Result<Done, Failure> {
        self.session.certain = true;
        self.told("reading", "certain, where a question does not say `possibly`")
    }

    pub(super) fn possible(&mut self, _: &Call<'_>) -> Result<Done, Failure> {
        self.session.certain = false;
        self.told("reading", "possible, where a question does not say `certainly`")
    }

    pub(super) fn timer(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        self.settings.timer = switched(call, self.settings.timer)?;
        self.told("timer", on_or_off(self.settings.timer))
    }

    pub(super) fn pager(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        self.settings.pager = switched(call, self.settings.pager)?;
        self.told("pager", on_or_off(self.settings.pager))
    }

    /// Prints a text, on a terminal page by page if it is long.
    pub(super) fn print(&self, text: &str) -> io::Result<()> {
        match self.settings.pager && pager::is_possible() {
            true => pager::show(text),
            false => output::print(text),
        }
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
        Ok(self.print(&shown)?)
    }
}
