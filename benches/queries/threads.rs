//! One thread beside several.

use nenpyo::exec::{Cancel, Limits, Params, execute};
use nenpyo::graph::Graph;
use nenpyo::plan::Plan;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Questions beside those that are compared with loops.
pub const MORE: [&str; 6] = [
    "MATCH (e:Event)-[p:PARTICIPANT]->(o) RETURN e.kind, o.kind, p.role, count(*) AS n ORDER BY n DESC LIMIT 20",
    "MATCH (e:Event) WHERE e.name ENDS WITH 'a' OR e.name STARTS WITH 'C' RETURN count(*) AS n",
    "MATCH (e:Event) RETURN e.name, e.date ORDER BY e.name, e.date LIMIT 10",
    "MATCH (e:Event)-[:PARTICIPANT]->(o)-[:LOCATED_IN]->(p)<-[:AT]-(e) RETURN count(*) AS n",
    "MATCH (e:Event) WHERE e.level IS NULL RETURN e.kind, count(DISTINCT e.date) AS n",
    "MATCH (e:Event)-[:PARTICIPANT]->(o {kind: 'Company'}) WHERE e.kind = 'Award' RETURN o.name, count(DISTINCT e) AS n ORDER BY n DESC LIMIT 5",
];

/// Shows the least times of a query with one thread and with several, asked in turn for half a second.
pub fn compare(
    name: &str,
    plan: &Plan,
    graph: &Graph,
    params: &Params,
    several: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let limits = |threads| Limits::default().threads(Some(threads));
    let limits = [limits(1), limits(several)];
    let ask = |which: usize| execute(plan, graph, params, &limits[which], &Cancel::new(), false);
    if ask(0)? != ask(1)? {
        println!("{name}: the answers differ");
    }
    let mut least = [Duration::MAX; 2];
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(500) {
        for (which, least) in least.iter_mut().enumerate() {
            let start = Instant::now();
            drop(black_box(ask(which)));
            *least = start.elapsed().min(*least);
        }
    }
    let ratio = least[1].as_secs_f64() / least[0].as_secs_f64();
    let name: String = name.chars().take(60).collect();
    println!("{name:<60} {:>12.2?} {:>12.2?} {ratio:>7.2}", least[0], least[1]);
    Ok(())
}
