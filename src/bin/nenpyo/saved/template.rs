//! A question with parameters: `{name}` in a phrase, `$name` in a pattern query.
//!
//! A value takes the place of one token, and the tokens around it stay what they were: it can add no words to the
//! question.

use super::Wrong;
use super::given::{Given, MARKS};
use crate::args::value_of;
use indexmap::IndexMap;
use nenpyo::exec::Params;
use nenpyo::store::is_pattern;
use nenpyo::syntax::pattern;
use nenpyo::syntax::phrase::{Token, TokenKind, tokens};
use nenpyo::value::Value;
use std::ops::Range;

/// A question that can be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The phrase or pattern query.
    pub text: String,
    /// The values of the parameters of a pattern query.
    pub params: Params,
}

/// Whether a text can be the name of a parameter: letters, digits and `_`, with no digit in front.
pub fn is_name(text: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || c == '_';
    text.chars().all(inner) && text.chars().next().is_some_and(|first| !first.is_numeric())
}

/// The names of the parameters, in the order in which they appear.
///
/// # Errors
/// A phrase whose words cannot be told from each other; a parameter in quotation marks or within a word.
pub fn parameters(question: &str) -> Result<Vec<String>, Wrong> {
    let found: Vec<String> = match is_pattern(question) {
        true => pattern_parameters(question),
        false => split(question)?.1.into_iter().map(|(name, _)| name).collect(),
    };
    let mut names = Vec::new();
    for name in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

fn pattern_parameters(query: &str) -> Vec<String> {
    let tokens = pattern::lex(query).tokens.into_iter();
    let parameters = tokens.filter(|token| token.kind == pattern::TokenKind::Parameter);
    let name = |token: pattern::Token| query.get(token.span.start + 1..token.span.end);
    parameters.filter_map(name).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A parameter of a phrase, and its place with the braces.
type Hole = (String, Range<usize>);

fn holes(phrase: &str) -> Vec<Hole> {
    let opened = phrase.match_indices('{').filter_map(|(at, _)| {
        let rest = phrase.get(at + 1..)?;
        let name = rest.get(..rest.find('}')?)?;
        is_name(name).then(|| (name.to_owned(), at..at + name.len() + 2))
    });
    opened.collect()
}

/// The tokens of a phrase, with a word in place of each parameter, and the parameters.
fn split(phrase: &str) -> Result<(Vec<Token>, Vec<Hole>), Wrong> {
    let holes = holes(phrase);
    let mut masked = phrase.to_owned();
    for (_, place) in &holes {
        masked.replace_range(place.clone(), &"x".repeat(place.len()));
    }
    let tokens = tokens(&masked).map_err(|finding| {
        let help = "a parameter is written `{name}`, in letters, digits and `_`";
        Wrong::new(finding.message, finding.help.unwrap_or_else(|| help.to_owned()))
    })?;
    for (name, place) in &holes {
        let is_alone =
            |token: &Token| token.span.start == place.start && token.span.end == place.end;
        if tokens.iter().any(is_alone) {
            continue;
        }
        let quoted = tokens.iter().any(|token| {
            let within = token.span.start < place.start && place.end < token.span.end;
            token.kind == TokenKind::Quoted && within
        });
        let (what, help) = match quoted {
            true => ("stands in quotation marks", "leave the marks out: values get their own"),
            false => ("is a part of a word", "put blanks around it"),
        };
        return Err(Wrong::new(format!("the parameter `{{{name}}}` {what}"), help));
    }
    Ok((tokens, holes))
}

/// The question with values in place of its parameters.
///
/// # Errors
/// What [`parameters`] refuses; a value that is empty, fits no quotation marks, or would run together with its
/// neighbours; a missing value.
pub fn fill(question: &str, values: &IndexMap<String, Given>) -> Result<Asked, Wrong> {
    if is_pattern(question) {
        let mut params = Params::new();
        for (name, given) in values {
            let value = match given.quoted {
                true => Value::text(given.text.clone()).map_err(|error| error.to_string()),
                false => value_of(&given.text),
            };
            let wrong =
                |error| Wrong::new(format!("the value of `{name}`: {error}"), "give another");
            params.insert(name.clone(), value.map_err(wrong)?);
        }
        return Ok(Asked { text: question.to_owned(), params });
    }
    let (mut expected, holes) = split(question)?;
    let mut text = question.to_owned();
    for (name, place) in holes.iter().rev() {
        let given = values.get(name).ok_or_else(|| {
            Wrong::new(format!("no value is given for {name}"), format!("add {name}=VALUE"))
        })?;
        let (written, token) = value_token(name, given)?;
        text.replace_range(place.clone(), &written);
        let hole = expected.iter_mut().find(|hole| hole.span.start == place.start);
        hole.into_iter().for_each(|hole| *hole = Token { span: hole.span, ..token.clone() });
    }
    let shape = |tokens: &[Token]| -> Vec<(TokenKind, String)> {
        tokens.iter().map(|token| (token.kind, token.text.clone())).collect()
    };
    match tokens(&text) {
        Ok(found) if shape(&found) == shape(&expected) => Ok(Asked { text, params: Params::new() }),
        _ => Err(Wrong::new(
            format!("a value runs together with what stands beside it: `{text}`"),
            "put blanks around the parameters of the question",
        )),
    }
}

/// A value as one token: a number or date as it is, anything else as a quoted name.
fn value_token(name: &str, given: &Given) -> Result<(String, Token), Wrong> {
    let text = given.text.trim();
    let one = |text: &str| match tokens(text).ok()?.as_slice() {
        [token] if token.span.start == 0 && token.span.end == text.len() => Some(token.clone()),
        _ => None,
    };
    let is_figure = |token: &Token| matches!(token.kind, TokenKind::Number | TokenKind::Date);
    if let Some(token) = one(text).filter(is_figure).filter(|_| !given.quoted) {
        return Ok((text.to_owned(), token));
    }
    let quoted = MARKS.iter().find_map(|(open, close)| {
        let written = format!("{open}{text}{close}");
        let token = one(&written).filter(|token| token.text == text)?;
        (token.kind == TokenKind::Quoted && !text.is_empty()).then_some((written, token))
    });
    quoted.ok_or_else(|| match text.is_empty() {
        true => Wrong::new(format!("the value of `{name}` is empty"), "write something behind `=`"),
        false => {
            let message = format!("the value of `{name}` has every kind of quotation mark in it");
            Wrong::new(message, "leave one kind out")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::with_values;
    use super::*;

    fn filled(question: &str, given: &[&str]) -> String {
        match with_values(question, given.iter().copied()) {
            Ok(asked) if asked.params.is_empty() => asked.text,
            Ok(asked) => format!("{} with {:?}", asked.text, asked.params),
            Err(wrong) => format!("{} | {}", wrong.message, wrong.help),
        }
    }

    #[test]
    fn values_are_values() {
        let cases: [(&str, &[&str]); 17] = [
            ("honours to {who} in {year}", &["who=Botao", "year=2017"]),
            ("honours to {who} in {year}", &["Botao or events", "2017-03"]),
            ("{who}'s awards", &["\"360\""]),
            ("awards to {who}", &["X\" or all events or \"Y"]),
            ("awards to {who}", &["a\"b”c」d』e»f"]),
            ("awards to {who}", &[" "]),
            ("awards to {who}", &["2017)"]),
            ("awards to {who} or {who}", &["Botao"]),
            ("events in {a},{b}", &["1", "234"]),
            ("awards to \"{who}\"", &["Botao"]),
            ("awards in {year}-03", &["2017"]),
            ("awards to {who", &[]),
            ("awards to {}", &[]),
            ("awards", &["x"]),
            ("MATCH (a) WHERE a.n = $who AND a.y > $y RETURN {a: '$z'}", &["who=x' OR 1", "2017"]),
            ("RETURN $x", &["\"1\""]),
            ("RETURN $x", &[]),
        ];
        let shown = cases.map(|(question, given)| {
            format!("{question} {given:?}\n    {}", filled(question, given))
        });
        insta::assert_snapshot!(shown.join("\n"));
    }

    proptest::proptest! {
        #[test]
        fn no_value_adds_words(value in "\\PC{0,20}|[\"“”「」 0-9/,.年-]{0,12}") {
            let given = Given { text: value, quoted: false };
            let values = IndexMap::from([("who".to_owned(), given)]);
            if let Ok(asked) = fill("awards to {who} in 2017", &values) {
                let found = tokens(&asked.text).unwrap();
                proptest::prop_assert_eq!(found.len(), 5);
                proptest::prop_assert_eq!(&found[3].text, "in");
                proptest::prop_assert!(found[2].kind != TokenKind::Word);
            }
        }
    }
}
