//! An import from its files to a sink.

use super::cells::{Cell, Next, RowFault, Rows};
use super::delimited::{Delimited, Dialect};
use super::edges;
use super::error::ImportError;
use super::groups::Groups;
use super::header::Role;
use super::json_lines::JsonLines;
use super::nodes;
#[cfg(feature = "parquet")]
use super::parquet::Parquet;
use super::report::{BadRow, FileReport, Report};
use super::sink::Sink;
use super::spec::{EdgesSpec, NodesSpec};
use std::path::Path;

/// How many rows are read between two reports of progress.
const STEP: u64 = 1 << 14;

/// How to import.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// What stands between the fields of CSV files; found out from the header where it is `None`.
    pub delimiter: Option<u8>,
    /// Text that stands for nothing, besides the empty one.
    pub null: String,
    /// How many bad rows the report lists; the others are counted.
    pub shown: usize,
    /// Stops at the first bad row.
    pub strict: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { delimiter: None, null: String::new(), shown: 20, strict: false }
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The file that is being read.
    pub file: &'a Path,
    /// How many bytes of it have been read.
    pub bytes: u64,
    /// How many bytes it has.
    pub total: u64,
}

/// Reads files of nodes, then files of edges, and gives them to `sink`; see [`crate::import`]. `progress` is called from
/// time to time.
///
/// # Errors
/// A file that cannot be read, a header that makes no sense, an end whose group is not clear; with
/// [`Options::strict`] the first bad row.
///
/// ```
/// use nenpyo::graph::{GraphBuilder};
/// use nenpyo::import::{Options, import};
/// # let folder = std::env::temp_dir().join("nenpyo-doctest-import");
/// # std::fs::create_dir_all(&folder).unwrap();
/// # std::env::set_current_dir(&folder).unwrap();
/// std::fs::write("people.csv", "id,name,born\n1,Ada,1815-12-10\n2,Mary,1780\n").unwrap();
/// std::fs::write("knows.csv", "src,dst\n1,2\n").unwrap();
/// let (nodes, edges) = (["Person=people.csv".parse()?], ["KNOWS=knows.csv".parse()?]);
/// let mut builder = GraphBuilder::new();
/// let report = import(&nodes, &edges, &Options::default(), &mut builder, &mut |_| {})?;
/// assert_eq!((report.nodes(), report.edges(), report.bad_count()), (2, 1, 0));
/// assert_eq!(report.files[0].columns[2].meaning, "date");
/// # Ok::<(), nenpyo::import::ImportError>(())
/// ```
pub fn import(
    nodes: &[NodesSpec],
    edges: &[EdgesSpec],
    options: &Options,
    sink: &mut impl Sink,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, ImportError> {
    let mut run = Run {
        options,
        report: Report::default(),
        groups: Groups::default(),
        node_count: 0,
        progress,
        total: 0,
    };
    let dialect = Dialect { delimiter: options.delimiter, null: options.null.clone() };
    for spec in nodes {
        let path = spec.path.as_path();
        match Format::of(path)? {
            Format::Delimited => {
                nodes::load(&mut run, spec, Delimited::open(path, &dialect)?, sink)?;
            }
            Format::JsonLines => {
                nodes::load(&mut run, spec, JsonLines::open(path, &options.null)?, sink)?;
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => nodes::load(&mut run, spec, Parquet::open(path, options)?, sink)?,
        }
    }
    for spec in edges {
        let path = spec.path.as_path();
        match Format::of(path)? {
            Format::Delimited => {
                edges::load(&mut run, spec, || Delimited::open(path, &dialect), sink)?;
            }
            Format::JsonLines => {
                edges::load(&mut run, spec, || JsonLines::open(path, &options.null), sink)?;
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                edges::load(&mut run, spec, || Parquet::open(path, options), sink)?;
            }
        }
    }
    Ok(run.report)
}

/// The format of a file.
enum Format {
    Delimited,
    JsonLines,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// By the end of the name.
    fn of(path: &Path) -> Result<Format, ImportError> {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
        match extension.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "tab" | "txt" => Ok(Format::Delimited),
            "jsonl" | "ndjson" => Ok(Format::JsonLines),
            #[cfg(feature = "parquet")]
            "parquet" => Ok(Format::Parquet),
            #[cfg(not(feature = "parquet"))]
            "parquet" => Err(ImportError::in_file(path, "this nenpyo does not read Parquet")
                .help("build it with the feature `parquet`, or convert the file to CSV")),
            _ => Err(ImportError::in_file(path, "its name does not say what it is")
                .help("name it .csv, .tsv, .jsonl or .parquet")),
        }
    }
}

/// An import that is going on.
pub(super) struct Run<'a> {
    pub(super) options: &'a Options,
    pub(super) report: Report,
    pub(super) groups: Groups,
    pub(super) node_count: u32,
    progress: &'a mut dyn FnMut(Progress<'_>),
    /// Size of the file at hand.
    total: u64,
}

