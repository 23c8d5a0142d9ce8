//! The engine against the reference evaluator (`tests/reference`), and against itself.
//!
//! Some thousand random pairs of a small graph and a query, and a thousand for each metamorphic relation. For the long
//! run: `NENPYO_CASES=100000 cargo test --release --test differential the_engine -- --nocapture`. A failing case is
//! shrunk and printed with its graph and query.

#[allow(dead_code)]
#[path = "tck/cell.rs"]
mod cell;
mod reference;
mod threads;

use cell::Cell;
use nenpyo::algebra::Query;
use nenpyo::exec::Limits;
use nenpyo::graph::Graph;
use nenpyo::plan::{PlanOptions, plan_with, rules::RULES};
use nenpyo::value::Value;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use reference::generate::{Asked, Choices, GraphSpec, Maker};
use reference::{evaluator, extra};
use std::cell::Cell as Counter;
use std::collections::BTreeMap;
use threads::execute_twice;

type Checked = Result<(), TestCaseError>;
type Rows = Vec<Vec<String>>;

fn cases(default: u32) -> u32 {
    std::env::var("NENPYO_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}

/// Runs a property over lists of choices.
fn check(default: u32, property: impl Fn(&mut Choices) -> Checked) {
    let config = Config { cases: cases(default), failure_persistence: None, ..Config::default() };
    let choices = prop::collection::vec(any::<u16>(), 40..400);
    let run = TestRunner::new(config).run(&choices, |data| property(&mut Choices::new(data)));
    let failure = run.err().map(|error| match error {
        TestError::Fail(reason, _) => reason.to_string(),
        other => other.to_string(),
    });
    assert!(failure.is_none(), "{}", failure.unwrap_or_default());
}

fn bind(text: &str, graph: &Graph) -> Result<Query, TestCaseError> {
    let parsed = nenpyo::syntax::pattern::parse(text);
    let bound = parsed.and_then(|ast| nenpyo::bind::pattern::bind(&ast, Some(graph)));
    bound
        .map(|bound| bound.query)
        .map_err(|error| TestCaseError::fail(format!("{text}: {error:?}")))
}

fn shown(rows: &[Vec<Value>], graph: &Graph, any_order: bool) -> Rows {
    let row =
        |row: &Vec<Value>| row.iter().map(|value| Cell::of(value, graph).text(any_order)).collect();
    rows.iter().map(row).collect()
}

/// The most steps of a query; one that needs more is passed over.
const STEPS: u64 = 200_000;

fn run_with(
    query: &Query,
    graph: &Graph,
    options: &PlanOptions,
) -> Result<Vec<Vec<Value>>, String> {
    let plan = plan_with(query, graph, options);
    let limits = Limits::default().steps(Some(STEPS));
    let run = |traced: bool| -> Result<Vec<Vec<Value>>, String> {
        let table = execute_twice(&plan, graph, &extra::params(), &limits, traced);
        let rows = table.map(|table| table.rows.into_iter().map(|row| row.values).collect());
        rows.map_err(|error| error.to_string())
    };
    let rows = run(false);
    if options.off.is_empty() && !is_limit(&rows) {
        let traced = run(true);
        let [rows, traced] =
            [&rows, &traced].map(|rows| rows.as_ref().map(|rows| shown(rows, graph, true)));
        let same = match (&rows, &traced) {
            (Ok(rows), Ok(traced)) => bag(rows) == bag(traced),
            (rows, traced) => rows.is_err() && traced.is_err(),
        };
        assert!(same || is_limit(&traced), "{query}\n{rows:?}\ntraced {traced:?}");
    }
    rows
}

fn is_limit<T>(found: &Result<T, impl ToString>) -> bool {
    found.as_ref().err().is_some_and(|error| error.to_string().contains("at the limit"))
}

/// The engine's rows for a text.
fn rows(text: &str, graph: &Graph) -> Result<Rows, TestCaseError> {
    let rows = run_with(&bind(text, graph)?, graph, &PlanOptions::default());
    let rows = rows.map_err(|error| match error.contains("at the limit") {
        true => TestCaseError::reject(error),
        false => TestCaseError::fail(format!("{text}: {error}")),
    })?;
    Ok(shown(&rows, graph, true))
}

fn bag(rows: &Rows) -> BTreeMap<&Vec<String>, usize> {
    let mut bag = BTreeMap::new();
    rows.iter().for_each(|row| *bag.entry(row).or_default() += 1);
    bag
}

fn within(part: &Rows, whole: &Rows) -> bool {
    let whole = bag(whole);
    bag(part).iter().all(|(row, count)| whole.get(row).is_some_and(|all| count <= all))
}

/// Whether an answer is one that the reference allows.
fn agrees(asked: &Asked, engine: &Rows, reference: &Rows, whole: &Rows) -> bool {
    let keys = |rows: &Rows| -> Rows {
        let key = |row: &Vec<String>| asked.sorted_by.iter().map(|at| row[*at].clone()).collect();
        rows.iter().map(key).collect()
    };
    let sorted = asked.sorted_by.is_empty() || keys(engine) == keys(reference);
    if asked.exact && !asked.bags {
        // A number is as good as the one that it equals.
        let plain = |rows: &Rows| {
            rows.iter().flatten().map(|text| text.replace(".0", "")).collect::<Vec<_>>()
        };
        return plain(engine) == plain(reference);
    }
    let rows = if asked.limited { within(engine, whole) } else { bag(engine) == bag(reference) };
    sorted && rows && engine.len() == reference.len()
}

#[test]
fn the_engine_agrees_with_the_reference() {
    let (total, filled) = (Counter::new(0), Counter::new(0));
    check(3000, |c| {
        let spec = GraphSpec::new(c);
        let asked = Maker::new(c).query();
        let graph = spec.build();
        let query = bind(&asked.text, &graph)?;
        let expected = |query: &Query| {
            evaluator::answer(query, &graph, &extra::params()).map_err(|error| error.to_string())
        };
        let reference = expected(&query);
        let whole = expected(&bind(&asked.whole, &graph)?);
        if reference == Err(evaluator::TOO_MUCH.into()) || whole == Err(evaluator::TOO_MUCH.into())
        {
            return Ok(());
        }
        let found = run_with(&query, &graph, &PlanOptions::default());
        match (found, reference, whole) {
            (Ok(found), Ok(reference), Ok(whole)) => {
                let [found, reference, whole] =
                    [&found, &reference, &whole].map(|rows| shown(rows, &graph, asked.bags));
                total.set(total.get() + 1);
                filled.set(filled.get() + usize::from(!reference.is_empty()));
                prop_assert!(
                    agrees(&asked, &found, &reference, &whole),
                    "{}\n{spec:?}\nengine {found:?}\nreference {reference:?}",
                    asked.text
                );
            }
            (Err(error), ..) if error.contains("at the limit") => {}
            (found, reference, _) => prop_assert!(
                false,
                "{}\n{spec:?}\nengine {found:?}\nreference {reference:?}",
                asked.text
            ),
        }
        Ok(())
    });
    println!("{} pairs, {} with rows", total.get(), filled.get());
    assert!(filled.get() * 10 >= total.get() * 4, "too many empty answers");
}

#[test]
fn a_query_reads_back_as_it_is_printed() {
    check(1000, |c| {
        let graph = GraphSpec::new(c).build();
        let asked = Maker::new(c).query();
        let query = bind(&asked.text, &graph)?;
        let printed = query.to_string();
        prop_assert_eq!(&bind(&printed, &graph)?, &query, "{}\n{}", asked.text, printed);
        Ok(())
    });
}

#[test]
fn a_rule_switched_off_changes_no_answer() {
    check(500, |c| {
        let spec = GraphSpec::new(c);
        let asked = Maker::new(c).query();
        let graph = spec.build();
        let query = bind(&asked.whole, &graph)?;
        let all = run_with(&query, &graph, &PlanOptions::default());
        let all = all.map(|rows| shown(&rows, &graph, asked.bags));
        for rule in RULES {
            let without = run_with(&query, &graph, &PlanOptions::default().without(rule.name));
            let without = without.map(|rows| shown(&rows, &graph, asked.bags));
            let same = match (&all, &without) {
                (Ok(all), Ok(without)) => bag(all) == bag(without),
                (Err(error), _) | (_, Err(error)) if error.contains("at the limit") => true,
                (all, without) => all.is_err() && without.is_err(),
            };
            let text = &asked.whole;
            prop_assert!(same, "{text}\n{spec:?}\n{all:?}\nwithout {}: {without:?}", rule.name);
        }
        Ok(())
    });
}

/// A graph of so many nodes that their rows come in several batches, and indexes pay; some have many edges.
fn large(seed: u64) -> Graph {
    let mut state = seed | 1;
    let mut below = |n: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut properties = |key: u64| {
        let mut all = vec![("k".to_owned(), Value::Integer(key as i64))];
        if below(4) > 0 {
            all.push(("x".to_owned(), Value::Integer(below(3) as i64)));
        }
        if below(3) > 0 {
            all.push(("y".to_owned(), Value::from(["a", "b", "ab"][below(3) as usize])));
        }
        if below(3) > 0 {
            let text = match below(4) {
                0 => extra::DATES[below(8) as usize].to_owned(),
                _ => format!("201{}-0{}-1{}", below(9), 1 + below(9), below(9)),
            };
            let date = text.parse().expect("a date");
            all.push(("d".to_owned(), Value::Edtf(std::sync::Arc::new(date))));
        }
        all
    };
    let (nodes, edges) = (3000, 5000);
    let mut builder = nenpyo::graph::GraphBuilder::new();
    let ids: Vec<_> = (0..nodes)
        .map(|key| {
            let labels = [("A", 2), ("B", 7), ("C", 100)];
            let labels: Vec<&str> = labels
                .iter()
                .filter(|(_, every)| key % every == 1)
                .map(|(name, _)| *name)
                .collect();
            builder.add_node(&labels, properties(key))
        })
        .collect();
    for key in 0..edges {
        // Squares, so that the first nodes have many.
        let part = (key * 7919) % nodes;
        let (from, to) = (part * part / nodes, (key * 104_729) % nodes);
        let name = ["R", "R", "S", "T"][(key % 4) as usize];
        builder.add_edge(ids[from as usize], ids[to as usize], name, properties(key));
    }
    builder.build().expect("edges join nodes")
}

#[test]
fn a_large_graph_gives_the_same_without_rules() {
    let graphs = [large(1), large(7)];
    let none =
        RULES.iter().fold(PlanOptions::default(), |options, rule| options.without(rule.name));
    let run =
        |query: &Query, graph: &Graph, options: &PlanOptions, threads: usize, traced: bool| {
            let plan = plan_with(query, graph, options);
            let limits = Limits::default().steps(Some(400_000)).threads(Some(threads));
            let limits = if threads > 1 { limits.pieces(Some(700)) } else { limits };
            let cancel = nenpyo::exec::Cancel::new();
            let table =
                nenpyo::exec::execute(&plan, graph, &extra::params(), &limits, &cancel, traced);
            let rows = table.map(|table| table.rows.into_iter().map(|row| row.values).collect());
            let rows: Result<Vec<_>, _> = rows.map_err(|error| error.to_string());
            rows.map(|rows| shown(&rows, graph, true))
        };
    let (total, compared) = (Counter::new(0), Counter::new(0));
    check(300, |c| {
        let graph = c.pick(&graphs);
        let asked = Maker::new(c).query();
        let text = asked.whole;
        total.set(total.get() + 1);
        let query = bind(&text, graph)?;
        let plain = run(&query, graph, &none, 1, false);
        for (options, threads, traced) in [
            (PlanOptions::default(), 1, false),
            (PlanOptions::default(), 3, false),
            (PlanOptions::default(), 3, true),
        ] {
            let found = run(&query, graph, &options, threads, traced);
            if is_limit(&plain) || is_limit(&found) {
                continue;
            }
            compared.set(compared.get() + 1);
            let same = match (&plain, &found) {
                (Ok(plain), Ok(found)) => bag(plain) == bag(found),
                (plain, found) => plain.is_err() && found.is_err(),
            };
            let show = |rows: &Result<Rows, String>| match rows {
                Ok(rows) => format!("{} rows", rows.len()),
                Err(error) => error.clone(),
            };
            let plan = plan_with(&query, graph, &options);
            prop_assert!(
                same,
                "{text}\nno rules: {}\n{threads} threads, traced {traced}: {}\n{plan}",
                show(&plain),
                show(&found)
            );
        }
        Ok(())
    });
    println!("{} queries, {} comparisons", total.get(), compared.get());
    assert!(compared.get() > total.get(), "too many are stopped");
}

#[test]
fn a_condition_parts_the_rows_in_three() {
    check(1000, |c| {
        let graph = GraphSpec::new(c).build();
        let mut maker = Maker::new(c);
        let pattern = maker.pattern(true).print();
        let condition = maker.truth(2);
        let items = maker.all_items();
        let all = rows(&format!("MATCH {pattern} RETURN {items}"), &graph)?;
        let mut parts = Vec::new();
        for part in ["(P)", "NOT (P)", "(P) IS NULL"] {
            let filter = part.replace('P', &condition);
            parts.extend(rows(&format!("MATCH {pattern} WHERE {filter} RETURN {items}"), &graph)?);
        }
        prop_assert_eq!(bag(&parts), bag(&all), "{} WHERE {}", pattern, condition);
        Ok(())
    });
}

#[test]
fn a_pattern_read_from_its_end_finds_the_same() {
    check(1000, |c| {
        let graph = GraphSpec::new(c).build();
        let mut maker = Maker::new(c);
        let pattern = maker.pattern(false);
        let items = maker.all_items();
        let [forward, backward] = [pattern.print(), pattern.reversed()]
            .map(|pattern| rows(&format!("MATCH {pattern} RETURN {items}"), &graph));
        let (forward, backward) = (forward?, backward?);
        prop_assert_eq!(bag(&forward), bag(&backward), "{}", pattern.print());
        Ok(())
    });
}

#[test]
fn a_pattern_in_pieces_finds_the_same() {
    check(1000, |c| {
        let graph = GraphSpec::new(c).build();
        let mut maker = Maker::new(c);
        let pattern = maker.pattern(false);
        let items = maker.all_items();
        let [whole, pieces] = [pattern.print(), pattern.split().join(", ")]
            .map(|pattern| rows(&format!("MATCH {pattern} RETURN {items}"), &graph));
        let (whole, pieces) = (whole?, pieces?);
        prop_assert_eq!(bag(&whole), bag(&pieces), "{}", pattern.print());
        Ok(())
    });
}

#[test]
fn without_a_label_there_are_more_rows() {
    check(1000, |c| {
        let graph = GraphSpec::new(c).build();
        let label = *c.pick(&[":A", ":B&!C", ":A|B", ":!C"]);
        let mut maker = Maker::new(c);
        let pattern = maker.pattern(true).print();
        let condition = maker.truth(1);
        let items = maker.all_items();
        let [with, without] = [label, ""].map(|label| {
            let text = format!("MATCH {pattern}, (z{label}) WHERE {condition} RETURN {items}, z");
            rows(&text, &graph)
        });
        prop_assert!(within(&with?, &without?), "{pattern} {label}");
        Ok(())
    });
}

#[test]
fn longer_chains_find_more() {
    check(1000, |c| {
        let graph = GraphSpec::new(c).build();
        let (least, most) = (c.below(2), 1 + c.below(3));
        let types = *c.pick(&["", ":R", ":R|S"]);
        let (left, right) = *c.pick(&[("-", "->"), ("-", "-"), ("<-", "-")]);
        let [short, long] = [most, most + 1].map(|most| {
            let text =
                format!("MATCH p = (a){left}[r{types}*{least}..{most}]{right}(b) RETURN p, r");
            rows(&text, &graph)
        });
        prop_assert!(within(&short?, &long?), "{types} {least}..{most}");
        Ok(())
    });
}

#[test]
fn the_order_of_insertion_does_not_matter() {
    check(1000, |c| {
        let spec = GraphSpec::new(c);
        let asked = Maker::new(c).query();
        // Nodes and any one of several paths are ordered by insertion: no cuts, and no order but that of scalars.
        if asked.whole.contains("LIMIT")
            || asked.whole.contains("ANY SHORTEST")
            || asked.whole.contains("shortestPath")
            || asked.whole.contains("id(")
        {
            return Ok(());
        }
        let (one, other) = (spec.build(), spec.build_backwards());
        let [one, other] = [one, other].map(|graph| rows(&asked.whole, &graph));
        let (one, other) = (one?, other?);
        prop_assert_eq!(bag(&one), bag(&other), "{}\n{:?}", asked.whole, spec);
        Ok(())
    });
}
