//! Asking, and showing the answer.

use super::{Last, Repl};
use crate::failure::{Done, Failure};
use crate::output;
use crate::saved::Asked;
use nenpyo::exec::{Cancel, Params};
use nenpyo::render::Format;
use nenpyo::store::Profiled;
use nenpyo::{Answer, AskOptions, Error};
use std::io;
use std::time::{Duration, Instant};

/// A time in milliseconds, to the microsecond.
pub fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

impl Repl {
    /// Answers a question.
    pub(super) fn ask(&mut self, text: &str) -> Result<Done, Failure> {
        self.ask_with(Asked { text: text.to_owned(), params: Params::new() }, false)
    }

    /// Answers a question with the links behind each row.
    pub(super) fn ask_why(&mut self, text: &str) -> Result<Done, Failure> {
        self.ask_with(Asked { text: text.to_owned(), params: Params::new() }, true)
    }

    /// Answers a question whose parameters have values.
    pub(super) fn ask_with(&mut self, asked: Asked, why: bool) -> Result<Done, Failure> {
        let answer = self.show_answer(&asked, why)?;
        self.last = Some(Last { asked, answer });
        Ok(())
    }

    fn show_answer(&self, asked: &Asked, why: bool) -> Result<Answer, Failure> {
        let start = Instant::now();
        let answer = self.answer(asked, why)?;
        let elapsed = start.elapsed();
        match self.is_json_lines() {
            true => {
                let mut json = serde_json::to_value(&answer).map_err(io::Error::other)?;
                json["elapsed_ms"] = milliseconds(elapsed).into();
                output::print(&self.session.json(&json)?)?;
            }
            false => {
                self.print(&self.shown(&answer, &asked.text))?;
                if self.settings.timer {
                    output::complain(&format!("{} ms", milliseconds(elapsed)));
                }
            }
        }
        Ok(answer)
    }

    /// The answer to a question.
    pub(super) fn answer(&self, asked: &Asked, why: bool) -> Result<Answer, Failure> {
        let store = &self.session.store;
        self.stoppable(why, |mut options| {
            options.params = self.values(asked);
            store.ask_with(&asked.text, &options)
        })
    }

    /// What the steps of the plan of a question do.
    pub(super) fn profiled(&self, asked: &Asked) -> Result<Profiled, Failure> {
        let store = &self.session.store;
        self.stoppable(false, |mut options| {
            options.params = self.values(asked);
            store.profile(&asked.text, &options)
        })
    }

    /// Asks something; on a terminal Ctrl-C stops it.
    fn stoppable<T: Send>(
        &self,
        why: bool,
        ask: impl FnOnce(AskOptions) -> Result<T, Error> + Send,
    ) -> Result<T, Failure> {
        let options = self.session.options(why);
        let ask = |cancel: Cancel| ask(options.cancel(cancel));
        match &self.interrupt {
            Some(interrupt) => Ok(interrupt.run(ask)??),
            None => Ok(ask(Cancel::new())?),
        }
    }

    /// An answer as text; a table is cut at the limit, and says so.
    fn shown(&self, answer: &Answer, text: &str) -> String {
        let format = answer.format.and_then(Format::named).unwrap_or(self.session.format);
        let count = answer.rows.len();
        let Some(limit) =
            self.settings.rows.filter(|limit| format.name == "table" && *limit < count)
        else {
            return self.session.render(answer, text);
        };
        let cut = answer.with_rows(answer.rows.iter().take(limit).cloned().collect());
        self.session.render_first(&cut, text, Some(count))
    }
}
