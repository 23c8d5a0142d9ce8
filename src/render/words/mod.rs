//! The words around answers, pictures and pages, in the languages of the base vocabulary: a file each. Names, classes and
//! roles are words of the vocabulary, which is data.

mod en;
mod ja;
mod zh;

use crate::model::Certainty;

/// Words around an answer. `{n}` and `{of}` stand for numbers, `{n|row|rows}` for one with what is counted: one of it, or
/// several.
pub(super) struct Words {
    pub(super) stated: &'static str,
    pub(super) inferred: &'static str,
    pub(super) doubtful: &'static str,
    /// A picture that does not show all.
    pub(super) left_out: &'static str,
    /// A picture that shows nothing.
    pub(super) too_large: &'static str,
    /// An answer without anything to draw.
    pub(super) nothing: &'static str,
    /// What a screen reader says of a picture.
    pub(super) graph_of: &'static str,
    pub(super) graph_nodes: &'static str,
    pub(super) means: &'static str,
    pub(super) table: &'static str,
    pub(super) graph: &'static str,
    pub(super) timeline: &'static str,
    pub(super) source: &'static str,
    pub(super) sources: &'static str,
    pub(super) links: &'static str,
    pub(super) skip: &'static str,
    pub(super) rows: &'static str,
    pub(super) hint: &'static str,
    pub(super) picked: &'static str,
    pub(super) cleared: &'static str,
    pub(super) not_drawn: &'static str,
    pub(super) zoom_in: &'static str,
    pub(super) zoom_out: &'static str,
    pub(super) fit: &'static str,
    pub(super) no_rows: &'static str,
    /// How many rows there would be without the condition that follows.
    pub(super) without: &'static str,
    pub(super) more_without: &'static str,
    pub(super) no_dates: &'static str,
    pub(super) undated: &'static str,
    pub(super) unsure: &'static str,
    pub(super) possible: &'static str,
    pub(super) warnings: &'static str,
    pub(super) mark: &'static str,
    pub(super) number: &'static str,
    pub(super) count: &'static str,
    pub(super) date: &'static str,
    pub(super) who: &'static str,
    pub(super) class: &'static str,
    pub(super) note: &'static str,
    /// How many rows there are.
    pub(super) counted_rows: &'static str,
    /// That columns have no room stands before their names, and how to see them behind.
    pub(super) not_shown: &'static str,
    pub(super) as_json: &'static str,
    /// What `?` behind a name means.
    pub(super) took_part: &'static str,
    /// What `…` and `+N` mean.
    pub(super) cut: &'static str,
    pub(super) why: &'static str,
    pub(super) total: &'static str,
    pub(super) average: &'static str,
    pub(super) minimum: &'static str,
    pub(super) maximum: &'static str,
    /// Names besides the preferred ones.
    pub(super) also: &'static str,
    /// Before an amount that is not exact.
    pub(super) about: &'static str,
    pub(super) events: &'static str,
    /// Entities that link to one.
    pub(super) others: &'static str,
    pub(super) classes: &'static str,
    pub(super) roles: &'static str,
    pub(super) relations: &'static str,
    pub(super) measures: &'static str,
    pub(super) units: &'static str,
    pub(super) lasts: &'static str,
    pub(super) perhaps: &'static str,
    pub(super) without_limit: &'static str,
    pub(super) since_before: &'static str,
    pub(super) and_beyond: &'static str,
    pub(super) rough: &'static str,
    pub(super) no_room: &'static str,
    /// What the shapes of a timeline that is a picture mean.
    pub(super) bars: &'static str,
    /// What a screen reader says of it, with the dates `{first}` and `{last}`.
    pub(super) timeline_of: &'static str,
    pub(super) from_to: &'static str,
}

/// The words of a language; English ones where there are none.
pub(super) fn words(lang: &str) -> &'static Words {
    match lang {
        "ja" => &ja::WORDS,
        "zh" => &zh::WORDS,
        _ => &en::WORDS,
    }
}

/// How a fact is known.
pub(super) fn certainty(certainty: Certainty, words: &Words) -> &'static str {
    match certainty {
        Certainty::Stated => words.stated,
        Certainty::Inferred => words.inferred,
        Certainty::Doubtful => words.doubtful,
    }
}

/// A text with its numbers: `{NAME}` is the number of that name, and `{NAME|one|several}` the number with a word for so many.
///
/// ```
/// use nenpyo::render::counted;
/// assert_eq!(counted("{n|row|rows} of {of}", &[("n", 1), ("of", 5)]), "1 row of 5");
/// ```
pub fn counted(text: &str, numbers: &[(&str, usize)]) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, (inner, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let mut parts = inner.split('|');
        let name = parts.next().unwrap_or_default();
        let number = numbers.iter().find(|(known, _)| *known == name).map_or(0, |(_, n)| *n);
        let (one, several) = (parts.next(), parts.next());
        out += &format!("{before}{number}");
        if let Some(word) = if number == 1 { one } else { several } {
            out += &format!(" {word}");
        }
        rest = after;
    }
    out + rest
}

/// A text that begins a sentence.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_agrees_with_its_number() {
        let text = |n, of| counted(words("en").graph_of, &[("n", n), ("of", of)]);
        assert_eq!(text(1, 0), "A graph of 1 node and 0 links");
        assert_eq!(text(2, 1), "A graph of 2 nodes and 1 link");
        assert_eq!(counted(words("ja").counted_rows, &[("n", 1)]), "1行");
        assert_eq!(counted("{n", &[]), "{n");
    }
}
