//! In how many ways the edges of a star can be followed, no edge twice.

use super::branches::Star;
use crate::algebra::{BinaryOp, CompareOp, Expr, LabelExpr, UnaryOp, Var};
use crate::graph::{Data, Graph};
use crate::plan::matching::property_equals;
use crate::plan::op::{Branch, Chain, Factor};
use crate::plan::walk;
use std::collections::HashSet;

/// The variables that an expression mentions.
pub(super) fn mentions(expr: &Expr) -> HashSet<Var> {
    let mut found = HashSet::new();
    walk::mentioned(expr, &mut found);
    found
}

type Ways = (Vec<Branch>, Vec<Branch>, Vec<Factor>);

/// The branches of a star, the sets of edges that are to be counted, and the factors of the number of ways; `None` where
/// that number is no product of them.
pub(super) fn ways(star: &Star, graph: &Graph) -> Option<Ways> {
    let mut plain: Vec<Branch> = star
        .chains
        .iter()
        .map(|chain| Branch { chain: chain.clone(), filter: Vec::new() })
        .collect();
    let mut compared: Vec<(Comparison, usize, usize, &Expr)> = Vec::new();
    for predicate in &star.predicates {
        if let Some((comparison, a, b)) = comparison(predicate, graph)
            && let Some(one) = plain.iter().position(|branch| branch.chain.to == a)
            && let Some(other) = plain.iter().position(|branch| branch.chain.to == b)
            && one != other
        {
            compared.push((comparison, one, other, predicate));
            continue;
        }
        let vars = mentions(predicate);
        let own = |branch: &&mut Branch| {
            vars.iter().all(|var| [branch.chain.edge, branch.chain.to].contains(var))
        };
        let branch = plain.iter_mut().find(own).filter(|_| is_safe(predicate))?;
        branch.filter.push(predicate.clone());
    }
    let edges: Vec<Var> = plain.iter().map(|branch| branch.chain.edge).collect();
    let known = |branch: &Branch| branch.chain.apart.iter().all(|edge| edges.contains(edge));
    if plain.len() < 2 || !plain.iter().all(known) {
        return None;
    }
    let (mut sets, mut factors) = (Vec::new(), Vec::new());
    if let Some(((op, key), one, other, predicate)) = compared.pop() {
        // Nothing else may depend on the two.
        if plain.len() > 2 || !compared.is_empty() {
            return None;
        }
        let (one, other) = (plain.get(one)?, plain.get(other)?);
        let same = asked(one, one) == asked(other, one)
            && one.chain.types == other.chain.types
            && one.chain.direction == other.chain.direction;
        sets.push(one.clone());
        if !same {
            sets.push(other.clone());
        }
        factors.push(Factor::Compared { one: 0, other: sets.len() - 1, op, key });
        // Where the edges are followed one after the other, the ends are compared after the last.
        if let Some(last) = plain.last_mut() {
            last.filter.push(predicate.clone());
        }
        return Some((plain, sets, factors));
    }
    for group in groups(&plain)? {
        factors.push(factor(&group, &mut sets)?);
    }
    Some((plain, sets, factors))
}

/// How ends are compared: by a property, or by number.
type Comparison = (CompareOp, Option<String>);

/// A comparison of two nodes that is never true of a node and itself.
fn comparison(predicate: &Expr, graph: &Graph) -> Option<(Comparison, Var, Var)> {
    let Expr::Compare(left, rest) = predicate else { return None };
    let [(op, right)] = rest.as_slice() else { return None };
    if !matches!(op, CompareOp::Less | CompareOp::Greater | CompareOp::NotEqual) {
        return None;
    }
    let var = |expr: &Expr| match expr {
        Expr::Var(var) => Some(*var),
        _ => None,
    };
    match (&**left, right) {
        (Expr::Var(a), Expr::Var(b)) if *op == CompareOp::NotEqual => Some(((*op, None), *a, *b)),
        (Expr::Call(f, a), Expr::Call(g, b)) if f.name == "id" && g.name == "id" => {
            Some(((*op, None), var(a.first()?)?, var(b.first()?)?))
        }
        (Expr::Property(a, key), Expr::Property(b, other)) if key == other => {
            let column = graph.node_column(graph.key_id(key)?)?;
            let integers = matches!(column.data(), Data::Integer(_));
            integers.then_some(((*op, Some(key.clone())), var(a)?, var(b)?))
        }
        _ => None,
    }
}

