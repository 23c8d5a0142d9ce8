//! The dates that regions hold are those for which the comparison is true, or not false.

use proptest::prelude::*;

use super::{Date, Truth};
use crate::time::{AllenRelation, Regions, Relation, TimeUnit};

fn simple() -> impl Strategy<Value = String> {
    prop_oneof![
        "201[5-7X]".boxed(),
        "201[5-7]-(0[1-5]|1[0-2]|2[1-4]|3[3-6]|40|XX|0X)".boxed(),
        "201[56X]-0[1-3X]-(0[1-3]|2[78]|3X|XX)[?~]?".boxed(),
        "(20XX|XXXX|2XXX|19XX|Y171000000|Y-17E7|1950S2)".boxed(),
        "2015-0[12]-0[12]T10:00:00Z".boxed(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let end = || prop_oneof![4 => simple().boxed(), 1 => "(\\.\\.)?".boxed()];
    prop_oneof![
        3 => simple().boxed(),
        3 => (end(), end()).prop_map(|(start, end)| format!("{start}/{end}")).boxed(),
        1 => (simple(), simple()).prop_map(|(one, two)| format!("[{one},{two}]")).boxed(),
        1 => (simple(), simple()).prop_map(|(one, two)| format!("{{{one},{two}}}")).boxed(),
    ]
}

fn date() -> impl Strategy<Value = Date> {
    text().prop_filter_map("no date", |text| Date::parse(&text).ok())
}

type Compare = fn(&Date, &Date) -> Truth;

const RELATIONS: [(Relation, Compare); 12] = [
    (Relation::Before, Date::before),
    (Relation::After, Date::after),
    (Relation::NotBefore, |one, other| !one.before(other)),
    (Relation::NotAfter, |one, other| !one.after(other)),
    (Relation::BeginsBefore, Date::begins_before),
    (Relation::BeforePeriod, Date::before_period),
    (Relation::AfterPeriod, Date::after_period),
    (Relation::Since, Date::since),
    (Relation::Until, Date::until),
    (Relation::Within, Date::within),
    (Relation::Overlapping, Date::overlapping),
    (Relation::Inside, Date::inside),
];

fn check(regions: Regions, date: &Date, truth: Truth, what: &str) -> Result<(), TestCaseError> {
    let Some(frame) = date.frame() else { return Ok(()) };
    prop_assert_eq!(regions.certain.holds(frame), truth == Truth::True, "certainly {}", what);
    prop_assert_eq!(regions.possible.holds(frame), truth != Truth::False, "possibly {}", what);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn relations(one in date(), other in date()) {
        for (relation, compare) in RELATIONS {
            if let Some(regions) = relation.regions(&other) {
                let what = format!("{one} {relation:?} {other}");
                check(regions, &one, compare(&one, &other), &what)?;
                if let (Some(outside), Some(frame)) = (regions.certain.opposite(), one.frame()) {
                    prop_assert!(outside.holds(frame) != regions.certain.holds(frame), "{}", what);
                }
            }
            if let Some(turned) = relation.turned() {
                let (one_way, back) = (compare(&one, &other), RELATIONS.iter().find(|r| r.0 == turned));
                prop_assert_eq!(Some(one_way), back.map(|(_, compare)| compare(&other, &one)));
            }
        }
    }

    #[test]
    fn allen(one in date(), other in date()) {
        for relation in AllenRelation::ALL {
            if let Some(regions) = Regions::allen(relation, &other) {
                let what = format!("{one} {relation} {other}");
                check(regions, &one, one.allen(relation, &other), &what)?;
            }
        }
    }

    #[test]
    fn between_and_near(one in date(), first in date(), last in date(), count in 0u32..20, unit in 0usize..5) {
        let what = format!("{one} between {first} and {last}");
        check(Regions::between(&first, &last), &one, one.between(&first, &last), &what)?;
        let units = [TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Quarter, TimeUnit::Year];
        if let Some(regions) = Regions::near(&first, count, units[unit]) {
            let what = format!("{one} within {count} {:?} of {first}", units[unit]);
            check(regions, &one, one.near(&first, count, units[unit]), &what)?;
        }
    }
}

#[test]
fn most_dates_have_a_frame() {
    let with: Vec<bool> = [
        "2017-03-05",
        "2017",
        "201X",
        "19XX",
        "2017-XX",
        "2017-24",
        "2015/2017",
        "../2017~",
        "XXXX",
    ]
    .map(|text| Date::parse(text).unwrap().frame().is_some())
    .to_vec();
    assert_eq!(with, [true, true, true, true, true, true, true, true, false]);
    let without = ["2017-XX-05", "20X7", "[2015,2017]", "Y171000000"];
    assert!(without.iter().all(|text| Date::parse(text).unwrap().frame().is_none()));
}
