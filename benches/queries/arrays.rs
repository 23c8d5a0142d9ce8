//! What a hand-written loop runs over: plain arrays and compressed sparse rows.

use crate::tables::{Links, Tables};
use std::collections::HashMap;

/// The targets of each source in one array, with the number of the link beside it.
pub struct Csr {
    starts: Vec<u32>,
    ends: Vec<u32>,
    links: Vec<u32>,
}

impl Csr {
    fn new(sources: usize, links: impl Iterator<Item = (u32, u32)> + Clone) -> Csr {
        let mut starts = vec![0u32; sources + 1];
        links.clone().for_each(|(from, _)| starts[from as usize + 1] += 1);
        (0..sources).for_each(|i| starts[i + 1] += starts[i]);
        let mut next = starts.clone();
        let count = starts[sources] as usize;
        let (mut ends, mut numbers) = (vec![0; count], vec![0; count]);
        for (number, (from, to)) in (0u32..).zip(links) {
            let place = &mut next[from as usize];
            (ends[*place as usize], numbers[*place as usize]) = (to, number);
            *place += 1;
        }
        Csr { starts, ends, links: numbers }
    }

    fn range(&self, from: u32) -> std::ops::Range<usize> {
        self.starts[from as usize] as usize..self.starts[from as usize + 1] as usize
    }

    pub fn of(&self, from: u32) -> &[u32] {
        &self.ends[self.range(from)]
    }

    pub fn links_of(&self, from: u32) -> &[u32] {
        &self.links[self.range(from)]
    }
}

fn out(links: &Links, sources: usize) -> Csr {
    Csr::new(sources, links.iter().copied())
}

fn into(links: &Links, targets: usize) -> Csr {
    Csr::new(targets, links.iter().map(|(from, to)| (*to, *from)))
}

/// Arrays by table, adjacency in the directions that the loops need, and events by kind and day.
pub struct Arrays<'t> {
    pub t: &'t Tables,
    pub parts: Csr,
    pub located: Csr,
    pub participants: Csr,
    pub events_of: Csr,
    pub at: Csr,
    pub followers: Csr,
    pub follows: Csr,
    pub about: Csr,
    pub located_in: Csr,
    pub by_name: HashMap<&'t str, u32, foldhash::fast::RandomState>,
    /// The events of each kind, sorted by day.
    pub by_kind: Vec<Vec<u32>>,
    /// Year, month of each day since 1970-01-01.
    pub months: Vec<(u16, u8)>,
}

impl<'t> Arrays<'t> {
    pub fn new(t: &'t Tables) -> Arrays<'t> {
        let (events, orgs, places) = (t.event_kind.len(), t.org_kind.len(), t.place_level.len());
        let mut by_kind = vec![Vec::new(); 12];
        (0..events).for_each(|event| by_kind[t.event_kind[event] as usize].push(event as u32));
        by_kind.iter_mut().for_each(|list| list.sort_by_key(|event| t.event_day[*event as usize]));
        let epoch = jiff::civil::date(1970, 1, 1);
        let months = epoch.series(jiff::ToSpan::days(1)).take(30_000);
        Arrays {
            t,
            parts: into(&t.part_of, places),
            located: into(&t.located_in, places),
            participants: out(&t.participant, events),
            events_of: into(&t.participant, orgs),
            at: out(&t.at, events),
            followers: into(&t.follows, events),
            follows: out(&t.follows, events),
            about: out(&t.about, events),
            located_in: out(&t.located_in, orgs),
            by_name: (0u32..)
                .zip(&t.event_name)
                .map(|(event, name)| (name.as_str(), event))
                .collect(),
            by_kind,
            months: months.map(|date| (date.year() as u16, date.month() as u8)).collect(),
        }
    }
}
