//! Questions about time on data of others, where they lie beside the repository: product lives of one company (MIT,
//! codyogden/killedbygoogle) and chronicles in Chinese (MIT, chinatimeline/data). Each answer is compared with a plain
//! count over the file.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::answer::Cell;
use nenpyo::render::render;
use nenpyo::{AskOptions, DatasetBuilder, Store, chronicle, model};
use std::path::{Path, PathBuf};

/// A folder of the data, if it is there.
fn folder(name: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared/data", "../../shared/data"];
    let found = places.iter().map(|place| here.join(place).join(name)).find(|f| f.is_dir());
    if found.is_none() {
        eprintln!("skipped: ../shared/data/{name} is not there");
    }
    found
}

/// A chronicle of this vocabulary and these facts, over the base vocabulary.
fn read(text: &str) -> model::Dataset {
    let base = include_str!("../data/vocabulary/base.chron");
    let files = [("base.chron", base), ("own.chron", text)];
    let inputs: Vec<_> =
        files.iter().map(|(name, text)| chronicle::Input { name: (*name).into(), text }).collect();
    chronicle::read(&inputs, None).unwrap_or_else(|errors| panic!("{errors}"))
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
    let mut builder = DatasetBuilder::new(read(include_str!("outside/graveyard.chron")).ontology);
    for (index, life) in lives.iter().enumerate() {
        let class = match life.kind.as_str() {
            "app" => "app_life",
            "hardware" => "device_life",
            _ => "web_life",
        };
        let span = format!("{}/{}", life.open, life.close);
        builder.event(&format!("life{index}"), &span, class).label("en", &life.name);
        builder.event(&format!("debut{index}"), &life.open, "debut").label("en", &life.name);
        builder.event(&format!("end{index}"), &life.close, "shutdown").label("en", &life.name);
    }
    Some((lives, Store::from_dataset(builder.build().unwrap()).unwrap()))
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
        ("how many devices", &|l| l.kind == "hardware"),
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
        ("how many offerings overlapping online service \"Google Reader\"", &|l| share(l, reader)),
        ("how many online services overlapping online service \"Google Reader\"", &|l| {
            l.kind == "service" && share(l, reader)
        }),
        ("how many offerings during online service \"Google+\"", &|l| {
            l.open >= plus.open && l.close <= plus.close
        }),
        ("how many apps after online service \"Google Reader\"", &|l| {
            l.kind == "app" && l.open > reader.close
        }),
        ("how many shutdowns before the first device", &|l| l.close < *device),
        ("how many debuts since the last device", &|l| l.open >= *last_device),
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
        assert_eq!(text.lines().find(wide), None);
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

#[test]
fn speeches_terms_and_dynasties() {
    let Some(folder) = folder("chinatimeline") else { return };
    let rows = |name: &str| -> Vec<csv::StringRecord> {
        let text = std::fs::read_to_string(folder.join("OneBeltOneRoad").join(name)).unwrap();
        let text = text.trim_start_matches('\u{feff}').to_owned();
        csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
    };
    let (speeches, terms) = (rows("OBOR_Events.csv"), rows("CCP_Presidential_term.csv"));
    let mut text = include_str!("outside/silkroad.chron").to_owned();
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    for (index, row) in speeches.iter().enumerate() {
        text += &format!("{} speech s{index} zh {}\n", &row[0], quoted(&row[1]));
    }
    for (index, row) in terms.iter().enumerate() {
        text += &format!("{}/{} term t{index} zh {}\n", &row[0], &row[1], quoted(&row[2]));
    }
    let store = Store::from_dataset(read(&text)).unwrap();
    let day = |row: &csv::StringRecord| row[0].to_owned();
    let plain =
        |test: &dyn Fn(&str) -> bool| speeches.iter().filter(|r| test(&r[0])).count() as i64;
    assert_eq!(count(&store, "how many 讲话"), 51);
    assert_eq!(count(&store, "how many 讲话 in 2014年11月"), plain(&|d| d.starts_with("2014-11")));
    assert_eq!(count(&store, "how many 讲话 since 2015"), plain(&|d| d >= "2015"));
    assert_eq!(
        count(&store, "how many 讲话 within 2 weeks of 2015-03-28"),
        plain(&|d| ("2015-03-14"..="2015-04-11").contains(&d))
    );
    let first = speeches.iter().map(day).min().unwrap();
    assert_eq!(count(&store, "how many 讲话 after the first 讲话"), plain(&|d| d > first.as_str()));
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
