//! How long a snapshot takes to open, beside reading the same file, and how much memory it needs, beside hand-written
//! arrays.
//!
//! `NENPYO_SCALE=1M cargo bench --bench snapshot` (10k, 100k, 1M or 10M events; 100k unless told). The graph is made from a
//! seed: events with one to five Zipf-skewed participants, places in a tree, events that follow others. The files are
//! in the page cache; the best of several runs counts, each in a process of its own. `NENPYO_KEEP=1` keeps the file.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::graph::{Extra, Graph, GraphBuilder};
use nenpyo::time::Date;
use nenpyo::value::{NodeId, Value};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

const KINDS: [&str; 12] = [
    "Award",
    "Founding",
    "Agreement",
    "Visit",
    "PolicyRelease",
    "Listing",
    "Opening",
    "Construction",
    "Conference",
    "Ranking",
    "Funding",
    "Launch",
];
const NOUNS: [&str; 8] =
    ["Robotics", "Quantum", "Photonics", "Energy", "Logistics", "Media", "Cloud", "Marine"];
const ROLES: [&str; 4] = ["recipient", "giver", "partner", "host"];

struct Random(u64);

impl Random {
    fn part(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.part() * limit as f64) as usize
    }

    /// A number below `limit`; small ones are common, about as Zipf's law has it.
    fn skewed(&mut self, limit: usize) -> usize {
        ((limit as f64).powf(self.part()) as usize - 1).min(limit - 1)
    }
}

fn property(key: &str, value: impl Into<Value>) -> (String, Value) {
    (key.to_owned(), value.into())
}

/// A graph, and how many bytes hand-written arrays would take: names end to end with their ends and a hash index, days and
/// kinds, and neighbors with offsets in both directions per relation.
fn generate(events: usize) -> (Graph, usize) {
    let mut random = Random(7);
    let (organizations, persons, places) = (events / 10, events / 20, events / 50);
    let mut builder = GraphBuilder::new();
    let mut bytes = 0;
    let dates: Vec<Value> = (0..7300)
        .map(|day| {
            let day = jiff::civil::date(2005, 1, 1).saturating_add(jiff::Span::new().days(day));
            Value::Edtf(Arc::new(Date::day(day)))
        })
        .collect();
    for i in 0..events {
        let kind = KINDS[random.skewed(KINDS.len())];
        let name = format!("{kind} {} {i}", NOUNS[random.below(NOUNS.len())]);
        bytes += name.len() + 8 + 6 + 4 + 1;
        let date = dates[random.below(dates.len())].clone();
        let properties = vec![
            property("id", i as i64),
            property("kind", kind),
            property("name", name),
            property("date", date),
        ];
        builder.add_node(&[kind, "Event"], properties);
    }
    for (label, count) in [("Organization", organizations), ("Person", persons), ("Place", places)]
    {
        for i in 0..count {
            let name = format!("{label} {} {i}", NOUNS[random.below(NOUNS.len())]);
            bytes += name.len() + 8 + 6;
            builder.add_node(&[label], vec![property("id", i as i64), property("name", name)]);
        }
    }
    let node = |i: usize| NodeId(i as u32);
    let (first_person, first_place) = (events + organizations, events + organizations + persons);
    let mut edges = 0;
    for event in 0..events {
        for _ in 0..=random.skewed(5) {
            let role = vec![property("role", ROLES[random.below(4)])];
            let organization = events + random.skewed(organizations);
            builder.add_edge(node(event), node(organization), "PARTICIPANT", role);
            edges += 1;
            bytes += 1;
        }
    }
    let mut link = |from: usize, to: usize, edge_type: &str| {
        builder.add_edge(node(from), node(to), edge_type, vec![]);
        edges += 1;
    };
    for event in 0..events {
        link(event, first_place + random.skewed(places), "AT");
        if random.part() < 0.8 {
            link(event, first_person + random.skewed(persons), "INVOLVES");
        }
        if event > 0 && random.part() < 0.6 {
            link(event, event - 1 - random.below(event.min(100)), "FOLLOWS");
        }
    }
    for i in 0..organizations {
        link(events + i, first_place + random.skewed(places), "LOCATED_IN");
    }
    for i in 1..places {
        link(first_place + i, first_place + i / 20, "PART_OF");
    }
    let offsets = (events + organizations)
        + (events + places)
        + (events + persons)
        + 2 * events
        + (organizations + places)
        + 2 * places;
    bytes += edges * 8 + offsets * 4;
    (builder.build().unwrap(), bytes)
}

