//! Expressions, with no more parentheses than they need.

use super::Printer;
use super::name::quoted;
use crate::algebra::{Aggregate, BinaryOp, CompareOp, Expr, LabelExpr, Quantifier, UnaryOp};
use crate::value::Value;

/// How tight an expression binds: an operand that binds less than its place needs stands in parentheses.
type Level = u8;

const OR: Level = 1;
const XOR: Level = 2;
const AND: Level = 3;
const NOT: Level = 4;
const COMPARE: Level = 5;
const PREDICATE: Level = 6;
const SUM: Level = 7;
const PRODUCT: Level = 8;
const POWER: Level = 9;
const SIGN: Level = 10;
const LABELS: Level = 11;
const ATOM: Level = 12;

fn level(expr: &Expr) -> Level {
    match expr {
        Expr::Or(_) => OR,
        Expr::Xor(_) => XOR,
        Expr::And(_) => AND,
        Expr::Unary(UnaryOp::Not, _) => NOT,
        Expr::Compare(..) => COMPARE,
        Expr::Unary(UnaryOp::IsNull | UnaryOp::IsNotNull, _) => PREDICATE,
        Expr::Unary(..) => SIGN,
        Expr::Binary(op, ..) => binary_level(*op),
        Expr::HasLabels(..) => LABELS,
        Expr::Literal(Value::Integer(_) | Value::Float(_)) => SIGN,
        _ => ATOM,
    }
}

fn binary_level(op: BinaryOp) -> Level {
    match op {
        BinaryOp::Add | BinaryOp::Subtract => SUM,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => PRODUCT,
        BinaryOp::Power => POWER,
        _ => PREDICATE,
    }
}

fn binary_symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => " + ",
        BinaryOp::Subtract => " - ",
        BinaryOp::Multiply => " * ",
        BinaryOp::Divide => " / ",
        BinaryOp::Modulo => " % ",
        BinaryOp::Power => " ^ ",
        BinaryOp::In => " IN ",
        BinaryOp::StartsWith => " STARTS WITH ",
        BinaryOp::EndsWith => " ENDS WITH ",
        BinaryOp::Contains => " CONTAINS ",
        BinaryOp::Matches => " =~ ",
    }
}

fn compare_symbol(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => " = ",
        CompareOp::NotEqual => " <> ",
        CompareOp::Less => " < ",
        CompareOp::LessEqual => " <= ",
        CompareOp::Greater => " > ",
        CompareOp::GreaterEqual => " >= ",
    }
}

