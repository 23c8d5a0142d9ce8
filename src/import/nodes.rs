//! A file of nodes.

use super::cells::{Cell, RowFault, Rows, Slice, text_at};
use super::column::ColumnBuilder;
use super::columns::{column, push_all, takes_all};
use super::doubt::Doubt;
use super::error::ImportError;
use super::groups::Groups;
use super::header::{self, Declared, Role, Scalar};
use super::ids::{Ids, Key};
use super::node_plan::{ID, Plan, names_id, plan};
use super::reading::{Keep, Read, Reading};
use super::report::{ColumnReport, Fault};
use super::run::{name_of, set};
use super::sink::NodeTable;
use super::span::Spans;
use super::spec::{EdgesSpec, NodesSpec};
use indexmap::IndexMap;

/// How many nodes fit.
const LIMIT: u32 = u32::MAX - 1;

/// How many distinct classes a column may give: more are no classes.
const MAX_LABEL_SETS: usize = 10_000;

/// Reads the file; its nodes get numbers behind those before, and their ids go to the groups.
pub(super) fn read<R: Rows>(
    spec: &NodesSpec,
    open: impl Fn() -> Result<R, ImportError>,
    (groups, node_count): (&mut Groups, &mut u32),
    edges: &[EdgesSpec],
    reading: Reading<'_>,
) -> Result<Read<NodeTable>, ImportError> {
    let mut rows = open()?;
    let group = spec.group.as_ref().or(spec.labels.first()).map_or("", String::as_str);
    let may_number = !groups.has(group) && !edges.iter().any(|edges| edges.may_need(group));
    let mut plan = plan(spec, rows.headers(), may_number)?;
    if reading.options.lenient_dates {
        plan.lenient = true;
        plan.roles.iter_mut().for_each(Role::read_leniently);
    }
    let ids = groups.make(&plan.group);
    let mut table = Table::new(spec, plan, ids, node_count);
    let mut read = reading.each_row(&mut rows, &mut table)?;
    read.report.notes.extend(table.numbered_because.take());
    let no_ids =
        [Fault::DuplicateId, Fault::Missing].iter().any(|f| read.report.bad.contains_key(f));
    if let (true, Some(first)) = (no_ids && table.plan.first, rows.headers().first()) {
        let note = format!(
            "its ids are taken from the first column, `{first}`; `id=COLUMN` names another"
        );
        read.report.notes.push(note);
    }
    read.report.notes.extend(table.spans.note());
    let (table, columns, doubts) = table.finish(rows.headers());
    read.report.columns = columns;
    read.report.notes.extend(Doubt::notes(doubts, open)?);
    Ok(read.with(table))
}

/// The nodes that are being read.
struct Table<'g> {
    ids: &'g mut Ids,
    /// How many nodes there are, of all files.
    node_count: &'g mut u32,
    labels: Vec<String>,
    /// The column of labels or of the class.
    label_column: Option<usize>,
    plan: Plan,
    /// Why rows are numbered where a column could have been the id.
    numbered_because: Option<String>,
    id: ColumnBuilder,
    /// The id under its own name, where that is not `id`.
    named_id: Option<ColumnBuilder>,
    columns: Vec<Option<ColumnBuilder>>,
    /// The dates, where two columns make them.
    dates: Option<ColumnBuilder>,
    spans: Spans,
    label_sets: IndexMap<Vec<String>, ()>,
    /// The label set of each value of the column that gives it.
    known: foldhash::HashMap<String, u32>,
    sets: Vec<u32>,
}

impl<'g> Table<'g> {
    fn new(spec: &NodesSpec, plan: Plan, ids: &'g mut Ids, node_count: &'g mut u32) -> Self {
        let id = plan.id.and_then(|id| plan.roles.get(id));
        let named_id = id.and_then(|role| match role {
            Role::Id { key, .. } if !key.is_empty() && key != ID => {
                Some(ColumnBuilder::new(key, None, 0))
            }
            _ => None,
        });
        let gives_labels = |role: &Role| matches!(role, Role::Label | Role::Class { .. });
        let mut table = Table {
            ids,
            node_count,
            labels: spec.labels.clone(),
            label_column: plan.roles.iter().position(gives_labels),
            numbered_because: plan.id.is_none().then(|| numbered("it has no column of ids")),
            plan,
            id: ColumnBuilder::new(ID, None, 0),
            named_id,
            columns: Vec::new(),
            dates: None,
            spans: Spans::default(),
            label_sets: IndexMap::new(),
            known: foldhash::HashMap::default(),
            sets: Vec::new(),
        };
        let date = Declared { scalar: Scalar::Date, list: false };
        table.dates = table.plan.span.map(|_| ColumnBuilder::new("date", Some(date), 0));
        table.columns = table.plan.roles.iter().map(|role| column(role, 0)).collect();
        table
    }

