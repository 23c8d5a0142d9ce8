use proptest::prelude::*;

use super::super::Date;
use super::read;

/// Text, the EDTF it becomes.
const READ: &[(&str, &str)] = &[
    ("c. 1440", "1440~"),
    ("c1440", "1440~"),
    ("circa 570BC", "-0569~"),
    ("ca. 1440", "1440~"),
    ("about March 1440", "1440-03~"),
    ("~1440", "1440~"),
    ("1440?", "1440?"),
    ("1440 (?)", "1440?"),
    ("probably c. 1440", "1440%"),
    ("between 47 and 50", "[0047..0050]"),
    ("Between 1340 and 1345", "[1340..1345]"),
    ("Between 27BC and 14AD", "[-0026..0014]"),
    ("between 500 and 400 BC", "[-0499..-0399]"),
    ("Between Nov 1951 and 1953", "[1951-11..1953-12]"),
    ("Between 24 Apr 1141 and 23 May 1141", "[1141-04-24..1141-05-23]"),
    ("between March and May 2017", "[2017-03..2017-05]"),
    ("between c. 1340 and 1345", "[1340~..1345]"),
    ("Feb 1455", "1455-02"),
    ("Sept. 1455", "1455-09"),
    ("22 Apr 1707", "1707-04-22"),
    ("April 22nd, 1707", "1707-04-22"),
    ("Tuesday, the 22nd of April 1707", "1707-04-22"),
    ("22-Apr-1707", "1707-04-22"),
    ("16 jun 862 AD", "0862-06-16"),
    ("15 March 44 BC", "-0043-03-15"),
    ("early 2017", "2017-37~"),
    ("mid-2017", "2017-38~"),
    ("late 2017", "2017-39~"),
    ("early March 2017", "[2017-03-01~..2017-03-10~]"),
    ("spring of 2017", "2017-21"),
    ("autumn 2017", "2017-23"),
    ("Q1 2017", "2017-33"),
    ("second quarter of 2017", "2017-34"),
    ("first half of 2017", "2017-40"),
    ("H2 2017", "2017-41"),
    ("1920s", "192X"),
    ("the late 1920s", "[1926~..1929~]"),
    ("19th century", "18XX"),
    ("the early 19th century", "[1800~..1832~]"),
    ("first half of the 19th century", "[1800..1849]"),
    ("5th century BC", "-04XX"),
    ("1st century", "[0001..0100]"),
    ("1st century BC", "[-0099..0000]"),
    ("before 1500", "[..1499]"),
    ("Before 400BC", "[..-0400]"),
    ("before March 1500", "[..1500-02]"),
    ("after 1600", "[1601..]"),
    ("by 1600", "[..1600]"),
    ("not before 1600", "[1600..]"),
    ("after c. 1600", "[1601~..]"),
    ("since 1600", "1600/.."),
    ("1600 onwards", "1600/.."),
    ("until 1600", "../1600"),
    ("1985–", "1985/.."),
    ("55 BC", "-0054"),
    ("1 BC", "0000"),
    ("55 B.C.E.", "-0054"),
    ("AD 79", "0079"),
    ("79 CE", "0079"),
    ("43", "0043"),
    ("863", "0863"),
    ("10000 BC", "-9999"),
    ("20000 BC", "Y-19999"),
    ("2019-07-24", "2019-07-24"),
    ("2017-3-5", "2017-03-05"),
    ("2017/3/5", "2017-03-05"),
    ("2017.3.5", "2017-03-05"),
    ("2017/3", "2017-03"),
    ("3/2017", "2017-03"),
    ("25/12/2017", "2017-12-25"),
    ("12/25/2017", "2017-12-25"),
    ("03/03/2017", "2017-03-03"),
    ("5.3.2017", "2017-03-05"),
    ("20170305", "2017-03-05"),
    ("circa 1367-04", "1367-04~"),
    ("201X?", "201X?"),
    ("1939 to 1945", "1939/1945"),
    ("1939-1945", "1939/1945"),
    ("47-50", "0047/0050"),
    ("from March 1939 until May 1945", "1939-03/1945-05"),
    ("3–5 March 2017", "2017-03-03/2017-03-05"),
    ("March 5–7, 2017", "2017-03-05/2017-03-07"),
    ("March–May 2017", "2017-03/2017-05"),
    ("5 March – 7 May 2017", "2017-03-05/2017-05-07"),
    ("500–400 BC", "-0499/-0399"),
    ("1914–18", "1914/1918"),
    ("1998-99", "1998/1999"),
    ("2012 to present", "2012/.."),
    ("2012–", "2012/.."),
    ("1600 or 1602", "[1600,1602]"),
    ("1600, 1602 and March 1604", "{1600,1602,1604-03}"),
    ("circa 570BC earliest 580", "[-0579..-0569~]"),
    ("circa 1483 earliest 1483", "1483~"),
    ("c. 570 BC earliest 580 BC latest 560 BC", "[-0579..-0559]"),
    ("c. 890 after 889", "0890~"),
    ("924 after 17 jul 924", "[0924-07-18..0924-12-31]"),
    ("circa1m 10 August 843", "[0843-07-10..0843-09-10]"),
    ("circa1d 10 October 1813", "[1813-10-09..1813-10-11]"),
    ("c5y 1066", "[1061..1071]"),
    ("throughout 2017-03", "2017-03-01/2017-03-31"),
    ("all of 2016", "2016-01-01/2016-12-31"),
    ("2017年3月", "2017-03"),
    ("2017年3月5日", "2017-03-05"),
    ("２０１７年３月５日", "2017-03-05"),
    ("平成29年3月", "2017-03"),
    ("㍻29年3月", "2017-03"),
    ("平成二十九年三月五日", "2017-03-05"),
    ("平成29年(2017年)3月", "2017-03"),
    ("2017年（平成29年）3月", "2017-03"),
    ("昭和３９年１０月", "1964-10"),
    ("昭和64年1月", "1989-01"),
    ("明治45年7月30日", "1912-07-30"),
    ("大正元年7月30日", "1912-07-30"),
    ("明治元年", "1868"),
    ("令和元年", "2019"),
    ("H29.3.1", "2017-03-01"),
    ("S39年10月", "1964-10"),
    ("民国26年", "1937"),
    ("中華民國26年7月7日", "1937-07-07"),
    ("二〇一七年", "2017"),
    ("二〇一七年十二月", "2017-12"),
    ("西暦2017年", "2017"),
    ("紀元前55年", "-0054"),
    ("前55年", "-0054"),
    ("2017年3月上旬", "[2017-03-01..2017-03-10]"),
    ("2017年3月中旬", "[2017-03-11..2017-03-20]"),
    ("2017年2月下旬", "[2017-02-21..2017-02-28]"),
    ("2017年3月末", "[2017-03-21~..2017-03-31~]"),
    ("2017年春", "2017-21"),
    ("2017年の秋", "2017-23"),
    ("2017年第3四半期", "2017-35"),
    ("2017年上半期", "2017-40"),
    ("2017年下半年", "2017-41"),
    ("2017年末", "2017-39~"),
    ("2017年頃", "2017~"),
    ("約2017年", "2017~"),
    ("1920年代", "192X"),
    ("19世紀", "18XX"),
    ("19世紀前半", "[1800..1849]"),
    ("紀元前5世紀", "-04XX"),
    ("2017年3月から", "2017-03/.."),
    ("2017年3月まで", "../2017-03"),
    ("2017年3月から5月まで", "2017-03/2017-05"),
    ("2017年3月〜5月", "2017-03/2017-05"),
    ("2017年3月5日～7日", "2017-03-05/2017-03-07"),
    ("2012年〜現在", "2012/.."),
    ("2017年以降", "[2017..]"),
    ("2017年3月以前", "[..2017-03]"),
    ("2017年之前", "[..2016]"),
    ("2016年または2017年", "[2016,2017]"),
    ("2017年3月号", ""),
    ("同年", "2017"),
    ("同年9月", "2017-09"),
    ("翌年3月", "2018-03"),
    ("翌々年", "2019"),
    ("前年", "2016"),
    ("同月", "2017-12"),
    ("同月5日", "2017-12-05"),
    ("翌月", "2018-01"),
    ("翌年同月", "2018-12"),
    ("同日", "2017-12-31"),
    ("翌日", "2018-01-01"),
    ("3月5日", "2017-03-05"),
    ("March 5", "2017-03-05"),
    ("3月上旬", "[2017-03-01..2017-03-10]"),
    ("5日", "2017-12-05"),
    ("the following year", "2018"),
    ("March of the same year", "2017-03"),
    ("2017年を通じて", "2017-01-01/2017-12-31"),
];

