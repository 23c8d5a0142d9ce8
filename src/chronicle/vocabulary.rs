//! Vocabulary statements: classes, roles and relations, measures, units.

use super::check::{Place, color_fault, shape_fault};
use super::cursor::Cursor;
use super::errors::At;
use super::language::{is_known_language, is_language};
use super::lex::{Kind, Token};
use super::statement::Statement;
use crate::diagnostic::{Diagnostic, Span};
use crate::ontology::{Class, Measure, Ontology, Qualifier, Relation, Unit, Word};
use std::collections::HashMap;

/// The words that begin a vocabulary statement.
pub(super) const KEYWORDS: [&str; 5] = ["class", "role", "relation", "measure", "unit"];
/// The words that begin a part of a vocabulary statement, and so end a list of words.
pub(super) const SECTIONS: [&str; 6] = ["shape", "color", "forward", "backward", "noun", "verb"];

/// What is known of the vocabulary so far, and where each part of it stands.
pub(super) struct Vocabulary<'a> {
    pub ontology: &'a mut Ontology,
    pub places: &'a mut HashMap<Place, At>,
}

/// Where a vocabulary statement stands.
struct Owner {
    input: usize,
    id: String,
    at: Span,
}

impl Vocabulary<'_> {
    /// Reads one vocabulary statement. A second statement for an id extends the first.
    pub(super) fn read(&mut self, statement: &Statement) -> Result<(), Diagnostic> {
        let mut cursor = Cursor::new(&statement.tokens);
        let keyword = cursor.next().map_or("", |token| token.text.as_str());
        let help = format!("write `{keyword} ID …`");
        let token = cursor.word(&format!("this {keyword} has no id"), &help)?;
        let owner = Owner { input: statement.input, id: token.text.clone(), at: token.span };
        match keyword {
            "class" => self.class(&owner, cursor, &statement.comment),
            "measure" => self.measure(&owner, cursor, &statement.comment),
            "unit" => self.unit(&owner, cursor, &statement.comment),
            _ => self.relation(&owner, cursor, &statement.comment, keyword == "role"),
        }
    }

    fn place(&mut self, owner: &Owner, place: Place, span: Span) {
        self.places.entry(place).or_insert(At::new(owner.input, span));
    }

    fn class(
        &mut self,
        owner: &Owner,
        mut cursor: Cursor,
        comment: &[String],
    ) -> Result<(), Diagnostic> {
        self.place(owner, Place::Class(owner.id.clone()), owner.at);
        let parents =
            if cursor.eat("is") { self.ids(owner, &mut cursor, "is")? } else { Vec::new() };
        let class = self.ontology.classes.entry(owner.id.clone()).or_default();
        extend(&mut class.parents, parents);
        extend_comment(&mut class.comment, comment);
        while let Some(token) = cursor.peek() {
            match token.text.as_str() {
                "shape" | "color" if token.kind == Kind::Word => setting(class, &mut cursor)?,
                "verb" if token.kind == Kind::Word => {
                    cursor.skip(1);
                    sections(&mut cursor, &mut class.verbs, false)?;
                }
                _ => extend(&mut class.words, words(&mut cursor, true)?),
            }
        }
        Ok(())
    }

    /// What is a role stays one, and what is none.
    fn check_kind(&self, owner: &Owner, role: bool) -> Result<(), Diagnostic> {
        let known = self.ontology.relations.get(&owner.id).map(|known| known.role);
        let Some(known) = known.filter(|known| *known != role) else { return Ok(()) };
        let name = if known { "role" } else { "relation" };
        let message = format!("`{}` is a {name} already", owner.id);
        Err(Diagnostic::error(owner.at, message)
            .help(format!("write `{name} {}` to extend it", owner.id)))
    }

    fn relation(
        &mut self,
        owner: &Owner,
        mut cursor: Cursor,
        comment: &[String],
        role: bool,
    ) -> Result<(), Diagnostic> {
        self.check_kind(owner, role)?;
        self.place(owner, Place::Relation(owner.id.clone()), owner.at);
        let domain =
            if cursor.eat("from") { self.ids(owner, &mut cursor, "from")? } else { Vec::new() };
        let range = if cursor.eat("to") { self.ids(owner, &mut cursor, "to")? } else { Vec::new() };
        let fresh = || Relation { role, ..Relation::default() };
        let relation = self.ontology.relations.entry(owner.id.clone()).or_insert_with(fresh);
        extend(&mut relation.domain, domain);
        extend(&mut relation.range, range);
        extend_comment(&mut relation.comment, comment);
        while let Some(token) = cursor.next() {
            relation_part(token, &mut cursor, relation)?;
        }
        if let Some(inverse) = relation.inverse.clone() {
            self.place(owner, Place::Reference(owner.id.clone(), inverse), owner.at);
        }
        Ok(())
    }

    fn measure(
        &mut self,
        owner: &Owner,
        mut cursor: Cursor,
        comment: &[String],
    ) -> Result<(), Diagnostic> {
        self.place(owner, Place::Measure(owner.id.clone()), owner.at);
        let known = self.ontology.measures.get(&owner.id).map(|measure| measure.dimension.clone());
        let dimension = dimension(owner, &mut cursor, known.as_deref(), "measure")?;
        let domain =
            if cursor.eat("from") { self.ids(owner, &mut cursor, "from")? } else { Vec::new() };
        let fresh = || Measure { dimension, ..Measure::default() };
        let measure = self.ontology.measures.entry(owner.id.clone()).or_insert_with(fresh);
        extend(&mut measure.domain, domain);
        extend_comment(&mut measure.comment, comment);
        while let Some(token) = cursor.next() {
            match token.text.as_str() {
                "forward" => sections(&mut cursor, &mut measure.forward, false)?,
                "noun" => sections(&mut cursor, &mut measure.noun, true)?,
                _ => return Err(unknown_part(token, &["of", "from", "forward", "noun"])),
            }
        }
        Ok(())
    }

    fn unit(
        &mut self,
        owner: &Owner,
        mut cursor: Cursor,
        comment: &[String],
    ) -> Result<(), Diagnostic> {
        self.place(owner, Place::Unit(owner.id.clone()), owner.at);
        let known = self.ontology.units.get(&owner.id).map(|unit| unit.dimension.clone());
        let dimension = dimension(owner, &mut cursor, known.as_deref(), "unit")?;
        let fresh = || Unit { dimension, ..Unit::default() };
        let unit = self.ontology.units.entry(owner.id.clone()).or_insert_with(fresh);
        extend_comment(&mut unit.comment, comment);
        sections(&mut cursor, &mut unit.words, true)?;
        match cursor.peek() {
            Some(token) => Err(unknown_part(token, &["of"])),
            None => Ok(()),
        }
    }

    /// One or more ids behind `keyword`, with commas between them.
    fn ids(
        &mut self,
        owner: &Owner,
        cursor: &mut Cursor,
        keyword: &str,
    ) -> Result<Vec<String>, Diagnostic> {
        let mut ids = Vec::new();
        loop {
            let missing = format!("a class is missing behind `{keyword}`");
            let token = cursor.word(&missing, "name a class by its id")?;
            self.place(owner, Place::Reference(owner.id.clone(), token.text.clone()), token.span);
            ids.push(token.text.clone());
            if !cursor.is(Kind::Comma) {
                return Ok(ids);
            }
            cursor.skip(1);
        }
    }
}

