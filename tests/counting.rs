//! Counting and grouping over stars of edges, in many spellings: small random graphs (with loops, parallel edges, nulls,
//! names that are unique or not), with all rules, without each of them, and traced, against the reference evaluator.
//! `NENPYO_CASES` and `SEED` set how many graphs and which.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "tck/cell.rs"]
mod cell;
mod random;
#[allow(dead_code)]
mod reference;
mod threads;

use cell::Cell;
use indexmap::IndexMap;
use nenpyo::exec::Limits;
use nenpyo::graph::{Graph, GraphBuilder};
use nenpyo::plan::{PlanOptions, plan_with, rules::RULES};
use nenpyo::value::Value;
use random::Random;
use std::collections::BTreeMap;
use threads::execute_twice;

fn graph(r: &mut Random) -> Graph {
    let mut b = GraphBuilder::new();
    let unique = r.chance(60);
    let (ev, or) = (2 + r.below(5), 2 + r.below(5));
    let mut nodes = Vec::new();
    for i in 0..ev + or {
        let labels: Vec<&str> = if i < ev {
            if r.chance(90) { vec!["E"] } else { vec!["E", "O"] }
        } else if r.chance(90) {
            vec!["O"]
        } else {
            vec![]
        };
        let mut p: Vec<(String, Value)> = Vec::new();
        if unique || r.chance(80) {
            let id = if unique { i as i64 } else { r.below(4) as i64 };
            p.push(("id".into(), Value::Integer(id)));
        }
        if unique || r.chance(80) {
            let name = if unique { format!("n{i}") } else { format!("n{}", r.below(3)) };
            p.push(("name".into(), Value::from(name.as_str())));
        }
        if r.chance(85) {
            p.push(("kind".into(), Value::from(r.pick(&["c", "g"]))));
        }
        if r.chance(85) {
            let d = r.pick(&["2017-01-02", "2017-03-04", "2018-03", "2018", "2018-03-09"]);
            p.push(("date".into(), Value::Edtf(std::sync::Arc::new(d.parse().unwrap()))));
        }
        nodes.push(b.add_node(&labels, p));
    }
    let simple = r.chance(40);
    let mut seen = std::collections::HashSet::new();
    for _ in 0..r.below(16) + 2 {
        let a = if r.chance(80) { r.below(ev) } else { r.below(nodes.len()) };
        let z = if r.chance(80) { ev + r.below(or) } else { r.below(nodes.len()) };
        let t = r.pick(&["R", "R", "S"]);
        if simple && !seen.insert((a, z, t)) {
            continue;
        }
        let p = if r.chance(70) {
            vec![("role".to_owned(), Value::from(r.pick(&["x", "y"])))]
        } else {
            vec![]
        };
        b.add_edge(nodes[a], nodes[z], t, p);
    }
    b.build().unwrap()
}

fn node(r: &mut Random, v: &str) -> String {
    let label = r.pick(&["", "", ":O", ":O", ":E", ":Nope"]);
    let prop = r.pick(&["", "", "", " {kind: 'c'}", " {id: 1}"]);
    format!("({v}{label}{prop})")
}

fn edge(r: &mut Random, v: &str) -> String {
    let types = r.pick(&[":R", ":R", ":R", ":S", ":R|S", ""]);
    let prop = r.pick(&["", "", "", " {role: 'x'}"]);
    let (l, z) = [("-", "->"), ("-", "->"), ("<-", "-"), ("-", "-")][r.below(4)];
    format!("{l}[{v}{types}{prop}]{z}")
}

fn flip(e: &str) -> String {
    let inner = e.trim_matches(['<', '-', '>']);
    match (e.starts_with('<'), e.ends_with('>')) {
        (true, _) => format!("-{inner}->"),
        (_, true) => format!("<-{inner}-"),
        _ => format!("-{inner}-"),
    }
}

