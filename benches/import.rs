//! Import beside a hand-written loader: `cargo bench --features parquet --bench import -- FOLDER [FORMAT]`, where the folder holds
//! `Event.csv`, `Event.parquet` and so on, as the generator of this package's benchmarks writes them.
//!
//! The hand-written loader reads each file into arrays of its own: ids and ends as integers, texts in one piece, dates as
//! days; and then once more with what loops need to answer questions: adjacency and a table of names. Beside the times stands how
//! long the processors worked, which depends less on what else the machine does.

#![allow(clippy::unwrap_used, missing_docs)]

#[cfg(feature = "parquet")]
mod by_hand;

#[cfg(feature = "parquet")]
fn main() {
    use nenpyo::graph::GraphBuilder;
    use nenpyo::import::{EdgesSpec, NodesSpec, Options, import};
    use std::time::Instant;

    const NODES: [(&str, &str); 5] = [
        ("Event", "class=kind"),
        ("Organization", "class=kind"),
        ("Person", ""),
        ("Place", ""),
        ("Policy", ""),
    ];
    const EDGES: [(&str, &str, &str); 7] = [
        ("PARTICIPANT", "Event", "Organization"),
        ("LOCATED_IN", "Organization", "Place"),
        ("PART_OF", "Place", "Place"),
        ("AT", "Event", "Place"),
        ("ABOUT", "Event", "Policy"),
        ("INVOLVES", "Event", "Person"),
        ("FOLLOWS", "Event", "Event"),
    ];
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let Some(folder) = arguments.next() else {
        println!("no folder is named: nothing to do");
        return;
    };
    let only = arguments.next();
    for format in ["csv", "parquet"] {
        if only.as_deref().is_some_and(|only| only != format) {
            continue;
        }
        let path = |name: &str| format!("{folder}/{name}.{format}");
        let nodes: Vec<NodesSpec> = NODES
            .iter()
            .map(|(name, options)| match *options {
                "" => format!("{name}={}", path(name)).parse().unwrap(),
                options => format!("{name}={}:{options}", path(name)).parse().unwrap(),
            })
            .collect();
        let edges: Vec<EdgesSpec> = EDGES
            .iter()
            .map(|(name, from, to)| {
                format!("{name}={}:src>{from},dst>{to}", path(name)).parse().unwrap()
            })
            .collect();
        for round in 0..3 {
            let by_hand = |index| {
                let (start, work) = (Instant::now(), work());
                let (nodes, edges) = (NODES.map(|n| path(n.0)), EDGES.map(|e| path(e.0)));
                let size = by_hand::load(&nodes, &edges, index);
                (size, start.elapsed().as_secs_f64(), self::work() - work)
            };
            let ((size, arrays, work_by_hand), (_, indexed, _)) = (by_hand(false), by_hand(true));
            let (start, work) = (Instant::now(), work());
            let mut builder = GraphBuilder::new();
            let report =
                import(&nodes, &edges, &Options::default(), &mut builder, &mut |_| {}).unwrap();
            let read = start.elapsed().as_secs_f64();
            let graph = builder.build().unwrap();
            let (built, work) = (start.elapsed().as_secs_f64(), self::work() - work);
            assert_eq!((report.nodes() + report.edges(), report.bad_count()), (size, 0));
            assert_eq!(graph.node_count() as u64 + graph.edge_count() as u64, size);
            println!(
                "{format} {round}: by hand {arrays:.3} s, with adjacency and names {indexed:.3} s; \
                 import {built:.3} s (reading {read:.3}); ratios {:.2} and {:.2}, of work {:.2}",
                built / arrays,
                built / indexed,
                work / work_by_hand
            );
        }
    }
}

/// For how many seconds the processors have worked for this process, to 10 ms; zero where there is no `/proc`.
#[cfg(feature = "parquet")]
fn work() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = status.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}

#[cfg(not(feature = "parquet"))]
fn main() {
    println!("this benchmark needs the feature `parquet`");
}
