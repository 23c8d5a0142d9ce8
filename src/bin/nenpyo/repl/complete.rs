//! What may be meant by what is being typed: commands, files, words of the vocabulary, names, keywords.

mod files;
mod pattern;
mod phrase;
mod saved;
#[cfg(test)]
mod walk_tests;

use super::Shared;
use super::commands::{COMMANDS, Takes, named};
use nenpyo::Store;
use nenpyo::render::FORMATS;
use nenpyo::store::is_pattern;
use reedline::{Completer, Span, Suggestion};

/// How many are offered.
const LIMIT: usize = 60;

/// One thing that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where the text begins that it replaces.
    pub start: usize,
    /// What stands there then.
    pub text: String,
    /// What it is.
    pub about: String,
    /// A blank follows it.
    pub space: bool,
}

impl Candidate {
    fn new(start: usize, text: impl Into<String>, about: impl Into<String>) -> Candidate {
        Candidate { start, text: text.into(), about: about.into(), space: true }
    }
}

/// What may stand at the end of `typed`, best first; with `fuzzy` what is only near, where nothing begins so.
pub fn candidates(typed: &str, store: &Store, lang: &str, fuzzy: bool) -> Vec<Candidate> {
    let line = typed.trim_start();
    let indent = typed.len() - line.len();
    let mut found = match line.strip_prefix('.') {
        Some(rest) => match rest.split_once(char::is_whitespace) {
            None => command_names(line, "."),
            Some((name, argument)) => {
                let takes = named(name).map_or(Takes::Nothing, |command| command.takes);
                let mut found = arguments(argument, takes, store, lang);
                let at = line.len() - argument.len();
                found.iter_mut().for_each(|candidate| candidate.start += at);
                found
            }
        },
        None if is_pattern(line) => pattern::candidates(line, store, lang),
        None => {
            let mut found = phrase::candidates(line, store, lang, fuzzy);
            if !line.is_empty() && !line.contains(char::is_whitespace) {
                found.extend(command_names(line, ""));
                found.extend(pattern::first_keywords(line));
            }
            found
        }
    };
    found.truncate(LIMIT);
    found.iter_mut().for_each(|candidate| candidate.start += indent);
    found
}

/// Commands that begin so, or else those that are near.
fn command_names(typed: &str, dot: &str) -> Vec<Candidate> {
    let known = || COMMANDS.iter().filter(|command| command.bare || !dot.is_empty());
    let shown = |command: &super::commands::Command| format!("{dot}{}", command.name);
    let about = |command: &super::commands::Command| {
        format!("{} {}", command.argument, command.description).trim_start().to_owned()
    };
    let candidate = |command: &super::commands::Command| Candidate {
        space: !command.argument.is_empty(),
        ..Candidate::new(0, shown(command), about(command))
    };
    let begun = known().filter(|command| shown(command).starts_with(typed));
    let found: Vec<Candidate> = begun.map(candidate).collect();
    if !found.is_empty() || dot.is_empty() {
        return found;
    }
    let names: Vec<String> = known().map(shown).collect();
    let near = nenpyo::catalog::nearest(typed, names.iter().map(String::as_str), 3);
    near.iter().filter_map(|name| named(name.trim_start_matches('.'))).map(candidate).collect()
}

fn arguments(argument: &str, takes: Takes, store: &Store, lang: &str) -> Vec<Candidate> {
    let begun = |word: &&str| word.starts_with(argument);
    let plain = |word: &str| Candidate { space: false, ..Candidate::new(0, word, "") };
    match takes {
        Takes::Nothing => Vec::new(),
        Takes::Files => files::candidates(argument),
        Takes::Name => phrase::names(argument, store, lang),
        Takes::Question => candidates(argument, store, lang, true),
        Takes::Format => FORMATS
            .iter()
            .filter(|format| format.name.starts_with(argument))
            .map(|format| Candidate { about: format.description.to_owned(), ..plain(format.name) })
            .collect(),
        Takes::Language => store.languages().into_iter().filter(begun).map(plain).collect(),
        Takes::Switch => ["on", "off"].into_iter().filter(begun).map(plain).collect(),
        Takes::Saved => saved::candidates(argument),
        Takes::Command => command_names(argument, ""),
    }
}

/// The candidates as the editor asks for them.
pub struct Completions(pub Shared);

impl Completer for Completions {
    fn complete(&mut self, line: &str, pos: usize) -> Vec<Suggestion> {
        let typed = line.get(..pos).unwrap_or(line);
        let (store, lang) = self.0.get();
        let mut found = candidates(typed, &store, &lang, true);
        if found.is_empty() {
            // The menu would say so in capitals.
            let start = typed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let start = (start..=pos).find(|at| typed.is_char_boundary(*at)).unwrap_or(pos);
            let word = typed.get(start..).unwrap_or_default();
            found = vec![Candidate {
                space: false,
                ..Candidate::new(start, word, "nothing known begins so")
            }];
        }
        let suggestion = |found: Candidate| Suggestion {
            value: found.text,
            description: Some(found.about).filter(|about| !about.is_empty()),
            span: Span { start: found.start.min(pos), end: pos },
            append_whitespace: found.space,
            ..Suggestion::default()
        };
        found.into_iter().map(suggestion).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(lines: &[&str]) -> String {
        let store = Store::builtin().unwrap();
        let shown = |typed: &&str| format!("{typed}▏\n{}", all_of(typed, &store));
        lines.iter().map(shown).collect()
    }

    fn all_of(typed: &str, store: &Store) -> String {
        let found = candidates(typed, store, "en", true);
        let shown = |c: &Candidate| {
            format!("    {}·{} | {}\n", typed.get(..c.start).unwrap(), c.text, c.about)
        };
        found.iter().map(shown).collect()
    }

    #[test]
    fn commands_and_their_arguments() {
        insta::assert_snapshot!(offered(&[
            ".so",
            ".opne",
            ".mode j",
            ".lang ",
            ".show 博",
            ".open data/d"
        ]));
    }

    #[test]
    fn phrases() {
        insta::assert_snapshot!(offered(&[
            "awards to Bot",
            "awards to 博",
            "awards to dalian high",
            "awards to Botoa",
            "awa",
            "companies that rec"
        ]));
    }

    #[test]
    fn patterns() {
        insta::assert_snapshot!(offered(&[
            "MATCH (a:Aw",
            "MATCH (a)-[:REC",
            "MATCH (a:Award) RETU",
            "MATCH (a {name: 'Bot",
            "MATCH (a) RETURN a.da"
        ]));
    }

    #[test]
    fn any_text_is_safe() {
        let store = Store::builtin().unwrap();
        for text in [
            "'",
            "「",
            ".",
            ". ",
            ".\u{3000}x",
            "MATCH (a:`",
            "\u{301}",
            "a\u{200b}",
            "(((",
            ".open \"",
            "MATCH '博",
        ] {
            for lang in ["en", "ja", "xx"] {
                for found in candidates(text, &store, lang, true) {
                    assert!(text.is_char_boundary(found.start), "{text} {found:?}");
                }
            }
        }
    }
}
