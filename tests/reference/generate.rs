//! Small graphs and queries over them, made from a list of choices: shorter lists and smaller numbers make simpler
//! ones, so that proptest shrinks them well.

use super::extra::DATES;
use nenpyo::graph::{Graph, GraphBuilder};
use nenpyo::value::Value;

/// Numbers to choose by; zero when they are used up.
pub struct Choices {
    data: Vec<u16>,
    at: usize,
}

impl Choices {
    pub fn new(data: Vec<u16>) -> Choices {
        Choices { data, at: 0 }
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let choice = self.data.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(choice) % n.max(1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) + percent >= 100
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

type Properties = Vec<(String, Value)>;
/// Labels and properties.
type Node = (Vec<&'static str>, Properties);
/// From, to, type and properties.
type Edge = (usize, usize, &'static str, Properties);

/// What a graph is built from.
#[derive(Debug, Clone)]
pub struct GraphSpec {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

impl GraphSpec {
    /// At most 8 nodes and 12 edges; loops and parallel edges among them.
    pub fn new(c: &mut Choices) -> GraphSpec {
        let count = 1 + [3, 4, 5, 2, 6, 7, 1, 0][c.below(8)];
        let nodes = (0..count).map(|key| {
            let labels = ["A", "B", "C"].into_iter().filter(|_| c.percent(45)).collect();
            (labels, properties(c, key))
        });
        let nodes: Vec<_> = nodes.collect();
        let edges = (0..c.below(13)).map(|key| {
            let from = c.below(count);
            let to = if c.percent(12) { from } else { c.below(count) };
            (from, to, *c.pick(&["R", "S", "T"]), properties(c, key))
        });
        GraphSpec { edges: edges.collect(), nodes }
    }

    /// The graph, with nodes and edges inserted as written.
    pub fn build(&self) -> Graph {
        let mut builder = GraphBuilder::new();
        let nodes: Vec<_> = self
            .nodes
            .iter()
            .map(|(labels, properties)| builder.add_node(labels, properties.clone()))
            .collect();
        for (from, to, name, properties) in &self.edges {
            builder.add_edge(nodes[*from], nodes[*to], name, properties.clone());
        }
        builder.build().expect("edges join nodes")
    }

    /// The graph with nodes and edges inserted the other way round.
    pub fn build_backwards(&self) -> Graph {
        let last = self.nodes.len() - 1;
        let nodes = self.nodes.iter().rev().cloned().collect();
        let edges = self.edges.iter().rev().map(|(from, to, name, properties)| {
            (last - from, last - to, *name, properties.clone())
        });
        GraphSpec { nodes, edges: edges.collect() }.build()
    }
}

/// `k` tells nodes and edges apart; `x` is an integer, `y` a text, `m` anything, `d` a date; each may be missing.
fn properties(c: &mut Choices, key: usize) -> Properties {
    let mut all = vec![("k".to_owned(), Value::Integer(key as i64))];
    if c.percent(75) {
        all.push(("x".to_owned(), Value::Integer(c.below(3) as i64)));
    }
    if c.percent(60) {
        all.push(("y".to_owned(), Value::from(*c.pick(&["a", "b", "ab"]))));
    }
    if c.percent(60) {
        let list = Value::from(vec![Value::Integer(1), Value::from("a")]);
        let values = [1.into(), "a".into(), true.into(), 1.5.into(), 0.into(), list];
        all.push(("m".to_owned(), c.pick(&values).clone()));
    }
    if c.percent(50) {
        let date = c.pick(&DATES).parse().expect("a date");
        all.push(("d".to_owned(), Value::Edtf(std::sync::Arc::new(date))));
    }
    all
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Node,
    Edge,
    Edges,
    Path,
    /// One of several paths of one length.
    AnyPath,
    Integer,
    Any,
    /// A list whose order is not defined.
    Bag,
}

/// A pattern of one path.
#[derive(Debug, Clone)]
pub struct Pattern {
    path: String,
    nodes: Vec<String>,
    edges: Vec<(&'static str, String, &'static str)>,
}

impl Pattern {
    pub fn print(&self) -> String {
        let mut text = self.path.clone() + &self.nodes[0];
        for ((left, inner, right), node) in self.edges.iter().zip(&self.nodes[1..]) {
            text += &format!("{left}{inner}{right}{node}");
        }
        text
    }

    /// The same from its end; without its name.
    pub fn reversed(&self) -> String {
        let flip = |arrow: &str| match arrow {
            "<-" => "->",
            "->" => "<-",
            _ => "-",
        };
        let mut text = self.nodes[self.nodes.len() - 1].clone();
        for ((left, inner, right), node) in self.edges.iter().zip(&self.nodes).rev() {
            text += &format!("{}{inner}{}{node}", flip(right), flip(left));
        }
        text
    }

    /// The same as patterns of one edge each, joined at nodes that have names.
    pub fn split(&self) -> Vec<String> {
        let name = |node: &str| {
            let end = node.find([':', ' ', ')']).unwrap_or(node.len());
            format!("{})", &node[..end])
        };
        let mut parts = vec![self.nodes[0].clone()];
        for (at, (left, inner, right)) in self.edges.iter().enumerate() {
            parts.push(format!(
                "{}{left}{inner}{right}{}",
                name(&self.nodes[at]),
                self.nodes[at + 1]
            ));
        }
        parts
    }
}

/// A query with what is known of its answer.
#[derive(Debug, Clone)]
pub struct Asked {
    pub text: String,
    /// Without its last `SKIP` and `LIMIT`.
    pub whole: String,
    pub limited: bool,
    /// Columns by which the answer is sorted.
    pub sorted_by: Vec<usize>,
    /// It is sorted by something else first, and then by all columns: there is but one answer.
    pub exact: bool,
    /// Lists stand in it whose order is not defined.
    pub bags: bool,
}

/// One of the queries that a union joins; see [`Asked`].
struct Part {
    text: String,
    whole: String,
    limited: bool,
    sorted_by: Vec<usize>,
    exact: bool,
}

/// Makes queries; knows which variables there are.
pub struct Maker<'a> {
    pub c: &'a mut Choices,
    scope: Vec<(String, Kind)>,
    fresh: usize,
    bags: bool,
    /// Whether a pattern may stand for a condition here.
    pub(super) bare: bool,
    /// Edges of earlier clauses that this one may name again.
    earlier: Vec<String>,
    /// Nodes of earlier clauses.
    before: Vec<String>,
}

impl<'a> Maker<'a> {
    pub fn new(c: &'a mut Choices) -> Maker<'a> {
        Maker {
            c,
            scope: Vec::new(),
            fresh: 0,
            bags: false,
            earlier: Vec::new(),
            before: Vec::new(),
            bare: false,
        }
    }

    fn name(&mut self, letter: &str, kind: Kind) -> String {
        let name = format!("{letter}{}", self.fresh);
        self.fresh += 1;
        self.scope.push((name.clone(), kind));
        name
    }

    pub(super) fn any_of(&mut self, kinds: &[Kind]) -> Option<String> {
        let known: Vec<String> = self
            .scope
            .iter()
            .filter(|(_, kind)| kinds.contains(kind))
            .map(|(name, _)| name.clone())
            .collect();
        (!known.is_empty()).then(|| self.c.pick(&known).clone())
    }

    /// A whole query.
    pub fn query(mut self) -> Asked {
        let union = self.c.percent(8);
        let columns = 1 + self.c.below(3);
        let Part { mut text, whole: mut asked_whole, limited, sorted_by, exact } =
            self.part(columns, !union);
        if union {
            let all = if self.c.percent(50) { " ALL" } else { "" };
            for _ in 0..1 + usize::from(self.c.percent(20)) {
                self.scope.clear();
                let second = self.part(columns, false).text;
                text = format!("{text} UNION{all} {second}");
            }
            asked_whole = text.clone();
        }
        Asked { text, whole: asked_whole, limited, sorted_by, exact, bags: self.bags }
    }

    fn part(&mut self, columns: usize, sorted: bool) -> Part {
        let mut clauses = vec![self.first_clause()];
        for _ in 0..[0, 1, 0, 1, 2][self.c.below(5)] {
            let clause = match self.c.below(7) {
                0 => {
                    let patterns = 1 + usize::from(self.c.percent(20));
                    self.match_clause("OPTIONAL MATCH", patterns)
                }
                1 => self.match_clause("MATCH", 1),
                2 => self.unwind(),
                5 => self.unwind_nodes(),
                _ => self.with(),
            };
            clauses.push(clause);
        }
        let part = self.result(columns, sorted);
        let clauses = clauses.join(" ");
        let [text, whole] = [part.text, part.whole].map(|result| format!("{clauses} {result}"));
        Part { text, whole, ..part }
    }

    fn first_clause(&mut self) -> String {
        match self.c.below(12) {
            10 => self.unwind(),
            11 => self.match_clause("OPTIONAL MATCH", 1),
            _ => {
                let patterns = if self.c.percent(25) { 2 } else { 1 };
                self.match_clause("MATCH", patterns)
            }
        }
    }

    fn match_clause(&mut self, keyword: &str, patterns: usize) -> String {
        let edges = self.scope.iter().filter(|(_, kind)| *kind == Kind::Edge);
        self.earlier = edges.map(|(name, _)| name.clone()).collect();
        let nodes = self.scope.iter().filter(|(_, kind)| *kind == Kind::Node);
        self.before = nodes.map(|(name, _)| name.clone()).collect();
        if self.c.percent(5) {
            return self.shortest(keyword);
        }
        let patterns: Vec<String> = (0..patterns).map(|_| self.pattern(true).print()).collect();
        let filter = if self.c.percent(40) {
            format!(" WHERE {}", self.condition(2))
        } else {
            String::new()
        };
        format!("{keyword} {}{filter}", patterns.join(", "))
    }

    fn shortest(&mut self, keyword: &str) -> String {
        let any = self.c.percent(50);
        let types = *self.c.pick(&["", ":R", ":R|S"]);
        let (left, right) = *self.c.pick(&[("-", "-"), ("-", "->"), ("<-", "-")]);
        let ends = [self.node(false), self.node(false)];
        let path = self.name("p", if any { Kind::AnyPath } else { Kind::Path });
        let inner = format!("{}{left}[{types}*1..4]{right}{}", ends[0], ends[1]);
        let text = match (any, self.c.percent(50)) {
            (true, true) => format!("{path} = ANY SHORTEST {inner}"),
            (true, false) => format!("{path} = shortestPath({inner})"),
            (false, true) => format!("{path} = ALL SHORTEST {inner}"),
            (false, false) => format!("{path} = allShortestPaths({inner})"),
        };
        format!("{keyword} {text}")
    }

    /// A pattern of up to three steps; with chains and a name if `rich`, else with a name for each node.
    pub fn pattern(&mut self, rich: bool) -> Pattern {
        let steps = [1, 0, 2, 1, 1, 2, 3][self.c.below(7)];
        let mut nodes = vec![self.node(rich)];
        let mut edges = Vec::new();
        for _ in 0..steps {
            edges.push(self.edge(rich));
            nodes.push(self.node(rich));
        }
        let path = if rich && self.c.percent(15) {
            self.name("p", Kind::Path) + " = "
        } else {
            String::new()
        };
        Pattern { path, nodes, edges }
    }

    fn node(&mut self, rich: bool) -> String {
        let name = match self.c.below(10) {
            0 | 1 if rich => String::new(),
            2 | 3 => self.any_of(&[Kind::Node]).unwrap_or_else(|| self.name("n", Kind::Node)),
            _ => self.name("n", Kind::Node),
        };
        let labels = if self.c.percent(25) {
            *self.c.pick(&[":A", ":B", ":A|B", ":!A", ":A&B", ":Z", ":A:C"])
        } else {
            ""
        };
        let rest = match self.c.below(20) {
            16 => (*self.c.pick(&[" {x: $i}", " {y: $t}", " {m: 'a', x: $map.x}"])).to_owned(),
            17 if !self.before.is_empty() => {
                let key = *self.c.pick(&["x", "y", "d"]);
                let other = self.c.pick(&self.before);
                format!(" {{{key}: {other}.{key}}}")
            }
            18 => format!(" {{x: {}}}", self.c.below(3)),
            19 if !name.is_empty() => format!(" WHERE {name}.x > {}", self.c.below(2)),
            _ => String::new(),
        };
        format!("({name}{labels}{rest})")
    }

    fn edge(&mut self, rich: bool) -> (&'static str, String, &'static str) {
        let (left, right) = *self.c.pick(&[("-", "->"), ("-", "-"), ("<-", "-")]);
        let types = if self.c.percent(35) {
            *self.c.pick(&[":R", ":S", ":R|S", ":!R", ":T|R|S"])
        } else {
            ""
        };
        let inner = match self.c.below(20) {
            0..=3 if rich => {
                let name =
                    if self.c.percent(50) { self.name("e", Kind::Edges) } else { String::new() };
                let length =
                    *self.c.pick(&["*1..2", "*2", "*0..1", "*..2", "{1,2}", "*2..3", "*0..2"]);
                let properties =
                    if self.c.percent(10) && length.starts_with('*') { " {x: 1}" } else { "" };
                match length.strip_prefix('{') {
                    Some(_) => {
                        return (
                            left,
                            format!("[{name}{types}]"),
                            if right == "->" { "->{1,2}" } else { "-{1,2}" },
                        );
                    }
                    None => format!("[{name}{types}{length}{properties}]"),
                }
            }
            4..=10 => format!("[{}{types}]", self.name("r", Kind::Edge)),
            11 if rich => match self.earlier.pop() {
                Some(name) => format!("[{name}{types}]"),
                None => format!("[{types}]"),
            },
            12 => format!("[{types} {{x: {}}}]", self.c.below(3)),
            13 if types.is_empty() => String::new(),
            _ => format!("[{types}]"),
        };
        (left, inner, right)
    }

    fn unwind(&mut self) -> String {
        let list = match (self.c.below(4), self.any_of(&[Kind::Node])) {
            (0, Some(node)) => format!("[{node}.x, {}]", self.c.below(3)),
            (1, _) => "[1, null, 2, 1]".into(),
            (2, _) => "range(0, 2)".into(),
            _ => "[0, 1]".into(),
        };
        format!("UNWIND {list} AS {}", self.name("u", Kind::Integer))
    }

    /// Nodes that come out of a list.
    fn unwind_nodes(&mut self) -> String {
        let path = self.any_of(&[Kind::Path]);
        let node = self.any_of(&[Kind::Node]);
        match (self.c.below(3), path, node) {
            (0, Some(path), _) => {
                format!("UNWIND nodes({path}) AS {}", self.name("n", Kind::Node))
            }
            (1, _, Some(node)) => {
                format!("UNWIND [{node}, null] AS {}", self.name("n", Kind::Node))
            }
            (2, _, Some(node)) => {
                self.scope.clear();
                let list = format!("l{}", self.fresh);
                let distinct = *self.c.pick(&["", "DISTINCT "]);
                let name = self.name("n", Kind::Node);
                format!("WITH collect({distinct}{node}) AS {list} UNWIND {list} AS {name}")
            }
            _ => self.unwind(),
        }
    }

    fn with(&mut self) -> String {
        let distinct = if self.c.percent(20) { "DISTINCT " } else { "" };
        let aggregate = self.c.percent(25);
        let before = self.scope.clone();
        let mut after = Vec::new();
        let mut items = Vec::new();
        let count = if aggregate { self.c.below(3) } else { 1 + self.c.below(3) };
        for _ in 0..count {
            let kept: Vec<_> =
                before.iter().filter(|known| !after.contains(*known)).cloned().collect();
            if !kept.is_empty() && self.c.percent(75) {
                let (name, kind) = self.c.pick(&kept).clone();
                items.push(name.clone());
                after.push((name, kind));
            } else {
                let (text, kind) = self.scalar(1);
                items.push(self.alias(text, kind, &mut after));
            }
        }
        if aggregate || items.is_empty() {
            let (text, kind) = self.aggregate();
            items.push(self.alias(text, kind, &mut after));
        }
        self.scope = after;
        let mut text = format!("WITH {distinct}{}", items.join(", "));
        let sortable =
            self.scope.iter().all(|(_, kind)| !matches!(kind, Kind::Bag | Kind::AnyPath));
        if sortable && self.c.percent(15) {
            let keys: Vec<&str> = self.scope.iter().map(|(name, _)| name.as_str()).collect();
            text += &format!(" ORDER BY {} LIMIT {}", keys.join(", "), 1 + self.c.below(4));
        }
        if self.c.percent(30) {
            text += &format!(" WHERE {}", self.condition(1));
        }
        text
    }

    fn alias(&mut self, text: String, kind: Kind, after: &mut Vec<(String, Kind)>) -> String {
        let name = format!("v{}", self.fresh);
        self.fresh += 1;
        after.push((name.clone(), kind));
        format!("{text} AS {name}")
    }

    fn result(&mut self, columns: usize, sorted: bool) -> Part {
        let aggregate = self.c.percent(30);
        let mut distinct = if self.c.percent(15) { "DISTINCT " } else { "" };
        let (mut items, mut bag) = (Vec::new(), false);
        for at in 0..columns {
            let (text, kind) = if aggregate && (at + 1 == columns || self.c.percent(30)) {
                self.aggregate()
            } else {
                self.value()
            };
            bag |= kind == Kind::Bag;
            items.push(format!("{text} AS c{at}"));
        }
        if bag {
            distinct = "";
        }
        let mut whole = format!("RETURN {distinct}{}", items.join(", "));
        let mut sorted_by = Vec::new();
        if sorted && !bag && self.c.percent(40) {
            sorted_by = (0..columns).filter(|_| self.c.percent(70)).collect();
            let keys: Vec<String> = sorted_by
                .iter()
                .map(|at| format!("c{at}{}", self.c.pick(&["", " DESC"])))
                .collect();
            if !keys.is_empty() {
                whole += &format!(" ORDER BY {}", keys.join(", "));
            }
        }
        let exact =
            sorted && !bag && distinct.is_empty() && sorted_by.is_empty() && self.c.percent(40);
        if exact {
            let last = columns - 1;
            let first = match aggregate {
                true => (*self.c.pick(&["cX IS NULL", "[cX]", "coalesce(cX, 1)", "{a: cX}.a"]))
                    .to_owned(),
                false => self.scalar(1).0,
            };
            let first = first.replace("cX", &format!("c{last}"));
            let mut keys = vec![format!("{first}{}", self.c.pick(&["", " DESC"]))];
            keys.extend((0..columns).map(|at| format!("c{at}")));
            whole += &format!(" ORDER BY {}", keys.join(", "));
        }
        let mut text = whole.clone();
        let limited = sorted && !bag && self.c.percent(25);
        if limited {
            let skip = *self.c.pick(&["0", "1", "$i", "size($list) - 2"]);
            let limit = *self.c.pick(&["1", "2", "3", "5", "$i + 2", "toInteger(2.5)"]);
            text += &format!(" SKIP {skip} LIMIT {limit}");
        }
        Part { text, whole, limited, sorted_by, exact }
    }

    fn aggregate(&mut self) -> (String, Kind) {
        match self.c.below(12) {
            8..=10 => {
                let text = self.extra_aggregate();
                (text.unwrap_or_else(|| "count(*)".into()), Kind::Any)
            }
            0 => ("count(*)".into(), Kind::Integer),
            1 => (format!("count({})", self.value().0), Kind::Integer),
            2 => (format!("count(DISTINCT {})", self.value().0), Kind::Integer),
            3 => (format!("sum({})", self.integer(1)), Kind::Integer),
            4 => (format!("min({})", self.scalar(0).0), Kind::Any),
            5 => (format!("max({})", self.scalar(0).0), Kind::Any),
            6 => (format!("avg({})", self.integer(0)), Kind::Any),
            7 => (format!("size(collect(DISTINCT {})) + 1", self.scalar(0).0), Kind::Integer),
            _ => {
                self.bags = true;
                (format!("collect({})", self.value().0), Kind::Bag)
            }
        }
    }

    /// Anything that can be returned and compared.
    fn value(&mut self) -> (String, Kind) {
        match self.c.below(10) {
            0..=3 => self.scalar(2),
            4 => match self.any_of(&[Kind::Node]) {
                Some(node) => (format!("[{node}.x, labels({node})]"), Kind::Any),
                None => self.scalar(1),
            },
            _ => {
                let known =
                    [Kind::Node, Kind::Edge, Kind::Edges, Kind::Path, Kind::Integer, Kind::Any];
                let chosen: Vec<_> =
                    self.scope.iter().filter(|(_, kind)| known.contains(kind)).cloned().collect();
                if chosen.is_empty() { self.scalar(1) } else { self.c.pick(&chosen).clone() }
            }
        }
    }

    /// A number, text or the like, or null.
    fn scalar(&mut self, depth: usize) -> (String, Kind) {
        let text = match self.c.below(17) {
            13..=16 => self.extra_scalar(),
            0..=2 => return (self.integer(depth), Kind::Integer),
            3 | 4 => self.any_of(&[Kind::Node]).map(|node| format!("{node}.y")),
            5 | 6 => self.any_of(&[Kind::Node, Kind::Edge]).map(|item| format!("{item}.m")),
            7 => self.any_of(&[Kind::Edge]).map(|edge| format!("type({edge})")),
            8 => self.any_of(&[Kind::Node]).map(|node| format!("toUpper({node}.y) + 'z'")),
            9 if depth > 0 => Some(format!(
                "CASE WHEN {} THEN {} ELSE 'e' END",
                self.truth(depth - 1),
                self.integer(0)
            )),
            10 if depth > 0 => Some(self.value_of_truth(depth - 1)),
            11 => self.any_of(&[Kind::Any]),
            _ => Some((*self.c.pick(&["'a'", "1", "null", "1.5", "true"])).to_owned()),
        };
        (text.unwrap_or_else(|| "1".into()), Kind::Any)
    }

    /// An integer or null.
    fn integer(&mut self, depth: usize) -> String {
        let text = match self.c.below(14) {
            0..=3 => self.any_of(&[Kind::Node, Kind::Edge]).map(|item| format!("{item}.x")),
            4 => self.any_of(&[Kind::Integer]),
            5 if depth > 0 => {
                Some(format!("({} + {})", self.integer(depth - 1), self.integer(depth - 1)))
            }
            6 => self.any_of(&[Kind::Edges, Kind::Bag]).map(|list| format!("size({list})")),
            7 => self.any_of(&[Kind::Path, Kind::AnyPath]).map(|path| format!("length({path})")),
            8 if depth > 0 => self.any_of(&[Kind::Node]).map(|node| {
                format!("COUNT {{ ({node})-->({}) }}", self.c.pick(&["", ":A", " {x: 1}"]))
            }),
            9 if depth > 0 => self.any_of(&[Kind::Node]).map(|node| {
                format!("size([({node})-[q]-(w) WHERE w.x >= {} | w.k])", self.c.below(2))
            }),
            10 => self.any_of(&[Kind::Node]).map(|node| format!("coalesce({node}.x, 7)")),
            11 => Some(format!(
                "reduce(s = 0, i IN [1, {}] | s + i)",
                self.any_of(&[Kind::Node]).map_or("2".into(), |node| format!("{node}.x"))
            )),
            12 => self.any_of(&[Kind::Node]).map(|node| format!("size(labels({node}))")),
            _ => None,
        };
        text.unwrap_or_else(|| self.c.below(3).to_string())
    }

    /// A condition of `WHERE`.
    fn condition(&mut self, depth: usize) -> String {
        self.bare = true;
        let condition = self.truth(depth);
        self.bare = false;
        condition
    }

    pub(super) fn value_of_truth(&mut self, depth: usize) -> String {
        let bare = std::mem::replace(&mut self.bare, false);
        let truth = self.truth(depth);
        self.bare = bare;
        truth
    }

    /// A boolean, or null.
    pub fn truth(&mut self, depth: usize) -> String {
        let node = self.any_of(&[Kind::Node]);
        let nested = depth > 0;
        match (self.c.below(26), node) {
            (19..=25, _) => self.extra_truth().unwrap_or_else(|| "true".into()),
            (0..=3, _) => {
                let (a, b) = (self.integer(depth.min(1)), self.integer(0));
                format!("{a} {} {b}", self.c.pick(&["<=", ">", "=", "<>", "<", ">="]))
            }
            (4, Some(node)) => format!("{node}.y IS NOT NULL"),
            (5, Some(node)) => format!("{node}:{}", self.c.pick(&["A", "B", "A|B", "!C"])),
            (6, _) if nested => format!("NOT ({})", self.truth(depth - 1)),
            (7, _) if nested => {
                format!("({} AND {})", self.truth(depth - 1), self.truth(depth - 1))
            }
            (8, _) if nested => format!("({} OR {})", self.truth(depth - 1), self.truth(depth - 1)),
            (9, _) if nested => {
                format!("({} XOR {})", self.truth(depth - 1), self.truth(depth - 1))
            }
            (10, Some(node)) => {
                format!("{node}.x IN [0, 1, {}]", self.c.pick(&["2", "null", "'a'"]))
            }
            (11, Some(node)) => {
                let op = *self.c.pick(&["STARTS WITH", "ENDS WITH", "CONTAINS", "=~"]);
                format!("{node}.y {op} {}", self.c.pick(&["'a'", "'b'", "null"]))
            }
            (12, Some(node)) => {
                let (left, right) = *self.c.pick(&[("-", "->"), ("-", "-"), ("<-", "-")]);
                let edge = *self.c.pick(&["[:R]", "", "[*1..2]", "[:S|T]"]);
                let end = *self.c.pick(&["", ":A", ":!B"]);
                let pattern = format!("({node}){left}{edge}{right}({end})");
                if self.bare { pattern } else { format!("EXISTS {{ {pattern} }}") }
            }
            (13, Some(node)) => format!(
                "EXISTS {{ MATCH ({node})--(w) WHERE w.x {} {} }}",
                self.c.pick(&["=", ">", "<"]),
                self.integer(0)
            ),
            (14, Some(node)) => {
                let quantifier = *self.c.pick(&["any", "all", "none", "single"]);
                format!("{quantifier}(i IN [0, 1, {node}.x] WHERE i >= {})", self.integer(0))
            }
            (15, Some(node)) => match self.any_of(&[Kind::Node]) {
                Some(other) => format!("{node} {} {other}", self.c.pick(&["=", "<>"])),
                None => "true".into(),
            },
            (16, Some(node)) => format!("0 <= {node}.x < {}", 1 + self.c.below(3)),
            (17, Some(node)) => {
                let (other, _) = self.scalar(0);
                format!("{node}.m {} {other}", self.c.pick(&["=", "<>", "<", ">="]))
            }
            _ => (*self.c.pick(&["true", "true", "null", "false"])).to_owned(),
        }
    }

    /// The variables so far, as items of `RETURN`.
    pub fn all_items(&self) -> String {
        let names: Vec<&str> = self.scope.iter().map(|(name, _)| name.as_str()).collect();
        if names.is_empty() { "1 AS one".into() } else { names.join(", ") }
    }
}
