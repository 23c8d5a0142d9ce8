//! The parts of an entity or event: labels, notes, amounts, citations, and links that are still to be resolved.

use super::cursor::Cursor;
use super::errors::Findings;
use super::header::{Header, Words, split_citation};
use super::lex::{Kind, Token};
use super::numeral::is_meant;
use super::parts::Head;
use super::relative::{OpenRelative, time_relation};
use super::statement::Statement;
use super::valid::valid_time;
use crate::catalog::{Entry, Sense, fold};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Certainty, Citation, Item, Label};
use crate::time::Date;

/// A link whose target, and which of several relations is meant, are still open.
#[derive(Debug)]
pub(super) struct Open<'a> {
    /// The relation as written.
    pub word: String,
    /// Relations that have the word and take the class.
    pub relations: Vec<String>,
    /// Where the word stands.
    pub at: Span,
    /// The target.
    pub target: &'a Token,
    /// When it holds.
    pub valid: Option<Date>,
    /// The measure that the word may name, too, where the target is meant as a number.
    pub measure: Option<String>,
    /// A unit behind such a target.
    pub unit: Option<&'a Token>,
    /// Where it is said.
    pub citations: Vec<Citation>,
}

/// The parts of an entity or event.
#[derive(Debug, Default)]
pub(super) struct Body<'a> {
    /// Everything but the links.
    pub item: Item,
    /// The links.
    pub links: Vec<Open<'a>>,
    /// The dates by other events.
    pub relative: Vec<OpenRelative<'a>>,
    /// Each citation and where it stands.
    pub citations: Vec<(String, Span)>,
}

/// Reads the parts behind a header.
pub(super) struct BodyReader<'a, 'f> {
    pub(super) words: Words<'a>,
    pub(super) cursor: Cursor<'a>,
    pub(super) body: Body<'a>,
    input: usize,
    findings: &'f mut Findings,
    /// How many links and amounts the citations before cover; `None` before the first citation.
    cited: Option<(usize, usize)>,
    /// It is an event.
    dated: bool,
}

impl<'a, 'f> BodyReader<'a, 'f> {
    pub(super) fn new(
        words: Words<'a>,
        statement: &'a Statement,
        header: &Header<'a>,
        findings: &'f mut Findings,
    ) -> BodyReader<'a, 'f> {
        let mut cursor = Cursor::new(&statement.tokens);
        cursor.skip(header.length);
        let item = Item {
            class: header.class.clone(),
            certainty: header.certainty,
            comment: statement.comment.clone(),
            ..Item::default()
        };
        let body = Body { item, ..Body::default() };
        BodyReader {
            words,
            cursor,
            body,
            input: statement.input,
            findings,
            cited: None,
            dated: header.is_event(),
        }
    }

