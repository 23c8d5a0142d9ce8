//! Files into a dataset, in two passes: what there is, then what it says of one another.

use super::check::{Found, Place, check_ontology, unknown};
use super::dates::check_dates;
use super::errors::{At, Errors, Findings};
use super::facts::{check_containment, check_facts};
use super::header::{Header, Numbering, Words, split_citation};
use super::item::{Body, BodyReader, Open};
use super::lex::Kind;
use super::relative::OpenRelative;
use super::resolve::Resolver;
use super::source::read_source;
use super::statement::{Statement, split};
use super::vocabulary::{KEYWORDS, Vocabulary};
use super::{Input, position};
use crate::catalog::{Lexicon, Names, fold, nearest};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Dataset, Entity, Event};
use crate::ontology::Ontology;
use std::collections::{HashMap, HashSet};

/// Reads the files of one chronicle into a dataset. Its vocabulary is `base` and what the files add to it.
///
/// # Errors
///
/// Everything that is wrong in any of the files, each with its place, its cause and its mend.
///
/// ```
/// use nenpyo::chronicle::{Input, read};
/// let text = "class event\nclass battle is event\nclass date\n1815-06-18 battle waterloo \"Battle of Waterloo\"\n";
/// let dataset = read(&[Input { name: "waterloo.chron".into(), text }], None).unwrap();
/// assert_eq!(dataset.events["waterloo"].item.class, "battle");
///
/// let wrong = read(&[Input { name: "x.chron".into(), text: "class event\n1815 evnet \"?\"" }], None);
/// assert!(wrong.unwrap_err().to_string().contains("did you mean"));
/// ```
pub fn read(inputs: &[Input], base: Option<&Ontology>) -> Result<Dataset, Errors> {
    let mut reader = Reader::default();
    reader.dataset.ontology = base.cloned().unwrap_or_default();
    let mut statements = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let split = split(index, input.text, &mut reader.findings);
        statements.extend(split.statements);
        reader.dataset.comment.extend(split.comment);
    }
    reader.vocabulary(&statements);
    reader.facts(&statements, inputs);
    match reader.findings.into_errors(inputs) {
        Some(errors) => Err(errors),
        None => Ok(reader.dataset),
    }
}

#[derive(Default)]
struct Reader {
    dataset: Dataset,
    findings: Findings,
    places: HashMap<Place, At>,
    poisoned: HashSet<String>,
}

/// An entity or event whose links are still open.
struct Draft<'a> {
    input: usize,
    id: String,
    class: String,
    links: Vec<Open<'a>>,
    relative: Vec<OpenRelative<'a>>,
}

fn is_vocabulary(statement: &Statement) -> bool {
    statement.keyword().is_some_and(|keyword| KEYWORDS.contains(&keyword))
}

impl Reader {
    fn vocabulary(&mut self, statements: &[Statement]) {
        for statement in statements.iter().filter(|s| is_vocabulary(s) && !s.broken) {
            let mut vocabulary =
                Vocabulary { ontology: &mut self.dataset.ontology, places: &mut self.places };
            if let Err(error) = vocabulary.read(statement) {
                self.findings.push(statement.input, error);
            }
        }
        let found = check_ontology(&self.dataset.ontology);
        self.report(found);
    }

    fn facts(&mut self, statements: &[Statement], inputs: &[Input]) {
        let ontology = self.dataset.ontology.clone();
        let lexicon = Lexicon::new(&ontology);
        let words = Words { ontology: &ontology, lexicon: &lexicon };
        let facts = || statements.iter().filter(|s| !is_vocabulary(s) && !s.tokens.is_empty());
        for statement in facts().filter(|s| s.keyword() == Some("source")) {
            self.source(statement, inputs);
        }
        let mut numbering = Numbering::default();
        let mut drafts = Vec::new();
        for statement in facts().filter(|s| s.keyword() != Some("source")) {
            if self.findings.stop() {
                return;
            }
            drafts.extend(self.item(words, statement, &mut numbering, inputs));
        }
        let names = Names::new(&self.dataset);
        for draft in drafts {
            self.resolve(draft, &names);
        }
        // Where something is wrong already, facts are missing: what contradicts itself without them does so with them.
        let whole = self.findings.is_empty();
        let found =
            if whole { check_facts(&self.dataset) } else { check_containment(&self.dataset) };
        self.report(found);
        let all = self.findings.is_empty();
        let found = check_dates(&self.dataset, all, |place| self.line(place, inputs));
        self.report(found);
    }