fn query(r: &mut Random) -> String {
    let center = format!("(e{}{})", r.pick(&["", ":E", ":E"]), r.pick(&["", "", " {kind: 'c'}"]));
    let arms: Vec<(String, String)> = (0..[1, 2, 2, 2, 3][r.below(5)])
        .map(|i| (edge(r, &format!("r{i}")), node(r, ["a", "b", "c"][i])))
        .collect();
    let n = arms.len();
    let mut text = match (r.below(3), n) {
        (0, 2 | 3) => {
            let mut t = format!(
                "MATCH {}{}{center}{}{}",
                arms[0].1,
                flip(&arms[0].0),
                arms[1].0,
                arms[1].1
            );
            if n == 3 {
                t += &format!(", (e){}{}", arms[2].0, arms[2].1);
            }
            t
        }
        (1, 1) => format!("OPTIONAL MATCH {center}{}{}", arms[0].0, arms[0].1),
        (1, 2) if r.chance(50) => format!(
            "MATCH {center}{}{} OPTIONAL MATCH (e){}{}",
            arms[0].0, arms[0].1, arms[1].0, arms[1].1
        ),
        (1, 2) => {
            format!("MATCH {center}{}{} MATCH (e){}{}", arms[0].0, arms[0].1, arms[1].0, arms[1].1)
        }
        _ => {
            let mut t = format!("MATCH {center}{}{}", arms[0].0, arms[0].1);
            for (e, a) in &arms[1..] {
                t += &format!(", (e){e}{a}");
            }
            t
        }
    };
    let both = [
        "a.id < b.id",
        "a.id > b.id",
        "id(a) < id(b)",
        "a <> b",
        "id(a) <> id(b)",
        "a.name < b.name",
        "a.id <> b.id",
        "a.kind <> b.kind",
        "a.kind = b.kind",
        "a.id <= b.id",
        "elementId(a) < elementId(b)",
        "NOT a = b",
        "a.name <> b.name",
        "r0 <> r1",
    ];
    let one = [
        "a.kind = 'c'",
        "a.kind IN ['c']",
        "e.kind = 'c'",
        "e.date > date('2017-06-01')",
        "e.date.year = 2017",
        "a.id > 1",
        "r0.role = 'y'",
        "a.name STARTS WITH 'n'",
        "e.id = a.id",
        "a.kind <> e.kind",
        "a:O",
        "a.id IS NOT NULL",
        "e <> a",
        "NOT (a)-[:S]->()",
        "EXISTS { (a)<-[:S]-(x) }",
        "EXISTS { (a)<-[:R]-(x:E {kind: 'c'})-[:S]->() }",
        "NOT EXISTS { (e)-[:R]->(x)<-[:S]-(y {id: 1}) }",
        "NOT EXISTS { MATCH (a)--(x {kind: 'g'})--(y) WHERE x.id < y.id OR y.name IS NULL }",
        "EXISTS { (e)-->(x {id: 1}) }",
        "COUNT { (a)<-[:R]-() } > 1",
        "COUNT { (e)-[:R]->(x:O {kind: 'c'}) } = 1",
        "COUNT { (e)--(x) WHERE x.id > e.id } >= COUNT { (e)-[:S]-() }",
        "a.kind = 'c' OR e.kind = 'g' OR a.name < e.name",
        "(a.kind IS NULL OR e.date IS NULL) AND (a.id = 1 OR a.name IS NOT NULL)",
        "a.name =~ '(?i)N[0-9]' OR a.kind =~ 'c|d'",
        "e.date < a.date",
    ];
    let mut wheres = Vec::new();
    if n >= 2 && r.chance(50) {
        wheres.push(r.pick(&both));
    }
    if r.chance(40) {
        wheres.push(r.pick(&one));
    }
    if n >= 2 && r.chance(20) {
        wheres.push("b.kind = 'c'");
    }
    if !wheres.is_empty() {
        text += &format!(" WHERE {}", wheres.join(" AND "));
    }
    let keys = [
        "e",
        "e.id",
        "e.name",
        "e.kind",
        "e.date",
        "e.date.year",
        "e.date.month",
        "a",
        "a.name",
        "a.id",
        "a.kind",
        "id(a)",
        "id(e)",
        "a.id + 1",
        "labels(a)",
        "toUpper(a.name)",
        "substring(toString(e.date), 0, 7)",
        "b",
        "b.name",
        "b.id",
        "e.kind = 'c'",
        "r0.role",
        "COUNT { (e)-[:R]->() }",
        "COUNT { (a)<-[:R|S]-(x:E) WHERE x.kind = 'c' }",
        "COUNT { (e)-->(x)<-[:S]-() } + 1",
        "-COUNT { MATCH (e)-[:R]->(x) MATCH (x)--(y) WHERE y.name < x.name }",
    ];
    let counts = [
        "count(*)",
        "count(*)",
        "count(e)",
        "count(DISTINCT e)",
        "count(a)",
        "count(DISTINCT a)",
        "count(a.id)",
        "count(DISTINCT a.id)",
        "count(DISTINCT a.name)",
        "count(r0)",
        "min(a.id)",
        "sum(a.id)",
        "count(DISTINCT b)",
        "count(b)",
        "collect(DISTINCT a.kind)",
        "count(DISTINCT r0)",
        "sum(COUNT { (a)<--() })",
        "max(COUNT { (e)-[:R]-() })",
        "count(a.kind)",
        "count(e.date)",
    ];
    let ok = |s: &str| {
        n >= 2 || !s.contains('b') || s.starts_with("labels") || s.starts_with("substring")
    };
    let mut items: Vec<String> = Vec::new();
    for _ in 0..[0, 1, 1, 1, 2, 2, 3][r.below(7)] {
        let k = r.pick(&keys);
        if ok(k) {
            items.push(format!("{k} AS k{}", items.len()));
        }
    }
    let keyed = items.len();
    let mode = r.below(10);
    if mode < 8 {
        for _ in 0..1 + r.below(2) {
            let c = r.pick(&counts);
            let c = if n < 2 && c.contains("b)") { "count(*)" } else { c };
            items.push(format!("{c} AS c{}", items.len()));
        }
        let c = format!("c{keyed}");
        match mode {
            0..4 => text += &format!(" RETURN {}", items.join(", ")),
            4 | 5 => {
                let names: Vec<String> = items
                    .iter()
                    .map(|i| i.rsplit(' ').next().unwrap_or_default().to_owned())
                    .collect();
                text += &format!(
                    " WITH {} WHERE {c} IS NOT NULL RETURN {}",
                    items.join(", "),
                    names.join(", ")
                );
            }
            _ => {
                // Sorted by everything, so that the first rows are determined.
                let names: Vec<String> = items
                    .iter()
                    .map(|i| i.rsplit(' ').next().unwrap_or_default().to_owned())
                    .collect();
                let mut order = vec![format!("{c} DESC")];
                order.extend(names.iter().filter(|m| **m != c).cloned());
                text += &format!(
                    " RETURN {} ORDER BY {} LIMIT {}",
                    items.join(", "),
                    order.join(", "),
                    1 + r.below(4)
                );
            }
        }
    } else if mode == 8 {
        if items.is_empty() {
            items.push("a AS k0".into());
        }
        text += &format!(" RETURN DISTINCT {}", items.join(", "));
    } else {
        if items.is_empty() {
            items.push("a AS k0".into());
        }
        text += &format!(" WITH DISTINCT {} RETURN count(*) AS n", items.join(", "));
    }
    text
}

