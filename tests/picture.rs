//! Pictures that need nothing installed.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use nenpyo::graph::GraphBuilder;
use nenpyo::render::picture::{MOST_NODES, of_answer, of_dataset};
use nenpyo::value::Value;
use nenpyo::{AskOptions, DatasetBuilder, Store};
use running::{Run, folder, parsed, run};
use std::path::Path;

fn picture(store: &Store, lang: &str, question: &str) -> String {
    let options = AskOptions::new().lang(lang).why(true);
    of_answer(&store.ask_with(question, &options).unwrap(), &store.look(lang))
}

/// Well-formed, but for the style sheet, which is ours.
fn checked(svg: &str) -> Vec<String> {
    let (before, rest) = svg.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    parsed(&format!("{}{}", before.trim_end(), after))
}

fn nodes(svg: &str) -> usize {
    let drawn = svg.split("np-legend").next().unwrap();
    drawn.matches("class=\"np-node").count()
}

#[test]
fn the_picture_of_the_readme_is_what_the_command_prints() {
    let phrase = "honours to companies in the park in November";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures/honours.svg");
    let printed = run(&["picture", phrase]).stdout;
    if std::env::var_os("NENPYO_UPDATE").is_some() {
        std::fs::write(&path, &printed).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), printed);
    let readme = std::fs::read_to_string(path.parent().unwrap().join("../../README.md")).unwrap();
    assert!(
        readme.contains(&format!("nenpyo picture \"{phrase}\"")),
        "the README tells the command"
    );
}

#[test]
fn the_ways_to_a_picture_agree() {
    let folder = folder("picture_ways");
    let path = folder.join("p.svg").to_string_lossy().into_owned();
    let printed = run(&["picture", "awards to Botao"]);
    assert_eq!((printed.code, printed.stderr.as_str()), (Some(0), ""));
    assert_eq!(run(&["ask", "awards to Botao as picture"]).stdout, printed.stdout);
    assert_eq!(run(&["ask", "--format", "picture", "awards to Botao"]).stdout, printed.stdout);
    run(&["picture", "awards to Botao", "-o", &path]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), printed.stdout);
    let wrong = run(&["dot", "awards", "--format", "svg"]);
    assert_eq!(wrong.code, Some(2));
    insta::assert_snapshot!(wrong.stderr, @"error: `dot` has the format dot, not svg; `nenpyo picture` draws SVG");
}

#[test]
fn answers_and_the_whole_chronicle() {
    let store = Store::builtin().unwrap();
    for lang in ["en", "ja", "zh"] {
        let whole = of_dataset(&store.look(lang));
        checked(&whole);
        assert!(nodes(&whole) > 100);
        for question in [
            "all awards to companies in the park",
            "companies in the park without awards",
            "partners of Huawei",
            "MATCH p = (a:Award)-[:RECIPIENT]->(c:Company) RETURN p LIMIT 3",
        ] {
            let svg = picture(&store, lang, question);
            checked(&svg);
            assert!(nodes(&svg) > 1, "{question}\n{svg}");
            assert_eq!(svg, picture(&store, lang, question), "the same each time");
        }
    }
    let svg =
        picture(&store, "en", "MATCH p = (a:Award)-[:RECIPIENT]->(c:Company) RETURN p LIMIT 3");
    assert!(svg.matches("class=\"np-link").count() >= 3, "links of paths are drawn");
    for question in ["how many agreements per quarter", "awards in 1999"] {
        assert!(picture(&store, "en", question).contains("nothing to draw"));
    }
}

#[test]
fn certainty_shows() {
    let svg = picture(&Store::builtin().unwrap(), "ja", "all awards to companies in the park");
    for part in
        ["np-link np-inferred", ">推定</text>", ">明記</text>", ">2017年3月</text>", ">組織</text>"]
    {
        assert!(svg.contains(part), "{part}");
    }
}

#[test]
fn large_answers_say_what_they_leave_out() {
    let mut builder = DatasetBuilder::new(nenpyo::store::base_vocabulary().unwrap());
    builder.entity("hub", "company").label("en", "Hub");
    for index in 0..900 {
        let id = format!("e{index}");
        builder.event(&id, "2017", "award").label("en", &id).link("recipient", "hub");
    }
    let store = Store::from_dataset(builder.build().unwrap()).unwrap();
    let svg = picture(&store, "en", "awards");
    assert!(svg.contains("601 more of 900 are left out"));
    assert_eq!(nodes(&svg), MOST_NODES);
    assert!(of_dataset(&store.look("en")).contains("601 more of 901 are left out"));
    let one = picture(&store, "en", "MATCH (a:Award) RETURN collect(a) AS all");
    assert!(one.contains("too large to be drawn") && nodes(&one) == 0);
}

