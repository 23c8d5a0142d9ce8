//! Imports from files to answers.

#![allow(clippy::unwrap_used, clippy::panic)]

mod shared;

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
    let Some(folder) = shared::folder("data/northwind") else { return };
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

#[test]
fn dates_are_read_as_people_write_them() {
    let files = [
        (
            "finds.csv",
            "id,name,date\n1,Urn,c. 1440\n2,Map,Feb 1455\n3,Bell,2017年3月\n4,Coin,03/04/2017\n5,Vase,c. 950\n\
             6,Seal,1455-03-01\n7,Mask,570BC\n8,Ring,someday\n",
        ),
        (
            "products.csv",
            "id,name,from,to\n1,Reader,2005-10-07,2013-07-01\n2,Wave,2009,\n3,Buzz,,2011\n4,Lost,,\n5,Odd,2012,2001\n",
        ),
    ];
    let folder = Folder::new("lenient", &files);
    let mut options = Options::default();
    options.lenient_dates = true;
    let (store, report) = run(&folder.0, &["Discovery=finds.csv"], &[], &options);
    assert_eq!(asked(&store, "discoveries between 1400 and 1500").0, ["Urn", "Map", "Seal"]);
    assert_eq!(asked(&store, "discoveries in March 2017").0, ["Bell"]);
    assert_eq!(asked(&store, "discoveries before 0500").0, ["Mask"]);
    let bad: Vec<(u64, &str)> =
        report.bad_rows.iter().map(|row| (row.line, row.reason.as_str())).collect();
    insta::assert_debug_snapshot!(bad);
    insta::assert_debug_snapshot!(report.files[0].columns[2].forms);
    let products = ["Product=products.csv:date=from/to"];
    let (store, report) = run(&folder.0, &products, &[], &Options::default());
    let dates = store.query("MATCH (p:Product) RETURN toString(p.date) ORDER BY p.id").unwrap();
    insta::assert_debug_snapshot!(
        dates.rows.iter().map(|row| format!("{:?}", row.cells[0])).collect::<Vec<_>>()
    );
    assert_eq!(report.bad_rows[0].line, 6);
    assert!(report.bad_rows[0].reason.starts_with("from `2012` to `2001`: "));
}

/// What an import says of one file of nodes: its report, or the error with its help.
fn said(name: &str, bytes: &[u8], spec: &str, edges: &[&str], options: &Options) -> String {
    let folder = Folder::new("said", &[]);
    std::fs::write(folder.0.join(name), bytes).unwrap();
    std::fs::write(folder.0.join("e.csv"), "src,dst\n1,9\n").unwrap();
    let mut spec: NodesSpec = spec.parse().unwrap();
    spec.path = folder.0.join(&spec.path);
    let mut edges: Vec<EdgesSpec> = edges.iter().map(|spec| spec.parse().unwrap()).collect();
    edges.iter_mut().for_each(|spec| spec.path = folder.0.join(&spec.path));
    let text = match import(&[spec], &edges, options, &mut (), &mut |_| {}) {
        Ok(report) => {
            let rows: String = report.bad_rows.iter().map(|row| format!("{row}\n")).collect();
            format!("{rows}{report}")
        }
        Err(error) => {
            let help = error.help.clone().unwrap_or_default();
            format!("error: {error}\n  help: {help}\n")
        }
    };
    text.replace(&format!("{}/", folder.0.display()), "")
}

