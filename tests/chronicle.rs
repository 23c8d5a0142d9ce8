//! The chronicle format, read and written through the public API.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use nenpyo::chronicle::{Input, from_json, json_schema, read, to_json, write};
use nenpyo::model::Dataset;
use nenpyo::ontology::Ontology;

fn vocabulary() -> Ontology {
    common::VOCABULARY.clone()
}

fn load(text: &str) -> Dataset {
    match read(&[Input { name: "x.chron".into(), text }], Some(&vocabulary())) {
        Ok(dataset) => dataset,
        Err(errors) => panic!("{errors}"),
    }
}

const EXAMPLE: &str = r#"# The example of docs/chronicle.md
source dlhitech "Yearly chronicle of the zone, 2017" <https://example.org/2017>

city    dalian "Dalian" ja "大連" zh "大连"
park    dhz    "Dalian High-tech Zone" ja "大連ハイテク産業区" aka "高新区", "園区"  in dalian
company botao  "Botao Culture Technology" ja "大連博涛文化科技股份有限公司" aka "博涛"  in dhz?  [dlhitech 3.3]
distinction tourism_prize "Tourism innovation prize"

2017-03 award "Best tourism innovation award" to botao for 2016 confers tourism_prize     [dlhitech 3.3]
2017-12 funding "Science and technology grants" by dhz of 171000000 CNY? count 506~ projects  [dlhitech 12.8]
"#;

#[test]
fn the_example_is_read() {
    let dataset = load(EXAMPLE);
    assert_eq!(dataset.entities.len(), 4);
    let award = &dataset.events["dlhitech:3.3"].item;
    let relations: Vec<_> = award.links.iter().map(|link| link.relation.as_str()).collect();
    assert_eq!(relations, ["recipient", "refers_to", "confers"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&dataset.events).unwrap());
}

#[test]
fn the_example_is_written() {
    let dataset = load(EXAMPLE);
    let text = write(&dataset, Some(&vocabulary()));
    insta::assert_snapshot!(text);
    assert_eq!(load(&text), dataset);
    assert_eq!(write(&load(&text), Some(&vocabulary())), text);
}

#[test]
fn the_vocabulary_is_written() {
    let dataset = Dataset { ontology: vocabulary(), ..Dataset::default() };
    let text = write(&dataset, None);
    insta::assert_snapshot!(text);
    let again = read(&[Input { name: "x".into(), text: &text }], None).unwrap();
    assert_eq!(again, dataset);
    assert_eq!(write(&again, None), text);
    assert_eq!(write(&dataset, Some(&vocabulary())), "");
}

/// Every file of the corpus is wrong; its snapshot shows all that is said of it.
#[test]
fn wrong_files() {
    let vocabulary = vocabulary();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/chronicle");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 10);
    let mut count = 0;
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy();
        let result =
            Input::from_bytes(&name, &bytes).and_then(|input| read(&[input], Some(&vocabulary)));
        let errors = result.expect_err(&name);
        count += errors.count();
        let name = name.trim_end_matches(".chron");
        insta::assert_snapshot!(format!("wrong__{name}"), errors.to_string());
    }
    assert!(count >= 35, "{count}");
}

fn json_error(text: &str) -> String {
    from_json(text).expect_err(text).to_string()
}

#[test]
fn wrong_json() {
    let texts = [
        "{\n \"entities\": {\"a\": 1}}",
        r#"{"entities": {"a": {"class": "x", "lables": []}}}"#,
        r#"{"sources": {"s": {"title": "T"}, "s": {"title": "U"}}}"#,
        r#"{"ontology": {"classes": {"a": {"parents": ["b"]}, "b": {"parents": ["a"], "color": "red"}}}}"#,
        r#"{"events": {"e": {"date": "1805-13", "class": "event"}}}"#,
        r#"{
          "ontology": {"classes": {"event": {}, "town": {}, "date": {}},
            "relations": {"at": {"domain": ["event"], "range": ["town"]}}},
          "entities": {"ulm": {"class": "twon", "labels": [{"lang": "de", "text": "Ulm"}]},
            "2017": {"class": "event", "labels": [{"lang": "german", "text": " "}]}},
          "events": {"e": {"date": "1805-10", "class": "event", "labels": [{"lang": "en", "text": "Battle"}],
            "citations": [{"source": "s", "at": "a]"}],
            "amounts": [{"measure": "amount", "value": "1", "unit": "CNY"}],
            "links": [{"relation": "at", "target": {"id": "uml"}}, {"relation": "at", "target": {"date": "1805"}}]}}
        }"#,
    ];
    let shown: Vec<String> = texts.iter().map(|text| json_error(text)).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn json_holds_the_same() {
    let dataset = load(EXAMPLE);
    let json = to_json(&dataset).unwrap();
    assert_eq!(from_json(&json).unwrap(), dataset);
    insta::assert_snapshot!(serde_json::to_string_pretty(&json_schema()).unwrap());
}

