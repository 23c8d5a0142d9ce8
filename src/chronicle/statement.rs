//! Lines into statements: one statement a line, with the indented lines below it and the comments above it.

use super::errors::Findings;
use super::lex::{Kind, Token, lex};
use crate::diagnostic::{Diagnostic, Span};

/// Longest line that is read, in bytes.
const LONGEST_LINE: usize = 64 * 1024;
/// Most tokens that a statement may have.
const MOST_TOKENS: usize = 20_000;

/// A statement as tokens.
#[derive(Debug)]
pub(super) struct Statement {
    /// Index of its input.
    pub input: usize,
    /// Comment lines above it, then those at the ends of its lines; an empty one stands for blank lines.
    pub comment: Vec<String>,
    /// At least one token, unless it is broken.
    pub tokens: Vec<Token>,
    /// A token is wrong (and reported): the rest is missing.
    pub broken: bool,
}

impl Statement {
    /// The word it begins with, where it begins with one.
    pub(super) fn keyword(&self) -> Option<&str> {
        self.tokens
            .first()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.text.as_str())
    }
}

/// The statements of a file.
#[derive(Debug, Default)]
pub(super) struct Statements {
    /// In the order of the file.
    pub statements: Vec<Statement>,
    /// Comment lines below the last one.
    pub comment: Vec<String>,
}

/// Cuts the text of input number `input` into statements.
pub(super) fn split(input: usize, text: &str, findings: &mut Findings) -> Statements {
    let mut splitter = Splitter { input, ..Splitter::default() };
    if let Some(at) = text.find('\r').filter(|_| !text.contains('\n')) {
        let message = "the lines of this file end with a carriage return alone";
        let finding = Diagnostic::error(Span::new(at, at + 1), message);
        findings
            .push(input, finding.help("save it with line feeds: `tr '\\r' '\\n' < FILE > NEW`"));
        return Statements::default();
    }
    let mut offset = 0;
    for line in text.split('\n') {
        if findings.stop() {
            break;
        }
        let begin = if offset == 0 && line.starts_with('\u{feff}') { 3 } else { 0 };
        let content = line.get(begin..).unwrap_or_default();
        if let Err(error) = splitter.line(content.trim_end_matches('\r'), offset + begin) {
            findings.push(input, error);
        }
        offset += line.len() + 1;
    }
    while splitter.comment.last().is_some_and(String::is_empty) {
        splitter.comment.pop();
    }
    Statements { statements: splitter.statements, comment: splitter.comment }
}

#[derive(Default)]
struct Splitter {
    input: usize,
    statements: Vec<Statement>,
    comment: Vec<String>,
    /// Continuation lines belong to a statement that could not be read.
    skipping: bool,
}

impl Splitter {
    fn line(&mut self, line: &str, offset: usize) -> Result<(), Diagnostic> {
        let indented = line.starts_with(char::is_whitespace);
        if indented && self.skipping {
            return Ok(());
        }
        if line.trim().is_empty() {
            self.blank();
            return Ok(());
        }
        if line.len() > LONGEST_LINE {
            self.skipping = true;
            let place = Span::new(offset, offset + line.len());
            let message = format!("this line has {} bytes", line.len());
            return Err(Diagnostic::error(place, message)
                .help(format!("a line has at most {LONGEST_LINE}; go on in an indented line")));
        }
        let lexed = lex(line, offset);
        if lexed.tokens.is_empty() && lexed.error.is_none() {
            self.remark(lexed.comment.unwrap_or_default(), indented);
            return Ok(());
        }
        if !indented {
            let comment = std::mem::take(&mut self.comment);
            let (input, tokens) = (self.input, Vec::new());
            self.statements.push(Statement { input, comment, tokens, broken: false });
            self.skipping = false;
        }
        let Some(statement) = self.statements.last_mut() else {
            self.skipping = true;
            let place = Span::new(offset, offset + line.len() - line.trim_start().len());
            return Err(Diagnostic::error(
                place,
                "an indented line continues the statement above it, and there is none",
            )
            .help("a statement starts in the first column"));
        };
        statement.comment.append(&mut self.comment);
        statement.comment.extend(lexed.comment.filter(|comment| !comment.is_empty()));
        statement.tokens.extend(lexed.tokens);
        if let Some(error) = lexed.error {
            statement.broken = true;
            self.skipping = true;
            return Err(error);
        }
        if statement.tokens.len() > MOST_TOKENS {
            statement.broken = true;
            self.skipping = true;
            let place = Span::new(offset, offset + line.len());
            return Err(Diagnostic::error(place, "this statement is too long")
                .help(format!("a statement has at most {MOST_TOKENS} words and texts")));
        }
        Ok(())
    }

    /// A blank line is kept between comments, where it separates a heading from what follows.
    fn blank(&mut self) {
        if self.comment.last().is_some_and(|last| !last.is_empty()) {
            self.comment.push(String::new());
        }
    }

    /// A line with only a comment: above the next statement, or inside this one.
    fn remark(&mut self, comment: String, indented: bool) {
        match self.statements.last_mut() {
            _ if comment.is_empty() => self.blank(),
            Some(statement) if indented && self.comment.is_empty() => {
                statement.comment.push(comment);
            }
            _ => self.comment.push(comment),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stay_with_their_statement() {
        let text = "# head\n\n\n# of a\na x # side\n  # inside\n  y #\n\n# last\n#\n";
        let mut findings = Findings::default();
        let split = split(0, text, &mut findings);
        assert!(findings.is_empty());
        assert_eq!(split.statements.len(), 1);
        assert_eq!(split.statements[0].comment, ["head", "", "of a", "side", "inside"]);
        assert_eq!(split.statements[0].tokens.len(), 3);
        assert_eq!(split.comment, ["last"]);
    }
}
