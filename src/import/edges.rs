//! A file of edges.

use super::cells::{Cell, RowFault, Rows, Slice};
use super::column::ColumnBuilder;
use super::columns::{column, push_all, takes_all};
use super::doubt::Doubt;
use super::error::ImportError;
use super::groups::{EndColumn, Groups};
use super::header::{self, Role};
use super::ids::Key;
use super::nodes::named;
use super::reading::{Keep, Read, Reading};
use super::report::{ColumnReport, Fault};
use super::run::{check_headers, check_keys, name_of, set};
use super::sink::EdgeTable;
use super::spec::{EdgesSpec, End};
use crate::value::NodeId;
use indexmap::IndexSet;

/// What plain headers of the ends are called, in this order.
const ENDS: [(&str, &str); 4] =
    [("src", "dst"), ("source", "target"), ("from", "to"), ("start", "end")];

/// How many edges fit in a file, and how many types it may have.
const LIMIT: usize = u32::MAX as usize - 1;
const MAX_TYPES: usize = 10_000;

/// What the columns of a file of edges are.
struct Plan {
    roles: Vec<Role>,
    from: EndColumn,
    to: EndColumn,
}

/// Reads the file; the ends of its edges are looked up in the groups.
pub(super) fn read<R: Rows>(
    spec: &EdgesSpec,
    open: impl Fn() -> Result<R, ImportError>,
    groups: &Groups,
    reading: Reading<'_>,
) -> Result<Read<EdgeTable>, ImportError> {
    let mut rows = open()?;
    let mut plan = plan(spec, rows.headers())?;
    if reading.options.lenient_dates {
        plan.roles.iter_mut().for_each(Role::read_leniently);
    }
    let ends = groups.resolve(&spec.path, [&plan.from, &plan.to], &open)?;
    let mut table = Table::new(spec, plan, ends, groups);
    let mut read = reading.each_row(&mut rows, &mut table)?;
    let (table, columns, doubts) =
        table.finish(rows.headers(), ends.map(|group| groups.name(group)));
    read.report.columns = columns;
    read.report.notes.extend(Doubt::notes(doubts, open)?);
    Ok(read.with(table))
}

fn plan(spec: &EdgesSpec, headers: &[String]) -> Result<Plan, ImportError> {
    let wrong = |message: String| ImportError::in_file(&spec.path, message);
    check_headers(&spec.path, headers)?;
    let mut roles =
        headers.iter().map(|h| header::role(h)).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    check_keys(&spec.path, &roles)?;
    let find = |name: &str| {
        header::find(headers, name).ok_or_else(|| {
            wrong(format!("it has no column `{name}`"))
                .help(format!("its columns are {}", headers.join(", ")))
        })
    };
    if let Some(name) = &spec.type_column {
        let at = find(name)?;
        set(&mut roles, at, Role::Type);
    }
    if spec.edge_type.is_none() && !roles.contains(&Role::Type) {
        return Err(wrong("no type is given for its edges".to_owned())
            .help(format!("write `--edges TYPE={}`", spec.path.display())));
    }
    let declared = |wanted: fn(&Role) -> bool| roles.iter().position(wanted);
    let start = declared(|role| matches!(role, Role::Start { .. }));
    let end = declared(|role| matches!(role, Role::End { .. }));
    let (from, to) = match (&spec.from, &spec.to, start, end) {
        (Some(from), Some(to), ..) => {
            let end = |end: &End| {
                find(&end.column).map(|column| EndColumn { column, group: Some(end.group.clone()) })
            };
            (end(from)?, end(to)?)
        }
        (_, _, Some(start), Some(end)) => {
            let column = |at: usize| match roles.get(at) {
                Some(Role::Start { group } | Role::End { group }) => {
                    EndColumn { column: at, group: group.clone() }
                }
                _ => EndColumn { column: at, group: None },
            };
            (column(start), column(end))
        }
        (_, _, None, None) => {
            let (from, to) = plain_ends(headers)
                .ok_or_else(|| wrong("it has only one column; edges have two ends".to_owned()))?;
            (EndColumn { column: from, group: None }, EndColumn { column: to, group: None })
        }
        _ => return Err(wrong("it has one of :START_ID and :END_ID, and not both".to_owned())),
    };
    for (end, role) in [(&from, Role::Start { group: None }), (&to, Role::End { group: None })] {
        set(&mut roles, end.column, role);
    }
    Ok(Plan { roles, from, to })
}

/// The columns of the ends, where no header and no mapping says.
fn plain_ends(headers: &[String]) -> Option<(usize, usize)> {
    let find = |name: &str| headers.iter().position(|header| header.eq_ignore_ascii_case(name));
    let named = ENDS.iter().find_map(|(from, to)| Some((find(from)?, find(to)?)));
    named.or((headers.len() >= 2).then_some((0, 1)))
}

/// The edges that are being read.
struct Table<'g> {
    ids: &'g Groups,
    edge_type: Option<String>,
    plan: Plan,
    groups: [usize; 2],
    type_column: Option<usize>,
    columns: Vec<Option<ColumnBuilder>>,
    type_names: IndexSet<String>,
    found: EdgeTable,
}

impl<'g> Table<'g> {
    fn new(spec: &EdgesSpec, plan: Plan, groups: [usize; 2], ids: &'g Groups) -> Self {
        let columns = plan.roles.iter().map(|role| column(role, 0)).collect();
        let type_column = plan.roles.iter().position(|role| *role == Role::Type);
        let edge_type = spec.edge_type.clone();
        let type_names = edge_type.iter().filter(|_| type_column.is_none()).cloned().collect();
        Table {
            ids,
            edge_type,
            plan,
            groups,
            type_column,
            columns,
            type_names,
            found: EdgeTable::default(),
        }
    }

