//! Texts and lengths made of one text property, without making values of each step.

use super::condition::Constant;
use super::ordered::holds;
use super::source::{Source, is_constant, property};
use crate::algebra::{CompareOp, Expr, Var};
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::graph::{Column, Data};
use crate::value::Value;
use std::borrow::Cow;

/// What is done to a text, the innermost first.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Lower,
    Upper,
    Trim,
    /// From a character on, so many characters.
    Characters(usize, Option<usize>),
    /// The piece of that number between separators.
    Piece(String, usize),
}

/// A text made of another one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    parts: Vec<Part>,
}

impl Words {
    /// The property and what is done to it, if that is known here; the property alone is left to others.
    pub(super) fn new<'e>(
        expr: &'e Expr,
        builder: &Builder<'_, '_>,
    ) -> Option<((Var, &'e str), Words)> {
        let (mut parts, mut at) = (Vec::new(), expr);
        let of = loop {
            if let Some(of) = property(at, &builder.locals) {
                break of;
            }
            let (part, inner) = part(at)?;
            parts.push(part);
            at = inner;
        };
        parts.reverse();
        (!parts.is_empty()).then_some((of, Words { parts }))
    }

    /// The text made of a text; `None` where there is no such piece.
    pub(super) fn apply<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        let mut at = Cow::Borrowed(text);
        for part in &self.parts {
            at = match (part, at) {
                (Part::Lower, at) => Cow::Owned(at.to_lowercase()),
                (Part::Upper, at) => Cow::Owned(at.to_uppercase()),
                (part, Cow::Borrowed(at)) => Cow::Borrowed(part.slice(at)?),
                (part, Cow::Owned(at)) => Cow::Owned(part.slice(&at)?.to_owned()),
            };
        }
        Some(at)
    }
}

impl Part {
    fn slice<'t>(&self, text: &'t str) -> Option<&'t str> {
        match self {
            Part::Trim => Some(text.trim()),
            Part::Characters(start, count) => Some(characters(text, *start, *count)),
            Part::Piece(separator, number) => text.split(separator.as_str()).nth(*number),
            Part::Lower | Part::Upper => Some(text),
        }
    }
}

/// A comparison of such a text, or of its length, with a constant.
pub(super) struct WordTest {
    pub(super) source: Source,
    words: Words,
    length: bool,
    op: CompareOp,
    constant: Constant,
}

/// A column of fewer distinct texts is better looked up by text.
const MANY: usize = 1 << 15;

impl WordTest {
    /// `None` for another kind of condition.
    pub(super) fn new(
        expr: &Expr,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Option<WordTest>, ExecError> {
        let Expr::Compare(left, rest) = expr else { return Ok(None) };
        let [(op, right)] = rest.as_slice() else { return Ok(None) };
        let (length, text) = match &**left {
            Expr::Call(function, args) => match (function.name, args.as_slice()) {
                ("size" | "char_length" | "character_length", [text]) => (true, text),
                _ => (false, &**left),
            },
            _ => (false, &**left),
        };
        if !is_constant(right) {
            return Ok(None);
        }
        let bare = || property(text, &builder.locals).filter(|_| length);
        let found = Words::new(text, builder).or_else(|| Some((bare()?, Words { parts: vec![] })));
        let Some(((var, key), words)) = found else { return Ok(None) };
        if !has_many(key, builder) {
            return Ok(None);
        }
        let source = Source { var, key: builder.cx.graph.key_id(key) };
        let constant = Constant::new(builder.expr(right)?);
        Ok(Some(WordTest { source, words, length, op: *op, constant }))
    }

    /// Keeps the rows for which it is true; false where that cannot be told here.
    pub(super) fn keep(
        &mut self,
        batch: &Batch,
        rows: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<bool, ExecError> {
        let wanted = self.constant.get(batch, cx)?;
        let Some(values) = self.source.values(batch, cx) else { return Ok(false) };
        let Data::String(column) = values.column.data() else { return Ok(false) };
        let text = |row: &u32| {
            let code = values.slot(*row).and_then(|slot| column.codes.get(slot))?;
            self.words.apply(column.strings.text(*code))
        };
        match (self.length, &wanted) {
            (true, Value::Integer(wanted)) => rows.retain(|row| {
                let length = |text: Cow<'_, str>| text.chars().count() as i64;
                text(row).is_some_and(|text| holds(self.op, length(text), *wanted))
            }),
            (false, Value::String(wanted)) => {
                rows.retain(|row| text(row).is_some_and(|text| holds(self.op, &*text, &**wanted)));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Whether a property of nodes is one of many texts.
pub(super) fn has_many(key: &str, builder: &Builder<'_, '_>) -> bool {
    let graph = builder.cx.graph;
    let column = graph.key_id(key).and_then(|key| graph.node_column(key)).map(Column::data);
    matches!(column, Some(Data::String(column)) if column.strings.len() > MANY)
}

fn characters(text: &str, start: usize, count: Option<usize>) -> &str {
    let byte = |text: &str, at: usize| text.char_indices().nth(at).map_or(text.len(), |(b, _)| b);
    let rest = text.get(byte(text, start)..).unwrap_or("");
    let end = count.map_or(rest.len(), |count| byte(rest, count));
    rest.get(..end).unwrap_or("")
}

fn part(expr: &Expr) -> Option<(Part, &Expr)> {
    let number = |expr: &Expr| match expr {
        Expr::Literal(Value::Integer(n)) => usize::try_from(*n).ok(),
        _ => None,
    };
    match expr {
        Expr::Call(function, args) => match (function.name, args.as_slice()) {
            ("toLower" | "lower", [of]) => Some((Part::Lower, of)),
            ("toUpper" | "upper", [of]) => Some((Part::Upper, of)),
            ("trim", [of]) => Some((Part::Trim, of)),
            ("substring", [of, start]) => Some((Part::Characters(number(start)?, None), of)),
            ("substring", [of, start, count]) => {
                Some((Part::Characters(number(start)?, Some(number(count)?)), of))
            }
            ("left", [of, count]) => Some((Part::Characters(0, Some(number(count)?)), of)),
            _ => None,
        },
        Expr::Index(list, at) => match &**list {
            Expr::Call(function, args) if function.name == "split" => match args.as_slice() {
                [of, Expr::Literal(Value::String(separator))] if !separator.is_empty() => {
                    Some((Part::Piece(separator.to_string(), number(at)?), of))
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_texts() {
        let made = |parts: &[Part], text: &str| {
            Words { parts: parts.to_vec() }.apply(text).map(Cow::into_owned)
        };
        let piece = |number| Part::Piece(" ".into(), number);
        assert_eq!(
            made(&[piece(1), Part::Upper], "Award künstlich 7").as_deref(),
            Some("KÜNSTLICH")
        );
        assert_eq!(made(&[Part::Lower, piece(3)], "Award künstlich 7"), None);
        assert_eq!(made(&[Part::Characters(1, Some(2))], "日本語").as_deref(), Some("本語"));
        assert_eq!(made(&[Part::Characters(7, None), Part::Trim], "日本").as_deref(), Some(""));
    }
}
