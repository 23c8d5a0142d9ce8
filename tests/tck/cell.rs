//! Values as the features write them: `1`, `'a'`, `[1, 2]`, `{k: 'v'}`, `(:A {k: 1})`, `[:T]`, `<(:A)-[:T]->(:B)>`.

use indexmap::IndexMap;
use nenpyo::graph::Graph;
use nenpyo::value::{EdgeId, NodeId, Path, Value};
use std::collections::{BTreeMap, BTreeSet};

pub type Properties = BTreeMap<String, Cell>;

/// A value of a result, by what can be seen of it: nodes and edges are their labels and properties.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Cell>),
    Map(Properties),
    Node(BTreeSet<String>, Properties),
    Edge(String, Properties),
    /// A first node, then edges (whether each points forward) and nodes.
    Path(Box<Cell>, Vec<(bool, Cell, Cell)>),
}

impl Cell {
    /// Reads a whole text.
    pub fn parse(text: &str) -> Result<Cell, String> {
        let mut reader = Reader { text, at: 0 };
        let cell = reader.cell()?;
        reader.space();
        match reader.rest() {
            "" => Ok(cell),
            rest => Err(format!("`{rest}` left over in `{text}`")),
        }
    }

    /// What is seen of a value of the graph.
    pub fn of(value: &Value, graph: &Graph) -> Cell {
        match value {
            Value::Null => Cell::Null,
            Value::Boolean(value) => Cell::Boolean(*value),
            Value::Integer(value) => Cell::Integer(*value),
            Value::Float(value) => Cell::Float(*value),
            Value::String(value) => Cell::Text(value.to_string()),
            Value::List(items) => {
                Cell::List(items.iter().map(|item| Cell::of(item, graph)).collect())
            }
            Value::Map(map) => Cell::Map(
                map.iter().map(|(key, value)| (key.clone(), Cell::of(value, graph))).collect(),
            ),
            Value::Node(node) => node_cell(*node, graph),
            Value::Edge(edge) => edge_cell(*edge, graph),
            Value::Path(path) => path_cell(path, graph),
            other => Cell::Text(other.to_text().unwrap_or_else(|error| error.to_string())),
        }
    }

    /// As a value of the language, if it is one without nodes and edges.
    pub fn value(&self) -> Option<Value> {
        Some(match self {
            Cell::Null => Value::Null,
            Cell::Boolean(value) => Value::Boolean(*value),
            Cell::Integer(value) => Value::Integer(*value),
            Cell::Float(value) => Value::Float(*value),
            Cell::Text(value) => Value::from(value.as_str()),
            Cell::List(items) => {
                Value::from(items.iter().map(Cell::value).collect::<Option<Vec<_>>>()?)
            }
            Cell::Map(map) => Value::Map(
                map.iter()
                    .map(|(key, value)| Some((key.clone(), value.value()?)))
                    .collect::<Option<IndexMap<_, _>>>()?
                    .into(),
            ),
            _ => return None,
        })
    }

    /// The same text for equal cells, and no other; with `any_order`, lists are equal in any order.
    pub fn text(&self, any_order: bool) -> String {
        let all = |items: &[Cell]| {
            let mut texts: Vec<String> = items.iter().map(|item| item.text(any_order)).collect();
            if any_order {
                texts.sort();
            }
            texts.join(", ")
        };
        let map = |map: &Properties| {
            let entries =
                map.iter().map(|(key, value)| format!("{key}: {}", value.text(any_order)));
            let entries: Vec<String> = entries.collect();
            format!("{{{}}}", entries.join(", "))
        };
        match self {
            Cell::Null => "null".into(),
            Cell::Boolean(value) => value.to_string(),
            Cell::Integer(value) => value.to_string(),
            // Both zeros are equal.
            Cell::Float(value) => format!("{:?}", value + 0.0),
            Cell::Text(value) => format!("{value:?}"),
            Cell::List(items) => format!("[{}]", all(items)),
            Cell::Map(entries) => map(entries),
            Cell::Node(labels, properties) => {
                let labels: String = labels.iter().map(|label| format!(":{label}")).collect();
                format!("({labels} {})", map(properties))
            }
            Cell::Edge(name, properties) => format!("[:{name} {}]", map(properties)),
            Cell::Path(start, steps) => {
                let mut text = format!("<{}", start.text(any_order));
                for (forward, edge, node) in steps {
                    let (left, right) = if *forward { ("-", "->") } else { ("<-", "-") };
                    text +=
                        &format!("{left}{}{right}{}", edge.text(any_order), node.text(any_order));
                }
                text + ">"
            }
        }
    }
}

fn node_cell(node: NodeId, graph: &Graph) -> Cell {
    let labels = graph.node_labels(node).iter().map(|label| graph.label_name(*label).to_owned());
    let properties = graph.node_properties(node).into_iter();
    let properties =
        properties.map(|(key, value)| (graph.key_name(key).to_owned(), Cell::of(&value, graph)));
    Cell::Node(labels.collect(), properties.collect())
}

fn edge_cell(edge: EdgeId, graph: &Graph) -> Cell {
    let properties = graph.edge_properties(edge).into_iter();
    let properties =
        properties.map(|(key, value)| (graph.key_name(key).to_owned(), Cell::of(&value, graph)));
    Cell::Edge(graph.type_name(graph.edge_type(edge)).to_owned(), properties.collect())
}

