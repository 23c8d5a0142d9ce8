//! How long each stage takes that is not the answering: `cargo bench --bench stages`, with the name of a snapshot behind `--` to open
//! that one too. Each time is the least of many runs.

#![allow(clippy::unwrap_used)]

use nenpyo::Store;
use nenpyo::bind::{pattern, phrase};
use nenpyo::plan::plan;
use nenpyo::syntax::pattern::parse;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const PHRASES: [&str; 3] = [
    "awards to Botao",
    "companies in the park that received at least 2 honours since 2016",
    "total amount of funding by the park in 2017",
];

const PATTERNS: [&str; 3] = [
    "MATCH (a:Award)-[:RECIPIENT]->(c:Company {id: 'botao'}) RETURN a",
    "MATCH (p:Place {id: 'dalian'})<-[:PART_OF*0..4]-()<-[:PART_OF]-(c:Company)<-[:RECIPIENT]-(e:Award) RETURN count(DISTINCT e) AS n",
    "MATCH (e:Event) WHERE e.date > date('2017-03-01') WITH e.date.month AS m, count(*) AS n WHERE n > 2 RETURN m, n ORDER BY n DESC LIMIT 5",
];

/// The least time of a hundred runs, or of as many as take a second.
fn least<T>(mut run: impl FnMut() -> T) -> Duration {
    let (start, mut least) = (Instant::now(), Duration::MAX);
    for _ in 0..100 {
        let begin = Instant::now();
        black_box(run());
        least = least.min(begin.elapsed());
        if start.elapsed() > Duration::from_secs(1) {
            break;
        }
    }
    least
}

fn main() {
    let chronicle = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dalian-2017.chron");
    let load = || Store::open([&chronicle]).unwrap();
    println!("load  {:>10.1?}  the shipped chronicle from its file", least(load));
    let store = load();
    for text in PHRASES {
        let bind = || phrase::bind(text, store.catalog(), false, None).unwrap();
        let query = bind().query;
        println!("bind  {:>10.1?}  {text}", least(bind));
        println!("plan  {:>10.1?}", least(|| plan(&query, store.graph())));
    }
    for text in PATTERNS {
        let tree = parse(text).unwrap();
        let bind = || pattern::bind(&tree, Some(store.graph())).unwrap();
        let query = bind().query;
        println!("parse {:>10.1?}  {text}", least(|| parse(text).unwrap()));
        println!("bind  {:>10.1?}", least(bind));
        println!("plan  {:>10.1?}", least(|| plan(&query, store.graph())));
    }
    let saved = std::env::temp_dir().join(format!("nenpyo-bench-{}.nenpyo", std::process::id()));
    store.save_snapshot(&saved).unwrap();
    println!("open  {:>10.1?}  the same as a snapshot", least(|| Store::open([&saved]).unwrap()));
    std::fs::remove_file(&saved).unwrap();
    for path in std::env::args().skip(1).filter(|argument| !argument.starts_with('-')) {
        let read = least(|| std::fs::read(&path).unwrap());
        let opened = least(|| Store::open([&path]).unwrap());
        println!("open  {opened:>10.1?}  {path}; reading the file {read:.1?}");
    }
}
