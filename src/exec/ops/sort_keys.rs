//! The keys of rows that are sorted, stored by column.

use crate::exec::ExecError;
use crate::exec::batch::{Batch, value_bytes};
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::exec::vector::Ranks;
use crate::value::{Value, order};
use std::cmp::Ordering;

/// Stands for null, which comes after all integers.
const NULL: i64 = i64::MAX;

/// One key of a sort, and its values of the rows so far.
pub(in crate::exec) struct SortColumn {
    expr: BoxEval,
    descending: bool,
    /// What orders the rows as the key does, without making its values.
    ranks: Option<Ranks>,
    values: Values,
}

/// The values of a key: by integers that stand for them, as long as there are such.
enum Values {
    Integers(Vec<i64>),
    Any(Vec<Value>),
}

/// A key of one row.
#[derive(Debug, Clone)]
pub(super) enum Bound {
    Integer(i64),
    Any(Value),
}

impl SortColumn {
    /// A key, with whether the greatest comes first, and what is known of its order.
    pub(in crate::exec) fn new(
        expr: BoxEval,
        descending: bool,
        ranks: Option<Ranks>,
    ) -> SortColumn {
        let mut column = SortColumn { expr, descending, ranks, values: Values::Any(Vec::new()) };
        column.clear();
        column
    }

    /// Forgets all rows.
    pub(super) fn clear(&mut self) {
        self.values = match self.ranks {
            Some(Ranks::Integers(_)) => Values::Integers(Vec::new()),
            _ => Values::Any(Vec::new()),
        };
    }

    /// Whether the keys so far are stored as integers.
    pub(super) fn is_integers(&self) -> bool {
        matches!(self.values, Values::Integers(_))
    }

    fn directed(&self, ordering: Ordering) -> Ordering {
        if self.descending { ordering.reverse() } else { ordering }
    }

    /// How two rows compare.
    pub(super) fn compare(&self, a: u32, b: u32) -> Ordering {
        let (a, b) = (a as usize, b as usize);
        self.directed(match &self.values {
            Values::Integers(all) => all.get(a).cmp(&all.get(b)),
            Values::Any(all) => match (all.get(a), all.get(b)) {
                (Some(a), Some(b)) => order(a, b),
                _ => Ordering::Equal,
            },
        })
    }

    /// How a row compares with a bound.
    fn compare_with(&self, row: usize, bound: &Bound) -> Ordering {
        self.directed(match (&self.values, bound) {
            (Values::Integers(all), Bound::Integer(bound)) => {
                all.get(row).map_or(Ordering::Equal, |item| item.cmp(bound))
            }
            (Values::Any(all), Bound::Any(bound)) => {
                all.get(row).map_or(Ordering::Equal, |item| order(item, bound))
            }
            _ => Ordering::Equal,
        })
    }

    /// The key of a row.
    pub(super) fn bound(&self, row: u32) -> Bound {
        match &self.values {
            Values::Integers(all) => Bound::Integer(all.get(row as usize).copied().unwrap_or(NULL)),
            Values::Any(all) => Bound::Any(all.get(row as usize).cloned().unwrap_or(Value::Null)),
        }
    }

    /// The integers of the rows of a batch, if all have some: a null has the greatest.
    fn integers(&self, batch: &Batch, cx: &Context<'_>) -> Option<Vec<i64>> {
        let Some(Ranks::Integers(source)) = &self.ranks else { return None };
        let mut found = vec![NULL; batch.len];
        let mut exact = true;
        let all = source.each(batch, cx, |row, item| {
            exact &= item != NULL;
            if let Some(place) = found.get_mut(row) {
                *place = item;
            }
        });
        (all && exact).then_some(found)
    }

    /// Leaves those of the rows of a batch that are as good as a bound, and moves those that come before it; the others
    /// are dropped. False, and nothing done, where that takes values.
    pub(super) fn part(
        &self,
        batch: &Batch,
        bound: &Bound,
        equal: &mut Vec<u32>,
        before: &mut Vec<u32>,
        cx: &Context<'_>,
    ) -> bool {
        let mut part = |compared: &dyn Fn(u32) -> Ordering| {
            equal.retain(|row| {
                let ordering = self.directed(compared(*row));
                if ordering.is_lt() {
                    before.push(*row);
                }
                ordering.is_eq()
            });
        };
        match (&self.ranks, bound) {
            (Some(Ranks::Integers(_)), Bound::Integer(bound)) => {
                let Some(all) = self.integers(batch, cx) else { return false };
                part(&|row| all.get(row as usize).unwrap_or(&NULL).cmp(bound));
            }
            (Some(Ranks::Texts(texts)), Bound::Any(Value::String(bound))) => {
                let Some(texts) = texts.of(batch, cx) else { return false };
                part(&|row| texts.get(row).map_or(Ordering::Greater, |text| text.cmp(bound)));
            }
            (Some(Ranks::Texts(texts)), Bound::Any(Value::Null)) => {
                let Some(texts) = texts.of(batch, cx) else { return false };
                part(&|row| texts.get(row).map_or(Ordering::Equal, |_| Ordering::Less));
            }
            _ => return false,
        }
        true
    }

