//! What the columns of a file of nodes are.

use super::error::ImportError;
use super::header::{self, Role};
use super::infer;
use super::run::{check_headers, check_keys, set};
use super::spec::NodesSpec;

/// The key of the id that every imported node has.
pub(super) const ID: &str = "id";

/// What the columns of a file of nodes are.
pub(super) struct Plan {
    pub(super) roles: Vec<Role>,
    /// The column of the ids; `None` where the rows are numbered.
    pub(super) id: Option<usize>,
    /// Nothing says that the first column holds the ids.
    pub(super) first: bool,
    /// Nothing says that this column holds the ids, and no edge needs them: where it does not tell all rows apart, they are
    /// numbered.
    pub(super) guessed: bool,
    pub(super) group: String,
    /// The columns where the date begins and where it ends.
    pub(super) span: Option<[usize; 2]>,
    /// Dates are read as people write them.
    pub(super) lenient: bool,
}

/// What the columns are. The rows may be numbered where they have no ids if `may_number`.
pub(super) fn plan(
    spec: &NodesSpec,
    headers: &[String],
    may_number: bool,
) -> Result<Plan, ImportError> {
    check_headers(&spec.path, headers)?;
    let (mut roles, span) = properties(spec, headers)?;
    let declared = roles.iter().position(|role| matches!(role, Role::Id { .. }));
    let known = match (&spec.id, declared) {
        (Some(name), _) => Some(find(spec, name, headers)?),
        (None, Some(at)) => Some(at),
        (None, None) => headers.iter().position(|header| header == ID),
    };
    let guessed = known.is_none() && may_number;
    let first = Some(0).filter(|_| !guessed || may_be_id(&roles, span));
    let id = known.or(first);
    let given = match id {
        Some(id) => make_id(spec, headers, &mut roles, id)?,
        None => None,
    };
    let group = match (given, &spec.group, spec.labels.first()) {
        (Some(given), ..) => given,
        (None, Some(group), _) => group.clone(),
        (None, None, label) if declared.is_none() => label.cloned().unwrap_or_default(),
        _ => String::new(),
    };
    Ok(Plan { roles, id, first: known.is_none(), guessed, group, span, lenient: false })
}

/// What the columns are but for the id, and those where the date begins and ends.
fn properties(
    spec: &NodesSpec,
    headers: &[String],
) -> Result<(Vec<Role>, Option<[usize; 2]>), ImportError> {
    let wrong = |message: String| ImportError::in_file(&spec.path, message);
    let roles = headers.iter().map(|header| header::role(header));
    let mut roles = roles.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    if let Some(class) = &spec.class {
        set(&mut roles, find(spec, class, headers)?, Role::Class { key: class.clone() });
    }
    let span = spec.date.as_ref().and_then(|date| span(date, headers));
    for (column, key) in [(&spec.name, "name"), (&spec.date, "date")] {
        let Some(column) = column.as_ref().filter(|_| key == "name" || span.is_none()) else {
            continue;
        };
        match roles.get_mut(find(spec, column, headers)?) {
            Some(Role::Property { key: place, .. }) => *place = key.to_owned(),
            _ => return Err(wrong(format!("`{column}` is no property that can be the {key}"))),
        }
    }
    check_keys(&spec.path, &roles)?;
    if span.is_some() && header::find(headers, "date").is_some() {
        let message = "it has a column `date` beside those where the date begins and ends";
        return Err(wrong(message.to_owned()).help("give it the header `date:IGNORE`"));
    }
    Ok((roles, span))
}

/// Makes a column the id; the group that its header gives.
fn make_id(
    spec: &NodesSpec,
    headers: &[String],
    roles: &mut [Role],
    id: usize,
) -> Result<Option<String>, ImportError> {
    let wrong = |message: String| ImportError::in_file(&spec.path, message);
    let Some((role, header)) = roles.get_mut(id).zip(headers.get(id)) else { return Ok(None) };
    let group = match role {
        Role::Id { group, .. } => group.clone(),
        Role::Property { key, .. } => {
            *role = Role::Id { key: key.clone(), group: None };
            None
        }
        _ => return Err(wrong(format!("`{header}` cannot be the id"))),
    };
    let second = (0..).zip(&*roles).find(|(at, role)| *at != id && names_id(role));
    if let Some(second) = second.and_then(|(at, _)| headers.get(at)) {
        let message = format!("`{second}` would be a second id beside `{header}`");
        return Err(wrong(message).help("rename it, or give it the header `id:IGNORE`"));
    }
    Ok(group)
}

/// The column of that name.
fn find(spec: &NodesSpec, name: &str, headers: &[String]) -> Result<usize, ImportError> {
    header::find(headers, name).ok_or_else(|| no_column(spec, name, headers))
}

/// Whether the first column may be the id: it is a plain one, and no date.
fn may_be_id(roles: &[Role], span: Option<[usize; 2]>) -> bool {
    let Some(Role::Property { key, declared: None }) = roles.first() else { return false };
    !infer::is_date_key(key) && !span.is_some_and(|ends| ends.contains(&0))
}

/// The columns of `START/END`, where no column has that name itself.
fn span(date: &str, headers: &[String]) -> Option<[usize; 2]> {
    let (start, end) = date.split_once('/').filter(|_| header::find(headers, date).is_none())?;
    Some([header::find(headers, start)?, header::find(headers, end)?])
}

/// Whether a column other than the id would be taken for it.
pub(super) fn names_id(role: &Role) -> bool {
    matches!(role, Role::Id { .. }) || matches!(role, Role::Property { key, .. } if key == ID)
}

fn no_column(spec: &NodesSpec, name: &str, headers: &[String]) -> ImportError {
    ImportError::in_file(&spec.path, format!("it has no column `{name}`"))
        .help(format!("its columns are {}", headers.join(", ")))
}