#[test]
fn hostile_names_stay_names() {
    let mut builder = DatasetBuilder::new(nenpyo::store::base_vocabulary().unwrap());
    let long = "長x".repeat(5_000);
    let names = [
        "</text></svg><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "]]> <!-- & &amp; &#0; --> </style>",
        "\u{202e}abc\u{202c}\u{2066}\u{1b}[31m\0\n\u{ffff}",
        long.as_str(),
    ];
    for (index, name) in names.into_iter().enumerate() {
        let (company, award) = (format!("c{index}"), format!("a{index}"));
        builder.entity(&company, "company").label("en", name);
        builder.event(&award, "2017-03", "award").label("en", name).link("recipient", &company);
    }
    let mut dataset = builder.build().unwrap();
    dataset.ontology.classes["award"].color = Some("url(https://example.org/x#a)".to_owned());
    dataset.ontology.classes["award"].shape = Some("\"/><script>".to_owned());
    let store = Store::from_dataset(dataset).unwrap();
    for svg in [picture(&store, "en", "awards"), of_dataset(&store.look("en"))] {
        let elements = checked(&svg);
        assert!(elements.iter().all(|name| {
            ["svg", "title", "desc", "rect", "g", "path", "text"].contains(&name.as_str())
        }));
        assert_eq!(nodes(&svg), 2 * names.len());
        assert!(!svg.contains("url(") && !svg.contains(['\u{202e}', '\u{1b}', '\0']));
    }
}

/// In an imported graph only the class tells things of one id apart, and an id may look like a date.
#[test]
fn things_of_one_id_are_told_apart() {
    let mut builder = GraphBuilder::new();
    let mut node = |label: &[&str], id: i64, name: &str| {
        let class = label[0].to_lowercase();
        let properties =
            [("id", Value::Integer(id)), ("class", class.into()), ("name", name.into())];
        builder.add_node(label, properties.map(|(key, value)| (key.to_owned(), value)).into())
    };
    let award = node(&["Award", "Event"], 2005, "The prize");
    let company = node(&["Company"], 2005, "The company");
    let ship = node(&["Ship"], 2005, "The ship");
    builder.add_edge(award, company, "RECIPIENT", vec![]);
    builder.add_edge(ship, company, "OWNED_BY", vec![]);
    let store = Store::from_graph(builder.build().unwrap(), None).unwrap();
    for query in [
        "MATCH p = (:Award)-[:RECIPIENT]->(:Company)<-[:OWNED_BY]-(:Ship) RETURN p",
        "MATCH (a:Award)-[:RECIPIENT]->(c:Company)<-[:OWNED_BY]-(s:Ship) RETURN a, s",
    ] {
        let answer = store.ask_with(query, &AskOptions::new().why(true)).unwrap();
        let svg = of_answer(&answer, &store.look("en"));
        assert_eq!(nodes(&svg), 3, "{svg}");
        for name in ["The prize", "The company", "The ship"] {
            assert_eq!(svg.matches(&format!(">{name}<")).count(), 1, "{name} in {svg}");
        }
        assert!(!svg.contains("#ffffff\"/><text"), "each class has a colour");
    }
}

#[test]
fn a_doubtful_participant_is_drawn_as_such() {
    let path = folder("picture_doubtful").join("own.chron");
    let text = "company acme \"Acme\"\ncompany beta \"Beta\"\ncompany gamma \"Gamma\"\n\
                2017-03 award? prize \"Prize\" to acme, beta?, gamma??\n";
    std::fs::write(&path, text).unwrap();
    let Run { stdout, stderr, .. } = run(&["picture", "--data", path.to_str().unwrap(), "awards"]);
    let drawn = stdout.split("np-legend").next().unwrap();
    for (class, count) in [("np-link", 1), ("np-link np-inferred", 1), ("np-link np-doubtful", 1)] {
        assert_eq!(
            drawn.matches(&format!("\"{class}\"")).count(),
            count,
            "{class}\n{stderr}{stdout}"
        );
    }
}
