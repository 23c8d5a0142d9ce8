//! Vocabulary statements as text: what a vocabulary has beyond its base.

use super::layout::{WIDTH, write_comment};
use super::text::{bare_or_quoted, quote};
use crate::chronicle::language::is_known_language;
use crate::chronicle::vocabulary::SECTIONS;
use crate::ontology::{Class, Measure, Ontology, Qualifier, Relation, Unit, Word};
use unicode_width::UnicodeWidthStr;

/// Writes what `ontology` has and `base` has not.
pub(super) fn write_vocabulary(out: &mut String, ontology: &Ontology, base: &Ontology) {
    for (id, class) in &ontology.classes {
        let known = base.classes.get(id);
        write(
            out,
            known.map(|k| k == class),
            rest(&class.comment, known.map(|k| &k.comment)),
            || class_lines(id, class, known),
        );
    }
    for (id, relation) in &ontology.relations {
        let known = base.relations.get(id);
        let comment = rest(&relation.comment, known.map(|k| &k.comment));
        write(out, known.map(|k| k == relation), comment, || relation_lines(id, relation, known));
    }
    for (id, measure) in &ontology.measures {
        let known = base.measures.get(id);
        let comment = rest(&measure.comment, known.map(|k| &k.comment));
        write(out, known.map(|k| k == measure), comment, || measure_lines(id, measure, known));
    }
    for (id, unit) in &ontology.units {
        let known = base.units.get(id);
        write(
            out,
            known.map(|k| k == unit),
            rest(&unit.comment, known.map(|k| &k.comment)),
            || unit_lines(id, unit, known),
        );
    }
}

/// Writes one statement, unless the base has the same.
fn write(
    out: &mut String,
    same: Option<bool>,
    comment: &[String],
    lines: impl FnOnce() -> Vec<String>,
) {
    if same == Some(true) {
        return;
    }
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    write_comment(out, comment);
    for (index, line) in lines().into_iter().enumerate() {
        out.push_str(if index == 0 { "" } else { "  " });
        out.push_str(&line);
        out.push('\n');
    }
}

/// What `list` has behind what the base has.
fn rest<'a>(list: &'a [String], base: Option<&Vec<String>>) -> &'a [String] {
    base.and_then(|base| list.strip_prefix(base.as_slice())).unwrap_or(list)
}

/// What `list` has and the base has not.
fn new<'a, T: PartialEq>(list: &'a [T], base: Option<&Vec<T>>) -> Vec<&'a T> {
    list.iter().filter(|item| !base.is_some_and(|base| base.contains(item))).collect()
}

/// ` KEYWORD a, b`, or nothing.
fn ids(keyword: &str, list: &[String], base: Option<&Vec<String>>) -> String {
    let new: Vec<&str> = new(list, base).into_iter().map(String::as_str).collect();
    if new.is_empty() { String::new() } else { format!(" {keyword} {}", new.join(", ")) }
}

fn class_lines(id: &str, class: &Class, base: Option<&Class>) -> Vec<String> {
    let mut lines =
        vec![format!("class {id}{}", ids("is", &class.parents, base.map(|b| &b.parents)))];
    lines.extend(word_lines("", &class.words, base.map(|b| &b.words), true));
    lines.extend(word_lines("verb", &class.verbs, base.map(|b| &b.verbs), false));
    let shape = class.shape.as_ref().filter(|_| base.is_none_or(|b| b.shape.is_none()));
    let color = class.color.as_ref().filter(|_| base.is_none_or(|b| b.color.is_none()));
    let shape = shape.map(|shape| format!("shape {}", bare_or_quoted(shape)));
    let color = color.map(|color| format!("color {}", quote(color)));
    let settings: Vec<String> = shape.into_iter().chain(color).collect();
    if !settings.is_empty() {
        lines.push(settings.join(" "));
    }
    lines
}

