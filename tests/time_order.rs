//! What is known of two events together, against an enumeration of the days on which each may have been.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::Store;
use nenpyo::answer::{Answer, Cell};
use nenpyo::chronicle::{Input, read};
use nenpyo::ontology::Ontology;
use proptest::prelude::*;
use std::sync::LazyLock;

static VOCABULARY: LazyLock<Ontology> = LazyLock::new(|| nenpyo::store::base_vocabulary().unwrap());

/// The first and the last day of an event, counted from 1.
type Days = (i32, i32);

#[derive(Debug, Clone, Copy)]
enum Date {
    /// Some day from the first to the last.
    Within(Days),
    /// All days from the first to the last.
    Throughout(Days),
}

#[derive(Debug, Clone, Copy)]
enum Said {
    After,
    Before,
    During,
    Same,
    Within(i32),
    WithinAfter(i32),
    JustAfter(i32),
}

#[derive(Debug, Clone)]
struct Chronicle {
    dates: Vec<Date>,
    /// The event that it is said of, the other one, and what.
    facts: Vec<(usize, usize, Said)>,
}

const DAYS: i32 = 6;

impl Said {
    fn text(self, other: usize) -> String {
        match self {
            Said::After => format!("after v{other}"),
            Said::Before => format!("before v{other}"),
            Said::During => format!("during v{other}"),
            Said::Same => format!("same day as v{other}"),
            Said::Within(days) => format!("within {days} days of v{other}"),
            Said::WithinAfter(days) => format!("within {days} days after v{other}"),
            Said::JustAfter(days) => format!("{days} days after v{other}"),
        }
    }

    fn holds(self, own: Days, other: Days) -> bool {
        let gap = own.0 - other.1;
        match self {
            Said::After => gap > 0,
            Said::Before => other.0 > own.1,
            Said::During => own.0 >= other.0 && own.1 <= other.1,
            Said::Same => own == other,
            Said::Within(days) => gap <= days && other.0 - own.1 <= days,
            Said::WithinAfter(days) => gap > 0 && gap <= days,
            Said::JustAfter(days) => gap == days,
        }
    }
}

impl Chronicle {
    fn text(&self) -> String {
        let lines = self.dates.iter().enumerate().map(|(index, date)| {
            let said = self.facts.iter().filter(|fact| fact.0 == index);
            let said: Vec<String> = said.map(|fact| fact.2.text(fact.1)).collect();
            let date = match date {
                Date::Within((a, b)) if a == b => format!("2017-03-0{a}"),
                Date::Within((a, b)) => format!("[2017-03-0{a}..2017-03-0{b}]"),
                Date::Throughout((a, b)) => format!("2017-03-0{a}/2017-03-0{b}"),
            };
            format!("{date} {} visit v{index} \"Visit {index}\"\n", said.join(", "))
        });
        lines.collect()
    }

    /// All ways in which it may have been.
    fn ways(&self) -> Vec<Vec<Days>> {
        let mut ways: Vec<Vec<Days>> = vec![Vec::new()];
        for date in &self.dates {
            let days: Vec<Days> = match *date {
                Date::Within((a, b)) => (a..=b).map(|day| (day, day)).collect(),
                Date::Throughout(days) => vec![days],
            };
            let longer = |way: Vec<Days>| {
                days.clone().into_iter().map(move |day| [way.clone(), vec![day]].concat())
            };
            ways = ways.into_iter().flat_map(longer).collect();
        }
        ways.retain(|way| {
            self.facts.iter().all(|(own, other, said)| said.holds(way[*own], way[*other]))
        });
        ways
    }
}

fn chronicle() -> impl Strategy<Value = Chronicle> {
    let days =
        || (1..=DAYS, 0..4_i32).prop_map(|(from, more): Days| (from, (from + more).min(DAYS)));
    let date =
        prop_oneof![4 => days().prop_map(Date::Within), 1 => days().prop_map(Date::Throughout)];
    let said = prop_oneof![
        3 => Just(Said::After),
        3 => Just(Said::Before),
        1 => Just(Said::During),
        1 => Just(Said::Same),
        1 => (1..3).prop_map(Said::Within),
        1 => (1..3).prop_map(Said::WithinAfter),
        1 => (1..3).prop_map(Said::JustAfter),
    ];
    (prop::collection::vec(date, 2..5), prop::collection::vec((0..4_usize, 0..4_usize, said), 1..4))
        .prop_map(|(dates, facts)| {
            let count = dates.len();
            let facts =
                facts.into_iter().map(|(own, other, said)| (own % count, other % count, said));
            Chronicle { facts: facts.filter(|(own, other, _)| own != other).collect(), dates }
        })
}

