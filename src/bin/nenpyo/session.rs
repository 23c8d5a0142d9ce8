//! The chronicle that is asked, and how.

use crate::args::Args;
use crate::failure::Failure;
use crate::{output, patience};
use nenpyo::answer::Answer;
use nenpyo::exec::Limits;
use nenpyo::render::{Format, Look};
use nenpyo::time::Date;
use nenpyo::{AskOptions, Error, Store};
use serde::Serialize;
use std::io;
use std::sync::Arc;

/// A chronicle, and how its answers are shown.
#[derive(Clone)]
pub struct Session {
    /// The chronicle.
    pub store: Arc<Store>,
    /// The language of names.
    pub lang: String,
    /// The format of answers.
    pub format: &'static Format,
    /// The day as of which the chronicle is asked.
    pub as_of: Option<Date>,
    /// Phrases ask for what is certain only, unless they say otherwise.
    pub certain: bool,
    /// How much a question may cost.
    pub limits: Limits,
    /// JSON stands in one line, not indented.
    pub compact: bool,
    /// The rows of a table have numbers.
    pub numbered: bool,
}

impl Session {
    /// The chronicle that the arguments name, or the shipped one.
    pub fn open(args: &Args) -> Result<Session, Failure> {
        let store = Arc::new(if args.data.is_empty() {
            Store::builtin()?
        } else {
            patience::opening(&args.data, || Store::open(&args.data))?
        });
        let known = store.languages();
        if !known.contains(&args.lang.as_str()) {
            let message = format!("there is nothing in the language `{}`", args.lang);
            return Err(Failure::Usage(format!("{message}; known are {}", known.join(", "))));
        }
        let named = args.format.as_deref().unwrap_or_default();
        let format = Format::named(named).unwrap_or(&nenpyo::render::FORMATS[0]);
        Ok(Session {
            lang: args.lang.clone(),
            format,
            store,
            as_of: args.as_of.clone(),
            certain: args.certain,
            limits: args.limits.limits(),
            compact: false,
            numbered: false,
        })
    }

    /// What a renderer may look up.
    pub fn look(&self) -> Look<'_> {
        self.store.look(&self.lang).width(output::width()).numbered(self.numbered)
    }

    /// How questions are asked here.
    pub fn options(&self, why: bool) -> AskOptions {
        let options =
            AskOptions::new().lang(&*self.lang).why(why).why_not(true).format(self.format);
        let options = options.limits(self.limits.clone()).certain(self.certain);
        match &self.as_of {
            Some(date) => options.as_of(date.clone()),
            None => options,
        }
    }

    /// The answer to a phrase, in the format that the phrase or else the arguments ask for.
    pub fn answer(&self, phrase: &str, why: bool) -> Result<String, Error> {
        let answer = self.store.ask_with(phrase, &self.options(why))?;
        Ok(self.render(&answer, phrase))
    }

    /// The answer to a phrase or a pattern query; what is doubtful in it is told on the standard error.
    pub fn asked(&self, text: &str, options: &AskOptions) -> Result<Answer, Error> {
        let answer = self.store.ask_with(text, options)?;
        for warning in &answer.warnings {
            output::complain(output::finding(warning, "query", text).trim_end());
        }
        Ok(answer)
    }

    /// An answer as text; what is doubtful in the question is told beside it.
    pub fn render(&self, answer: &Answer, text: &str) -> String {
        let format = answer.format.and_then(Format::named).unwrap_or(self.format);
        if format.name != "json" {
            for warning in &answer.warnings {
                output::complain(output::finding(warning, "query", text).trim_end());
            }
        }
        let text = format.render(answer, &self.look());
        if output::is_terminal() { output::safe(&text) } else { text }
    }

    /// A value as JSON, ending in a newline.
    ///
    /// # Errors
    /// Something in it has no form in JSON.
    pub fn json(&self, value: &impl Serialize) -> io::Result<String> {
        let text = match self.compact {
            true => serde_json::to_string(value),
            false => serde_json::to_string_pretty(value),
        };
        Ok(text.map_err(io::Error::other)? + "\n")
    }

    /// Text or JSON; a command that has no other formats refuses them.
    pub fn wants_json(&self, command: &str) -> Result<bool, Failure> {
        match self.format.name {
            "table" => Ok(false),
            "json" => Ok(true),
            other => {
                let message = format!("`{command}` has the formats table and json, not {other}");
                Err(Failure::Usage(message))
            }
        }
    }
}
