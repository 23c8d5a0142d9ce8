//! Dates of a small calendar (February to April 2016), completed in every way, compared with what the module says.
//!
//! As an event a date is completed to the days of its start and its end, as a period to the days that it covers. The
//! completions are made here from the text of the date alone.

use proptest::prelude::*;

use super::{Date, Truth};

type Days = (i64, i64);

/// Far enough to stand for an open end.
pub(super) const PAST: i64 = -40;
pub(super) const FUTURE: i64 = 140;
/// The first days of February, March, April and May 2016, counted from 1 February.
const STARTS: [i64; 4] = [0, 29, 60, 90];

/// The units that a simple date may stand for: months or days.
fn units(text: &str) -> Vec<Days> {
    let fits = |pattern: &str, number: usize| {
        pattern
            .bytes()
            .zip(format!("{number:02}").bytes())
            .all(|(one, other)| one == b'X' || one == other)
    };
    let month = &text[5..7];
    let mut units = Vec::new();
    for index in (0..3).filter(|index| fits(month, index + 2)) {
        let (first, next) = (STARTS[index], STARTS[index + 1]);
        match text.get(8..) {
            None => units.push((first, next - 1)),
            Some(day) => {
                let days = (first..next).filter(|at| fits(day, (at - first + 1) as usize));
                units.extend(days.map(|at| (at, at)));
            }
        }
    }
    units
}

fn days(text: &str) -> Vec<i64> {
    units(text).into_iter().flat_map(|(first, last)| first..=last).collect()
}

/// The start and end of every way in which the event may have happened.
pub(super) fn events(text: &str) -> Vec<Days> {
    if let Some((start, end)) = text.split_once('/') {
        let starts = if start.len() < 3 { (PAST..=FUTURE).collect() } else { days(start) };
        let ends = if end.len() < 3 { (PAST..=FUTURE).collect() } else { days(end) };
        return pairs(&starts, &ends);
    }
    // A member that is named twice counts once.
    let mut members: Vec<&str> = text.trim_matches(['[', ']', '{', '}']).split(',').collect();
    members.sort_unstable();
    members.dedup();
    let members = members.into_iter().map(days);
    if !text.starts_with('{') {
        return members.flatten().map(|day| (day, day)).collect();
    }
    members.fold(vec![(i64::MAX, i64::MIN)], |all, days| {
        let joined =
            all.iter().flat_map(|(from, to)| days.iter().map(|day| (*from.min(day), *to.max(day))));
        let mut joined: Vec<Days> = joined.collect();
        joined.sort_unstable();
        joined.dedup();
        joined
    })
}

/// The days that the period may cover. A set `{…}` is left out: its days may have gaps.
fn periods(text: &str) -> Vec<Days> {
    if let Some((start, end)) = text.split_once('/') {
        let firsts = |text| units(text).into_iter().map(|unit| unit.0).collect();
        let lasts = |text| units(text).into_iter().map(|unit| unit.1).collect();
        let starts: Vec<i64> = match start {
            ".." => vec![PAST],
            "" => (PAST..=FUTURE).collect(),
            _ => firsts(start),
        };
        let ends: Vec<i64> = match end {
            ".." => vec![FUTURE],
            "" => (PAST..=FUTURE).collect(),
            _ => lasts(end),
        };
        return pairs(&starts, &ends);
    }
    text.trim_matches(['[', ']']).split(',').flat_map(units).collect()
}

fn pairs(starts: &[i64], ends: &[i64]) -> Vec<Days> {
    let pair = |start: &i64| {
        ends.iter()
            .filter(move |end| start <= end)
            .map({
                let start = *start;
                move |end| (start, *end)
            })
            .collect::<Vec<_>>()
    };
    starts.iter().flat_map(pair).collect()
}

pub(super) fn truth(one: &[Days], other: &[Days], holds: impl Fn(Days, Days) -> bool) -> Truth {
    let (mut yes, mut no) = (false, false);
    for &a in one {
        for &b in other {
            if holds(a, b) { yes = true } else { no = true }
        }
        if yes && no {
            return Truth::Unknown;
        }
    }
    Truth::from(yes)
}

