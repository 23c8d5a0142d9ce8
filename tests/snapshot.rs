//! Snapshots: what is saved comes back, and what is damaged is an error.

#![allow(clippy::unwrap_used, clippy::panic)]

mod random;

use nenpyo::graph::{Data, Extra, Graph, GraphBuilder, Snapshot, SnapshotError};
use nenpyo::time::Date;
use nenpyo::value::{NodeId, Quantity, Value};
use random::Random;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// All that a graph says, as text.
fn dump(graph: &Graph) -> String {
    let mut text = String::new();
    let names = |names: Vec<&str>| names.join(" ");
    let (labels, types) = (graph.labels().collect(), graph.types().collect());
    writeln!(text, "{} | {} | {}", names(labels), names(types), names(graph.keys().collect()))
        .unwrap();
    for node in graph.nodes() {
        let properties = graph.node_properties(node);
        writeln!(text, "{node:?} {:?} {properties:?}", graph.node_labels(node)).unwrap();
        for edge_type in graph.types().map(|name| graph.type_id(name).unwrap()) {
            let steps = (graph.out(node, edge_type), graph.into(node, edge_type));
            writeln!(text, "  {edge_type:?} {steps:?}").unwrap();
        }
        let all: Vec<_> = graph.out_all(node).chain(graph.into_all(node)).collect();
        writeln!(text, "  {all:?}").unwrap();
        for (key, value) in graph.node_properties(node) {
            writeln!(text, "  {:?}", graph.nodes_where(key, &value)).unwrap();
        }
    }
    for edge in graph.edges() {
        let properties = graph.edge_properties(edge);
        let (ends, edge_type) = (graph.ends(edge), graph.edge_type(edge));
        writeln!(text, "{edge:?} {ends:?} {edge_type:?} {properties:?}").unwrap();
    }
    for label in graph.labels().map(|name| graph.label_id(name).unwrap()) {
        writeln!(text, "{label:?} {:?}", graph.with_label(label)).unwrap();
    }
    for edge_type in graph.types().map(|name| graph.type_id(name).unwrap()) {
        writeln!(text, "{edge_type:?} {:?}", graph.type_statistics(edge_type)).unwrap();
    }
    for key in graph.keys().map(|name| graph.key_id(name).unwrap()) {
        let columns = [graph.node_column(key), graph.edge_column(key)];
        for column in columns.into_iter().flatten() {
            let dates = match column.data() {
                Data::Edtf(dates) => dates.bounds(),
                _ => &[],
            };
            writeln!(text, "{key:?} {:?} {dates:?} {:?}", column.distinct(), column.rows())
                .unwrap();
        }
    }
    text
}

fn date(text: &str) -> Value {
    Value::Edtf(Arc::new(Date::parse(text).unwrap()))
}

fn property(key: &str, value: impl Into<Value>) -> (String, Value) {
    (key.to_owned(), value.into())
}

/// A small graph with columns, rows and adjacency of every kind.
fn small() -> (Graph, Extra) {
    let mut builder = GraphBuilder::new();
    let quantity = Quantity { value: "171.50".parse().unwrap(), unit: "CNY".into() };
    for i in 0..40_i64 {
        let mut properties = vec![property("id", format!("e{i}")), property("number", i % 7)];
        properties.push(property("date", date(["2017", "2017-03", "2018-01-05"][i as usize % 3])));
        if i % 3 == 0 {
            properties.push(property("open", i % 2 == 0));
        }
        if i % 30 == 5 {
            properties.push(property("names", vec![Value::from("大連"), Value::from("Dalian")]));
            properties.push(property("amount", Value::Quantity(Arc::new(quantity.clone()))));
            properties.push(property("share", i as f64 / 3.0));
        }
        let labels: &[&str] = if i < 25 { &["Award", "Event"] } else { &["Company"] };
        builder.add_node(labels, properties);
    }
    for i in 0..60_u32 {
        let role = ["giver", "recipient"][i as usize % 2];
        let (from, to) = (NodeId(i * 7 % 25), NodeId(25 + i * 5 % 15));
        builder.add_edge(from, to, "PARTICIPANT", vec![property("role", role)]);
    }
    builder.add_edge(NodeId(0), NodeId(39), "FOLLOWS", vec![]);
    builder.add_edge(NodeId(39), NodeId(39), "FOLLOWS", vec![property("since", date("2016?"))]);
    let extra = Extra::from([("ontology".to_owned(), b"{}".to_vec()), ("".to_owned(), Vec::new())]);
    (builder.build().unwrap(), extra)
}

