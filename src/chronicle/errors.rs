//! All findings about the files of a chronicle.

use super::Input;
use crate::diagnostic::{Diagnostic, Span, render};
use serde::Serialize;
use std::fmt;

/// Findings are counted, and no longer kept, beyond this number.
pub(super) const KEPT: usize = 100;

/// A finding, with the name of the file it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Name of the file, or whatever the text was called.
    pub origin: String,
    /// What is wrong, where, and how to mend it.
    pub diagnostic: Diagnostic,
    /// Index of the text in [`Errors::texts`].
    text: usize,
}

/// Findings that are left out. `Display` says so: `… and 12 more`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Omitted {
    /// How many.
    pub count: usize,
    /// There may be more: not everything was read.
    pub at_least: bool,
}

impl fmt::Display for Omitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.count, self.at_least) {
            (count, false) => write!(f, "… and {count} more"),
            (0, true) => {
                write!(f, "… and perhaps more: the rest was not read after {KEPT} errors")
            }
            (count, true) => write!(f, "… and at least {count} more: the rest was not read"),
        }
    }
}

impl Omitted {
    /// With so many more.
    pub(crate) fn and(omitted: Option<Omitted>, more: usize) -> Option<Omitted> {
        let Omitted { count, at_least } = omitted.unwrap_or(Omitted { count: 0, at_least: false });
        let count = count + more;
        (count > 0 || at_least).then_some(Omitted { count, at_least })
    }
}

/// Everything that is wrong with the files of a chronicle, in their order. `Display` shows all, each with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors {
    findings: Vec<Finding>,
    texts: Vec<String>,
    omitted: usize,
    /// There were so many that the rest was not read.
    stopped: bool,
}

impl Errors {
    /// Each finding, in the order of the files and of the places in them.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter()
    }

    /// How many findings there are, as far as the files were read; at most a hundred are kept.
    pub fn count(&self) -> usize {
        self.findings.len() + self.omitted
    }

    /// The findings that are not kept; `None` where all are.
    pub fn omitted(&self) -> Option<Omitted> {
        let omitted = Omitted { count: self.omitted, at_least: self.stopped };
        (omitted.count > 0 || omitted.at_least).then_some(omitted)
    }

    /// The text that a finding of these is about.
    pub fn text(&self, finding: &Finding) -> &str {
        self.texts.get(finding.text).map_or("", String::as_str)
    }

    /// The same about a text that is called `origin`.
    #[must_use]
    pub fn called(mut self, origin: &str) -> Errors {
        self.findings.iter_mut().for_each(|finding| finding.origin = origin.to_owned());
        self
    }

    /// One finding about one text.
    pub(super) fn one(origin: &str, text: &str, diagnostic: Diagnostic) -> Errors {
        Errors::all(origin, text, vec![diagnostic])
    }

    /// Several findings about one text.
    pub(super) fn all(origin: &str, text: &str, diagnostics: Vec<Diagnostic>) -> Errors {
        let omitted = diagnostics.len().saturating_sub(KEPT);
        let findings = diagnostics
            .into_iter()
            .take(KEPT)
            .map(|diagnostic| Finding { origin: origin.to_owned(), diagnostic, text: 0 })
            .collect();
        Errors { findings, texts: vec![text.to_owned()], omitted, stopped: false }
    }

    /// Each finding as it is shown.
    pub fn rendered(&self) -> impl Iterator<Item = String> {
        self.findings.iter().map(|finding| {
            let text = self.texts.get(finding.text).map_or("", String::as_str);
            render(&finding.diagnostic, &finding.origin, text)
        })
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (index, finding) in self.rendered().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            f.write_str(&finding)?;
        }
        self.omitted().map_or(Ok(()), |omitted| writeln!(f, "\n{omitted}"))
    }
}

impl std::error::Error for Errors {}

/// A place in one of the inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// Index of the input.
    pub input: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl At {
    pub(super) fn new(input: usize, span: Span) -> At {
        At { input, start: span.start, end: span.end }
    }
}

/// Findings while they are collected.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: Vec<(usize, Diagnostic)>,
    omitted: usize,
    stopped: bool,
}

impl Findings {
    /// Adds a finding about an input.
    pub(super) fn push(&mut self, input: usize, diagnostic: Diagnostic) {
        if self.is_full() {
            self.omitted += 1;
        } else {
            self.found.push((input, diagnostic));
        }
    }

    /// Adds a finding whose place is known as an [`At`].
    pub(super) fn push_at(&mut self, at: At, mut diagnostic: Diagnostic) {
        diagnostic.span = Span::new(at.start, at.end);
        self.push(at.input, diagnostic);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether there are so many that reading stops, which is noted.
    pub(super) fn stop(&mut self) -> bool {
        self.stopped |= self.is_full();
        self.stopped
    }

    fn is_full(&self) -> bool {
        self.found.len() >= KEPT
    }

    /// All findings in the order of their places; `None` where there are none.
    pub(super) fn into_errors(mut self, inputs: &[Input]) -> Option<Errors> {
        if self.found.is_empty() {
            return None;
        }
        self.found.sort_by_key(|(input, diagnostic)| (*input, diagnostic.span.start));
        self.found.dedup();
        let Findings { omitted, stopped, .. } = self;
        let mut errors = Errors { findings: Vec::new(), texts: Vec::new(), omitted, stopped };
        let mut last = None;
        for (input, diagnostic) in self.found {
            let Some(source) = inputs.get(input) else { continue };
            if last != Some(input) {
                errors.texts.push(source.text.to_owned());
                last = Some(input);
            }
            let text = errors.texts.len().saturating_sub(1);
            errors.findings.push(Finding { origin: source.name.clone(), diagnostic, text });
        }
        Some(errors)
    }
}
