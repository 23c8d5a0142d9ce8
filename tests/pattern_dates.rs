//! Texts beside dates in pattern queries.

#![allow(clippy::unwrap_used)]

use nenpyo::answer::Cell;
use nenpyo::bind::pattern::bind;
use nenpyo::exec::{Cancel, Limits, Params, execute};
use nenpyo::graph::{Graph, GraphBuilder};
use nenpyo::syntax::pattern::parse;
use nenpyo::time::Date;
use nenpyo::value::Value;
use nenpyo::{AskOptions, Store};
use std::sync::Arc;

fn graph() -> Graph {
    let mut builder = GraphBuilder::new();
    let days = ["2017-12-31", "2018-01-01", "2018-08-05", "2018-12-31", "2019-01-01"];
    for day in days {
        let date = Value::Edtf(Arc::new(Date::parse(day).unwrap()));
        builder
            .add_node(&["Event"], vec![("date".to_owned(), date), ("text".to_owned(), day.into())]);
    }
    builder.build().unwrap()
}

/// The first column of an answer, or the error.
fn rows(text: &str, graph: &Graph, params: &Params) -> String {
    let query = bind(&parse(text).unwrap(), Some(graph)).unwrap().query;
    let plan = nenpyo::plan::plan(&query, graph);
    let (limits, cancel) = (Limits::default(), Cancel::default());
    match execute(&plan, graph, params, &limits, &cancel, false) {
        Ok(table) => {
            let cells = table.rows.iter().map(|row| row.values[0].to_string());
            cells.collect::<Vec<_>>().join(" ")
        }
        Err(error) => format!("{error:?}"),
    }
}

/// How a condition on an event is understood, what is warned of, and the days of the events that it keeps.
fn asked(condition: &str, graph: &Graph, params: &Params) -> String {
    let text = format!("MATCH (e:Event) WHERE {condition} RETURN e.text AS day ORDER BY day");
    let bound = bind(&parse(&text).unwrap(), Some(graph)).unwrap();
    let echo = bound.query.to_string();
    let again = bind(&parse(&echo).unwrap(), Some(graph)).unwrap();
    assert_eq!(again.query.to_string(), echo);
    let rows = rows(&text, graph, params);
    let warnings: String = bound
        .warnings
        .iter()
        .map(|warning| {
            format!("\n  {}; {}", warning.message, warning.help.as_deref().unwrap_or(""))
        })
        .collect();
    format!("{echo}\n  {rows}{warnings}\n")
}

#[test]
fn a_text_beside_a_date_is_read_as_one() {
    let graph = graph();
    let mut params = Params::default();
    params.insert("day".to_owned(), "2018-08-05".into());
    params.insert("year".to_owned(), "2018".into());
    params.insert("word".to_owned(), "soon".into());
    params.insert("days".to_owned(), Value::from(vec!["2018-08-05", "2019-01-01"]));
    let conditions = [
        "e.date >= '2018-01-01'",
        "e.date >= '2018'",
        "e.date > '2018'",
        "e.date < '2018'",
        "e.date <= '2018'",
        "'2018-01-02' <= e.date < '2019'",
        "e.date = '2018-08-05'",
        "e.date <> '2018-08-05'",
        "e.date = $day",
        "e.date >= $year",
        "e.date > $year",
        "e.date > $word",
        "e.date IN ['2018-08-05', '2019-01-01']",
        "e.date IN $days",
        "e.date STARTS WITH '2018'",
        "substring(e.date, 0, 7) = '2018-08'",
        "left(e.date, 4) = '2018'",
        "month_of(e.date) = '2018-08'",
        "e.date > 'March 2018'",
        "e.date = 'soon'",
        "e.text >= '2018'",
        "CASE e.date WHEN '2018-08-05' THEN true ELSE false END",
        "EXISTS { MATCH (:Event {date: '2018-08-05'}) } AND e.date < '2018'",
    ];
    let shown: String =
        conditions.iter().map(|condition| asked(condition, &graph, &params)).collect();
    insta::assert_snapshot!(shown);
}

