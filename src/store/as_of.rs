//! The graph as it stood on a day.

use super::prepared::Prepared;
use super::{AskOptions, Store};
use crate::algebra::Query;
use crate::graph::Graph;
use crate::time::Date;
use std::sync::{Arc, Mutex, PoisonError};

/// How many graphs of days are kept.
const KEPT: usize = 4;

/// The graphs of the days asked about last.
#[derive(Debug, Default)]
pub(super) struct Past(Mutex<Vec<(Date, Arc<Graph>)>>);

impl Store {
    /// The graph as it stood on a day, as [`Graph::as_of`] makes it; without one, all of it. The graphs of the last few
    /// days that were asked about are kept.
    ///
    /// ```
    /// let store = nenpyo::Store::builtin()?;
    /// let march = nenpyo::time::Date::month(2017, 3);
    /// assert!(store.graph_as_of(march.as_ref()).node_count() < store.graph().node_count());
    /// # Ok::<(), nenpyo::Error>(())
    /// ```
    pub fn graph_as_of(&self, date: Option<&Date>) -> Arc<Graph> {
        let Some(date) = date else { return self.graph.clone() };
        let known = |kept: &mut Vec<(Date, Arc<Graph>)>| {
            let at = kept.iter().position(|(other, _)| other == date)?;
            let found = kept.remove(at);
            kept.push(found.clone());
            Some(found.1)
        };
        let lock = || self.past.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(graph) = known(&mut lock()) {
            return graph;
        }
        let graph = Arc::new(self.graph.as_of(date));
        let mut kept = lock();
        // Another thread may have made it meanwhile.
        if let Some(graph) = known(&mut kept) {
            return graph;
        }
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((date.clone(), graph.clone()));
        graph
    }

    /// Plans a query as of the day that it names, or else of that in the options.
    pub(super) fn prepare(&self, mut query: Query, options: &AskOptions) -> Prepared {
        query.as_of = query.as_of.or_else(|| options.as_of.clone());
        Prepared::new(&query, &self.graph_as_of(query.as_of.as_ref()))
    }
}

/// Whether a text begins with `AS OF` as a pattern query writes it: with a text in quotes.
pub(super) fn begins_pattern(text: &str) -> bool {
    let word = |text: &str, word: &str| {
        let head = text.get(..word.len())?;
        let rest = text.get(word.len()..)?;
        head.eq_ignore_ascii_case(word).then(|| rest.trim_start().to_owned())
    };
    let rest = word(text, "as ").and_then(|rest| word(&rest, "of"));
    rest.is_some_and(|rest| {
        let typed = word(&rest, "edtf").or_else(|| word(&rest, "date"));
        let quoted = |text: &str| text.starts_with(['\'', '"']);
        quoted(&rest) || typed.is_some_and(|rest| rest.starts_with('('))
    })
}
