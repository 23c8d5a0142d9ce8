//! Imports of small files.

use super::{
    BadRow, ColumnData, EdgeTable, EdgesSpec, ImportError, NodeTable, NodesSpec, Options,
    PropertyColumn, Report, Sink, import,
};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// Files in a folder of their own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("nenpyo-import-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in files {
            std::fs::write(folder.join(name), text).unwrap();
        }
        Folder(folder)
    }

    fn import(&self, nodes: &[&str], edges: &[&str], options: &Options) -> Outcome {
        let mut tables = Tables::default();
        let path = |path: &mut PathBuf| *path = self.0.join(&*path);
        let mut nodes: Vec<NodesSpec> = nodes.iter().map(|s| s.parse().unwrap()).collect();
        let mut edges: Vec<EdgesSpec> = edges.iter().map(|s| s.parse().unwrap()).collect();
        nodes.iter_mut().for_each(|spec| path(&mut spec.path));
        edges.iter_mut().for_each(|spec| path(&mut spec.path));
        let report = import(&nodes, &edges, options, &mut tables, &mut |_| {});
        let short = |text: &str| text.replace(&format!("{}/", self.0.display()), "");
        Outcome {
            tables,
            report: report.map_err(|e| ImportError {
                place: short(&e.place),
                message: short(&e.message),
                help: e.help.map(|help| short(&help)),
            }),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug, Default)]
struct Tables {
    nodes: Vec<NodeTable>,
    edges: Vec<EdgeTable>,
}

impl Sink for Tables {
    fn nodes(&mut self, table: NodeTable) {
        self.nodes.push(table);
    }

    fn edges(&mut self, table: EdgeTable) {
        self.edges.push(table);
    }
}

struct Outcome {
    tables: Tables,
    report: Result<Report, ImportError>,
}

impl Outcome {
    fn report(&self) -> &Report {
        self.report.as_ref().unwrap()
    }

    fn bad(&self) -> Vec<String> {
        let line = |row: &BadRow| {
            let file = row.file.rsplit('/').next().unwrap_or_default();
            format!("{file}:{}: {}", row.line, row.reason)
        };
        self.report().bad_rows.iter().map(line).collect()
    }

    /// The properties of the nodes of the first file, a line each.
    fn columns(&self) -> String {
        self.tables.nodes[0].columns.iter().map(column).collect::<Vec<_>>().join("\n")
    }

    /// The ends of the edges of the first file.
    fn ends(&self) -> Vec<(u32, u32)> {
        let table = &self.tables.edges[0];
        table.from.iter().zip(&table.to).map(|(from, to)| (from.0, to.0)).collect()
    }

    fn error(self) -> String {
        let error = self.report.unwrap_err();
        format!("{error}; {}", error.help.as_deref().unwrap_or_default())
    }
}

fn column(column: &PropertyColumn) -> String {
    let values = match &column.data {
        ColumnData::Boolean(values) => format!("{values:?}"),
        ColumnData::Integer(values) => format!("{values:?}"),
        ColumnData::Float(values) => format!("{values:?}"),
        ColumnData::Text { codes, texts } => {
            format!("{:?}", codes.iter().map(|code| texts.text(*code)).collect::<Vec<_>>())
        }
        ColumnData::Date { codes, dates } => {
            format!(
                "{:?}",
                codes.iter().map(|c| dates[*c as usize].to_string()).collect::<Vec<_>>()
            )
        }
        ColumnData::Values(values) => format!("{values:?}"),
    };
    let rows = column.rows.as_ref().map_or(String::new(), |rows| format!(" at {rows:?}"));
    format!("{} {}{rows}: {values}", column.key, column.data.type_name())
}

fn nodes(text: &str) -> Outcome {
    Folder::new(&[("a.csv", text.as_bytes())]).import(&["A=a.csv"], &[], &Options::default())
}

