//! From the algebra to evaluators.

use super::subquery::{Subquery, Wanted};
use super::{BoxEval, basic, binary, lists, logic, ordered};
use crate::algebra::{CaseArm, CompareOp, Expr, PathPattern, Query, Var};
use crate::exec::ExecError;
use crate::exec::build::Builder;
use crate::exec::labels::Labels;
use crate::exec::locate::Watched;
use crate::plan;
use crate::value::{EvalError, Value};
use std::sync::Arc;

type Compiled = Result<BoxEval, ExecError>;

impl Builder<'_, '_> {
    /// Compiles an expression; where the places of errors are looked for, so that it tells what fails.
    pub(in crate::exec) fn expr(&mut self, expr: &Expr) -> Compiled {
        let compiled = self.kind_of(expr);
        match (&mut self.cx.located, compiled) {
            (Some(_), Ok(inner)) => Ok(Box::new(Watched { inner, expr: expr.clone() })),
            (Some(located), Err(error)) => {
                located.fails(&error, expr);
                Err(error)
            }
            (None, compiled) => compiled,
        }
    }

    /// Each kind has a function of its own, so that nesting takes little of the stack.
    fn kind_of(&mut self, expr: &Expr) -> Compiled {
        match expr {
            Expr::Literal(value) => constant(value),
            Expr::Parameter(name) => self.parameter(name),
            Expr::Var(var) => self.variable(*var),
            Expr::Property(of, key) => self.property(of, key),
            Expr::Index(of, index) => self.index(of, index),
            Expr::Slice(of, from, to) => self.slice(of, from.as_deref(), to.as_deref()),
            Expr::List(items) => self.list(items),
            Expr::Map(entries) => self.map(entries),
            Expr::Unary(op, of) => self.unary(*op, of),
            Expr::Binary(op, left, right) => self.binary(*op, left, right),
            Expr::Compare(first, rest) => self.compare(first, rest),
            Expr::And(parts) => self.junction(parts, false),
            Expr::Or(parts) => self.junction(parts, true),
            Expr::Xor(parts) => self.xor(parts),
            Expr::HasLabels(of, labels) => self.labels(of, labels),
            Expr::Call(function, args) => self.call(function, args),
            Expr::Aggregate(aggregate) => misplaced(aggregate.function.name),
            Expr::Case { subject, arms, otherwise } => {
                self.case(subject.as_deref(), arms, otherwise.as_deref())
            }
            Expr::ListComprehension { var, list, filter, map } => {
                self.comprehension(*var, list, filter.as_deref(), map.as_deref())
            }
            Expr::Quantified { .. } => self.quantified(expr),
            Expr::Reduce { .. } => self.reduce(expr),
            Expr::PatternComprehension { pattern, filter, map } => {
                self.pattern_comprehension(pattern, filter.as_deref(), map)
            }
            Expr::Exists(query) => self.subquery(query, false),
            Expr::Count(query) => self.subquery(query, true),
        }
    }

    #[inline(never)]
    pub(in crate::exec) fn exprs(&mut self, all: &[Expr]) -> Result<Vec<BoxEval>, ExecError> {
        let mut compiled = Vec::with_capacity(all.len());
        for expr in all {
            compiled.push(self.expr(expr)?);
        }
        Ok(compiled)
    }

    #[inline(never)]
    fn option(&mut self, expr: Option<&Expr>) -> Result<Option<BoxEval>, ExecError> {
        match expr {
            Some(expr) => Ok(Some(self.expr(expr)?)),
            None => Ok(None),
        }
    }

    #[inline(never)]
    fn parameter(&mut self, name: &str) -> Compiled {
        match self.cx.params.get(name) {
            Some(value) => constant(value),
            None => Err(EvalError::new(format!("the parameter ${name} has no value"))
                .with_help(format!(
                    "give it one with `--param {name}=VALUE` (in code `AskOptions::param`)"
                ))
                .into()),
        }
    }

    #[inline(never)]
    fn variable(&mut self, var: Var) -> Compiled {
        match self.locals.iter().rposition(|local| *local == var) {
            Some(slot) => Ok(Box::new(basic::Local(slot))),
            None => Ok(Box::new(basic::ColumnOf(var))),
        }
    }

    #[inline(never)]
    fn list(&mut self, items: &[Expr]) -> Compiled {
        let items = self.exprs(items)?;
        Ok(Box::new(basic::List(items)))
    }

