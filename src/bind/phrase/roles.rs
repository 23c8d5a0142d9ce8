//! Role nouns: *recipients of awards*, *partners of Huawei*, *Huawei's partners*.

use super::meaning::{Kind, What};
use super::noun::{Read, unique};
use super::reader::{Reader, Reading};
use crate::diagnostic::Diagnostic;

impl Reader<'_> {
    /// *recipients of awards*, *winners in December*, *partners of Huawei*: who has a role in an event.
    pub(super) fn role_noun(
        &mut self,
        roles: Vec<String>,
        start: usize,
    ) -> Result<Read, Diagnostic> {
        let (inside, mark) = (self.cursor.is("in"), self.mark());
        let owned = self.cursor.eat_any(&["of", "in", "for", "to"]).is_some() && self.noun_ahead();
        let target = if owned { Some(self.read_noun()?) } else { None };
        // *recipients in the park*: where they are, and not whose they are.
        if inside && target.as_ref().is_some_and(|target| !self.is_event(target.id)) {
            self.rewind(mark);
        } else if let Some(target) = target {
            if !self.noun(target.id).unsettled {
                self.unite_head(target.id)?;
            }
            return self.role_of(roles, target, start);
        } else {
            self.rewind(mark);
        }
        let span = self.cursor.span_from(start);
        let (domain, range) = self.ends(&roles);
        let id = self.add(What::Classes(range), span);
        let event = self.add(What::Classes(domain), span);
        self.noun_mut(event).implicit = true;
        self.link(id, &self.role_readings(&roles), event, span);
        Ok(Read { id, open: vec![id, event] })
    }

    /// Who has a role in the events of `target`, or in `target` itself if it is an event.
    pub(super) fn role_of(
        &mut self,
        roles: Vec<String>,
        target: Read,
        start: usize,
    ) -> Result<Read, Diagnostic> {
        let span = self.cursor.span_from(start);
        let (domain, range) = self.ends(&roles);
        let relations = &self.ontology().relations;
        let mutual =
            roles.iter().all(|id| relations.get(id).is_some_and(|relation| relation.mutual));
        let id = self.add(What::Classes(range.clone()), span);
        let readings = self.role_readings(&roles);
        let direct = self.possible(id, &readings, target.id);
        if !direct.is_empty() {
            self.link(id, &direct, target.id, span);
            return Ok(Read { id, open: [vec![id], target.open].concat() });
        }
        let event = self.add(What::Classes(domain.clone()), span);
        self.noun_mut(event).implicit = true;
        let (first, onward) = match mutual {
            true => {
                let turned =
                    |r: &Reading| Reading { relation: r.relation.clone(), backward: false };
                (readings.clone(), readings.iter().map(turned).collect())
            }
            false => self.ways(&readings, event, target.id),
        };
        if first.is_empty() {
            self.noun_mut(event).what = What::Classes(domain);
        }
        self.link(id, if first.is_empty() { &readings } else { &first }, event, span);
        self.link(event, &onward, target.id, span);
        if self.fits(target.id, &range) {
            self.say(id, Kind::Differs(target.id), span);
        }
        Ok(Read { id, open: [vec![id, event], target.open].concat() })
    }

    /// The classes from which and to which roles go.
    fn ends(&self, roles: &[String]) -> (Vec<String>, Vec<String>) {
        let relations = &self.ontology().relations;
        let all = || roles.iter().filter_map(|id| relations.get(id));
        let domain: Vec<&str> = all().flat_map(|r| r.domain.iter().map(String::as_str)).collect();
        let range: Vec<&str> = all().flat_map(|r| r.range.iter().map(String::as_str)).collect();
        (unique(&domain), unique(&range))
    }

    /// The readings from those who have the roles to the events.
    fn role_readings(&self, roles: &[String]) -> Vec<Reading> {
        roles.iter().map(|role| Reading::new(role, true, self.ontology())).collect()
    }
}
