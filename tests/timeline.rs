//! Timelines in the terminal, as SVG and as Mermaid.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use nenpyo::render::render;
use nenpyo::{DatasetBuilder, Store};
use running::{parsed, run};
use unicode_width::UnicodeWidthStr;

/// Policies with these dates and titles.
fn store(events: &[(&str, &str)]) -> Store {
    let mut builder = DatasetBuilder::new(nenpyo::store::base_vocabulary().unwrap());
    builder
        .entity("alpha", "company")
        .label("en", "Alpha")
        .label("ja", "大連ハイテク産業区管理委員会");
    for (index, (date, title)) in events.iter().enumerate() {
        builder
            .event(&format!("e{index}"), date, "policy")
            .label("en", title)
            .link("host", "alpha");
    }
    Store::from_dataset(builder.build().unwrap()).unwrap()
}

/// The answer to a phrase in a format, at a width.
fn shown(store: &Store, format: &str, phrase: &str, lang: &str, width: usize) -> String {
    let options = nenpyo::AskOptions::new().lang(lang);
    let answer = store.ask_with(phrase, &options).unwrap();
    render(format, &answer, &store.look(lang).width(Some(width))).unwrap()
}

const ENDS: [(&str, &str); 15] = [
    ("2010", "Exact to the year"),
    ("2010-05/2013-02", "Lasts"),
    ("2011~/2015?", "Rough ends"),
    ("2012/..", "Goes on"),
    ("../2013-03", "Since ever"),
    ("2014/", "End unknown"),
    ("/2012", "Start unknown"),
    ("201X", "Some time"),
    ("[2011,2014]", "One of two"),
    ("{2011,2014}", "Both"),
    ("2013-03-05", "A day"),
    ("2016~", "About"),
    ("2017?", "Uncertain"),
    (
        "2025",
        "大連市と中国科学院の枠組み合意と華信とNECのSDN提携、そして同済大学との創業拠点づくり",
    ),
    ("XXXX-12-25", "Any Christmas"),
];

#[test]
fn intervals_with_all_kinds_of_ends() {
    let store = store(&ENDS);
    for (lang, width) in [("en", 80), ("ja", 80), ("en", 140)] {
        let text = shown(&store, "timeline", "policies", lang, width);
        let widest = text.lines().skip(1).map(|line| line.width()).max().unwrap();
        assert!(widest <= width, "{widest}\n{text}");
        insta::assert_snapshot!(format!("ends_{lang}_{width}"), text);
    }
    insta::assert_snapshot!("ends_svg", shown(&store, "svg", "policies as svg", "en", 80));
    insta::assert_snapshot!("ends_mermaid", shown(&store, "mermaid", "policies", "en", 80));
}

#[test]
fn years_before_our_era_and_long_spans() {
    let store = store(&[
        ("-0043-03-15", "Ides"),
        ("-0100/-0043", "A life"),
        ("0014", "Another"),
        ("1957", "Much later"),
        ("Y-20000", "Much earlier"),
    ]);
    insta::assert_snapshot!("before_en", shown(&store, "timeline", "policies", "en", 80));
    insta::assert_snapshot!("before_ja", shown(&store, "timeline", "policies", "ja", 80));
    parsed(&shown(&store, "svg", "policies", "ja", 80));
    let years = [("-0003/-0001", "Lasts"), ("-0001~", "About"), ("0000/0002", "Next to it")];
    let around = shown(&self::store(&years), "timeline", "policies", "en", 80);
    insta::assert_snapshot!("around_zero", around);
}

#[test]
fn more_bars_than_room() {
    let events: Vec<(String, String)> =
        (0..60).map(|n| (format!("{}/{}", 1950 + n % 7, 1990 + n), format!("Number{n}"))).collect();
    let events: Vec<(&str, &str)> = events.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let text = shown(&store(&events), "timeline", "policies", "en", 80);
    assert!(text.contains('◆') && text.contains("no room"), "{text}");
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!((0..60).all(|n| words.contains(&format!("Number{n}").as_str())), "none is lost");
    assert!(text.lines().skip(1).all(|line| line.width() <= 80), "{text}");
}

