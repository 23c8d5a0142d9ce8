//! The one public error: what was asked for, what is wrong with it, and how to mend it.

use crate::catalog::nearest;
use crate::chronicle::{Errors, Omitted};
use crate::diagnostic::{Diagnostic, Span, render, render_colored, render_fitted};
use crate::exec::ExecError;
use crate::graph::{GraphError, SnapshotError};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value as Json, json};
use std::fmt;
use std::path::Path;

/// Why there is no answer. `Display` shows each finding whole: the place, the cause and the mend.
///
/// ```
/// use nenpyo::{ErrorKind, Store};
/// let error = Store::builtin()?.ask("awards to compnies").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Phrase);
/// assert_eq!(error.diagnostics().next().unwrap().candidates, ["companies"]);
/// assert!(error.to_string().contains("          ^^^^^^^^"));
/// # Ok::<(), nenpyo::Error>(())
/// ```
///
/// # As JSON
/// `{"error": {…}}` with `kind`, `message`, `span` (`{"start", "end"}` in *bytes* of the text, or null where there is no
/// place), `line` and `column` (from 1, in characters, where there is a place), `origin` (the file, or `phrase`), `help`
/// (or null) and `candidates`. Where there is more than one finding, `others` lists the rest in the same form, and `omitted`
/// (`{"count", "at_least"}`) says how many are left out, if any are.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    findings: Vec<Finding>,
    omitted: Option<Omitted>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

struct Finding {
    origin: String,
    text: String,
    diagnostic: Diagnostic,
}

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A phrase that cannot be read.
    Phrase,
    /// A pattern query that cannot be read.
    Pattern,
    /// A name that is not in the chronicle, or means several things.
    Name,
    /// A chronicle that cannot be read.
    Chronicle,
    /// A graph that cannot be built.
    Graph,
    /// A file that cannot be read or written.
    Io,
    /// A limit on time, steps, rows or memory was reached.
    Limit,
    /// An expression that has no value.
    Eval,
    /// Cancelled from outside.
    Cancelled,
}

impl ErrorKind {
    /// Its name, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Phrase => "phrase",
            ErrorKind::Pattern => "pattern",
            ErrorKind::Name => "name",
            ErrorKind::Chronicle => "chronicle",
            ErrorKind::Graph => "graph",
            ErrorKind::Io => "io",
            ErrorKind::Limit => "limit",
            ErrorKind::Eval => "eval",
            ErrorKind::Cancelled => "cancelled",
        }
    }
}

impl Error {
    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Each finding; the spans are places in the phrase, the query or the file.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.findings.iter().map(|finding| &finding.diagnostic)
    }

    /// As `Display` shows it, coloured with ANSI escape codes.
    pub fn colored(&self) -> String {
        self.shown(render_colored)
    }

    /// As `Display` shows it, coloured or not, on a terminal of so many columns; see [`render_fitted`].
    pub fn fitted(&self, columns: usize, colored: bool) -> String {
        self.shown(|diagnostic, origin, text| {
            render_fitted(diagnostic, origin, text, columns, colored)
        })
    }

    /// A finding about a text, which is called `origin`.
    pub(crate) fn about(kind: ErrorKind, origin: &str, text: &str, diagnostic: Diagnostic) -> Self {
        let finding = Finding { origin: origin.to_owned(), text: text.to_owned(), diagnostic };
        Error(Box::new(Inner { kind, findings: vec![finding], omitted: None, source: None }))
    }

    /// An expression without a value, with its place.
    pub(crate) fn evaluated(
        origin: &str,
        text: &str,
        diagnostic: Diagnostic,
        error: ExecError,
    ) -> Self {
        Error::about(ErrorKind::Eval, origin, text, diagnostic).because(error)
    }

    /// A finding that has no place in a text.
    pub(crate) fn plain(kind: ErrorKind, diagnostic: Diagnostic) -> Self {
        Error::about(kind, "", "", diagnostic)
    }

    /// A file that cannot be read or written (`what`).
    pub(crate) fn io(what: &str, path: &Path, error: std::io::Error) -> Self {
        let message = format!("cannot {what} `{}`: {error}", path.display());
        let finding = Diagnostic::error(Span::default(), message);
        let finding = match error.kind() {
            std::io::ErrorKind::NotFound => finding.candidates(near_files(path)),
            _ if path.is_dir() => finding.help("it is a folder: name the files in it"),
            _ => finding,
        };
        Error::plain(ErrorKind::Io, finding).because(error)
    }

    /// The error with at most so many findings; the others are counted.
    #[must_use]
    pub fn at_most(mut self, findings: usize) -> Self {
        let left = self.0.findings.len().saturating_sub(findings);
        self.0.omitted = Omitted::and(self.0.omitted, left);
        self.0.findings.truncate(findings);
        self
    }

    /// A snapshot that cannot be read or written.
    pub(crate) fn snapshot(path: &Path, error: SnapshotError) -> Self {
        let (kind, message) = match &error {
            SnapshotError::File { .. } => (ErrorKind::Io, error.to_string()),
            SnapshotError::Read { .. } => (ErrorKind::Io, format!("`{}`: {error}", path.display())),
            _ => (ErrorKind::Graph, format!("`{}`: {error}", path.display())),
        };
        Error::plain(kind, Diagnostic::error(Span::default(), message)).because(error)
    }

    fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    fn shown(&self, render: impl Fn(&Diagnostic, &str, &str) -> String) -> String {
        let findings = self.0.findings.iter();
        let shown: Vec<String> =
            findings.map(|f| render(&f.diagnostic, &f.origin, &f.text)).collect();
        match &self.0.omitted {
            None => shown.join("\n"),
            Some(omitted) => format!("{}\n{omitted}\n", shown.join("\n")),
        }
    }
}