    /// All parts. A part that is wrong is reported and left out.
    pub(super) fn read(mut self) -> Body<'a> {
        if self.cursor.is(Kind::Comma) && self.cursor.is_at(1, Kind::Text) {
            let finding = Diagnostic::error(self.cursor.here(), "no comma stands before a title");
            self.findings.push(self.input, finding.help("leave the comma out"));
            self.cursor.skip(1);
        }
        if self.cursor.is(Kind::Text) {
            self.labels("en");
        }
        while let Some(token) = self.cursor.peek() {
            let result = if token.kind == Kind::Cite { self.citations() } else { self.part() };
            if let Err(error) = result {
                self.findings.push(self.input, error);
                self.recover();
            }
        }
        self.body
    }

    /// Goes to the next token that can begin a part.
    fn recover(&mut self) {
        self.cursor.skip(1);
        while let Some(token) = self.cursor.peek() {
            let part = token.kind == Kind::Word
                && self.words.find_head(&self.cursor, &self.body.item.class).is_some();
            if token.kind == Kind::Cite || part {
                break;
            }
            self.cursor.skip(1);
        }
    }

    fn part(&mut self) -> Result<(), Diagnostic> {
        if self.dated && self.words.find_head(&self.cursor, &self.body.item.class).is_none() {
            let before = self.body.relative.len();
            while let Some(relative) = time_relation(&mut self.cursor)? {
                self.body.relative.push(relative);
            }
            if self.body.relative.len() > before {
                return Ok(());
            }
        }
        match self.words.head(&self.cursor, &self.body.item.class)? {
            Head::Note => {
                self.cursor.skip(1);
                self.notes()
            }
            Head::Labels { lang, length } => {
                self.cursor.skip(length - 1);
                if let Some(mut fault) = super::check::language_fault(&lang) {
                    fault.span = self.cursor.here();
                    return Err(fault);
                }
                self.cursor.skip(1);
                self.labels(&lang);
                Ok(())
            }
            Head::Amount { measure, length } => self.amount(measure, length),
            Head::Link { relations, length } => {
                self.links(relations, length);
                Ok(())
            }
        }
    }

    /// `"…", "…"` with certainty marks.
    fn labels(&mut self, lang: &str) {
        while let Some(token) = self.cursor.peek().filter(|token| token.kind == Kind::Text) {
            self.cursor.skip(1);
            let (lang, text) = (lang.to_owned(), token.text.clone());
            if fold(&text).is_empty() {
                let finding = Diagnostic::error(token.span, "this label is empty");
                self.findings.push(self.input, finding.help("write a name, or leave it out"));
            }
            let valid = self.valid();
            let certainty = token.certainty;
            self.body.item.labels.push(Label { lang, text, certainty, valid });
            if !self.cursor.eat_separator(|token| token.kind == Kind::Text) {
                return;
            }
        }
        self.missing(
            "a text is missing behind the comma",
            "leave the comma out, or write another text in quotes",
        );
    }

    /// The valid time behind a label or target. One that is wrong is reported and left out.
    fn valid(&mut self) -> Option<Date> {
        valid_time(&mut self.cursor).unwrap_or_else(|error| {
            self.findings.push(self.input, error);
            None
        })
    }

    fn missing(&mut self, message: &str, help: &str) {
        self.findings.push(self.input, Diagnostic::error(self.cursor.before(), message).help(help));
    }

    fn notes(&mut self) -> Result<(), Diagnostic> {
        while let Some(token) = self.cursor.peek().filter(|token| token.kind == Kind::Text) {
            if token.certainty != Certainty::Stated {
                return Err(Diagnostic::error(token.span, "a note has no certainty")
                    .help("leave the question mark out, or write it inside the quotes"));
            }
            self.cursor.skip(1);
            self.body.item.notes.push(token.text.clone());
            if !self.cursor.eat_separator(|token| token.kind == Kind::Text) {
                return Ok(());
            }
        }
        self.missing(
            "a text is missing behind the comma",
            "leave the comma out, or write another text in quotes",
        );
        Ok(())
    }

    fn links(&mut self, relations: Vec<String>, length: usize) {
        let begin = self.cursor.here();
        let matches = self.words.matches(&self.cursor);
        let found = matches.iter().find(|found| found.length == length);
        let measure = found.and_then(|found| found.measures().next()).map(str::to_owned);
        let mut words = Vec::new();
        for _ in 0..length {
            words.extend(self.cursor.next().map(|token| token.text.as_str()));
        }
        let (word, at) = (words.join(" "), begin.join(self.cursor.before()));
        let joined = |token: &Token| matches!(token.kind, Kind::Word | Kind::Text);
        while let Some(target) = self.cursor.peek().filter(|token| joined(token)) {
            self.cursor.skip(1);
            let valid = self.valid();
            let measure = measure.clone().filter(|_| is_meant(&target.text));
            let unit = self.cursor.peek().filter(|unit| measure.is_some() && self.is_unit(unit));
            self.cursor.skip(usize::from(unit.is_some()));
            let open = Open {
                word: word.clone(),
                relations: relations.clone(),
                at,
                target,
                valid,
                measure,
                unit,
                citations: Vec::new(),
            };
            self.body.links.push(open);
            if !self.cursor.eat_separator(joined) {
                return;
            }
        }
        self.missing(
            "a target is missing behind the comma",
            "leave the comma out, or name another target",
        );
    }

    fn is_unit(&self, token: &Token) -> bool {
        let named = |entry: &Entry| matches!(entry.sense, Sense::Unit(_));
        token.kind == Kind::Word
            && (self.words.ontology.units.contains_key(&token.text)
                || self.words.lexicon.lookup(&fold(&token.text)).iter().any(named))
    }

    /// A run of citations: it covers the links and amounts since the one before.
    fn citations(&mut self) -> Result<(), Diagnostic> {
        let mut run: Vec<Citation> = Vec::new();
        let begin = self.cursor.here();
        let mut count = 0;
        while let Some(token) = self.cursor.peek().filter(|token| token.kind == Kind::Cite) {
            self.cursor.skip(1);
            count += 1;
            let (source, at) = split_citation(&token.text);
            if source.is_empty() {
                continue;
            }
            if at.contains(char::is_control) {
                let finding = Diagnostic::error(
                    token.span,
                    "the place in this citation has a tab or another character that is not seen",
                );
                self.findings.push(self.input, finding.help("write a space for it"));
                count -= 1;
                continue;
            }
            let citation = Citation { source: source.to_owned(), at: at.to_owned() };
            if !run.contains(&citation) {
                run.push(citation);
            }
            self.body.citations.push((source.to_owned(), token.span));
        }
        self.cover(&run);
        if run.is_empty() && count == 1 || run.len() == count {
            return Ok(());
        }
        let place = begin.join(self.cursor.before());
        let finding = Diagnostic::error(place, "a citation is empty or repeated");
        self.findings.push(
            self.input,
            finding.help("write `[SOURCE PLACE]`, each once; `[]` alone says: without a source"),
        );
        Ok(())
    }

    fn cover(&mut self, run: &[Citation]) {
        let first = self.cited.is_none();
        let (links, amounts) = self.cited.unwrap_or_default();
        for link in self.body.links.iter_mut().skip(links) {
            link.citations = run.to_vec();
        }
        for amount in self.body.item.amounts.iter_mut().skip(amounts) {
            amount.citations = run.to_vec();
        }
        let reach = (self.body.links.len(), self.body.item.amounts.len());
        if first || reach == (links, amounts) {
            self.body.item.citations.extend(run.iter().cloned());
        }
        self.cited = Some(reach);
    }
}
