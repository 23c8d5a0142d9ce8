//! Dates by other events, valid times and `as of`, through the public API.

#![allow(clippy::unwrap_used, clippy::panic)]

static VOCABULARY: LazyLock<nenpyo::ontology::Ontology> =
    LazyLock::new(|| nenpyo::store::base_vocabulary().unwrap());

use nenpyo::answer::{Answer, Cell};
use nenpyo::chronicle::{Input, read};
use nenpyo::time::Date;
use nenpyo::{AskOptions, Store};
use std::collections::BTreeSet;
use std::sync::LazyLock;

const CHRONICLE: &str = r#"
source s "A source"
park dhz "High-tech Zone"
company botao  "Botao" until 2005, "Botao Culture" from 2005  ja "旧名" until 2010~  in dhz from 2012 until 2016
company nec    "NEC"  in dhz? since 2014-03 to 2018
company huawei "Huawei"  in dhz until 2013
company sony   "Sony"  in dhz
2017 award prize "The prize" to botao by dhz
throughout 2016 conference fair "The fair" at dhz
2017 after prize, before "Last visit" visit v1 "First visit" by botao
2017-06 visit v2 "Last visit" by nec
within 2 months of v2 agreement deal "A deal" between nec and sony
two weeks after v2 visit v3 "Third visit"
same day as v3 visit v4 "Fourth visit"
2019 visit v5 "Fifth visit"  after v3  by sony
"#;

fn store(text: &str) -> Store {
    let inputs = [Input { name: "x.chron".into(), text }];
    let dataset = read(&inputs, Some(&VOCABULARY)).unwrap_or_else(|errors| panic!("{errors}"));
    Store::from_dataset(dataset).unwrap()
}

fn ids(answer: &Answer) -> Vec<String> {
    let id = |cell: &Cell| match cell {
        Cell::Event(event) => event.id.clone(),
        Cell::Entity(entity) => entity.id.clone(),
        other => format!("{other:?}"),
    };
    let mark = |possible: bool| if possible { "~" } else { "" };
    answer.rows.iter().map(|row| id(&row.cells[0]) + mark(row.possible_only)).collect()
}

fn ask(store: &Store, phrase: &str) -> String {
    let answer = store.ask(phrase).unwrap_or_else(|error| panic!("{error}"));
    let echo = store.query(&answer.query).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(answer.rows, echo.rows, "{phrase}");
    ids(&answer).join(" ")
}

#[test]
fn dates_by_other_events_are_narrowed() {
    let store = store(CHRONICLE);
    let answer = store
        .query("MATCH (e:Event) RETURN e.id, toString(e.date), e.written ORDER BY e.id")
        .unwrap();
    let rows: Vec<String> = answer
        .rows
        .iter()
        .map(|row| row.cells.iter().map(nenpyo::render::cell_text).collect::<Vec<_>>().join(" | "))
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
    assert_eq!(ask(&store, "visits certainly before August 2017"), "v1 v2 v3 v4");
    assert_eq!(ask(&store, "visits in July 2017"), "v3~ v4~");
    assert_eq!(ask(&store, "companies without awards in June 2017"), "botao~ huawei nec sony");
    assert_eq!(ask(&store, "companies certainly without awards in June 2017"), "huawei nec sony");
    assert_eq!(ask(&store, "certainly companies without awards in June 2017"), "huawei nec sony");
    assert_eq!(ask(&store, "companies without awards in 2017"), "huawei nec sony");
    assert_eq!(
        ask(&store, "companies without awards certainly in June 2017"),
        "botao huawei nec sony"
    );
    assert_eq!(ask(&store, "companies with exactly 1 award in June 2017"), "botao~");
    assert_eq!(ask(&store, "companies with exactly 1 award in 2017"), "botao");
    assert_eq!(
        ask(&store, "companies with fewer than 1 award in June 2017"),
        "botao~ huawei nec sony"
    );
    assert_eq!(ask(&store, "companies with at least 1 award in June 2017"), "botao~");
    assert_eq!(ask(&store, "certainly companies with exactly 1 award in June 2017"), "");
    assert_eq!(ask(&store, "when was the first award"), ask(&store, "when was prize"));
}

#[test]
fn as_of_asks_the_graph_as_it_stood() {
    let store = store(CHRONICLE);
    assert_eq!(ask(&store, "companies in the park"), "botao huawei nec sony");
    assert_eq!(ask(&store, "companies in the park as of 2010"), "huawei sony");
    assert_eq!(ask(&store, "companies in the park as of 2013"), "botao huawei~ sony");
    assert_eq!(ask(&store, "as of March 2014, companies in the park"), "botao nec~ sony");
    assert_eq!(ask(&store, "certainly companies in the park as of 2013"), "botao sony");
    assert_eq!(ask(&store, "companies not in the park as of 2010"), "botao nec");
    assert_eq!(ask(&store, "visits as of 2017-06"), "v1~ v2~ v3~ v4~");
    assert_eq!(ask(&store, "visits as of 2018"), "v1 v2 v3 v4");
    assert_eq!(ask(&store, "awards to Botao as of 2016"), "");
    let day = |date: &str| AskOptions::new().as_of(Date::parse(date).unwrap());
    let with =
        |phrase: &str, date: &str| ids(&store.ask_with(phrase, &day(date)).unwrap()).join(" ");
    assert_eq!(with("companies in the park", "2010"), "huawei sony");
    assert_eq!(with("companies in the park as of 2013", "2010"), "botao huawei~ sony");
    assert_eq!(with("companies in the park", "2013"), "botao huawei~ sony");
    assert_eq!(ask(&store, "companies in the park"), "botao huawei nec sony");
}

