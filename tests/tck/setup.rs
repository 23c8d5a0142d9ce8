//! Set-ups: `CREATE` statements, which the language itself has not. What stands between the `CREATE`s (`MATCH`,
//! `UNWIND`, `WITH`) and properties that are no literals are asked of the engine.

use super::cell::Cell;
use super::engine::{self, Stop};
use indexmap::IndexMap;
use nenpyo::graph::{Graph, GraphBuilder};
use nenpyo::value::{EdgeId, NodeId, Value};

type Row = IndexMap<String, Value>;
type Properties = Vec<(String, Value)>;

/// A graph in the making.
#[derive(Debug, Default)]
pub struct Setup {
    nodes: Vec<(Vec<String>, Properties)>,
    edges: Vec<(u32, u32, String, Properties)>,
}

impl Setup {
    /// The graph so far.
    pub fn graph(&self) -> Result<Graph, Stop> {
        let mut builder = GraphBuilder::new();
        for (labels, properties) in &self.nodes {
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            builder.add_node(&labels, properties.clone());
        }
        for (from, to, name, properties) in &self.edges {
            builder.add_edge(NodeId(*from), NodeId(*to), name, properties.clone());
        }
        builder.build().map_err(|error| Stop::Broken(error.to_string()))
    }

    /// Runs a statement.
    pub fn execute(&mut self, text: &str, parameters: &Row) -> Result<(), Stop> {
        let mut rows = vec![Row::new()];
        let mut reads = String::new();
        for (keyword, clause) in clauses(&without_comments(text))? {
            match keyword.as_str() {
                "CREATE" => {
                    rows = self.read(&std::mem::take(&mut reads), rows, parameters)?;
                    let patterns =
                        Patterns { text: clause["CREATE".len()..].trim(), at: 0 }.read()?;
                    for row in &mut rows {
                        self.create(&patterns, row, parameters)?;
                    }
                }
                "MATCH" | "OPTIONAL" | "UNWIND" | "WITH" => reads += &format!("{clause}\n"),
                "RETURN" => break,
                other => return Err(format!("the loader has no {other}").into()),
            }
        }
        Ok(())
    }

    fn read(&self, clauses: &str, rows: Vec<Row>, parameters: &Row) -> Result<Vec<Row>, Stop> {
        if clauses.is_empty() {
            return Ok(rows);
        }
        let text = format!("{clauses} RETURN *, 0 AS row_");
        let (columns, rows) = self.ask(&text, &rows, parameters)?;
        Ok(rows.into_iter().map(|values| columns.iter().cloned().zip(values).collect()).collect())
    }

    /// The answer of a query that sees the variables of `rows`.
    fn ask(
        &self,
        text: &str,
        rows: &[Row],
        parameters: &Row,
    ) -> Result<(Vec<String>, Vec<Vec<Value>>), Stop> {
        let names: Vec<&String> =
            rows.iter().flat_map(|row| row.keys()).filter(|name| *name != "row_").collect();
        let mut items: Vec<String> =
            names.iter().map(|name| format!("row_.`{name}` AS `{name}`")).collect();
        items.sort();
        items.dedup();
        let before = match items.as_slice() {
            [] => String::new(),
            items => format!("UNWIND $rows_ AS row_ WITH {} ", items.join(", ")),
        };
        let mut parameters = parameters.clone();
        let maps = rows.iter().map(|row| Value::Map(row.clone().into())).collect::<Vec<_>>();
        parameters.insert("rows_".into(), maps.into());
        let answer = engine::run(&self.graph()?, &format!("{before}{text}"), &parameters);
        answer.map(|answer| (answer.columns, answer.rows))
    }

    fn create(
        &mut self,
        patterns: &[Pattern],
        row: &mut Row,
        parameters: &Row,
    ) -> Result<(), Stop> {
        for pattern in patterns {
            let mut from = self.node(&pattern.start, row, parameters)?;
            for (edge, node) in &pattern.steps {
                let to = self.node(node, row, parameters)?;
                let (start, end) = if edge.back { (to, from) } else { (from, to) };
                let properties = self.properties(&edge.part.properties, row, parameters)?;
                let name = edge.part.labels.first().ok_or("an edge without type")?;
                let id = EdgeId(self.edges.len() as u32);
                self.edges.push((start.0, end.0, name.clone(), properties));
                bind(row, &edge.part.name, Value::Edge(id));
                from = to;
            }
        }
        Ok(())
    }

    fn node(&mut self, part: &Part, row: &mut Row, parameters: &Row) -> Result<NodeId, Stop> {
        if let Some(Value::Node(node)) = part.name.as_ref().and_then(|name| row.get(name)) {
            return Ok(*node);
        }
        let properties = self.properties(&part.properties, row, parameters)?;
        let node = NodeId(self.nodes.len() as u32);
        self.nodes.push((part.labels.clone(), properties));
        bind(row, &part.name, Value::Node(node));
        Ok(node)
    }

    fn properties(&self, text: &str, row: &Row, parameters: &Row) -> Result<Properties, Stop> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let value = match Cell::parse(text).ok().and_then(|cell| cell.value()) {
            Some(value) => value,
            None => {
                let (_, rows) = self.ask(
                    &format!("RETURN {text} AS map_"),
                    std::slice::from_ref(row),
                    parameters,
                )?;
                rows.into_iter().flatten().next().ok_or("no properties")?
            }
        };
        match value {
            Value::Map(map) => {
                Ok(map.iter().map(|(key, value)| (key.clone(), value.clone())).collect())
            }
            _ => Err(format!("`{text}` is no map").into()),
        }
    }
}

