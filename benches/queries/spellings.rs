//! More questions, and other ways to ask the same: how a question is written should not matter.

use crate::arrays::Arrays;
use crate::questions::{self, Chosen, Question};
use nenpyo::value::Value;

/// Questions, each in several spellings with the same loop.
pub fn spellings<'a>(a: &'a Arrays<'a>, c: &'a Chosen) -> Vec<Question<'a>> {
    let id = |id: u32| Value::Integer(id.into());
    let path = || vec![("a", id(c.path.0)), ("b", id(c.path.1))];
    let mut all = Vec::new();
    let mut add = |params: Vec<(&'static str, Value)>,
                   by_hand: &'a (dyn Fn(&Arrays<'_>, &Chosen) -> i64 + Sync),
                   queries: &[(&'static str, &'static str)]| {
        for (name, query) in queries {
            let (params, by_hand) = (params.clone(), Box::new(move || by_hand(a, c)));
            all.push(Question { name, query, params, by_hand });
        }
    };
    add(vec![], &|a, _| questions::conferences(a), &CONFERENCES);
    add(vec![("root", id(c.root))], &|a, c| questions::following(a, c.root), &FOLLOWING);
    add(vec![], &|a, _| questions::without_awards(a), &ANTI_JOINS);
    add(vec![], &|a, _| without_place(a), &NOWHERE);
    add(vec![], &|a, _| questions::at_home(a), &CYCLES);
    add(vec![], &|a, _| triangles(a), &TRIANGLES);
    add(vec![], &|a, _| with_common_participant(a), &COMMON);
    add(path(), &|a, c| questions::distance(a, c.path.0, c.path.1), &DISTANCES);
    let names = [("a", c.path.0), ("b", c.path.1)];
    let names = names.map(|(key, org)| (key, Value::from(a.t.org_name[org as usize].as_str())));
    add(names.to_vec(), &|a, c| questions::distance(a, c.path.0, c.path.1), &BY_NAME);
    add(vec![], &|a, _| named(a, |name| name.contains("Quantum")), &TEXTS);
    add(vec![], &|a, _| named(a, |name| name.starts_with("Award Q")), &STARTS);
    all
}

const CONFERENCES: [(&str, &str); 6] = [
    (
        "conferences: year of the date",
        "MATCH (e:Event)-[:AT]->(p:Place) WHERE e.kind = 'Conference' AND e.date.year = 2018 RETURN p.name AS place, \
         count(*) AS n ORDER BY n DESC LIMIT 10",
    ),
    (
        "conferences: half-open",
        "MATCH (p:Place)<-[:AT]-(e:Event) WHERE date('2018-01-01') <= e.date AND e.date < date('2019-01-01') AND \
         e.kind = 'Conference' RETURN p.name, count(e) AS n ORDER BY n DESC LIMIT 10",
    ),
    (
        "conferences: chained",
        "MATCH (e:Event {kind: 'Conference'})-[:AT]->(p) WHERE date('2018-01-01') <= e.date <= date('2018-12-31') \
         RETURN p.name, count(*) AS n ORDER BY n DESC LIMIT 10",
    ),
    (
        "conferences: texts for dates",
        "MATCH (e:Event {kind: 'Conference'})-[:AT]->(p:Place) WHERE e.date >= '2018-01-01' AND e.date < '2019-01-01' \
         RETURN p.name, count(*) AS n ORDER BY n DESC LIMIT 10",
    ),
    (
        "conferences: WITH",
        "MATCH (e:Event {kind: 'Conference'}) WHERE e.date.year = 2018 WITH e MATCH (e)-[:AT]->(p:Place) WITH p, \
         count(*) AS n RETURN p.name, n ORDER BY n DESC LIMIT 10",
    ),
    (
        "conferences: two patterns",
        "MATCH (e:Event), (e)-[:AT]->(p:Place) WHERE e.kind = 'Conference' AND e.date.year >= 2018 AND e.date.year < 2019 \
         RETURN p.name, count(DISTINCT e) AS n ORDER BY n DESC LIMIT 10",
    ),
];

