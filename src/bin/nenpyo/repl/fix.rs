//! `.fix`: takes the mend that the last error suggests.

use super::Repl;
use super::commands::{Call, question};
use crate::failure::{Done, Failure};
use crate::output;
use crate::saved::Asked;
use nenpyo::diagnostic::{Span, visible};
use nenpyo::exec::Params;
use serde_json::json;

/// What was wrong with the last line, and what may have been meant.
pub struct Mistake {
    line: String,
    /// The place in the line.
    span: Span,
    /// Where the question begins in the line, if it is one that was not understood.
    question: Option<usize>,
    candidates: Vec<String>,
}

impl Mistake {
    /// The mistake in a line that failed; `None` where no mend is suggested that could take a place in it.
    pub fn of(line: &str, failure: &Failure) -> Option<Mistake> {
        let (finding, question) = match failure {
            Failure::Error(error) => (error.diagnostics().next()?, Some(question(line)?)),
            Failure::Line(_, finding) => (&**finding, None),
            _ => return None,
        };
        let start = question.unwrap_or(0);
        let span = Span { start: start + finding.span.start, end: start + finding.span.end };
        let mends = !line.get(span.start..span.end)?.is_empty() && !finding.candidates.is_empty();
        let candidates = finding.candidates.clone();
        mends.then(|| Mistake { line: line.to_owned(), span, question, candidates })
    }

    /// The line with a candidate in the marked place.
    fn mended(&self, candidate: &str) -> Option<String> {
        let (before, after) = (self.line.get(..self.span.start)?, self.line.get(self.span.end..)?);
        Some(format!("{before}{candidate}{after}"))
    }

    /// The line where a candidate that ends in the marked words (`company Botao`) takes the place of the word before
    /// them too (`university Botao`).
    fn mended_before(&self, candidate: &str) -> Option<String> {
        let marked = self.line.get(self.span.start..self.span.end)?;
        let before = self.line.get(..self.span.start)?.trim_end();
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let kept = candidate.ends_with(marked).then(|| before.get(..start)).flatten()?;
        Some(format!("{kept}{candidate}{}", self.line.get(self.span.end..)?))
    }
}

impl Repl {
    pub(super) fn fix(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let number = match call.argument {
            "" => 1,
            text => text.parse().map_err(|_| {
                let message = format!("`{}` is not the number of a mend", visible(text));
                call.wrong(message, "as `.fix`, or `.fix 2` for the second that is offered".into())
            })?,
        };
        let Some(mistake) = self.mistake.take() else {
            let message = "there is nothing to mend".to_owned();
            let help = "it takes what the last error asks: `did you mean …?`".to_owned();
            return Err(call.wrong(message, help));
        };
        let candidate = usize::checked_sub(number, 1).and_then(|at| mistake.candidates.get(at));
        let Some(candidate) = candidate else {
            let count = mistake.candidates.len();
            self.mistake = Some(mistake);
            let message = format!("there is no mend {number}");
            return Err(call.wrong(message, format!("the last error offers {count}")));
        };
        let mended = [mistake.mended(candidate), mistake.mended_before(candidate)];
        let mut mended = mended.into_iter().flatten();
        let Some(line) = mended.find(|line| self.is_better(line, &mistake)) else {
            let message = "what the last error offers are readings, not words to put there".into();
            return Err(call.wrong(message, "write the one that you mean".to_owned()));
        };
        match self.is_json_lines() {
            true => {}
            false => output::print(&format!("{}\n", visible(&line)))?,
        }
        let done = self.line(&line);
        if let Err(failure) = &done {
            self.mistake = Mistake::of(&line, failure);
        }
        done
    }

    /// Whether a mended question is understood, or at least past the place that was marked.
    fn is_better(&self, line: &str, mistake: &Mistake) -> bool {
        let Some(start) = mistake.question else { return true };
        match self.session.store.explain(line.get(start..).unwrap_or_default()) {
            Ok(_) => true,
            Err(error) => {
                let unread = mistake.line.len() - mistake.span.end;
                let end = line.len() - start - unread;
                error.diagnostics().all(|finding| finding.span.start >= end)
            }
        }
    }

    /// `.timeline`: a question, or the last one, along time.
    pub(super) fn timeline(&mut self, call: &Call<'_>) -> Result<Done, Failure> {
        let question = match call.argument {
            "" => self.last(call)?.asked.clone(),
            question => Asked { text: question.to_owned(), params: Params::new() },
        };
        let answer = self.answer(&question, false)?;
        let shown = nenpyo::render::render("timeline", &answer, &self.session.look());
        let text = shown.unwrap_or_default();
        self.say(|| text.clone(), || json!({"timeline": text}))
    }
}
