//! Batches of rows, stored by column.

use super::trace::RowTrace;
use crate::algebra::Var;
use crate::value::{EdgeId, NodeId, Value};

/// How many rows a batch has, about.
pub(super) const BATCH: usize = 2048;
/// Stands for null in columns of nodes and edges.
pub(super) const NONE: u32 = u32::MAX;

/// The values of a variable.
#[derive(Debug, Clone)]
pub(super) enum Column {
    Nodes(Vec<u32>),
    Edges(Vec<u32>),
    /// Numbers of rows, for joining back.
    Rows(Vec<u32>),
    Integers(Vec<i64>),
    Values(Vec<Value>),
}

impl Column {
    fn gather(&self, rows: &[u32]) -> Column {
        let ids = |from: &[u32]| {
            rows.iter().map(|&r| from.get(r as usize).copied().unwrap_or(NONE)).collect()
        };
        match self {
            Column::Nodes(from) => Column::Nodes(ids(from)),
            Column::Edges(from) => Column::Edges(ids(from)),
            Column::Rows(from) => Column::Rows(ids(from)),
            Column::Integers(from) => Column::Integers(
                rows.iter().map(|&r| from.get(r as usize).copied().unwrap_or(0)).collect(),
            ),
            Column::Values(from) => Column::Values(
                rows.iter()
                    .map(|&r| from.get(r as usize).cloned().unwrap_or(Value::Null))
                    .collect(),
            ),
        }
    }

    pub(super) fn value(&self, row: usize) -> Value {
        match self {
            Column::Nodes(ids) => id(ids, row).map_or(Value::Null, |n| Value::Node(NodeId(n))),
            Column::Edges(ids) => id(ids, row).map_or(Value::Null, |e| Value::Edge(EdgeId(e))),
            Column::Rows(ids) => id(ids, row).map_or(Value::Null, |r| Value::Integer(r.into())),
            Column::Integers(all) => all.get(row).map_or(Value::Null, |n| Value::Integer(*n)),
            Column::Values(values) => values.get(row).cloned().unwrap_or(Value::Null),
        }
    }

    /// Appends `other`, of `len` rows, to this column of `before` rows.
    fn append(&mut self, other: Option<Column>, before: usize, len: usize) {
        match (&mut *self, other) {
            (Column::Nodes(a), Some(Column::Nodes(b)))
            | (Column::Edges(a), Some(Column::Edges(b)))
            | (Column::Rows(a), Some(Column::Rows(b))) => a.extend(b),
            (Column::Integers(a), Some(Column::Integers(b))) => a.extend(b),
            (Column::Values(a), Some(Column::Values(b))) => a.extend(b),
            (Column::Nodes(a) | Column::Edges(a) | Column::Rows(a), None) => {
                a.resize(before + len, NONE);
            }
            (_, other) => {
                let mut all: Vec<Value> = (0..before).map(|row| self.value(row)).collect();
                let value = |row| other.as_ref().map_or(Value::Null, |c: &Column| c.value(row));
                all.extend((0..len).map(value));
                *self = Column::Values(all);
            }
        }
    }
}

fn id(ids: &[u32], row: usize) -> Option<u32> {
    ids.get(row).copied().filter(|id| *id != NONE)
}

/// Rows; the columns are indexed by [`Var`].
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    pub(super) len: usize,
    /// The columns of the first variables, by their numbers.
    columns: Vec<Option<Column>>,
    /// The columns of later variables, ascending: a query of thousands of patterns has many, and a row few at a time.
    later: Vec<(Var, Column)>,
    /// What each row rests on, when that is traced.
    pub(super) traces: Option<Vec<RowTrace>>,
}

/// So many variables have a place of their own in each batch.
const PLACES: usize = 64;

impl Batch {
    /// One row without columns.
    pub(super) fn unit(traced: bool) -> Batch {
        Batch::blank(1, traced.then(|| vec![RowTrace::default()]))
    }

    /// Rows without columns, which are then set.
    pub(super) fn blank(len: usize, traces: Option<Vec<RowTrace>>) -> Batch {
        Batch { len, columns: Vec::new(), later: Vec::new(), traces }
    }

    #[inline]
    pub(super) fn column(&self, var: Var) -> Option<&Column> {
        match var.0 as usize {
            at if at < PLACES => self.columns.get(at)?.as_ref(),
            _ => self.later.get(self.find(var).ok()?).map(|(_, column)| column),
        }
    }

    pub(super) fn take(&mut self, var: Var) -> Option<Column> {
        match var.0 as usize {
            at if at < PLACES => self.columns.get_mut(at)?.take(),
            _ => self.find(var).ok().map(|at| self.later.remove(at).1),
        }
    }

    pub(super) fn set(&mut self, var: Var, column: Column) {
        let index = var.0 as usize;
        if index >= PLACES {
            match self.find(var) {
                Ok(at) => self.later.splice(at..=at, [(var, column)]).for_each(drop),
                Err(at) => self.later.insert(at, (var, column)),
            }
            return;
        }
        if self.columns.len() <= index {
            self.columns.resize(index + 1, None);
        }
        if let Some(place) = self.columns.get_mut(index) {
            *place = Some(column);
        }
    }

    /// Where a later variable is, or would be.
    fn find(&self, var: Var) -> Result<usize, usize> {
        self.later.binary_search_by_key(&var, |(later, _)| *later)
    }

    /// All columns, ascending by variable.
    fn all(&self) -> impl Iterator<Item = (Var, &Column)> {
        let first = (0u32..).zip(&self.columns);
        let first = first.filter_map(|(var, column)| Some((Var(var), column.as_ref()?)));
        first.chain(self.later.iter().map(|(var, column)| (*var, column)))
    }