const FOLLOWING: [(&str, &str); 5] = [
    (
        "following: from the other end",
        "MATCH (x:Event)-[:FOLLOWS*1..6]->(r:Event) WHERE r.id = $root RETURN count(DISTINCT x) AS n",
    ),
    (
        "following: WITH DISTINCT",
        "MATCH (r:Event {id: $root})<-[:FOLLOWS*..6]-(x:Event) WITH DISTINCT x RETURN count(*) AS n",
    ),
    (
        "following: ids",
        "MATCH (r:Event {id: $root})<-[:FOLLOWS*1..6]-(x:Event) RETURN count(DISTINCT x.id) AS n",
    ),
    (
        "following: quantified",
        "MATCH (r:Event {id: $root})<-[:FOLLOWS]-{1,6}(x:Event) RETURN count(DISTINCT x) AS n",
    ),
    (
        "following: path",
        "MATCH p = (r:Event)<-[:FOLLOWS*1..6]-(x) WHERE r.id = $root RETURN count(DISTINCT x) AS n",
    ),
];

const ANTI_JOINS: [(&str, &str); 3] = [
    (
        "anti-join: OPTIONAL MATCH",
        "MATCH (o:Organization {kind: 'Company'}) OPTIONAL MATCH (o)<-[r:PARTICIPANT {role: 'recipient'}]-(e:Event) WHERE \
         e.kind = 'Award' AND e.date > date('2023-06-30') WITH o, e WHERE e IS NULL RETURN count(o) AS n",
    ),
    (
        "anti-join: COUNT",
        "MATCH (o:Organization) WHERE o.kind = 'Company' AND COUNT { (o)<-[:PARTICIPANT {role: 'recipient'}]-(e:Event \
         {kind: 'Award'}) WHERE e.date > date('2023-06-30') } = 0 RETURN count(*) AS n",
    ),
    (
        "anti-join: NOT EXISTS MATCH",
        "MATCH (o:Organization) WHERE NOT EXISTS { MATCH (e:Event)-[r:PARTICIPANT]->(o) WHERE r.role = 'recipient' AND \
         e.kind = 'Award' AND e.date > date('2023-06-30') } AND o.kind = 'Company' RETURN count(o) AS n",
    ),
];

const NOWHERE: [(&str, &str); 4] = [
    ("nowhere: NOT pattern", "MATCH (e:Event) WHERE NOT (e)-[:AT]->() RETURN count(*) AS n"),
    (
        "nowhere: NOT pattern, labelled",
        "MATCH (e:Event) WHERE NOT (e)-[:AT]->(:Place) RETURN count(e) AS n",
    ),
    (
        "nowhere: OPTIONAL MATCH",
        "MATCH (e:Event) OPTIONAL MATCH (e)-[:AT]->(p:Place) WITH e, p WHERE p IS NULL RETURN count(e) AS n",
    ),
    (
        "nowhere: NOT EXISTS",
        "MATCH (e:Event) WHERE NOT EXISTS { (e)-[:AT]->(p:Place) } RETURN count(*) AS n",
    ),
];

const CYCLES: [(&str, &str); 2] = [
    (
        "cycle: in pieces",
        "MATCH (e:Event)-[:PARTICIPANT]->(o:Organization), (o)-[:LOCATED_IN]->(p:Place), (e)-[:AT]->(p) RETURN count(*) AS n",
    ),
    (
        "cycle: WHERE",
        "MATCH (p)<-[:AT]-(e:Event)-[:PARTICIPANT]->(o) WHERE (o)-[:LOCATED_IN]->(p) RETURN count(*) AS n",
    ),
];

const TRIANGLES: [(&str, &str); 3] = [
    (
        "triangle: pieces",
        "MATCH (a:Event)-[:FOLLOWS]->(b:Event)-[:FOLLOWS]->(c:Event), (a)-[:FOLLOWS]->(c) RETURN count(*) AS n",
    ),
    (
        "triangle: one path",
        "MATCH (a)-[:FOLLOWS]->(b)-[:FOLLOWS]->(c)<-[:FOLLOWS]-(a) RETURN count(*) AS n",
    ),
    (
        "triangle: WHERE",
        "MATCH (a:Event)-[:FOLLOWS]->(b:Event)-[:FOLLOWS]->(c:Event) WHERE (a)-[:FOLLOWS]->(c) RETURN count(*) AS n",
    ),
];

const COMMON: [(&str, &str); 2] = [
    (
        "common participant: one path",
        "MATCH (a:Event)-[:FOLLOWS]->(b:Event)-[:PARTICIPANT]->(o:Organization)<-[:PARTICIPANT]-(a) RETURN count(*) AS n",
    ),
    (
        "common participant: pieces",
        "MATCH (a:Event)-[:PARTICIPANT]->(o)<-[:PARTICIPANT]-(b:Event), (a)-[:FOLLOWS]->(b) RETURN count(*) AS n",
    ),
];