    fn source(&mut self, statement: &Statement, inputs: &[Input]) {
        if statement.broken {
            self.poisoned.extend(statement.tokens.get(1).map(|token| source_key(&token.text)));
            return;
        }
        match read_source(statement) {
            Ok((token, source)) => {
                if self.declare(
                    Place::Source(token.text.clone()),
                    statement.input,
                    token.span,
                    &token.text,
                    inputs,
                ) {
                    self.dataset.sources.insert(token.text.clone(), source);
                }
            }
            Err(error) => {
                self.findings.push(statement.input, error);
                self.poisoned.extend(statement.tokens.get(1).map(|token| source_key(&token.text)));
            }
        }
    }

    /// Notes where something is declared; reports and returns false where it is already.
    fn declare(
        &mut self,
        place: Place,
        input: usize,
        span: Span,
        id: &str,
        inputs: &[Input],
    ) -> bool {
        let Some(first) = self.places.get(&place).copied() else {
            self.places.insert(place, At::new(input, span));
            return true;
        };
        let (name, text) = inputs.get(first.input).map_or(("", ""), |i| (i.name.as_str(), i.text));
        let (line, column) = position(text, first.start);
        let finding = Diagnostic::error(span, format!("`{id}` is declared twice")).help(format!(
            "the first is at {name}:{line}:{column}; give one of them another id, or join them"
        ));
        self.findings.push(input, finding);
        false
    }

