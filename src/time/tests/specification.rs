//! The strings of the EDTF specification (Library of Congress, 2019; ISO 8601-2), and texts that are not EDTF.

use super::{Date, Truth};

/// Text, canonical text where it differs, first and last day.
const VALID: &[(&str, &str, &str, &str)] = &[
    // Level 0: date, date and time, interval.
    ("1985-04-12", "", "1985-04-12", "1985-04-12"),
    ("1985-04", "", "1985-04-01", "1985-04-30"),
    ("1985", "", "1985-01-01", "1985-12-31"),
    ("0000", "", "0000-01-01", "0000-12-31"),
    ("1985-04-12T23:20:30", "", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12T23:20:30-04:00", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "", "1985-04-12", "1985-04-12"),
    ("1964/2008", "", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "", "2005-01-01", "2006-02-28"),
    // Level 1: long years, seasons, qualification, unspecified digits, extended interval, negative years.
    ("Y170000002", "", "", ""),
    ("Y-170000002", "", "", ""),
    ("2001-21", "", "2001-03-01", "2001-05-31"),
    ("2001-22", "", "2001-06-01", "2001-08-31"),
    ("2001-23", "", "2001-09-01", "2001-11-30"),
    ("2003-24", "", "2003-12-01", "2004-02-29"),
    ("1984?", "", "1984-01-01", "1984-12-31"),
    ("2004-06~", "", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "", "2004-06-11", "2004-06-11"),
    ("201X", "", "2010-01-01", "2019-12-31"),
    ("20XX", "", "2000-01-01", "2099-12-31"),
    ("2004-XX", "", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "", "1985-04-12", ""),
    ("1985-04/..", "", "1985-04-01", ""),
    ("1985/..", "", "1985-01-01", ""),
    ("../1985-04-12", "", "", "1985-04-12"),
    ("../1985-04", "", "", "1985-04-30"),
    ("../1985", "", "", "1985-12-31"),
    ("1985-04-12/", "", "1985-04-12", ""),
    ("1985-04/", "", "1985-04-01", ""),
    ("1985/", "", "1985-01-01", ""),
    ("/1985-04-12", "", "", "1985-04-12"),
    ("/1985-04", "", "", "1985-04-30"),
    ("/1985", "", "", "1985-12-31"),
    ("1984~/2004-06", "", "1984-01-01", "2004-06-30"),
    ("1984/2004-06~", "", "1984-01-01", "2004-06-30"),
    ("1984~/2004~", "", "1984-01-01", "2004-12-31"),
    ("1984?/2004%", "", "1984-01-01", "2004-12-31"),
    ("-1985", "", "-001985-01-01", "-001985-12-31"),
    // Level 2.
    ("Y-17E7", "Y-170000000", "", ""),
    ("1950S2", "", "1900-01-01", "1999-12-31"),
    ("Y171010000S3", "", "", ""),
    ("Y3388E2S3", "Y338800S3", "", ""),
    ("2001-34", "", "2001-04-01", "2001-06-30"),
    ("2001-25", "", "2001-03-01", "2001-05-31"),
    ("2001-29", "", "2001-09-01", "2001-11-30"),
    ("2001-30", "", "2001-12-01", "2002-02-28"),
    ("2001-37", "", "2001-01-01", "2001-04-30"),
    ("2001-39", "", "2001-09-01", "2001-12-31"),
    ("2001-40", "", "2001-01-01", "2001-06-30"),
    ("2001-41", "", "2001-07-01", "2001-12-31"),
    ("[1667,1668,1670..1672]", "", "1667-01-01", "1672-12-31"),
    ("[1668, 1667]", "[1667,1668]", "1667-01-01", "1668-12-31"),
    ("[..1760-12-03]", "", "", "1760-12-03"),
    ("[1760-12..]", "", "1760-12-01", ""),
    ("[1760-01,1760-02,1760-12..]", "", "1760-01-01", ""),
    ("[1667,1760-12]", "", "1667-01-01", "1760-12-31"),
    ("[..1984]", "", "", "1984-12-31"),
    ("{1667,1668,1670..1672}", "", "1667-01-01", "1672-12-31"),
    ("{1960,1961-12}", "", "1960-01-01", "1961-12-31"),
    ("{..1984}", "", "", "1984-12-31"),
    ("2004-06~-11", "", "2004-06-11", "2004-06-11"),
    ("2004?-06-11", "", "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", "2004?-06-~11", "2004-06-11", "2004-06-11"),
    ("2004-%06-11", "", "2004-06-11", "2004-06-11"),
    ("2004?-06~-11", "2004%-~06-11", "2004-06-11", "2004-06-11"),
    ("156X-12-25", "", "1560-12-25", "1569-12-25"),
    ("15XX-12-25", "", "1500-12-25", "1599-12-25"),
    ("XXXX-12-XX", "", "0000-12-01", "9999-12-31"),
    ("1XXX-XX", "", "1000-01-01", "1999-12-31"),
    ("1XXX-12", "", "1000-12-01", "1999-12-31"),
    ("1984-1X", "", "1984-10-01", "1984-12-31"),
    ("XXXX-02-29", "", "0000-02-29", "9996-02-29"),
    ("-19XX", "", "-001999-01-01", "-001900-12-31"),
    ("-000X", "", "-000009-01-01", "-000001-12-31"),
    ("2004-06-~01/2004-06-~20", "", "2004-06-01", "2004-06-20"),
    ("2004-06-XX/2004-07-03", "", "2004-06-01", "2004-07-03"),
    // More forms of the same features, also with negative years.
    ("2001-35", "", "2001-07-01", "2001-09-30"),
    ("2001-36", "", "2001-10-01", "2001-12-31"),
    ("2001-26", "", "2001-06-01", "2001-08-31"),
    ("2001-27", "", "2001-09-01", "2001-11-30"),
    ("2001-28", "", "2001-12-01", "2002-02-28"),
    ("2001-31", "", "2001-03-01", "2001-05-31"),
    ("2001-32", "", "2001-06-01", "2001-08-31"),
    ("2001-33", "", "2001-01-01", "2001-03-31"),
    ("2001-38", "", "2001-05-01", "2001-08-31"),
    ("Y17E8", "Y1700000000", "", ""),
    ("Y-171010000S2", "", "", ""),
    ("2004-06-%11", "", "2004-06-11", "2004-06-11"),
    ("2004~-06-11", "", "2004-06-11", "2004-06-11"),
    ("2004-06-11?", "", "2004-06-11", "2004-06-11"),
    ("1984-06-02?/2004-08-08~", "", "1984-06-02", "2004-08-08"),
    ("1984-06-02?/..", "", "1984-06-02", ""),
    ("../2004-06-01~", "", "", "2004-06-01"),
    ("2003-22/2004-22", "", "2003-06-01", "2004-08-31"),
    ("2004-XX/2004-07-03", "", "2004-01-01", "2004-07-03"),
    ("1979-XX-28", "", "1979-01-28", "1979-12-28"),
    ("[..1760-12-03,1762]", "", "", "1762-12-31"),
    ("-1985-04-12", "", "-001985-04-12", "-001985-04-12"),
    ("-2001-34", "", "-002001-04-01", "-002001-06-30"),
    ("-2004-06?-11", "", "-002004-06-11", "-002004-06-11"),
    ("-156X-12-25", "", "-001569-12-25", "-001560-12-25"),
    ("-1984-1X", "", "-001984-10-01", "-001984-12-31"),
    ("[-1667,1760-12]", "", "-001667-01-01", "1760-12-31"),
    // Quarters and halves as people write them.
    ("2017-Q1", "2017-33", "2017-01-01", "2017-03-31"),
    ("2017Q4~", "2017-36~", "2017-10-01", "2017-12-31"),
    ("2017-H1", "2017-40", "2017-01-01", "2017-06-30"),
    ("2017h2", "2017-41", "2017-07-01", "2017-12-31"),
    ("2017-Q1/2017-Q2", "2017-33/2017-34", "2017-01-01", "2017-06-30"),
];

/// Text, the message, the help.
const INVALID: &[(&str, &str)] = &[
    ("", "the date is empty"),
    ("1985-13", "month 13 does not exist; months are 01 to 12"),
    ("1985-00", "month 00 does not exist; months are 01 to 12"),
    ("1985-42", "month 42 does not exist; months are 01 to 12"),
    ("1985-2X", "month 2X does not exist; months are 01 to 12"),
    ("1985-04-00", "day 00 does not exist; days are 01 to 31"),
    ("1985-04-32", "day 32 does not exist; days are 01 to 31"),
    ("1985-04-31", "1985-04-31 does not exist | 1985-04 has 30 days"),
    ("2017-02-30", "2017-02-30 does not exist | 2017-02 has 28 days"),
    ("1900-02-29", "1900-02-29 does not exist | 1900-02 has 28 days"),
    ("2017-02-3X", "2017-02-3X does not exist | 2017-02 has 28 days"),
    ("XXXX-02-30", "no day fits XXXX-02-30"),
    ("2017-2-3", "a month has two digits | write 2017-02-03"),
    ("2017-02-3", "a day has two digits | write 2017-02-03"),
    ("2017-2", "a month has two digits | write 2017-02"),
    ("985-04", "a year has four digits | write 0985-04"),
    ("19850412", "a year has four digits | write 1985-04-12"),
    ("198504", "a year has four digits | write 1985-04; a longer year is written Y198504"),
    ("12345", "a year has four digits | write Y12345"),
    ("-0000", "the year -0000 does not exist"),
    ("1985-102", "1985-102 counts the days of the year, which EDTF does not"),
    ("1985-W15", "1985-W15 counts weeks, which EDTF does not"),
    ("1985-04-12-01", "a date has a year, a month and a day, and no more"),
    ("2001-21-05", "a season, a quarter or a half has no days"),
    ("2017-Q5", "Q5 does not exist"),
    ("2017-03-Q1", "`Q1` stands after a month"),
    ("Y1985", "`Y` is for years of more than four digits | write 1985"),
    ("Y012345", "`Y` is for years of more than four digits | write Y12345"),
    ("Y1E99", "the year Y1E99 is too far away"),
    ("1985S5", "1985 has 4 digits, so 1 to 4 are significant"),
    ("1985S0", "1985 has 4 digits, so 1 to 4 are significant"),
    ("198XS2", "a year has unspecified digits or significant digits, not both"),
    ("1985S2-05", "a year with significant digits has no months and days"),
    ("2004?~", "`?~` is not one qualification"),
    ("2004-06??", "`??` is not one qualification"),
    ("201x", "`X` and `Y` are capital letters | write 201X"),
    ("201u", "`X` and `Y` are capital letters | write 201X"),
    ("y17000", "`X` and `Y` are capital letters | write Y17000"),
    ("unknown/2006", "`unknown` and `open` are not EDTF"),
    ("2004/open", "`unknown` and `open` are not EDTF"),
    ("2019/2017", "the end 2017 lies before the start 2019"),
    ("2017-05/2017-04", "the end 2017-04 lies before the start 2017-05"),
    ("2017-05-XX/2017-04-3X", "the end 2017-04-3X lies before the start 2017-05-XX"),
    ("/", "an interval needs a date at one end at least"),
    ("../..", "an interval needs a date at one end at least"),
    ("../", "an interval needs a date at one end at least"),
    ("2017/03/05", "2017/03/05 is not written with hyphens"),
    ("05.03.2017", "05.03.2017 is not written with hyphens"),
    ("2004-01-01T10:10:10/2005", "the ends of an interval have no time of day"),
    ("2004-01-01T24:00:00", "hours are 00 to 23"),
    ("2004-01-01T10:60:10", "this time of day does not exist"),
    ("2004-01-01T10:10:60", "this time of day does not exist"),
    ("2004-01-01T10:10:10+25:00", "the offset +25:00 does not exist"),
    ("2004-01T10:10:10", "a time of day needs a full day before it, without `X`, `?`, `~` and `%`"),
    ("2004-01-01T10:10", "a time of day has hours, minutes and seconds"),
    ("[1672..1670]", "the end 1670 lies before the start 1672"),
    ("[167X..1680]", "167X..1680 is a range between dates with unknown digits"),
    ("[1667..1670-05]", "1667..1670-05 is a range between unlike dates"),
    ("[2001-21..2001-23]", "2001-21..2001-23 is a range of seasons"),
    ("[]", "`]` is not expected here"),
    ("[1667", "the date ends too early"),
    ("[1667,1668}", "`}` is not expected here"),
    (" 1985", "there are spaces around the date | write 1985"),
    ("1985-04-12Z", "`Z` is not expected here"),
    ("1985-", "the date ends too early"),
    ("March 2017", "`M` is not expected here"),
    ("２０１７", "`２` is not expected here"),
    ("2017年", "`年` is not expected here"),
];

/// What the specification does not allow: other level of detail, order, separators and letters.
const REFUSED: &[&str] = &[
    "1985-4-12",
    "1985/04-12",
    "1985-0412",
    "198504-12",
    "1985-04-1",
    "85",
    "985",
    "+1985",
    "1985-04-12T",
    "T23:20:30",
    "1985-04-12T23:20",
    "1985-04-12T23",
    "1985-04-12t23:20:30",
    "1985-04-12T23:20:30z",
    "1985-04-12T23:20:3",
    "1985-04-12T3:20:30",
    "1985-04-12T23:20:30Z10",
    "1985-04-12T232030",
    "1985-04-12 23:20:30",
    "1985-04T23:20:30Z",
    "2012/2010",
    "2012///4444",
    "2012/2013/2014",
    "2012\\2013",
    "2012--2013",
    "2000/12-12",
    "0800/-0999",
    "-1000/-2000",
    "1000/-2000",
    "0001/0000",
    "0000-02/-0001",
    "2012-24/2012-21",
    "2012-23/2012-22",
    "NONE/",
    "2004-06-11/20",
    "..",
    "1985-04-12/...",
    "Y2006",
    "Y-1985",
    "Y17000-04",
    "Y20067890-14-10%",
    "20067890%",
    "Y",
    "YX",
    "Y17E",
    "YE7",
    "Y1.7E8",
    "-0000",
    "--1985",
    "- 1985",
    "1985-20",
    "1985-43",
    "2001-2X",
    "1984~?",
    "1984??",
    "1984?~",
    "~",
    "?-06",
    "2004-?",
    "2004-06-?",
    "1985 -04",
    " 1985",
    "1985 ",
    "1863-03- 29",
    "1960-06-31",
    "2017-02-29",
    "2100-02-29",
    "XXXX-13",
    "1984-00",
    "1984-3X",
    "1984-12-4X",
    "19XXS2",
    "1950S",
    "1950S-2",
    "S2",
    "[1667,]",
    "[,1667]",
    "[1667;1668]",
    "[]",
    "{}",
    "[1667",
    "1667]",
    "{1667]",
    "[[1667]]",
    "[1667/1668]",
    "[..]",
    "[1667...1670]",
    "1667..1670",
    "..1984",
    "1984..",
    "{1960,1961-13}",
    "[1672..1670]",
    "2001-21-01",
    "2001-21T10:00:00",
    "March 1985",
    "circa 1985",
    "198u",
    "uuuu",
    "1985-uu",
    "y17e7",
    "1985-W15-5",
    "1985-102",
    "19850412",
    "unknown/2006",
    "2004/open",
    "2004-(06)?-11",
    "(2004)?",
];

#[test]
fn refused_strings() {
    for text in REFUSED {
        let error = Date::parse(text).expect_err(text);
        assert!(
            !error.message.is_empty() && text.get(error.span.start..error.span.end).is_some(),
            "{text}"
        );
    }
}

#[test]
fn valid_strings() {
    for (text, canonical, first, last) in VALID {
        let date = Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let canonical = if canonical.is_empty() { text } else { canonical };
        assert_eq!(date.to_string(), *canonical, "{text}");
        assert_eq!(Date::parse(canonical).as_ref(), Ok(&date), "{text}");
        if !text.contains('Y') {
            let bounds = date.bounds();
            assert_eq!((bounds.earliest, bounds.latest), (day(first), day(last)), "{text}");
        }
    }
}

#[test]
fn invalid_strings() {
    for (text, expected) in INVALID {
        let error = Date::parse(text).expect_err(text);
        let (message, help) = expected.split_once(" | ").unwrap_or((expected, ""));
        assert_eq!(error.message, message, "{text}");
        if !help.is_empty() {
            assert_eq!(error.help.as_deref(), Some(help), "{text}");
        }
        assert!(text.get(error.span.start..error.span.end).is_some(), "{text}: {:?}", error.span);
    }
}

#[test]
fn errors_mark_their_place() {
    let marked = |text: &str| {
        let span = Date::parse(text).expect_err(text).span;
        text[span.start..span.end].to_owned()
    };
    assert_eq!(marked("[1667,1668-13]"), "13");
    assert_eq!(marked("2016/2017-02-30"), "2017-02-30");
    assert_eq!(marked("2016/2017-4"), "2017-4");
    assert_eq!(marked("2017年3月"), "年");
}

#[test]
fn long_years_keep_their_order() {
    let date = |text| Date::parse(text).unwrap();
    assert_eq!(date("Y170000002").before(&date("Y170000003")), Truth::True);
    assert_eq!(date("Y-170000002").before(&date("-9999")), Truth::True);
    assert_eq!(date("Y171010000S3").within(&date("Y171000000/Y171999999")), Truth::True);
    let far = date("Y170000002").bounds();
    assert_eq!((far.earliest, far.latest), (Some(i32::MAX), None));
    let past = date("Y-170000002").bounds();
    assert_eq!((past.earliest, past.latest), (None, Some(i32::MIN)));
}

fn day(text: &str) -> Option<i32> {
    let epoch = jiff::civil::date(1970, 1, 1);
    let date: jiff::civil::Date = (!text.is_empty()).then(|| text.parse().unwrap())?;
    i32::try_from(date.duration_since(epoch).as_hours() / 24).ok()
}
