//! Conditions on one date, such as `possible(within(date, edtf('2017'))) AND NOT before(date, edtf('2017-03'))`, from
//! which the dates that fit are found by their bounds.

use super::{Env, EvalError, Function};
use crate::graph::{DateColumn, DateGroups, DatePick, DateStep};
use crate::time::{AllenRelation, Date, Frame, Region, Regions, Relation, TimeUnit, Truth};
use crate::value::{self, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// A three-valued condition on one date, which may be missing (null).
#[derive(Debug, Clone, PartialEq)]
pub enum DateCondition {
    /// A function of the date and constants that gives a boolean.
    Call(DateCall),
    /// The date is compared with a constant.
    Compared(Relation, Value),
    /// The date is the same as a constant.
    Is(Value),
    /// There is no date.
    Missing,
    /// The opposite.
    Not(Box<DateCondition>),
    /// All of these.
    All(Vec<DateCondition>),
    /// One of these.
    One(Vec<DateCondition>),
    /// It is true.
    Certain(Box<DateCondition>),
    /// It is not false.
    Possible(Box<DateCondition>),
}

/// A call of a function with a date.
#[derive(Debug, Clone, PartialEq)]
pub struct DateCall {
    /// The function; it gives a boolean or null.
    pub function: &'static Function,
    /// Its arguments, with any value for the date.
    pub args: Vec<Value>,
    /// Which of them is the date.
    pub at: usize,
}

/// Which dates are wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wanted {
    True,
    NotFalse,
}

impl DateCondition {
    /// Which of some nodes, grouped by their dates in `column`, fit.
    ///
    /// # Errors
    /// The condition has no value for one of the dates that have to be tested one by one.
    pub fn pick(
        &self,
        groups: &DateGroups,
        column: &DateColumn,
        env: &Env<'_>,
    ) -> Result<DatePick, EvalError> {
        let steps = self.steps(Wanted::True);
        let codes = groups.to_test(steps.is_some());
        let tested = if codes.len() > column.dates().len() / 4 {
            let by_code = self.by_code(column, env)?;
            let outcome = |code: &u32| by_code.get(*code as usize).copied().unwrap_or_default();
            codes.iter().map(outcome).collect()
        } else {
            let test = |code: &u32| {
                let date = column.dates().get_index(*code as usize);
                let date = date.map_or(Value::Null, |date| Value::Edtf(date.clone()));
                self.holds(&date, env)
            };
            codes.iter().map(test).collect::<Result<_, _>>()?
        };
        Ok(DatePick { steps, tested, missing: self.holds(&Value::Null, env)? })
    }

    /// Whether it is true of each date of a column, by code.
    ///
    /// # Errors
    /// The condition has no value for one of the dates that have to be tested one by one.
    pub fn by_code(&self, column: &DateColumn, env: &Env<'_>) -> Result<Arc<[bool]>, EvalError> {
        let test = |date: &Arc<Date>| self.holds(&Value::Edtf(date.clone()), env);
        let Some(steps) = self.steps(Wanted::True) else {
            let all = || column.dates().iter().map(test).collect();
            return column.tested(&format!("{self:?}"), all);
        };
        let mut stack = Vec::new();
        let mut one = |(date, frame): (_, &Option<Frame>)| match frame {
            Some(frame) => Ok(DateStep::hold(&steps, *frame, &mut stack)),
            None => test(date),
        };
        column.dates().iter().zip(column.frames()).map(&mut one).collect()
    }

    /// Whether it is true of a date, or of null.
    ///
    /// # Errors
    /// It has no value.
    pub fn holds(&self, date: &Value, env: &Env<'_>) -> Result<bool, EvalError> {
        self.truth(date, env).map(|truth| truth == Truth::True)
    }

    fn truth(&self, date: &Value, env: &Env<'_>) -> Result<Truth, EvalError> {
        Ok(match self {
            DateCondition::Call(call) => call.truth(date, env)?,
            DateCondition::Compared(relation, other) => {
                let truth = match relation {
                    Relation::Before => value::less(date, other),
                    Relation::After => value::greater(date, other),
                    Relation::NotAfter => value::less_or_equal(date, other),
                    _ => value::greater_or_equal(date, other),
                };
                truth.map_or(Truth::Unknown, Truth::from)
            }
            DateCondition::Is(other) => {
                value::equals(date, other).map_or(Truth::Unknown, Truth::from)
            }
            DateCondition::Missing => date.is_null().into(),
            DateCondition::Not(inner) => !inner.truth(date, env)?,
            DateCondition::All(parts) => parts
                .iter()
                .try_fold(Truth::True, |all, part| Ok(all.and(part.truth(date, env)?)))?,
            DateCondition::One(parts) => parts
                .iter()
                .try_fold(Truth::False, |one, part| Ok(one.or(part.truth(date, env)?)))?,
            DateCondition::Certain(inner) => (inner.truth(date, env)? == Truth::True).into(),
            DateCondition::Possible(inner) => (inner.truth(date, env)? != Truth::False).into(),
        })
    }