/// The parts of relations, as a vocabulary writes them.
const RELATION_PARTS: [&str; 12] = [
    "from",
    "to",
    "transitive",
    "symmetric",
    "mutual",
    "identity",
    "spatial",
    "inverse",
    "qualified",
    "forward",
    "backward",
    "noun",
];

/// Reads the part of a relation that `token` begins.
fn relation_part(
    token: &Token,
    cursor: &mut Cursor,
    relation: &mut Relation,
) -> Result<(), Diagnostic> {
    match token.text.as_str() {
        "forward" => sections(cursor, &mut relation.forward, false)?,
        "backward" => sections(cursor, &mut relation.backward, false)?,
        "noun" => sections(cursor, &mut relation.noun, true)?,
        "transitive" => relation.transitive = true,
        "symmetric" => relation.symmetric = true,
        "mutual" => relation.mutual = true,
        "identity" => relation.identity = true,
        "spatial" => relation.spatial = true,
        "qualified" => {
            let part = qualifier(cursor)?;
            let known = relation.qualifier.get_or_insert_with(|| part.clone());
            if *known != part {
                return Err(second(token, format!("it is part of `{}` already", known.relation)));
            }
        }
        "inverse" => {
            let other = cursor.word("`inverse` names no relation", "write `inverse ID`")?;
            let known = relation.inverse.get_or_insert_with(|| other.text.clone());
            if *known != other.text {
                return Err(second(other, format!("the inverse is `{known}` already")));
            }
        }
        _ => return Err(unknown_part(token, &RELATION_PARTS)),
    }
    Ok(())
}

fn second(token: &Token, message: String) -> Diagnostic {
    Diagnostic::error(token.span, message).help("leave one of the two out")
}

/// `RELATION KEY VALUE`, behind `qualified`.
fn qualifier(cursor: &mut Cursor) -> Result<Qualifier, Diagnostic> {
    let mut part = || {
        match cursor.peek().filter(|t| matches!(t.kind, Kind::Word | Kind::Text)) {
        Some(token) => {
            cursor.skip(1);
            Ok(token.text.clone())
        }
        None => Err(Diagnostic::error(cursor.here(), "a relation, a property and a value are missing")
            .help("write `qualified RELATION PROPERTY \"VALUE\"`, as in `qualified participant role \"giver\"`")),
    }
    };
    Ok(Qualifier { relation: part()?, key: part()?, value: part()? })
}