fn store(text: &str) -> Option<Store> {
    let dataset = read(&[Input { name: "x.chron".into(), text }], Some(&VOCABULARY)).ok()?;
    Some(Store::from_dataset(dataset).unwrap())
}

fn compared(name: &str, a: Days, b: Days) -> bool {
    match name {
        "before" => a.1 < b.0,
        "after" => b.1 < a.0,
        "begins_before" => a.0 < b.0,
        "inside" => a.0 >= b.0 && a.1 <= b.1,
        "during" => a.0 > b.0 && a.1 < b.1,
        "overlapping" => a.1 >= b.0 && b.1 >= a.0,
        _ => a.0 - b.1 <= 2 && b.0 - a.1 <= 2,
    }
}

const COMPARISONS: [(&str, &str); 7] = [
    ("before", ""),
    ("after", ""),
    ("begins_before", ""),
    ("inside", ""),
    ("during", ""),
    ("overlapping", ""),
    ("near", ", 2, 'days'"),
];

fn truths(answer: &Answer) -> Vec<(String, String, Option<bool>)> {
    let text = |cell: &Cell| nenpyo::render::cell_text(cell);
    let rows = answer.rows.iter().map(|row| {
        let truth = match text(&row.cells[2]).as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        (text(&row.cells[0]), text(&row.cells[1]), truth)
    });
    rows.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn pairs_are_known_as_well_as_the_facts_allow(chronicle in chronicle()) {
        let (ways, store) = (chronicle.ways(), store(&chronicle.text()));
        prop_assert_eq!(ways.is_empty(), store.is_none(), "{}", chronicle.text());
        let Some(store) = store else { return Ok(()) };
        for (name, more) in COMPARISONS {
            let query = format!(
                "MATCH (a:Visit), (b:Visit) WHERE a.id < b.id RETURN a.id, b.id, {name}(a.date, b.date{more})"
            );
            for (a, b, truth) in truths(&store.query(&query).unwrap()) {
                let index = |id: &str| id[1..].parse::<usize>().unwrap();
                let (a, b) = (index(&a), index(&b));
                let holds = |way: &Vec<Days>| compared(name, way[a], way[b]);
                let expected = match (ways.iter().any(holds), ways.iter().all(holds)) {
                    (_, true) => Some(true),
                    (false, _) => Some(false),
                    _ => None,
                };
                prop_assert_eq!(truth, expected, "{}(v{}, v{})\n{}", name, a, b, chronicle.text());
            }
        }
    }
}

fn ask(store: &Store, phrase: &str) -> String {
    let answer = store.ask(phrase).unwrap_or_else(|error| panic!("{error}"));
    let echo = store.query(&answer.query).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(answer.rows, echo.rows, "{phrase}");
    let id = |cell: &Cell| match cell {
        Cell::Event(event) => event.id.clone(),
        other => nenpyo::render::cell_text(other),
    };
    let mark = |possible: bool| if possible { "~" } else { "" };
    let rows = answer.rows.iter().map(|row| id(&row.cells[0]) + mark(row.possible_only));
    rows.collect::<Vec<_>>().join(" ")
}

#[test]
fn phrases_know_the_order() {
    let text = "company botao \"Botao\"\n2017 agreement deal \"The deal\" between botao\n\
                2017 after deal award prize \"The prize\" to botao\n2017 after prize visit tour \"The tour\" by botao\n\
                2017 visit other \"Another visit\"\n";
    let store = store(text).unwrap();
    assert_eq!(ask(&store, "visits after the deal"), "other~ tour");
    assert_eq!(ask(&store, "visits certainly after \"The deal\""), "tour");
    assert_eq!(ask(&store, "visits before \"The deal\""), "other~");
    assert_eq!(ask(&store, "visits not after the agreement"), "other~");
    assert_eq!(ask(&store, "awards between the agreement and \"The tour\""), "prize");
    assert_eq!(ask(&store, "awards certainly within 365 days of the agreement"), "prize");
    assert_eq!(ask(&store, "the first visit after the agreement"), "other~");
    assert_eq!(ask(&store, "agreements certainly before all visits"), "");
    assert_eq!(ask(&store, "agreements certainly before every award"), "deal");
    assert_eq!(ask(&store, "visits since the award as of 2018"), "other~ tour");
}