#[test]
fn the_command_and_the_phrase_agree() {
    let phrase = ["latest", "3", "policies"];
    let asked = run(&[&["ask"][..], &phrase, &["as", "timeline"]].concat());
    assert_eq!((asked.code, asked.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("latest", asked.stdout);
    assert_eq!(run(&[&["timeline"][..], &phrase].concat()).stdout, asked.stdout);
    for format in ["svg", "mermaid"] {
        let asked = run(&[&["ask"][..], &phrase, &["as", format]].concat()).stdout;
        let command = run(&[&["timeline"][..], &phrase, &["--format", format]].concat()).stdout;
        assert_eq!(asked, command);
        assert!(asked.contains("Three-year plan"));
    }
    let wrong = run(&["timeline", "policies", "--format", "csv"]);
    assert_eq!(wrong.code, Some(2));
    insta::assert_snapshot!(wrong.stderr, @"error: `timeline` has the formats timeline, svg, mermaid, not csv");
}

#[test]
fn the_shipped_chronicle() {
    let store = Store::builtin().unwrap();
    insta::assert_snapshot!("agreements_ja", shown(&store, "timeline", "agreements", "ja", 80));
    insta::assert_snapshot!("awards_140", shown(&store, "timeline", "awards", "en", 140));
    parsed(&shown(&store, "svg", "events", "ja", 80));
    insta::assert_snapshot!(
        "quarters",
        shown(&store, "timeline", "how many agreements per quarter", "en", 80)
    );
}

#[test]
fn what_has_no_date_is_said() {
    let store = Store::builtin().unwrap();
    let parks = shown(&store, "timeline", "top 3 companies by honours", "en", 80);
    insta::assert_snapshot!("undated", parks);
    for format in ["timeline", "svg", "mermaid"] {
        let text = shown(&store, format, "awards in 1999", "en", 80).replace("#58;", ":");
        assert!(text.contains("no rows: nothing fits"), "{text}");
        let text = shown(&store, format, "parks", "en", 80);
        assert!(text.contains("no row has a date"), "{text}");
    }
}

#[test]
fn rows_that_rest_on_little_are_marked() {
    let store = store(&[("2013", "Sure"), ("201X", "Perhaps")]);
    for (format, mark) in
        [("timeline", "~ 2010s  Perhaps"), ("svg", ">~ Perhaps<"), ("mermaid", ": ~ 2010s Perhaps")]
    {
        let text = shown(&store, format, "policies in 2013", "en", 80);
        assert!(text.contains(mark), "{text}");
    }
}

const HOSTILE: [&str; 10] = [
    "\"]; </text><script>alert(1)</script>",
    "]]> <!-- & &amp; &#0; -->",
    "line\nbreak\r\ttab\0nul",
    "\u{202e}abc\u{202c}\u{2066}",
    "\u{1b}[31mred",
    "a : b : c # d ; e %% f %%{init: {}}%%",
    "section x\n```\n# heading",
    "\u{ffff}\u{10ffff}\u{fffe}",
    "🏆 大連\u{301}",
    "`$$x$$` **b** <br> \\n",
];

#[test]
fn hostile_names_stay_names() {
    let long = "長x".repeat(30_000);
    let events: Vec<(&str, &str)> = HOSTILE
        .iter()
        .copied()
        .chain([long.as_str()])
        .map(|title| ("2017-03/2019", title))
        .collect();
    let store = store(&events);
    for format in ["timeline", "svg", "mermaid"] {
        let text = shown(&store, format, "policies", "en", 80);
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{format}");
        assert!(!text.contains(['\u{202e}', '\u{2066}']), "{format}");
    }
    let svg = shown(&store, "svg", "policies", "en", 80);
    let names = parsed(&svg);
    assert!(!names.contains(&"script".to_owned()));
    assert_eq!(names.iter().filter(|name| *name == "title").count(), 1 + events.len());
    let mermaid = shown(&store, "mermaid", "policies", "en", 80);
    let lines: Vec<&str> = mermaid.lines().collect();
    assert_eq!(lines.iter().filter(|line| line.starts_with("    : ")).count(), events.len());
    assert_eq!(lines.len(), events.len() + 5, "no line was made up");
    assert_eq!(lines.iter().filter(|line| line.contains("```")).count(), 2);
    assert!(!mermaid.contains("%%") && !mermaid.contains("<br>"));
}
