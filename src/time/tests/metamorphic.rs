//! What must not change, or change in one direction only, when dates are changed.

use proptest::prelude::*;

use super::completions::event;
use super::{Date, Truth};
use crate::time::{AllenRelation, TimeUnit};

/// All comparisons of two dates, by name.
fn comparisons(one: &Date, other: &Date) -> Vec<(&'static str, Truth)> {
    let allen = AllenRelation::ALL.map(|relation| (relation.name(), one.allen(relation, other)));
    let mut found = allen.to_vec();
    found.extend([
        ("ends before", one.before(other)),
        ("begins after", one.after(other)),
        ("before period", one.before_period(other)),
        ("after period", one.after_period(other)),
        ("since", one.since(other)),
        ("until", one.until(other)),
        ("within", one.within(other)),
        ("overlapping", one.overlapping(other)),
        ("near", one.near(other, 1, TimeUnit::Month)),
        ("holds on", other.holds_on(one)),
    ]);
    found
}

/// The same text in another year.
fn moved(text: &str, cycles: i32) -> String {
    let year = 2016 + 400 * cycles;
    let sign = if year < 0 { "-" } else { "" };
    text.replace("2016", &format!("{sign}{:04}", year.abs()))
}

/// A date, and a sharper one: all that may have happened by the second may have happened by the first.
fn sharpened() -> impl Strategy<Value = (String, String)> {
    let day = (
        prop::sample::select(vec!["02", "03", "04"]),
        prop::sample::select(vec!["01", "05", "15", "18", "28"]),
    );
    let simple = (day, 0..5_usize, 0..5_usize).prop_map(|((month, day), one, other)| {
        let forms = [
            format!("2016-{month}"),
            format!("2016-{month}-XX"),
            format!("2016-{month}-{}X", &day[..1]),
            format!("2016-{month}-X{}", &day[1..]),
            format!("2016-{month}-{day}"),
        ];
        // `1X` and `X5` do not hold each other.
        let (one, other) = (one.min(other), one.max(other));
        let other = if (one, other) == (2, 3) { 4 } else { other };
        (forms[one].clone(), forms[other].clone())
    });
    let simple = simple.boxed();
    let end = prop_oneof![3 => simple.clone(), 1 => simple.clone().prop_map(|(_, sharp)| ("..".to_owned(), sharp))];
    let members = prop::collection::vec(simple.clone(), 1..4);
    prop_oneof![
        simple,
        (end.clone(), end).prop_map(|(start, end)| (
            format!("{}/{}", start.0, end.0),
            format!("{}/{}", start.1, end.1)
        )),
        (members.clone(), 0..4_usize).prop_map(|(members, kept)| {
            let (coarse, sharp): (Vec<String>, Vec<String>) = members.into_iter().unzip();
            let kept = sharp.len().min(kept + 1);
            (format!("[{}]", coarse.join(",")), format!("[{}]", sharp[..kept].join(",")))
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn moving_all_dates_keeps_the_relations(one in event(), other in event(), cycles in -20..19_i32) {
        let (Ok(a), Ok(b)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        let (c, d) = (Date::parse(&moved(&one, cycles)).unwrap(), Date::parse(&moved(&other, cycles)).unwrap());
        prop_assert_eq!(comparisons(&a, &b), comparisons(&c, &d), "{} and {}, {} cycles", a, b, cycles);
        prop_assert_eq!(a.duration_days(), c.duration_days());
    }

    #[test]
    fn sharpening_keeps_what_is_certain((coarse, sharp) in sharpened(), other in event()) {
        let dates = (Date::parse(&coarse), Date::parse(&sharp), Date::parse(&other));
        let (Ok(coarse), Ok(sharp), Ok(other)) = dates else { return Ok(()) };
        let pairs = [(comparisons(&coarse, &other), comparisons(&sharp, &other))];
        for (before, after) in pairs.into_iter().flat_map(|(before, after)| before.into_iter().zip(after)) {
            prop_assert!(before.1 == Truth::Unknown || before == after, "{} to {}, and {}: {:?} to {:?}", coarse, sharp, other, before, after);
        }
    }

    #[test]
    fn relations_agree_with_each_other(one in event(), other in event()) {
        let (Ok(a), Ok(b)) = (Date::parse(&one), Date::parse(&other)) else { return Ok(()) };
        let possible = a.possible_relations(&b);
        prop_assert!(possible.iter().count() > 0);
        let any = |relations: &[AllenRelation]| relations.iter().any(|relation| possible.contains(*relation));
        use AllenRelation::{After, Before, MetBy, Meets};
        prop_assert_eq!(a.before(&b) != Truth::False, any(&[Before, Meets]));
        prop_assert_eq!(a.after(&b) != Truth::False, any(&[After, MetBy]));
        prop_assert_eq!(a.near(&b, 0, TimeUnit::Day), a.overlapping(&b));
    }
}
