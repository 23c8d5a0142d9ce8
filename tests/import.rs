//! Imports from files to answers.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::Store;
use nenpyo::answer::Cell;
use nenpyo::graph::GraphBuilder;
use nenpyo::import::{EdgesSpec, Fault, NodesSpec, Options, Report, import};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A folder of files, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let name = format!("nenpyo-tests-import-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in files {
            std::fs::write(folder.join(name), text).unwrap();
        }
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn run(folder: &Path, nodes: &[&str], edges: &[&str], options: &Options) -> (Store, Report) {
    let mut nodes: Vec<NodesSpec> = nodes.iter().map(|spec| spec.parse().unwrap()).collect();
    let mut edges: Vec<EdgesSpec> = edges.iter().map(|spec| spec.parse().unwrap()).collect();
    nodes.iter_mut().for_each(|spec| spec.path = folder.join(&spec.path));
    edges.iter_mut().for_each(|spec| spec.path = folder.join(&spec.path));
    let mut builder = GraphBuilder::new();
    let report = import(&nodes, &edges, options, &mut builder, &mut |_| {}).unwrap();
    (Store::from_graph(builder.build().unwrap(), None).unwrap(), report)
}

/// A small chronicle in the form of the generator that is used outside: ids are dense in each file.
const FILES: [(&str, &str); 7] = [
    (
        "Event.csv",
        "id,kind,name,date\n0,Award,Award Aero 0,2018-02-01\n1,Visit,Visit Bio 1,2018-03-05\n\
         2,Award,Award Steel 2,2019\n3,PolicyRelease,Policy on steel,2019-04\n",
    ),
    ("Organization.csv", "id,kind,name\n0,Company,Apex\n1,Government,Nova\n2,Company,Omni Foods\n"),
    ("Place.csv", "id,name,level\n0,Country 0,0\n1,Country 1,0\n2,City 2,1\n3,City 3,1\n"),
    ("PARTICIPANT.csv", "src,dst,role\n0,0,recipient\n0,1,giver\n1,2,host\n2,2,recipient\n"),
    ("LOCATED_IN.csv", "src,dst\n0,2\n1,2\n2,3\n"),
    ("PART_OF.csv", "src,dst\n2,0\n3,1\n"),
    ("AT.csv", "src,dst\n0,3\n1,2\n3,0\n"),
];

const NODES: [&str; 3] =
    ["Event=Event.csv:class=kind", "Organization=Organization.csv:class=kind", "Place=Place.csv"];

const EDGES: [&str; 4] = [
    "PARTICIPANT=PARTICIPANT.csv:src>Event,dst>Organization",
    "LOCATED_IN=LOCATED_IN.csv:src>Organization,dst>Place",
    "PART_OF=PART_OF.csv:src>Place,dst>Place",
    "AT=AT.csv:src>Event,dst>Place",
];

/// The names in the first column of an answer, and the query that a phrase means.
fn asked(store: &Store, phrase: &str) -> (Vec<String>, String) {
    let answer = store.ask(phrase).unwrap_or_else(|error| panic!("{phrase}: {error}"));
    let name = |cell: &Cell| match cell {
        Cell::Event(event) => event.title.clone(),
        Cell::Entity(entity) => entity.label.clone(),
        Cell::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    };
    (answer.rows.iter().map(|row| name(&row.cells[0])).collect(), answer.query)
}