    /// Whether the row has an id that no node has.
    fn check_id<R: Rows>(&self, row: &R) -> Result<(), RowFault> {
        let Some(at) = self.plan.id else { return Ok(()) };
        let id = row.cell(at);
        match (&id, Key::of(&id)) {
            (_, Some(key)) if self.ids.find(key).is_none() => Ok(()),
            (_, Some(key)) => {
                let reason = format!("the id `{key}` is that of a node before");
                Err(RowFault::new(Fault::DuplicateId, reason))
            }
            (Cell::Null, None) => Err(RowFault::new(Fault::Missing, "it has no id")),
            (other, None) => {
                let reason = format!("`{}` cannot be an id", other.shown());
                Err(RowFault::new(Fault::Value, reason))
            }
        }
    }

    /// Lets the rows be numbered, those before too; what was taken for the id is a property like any other.
    fn number_rows<R: Rows>(&mut self, fault: &RowFault, row: &R) {
        let Some(at) = self.plan.id.take() else { return };
        let (line, name) = (row.line(), row.headers().get(at).map_or("", String::as_str));
        let what = match fault.fault {
            Fault::DuplicateId => "what stands there before",
            _ => "nothing that could be one",
        };
        let because = format!("it has no column of ids, and in line {line} `{name}` has {what}");
        self.numbered_because = Some(numbered(&because));
        *self.ids = Ids::default();
        let before = self.sets.len() as u32;
        self.id = ColumnBuilder::new(ID, None, 0);
        let first = *self.node_count - before;
        (first..*self.node_count).for_each(|row| self.id.push(&Cell::Integer(i64::from(row) + 1)));
        if let (Some(place), Some(column)) = (self.columns.get_mut(at), self.named_id.take()) {
            set(
                &mut self.plan.roles,
                at,
                Role::Property { key: column.key.clone(), declared: None },
            );
            *place = Some(column);
        }
    }

    /// Makes room for columns that have come up with the row at hand.
    fn widen(&mut self, headers: &[String]) -> Result<(), RowFault> {
        let before = self.sets.len() as u32;
        for header in headers.iter().skip(self.columns.len()) {
            let mut role = header::role(header).map_err(|why| RowFault::new(Fault::Value, why))?;
            if self.plan.lenient {
                role.read_leniently();
            }
            if names_id(&role) {
                let reason = format!("`{header}` would be a second id");
                return Err(RowFault::new(Fault::Value, reason));
            }
            self.columns.push(column(&role, before));
            self.plan.roles.push(role);
        }
        Ok(())
    }

    /// Adds the label sets of the first rows of a block, up to one that has none; says of how many.
    fn label_sets_of<R: Rows>(&mut self, rows: &R, count: usize) -> Option<usize> {
        let Some(at) = self.label_column else {
            let set = self.label_set(None).ok()?;
            self.sets.extend(std::iter::repeat_n(set, count));
            return Some(count);
        };
        match rows.slice(at)? {
            Slice::Coded { codes, text, ends } => {
                let mut sets = vec![None; ends.len()];
                for (kept, code) in codes.iter().take(count).enumerate() {
                    let code = usize::try_from(*code).ok()?;
                    let place = sets.get_mut(code)?;
                    let set = match *place {
                        Some(set) => Ok(set),
                        None => self.label_set(Some(&Cell::Text(text_at(text, ends, code)))),
                    };
                    let Ok(set) = set else { return Some(kept) };
                    *place = Some(set);
                    self.sets.push(set);
                }
                Some(count)
            }
            _ => None,
        }
    }

    /// The number of the label set of a row, from what its column of labels or classes holds.
    fn label_set(&mut self, class: Option<&Cell<'_>>) -> Result<u32, RowFault> {
        let from = self.label_column;
        let text = class.map_or("".into(), Cell::to_text);
        if let Some(set) = self.known.get(text.as_ref()) {
            return Ok(*set);
        }
        let mut labels: Vec<String> = match from.and_then(|at| self.plan.roles.get(at)) {
            Some(Role::Label) => text.split(';').map(str::trim).map(str::to_owned).collect(),
            _ => class.and_then(name_of).map(|name| label(&name)).into_iter().collect(),
        };
        labels.retain(|label| !label.is_empty());
        for label in &self.labels {
            if !labels.contains(label) {
                labels.push(label.clone());
            }
        }
        if labels.is_empty() {
            return Err(RowFault::new(Fault::Missing, "it has no label"));
        }
        if self.label_sets.len() >= MAX_LABEL_SETS {
            let reason = format!("more than {MAX_LABEL_SETS} different classes");
            return Err(RowFault::new(Fault::Value, reason));
        }
        let set = self.label_sets.insert_full(labels, ()).0 as u32;
        self.known.insert(text.into_owned(), set);
        Ok(set)
    }