impl Printer {
    pub(super) fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Literal(value) => self.push(&value.to_string()),
            Expr::Parameter(name) => self.parameter(name),
            Expr::Var(var) => self.var(*var),
            Expr::Property(of, key) => {
                self.at_least(ATOM, of);
                self.push(".");
                self.push(&quoted(key));
            }
            Expr::Index(of, index) => {
                self.at_least(ATOM, of);
                self.push("[");
                self.expr(index);
                self.push("]");
            }
            Expr::Slice(of, from, to) => self.slice(of, from.as_deref(), to.as_deref()),
            Expr::List(all) => self.list(all),
            Expr::Map(entries) => self.entries(entries),
            Expr::Unary(op, of) => self.unary(*op, of),
            Expr::Binary(op, left, right) => self.binary(*op, left, right),
            Expr::Compare(first, rest) => self.compare(first, rest),
            Expr::And(all) => self.joined(all, " AND ", |printer, one| printer.at_least(NOT, one)),
            Expr::Or(all) => self.joined(all, " OR ", |printer, one| printer.at_least(XOR, one)),
            Expr::Xor(all) => self.joined(all, " XOR ", |printer, one| printer.at_least(AND, one)),
            Expr::HasLabels(of, labels) => self.has_labels(of, labels),
            Expr::Call(function, args) => self.call(function.name, "", args),
            Expr::Aggregate(aggregate) => self.aggregate(aggregate),
            _ => self.block(expr),
        }
    }

    /// In parentheses where it binds less than `least`.
    fn at_least(&mut self, least: Level, expr: &Expr) {
        if level(expr) >= least {
            return self.expr(expr);
        }
        self.push("(");
        self.expr(expr);
        self.push(")");
    }

    fn parameter(&mut self, name: &str) {
        let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let name = if plain { name.to_owned() } else { format!("`{}`", name.replace('`', "``")) };
        self.push("$");
        self.push(&name);
    }

    fn slice(&mut self, of: &Expr, from: Option<&Expr>, to: Option<&Expr>) {
        self.at_least(ATOM, of);
        self.push("[");
        if let Some(from) = from {
            self.expr(from);
        }
        self.push("..");
        if let Some(to) = to {
            self.expr(to);
        }
        self.push("]");
    }

    /// A list of one element stands so that it does not read as a comprehension.
    fn list(&mut self, all: &[Expr]) {
        self.push("[");
        match all {
            [one] => self.at_least(SUM, one),
            _ => self.joined(all, ", ", Self::expr),
        }
        self.push("]");
    }

    pub(super) fn entries(&mut self, entries: &[(String, Expr)]) {
        self.push("{");
        self.joined(entries, ", ", |printer, (key, value)| {
            printer.push(&quoted(key));
            printer.push(": ");
            printer.expr(value);
        });
        self.push("}");
    }

    fn unary(&mut self, op: UnaryOp, of: &Expr) {
        match op {
            UnaryOp::Not => {
                self.push("NOT ");
                self.at_least(NOT, of);
            }
            UnaryOp::Minus | UnaryOp::Plus => {
                self.push(if op == UnaryOp::Minus { "-" } else { "+" });
                self.at_least(LABELS, of);
            }
            UnaryOp::IsNull | UnaryOp::IsNotNull => {
                self.at_least(PREDICATE, of);
                self.push(if op == UnaryOp::IsNull { " IS NULL" } else { " IS NOT NULL" });
            }
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
        let own = binary_level(op);
        self.at_least(own, left);
        self.push(binary_symbol(op));
        self.at_least(own + 1, right);
    }

    fn compare(&mut self, first: &Expr, rest: &[(CompareOp, Expr)]) {
        self.at_least(PREDICATE, first);
        for (op, expr) in rest {
            self.push(compare_symbol(*op));
            self.at_least(PREDICATE, expr);
        }
    }

    /// In an expression, alternatives stand in parentheses: a bar may mean something else.
    fn has_labels(&mut self, of: &Expr, labels: &LabelExpr) {
        self.at_least(ATOM, of);
        self.push(":");
        self.labels(labels, 1);
    }

    fn call(&mut self, name: &str, before: &str, args: &[Expr]) {
        self.push(name);
        self.push("(");
        self.push(before);
        self.joined(args, ", ", Self::expr);
        self.push(")");
    }

    fn aggregate(&mut self, aggregate: &Aggregate) {
        let before = match (aggregate.args.is_empty(), aggregate.distinct) {
            (true, _) => "*",
            (false, true) => "DISTINCT ",
            (false, false) => "",
        };
        self.call(aggregate.function.name, before, &aggregate.args);
    }

    /// Expressions with parts in keywords or brackets of their own.
    fn block(&mut self, expr: &Expr) {
        match expr {
            Expr::Case { subject, arms, otherwise } => {
                self.push("CASE");
                self.after(" ", subject.as_deref());
                for arm in arms {
                    self.after(" WHEN ", Some(&arm.when));
                    self.after(" THEN ", Some(&arm.then));
                }
                self.after(" ELSE ", otherwise.as_deref());
                self.push(" END");
            }
            Expr::ListComprehension { var, list, filter, map } => {
                self.push("[");
                self.var(*var);
                self.after(" IN ", Some(list));
                self.after(" WHERE ", filter.as_deref());
                self.after(" | ", map.as_deref());
                self.push("]");
            }
            Expr::Quantified { quantifier, var, list, predicate } => {
                self.push(match quantifier {
                    Quantifier::All => "all(",
                    Quantifier::Any => "any(",
                    Quantifier::None => "none(",
                    Quantifier::Single => "single(",
                });
                self.var(*var);
                self.after(" IN ", Some(list));
                self.after(" WHERE ", Some(predicate));
                self.push(")");
            }
            Expr::Reduce { accumulator, init, var, list, step } => {
                self.push("reduce(");
                self.var(*accumulator);
                self.after(" = ", Some(init));
                self.push(", ");
                self.var(*var);
                self.after(" IN ", Some(list));
                self.after(" | ", Some(step));
                self.push(")");
            }
            Expr::PatternComprehension { pattern, filter, map } => {
                self.push("[");
                self.path(pattern);
                self.after(" WHERE ", filter.as_deref());
                self.after(" | ", Some(map));
                self.push("]");
            }
            Expr::Exists(query) => self.braced("EXISTS", query),
            Expr::Count(query) => self.braced("COUNT", query),
            _ => {}
        }
    }

    fn after(&mut self, words: &str, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.push(words);
            self.expr(expr);
        }
    }

    fn braced(&mut self, word: &str, query: &crate::algebra::Query) {
        self.push(word);
        self.push(" { ");
        self.subquery(query);
        self.push(" }");
    }
}
