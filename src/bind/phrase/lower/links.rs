//! Links as patterns.

use super::super::meaning::{Ask, Comparison, Condition, Kind as Said, Link, Metric, NounId};
use super::super::reader::AGENT;
use super::{Lowering, expr};
use crate::algebra::{
    Clause, CompareOp, EdgePattern, Expr, Item, Kind, LabelExpr, Length, NodePattern, Part,
    Projection, Query,
};
use crate::graph::Direction;
use crate::ontology::{Qualifier, Relation};
use crate::value::Value;

impl Lowering<'_> {
    /// The noun and all that must hold of it, from here on in the clauses.
    pub(super) fn found(&mut self, noun: NounId) {
        self.start(noun);
        self.hold(noun, true);
    }

    /// The conditions of a noun; `at_end` if it is the last node of the last clause's only path.
    pub(super) fn hold(&mut self, noun: NounId, at_end: bool) {
        let meaning = self.meaning;
        let mut at_end = at_end;
        for condition in &meaning.nouns[noun.0].conditions {
            match &condition.kind {
                Said::Link(link) if self.is_counted(link.target) => {}
                Said::Picked(_) if self.skipped == Some(noun) => {}
                Said::Link(link) if !condition.negated && link.count.is_none() => {
                    self.follow(noun, link, condition.certain, at_end);
                    at_end = false;
                }
                _ => {
                    let filter = self.condition(noun, condition);
                    self.filter(filter);
                }
            }
        }
    }

    /// Whether the noun is counted by a subquery, since things that have none of it count too.
    fn is_counted(&self, noun: NounId) -> bool {
        matches!(self.meaning.ask, Ask::Top { metric: Metric::Number(counted), least: true, .. } if counted == noun)
    }

    /// How many of the noun that is counted by a subquery the head has.
    pub(super) fn counted(&mut self, head: NounId) -> Option<Expr> {
        let meaning = self.meaning;
        let link =
            meaning.nouns[head.0].conditions.iter().find_map(|condition| match &condition.kind {
                Said::Link(link) if self.is_counted(link.target) => Some((link, condition.certain)),
                _ => None,
            });
        let (link, certain) = link?;
        let outer = std::mem::take(&mut self.clauses);
        self.follow(head, link, certain, false);
        let clauses = std::mem::replace(&mut self.clauses, outer);
        Some(self.count_of(link.target, clauses, None))
    }

    /// How many different things a noun stands for in the rows of a subquery, or `limit` if there are more.
    pub(super) fn count_of(
        &self,
        noun: NounId,
        mut clauses: Vec<Clause>,
        limit: Option<&Expr>,
    ) -> Expr {
        let var = self.var(noun);
        let items = vec![Item { expr: Expr::Var(var), var }];
        let limit = limit.cloned();
        let counted = Projection { distinct: true, items, limit, ..Projection::default() };
        clauses.push(Clause::Return(counted));
        Expr::Count(Box::new(subquery(clauses)))
    }

    /// Goes on to the target of a link, in the path at hand where it can.
    fn follow(&mut self, noun: NounId, link: &Link, certain: bool, at_end: bool) {
        let first = self.bound[link.target.0].is_none();
        let steps = self.steps(noun, link, certain);
        if !(at_end && self.extend(&steps)) {
            let start = self.node(noun);
            let target = (!first).then_some(link.target);
            let given: Vec<NounId> = std::iter::once(noun).chain(target).collect();
            self.push_path(start, steps, &given);
        }
        if first {
            let var = self.var(link.target);
            if let Some(filter) = self.one_of_names(link.target, var) {
                self.filter(filter);
            }
            self.hold(link.target, true);
        }
    }

    /// Adds steps to the only path of the last clause. Not where an edge could be wanted twice, since a clause uses
    /// each edge once.
    fn extend(&mut self, steps: &[(EdgePattern, NodePattern)]) -> bool {
        let Some(Clause::Match(last)) = self.clauses.last_mut() else { return false };
        let Some(path) = last.patterns.last_mut() else { return false };
        let types = |edge: &EdgePattern| edge.types.clone();
        let clash = steps
            .iter()
            .any(|(new, _)| path.steps.iter().any(|(old, _)| overlap(&types(old), &types(new))));
        if !clash {
            path.steps.extend(steps.iter().cloned());
        }
        !clash
    }

    /// The edges and nodes of a link.
    pub(super) fn steps(
        &mut self,
        noun: NounId,
        link: &Link,
        certain: bool,
    ) -> Vec<(EdgePattern, NodePattern)> {
        let relations: Vec<&Relation> =
            link.relations.iter().filter_map(|id| self.ontology.relations.get(id)).collect();
        let transitive =
            !relations.is_empty() && relations.iter().all(|relation| relation.transitive);
        let symmetric = relations.iter().any(|relation| relation.symmetric);
        let direction = match (symmetric, link.backward) {
            (true, _) => Direction::Both,
            (_, true) => Direction::In,
            _ => Direction::Out,
        };
        let length = transitive.then_some(Length { min: 1, max: None });
        // The end that may lie further out: the place, or the period.
        let outer = if link.backward { noun } else { link.target };
        let date = link.relations.is_empty() && self.is_date(outer);
        let wanted =
            if date { Some(LabelExpr::Name("ON".to_owned())) } else { self.types(&link.relations) };
        let mut edge = self.edge(wanted, direction, length, certain);
        self.qualify(&mut edge, &link.relations);
        let climb = if date {
            Some("part_of".to_owned())
        } else {
            link.spatial.then(|| self.containment(outer)).flatten()
        };
        let Some(climb) = climb else {
            return vec![(edge, self.node(link.target))];
        };
        let between = self.unnamed(Kind::Node);
        let between =
            NodePattern { var: between, labels: None, properties: Vec::new(), filter: None };
        let up = self.types(std::slice::from_ref(&climb));
        let climb = self.edge(up, direction, Some(Length { min: 0, max: None }), certain);
        match link.backward {
            true => vec![(climb, between), (edge, self.node(link.target))],
            false => vec![(edge, between), (climb, self.node(link.target))],
        }
    }

    fn edge(
        &mut self,
        types: Option<LabelExpr>,
        direction: Direction,
        length: Option<Length>,
        certain: bool,
    ) -> EdgePattern {
        let var = self.unnamed(if length.is_some() { Kind::EdgeList } else { Kind::Edge });
        let stated = ("certainty".to_owned(), expr::text("stated"));
        let certain = certain || (self.meaning.certain && !self.flipped);
        let properties = if certain { vec![stated] } else { Vec::new() };
        EdgePattern { var, types, direction, length, properties, filter: None }
    }

    /// Asks for the values by which some of these relations are told from others of the same type. Where one of them is
    /// part of another, only the part is meant.
    fn qualify(&mut self, edge: &mut EdgePattern, relations: &[String]) {
        let of = |relation: &String| self.catalog.qualifier(relation);
        let qualifiers: Vec<&Qualifier> = relations.iter().filter_map(of).collect();
        let Some(first) = qualifiers.first() else { return };
        let whole = |relation: &String| qualifiers.iter().any(|part| part.relation == *relation);
        let others = relations.iter().any(|id| of(id).is_none() && !whole(id));
        if let ([only], false) = (qualifiers.as_slice(), others) {
            edge.properties.push((only.key.clone(), expr::text(&only.value)));
            return;
        }
        edge.var = self.fresh("link", Kind::Edge);
        let values = qualifiers.iter().map(|q| expr::text(&q.value)).collect();
        let mut any = vec![expr::is_in(expr::property(edge.var, &first.key), Expr::List(values))];
        if others {
            let types =
                self.catalog.types_of(&first.relation).iter().map(|t| expr::text(t)).collect();
            let of_type = expr::call("type", vec![Expr::Var(edge.var)]);
            any.push(expr::not(expr::is_in(of_type, Expr::List(types))));
        }
        edge.filter = Some(expr::any_of(any));
    }

    /// The transitive relation that leads from a place to those around it.
    fn containment(&self, target: NounId) -> Option<String> {
        let classes = self.classes(target);
        let takes = |end: &[String]| classes.iter().any(|class| self.ontology.is_any(class, end));
        let mut relations = self.ontology.relations.iter();
        relations
            .find(|(_, relation)| {
                relation.transitive && takes(&relation.domain) && takes(&relation.range)
            })
            .map(|(id, _)| id.clone())
    }

    /// That a link has at most so many targets, fewer, or exactly so many, where dates may leave open how many: it may
    /// have so many if there are no more for certain (and, for exactly so many, as many possibly), and has if there are
    /// possibly no more, too.
    fn bounded(&mut self, noun: NounId, link: &Link, comparison: Comparison, number: Expr) -> Expr {
        let before = self.bound.clone();
        let counted = |this: &mut Self, certain: bool| {
            this.bound.clone_from(&before);
            let clauses = this.within(noun, link, false, certain);
            this.count_of(link.target, clauses, None)
        };
        let exactly = comparison == Comparison::Exactly;
        let most =
            if comparison == Comparison::Less { CompareOp::Less } else { CompareOp::LessEqual };
        let least = counted(self, true);
        let mut all = vec![expr::compare(least, most, number.clone())];
        let known = match exactly {
            true => {
                let possible = counted(self, false);
                all.push(expr::compare(possible, CompareOp::GreaterEqual, number));
                let (least, possible) = (counted(self, true), counted(self, false));
                expr::compare(least, CompareOp::Equal, possible)
            }
            false => expr::compare(counted(self, false), most, number),
        };
        let known = expr::any_of(vec![known, Expr::Literal(Value::Null)]);
        all.push(expr::call("possible", vec![known]));
        expr::all_of(all)
    }

    /// The clauses of a subquery that finds the target of a link.
    fn within(&mut self, noun: NounId, link: &Link, certain: bool, flipped: bool) -> Vec<Clause> {
        let outer = std::mem::take(&mut self.clauses);
        let outside = (self.flipped, self.nested);
        (self.flipped, self.nested) = (flipped, true);
        self.follow(noun, link, certain, false);
        (self.flipped, self.nested) = outside;
        std::mem::replace(&mut self.clauses, outer)
    }

    /// A link that must not be, or whose targets are counted, as an expression.
    pub(super) fn linked(&mut self, noun: NounId, link: &Link, condition: &Condition) -> Expr {
        let fewer = matches!(link.count, Some((Comparison::AtMost | Comparison::Less, _)));
        let against = condition.negated != fewer;
        let certain = condition.certain && (!against || condition.denied_certainty);
        let flipped = match condition.certain && !certain {
            // Certainly none, or so few: what there possibly is counts, too.
            true => self.meaning.certain,
            false => self.flipped != against,
        };
        let before = self.bound.clone();
        let clauses = self.within(noun, link, certain, flipped);
        let found = match link.count {
            None => {
                let found = Expr::Exists(Box::new(subquery(clauses)));
                if !against
                    || condition.certain
                    || !flipped
                    || !self.is_rough()
                    || !says(&found, "certain")
                {
                    return if condition.negated { expr::not(found) } else { found };
                }
                // None for certain where there is possibly none.
                let after = std::mem::replace(&mut self.bound, before);
                let clauses = self.within(noun, link, false, false);
                self.bound = after;
                let none = expr::not(Expr::Exists(Box::new(subquery(clauses))));
                if !says(&none, "possible") && self.meaning.as_of.is_none() {
                    return expr::not(found);
                }
                let known = expr::any_of(vec![none, Expr::Literal(Value::Null)]);
                return expr::all_of(vec![expr::not(found), expr::call("possible", vec![known])]);
            }
            Some((comparison, count)) => {
                let number = expr::number(i64::try_from(count).unwrap_or(i64::MAX));
                let counted = self.count_of(link.target, clauses, None);
                let upward = matches!(comparison, Comparison::AtLeast | Comparison::More);
                let sure = condition.certain || self.meaning.certain || self.flipped;
                let reading = if flipped { "certain" } else { "possible" };
                if !sure
                    && !condition.negated
                    && !upward
                    && self.is_rough()
                    && says(&counted, reading)
                {
                    self.bound = before;
                    return self.bounded(noun, link, comparison, number);
                }
                let counted = match self.stated_count(noun, link) {
                    Some(stated) => expr::call("coalesce", vec![stated, counted]),
                    None => counted,
                };
                expr::compare(counted, super::conditions::operator(comparison), number)
            }
        };
        if condition.negated { expr::not(found) } else { found }
    }

    /// That nothing but these is linked so; as of a day, possibly so where nothing else is for certain.
    pub(super) fn no_other(
        &mut self,
        noun: NounId,
        link: &Link,
        classes: Option<&[String]>,
        but: &[NounId],
    ) -> Expr {
        let outside = (self.flipped, self.nested);
        (self.flipped, self.nested) = (!outside.0, true);
        let mut all = vec![self.none_but(noun, link, classes, but)];
        if self.meaning.as_of.is_some() && !self.meaning.certain {
            self.flipped = outside.0;
            let none = self.none_but(noun, link, classes, but);
            let known = expr::any_of(vec![none, Expr::Literal(Value::Null)]);
            all.push(expr::call("possible", vec![known]));
        }
        (self.flipped, self.nested) = outside;
        expr::all_of(all)
    }

    fn none_but(
        &mut self,
        noun: NounId,
        link: &Link,
        classes: Option<&[String]>,
        but: &[NounId],
    ) -> Expr {
        let direction = if link.backward { Direction::In } else { Direction::Out };
        let mut edge = self.edge(self.types(&link.relations), direction, None, false);
        self.qualify(&mut edge, &link.relations);
        let other = self.fresh("other", Kind::Node);
        let labels = match classes.and_then(|classes| self.labels(classes)) {
            None if link.relations.is_empty() => self.labels(&[AGENT.to_owned()]),
            labels => labels,
        };
        let end = NodePattern { var: other, labels, properties: Vec::new(), filter: None };
        let outer = std::mem::take(&mut self.clauses);
        let start = self.node(noun);
        self.push_path(start, vec![(edge, end)], &[noun]);
        let differs = |noun: &NounId| {
            expr::compare(Expr::Var(other), CompareOp::NotEqual, Expr::Var(self.var(*noun)))
        };
        self.filter(expr::all_of(but.iter().map(differs).collect()));
        let clauses = std::mem::replace(&mut self.clauses, outer);
        expr::not(Expr::Exists(Box::new(subquery(clauses))))
    }

    pub(super) fn classes(&self, noun: NounId) -> Vec<String> {
        match &self.meaning.nouns[noun.0].what {
            super::What::Classes(classes) => classes.clone(),
            super::What::Names(names) => names.iter().map(|name| name.class.clone()).collect(),
        }
    }
}

/// Whether a function is called anywhere in an expression: `certain` leaves out what holds for some completion of a date
/// only.
fn says(expr: &Expr, name: &str) -> bool {
    let mut all = vec![expr];
    while let Some(expr) = all.pop() {
        if matches!(expr, Expr::Call(function, _) if function.name == name) {
            return true;
        }
        all.extend(expr.children());
    }
    false
}

/// A subquery; it numbers its variables in the query around it.
pub(super) fn subquery(clauses: Vec<Clause>) -> Query {
    Query { vars: Vec::new(), parts: vec![Part { clauses }], union_all: false, as_of: None }
}

/// Whether two edges of a pattern could be the same edge.
fn overlap(one: &Option<LabelExpr>, other: &Option<LabelExpr>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            let names = |types: &LabelExpr| match types {
                LabelExpr::Or(all) => all.clone(),
                single => vec![single.clone()],
            };
            let others = names(other);
            names(one).iter().any(|name| others.contains(name))
        }
        _ => true,
    }
}
