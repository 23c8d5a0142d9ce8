//! What stands behind the nouns: grouping, order, format.

use super::dates::Spoken;
use super::meaning::{Ask, Group, NounId, Order};
use super::question::Question;
use crate::diagnostic::Diagnostic;
use crate::syntax::phrase::TokenKind;

impl Question<'_> {
    /// What may stand behind the nouns, in any order.
    pub(super) fn read_tails(&mut self, heads: &[NounId]) -> Result<(), Diagnostic> {
        loop {
            let start = self.reader.cursor.position;
            let _ = self.reader.cursor.eat_kind(TokenKind::Comma);
            if self.read_ranking(heads)?
                || self.read_order()?
                || self.read_as_of()?
                || self.read_grouping(heads)?
                || self.read_format()?
                || self.read_late_certainty()
            {
                continue;
            }
            self.reader.read_conditions()?;
            if self.reader.cursor.position == start {
                return Ok(());
            }
        }
    }

    /// *as of March 2017*: the day on which everything is looked at.
    pub(super) fn read_as_of(&mut self) -> Result<bool, Diagnostic> {
        let start = self.reader.cursor.position;
        if !self.reader.cursor.eat("as of") {
            return Ok(false);
        }
        let said = self.reader.cursor.date()?;
        let span = self.reader.cursor.span_from(start);
        match said {
            Some(Spoken::Date(date)) if self.as_of.is_none() => {
                self.as_of = Some(date);
                Ok(true)
            }
            Some(Spoken::Date(_)) => {
                Err(Diagnostic::error(span, "a question is asked as of one date")
                    .help("leave one of them out"))
            }
            Some(Spoken::Part(..)) => Err(Diagnostic::error(span, "this date has no year")
                .help("write the year behind it, as in `as of March 2017`")),
            None => Err(self.reader.cursor.no_date()),
        }
    }

    pub(super) fn read_late_certainty(&mut self) -> bool {
        let certain =
            self.reader.cursor.eat_any(&["certainly", "for certain", "for sure"]).is_some();
        self.certain |= certain;
        let possibly = !certain && self.reader.cursor.eat("possibly");
        self.reader.hedged |= possibly;
        certain || possibly
    }

    /// *by number of events*, *sorted by number of awards*, behind the nouns.
    pub(super) fn read_ranking(&mut self, heads: &[NounId]) -> Result<bool, Diagnostic> {
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
    pub(super) fn read_grouping(&mut self, heads: &[NounId]) -> Result<bool, Diagnostic> {
        const WORDS: [&str; 7] =
            ["grouped by", "per", "for each", "for every", "by each", "by", "in each"];
        let start = self.reader.cursor.position;
        let Some(word) = self.reader.cursor.eat_any(&WORDS) else { return Ok(false) };
        let group = match self.read_group_word() {
            Some(Group::Period(_)) if !self.has_events(heads) => {
                return Err(self.reader.no_dated_noun(self.reader.cursor.span_from(start)));
            }
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
            Ask::Rows => Ask::Count(vec![group]),
            Ask::Count(mut groups) if groups.len() < 3 => {
                groups.push(group);
                Ask::Count(groups)
            }
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

    /// Whether the phrase has events whose dates can group its rows.
    fn has_events(&self, heads: &[NounId]) -> bool {
        let all = (0..self.reader.nouns.len()).map(NounId);
        all.into_iter().any(|id| self.reader.is_event(id) && self.reader.is_linked(heads, id))
    }

    /// The noun by which rows are grouped: one of the phrase that is of the class, or a new one linked to the head.
    pub(super) fn read_group_noun(
        &mut self,
        heads: &[NounId],
        start: usize,
    ) -> Result<NounId, Diagnostic> {
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
            self.reader.open = [heads, &[found]].concat();
            return Ok(found);
        }
        self.reader.open = heads.to_vec();
        let id = noun.id;
        self.reader.possess_group(noun, start)?;
        Ok(id)
    }

    /// *sorted by date*, *oldest first*.
    pub(super) fn read_order(&mut self) -> Result<bool, Diagnostic> {
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
            return Ok(true);
        }
        let plain = self.reader.order_behind_by() && self.reader.cursor.eat("by");
        let cursor = &mut self.reader.cursor;
        if !plain
            && cursor
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
            return Ok(false);
        }
        let by = cursor.eat_any(&[
            "date", "time", "names", "titles", "name", "title", "number", "count", "amount",
            "value", "size",
        ]);
        if by.is_none() {
            self.order_measure = self.read_measure(None);
        }
        let cursor = &mut self.reader.cursor;
        let descending =
            cursor.eat_any(&["descending", "in descending order", "desc", "backwards"]).is_some();
        let _ = cursor.eat_any(&["ascending", "in ascending order", "asc"]);
        self.order = match by {
            Some(0 | 1) => Some(Order::Date(descending)),
            Some(2..=5) => Some(Order::Name(descending)),
            Some(_) => Some(Order::Figure(descending)),
            None if self.order_measure.is_some() => Some(Order::Figure(descending)),
            None => {
                return Err(Diagnostic::error(cursor.span(), "rows are not sorted by that")
                    .label("date, name, number or amount should stand here")
                    .help("write `sorted by date`, `by name`, `by number` or `by amount`; `descending` may follow"));
            }
        };
        Ok(true)
    }

    /// *as json*.
    pub(super) fn read_format(&mut self) -> Result<bool, Diagnostic> {
        if !self.reader.cursor.is("as") {
            return Ok(false);
        }
        self.reader.cursor.position += 1;
        let _ = self.reader.cursor.eat_any(&["a", "an"]);
        let span = self.reader.cursor.span();
        let Some(word) = self.reader.cursor.word(0).map(str::to_owned) else {
            return Err(Diagnostic::error(span, "a format is missing here")
                .help("write one behind `as`: table, json, csv, dot, timeline, svg or mermaid"));
        };
        self.reader.cursor.position += 1;
        self.format = Some((word, span));
        Ok(true)
    }
}
