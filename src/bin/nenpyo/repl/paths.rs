//! Names of files, as they are typed behind a command.

use std::path::{Path, PathBuf};

/// Quotation marks for names that hold blanks.
const MARKS: [char; 2] = ['"', '\''];

/// The words of an argument; a word in quotation marks may hold blanks.
pub fn words(argument: &str) -> Vec<&str> {
    let (mut words, mut rest) = (Vec::new(), argument.trim());
    while !rest.is_empty() {
        let (start, end, behind) = match rest.strip_prefix(MARKS) {
            Some(inside) => {
                let mark = rest.len() - inside.len();
                let closes = |c: char| rest.starts_with(c);
                let end = inside.find(closes).map_or(rest.len(), |at| mark + at);
                (mark, end, (end + mark).min(rest.len()))
            }
            None => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (0, end, end)
            }
        };
        words.push(rest.get(start..end).unwrap_or_default());
        rest = rest.get(behind..).unwrap_or_default().trim_start();
    }
    words
}

/// Where the last word of an argument begins, and the quotation mark that is open before it.
pub fn last_word(argument: &str) -> (usize, Option<char>) {
    let (mut start, mut open, mut before) = (0, None, ' ');
    for (at, c) in argument.char_indices() {
        match open {
            Some(mark) if c == mark => {
                (start, open) = (at + c.len_utf8(), None);
            }
            None if before.is_whitespace() && MARKS.contains(&c) => {
                (start, open) = (at + c.len_utf8(), Some(c));
            }
            None if c.is_whitespace() => start = at + c.len_utf8(),
            _ => {}
        }
        before = c;
    }
    (start, open)
}

/// The one file that an argument names, perhaps in quotation marks or below `~`.
pub fn one(argument: &str) -> PathBuf {
    let quoted = |mark: char| argument.strip_prefix(mark)?.strip_suffix(mark);
    below_home(MARKS.into_iter().find_map(quoted).unwrap_or(argument))
}

/// The files that an argument names: itself, if it is one, else its words.
pub fn many(argument: &str) -> Vec<PathBuf> {
    match one(argument) {
        whole if whole.exists() => vec![whole],
        _ => words(argument).into_iter().map(below_home).collect(),
    }
}

fn below_home(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(typed),
    }
}

/// A name as it is typed: in quotation marks where it holds blanks or begins with one.
pub fn quoted(name: &str) -> String {
    let plain = !name.contains(char::is_whitespace) && !name.starts_with(MARKS);
    match plain {
        true => name.to_owned(),
        false if name.contains('"') => format!("'{name}'"),
        false => format!("\"{name}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_blanks_stand_in_quotation_marks() {
        assert_eq!(words(" a.chron \"b c\"  'd \"e' f'g"), ["a.chron", "b c", "d \"e", "f'g"]);
        assert_eq!(words("\"open end"), ["open end"]);
        assert_eq!(words("'' x"), ["", "x"]);
        for name in ["a", "a b", "a \"b\"", "'a'", "大　連"] {
            assert_eq!(words(&quoted(name)), [name]);
            assert_eq!(one(&quoted(name)), Path::new(name));
        }
    }

    #[test]
    fn the_last_word() {
        assert_eq!(last_word("a b"), (2, None));
        assert_eq!(last_word("a \"b c"), (3, Some('"')));
        assert_eq!(last_word("'a b' c"), (6, None));
        assert_eq!(last_word("it's"), (0, None));
        assert_eq!(last_word(""), (0, None));
    }
}
