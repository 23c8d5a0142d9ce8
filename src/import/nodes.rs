//! A file of nodes.

use super::cells::{Cell, RowFault, Rows, Slice, text_at};
use super::column::ColumnBuilder;
use super::columns::{column, push_all, takes_all};
use super::error::ImportError;
use super::groups::Groups;
use super::header::{self, Declared, Role, Scalar};
use super::ids::{Ids, Key};
use super::infer;
use super::reading::{Keep, Read, Reading};
use super::report::{ColumnReport, Fault};
use super::run::{check_headers, check_keys, name_of, set};
use super::sink::NodeTable;
use super::spec::NodesSpec;
use indexmap::IndexMap;

/// The key of the id that every imported node has.
const ID: &str = "id";

/// How many nodes fit.
const LIMIT: u32 = u32::MAX - 1;

/// How many distinct classes a column may give: more are no classes.
const MAX_LABEL_SETS: usize = 10_000;

/// What the columns of a file of nodes are.
struct Plan {
    roles: Vec<Role>,
    id: usize,
    group: String,
    /// The columns where the date begins and where it ends.
    span: Option<[usize; 2]>,
    /// Dates are read as people write them.
    lenient: bool,
}

/// Reads the file; its nodes get numbers behind those before, and their ids go to the groups.
pub(super) fn read<R: Rows>(
    spec: &NodesSpec,
    mut rows: R,
    (groups, node_count): (&mut Groups, &mut u32),
    reading: Reading<'_>,
) -> Result<Read<NodeTable>, ImportError> {
    let mut plan = plan(spec, rows.headers())?;
    if reading.options.lenient_dates {
        plan.lenient = true;
        plan.roles.iter_mut().for_each(Role::read_leniently);
    }
    let ids = groups.make(&plan.group);
    let mut table = Table::new(spec, plan, ids, node_count);
    let mut read = reading.each_row(&mut rows, &mut table)?;
    let (table, columns) = table.finish(rows.headers());
    read.report.columns = columns;
    Ok(read.with(table))
}

fn plan(spec: &NodesSpec, headers: &[String]) -> Result<Plan, ImportError> {
    let wrong = |message: String| ImportError::in_file(&spec.path, message);
    check_headers(&spec.path, headers)?;
    let mut roles =
        headers.iter().map(|h| header::role(h)).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    let find =
        |name: &str| header::find(headers, name).ok_or_else(|| no_column(spec, name, headers));
    if let Some(class) = &spec.class {
        let at = find(class)?;
        let key = class.clone();
        set(&mut roles, at, Role::Class { key });
    }
    let span = spec.date.as_ref().and_then(|date| span(date, headers));
    for (column, key) in [(&spec.name, "name"), (&spec.date, "date")] {
        let Some(column) = column.as_ref().filter(|_| key == "name" || span.is_none()) else {
            continue;
        };
        match roles.get_mut(find(column)?) {
            Some(Role::Property { key: place, .. }) => *place = key.to_owned(),
            _ => return Err(wrong(format!("`{column}` is no property that can be the {key}"))),
        }
    }
    check_keys(&spec.path, &roles)?;
    if span.is_some() && header::find(headers, "date").is_some() {
        return Err(wrong(
            "it has a column `date` beside those where the date begins and ends".to_owned(),
        )
        .help("give it the header `date:IGNORE`"));
    }
    let declared = roles.iter().position(|role| matches!(role, Role::Id { .. }));
    let id = match (&spec.id, declared) {
        (Some(name), _) => find(name)?,
        (None, Some(at)) => at,
        (None, None) => headers.iter().position(|header| header == ID).unwrap_or(0),
    };
    let mut group = match (&spec.group, spec.labels.first()) {
        (Some(group), _) => group.clone(),
        (None, label) if declared.is_none() => label.cloned().unwrap_or_default(),
        _ => String::new(),
    };
    if let Some(role) = roles.get_mut(id) {
        match role {
            Role::Id { group: Some(given), .. } => group.clone_from(given),
            Role::Id { .. } => {}
            Role::Property { key, .. } => *role = Role::Id { key: key.clone(), group: None },
            _ => return Err(wrong(format!("`{}` cannot be the id", headers[id]))),
        }
    }
    if let Some(at) = (0..roles.len()).find(|at| *at != id && roles.get(*at).is_some_and(names_id))
    {
        let message = format!("`{}` would be a second id beside `{}`", headers[at], headers[id]);
        return Err(wrong(message).help("rename it, or give it the header `id:IGNORE`"));
    }
    Ok(Plan { roles, id, group, span, lenient: false })
}

