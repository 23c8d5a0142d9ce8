//! `.why` and `.sources`: what the rows of the last answer rest on.

use super::commands::Call;
use super::{Last, Repl};
use crate::failure::{Done, Failure};
use nenpyo::answer::{AnswerRow, Cell};
use nenpyo::diagnostic::visible;
use nenpyo::model::Citation;
use nenpyo::{Answer, render};
use serde_json::{Value, json};

impl Repl {
    pub(super) fn why(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let is_figure = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-.,".contains(c);
        if call.argument.contains(|c: char| c.is_ascii_digit())
            && call.argument.chars().all(is_figure)
        {
            return self.why_row(call, number(call)?);
        }
        match call.argument {
            "" => {
                let asked = self.last(call)?.asked.clone();
                self.ask_with(asked, true)
            }
            question => self.ask_why(question),
        }
    }

    /// The links behind one row of the last answer.
    fn why_row(&self, call: &Call<'_>, number: usize) -> Result<Done, Failure> {
        let last = self.last(call)?;
        let row = self.traced(last, row_of(last, call, number)?, number)?;
        let answer = Answer::default().with_rows(vec![row.clone()]);
        let text = || {
            let text = render::why(&answer, &self.session.look());
            let facts: Vec<&str> = text.lines().skip(2).collect();
            match facts.is_empty() {
                true => format!("row {number} rests on no link\n"),
                false => format!("{number:>3}  {}\n{}\n", title(&row), facts.join("\n")),
            }
        };
        self.say(text, || json!({"row": number, "why": row.why}))
    }

    pub(super) fn sources(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let last = self.last(call)?;
        let rows = match call.argument {
            "" => self.answer(&last.asked, true)?.rows,
            _ => {
                let number = number(call)?;
                vec![self.traced(last, row_of(last, call, number)?, number)?]
            }
        };
        let mut cited: Vec<&Citation> = Vec::new();
        for citation in rows.iter().flat_map(citations) {
            if !cited.contains(&citation) {
                cited.push(citation);
            }
        }
        let text = || match cited.is_empty() {
            true => "no source is given\n".to_owned(),
            false => cited.iter().map(|citation| self.source_line(citation)).collect(),
        };
        let value = || cited.iter().map(|citation| self.source_value(citation)).collect();
        self.say(text, || json!({"sources": Value::Array(value())}))
    }

    /// A row of the last answer with the links behind it.
    fn traced(&self, last: &Last, row: &AnswerRow, number: usize) -> Result<AnswerRow, Failure> {
        if !row.why.is_empty() {
            return Ok(row.clone());
        }
        let mut rows = self.answer(&last.asked, true)?.rows;
        let same = rows.iter().position(|traced| traced.cells == row.cells);
        let index = same.unwrap_or(number.saturating_sub(1));
        Ok(if index < rows.len() { rows.swap_remove(index) } else { row.clone() })
    }

    pub(super) fn last(&self, call: &Call<'_>) -> Result<&Last, Failure> {
        self.last.as_ref().ok_or_else(|| {
            let message = "nothing has been asked yet".to_owned();
            call.wrong(message, "ask first, then say this".to_owned())
        })
    }

    fn source_line(&self, citation: &Citation) -> String {
        let source = self.session.store.dataset().sources.get(&citation.source);
        let head = format!("[{}]", format!("{} {}", citation.source, citation.at).trim_end());
        let title = source.map_or("", |source| &source.title);
        let url = source.and_then(|source| source.url.as_deref()).unwrap_or_default();
        let line = format!("{}  {}  {}", visible(&head), visible(title), visible(url));
        line.trim_end().to_owned() + "\n"
    }

    fn source_value(&self, citation: &Citation) -> Value {
        let source = self.session.store.dataset().sources.get(&citation.source);
        let title = source.map(|source| &source.title);
        let url = source.and_then(|source| source.url.as_ref());
        json!({"source": citation.source, "at": citation.at, "title": title, "url": url})
    }
}

/// The number of a row that a command names.
fn number(call: &Call<'_>) -> Result<usize, Failure> {
    let digits = call.argument.bytes().all(|byte| byte.is_ascii_digit());
    // A number that is too large is one, of a row that there is not.
    let number = call.argument.parse().ok().or(digits.then_some(usize::MAX));
    number.ok_or_else(|| {
        let message = format!("`{}` is not the number of a row", visible(call.argument));
        let command = call.line.split_whitespace().next().unwrap_or_default();
        call.wrong(message, format!("as `{command} 1`"))
    })
}

/// What a row shows, in a line.
fn title(row: &AnswerRow) -> String {
    row.cells.iter().map(render::cell_text).collect::<Vec<_>>().join(", ")
}

fn row_of<'a>(last: &'a Last, call: &Call<'_>, number: usize) -> Result<&'a AnswerRow, Failure> {
    number.checked_sub(1).and_then(|index| last.answer.rows.get(index)).ok_or_else(|| {
        let rows = last.answer.rows.len();
        let message = format!("the last answer has no row {}", call.argument);
        let help = match rows {
            0 => "it has no rows".to_owned(),
            1 => "it has one row, 1".to_owned(),
            _ => format!("its rows are 1 to {rows}"),
        };
        call.wrong(message, help)
    })
}

/// Where the row and the links behind it are told.
fn citations(row: &AnswerRow) -> impl Iterator<Item = &Citation> {
    let cells = row.cells.iter().filter_map(|cell| match cell {
        Cell::Event(event) => Some(&event.sources),
        _ => None,
    });
    cells.flatten().chain(row.why.iter().flat_map(|fact| &fact.sources))
}
