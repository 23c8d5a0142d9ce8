//! What inexact dates cost: `cargo bench --bench time`. Arguments are numbers of events, by default a million.
//!
//! The same questions on events that are each dated to the day, and on events of which a third is not: a month, a year,
//! a decade, about a day, an interval with rough ends. Times are from text to rows: the first, in which lists are made, and
//! warm, the least of several runs.

use nenpyo::Store;
use nenpyo::graph::{Graph, GraphBuilder, GraphError};
use nenpyo::time::Date;
use nenpyo::value::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// 2005-01-01, in days since 1970-01-01, and the days to the end of 2024.
const FIRST_DAY: i64 = 12_784;
const DAYS: u64 = 7305;
const RUNS: u32 = 5;

/// Days since 1970-01-01: 2015-01-01, and the first and the last of March 2015.
const HALF: i32 = 16_436;
const MARCH: (i32, i32) = (16_495, 16_525);

/// A question, and whether a date with these bounds (first and last day of its start, of its end) is meant.
type Asked = (&'static str, fn([i32; 4]) -> bool);

/// A question about days, and the same of dates that may be inexact: about half of the events, and about a month.
const COUNTS: [(&str, &[Asked]); 4] = [
    (
        "MATCH (e:Event) WHERE e.date < edtf('2015-01-01') RETURN count(e) AS n",
        &[
            (
                "MATCH (e:Event) WHERE e.date < edtf('2015') RETURN count(e) AS n",
                |[_, _, _, end]| end < HALF,
            ),
            (
                "MATCH (e:Event) WHERE certain(before(e.date, edtf('2015-01-01'))) RETURN count(e) AS n",
                |[_, _, _, end]| end < HALF,
            ),
            (
                "MATCH (e:Event) WHERE possible(before(e.date, edtf('2015-01-01'))) RETURN count(e) AS n",
                |[_, _, end, _]| end < HALF,
            ),
        ],
    ),
    (
        "MATCH (e:Event) WHERE e.date >= edtf('2015-03-01') AND e.date <= edtf('2015-03-31') RETURN count(e) AS n",
        &[
            (
                "MATCH (e:Event) WHERE certain(within(e.date, edtf('2015-03'))) RETURN count(e) AS n",
                |[start, _, _, end]| MARCH.0 <= start && end <= MARCH.1,
            ),
            (
                "MATCH (e:Event) WHERE possible(within(e.date, edtf('2015-03'))) RETURN count(e) AS n",
                |[_, start, end, _]| MARCH.0 <= start && end <= MARCH.1,
            ),
            (
                "MATCH (e:Event) WHERE possible(overlapping(e.date, edtf('2015-03-01/2015-03-31'))) RETURN count(e) AS n",
                |[start, _, _, end]| start <= MARCH.1 && MARCH.0 <= end,
            ),
            (
                "MATCH (e:Event) WHERE NOT certain(before(e.date, edtf('2015-03-01'))) AND NOT certain(after(e.date, edtf('2015-03-31'))) RETURN count(e) AS n",
                |[start, _, _, end]| start <= MARCH.1 && MARCH.0 <= end,
            ),
        ],
    ),
    (
        "how many events before 2015",
        &[
            ("how many events certainly before 2015", |[_, _, _, end]| end < HALF),
            ("how many events possibly before 2015", |[_, _, end, _]| end < HALF),
        ],
    ),
    (
        "how many events in March 2015",
        &[
            ("how many events certainly in March 2015", |[start, _, _, end]| {
                MARCH.0 <= start && end <= MARCH.1
            }),
            ("how many events possibly in March 2015", |[_, start, end, _]| {
                MARCH.0 <= start && end <= MARCH.1
            }),
        ],
    ),
];

/// The same as rows. The answers differ in size, so that the time a row is compared.
const ROWS: [(&str, &[&str]); 3] = [
    (
        "MATCH (e:Event) WHERE e.date < edtf('2015-01-01') RETURN e.id",
        &[
            "MATCH (e:Event) WHERE certain(before(e.date, edtf('2015-01-01'))) RETURN e.id",
            "MATCH (e:Event) WHERE possible(before(e.date, edtf('2015-01-01'))) RETURN e.id",
        ],
    ),
    (
        "MATCH (e:Event) WHERE e.date >= edtf('2015-03-01') AND e.date <= edtf('2015-03-31') RETURN e.id",
        &[
            "MATCH (e:Event) WHERE certain(within(e.date, edtf('2015-03'))) RETURN e.id",
            "MATCH (e:Event) WHERE possible(within(e.date, edtf('2015-03'))) RETURN e.id",
        ],
    ),
    ("events in March 2015", &["events certainly in March 2015", "events possibly in March 2015"]),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![1_000_000] } else { sizes } {
        let (exact, mixed) = (store(size, false)?, store(size, true)?);
        println!(
            "\n{size} events; the first question of each block is asked of days only, and of dates of which a third"
        );
        println!("is inexact; the ratios of the others, which are asked of these, are to both");
        println!(
            "{:<150} {:>10} {:>10} {:>7} {:>7} {:>10}",
            "question", "first", "warm", "days", "same", "loop"
        );
        let frames = frames(&mixed);
        for (plain, questions) in COUNTS {
            let days = ask(&exact, plain)?;
            let same = ask(&mixed, plain)?;
            report(&format!("{plain} (days)"), &days, None);
            report(plain, &same, None);
            for (question, meant) in questions {
                let asked = ask(&mixed, question)?;
                report(question, &asked, Some((&days, &same)));
                let (by_hand, least) = count(&frames, *meant);
                println!(" {least:>10.2?}");
                if asked.count != by_hand {
                    println!("    differs: {} by hand", by_hand);
                }
            }
        }
        for (plain, questions) in ROWS {
            let (days, same) = (ask(&exact, plain)?.per_row(), ask(&mixed, plain)?.per_row());
            report(&format!("{plain} (days), a row"), &days, None);
            report(&format!("{plain}, a row"), &same, None);
            for question in questions {
                report(question, &ask(&mixed, question)?.per_row(), Some((&days, &same)));
                println!();
            }
        }
    }
    Ok(())
}

