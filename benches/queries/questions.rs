//! Each question as a pattern query, and as the loop that answers it.

use crate::arrays::Arrays;
use nenpyo::value::Value;
use std::collections::HashMap;

/// What the questions ask about.
pub struct Chosen {
    pub place: u32,
    pub name: String,
    pub root: u32,
    pub hub: u32,
    pub path: (u32, u32),
}

/// A question: its name, the query, the values of its parameters, and the loop, which gives a number to compare.
pub struct Question<'a> {
    pub name: &'static str,
    pub query: &'static str,
    pub params: Vec<(&'static str, Value)>,
    pub by_hand: Box<dyn Fn() -> i64 + 'a>,
}

pub type Counts<K> = HashMap<K, i64, foldhash::fast::RandomState>;

const COMPANY: u8 = 0;
const RECIPIENT: u8 = 0;
/// 2018-01-01, 2018-12-31 and 2023-06-30.
const YEAR: (i32, i32) = (17_532, 17_896);
const AFTER: i32 = 19_538;

pub fn questions<'a>(a: &'a Arrays<'a>, c: &'a Chosen) -> Vec<Question<'a>> {
    let id = |id: u32| Value::Integer(id.into());
    vec![
        Question {
            name: "awards to companies at or below a place",
            query: "MATCH (p:Place {id: $place})<-[:PART_OF*0..4]-(q:Place)<-[:LOCATED_IN]-(c:Organization {kind: \
                    'Company'})<-[:PARTICIPANT {role: 'recipient'}]-(e:Event {kind: 'Award'}) RETURN count(DISTINCT e) AS n",
            params: vec![("place", id(c.place))],
            by_hand: Box::new(|| awards_below(a, c.place)),
        },
        Question {
            name: "participants of an event by name",
            query: "MATCH (e:Event {name: $name})-[:PARTICIPANT]->(o) RETURN o.name",
            params: vec![("name", Value::from(c.name.as_str()))],
            by_hand: Box::new(|| {
                let event = a.by_name.get(c.name.as_str());
                let orgs = event.map_or(&[][..], |event| a.participants.of(*event));
                orgs.iter()
                    .map(|org| a.t.org_name[*org as usize].as_str())
                    .collect::<Vec<_>>()
                    .len() as i64
            }),
        },
        Question {
            name: "events by month and kind, top 20",
            query: "MATCH (e:Event) RETURN e.date.year, e.date.month, e.kind, count(*) AS n ORDER BY n DESC LIMIT 20",
            params: vec![],
            by_hand: Box::new(|| by_month(a)),
        },
        Question {
            name: "pairs of companies by shared events, top 20",
            query: "MATCH (a:Organization {kind: 'Company'})<-[:PARTICIPANT]-(e:Event)-[:PARTICIPANT]->(b:Organization \
                    {kind: 'Company'}) WHERE a.id < b.id RETURN a.id, b.id, count(*) AS n ORDER BY n DESC LIMIT 20",
            params: vec![],
            by_hand: Box::new(|| pairs(a)),
        },
        Question {
            name: "conferences of one year by place, top 10",
            query: "MATCH (e:Event {kind: 'Conference'})-[:AT]->(p:Place) WHERE e.date >= date('2018-01-01') AND \
                    e.date <= date('2018-12-31') RETURN p.name, count(*) AS n ORDER BY n DESC LIMIT 10",
            params: vec![],
            by_hand: Box::new(|| conferences(a)),
        },
        Question {
            name: "events that follow an event within 6 steps",
            query: "MATCH (r:Event {id: $root})<-[:FOLLOWS*1..6]-(x) RETURN count(DISTINCT x) AS n",
            params: vec![("root", id(c.root))],
            by_hand: Box::new(|| following(a, c.root)),
        },
        Question {
            name: "grouping: organizations by events, top 10",
            query: "MATCH (e:Event)-[:PARTICIPANT]->(o:Organization) RETURN o.name, count(e) AS n ORDER BY n DESC LIMIT 10",
            params: vec![],
            by_hand: Box::new(|| {
                let all =
                    (0..a.t.org_kind.len() as u32).map(|org| a.events_of.of(org).len() as i64);
                top(all.collect(), 10)
            }),
        },
        Question {
            name: "counting: partners of a hub since a day",
            query: "MATCH (h:Organization {id: $hub})<-[:PARTICIPANT]-(e:Event)-[:PARTICIPANT]->(o) WHERE e.date > \
                    date('2023-06-30') RETURN count(DISTINCT o) AS n",
            params: vec![("hub", id(c.hub))],
            by_hand: Box::new(|| partners(a, c.hub)),
        },
        Question {
            name: "counting: pairs of participants",
            query: "MATCH (a:Organization)<-[:PARTICIPANT]-(e:Event)-[:PARTICIPANT]->(b) RETURN count(*) AS n",
            params: vec![],
            by_hand: Box::new(|| {
                let sizes =
                    (0..a.t.event_kind.len() as u32).map(|e| a.participants.of(e).len() as i64);
                sizes.map(|n| n * (n - 1)).sum()
            }),
        },
        Question {
            name: "anti-join: companies without an award since a day",
            query: "MATCH (o:Organization {kind: 'Company'}) WHERE NOT EXISTS { (o)<-[:PARTICIPANT {role: 'recipient'}]-\
                    (e:Event {kind: 'Award'}) WHERE e.date > date('2023-06-30') } RETURN count(o) AS n",
            params: vec![],
            by_hand: Box::new(|| without_awards(a)),
        },
        Question {
            name: "cycle: events at the place of a participant",
            query: "MATCH (e:Event)-[:AT]->(p:Place)<-[:LOCATED_IN]-(o:Organization)<-[:PARTICIPANT]-(e) RETURN count(*) AS n",
            params: vec![],
            by_hand: Box::new(|| at_home(a)),
        },
        Question {
            name: "shortest path between organizations",
            query: "MATCH p = shortestPath((a:Organization {id: $a})-[:PARTICIPANT*]-(b:Organization {id: $b})) RETURN \
                    length(p) AS n",
            params: vec![("a", id(c.path.0)), ("b", id(c.path.1))],
            by_hand: Box::new(|| distance(a, c.path.0, c.path.1)),
        },
        Question {
            name: "text: events with a word in the name",
            query: "MATCH (e:Event) WHERE e.name CONTAINS 'Quantum' RETURN count(*) AS n",
            params: vec![],
            by_hand: Box::new(|| {
                a.t.event_name.iter().filter(|name| name.contains("Quantum")).count() as i64
            }),
        },
    ]
}

