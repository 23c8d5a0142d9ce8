//! What a query asks with one of its conditions left out.
//!
//! Where a query has no rows, those of its relaxations that have some tell which condition keeps the rest away: the
//! maximal succeeding subqueries one step below it (Godfrey, *Minimization in cooperative response to failing database
//! queries*, 1997).

use super::print::fragment_text;
use super::{
    Clause, EdgePattern, Expr, Match, NodePattern, Part, PathPattern, Projection, Query, Var,
};

/// A query with one of its conditions left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxed {
    /// The condition, as it stands in the query.
    pub without: String,
    /// What remains.
    pub query: Query,
    /// The node whose label it was.
    unlabelled: Option<Var>,
}

impl Relaxed {
    /// Whether what is asked for has lost its class: other things are no answer at all.
    pub fn asks_for_others(&self) -> bool {
        let last = self.query.parts.last().and_then(|part| part.clauses.last());
        let Some(Clause::Return(Projection { items, .. })) = last else { return false };
        self.unlabelled.is_some_and(|var| items.iter().any(|item| item.expr == Expr::Var(var)))
    }
}

/// A condition that was taken out of a query; of a node or an edge, only that condition is left.
#[derive(Debug)]
pub(super) enum Fragment {
    Condition(Expr),
    Node(NodePattern),
    Edge(EdgePattern),
}

impl Query {
    /// The query without each of its conditions: first those behind `WHERE`, then properties, labels and types.
    /// None of a `UNION`; what is optional keeps no row away and stays.
    pub fn relaxed(&self) -> Vec<Relaxed> {
        let relaxed = |take: Take, nth: usize| {
            let mut query = self.clone();
            let [part] = query.parts.as_mut_slice() else { return None };
            let fragment = taken(part, take, nth)?;
            let unlabelled = match &fragment {
                Fragment::Node(NodePattern { var, labels: Some(_), .. }) => Some(*var),
                _ => None,
            };
            Some(Relaxed { without: fragment_text(self, &fragment), query, unlabelled })
        };
        let all = |take: Take| (0..).map_while(move |nth| relaxed(take, nth));
        [conjunct, property, label, edge_type].into_iter().flat_map(all).collect()
    }
}

/// Takes a condition of one kind out of a clause, the one before which there are so many others: these are counted down.
type Take = fn(&mut Clause, &mut usize) -> Option<Fragment>;

fn taken(part: &mut Part, take: Take, mut nth: usize) -> Option<Fragment> {
    part.clauses.iter_mut().find_map(|clause| take(clause, &mut nth))
}

/// Whether it is this one's turn.
fn turn(nth: &mut usize) -> bool {
    let now = *nth == 0;
    *nth = nth.saturating_sub(1);
    now
}

fn conjunct(clause: &mut Clause, nth: &mut usize) -> Option<Fragment> {
    let filter = match clause {
        Clause::Match(Match { optional: false, filter, .. }) => filter,
        Clause::With(projection) => &mut projection.filter,
        _ => return None,
    };
    let mut all = match filter.take()? {
        Expr::And(all) => all,
        one => vec![one],
    };
    let at = (0..all.len()).find(|_| turn(nth));
    let fragment = at.map(|at| Fragment::Condition(all.remove(at)));
    *filter = if all.len() > 1 { Some(Expr::And(all)) } else { all.pop() };
    fragment
}

fn property(clause: &mut Clause, nth: &mut usize) -> Option<Fragment> {
    nodes(clause).find_map(|node| {
        let at = (0..node.properties.len()).find(|_| turn(nth))?;
        let properties = vec![node.properties.remove(at)];
        Some(Fragment::Node(NodePattern { var: node.var, labels: None, properties, filter: None }))
    })
}

fn label(clause: &mut Clause, nth: &mut usize) -> Option<Fragment> {
    nodes(clause).find_map(|node| {
        let labels = Some(node.labels.take_if(|_| turn(nth))?);
        let (var, properties, filter) = (node.var, Vec::new(), None);
        Some(Fragment::Node(NodePattern { var, labels, properties, filter }))
    })
}

fn edge_type(clause: &mut Clause, nth: &mut usize) -> Option<Fragment> {
    let mut edges = paths(clause).iter_mut().flat_map(|path| &mut path.steps).map(|(edge, _)| edge);
    edges.find_map(|edge| {
        let types = Some(edge.types.take_if(|_| turn(nth))?);
        let (properties, filter) = (Vec::new(), None);
        Some(Fragment::Edge(EdgePattern { types, properties, filter, ..edge.clone() }))
    })
}

fn nodes(clause: &mut Clause) -> impl Iterator<Item = &mut NodePattern> {
    paths(clause).iter_mut().flat_map(|PathPattern { start, steps, .. }| {
        std::iter::once(start).chain(steps.iter_mut().map(|(_, node)| node))
    })
}

fn paths(clause: &mut Clause) -> &mut [PathPattern] {
    match clause {
        Clause::Match(Match { optional: false, patterns, .. }) => patterns,
        _ => &mut [],
    }
}

#[cfg(test)]
mod tests {
    use crate::bind::pattern::bind;
    use crate::syntax::pattern::parse;

    fn relaxed(text: &str) -> String {
        let query = bind(&parse(text).unwrap(), None).unwrap().query;
        let line =
            |relaxed: super::Relaxed| format!("{}\n    {}\n", relaxed.without, relaxed.query);
        query.relaxed().into_iter().map(line).collect()
    }

    #[test]
    fn each_condition_is_left_out_once() {
        let text = "MATCH (a:Award {id: 1})-[:RECIPIENT]->(:Company)<--(b) WHERE a.z > 3 AND (a.v OR a.w) \
                    OPTIONAL MATCH (a)-[:GIVER]->(g:Agent) WHERE g.u WITH a, count(*) AS n WHERE n > 1 RETURN a";
        let left_out = relaxed(text);
        let left_out: Vec<&str> = left_out.lines().filter(|line| !line.starts_with(' ')).collect();
        let conditions = ["a.z > 3", "a.v OR a.w", "n > 1"];
        let of_patterns = ["(a {id: 1})", "(a:Award)", "(:Company)", "-[:RECIPIENT]->"];
        assert_eq!(left_out, [&conditions[..], &of_patterns].concat());
    }

    #[test]
    fn the_rest_stays_as_it_is() {
        insta::assert_snapshot!(relaxed("MATCH (a:A {k: 1})-[:R]->(b) WHERE a.x AND b.y AND b.z RETURN a LIMIT 3"), @r"
        a.x
            MATCH (a:A {k: 1})-[:R]->(b) WHERE b.y AND b.z RETURN a LIMIT 3
        b.y
            MATCH (a:A {k: 1})-[:R]->(b) WHERE a.x AND b.z RETURN a LIMIT 3
        b.z
            MATCH (a:A {k: 1})-[:R]->(b) WHERE a.x AND b.y RETURN a LIMIT 3
        (a {k: 1})
            MATCH (a:A)-[:R]->(b) WHERE a.x AND b.y AND b.z RETURN a LIMIT 3
        (a:A)
            MATCH (a {k: 1})-[:R]->(b) WHERE a.x AND b.y AND b.z RETURN a LIMIT 3
        -[:R]->
            MATCH (a:A {k: 1})-->(b) WHERE a.x AND b.y AND b.z RETURN a LIMIT 3
        ");
    }

    #[test]
    fn a_union_has_none() {
        assert_eq!(relaxed("MATCH (a:A) RETURN a UNION MATCH (a:B) RETURN a"), "");
    }
}
