//! The vocabulary is data: a class, a role or a wording that a file adds can be asked for at once.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::Store;
use nenpyo::answer::Cell;
use nenpyo::catalog::Lexicon;
use nenpyo::store::base_vocabulary;

fn open(name: &str, text: &str) -> Store {
    let path = std::env::temp_dir().join(format!("nenpyo-{}-{name}.chron", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let store = Store::open([&path]);
    std::fs::remove_file(&path).unwrap();
    store.unwrap_or_else(|error| panic!("{error}"))
}

fn titles(store: &Store, phrase: &str) -> Vec<String> {
    let answer = store.ask(phrase).unwrap_or_else(|error| panic!("{phrase}: {error}"));
    let title = |cell: &Cell| match cell {
        Cell::Event(event) => event.title.clone(),
        Cell::Entity(entity) => entity.label.clone(),
        other => serde_json::to_string(other).unwrap(),
    };
    answer.rows.iter().flat_map(|row| row.cells.iter().map(title)).collect()
}

const HACKATHONS: &str = r#"
class hackathon is conference
  en hackathon hackathons, "code jam" "code jams"
  ja ハッカソン

role mentor from hackathon to agent
  forward  en "mentored by"
  backward en mentored, coached
  noun     en mentor mentors

class contest
  en bake-off bake-offs

source diary "A diary"
person ada   "Ada"
person grace "Grace"
city   paris "Paris" ja "パリ"

2017-05 hackathon "Night of code" mentored by ada at paris [diary 1]
2017-06 hackathon "Day of code" mentor grace, ada [diary 2]
2017-06 conference "Day of talk" at paris [diary 3]
"#;

#[test]
fn a_class_and_a_role_of_a_file_can_be_asked_for() {
    let store = open("hackathons", HACKATHONS);
    assert_eq!(titles(&store, "hackathons"), ["Night of code", "Day of code"]);
    assert_eq!(titles(&store, "code jams in May"), ["Night of code"]);
    assert_eq!(titles(&store, "ハッカソン mentored by Grace"), ["Day of code"]);
    assert_eq!(titles(&store, "conferences in パリ"), ["Night of code", "Day of talk"]);
    assert_eq!(titles(&store, "who coached code jams in June"), ["Ada", "Grace"]);
    assert_eq!(titles(&store, "mentors of hackathons in Paris"), ["Ada"]);
    assert_eq!(titles(&store, "people that mentored at least 2 hackathons"), ["Ada"]);
    assert_eq!(titles(&store, "the mentor with the most hackathons"), ["Ada", "2"]);
}

#[test]
fn a_wording_of_a_file_can_be_asked_in() {
    let text = "class award\n  en laurel laurels\nsource s \"S\"\ncompany c \"C\"\n\
                2017 award \"A\" to c [s 1]\nrole recipient\n  backward en snagged\n";
    let store = open("wording", text);
    assert_eq!(titles(&store, "laurels to C"), ["A"]);
    assert_eq!(titles(&store, "who snagged laurels"), ["C"]);
}

#[test]
fn an_uncertain_amount_marks_its_rows() {
    let text = "source s \"S\"\ncompany c \"C\"\n2017 funding \"Sure\" to c of 100 CNY [s 1]\n\
                2018 funding \"Unsure\" to c of 100 CNY? [s 2]\n2019 funding \"About\" to c of 100~ CNY [s 3]\n";
    let store = open("amounts", text);
    let answer = store.ask("funding over 50 CNY").unwrap();
    let marks: Vec<bool> = answer.rows.iter().map(|row| row.possible_only).collect();
    assert_eq!(marks, [false, true, true]);
    assert_eq!(titles(&store, "certainly funding over 50 CNY"), ["Sure"]);
    assert_eq!(titles(&store, "funding certainly over 50 CNY"), ["Sure"]);
    assert_eq!(titles(&store, "funding not over 50 CNY"), [""; 0]);
    let answer = store.ask("funding not over 150 CNY").unwrap();
    let marks: Vec<bool> = answer.rows.iter().map(|row| row.possible_only).collect();
    assert_eq!(marks, [false, true, true]);
    let answer = store.ask("total amount of funding").unwrap();
    assert!(answer.rows.iter().all(|row| row.possible_only), "two of the three are unsure");
    assert_eq!(
        titles(&store, "certainly total amount of funding"),
        [r#"{"value":"100","unit":"CNY"}"#]
    );
}

/// What has no such amount is neither over nor not over it.
#[test]
fn what_has_no_amount_fits_no_comparison() {
    let text =
        "source s \"S\"\n2017 funding \"Sure\" of 100 CNY? [s 1]\n2018 funding \"None\" [s 2]\n";
    let store = open("none", text);
    assert_eq!(titles(&store, "funding over 50 CNY"), ["Sure"]);
    assert_eq!(titles(&store, "funding not over 500 CNY"), ["Sure"]);
    assert_eq!(titles(&store, "funding not between 1 and 50 CNY"), ["Sure"]);
    assert_eq!(
        titles(&store, "the funding with the largest amount"),
        ["Sure", r#"{"value":"100","unit":"CNY"}"#]
    );
}

/// No word of the shipped vocabulary names two classes, and every class can be said in three languages.
#[test]
fn the_shipped_words_are_clear() {
    let ontology = base_vocabulary().unwrap();
    let lexicon = Lexicon::new(&ontology);
    for (word, entries) in lexicon.words() {
        let classes: std::collections::BTreeSet<_> = entries
            .iter()
            .filter(|entry| matches!(entry.sense, nenpyo::catalog::Sense::Class(_)))
            .map(|entry| entry.sense.id())
            .collect();
        assert!(classes.len() < 2, "{word} names {classes:?}");
    }
    for (id, class) in &ontology.classes {
        for lang in ["en", "ja", "zh"] {
            assert!(class.words.iter().any(|word| word.lang == lang), "{id} has no word in {lang}");
        }
    }
}