#[test]
fn written_dates() {
    let previous = Date::parse("2017-12-31").unwrap();
    let mut wrong = Vec::new();
    for (text, expected) in READ {
        let reading = read(text, Some(&previous));
        let found =
            reading.map(|reading| reading.date.map_or_else(String::new, |date| date.to_string()));
        match (&found, expected.is_empty()) {
            (Ok(found), false) if found == expected => {}
            (Err(_), true) => {}
            _ => wrong.push(format!("{text} is read as {found:?}, not {expected}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_goes_on_is_no_date() {
    for text in ["ongoing", "Present", "現在", "至今"] {
        assert_eq!(read(text, None).unwrap().date, None, "{text}");
    }
    let (start, end) = (read("c. 2012", None).unwrap(), read("ongoing", None).unwrap());
    assert_eq!(start.until(&end).unwrap().to_string(), "2012~/..");
    assert!(end.until(&start).is_err());
}

#[test]
fn notes_say_what_was_taken_for_granted() {
    let notes = |text| read(text, Date::parse("2017-12").ok().as_ref()).unwrap().notes.join("; ");
    assert_eq!(notes("43"), "43 is taken as the year AD 43");
    assert_eq!(notes("令和元年"), "令和 began on 2019-05-01");
    assert_eq!(notes("昭和64年"), "昭和 ended on 1989-01-07");
    assert_eq!(notes("3月5日"), "the year 2017 is that of the date before");
    assert_eq!(notes("19th century"), "the century is taken as the years 1800 to 1899");
    assert_eq!(notes("明治3年"), "明治3年 is a lunar year, which ended early in 1871");
    assert_eq!(notes("22 Apr 1707"), "");
}

#[test]
fn refused_with_a_reason() {
    let lines: Vec<String> = [
        "03/04/2017",
        "3/4/17",
        "5 March 17",
        "1900s",
        "2004–05",
        "2004/05",
        "500 BC to 400",
        "平成35年",
        "昭和64年3月",
        "明治3年5月",
        "平成30年(2017年)",
        "2017年度",
        "同年",
        "3月5日",
        "5",
        "30 February 2017",
        "2017年13月",
        "2017年2月30日",
        "between 1345 and 1340",
        "2017年3月上旬から4月下旬",
        "去年",
        "last year",
        "unknown",
        "不明",
        "0 BC",
        "soon",
        "2017年foo",
        "March 2017 festival",
        "",
        "2017-13",
        "0th century",
        "令和0年",
    ]
    .into_iter()
    .map(|text| match read(text, None) {
        Ok(reading) => format!("{text}: {:?}", reading.date.map(|date| date.to_string())),
        Err(error) => {
            let place = &text[error.span.start..error.span.end];
            let help = error.help.map_or_else(String::new, |help| format!(" | {help}"));
            format!("{text}: [{place}] {}{help}", error.message)
        }
    })
    .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    03/04/2017: [03/04/2017] 03/04/2017 has two readings | write 2017-04-03 or 2017-03-04
    3/4/17: [3/4/17] the year has two digits | write all digits of the year, as in 2017-03-05
    5 March 17: [5 March 17] the year 17 has two digits | write all four digits of the year, or AD 17 for year 17
    1900s: [1900s] this is a decade or a century | write the one that is meant
    2004–05: [2004–05] 2004–05 has two readings | write 2004-05 or 2004/2005
    2004/05: [2004/05] 2004/05 has two readings | write 2004-05 or 2004/2005
    500 BC to 400: [400] 400 has two readings | write 400 BC or AD 400
    平成35年: [平成35年] 平成 ended on 2019-04-30, before the date in 平成35年 | write 2023 for the year, if that is meant
    昭和64年3月: [昭和64年3月] 昭和 ended on 1989-01-07, before the date in 昭和64年 | write 1989 for the year, if that is meant
    明治3年5月: [明治3年5月] the months of 明治3年 are those of the lunar calendar | convert it to the Gregorian calendar, or write the year only
    平成30年(2017年): [平成30年(2017年)] 平成30年(2017年) names the years 2018 and 2017 | write the right one
    2017年度: [2017年度] 2017年度 is a fiscal year, which begins when its country says | write its months, as in 2017-04/2018-03
    同年: [同年] the year is not said, and there is no date before | write the year
    3月5日: [3月5日] the year is not said, and there is no date before | write the year
    5: Some("0005")
    30 February 2017: [30 February 2017] 2017-02-30 does not exist | 2017-02 has 28 days
    2017年13月: [2017年13月] month 13 does not exist
    2017年2月30日: [2017年2月30日] 2017-02-30 does not exist | 2017-02 has 28 days
    between 1345 and 1340: [between 1345 and 1340] the end 1340 lies before the start 1345 | write 1340 first, if the two were exchanged
    2017年3月上旬から4月下旬: [2017年3月上旬] this end of the interval is one of 2017-03-01 to 2017-03-10, which EDTF does not write | write one month or year that holds it
    去年: [去年] `去年` counts from the day of writing | write the year
    last year: [last year] `last` counts from the day of writing | write the year
    unknown: [unknown] no date is given | leave the date out
    不明: [不明] no date is given | leave the date out
    0 BC: [0 BC] there is no year 0 | 1 BC is the year before AD 1; write 0000 for 1 BC in EDTF
    soon: [soon] `soon` is not understood as a date | write it as in 2017-03-05, 5 March 2017, c. 1440, between 1340 and 1345, 55 BC, 2017年3月
    2017年foo: [foo] `foo` is not understood in a date | write it as in 2017-03-05, 5 March 2017, c. 1440, between 1340 and 1345, 55 BC, 2017年3月
    March 2017 festival: [festival] `festival` is not understood in a date | write it as in 2017-03-05, 5 March 2017, c. 1440, between 1340 and 1345, 55 BC, 2017年3月
    : [] the date is empty | a date looks like 2017, 2017-03, 2017-03-05, 2017-Q1, 201X, 2017~ or 2016/2018
    2017-13: [2017-13] 2017-13 is neither a month nor years | write all digits of both years, as in 1998/2002
    0th century: [0th century] there is no century 0 | centuries are counted from 1
    令和0年: [令和0年] 令和 has no year 0 | the first year is 令和元年
    "#);
}

#[test]
fn what_leaves_the_century_or_the_words_open() {
    let message = |text: &str| read(text, None).map(|reading| reading.date).unwrap_err().message;
    assert_eq!(message("90年代"), "the century of this decade is not said");
    assert_eq!(message("the 90s"), "the century of this decade is not said");
    assert_eq!(message("201703"), "201703 has two readings");
    assert_eq!(message("FY2017"), "FY2017 is a fiscal year, which begins when its country says");
    assert_eq!(message("Christmas 1914"), "`Christmas 1914` is not understood as a date");
    let date = |text: &str| read(text, None).unwrap().date.unwrap().to_string();
    assert_eq!(date("90s AD"), "009X");
    assert_eq!(date("2017年3月5日（日）"), "2017-03-05");
    assert_eq!(date("bef. 1500"), "[..1499]");
    assert_eq!(date("aft. 1500"), "[1501..]");
}

#[test]
fn relative_to_what_is_not_precise() {
    let previous = Date::parse("2016/2018").unwrap();
    let error = read("翌年", Some(&previous)).unwrap_err();
    assert_eq!(error.message, "the date before, 2016/2018, has no one year");
    assert!(read("同月", Date::parse("2017").ok().as_ref()).is_err());
    assert!(read("翌日", Date::parse("2017-03").ok().as_ref()).is_err());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[0-9 a-zA-Z年月日前平成元同翌上旬〜–/.,~?-]{0,24}|\\PC{0,20}") {
        let previous = Date::parse("2017-12-31").unwrap();
        match read(&text, Some(&previous)) {
            Ok(reading) => prop_assert!(reading.date.is_none_or(|date| Date::parse(&date.to_string()).as_ref() == Ok(&date))),
            Err(error) => prop_assert!(text.get(error.span.start..error.span.end).is_some(), "{:?}", error),
        }
    }

    #[test]
    fn what_is_edtf_is_read_as_edtf(year in 0..9999_i32, month in 1..=12_u8) {
        let date = Date::month(year, month).unwrap();
        prop_assert_eq!(read(&date.to_string(), None).unwrap().date, Some(date.clone()));
        prop_assert_eq!(read(&date.to_text("ja"), None).unwrap().date, Some(date.clone()).filter(|_| year > 0).or(Date::parse(&format!("0000-{month:02}")).ok()));
    }
}
