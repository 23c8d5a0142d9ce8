//! What must hold between the answers of related chronicles: dates moved, made sharper, facts in another order.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::answer::{Answer, Cell};
use nenpyo::chronicle::{Input, read};
use nenpyo::{Error, Store};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The calendar repeats itself after 400 years, leap days included, so that dates of any precision move by whole cycles and
/// stay as long as they were.
const CYCLE: i32 = 400;

static VOCABULARY: LazyLock<nenpyo::ontology::Ontology> =
    LazyLock::new(|| nenpyo::store::base_vocabulary().unwrap());

/// A date, from rough to sharp: a decade, a year, a month, a day; each is within the one before.
#[derive(Debug, Clone, Copy)]
struct When {
    year: i32,
    month: u32,
    day: u32,
    sharpness: usize,
}

impl When {
    fn text(self, shift: i32) -> String {
        let When { year, month, day, .. } = self;
        let year = year + shift;
        match self.sharpness {
            0 => format!("{}X", year / 10),
            1 => format!("{year:04}"),
            2 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    fn sharper(self) -> When {
        When { sharpness: (self.sharpness + 1).min(3), ..self }
    }
}

#[derive(Debug, Clone)]
struct Company {
    since: Option<When>,
    until: Option<When>,
}

#[derive(Debug, Clone)]
struct Award {
    date: When,
    to: usize,
    /// After or before another one.
    relative: Option<(bool, usize)>,
}

#[derive(Debug, Clone)]
struct Chronicle {
    companies: Vec<Company>,
    awards: Vec<Award>,
}

impl Chronicle {
    fn lines(&self, shift: i32) -> Vec<String> {
        let mut lines = vec!["park dhz \"The Zone\"".to_owned()];
        for (index, company) in self.companies.iter().enumerate() {
            let end = |word: &str, when: Option<When>| {
                when.map_or(String::new(), |when| format!(" {word} {}", when.text(shift)))
            };
            let valid = end("from", company.since) + &end("until", company.until);
            lines.push(format!("company c{index} \"Company {index}\" in dhz{valid}"));
        }
        for (index, award) in self.awards.iter().enumerate() {
            let relative = award.relative.map_or(String::new(), |(after, other)| {
                format!(" {} a{other}", if after { "after" } else { "before" })
            });
            let (date, to) = (award.date.text(shift), award.to % self.companies.len());
            lines.push(format!("{date}{relative} award a{index} \"Award {index}\" to c{to}"));
        }
        lines
    }

    /// `None` where it contradicts itself.
    fn store(&self, shift: i32) -> Option<Store> {
        store(&self.lines(shift))
    }
}

fn store(lines: &[String]) -> Option<Store> {
    let text = lines.join("\n");
    let dataset = read(&[Input { name: "x".into(), text: &text }], Some(&VOCABULARY)).ok()?;
    Some(Store::from_dataset(dataset).unwrap())
}

fn when() -> impl Strategy<Value = When> {
    (2008..2016_i32, 1..=12_u32, 1..=28_u32, 0..4_usize)
        .prop_map(|(year, month, day, sharpness)| When { year, month, day, sharpness })
}

fn chronicle() -> impl Strategy<Value = Chronicle> {
    let end = || prop::option::of(when());
    let company = (end(), end()).prop_map(|(since, until)| Company { since, until });
    let relative = prop::option::weighted(0.4, (any::<bool>(), 0..5_usize));
    let award = (when(), 0..4_usize, relative).prop_map(|(date, to, relative)| Award {
        date,
        to,
        relative,
    });
    (prop::collection::vec(company, 1..4), prop::collection::vec(award, 1..5)).prop_map(
        |(companies, mut awards)| {
            let count = awards.len();
            for (index, award) in awards.iter_mut().enumerate() {
                award.relative = award
                    .relative
                    .map(|(after, other)| (after, other % count))
                    .filter(|(_, other)| *other != index);
            }
            Chronicle { companies, awards }
        },
    )
}

/// The questions, with a place for a date.
const QUESTIONS: [&str; 13] = [
    "companies in the Zone as of {}",
    "awards as of {}",
    "awards to companies in the Zone as of {}",
    "companies without awards as of {}",
    "companies not in the Zone as of {}",
    "companies with at most 1 award as of {}",
    "awards to c0 but no other company as of {}",
    "awards before {}",
    "awards in {}",
    "awards since {}",
    "companies without awards before {}",
    "companies that received awards after {}",
    "awards after a0",
];

fn ask(store: &Store, phrase: &str) -> Result<Answer, Error> {
    let answer = store.ask(phrase)?;
    let echo = store.query(&answer.query)?;
    assert_eq!(answer.rows, echo.rows, "{phrase}");
    Ok(answer)
}

/// The rows by id, with their marks.
fn rows(store: &Store, phrase: &str) -> BTreeSet<(String, bool, bool)> {
    let answer = ask(store, phrase).unwrap_or_else(|error| panic!("{error}"));
    let row = |row: &nenpyo::answer::AnswerRow| {
        let id = match &row.cells[0] {
            Cell::Event(event) => event.id.clone(),
            Cell::Entity(entity) => entity.id.clone(),
            other => panic!("{other:?}"),
        };
        (id, row.certain, row.possible_only)
    };
    answer.rows.iter().map(row).collect()
}

fn names(rows: BTreeSet<(String, bool, bool)>) -> BTreeSet<String> {
    rows.into_iter().map(|(id, ..)| id).collect()
}

fn questions(date: When, shift: i32) -> impl Iterator<Item = (String, String)> {
    // A phrase has no unspecified digits.
    let date = When { sharpness: date.sharpness.max(1), ..date }.text(shift);
    QUESTIONS.iter().map(move |question| {
        let question = question.replace("{}", &date);
        (question.clone(), format!("certainly {question}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn moving_all_dates_changes_nothing(chronicle in chronicle(), date in when(), cycles in 1..4_i32) {
        let shift = cycles * CYCLE;
        let (here, there) = (chronicle.store(0), chronicle.store(shift));
        prop_assert_eq!(here.is_some(), there.is_some());
        let (Some(here), Some(there)) = (here, there) else { return Ok(()) };
        for ((one, certain), (other, certain_there)) in questions(date, 0).zip(questions(date, shift)) {
            prop_assert_eq!(rows(&here, &one), rows(&there, &other), "{}", one);
            prop_assert_eq!(rows(&here, &certain), rows(&there, &certain_there), "{}", certain);
        }
    }

    #[test]
    fn what_is_certain_is_possible(chronicle in chronicle(), date in when()) {
        let Some(store) = chronicle.store(0) else { return Ok(()) };
        for (question, certain) in questions(date, 0) {
            let (possible, certain) = (rows(&store, &question), names(rows(&store, &certain)));
            let unmarked = possible.iter().filter(|(_, certain, rough)| *certain && !*rough);
            let unmarked: BTreeSet<String> = unmarked.map(|(id, ..)| id.clone()).collect();
            prop_assert!(certain.is_subset(&names(possible)), "{}", question);
            prop_assert!(certain.is_subset(&unmarked), "{}", question);
            // Rows that rest on a denial are not marked.
            if !question.contains("without") {
                prop_assert_eq!(certain, unmarked, "{}", question);
            }
        }
    }

    #[test]
    fn a_sharper_date_leaves_what_is_certain(chronicle in chronicle(), date in when(), which in any::<prop::sample::Index>()) {
        let mut sharper = chronicle.clone();
        let (companies, awards) = (sharper.companies.len(), sharper.awards.len());
        match which.index(2 * companies + awards) {
            at if at < companies => {
                let since = &mut sharper.companies[at].since;
                *since = since.map(When::sharper);
            }
            at if at < 2 * companies => {
                let until = &mut sharper.companies[at - companies].until;
                *until = until.map(When::sharper);
            }
            at => {
                let award = &mut sharper.awards[at - 2 * companies];
                award.date = award.date.sharper();
            }
        }
        let (Some(rough), Some(sharp)) = (chronicle.store(0), sharper.store(0)) else { return Ok(()) };
        for (question, certain) in questions(date, 0) {
            let (before, after) = (names(rows(&rough, &certain)), names(rows(&sharp, &certain)));
            prop_assert!(before.is_subset(&after), "{}: {:?} {:?}", certain, before, after);
            let (before, after) = (names(rows(&rough, &question)), names(rows(&sharp, &question)));
            prop_assert!(after.is_subset(&before), "{}: {:?} {:?}", question, before, after);
        }
    }

    #[test]
    fn the_order_of_the_facts_changes_nothing(
        (lines, shuffled) in chronicle().prop_flat_map(|chronicle| {
            let lines = chronicle.lines(0);
            (Just(lines.clone()), Just(lines).prop_shuffle())
        }),
        date in when(),
    ) {
        let (one, other) = (store(&lines), store(&shuffled));
        prop_assert_eq!(one.is_some(), other.is_some());
        let (Some(one), Some(other)) = (one, other) else { return Ok(()) };
        for (question, certain) in questions(date, 0) {
            prop_assert_eq!(rows(&one, &question), rows(&other, &question), "{}", question);
            prop_assert_eq!(rows(&one, &certain), rows(&other, &certain), "{}", certain);
        }
    }
}
