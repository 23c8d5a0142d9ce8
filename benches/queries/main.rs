//! Questions in the pattern language, each beside a hand-written loop over plain arrays: `cargo bench --bench queries`.
//!
//! Arguments are sizes (`10k`, `100k`, `1M`, `10M`; by default the first two) of the generated data, or folders with
//! the CSV files of such a data set; `--only TEXT` picks questions, `--spellings` asks them in other ways, `--varied` asks others, `--profile`
//! shows where time goes, `--ask QUERY` asks that instead, `--threads N` asks with one thread and with so many in turn. The
//! time of a query is that from its text to its rows, warm, with the plan cached, of one thread; both times are the
//! least of many runs.

mod arrays;
mod graph;
mod questions;
mod random;
mod spellings;
mod tables;
mod threads;
mod varied;

use arrays::Arrays;
use nenpyo::exec::{Cancel, Limits, Params, Table, execute};
use nenpyo::graph::Graph;
use nenpyo::plan::{Plan, PlanCache, plan};
use nenpyo::value::Value;
use questions::{Chosen, Question};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use tables::Tables;

/// A list of questions.
type Questions = for<'a> fn(&'a Arrays<'a>, &'a Chosen) -> Vec<Question<'a>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut sets = Vec::new();
    let (mut only, mut profile, mut asked) = (String::new(), false, Vec::new());
    let mut more: Option<Questions> = None;
    let mut several = None;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--bench" => {}
            "--only" => only = args.next().unwrap_or_default(),
            "--profile" => profile = true,
            "--spellings" => more = Some(spellings::spellings),
            "--varied" => more = Some(varied::varied),
            "--ask" => asked.extend(args.next()),
            "--threads" => several = args.next().map(|text| text.parse()).transpose()?,
            _ => sets.push(arg),
        }
    }
    if sets.is_empty() {
        sets = vec!["10k".into(), "100k".into()];
    }
    for set in sets {
        match several {
            Some(several) => compare(&set, &only, several)?,
            None => run(&set, &only, profile, more, &asked)?,
        }
    }
    Ok(())
}

/// Asks each question with one thread and with several.
fn compare(set: &str, only: &str, several: usize) -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(set);
    let tables =
        if folder.is_dir() { Tables::read(folder)? } else { Tables::generate(size(set)?, 7) };
    let (arrays, graph) = (Arrays::new(&tables), graph::build(&tables)?);
    let chosen = choose(&arrays);
    println!("{:<60} {:>12} {:>12} {:>7}", set, "one thread", several, "ratio");
    for question in questions::questions(&arrays, &chosen) {
        if question.name.contains(only) {
            let (plan, params) = (prepare(question.query, &graph)?, params(&question));
            threads::compare(question.name, &plan, &graph, &params, several)?;
        }
    }
    for text in threads::MORE.iter().filter(|text| text.contains(only)) {
        threads::compare(text, &prepare(text, &graph)?, &graph, &Params::new(), several)?;
    }
    Ok(())
}

fn params(question: &Question<'_>) -> Params {
    let pairs = question.params.iter();
    pairs.map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn run(
    set: &str,
    only: &str,
    profile: bool,
    more: Option<Questions>,
    asked: &[String],
) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let folder = Path::new(set);
    let tables =
        if folder.is_dir() { Tables::read(folder)? } else { Tables::generate(size(set)?, 7) };
    let arrays = Arrays::new(&tables);
    let made = start.elapsed();
    let start = Instant::now();
    let graph = graph::build(&tables)?;
    println!(
        "\n{set}: {} nodes, {} edges; tables {made:.1?}, graph {:.1?}",
        graph.node_count(),
        graph.edge_count(),
        start.elapsed()
    );
    if !asked.is_empty() {
        return asked.iter().try_for_each(|text| ask(text, &graph, profile));
    }
    println!("{:<50} {:>12} {:>12} {:>7} {:>12}", "question", "loop", "query", "ratio", "plan");
    let chosen = choose(&arrays);
    let cache = PlanCache::default();
    let (mut logs, mut large) = (0.0, 0);
    for question in more.unwrap_or(questions::questions)(&arrays, &chosen) {
        if !question.name.contains(only) {
            continue;
        }
        let (by_hand, query, planning) = measure(&question, &graph, &cache, profile)?;
        let ratio = query.as_secs_f64() / by_hand.as_secs_f64();
        println!(
            "{:<50} {by_hand:>12.2?} {query:>12.2?} {ratio:>7.2} {planning:>12.2?}",
            question.name
        );
        if query > Duration::from_micros(20) {
            logs += ratio.ln();
            large += 1;
        }
    }
    println!(
        "geometric mean over those above 20 µs: {:.2}",
        (logs / f64::from(large.max(1))).exp()
    );
    Ok(())
}