/// The branches in groups, in each of which all keep apart from one another and go through the same edges.
fn groups(branches: &[Branch]) -> Option<Vec<Vec<&Branch>>> {
    let mut groups: Vec<Vec<&Branch>> = Vec::new();
    for branch in branches {
        let apart = |other: &&Branch| branch.chain.apart.contains(&other.chain.edge);
        let alike = |other: &&Branch| {
            branch.chain.types == other.chain.types
                && branch.chain.direction == other.chain.direction
        };
        let mut meeting = groups.iter_mut().filter(|group| group.iter().any(apart));
        match (meeting.next(), meeting.next()) {
            (None, _) => groups.push(vec![branch]),
            (Some(group), None) if group.iter().all(|b| apart(b) && alike(b)) => {
                group.push(branch);
            }
            _ => return None,
        }
    }
    Some(groups)
}

/// The number of ways to choose an edge for each branch of a group. Where the sets of edges lie within one another, it is
/// the product of their sizes, each less the number of smaller ones; of two other sets, the product less the size of
/// what they share.
fn factor(group: &[&Branch], sets: &mut Vec<Branch>) -> Option<Factor> {
    let first = *group.first()?;
    let mut by_size: Vec<(Vec<Expr>, &Branch)> =
        group.iter().map(|branch| (asked(branch, first), *branch)).collect();
    by_size.sort_by_key(|(asked, _)| std::cmp::Reverse(asked.len()));
    let nested = by_size.is_sorted_by(|(a, _), (b, _)| b.iter().all(|expr| a.contains(expr)));
    if let (false, [one, other]) = (nested, group) {
        let both = both(one, other);
        let [one, other, both] = [(*one).clone(), (*other).clone(), both].map(|set| {
            sets.push(set);
            sets.len() - 1
        });
        return Some(Factor::Two { one, other, both });
    }
    if !nested {
        return None;
    }
    let mut falling = Vec::new();
    let mut before: Option<&Vec<Expr>> = None;
    for (asked, branch) in &by_size {
        // Of those as long as the one before, each asks the same.
        if before.is_none_or(|before| before.len() != asked.len()) {
            sets.push((*branch).clone());
        }
        falling.push(sets.len() - 1);
        before = Some(asked);
    }
    Some(Factor::Falling(falling))
}

/// What is asked of the edges of a branch, as if they were those of another.
fn asked(branch: &Branch, of: &Branch) -> Vec<Expr> {
    let Chain { edge, to, to_label, to_text, properties, .. } = &branch.chain;
    let label = to_label
        .iter()
        .map(|label| Expr::HasLabels(Box::new(Expr::Var(*to)), LabelExpr::Name(label.clone())));
    let text = to_text.iter().map(|(key, value)| property_equals(*to, key, value));
    let properties = properties.iter().map(|(key, value)| property_equals(*edge, key, value));
    let mut asked: Vec<Expr> = Vec::new();
    for mut expr in label.chain(text).chain(properties).chain(branch.filter.iter().cloned()) {
        walk::rewrite(&mut expr, |e| {
            let other = match e {
                Expr::Var(var) if *var == *edge => of.chain.edge,
                Expr::Var(var) if *var == *to => of.chain.to,
                _ => return false,
            };
            *e = Expr::Var(other);
            true
        });
        if !asked.contains(&expr) {
            asked.push(expr);
        }
    }
    asked
}

/// The edges that are of both branches.
fn both(one: &Branch, other: &Branch) -> Branch {
    let mut both = one.clone();
    both.filter.extend(asked(other, one));
    both
}

/// Whether a condition has a value for each row, so that it does not matter for which it is evaluated.
fn is_safe(condition: &Expr) -> bool {
    let mut open = vec![condition];
    while let Some(next) = open.pop() {
        match next {
            Expr::And(all) | Expr::Or(all) => open.extend(all),
            Expr::Unary(UnaryOp::Not, inner) => open.push(inner),
            Expr::HasLabels(of, _) if matches!(**of, Expr::Var(_)) => {}
            Expr::Unary(UnaryOp::IsNull | UnaryOp::IsNotNull, of) if is_plain(of) => {}
            Expr::Binary(BinaryOp::In, of, list) if is_plain(of) && is_list(list) => {}
            Expr::Compare(first, rest)
                if is_plain(first) && rest.iter().all(|(_, expr)| is_plain(expr)) => {}
            _ => return false,
        }
    }
    true
}

fn is_list(expr: &Expr) -> bool {
    matches!(expr, Expr::List(all) if all.iter().all(is_plain))
}

fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::Literal(_) | Expr::Parameter(_) | Expr::Var(_) => true,
        Expr::Property(of, _) => matches!(**of, Expr::Var(_)),
        // As in date('2018-01-01').
        Expr::Call(function, args) => {
            !function.volatile && args.iter().all(|arg| matches!(arg, Expr::Literal(_)))
        }
        _ => false,
    }
}
