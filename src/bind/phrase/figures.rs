//! Questions for a figure: *top 5 organizations by events*, *total amount of funding*, *the month with the most
//! awards*.

use super::meaning::{Ask, Group, Metric, NounId, Order};
use super::question::Question;
use crate::catalog::Sense;
use crate::diagnostic::Diagnostic;

impl Question<'_> {
    /// *top 5 organizations by events*.
    pub(super) fn read_ranked(&mut self) -> Result<Option<Vec<NounId>>, Diagnostic> {
        let _ = self.reader.cursor.eat("the");
        let class = self.reader.cursor.lexeme(0, |s| matches!(s, Sense::Class(_)));
        if class.is_some_and(|(length, _)| length > 1) {
            return Ok(None);
        }
        let Some(index) = self.reader.cursor.eat_any(&["top", "bottom"]) else { return Ok(None) };
        let number = self.reader.small_number();
        let plural = self.reader.cursor.word(0).is_some_and(|word| word.ends_with('s'));
        self.limit = Some(number.unwrap_or(if plural { 10 } else { 1 }));
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
            self.ask = Ask::Count(vec![group]);
            self.order = Some(Order::Figure(!least));
            return self.read_head().map(Some);
        }
        let metric = self.read_metric(heads.first().copied())?;
        self.ask = Ask::Top { metric, least, only_extreme: false };
        Ok(Some(heads))
    }

    /// What things are ranked by: *events*, *number of awards*, *amount of funding*.
    pub(super) fn read_metric(&mut self, head: Option<NounId>) -> Result<Metric, Diagnostic> {
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

    pub(super) fn read_metric_noun(
        &mut self,
        head: NounId,
        start: usize,
    ) -> Result<NounId, Diagnostic> {
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

    pub(super) fn no_metric(&self) -> Diagnostic {
        let mut found = self.reader.no_noun();
        found.message = "by what they are ranked is missing here".to_owned();
        found
            .label("`by` and a noun should stand here".to_owned())
            .help("write what counts, as in `top 5 organizations by events`")
    }

    /// The measure that is named here, fit for `noun` if one is given.
    pub(super) fn read_measure(&mut self, noun: Option<NounId>) -> Option<String> {
        let (length, entries) =
            self.reader.cursor.lexeme(0, |s| matches!(s, Sense::MeasureNoun(_)))?;
        let _ = noun;
        self.reader.cursor.position += length;
        entries.first().map(|entry| entry.sense.id().to_owned())
    }

    /// *total amount of funding*, *average area*, *the largest funding*.
    pub(super) fn read_figure(&mut self) -> Result<Option<Vec<NounId>>, Diagnostic> {
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
            self.ask = Ask::Count(Vec::new());
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
    pub(super) fn read_measured(
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
    pub(super) fn measure_of(&self, head: NounId) -> Result<String, Diagnostic> {
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
    pub(super) fn read_extreme_group(&mut self) -> Result<Option<Vec<NounId>>, Diagnostic> {
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
    pub(super) fn read_group_word(&mut self) -> Option<Group> {
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
}
