//! The network against every way in which a few events may have happened in a few days.

use proptest::prelude::*;

use super::*;
use crate::time::Date;

const DAYS: std::ops::Range<i32> = 0..5;

fn bounds() -> impl Strategy<Value = Bounds> {
    (prop::option::of(DAYS), prop::option::of(DAYS)).prop_map(|(one, other)| match (one, other) {
        (Some(one), Some(other)) => {
            Bounds { earliest: Some(one.min(other)), latest: Some(one.max(other)) }
        }
        (earliest, latest) => Bounds { earliest, latest },
    })
}

fn event() -> impl Strategy<Value = EventBounds> {
    (bounds(), bounds(), any::<bool>()).prop_map(|(start, end, one_day)| EventBounds {
        start,
        end,
        one_day,
    })
}

fn constraints() -> impl Strategy<Value = Vec<Constraint>> {
    let point = || {
        (0..3_usize, any::<bool>())
            .prop_map(|(event, end)| if end { Point::End(event) } else { Point::Start(event) })
    };
    let one = (point(), point(), -3..4_i64);
    prop::collection::vec(one, 0..5).prop_map(|constraints| {
        let number = |(id, (earlier, later, days))| Constraint { id, earlier, later, days };
        constraints.into_iter().enumerate().map(number).collect()
    })
}

fn inside(bounds: Bounds, day: i32) -> bool {
    bounds.earliest.is_none_or(|earliest| earliest <= day)
        && bounds.latest.is_none_or(|latest| day <= latest)
}