#[test]
fn files_of_strangers_are_told_how_to_be_mended() {
    let wide: Vec<u8> = "id,name\n1,x\n".bytes().flat_map(|byte| [byte, 0]).collect();
    let files: [(&str, &[u8]); 28] = [
        ("a.csv", b""),
        ("a.csv", b"\x1f\x8b\x08\x00"),
        ("a.csv.gz", b"\x1f\x8b\x08\x00"),
        ("a.csv", &wide),
        ("a.csv", b"id,\x96\xbc\x91\x4f\n1,x\n"),
        ("a.csv", b"id,name\n1,\x91\xe5\x98\x41\n2,y\n"),
        ("a.csv", b"id,name\r1,x\r"),
        ("a.json", b""),
        ("a.json", b"{\n  \"name\": \"x\"\n}\n"),
        ("a.json", b"[{\"name\": \"x\"},\n{\"name\": \"y\""),
        ("a.json", b"[{\"name\": \"x\"},\n 7, {\"name\": {\"en\": \"y\"}}]"),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.csv", b"PK\x03\x04"),
        ("a.csv", b"\x89NENPYO\n\x02\x00"),
        ("a.csv", b"sep=;\nid;name\n1;x\n"),
        ("a.csv", b"id|name|x\n1|y|2\n"),
        ("a.csv", b"id,name,name,,\n1,a,b,c,d\n"),
        ("a.csv", b"1,Alice,2017\n2,Bob,2018\n"),
        ("a.csv", b"id:ID,n:int,f:float,b:boolean,d:date\na,1.5,1,true,2017\nb,\"1,000\",\"1,5\",yes,2017/3/5\nc,1,\"1,5\",,\nd,\"1,000\",,,\ne,,,maybe,\n"),
        ("a.csv", b"id,at:point\n1,x\n"),
        ("a.csv", b"id;amount\n1;1.234,56\n2;7,5\n"),
        ("a.csv", b"id,\x1b[31mred\n1,x\n"),
        ("a.json", b"{\"events\": [{\"id\": 1}]}"),
        ("a.json", b"42"),
        ("a.json", b"[{\"id\": 1,}, {\"id\": 2}, \"x\", [1], {id: 3}]"),
        ("a.jsonl", b"{\"id\": 1}\n{\"id\": 2\n{\"id\": 3}}\n{\"id\": 1e400}\n"),
        ("a.jsonl", b"[1]\n[2]\n"),
        ("a.json.gz", b"\x1f\x8b\x08\x00"),
    ];
    let said = files
        .map(|(name, bytes)| said(name, bytes, &format!("Thing={name}"), &[], &Options::default()));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn columns_that_are_nearly_dates_or_numbers_are_told() {
    let cases = [
        "id,date\n1,2017-03-05\n2,\"2017-03-06\n\"\n3,n.d.\n4,2018\n",
        "id,date\n1,2017/3/5\n2,2017/3/6\n",
        "id,born\n1,2017-03-05\n2,2017-03-06\n3,2017-03-07\n4,03/04/2017\n5,2018-01-01\n",
        "id,amount\n1,\"1,234\"\n2,7\n",
        "id,note\n1,2017\n2,soon\n",
    ];
    let said =
        cases.map(|text| said("a.csv", text.as_bytes(), "Event=a.csv", &[], &Options::default()));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn ends_that_are_several_dates_are_periods() {
    let text = "id,start,end\n1,between 47 and 50,60\n2,41 or 43,60\n3,before 100,200\n4,2001,1999\n\
                5,between 70 and 50,80\n6,2001 to 2003,2004\n7,2001,ongoing\n";
    let mut options = Options::default();
    options.lenient_dates = true;
    insta::assert_snapshot!(said(
        "a.csv",
        text.as_bytes(),
        "Event=a.csv:date=start/end",
        &[],
        &options
    ));
    let folder = Folder::new("several", &[("a.csv", text)]);
    let (store, _) = run(&folder.0, &["Event=a.csv:date=start/end"], &[], &options);
    let asked = |text: &str| store.query(text).unwrap().rows.len();
    assert_eq!(asked("MATCH (e) WHERE possible(within(e.date, edtf('004X/006X'))) RETURN e"), 2);
    assert_eq!(asked("MATCH (e) WHERE certain(before(e.date, edtf('0100'))) RETURN e"), 2);
}

#[test]
fn rows_without_ids_are_numbered_where_no_edge_needs_them() {
    let text = b"name,kind\nA,x\nB,y\nA,x\n";
    let options = Options::default();
    let alone = said("a.csv", text, "Thing=a.csv:class=kind", &[], &options);
    let needed = said("a.csv", text, "Thing=a.csv", &["T=e.csv"], &options);
    let others = said("a.csv", text, "Thing=a.csv:id=name", &[], &options);
    insta::assert_snapshot!([alone, needed, others].join("\n"));
    let folder = Folder::new("numbered", &[("a.csv", "name,date\nA,2017\nB,2018\nA,2019\n")]);
    let (store, _) = run(&folder.0, &["Event=a.csv"], &[], &options);
    let rows = store.query("MATCH (e:Event) RETURN e.id, e.name ORDER BY e.id").unwrap();
    let cells: Vec<String> = rows.rows.iter().map(|row| format!("{:?}", row.cells)).collect();
    assert_eq!(
        cells,
        [
            r#"[Integer(1), String("A")]"#,
            r#"[Integer(2), String("B")]"#,
            r#"[Integer(3), String("A")]"#
        ]
    );
}

/// A Parquet file gives what the same rows in CSV give, also where the fast way has to stop.
#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_as_csv_is() {
    use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
    use std::sync::Arc;
    let count = 20_000i64;
    let id = |row: i64| if row == 9_000 { 8_999 } else { row };
    let rows = || 0..count;
    let column = |name: &str, array: ArrayRef| (name.to_owned(), array);
    let kinds = ["Award", "Visit", "policy release"];
    let kind = |row: i64| kinds[row as usize % 3];
    let level = |row: i64| (row < 15_000).then_some(row % 5);
    let nodes = RecordBatch::try_from_iter([
        column("id", Arc::new(rows().map(id).collect::<Int64Array>())),
        column("kind", Arc::new(rows().map(|row| Some(kind(row))).collect::<StringArray>())),
        column(
            "name",
            Arc::new(rows().map(|row| Some(format!("大 {row}"))).collect::<StringArray>()),
        ),
        column(
            "day",
            Arc::new(Date32Array::from_iter_values(rows().map(|row| row as i32 % 700 + 17_000))),
        ),
        column("level", Arc::new(rows().map(level).collect::<Int64Array>())),
    ]);
    let role = |row: i64| ["giver", "recipient"][row as usize % 2];
    let end = |row: i64| if row % 9_999 == 9_998 { count } else { row % 8_000 };
    let edges = RecordBatch::try_from_iter([
        column("src", Arc::new(rows().map(|row| row % 8_000).collect::<Int64Array>())),
        column("dst", Arc::new(rows().map(end).collect::<Int64Array>())),
        column("role", Arc::new(rows().map(|row| Some(role(row))).collect::<StringArray>())),
    ]);
    let mut csv = "id,kind,name,day,level\n".to_owned();
    for row in rows() {
        let day = jiff::civil::date(1970, 1, 1)
            .saturating_add(jiff::Span::new().days(row % 700 + 17_000));
        let level = level(row).map_or(String::new(), |level| level.to_string());
        csv += &format!("{},{},大 {row},{day},{level}\n", id(row), kind(row));
    }
    let mut edges_csv = "src,dst,role\n".to_owned();
    rows().for_each(|row| edges_csv += &format!("{},{},{}\n", row % 8_000, end(row), role(row)));
    let folder = Folder::new("parquet", &[("n.csv", &csv), ("e.csv", &edges_csv)]);
    for (name, batch) in [("n.parquet", nodes.unwrap()), ("e.parquet", edges.unwrap())] {
        let file = std::fs::File::create(folder.0.join(name)).unwrap();
        let mut writer = parquet::arrow::ArrowWriter::try_new(file, batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
    }
    let read = |format: &str| {
        let nodes = format!("Event=n.{format}:class=kind");
        let edges = format!("PARTICIPANT=e.{format}:src>Event,dst>Event");
        let (store, report) = run(&folder.0, &[&nodes], &[&edges], &Options::default());
        let bad: Vec<(Fault, String)> =
            report.bad_rows.iter().map(|row| (row.fault, row.reason.clone())).collect();
        let graph = store.graph();
        let nodes: Vec<_> = graph
            .nodes()
            .map(|node| (graph.node_labels(node), graph.node_properties(node)))
            .collect();
        let edges: Vec<_> =
            graph.edges().map(|edge| (graph.ends(edge), graph.edge_properties(edge))).collect();
        format!("{bad:?} {nodes:?} {edges:?} {:?}", graph.labels().collect::<Vec<_>>())
    };
    let (parquet, csv) = (read("parquet"), read("csv"));
    assert!(parquet.contains("DuplicateId") && parquet.contains("DanglingEnd"));
    assert!(parquet == csv, "they differ");
}