/// The sum of the greatest counts.
fn top(mut counts: Vec<i64>, k: usize) -> i64 {
    if counts.len() > k {
        counts.select_nth_unstable_by(k, |a, b| b.cmp(a));
        counts.truncate(k);
    }
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts.iter().sum()
}

/// A set of small numbers.
pub struct Seen(Vec<u64>);

impl Seen {
    pub fn new(size: usize) -> Seen {
        Seen(vec![0; size / 64 + 1])
    }

    pub fn remove(&mut self, item: u32) {
        self.0[item as usize / 64] &= !(1 << (item % 64));
    }

    pub fn insert(&mut self, item: u32) -> bool {
        let word = &mut self.0[item as usize / 64];
        let new = *word >> (item % 64) & 1 == 0;
        *word |= 1 << (item % 64);
        new
    }
}

fn awards_below(a: &Arrays<'_>, place: u32) -> i64 {
    let (mut seen, mut count) = (Seen::new(a.t.event_kind.len()), 0);
    let mut level = vec![place];
    for _ in 0..=4 {
        let mut below = Vec::new();
        for place in level {
            for org in
                a.located.of(place).iter().filter(|org| a.t.org_kind[**org as usize] == COMPANY)
            {
                for (event, link) in a.events_of.of(*org).iter().zip(a.events_of.links_of(*org)) {
                    let award = a.t.role[*link as usize] == RECIPIENT
                        && a.t.event_kind[*event as usize] == 0;
                    count += i64::from(award && seen.insert(*event));
                }
            }
            below.extend_from_slice(a.parts.of(place));
        }
        level = below;
    }
    count
}

fn by_month(a: &Arrays<'_>) -> i64 {
    let mut counts = vec![0i64; 20 * 12 * 12];
    for (day, kind) in a.t.event_day.iter().zip(&a.t.event_kind) {
        let (year, month) = a.months[*day as usize];
        let key = ((year - 2005) as usize * 12 + month as usize - 1) * 12 + *kind as usize;
        counts[key] += 1;
    }
    top(counts, 20)
}

