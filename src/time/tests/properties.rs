//! Round trips, unspecified digits against the calendar, parts and parents, sets, and texts of any kind.

use jiff::civil;
use proptest::prelude::*;

use super::{Date, Precision, Truth};

/// The days of the years 2000 to 2039 whose ISO text fits the pattern.
fn matching(pattern: &str) -> Vec<civil::Date> {
    let fits = |text: &str| {
        pattern.bytes().zip(text.bytes()).all(|(one, other)| one == b'X' || one == other)
    };
    civil::date(2000, 1, 1)
        .series(jiff::Span::new().days(1))
        .take_while(|day| day.year() < 2040)
        .filter(|day| fits(&day.to_string()))
        .collect()
}

fn number(day: civil::Date) -> i32 {
    (day.duration_since(civil::date(1970, 1, 1)).as_hours() / 24) as i32
}

/// The value that all of them have.
fn common<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

fn pattern() -> impl Strategy<Value = String> {
    ("20[0123][0-9X]", "(-[01X][0-9X](-[0123X][0-9X])?)?").prop_map(|(year, rest)| year + &rest)
}

fn simple() -> impl Strategy<Value = String> {
    let marks = "[?~%]?";
    prop_oneof![
        (marks, "-?[0-9X]{4}", marks, "-[01X][0-9X]", marks).prop_map(|(a, b, c, d, e)| a
            + &b
            + &c
            + &d
            + &e),
        (marks, "-?[0-9X]{4}", marks, "-[0?~%X]?[0-9X]", "-[?~%]?[0-2X][0-9X]", marks)
            .prop_map(|(a, b, c, d, e, f)| a + &b + &c + &d + &e + &f),
        ("[0-9]{4}", "-(2[1-9]|3[0-9]|4[01]|Q[1-4]|H[12])", marks)
            .prop_map(|(a, b, c)| a + &b + &c),
        ("Y-?[1-9][0-9]{4,8}(E[0-5])?(S[1-5])?", marks).prop_map(|(a, b)| a + &b),
        "[0-9]{4}-(0[1-9]|1[0-2])-[0-2][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+-](0[0-9]|1[0-3])(:30)?)?",
    ]
}

fn members() -> impl Strategy<Value = String> {
    let member = (simple(), "(\\.\\.)?").prop_map(|(date, more)| date + &more);
    prop::collection::vec(member, 1..4).prop_map(|members| members.join(","))
}

fn text() -> impl Strategy<Value = String> {
    let end = || prop_oneof![3 => simple().boxed(), 1 => "(\\.\\.)?".boxed()];
    prop_oneof![
        simple(),
        (end(), end()).prop_map(|(start, end)| format!("{start}/{end}")),
        members().prop_map(|members| format!("[{members}]")),
        members().prop_map(|members| format!("{{{members}}}")),
    ]
}

