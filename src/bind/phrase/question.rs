//! A whole phrase: what is asked, of which noun, grouped, ordered and shown how.

use super::cursor::Cursor;
use super::dates::Spoken;
use super::meaning::{Ask, Meaning, Metric, NounId, Order, What};
use super::reader::{EVENT, PLACE, Reader, Reading};
use crate::catalog::{Catalog, Entry, Sense, fold};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::phrase::{TokenKind, tokens};
use crate::time::Date;

/// Reads a phrase by the words and names of `catalog`.
pub(super) fn read(text: &str, catalog: &Catalog) -> Result<Meaning, Diagnostic> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(Diagnostic::error(Span::new(0, text.len()), "the phrase is empty")
            .help("ask for something, as in `all awards to companies in the park`"));
    }
    let mut question = Question {
        reader: Reader::new(Cursor::new(catalog, text, tokens)),
        ask: Ask::Rows,
        order: None,
        order_measure: None,
        limit: None,
        pick: None,
        uncounted: None,
        certain: false,
        as_of: None,
        format: None,
    };
    let heads = question.read_question()?;
    question.finish(heads)
}

/// What is known of a question while it is read.
pub(super) struct Question<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) ask: Ask,
    pub(super) order: Option<Order>,
    pub(super) order_measure: Option<String>,
    pub(super) limit: Option<u64>,
    pub(super) pick: Option<(bool, u64)>,
    /// The place of *first* or *latest*, where no number is said with it.
    pub(super) uncounted: Option<usize>,
    pub(super) certain: bool,
    pub(super) as_of: Option<Date>,
    pub(super) format: Option<(String, Span)>,
}

const OPENINGS: [&str; 26] = [
    "who are",
    "who is",
    "who were the",
    "who was the",
    "please",
    "show me",
    "show us",
    "show",
    "list",
    "find me",
    "find",
    "give me",
    "get me",
    "get",
    "tell me",
    "display",
    "print",
    "what were",
    "what are",
    "what was",
    "what is",
    "which were",
    "which are",
    "which is",
    "which",
    "search for",
];