/// Files beside one that is not there whose names are near to its own.
fn near_files(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new(".")));
    let names = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    let names: Vec<String> = names.take(10_000).collect();
    let near = nearest(&name, names.iter().map(String::as_str), 3);
    near.iter().map(|name| path.with_file_name(name).display().to_string()).collect()
}

/// The kind, and what `Display` shows: it is read where `main` or a test fails with the error.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{self}", self.kind().as_str())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.shown(render).trim_end())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl From<Errors> for Error {
    fn from(errors: Errors) -> Self {
        let findings: Vec<Finding> = errors
            .iter()
            .map(|finding| Finding {
                origin: finding.origin.clone(),
                text: errors.text(finding).to_owned(),
                diagnostic: finding.diagnostic.clone(),
            })
            .collect();
        let omitted = errors.omitted();
        Error(Box::new(Inner { kind: ErrorKind::Chronicle, findings, omitted, source: None }))
            .because(errors)
    }
}

impl From<GraphError> for Error {
    fn from(error: GraphError) -> Self {
        let diagnostic = Diagnostic::error(Span::default(), error.to_string());
        Error::plain(ErrorKind::Graph, diagnostic).because(error)
    }
}

impl From<ExecError> for Error {
    fn from(error: ExecError) -> Self {
        let kind = match &error {
            ExecError::Eval(_) => ErrorKind::Eval,
            ExecError::Limit { .. } => ErrorKind::Limit,
            ExecError::Cancelled => ErrorKind::Cancelled,
        };
        let mut diagnostic = Diagnostic::error(Span::default(), error.to_string());
        diagnostic.help = error.help().map(str::to_owned);
        Error::plain(kind, diagnostic).because(error)
    }
}

impl Finding {
    fn json(&self, kind: ErrorKind) -> Json {
        let Diagnostic { message, span, help, candidates, .. } = &self.diagnostic;
        let mut json = json!({
            "kind": kind.as_str(), "message": message, "span": null, "help": help, "candidates": candidates
        });
        if !self.text.is_empty() {
            let before = self.text.get(..span.start).unwrap_or(&self.text);
            let line = before.rsplit('\n').next().unwrap_or_default();
            json["span"] = json!(span);
            json["line"] = json!(before.bytes().filter(|byte| *byte == b'\n').count() + 1);
            json["column"] = json!(line.chars().count() + 1);
        }
        if !self.origin.is_empty() {
            json["origin"] = json!(self.origin);
        }
        json
    }
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut findings = self.0.findings.iter().map(|finding| finding.json(self.0.kind));
        let mut first = findings.next().unwrap_or_else(|| json!({"message": self.to_string()}));
        let others: Vec<Json> = findings.collect();
        if !others.is_empty() {
            first["others"] = json!(others);
        }
        if let Some(omitted) = &self.0.omitted {
            first["omitted"] = json!(omitted);
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("error", &first)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::chronicle::{Input, read};

    #[test]
    fn json_says_how_many_findings_are_left_out() {
        let text = "colour red\ncolour green\ncolour blue\n";
        let all: Error = read(&[Input { name: "a.chron".into(), text }], None).unwrap_err().into();
        let json = |error: &Error| serde_json::to_value(error).unwrap()["error"].clone();
        assert_eq!(
            (json(&all)["others"].as_array().unwrap().len(), json(&all)["omitted"].is_null()),
            (2, true)
        );
        let some = all.at_most(1);
        assert_eq!(json(&some)["omitted"], json!({"count": 2, "at_least": false}));
        assert!(some.to_string().ends_with("… and 2 more"));
    }
}