fn path_cell(path: &Path, graph: &Graph) -> Cell {
    let start = path.nodes.first().map_or(Cell::Null, |node| node_cell(*node, graph));
    let steps = path.edges.iter().zip(path.nodes.windows(2)).map(|(edge, ends)| {
        let forward = graph.ends(*edge) == (ends[0], ends[1]);
        (forward, edge_cell(*edge, graph), node_cell(ends[1], graph))
    });
    Cell::Path(Box::new(start), steps.collect())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn need(&mut self, token: &str) -> Result<(), String> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(format!("expected `{token}` at `{}`", self.rest()))
        }
    }

    fn while_in(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        self.space();
        let rest = self.rest();
        let length = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn name(&mut self) -> Result<String, String> {
        if self.eat("`") {
            let name = self.rest().split('`').next().unwrap_or("").to_owned();
            self.at += name.len();
            return self.need("`").map(|()| name);
        }
        match self.while_in(|c| c.is_alphanumeric() || c == '_') {
            "" => Err(format!("expected a name at `{}`", self.rest())),
            name => Ok(name.to_owned()),
        }
    }

    fn cell(&mut self) -> Result<Cell, String> {
        self.space();
        match self.rest().chars().next() {
            None => Err("expected a value".into()),
            Some('\'' | '"') => self.quoted().map(Cell::Text),
            Some('[') => self.list_or_edge(),
            Some('{') => self.map().map(Cell::Map),
            Some('(') => self.node(),
            Some('<') => self.path(),
            Some(_) => self.word(),
        }
    }

    fn word(&mut self) -> Result<Cell, String> {
        let word = self.while_in(|c| c.is_alphanumeric() || "+-._".contains(c));
        Ok(match word {
            "null" => Cell::Null,
            "true" => Cell::Boolean(true),
            "false" => Cell::Boolean(false),
            "NaN" => Cell::Float(f64::NAN),
            "Infinity" | "Inf" => Cell::Float(f64::INFINITY),
            "-Infinity" | "-Inf" => Cell::Float(f64::NEG_INFINITY),
            _ if !word.contains(|c: char| c.is_ascii_digit()) => {
                return Err(format!("no value: `{word}`"));
            }
            _ => match word.parse() {
                Ok(number) => Cell::Integer(number),
                Err(_) => Cell::Float(word.parse().map_err(|_| format!("no value: `{word}`"))?),
            },
        })
    }

    fn quoted(&mut self) -> Result<String, String> {
        let mut chars = self.rest().char_indices();
        let quote = chars.next().map_or('\'', |(_, c)| c);
        let mut text = String::new();
        while let Some((at, c)) = chars.next() {
            match c {
                c if c == quote => {
                    self.at += at + 1;
                    return Ok(text);
                }
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n') => text.push('\n'),
                    Some('t') => text.push('\t'),
                    Some('r') => text.push('\r'),
                    Some('b') => text.push('\u{8}'),
                    Some('f') => text.push('\u{c}'),
                    Some(c @ ('u' | 'U')) => {
                        let length = if c == 'u' { 4 } else { 8 };
                        let digits: String = chars.by_ref().take(length).map(|(_, c)| c).collect();
                        let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                        text.push(code.ok_or_else(|| format!("no character: {digits}"))?);
                    }
                    Some(c) => text.push(c),
                    None => break,
                },
                c => text.push(c),
            }
        }
        Err(format!("no end of `{}`", self.rest()))
    }

    fn list_or_edge(&mut self) -> Result<Cell, String> {
        self.need("[")?;
        if self.eat(":") {
            let name = self.name()?;
            let properties = self.properties()?;
            self.need("]")?;
            return Ok(Cell::Edge(name, properties));
        }
        let mut items = Vec::new();
        while !self.eat("]") {
            if !items.is_empty() {
                self.need(",")?;
            }
            items.push(self.cell()?);
        }
        Ok(Cell::List(items))
    }

    fn properties(&mut self) -> Result<Properties, String> {
        self.space();
        if self.rest().starts_with('{') { self.map() } else { Ok(Properties::new()) }
    }

    fn map(&mut self) -> Result<Properties, String> {
        self.need("{")?;
        let mut map = Properties::new();
        while !self.eat("}") {
            if !map.is_empty() {
                self.need(",")?;
            }
            let key = self.name()?;
            self.need(":")?;
            map.insert(key, self.cell()?);
        }
        Ok(map)
    }

    fn node(&mut self) -> Result<Cell, String> {
        self.need("(")?;
        let mut labels = BTreeSet::new();
        while self.eat(":") {
            labels.insert(self.name()?);
        }
        let properties = self.properties()?;
        self.need(")")?;
        Ok(Cell::Node(labels, properties))
    }

    fn path(&mut self) -> Result<Cell, String> {
        self.need("<")?;
        let start = Box::new(self.node()?);
        let mut steps = Vec::new();
        while !self.eat(">") {
            let back = self.eat("<");
            self.need("-")?;
            let edge = self.list_or_edge()?;
            self.need("-")?;
            if !back {
                self.need(">")?;
            }
            steps.push((!back, edge, self.node()?));
        }
        Ok(Cell::Path(start, steps))
    }
}
