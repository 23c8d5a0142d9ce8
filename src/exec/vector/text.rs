//! Conditions on a part of a text.

use super::source::{Source, Values, is_constant, property};
use crate::algebra::{BinaryOp, Expr, Var};
use crate::graph::Data;
use crate::value::Value;
use memchr::memmem::Finder;

/// A test of a text property against a text that is the same for all rows.
pub(super) struct TextTest {
    pub(super) source: Source,
    op: Part,
    case: Case,
    /// The text must be of one line, as `.*` asks for.
    one_line: bool,
}

/// Which part of the text is to be equal to the other one.
#[derive(Clone, Copy)]
enum Part {
    Start,
    End,
    Any,
    All,
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
        TextTest { source, op: self.op, case: self.case, one_line: self.one_line }
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
            let Expr::Literal(Value::String(pattern)) = &**part else { return None };
            let (op, word) = word_of(pattern)?;
            (op, Expr::Literal(Value::from(word)), !matches!(op, Part::All))
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
    pub(super) fn keep(&self, values: Values<'_>, part: &Value, rows: &mut Vec<u32>) -> bool {
        let (Data::String(column), Value::String(part)) = (values.column.data(), part) else {
            return false;
        };
        let finder = Finder::new(part.as_bytes());
        let (mut last, mut buffer) = ((u32::MAX, false), String::new());
        let mut test = |code: u32| {
            if last.0 != code {
                let text = self.case.apply(column.strings.text(code), &mut buffer);
                last = (code, self.test(text, part, &finder));
            }
            last.1
        };
        rows.retain(|row| {
            let code = values.slot(*row).and_then(|slot| column.codes.get(slot));
            code.is_some_and(|code| test(*code))
        });
        true
    }

    #[inline]
    fn test(&self, text: &str, part: &str, finder: &Finder<'_>) -> bool {
        let found = match self.op {
            Part::Any => finder.find(text.as_bytes()).is_some(),
            Part::Start => text.starts_with(part),
            Part::End => text.ends_with(part),
            Part::All => text == part,
        };
        found && !(self.one_line && text.contains('\n'))
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
