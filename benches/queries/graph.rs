//! The tables as a graph.

use crate::tables::{KINDS, Links, ORG_KINDS, ROLES, Tables};
use nenpyo::graph::{Graph, GraphBuilder, GraphError};
use nenpyo::time::Date;
use nenpyo::value::{NodeId, Value};
use std::sync::Arc;

/// Nodes with `id`, `kind`, `name`, `date` and `level`; a role is a property of `PARTICIPANT`.
pub fn build(t: &Tables) -> Result<Graph, GraphError> {
    let mut b = GraphBuilder::new();
    let text = |texts: &[&str]| texts.iter().map(|t| Value::from(*t)).collect::<Vec<Value>>();
    let (kinds, org_kinds, roles) = (text(&KINDS), text(&ORG_KINDS), text(&ROLES));
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = epoch.series(jiff::ToSpan::days(1)).take(30_000);
    let days: Vec<Value> = days.map(|day| Value::Edtf(Arc::new(Date::day(day)))).collect();
    let mut add = |label: &str, id: usize, name: Value, more: Vec<(String, Value)>| {
        let mut properties =
            vec![("id".to_owned(), Value::Integer(id as i64)), ("name".to_owned(), name)];
        properties.extend(more);
        b.add_node(&[label], properties)
    };
    let mut bases = [NodeId(0); 5];
    for (id, name) in t.event_name.iter().enumerate() {
        let more = vec![
            ("kind".to_owned(), kinds[t.event_kind[id] as usize].clone()),
            ("date".to_owned(), days[t.event_day[id] as usize].clone()),
        ];
        add("Event", id, name.as_str().into(), more);
    }
    for (id, name) in t.org_name.iter().enumerate() {
        let more = vec![("kind".to_owned(), org_kinds[t.org_kind[id] as usize].clone())];
        let node = add("Organization", id, name.as_str().into(), more);
        if id == 0 {
            bases[1] = node;
        }
    }
    for (id, level) in t.place_level.iter().enumerate() {
        let name = format!("{} {id}", ["Country", "Region", "City", "District"][*level as usize]);
        let more = vec![("level".to_owned(), Value::Integer((*level).into()))];
        let node = add("Place", id, name.as_str().into(), more);
        if id == 0 {
            bases[2] = node;
        }
    }
    for (base, label, count) in [(3, "Person", t.persons), (4, "Policy", t.policies)] {
        for id in 0..count as usize {
            let node = add(label, id, format!("{label} {id}").as_str().into(), Vec::new());
            if id == 0 {
                bases[base] = node;
            }
        }
    }
    let [events, orgs, places, persons, policies] = bases;
    let mut link =
        |links: &Links, edge_type: &str, from: NodeId, to: NodeId, role: Option<&[u8]>| {
            for (number, (a, b_)) in links.iter().enumerate() {
                let role =
                    role.map(|role| ("role".to_owned(), roles[role[number] as usize].clone()));
                let (a, b_) = (NodeId(from.0 + a), NodeId(to.0 + b_));
                b.add_edge(a, b_, edge_type, role.into_iter().collect());
            }
        };
    link(&t.part_of, "PART_OF", places, places, None);
    link(&t.located_in, "LOCATED_IN", orgs, places, None);
    link(&t.participant, "PARTICIPANT", events, orgs, Some(&t.role));
    link(&t.at, "AT", events, places, None);
    link(&t.about, "ABOUT", events, policies, None);
    link(&t.involves, "INVOLVES", events, persons, None);
    link(&t.follows, "FOLLOWS", events, events, None);
    b.build()
}