/// Asks one query, and shows how long it takes.
fn ask(text: &str, graph: &Graph, profile: bool) -> Result<(), Box<dyn std::error::Error>> {
    let plan = prepare(text, graph)?;
    let (params, limits) = (Params::new(), Limits::default().threads(Some(1)));
    let run = || execute(&plan, graph, &params, &limits, &Cancel::new(), false);
    let rows = run()?.rows.len();
    let time = least(|| drop(black_box(run())));
    println!("{time:>12.2?} {rows:>8} rows  {text}");
    if profile {
        let (_, profile) = nenpyo::exec::profile(&plan, graph, &params, &limits, &Cancel::new())?;
        println!("{profile}");
    }
    Ok(())
}

fn size(text: &str) -> Result<usize, std::num::ParseIntError> {
    text.replace('k', "000").replace('M', "000000").parse()
}

/// What the questions ask about: the busiest place, event and organization.
fn choose(a: &Arrays<'_>) -> Chosen {
    let most = |count: usize, size: &dyn Fn(u32) -> usize| {
        (0..count as u32).max_by_key(|item| size(*item)).unwrap_or(0)
    };
    let (events, orgs, places) = (a.t.event_kind.len(), a.t.org_kind.len(), a.t.place_level.len());
    let below =
        |place: u32| a.parts.of(place).iter().map(|part| a.located.of(*part).len()).sum::<usize>();
    let few = |org: &u32| (1..=3).contains(&a.events_of.of(*org).len());
    let mut loners = (0..orgs as u32).filter(few);
    Chosen {
        place: most(places, &|place| {
            if a.t.place_level[place as usize] == 2 { below(place) } else { 0 }
        }),
        name: a.t.event_name[events / 3].clone(),
        root: most(events, &|event| a.followers.of(event).len()),
        hub: most(orgs, &|org| a.events_of.of(org).len()),
        path: (loners.next().unwrap_or(0), loners.next_back().unwrap_or(1)),
    }
}

type Measured = (Duration, Duration, Duration);

fn measure(
    question: &Question<'_>,
    graph: &Graph,
    cache: &PlanCache<Plan>,
    profile: bool,
) -> Result<Measured, Box<dyn std::error::Error>> {
    let params = params(question);
    let limits = Limits::default().threads(Some(1));
    let ask = || -> Result<Table, Box<dyn std::error::Error>> {
        let plan = cache.get(question.query, || prepare(question.query, graph))?;
        Ok(execute(&plan, graph, &params, &limits, &Cancel::new(), false)?)
    };
    let (expected, found) = ((question.by_hand)(), summary(&ask()?));
    if expected != found {
        println!("{}: the loop says {expected}, the query {found}", question.name);
    }
    if profile {
        let plan = prepare(question.query, graph)?;
        let (_, profile) = nenpyo::exec::profile(&plan, graph, &params, &limits, &Cancel::new())?;
        println!("{profile}");
    }
    let by_hand = least(|| {
        black_box((question.by_hand)());
    });
    let query = least(|| drop(black_box(ask())));
    let planning = least(|| drop(black_box(prepare(question.query, graph))));
    Ok((by_hand, query, planning))
}

fn prepare(text: &str, graph: &Graph) -> Result<Plan, Box<dyn std::error::Error>> {
    let wrong = |error: nenpyo::syntax::StaticError| format!("{text}: {error:?}");
    let tree = nenpyo::syntax::pattern::parse(text).map_err(wrong)?;
    let bound = nenpyo::bind::pattern::bind(&tree, Some(graph)).map_err(wrong)?;
    Ok(plan(&bound.query, graph))
}

/// The sum of the last column, where that is of integers, else the number of rows.
fn summary(table: &Table) -> i64 {
    let last = |row: &nenpyo::exec::Row| match row.values.last() {
        Some(Value::Integer(n)) => Some(*n),
        _ => None,
    };
    table.rows.iter().map(last).sum::<Option<i64>>().unwrap_or(table.rows.len() as i64)
}

/// The least time of many runs, for half a second.
fn least(mut run: impl FnMut()) -> Duration {
    let start = Instant::now();
    let mut least = Duration::MAX;
    let mut runs = 0;
    while runs < 5 || (start.elapsed() < Duration::from_millis(500) && runs < 5000) {
        let start = Instant::now();
        run();
        least = least.min(start.elapsed());
        runs += 1;
    }
    least
}