    fn item<'a>(
        &mut self,
        words: Words<'a>,
        statement: &'a Statement,
        numbering: &mut Numbering,
        inputs: &[Input],
    ) -> Option<Draft<'a>> {
        let header = match words.header(statement) {
            Ok(header) => header,
            Err(error) => {
                if !statement.broken {
                    self.findings.push(statement.input, error);
                }
                self.poison(statement);
                return None;
            }
        };
        let automatic = if header.is_event() { automatic_id(statement, numbering) } else { None };
        if statement.broken {
            self.poisoned.extend(header.id.or(automatic));
            self.poison_labels(statement);
            return None;
        }
        let Some(id) = header.id.clone().or(automatic) else {
            let finding = Diagnostic::error(header.at, "this event has no id");
            let help =
                "write one behind the class, or a citation, which gives one: `[SOURCE PLACE]`";
            self.findings.push(statement.input, finding.help(help));
            return None;
        };
        let body = BodyReader::new(words, statement, &header, &mut self.findings).read();
        self.cited_sources(statement.input, &body);
        if body.item.labels.is_empty() {
            let (what, form) =
                if header.is_event() { ("title", "Title") } else { ("label", "Label") };
            let finding = Diagnostic::error(header.at, format!("`{id}` has no {what}"));
            let help = format!("write \"{form}\" behind it");
            self.findings.push(statement.input, finding.help(help));
        }
        if !self.declare(Place::Item(id.clone()), statement.input, header.at, &id, inputs) {
            return None;
        }
        Some(self.insert(statement.input, id, header, body))
    }

    fn insert<'a>(
        &mut self,
        input: usize,
        id: String,
        mut header: Header<'a>,
        body: Body<'a>,
    ) -> Draft<'a> {
        let event = header.is_event();
        let Body { item, links, relative, .. } = body;
        header.relative.extend(relative);
        if event {
            let event = Event { date: header.date, relative: Vec::new(), item };
            self.dataset.events.insert(id.clone(), event);
        } else {
            self.dataset.entities.insert(id.clone(), Entity { item });
        }
        Draft { input, id, class: header.class, links, relative: header.relative }
    }

    /// Whatever may be the id of a statement that is wrong, and its labels.
    fn poison(&mut self, statement: &Statement) {
        let words =
            statement.tokens.iter().skip(1).take(2).filter(|token| token.kind == Kind::Word);
        self.poisoned.extend(words.map(|token| token.text.clone()));
        self.poison_labels(statement);
    }

    fn poison_labels(&mut self, statement: &Statement) {
        let texts = statement.tokens.iter().filter(|token| token.kind == Kind::Text);
        self.poisoned.extend(texts.map(|token| label_key(&token.text)));
    }

    fn cited_sources(&mut self, input: usize, body: &Body) {
        for (source, span) in &body.citations {
            if self.findings.stop() {
                return;
            }
            if self.dataset.sources.contains_key(source)
                || self.poisoned.contains(&source_key(source))
            {
                continue;
            }
            let near = nearest(source, self.dataset.sources.keys().map(String::as_str), 3);
            let mut finding = unknown("source", source, near);
            finding.span = *span;
            self.findings.push(input, finding);
        }
    }

    fn resolve(&mut self, draft: Draft, names: &Names) {
        let resolver = Resolver { dataset: &self.dataset, names, poisoned: &self.poisoned };
        let mut links = Vec::new();
        for open in &draft.links {
            if self.findings.stop() {
                return;
            }
            match resolver.link(&draft.class, open) {
                Ok(Some(link)) => {
                    let place = Place::Link(draft.id.clone(), links.len());
                    self.places.insert(place, At::new(draft.input, open.target.span));
                    links.push(link);
                }
                Ok(None) => {}
                Err(error) => self.findings.push(draft.input, error),
            }
        }
        let mut relative = Vec::new();
        for open in &draft.relative {
            if self.findings.stop() {
                return;
            }
            match resolver.relative(open) {
                Ok(found) => {
                    let place = Place::Relative(draft.id.clone(), relative.len());
                    self.places.insert(place, At::new(draft.input, open.at.join(open.target.span)));
                    relative.extend(found);
                }
                Err(error) => self.findings.push(draft.input, error),
            }
        }
        if let Some(event) = self.dataset.events.get_mut(&draft.id) {
            event.relative = relative;
        }
        let entity = self.dataset.entities.get_mut(&draft.id).map(|entity| &mut entity.item);
        let event = self.dataset.events.get_mut(&draft.id).map(|event| &mut event.item);
        if let Some(item) = entity.or(event) {
            item.links = links;
        }
    }

    /// File and line of a place.
    fn line(&self, place: &Place, inputs: &[Input]) -> Option<String> {
        let at = self.places.get(place)?;
        let input = inputs.get(at.input)?;
        Some(format!("{}:{}", input.name, position(input.text, at.start).0))
    }

    /// Adds findings, each at the place of what it is about.
    fn report(&mut self, found: Found) {
        for (place, finding) in found {
            let at = self.places.get(&place).or_else(|| self.places.get(&place.whole()?));
            match at {
                Some(at) => self.findings.push_at(*at, finding),
                None => self.findings.push(0, finding),
            }
        }
    }
}

/// Labels have names apart from ids.
pub(super) fn label_key(label: &str) -> String {
    format!("\"{}\"", fold(label))
}

/// Sources have names apart from those of entities.
fn source_key(id: &str) -> String {
    format!("[{id}]")
}

/// The id that the first citation gives.
fn automatic_id(statement: &Statement, numbering: &mut Numbering) -> Option<String> {
    let citation = statement.tokens.iter().find(|token| token.kind == Kind::Cite)?;
    let (source, at) = split_citation(&citation.text);
    numbering.next(source, at)
}
