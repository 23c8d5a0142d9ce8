//! Numbers that the data state: *count 9 companies*, where fewer of them are named.

use super::super::bridge::SUBJECT;
use super::super::meaning::{Link, NounId, What};
use super::{Lowering, expr};
use crate::algebra::Expr;
use crate::catalog::{Sense, fold};
use crate::graph::amount_key;

impl Lowering<'_> {
    /// How many things of the target's class the event is said to have to do with, if the data say so of any such event:
    /// that number, or else null. What an event happens to is never a number of others.
    pub(super) fn stated_count(&self, noun: NounId, link: &Link) -> Option<Expr> {
        let target = &self.meaning.nouns[link.target.0];
        let What::Classes(wanted) = &target.what else { return None };
        let ([wanted], true) = (wanted.as_slice(), target.conditions.is_empty()) else {
            return None;
        };
        let happened = link.relations.iter().any(|relation| relation == SUBJECT);
        if link.backward || happened || !self.is_event(noun) {
            return None;
        }
        let names_it = |unit: &String| {
            let entries = self.catalog.lexicon.lookup(&fold(unit));
            entries.iter().any(|entry| entry.sense == Sense::Class(wanted.clone()))
        };
        let mut keys = self.stated_units(noun).into_iter().filter(|(measure, unit)| {
            names_it(unit) && !self.catalog.doubtful_amounts.contains(measure)
        });
        let (Some((measure, unit)), None) = (keys.next(), keys.next()) else { return None };
        let key = amount_key(self.ontology, &measure, &unit);
        Some(expr::call("amount", vec![expr::property(self.var(noun), &key)]))
    }

    /// That the data state an amount of a measure; of what is counted, any number.
    pub(super) fn is_measured(&self, noun: NounId, measure: &str) -> Expr {
        let counted = self.stated_units(noun);
        let of_it = counted.iter().filter(|(counted, _)| counted == measure);
        let mut keys: Vec<String> =
            of_it.map(|(_, unit)| amount_key(self.ontology, measure, unit)).collect();
        if keys.is_empty() {
            keys.push(measure.to_owned());
        }
        let var = self.var(noun);
        expr::any_of(keys.iter().map(|key| expr::is_known(expr::property(var, key))).collect())
    }

    /// What is counted of things of the noun's classes: measure and unit.
    fn stated_units(&self, noun: NounId) -> Vec<(String, String)> {
        let classes = self.classes(noun);
        let mut all: Vec<(String, String)> =
            classes.iter().filter_map(|c| self.catalog.counted.get(c)).flatten().cloned().collect();
        all.sort();
        all.dedup();
        all
    }
}