#[test]
fn a_period_that_a_date_is_to_equal_is_warned_of() {
    let graph = graph();
    let warned = |text: &str| {
        let bound = bind(&parse(text).unwrap(), Some(&graph)).unwrap();
        let shown = |warning: &nenpyo::diagnostic::Diagnostic| {
            format!("{}; {}", warning.message, warning.help.as_deref().unwrap_or(""))
        };
        bound.warnings.iter().map(shown).collect::<Vec<_>>().join("; ")
    };
    let of = |condition: &str| warned(&format!("MATCH (e:Event) WHERE {condition} RETURN e"));
    insta::assert_snapshot!(
        of("e.date = '2018'"),
        @"no `date` is '2018' itself, and `=` asks for the same date; what lies in a period is found by `within(e.date, edtf('2018'))`"
    );
    assert_eq!(of("'2018' = e.date"), of("e.date = '2018'"));
    assert!(warned("MATCH (e:Event {date: '2018-08'}) RETURN e").contains("within"));
    for fine in ["e.date = '2018-08-05'", "e.date >= '2018'", "month_of(e.date) = '2018-08'"] {
        assert_eq!(of(fine), "", "{fine}");
    }
    let store = Store::builtin().unwrap();
    let answer = store.query("MATCH (e:Event) WHERE e.date = '2017-03' RETURN count(e)").unwrap();
    assert!(answer.warnings.is_empty(), "events are dated to this month");
}

#[test]
fn a_date_is_carried_on() {
    let graph = graph();
    let text = "MATCH (e:Event) WITH max(e.date) AS last WHERE last > '2018' RETURN last";
    let query = bind(&parse(text).unwrap(), Some(&graph)).unwrap().query;
    assert!(query.to_string().contains("last > edtf('2018-12-31')"), "{query}");
}

#[test]
fn a_chronicle_answers_texts_as_dates() {
    let store = Store::builtin().unwrap();
    let count = |condition: &str| {
        let text = format!("MATCH (e:Event) WHERE {condition} RETURN count(e)");
        match &store.query_with(&text, &AskOptions::default()).unwrap().rows[0].cells[0] {
            Cell::Integer(value) => value.to_string(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(count("e.date = '2017-08'"), count("e.date = edtf('2017-08')"));
    assert_ne!(count("e.date = '2017-08'"), "0");
    assert_eq!(count("e.date >= '2017-08'"), count("since(e.date, edtf('2017-08'))"));
}

#[test]
fn values_computed_from_dates_stay_right() {
    let graph = graph();
    let mut params = Params::default();
    for (length, expected) in
        [(4, "'2017' '2018' '2019'"), (3, "'201'"), (4, "'2017' '2018' '2019'")]
    {
        params.insert("length".to_owned(), Value::Integer(length));
        for key in
            [format!("substring(e.date, 0, {length})"), "substring(e.date, 0, $length)".to_owned()]
        {
            let shown = asked(&format!("size({key}) = {length}"), &graph, &params);
            assert_eq!(shown.matches("'20").count(), 5, "{shown}");
            let text = format!("MATCH (e:Event) RETURN DISTINCT {key} AS key ORDER BY key");
            assert_eq!(rows(&text, &graph, &params), expected);
        }
    }
    let other = "MATCH (f:Event) RETURN DISTINCT substring(f.date, 0, 4) AS key ORDER BY key";
    assert_eq!(rows(other, &graph, &params), "'2017' '2018' '2019'");
}

#[test]
fn extremes_of_dates() {
    let graph = graph();
    let params = Params::default();
    let first = |text: &str| rows(text, &graph, &params);
    assert_eq!(first("MATCH (e:Event) RETURN min(e.date)"), "edtf('2017-12-31')");
    assert_eq!(first("MATCH (e:Event) RETURN max(e.date)"), "edtf('2019-01-01')");
    assert_eq!(first("MATCH (e:Event) WHERE e.text = '' RETURN max(e.date)"), "null");
    let grouped =
        "MATCH (e:Event) WITH e.date.year AS year, max(e.date) AS last RETURN last ORDER BY year";
    assert_eq!(first(grouped), "edtf('2017-12-31') edtf('2018-12-31') edtf('2019-01-01')");
    let mixed = "MATCH (e:Event) UNWIND [e, {date: edtf('2016')}] AS x RETURN min(x.date)";
    assert_eq!(first(mixed), "edtf('2016')");
}
