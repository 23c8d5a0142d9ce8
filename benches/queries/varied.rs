//! Questions of the kinds that people ask beside those of the table, each once, in the spellings of openCypher.

use crate::arrays::Arrays;
use crate::questions::{Chosen, Counts, Question, Seen, following};
use nenpyo::value::Value;

const COMPANY: u8 = 0;
const UNIVERSITY: u8 = 2;

/// Some twenty questions: grouping, counting, anti-joins, cycles, shortest paths and texts.
pub fn varied<'a>(a: &'a Arrays<'a>, c: &'a Chosen) -> Vec<Question<'a>> {
    let id = |id: u32| Value::Integer(id.into());
    let mut all = Vec::new();
    let mut add = |name: &'static str, query: &'static str, by_hand: Box<dyn Fn() -> i64 + 'a>| {
        let mut params = Vec::new();
        for (name, value) in [("root", c.root), ("hub", c.hub), ("a", c.path.0), ("b", c.path.1)] {
            if query.contains(&format!("${name}")) {
                params.push((name, id(value)));
            }
        }
        all.push(Question { name, query, params, by_hand });
    };
    let events = a.t.event_kind.len() as u32;
    let orgs = a.t.org_kind.len() as u32;
    let kind = move |event: u32| a.t.event_kind[event as usize];
    let org_kind = move |org: u32| a.t.org_kind[org as usize];
    let year = move |event: u32| a.months[a.t.event_day[event as usize] as usize].0 as usize - 2005;
    add(
        "grouping: kinds of organizations by year",
        "MATCH (o:Organization)<-[:PARTICIPANT]-(e:Event) RETURN o.kind AS kind, e.date.year AS year, count(*) AS n",
        Box::new(move || {
            let mut counts = vec![0i64; 20 * 8];
            for event in 0..events {
                for org in a.participants.of(event) {
                    counts[year(event) * 8 + org_kind(*org) as usize] += 1;
                }
            }
            counts.iter().sum()
        }),
    );
    add(
        "grouping: places and kinds, more than 20",
        "MATCH (p:Place)<-[:AT]-(e)-[:PARTICIPANT]->(o) WITH p, o.kind AS k, count(*) AS n WHERE n > 20 RETURN p.id, k, n",
        Box::new(move || {
            let mut counts = vec![0i64; a.t.place_level.len() * 8];
            for event in 0..events {
                for place in a.at.of(event) {
                    for org in a.participants.of(event) {
                        counts[*place as usize * 8 + org_kind(*org) as usize] += 1;
                    }
                }
            }
            counts.iter().filter(|count| **count > 20).sum()
        }),
    );
    add(
        "grouping: histogram of events per organization",
        "MATCH (o:Organization)<-[:PARTICIPANT]-(e) WITH o, count(DISTINCT e) AS c RETURN c, count(*) AS n ORDER BY c",
        Box::new(move || {
            let mut counts: Counts<usize> = Counts::default();
            let mut seen = Seen::new(events as usize);
            for org in 0..orgs {
                let list = a.events_of.of(org);
                let count = list.iter().filter(|event| seen.insert(**event)).count();
                list.iter().for_each(|event| seen.remove(*event));
                if count > 0 {
                    *counts.entry(count).or_default() += 1;
                }
            }
            counts.values().sum()
        }),
    );
    add(
        "grouping: first and last day of universities",
        "MATCH (e:Event)-[:PARTICIPANT]->(o:Organization {kind: 'University'}) RETURN o.id AS id, min(e.date) AS first, \
         max(e.date) AS last, count(*) AS n",
        Box::new(move || {
            let mut sum = 0;
            for org in (0..orgs).filter(|org| org_kind(*org) == UNIVERSITY) {
                let days = a.events_of.of(org).iter().map(|e| a.t.event_day[*e as usize]);
                let (mut first, mut last, mut n) = (i32::MAX, i32::MIN, 0);
                days.for_each(|day| (first, last, n) = (first.min(day), last.max(day), n + 1));
                std::hint::black_box((first, last));
                sum += n;
            }
            sum
        }),
    );
    add(
        "grouping: hosts among participants",
        "MATCH (e:Event)-[r:PARTICIPANT]->(o) RETURN o.kind, count(*) AS all, sum(CASE r.role WHEN 'host' THEN 1 ELSE 0 END) AS n",
        Box::new(move || {
            let mut counts = [0i64; 16];
            for ((_, org), role) in a.t.participant.iter().zip(&a.t.role) {
                counts[org_kind(*org) as usize] += i64::from(*role == 3);
                counts[8 + org_kind(*org) as usize] += 1;
            }
            counts[..8].iter().sum()
        }),
    );
    add(
        "grouping: distinct organizations by kind of event",
        "MATCH (e:Event)-[:PARTICIPANT]->(o) WITH DISTINCT o, e.kind AS k RETURN k, count(*) AS n",
        Box::new(move || {
            let mut masks = vec![0u16; orgs as usize];
            for event in 0..events {
                let bit = 1 << kind(event);
                a.participants.of(event).iter().for_each(|org| masks[*org as usize] |= bit);
            }
            masks.iter().map(|mask| i64::from(mask.count_ones())).sum()
        }),
    );
    add(
        "grouping: first words of names",
        "MATCH (o:Organization) RETURN split(o.name, ' ')[0] AS word, count(*) AS n ORDER BY n DESC",
        Box::new(move || {
            let mut counts: Counts<&str> = Counts::default();
            for name in &a.t.org_name {
                let word = name.split(' ').next().unwrap_or("");
                *counts.entry(word).or_default() += 1;
            }
            counts.values().sum()
        }),
    );
    add(
        "counting: events of three or more, by comprehension",
        "MATCH (e:Event) WHERE size([(e)-[:PARTICIPANT]->(o) | o]) >= 3 RETURN count(e) AS n",
        Box::new(move || (0..events).filter(|e| a.participants.of(*e).len() >= 3).count() as i64),
    );
    add(
        "counting: awards of organizations, by subquery",
        "MATCH (o:Organization) RETURN sum(COUNT { (o)<-[:PARTICIPANT]-(:Event {kind: 'Award'}) }) AS n",
        Box::new(move || {
            let awards =
                |org| a.events_of.of(org).iter().filter(|event| kind(**event) == 0).count();
            (0..orgs).map(|org| awards(org) as i64).sum()
        }),
    );
    add(
        "counting: companies by level of place",
        "MATCH (o:Organization)-[:LOCATED_IN]->(p) WHERE o.kind = 'Company' RETURN p.level, count(DISTINCT o) AS n",
        Box::new(move || {
            let mut counts = [0i64; 4];
            for org in (0..orgs).filter(|org| org_kind(*org) == COMPANY) {
                let mut levels = 0u8;
                for place in a.located_in.of(org) {
                    levels |= 1 << a.t.place_level[*place as usize];
                }
                (0..4).for_each(|level| counts[level] += i64::from(levels >> level & 1));
            }
            counts.iter().sum()
        }),
    );
    add(
        "counting: days with an award",
        "MATCH (e:Event {kind: 'Award'}) RETURN count(DISTINCT e.date) AS n",
        Box::new(move || {
            let mut seen = Seen::new(30_000);
            let mut days = (0..events).filter(|e| kind(*e) == 0).map(|e| a.t.event_day[e as usize]);
            days.by_ref().filter(|day| seen.insert(*day as u32)).count() as i64
        }),
    );
    add(
        "counting: events of companies and universities, by lists",
        "MATCH (e:Event)-[:PARTICIPANT]->(o) WITH e, collect(o.kind) AS kinds WHERE 'Company' IN kinds AND 'University' IN \
         kinds RETURN count(*) AS n",
        Box::new(move || {
            let both = |event: &u32| {
                let kinds = a
                    .participants
                    .of(*event)
                    .iter()
                    .fold(0u8, |all, org| all | 1 << org_kind(*org));
                kinds & 0b101 == 0b101
            };
            (0..events).filter(both).count() as i64
        }),
    );
    add(
        "anti-join: events without a company",
        "MATCH (e:Event) WHERE NOT (e)-[:PARTICIPANT]->(:Organization {kind: 'Company'}) RETURN count(*) AS n",
        Box::new(move || {
            let none =
                |event: &u32| a.participants.of(*event).iter().all(|org| org_kind(*org) != COMPANY);
            (0..events).filter(none).count() as i64
        }),
    );
    add(
        "anti-join: organizations never at an event at home",
        "MATCH (o:Organization) WHERE NOT EXISTS { MATCH (o)<-[:PARTICIPANT]-(e)-[:AT]->(p)<-[:LOCATED_IN]-(o) } RETURN \
         count(o) AS n",
        Box::new(move || {
            let home = |org: u32| {
                let mut places = a.events_of.of(org).iter().flat_map(|event| a.at.of(*event));
                places.any(|place| a.located_in.of(org).contains(place))
            };
            (0..orgs).filter(|org| !home(*org)).count() as i64
        }),
    );
    add(
        "anti-join: agreements about no policy, by year",
        "MATCH (e:Event) OPTIONAL MATCH (e)-[:ABOUT]->(q:Policy) WITH e, q WHERE q IS NULL AND e.kind = 'Agreement' RETURN \
         e.date.year AS year, count(*) AS n",
        Box::new(move || {
            let mut counts = [0i64; 20];
            for event in (0..events).filter(|e| kind(*e) == 2 && a.about.of(*e).is_empty()) {
                counts[year(event)] += 1;
            }
            counts.iter().sum()
        }),
    );
    add(
        "anti-join: no later event of the kind follows",
        "MATCH (e:Event {kind: 'Visit'}) WHERE NOT EXISTS { (e)<-[:FOLLOWS]-(f:Event) WHERE f.kind = e.kind } RETURN count(*) AS n",
        Box::new(move || {
            let none =
                |event: &u32| a.followers.of(*event).iter().all(|next| kind(*next) != kind(*event));
            (0..events).filter(|event| kind(*event) == 3 && none(event)).count() as i64
        }),
    );
    add(
        "cycle: an event follows one at its place",
        "MATCH (a:Event)-[:FOLLOWS]->(b:Event), (a)-[:AT]->(p)<-[:AT]-(b) RETURN count(*) AS n",
        Box::new(move || {
            let shared = |(from, to): &(u32, u32)| {
                let there = a.at.of(*to);
                a.at.of(*from).iter().filter(|place| there.contains(place)).count() as i64
            };
            a.t.follows.iter().map(shared).sum()
        }),
    );
    add(
        "cycle: agreements between neighbors",
        "MATCH (x:Organization)<-[:PARTICIPANT]-(e:Event {kind: 'Agreement'})-[:PARTICIPANT]->(y:Organization), \
         (x)-[:LOCATED_IN]->(p)<-[:LOCATED_IN]-(y) WHERE x.id < y.id RETURN count(*) AS n",
        Box::new(move || {
            let mut count = 0;
            for event in (0..events).filter(|event| kind(*event) == 2) {
                let list = a.participants.of(event);
                for x in list {
                    for y in list.iter().filter(|y| x < *y) {
                        let there = a.located_in.of(*y);
                        count += a.located_in.of(*x).iter().filter(|at| there.contains(at)).count();
                    }
                }
            }
            count as i64
        }),
    );
    add(
        "cycle: two steps to an event of the same kind",
        "MATCH (a:Event)-[:FOLLOWS]->(b)-[:FOLLOWS]->(c) WHERE a.kind = c.kind RETURN count(*) AS n",
        Box::new(move || {
            let mut count = 0;
            for (from, between) in &a.t.follows {
                let ends = a.follows.of(*between).iter();
                count += ends.filter(|end| kind(**end) == kind(*from)).count();
            }
            count as i64
        }),
    );
    add(
        "shortest: events by distance from an event",
        "MATCH p = shortestPath((r:Event {id: $root})<-[:FOLLOWS*1..6]-(x)) RETURN length(p) AS steps, count(*) AS n",
        Box::new(move || {
            // The event itself is as many steps away as its shortest cycle is long; here there is none.
            following(a, c.root)
        }),
    );
    add(
        "shortest: organizations within 4 of a hub",
        "MATCH (h:Organization {id: $a})-[:PARTICIPANT*..4]-(o:Organization) WHERE o <> h RETURN count(DISTINCT o) AS n",
        Box::new(move || {
            let mut seen = Seen::new(orgs as usize);
            seen.insert(c.path.0);
            let (mut level, mut count) = (vec![c.path.0], 0);
            for _ in 0..2 {
                let mut next = Vec::new();
                for org in level {
                    for event in a.events_of.of(org) {
                        next.extend(
                            a.participants.of(*event).iter().filter(|org| seen.insert(**org)),
                        );
                    }
                }
                count += next.len() as i64;
                level = next;
            }
            count
        }),
    );
    add(
        "text: a beginning in capitals or an end",
        "MATCH (o:Organization) WHERE toUpper(o.name) STARTS WITH 'NOVA' OR o.name ENDS WITH '7' RETURN count(*) AS n",
        Box::new(move || {
            let fits = |name: &&String| {
                name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("nova"))
                    || name.ends_with('7')
            };
            a.t.org_name.iter().filter(fits).count() as i64
        }),
    );
    add(
        "text: names that hold their kind",
        "MATCH (e:Event) WHERE e.name CONTAINS e.kind RETURN count(*) AS n",
        Box::new(move || {
            let kinds = crate::tables::KINDS;
            let names = (0..events).zip(&a.t.event_name);
            names.filter(|(event, name)| name.contains(kinds[kind(*event) as usize])).count() as i64
        }),
    );
    add(
        "text: the longest names, first in the alphabet",
        "MATCH (o:Organization {kind: 'Company'}) RETURN o.name AS name, size(o.name) AS n ORDER BY n DESC, name LIMIT 10",
        Box::new(move || {
            let companies = (0..orgs).filter(|org| org_kind(*org) == COMPANY);
            let names = companies.map(|org| a.t.org_name[org as usize].as_str());
            let mut all: Vec<(usize, &str)> =
                names.map(|name| (name.chars().count(), name)).collect();
            let order = |a: &(usize, &str), b: &(usize, &str)| b.0.cmp(&a.0).then(a.1.cmp(b.1));
            if all.len() > 10 {
                all.select_nth_unstable_by(10, order);
                all.truncate(10);
            }
            all.sort_by(order);
            all.iter().map(|(size, _)| *size as i64).sum()
        }),
    );
    all
}
