//! From the meaning of a phrase to algebra.

mod ask;
mod conditions;
mod dated;
mod expr;
mod links;
mod order;
mod rivals;
mod stated;

use super::meaning::{Meaning, NounId, What};
use crate::algebra::{
    Clause, CompareOp, EdgePattern, Expr, Kind, LabelExpr, Match, NodePattern, PathPattern, Query,
    Selector, Var, VarInfo,
};
use crate::catalog::{Catalog, NameEntry};
use crate::ontology::Ontology;

/// The query that a phrase means.
pub(super) fn lower(meaning: &Meaning, catalog: &Catalog) -> Query {
    let mut lowering = Lowering {
        meaning,
        catalog,
        ontology: &catalog.ontology,
        vars: Vec::new(),
        bound: vec![None; meaning.nouns.len()],
        clauses: Vec::new(),
        flipped: false,
        nested: false,
        skipped: None,
    };
    lowering.query()
}

/// What is built up while a phrase is lowered.
struct Lowering<'a> {
    meaning: &'a Meaning,
    catalog: &'a Catalog,
    ontology: &'a Ontology,
    vars: Vec<VarInfo>,
    /// The variable of each noun, once it has one.
    bound: Vec<Option<Var>>,
    /// The clauses of the query, or of the subquery at hand.
    clauses: Vec<Clause>,
    /// Inside a negation, where what must not even possibly hold must be certain.
    flipped: bool,
    /// Inside a subquery, whose rows do not tell what they rest on.
    nested: bool,
    /// A noun that is found without regard to which of them is picked by its order.
    skipped: Option<NounId>,
}

