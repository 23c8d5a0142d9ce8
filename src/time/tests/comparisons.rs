//! The table of comparisons, and dates that the small calendar of the completions does not have.

use super::{Date, Truth};

type Compare = fn(&Date, &Date) -> Truth;

fn check(name: &str, compare: Compare, rows: &[(&str, &str, Truth)]) {
    for (one, other, expected) in rows {
        let (a, b) = (Date::parse(one).unwrap(), Date::parse(other).unwrap());
        assert_eq!(compare(&a, &b), *expected, "{one} {name} {other}");
    }
}

use Truth::{False, True, Unknown};

#[test]
fn two_events() {
    let before = [
        ("2017-02", "2017-03", True),
        ("2017-03", "2017-03", Unknown),
        ("2017-03-05", "2017-03-05", False),
        ("2017-04", "2017-03", False),
        ("2017", "2017-03", Unknown),
        ("2016/..", "2030", Unknown),
        ("2016/..", "2015", False),
        ("../2016", "2017", True),
        ("{..1984}", "{..1985}", False),
        ("1966-XX-31", "1967", True),
        ("2017-Q1", "2017-H2", True),
        ("2016-24", "2017-02-28", Unknown),
    ];
    check("before", Date::before, &before);
    let after =
        [("2017-04", "2017-03", True), ("2017", "2017-03", Unknown), ("2017-02", "2017-03", False)];
    check("after", Date::after, &after);
}

#[test]
fn an_event_and_a_period() {
    let before = [
        ("2017-02", "2017-03", True),
        ("2017", "2017-06", Unknown),
        ("2017-02", "2017-02", False),
        ("2016/2018", "2017", False),
        ("2016", "../2017", False),
        ("2016", "/2017", Unknown),
    ];
    check("before_period", Date::before_period, &before);
    let after =
        [("2017-04", "2017-03", True), ("2017", "2017-06", Unknown), ("2017-03", "2017-03", False)];
    check("after_period", Date::after_period, &after);
    let since = [
        ("2017-03", "2017-03", True),
        ("2018/..", "2017", True),
        ("2017", "2017-06", Unknown),
        ("2016/2018", "2017", False),
        ("[..1984]", "{..1990}", True),
    ];
    check("since", Date::since, &since);
    let until = [
        ("2017-03", "2017-03", True),
        ("2017", "2017-06", Unknown),
        ("2016/2018", "2017", False),
        ("2016/..", "2017", Unknown),
    ];
    check("until", Date::until, &until);
}

#[test]
fn an_event_in_a_period() {
    let within = [
        ("2017-03", "2017", True),
        ("2017", "2017-03", Unknown),
        ("2016", "2017", False),
        ("2016/2018", "2017", False),
        ("2017-01/2017-12", "2017", True),
        ("2017~", "2017?", True),
        ("2017/..", "2016/..", True),
        ("2017/..", "2016/", Unknown),
        ("2015/..", "2016/..", False),
        ("2012-05", "201X", Unknown),
        ("2009", "201X", False),
        ("201X", "2015", Unknown),
        ("2012/2013", "201X", False),
        ("{2012,2013}", "201X", False),
        ("2016-24", "2017", Unknown),
        ("2017-01-15", "201X-24", Unknown),
        ("2017-03-15", "201X-24", False),
        ("XXXX-12-25", "XXXX-12", Unknown),
        ("XXXX-12-25", "XXXX-11-XX", False),
        ("XXXX-02-29", "2017", False),
        ("XXXX-02-29", "2016/2017", Unknown),
        ("2017-03-05", "[2017,2017-03]", True),
        ("2016-03-05", "[2016,2017]", Unknown),
        ("2016-03-05", "{2016,2017}", True),
        ("2016/2017", "{2016,2017}", True),
        ("2016/2018", "{2016,2018}", False),
        ("{2016,2018}", "{2016,2018}", True),
        ("[..1984]", "{..1990}", True),
        ("[1984..]", "{1980..}", True),
        ("[..1984]", "[..1990]", Unknown),
        ("2020", "[1990..]", Unknown),
        ("1989", "[1990..]", False),
        ("Y17E8", "Y1700000000", True),
        ("2017-03-05T23:00:00-04:00", "2017-03-05", True),
    ];
    check("within", Date::within, &within);
}
