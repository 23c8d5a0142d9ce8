//! Questions about time on data of others, where they lie beside the repository: product lives of one company (MIT,
//! codyogden/killedbygoogle) and chronicles in Chinese and English (MIT, chinatimeline/data). They are imported as the command
//! `nenpyo import` does it, by the mappings that `docs/import.md` shows; each answer is compared with a plain count over the file.

#![allow(clippy::unwrap_used, clippy::panic)]

mod shared;

use nenpyo::answer::Cell;
use nenpyo::graph::GraphBuilder;
use nenpyo::import::{NodesSpec, Options, Report, import};
use nenpyo::render::render;
use nenpyo::{AskOptions, Store, chronicle, model};
use std::path::{Path, PathBuf};

/// A folder of the data, if it is there.
fn folder(name: &str) -> Option<PathBuf> {
    shared::folder(&format!("data/{name}"))
}

/// A chronicle of this vocabulary and these facts, over the base vocabulary.
fn read(text: &str) -> model::Dataset {
    let base = include_str!("../data/vocabulary/base.chron");
    let files = [("base.chron", base), ("own.chron", text)];
    let inputs: Vec<_> =
        files.iter().map(|(name, text)| chronicle::Input { name: (*name).into(), text }).collect();
    chronicle::read(&inputs, None).unwrap_or_else(|errors| panic!("{errors}"))
}

/// What an import of these files of that folder makes; no row is left out.
fn imported(folder: &Path, nodes: &[&str]) -> (Store, Report) {
    let spec = |text: &&str| {
        let mut spec: NodesSpec = text.parse().unwrap();
        spec.path = folder.join(spec.path);
        spec
    };
    let nodes: Vec<NodesSpec> = nodes.iter().map(spec).collect();
    let mut builder = GraphBuilder::new();
    let report = import(&nodes, &[], &Options::default(), &mut builder, &mut |_| {}).unwrap();
    assert_eq!(report.bad_count(), 0, "{:?}", report.bad_rows);
    (Store::from_graph(builder.build().unwrap(), None).unwrap(), report)
}

fn count(store: &Store, phrase: &str) -> i64 {
    let answer = store.ask(phrase).unwrap_or_else(|error| panic!("{phrase}: {error}"));
    match answer.rows.first().and_then(|row| row.cells.first()) {
        Some(Cell::Integer(count)) if answer.rows.len() == 1 => *count,
        other => panic!("{phrase}: {other:?}"),
    }
}

fn titles(store: &Store, phrase: &str, lang: &str) -> Vec<String> {
    let options = AskOptions::new().lang(lang);
    let answer = store.ask_with(phrase, &options).unwrap_or_else(|e| panic!("{phrase}: {e}"));
    let title = |row: &nenpyo::answer::AnswerRow| match row.cells.first() {
        Some(Cell::Event(event)) => {
            format!("{}{}", event.title, if row.possible_only { " ?" } else { "" })
        }
        other => panic!("{phrase}: {other:?}"),
    };
    answer.rows.iter().map(title).collect()
}

/// The groups of an answer and their numbers.
fn groups(store: &Store, phrase: &str) -> Vec<(String, i64)> {
    let answer = store.ask(phrase).unwrap_or_else(|error| panic!("{phrase}: {error}"));
    let row = |row: &nenpyo::answer::AnswerRow| match row.cells.as_slice() {
        [Cell::Date(date), Cell::Integer(count)] => (date.date.clone(), *count),
        other => panic!("{phrase}: {other:?}"),
    };
    answer.rows.iter().map(row).collect()
}

/// A life: name, kind, first and last day as texts, which compare as dates do.
struct Life {
    name: String,
    kind: String,
    open: String,
    close: String,
}

impl Life {
    /// The same day so many years later.
    fn anniversary(&self, years: i32) -> String {
        let (year, rest) = self.open.split_at(4);
        format!("{:04}{rest}", year.parse::<i32>().unwrap() + years)
    }
}