impl Question<'_> {
    pub(super) fn read_question(&mut self) -> Result<Vec<NounId>, Diagnostic> {
        if self.read_as_of()? {
            let _ = self.reader.cursor.eat_kind(TokenKind::Comma);
        }
        while let Some(index) = self.reader.cursor.eat_any(&OPENINGS) {
            let asked = OPENINGS[index].starts_with("what ");
            if asked && !self.reader.noun_ahead() && self.reader.verb_ahead() {
                // *what was given to Botao*: events, of which the verb tells more.
                self.reader.cursor.position -= 1;
                let heads = self.read_what()?;
                self.read_tails(&heads)?;
                return self.at_end(heads);
            }
        }
        self.read_certainty();
        let heads = self.read_ask()?;
        self.read_tails(&heads)?;
        self.at_end(heads)
    }

    fn at_end(&self, heads: Vec<NounId>) -> Result<Vec<NounId>, Diagnostic> {
        if !self.reader.cursor.at_end() {
            return Err(self.reader.not_understood());
        }
        Ok(heads)
    }

    pub(super) fn read_certainty(&mut self) {
        if self.reader.cursor.eat_any(&["certainly", "surely", "definitely", "certain"]).is_some() {
            self.certain = true;
        }
        let possibly = ["possibly", "perhaps", "maybe", "possible"];
        self.reader.hedged |= self.reader.cursor.eat_any(&possibly).is_some();
    }

    pub(super) fn read_ask(&mut self) -> Result<Vec<NounId>, Diagnostic> {
        const HOW_MANY: [&str; 7] = [
            "how many",
            "the number of",
            "number of",
            "the count of",
            "count of",
            "count the",
            "count",
        ];
        let cursor = &mut self.reader.cursor;
        if cursor.eat_any(&HOW_MANY).is_some() {
            self.ask = Ask::Count(Vec::new());
            return self.read_head();
        }
        if cursor.eat("where") {
            return self.read_where();
        }
        if cursor.eat("when") {
            let aux = cursor.eat_any(&["was", "were", "is", "are", "did", "has", "have"]);
            self.reader.was = aux.is_some_and(|aux| aux < 4);
            self.ask = Ask::When;
            return self.read_head();
        }
        if cursor.eat_any(&["what happened", "what took place", "what occurred", "what"]).is_some()
        {
            return self.read_what();
        }
        let start = self.reader.cursor.position;
        if let Some(heads) = self.read_ranked()? {
            return Ok(heads);
        }
        self.reader.cursor.position = start;
        if let Some(heads) = self.read_figure()? {
            return Ok(heads);
        }
        self.reader.cursor.position = start;
        if let Some(heads) = self.read_extreme_group()? {
            return Ok(heads);
        }
        self.reader.cursor.position = start;
        self.read_head()
    }

    /// *what happened in March*, *what awards …*.
    pub(super) fn read_what(&mut self) -> Result<Vec<NounId>, Diagnostic> {
        if self.reader.noun_ahead() && !self.reader.date_word_ahead() {
            return self.read_head();
        }
        let span = self.reader.cursor.span_of(self.reader.cursor.position.saturating_sub(1), 1);
        let head = self.reader.add(What::Classes(vec![EVENT.to_owned()]), span);
        self.reader.open = vec![head];
        self.reader.read_conditions()?;
        Ok(vec![head])
    }

    /// The head noun with all its conditions.
    pub(super) fn read_head(&mut self) -> Result<Vec<NounId>, Diagnostic> {
        self.read_position();
        let dated = self.read_leading_date()?;
        let read = match self.reader.read_same_head()? {
            Some(read) => read,
            None => self.reader.read_noun()?,
        };
        self.check_plural_pick(read.id)?;
        self.reader.open = read.open;
        if let Some((date, start)) = dated {
            self.reader.say_within(date, start)?;
        }
        if self.reader.is_class(read.id) || !self.reader.noun(read.id).unsettled {
            self.reader.unite_head(read.id)?;
        }
        self.reader.read_conditions()?;
        self.read_inverted(read.id)?;
        Ok(vec![read.id])
    }

    /// *latest policies*: how many of them?
    fn check_plural_pick(&self, noun: NounId) -> Result<(), Diagnostic> {
        let Some(start) = self.uncounted.filter(|_| self.reader.is_class(noun)) else {
            return Ok(());
        };
        let (word, shown) = (self.reader.cursor.text_of(start, 1), self.reader.shown(noun));
        let entries = self.reader.catalog().lexicon.lookup(&fold(shown));
        let classes: Vec<&Entry> =
            entries.iter().filter(|entry| matches!(entry.sense, Sense::Class(_))).collect();
        if classes.is_empty() || classes.iter().any(|entry| !entry.plural) {
            return Ok(());
        }
        let span = self.reader.cursor.span_from(start);
        Err(Diagnostic::error(span, format!("it is not said how many of the {shown} are meant"))
            .label("how many?")
            .help(format!("write a number, as in `{word} 3 {shown}`, the singular for one, or `newest first` behind all of them")))
    }

    /// *2017 events*, *March awards*: a date before the noun.
    fn read_leading_date(&mut self) -> Result<Option<(Spoken, usize)>, Diagnostic> {
        let start = self.reader.cursor.position;
        if self.reader.cursor.name(0).is_none()
            && let Some(date) = self.reader.cursor.date()?
            && self.reader.noun_ahead()
        {
            return Ok(Some((date, start)));
        }
        self.reader.cursor.position = start;
        Ok(None)
    }

    /// *where is Botao*: the places around a thing, or where an event took place.
    fn read_where(&mut self) -> Result<Vec<NounId>, Diagnostic> {
        let start = self.reader.cursor.position - 1;
        let _ = self.reader.cursor.eat_any(&["was", "were", "is", "are", "did"]);
        let place =
            self.reader.add(What::Classes(vec![PLACE.to_owned()]), self.reader.cursor.span());
        let read = self.reader.read_noun()?;
        let _ = self.reader.cursor.eat_any(&["held", "located", "based", "take place", "happen"]);
        let id = read.id;
        self.reader.open = vec![place];
        let readings: Vec<Reading> = self
            .reader
            .readings_of("in")
            .into_iter()
            .map(|reading| Reading { backward: true, ..reading })
            .collect();
        let possible = self.reader.possible(place, &readings, id);
        if possible.is_empty() {
            return Err(self.reader.no_link(start, 1, &readings, id));
        }
        let span = self.reader.cursor.span_from(start);
        self.reader.tie(place, possible, read, None, span);
        self.reader.read_conditions()?;
        Ok(vec![place])
    }

    /// *did Botao receive*, behind the noun that it received.
    pub(super) fn read_inverted(&mut self, head: NounId) -> Result<(), Diagnostic> {
        let _ = self.reader.cursor.eat_any(&[
            "were there",
            "was there",
            "are there",
            "is there",
            "there were",
        ]);
        if self.reader.cursor.eat_any(&["did", "has", "have", "does", "do"]).is_some() {
            self.reader.open = vec![head];
            if !self.reader.read_condition()? {
                return Err(self.reader.no_verb());
            }
        }
        self.reader.read_conditions()
    }

    /// *5 companies*: at most so many rows.
    fn read_bare_number(&mut self) -> Option<u64> {
        let start = self.reader.cursor.position;
        let _ = self.reader.cursor.eat("the");
        let dated = self.reader.cursor.date_ahead();
        let number = self.reader.small_number().filter(|_| !dated && self.reader.noun_ahead());
        if number.is_none() {
            self.reader.cursor.position = start;
        }
        number.or(self.limit)
    }

    /// *the first 3*, *latest 5*, *the oldest*: an order and a limit.
    pub(super) fn read_position(&mut self) {
        const WORDS: [(&str, bool); 10] = [
            ("first", false),
            ("earliest", false),
            ("oldest", false),
            ("last", true),
            ("latest", true),
            ("newest", true),
            ("most recent", true),
            ("final", true),
            ("recent", true),
            ("youngest", true),
        ];
        let start = self.reader.cursor.position;
        let _ = self.reader.cursor.eat("the");
        // *the three latest*
        let dated = self.reader.cursor.date_ahead();
        let ahead = if dated { None } else { self.reader.small_number() };
        let Some((_, descending)) = WORDS.iter().find(|(words, _)| self.reader.cursor.eat(words))
        else {
            self.reader.cursor.position = start;
            self.limit = self.read_bare_number();
            return;
        };
        let number = ahead.or_else(|| self.reader.small_number());
        if self.reader.cursor.date_ahead() || self.reader.period().is_some() {
            self.reader.cursor.position = start;
            return;
        }
        self.uncounted = number.is_none().then_some(start);
        self.pick = Some((*descending, number.unwrap_or(1)));
    }

    pub(super) fn finish(mut self, heads: Vec<NounId>) -> Result<Meaning, Diagnostic> {
        self.reader.check_settled()?;
        self.reader.check_definite()?;
        self.check_pick()?;
        if let (Some((noun, least)), Ask::Rows) = (self.reader.extreme, &self.ask) {
            let only_extreme = self.limit.is_none();
            self.ask = Ask::Top { metric: Metric::Number(noun), least, only_extreme };
        }
        if self.order_measure.is_some() && !matches!(self.ask, Ask::Rows) {
            let span = self.reader.cursor.span_from(0);
            return Err(Diagnostic::error(span, "figures are not sorted by another measure")
                .help("write `sorted by number` or `by amount`, or ask for the rows alone"));
        }
        if let Some((noun, measure, least)) = self.reader.extreme_amount.take() {
            if !matches!(self.ask, Ask::Rows) || heads.first() != Some(&noun) || self.pick.is_some()
            {
                return Err(self.no_most_of_measure(noun, &measure));
            }
            let only_extreme = self.limit.is_none();
            self.ask = Ask::Top { metric: Metric::Amount(measure, None), least, only_extreme };
        }
        Ok(Meaning {
            nouns: std::mem::take(&mut self.reader.nouns),
            heads,
            ask: self.ask,
            order: self.order,
            order_measure: self.order_measure,
            limit: self.limit,
            pick: self.pick,
            certain: self.certain,
            hedged: self.reader.hedged,
            as_of: self.as_of,
            format: self.format,
        })
    }

    fn no_most_of_measure(&self, noun: NounId, measure: &str) -> Diagnostic {
        let what = self.reader.shown(noun);
        Diagnostic::error(
            self.reader.noun(noun).span,
            format!("the {what} with the most or least {measure} can only be asked for alone"),
        )
        .label("something else is asked of it, or of another noun")
        .help(format!("ask `{what} with the largest {measure}` first"))
    }

    /// Refuses the first or last of some things where groups of them, or a ranking, are asked for.
    fn check_pick(&self) -> Result<(), Diagnostic> {
        let told = match &self.ask {
            Ask::Rows | Ask::When => None,
            Ask::Count(groups) => (!groups.is_empty()).then_some("grouped"),
            Ask::Amount { group, .. } => group.as_ref().map(|_| "grouped"),
            Ask::Top { .. } | Ask::Extreme { .. } => Some("ranked"),
        };
        let each = |span: Span| {
            let text = self.reader.cursor.source(span).to_lowercase();
            text.starts_with("each ") || text.starts_with("every ")
        };
        if let Some(noun) =
            self.reader.nouns.iter().find(|noun| self.pick.is_some() && each(noun.span))
        {
            return Err(Diagnostic::error(
                noun.span,
                "the first or last is picked of all, not of each",
            )
            .label("one of all, or one of each?")
            .help("leave `each` out for the one of all; ask for one of each by itself"));
        }
        let Some(told) = told.filter(|_| self.pick.is_some()) else { return Ok(()) };
        let message = format!("the first or last of these cannot be {told}");
        Err(Diagnostic::error(self.reader.cursor.span_from(0), message)
            .help("leave out `first`, `last` or `latest`, or ask with `top 3`; the first of each group is asked for by itself"))
    }
}
