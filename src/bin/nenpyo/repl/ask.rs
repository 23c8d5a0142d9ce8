//! Asking, and showing the answer.

use super::{Last, Repl};
use crate::failure::{Done, Failure};
use crate::output;
use crate::saved::Asked;
use nenpyo::exec::{Cancel, Limits, Params};
use nenpyo::render::Format;
use nenpyo::{Answer, Error};
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
                output::print(&self.shown(&answer, &asked.text))?;
                if self.settings.timer {
                    output::complain(&format!("{} ms", milliseconds(elapsed)));
                }
            }
        }
        Ok(answer)
    }

    /// The answer to a question; on a terminal Ctrl-C stops it.
    pub(super) fn answer(&self, asked: &Asked, why: bool) -> Result<Answer, Failure> {
        let limits = Limits::default().time(self.settings.time);
        let mut options = self.session.options(why).limits(limits);
        options.params = asked.params.clone();
        let store = &self.session.store;
        let ask = |cancel: Cancel| -> Result<Answer, Error> {
            store.ask_with(&asked.text, &options.cancel(cancel))
        };
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
        let cut = Answer {
            rows: answer.rows.iter().take(limit).cloned().collect(),
            phrase: answer.phrase.clone(),
            query: answer.query.clone(),
            columns: answer.columns.clone(),
            warnings: answer.warnings.clone(),
            format: answer.format,
        };
        let shown = self.session.render(&cut, text);
        let all = format!("{limit} of {count} rows, `.limit off` shows all");
        match shown.rsplit_once(&format!("\n{limit} rows")) {
            Some((table, notes)) => format!("{table}\n{all}{notes}"),
            None => format!("{shown}{all}\n"),
        }
    }
}
