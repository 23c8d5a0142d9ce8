//! Conditions on dates that are answered by a list of the nodes by date give the rows that they give when each row is
//! evaluated by itself, and the same marks. Random dates of all forms of EDTF, random conditions. `NENPYO_CASES` and
//! `SEED` set how many graphs and which.

#![allow(clippy::unwrap_used, clippy::panic)]

mod random;

use nenpyo::bind::pattern::bind;
use nenpyo::exec::{Cancel, Limits, Params, Table, Tracing, execute};
use nenpyo::graph::{Graph, GraphBuilder};
use nenpyo::plan::{PlanOptions, plan_with};
use nenpyo::syntax::pattern::parse;
use nenpyo::time::Date;
use nenpyo::value::Value;
use random::Random;
use std::sync::Arc;

impl Random {
    fn simple(&mut self) -> String {
        let (year, month, day) = (2014 + self.below(4), 1 + self.below(12), 1 + self.below(28));
        let mark = self.pick(&["", "", "", "~", "?", "%"]);
        match self.below(12) {
            0..=3 => format!("{year}-{month:02}-{day:02}{mark}"),
            4 => format!("{year}-{month:02}{mark}"),
            5 => format!("{year}{mark}"),
            6 => format!("{year}-{}", 21 + self.below(21)),
            7 => self.pick(&["201X", "20XX", "2015-XX", "Y171000000", "1950S2"]).to_owned(),
            8 => format!("{year}-{month:02}-XX"),
            9 => self.pick(&["2015-XX-05", "201X-02", "20X5-03", "2016-0X-1X"]).to_owned(),
            10 => format!("{year}-{month:02}-{day:02}T10:30:00Z"),
            _ => format!("{year}-Q{}", 1 + self.below(4)),
        }
    }

    fn date(&mut self) -> Date {
        loop {
            let (one, other) = (self.simple(), self.simple());
            let text = match self.below(14) {
                0..=7 => one,
                8 | 9 => format!("{one}/{other}"),
                10 => format!("{one}/{}", self.pick(&["..", ""])),
                11 => format!("{}/{one}", self.pick(&["..", ""])),
                12 => format!("[{one},{other}]"),
                _ => format!("{{{one},{other}}}"),
            };
            if let Ok(date) = Date::parse(&text) {
                return date;
            }
        }
    }

    fn graph(&mut self) -> Graph {
        let mut builder = GraphBuilder::new();
        let (count, missing) = ([3, 20, 80, 300][self.below(4)], self.below(3) * 10);
        for id in 0..count {
            let mut properties = vec![("id".to_owned(), Value::Integer(id))];
            if self.below(100) >= missing {
                let date = if self.below(2) == 0 {
                    Date::parse("2015-01-01").unwrap()
                } else {
                    self.date()
                };
                properties.push(("date".to_owned(), Value::Edtf(Arc::new(date))));
            }
            properties.push(("kind".to_owned(), Value::from(self.pick(&["a", "b"]))));
            let labels: &[&str] = if self.below(5) == 0 { &["Other"] } else { &["Event"] };
            builder.add_node(labels, properties);
        }
        builder.build().unwrap()
    }

    fn atom(&mut self) -> String {
        let constant = match self.below(6) {
            0 => "edtf('2015-01-01')".to_owned(),
            _ => format!("edtf('{}')", self.date()),
        };
        let other = format!("edtf('{}')", self.date());
        let date = "e.date";
        match self.below(16) {
            0..=6 => {
                let functions = [
                    "before",
                    "after",
                    "begins_before",
                    "before_period",
                    "after_period",
                    "since",
                    "until",
                    "within",
                    "overlapping",
                    "inside",
                    "during",
                    "meets",
                    "met_by",
                    "as_of",
                ];
                let function = self.pick(&functions);
                match self.below(6) {
                    0 => format!("{function}({constant}, {date})"),
                    _ => format!("{function}({date}, {constant})"),
                }
            }
            7 | 8 => {
                let unit = self.pick(&["days", "weeks", "months", "quarters", "years"]);
                let count = self.below(14);
                match self.below(2) {
                    0 => format!("near({date}, {constant}, {count}, '{unit}')"),
                    _ => format!("near({constant}, {date}, {count}, '{unit}')"),
                }
            }
            9 => format!("between({date}, {constant}, {other})"),
            10 => format!("lasts({date}, {}, 'months')", self.below(9)),
            11 => {
                let name = self
                    .pick(&["during", "before", "after", "meets", "met by", "equals", "starts"]);
                format!("allen('{name}', {date}, {constant})")
            }
            12 => format!("{date} IS {}NULL", self.pick(&["", "NOT "])),
            13 => format!("{constant} {} {date}", self.pick(&["<", "<=", ">", ">=", "="])),
            _ => format!("{date} {} {constant}", self.pick(&["<", "<=", ">", ">=", "=", "<>"])),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 3 } else { 6 }) {
            0 => self.atom(),
            1 | 2 => format!("{}({})", self.pick(&["certain", "possible"]), self.atom()),
            3 => format!("NOT ({})", self.condition(depth - 1)),
            4 => format!("({} AND {})", self.condition(depth - 1), self.condition(depth - 1)),
            _ => format!("({} OR {})", self.condition(depth - 1), self.condition(depth - 1)),
        }
    }
}