#[test]
fn what_is_saved_comes_back() {
    let (graph, extra) = small();
    let bytes = graph.to_snapshot_bytes(&extra).unwrap();
    let found = Snapshot::from_bytes(&bytes).unwrap();
    assert_eq!(dump(&found.graph), dump(&graph));
    assert_eq!(found.extra, extra);
    assert_eq!(found.graph.to_snapshot_bytes(&extra).unwrap(), bytes);
    let (ours, theirs) = (found.graph.petgraph(), graph.petgraph());
    assert_eq!(ours.raw_nodes().len(), 40);
    for (ours, theirs) in ours.raw_edges().iter().zip(theirs.raw_edges()) {
        assert_eq!((ours.source(), ours.target()), (theirs.source(), theirs.target()));
        assert_eq!(ours.weight, theirs.weight);
    }
    let empty = Snapshot::from_bytes(&Graph::default().to_snapshot_bytes(&Extra::new()).unwrap());
    assert_eq!(empty.unwrap().graph.node_count(), 0);
}

#[test]
fn every_length_but_the_whole_is_an_error() {
    let (graph, extra) = small();
    let bytes = graph.to_snapshot_bytes(&extra).unwrap();
    for length in 0..bytes.len() {
        let error = Snapshot::from_bytes(&bytes[..length]).err().unwrap();
        let expected = match length {
            0 => matches!(error, SnapshotError::Foreign),
            _ => matches!(error, SnapshotError::Truncated { .. }),
        };
        assert!(expected, "{length} of {}: {error}", bytes.len());
    }
    let longer = [bytes.as_slice(), b"x"].concat();
    assert!(Snapshot::from_bytes(&longer).is_err());
}

#[test]
fn flipped_bits_are_errors() {
    let (graph, extra) = small();
    let bytes = graph.to_snapshot_bytes(&extra).unwrap();
    let mut random = Random(7);
    for _ in 0..10_000 {
        let mut damaged = bytes.clone();
        for _ in 0..=random.below(3) {
            let (at, bit) = (random.below(bytes.len()), random.below(8));
            damaged[at] ^= 1 << bit;
        }
        if damaged != bytes {
            assert!(Snapshot::from_bytes(&damaged).is_err());
        }
    }
}

/// Where each payload stands.
fn payloads(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let number = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize;
    let (mut at, mut found) = (12, Vec::new());
    while at < bytes.len() {
        let start = at + 20 + number(at) + 4;
        found.push(start..start + number(at + 8));
        at = start + number(at + 8) + 4;
    }
    found
}

/// Bytes that are changed, with checksums that fit again: what is opened holds together.
#[test]
fn forged_checksums_never_panic() {
    let (graph, extra) = small();
    let bytes = graph.to_snapshot_bytes(&extra).unwrap();
    let payloads = payloads(&bytes);
    let (mut random, mut opened) = (Random(8), 0);
    for _ in 0..20_000 {
        let mut forged = bytes.clone();
        let payload = payloads[random.below(payloads.len())].clone();
        if payload.is_empty() {
            continue;
        }
        let at = payload.start + random.below(payload.len());
        forged[at] = match random.below(3) {
            0 => random.below(256) as u8,
            1 => forged[at] ^ 1 << random.below(8),
            _ => forged[at].wrapping_add(1),
        };
        let checksum = crc32c::crc32c(&forged[payload.clone()]);
        forged[payload.end..payload.end + 4].copy_from_slice(&checksum.to_le_bytes());
        let Ok(found) = Snapshot::from_bytes(&forged) else { continue };
        opened += 1;
        consistent(&found.graph);
    }
    assert!(opened > 1000, "values and names may differ: {opened}");
}