fn graveyard() -> Option<(Vec<Life>, Store)> {
    let text = std::fs::read_to_string(folder("killedbygoogle")?.join("graveyard.json")).unwrap();
    let json: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let field = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    let lives: Vec<Life> = json
        .iter()
        .map(|row| Life {
            name: field(row, "name"),
            kind: field(row, "type"),
            open: field(row, "dateOpen"),
            close: field(row, "dateClose"),
        })
        .collect();
    let nodes = [
        "Offering:Event=graveyard.json:class=type,date=dateOpen/dateClose",
        "Debut:Event=graveyard.json:date=dateOpen",
        "Shutdown:Event=graveyard.json:date=dateClose",
    ];
    let (store, report) = imported(&folder("killedbygoogle")?, &nodes);
    assert_eq!(report.nodes(), 3 * 307);
    Some((lives, store))
}

#[test]
fn lives_of_products() {
    let Some((lives, store)) = graveyard() else { return };
    assert_eq!(lives.len(), 307);
    let plain =
        |test: &dyn Fn(&Life) -> bool| lives.iter().filter(|life| test(life)).count() as i64;
    let find = |name: &str| lives.iter().find(|life| life.name == name).unwrap();
    let (reader, plus) = (find("Google Reader"), find("Google+"));
    let device = lives.iter().filter(|l| l.kind == "hardware").map(|l| &l.open).min().unwrap();
    let last_device = lives.iter().filter(|l| l.kind == "hardware").map(|l| &l.open).max().unwrap();
    let share = |a: &Life, b: &Life| a.open <= b.close && b.open <= a.close;
    let year = |text: &str| text[..4].parse::<i32>().unwrap();
    type Test<'a> = &'a dyn Fn(&Life) -> bool;
    let questions: [(&str, Test<'_>); 17] = [
        ("how many offerings", &|_| true),
        ("how many hardware", &|l| l.kind == "hardware"),
        ("how many offerings that lasted at least 10 years", &|l| {
            before_or_next(&l.anniversary(10), &l.close)
        }),
        ("how many apps that lasted less than 2 years", &|l| {
            l.kind == "app" && !before_or_next(&l.anniversary(2), &l.close)
        }),
        ("how many offerings lasting more than 15 years", &|l| l.anniversary(15) <= l.close),
        ("how many offerings overlapping 2005", &|l| {
            year(&l.open) <= 2005 && year(&l.close) >= 2005
        }),
        ("how many offerings overlapping 2011-10..2011-12", &|l| {
            l.open.as_str() <= "2011-12-31" && l.close.as_str() >= "2011-10-01"
        }),
        ("how many offerings in 2010..2020", &|l| year(&l.open) >= 2010 && year(&l.close) <= 2020),
        ("how many apps since 2010", &|l| l.kind == "app" && year(&l.open) >= 2010),
        ("how many offerings until 2010", &|l| year(&l.close) <= 2010),
        ("how many offerings overlapping service \"Google Reader\"", &|l| share(l, reader)),
        ("how many services overlapping service \"Google Reader\"", &|l| {
            l.kind == "service" && share(l, reader)
        }),
        ("how many offerings during service \"Google+\"", &|l| {
            l.open >= plus.open && l.close <= plus.close
        }),
        ("how many apps after service \"Google Reader\"", &|l| {
            l.kind == "app" && l.open > reader.close
        }),
        ("how many shutdowns before the first hardware", &|l| l.close < *device),
        ("how many debuts since the last hardware", &|l| l.open >= *last_device),
        ("how many shutdowns within 1 month of 2011-09-01", &|l| {
            l.close.as_str() >= "2011-08-01" && l.close.as_str() <= "2011-10-01"
        }),
    ];
    for (phrase, test) in &questions {
        assert_eq!(count(&store, phrase), plain(*test), "{phrase}");
        assert!(phrase.contains("first") || plain(*test) > 0 || phrase.contains("since the last"));
    }
    assert_eq!(groups(&store, "debuts per decade"), per(&lives, |l| format!("{}X", &l.open[..3])));
    assert_eq!(groups(&store, "shutdowns per year"), per(&lives, |l| l.close[..4].to_owned()));
    assert_eq!(
        groups(&store, "debuts per century"),
        per(&lives, |l| format!("{}XX", &l.open[..2]))
    );
}

/// Whether the day after `close` is `day` or later: the last day counts.
fn before_or_next(day: &str, close: &str) -> bool {
    let close: jiff::civil::Date = close.parse().unwrap();
    let next = close.tomorrow().unwrap().to_string();
    // 29 February has an anniversary on the 28th.
    day <= next.as_str()
}

fn per(lives: &[Life], key: impl Fn(&Life) -> String) -> Vec<(String, i64)> {
    let mut counts = std::collections::BTreeMap::new();
    lives.iter().for_each(|life| *counts.entry(key(life)).or_insert(0) += 1);
    counts.into_iter().collect()
}

#[test]
fn a_picture_of_every_product() {
    let Some((lives, store)) = graveyard() else { return };
    let answer = store.ask("offerings").unwrap();
    for width in [80, 140] {
        let text = render("timeline", &answer, &store.look("en").width(Some(width))).unwrap();
        let wide = |line: &&str| unicode_width::UnicodeWidthStr::width(*line) > width;
        // The first line is the echo.
        assert_eq!(text.lines().skip(1).find(wide), None);
    }
    let svg = render("svg", &answer, &store.look("en")).unwrap();
    for life in &lives {
        assert!(
            svg.contains(life.name.replace('&', "&amp;").split(' ').next().unwrap()),
            "{}",
            life.name
        );
    }
    assert!(svg.contains(">2005<") || svg.contains(">2000<"), "round years mark the axis");
}

/// The rows of a file of the chronicles.
fn rows(path: &Path) -> Vec<csv::StringRecord> {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.trim_start_matches('\u{feff}').to_owned();
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

/// The number of rows that a test takes.
fn plain(rows: &[csv::StringRecord], test: impl Fn(&csv::StringRecord) -> bool) -> i64 {
    rows.iter().filter(|row| test(row)).count() as i64
}

#[test]
fn speeches_and_terms() {
    let Some(folder) = folder("chinatimeline").map(|folder| folder.join("OneBeltOneRoad")) else {
        return;
    };
    let speeches = rows(&folder.join("OBOR_Events.csv"));
    let (store, report) = imported(
        &folder,
        &[
            "Event=OBOR_Events.csv:class=group",
            "Term:Event=CCP_Presidential_term.csv:date=timeFrom/timeTo",
        ],
    );
    assert_eq!(report.files.iter().map(|file| file.kept).collect::<Vec<_>>(), [51, 5]);
    assert!(report.files.iter().all(|file| file.notes[0].contains("rows are numbered")));
    let of = |kind: &'static str, test: &dyn Fn(&str) -> bool| {
        plain(&speeches, |row| &row[2] == kind && test(&row[0]))
    };
    assert_eq!((count(&store, "how many events"), count(&store, "how many terms")), (56, 5));
    assert_eq!(count(&store, "how many 外交"), of("外交", &|_| true));
    assert_eq!(count(&store, "how many 外交 in 2014"), of("外交", &|d| d.starts_with("2014")));
    assert_eq!(count(&store, "how many 金融 since 2016"), of("金融", &|d| d >= "2016"));
    assert_eq!(
        count(&store, "how many 外交 within 2 weeks of 2015-03-28"),
        of("外交", &|d| ("2015-03-14"..="2015-04-11").contains(&d))
    );
    let first = speeches.iter().map(|row| &row[0]).min().unwrap();
    assert_eq!(count(&store, "how many 外交 after the first 外交"), of("外交", &|d| d > first));
    let kinds = "MATCH (e:Event) WHERE e.impact IS NOT NULL RETURN e.group, count(*) AS n ORDER BY n DESC LIMIT 1";
    let kinds = store.query(kinds).unwrap();
    let (most, number) = (&kinds.rows[0].cells[0], &kinds.rows[0].cells[1]);
    assert!(matches!(most, Cell::String(kind) if kind == "外交"), "{most:?}");
    assert!(matches!(number, Cell::Integer(n) if *n == of("外交", &|_| true)), "{number:?}");
    let money = "MATCH (e:Event) WHERE e.name CONTAINS '亿美元' RETURN count(*)";
    assert_eq!(number_of(&store, money), plain(&speeches, |row| row[1].contains("亿美元")));
    assert_eq!(
        titles(&store, "terms overlapping 2017-10-24", "en"),
        ["中共18大后-习近平1期<br>（“打老虎”倒薄周令徐郭）"]
    );
    let svg = render("svg", &store.ask("terms").unwrap(), &store.look("zh")).unwrap();
    assert!(svg.contains("&lt;br&gt;") && !svg.contains("<br"), "tags are text");
}

/// The number that a pattern query gives.
fn number_of(store: &Store, query: &str) -> i64 {
    match store.query(query).unwrap().rows[0].cells[0] {
        Cell::Integer(number) => number,
        ref other => panic!("{query}: {other:?}"),
    }
}

#[test]
fn a_trade_war() {
    let Some(folder) = folder("chinatimeline").map(|folder| folder.join("US_CN_TradeWar")) else {
        return;
    };
    let events = rows(&folder.join("TradeWar_Events.csv"));
    let (store, report) = imported(
        &folder,
        &[
            "Event=TradeWar_Events.csv:class=group",
            "Term:Event=Presidential_term.csv:date=timeFrom/timeTo",
        ],
    );
    assert_eq!(report.files.iter().map(|file| file.kept).collect::<Vec<_>>(), [109, 3]);
    let of = |side: &'static str, from: &'static str, to: &'static str| {
        plain(&events, |row| &row[2] == side && (from..=to).contains(&&row[0]))
    };
    let (first, last) = ("2016-01-01", "2021-12-31");
    for (phrase, expected) in [
        ("how many both", of("Both", first, last)),
        ("how many industry", of("Industry", first, last)),
        ("how many us in 2018", of("US", "2018-01-01", "2018-12-31")),
        ("how many china since 2019-06", of("China", "2019-06-01", last)),
        ("how many us before 2018-07-06", of("US", first, "2018-07-05")),
        (
            "how many both during term \"Trump's 1st Term\"",
            plain(&events, |r| &r[2] == "Both" && ("2017-01-20"..="2021-01-19").contains(&&r[0])),
        ),
        ("how many china within 1 month of 2018-07-06", of("China", "2018-06-06", "2018-08-06")),
    ] {
        assert_eq!(count(&store, phrase), expected, "{phrase}");
        assert!(expected > 0, "{phrase}");
    }
    assert_eq!(
        titles(&store, "terms overlapping 2019", "en"),
        ["Trump's 1st Term", "CCP 19th NC - Xi's 2nd Term"]
    );
    // Texts over several lines, with tags and quotation marks, come over whole.
    let long = plain(&events, |row| row[4].contains('\n'));
    let query = "MATCH (e:Event) WHERE e.description CONTAINS '\\n' RETURN count(*)";
    assert_eq!((number_of(&store, query), long > 20), (long, true));
    let tags = plain(&events, |row| row[1].contains('<'));
    let query = "MATCH (e:Event) WHERE e.name CONTAINS '<' RETURN count(*)";
    assert_eq!((number_of(&store, query), tags > 0), (tags, true));
    let length = events.iter().map(|row| row[4].chars().count() as i64).sum::<i64>();
    let query = "MATCH (e:Event) RETURN sum(size(e.description))";
    assert_eq!(number_of(&store, query), length);
    for width in [80, 140] {
        let answer = store.ask("us").unwrap();
        let text = render("timeline", &answer, &store.look("en").width(Some(width))).unwrap();
        let wide = |line: &&str| unicode_width::UnicodeWidthStr::width(*line) > width;
        assert_eq!(text.lines().skip(1).find(wide), None);
    }
}