/// The shipped vocabulary and chronicle: read without errors, and what is written of them is read as the same.
#[test]
fn the_shipped_files() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut files: Vec<_> = std::fs::read_dir(root.join("vocabulary"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files.push(root.join("dalian-2017.chron"));
    let texts: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let inputs: Vec<_> = files
        .iter()
        .zip(&texts)
        .map(|(file, text)| Input { name: file.display().to_string(), text })
        .collect();
    let dataset = read(&inputs, None).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(dataset.events.len(), 60);
    let text = write(&dataset, None);
    let again = read(&[Input { name: "written".into(), text: &text }], None)
        .unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(again, dataset);
    assert_eq!(write(&again, None), text);
    let json = to_json(&dataset).unwrap();
    assert_eq!(from_json(&json).unwrap_or_else(|errors| panic!("{errors}")), dataset);
}

/// A role that is part of another relation, as imported files have it, is written and read as that.
#[test]
fn a_qualified_role_is_written() {
    let text = "\
class event

class agent

role participant from event to agent

role giver from event to agent qualified participant \"the role\" \"giver, \\\"by\\\"\"
  forward  en by
";
    fn load(text: &str) -> Result<nenpyo::model::Dataset, nenpyo::chronicle::Errors> {
        read(&[Input { name: "x.chron".to_owned(), text }], None)
    }
    let dataset = load(text).unwrap();
    let qualifier = dataset.ontology.relations["giver"].qualifier.as_ref().unwrap();
    assert_eq!((qualifier.key.as_str(), qualifier.value.as_str()), ("the role", "giver, \"by\""));
    let written = write(&dataset, None);
    assert_eq!(written, text);
    for wrong in ["qualified participant", "qualified nothing a b"] {
        let text = text.replace("qualified participant \"the role\" \"giver, \\\"by\\\"\"", wrong);
        assert!(load(&text).is_err(), "{wrong}");
    }
}

#[test]
fn a_snapshot_is_no_chronicle() {
    let error = Input::from_bytes("g.nenpyo", b"\x89NENPYO\nxyz").unwrap_err();
    assert!(error.to_string().contains("this is a snapshot"), "{error}");
}

#[test]
fn all_is_told_or_said_to_be_cut() {
    let many: String = (0..150).map(|index| format!("2017 awardd \"A {index}\"\n")).collect();
    let inputs = [Input { name: "x.chron".into(), text: &many }];
    let errors = read(&inputs, None).unwrap_err();
    assert!(errors.to_string().contains("… and perhaps more: the rest was not read"));
    let bytes = b"company a \"A \xff\"\ncompany b \"\xc3\xa9\xc3\xa9\xc3\xa9 \xfe\"\n";
    assert_eq!(Input::from_bytes("x", bytes).unwrap_err().count(), 2);
    let cycles = "class a is b\nclass b is a\nclass c is d\nclass d is c\n";
    let inputs = [Input { name: "x.chron".into(), text: cycles }];
    assert_eq!(read(&inputs, None).unwrap_err().count(), 2);
    let tab = "class event\nclass date\nsource s \"S\"\n2017 event \"E\"  [s 1\t2]\n";
    let inputs = [Input { name: "x.chron".into(), text: tab }];
    let errors = read(&inputs, None).unwrap_err().to_string();
    assert!(errors.contains("x.chron:4:17") && errors.contains("has a tab"), "{errors}");
    let json = nenpyo::chronicle::to_json(&nenpyo::model::Dataset::default()).unwrap();
    assert!(nenpyo::chronicle::from_json(&format!("\u{feff}{json}")).is_ok());
}