#[test]
fn denials_as_of_a_day_keep_what_possibly_fits() {
    let store = store(CHRONICLE);
    let both = |phrase: &str| (ask(&store, phrase), ask(&store, &format!("certainly {phrase}")));
    let fits = |phrase: &str, possibly: &str, certainly: &str| {
        assert_eq!(both(phrase), (possibly.to_owned(), certainly.to_owned()), "{phrase}");
    };
    // The award is of some day of 2017.
    fits("companies without awards as of 2017-06", "botao~ huawei nec sony", "huawei nec sony");
    fits("companies without awards as of 2016", "botao huawei nec sony", "botao huawei nec sony");
    fits("companies without awards as of 2018", "huawei nec sony", "huawei nec sony");
    fits("companies with at most 0 awards as of 2017", "botao~ huawei nec sony", "huawei nec sony");
    fits("companies with exactly 1 award as of 2017", "botao~", "");
    fits("companies with at least 1 award as of 2017", "botao~", "");
    fits("companies not in the park as of 2013", "huawei~ nec", "nec");
    fits("companies not in the park as of 2012", "botao~ nec", "nec");
    // Who gave it was in it, if it was.
    fits("awards with givers as of 2017-06", "prize~", "");
    fits("awards without givers as of 2017-06", "", "");
    fits("agreements with NEC but no other as of 2017-06", "", "");
}

#[test]
fn an_interval_stands_for_some_day_of_it() {
    let store = store(CHRONICLE);
    assert_eq!(ask(&store, "companies in the park as of 2009/2010"), "huawei sony");
    assert_eq!(ask(&store, "companies in the park as of 2010/2015"), "botao~ huawei~ nec~ sony");
    assert_eq!(ask(&store, "awards as of 2014/2016"), "");
    assert_eq!(ask(&store, "awards as of 2014/2017"), "prize~");
    assert_eq!(ask(&store, "companies without awards as of 2014/.."), "botao~ huawei nec sony");
    assert_eq!(ask(&store, "awards as of ../2014"), "");
}

#[test]
fn names_are_those_of_the_day() {
    let store = store(CHRONICLE);
    let name = |date: &str| {
        let query = format!("AS OF '{date}' MATCH (c:Company {{id: 'botao'}}) RETURN c, c.name_ja");
        let cells = store.query(&query).unwrap().rows.remove(0).cells;
        cells.iter().map(nenpyo::render::cell_text).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(name("2004"), "Botao, 旧名");
    assert_eq!(name("2005"), "Botao, 旧名");
    assert_eq!(name("2016-01-01"), "Botao Culture, –");
    let now = store.ask("companies that received awards").unwrap();
    let Cell::Entity(botao) = &now.rows[0].cells[0] else { panic!() };
    assert_eq!(botao.label, "Botao Culture");
    assert_eq!(ask(&store, "awards to Botao"), "prize");
}

#[test]
fn why_tells_the_valid_time() {
    let store = store(CHRONICLE);
    let answer =
        store.ask_with("companies in the park as of 2013", &AskOptions::new().why(true)).unwrap();
    insta::assert_snapshot!(nenpyo::render::why(&answer, &store.look("en")));
    let json = serde_json::to_value(&answer).unwrap();
    assert_eq!(json["why"][0][0]["valid"], "2012/2016");
}

#[test]
fn functions_of_valid_times() {
    let store = store(CHRONICLE);
    let query = "MATCH (c:Company)-[r:PART_OF]->() RETURN c.id, toString(valid_from(r)), toString(valid_until(r)), \
                 as_of(r.valid, edtf('2014')) ORDER BY c.id";
    let answer = store.query(query).unwrap();
    let row = |index: usize| {
        let cells = answer.rows[index].cells.iter().map(nenpyo::render::cell_text);
        cells.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        [row(0), row(1), row(3)],
        ["botao 2012 2016 true", "huawei – 2013 false", "sony – – –"]
    );
}

#[test]
fn snapshots_know_valid_times() {
    let path = std::env::temp_dir().join(format!("nenpyo-valid-{}.nenpyo", std::process::id()));
    let first = store(CHRONICLE);
    first.save_snapshot(&path).unwrap();
    let again = Store::open_snapshot(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    for phrase in
        ["companies in the park as of 2013", "visits as of 2017-06", "visits in July 2017"]
    {
        assert_eq!(ask(&first, phrase), ask(&again, phrase));
    }
}

#[test]
fn contradictions_tell_their_chain() {
    let text = "\
2017-03 award a \"A\"
2017 after a visit b \"B\"
after b visit c \"C\"
2016-05 after c visit d \"D\"
after z visit y \"Y\"
after y visit z \"Z\"
after nobody visit q \"Q\"
";
    let errors = |text: &str| {
        let inputs = [Input { name: "x.chron".into(), text }];
        read(&inputs, Some(&VOCABULARY)).unwrap_err().to_string()
    };
    insta::assert_snapshot!(errors(text.split("after nobody").next().unwrap()));
    insta::assert_snapshot!(errors(text));
    insta::assert_snapshot!(errors(
        "within 2 months of w award v \"V\"
within 1 week of v award w \"W\"
"
    ));
    insta::assert_snapshot!(errors(
        "before w award v \"V\"\n2017-01/.. award w \"W\"\nduring t award t \"T\"\n"
    ));
}

#[test]
fn distinct_days_keep_distinct_graphs() {
    let store = store(CHRONICLE);
    let count = |date: &str| store.graph_as_of(Date::parse(date).ok().as_ref()).edge_count();
    let counts: BTreeSet<usize> = ["2009", "2015", "2030"].map(count).into();
    assert_eq!(counts.len(), 3);
    assert_eq!(count("2009"), count("2009"));
}