/// Resident bytes of this process: now, and at most so far. Zero where there is no `/proc`.
fn resident() -> (usize, usize) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok());
        kilobytes.unwrap_or(0) * 1024
    };
    (field("VmRSS:"), field("VmHWM:"))
}

/// Opens or reads the file and prints the time it took and how many bytes it made resident, now and at most.
fn child(what: &str, path: &Path) {
    let (before, start) = (resident().0, Instant::now());
    let (mut graph, mut bytes) = (None, None);
    match what {
        "open" => graph = Some(Graph::open_snapshot(path).unwrap()),
        _ => bytes = Some(std::fs::read(path).unwrap()),
    }
    let (time, (now, most)) = (start.elapsed(), resident());
    println!("{} {} {}", time.as_nanos(), now - before, most - before);
    drop((graph, bytes));
}

/// The best of several runs of [`child`], each in a process of its own: its memory is new, as that of a command is.
fn best(what: &str, path: &Path) -> [usize; 3] {
    let run = |_| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let output = command.env("NENPYO_CHILD", what).env("NENPYO_PATH", path).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let numbers: Vec<usize> = text.split_whitespace().map(|n| n.parse().unwrap()).collect();
        [numbers[0], numbers[1], numbers[2]]
    };
    (0..7).map(run).min().unwrap()
}

fn time<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = run();
    println!("{what:32}{:10.1} ms", start.elapsed().as_secs_f64() * 1e3);
    made
}

fn main() {
    if let (Ok(what), Ok(path)) = (std::env::var("NENPYO_CHILD"), std::env::var("NENPYO_PATH")) {
        return child(&what, path.as_ref());
    }
    let scale = std::env::var("NENPYO_SCALE").unwrap_or_else(|_| "100k".to_owned());
    let events: usize = scale.replace('k', "000").replace('M', "000000").parse().unwrap();
    let (graph, hand_written) = time("generate and build", || generate(events));
    let path = std::env::temp_dir().join(format!("bench-{}.nenpyo", std::process::id()));
    time("write", || graph.write_snapshot(&path, &Extra::new()).unwrap());
    time("petgraph, first time", || graph.petgraph().edge_count());
    let name = graph.key_id("name").unwrap();
    time("index of names, first time", || graph.nodes_where(name, &Value::from("")).unwrap().len());
    let (label, date) = (graph.label_id("Event"), graph.key_id("date").unwrap());
    time("events by date, first time", || graph.sorted_by(label, date).unwrap().nodes().len());
    let (nodes, edges) = (graph.node_count(), graph.edge_count());
    drop(graph);

    let length = std::fs::metadata(&path).unwrap().len() as usize;
    let ([read, ..], [open, now, most]) = (best("read", &path), best("open", &path));
    if std::env::var_os("NENPYO_KEEP").is_none() {
        std::fs::remove_file(&path).unwrap();
    }
    let (ms, mib) = (|nanos: usize| nanos as f64 / 1e6, |b: usize| b as f64 / f64::from(1 << 20));
    println!("{scale} events: {nodes} nodes, {edges} edges, {:.1} MiB", mib(length));
    let times = open as f64 / read as f64;
    println!("open {:.2} ms, read {:.2} ms: {times:.2} times", ms(open), ms(read));
    println!(
        "memory {:.1} MiB (at most {:.1}), hand-written arrays {:.1} MiB: {:.2} times",
        mib(now),
        mib(most),
        mib(hand_written),
        now as f64 / hand_written as f64
    );
}
