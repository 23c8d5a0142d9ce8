//! Which files to import, and what their columns are.

use super::error::ImportError;
use std::path::PathBuf;
use std::str::FromStr;

/// An end of the edges of a file: a column, and the group of its ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The header of the column.
    pub column: String,
    /// The group that the ids are of.
    pub group: String,
}

/// A file of nodes.
///
/// As an argument: `events.csv`, `Event=events.csv`, `Award:Event=awards.csv`, and behind a further colon what its
/// columns are: `Event=events.csv:id=number,class=kind`.
///
/// ```
/// use nenpyo::import::NodesSpec;
/// let spec: NodesSpec = "Event=data/events.csv:class=kind".parse()?;
/// assert_eq!((&spec.labels[0][..], spec.class.as_deref()), ("Event", Some("kind")));
/// # Ok::<(), nenpyo::import::ImportError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodesSpec {
    /// Labels of every node of the file.
    pub labels: Vec<String>,
    /// The file.
    pub path: PathBuf,
    /// The column of the ids.
    pub id: Option<String>,
    /// A column whose values are classes: labels beside `labels`.
    pub class: Option<String>,
    /// The group of the ids.
    pub group: Option<String>,
    /// The column of the names, which become the property `name`.
    pub name: Option<String>,
    /// The column of the dates, which become the property `date`; or two columns, `START/END`, which make an interval.
    pub date: Option<String>,
}

/// A file of edges.
///
/// As an argument: `PARTICIPANT=p.csv`, and behind a further colon the columns of the ends, each with the group of its
/// ids: `PARTICIPANT=p.csv:event>Event,org>Organization`.
///
/// ```
/// use nenpyo::import::EdgesSpec;
/// let spec: EdgesSpec = "PARTICIPANT=p.csv:event>Event,org>Organization".parse()?;
/// assert_eq!(spec.to.map(|end| end.group).as_deref(), Some("Organization"));
/// # Ok::<(), nenpyo::import::ImportError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EdgesSpec {
    /// The type of the edges; `None` where a column gives it.
    pub edge_type: Option<String>,
    /// The file.
    pub path: PathBuf,
    /// Where edges come from.
    pub from: Option<End>,
    /// Where edges point to.
    pub to: Option<End>,
    /// The column of the types.
    pub type_column: Option<String>,
}

const NODES: &str = "write it as `Event=events.csv` or `Event=events.csv:id=number,class=kind`";
const EDGES: &str =
    "write it as `PARTICIPANT=p.csv` or `PARTICIPANT=p.csv:event>Event,org>Organization`";

impl FromStr for NodesSpec {
    type Err = ImportError;

    fn from_str(text: &str) -> Result<Self, ImportError> {
        let wrong = |message: String| ImportError::new(text, message).help(NODES);
        let (name, path, options) = parts(text);
        if path.is_empty() {
            return Err(wrong("no file is named".to_owned()));
        }
        let mut spec = NodesSpec { path: path.into(), ..NodesSpec::default() };
        for label in name.into_iter().flat_map(|name| name.split(':')) {
            if label.is_empty() {
                return Err(wrong("a label is empty".to_owned()));
            }
            spec.labels.push(label.to_owned());
        }
        for option in options.into_iter().flat_map(|options| options.split(',')) {
            let place = match option.split_once('=') {
                Some(("id", column)) => (&mut spec.id, column),
                Some(("class", column)) => (&mut spec.class, column),
                Some(("group", group)) => (&mut spec.group, group),
                Some(("name", column)) => (&mut spec.name, column),
                Some(("date", column)) => (&mut spec.date, column),
                _ => {
                    let known = "id=…, class=…, name=…, date=…, group=…";
                    return Err(wrong(format!("`{option}` is none of {known}")));
                }
            };
            *place.0 = Some(place.1.to_owned());
        }
        Ok(spec)
    }
}

impl EdgesSpec {
    /// Whether the ends of the edges may be ids of a group.
    pub(super) fn may_need(&self, group: &str) -> bool {
        let other = |end: &Option<End>| end.as_ref().is_some_and(|end| end.group != group);
        !(other(&self.from) && other(&self.to))
    }
}

impl FromStr for EdgesSpec {
    type Err = ImportError;

    fn from_str(text: &str) -> Result<Self, ImportError> {
        let wrong = |message: String| ImportError::new(text, message).help(EDGES);
        let (name, path, options) = parts(text);
        if path.is_empty() || name == Some("") {
            return Err(wrong("no type or no file is named".to_owned()));
        }
        let edge_type = name.map(str::to_owned);
        let mut spec = EdgesSpec { edge_type, path: path.into(), ..EdgesSpec::default() };
        let mut ends = Vec::new();
        for option in options.into_iter().flat_map(|options| options.split(',')) {
            match (option.split_once('>'), option.split_once('=')) {
                (Some((column, group)), _) => {
                    ends.push(End { column: column.to_owned(), group: group.to_owned() });
                }
                (_, Some(("type", column))) => spec.type_column = Some(column.to_owned()),
                _ => return Err(wrong(format!("`{option}` is neither column>Group nor type=…"))),
            }
        }
        let count = ends.len();
        let mut ends = ends.into_iter();
        (spec.from, spec.to) = (ends.next(), ends.next());
        match count {
            0 | 2 => Ok(spec),
            _ => Err(wrong(format!("it names {count} ends; edges have two"))),
        }
    }
}

/// Name, file and options of `NAME=FILE:OPTIONS`. A colon belongs to the file where nothing like `a=b` or `a>b` follows.
fn parts(text: &str) -> (Option<&str>, &str, Option<&str>) {
    let (name, rest) = match text.split_once('=') {
        // The `=` of an option, in `events.csv:class=kind`.
        Some((before, _)) if before.contains(['.', '/', '\\']) => (None, text),
        Some((name, rest)) => (Some(name), rest),
        None => (None, text),
    };
    match rest.rsplit_once(':') {
        Some((path, options)) if options.contains(['=', '>']) => (name, path, Some(options)),
        _ => (name, rest, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_files_and_options() {
        let parsed = |text: &'static str| parts(text);
        assert_eq!(parsed("Event=e.csv"), (Some("Event"), "e.csv", None));
        assert_eq!(parsed("A:B=c:/e.csv:id=x"), (Some("A:B"), "c:/e.csv", Some("id=x")));
        assert_eq!(parsed("e.csv:class=kind"), (None, "e.csv", Some("class=kind")));
        assert_eq!(parsed("T=p.csv:a>A,b>B"), (Some("T"), "p.csv", Some("a>A,b>B")));
    }

    #[test]
    fn wrong_arguments_say_how_to_write_them() {
        let edges = |text: &str| text.parse::<EdgesSpec>().map_err(|error| error.to_string());
        assert_eq!(
            edges("T=p.csv:a>A"),
            Err("T=p.csv:a>A: it names 1 ends; edges have two".into())
        );
        assert!(edges("=p.csv").is_err() && edges("T=").is_err() && edges("T=p:x=y").is_err());
        let nodes = "Event=e.csv:clas=kind".parse::<NodesSpec>().map_err(|e| (e.message, e.help));
        let message = "`clas=kind` is none of id=…, class=…, name=…, date=…, group=…".to_owned();
        assert_eq!(nodes, Err((message, Some(NODES.to_owned()))));
    }
}
