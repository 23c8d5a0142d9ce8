//! The chronicle format, read and written through the public API.

use nenpyo::chronicle::{Input, read, write};
use nenpyo::model::Dataset;
use nenpyo::ontology::Ontology;

/// The shipped vocabulary.
fn vocabulary() -> Ontology {
    let base = include_str!("../data/vocabulary/base.chron");
    let zone = include_str!("../data/vocabulary/zone.chron");
    let inputs = [
        Input { name: "base.chron".into(), text: base },
        Input { name: "zone.chron".into(), text: zone },
    ];
    match read(&inputs, None) {
        Ok(dataset) => dataset.ontology,
        Err(errors) => panic!("{errors}"),
    }
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
