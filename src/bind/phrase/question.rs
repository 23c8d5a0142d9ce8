//! A whole phrase: what is asked, of which noun, grouped, ordered and shown how.

use super::cursor::Cursor;
use super::meaning::{Ask, Group, Meaning, Metric, NounId, Order};
use super::reader::{EVENT, Reader};
use crate::catalog::{Catalog, Sense};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::phrase::{TokenKind, tokens};

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
        limit: None,
        certain: false,
        format: None,
    };
    let heads = question.read_question()?;
    question.finish(heads)
}

struct Question<'a> {
    reader: Reader<'a>,
    ask: Ask,
    order: Option<Order>,
    limit: Option<u64>,
    certain: bool,
    format: Option<(String, Span)>,
}

const OPENINGS: [&str; 22] = [
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
    fn read_question(&mut self) -> Result<Vec<NounId>, Diagnostic> {
        while self.reader.cursor.eat_any(&OPENINGS).is_some() {}
        self.read_certainty();
        let heads = self.read_ask()?;
        self.read_tails(&heads)?;
        if !self.reader.cursor.at_end() {
            return Err(self.reader.not_understood());
        }
        Ok(heads)
    }

    fn read_certainty(&mut self) {
        if self.reader.cursor.eat_any(&["certainly", "surely", "definitely", "certain"]).is_some() {
            self.certain = true;
        }
        let _ = self.reader.cursor.eat_any(&["possibly", "perhaps", "maybe", "possible"]);
    }

    fn read_ask(&mut self) -> Result<Vec<NounId>, Diagnostic> {
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
            self.ask = Ask::Count(None);
            return self.read_head();
        }
        if cursor.eat("when") {
            let _ = cursor.eat_any(&["was", "were", "is", "are", "did", "has", "have"]);
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
    fn read_what(&mut self) -> Result<Vec<NounId>, Diagnostic> {
        if self.reader.noun_ahead() && !self.reader.date_word_ahead() {
            return self.read_head();
        }
        let span = self.reader.cursor.span_of(self.reader.cursor.position.saturating_sub(1), 1);
        let head = self.reader.add(super::meaning::What::Classes(vec![EVENT.to_owned()]), span);
        self.reader.open = vec![head];
        self.reader.read_conditions()?;
        Ok(vec![head])
    }

    /// The head noun with all its conditions.
    fn read_head(&mut self) -> Result<Vec<NounId>, Diagnostic> {
        self.read_position();
        let read = self.reader.read_noun()?;
        self.reader.open = read.open;
        if self.reader.is_class(read.id) || !self.reader.noun(read.id).unsettled {
            self.reader.unite_head(read.id)?;
        }
        self.reader.read_conditions()?;
        self.read_inverted(read.id)?;
        Ok(vec![read.id])
    }

    /// *did Botao receive*, behind the noun that it received.
    fn read_inverted(&mut self, head: NounId) -> Result<(), Diagnostic> {
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

    /// *the first 3*, *latest 5*, *the oldest*: an order and a limit.
    fn read_position(&mut self) {
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
        let the = self.reader.cursor.eat("the");
        let Some((_, descending)) = WORDS.iter().find(|(words, _)| self.reader.cursor.eat(words))
        else {
            self.reader.cursor.position = start;
            return;
        };
        let number = self.reader.small_number();
        if self.reader.cursor.date_ahead() || self.reader.period().is_some() {
            self.reader.cursor.position = start;
            return;
        }
        let _ = the;
        self.order = Some(Order::Date(*descending));
        self.limit = Some(number.unwrap_or(1));
    }

    /// *top 5 organizations by events*.
    fn read_ranked(&mut self) -> Result<Option<Vec<NounId>>, Diagnostic> {
        let _ = self.reader.cursor.eat("the");
        let Some(index) = self.reader.cursor.eat_any(&["top", "bottom"]) else { return Ok(None) };
        self.limit = Some(self.reader.small_number().unwrap_or(10));
        let group = self.read_group_word();
        self.reader.ranking = true;
        let heads = match &group {
            Some(_) => Vec::new(),
            None => self.read_head()?,
        };
        self.reader.ranking = false;
        if self.reader.cursor.eat_any(&["by", "for", "with the most", "in"]).is_none() {
            return Err(self.no_metric());
        }
        let least = index == 1;
        if let Some(group) = group {
            let _ = self.reader.cursor.eat_any(&["the number of", "number of"]);
            self.ask = Ask::Count(Some(group));
            self.order = Some(Order::Figure(!least));
            return self.read_head().map(Some);
        }
        let metric = self.read_metric(heads.first().copied())?;
        self.ask = Ask::Top { metric, least, only_extreme: false };
        Ok(Some(heads))
    }

    /// What things are ranked by: *events*, *number of awards*, *amount of funding*.
    fn read_metric(&mut self, head: Option<NounId>) -> Result<Metric, Diagnostic> {
        let _ = self.reader.cursor.eat_any(&["the total", "total", "the"]);
        let Some(head) = head else { return Err(self.no_metric()) };
        let start = self.reader.cursor.position;
        if let Some(measure) = self.read_measure(Some(head)) {
            if !self.reader.cursor.eat("of") || !self.reader.noun_ahead() {
                return Ok(Metric::Amount(measure, None));
            }
            let noun = self.read_metric_noun(head, start)?;
            return Ok(Metric::Amount(measure, Some(noun)));
        }
        let _ = self.reader.cursor.eat_any(&["number of", "the number of", "count of"]);
        Ok(Metric::Number(self.read_metric_noun(head, start)?))
    }

    fn read_metric_noun(&mut self, head: NounId, start: usize) -> Result<NounId, Diagnostic> {
        if !self.reader.noun_ahead() {
            return Err(self.no_metric());
        }
        let noun = self.reader.read_noun()?;
        let id = noun.id;
        self.reader.open = vec![head];
        self.reader.possess(noun, None, start)?;
        let _ = self.reader.cursor.eat_any(&["received", "won"]);
        self.reader.read_conditions()?;
        Ok(id)
    }

    fn no_metric(&self) -> Diagnostic {
        let mut found = self.reader.no_noun();
        found.message = "by what they are ranked is missing here".to_owned();
        found
            .label("`by` and a noun should stand here".to_owned())
            .help("write what counts, as in `top 5 organizations by events`")
    }

    /// The measure that is named here, fit for `noun` if one is given.
    fn read_measure(&mut self, noun: Option<NounId>) -> Option<String> {
        let (length, entries) =
            self.reader.cursor.lexeme(0, |s| matches!(s, Sense::MeasureNoun(_)))?;
        let _ = noun;
        self.reader.cursor.position += length;
        entries.first().map(|entry| entry.sense.id().to_owned())
    }

    /// *total amount of funding*, *average area*, *the largest funding*.
    fn read_figure(&mut self) -> Result<Option<Vec<NounId>>, Diagnostic> {
        const FUNCTIONS: [(&str, &str); 18] = [
            ("total", "sum"),
            ("sum of", "sum"),
            ("sum", "sum"),
            ("combined", "sum"),
            ("average", "avg"),
            ("mean", "avg"),
            ("largest", "max"),
            ("biggest", "max"),
            ("highest", "max"),
            ("greatest", "max"),
            ("maximum", "max"),
            ("maximal", "max"),
            ("smallest", "min"),
            ("lowest", "min"),
            ("least", "min"),
            ("minimum", "min"),
            ("minimal", "min"),
            ("median", "percentileCont"),
        ];
        let _ = self.reader.cursor.eat("the");
        let function =
            FUNCTIONS.iter().find(|(words, _)| self.reader.cursor.eat(words)).map(|(_, f)| *f);
        let _ = self.reader.cursor.eat("of") || self.reader.cursor.eat("the");
        let _ = self.reader.cursor.eat("the");
        let measure = self.read_measure(None);
        let (Some(function), None) = (function, &measure) else {
            return self.read_measured(function, measure);
        };
        if matches!(function, "sum")
            && self.reader.cursor.eat_any(&["number of", "count of"]).is_some()
        {
            self.ask = Ask::Count(None);
            return self.read_head().map(Some);
        }
        if !self.reader.noun_ahead() {
            return Err(self.reader.no_noun());
        }
        let heads = self.read_head()?;
        let measure = self.measure_of(heads[0])?;
        self.ask = match function {
            "max" | "min" => Ask::Top {
                metric: Metric::Amount(measure, None),
                least: function == "min",
                only_extreme: true,
            },
            _ => Ask::Amount { function, measure, group: None },
        };
        Ok(Some(heads))
    }

    /// A measure and a noun: *amount of funding*.
    fn read_measured(
        &mut self,
        function: Option<&'static str>,
        measure: Option<String>,
    ) -> Result<Option<Vec<NounId>>, Diagnostic> {
        let Some(measure) = measure else { return Ok(None) };
        if self.reader.cursor.eat_any(&["of", "for", "in"]).is_none() {
            return Ok(None);
        }
        let heads = self.read_head()?;
        self.ask = Ask::Amount { function: function.unwrap_or(""), measure, group: None };
        Ok(Some(heads))
    }

    /// The measure that the noun's class has.
    fn measure_of(&self, head: NounId) -> Result<String, Diagnostic> {
        let catalog = self.reader.catalog();
        let mut found: Vec<&str> = Vec::new();
        for class in self.reader.classes(head) {
            for id in catalog.amounts.get(class).into_iter().flatten() {
                let countable =
                    catalog.ontology.measures.get(id).is_none_or(|m| m.dimension == "things");
                if !countable && !found.contains(&id.as_str()) {
                    found.push(id);
                }
            }
        }
        let span = self.reader.noun(head).span;
        match found.as_slice() {
            [only] => Ok((*only).to_owned()),
            [] => Err(Diagnostic::error(span, "nothing of this kind has an amount")
                .help("`show` a few of them to see what they have")),
            several => Err(Diagnostic::error(span, "it is not said which amount is meant")
                .label("which amount?")
                .help("write it in front, as in `largest amount of funding`")
                .candidates(several.iter().map(|id| (*id).to_owned()).collect())),
        }
    }

    /// *the month with the most awards*.
    fn read_extreme_group(&mut self) -> Result<Option<Vec<NounId>>, Diagnostic> {
        let _ = self.reader.cursor.eat_any(&["in which", "the", "which"]);
        let Some(group) = self.read_group_word() else { return Ok(None) };
        let _ = self.reader.cursor.eat_any(&["that", "which"]);
        if self.reader.cursor.eat_any(&["with", "had", "has", "saw", "of"]).is_none()
            || !self.reader.extreme_ahead()
        {
            return Ok(None);
        }
        let least =
            self.reader.cursor.is_at(0, "the fewest") || self.reader.cursor.is_at(0, "the least");
        let _ = self.reader.cursor.eat("the");
        let _ = self.reader.cursor.eat_any(&[
            "most",
            "fewest",
            "least",
            "largest number of",
            "highest number of",
        ]);
        self.ask = Ask::Extreme { group, least };
        self.read_head().map(Some)
    }

    /// A period or *kind*, as a group.
    fn read_group_word(&mut self) -> Option<Group> {
        if let Some(period) = self.reader.period() {
            return Some(Group::Period(period));
        }
        const KINDS: [&str; 9] = [
            "kind of event",
            "kinds of events",
            "type of event",
            "kind",
            "kinds",
            "class",
            "classes",
            "type",
            "category",
        ];
        self.reader.cursor.eat_any(&KINDS).map(|_| Group::Class)
    }

    /// What may stand behind the nouns, in any order.
    fn read_tails(&mut self, heads: &[NounId]) -> Result<(), Diagnostic> {
        loop {
            let start = self.reader.cursor.position;
            let _ = self.reader.cursor.eat_kind(TokenKind::Comma);
            if self.read_ranking(heads)?
                || self.read_grouping(heads)?
                || self.read_order()
                || self.read_format()?
                || self.read_late_certainty()
            {
                continue;
            }
            self.reader.open = heads.to_vec();
            self.reader.read_conditions()?;
            if self.reader.cursor.position == start {
                return Ok(());
            }
        }
    }

    fn read_late_certainty(&mut self) -> bool {
        let certain =
            self.reader.cursor.eat_any(&["certainly", "for certain", "for sure"]).is_some();
        self.certain |= certain;
        certain || self.reader.cursor.eat("possibly")
    }

    /// *by number of events*, *sorted by number of awards*, behind the nouns.
    fn read_ranking(&mut self, heads: &[NounId]) -> Result<bool, Diagnostic> {
        const BY: [&str; 4] = ["by the number of", "by number of", "by total", "by amount"];
        let start = self.reader.cursor.position;
        let _ = self.reader.cursor.eat_any(&["sorted", "ordered", "ranked", "in order"]);
        let found = BY.iter().find(|words| self.reader.cursor.is(words));
        let (Some(_), Some(&head)) = (found, heads.first()) else {
            self.reader.cursor.position = start;
            return Ok(false);
        };
        let _ = self.reader.cursor.eat("by");
        let metric = self.read_metric(Some(head))?;
        self.ask = Ask::Top { metric, least: false, only_extreme: false };
        Ok(true)
    }

    /// *per month*, *for each company*, *by kind*.
    fn read_grouping(&mut self, heads: &[NounId]) -> Result<bool, Diagnostic> {
        const WORDS: [&str; 7] =
            ["grouped by", "per", "for each", "for every", "by each", "by", "in each"];
        let start = self.reader.cursor.position;
        let Some(word) = self.reader.cursor.eat_any(&WORDS) else { return Ok(false) };
        let group = match self.read_group_word() {
            Some(group) => group,
            None if self.reader.noun_ahead() => Group::Noun(self.read_group_noun(heads, start)?),
            None if WORDS[word] == "by" => {
                self.reader.cursor.position = start;
                return Ok(false);
            }
            None => return Err(self.reader.no_noun()),
        };
        self.ask = match std::mem::replace(&mut self.ask, Ask::Rows) {
            Ask::Amount { function, measure, .. } => {
                let function = if function.is_empty() { "sum" } else { function };
                Ask::Amount { function, measure, group: Some(group) }
            }
            Ask::Rows | Ask::Count(_) => Ask::Count(Some(group)),
            other => {
                self.ask = other;
                return Err(Diagnostic::error(
                    self.reader.cursor.span_from(start),
                    "a ranking has no groups",
                )
                .help("ask for the number per group, as in `awards per month`"));
            }
        };
        Ok(true)
    }

    /// The noun by which rows are grouped: one of the phrase that is of the class, or a new one linked to the head.
    fn read_group_noun(&mut self, heads: &[NounId], start: usize) -> Result<NounId, Diagnostic> {
        let noun = self.reader.read_noun()?;
        let classes: Vec<String> =
            self.reader.classes(noun.id).into_iter().map(str::to_owned).collect();
        let same = (0..noun.id.0).map(NounId).find(|id| {
            !heads.contains(id)
                && self.reader.is_class(*id)
                && self.reader.is_linked(heads, *id)
                && self
                    .reader
                    .classes(*id)
                    .iter()
                    .all(|class| self.reader.ontology().is_any(class, &classes))
        });
        if let Some(found) = same.filter(|_| self.reader.noun(noun.id).conditions.is_empty()) {
            return Ok(found);
        }
        self.reader.open = heads.to_vec();
        let id = noun.id;
        self.reader.possess_group(noun, start)?;
        Ok(id)
    }

    /// *sorted by date*, *oldest first*.
    fn read_order(&mut self) -> bool {
        let cursor = &mut self.reader.cursor;
        const FIRST: [(&str, Order); 9] = [
            ("oldest first", Order::Date(false)),
            ("earliest first", Order::Date(false)),
            ("newest first", Order::Date(true)),
            ("latest first", Order::Date(true)),
            ("most recent first", Order::Date(true)),
            ("largest first", Order::Figure(true)),
            ("smallest first", Order::Figure(false)),
            ("alphabetically", Order::Name(false)),
            ("chronologically", Order::Date(false)),
        ];
        if let Some((_, order)) = FIRST.iter().find(|(words, _)| cursor.eat(words)) {
            self.order = Some(*order);
            return true;
        }
        let start = cursor.position;
        if cursor
            .eat_any(&[
                "sorted by",
                "ordered by",
                "sort by",
                "order by",
                "in order of",
                "arranged by",
            ])
            .is_none()
        {
            return false;
        }
        let by = cursor.eat_any(&[
            "date", "time", "name", "title", "number", "count", "amount", "value", "size",
        ]);
        let descending =
            cursor.eat_any(&["descending", "in descending order", "desc", "backwards"]).is_some();
        let _ = cursor.eat_any(&["ascending", "in ascending order", "asc"]);
        self.order = match by {
            Some(0 | 1) => Some(Order::Date(descending)),
            Some(2 | 3) => Some(Order::Name(descending)),
            Some(_) => Some(Order::Figure(descending)),
            None => {
                cursor.position = start;
                return false;
            }
        };
        true
    }

    /// *as json*.
    fn read_format(&mut self) -> Result<bool, Diagnostic> {
        if !self.reader.cursor.is("as") {
            return Ok(false);
        }
        self.reader.cursor.position += 1;
        let _ = self.reader.cursor.eat_any(&["a", "an"]);
        let span = self.reader.cursor.span();
        let Some(word) = self.reader.cursor.word(0).map(str::to_owned) else {
            return Err(Diagnostic::error(span, "a format is missing here")
                .help("write one behind `as`: table, json, csv or dot"));
        };
        self.reader.cursor.position += 1;
        self.format = Some((word, span));
        Ok(true)
    }

    fn finish(mut self, heads: Vec<NounId>) -> Result<Meaning, Diagnostic> {
        self.reader.check_settled()?;
        self.reader.check_definite(&heads)?;
        if let (Some((noun, least)), Ask::Rows) = (self.reader.extreme, &self.ask) {
            self.ask = Ask::Top { metric: Metric::Number(noun), least, only_extreme: true };
        }
        Ok(Meaning {
            nouns: std::mem::take(&mut self.reader.nouns),
            heads,
            ask: self.ask,
            order: self.order,
            limit: self.limit,
            certain: self.certain,
            format: self.format,
        })
    }
}