proptest! {
    #[test]
    fn print_then_parse_is_the_identity(text in text()) {
        if let Ok(date) = Date::parse(&text) {
            let printed = date.to_string();
            prop_assert_eq!(Date::parse(&printed), Ok(date.clone()), "{}", &text);
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date, "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,20}", more in "[0-9XYSETQH?~%/.,\\[\\]{}:+Z-]{0,16}") {
        for text in [text, more] {
            match Date::parse(&text) {
                Ok(date) => prop_assert!(["en", "ja", "zh"].iter().all(|lang| !date.to_text(lang).is_empty())),
                Err(error) => prop_assert!(text.get(error.span.start..error.span.end).is_some()),
            }
        }
    }

    #[test]
    fn unspecified_digits_against_the_calendar(pattern in pattern()) {
        let days = matching(&pattern);
        let Ok(date) = Date::parse(&pattern) else {
            prop_assert!(days.is_empty(), "{} is refused", pattern);
            return Ok(());
        };
        let bounds = date.bounds();
        prop_assert_eq!(bounds.earliest, days.first().copied().map(number));
        prop_assert_eq!(bounds.latest, days.last().copied().map(number));
        prop_assert_eq!(date.year_of(), common(days.iter().map(|day| i32::from(day.year()))));
        prop_assert_eq!(date.half_of(), common(days.iter().map(|day| (day.month() as u8).div_ceil(6))));
        prop_assert_eq!(date.quarter_of(), common(days.iter().map(|day| (day.month() as u8).div_ceil(3))));
        prop_assert_eq!(date.month_of(), common(days.iter().map(|day| day.month() as u8)));
        prop_assert_eq!(date.day_of(), common(days.iter().map(|day| day.day() as u8)));
        prop_assert_eq!(date.to_day(), common(days.iter().copied()));
    }

    #[test]
    fn parents_contain_each_other(text in text()) {
        let Ok(date) = Date::parse(&text) else { return Ok(()) };
        let mut inner = date;
        for parent in inner.parents() {
            prop_assert_eq!(inner.within(&parent), Truth::True, "{} in {}", inner, parent);
            inner = parent;
        }
    }

    #[test]
    fn a_range_is_the_list_of_its_members(first in 1_u8..=28, count in 0_u8..4, other in text(), open in any::<bool>()) {
        let Ok(other) = Date::parse(&other) else { return Ok(()) };
        let (left, right) = if open { ("[", "]") } else { ("{", "}") };
        let day = |day: u8| format!("2016-{:02}", (day - 1) % 9 + 1);
        let (from, to) = ((first - 1) % 9 + 1, ((first - 1) % 9 + 1 + count).min(9));
        let listed: Vec<String> = (from..=to).map(day).collect();
        let range = Date::parse(&format!("{left}{}..{}{right}", day(from), day(to))).unwrap();
        let list = Date::parse(&format!("{left}{}{right}", listed.join(","))).unwrap();
        prop_assert_eq!(range.bounds(), list.bounds());
        prop_assert_eq!(range.within(&other), list.within(&other), "{} within {}", list, other);
        prop_assert_eq!(other.within(&range), other.within(&list), "{} within {}", other, list);
        prop_assert_eq!(range.before(&other), list.before(&other));
        prop_assert_eq!(other.since(&range), other.since(&list));
        prop_assert_eq!(other.until(&range), other.until(&list));
        prop_assert_eq!(range.month_of(), list.month_of());
    }

    #[test]
    fn a_set_as_a_period_is_the_union(members in prop::collection::vec("2016-0[1-4](-[012][1-9])?", 1..4), event in "2016-0[1-4](-[012][1-9X])?(/2016-0[3-5](-[012][1-9])?)?") {
        let parsed = (Date::parse(&format!("{{{}}}", members.join(","))), Date::parse(&event));
        let (Ok(period), Ok(event)) = parsed else { return Ok(()) };
        let covered = |day: i64| members.iter().any(|member| {
            let bounds = Date::parse(member).unwrap().bounds();
            bounds.earliest <= i32::try_from(day).ok() && i32::try_from(day).ok() <= bounds.latest
        });
        let days = |from: Option<i32>, to: Option<i32>| from.unwrap().into()..=to.unwrap().into();
        let (start, end) = (event.start_bounds(), event.end_bounds());
        let (mut yes, mut no) = (false, false);
        for first in days(start.earliest, start.latest) {
            if event.is_interval() {
                let mut inside = (first..end.earliest.unwrap().into()).all(covered);
                for last in days(end.earliest.max(i32::try_from(first).ok()), end.latest) {
                    inside &= covered(last);
                    if inside { yes = true } else { no = true }
                }
            } else if covered(first) { yes = true } else { no = true }
        }
        let expected = if yes && no { Truth::Unknown } else { Truth::from(yes) };
        prop_assert_eq!(event.within(&period), expected, "{} within {}", event, period);
    }

    #[test]
    fn order_is_chronological(one in text(), other in text()) {
        let (Ok(one), Ok(other)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        prop_assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
        prop_assert_eq!(one.cmp(&other).is_eq(), one == other);
        if one.before(&other) == Truth::True {
            prop_assert!(one < other, "{} < {}", one, other);
        }
    }
}

#[test]
fn precision_is_what_the_known_digits_name() {
    let expected = [
        ("XXXX-12-25", Precision::Unknown),
        ("1XXX", Precision::Millennium),
        ("19XX", Precision::Century),
        ("1950S2", Precision::Century),
        ("Y171010000S8", Precision::Decade),
        ("201X", Precision::Decade),
        ("2017-XX", Precision::Year),
        ("2017-H1", Precision::Half),
        ("2017-37", Precision::Quadrimester),
        ("2017-21", Precision::Season),
        ("2017-Q1", Precision::Quarter),
        ("2017-03-XX", Precision::Month),
        ("2017-03-05~", Precision::Day),
        ("2016/..", Precision::Interval),
        ("[2016,2017]", Precision::Set),
    ];
    for (text, precision) in expected {
        assert_eq!(Date::parse(text).unwrap().precision(), precision, "{text}");
    }
}

#[test]
fn constructors_print_what_they_name() {
    let day = Date::day(civil::date(2017, 3, 5));
    assert_eq!(day.to_string(), "2017-03-05");
    let parents: Vec<String> = day.parents().iter().map(Date::to_string).collect();
    assert_eq!(parents, ["2017-03", "2017-33", "2017-40", "2017"]);
    assert_eq!(Date::half(2017, 2).unwrap().to_string(), "2017-41");
    assert_eq!(
        [
            Date::month(2017, 13),
            Date::quarter(2017, 0),
            Date::half(2017, 3),
            Date::month(10_000, 1)
        ],
        [const { None }; 4]
    );
    assert_eq!(Date::year(-12_345).to_string(), "Y-12345");
    assert_eq!(
        Date::interval(Date::year(2016), day.clone()).unwrap().to_string(),
        "2016/2017-03-05"
    );
    let error = Date::interval(Date::year(2018), day).unwrap_err();
    assert_eq!(error.message, "the end 2017-03-05 lies before the start 2018");
}

#[test]
fn qualification_and_exactness() {
    let date = |text| Date::parse(text).unwrap();
    let of = |text| (date(text).uncertain(), date(text).approximate(), date(text).is_exact());
    assert_eq!(of("2017"), (false, false, true));
    assert_eq!(of("2017?"), (true, false, false));
    assert_eq!(of("2016/2017-~03"), (false, true, false));
    assert_eq!(of("2016%/2017"), (true, true, false));
    assert_eq!(of("2017-XX"), (false, false, false));
    assert_eq!(of("2016/.."), (false, false, false));
    assert_eq!(of("[2016]"), (false, false, false));
    assert_eq!(of("2016/2017-03"), (false, false, true));
}