/// Whether the parts of a graph agree with one another.
fn consistent(graph: &Graph) {
    dump(graph);
    for node in graph.nodes() {
        for (key, value) in graph.node_properties(node) {
            // A dictionary with a text twice, which only a forged file has, finds the first.
            let twice = graph.node_column(key).is_some_and(|column| match column.data() {
                Data::String(texts) => {
                    let texts: Vec<&str> = texts.strings.iter().collect();
                    (1..texts.len()).any(|at| texts[..at].contains(&texts[at]))
                }
                _ => false,
            });
            let found = graph.nodes_where(key, &value);
            assert!(twice || found.is_none_or(|nodes| nodes.contains(&node)), "{value}");
        }
        for edge_type in graph.types().map(|name| graph.type_id(name).unwrap()) {
            for step in graph.out(node, edge_type).iter() {
                assert_eq!(graph.ends(step.edge), (node, step.node));
                assert_eq!(graph.edge_type(step.edge), edge_type);
            }
            for step in graph.into(node, edge_type).iter() {
                assert_eq!(graph.ends(step.edge), (step.node, node));
            }
        }
    }
    let types = graph.types().map(|name| graph.type_id(name).unwrap());
    let edges = types.map(|edge_type| graph.type_statistics(edge_type).edges).sum::<usize>();
    assert_eq!(edges, graph.edge_count());
    assert_eq!(graph.petgraph().edge_count(), edges);
}

#[test]
fn errors_say_where_and_why() {
    let (graph, extra) = small();
    let bytes = graph.to_snapshot_bytes(&extra).unwrap();
    let place = |name: &str| bytes.windows(name.len()).position(|w| w == name.as_bytes()).unwrap();
    let with = |at: usize, byte: u8| {
        let mut bytes = bytes.clone();
        bytes[at] = byte;
        bytes
    };
    let cases = [
        b"date;name\n2017;x".to_vec(),
        with(8, 1),
        bytes[..place("node:date") + 60].to_vec(),
        with(place("edges:PARTICIPANT") + 60, 77),
        with(place("edge:role"), b'E'),
        with(place("node:id") + 40, 77),
    ];
    let errors = cases.map(|bytes| Snapshot::from_bytes(&bytes).err().unwrap().to_string());
    insta::assert_snapshot!(errors.join("\n"), @r"
    this is not a nenpyo snapshot: a snapshot begins with the bytes 89 4E 45 4E 50 59 4F 0A (‰NENPYO)
    this snapshot has format version 1, and this nenpyo reads version 2: make it again from its sources (`nenpyo import`, `nenpyo save`), or open it with the nenpyo that wrote it
    the snapshot is cut off in section `node:date`: copy it again, or make it again from its sources
    section `edges:PARTICIPANT` of the snapshot is damaged, its checksum is wrong: copy the file again, or make it again from its sources
    section `edge:role` of the snapshot is damaged, its checksum is wrong: copy the file again, or make it again from its sources
    section `node:id` of the snapshot is damaged, its checksum is wrong: copy the file again, or make it again from its sources
    ");
    let missing = Snapshot::open("no/such.nenpyo").err().unwrap().to_string();
    insta::assert_snapshot!(missing, @"cannot open `no/such.nenpyo`: No such file or directory (os error 2)");
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("nenpyo-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_file_is_the_old_or_the_new_one() {
    let folder = folder("snapshot");
    let path = folder.join("g.nenpyo");
    let (graph, extra) = small();
    graph.write_snapshot(&path, &extra).unwrap();
    let old = std::fs::read(&path).unwrap();
    assert_eq!(old, graph.to_snapshot_bytes(&extra).unwrap());

    let deep = (0..200).fold(Value::Null, |value, _| vec![value].into());
    let mut builder = GraphBuilder::new();
    builder.add_node(&[], vec![property("a", 1), property("deep", deep)]);
    let error = builder.build().unwrap().write_snapshot(&path, &extra).err().unwrap();
    insta::assert_snapshot!(error, @"the property `deep` cannot be saved: a value nests deeper than 100 levels");
    assert_eq!(std::fs::read(&path).unwrap(), old);

    Graph::default().write_snapshot(&path, &Extra::new()).unwrap();
    assert_eq!(Graph::open_snapshot(&path).unwrap().node_count(), 0);
    let files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(files, ["g.nenpyo"]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("link");
    let (target, link) = (folder.join("g.nenpyo"), folder.join("link.nenpyo"));
    std::fs::write(&target, "old").unwrap();
    std::fs::set_permissions(&target, PermissionsExt::from_mode(0o600)).unwrap();
    symlink(&target, &link).unwrap();
    Graph::default().write_snapshot(&link, &Extra::new()).unwrap();
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(Graph::open_snapshot(&target).is_ok());
    std::fs::remove_dir_all(folder).unwrap();
}