    #[inline(never)]
    fn xor(&mut self, parts: &[Expr]) -> Compiled {
        let parts = self.exprs(parts)?;
        Ok(Box::new(logic::Xor(parts)))
    }

    #[inline(never)]
    fn property(&mut self, of: &Expr, key: &str) -> Compiled {
        let property = basic::Property {
            of: self.expr(of)?,
            key: self.cx.graph.key_id(key),
            name: key.to_owned(),
        };
        Ok(match of {
            Expr::Var(var) if !self.locals.contains(var) => {
                Box::new(basic::NodeProperty { of: *var, slow: property })
            }
            _ => Box::new(property),
        })
    }

    #[inline(never)]
    fn index(&mut self, of: &Expr, index: &Expr) -> Compiled {
        let (of, index) = (self.expr(of)?, self.expr(index)?);
        Ok(Box::new(binary::Index { of, index }))
    }

    #[inline(never)]
    fn slice(&mut self, of: &Expr, from: Option<&Expr>, to: Option<&Expr>) -> Compiled {
        let (of, from, to) = (self.expr(of)?, self.option(from)?, self.option(to)?);
        Ok(Box::new(binary::Slice { of, from, to }))
    }

    #[inline(never)]
    fn map(&mut self, entries: &[(String, Expr)]) -> Compiled {
        let mut compiled = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            compiled.push((key.clone(), self.expr(value)?));
        }
        Ok(Box::new(basic::Map(compiled)))
    }

    #[inline(never)]
    fn unary(&mut self, op: crate::algebra::UnaryOp, of: &Expr) -> Compiled {
        let of = self.expr(of)?;
        Ok(Box::new(binary::Unary { op, of }))
    }

    #[inline(never)]
    fn binary(&mut self, op: crate::algebra::BinaryOp, left: &Expr, right: &Expr) -> Compiled {
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        Ok(Box::new(binary::Binary { op, left, right }))
    }

    #[inline(never)]
    fn compare(&mut self, first: &Expr, rest: &[(CompareOp, Expr)]) -> Compiled {
        let at_most = matches!(
            (first, rest),
            (Expr::Count(_), [(CompareOp::Less | CompareOp::LessEqual, _)])
        );
        let mut first = self.expr(first)?;
        if at_most {
            first = Box::new(logic::AtMost(first));
        }
        let mut compiled = Vec::with_capacity(rest.len());
        for (op, expr) in rest {
            compiled.push((*op, self.expr(expr)?));
        }
        Ok(Box::new(logic::Compare { first, rest: compiled }))
    }

    #[inline(never)]
    fn junction(&mut self, parts: &[Expr], decides: bool) -> Compiled {
        let parts = self.exprs(parts)?;
        Ok(match decides && self.cx.traced() {
            true => Box::new(logic::AnyOf(parts)),
            false => Box::new(logic::Junction { parts, decides }),
        })
    }

    #[inline(never)]
    fn labels(&mut self, of: &Expr, labels: &crate::algebra::LabelExpr) -> Compiled {
        let of = self.expr(of)?;
        let labels = Labels::new(self.cx.graph, labels);
        Ok(Box::new(basic::HasLabels { of, labels }))
    }

    #[inline(never)]
    fn call(&mut self, function: &'static crate::functions::Function, args: &[Expr]) -> Compiled {
        if let Some(value) = self.known(function, args) {
            return constant(&value);
        }
        let compared = ordered::events(function, args).filter(|_| self.cx.graph.has_date_order());
        let events: Option<Result<Vec<_>, _>> =
            compared.map(|events| events.into_iter().map(|event| self.expr(event)).collect());
        let args = self.exprs(args)?;
        Ok(match events.transpose()? {
            Some(events) => Box::new(ordered::Ordered { function, args, events }),
            None => Box::new(basic::Call { function, args }),
        })
    }

    /// What a function of literals gives, once for all rows; nothing where that is an error, which only a row may raise.
    fn known(&self, function: &crate::functions::Function, args: &[Expr]) -> Option<Value> {
        let literal = |arg: &Expr| match arg {
            Expr::Literal(value) => Some(value.clone()),
            _ => None,
        };
        let args: Option<Vec<Value>> = args.iter().map(literal).collect();
        let args = args.filter(|args| !function.volatile && !args.is_empty())?;
        let env = crate::functions::Env { graph: self.cx.graph };
        (function.eval)(&env, &args).ok().filter(|value| matches!(value, Value::Edtf(_)))
    }

    #[inline(never)]
    fn case(
        &mut self,
        subject: Option<&Expr>,
        arms: &[CaseArm],
        otherwise: Option<&Expr>,
    ) -> Compiled {
        let subject = self.option(subject)?;
        let mut compiled = Vec::with_capacity(arms.len());
        for arm in arms {
            compiled.push((self.expr(&arm.when)?, self.expr(&arm.then)?));
        }
        let otherwise = self.option(otherwise)?;
        Ok(Box::new(logic::Case { subject, arms: compiled, otherwise }))
    }

    #[inline(never)]
    fn comprehension(
        &mut self,
        var: Var,
        list: &Expr,
        filter: Option<&Expr>,
        map: Option<&Expr>,
    ) -> Compiled {
        let list = self.expr(list)?;
        let slot = self.open(var);
        let (filter, map) = (self.option(filter)?, self.option(map)?);
        self.locals.truncate(slot);
        Ok(Box::new(lists::Comprehension { slot, list, filter, map }))
    }

    #[inline(never)]
    fn quantified(&mut self, expr: &Expr) -> Compiled {
        let Expr::Quantified { quantifier, var, list, predicate } = expr else {
            return misplaced("quantifier");
        };
        let list = self.expr(list)?;
        let slot = self.open(*var);
        let predicate = self.expr(predicate)?;
        self.locals.truncate(slot);
        Ok(Box::new(lists::Quantified { quantifier: *quantifier, slot, list, predicate }))
    }

    #[inline(never)]
    fn reduce(&mut self, expr: &Expr) -> Compiled {
        let Expr::Reduce { accumulator, init, var, list, step } = expr else {
            return misplaced("reduce");
        };
        let (init, list) = (self.expr(init)?, self.expr(list)?);
        let accumulator = self.open(*accumulator);
        let slot = self.open(*var);
        let step = self.expr(step)?;
        self.locals.truncate(accumulator);
        Ok(Box::new(lists::Reduce { accumulator, init, slot, list, step }))
    }

    /// Opens the scope of a variable of a comprehension; its slot.
    fn open(&mut self, var: Var) -> usize {
        self.locals.push(var);
        self.locals.len() - 1
    }

    #[inline(never)]
    fn pattern_comprehension(
        &mut self,
        pattern: &PathPattern,
        filter: Option<&Expr>,
        map: &Expr,
    ) -> Compiled {
        let bound = self.visible();
        let pipeline = plan::plan_pattern(pattern, filter, &mut self.vars, &bound, self.cx.graph);
        self.run_for_row(&pipeline, |builder| Ok(Wanted::Collect(builder.expr(map)?)))
    }

    #[inline(never)]
    fn subquery(&mut self, query: &Query, counted: bool) -> Compiled {
        let wanted = if counted { Wanted::Count } else { Wanted::Exists };
        let bound = self.visible();
        let pipeline = plan::plan_subquery(query, &mut self.vars, &bound, self.cx.graph);
        self.run_for_row(&pipeline, |_| Ok(wanted))
    }

    fn run_for_row(
        &mut self,
        pipeline: &plan::Pipeline,
        wanted: impl FnOnce(&mut Self) -> Result<Wanted, ExecError>,
    ) -> Compiled {
        let locals = self.locals.iter().copied().enumerate().map(|(slot, var)| (var, slot));
        let locals: Vec<(Var, usize)> = locals.collect();
        let outer = self.bound.clone();
        self.bound.extend(locals.iter().map(|(var, _)| *var));
        let (driver, argument) = self.inner(pipeline)?;
        let wanted = wanted(self)?;
        self.bound = outer;
        Ok(Box::new(Subquery { driver, argument, locals, wanted }))
    }
}

#[inline(never)]
fn constant(value: &Value) -> Compiled {
    // A copy of its own, since threads that count the references to one value hold each other up.
    let value = match value {
        Value::String(text) => Value::String(Arc::from(&**text)),
        Value::Edtf(date) => Value::Edtf(Arc::new((**date).clone())),
        other => other.clone(),
    };
    Ok(Box::new(basic::Constant(value)))
}

#[inline(never)]
fn misplaced(name: &str) -> Compiled {
    Err(EvalError::new(format!("the aggregate {name} stands where no rows are grouped"))
        .with_help("aggregates stand in WITH and RETURN")
        .into())
}