impl Lowering<'_> {
    /// A new variable with a name like `name` that is not taken.
    fn fresh(&mut self, name: &str, kind: Kind) -> Var {
        let taken = |name: &str| self.vars.iter().any(|var| var.name.as_deref() == Some(name));
        let mut found = name.to_owned();
        let mut number = 2;
        while taken(&found) {
            found = format!("{name}{number}");
            number += 1;
        }
        self.vars.push(VarInfo { name: Some(found), kind });
        Var(self.vars.len() as u32 - 1)
    }

    /// A variable without a name.
    fn unnamed(&mut self, kind: Kind) -> Var {
        self.vars.push(VarInfo { name: None, kind });
        Var(self.vars.len() as u32 - 1)
    }

    /// What the variable of a noun is called: by its class.
    fn name_of(&self, noun: NounId) -> String {
        let class = match &self.meaning.nouns[noun.0].what {
            What::Classes(classes) if classes.len() > 3 => None,
            What::Classes(classes) => classes.first(),
            What::Names(names) => names.first().map(|name| &name.class),
        };
        class.map_or("thing".to_owned(), |class| class.replace('-', "_"))
    }

    /// The pattern of a noun: with labels and names where it is met first, else only its variable.
    fn node(&mut self, noun: NounId) -> NodePattern {
        if let Some(var) = self.bound[noun.0] {
            return NodePattern { var, labels: None, properties: Vec::new(), filter: None };
        }
        let var = self.fresh(&self.name_of(noun), Kind::Node);
        self.bound[noun.0] = Some(var);
        let mut properties = Vec::new();
        let labels = match &self.meaning.nouns[noun.0].what {
            What::Classes(classes) => self.labels(classes),
            What::Names(names) => {
                if let [only] = names.as_slice() {
                    properties.push(("id".to_owned(), expr::id(only)));
                }
                self.labels(&names.iter().map(|name| name.class.clone()).collect::<Vec<_>>())
            }
        };
        if self.meaning.certain && !self.flipped && !self.catalog.unqualified {
            properties.push(("certainty".to_owned(), expr::text("stated")));
        }
        NodePattern { var, labels, properties, filter: None }
    }

    /// What holds of a noun beside its pattern: that it is one of several names.
    fn one_of_names(&self, noun: NounId, var: Var) -> Option<Expr> {
        let What::Names(names) = &self.meaning.nouns[noun.0].what else { return None };
        let of_one_class = names.windows(2).all(|pair| pair[0].class == pair[1].class);
        (names.len() > 1).then(|| match of_one_class {
            // The pattern has the label.
            true => has_id(var, names),
            false => self.is_one_of(var, names),
        })
    }

    /// That a variable is what one of these names means.
    fn is_one_of(&self, var: Var, names: &[NameEntry]) -> Expr {
        match names {
            [only] if only.shared => self.is_named(var, only),
            several if several.iter().any(|name| name.shared) => {
                Expr::Or(several.iter().map(|name| self.is_named(var, name)).collect())
            }
            several => has_id(var, several),
        }
    }

    /// That a variable is what a name means, by class and id.
    fn is_named(&self, var: Var, name: &NameEntry) -> Expr {
        let same = expr::compare(expr::property(var, "id"), CompareOp::Equal, expr::id(name));
        match self.labels(std::slice::from_ref(&name.class)) {
            Some(labels) => {
                Expr::And(vec![Expr::HasLabels(Box::new(Expr::Var(var)), labels), same])
            }
            None => same,
        }
    }

    /// A label, or one of several; classes below another one of them are left out.
    fn labels(&self, classes: &[String]) -> Option<LabelExpr> {
        let mut labels: Vec<LabelExpr> = Vec::new();
        for class in classes {
            let below =
                classes.iter().any(|other| other != class && self.ontology.is_a(class, other));
            for label in self.catalog.labels_of(class).into_iter().map(LabelExpr::Name) {
                if !below && !labels.contains(&label) {
                    labels.push(label);
                }
            }
        }
        match labels.len() {
            0 => None,
            1 => labels.pop(),
            _ => Some(LabelExpr::Or(labels)),
        }
    }

    /// One of these relations; none for any.
    fn types(&self, relations: &[String]) -> Option<LabelExpr> {
        let types = relations.iter().flat_map(|relation| self.catalog.types_of(relation));
        let mut names: Vec<LabelExpr> = Vec::new();
        for name in types.map(LabelExpr::Name) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match names.len() {
            0 => None,
            1 => names.pop(),
            _ => Some(LabelExpr::Or(names)),
        }
    }

    /// Begins a clause with a pattern that starts at `noun`.
    fn start(&mut self, noun: NounId) -> Var {
        let node = self.node(noun);
        let var = node.var;
        self.push_path(node, Vec::new(), &[]);
        if let Some(filter) = self.one_of_names(noun, var) {
            self.filter(filter);
        }
        var
    }

    /// A clause of one path. In a subquery about the graph as it stood on a day, it tells whether it was there then: for
    /// certain, where that it was not is in question, and else possibly; the events among `given` are there.
    fn push_path(
        &mut self,
        start: NodePattern,
        steps: Vec<(EdgePattern, NodePattern)>,
        given: &[NounId],
    ) {
        let reading = match (self.meaning.certain, self.flipped) {
            _ if !self.nested || self.meaning.as_of.is_none() => None,
            (true, _) => None,
            (false, true) => Some("certain"),
            (false, false) => Some("possible"),
        };
        let var = reading.map(|_| self.fresh("path", Kind::Path));
        let given = given.iter().filter(|noun| self.is_event(**noun)).map(|noun| self.var(*noun));
        let filter = reading.zip(var).map(|(reading, var)| {
            let args = std::iter::once(var).chain(given).map(Expr::Var).collect();
            expr::call(reading, vec![expr::call("settled", args)])
        });
        let patterns = vec![PathPattern { var, selector: Selector::All, start, steps }];
        self.clauses.push(Clause::Match(Match { optional: false, patterns, filter }));
    }

    /// Whether dates or valid times may leave open what there is.
    fn is_rough(&self) -> bool {
        self.catalog.rough_dates || self.meaning.as_of.is_some()
    }

    /// Adds to the `WHERE` of the last clause.
    fn filter(&mut self, condition: Expr) {
        let filter = match self.clauses.last_mut() {
            Some(Clause::Match(last)) => &mut last.filter,
            Some(Clause::With(last)) => &mut last.filter,
            _ => return,
        };
        *filter = Some(match filter.take() {
            None => condition,
            Some(Expr::And(mut all)) => {
                all.extend(parts(condition));
                Expr::And(all)
            }
            Some(other) => Expr::And([vec![other], parts(condition)].concat()),
        });
    }

    /// The variable of a noun that is bound.
    fn var(&self, noun: NounId) -> Var {
        self.bound[noun.0].unwrap_or(Var(u32::MAX))
    }
}

/// What must all hold.
fn parts(condition: Expr) -> Vec<Expr> {
    match condition {
        Expr::And(all) => all,
        other => vec![other],
    }
}

/// That the id of a variable is that of one of these names.
fn has_id(var: Var, names: &[NameEntry]) -> Expr {
    let ids = names.iter().map(expr::id).collect();
    expr::is_in(expr::property(var, "id"), Expr::List(ids))
}
