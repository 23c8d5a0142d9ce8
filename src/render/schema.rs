//! The vocabulary as text: what may be asked, and in which words.

use super::Look;
use super::words::words;
use crate::diagnostic::{visible, wrap};
use crate::ontology::{Ontology, Word};
use indexmap::IndexMap;
use unicode_width::UnicodeWidthStr;

/// Languages in the order in which their words are shown; others come after them.
const LANGUAGES: [&str; 3] = ["en", "ja", "zh"];

/// Classes as a tree, roles, relations, measures and units, with the words that name each.
///
/// ```
/// let store = nenpyo::Store::builtin()?;
/// let text = nenpyo::render::schema(&store.look("en"));
/// assert!(text.contains("\n      award  award, prize"), "{text}");
/// # Ok::<(), nenpyo::Error>(())
/// ```
pub fn schema(look: &Look<'_>) -> String {
    let (ontology, words) = (&look.dataset.ontology, words(look.lang));
    let mut out = format!("{}\n", words.classes);
    for (id, depth) in tree(ontology) {
        let words = ontology.classes.get(id).map_or(&[][..], |class| &class.words);
        out += &line(look, depth + 1, id, "", &[words]);
    }
    for (title, role) in [(words.roles, true), (words.relations, false)] {
        out += &format!("\n{title}\n");
        for (id, relation) in ontology.relations.iter().filter(|(_, r)| r.role == role) {
            let ends = format!(" ({} → {})", relation.domain.join(", "), relation.range.join(", "));
            out +=
                &line(look, 1, id, &ends, &[&relation.forward, &relation.backward, &relation.noun]);
        }
    }
    out += &format!("\n{}\n", words.measures);
    for (id, measure) in &ontology.measures {
        let about = format!(" ({})", measure.dimension);
        out += &line(look, 1, id, &about, &[&measure.forward, &measure.noun]);
    }
    out += &format!("\n{}\n", words.units);
    for (id, unit) in &ontology.units {
        out += &line(look, 1, id, &format!(" ({})", unit.dimension), &[&unit.words]);
    }
    out
}

/// Classes with their depth, each below its first parent.
fn tree(ontology: &Ontology) -> Vec<(&str, usize)> {
    let mut children: IndexMap<&str, Vec<&str>> = IndexMap::new();
    let mut stack: Vec<(&str, usize)> = Vec::new();
    for (id, class) in &ontology.classes {
        match class.parents.first() {
            Some(parent) => children.entry(parent).or_default().push(id),
            None => stack.push((id, 0)),
        }
    }
    stack.reverse();
    let mut found = Vec::new();
    while let Some((id, depth)) = stack.pop() {
        found.push((id, depth));
        let below = children.get(id).map_or(&[][..], Vec::as_slice);
        stack.extend(below.iter().rev().map(|child| (*child, depth + 1)));
    }
    found
}

/// How much further the lines begin in which one goes on.
const BEHIND: &str = "      ";

/// A line in as many as it takes to fit, ending in a newline.
fn fitted(line: &str, indent: &str, width: Option<usize>) -> String {
    let lines =
        width.and_then(|width| width.checked_sub(indent.width())).map(|room| wrap(line, room));
    lines.map_or_else(|| line.to_owned(), |lines| lines.join(&format!("\n{indent}"))) + "\n"
}

/// An id, what it is, and its words, each language on a line of its own; groups of words are told apart by `|`.
fn line(look: &Look<'_>, depth: usize, id: &str, about: &str, groups: &[&[Word]]) -> String {
    let indent = "  ".repeat(depth);
    let mut lines = vec![format!("{indent}{}{}", visible(id), visible(about))];
    for (index, lang) in languages(groups).into_iter().enumerate() {
        let words: Vec<String> = groups.iter().map(|group| forms(group, lang)).collect();
        let words: Vec<&str> =
            words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
        let words = visible(&words.join(" | "));
        match (index, lines.first_mut()) {
            (0, Some(first)) => *first += &format!("  {words}"),
            _ => lines.push(format!("{indent}  {}  {words}", visible(lang))),
        }
    }
    lines.iter().map(|line| fitted(line, &format!("{indent}{BEHIND}"), look.width)).collect()
}

fn languages<'a>(groups: &[&'a [Word]]) -> Vec<&'a str> {
    let mut found: Vec<&str> =
        groups.iter().flat_map(|g| g.iter()).map(|w| w.lang.as_str()).collect();
    let place = |lang: &str| LANGUAGES.iter().position(|l| *l == lang).unwrap_or(LANGUAGES.len());
    found.sort_by_key(|lang| (place(lang), *lang));
    found.dedup();
    found
}

fn forms(words: &[Word], lang: &str) -> String {
    let forms = words.iter().filter(|word| word.lang == lang).map(|word| word.form.as_str());
    forms.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[test]
    fn lines_fit_and_no_word_is_lost() {
        let store = Store::builtin().unwrap();
        let (narrow, whole) =
            (schema(&store.look("en").width(Some(60))), schema(&store.look("en")));
        assert!(narrow.lines().all(|line| line.width() <= 60), "{narrow}");
        assert!(whole.lines().any(|line| line.width() > 60));
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&narrow), words(&whole));
    }
}