fn relation_lines(id: &str, relation: &Relation, base: Option<&Relation>) -> Vec<String> {
    let kind = if relation.role { "role" } else { "relation" };
    let mut head = format!("{kind} {id}");
    head += &ids("from", &relation.domain, base.map(|b| &b.domain));
    head += &ids("to", &relation.range, base.map(|b| &b.range));
    for (flag, own, known) in [
        ("transitive", relation.transitive, base.is_some_and(|b| b.transitive)),
        ("symmetric", relation.symmetric, base.is_some_and(|b| b.symmetric)),
        ("mutual", relation.mutual, base.is_some_and(|b| b.mutual)),
        ("identity", relation.identity, base.is_some_and(|b| b.identity)),
        ("spatial", relation.spatial, base.is_some_and(|b| b.spatial)),
    ] {
        if own && !known {
            head = format!("{head} {flag}");
        }
    }
    if let Some(inverse) = &relation.inverse
        && base.is_none_or(|b| b.inverse.is_none())
    {
        head = format!("{head} inverse {inverse}");
    }
    if let Some(Qualifier { relation, key, value }) = &relation.qualifier
        && base.is_none_or(|b| b.qualifier.is_none())
    {
        let [key, value] = [bare_or_quoted(key), quote(value)];
        head = format!("{head} qualified {} {key} {value}", bare_or_quoted(relation));
    }
    let mut lines = vec![head];
    lines.extend(word_lines("forward", &relation.forward, base.map(|b| &b.forward), false));
    lines.extend(word_lines("backward", &relation.backward, base.map(|b| &b.backward), false));
    lines.extend(word_lines("noun", &relation.noun, base.map(|b| &b.noun), true));
    lines
}

fn measure_lines(id: &str, measure: &Measure, base: Option<&Measure>) -> Vec<String> {
    let domain = ids("from", &measure.domain, base.map(|b| &b.domain));
    let mut lines = vec![format!("measure {id} of {}{domain}", measure.dimension)];
    lines.extend(word_lines("forward", &measure.forward, base.map(|b| &b.forward), false));
    lines.extend(word_lines("noun", &measure.noun, base.map(|b| &b.noun), true));
    lines
}

fn unit_lines(id: &str, unit: &Unit, base: Option<&Unit>) -> Vec<String> {
    let mut lines = vec![format!("unit {id} of {}", unit.dimension)];
    lines.extend(word_lines("", &unit.words, base.map(|b| &b.words), true));
    lines
}

/// One line for each run of words of one language; the section is named in the first.
fn word_lines(section: &str, words: &[Word], base: Option<&Vec<Word>>, nouns: bool) -> Vec<String> {
    let new = new(words, base);
    let width = if section.is_empty() { 0 } else { "backward ".len() };
    let mut lines = Vec::new();
    for run in new.chunk_by(|a, b| a.lang == b.lang) {
        let lang = run.first().map_or("", |word| word.lang.as_str());
        let forms: Vec<String> = run.iter().map(|word| forms(word, nouns)).collect();
        let section = if lines.is_empty() { section } else { "" };
        lines.extend(wrapped(&format!("{section:<width$}{lang} "), &forms));
    }
    lines
}

/// A list behind its head, gone on with below its first word where a line is full.
fn wrapped(head: &str, forms: &[String]) -> Vec<String> {
    let (indent, mut line, mut lines) = (" ".repeat(head.width()), head.to_owned(), Vec::new());
    for (at, form) in forms.iter().enumerate() {
        let comma = if at + 1 < forms.len() { "," } else { "" };
        let fresh = line.width() == head.width();
        if !fresh && line.width() + 1 + form.width() + comma.len() > WIDTH - 2 {
            lines.push(std::mem::replace(&mut line, indent.clone()));
        } else if !fresh {
            line.push(' ');
        }
        line.push_str(form);
        line.push_str(comma);
    }
    lines.push(line);
    lines
}

/// A form, with its plural where one is given.
fn forms(word: &Word, nouns: bool) -> String {
    let form = bare_or_quoted(&word.form);
    match word.plural.as_deref().filter(|_| nouns) {
        Some(plural) if SECTIONS.contains(&plural) || is_known_language(plural) => {
            format!("{form} {}", quote(plural))
        }
        Some(plural) => format!("{form} {}", bare_or_quoted(plural)),
        None => form,
    }
}