    pub(super) fn value(&self, var: Var, row: usize) -> Value {
        self.column(var).map_or(Value::Null, |column| column.value(row))
    }

    pub(super) fn node(&self, var: Var, row: usize) -> Option<NodeId> {
        match self.column(var)? {
            Column::Nodes(ids) => id(ids, row).map(NodeId),
            Column::Values(values) => match values.get(row)? {
                Value::Node(node) => Some(*node),
                _ => None,
            },
            Column::Edges(_) | Column::Rows(_) | Column::Integers(_) => None,
        }
    }

    pub(super) fn edge(&self, var: Var, row: usize) -> Option<EdgeId> {
        match self.column(var)? {
            Column::Edges(ids) => id(ids, row).map(EdgeId),
            Column::Values(values) => match values.get(row)? {
                Value::Edge(edge) => Some(*edge),
                _ => None,
            },
            Column::Nodes(_) | Column::Rows(_) | Column::Integers(_) => None,
        }
    }

    /// The rows of those numbers, in that order.
    pub(super) fn gather(&self, rows: &[u32]) -> Batch {
        self.gather_live(rows, None)
    }

    /// The rows of those numbers, with these variables (ascending) only, if they are given.
    pub(super) fn gather_live(&self, rows: &[u32], live: Option<&[Var]>) -> Batch {
        let traces = self.traces.as_ref().map(|traces| {
            rows.iter().map(|&r| traces.get(r as usize).cloned().unwrap_or_default()).collect()
        });
        let mut out = Batch::blank(rows.len(), traces);
        match live {
            Some(live) => live.iter().for_each(|var| {
                if let Some(column) = self.column(*var) {
                    out.set(*var, column.gather(rows));
                }
            }),
            None => self.all().for_each(|(var, column)| out.set(var, column.gather(rows))),
        }
        out
    }

    /// All rows, with these variables only, if they are given.
    pub(super) fn only(&self, live: Option<&[Var]>) -> Batch {
        let Some(live) = live else { return self.clone() };
        let mut out = Batch::blank(self.len, self.traces.clone());
        for var in live {
            if let Some(column) = self.column(*var) {
                out.set(*var, column.clone());
            }
        }
        out
    }

    /// The rows whose count is greater than 0, with these variables (ascending) only, and with the count. Where no other
    /// variable is left, one row with the sum of the counts stands for them.
    pub(super) fn counted(self, mut counts: Vec<i64>, var: Var, live: Option<&[Var]>) -> Batch {
        if live.is_some_and(|live| live.iter().all(|live| *live == var)) {
            let sum = counts.iter().fold(0i64, |sum, count| sum.saturating_add(*count));
            let mut out = Batch::blank(usize::from(sum > 0), None);
            out.set(var, Column::Integers(vec![sum; out.len]));
            return out;
        }
        if counts.iter().all(|count| *count > 0) {
            let mut out = self;
            out.set(var, Column::Integers(counts));
            return out;
        }
        let mut rows = Vec::with_capacity(counts.len());
        rows.extend((0u32..).zip(&counts).filter(|(_, count)| **count > 0).map(|(row, _)| row));
        counts.retain(|count| *count > 0);
        let mut out = self.gather_live(&rows, live);
        out.set(var, Column::Integers(counts));
        out
    }

    /// The same number of rows and their traces, without columns.
    pub(super) fn without_columns(&mut self) -> Batch {
        Batch::blank(self.len, self.traces.take())
    }

    /// Appends the rows of another batch.
    pub(super) fn append(&mut self, mut other: Batch) {
        if self.len == 0 {
            *self = other;
            return;
        }
        let missing = other.all().map(|(var, _)| var).filter(|var| self.column(*var).is_none());
        for var in missing.collect::<Vec<_>>() {
            self.set(var, Column::Values(vec![Value::Null; self.len]));
        }
        other.columns.resize(self.columns.len(), None);
        for (mine, theirs) in self.columns.iter_mut().zip(other.columns) {
            if let Some(column) = mine {
                column.append(theirs, self.len, other.len);
            }
        }
        let mut theirs = other.later.into_iter().peekable();
        for (var, column) in &mut self.later {
            let theirs = theirs.next_if(|(theirs, _)| theirs == var).map(|(_, column)| column);
            column.append(theirs, self.len, other.len);
        }
        self.len += other.len;
        if let (Some(mine), Some(theirs)) = (&mut self.traces, other.traces) {
            mine.extend(theirs);
        }
    }

    pub(super) fn trace(&self, row: usize) -> Option<&RowTrace> {
        self.traces.as_ref()?.get(row)
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let column = |column: &Column| match column {
            Column::Nodes(ids) | Column::Edges(ids) | Column::Rows(ids) => ids.len() * 4,
            Column::Integers(all) => all.len() * 8,
            Column::Values(values) => values.iter().map(value_bytes).sum(),
        };
        let traces = self.traces.iter().flatten().map(RowTrace::bytes).sum::<usize>();
        self.all().map(|(_, of)| column(of)).sum::<usize>() + traces
    }
}

/// About how many bytes a value takes, shared parts counted in full but not deeper than one level.
pub(super) fn value_bytes(value: &Value) -> usize {
    let own = size_of::<Value>();
    own + match value {
        Value::String(text) => text.len(),
        Value::List(items) => items.len() * own,
        Value::Map(map) => map.len() * 3 * own,
        Value::Path(path) => (path.nodes.len() + path.edges.len()) * 4,
        _ => 0,
    }
}