    /// The dates with bounds for which it is so; `None` where bounds do not tell.
    fn steps(&self, wanted: Wanted) -> Option<Vec<DateStep>> {
        let of = |regions: Regions| match wanted {
            Wanted::True => vec![DateStep::Region(regions.certain)],
            Wanted::NotFalse => vec![DateStep::Region(regions.possible)],
        };
        match self {
            DateCondition::Call(call) => call.regions().map(of),
            DateCondition::Compared(relation, other) => {
                relation.regions(other.as_date()?.as_ref()).map(of)
            }
            DateCondition::Is(_) => None,
            DateCondition::Missing => Some(vec![DateStep::Region(Region::NONE)]),
            DateCondition::Not(inner) => {
                let opposite = match wanted {
                    Wanted::True => Wanted::NotFalse,
                    Wanted::NotFalse => Wanted::True,
                };
                let mut steps = inner.steps(opposite)?;
                if let [DateStep::Region(region)] = steps.as_slice()
                    && let Some(outside) = region.opposite()
                {
                    return Some(vec![DateStep::Region(outside)]);
                }
                steps.push(DateStep::Not);
                Some(steps)
            }
            DateCondition::All(parts) => joined(parts, wanted, DateStep::And, Region::ALL),
            DateCondition::One(parts) => joined(parts, wanted, DateStep::Or, Region::NONE),
            DateCondition::Certain(inner) => inner.steps(Wanted::True),
            DateCondition::Possible(inner) => inner.steps(Wanted::NotFalse),
        }
    }
}

/// The steps of all parts, with `join` between them; `none` stands for no part.
fn joined(
    parts: &[DateCondition],
    wanted: Wanted,
    join: DateStep,
    none: Region,
) -> Option<Vec<DateStep>> {
    let mut all: Vec<DateStep> = Vec::new();
    for part in parts {
        let steps = part.steps(wanted)?;
        match (all.as_mut_slice(), steps.as_slice()) {
            ([], _) => all = steps,
            ([DateStep::Region(one)], [DateStep::Region(other)]) if join == DateStep::And => {
                *one = one.and(*other);
            }
            _ => {
                all.extend(steps);
                all.push(join);
            }
        }
    }
    Some(if all.is_empty() { vec![DateStep::Region(none)] } else { all })
}

impl DateCall {
    fn truth(&self, date: &Value, env: &Env<'_>) -> Result<Truth, EvalError> {
        let mut args = self.args.clone();
        if let Some(place) = args.get_mut(self.at) {
            *place = date.clone();
        }
        Ok(match (self.function.eval)(env, &args)? {
            Value::Boolean(value) => value.into(),
            _ => Truth::Unknown,
        })
    }

    fn date(&self, at: usize) -> Option<Cow<'_, Date>> {
        self.args.get(at)?.as_date()
    }

    /// The dates with bounds of which it is true, and not false; `None` where bounds do not tell.
    fn regions(&self) -> Option<Regions> {
        let name = self.function.name;
        if let Some(relation) = relation(name) {
            return match self.at {
                0 => relation.regions(self.date(1)?.as_ref()),
                _ => relation.turned()?.regions(self.date(0)?.as_ref()),
            };
        }
        match (name, self.at, self.args.as_slice()) {
            ("between", 0, _) => {
                Some(Regions::between(self.date(1)?.as_ref(), self.date(2)?.as_ref()))
            }
            ("near", 0 | 1, [_, _, Value::Integer(count), Value::String(unit)]) => {
                self.near(*count, TimeUnit::named(unit)?)
            }
            ("within_months_of", 0 | 1, [_, _, Value::Integer(count)]) => {
                self.near(*count, TimeUnit::Month)
            }
            ("allen", 1, [Value::String(name), ..]) => {
                Regions::allen(AllenRelation::named(name)?, self.date(2)?.as_ref())
            }
            ("during", 0, _) => Regions::allen(AllenRelation::During, self.date(1)?.as_ref()),
            ("meets", 0, _) => Regions::allen(AllenRelation::Meets, self.date(1)?.as_ref()),
            ("met_by", 0, _) => Regions::allen(AllenRelation::MetBy, self.date(1)?.as_ref()),
            _ => None,
        }
    }

    fn near(&self, count: i64, unit: TimeUnit) -> Option<Regions> {
        Regions::near(self.date(1 - self.at.min(1))?.as_ref(), u32::try_from(count).ok()?, unit)
    }
}

/// The relation that a function of two dates asks for.
fn relation(function: &str) -> Option<Relation> {
    Some(match function {
        "before" => Relation::Before,
        "after" => Relation::After,
        "begins_before" => Relation::BeginsBefore,
        "before_period" => Relation::BeforePeriod,
        "after_period" => Relation::AfterPeriod,
        "since" => Relation::Since,
        "until" => Relation::Until,
        "within" => Relation::Within,
        "overlapping" => Relation::Overlapping,
        "inside" => Relation::Inside,
        _ => return None,
    })
}