#[test]
fn types_come_from_all_values() {
    let text = "id,n,x,code,flag,when,text,nothing,Big\n\
                a,1,1,007,true,2017-03,x,,12345678901234567890\n\
                b,-2,2.50,8,FALSE,2016?,1,,1\n\
                c,,3,9,true,,2017,,2\n";
    insta::assert_snapshot!(nodes(text).columns(), @r#"
    id text: ["a", "b", "c"]
    n integer at [0, 1]: [1, -2]
    x float: [1.0, 2.5, 3.0]
    code text: ["007", "8", "9"]
    flag boolean: [true, false, true]
    when date at [0, 1]: ["2017-03", "2016?"]
    text text: ["x", "1", "2017"]
    Big text: ["12345678901234567890", "1", "2"]
    "#);
}

#[test]
fn years_are_dates_where_the_column_is_called_so() {
    let text = "id,date,level,end_date\n1,2017,2017,1999\n2,2018,2018,2000\n";
    insta::assert_snapshot!(nodes(text).columns(), @r#"
    id integer: [1, 2]
    date date: ["2017", "2018"]
    level integer: [2017, 2018]
    end_date date: ["1999", "2000"]
    "#);
}

#[test]
fn headers_of_neo4j_declare() {
    let text = "\u{feff}personId:ID(Person);name:string;born:date;tags:string[];n:int[];x:float;skip:IGNORE;:LABEL\r\n\
                p1;\"A;\nB\";1815-12-10;a;1;1;z;Poet;Writer\r\n\
                p1;C;1900;a;1;1;z;Poet\r\n\
                p2;007;never;a;1;1;z;Poet\r\n\
                p3;007;1900;\"a;b\";\"1;2\";NaN;z;\"Poet;Woman\"\r\n\
                p4;x;1900;;1;one;z;Poet\r\n\
                p5;x;1900;;;;z;\r\n";
    let found = nodes(text);
    insta::assert_snapshot!(found.columns(), @r#"
    id text: ["p1", "p3", "p5"]
    personId text: ["p1", "p3", "p5"]
    name text: ["C", "007", "x"]
    born date: ["1900", "1900", "1900"]
    tags list at [0, 1]: [List([String("a")]), List([String("a"), String("b")])]
    n list at [0, 1]: [List([Integer(1)]), List([Integer(1), Integer(2)])]
    x float at [0, 1]: [1.0, NaN]
    "#);
    insta::assert_snapshot!(found.bad().join("\n"), @r#"
    a.csv:2: 9 fields where the header has 8; quote fields that hold the delimiter
    a.csv:5: born:date: `never` is not a date: `n` is not expected here
    a.csv:7: x:float: `one` is not a number
    "#);
    let labels = &found.tables.nodes[0].label_sets;
    assert_eq!(*labels, [vec!["Poet", "A"], vec!["Poet", "Woman", "A"], vec!["A"]]);
}

#[test]
fn bad_rows_are_told_and_left_out() {
    let bytes = b"id,name\n1,a\n1,b\n,c\n2\n3,d,e\n4,\xff\n\n5,\"x\ny\"\n6,z\n";
    let edges = b"src,dst,n:int\n1,5,1\n1,2,1\n1,,1\n1,5,x\n5,1,\n";
    let folder = Folder::new(&[("a.csv", bytes), ("e.csv", edges)]);
    let found = folder.import(&["A=a.csv"], &["E=e.csv"], &Options::default());
    insta::assert_snapshot!(found.bad().join("\n"), @r"
    a.csv:3: the id `1` is that of a node before
    a.csv:4: it has no id
    a.csv:5: 1 field where the header has 2; quote fields that hold the delimiter
    a.csv:6: 3 fields where the header has 2; quote fields that hold the delimiter
    a.csv:7: `name` is not UTF-8, but `WINDOWS-1252`, it seems; if all of the file is, convert it: `iconv -f WINDOWS-1252 -t UTF-8 a.csv > utf8-a.csv`
    e.csv:3: dst: no node of `A` has the id `2`
    e.csv:4: dst: it has no id
    e.csv:5: n:int: `x` is not an integer
    ");
    let report = found.report();
    assert_eq!((report.nodes(), report.edges(), report.bad_count()), (3, 2, 8));
    assert!(report.files.iter().all(|f| f.rows == f.kept + f.bad.values().sum::<u64>()));
    assert_eq!(found.ends(), [(0, 1), (1, 0)]);

    let shown = Options { shown: 1, ..Options::default() };
    let few = folder.import(&["A=a.csv"], &[], &shown);
    assert_eq!((few.bad().len(), few.report().bad_count()), (1, 5));
    let strict = Options { strict: true, ..Options::default() };
    insta::assert_snapshot!(folder.import(&["A=a.csv"], &[], &strict).error(), @"a.csv:3: the id `1` is that of a node before; correct the row, or import without `--strict` to leave such rows out");
}

#[test]
fn a_quotation_mark_that_is_not_closed_does_not_swallow_rows_unsaid() {
    let torn =
        "a.csv:3: a quotation mark that is opened here is not closed, or one stands in a field";
    for text in [
        "id,name\n1,a\n2,\"b\n3,c\n4,d\n",
        "id,name\n1,a\n2,\"b\n3,c\n4,d",
        "id,name\n1,a\n2,\"b\n3,\"c\"\n4,d\n",
        "id,name\r\n1,a\r\n2,\"b\r\n3,\"c\"\r\n4,d\r\n",
    ] {
        assert_eq!(nodes(text).bad(), [torn], "{text}");
    }
    for text in [
        "id,name\n1,a\n\n\n2,\"b\n\"\"3\"\",c\"\n4,5\" pipe\n",
        "id,name\n1,a\n2,\"b\n3,c\"",
        "id,name\r\n1,a\r\n\r\n2,\"b\r\n3,c\"\r\n4,d",
    ] {
        assert_eq!(nodes(text).bad(), [""; 0], "{text}");
    }
}

#[test]
fn null_is_what_one_says() {
    let folder = Folder::new(&[("a.csv", b"id,n\n1,NULL\n2,3\n")]);
    let options = Options { null: "NULL".into(), ..Options::default() };
    insta::assert_snapshot!(folder.import(&["A=a.csv"], &[], &options).columns(), @r"
    id integer: [1, 2]
    n integer at [1]: [3]
    ");
}

#[test]
fn a_column_gives_the_class() {
    let text = b"id,kind\n1,Award\n2,policy release\n3,\n4,Award\n";
    let folder = Folder::new(&[("e.csv", text)]);
    let found = folder.import(&["Event=e.csv:class=kind"], &[], &Options::default());
    let table = &found.tables.nodes[0];
    assert_eq!(
        table.label_sets,
        [vec!["Award", "Event"], vec!["PolicyRelease", "Event"], vec!["Event"]]
    );
    assert_eq!(table.labels, [0, 1, 2, 0]);
    assert_eq!(found.report().files[0].columns[1].meaning, "class");
}

#[test]
fn ends_have_the_group_that_is_given_or_the_only_possible_one() {
    let files: [(&str, &[u8]); 5] = [
        ("e.csv", b"id\n0\n1\n2\n"),
        ("o.csv", b"id\n0\n1\n"),
        ("clear.csv", b"src,dst\n2,2\n"),
        ("unclear.csv", b"org,event\n1,2\n"),
        ("none.csv", b"src,dst\n2,7\n"),
    ];
    let folder = Folder::new(&files);
    let run =
        |edges: &str| folder.import(&["Event=e.csv", "Org=o.csv"], &[edges], &Options::default());
    let clear = run("E=clear.csv");
    assert_eq!(clear.ends(), [(2, 2)]);
    let given = run("E=unclear.csv:org>Org,event>Event");
    assert_eq!(given.ends(), [(4, 2)]);
    insta::assert_snapshot!(run("E=unclear.csv").error(), @"unclear.csv: the ids of the column `org` may be of the group Event or of Org; say which: `--edges TYPE=unclear.csv:org>GROUP,event>GROUP`, with the groups `Event`, `Org`");
    insta::assert_snapshot!(run("E=none.csv").error(), @"none.csv: no single group of nodes has all the ids of the column `dst`; say which: `--edges TYPE=none.csv:src>GROUP,dst>GROUP`, with the groups `Event`, `Org`");
    insta::assert_snapshot!(run("E=clear.csv:src>Evnt,dst>Org").error(), @"clear.csv: its ends are of the group `Evnt`, which no file of nodes has; write `Event`, or import the nodes of `Evnt` too");
}

#[test]
fn neo4j_names_groups_and_types_in_headers() {
    let files: [(&str, &[u8]); 3] = [
        ("p.csv", b":ID(P),name\n1,Ada\n"),
        ("m.csv", b":ID(M),name\n1,Engine\n"),
        ("r.csv", b":START_ID(P),since:int,:END_ID(M),:TYPE\n1,1843,1,WROTE_OF\n1,1,1,KNEW\n"),
    ];
    let found = Folder::new(&files).import(
        &["Person=p.csv", "Machine=m.csv"],
        &["r.csv"],
        &Options::default(),
    );
    let table = &found.tables.edges[0];
    assert_eq!((found.ends(), &table.types[..]), (vec![(0, 1), (0, 1)], &[0, 1][..]));
    assert_eq!(table.type_names, ["WROTE_OF", "KNEW"]);
    assert_eq!(column(&table.columns[0]), "since integer: [1843, 1]");
}

#[test]
fn json_lines_have_types_of_their_own() {
    let text = b"{\"id\": 1, \"n\": 5, \"code\": \"7\", \"tags\": [\"a\", 2]}\n\n\
                 {\"id\": 2, \"n\": 2.5, \"late\": \"2017\"}\n{\"id\": 3, \"x\": {}}\nno\n[1]\n\
                 {\"id\": 4, \"late\": \"2018-02\", \"n\": 18446744073709551615}\n{\"id\": 5, \"code\": null}";
    let folder = Folder::new(&[("a.jsonl", text)]);
    let found = folder.import(&["A=a.jsonl"], &[], &Options::default());
    insta::assert_snapshot!(found.columns(), @r#"
    id integer: [1, 2, 5]
    n float at [0, 1]: [5.0, 2.5]
    code text at [0]: ["7"]
    tags list at [0]: [List([String("a"), Integer(2)])]
    late date at [1]: ["2017"]
    "#);
    insta::assert_snapshot!(found.bad().join("\n"), @r#"
    a.jsonl:4: `x` holds an object; write its parts as keys of their own
    a.jsonl:5: no JSON object: expected ident, at column 2; correct the object
    a.jsonl:6: this is a list, and no object `{…}`
    a.jsonl:7: `n` holds an integer beyond 64 bits; write it as text
    "#);
}

#[test]
fn headers_without_sense_are_errors() {
    let errors: Vec<String> =
        ["", "a,a\n", "a,\n", "id,x:point\n", "x:ID,id\n1,2\n", "id,x:int,x\n"]
            .into_iter()
            .map(|text| nodes(text).error())
            .collect();
    insta::assert_snapshot!(errors.join("\n"));
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_no_file_in_memory() {
    let mut text = b"id,name\n1,\"a\n".to_vec();
    text.resize(20 << 20, b'x');
    let folder = Folder::new(&[("a.csv", &text), ("a.jsonl", &text)]);
    let error = |name: &str| folder.import(&[name], &[], &Options::default()).error();
    assert_eq!(
        error("A=a.csv"),
        "a.csv:2: the row that begins here is longer than 16777216 bytes; close the quotation mark that is open"
    );
    assert_eq!(
        error("A=a.jsonl"),
        "a.jsonl:3: the line is longer than 16777216 bytes; write one object a line"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(
        proptest::prop_oneof![proptest::sample::select(b"\",;\n\r\t1a{}[]:".to_vec()), proptest::prelude::any::<u8>()], 0..300
    )) {
        let folder = Folder::new(&[("a.csv", &bytes), ("a.jsonl", &bytes), ("a.parquet", &bytes)]);
        for name in ["A=a.csv", "A=a.jsonl", "A=a.parquet"] {
            if let Ok(report) = folder.import(&[name], &[], &Options::default()).report {
                proptest::prop_assert_eq!(report.files[0].rows, report.nodes() + report.bad_count());
            }
        }
    }
}
