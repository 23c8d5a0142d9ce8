//! From the meaning of a phrase to algebra.

mod ask;
mod conditions;
mod expr;
mod links;

use super::meaning::{Meaning, NounId, What};
use crate::algebra::{
    Clause, Expr, Kind, LabelExpr, Match, NodePattern, PathPattern, Query, Selector, Var, VarInfo,
};
use crate::ontology::{Ontology, node_label};

/// The query that a phrase means.
pub(super) fn lower(meaning: &Meaning, ontology: &Ontology) -> Query {
    let mut lowering = Lowering {
        meaning,
        ontology,
        vars: Vec::new(),
        bound: vec![None; meaning.nouns.len()],
        clauses: Vec::new(),
        flipped: false,
    };
    lowering.query()
}

/// What is built up while a phrase is lowered.
struct Lowering<'a> {
    meaning: &'a Meaning,
    ontology: &'a Ontology,
    vars: Vec<VarInfo>,
    /// The variable of each noun, once it has one.
    bound: Vec<Option<Var>>,
    /// The clauses of the query, or of the subquery at hand.
    clauses: Vec<Clause>,
    /// Inside a negation, where what must not even possibly hold must be certain.
    flipped: bool,
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
                    properties.push(("id".to_owned(), expr::text(&only.id)));
                }
                self.labels(&names.iter().map(|name| name.class.clone()).collect::<Vec<_>>())
            }
        };
        if self.meaning.certain && !self.flipped {
            properties.push(("certainty".to_owned(), expr::text("stated")));
        }
        NodePattern { var, labels, properties, filter: None }
    }

    /// What holds of a noun beside its pattern: that it is one of several names.
    fn one_of_names(&self, noun: NounId, var: Var) -> Option<Expr> {
        let What::Names(names) = &self.meaning.nouns[noun.0].what else { return None };
        (names.len() > 1).then(|| {
            let ids = names.iter().map(|name| expr::text(&name.id)).collect();
            expr::is_in(expr::property(var, "id"), Expr::List(ids))
        })
    }

    /// A label, or one of several; classes below another one of them are left out.
    fn labels(&self, classes: &[String]) -> Option<LabelExpr> {
        let mut labels: Vec<LabelExpr> = Vec::new();
        for class in classes {
            let below =
                classes.iter().any(|other| other != class && self.ontology.is_a(class, other));
            let label = LabelExpr::Name(node_label(class));
            if !below && !labels.contains(&label) {
                labels.push(label);
            }
        }
        match labels.len() {
            0 => None,
            1 => labels.pop(),
            _ => Some(LabelExpr::Or(labels)),
        }
    }

    /// Begins a clause with a pattern that starts at `noun`.
    fn start(&mut self, noun: NounId) -> Var {
        let node = self.node(noun);
        let var = node.var;
        let path =
            PathPattern { var: None, selector: Selector::All, start: node, steps: Vec::new() };
        self.clauses.push(Clause::Match(Match {
            optional: false,
            patterns: vec![path],
            filter: None,
        }));
        if let Some(filter) = self.one_of_names(noun, var) {
            self.filter(filter);
        }
        var
    }

    /// Adds to the `WHERE` of the last clause.
    fn filter(&mut self, condition: Expr) {
        if let Some(Clause::Match(last)) = self.clauses.last_mut() {
            last.filter = Some(match last.filter.take() {
                None => condition,
                Some(Expr::And(mut all)) => {
                    all.push(condition);
                    Expr::And(all)
                }
                Some(other) => Expr::And(vec![other, condition]),
            });
        }
    }

    /// The variable of a noun that is bound.
    fn var(&self, noun: NounId) -> Var {
        self.bound[noun.0].unwrap_or(Var(u32::MAX))
    }
}