fn bind(row: &mut Row, name: &Option<String>, value: Value) {
    if let Some(name) = name {
        row.insert(name.clone(), value);
    }
}

fn without_comments(text: &str) -> String {
    let (mut kept, mut quote, mut chars) = (String::new(), None, text.chars().peekable());
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, '/') if chars.peek() == Some(&'/') => {
                while chars.next().is_some_and(|next| next != '\n') {}
                kept.push('\n');
                continue;
            }
            (None, '\'' | '"' | '`') => quote = Some(c),
            (Some('\'' | '"'), '\\') => {
                kept.push(c);
                kept.extend(chars.next());
                continue;
            }
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        kept.push(c);
    }
    kept
}

/// The places of a text that are not in quotes, with the depth of brackets around them.
fn outside(text: &str) -> Vec<(usize, char, usize)> {
    let (mut depth, mut places) = (0_usize, Vec::new());
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' | '"' | '`' => {
                while let Some((_, next)) = chars.next() {
                    if next == '\\' && c != '`' {
                        chars.next();
                    } else if next == c {
                        break;
                    }
                }
            }
            '(' | '[' | '{' => {
                places.push((at, c, depth));
                depth += 1;
            }
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                places.push((at, c, depth));
            }
            _ => places.push((at, c, depth)),
        }
    }
    places
}

const KEYWORDS: [&str; 12] = [
    "CREATE", "MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "MERGE", "SET", "DELETE", "DETACH",
    "REMOVE", "FOREACH",
];

/// The clauses of a statement, each with its keyword.
fn clauses(text: &str) -> Result<Vec<(String, &str)>, String> {
    let mut starts: Vec<(usize, String)> = Vec::new();
    let mut before = String::new();
    let mut word: Option<(usize, String)> = None;
    let end = (text.len(), ' ', 0);
    for (at, c, depth) in outside(text).into_iter().chain([end]) {
        if depth == 0 && (c.is_alphanumeric() || c == '_') {
            word.get_or_insert_with(|| (at, String::new())).1.push(c.to_ascii_uppercase());
            continue;
        }
        let Some((start, found)) = word.take() else { continue };
        let part_of = matches!(
            (before.as_str(), found.as_str()),
            ("STARTS" | "ENDS", "WITH") | ("OPTIONAL", "MATCH")
        );
        if KEYWORDS.contains(&found.as_str()) && !part_of {
            starts.push((start, found.clone()));
        }
        before = found;
    }
    if starts.first().is_none_or(|(start, _)| !text[..*start].trim().is_empty()) {
        return Err(format!("no statement: `{}`", text.trim()));
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let clauses =
        starts.iter().zip(ends).map(|((start, word), end)| (word.clone(), &text[*start..end]));
    Ok(clauses.collect())
}

/// A pattern of `CREATE`.
#[derive(Debug)]
struct Pattern {
    start: Part,
    steps: Vec<(Edge, Part)>,
}

#[derive(Debug)]
struct Edge {
    back: bool,
    part: Part,
}

/// A name, labels (or a type) and the text of a map.
#[derive(Debug, Default)]
struct Part {
    name: Option<String>,
    labels: Vec<String>,
    properties: String,
}

struct Patterns<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Patterns<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn eat(&mut self, token: &str) -> bool {
        self.at = self.text.len() - self.rest().trim_start().len();
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

    fn read(mut self) -> Result<Vec<Pattern>, String> {
        let mut patterns = vec![self.pattern()?];
        while self.eat(",") {
            patterns.push(self.pattern()?);
        }
        match self.rest().trim_matches(|c: char| c.is_whitespace() || c == ';') {
            "" => Ok(patterns),
            rest => Err(format!("`{rest}` left over")),
        }
    }

    fn pattern(&mut self) -> Result<Pattern, String> {
        if self.name().is_some() {
            self.need("=")?;
        }
        let start = self.part("(", ")")?;
        let mut steps = Vec::new();
        loop {
            let back = self.eat("<-");
            if !back && !self.eat("-") {
                return Ok(Pattern { start, steps });
            }
            let part = self.part("[", "]")?;
            self.need(if back { "-" } else { "->" })?;
            steps.push((Edge { back, part }, self.part("(", ")")?));
        }
    }

    fn part(&mut self, open: &str, close: &str) -> Result<Part, String> {
        self.need(open)?;
        let mut part = Part { name: self.name(), ..Part::default() };
        while self.eat(":") {
            part.labels.push(self.name().ok_or("expected a label")?);
        }
        if self.eat("{") {
            self.at -= 1;
            let rest = self.rest();
            let ends = |place: &&(usize, char, usize)| place.1 == '}' && place.2 == 0;
            let end = outside(rest)
                .iter()
                .find(ends)
                .map(|(at, _, _)| at + 1)
                .ok_or("no end of a map")?;
            part.properties = rest[..end].to_owned();
            self.at += end;
        }
        self.need(close)?;
        Ok(part)
    }

    fn name(&mut self) -> Option<String> {
        if self.eat("`") {
            let name = self.rest().split('`').next()?.to_owned();
            self.at += name.len() + 1;
            return Some(name);
        }
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at += length;
        (length > 0).then(|| rest[..length].to_owned())
    }
}
