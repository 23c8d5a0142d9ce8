//! `.param`: the values of the parameters of pattern queries.

use super::Repl;
use super::commands::Call;
use crate::args::value_of;
use crate::failure::{Done, Failure};
use crate::saved::{Asked, is_name};
use nenpyo::diagnostic::visible;
use nenpyo::exec::Params;
use serde_json::{Value, json};

impl Repl {
    /// `NAME = VALUE` gives a parameter a value, `NAME =` takes it back, `NAME` tells it; alone it tells all.
    pub(super) fn param(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let (name, value) = match call.argument.split_once('=') {
            // The arrow of other shells: `x => 5`.
            Some((name, value)) => (name.trim(), Some(value.trim_start_matches('>').trim())),
            None => (call.argument, None),
        };
        let name = name.trim_start_matches('$');
        if !name.is_empty() && !is_name(name) || name.is_empty() && value.is_some() {
            let message = format!("`{}` cannot name a parameter", visible(name));
            return Err(call.wrong(message, "as `.param year = 2017` for `$year`".to_owned()));
        }
        match value {
            Some("") => drop(self.settings.params.shift_remove(name)),
            Some(text) => {
                let value = value_of(text).map_err(|wrong| {
                    call.wrong(wrong, "a value is JSON, or else text".to_owned())
                })?;
                self.settings.params.insert(name.to_owned(), value);
            }
            None => {}
        }
        if !name.is_empty() && value.is_none() && !self.settings.params.contains_key(name) {
            let message = format!("${name} has no value");
            return Err(call.wrong(message, format!("`.param {name} = VALUE` gives it one")));
        }
        self.tell_params(name)
    }

    /// Tells the values of all parameters, or of that one.
    fn tell_params(&self, name: &str) -> Result<Done, Failure> {
        let told = |known: &&str| name.is_empty() || *known == name;
        let shown: Vec<_> =
            self.settings.params.iter().filter(|(known, _)| told(&known.as_str())).collect();
        let text = || match (shown.is_empty(), name) {
            (true, "") => format!("{}\n", self.sentences().no_parameters),
            (true, name) => format!("{}: ${name}\n", self.sentences().forgotten),
            _ => shown
                .iter()
                .map(|(name, value)| format!("${name} = {}\n", visible(&value.to_string())))
                .collect(),
        };
        let value = || {
            let entry = |(name, value): &(&String, &nenpyo::value::Value)| {
                ((*name).clone(), Value::String(value.to_string()))
            };
            shown.iter().map(entry).collect::<serde_json::Map<_, _>>()
        };
        self.say(text, || json!({"params": value()}))
    }

    /// The values of the parameters of a question: its own, else those of the session.
    pub(super) fn values(&self, asked: &Asked) -> Params {
        let mut params = self.settings.params.clone();
        params.extend(asked.params.iter().map(|(name, value)| (name.clone(), value.clone())));
        params
    }
}
