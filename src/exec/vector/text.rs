//! Conditions on a part of a text.

use super::source::{Source, Values, is_constant, property};
use crate::algebra::{BinaryOp, Expr, Var};
use crate::graph::Data;
use crate::value::{Value, regular_expression};
use memchr::memmem::Finder;
use regex::Regex;

/// A test of a text property against a text that is the same for all rows.
pub(super) struct TextTest {
    pub(super) source: Source,
    op: Part,
    case: Case,
    /// The text must be of one line, as `.*` asks for.
    one_line: bool,
    /// The expression, once it is known; `None` where it is none.
    regex: Option<Option<Regex>>,
    /// By the code of a text whether it passes, where there are few of them; `None` where that is not known yet.
    known: Vec<Option<bool>>,
}

/// So few texts are tested once each.
const FEW: usize = 1024;

/// Which part of the text is to be equal to the other one.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Start,
    End,
    Any,
    All,
    /// The other one is a regular expression.
    Matches,
}

/// What is done to the text before.
#[derive(Clone, Copy)]
enum Case {
    Kept,
    Lower,
    Upper,
}

/// A condition on a text as it is written.
pub(super) struct TextCondition<'e> {
    /// The variable and key of the text.
    pub(super) of: (Var, &'e str),
    /// What the text is tested against.
    pub(super) part: Expr,
    op: Part,
    case: Case,
    one_line: bool,
}

impl TextCondition<'_> {
    /// The test of texts from a source.
    pub(super) fn test(&self, source: Source) -> TextTest {
        let (op, case, one_line) = (self.op, self.case, self.one_line);
        TextTest { source, op, case, one_line, regex: None, known: Vec::new() }
    }
}

/// What a condition tests and against what: `var.key CONTAINS …` and its kin, also of `toLower(var.key)`, or `var.key =~
/// '.*word.*'`.
pub(super) fn read<'e>(expr: &'e Expr, locals: &[Var]) -> Option<TextCondition<'e>> {
    let Expr::Binary(op, text, part) = expr else { return None };
    let (case, text) = match &**text {
        Expr::Call(function, args) => match (function.name, args.as_slice()) {
            ("toLower" | "lower", [text]) => (Case::Lower, text),
            ("toUpper" | "upper", [text]) => (Case::Upper, text),
            _ => return None,
        },
        text => (Case::Kept, text),
    };
    let of = property(text, locals).filter(|_| is_constant(part))?;
    let (op, part, one_line) = match op {
        BinaryOp::Contains => (Part::Any, (**part).clone(), false),
        BinaryOp::StartsWith => (Part::Start, (**part).clone(), false),
        BinaryOp::EndsWith => (Part::End, (**part).clone(), false),
        BinaryOp::Matches => {
            let word = match &**part {
                Expr::Literal(Value::String(pattern)) => word_of(pattern),
                _ => None,
            };
            match word {
                Some((op, word)) => {
                    (op, Expr::Literal(Value::from(word)), !matches!(op, Part::All))
                }
                None => (Part::Matches, (**part).clone(), false),
            }
        }
        _ => return None,
    };
    Some(TextCondition { of, part, op, case, one_line })
}

/// The word in a regular expression that asks for no more than a word at a place.
fn word_of(pattern: &str) -> Option<(Part, &str)> {
    let (start, rest) = match pattern.strip_prefix(".*") {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let (end, word) = match rest.strip_suffix(".*") {
        Some(word) => (true, word),
        None => (false, rest),
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | ',' | ':' | '/');
    let part = match (start, end) {
        (true, true) => Part::Any,
        (true, false) => Part::End,
        (false, true) => Part::Start,
        (false, false) => Part::All,
    };
    word.chars().all(plain).then_some((part, word))
}

impl TextTest {
    /// Keeps the rows whose text passes the test; false where that cannot be told here.
    pub(super) fn keep(&mut self, values: Values<'_>, part: &Value, rows: &mut Vec<u32>) -> bool {
        let (Data::String(column), Value::String(part)) = (values.column.data(), part) else {
            return false;
        };
        let matches = self.op == Part::Matches;
        let regex = self
            .regex
            .get_or_insert_with(|| matches.then(|| regular_expression(part).ok()).flatten());
        if matches && regex.is_none() {
            // What is wrong with it is told where it is evaluated.
            return false;
        }
        let test = Test { op: self.op, part, finder: Finder::new(part.as_bytes()), regex };
        let (case, one_line, mut buffer) = (self.case, self.one_line, String::new());
        let mut passes = |code: u32| {
            let text = case.apply(column.strings.text(code), &mut buffer);
            test.passes(text) && !(one_line && text.contains('\n'))
        };
        let code = |row: &u32| values.slot(*row).and_then(|slot| column.codes.get(slot)).copied();
        if column.strings.len() <= FEW {
            self.known.resize(column.strings.len(), None);
            rows.retain(|row| {
                let Some(code) = code(row) else { return false };
                let Some(known) = self.known.get_mut(code as usize) else { return false };
                *known.get_or_insert_with(|| passes(code))
            });
            return true;
        }
        let mut last = (u32::MAX, false);
        rows.retain(|row| {
            let Some(code) = code(row) else { return false };
            if last.0 != code {
                last = (code, passes(code));
            }
            last.1
        });
        true
    }
}

/// What is asked of a text.
struct Test<'t> {
    op: Part,
    part: &'t str,
    finder: Finder<'t>,
    regex: &'t Option<Regex>,
}

impl Test<'_> {
    #[inline]
    fn passes(&self, text: &str) -> bool {
        match self.op {
            Part::Any => self.finder.find(text.as_bytes()).is_some(),
            Part::Start => text.starts_with(self.part),
            Part::End => text.ends_with(self.part),
            Part::All => text == self.part,
            Part::Matches => self.regex.as_ref().is_some_and(|regex| regex.is_match(text)),
        }
    }
}

impl Case {
    #[inline]
    fn apply<'t>(self, text: &'t str, buffer: &'t mut String) -> &'t str {
        match self {
            Case::Kept => return text,
            Case::Lower | Case::Upper if text.is_ascii() => {
                buffer.clear();
                buffer.push_str(text);
                match self {
                    Case::Lower => buffer.make_ascii_lowercase(),
                    _ => buffer.make_ascii_uppercase(),
                }
            }
            Case::Lower => *buffer = text.to_lowercase(),
            Case::Upper => *buffer = text.to_uppercase(),
        }
        buffer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regular_expression_that_is_a_word() {
        let word = |pattern| word_of(pattern).map(|(_, word)| word);
        assert_eq!(word(".*Quantum.*"), Some("Quantum"));
        assert_eq!(word("Award Q.*"), Some("Award Q"));
        assert_eq!(word("a.b"), None);
        assert_eq!(word("(?i)a"), None);
        assert_eq!(word(".*.*.*"), None);
        assert_eq!(word(".*"), Some(""));
    }
}
