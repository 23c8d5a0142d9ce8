//! Nouns: a class, a name, a role, in brackets or with an owner before it.

use super::meaning::{NounId, What};
use super::reader::{AGENT, EVENT, Reader};
use crate::catalog::{NameEntry, Sense, fold};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::phrase::TokenKind;

const DETERMINERS: [&str; 12] = [
    "all of the",
    "all the",
    "all",
    "every",
    "each of the",
    "each",
    "any",
    "some",
    "the",
    "an",
    "a",
    "those",
];
const ANYBODY: [&str; 6] = ["who", "whom", "anyone", "anybody", "somebody", "everyone"];
const ANYTHING: [&str; 4] = ["everything", "anything", "something", "things"];

/// How many nouns a phrase may have.
const MAX_NOUNS: usize = 48;

/// How many nouns may stand in one another, as in *partners of partners of Huawei*.
const MAX_DEPTH: usize = 8;

/// A noun that was read, and those that links behind it may belong to.
pub(super) struct Read {
    pub(super) id: NounId,
    pub(super) open: Vec<NounId>,
}

impl Read {
    fn one(id: NounId) -> Self {
        Read { id, open: vec![id] }
    }
}

impl Reader<'_> {
    /// Whether a noun stands here.
    pub(super) fn noun_ahead(&self) -> bool {
        let mut ahead = 0;
        if self.cursor.name(0).is_some() || self.cursor.kind(0) == Some(TokenKind::Open) {
            return true;
        }
        while let Some(words) = DETERMINERS.iter().find(|d| self.cursor.is_at(ahead, d)) {
            ahead += words.split(' ').count();
        }
        if ["first", "last", "earliest", "latest"].iter().any(|word| self.cursor.is_at(ahead, word))
            && self.cursor.lexeme(ahead, is_noun).is_none()
        {
            ahead += 1 + usize::from(self.cursor.kind(ahead + 1) == Some(TokenKind::Number));
        }
        let pronoun = ANYBODY.iter().chain(&ANYTHING).any(|word| self.cursor.is_at(ahead, word));
        pronoun
            || self.cursor.name(ahead).is_some()
            || self.cursor.lexeme(ahead, is_noun).is_some()
            || self.cursor.kind(ahead) == Some(TokenKind::Quoted)
    }

    /// The noun that stands here. What is said of the condition around it is not said inside it.
    pub(super) fn read_noun(&mut self) -> Result<Read, Diagnostic> {
        if self.nouns.len() >= MAX_NOUNS {
            let message = format!("more than {MAX_NOUNS} nouns stand in one phrase");
            return Err(Diagnostic::error(self.cursor.span(), message)
                .label("one too many")
                .help("ask a shorter question, or several"));
        }
        if self.depth == MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} nouns stand in one another");
            return Err(Diagnostic::error(self.cursor.span(), message)
                .label("one too many")
                .help("ask a shorter question, or several"));
        }
        let outer = (self.negated, self.certain, self.joined);
        (self.negated, self.certain, self.joined) = (false, false, false);
        self.depth += 1;
        let read = self.read_one_noun();
        self.depth -= 1;
        (self.negated, self.certain, self.joined) = outer;
        read
    }

    fn read_one_noun(&mut self) -> Result<Read, Diagnostic> {
        let start = self.cursor.position;
        let (with_article, without) = (self.cursor.name(0), self.cursor.name(1));
        let longer = without.is_some_and(|(n, _)| with_article.is_some_and(|(m, _)| n + 1 > m));
        if !(self.cursor.is("the") && longer)
            && let Some(read) = self.named(start, None)?
        {
            return self.owner(read);
        }
        let mut definite = false;
        while let Some(index) = self.cursor.eat_any(&DETERMINERS) {
            definite = DETERMINERS[index] == "the";
        }
        if self.cursor.eat_kind(TokenKind::Open) {
            return self.bracketed();
        }
        if let Some(read) = self.picked(start)? {
            return Ok(read);
        }
        if self.cursor.eat_any(&ANYBODY).is_some() {
            return Ok(Read::one(self.plain(&[AGENT], start)));
        }
        if self.cursor.eat_any(&ANYTHING).is_some() {
            return Ok(Read::one(self.plain(&[EVENT], start)));
        }
        let name = self.cursor.name(0).map_or(0, |(length, _)| length);
        let Some((length, entries)) = self
            .cursor
            .lexeme(0, is_noun)
            .filter(|(length, _)| *length > name || (*length == name && !self.capitalised()))
        else {
            return match self.named(start, None)? {
                Some(read) => self.owner(read),
                None => Err(self.no_noun()),
            };
        };
        self.cursor.position += length;
        let singular = entries.iter().any(|entry| !entry.plural);
        let (mut classes, mut roles) = (Vec::new(), Vec::new());
        for entry in entries {
            match entry.sense {
                Sense::Class(id) if !classes.contains(&id) => classes.push(id),
                Sense::RoleNoun(id) if !roles.contains(&id) => roles.push(id),
                _ => {}
            }
        }
        self.classified(classes, roles, definite && singular, start)
    }

    /// *first award*, *last agreement*: an event picked by its order.
    fn picked(&mut self, start: usize) -> Result<Option<Read>, Diagnostic> {
        let here = self.cursor.position;
        let Some(last) = self.position_word().filter(|_| self.cursor.name(0).is_none()) else {
            self.cursor.position = here;
            return Ok(None);
        };
        if !self.event_ahead() {
            let _ = self.small_number();
            if self.noun_ahead() {
                return Err(self.not_picked(start));
            }
            self.cursor.position = here;
            return Ok(None);
        }
        let read = self.read_noun()?;
        self.say_picked(read.id, last, start);
        Ok(Some(read))
    }

    /// A noun of the vocabulary: of a class, or of a role.
    fn classified(
        &mut self,
        mut classes: Vec<String>,
        roles: Vec<String>,
        definite: bool,
        start: usize,
    ) -> Result<Read, Diagnostic> {
        let span = self.cursor.span_from(start);
        if !roles.is_empty() && (classes.is_empty() || self.cursor.is("of")) {
            return self.role_noun(roles, start);
        }
        let text = fold(self.cursor.source(span));
        if classes.len() > 1 && classes.contains(&text) {
            classes = vec![text];
        }
        if classes.len() > 1 {
            return Err(two_meanings(self.cursor.source(span), &classes, span));
        }
        let class = classes.pop().unwrap_or_default();
        if let Some(read) = self.named(start, Some(&class))? {
            return self.owner(read);
        }
        let id = self.plain(&[&class], start);
        self.noun_mut(id).definite = definite;
        if definite && !self.is_event(id) {
            self.settle_definite(id);
        }
        self.owner(Read::one(id))
    }

    /// The name that stands here, of `class` if one is given.
    fn named(&mut self, start: usize, class: Option<&str>) -> Result<Option<Read>, Diagnostic> {
        let Some((length, mut names)) = self.cursor.name(0) else {
            if self.cursor.kind(0) == Some(TokenKind::Quoted) {
                return Err(self.no_name());
            }
            return Ok(None);
        };
        let ontology = self.ontology();
        match class {
            Some(class) => {
                names.retain(|name| ontology.is_a(&name.class, class));
                if names.is_empty() {
                    return Ok(None);
                }
            }
            None => {
                let noun = self.cursor.lexeme(0, is_noun).map_or(0, |(length, _)| length);
                if noun > length || (noun == length && !self.capitalised()) {
                    return Ok(None);
                }
            }
        }
        self.cursor.position += length;
        let span = self.cursor.span_from(start);
        let unsettled = names.len() > 1;
        let id = self.add(What::Names(names), span);
        self.noun_mut(id).unsettled = unsettled;
        Ok(Some(Read::one(id)))
    }

    /// *Botao's awards*: an owner before a noun.
    fn owner(&mut self, owner: Read) -> Result<Read, Diagnostic> {
        if self.cursor.eat_any(&["'s", "’s", "'", "’"]).is_none() {
            return Ok(owner);
        }
        if let Some((length, entries)) = self.cursor.lexeme(0, |s| matches!(s, Sense::RoleNoun(_)))
        {
            let start = self.cursor.position;
            self.cursor.position += length;
            let roles = entries.iter().map(|entry| entry.sense.id().to_owned()).collect();
            return self.role_of(roles, owner, start);
        }
        let owned = self.read_noun()?;
        let (subject, span) = (owned.id, self.noun(owned.id).span.join(self.noun(owner.id).span));
        let readings = match self.classes(subject) == [EVENT] {
            true => Vec::new(),
            false => self.possible(subject, &self.readings_of("of"), owner.id),
        };
        if readings.is_empty() && !self.is_event(subject) {
            return Err(Diagnostic::error(span, "these two are not linked by `'s`")
                .help("say how they are linked, as in `companies in the park`"));
        }
        self.link(subject, &readings, owner.id, span);
        Ok(owned)
    }

    /// *(companies in the park)*.
    fn bracketed(&mut self) -> Result<Read, Diagnostic> {
        let outer = std::mem::take(&mut self.open);
        let subject = self.subject.take();
        let read = self.read_noun()?;
        self.open = read.open;
        self.unite_head(read.id)?;
        self.read_conditions()?;
        if !self.cursor.eat_kind(TokenKind::Close) {
            return Err(self.not_understood());
        }
        self.open = outer;
        self.subject = subject;
        Ok(Read { id: read.id, open: vec![read.id] })
    }

    /// *awards and recognitions*: one noun of several classes.
    pub(super) fn unite_head(&mut self, id: NounId) -> Result<(), Diagnostic> {
        loop {
            let start = self.cursor.position;
            let joined = self.cursor.eat_kind(TokenKind::Comma)
                | self.cursor.eat_any(&["and/or", "and", "or"]).is_some();
            let next = if joined && self.noun_ahead() { Some(self.read_noun()?) } else { None };
            let both = next
                .map(|next| (self.noun(id).what.clone(), self.noun(next.id).what.clone(), next));
            match both {
                Some((What::Classes(mut all), What::Classes(more), next))
                    if self.noun(next.id).conditions.is_empty() =>
                {
                    all.extend(
                        more.into_iter()
                            .filter(|class| !self.classes(id).contains(&class.as_str())),
                    );
                    self.noun_mut(id).what = What::Classes(all);
                }
                Some((What::Names(mut all), What::Names(more), next))
                    if !self.noun(id).unsettled && !self.noun(next.id).unsettled =>
                {
                    all.extend(
                        more.into_iter()
                            .filter(|name| {
                                !all.iter().any(|a| a.id == name.id && a.class == name.class)
                            })
                            .collect::<Vec<_>>(),
                    );
                    self.noun_mut(id).what = What::Names(all);
                }
                _ => {
                    self.cursor.position = start;
                    return Ok(());
                }
            }
        }
    }

    fn plain(&mut self, classes: &[&str], start: usize) -> NounId {
        let span = self.cursor.span_from(start);
        self.add(What::Classes(classes.iter().map(|class| (*class).to_owned()).collect()), span)
    }

    /// Whether the word here is written as a name is: with a capital, or in a script without case.
    fn capitalised(&self) -> bool {
        self.cursor.token(0).is_some_and(|token| {
            token.kind == TokenKind::Quoted
                || token.text.chars().next().is_some_and(|c| !c.is_lowercase())
        })
    }
}

pub(super) fn is_noun(sense: &Sense) -> bool {
    matches!(sense, Sense::Class(_) | Sense::RoleNoun(_))
}

pub(super) fn unique(classes: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for class in classes {
        if !all.iter().any(|known| known == class) {
            all.push((*class).to_owned());
        }
    }
    all
}

fn two_meanings(text: &str, classes: &[String], span: Span) -> Diagnostic {
    Diagnostic::error(span, format!("`{text}` has two readings"))
        .label("which one?")
        .help("use another word for it, or the id of the class")
        .candidates(classes.iter().map(|class| format!("the class {class}")).collect())
}

/// The names of a noun's things, for messages.
pub(super) fn listed(names: &[NameEntry]) -> String {
    names.iter().map(|name| name.label.as_str()).collect::<Vec<_>>().join(", ")
}
