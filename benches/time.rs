//! What inexact dates cost: `cargo bench --bench time`. Arguments are numbers of events, by default a million.
//!
//! The same questions on events that are each dated to the day, and on events of which a third is not: a month, a year,
//! a decade, about a day, an interval with rough ends. Times are from text to rows, warm, the least of several runs.

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

/// The exact question, and the same of dates that may be inexact.
const PATTERNS: [(&str, &[&str]); 3] = [
    (
        "MATCH (e:Event) WHERE e.date < edtf('2015-06-01') RETURN count(e) AS n",
        &[
            "MATCH (e:Event) WHERE certain(before_period(e.date, edtf('2015-06'))) RETURN count(e) AS n",
            "MATCH (e:Event) WHERE possible(before_period(e.date, edtf('2015-06'))) RETURN count(e) AS n",
        ],
    ),
    (
        "MATCH (e:Event) WHERE e.date >= edtf('2015-01-01') AND e.date <= edtf('2015-12-31') RETURN count(e) AS n",
        &[
            "MATCH (e:Event) WHERE certain(within(e.date, edtf('2015'))) RETURN count(e) AS n",
            "MATCH (e:Event) WHERE possible(within(e.date, edtf('2015'))) RETURN count(e) AS n",
            "MATCH (e:Event) WHERE possible(overlapping(e.date, edtf('2015-01-01/2015-12-31'))) RETURN count(e) AS n",
        ],
    ),
    (
        "MATCH (e:Event) WHERE e.date >= edtf('2015-03-01') AND e.date <= edtf('2015-09-01') RETURN count(e) AS n",
        &[
            "MATCH (e:Event) WHERE certain(near(e.date, edtf('2015-06-01'), 3, 'months')) RETURN count(e) AS n",
            "MATCH (e:Event) WHERE possible(near(e.date, edtf('2015-06-01'), 3, 'months')) RETURN count(e) AS n",
        ],
    ),
];
const PHRASES: [&str; 6] = [
    "how many events before June 2015",
    "how many events certainly before June 2015",
    "how many events in 2015",
    "how many events certainly in 2015",
    "how many events within 3 months of 2015-06-01",
    "how many events certainly within 3 months of 2015-06-01",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sizes: Vec<u64> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    for size in if sizes.is_empty() { vec![1_000_000] } else { sizes } {
        let (exact, mixed) = (store(size, false)?, store(size, true)?);
        println!("\n{size} events, of which a third is inexact; the exact data at the left");
        println!("{:<100} {:>12} {:>12} {:>7}", "question", "exact", "inexact", "ratio");
        for (plain, questions) in PATTERNS {
            let least = measure(|| exact.query(plain).map(drop))?;
            println!("{plain:<100} {least:>12.2?}");
            for question in questions {
                report(question, least, measure(|| mixed.query(question).map(drop))?);
            }
        }
        for phrase in PHRASES {
            let least = measure(|| exact.ask(phrase).map(drop))?;
            report(phrase, least, measure(|| mixed.ask(phrase).map(drop))?);
        }
    }
    Ok(())
}

fn report(question: &str, exact: Duration, inexact: Duration) {
    let ratio = inexact.as_secs_f64() / exact.as_secs_f64();
    println!("{question:<100} {exact:>12.2?} {inexact:>12.2?} {ratio:>7.2}");
}

fn measure<E>(mut run: impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    let mut least = Duration::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        run()?;
        least = least.min(start.elapsed());
    }
    Ok(least)
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
