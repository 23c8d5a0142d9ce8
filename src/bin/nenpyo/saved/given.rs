//! The values that are given for parameters: `who=Botao year=2017`, `"Sunrise Power" 2017`.

use super::Wrong;
use super::template::is_name;
use indexmap::IndexMap;

/// Quotation marks that go together, as phrases know them.
pub const MARKS: [(char, char); 5] =
    [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』'), ('«', '»')];

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its text, without quotation marks.
    pub text: String,
    /// It stood in quotation marks: it is text, even if it looks like a number.
    pub quoted: bool,
}

/// The words of a line; what stands in quotation marks belongs together.
///
/// # Errors
/// Quotation marks that are not closed.
pub fn words(line: &str) -> Result<Vec<&str>, Wrong> {
    let (mut words, mut rest) = (Vec::new(), line.trim());
    while !rest.is_empty() {
        let value = rest.len() - value_of(rest).1.len();
        let opened = rest.get(value..).unwrap_or_default();
        let mark = MARKS.iter().find(|(open, _)| opened.starts_with(*open));
        let length = match mark {
            Some((open, close)) => {
                let inside = opened.get(open.len_utf8()..).unwrap_or_default();
                let end = inside.find(*close).ok_or_else(|| {
                    let message = format!("the quotation mark {open} is not closed");
                    Wrong::new(message, format!("write {close} behind the value"))
                })?;
                let behind = value + open.len_utf8() + end + close.len_utf8();
                behind + until_blank(rest.get(behind..).unwrap_or_default())
            }
            None => until_blank(rest),
        };
        let (word, tail) = rest.split_at(length);
        words.push(word);
        rest = tail.trim_start();
    }
    Ok(words)
}

fn until_blank(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

/// The name before `=`, if there is one, and the value.
fn value_of(word: &str) -> (Option<&str>, &str) {
    match word.split_once('=') {
        Some((name, value)) if is_name(name) => (Some(name), value),
        _ => (None, word),
    }
}

/// A word as a name, if it has one, and a value.
pub fn read(word: &str) -> (Option<&str>, Given) {
    let (name, value) = value_of(word);
    let inside = |&(open, close): &(char, char)| {
        let inside = value.strip_prefix(open)?.strip_suffix(close)?;
        (!inside.contains(close)).then_some(inside)
    };
    let given = match MARKS.iter().find_map(inside) {
        Some(text) => Given { text: text.to_owned(), quoted: true },
        None => Given { text: value.to_owned(), quoted: false },
    };
    (name, given)
}

/// The value of each parameter; values without a name go to the parameters without a value, in order.
///
/// # Errors
/// A parameter without a value, or a value without a parameter; two values for one.
pub fn assign<'w>(
    names: &[String],
    given: impl Iterator<Item = (Option<&'w str>, Given)>,
) -> Result<IndexMap<String, Given>, Wrong> {
    let help = || match names {
        [] => "the question has no parameters".to_owned(),
        names => format!("its parameters are {}", names.join(", ")),
    };
    let (mut values, mut nameless) = (IndexMap::new(), Vec::new());
    for (name, value) in given {
        match name {
            None => nameless.push(value),
            Some(name) if !names.iter().any(|known| known == name) => {
                return Err(Wrong::new(format!("there is no parameter `{name}`"), help()));
            }
            Some(name) if values.contains_key(name) => {
                return Err(Wrong::new(format!("`{name}` is given twice"), "leave one out"));
            }
            Some(name) => drop(values.insert(name.to_owned(), value)),
        }
    }
    for value in nameless {
        let Some(name) = names.iter().find(|name| !values.contains_key(*name)) else {
            let message = format!("`{}` is one value too many", value.text);
            let marks = "; put a value of several words into quotation marks";
            return Err(Wrong::new(message, help() + marks));
        };
        values.insert(name.clone(), value);
    }
    let missing: Vec<&str> =
        names.iter().filter(|name| !values.contains_key(*name)).map(String::as_str).collect();
    if !missing.is_empty() {
        let message = format!("no value is given for {}", missing.join(", "));
        let example: Vec<String> = missing.iter().map(|name| format!("{name}=VALUE")).collect();
        return Err(Wrong::new(message, format!("add {}; {}", example.join(" "), help())));
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assigned(line: &str) -> String {
        let names = ["who".to_owned(), "year".to_owned()];
        let found = words(line).and_then(|words| assign(&names, words.into_iter().map(read)));
        match found {
            Ok(values) => {
                let shown = values.iter().map(|(name, value)| {
                    format!("{name}={}{}", value.text, if value.quoted { " (quoted)" } else { "" })
                });
                shown.collect::<Vec<_>>().join(", ")
            }
            Err(wrong) => format!("{} | {}", wrong.message, wrong.help),
        }
    }

    #[test]
    fn values_by_name_and_in_order() {
        let lines = [
            "who=Botao year=2017",
            "2017 who=\"Sunrise Power\"",
            "「博涛 x」 \"2017\"",
            "a=b year=1",
            "year=1",
            "who=a who=b",
            "Sunrise Power 2017",
            "who=\"Botao 2017",
            "\"a=b\" ==",
        ];
        let shown: Vec<String> =
            lines.iter().map(|line| format!("{line}\n    {}", assigned(line))).collect();
        insta::assert_snapshot!(shown.join("\n"));
    }
}