fn run(text: &str, graph: &Graph, options: &PlanOptions, tracing: Tracing) -> Table {
    let tree = parse(text).unwrap();
    let query = bind(&tree, Some(graph)).unwrap_or_else(|e| panic!("{text}: {e:?}")).query;
    let plan = plan_with(&query, graph, options);
    let (limits, cancel) = (Limits::default(), Cancel::new());
    execute(&plan, graph, &Params::new(), &limits, &cancel, tracing)
        .unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// The ids of the rows, each with whether its dates are certain.
fn rows(table: &Table) -> Vec<(String, bool)> {
    let row = |row: &nenpyo::exec::Row| {
        let certain = row.trace.as_ref().is_none_or(|trace| trace.dates_certain);
        (row.values[0].to_string(), certain)
    };
    let mut rows: Vec<_> = table.rows.iter().map(row).collect();
    rows.sort();
    rows
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn a_list_by_date_answers_as_each_row_does() {
    let (mut random, mut hits) = (Random(number("SEED", 0x5eed)), 0);
    let (on, off) = (PlanOptions::default(), PlanOptions::default().without("date_groups"));
    for _ in 0..number("NENPYO_CASES", 8) {
        let graph = random.graph();
        for _ in 0..20 {
            let condition = random.condition(2);
            let pattern = random.pick(&["(e:Event)", "(e)", "(e:Event {kind: 'a'})"]);
            let more = random.pick(&["", "", " AND e.id > 1"]);
            let question = format!("MATCH {pattern} WHERE {condition}{more} RETURN");
            let each = format!("MATCH {pattern} RETURN e.id, ({condition}){more}");
            let alone = run(&each, &graph, &off, Tracing::Nothing).rows;
            let mut expected: Vec<String> = alone
                .iter()
                .filter(|row| row.values[1] == Value::Boolean(true))
                .map(|row| row.values[0].to_string())
                .collect();
            expected.sort();
            for tracing in [Tracing::Nothing, Tracing::Certainty] {
                let found = rows(&run(&format!("{question} e.id"), &graph, &on, tracing));
                let ids: Vec<String> = found.iter().map(|row| row.0.clone()).collect();
                assert_eq!(ids, expected, "{question}");
                assert_eq!(found, rows(&run(&format!("{question} e.id"), &graph, &off, tracing)));
                let count = format!("{question} count(e)");
                let count = rows(&run(&count, &graph, &on, tracing));
                let sure = found.iter().all(|row| row.1);
                assert_eq!(count, [(expected.len().to_string(), sure)], "{question}");
            }
            let grouped = format!("{question} e.kind AS kind, count(e) AS n, min(e.id) AS least");
            let marked = |tracing| {
                let table = run(&grouped, &graph, &on, tracing);
                let row = |row: &nenpyo::exec::Row| {
                    let trace = row.trace.as_ref();
                    (format!("{:?}", row.values), trace.map(|t| (t.certain, t.dates_certain)))
                };
                table.rows.iter().map(row).collect::<Vec<_>>()
            };
            // Those that list facts are traced row by row.
            assert_eq!(marked(Tracing::Certainty), marked(Tracing::Facts), "{grouped}");
            hits += usize::from(!expected.is_empty() && expected.len() < alone.len());
        }
    }
    assert!(hits > 40, "most conditions tell nodes apart: {hits}");
}

#[test]
fn the_list_is_used() {
    let graph = Random(7).graph();
    let of = |condition: &str| {
        let text = format!("MATCH (e:Event {{kind: 'a'}}) WHERE {condition} RETURN count(*)");
        let query = bind(&parse(&text).unwrap(), Some(&graph)).unwrap().query;
        plan_with(&query, &graph, &PlanOptions::default()).to_string()
    };
    for condition in [
        "certain(before(e.date, edtf('2015')))",
        "possible(during(e.date, edtf('2015')))",
        "NOT possible(within(e.date, $date)) OR e.date IS NULL",
        "e.date < '2015-03'",
        "e.date >= edtf('2015-03') AND certain(near(e.date, edtf('2016'), 3, 'months'))",
    ] {
        let plan = of(condition);
        assert!(plan.contains("CountNodes e:Event by kind = 'a' and"), "{plan}");
        assert!(!plan.contains("Filter"), "{plan}");
    }
    assert!(of("e.date < e.other").contains("Filter"));
}

#[test]
fn an_error_is_that_of_a_row() {
    let graph = Random(9).graph();
    for text in [
        "MATCH (e:Event) WHERE possible(near(e.date, edtf('2015'), -1, 'days')) RETURN count(*)",
        "MATCH (e:Event) WHERE possible(within(e.date, 1)) RETURN e",
    ] {
        let Ok(bound) = bind(&parse(text).unwrap(), Some(&graph)) else { continue };
        let plan = plan_with(&bound.query, &graph, &PlanOptions::default());
        let (limits, cancel) = (Limits::default(), Cancel::new());
        let found = execute(&plan, &graph, &Params::new(), &limits, &cancel, false);
        assert!(found.is_err(), "{text}");
    }
}