#[test]
fn dynasties() {
    let store = Store::from_dataset(read(include_str!("outside/silkroad.chron"))).unwrap();
    let text = |phrase: &str| titles(&store, phrase, "en").join(", ");
    assert_eq!(text("dynasties before 500 BC"), "Xia, Shang, Western Zhou");
    assert_eq!(text("dynasties overlapping 221 BC"), "Qin");
    assert_eq!(text("dynasties overlapping 1040 BC"), "Western Zhou");
    assert_eq!(text("dynasties certainly overlapping AD 250"), "Three Kingdoms");
    assert_eq!(
        text("dynasties that certainly lasted at least 300 years"),
        "Xia, Shang, Eastern Zhou, Song"
    );
    assert_eq!(text("dynasties overlapping AD 270"), "Three Kingdoms, Jin");
    assert_eq!(text("dynasties overlapping Ming"), "Yuan ?, Ming, Qing");
    assert_eq!(text("dynasties certainly after Song"), "Ming, Qing");
    assert_eq!(text("dynasties between Qin and Jin"), "Western Han, Eastern Han");
    let svg = render("svg", &store.ask("朝代").unwrap(), &store.look("zh")).unwrap();
    assert!(svg.contains("公元前2000年") && svg.contains(">1000<"), "{svg}");
}