/// `of DIMENSION`, which a statement that extends another may leave out.
fn dimension(
    owner: &Owner,
    cursor: &mut Cursor,
    known: Option<&str>,
    kind: &str,
) -> Result<String, Diagnostic> {
    let help = format!("write `{kind} {} of DIMENSION`, as in `of money`", owner.id);
    if !cursor.eat("of") {
        return known.map(str::to_owned).ok_or_else(|| {
            Diagnostic::error(owner.at, format!("the {kind} `{}` has no dimension", owner.id))
                .help(help)
        });
    }
    let token = cursor.word("a dimension is missing behind `of`", &help)?;
    match known {
        Some(known) if known != token.text => {
            let message = format!("`{}` is a {kind} of {known} already", owner.id);
            Err(Diagnostic::error(token.span, message).help("give the new one another id"))
        }
        _ => Ok(token.text.clone()),
    }
}

/// `shape SHAPE` or `color "#rrggbb"`.
fn setting(class: &mut Class, cursor: &mut Cursor) -> Result<(), Diagnostic> {
    let Some(key) = cursor.next() else { return Ok(()) };
    let value = match cursor.next() {
        Some(token) if matches!(token.kind, Kind::Word | Kind::Text) => token,
        _ => {
            return Err(Diagnostic::error(key.span, format!("`{}` has no value", key.text))
                .help("write `shape box` or `color \"#dbe7f3\"`, with the quotes"));
        }
    };
    let color = key.text == "color";
    let fault = if color { color_fault(&value.text) } else { shape_fault(&value.text) };
    if let Some(mut fault) = fault {
        fault.span = value.span;
        return Err(fault);
    }
    let slot = if color { &mut class.color } else { &mut class.shape };
    match slot {
        Some(known) if *known != value.text => {
            Err(Diagnostic::error(value.span, format!("the {} is `{known}` already", key.text))
                .help("leave one of the two out"))
        }
        _ => {
            *slot = Some(value.text.clone());
            Ok(())
        }
    }
}

/// Lists of words, one for each language.
fn sections(cursor: &mut Cursor, found: &mut Vec<Word>, nouns: bool) -> Result<(), Diagnostic> {
    let begin = cursor.before();
    let mut any = nouns && cursor.peek().is_none();
    while language_here(cursor) {
        extend(found, words(cursor, nouns)?);
        any = true;
    }
    if any {
        return Ok(());
    }
    match cursor.peek() {
        Some(_) => words(cursor, nouns).map(|_| ()),
        None => Err(Diagnostic::error(begin, "no words follow")
            .help("write a language and words, as in `en to, \"won by\"`")),
    }
}

/// Whether a language code stands next, with a word behind it. Three letters may as well be a word, unless they
/// begin a line.
fn language_here(cursor: &Cursor) -> bool {
    let Some(token) = cursor.peek().filter(|token| token.kind == Kind::Word) else { return false };
    let followed = cursor.is_at(1, Kind::Word) || cursor.is_at(1, Kind::Text);
    let first = token.first || SECTIONS.iter().any(|section| cursor.before_is(section));
    followed && (is_known_language(&token.text) || (first && is_language(&token.text)))
}

/// The words of one language: `en award awards, prize`.
fn words(cursor: &mut Cursor, nouns: bool) -> Result<Vec<Word>, Diagnostic> {
    if !language_here(cursor) {
        let (place, found) = (cursor.here(), cursor.peek().map_or("", |token| &token.text));
        return Err(Diagnostic::error(place, format!("`{found}` is no language"))
            .help("words stand behind their language, as in `en award awards, prize prizes`; a form with spaces is quoted"));
    }
    let lang = cursor.next().map_or(String::new(), |token| token.text.clone());
    let mut words = Vec::new();
    loop {
        let form = form(cursor)?;
        let another = matches!(cursor.peek(), Some(token) if matches!(token.kind, Kind::Word | Kind::Text)
            && !token.first && !(token.kind == Kind::Word && SECTIONS.contains(&token.text.as_str())));
        let plural = if nouns && another && !language_here(cursor) {
            Some(self::form(cursor)?)
        } else {
            None
        };
        words.push(Word { lang: lang.clone(), form, plural });
        if !cursor.is(Kind::Comma) {
            return Ok(words);
        }
        cursor.skip(1);
    }
}

fn form(cursor: &mut Cursor) -> Result<String, Diagnostic> {
    match cursor.peek() {
        Some(token)
            if matches!(token.kind, Kind::Word | Kind::Text) && !token.text.trim().is_empty() =>
        {
            cursor.skip(1);
            Ok(token.text.clone())
        }
        _ => Err(Diagnostic::error(cursor.here(), "a word is missing")
            .help("a comma separates two words, and a form with spaces is quoted")),
    }
}

fn unknown_part(token: &Token, known: &[&str]) -> Diagnostic {
    let near = crate::catalog::nearest(&token.text, known.iter().copied(), 1);
    Diagnostic::error(token.span, format!("`{}` has no meaning here", token.text))
        .help(format!(
            "what can follow is {}",
            known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")
        ))
        .candidates(near)
}

/// Appends what is not there yet.
fn extend<T: PartialEq>(list: &mut Vec<T>, more: Vec<T>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

fn extend_comment(list: &mut Vec<String>, more: &[String]) {
    list.extend(more.iter().cloned());
}