const DISTANCES: [(&str, &str); 6] = [
    (
        "distance: bounded",
        "MATCH p = shortestPath((a:Organization {id: $a})-[:PARTICIPANT*..12]-(b:Organization {id: $b})) RETURN length(p) \
         AS n",
    ),
    (
        "distance: two matches",
        "MATCH (a:Organization {id: $a}), (b:Organization {id: $b}) MATCH p = shortestPath((a)-[:PARTICIPANT*]-(b)) RETURN \
         length(p) AS n",
    ),
    (
        "distance: comma",
        "MATCH (a:Organization {id: $a}), (b:Organization {id: $b}), p = shortestPath((a)-[:PARTICIPANT*1..10]-(b)) RETURN \
         length(p) AS n",
    ),
    (
        "distance: size of relationships",
        "MATCH p = shortestPath((a:Organization)-[:PARTICIPANT*]-(b:Organization)) WHERE a.id = $a AND b.id = $b RETURN \
         size(relationships(p)) AS n",
    ),
    (
        "distance: ANY SHORTEST",
        "MATCH p = ANY SHORTEST (a:Organization {id: $a})-[:PARTICIPANT]-+(b:Organization {id: $b}) RETURN length(p) AS n",
    ),
    (
        "distance: all",
        "MATCH p = allShortestPaths((a:Organization {id: $a})-[:PARTICIPANT*]-(b:Organization {id: $b})) RETURN \
         min(length(p)) AS n",
    ),
];

const BY_NAME: [(&str, &str); 3] = [
    (
        "distance: by name",
        "MATCH p = shortestPath((a:Organization {name: $a})-[:PARTICIPANT*]-(b:Organization {name: $b})) RETURN length(p) AS \
         n",
    ),
    (
        "distance: nodes",
        "MATCH (a {name: $a}), (b {name: $b}) MATCH p = shortestPath((a)-[:PARTICIPANT*..15]-(b)) RETURN [x IN nodes(p) | \
         x.name] AS names, length(p) AS n",
    ),
    (
        "distance: several types",
        "MATCH p = shortestPath((a:Organization {name: $a})-[:PARTICIPANT|GIVES*]-(b:Organization {name: $b})) RETURN \
         length(p) AS n",
    ),
];

const TEXTS: [(&str, &str); 4] = [
    (
        "text: lower case",
        "MATCH (e:Event) WHERE toLower(e.name) CONTAINS 'quantum' RETURN count(*) AS n",
    ),
    ("text: expression", "MATCH (e:Event) WHERE e.name =~ '.*Quantum.*' RETURN count(e) AS n"),
    (
        "text: parameter",
        "MATCH (e:Event) WHERE e.name CONTAINS 'Quan' + 'tum' RETURN count(*) AS n",
    ),
    (
        "text: among labels",
        "MATCH (e) WHERE e:Event AND e.name CONTAINS 'Quantum' RETURN count(DISTINCT e) AS n",
    ),
];

const STARTS: [(&str, &str); 2] = [
    ("text: start", "MATCH (e:Event) WHERE e.name STARTS WITH 'Award Q' RETURN count(*) AS n"),
    (
        "text: start by expression",
        "MATCH (e:Event) WHERE e.name =~ 'Award Q.*' RETURN count(*) AS n",
    ),
];

fn without_place(a: &Arrays<'_>) -> i64 {
    (0..a.t.event_kind.len() as u32).filter(|event| a.at.of(*event).is_empty()).count() as i64
}

fn triangles(a: &Arrays<'_>) -> i64 {
    let mut count = 0;
    for c in 0..a.t.event_kind.len() as u32 {
        for b in a.followers.of(c) {
            for x in a.followers.of(*b) {
                count += a.followers.of(c).iter().filter(|y| *y == x).count() as i64;
            }
        }
    }
    count
}

fn with_common_participant(a: &Arrays<'_>) -> i64 {
    let mut count = 0;
    for b in 0..a.t.event_kind.len() as u32 {
        for follower in a.followers.of(b) {
            for org in a.participants.of(b) {
                let same = a.participants.of(*follower).iter().filter(|other| *other == org);
                count += same.count() as i64;
            }
        }
    }
    count
}

fn named(a: &Arrays<'_>, test: impl Fn(&str) -> bool) -> i64 {
    a.t.event_name.iter().filter(|name| test(name)).count() as i64
}
