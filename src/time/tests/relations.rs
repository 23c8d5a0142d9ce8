//! Allen's relations and distances: every completion of dates on a small calendar against what the module says.

use proptest::prelude::*;

use super::completions::{event, events, truth};
use super::{Date, Truth};
use crate::time::{AllenRelation, TimeUnit};

type Days = (i64, i64);

/// The relation of two events, written from the definition over half-open intervals.
fn relation((start, end): Days, (other_start, other_end): Days) -> AllenRelation {
    use AllenRelation::*;
    use std::cmp::Ordering::{Equal, Greater, Less};
    let (end, other_end) = (end + 1, other_end + 1);
    match (start.cmp(&other_start), end.cmp(&other_end)) {
        _ if end < other_start => Before,
        _ if end == other_start => Meets,
        _ if other_end < start => After,
        _ if other_end == start => MetBy,
        (Equal, Equal) => Equals,
        (Equal, Less) => Starts,
        (Equal, Greater) => StartedBy,
        (Less, Equal) => FinishedBy,
        (Greater, Equal) => Finishes,
        (Less, Less) => Overlaps,
        (Greater, Greater) => OverlappedBy,
        (Greater, Less) => During,
        (Less, Greater) => Contains,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn relations_are_those_of_the_completions(one in event(), other in event()) {
        let (Ok(a), Ok(b)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        let (ones, others) = (events(&one), events(&other));
        let mut expected: Vec<AllenRelation> =
            ones.iter().flat_map(|a| others.iter().map(|b| relation(*a, *b))).collect();
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(a.possible_relations(&b).iter().collect::<Vec<_>>(), expected, "{} and {}", a, b);
        for relation in AllenRelation::ALL {
            prop_assert_eq!(a.allen(relation, &b), b.allen(relation.inverse(), &a));
        }
        prop_assert_eq!(a.overlapping(&b), truth(&ones, &others, |a, b| a.0 <= b.1 && b.0 <= a.1));
    }

    #[test]
    fn distances_are_those_of_the_completions(one in event(), other in event(), count in 0_u32..40) {
        let (Ok(a), Ok(b)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        let (ones, others) = (events(&one), events(&other));
        let days = i64::from(count);
        let expected = truth(&ones, &others, |a, b| a.0 <= b.1 + days && b.0 <= a.1 + days);
        prop_assert_eq!(a.near(&b, count, TimeUnit::Day), expected, "{} near {}", a, b);
        let weeks = truth(&ones, &others, |a, b| a.0 <= b.1 + 7 && b.0 <= a.1 + 7);
        prop_assert_eq!(a.near(&b, 1, TimeUnit::Week), weeks, "{} within a week of {}", a, b);
    }

    #[test]
    fn months_between_are_those_of_the_completions(one in event(), other in event()) {
        let (Ok(a), Ok(b)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        if one.contains("..") || other.contains("..") || one.ends_with('/') || other.ends_with('/') || one.starts_with('/') || other.starts_with('/') {
            return Ok(());
        }
        let day = |day: i64| jiff::civil::date(2016, 2, 1).checked_add(jiff::Span::new().days(day)).unwrap();
        let within = |start: i64, end: i64| day(start) <= day(end).checked_add(jiff::Span::new().months(1)).unwrap();
        let expected = truth(&events(&one), &events(&other), |a, b| within(a.0, b.1) && within(b.0, a.1));
        prop_assert_eq!(a.near(&b, 1, TimeUnit::Month), expected, "{} within a month of {}", a, b);
    }

    #[test]
    fn what_holds_covers_the_day(one in event(), other in event()) {
        let (Ok(a), Ok(b)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        let mut valid = events(&one);
        if one.starts_with("../") { valid.retain(|days| days.0 == super::completions::PAST) }
        if one.ends_with("/..") { valid.retain(|days| days.1 == super::completions::FUTURE) }
        let expected = truth(&valid, &events(&other), |a, b| a.0 <= b.0 && b.1 <= a.1);
        prop_assert_eq!(a.holds_on(&b), expected, "{} holds on {}", a, b);
    }

    #[test]
    fn durations_are_those_of_the_completions(text in event()) {
        let Ok(date) = Date::parse(&text) else { return Ok(()) };
        let lengths = || events(&text).into_iter().map(|(start, end)| end - start + 1);
        let (least, most) = date.duration_days();
        match text.starts_with('{') {
            true => prop_assert!(Some(least) <= lengths().min()),
            false => prop_assert_eq!(Some(least), lengths().min(), "{}", text),
        }
        let open = text.contains("..") || text.ends_with('/') || text.starts_with('/');
        match open {
            true => prop_assert_eq!(most, None),
            false if text.starts_with('{') => prop_assert!(most >= lengths().max()),
            false => prop_assert_eq!(most, lengths().max(), "{}", text),
        }
    }
}

#[test]
fn patterns_that_never_meet() {
    let date = |text| Date::parse(text).unwrap();
    assert_eq!(date("XXXX-XX-X1").within(&date("XXXX-XX-X2")), Truth::False);
    assert_eq!(date("XXXX-12-25").allen(AllenRelation::Equals, &date("XXXX-11-XX")), Truth::False);
    // Here neither months nor days tell, and it takes too long to say no.
    assert_eq!(date("XXX1-XX-X1").within(&date("{XXX2-XX-X1,XXX3-XX-X1}")), Truth::Unknown);
    assert!(
        date("{XXXX-XX-X1}")
            .possible_relations(&date("[XXXX-XX-X2]"))
            .contains(AllenRelation::Equals)
    );
}

#[test]
fn all_of_a_period() {
    let text = |text: &str| Date::parse(text).unwrap().throughout().map(|date| date.to_string());
    assert_eq!(text("2017-03").as_deref(), Some("2017-03-01/2017-03-31"));
    assert_eq!(text("2016~").as_deref(), Some("2016-01-01~/2016-12-31~"));
    assert_eq!(text("2016/2017-Q1").as_deref(), Some("2016-01-01/2017-03-31"));
    assert_eq!(text("2016/..").as_deref(), Some("2016-01-01/.."));
    for none in ["201X", "[2016,2017]", "{2016,2017}", "2016/", "Y12345"] {
        assert_eq!(text(none), None, "{none}");
    }
    for period in ["2017", "2017-03", "2017-33", "2017-40", "2017-03-05"] {
        let period = Date::parse(period).unwrap();
        assert_eq!(period.throughout().unwrap().as_throughout(), Some(period));
    }
    for none in
        ["2017-03", "2017-03-01/2017-04-30", "2017-03-01/2017-03-31~", "2017/2017", "2017-03-01/.."]
    {
        assert_eq!(Date::parse(none).unwrap().as_throughout(), None, "{none}");
    }
}

/// A season, a quarter or a half is some day from its first to its last, as the set of these days is.
#[test]
fn seasons_and_quarters_are_sets_of_their_days() {
    let date = |text: &str| Date::parse(text).unwrap();
    let text = |day: Option<i32>| {
        let days = jiff::Span::new().days(day.unwrap());
        jiff::civil::date(1970, 1, 1).checked_add(days).unwrap().to_string()
    };
    let others = [
        "2016-06",
        "2016-06-15",
        "2016-03/2016-08",
        "2016-05-31/2016-06-01",
        "2016-04/..",
        "/2016-07",
        "../2016-03-01",
        "2016-0X/2016-12",
        "201X-07-XX",
        "2016-1X",
        "{2016-04,2016-09}",
        "[2016-02-29,2016-11-30]",
        "2016-22/2016-23",
        "2016",
        "2016-33",
    ];
    for part in 21..=41 {
        let part = date(&format!("2016-{part}"));
        let bounds = part.bounds();
        let days = date(&format!("[{}..{}]", text(bounds.earliest), text(bounds.latest)));
        for other in others.map(date) {
            assert_eq!(
                part.possible_relations(&other),
                days.possible_relations(&other),
                "{part} and {other}"
            );
            assert_eq!(
                other.possible_relations(&part),
                other.possible_relations(&days),
                "{other} and {part}"
            );
        }
    }
}