/// The columns of `START/END`, where no column has that name itself.
fn span(date: &str, headers: &[String]) -> Option<[usize; 2]> {
    let (start, end) = date.split_once('/').filter(|_| header::find(headers, date).is_none())?;
    Some([header::find(headers, start)?, header::find(headers, end)?])
}

/// Whether a column other than the id would be taken for it.
fn names_id(role: &Role) -> bool {
    matches!(role, Role::Id { .. }) || matches!(role, Role::Property { key, .. } if key == ID)
}

fn no_column(spec: &NodesSpec, name: &str, headers: &[String]) -> ImportError {
    ImportError::in_file(&spec.path, format!("it has no column `{name}`"))
        .help(format!("its columns are {}", headers.join(", ")))
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
    id: ColumnBuilder,
    /// The id under its own name, where that is not `id`.
    named_id: Option<ColumnBuilder>,
    columns: Vec<Option<ColumnBuilder>>,
    /// The dates, where two columns make them.
    dates: Option<ColumnBuilder>,
    label_sets: IndexMap<Vec<String>, ()>,
    /// The label set of each value of the column that gives it.
    known: foldhash::HashMap<String, u32>,
    sets: Vec<u32>,
}

impl<'g> Table<'g> {
    fn new(spec: &NodesSpec, plan: Plan, ids: &'g mut Ids, node_count: &'g mut u32) -> Self {
        let named_id = plan.roles.get(plan.id).and_then(|role| match role {
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
            plan,
            id: ColumnBuilder::new(ID, None, 0),
            named_id,
            columns: Vec::new(),
            dates: None,
            label_sets: IndexMap::new(),
            known: foldhash::HashMap::default(),
            sets: Vec::new(),
        };
        let date = Declared { scalar: Scalar::Date, list: false };
        table.dates = table.plan.span.map(|_| ColumnBuilder::new("date", Some(date), 0));
        table.columns = table.plan.roles.iter().map(|role| column(role, 0)).collect();
        table
    }

    /// Takes a row over.
    fn add<R: Rows>(&mut self, row: &R) -> Result<(), RowFault> {
        self.widen(row.headers())?;
        let missing = |what: &str| RowFault::new(Fault::Missing, what);
        let id = row.cell(self.plan.id);
        let key = match (&id, Key::of(&id)) {
            (_, Some(key)) => key,
            (Cell::Null, None) => return Err(missing("it has no id")),
            (other, None) => {
                let reason = format!("`{}` cannot be an id", other.shown());
                return Err(RowFault::new(Fault::Value, reason));
            }
        };
        for (at, column) in self.columns.iter_mut().enumerate() {
            if let Some(column) = column.as_mut().filter(|column| column.may_refuse()) {
                column.check(&row.cell(at)).map_err(|fault| named(fault, &row.headers()[at]))?;
            }
        }
        let span = match self.plan.span {
            Some(ends) => infer::span(ends.map(|end| row.cell(end)), self.plan.lenient)?,
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
        if !self.ids.insert(key, *self.node_count) {
            let reason = format!("the id `{key}` is that of a node before");
            return Err(RowFault::new(Fault::DuplicateId, reason));
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

    /// Takes the first rows of a block over; `None` where they must be looked at one by one.
    fn add_block<R: Rows>(&mut self, rows: &R, count: usize) -> Option<usize> {
        let id = rows.slice(self.plan.id)?;
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

    fn finish(self, headers: &[String]) -> (NodeTable, Vec<ColumnReport>) {
        let mut found = NodeTable {
            label_sets: self.label_sets.into_keys().collect(),
            labels: self.sets,
            columns: Vec::new(),
        };
        let count = found.labels.len() as u64;
        let mut reports = Vec::new();
        for ((role, column), header) in self.plan.roles.iter().zip(self.columns).zip(headers) {
            let forms = column.as_ref().map_or(Vec::new(), ColumnBuilder::date_forms);
            let column = column.and_then(ColumnBuilder::finish);
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
        (found, reports)
    }
}

impl<R: Rows> Keep<R> for Table<'_> {
    fn row(&mut self, row: &R) -> Result<(), RowFault> {
        self.add(row)
    }

    fn block(&mut self, rows: &R, count: usize) -> usize {
        self.add_block(rows, count).unwrap_or(0)
    }
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