    fn finish(self, headers: &[String]) -> (NodeTable, Vec<ColumnReport>, Vec<Doubt>) {
        let mut found = NodeTable {
            label_sets: self.label_sets.into_keys().collect(),
            labels: self.sets,
            columns: Vec::new(),
        };
        let count = found.labels.len() as u64;
        let (mut reports, mut doubts) = (Vec::new(), Vec::new());
        for ((role, column), header) in self.plan.roles.iter().zip(self.columns).zip(headers) {
            let forms = column.as_ref().map_or(Vec::new(), ColumnBuilder::date_forms);
            let column = column.and_then(ColumnBuilder::finish);
            let of_span = self.plan.span.is_some_and(|ends| ends.contains(&reports.len()));
            if let (false, Role::Property { declared: None, .. }, Some(column)) =
                (of_span, role, &column)
            {
                doubts.extend(Doubt::of(reports.len(), header, column));
            }
            let type_name = column.as_ref().map_or("no values", |column| column.data.type_name());
            let (meaning, values) = match role {
                Role::Id { .. } => ("id".to_owned(), count),
                Role::Label => ("label".to_owned(), count),
                Role::Class { .. } => {
                    ("class".to_owned(), column.as_ref().map_or(0, |c| c.data.len() as u64))
                }
                Role::Property { .. } => {
                    (type_name.to_owned(), column.as_ref().map_or(0, |c| c.data.len() as u64))
                }
                Role::Ignored | Role::Start { .. } | Role::End { .. } | Role::Type => {
                    ("ignored".to_owned(), 0)
                }
            };
            reports.push(ColumnReport { header: header.clone(), meaning, values, forms });
            found.columns.extend(column);
        }
        found.columns.extend(self.dates.and_then(ColumnBuilder::finish));
        for column in [Some(self.id), self.named_id].into_iter().flatten().rev() {
            if let Some(column) = column.finish() {
                found.columns.insert(0, column);
            }
        }
        (found, reports, doubts)
    }
}

impl<R: Rows> Keep<R> for Table<'_> {
    fn row(&mut self, row: &R) -> Result<(), RowFault> {
        self.widen(row.headers())?;
        if let Err(fault) = self.check_id(row) {
            if !self.plan.guessed {
                return Err(fault);
            }
            self.number_rows(&fault, row);
        }
        for (at, column) in self.columns.iter_mut().enumerate() {
            if let Some(column) = column.as_mut().filter(|column| column.may_refuse()) {
                column.check(&row.cell(at)).map_err(|fault| named(fault, &row.headers()[at]))?;
            }
        }
        let span = match self.plan.span {
            Some(ends) => self.spans.read(ends.map(|end| row.cell(end)), self.plan.lenient)?,
            None => None,
        };
        let span = span.as_deref().map_or(Cell::Null, Cell::Text);
        if let Some(dates) = &mut self.dates {
            dates.check(&span)?;
        }
        let class = self.label_column.map(|at| row.cell(at));
        let set = self.label_set(class.as_ref())?;
        if *self.node_count >= LIMIT {
            return Err(RowFault::new(Fault::Unreadable, format!("more than {LIMIT} nodes")));
        }
        let id = match self.plan.id {
            Some(at) => row.cell(at),
            None => Cell::Integer(i64::from(*self.node_count) + 1),
        };
        if let (Some(_), Some(key)) = (self.plan.id, Key::of(&id)) {
            self.ids.insert(key, *self.node_count);
        }
        *self.node_count += 1;
        self.sets.push(set);
        self.id.push(&id);
        if let Some(column) = &mut self.named_id {
            column.push(&id);
        }
        if let Some(dates) = &mut self.dates {
            dates.push(&span);
        }
        for (at, column) in self.columns.iter_mut().enumerate() {
            if let Some(column) = column {
                column.push(&row.cell(at));
            }
        }
        Ok(())
    }

    fn block(&mut self, rows: &R, count: usize) -> Option<usize> {
        let id = rows.slice(self.plan.id?)?;
        let Slice::Integers(ids) = id else { return None };
        let id_columns = [Some(&self.id), self.named_id.as_ref()];
        let taken = id_columns.into_iter().flatten().all(|column| column.takes(&id));
        if !taken || self.dates.is_some() || !takes_all(&self.columns, rows) {
            return None;
        }
        let room = LIMIT.checked_sub(*self.node_count)?;
        let before = self.sets.len();
        let kept = self.label_sets_of(rows, count.min(room as usize))?;
        let taken = self.ids.extend(ids.get(..kept)?, *self.node_count);
        self.sets.truncate(before + taken);
        *self.node_count += taken as u32;
        for column in [Some(&mut self.id), self.named_id.as_mut()].into_iter().flatten() {
            column.extend(&id, taken);
        }
        push_all(&mut self.columns, rows, taken);
        Some(taken)
    }
}

/// What a report says of rows that are numbered.
fn numbered(because: &str) -> String {
    format!("its rows are numbered, since {because} (`id=COLUMN` would name one)")
}

/// The fault, with the column that it is in.
pub(super) fn named(fault: RowFault, header: &str) -> RowFault {
    RowFault { reason: format!("{header}: {}", fault.reason), ..fault }
}

/// The label that a class is, as one word: `policy release` is `PolicyRelease`.
fn label(class: &str) -> String {
    if !class.contains([' ', '_', '-']) {
        return class.to_owned();
    }
    let words = class.split([' ', '_', '-']).filter(|word| !word.is_empty());
    words.map(crate::ontology::node_label).collect()
}