    /// Keeps those of the rows of a batch before which by this key come fewer than so many others.
    pub(super) fn keep_first(
        &self,
        batch: &Batch,
        needed: usize,
        rows: &mut Vec<u32>,
        cx: &Context<'_>,
    ) {
        let Some(last) = needed.checked_sub(1).filter(|_| needed < rows.len()) else { return };
        let Some(integers) = self.integers(batch, cx) else { return };
        let item = |row: &u32| {
            let item = integers.get(*row as usize).copied().unwrap_or(NULL);
            if self.descending { !item } else { item }
        };
        let mut items: Vec<i64> = rows.iter().map(item).collect();
        let worst = *items.select_nth_unstable(last).1;
        rows.retain(|row| item(row) <= worst);
    }

    /// Appends the keys of the rows of a batch; how many bytes they take.
    pub(super) fn append(
        &mut self,
        batch: &Batch,
        cx: &mut Context<'_>,
    ) -> Result<usize, ExecError> {
        let integers = self.integers(batch, cx);
        if let (Values::Integers(all), Some(integers)) = (&mut self.values, integers) {
            all.extend(integers);
            return Ok(batch.len * size_of::<i64>());
        }
        self.turn();
        let Values::Any(all) = &mut self.values else { return Ok(0) };
        let mut bytes = 0;
        for row in 0..batch.len {
            cx.tick(1)?;
            let value = self.expr.eval(RowRef { batch, row }, cx)?;
            bytes += value_bytes(&value);
            all.push(value);
        }
        Ok(bytes)
    }

    /// Appends the keys of the rows that another column like this has.
    pub(super) fn append_all(&mut self, other: &mut SortColumn) {
        if self.is_integers() != other.is_integers() {
            self.turn();
            other.turn();
        }
        match (&mut self.values, &mut other.values) {
            (Values::Integers(mine), Values::Integers(theirs)) => mine.append(theirs),
            (Values::Any(mine), Values::Any(theirs)) => mine.append(theirs),
            _ => {}
        }
    }

    /// From now on values are stored.
    fn turn(&mut self) {
        let Values::Integers(all) = &self.values else { return };
        let ranks = self.ranks.take();
        let value = |item: &i64| match &ranks {
            Some(Ranks::Integers(source)) if *item != NULL => source.value(*item),
            _ => Value::Null,
        };
        self.values = Values::Any(all.iter().map(value).collect());
    }

    /// Keeps the keys of these rows, in this order.
    pub(super) fn gather(&mut self, rows: &[u32]) {
        let at = |row: &u32| *row as usize;
        match &mut self.values {
            Values::Integers(all) => {
                *all = rows.iter().map(|row| all.get(at(row)).copied().unwrap_or(NULL)).collect();
            }
            Values::Any(all) => {
                let mut taken = Vec::with_capacity(rows.len());
                for row in rows {
                    let value = all.get_mut(at(row)).map(|v| std::mem::replace(v, Value::Null));
                    taken.push(value.unwrap_or(Value::Null));
                }
                *all = taken;
            }
        }
    }

    /// About how many bytes the keys take.
    pub(super) fn bytes(&self) -> usize {
        match &self.values {
            Values::Integers(all) => size_of_val(all.as_slice()),
            Values::Any(all) => all.iter().map(value_bytes).sum(),
        }
    }
}

/// Whether a row comes before the row with these keys.
pub(super) fn is_before(columns: &[SortColumn], row: u32, bounds: &[Bound]) -> bool {
    let pairs = columns.iter().zip(bounds);
    let mut orderings = pairs.map(|(column, bound)| column.compare_with(row as usize, bound));
    orderings.find(|ordering| ordering.is_ne()).is_some_and(Ordering::is_lt)
}
