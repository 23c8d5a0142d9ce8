//! The conditions behind a noun, one after another, joined by `and`, `or`, `but`, or nothing.

use super::meaning::{Comparison, Condition, DateOp, Kind, Noun, NounId, What};
use super::noun::Read;
use super::reader::{Reader, Reading};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::phrase::TokenKind;

/// How a condition is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    None,
    And,
    Or,
}

impl Reader<'_> {
    /// All conditions that stand here.
    pub(super) fn read_conditions(&mut self) -> Result<(), Diagnostic> {
        let mut denied = false;
        loop {
            let start = self.cursor.position;
            let end = self.cursor.at_end() || self.cursor.kind(0) == Some(TokenKind::Close);
            if end || self.cursor.is("as of") {
                return Ok(());
            }
            if self.read_no_other()? || self.read_all_but()? {
                continue;
            }
            let counts: Vec<usize> = self.nouns.iter().map(|noun| noun.conditions.len()).collect();
            let joint = self.joint();
            self.joined = joint != Joint::None;
            self.denied = false;
            let read = self.read_joined(joint);
            (self.negated, self.certain, self.joined) = (false, false, false);
            self.denied_certainty = false;
            if !read? {
                self.cursor.position = start;
                return Ok(());
            }
            if std::mem::take(&mut self.neither) {
                continue;
            }
            let denied = std::mem::replace(&mut denied, self.denied);
            if denied && !self.denied && joint == Joint::Or {
                self.check_denied(&counts, start)?;
            }
            self.check_joined(&counts, joint == Joint::Or, joint == Joint::And, start)?;
            if joint == Joint::Or || (joint == Joint::And && self.two_periods(&counts)) {
                self.make_alternative(&counts);
            }
        }
    }

    fn joint(&mut self) -> Joint {
        let comma = self.cursor.eat_kind(TokenKind::Comma);
        if self.cursor.eat("or") {
            return Joint::Or;
        }
        if !self.cursor.is("but no other")
            && !self.cursor.is("and no other")
            && (self.cursor.eat_any(&["and also", "and", "but"]).is_some() || self.cursor.is("nor"))
        {
            return Joint::And;
        }
        match (comma, self.cursor.list_word()) {
            (true, Some("or")) => Joint::Or,
            (true, _) => Joint::And,
            (false, _) => Joint::None,
        }
    }

    fn read_joined(&mut self, joint: Joint) -> Result<bool, Diagnostic> {
        let nor = joint != Joint::None && self.cursor.eat("nor");
        self.adverbs();
        if joint != Joint::None && self.another_date_ahead() {
            return self.read_another_date(joint == Joint::Or);
        }
        if joint != Joint::None && self.read_date_of_series(joint == Joint::Or)? {
            return Ok(true);
        }
        if joint != Joint::None && !self.condition_ahead() && self.last.is_some() {
            let denied = !nor && self.cursor.eat_any(&["no", "neither"]).is_some();
            if self.noun_ahead() || self.quantity_ahead() {
                let negate = denied != std::mem::take(&mut self.negated);
                return self.read_another(negate, joint == Joint::Or);
            }
        }
        if nor {
            (self.negated, self.denied) = (!self.negated, true);
        }
        self.read_condition()
    }

    /// *not*, *certainly* and their like, in any order.
    pub(super) fn adverbs(&mut self) {
        loop {
            if self.cursor.eat_any(&["not", "never", "n't", "neither"]).is_some() {
                (self.negated, self.denied) = (!self.negated, true);
            } else if self.cursor.eat_any(&["certainly", "surely", "definitely"]).is_some() {
                self.certain = true;
                self.denied_certainty = self.negated;
            } else if self.cursor.eat_any(&["possibly", "perhaps", "maybe", "probably"]).is_some() {
                self.hedged = true;
            } else if self.cursor.eat("both") {
                self.both = true;
            } else if self
                .cursor
                .eat_any(&["also", "ever", "either", "still", "there", "then", "already"])
                .is_none()
            {
                return;
            }
        }
    }

    /// Whether a condition, and not another noun, stands here.
    fn condition_ahead(&mut self) -> bool {
        const WORDS: [&str; 12] = [
            "that", "which", "who", "with", "without", "having", "lacking", "in", "to", "by",
            "not", "since",
        ];
        WORDS.iter().any(|word| self.cursor.is(word)) && self.cursor.name(0).is_none()
            || self.auxiliary_ahead()
            || self.date_word_ahead()
            || self.cursor.lexeme(0, super::verbs::is_verb).is_some_and(|(length, _)| {
                self.cursor.lexeme(0, super::noun::is_noun).is_none_or(|(noun, _)| noun < length)
                    && self.cursor.name(0).is_none_or(|(name, _)| name < length)
            })
    }

    fn quantity_ahead(&mut self) -> bool {
        let start = self.cursor.position;
        let found = matches!(self.quantity(), Ok(Some(_)));
        self.cursor.position = start;
        found
    }

    /// *except rankings*, *other than Botao*.
    fn read_exception(&mut self) -> Result<bool, Diagnostic> {
        const WORDS: [&str; 6] =
            ["except for", "except", "other than", "excluding", "apart from", "but not including"];
        let start = self.cursor.position;
        if self.cursor.eat_any(&WORDS).is_none() {
            return Ok(false);
        }
        self.negated = !self.negated;
        if self.date_word_ahead() || !self.noun_ahead() {
            self.denied = true;
            return self.read_condition();
        }
        let other = self.read_noun()?;
        self.unite_head(other.id)?;
        self.is_what(other.id, start)?;
        Ok(true)
    }

    /// *all companies but Botao*, *anyone but Li Keqiang*: behind what is said of all of a kind, *but* takes some of them out.
    fn read_all_but(&mut self) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        let Some(before) = start.checked_sub(1).map(|last| self.cursor.span_of(last, 1)) else {
            return Ok(false);
        };
        let all = |noun: &Noun| {
            let text = self.cursor.source(noun.span).to_lowercase();
            noun.span.end == before.end
                && ["all", "any", "every", "each"].iter().any(|word| text.starts_with(word))
        };
        if !self.cursor.is("but") || !self.nouns.iter().any(all) || self.cursor.is("but no other") {
            return Ok(false);
        }
        self.cursor.position += 1;
        if self.condition_ahead() || !self.noun_ahead() || self.quantity_ahead() {
            self.cursor.position = start;
            return Ok(false);
        }
        let other = self.read_noun()?;
        self.unite_head(other.id)?;
        self.negated = true;
        self.is_what(other.id, start)?;
        self.negated = false;
        Ok(true)
    }

    /// Says that the nearest noun that may be it is what another noun names.
    pub(super) fn is_what(&mut self, other: NounId, start: usize) -> Result<(), Diagnostic> {
        let span = self.cursor.span_from(start);
        let classes: Vec<String> = self.classes(other).into_iter().map(str::to_owned).collect();
        let found =
            self.candidates().into_iter().find(|id| *id != other && self.fits(*id, &classes));
        let plain = self.noun(other).conditions.is_empty() || !self.negated;
        let (Some(subject), true) = (found, plain) else {
            return Err(self.no_link(start, 1, &[], other));
        };
        let what = self.noun(other).what.clone();
        let conditions = std::mem::take(&mut self.noun_mut(other).conditions);
        self.say(subject, Kind::IsA(what), span);
        self.noun_mut(subject).conditions.extend(conditions);
        Ok(())
    }

    /// One condition. `false` if none stands here.
    pub(super) fn read_condition(&mut self) -> Result<bool, Diagnostic> {
        if self.cursor.is("ordered by") || self.cursor.is("sorted by") || self.order_behind_by() {
            return Ok(false);
        }
        if self.cursor.eat_any(&["that", "which", "who", "whom"]).is_some() {
            if !self.joined {
                self.subject = None;
            }
            self.relative = true;
            let read = self.read_verb();
            self.relative = false;
            return match read? {
                true => Ok(true),
                false => Err(self.no_verb()),
            };
        }
        Ok(self.read_date_condition()?
            || self.read_amount_condition()?
            || self.read_exception()?
            || self.read_possession()?
            || self.read_sharing()?
            || self.read_verb()?
            || self.read_outside()?
            || self.read_link()?)
    }

    /// *with awards*, *without awards*.
    fn read_possession(&mut self) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        let without = self
            .cursor
            .eat_any(&["without any", "without", "lacking", "with no", "having no", "with neither"])
            .is_some();
        if !without && self.cursor.eat_any(&["with", "having"]).is_none() {
            return Ok(false);
        }
        if without {
            self.negated = !self.negated;
        }
        if !without && self.read_amount_condition()? {
            return Ok(true);
        }
        if !without && self.read_most_of_measure() {
            return Ok(true);
        }
        if self.extreme_ahead() && !without {
            return self.read_extreme(start);
        }
        let count = self.quantity()?;
        if !without && count.is_none() && self.vocabulary_with(start) {
            return Ok(false);
        }
        if self.cursor.eat_any(&["the same", "a same"]).is_some() {
            return self.read_same(start, Vec::new());
        }
        self.both |= self.cursor.eat("both");
        let target = self.read_noun()?;
        self.possess(target, count, start)?;
        Ok(true)
    }

    /// *outside the park*: not in it.
    fn read_outside(&mut self) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        if self.cursor.eat_any(&["outside of", "outside"]).is_none() {
            return Ok(false);
        }
        if self.cursor.date_ahead() {
            (self.negated, self.denied) = (!self.negated, true);
            return self.read_date(DateOp::Within, start);
        }
        let target = self.read_noun()?;
        let span = self.cursor.span_from(start);
        let Some((subject, readings)) = self.attach(&self.readings_of("in"), target.id) else {
            return Err(self.no_link(start, 1, &self.readings_of("in"), target.id));
        };
        self.negated = !self.negated;
        self.tie(subject, readings, target, None, span);
        Ok(true)
    }

    /// Whether the words from `start` on are better read as a link of the vocabulary; the cursor goes back there.
    fn vocabulary_with(&mut self, start: usize) -> bool {
        let here = self.cursor.position;
        self.cursor.position = start;
        let longer = self
            .cursor
            .lexeme(0, |sense| matches!(sense, crate::catalog::Sense::Forward(_)))
            .is_some_and(|(length, _)| length > here - start);
        if !longer {
            self.cursor.position = here;
        }
        longer
    }

    /// Links the nearest noun that can have it to `target`, by what the vocabulary implies.
    pub(super) fn possess(
        &mut self,
        target: Read,
        count: Option<(Comparison, u64)>,
        start: usize,
    ) -> Result<(), Diagnostic> {
        let span = self.cursor.span_from(start);
        if self.possess_role(&target, count, span) {
            return Ok(());
        }
        let found = self
            .candidates()
            .into_iter()
            .filter(|subject| *subject != target.id)
            .find_map(|subject| Some((subject, self.implied(subject, target.id)?)));
        let Some((subject, readings)) = found.or_else(|| self.contained(target.id)) else {
            return Err(self.no_link(start, 1, &[], target.id));
        };
        self.tie(subject, readings, target, count, span);
        if let Some(last) = &mut self.last {
            last.possession = true;
        }
        Ok(())
    }

    /// *companies per country*, *cities with companies*: by containment.
    fn contained(&self, target: NounId) -> Option<(NounId, Vec<Reading>)> {
        let inside = self.readings_of("in");
        let around =
            inside.iter().map(|r| Reading { backward: !r.backward, relation: r.relation.clone() });
        let around: Vec<Reading> = around.collect();
        self.attach(&inside, target).or_else(|| self.attach(&around, target))
    }

    /// *events without hosts*, *companies with subsidiaries*: a role noun of the thing itself.
    pub(super) fn possess_role(
        &mut self,
        target: &Read,
        count: Option<(Comparison, u64)>,
        span: Span,
    ) -> bool {
        let noun = self.noun(target.id);
        let [Condition { kind: Kind::Link(link), negated: false, .. }] = noun.conditions.as_slice()
        else {
            return false;
        };
        if !self.noun(link.target).conditions.is_empty() || target.open.len() != 2 {
            return false;
        }
        let readings: Vec<Reading> = link
            .relations
            .iter()
            .map(|id| Reading { relation: id.clone(), backward: !link.backward })
            .collect();
        let Some((subject, readings)) = self.attach(&readings, target.id) else { return false };
        self.noun_mut(target.id).conditions.clear();
        self.tie(subject, readings, Read { id: target.id, open: vec![target.id] }, count, span);
        true
    }

    /// Links the head to the noun by which its rows are grouped.
    pub(super) fn possess_group(&mut self, target: Read, start: usize) -> Result<(), Diagnostic> {
        self.joined = false;
        self.possess(target, None, start)
    }

    /// Whether every noun of a list is one thing: used where an answer needs one.
    pub(super) fn is_class(&self, id: NounId) -> bool {
        matches!(self.noun(id).what, What::Classes(_))
    }
}