/// Every way in which the events may have happened on these days: start and end of each.
fn ways(events: &[EventBounds], constraints: &[Constraint]) -> Vec<Vec<i32>> {
    let mut ways: Vec<Vec<i32>> = vec![Vec::new()];
    for event in events {
        let days = || DAYS.flat_map(|start| (start..DAYS.end).map(move |end| (start, end)));
        let fits = |(start, end): &(i32, i32)| {
            inside(event.start, *start)
                && inside(event.end, *end)
                && (!event.one_day || start == end)
        };
        let next = |way: &Vec<i32>| {
            let way = way.clone();
            days()
                .filter(fits)
                .map(move |(start, end)| [way.clone(), vec![start, end]].concat())
                .collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(next).collect();
    }
    let at = |way: &[i32], point: Point| i64::from(way[place(point) - 1]);
    let fits = |constraint: &Constraint, way: &[i32]| {
        at(way, constraint.later) - at(way, constraint.earlier) <= constraint.days
    };
    ways.retain(|way| constraints.iter().all(|constraint| fits(constraint, way)));
    ways
}

/// The events with bounds that are not wider than the few days.
fn closed(events: Vec<EventBounds>) -> Vec<EventBounds> {
    let close = |bounds: Bounds| Bounds {
        earliest: bounds.earliest.or(Some(DAYS.start)),
        latest: bounds.latest.or(Some(DAYS.end - 1)),
    };
    events
        .into_iter()
        .map(|event| EventBounds { start: close(event.start), end: close(event.end), ..event })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn bounds_are_those_of_all_ways(events in prop::collection::vec(event(), 3), constraints in constraints()) {
        let events = closed(events);
        let ways = ways(&events, &constraints);
        match narrow(&events, &constraints) {
            Err(contradiction) => {
                prop_assert!(ways.is_empty(), "{:?} for {:?}", contradiction, ways);
                prop_assert!(!contradiction.chain.is_empty());
                check_chain(&events, &constraints, &contradiction)?;
            }
            Ok(narrowed) => {
                prop_assert!(!ways.is_empty());
                for (index, event) in narrowed.iter().enumerate() {
                    let days = |place: usize| ways.iter().map(move |way| way[place]);
                    let found = |place| Bounds { earliest: days(place).min(), latest: days(place).max() };
                    prop_assert_eq!(event.start, found(2 * index));
                    prop_assert_eq!(event.end, found(2 * index + 1));
                }
            }
        }
    }

    #[test]
    fn open_bounds_are_never_too_narrow(events in prop::collection::vec(event(), 3), constraints in constraints()) {
        let ways = ways(&events, &constraints);
        match narrow(&events, &constraints) {
            Err(_) => prop_assert!(ways.is_empty()),
            Ok(narrowed) => for way in ways {
                for (index, event) in narrowed.iter().enumerate() {
                    prop_assert!(inside(event.start, way[2 * index]) && inside(event.end, way[2 * index + 1]));
                }
            }
        }
    }
}

/// The facts of the chain contradict each other without any other.
fn check_chain(
    events: &[EventBounds],
    constraints: &[Constraint],
    contradiction: &Contradiction,
) -> Result<(), TestCaseError> {
    let all = Bounds { earliest: None, latest: None };
    let dated = |index| contradiction.chain.contains(&Fact::Date(index));
    let kept = |(index, event): (usize, &EventBounds)| match dated(index) {
        true => *event,
        false => EventBounds { start: all, end: all, one_day: false },
    };
    let events: Vec<EventBounds> = events.iter().enumerate().map(kept).collect();
    let used =
        |constraint: &&Constraint| contradiction.chain.contains(&Fact::Constraint(constraint.id));
    let constraints: Vec<Constraint> = constraints.iter().filter(used).copied().collect();
    prop_assert!(narrow(&events, &constraints).is_err(), "{:?}", contradiction);
    Ok(())
}

fn dated(text: &str) -> EventBounds {
    EventBounds::from(&Date::parse(text).unwrap())
}

#[test]
fn bounds_propagate() {
    let events = [dated("2017"), dated("2017-06-05"), dated("20XX")];
    let near = Constraint::near(1, 2, 0, 2, TimeUnit::Month);
    let constraints = [vec![Constraint::after(0, 0, 1)], near.to_vec()].concat();
    let narrowed = narrow(&events, &constraints).unwrap();
    let day = |text: &str| Date::parse(text).unwrap().bounds().earliest;
    assert_eq!(
        narrowed[0].start,
        Bounds { earliest: day("2017-06-06"), latest: day("2017-12-31") }
    );
    assert_eq!(
        narrowed[2].start,
        Bounds { earliest: day("2017-04-05"), latest: day("2018-03-03") }
    );
}

#[test]
fn contradictions_name_their_facts() {
    let events = [dated("2017-03"), dated("2016"), dated("201X")];
    let constraints = [Constraint::before(7, 0, 2), Constraint::before(8, 2, 1)];
    let contradiction = narrow(&events, &constraints).unwrap_err();
    let mut chain = contradiction.chain.clone();
    chain.sort_by_key(|fact| format!("{fact:?}"));
    let expected =
        [Fact::Constraint(7), Fact::Constraint(8), Fact::Date(0), Fact::Date(1), Fact::Order(2)];
    assert_eq!(chain.iter().filter(|fact| **fact != Fact::Order(2)).count(), 4, "{chain:?}");
    assert!(expected[..4].iter().all(|fact| chain.contains(fact)), "{chain:?}");
    let circle = [Constraint::before(1, 0, 1), Constraint::before(2, 1, 0)];
    let open = Bounds { earliest: None, latest: None };
    let undated = EventBounds { start: open, end: open, one_day: true };
    let chain = narrow(&[undated, undated], &circle).unwrap_err().chain;
    assert!(
        chain.contains(&Fact::Constraint(1)) && chain.contains(&Fact::Constraint(2)),
        "{chain:?}"
    );
}

#[test]
fn many_events_in_a_row() {
    let count = 20_000;
    let open =
        EventBounds { start: Bounds { earliest: None, latest: None }, ..dated("2017-01-01/..") };
    let mut events = vec![EventBounds { end: open.start, one_day: true, ..open }; count];
    events[0] = dated("2017-01-01");
    let first = events[0].start.earliest;
    let constraints: Vec<Constraint> =
        (1..count).map(|index| Constraint::after(index, index, index - 1)).collect();
    let narrowed = narrow(&events, &constraints).unwrap();
    assert_eq!(narrowed[count - 1].start.earliest, first.map(|day| day + 19_999));
}

/// Neither the order of the events nor that of the facts makes a chain or a tree slow.
#[test]
fn the_order_of_the_events_costs_nothing() {
    let count = 20_000_usize;
    let place = |index: usize| index * 7919 % count;
    let events = vec![dated("2017/2117"); count];
    let events: Vec<EventBounds> = events
        .into_iter()
        .map(|event| EventBounds { one_day: true, end: event.start, ..event })
        .collect();
    let wide = Bounds { earliest: events[0].start.earliest, latest: Some(100_000) };
    let events = vec![EventBounds { start: wide, end: wide, one_day: true }; events.len()];
    let chain: Vec<Constraint> =
        (1..count).map(|index| Constraint::after(index, place(index), place(index - 1))).collect();
    let narrowed = narrow(&events, &chain).unwrap();
    assert_eq!(narrowed[place(count - 1)].start.earliest, wide.earliest.map(|day| day + 19_999));
    let tree: Vec<Constraint> = (1..count)
        .flat_map(|index| {
            Constraint::near(index, place(index), place(index / 2), 1, TimeUnit::Week)
        })
        .collect();
    let mut events = events;
    events[place(count - 1)] = dated("2017-06-05");
    let narrowed = narrow(&events, &tree).unwrap();
    assert_eq!(
        narrowed[place(count - 2)].start.latest,
        dated("2017-06-05").start.latest.map(|day| day + 2 * 7)
    );
}

#[test]
fn events_fall_into_groups() {
    assert_eq!(groups(6, &[(4, 1), (5, 4), (0, 2), (9, 0)]), [vec![0, 2], vec![1, 4, 5]]);
}

#[test]
fn what_is_left_of_a_date() {
    let left = |date: &str, from: &str, until: &str| {
        let bounds =
            Bounds { earliest: dated(from).start.earliest, latest: dated(until).end.latest };
        let bounds = EventBounds { start: bounds, end: bounds, one_day: true };
        Date::parse(date).unwrap().narrowed(&bounds).to_string()
    };
    assert_eq!(left("2017", "2017-06", "2017-06"), "2017-06");
    assert_eq!(left("2017", "2017-06-05", "2017"), "[2017-06-05..2017-12-31]");
    assert_eq!(left("2017~", "2017-06-05", "2017"), "[2017-06-05~..2017-12-31~]");
    assert_eq!(left("XXXX", "1815-06-19", "9999"), "[1815-06-19..9999-12-31]");
    assert_eq!(
        left("XXXX-03", "2016-03-05", "2018-03-31"),
        "[2016-03-05..2016-03-31,2017-03,2018-03]"
    );
    assert_eq!(left("[2016,2018]", "2016-07", "2018-01"), "[2016-H2,2018-01]".replace("H2", "41"));
    assert_eq!(left("2017-06-05", "2017-06-05", "2017-06-05"), "2017-06-05");
    for date in ["2017~", "XXXX-03", "[2016..]"] {
        let left = left(date, "2017-03-05", "2019-03-01");
        assert_eq!(Date::parse(&left).map(|date| date.to_string()), Ok(left));
    }
    let interval = Date::parse("2016/2018").unwrap();
    let start = dated("2016-06-03/2016-06-20");
    let bounds = EventBounds {
        start: Bounds { earliest: start.start.earliest, latest: start.end.latest },
        ..EventBounds::from(&interval)
    };
    assert_eq!(interval.narrowed(&bounds).to_string(), "2016-06/2018");
}