/// What asking a question has taken and given.
struct Outcome {
    /// When it was asked for the first time.
    first: Duration,
    /// The least of several times.
    warm: Duration,
    rows: usize,
    /// The number that the answer is, where it is one.
    count: i64,
}

impl Outcome {
    fn per_row(self) -> Outcome {
        let rows = self.rows.max(1) as u32;
        Outcome { first: self.first / rows, warm: self.warm / rows, ..self }
    }
}

fn ask(store: &Store, question: &str) -> Result<Outcome, nenpyo::Error> {
    let options = nenpyo::AskOptions::new().limits(nenpyo::exec::Limits::none());
    let start = Instant::now();
    let answer = store.ask_with(question, &options)?;
    let first = start.elapsed();
    let mut warm = Duration::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        drop(store.ask_with(question, &options)?);
        warm = warm.min(start.elapsed());
    }
    let count = match answer.rows.first().and_then(|row| row.cells.first()) {
        Some(nenpyo::answer::Cell::Integer(count)) => *count,
        _ => 0,
    };
    Ok(Outcome { first, warm, rows: answer.rows.len(), count })
}

fn report(question: &str, asked: &Outcome, beside: Option<(&Outcome, &Outcome)>) {
    print!("{question:<150} {:>10.2?} {:>10.2?}", asked.first, asked.warm);
    match beside {
        None => println!(),
        Some((days, same)) => {
            let ratio = |to: &Outcome| asked.warm.as_secs_f64() / to.warm.as_secs_f64();
            print!(" {:>7.2} {:>7.2}", ratio(days), ratio(same));
        }
    }
}

/// The bounds of the dates of all events, in bare arrays.
fn frames(store: &Store) -> Vec<[i32; 4]> {
    let graph = store.graph();
    let dates = graph.key_id("date").and_then(|key| graph.node_column(key));
    let of = |node: u32| match dates?.get(node) {
        Value::Edtf(date) => date.frame(),
        _ => None,
    };
    (0..graph.node_count() as u32).filter_map(of).collect()
}

fn count(frames: &[[i32; 4]], meant: fn([i32; 4]) -> bool) -> (i64, Duration) {
    let (mut found, mut least) = (0, Duration::MAX);
    for _ in 0..RUNS {
        let start = Instant::now();
        found = std::hint::black_box(frames).iter().filter(|frame| meant(**frame)).count() as i64;
        least = least.min(start.elapsed());
    }
    (found, least)
}

fn store(size: u64, inexact: bool) -> Result<Store, Box<dyn std::error::Error>> {
    let base = nenpyo::store::base_vocabulary()?;
    Ok(Store::from_graph(graph(size, inexact)?, Some(base))?)
}

fn graph(size: u64, inexact: bool) -> Result<Graph, GraphError> {
    let mut builder = GraphBuilder::new();
    let mut seed = 7_u64;
    let mut dates: std::collections::HashMap<String, Value> = Default::default();
    for id in 0..size {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let text = written(seed >> 33, inexact && id % 3 == 0);
        let date = dates.entry(text).or_insert_with_key(|text| {
            Date::parse(text).map_or(Value::Null, |date| Value::Edtf(Arc::new(date)))
        });
        let properties = vec![
            ("id".to_owned(), Value::Integer(id as i64)),
            ("name".to_owned(), format!("Event {id}").as_str().into()),
            ("date".to_owned(), date.clone()),
        ];
        builder.add_node(&["Event"], properties);
    }
    builder.build()
}

/// A date in EDTF.
fn written(random: u64, inexact: bool) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    let day = |random: u64| {
        let days = FIRST_DAY + (random % DAYS) as i64;
        epoch.checked_add(jiff::Span::new().days(days)).unwrap_or(epoch)
    };
    let (first, last) = (day(random), day(random / DAYS));
    let (first, last) = (first.min(last), first.max(last));
    if !inexact {
        return day(random).to_string();
    }
    match random % 5 {
        0 => first.to_string()[..7].to_owned(),
        1 => first.to_string()[..4].to_owned(),
        2 => format!("{}X", &first.to_string()[..3]),
        3 => format!("{first}~"),
        _ => format!("{}~/{last}", &first.to_string()[..7]),
    }
}