fn simple() -> impl Strategy<Value = String> {
    let month = || prop::sample::select(vec!["02", "03", "04"]);
    let day = prop::sample::select(vec!["01", "10", "28", "29", "1X", "X1", "X5", "2X", "XX"]);
    prop_oneof![
        month().prop_map(|month| format!("2016-{month}")),
        (month(), day).prop_map(|(month, day)| format!("2016-{month}-{day}")),
    ]
}

fn interval() -> impl Strategy<Value = String> {
    let end = || prop_oneof![4 => simple(), 1 => Just(String::new()), 1 => Just("..".to_owned())];
    (end(), end()).prop_map(|(start, end)| format!("{start}/{end}"))
}

fn set(open: char, close: char) -> impl Strategy<Value = String> {
    prop::collection::vec(simple(), 1..4)
        .prop_map(move |members| format!("{open}{}{close}", members.join(",")))
}

pub(super) fn event() -> impl Strategy<Value = String> {
    prop_oneof![simple(), interval(), set('[', ']'), set('{', '}')]
}

fn period() -> impl Strategy<Value = String> {
    prop_oneof![simple(), interval(), set('[', ']')]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn an_interval_without_completion_is_refused(text in interval()) {
        let dated = text.split('/').any(|end| end.len() > 2);
        prop_assert_eq!(Date::parse(&text).is_ok(), dated && !events(&text).is_empty(), "{}", text);
    }

    #[test]
    fn bounds_are_those_of_the_completions(text in event()) {
        let Ok(date) = Date::parse(&text) else { return Ok(()) };
        let events = events(&text);
        let base = jiff::civil::date(2016, 2, 1).duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24;
        let day = |day: Option<&i64>| {
            let inside = day.filter(|day| **day != PAST && **day != FUTURE);
            inside.and_then(|day| i32::try_from(day + base).ok())
        };
        let (starts, ends): (Vec<i64>, Vec<i64>) = events.into_iter().unzip();
        let (start, end) = (date.start_bounds(), date.end_bounds());
        prop_assert_eq!((start.earliest, start.latest), (day(starts.iter().min()), day(starts.iter().max())));
        prop_assert_eq!((end.earliest, end.latest), (day(ends.iter().min()), day(ends.iter().max())));
        prop_assert_eq!((date.bounds().earliest, date.bounds().latest), (start.earliest, end.latest));
    }

    #[test]
    fn events_are_compared_exactly(one in event(), other in event()) {
        let (Ok(a), Ok(b)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        let (ones, others) = (events(&one), events(&other));
        prop_assert_eq!(a.before(&b), truth(&ones, &others, |a, b| a.1 < b.0), "{} before {}", a, b);
        prop_assert_eq!(a.after(&b), truth(&ones, &others, |a, b| a.0 > b.1), "{} after {}", a, b);
    }

    #[test]
    fn an_event_and_a_period_are_compared_exactly(one in event(), other in period()) {
        let (Ok(a), Ok(b)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        let (ones, others) = (events(&one), periods(&other));
        prop_assert_eq!(a.before_period(&b), truth(&ones, &others, |a, b| a.1 < b.0), "{} before_period {}", a, b);
        prop_assert_eq!(a.after_period(&b), truth(&ones, &others, |a, b| a.0 > b.1), "{} after_period {}", a, b);
        prop_assert_eq!(a.since(&b), truth(&ones, &others, |a, b| a.0 >= b.0), "{} since {}", a, b);
        prop_assert_eq!(a.until(&b), truth(&ones, &others, |a, b| a.1 <= b.1), "{} until {}", a, b);
        let inside = truth(&ones, &others, |a, b| b.0 <= a.0 && a.1 <= b.1);
        prop_assert_eq!(a.within(&b), inside, "{} within {}", a, b);
    }
}