    /// The node at an end of the row.
    #[inline]
    fn end<R: Rows>(&self, groups: &Groups, row: &R, which: usize) -> Result<u32, RowFault> {
        let column = [&self.plan.from, &self.plan.to][which].column;
        let group = self.groups[which];
        let found = row.key(column).and_then(|key| groups.get(group)?.find(key));
        found.ok_or_else(|| no_end(row, column, groups.name(group)))
    }

    fn edge_type<R: Rows>(&mut self, row: &R) -> Result<u32, RowFault> {
        let Some(at) = self.type_column else { return Ok(0) };
        let given = name_of(&row.cell(at)).or_else(|| self.edge_type.clone());
        let name = given.ok_or_else(|| RowFault::new(Fault::Missing, "it has no type"))?;
        if let Some(index) = self.type_names.get_index_of(&name) {
            return Ok(index as u32);
        }
        if self.type_names.len() >= MAX_TYPES {
            let reason = format!("more than {MAX_TYPES} different types");
            return Err(RowFault::new(Fault::Value, reason));
        }
        Ok(self.type_names.insert_full(name).0 as u32)
    }

    fn finish(
        self,
        headers: &[String],
        ends: [&str; 2],
    ) -> (EdgeTable, Vec<ColumnReport>, Vec<Doubt>) {
        let mut found = self.found;
        let count = found.from.len() as u64;
        let (mut reports, mut doubts) = (Vec::new(), Vec::new());
        for ((role, column), header) in self.plan.roles.iter().zip(self.columns).zip(headers) {
            let forms = column.as_ref().map_or(Vec::new(), ColumnBuilder::date_forms);
            let column = column.and_then(ColumnBuilder::finish);
            if let (Role::Property { declared: None, .. }, Some(column)) = (role, &column) {
                doubts.extend(Doubt::of(reports.len(), header, column));
            }
            let (meaning, values) = match (role, &column) {
                (Role::Start { .. }, _) => (format!("from {}", ends[0]), count),
                (Role::End { .. }, _) => (format!("to {}", ends[1]), count),
                (Role::Type, _) => ("type".to_owned(), count),
                (Role::Property { .. }, Some(column)) => {
                    (column.data.type_name().to_owned(), column.data.len() as u64)
                }
                (Role::Property { .. }, None) => ("no values".to_owned(), 0),
                _ => ("ignored".to_owned(), 0),
            };
            reports.push(ColumnReport { header: header.clone(), meaning, values, forms });
            found.columns.extend(column);
        }
        found.type_names = self.type_names.into_iter().collect();
        (found, reports, doubts)
    }
}

impl<R: Rows> Keep<R> for Table<'_> {
    fn row(&mut self, row: &R) -> Result<(), RowFault> {
        let groups = self.ids;
        let before = self.found.from.len() as u32;
        for header in row.headers().iter().skip(self.columns.len()) {
            let role = header::role(header).map_err(|why| RowFault::new(Fault::Value, why))?;
            self.columns.push(column(&role, before));
            self.plan.roles.push(role);
        }
        let from = self.end(groups, row, 0)?;
        let to = self.end(groups, row, 1)?;
        for (at, column) in self.columns.iter_mut().enumerate() {
            if let Some(column) = column.as_mut().filter(|column| column.may_refuse()) {
                column.check(&row.cell(at)).map_err(|fault| named(fault, &row.headers()[at]))?;
            }
        }
        let edge_type = self.edge_type(row)?;
        if self.found.from.len() >= LIMIT {
            return Err(RowFault::new(Fault::Unreadable, format!("more than {LIMIT} edges")));
        }
        self.found.from.push(NodeId(from));
        self.found.to.push(NodeId(to));
        self.found.types.push(edge_type);
        for (at, column) in self.columns.iter_mut().enumerate() {
            if let Some(column) = column {
                column.push(&row.cell(at));
            }
        }
        Ok(())
    }

    fn block(&mut self, rows: &R, count: usize) -> Option<usize> {
        let room = LIMIT.checked_sub(self.found.from.len())?;
        let [from, to] = [&self.plan.from, &self.plan.to].map(|end| rows.slice(end.column));
        let (Some(Slice::Integers(from)), Some(Slice::Integers(to))) = (from, to) else {
            return None;
        };
        if self.type_column.is_some() || !takes_all(&self.columns, rows) {
            return None;
        }
        let [from_ids, to_ids] = self.groups.map(|group| self.ids.get(group));
        let (from_ids, to_ids) = (from_ids?, to_ids?);
        let (before, ends) = (self.found.from.len(), from.iter().zip(to).take(count.min(room)));
        for (from, to) in ends {
            let found = from_ids.find(Key::Integer(*from)).zip(to_ids.find(Key::Integer(*to)));
            let Some((from, to)) = found else { break };
            self.found.from.push(NodeId(from));
            self.found.to.push(NodeId(to));
        }
        let taken = self.found.from.len() - before;
        self.found.types.resize(before + taken, 0);
        push_all(&mut self.columns, rows, taken);
        Some(taken)
    }
}

/// Why there is no node at an end of a row.
#[cold]
fn no_end<R: Rows>(row: &R, column: usize, group: &str) -> RowFault {
    let header = row.headers().get(column).map_or("", String::as_str);
    match (row.key(column), row.cell(column)) {
        (Some(key), _) => {
            let reason = format!("{header}: no node of `{group}` has the id `{key}`");
            RowFault::new(Fault::DanglingEnd, reason)
        }
        (None, Cell::Null) => RowFault::new(Fault::Missing, format!("{header}: it has no id")),
        (None, other) => {
            let reason = format!("{header}: `{}` cannot be an id", other.shown());
            RowFault::new(Fault::Value, reason)
        }
    }
}