#[test]
fn phrases_work_on_a_graph_without_a_vocabulary() {
    let folder = Folder::new("phrases", &FILES);
    let (store, report) = run(&folder.0, &NODES, &EDGES, &Options::default());
    assert_eq!((report.nodes(), report.edges(), report.bad_count()), (11, 12, 0));
    let path = folder.0.join("g.nenpyo");
    store.save_snapshot(&path).unwrap();
    let opened = Store::open([&path]).unwrap();
    let mut shown = String::new();
    for phrase in [
        "awards to companies in Country 0",
        "awards in country 1",
        "companies in City 3",
        "companies that received awards",
        "who received awards in 2018",
        "awards by Nova",
        "awards to Nova",
        "awards with Nova",
        "recipients of awards",
        "visits to companies",
        "policy releases in Country 0",
        "companies in Country 0 or Country 1",
        "events with Apex or Omni Foods",
        "certain awards",
        "organizations without awards",
        "how many events in 2018",
        "participants of \"Visit Bio 1\"",
    ] {
        let (names, query) = asked(&store, phrase);
        assert_eq!((&names, &query), (&asked(&opened, phrase).0, &query), "{phrase}");
        shown += &format!("{phrase}\n  {query}\n  {}\n", names.join(", "));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn the_vocabulary_comes_from_labels_and_edges() {
    let folder = Folder::new("vocabulary", &FILES);
    let (store, _) = run(&folder.0, &NODES, &EDGES, &Options::default());
    let ontology = store.vocabulary();
    let mut shown = String::new();
    for (id, class) in &ontology.classes {
        let words = class.words.iter().filter(|word| word.lang == "en").take(1);
        let words: Vec<&str> = words.map(|word| word.form.as_str()).collect();
        shown += &format!("{id} is {}: {}\n", class.parents.join(", "), words.join(", "));
    }
    for (id, relation) in &ontology.relations {
        let (domain, range) = (relation.domain.join(", "), relation.range.join(", "));
        let flags = [
            (relation.transitive, "transitive"),
            (relation.spatial, "spatial"),
            (relation.role, "role"),
        ];
        let flags: Vec<&str> =
            flags.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect();
        shown += &format!("{id}: {domain} → {range} {}\n", flags.join(" "));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn labels_and_types_that_no_class_is_called_by_are_found() {
    let files = [
        ("p.csv", "id,name\na,Ada\nb,Bob\n"),
        ("d.csv", "id,name\na,Sample 1\nb,Sample 2\n"),
        ("k.csv", "src,dst\na,b\n"),
        ("t.csv", "src,dst\na,b\nb,a\n"),
    ];
    let folder = Folder::new("labels", &files);
    let nodes = ["person=p.csv", "DNATest=d.csv"];
    let edges = ["knows=k.csv:src>person,dst>person", "takenFrom=t.csv:src>DNATest,dst>person"];
    let (store, _) = run(&folder.0, &nodes, &edges, &Options::default());
    let mut shown = String::new();
    for phrase in ["people", "dna tests", "dna tests from Ada", "dna tests from Ada or Bob"] {
        let (names, query) = asked(&store, phrase);
        shown += &format!("{phrase}\n  {query}\n  {}\n", names.join(", "));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn names_are_found_whatever_their_case_and_width() {
    let folder =
        Folder::new("names", &[("o.csv", "id,name\n1,Ｎｏｖａ  Works\n2,nova works\n3,Other\n")]);
    let (store, _) = run(&folder.0, &["Company=o.csv"], &[], &Options::default());
    let names = &store.catalog().names;
    let found = |name: &str| {
        names.lookup(&nenpyo::catalog::fold(name)).iter().map(|e| e.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found("NOVA works"), ["1", "2"]);
    assert_eq!((found("other"), found("nova"), found("1")), (vec!["3".to_owned()], vec![], vec![]));
    assert_eq!(names.nearest("othre", 3), ["Other"]);
    let error = store.ask("companies like Nova Works").map(|_| ()).unwrap_err().to_string();
    assert!(!error.is_empty());
}

/// Rows with commas that are not quoted are all told, with the line where they stand.
#[test]
fn northwind_has_rows_that_are_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/northwind");
    let folder = match folder.exists() {
        true => folder,
        false => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/northwind"),
    };
    if !folder.exists() {
        println!("skipped: no folder {}", folder.display());
        return;
    }
    let mut options = Options::default();
    options.null = "NULL".to_owned();
    options.shown = usize::MAX;
    for (file, id, count) in [("orders.csv", "orderID", 176), ("suppliers.csv", "supplierID", 9)] {
        let spec = format!("Row={file}:id={id}");
        let (store, report) = run(&folder, &[&spec], &[], &options);
        let [read] = &report.files[..] else { panic!("one file") };
        assert_eq!(read.bad.get(&Fault::FieldCount), Some(&count), "{file}");
        assert_eq!(report.bad_rows.len() as u64, report.bad_count());
        assert_eq!(read.kept + report.bad_count(), read.rows);
        assert_eq!(store.graph().node_count() as u64, read.kept);
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let fields = |line: &str| {
            let mut quoted = false;
            1 + line
                .chars()
                .filter(|c| {
                    quoted ^= *c == '"';
                    *c == ',' && !quoted
                })
                .count()
        };
        let expected = fields(text.lines().next().unwrap());
        let wrong = (1u64..).zip(text.lines()).filter(|(_, line)| fields(line) != expected);
        let wrong: BTreeSet<u64> = wrong.map(|(number, _)| number).collect();
        let told: BTreeSet<u64> = report.bad_rows.iter().map(|row| row.line).collect();
        assert_eq!(told, wrong, "{file}");
    }
}

#[test]
fn columns_of_numbers_are_amounts() {
    let storms = "id,kind,name,date,damages,deaths\n1,Hurricane,Irma,2017-08-30,77.2,134\n\
                  2,Hurricane,Maria,2017-09-16,91.6,3059\n3,Flood,Lisbon,2016-01-02,1.5,\n\
                  4,Flood,Ganges,2017-05-02,200,1200\n";
    let folder = Folder::new("amounts", &[("storms.csv", storms)]);
    let (store, _) = run(&folder.0, &["Event=storms.csv:class=kind"], &[], &Options::default());
    let names = |phrase: &str| asked(&store, phrase).0;
    assert_eq!(names("events with damages over 91.5"), ["Ganges", "Maria"]);
    assert_eq!(names("hurricanes with deaths between 100 and 200"), ["Irma"]);
    assert_eq!(names("top 2 events by damages"), ["Ganges", "Maria"]);
    assert_eq!(names("events without deaths"), ["Lisbon"]);
    let total = store.ask("total damages of events in 2017").unwrap();
    assert_eq!(total.columns, ["total"]);
    let Cell::Float(total) = &total.rows[0].cells[0] else { panic!() };
    assert!((total - 368.8).abs() < 1e-9);
    let measures: Vec<&str> = store.vocabulary().measures.keys().map(String::as_str).collect();
    assert_eq!(measures, ["damages", "deaths"]);
}
