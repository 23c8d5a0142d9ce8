//! What is asked of the head noun, as the last clauses of the query.

use super::super::meaning::{Ask, Group, Metric, NounId, Order};
use super::dated::{part_name, period_function};
use super::{Lowering, expr};
use crate::algebra::{Clause, CompareOp, Expr, Item, Kind, Part, Projection, Query, SortKey, Var};
use crate::value::Value;

impl Lowering<'_> {
    /// The whole query.
    pub(super) fn query(&mut self) -> Query {
        let meaning = self.meaning;
        let Some(&head) = meaning.heads.first() else {
            return Query { vars: Vec::new(), parts: Vec::new(), union_all: false, as_of: None };
        };
        self.found(head);
        if let (Some((last, count)), false) = (meaning.pick, matches!(meaning.ask, Ask::Rows)) {
            let dated = if matches!(meaning.ask, Ask::When) { self.dated_noun(head) } else { head };
            self.only_first(dated, last, count);
        }
        match &meaning.ask {
            Ask::Rows => self.rows(head),
            Ask::When => self.when(head),
            Ask::Count(groups) if groups.is_empty() => {
                let count = expr::aggregate("count", true, vec![Expr::Var(self.var(head))]);
                let count = self.column("count", count);
                self.result(vec![count], false, Vec::new(), None);
            }
            Ask::Count(groups) => self.counts(head, groups),
            Ask::Extreme { group, least } => self.extreme_group(head, group, *least),
            Ask::Top { metric: Metric::Number(noun), least, only_extreme } => {
                self.top_number(head, *noun, *least, *only_extreme);
            }
            Ask::Top { metric: Metric::Amount(measure, noun), least, only_extreme } => {
                self.top_amount(head, measure, *noun, *least, *only_extreme);
            }
            Ask::Amount { function, measure, group } => {
                self.amount(head, function, measure, group.as_ref())
            }
        }
        let part = Part { clauses: std::mem::take(&mut self.clauses) };
        Query {
            vars: std::mem::take(&mut self.vars),
            parts: vec![part],
            union_all: false,
            as_of: self.meaning.as_of.clone(),
        }
    }

    fn column(&mut self, name: &str, expr: Expr) -> Item {
        let var = self.fresh(name, Kind::Value);
        Item { expr, var }
    }

    fn result(
        &mut self,
        items: Vec<Item>,
        distinct: bool,
        order: Vec<SortKey>,
        limit: Option<u64>,
    ) {
        let limit = limit.map(|limit| expr::number(i64::try_from(limit).unwrap_or(i64::MAX)));
        let projection = Projection { distinct, items, order, limit, ..Projection::default() };
        self.clauses.push(Clause::Return(projection));
    }

    fn with(&mut self, items: Vec<Item>, distinct: bool, filter: Option<Expr>) {
        self.clauses.push(Clause::With(Projection {
            distinct,
            items,
            filter,
            ..Projection::default()
        }));
    }

    pub(super) fn is_event(&self, noun: NounId) -> bool {
        self.classes(noun)
            .iter()
            .any(|class| self.ontology.is_a(class, super::super::reader::EVENT))
    }

    pub(super) fn is_date(&self, noun: NounId) -> bool {
        self.classes(noun).iter().all(|class| self.ontology.is_a(class, super::super::link::DATE))
    }

    fn rows(&mut self, head: NounId) {
        let var = self.var(head);
        if let Some((last, count)) = self.meaning.pick {
            let order = self.natural(head, Some(Order::Date(last)));
            if self.meaning.order.is_none() && !self.is_rough() {
                return self.result(
                    vec![Item { expr: Expr::Var(var), var }],
                    true,
                    order,
                    Some(count),
                );
            }
            self.only_first(head, last, count);
        }
        let picked = self.meaning.pick.map(|(last, _)| Order::Date(last));
        let order = self.natural(head, self.meaning.order.or(picked));
        self.result(vec![Item { expr: Expr::Var(var), var }], true, order, self.meaning.limit);
    }

    fn when(&mut self, head: NounId) {
        let head = self.dated_noun(head);
        let var = self.var(head);
        let date = self.column("date", expr::property(var, "date"));
        let mut order = self.natural(head, self.meaning.order);
        for key in order.iter_mut().filter(|key| key.expr == date.expr) {
            key.expr = Expr::Var(date.var);
        }
        self.result(
            vec![date, Item { expr: Expr::Var(var), var }],
            true,
            order,
            self.meaning.limit,
        );
    }

    /// The noun whose date is asked for: the head, or the first event that it is linked to.
    pub(super) fn dated_noun(&self, head: NounId) -> NounId {
        let bound = |id: &NounId| self.bound[id.0].is_some() && self.is_event(*id);
        let mut all = std::iter::once(head).chain((0..self.bound.len()).map(NounId));
        all.find(bound).unwrap_or(head)
    }

    /// The key of a group, and the keys by which groups are ordered.
    fn group_key(&mut self, head: NounId, group: &Group) -> (Item, Vec<Expr>) {
        match group {
            Group::Period(precision) => {
                let dated = self.dated_noun(head);
                let date = expr::property(self.var(dated), "date");
                let item = self.column(
                    part_name(*precision),
                    expr::call(period_function(*precision), vec![date]),
                );
                let order = vec![Expr::Var(item.var)];
                (item, order)
            }
            Group::Class => {
                let item = self.column("class", expr::property(self.var(head), "class"));
                let order = vec![Expr::Var(item.var)];
                (item, order)
            }
            Group::Noun(noun) => {
                let var = self.var(*noun);
                let order = vec![expr::property(var, "name"), expr::property(var, "id")];
                (Item { expr: Expr::Var(var), var }, order)
            }
        }
    }

    fn counts(&mut self, head: NounId, groups: &[Group]) {
        let (mut items, mut keys) = (Vec::new(), Vec::new());
        for group in groups {
            let (key, order) = self.group_key(head, group);
            items.push(key);
            keys.extend(ascending(order));
        }
        let count = expr::aggregate("count", true, vec![Expr::Var(self.var(head))]);
        let count = self.column("count", count);
        let figure = SortKey { expr: Expr::Var(count.var), descending: true };
        match (self.meaning.order, groups) {
            (Some(Order::Figure(descending)), _) => {
                keys.insert(0, SortKey { descending, ..figure })
            }
            (Some(Order::Date(true)), [Group::Period(_), ..]) => {
                keys.iter_mut().for_each(|key| key.descending = true);
            }
            (None, [Group::Noun(_) | Group::Class]) => keys.insert(0, figure),
            _ => {}
        }
        items.push(count);
        self.result(items, false, keys, self.meaning.limit);
    }

    /// The groups with the most of the head noun, ties and all.
    fn extreme_group(&mut self, head: NounId, group: &Group, least: bool) {
        let (key, _) = self.group_key(head, group);
        let count = expr::aggregate("count", true, vec![Expr::Var(self.var(head))]);
        let count = self.column("count", count);
        let (key_var, count_var) = (key.var, count.var);
        let placed = match group {
            Group::Period(precision) if self.is_rough() => Some(self.all_placed(head, *precision)),
            _ => None,
        };
        let name = self.vars[key_var.0 as usize].name.clone().unwrap_or_default();
        self.with(vec![key, count], false, Some(expr::is_known(Expr::Var(key_var))));
        self.only_extreme(Expr::Var(key_var), &name, Expr::Var(count_var), "count", least, placed);
    }

    /// Of pairs of a thing and its figure, those with the greatest or least figure; they are merely possible where it is not
    /// certain that what `sure` says holds.
    fn only_extreme(
        &mut self,
        thing: Expr,
        name: &str,
        figure: Expr,
        called: &str,
        least: bool,
        sure: Option<Expr>,
    ) {
        let node = matches!(thing, Expr::Var(var) if self.vars[var.0 as usize].kind == Kind::Node);
        let pairs =
            expr::aggregate("collect", false, vec![Expr::List(vec![thing, figure.clone()])]);
        let pairs = self.column("pairs", pairs);
        let best = expr::aggregate(if least { "min" } else { "max" }, false, vec![figure]);
        let best = self.column(if least { "least" } else { "most" }, best);
        let (pairs_var, best_var) = (pairs.var, best.var);
        self.with(vec![pairs, best], false, None);
        let pair = self.fresh("pair", Kind::Value);
        self.clauses.push(Clause::Unwind { list: Expr::Var(pairs_var), var: pair });
        let part = |index| Expr::Index(Box::new(Expr::Var(pair)), Box::new(expr::number(index)));
        let (thing, figure) = (self.renamed(name, part(0)), self.renamed(called, part(1)));
        let best = Item { expr: Expr::Var(best_var), var: best_var };
        let equal = expr::compare(Expr::Var(figure.var), CompareOp::Equal, Expr::Var(best_var));
        let sure = sure.map(|sure| match self.meaning.certain {
            true => sure,
            false => {
                expr::call("possible", vec![expr::any_of(vec![sure, Expr::Literal(Value::Null)])])
            }
        });
        let equal = expr::all_of([equal].into_iter().chain(sure).collect());
        let order = match node {
            true => {
                ascending(vec![expr::property(thing.var, "name"), expr::property(thing.var, "id")])
            }
            false => ascending(vec![Expr::Var(thing.var)]),
        };
        let again = |item: &Item| Item { expr: Expr::Var(item.var), var: item.var };
        let last = vec![again(&thing), again(&figure)];
        self.with(vec![thing, figure, best], false, Some(equal));
        self.result(last, false, order, self.meaning.limit);
    }

    /// A column whose name may have been used by a variable that is gone.
    fn renamed(&mut self, name: &str, expr: Expr) -> Item {
        self.vars.push(crate::algebra::VarInfo { name: Some(name.to_owned()), kind: Kind::Value });
        Item { expr, var: Var(self.vars.len() as u32 - 1) }
    }

    fn top_number(&mut self, head: NounId, noun: NounId, least: bool, only_extreme: bool) {
        let var = self.var(head);
        let count = match self.counted(head) {
            Some(count) => count,
            None => expr::aggregate("count", true, vec![Expr::Var(self.var(noun))]),
        };
        let count = self.column("count", count);
        let item = Item { expr: Expr::Var(var), var };
        if only_extreme {
            let count_var = count.var;
            let name = self.vars[var.0 as usize].name.clone().unwrap_or_default();
            self.with(vec![item, count], least, None);
            return self.only_extreme(
                Expr::Var(var),
                &name,
                Expr::Var(count_var),
                "count",
                least,
                None,
            );
        }
        let mut keys = vec![SortKey { expr: Expr::Var(count.var), descending: !least }];
        keys.extend(self.natural(head, None));
        self.ranked(head, vec![item, count], least, keys);
    }

    /// The first rows of a ranking, in the order that is asked for.
    fn ranked(&mut self, head: NounId, items: Vec<Item>, distinct: bool, keys: Vec<SortKey>) {
        let order @ Some(Order::Name(_) | Order::Date(_)) = self.meaning.order else {
            return self.result(items, distinct, keys, self.meaning.limit);
        };
        let again: Vec<Item> =
            items.iter().map(|i| Item { expr: Expr::Var(i.var), var: i.var }).collect();
        let limit = self.meaning.limit.map(|n| expr::number(i64::try_from(n).unwrap_or(i64::MAX)));
        let first = Projection { distinct, items, order: keys, limit, ..Projection::default() };
        self.clauses.push(Clause::With(first));
        let keys = self.natural(head, order);
        self.result(again, false, keys, None);
    }

    fn top_amount(
        &mut self,
        head: NounId,
        measure: &str,
        noun: Option<NounId>,
        least: bool,
        only_extreme: bool,
    ) {
        let var = self.var(head);
        let owner = noun.map_or(var, |noun| self.var(noun));
        let amount = expr::property(owner, measure);
        self.with_amount(noun.unwrap_or(head), measure);
        let item = || Item { expr: Expr::Var(var), var };
        let name = self.vars[var.0 as usize].name.clone().unwrap_or_default();
        if noun.is_some() {
            self.with(vec![item(), Item { expr: Expr::Var(owner), var: owner }], true, None);
            let total = self.column(measure, expr::aggregate("sum", false, vec![amount]));
            let total_var = total.var;
            if only_extreme {
                self.with(vec![item(), total], false, None);
                return self.only_extreme(
                    Expr::Var(var),
                    &name,
                    Expr::Var(total_var),
                    measure,
                    least,
                    None,
                );
            }
            let mut keys = vec![SortKey { expr: Expr::Var(total_var), descending: !least }];
            keys.extend(self.natural(head, None));
            return self.ranked(head, vec![item(), total], false, keys);
        }
        if only_extreme {
            self.with(vec![item()], true, None);
            return self.only_extreme(Expr::Var(var), &name, amount, measure, least, None);
        }
        let amount = self.column(measure, amount);
        let mut keys = vec![SortKey { expr: Expr::Var(amount.var), descending: !least }];
        keys.extend(self.natural(head, None));
        self.ranked(head, vec![item(), amount], true, keys);
    }

    /// A figure of the amounts, for each unit that there is; without a function, the amounts themselves.
    fn amount(&mut self, head: NounId, function: &str, measure: &str, group: Option<&Group>) {
        let var = self.var(head);
        let amount = expr::property(var, measure);
        self.with_amount(head, measure);
        if function.is_empty() {
            let column = self.column(measure, amount);
            let order = self.natural(head, self.meaning.order);
            return self.result(
                vec![Item { expr: Expr::Var(var), var }, column],
                true,
                order,
                self.meaning.limit,
            );
        }
        let mut kept = vec![Item { expr: Expr::Var(var), var }];
        if let Some(Group::Noun(noun)) = group {
            let noun = self.var(*noun);
            kept.push(Item { expr: Expr::Var(noun), var: noun });
        }
        self.with(kept, true, None);
        let args = match function {
            "percentileCont" => vec![amount.clone(), Expr::Literal(0.5.into())],
            _ => vec![amount.clone()],
        };
        let unit = (!self.is_plain(measure))
            .then(|| self.column("unit", expr::call("unit", vec![amount])));
        let name = if function == "sum" { "total" } else { measure };
        let figure = self.column(name, expr::aggregate(function, false, args));
        let figure_var = figure.var;
        let (mut items, mut last, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(group) = group {
            let (key, order) = self.group_key(head, group);
            last.push(Item { expr: Expr::Var(key.var), var: key.var });
            keys = ascending(order);
            items.push(key);
        }
        last.push(Item { expr: Expr::Var(figure_var), var: figure_var });
        if let Some(unit) = unit {
            keys.push(SortKey { expr: Expr::Var(unit.var), descending: false });
            items.push(unit);
        }
        items.push(figure);
        self.with(items, false, None);
        self.result(last, false, keys, self.meaning.limit);
    }
}

fn ascending(keys: Vec<Expr>) -> Vec<SortKey> {
    keys.into_iter().map(|expr| SortKey { expr, descending: false }).collect()
}
