//! Where other readers of EDTF (edtf.js 4.11) decide otherwise, found by changing the strings of the specification at random.

use super::Date;

/// Read here, and refused there: what it prints, and why.
const READ: &[(&str, &str, &str)] = &[
    (
        "2003-22/2004-22",
        "2003-22/2004-22",
        "level 1 has seasons, and an interval of dates of level 1",
    ),
    ("/2001-27", "/2001-27", "the same with an unknown start"),
    ("~2001-21", "2001~-21", "the year of a season is qualified as that of a month is"),
    ("X004-06-11?", "X004-06-11?", "level 2: any digit may be unspecified"),
    ("-2004-06?-X1", "-2004-06?-X1", "the same behind a qualified month"),
    ("1979-?XX-28", "1979-?XX-28", "unspecified digits may be qualified"),
    ("?Y3388E2S3", "Y338800S3?", "a long year may be qualified"),
    ("2017-Q1", "2017-33", "what people write for a quarter, beyond the standard"),
    ("[3667,1760-12]", "[1760-12,3667]", "a set has no order, so it is printed in that of time"),
    (
        "1985-04-12T23:20:30-04",
        "1985-04-12T23:20:30-04:00",
        "the offset is kept, and not turned into UTC",
    ),
    ("-000X", "-000X", "the ten years before the year 0, and not the ten from it on"),
];

/// Refused here, and read there.
const REFUSED: &[(&str, &str)] = &[
    ("1900-02-29", "no leap year"),
    ("2017-02-29", "no leap year"),
    ("85", "centuries and decades are `85XX` and `985X` since 2019"),
    ("198", "the same"),
    ("1985-04-12T23:20", "the standard has hours, minutes and seconds"),
    ("2004-01-01T24:00:00", "ISO 8601 has no hour 24 since 2019"),
    ("2004-01-01T10:10:10/2005", "an interval has dates at its ends"),
    ("/", "an interval needs a date at one end"),
    ("../..", "the same"),
    ("[1672..1670]", "a range ends after it begins"),
    ("{..X984}", "a range between dates with unknown digits has no definite days"),
    ("1985S5", "a year of four digits has at most four significant ones"),
    ("Y17E48", "beyond what days are counted for"),
];

#[test]
fn strings_that_others_refuse() {
    for (text, printed, why) in READ {
        let date = Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}: {why}"));
        assert_eq!(date.to_string(), *printed, "{text}: {why}");
        assert_eq!(Date::parse(printed).as_ref(), Ok(&date), "{text}");
    }
}

#[test]
fn strings_that_others_read() {
    for (text, why) in REFUSED {
        assert!(Date::parse(text).is_err(), "{text}: {why}");
    }
}
