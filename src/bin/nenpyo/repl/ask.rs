//! Asking, and showing the answer.

use super::{Last, Repl};
use crate::failure::{Done, Failure};
use crate::output;
use nenpyo::exec::{Cancel, Limits};
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
        let answer = self.show_answer(text, false)?;
        self.last = Some(Last { text: text.to_owned(), answer });
        Ok(())
    }

    /// Answers a question with the links behind each row.
    pub(super) fn ask_why(&mut self, text: &str) -> Result<Done, Failure> {
        let answer = self.show_answer(text, true)?;
        self.last = Some(Last { text: text.to_owned(), answer });
        Ok(())
    }

    fn show_answer(&self, text: &str, why: bool) -> Result<Answer, Failure> {
        let start = Instant::now();
        let answer = self.answer(text, why)?;
        let elapsed = start.elapsed();
        match self.is_json_lines() {
            true => {
                let mut json = serde_json::to_value(&answer).map_err(io::Error::other)?;
                json["elapsed_ms"] = milliseconds(elapsed).into();
                output::print(&self.session.json(&json)?)?;
            }
            false => {
                output::print(&self.shown(&answer, text))?;
                if self.settings.timer {
                    output::complain(&format!("{} ms", milliseconds(elapsed)));
                }
            }
        }
        Ok(answer)
    }

    /// The answer to a question; on a terminal Ctrl-C stops it.
    pub(super) fn answer(&self, text: &str, why: bool) -> Result<Answer, Failure> {
        let limits = Limits::default().time(self.settings.time);
        let options = self.session.options(why).limits(limits);
        let store = &self.session.store;
        let ask = |cancel: Cancel| -> Result<Answer, Error> {
            store.ask_with(text, &options.cancel(cancel))
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
