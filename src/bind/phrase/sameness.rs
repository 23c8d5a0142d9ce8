//! The same event, or the same prize: *shared a recognition with*, *the same award as*.

use super::meaning::{Comparison, Kind, NounId, What};
use super::noun::Read;
use super::reader::{Reader, Reading};
use crate::diagnostic::Diagnostic;

impl Reader<'_> {
    /// *shared a recognition with Sunrise Power*.
    pub(super) fn read_shared(&mut self, start: usize) -> Result<bool, Diagnostic> {
        let event = self.read_noun()?;
        if !self.cursor.eat("with") {
            return Err(Diagnostic::error(self.cursor.span(), "with whom is missing here").help(
                "write `with` and a name, as in `who shared a recognition with Sunrise Power`",
            ));
        }
        let other = self.read_noun()?;
        let span = self.cursor.span_from(start);
        let subject = self
            .candidates()
            .into_iter()
            .find(|subject| self.implied(*subject, event.id).is_some());
        let (Some(subject), true) = (subject, self.is_event(event.id)) else {
            return Err(self.no_link(start, 1, &[], event.id));
        };
        let readings = self.implied(subject, event.id).unwrap_or_default();
        let turned: Vec<Reading> = readings
            .iter()
            .map(|r| Reading { backward: !r.backward, relation: r.relation.clone() })
            .collect();
        let turned = self.possible(event.id, &turned, other.id);
        let negated = std::mem::take(&mut self.negated);
        self.link(event.id, &turned, other.id, span);
        self.negated = negated;
        let open = [event.open, other.open].concat();
        self.tie(subject, readings, Read { id: event.id, open }, None, span);
        self.say(subject, Kind::Differs(other.id), span).negated = false;
        Ok(true)
    }

    /// *the same award as Sunrise Power*, behind `the same`.
    pub(super) fn read_same(
        &mut self,
        start: usize,
        verb: Vec<Reading>,
    ) -> Result<bool, Diagnostic> {
        let event = self.read_noun()?;
        if !self.cursor.eat("as") {
            return Err(Diagnostic::error(self.cursor.span(), "the same as whom?")
                .help("write `as` and a name, as in `the same award as Sunrise Power`"));
        }
        let _ = self.cursor.eat("that of") || self.cursor.eat("those of");
        let other = self.read_noun()?;
        let span = self.cursor.span_from(start);
        let attached = match verb.is_empty() {
            true => {
                self.candidates().into_iter().find_map(|s| Some((s, self.implied(s, event.id)?)))
            }
            false => self.attach(&verb, event.id),
        };
        let Some((subject, readings)) = attached else {
            return Err(self.no_link(start, 1, &verb, event.id));
        };
        let twin = self.add(self.noun(event.id).what.clone(), span);
        let turned: Vec<Reading> = readings
            .iter()
            .map(|r| Reading { backward: !r.backward, relation: r.relation.clone() })
            .collect();
        let turned = self.possible(twin, &turned, other.id);
        let negated = std::mem::take(&mut self.negated);
        self.link(twin, &turned, other.id, span);
        self.say(event.id, Kind::Same(twin), span);
        self.negated = negated;
        self.tie(subject, readings, Read { id: event.id, open: vec![event.id] }, None, span);
        self.say(subject, Kind::Differs(other.id), span).negated = false;
        Ok(true)
    }

    /// *the same award as Sunrise Power* as the noun that is asked for: what it received, and what conferred the same.
    pub(super) fn read_same_head(&mut self) -> Result<Option<Read>, Diagnostic> {
        let start = self.cursor.position;
        if self.cursor.eat_any(&["the same", "same"]).is_none() {
            return Ok(None);
        }
        let event = self.read_noun()?;
        if !self.is_event(event.id) || !self.cursor.eat("as") {
            self.cursor.position = start;
            return Ok(None);
        }
        let other = self.read_noun()?;
        let span = self.cursor.span_from(start);
        let twin = self.add(self.noun(event.id).what.clone(), span);
        let Some(readings) = self.implied(twin, other.id) else {
            return Err(self.no_link(start, 2, &[], other.id));
        };
        self.link(twin, &readings, other.id, span);
        self.say(event.id, Kind::Same(twin), span);
        Ok(Some(Read { id: event.id, open: vec![event.id] }))
    }

    /// *honours shared with Botao*, *honours shared by at least 3 companies*.
    pub(super) fn read_sharing(&mut self) -> Result<bool, Diagnostic> {
        let start = self.cursor.position;
        let Some(with) =
            self.cursor.eat_any(&["shared with", "shared by", "shared between", "shared among"])
        else {
            return Ok(false);
        };
        let (count, target) = self.read_counted()?;
        let id = target.id;
        if with > 0 {
            let count = count.unwrap_or((Comparison::AtLeast, 2));
            self.possess(target, self.is_class(id).then_some(count), start)?;
            return Ok(true);
        }
        self.possess(target, count, start)?;
        let Some(last) = self.last.clone() else { return Ok(true) };
        let span = self.cursor.span_from(start);
        let range: Vec<String> = last
            .readings
            .iter()
            .filter_map(|reading| self.ontology().relations.get(&reading.relation))
            .flat_map(|relation| relation.range.iter().cloned())
            .collect();
        let other: NounId = self.add(What::Classes(range), span);
        self.link(last.subject, &last.readings, other, span);
        self.say(other, Kind::Differs(id), span);
        Ok(true)
    }
}
