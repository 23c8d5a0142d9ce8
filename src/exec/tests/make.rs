//! Queries and graphs made by hand.

use crate::algebra::*;
use crate::exec::{Cancel, ExecError, Limits, Params, Table, execute};
use crate::functions;
use crate::graph::{Direction, Graph, GraphBuilder};
use crate::plan::rules::RULES;
use crate::plan::{Plan, PlanOptions, plan, plan_with};
use crate::value::{NodeId, Value};

/// Numbers the variables of a query.
#[derive(Default)]
pub(super) struct Make {
    pub(super) vars: Vec<VarInfo>,
}

impl Make {
    pub(super) fn var(&mut self, name: &str, kind: Kind) -> Var {
        let name = Some(name.to_owned());
        let known = self.vars.iter().position(|info| info.name == name);
        Var(known.unwrap_or_else(|| {
            self.vars.push(VarInfo { name, kind });
            self.vars.len() - 1
        }) as u32)
    }

    pub(super) fn node(&mut self, name: &str, label: Option<&str>) -> NodePattern {
        NodePattern {
            var: self.var(name, Kind::Node),
            labels: label.map(|label| LabelExpr::Name(label.to_owned())),
            properties: Vec::new(),
            filter: None,
        }
    }

    pub(super) fn edge(
        &mut self,
        name: &str,
        direction: Direction,
        length: Option<(u32, Option<u32>)>,
    ) -> EdgePattern {
        let kind = if length.is_some() { Kind::EdgeList } else { Kind::Edge };
        EdgePattern {
            var: self.var(name, kind),
            types: None,
            direction,
            length: length.map(|(min, max)| Length { min, max }),
            properties: Vec::new(),
            filter: None,
        }
    }

    pub(super) fn query(self, clauses: Vec<Clause>) -> Query {
        Query { vars: self.vars, parts: vec![Part { clauses }], union_all: false, as_of: None }
    }
}

pub(super) fn path(
    var: Option<Var>,
    start: NodePattern,
    steps: Vec<(EdgePattern, NodePattern)>,
) -> PathPattern {
    PathPattern { var, selector: Selector::All, start, steps }
}

pub(super) fn matching(patterns: Vec<PathPattern>, filter: Option<Expr>) -> Clause {
    Clause::Match(Match { optional: false, patterns, filter })
}

pub(super) fn optional(patterns: Vec<PathPattern>, filter: Option<Expr>) -> Clause {
    Clause::Match(Match { optional: true, patterns, filter })
}

pub(super) fn returning(items: Vec<Item>) -> Clause {
    Clause::Return(Projection { items, ..Projection::default() })
}

pub(super) fn item(expr: Expr, var: Var) -> Item {
    Item { expr, var }
}

pub(super) fn property(var: Var, key: &str) -> Expr {
    Expr::Property(Box::new(Expr::Var(var)), key.to_owned())
}

pub(super) fn aggregate(name: &str, args: Vec<Expr>) -> Expr {
    let function = functions::lookup_aggregate(name).unwrap();
    Expr::Aggregate(Aggregate { function, distinct: false, args })
}

pub(super) fn run(query: &Query, graph: &Graph) -> Result<Table, ExecError> {
    run_with(query, graph, &Limits::default(), &Cancel::new(), false)
}

/// Runs a query, once more with each rule of the planner switched off: the rows must be the same.
pub(super) fn run_with(
    query: &Query,
    graph: &Graph,
    limits: &Limits,
    cancel: &Cancel,
    trace: bool,
) -> Result<Table, ExecError> {
    let run = |plan: &Plan| execute(plan, graph, &Params::default(), limits, cancel, trace);
    let table = run(&plan(query, graph));
    same_with_threads(&plan(query, graph), graph, limits, trace, &table);
    let table = table?;
    let all = RULES.iter().fold(PlanOptions::default(), |all, rule| all.without(rule.name));
    let each = RULES.iter().map(|rule| PlanOptions::default().without(rule.name));
    for options in each.chain([all]) {
        let plan = plan_with(query, graph, &options);
        let other = run(&plan)?;
        assert_eq!(rows(&table), rows(&other), "without {:?}:\n{plan}", options.off);
    }
    Ok(table)
}

/// The answer must be the same, to the order of the rows and what they rest on, when several threads work on small pieces.
pub(super) fn same_with_threads(
    plan: &Plan,
    graph: &Graph,
    limits: &Limits,
    trace: bool,
    expected: &Result<Table, ExecError>,
) {
    // Where one thread just makes it, several may not; what was cancelled goes on forever.
    if matches!(expected, Err(ExecError::Limit { .. } | ExecError::Cancelled)) {
        return;
    }
    for (threads, rows) in [(2, 1), (4, 3)] {
        let limits = limits.clone().threads(Some(threads)).pieces(Some(rows));
        let found = execute(plan, graph, &Params::default(), &limits, &Cancel::new(), trace);
        // As text, since NaN is not equal to itself, but 1 to 1.0.
        let (expected, found) = (format!("{expected:?}"), format!("{found:?}"));
        assert_eq!(expected, found, "{threads} threads, {rows} rows each:\n{plan}");
    }
}

/// The rows as text, sorted.
pub(super) fn rows(table: &Table) -> Vec<String> {
    let mut rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| row.values.iter().map(text).collect::<Vec<_>>().join(" "))
        .collect();
    rows.sort();
    rows
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Integer(n) => n.to_string(),
        Value::String(s) => s.to_string(),
        Value::Node(n) => format!("n{}", n.0),
        Value::Edge(e) => format!("e{}", e.0),
        Value::List(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(",")),
        other => format!("{other:?}"),
    }
}

/// Nodes named `a`, `b`, … with edges of type `T` between them, written as `ab bc`.
pub(super) fn graph(edges: &str) -> Graph {
    let mut builder = GraphBuilder::new();
    let mut nodes: Vec<(char, NodeId)> = Vec::new();
    for word in edges.split_whitespace() {
        let ends: Vec<NodeId> = word
            .chars()
            .map(|name| match nodes.iter().find(|(known, _)| *known == name) {
                Some((_, node)) => *node,
                None => {
                    let name_value = ("name".to_owned(), Value::from(name.to_string()));
                    let node = builder.add_node(&["N"], vec![name_value]);
                    nodes.push((name, node));
                    node
                }
            })
            .collect();
        if let [from, to] = ends.as_slice() {
            builder.add_edge(*from, *to, "T", Vec::new());
        }
    }
    builder.build().unwrap()
}

/// Every node is joined with every other.
pub(super) fn complete(nodes: usize) -> Graph {
    let mut builder = GraphBuilder::new();
    let ids: Vec<NodeId> = (0..nodes).map(|_| builder.add_node(&["N"], Vec::new())).collect();
    for (i, from) in ids.iter().enumerate() {
        for to in ids.iter().skip(i + 1) {
            builder.add_edge(*from, *to, "T", Vec::new());
        }
    }
    builder.build().unwrap()
}