fn shown(rows: &[Vec<Value>], graph: &Graph) -> BTreeMap<Vec<String>, usize> {
    let mut bag = BTreeMap::new();
    for row in rows {
        let row = row.iter().map(|value| Cell::of(value, graph).text(true)).collect();
        *bag.entry(row).or_default() += 1;
    }
    bag
}

fn run(
    query: &nenpyo::algebra::Query,
    graph: &Graph,
    options: &PlanOptions,
    trace: bool,
) -> Result<Vec<Vec<Value>>, String> {
    let plan = plan_with(query, graph, options);
    let table = execute_twice(&plan, graph, &IndexMap::new(), &Limits::default(), trace);
    table.map(|t| t.rows.into_iter().map(|r| r.values).collect()).map_err(|e| e.to_string())
}

#[test]
fn counts_agree() {
    let cases: usize =
        std::env::var("NENPYO_CASES").ok().and_then(|c| c.parse().ok()).unwrap_or(100);
    let seed: u64 = std::env::var("SEED").ok().and_then(|c| c.parse().ok()).unwrap_or(7);
    let mut r = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (mut filled, mut compared, mut wrong) = (0, 0, 0);
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..cases {
        let g = graph(&mut r);
        for _ in 0..8 {
            let text = query(&mut r);
            let ast = match nenpyo::syntax::pattern::parse(&text) {
                Ok(a) => a,
                Err(e) => {
                    println!("PARSE {text} {e:?}");
                    continue;
                }
            };
            let q = match nenpyo::bind::pattern::bind(&ast, Some(&g)) {
                Ok(b) => b.query,
                Err(_) => continue,
            };
            let Ok(expected) = reference::evaluator::answer(&q, &g, &IndexMap::new()) else {
                continue;
            };
            let expected = shown(&expected, &g);
            compared += 1;
            filled += usize::from(!expected.is_empty());
            let plan = plan_with(&q, &g, &PlanOptions::default()).to_string();
            for word in ["Branches", "Degree", "(best)", "Tally", " among"] {
                if plan.contains(word) {
                    *used.entry(word.into()).or_default() += 1;
                }
            }
            let mut check = |name: &str, found: Result<Vec<Vec<Value>>, String>| {
                let found = found.map(|f| shown(&f, &g));
                if found.as_ref() != Ok(&expected) {
                    wrong += 1;
                    if wrong < 12 {
                        println!(
                            "WRONG [{name}] {text}\n engine {found:?}\n expected {expected:?}\n{plan}"
                        );
                        for n in g.nodes() {
                            println!("  {n:?} {:?} {:?}", g.node_labels(n), g.node_properties(n));
                        }
                        for e in g.edges() {
                            println!(
                                "  {e:?} {:?} {} {:?}",
                                g.ends(e),
                                g.type_name(g.edge_type(e)),
                                g.edge_properties(e)
                            );
                        }
                    }
                }
            };
            check("all", run(&q, &g, &PlanOptions::default(), false));
            check("traced", run(&q, &g, &PlanOptions::default(), true));
            for rule in RULES.iter() {
                check(rule.name, run(&q, &g, &PlanOptions::default().without(rule.name), false));
            }
        }
    }
    println!("{compared} compared, {filled} filled, {wrong} wrong, {used:?}");
    assert_eq!(wrong, 0);
}