fn pairs(a: &Arrays<'_>) -> i64 {
    let mut counts: Counts<(u32, u32)> = Counts::default();
    for event in 0..a.t.event_kind.len() as u32 {
        let orgs = a.participants.of(event);
        let company = |org: &&u32| a.t.org_kind[**org as usize] == COMPANY;
        for x in orgs.iter().filter(company) {
            for y in orgs.iter().filter(company).filter(|y| x < y) {
                *counts.entry((*x, *y)).or_default() += 1;
            }
        }
    }
    top(counts.into_values().collect(), 20)
}

pub fn conferences(a: &Arrays<'_>) -> i64 {
    let list = &a.by_kind[8];
    let day = |event: &u32| a.t.event_day[*event as usize];
    let from = list.partition_point(|event| day(event) < YEAR.0);
    let to = list.partition_point(|event| day(event) <= YEAR.1);
    let mut counts: Counts<u32> = Counts::default();
    for event in &list[from..to] {
        a.at.of(*event).iter().for_each(|place| *counts.entry(*place).or_default() += 1);
    }
    top(counts.into_values().collect(), 10)
}

pub fn following(a: &Arrays<'_>, root: u32) -> i64 {
    let mut seen = Seen::new(a.t.event_kind.len());
    let (mut level, mut count) = (vec![root], 0);
    for _ in 0..6 {
        let mut next = Vec::new();
        for event in level {
            next.extend(a.followers.of(event).iter().filter(|event| seen.insert(**event)));
        }
        count += next.len() as i64;
        level = next;
    }
    count
}

fn partners(a: &Arrays<'_>, hub: u32) -> i64 {
    let (mut seen, mut count) = (Seen::new(a.t.org_kind.len()), 0);
    for event in a.events_of.of(hub).iter().filter(|e| a.t.event_day[**e as usize] > AFTER) {
        for org in a.participants.of(*event).iter().filter(|org| **org != hub) {
            count += i64::from(seen.insert(*org));
        }
    }
    count
}

pub fn without_awards(a: &Arrays<'_>) -> i64 {
    let companies =
        (0..a.t.org_kind.len() as u32).filter(|org| a.t.org_kind[*org as usize] == COMPANY);
    let has = |org: &u32| {
        let links = a.events_of.links_of(*org).iter();
        a.events_of.of(*org).iter().zip(links).any(|(event, link)| {
            a.t.role[*link as usize] == RECIPIENT
                && a.t.event_kind[*event as usize] == 0
                && a.t.event_day[*event as usize] > AFTER
        })
    };
    companies.filter(|org| !has(org)).count() as i64
}

pub fn at_home(a: &Arrays<'_>) -> i64 {
    let mut count = 0;
    for event in 0..a.t.event_kind.len() as u32 {
        for place in a.at.of(event) {
            for org in a.participants.of(event) {
                count += a.located_in.of(*org).iter().filter(|at| *at == place).count() as i64;
            }
        }
    }
    count
}

/// By breadth-first search from both ends.
pub fn distance(a: &Arrays<'_>, from: u32, to: u32) -> i64 {
    let orgs = a.t.org_kind.len();
    let (mut seen, mut events) = (
        [Seen::new(orgs), Seen::new(orgs)],
        [Seen::new(a.t.event_kind.len()), Seen::new(a.t.event_kind.len())],
    );
    let mut levels = [vec![from], vec![to]];
    seen[0].insert(from);
    seen[1].insert(to);
    let mut steps = 0;
    while !levels[0].is_empty() && !levels[1].is_empty() {
        let side = usize::from(levels[1].len() < levels[0].len());
        let mut between = Vec::new();
        for org in std::mem::take(&mut levels[side]) {
            between.extend(a.events_of.of(org).iter().filter(|event| events[side].insert(**event)));
        }
        steps += 1;
        if between
            .iter()
            .any(|event| events[1 - side].0[*event as usize / 64] >> (event % 64) & 1 == 1)
        {
            return steps;
        }
        let mut next = Vec::new();
        for event in between {
            next.extend(a.participants.of(event).iter().filter(|org| seen[side].insert(**org)));
        }
        steps += 1;
        if next.iter().any(|org| seen[1 - side].0[*org as usize / 64] >> (org % 64) & 1 == 1) {
            return steps;
        }
        levels[side] = next;
    }
    -1
}