impl Run<'_> {
    /// Gives each row to `keep`, and reports those that it or the reader refuses.
    pub(super) fn each_row<R: Rows>(
        &mut self,
        path: &Path,
        kind: &'static str,
        rows: &mut R,
        mut keep: impl FnMut(&mut Self, &R) -> Result<(), RowFault>,
    ) -> Result<FileReport, ImportError> {
        let file = path.display().to_string();
        let mut found = FileReport {
            file,
            kind,
            rows: 0,
            kept: 0,
            bad: std::collections::BTreeMap::new(),
            columns: Vec::new(),
        };
        self.total = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        loop {
            let kept = match rows.next()? {
                Next::End => break,
                Next::Bad(fault) => Err(fault),
                Next::Row => keep(self, rows),
            };
            found.rows += 1;
            match kept {
                Ok(()) => found.kept += 1,
                Err(fault) => self.refuse(&mut found, rows.line(), fault)?,
            }
            if found.rows.is_multiple_of(STEP) {
                let (bytes, total) = (rows.bytes(), self.total);
                (self.progress)(Progress { file: path, bytes, total });
            }
        }
        Ok(found)
    }

    fn refuse(
        &mut self,
        found: &mut FileReport,
        line: u64,
        fault: RowFault,
    ) -> Result<(), ImportError> {
        let RowFault { fault, reason } = fault;
        *found.bad.entry(fault).or_default() += 1;
        let row = BadRow { file: found.file.clone(), line, fault, reason };
        if self.options.strict {
            return Err(ImportError::bad_row(&row));
        }
        if self.report.bad_rows.len() < self.options.shown {
            self.report.bad_rows.push(row);
        }
        Ok(())
    }
}

/// Whether each header stands once, and none is empty.
///
/// # Errors
/// Which one is wrong.
pub(super) fn check_headers(path: &Path, headers: &[String]) -> Result<(), ImportError> {
    if headers.is_empty() {
        return Err(ImportError::in_file(path, "it has no header").help("write one in line 1"));
    }
    for (at, header) in headers.iter().enumerate() {
        let twice = headers.iter().take(at).any(|other| other == header);
        if header.is_empty() || twice {
            let what = if twice { "a name that another column has" } else { "no name" };
            let message = format!("column {} has {what}: `{header}`", at + 1);
            return Err(ImportError::in_file(path, message)
                .help("give each column its own name, or `name:IGNORE`"));
        }
    }
    Ok(())
}

/// Gives a column another role.
pub(super) fn set(roles: &mut [Role], column: usize, role: Role) {
    if let Some(place) = roles.get_mut(column) {
        *place = role;
    }
}

/// Whether each property has one column.
///
/// # Errors
/// The property that has two.
pub(super) fn check_keys(path: &Path, roles: &[Role]) -> Result<(), ImportError> {
    let key = |role: &Role| match role {
        Role::Property { key, .. } | Role::Class { key } => Some(key.clone()),
        _ => None,
    };
    let mut keys: Vec<String> = roles.iter().filter_map(key).collect();
    keys.sort_unstable();
    match keys.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => {
            let message = format!("two columns hold the property `{}`", pair[0]);
            Err(ImportError::in_file(path, message).help("give each column its own name"))
        }
        None => Ok(()),
    }
}

/// A text of a cell, for labels and types.
pub(super) fn name_of(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Null | Cell::List(_) => None,
        cell => Some(cell.to_text().into_owned()),
    }
}
