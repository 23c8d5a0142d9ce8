//! An import from its files to a sink.

use super::cells::{Cell, shown};
use super::delimited::{Delimited, Dialect};
use super::edges;
use super::error::ImportError;
use super::groups::Groups;
use super::header::Role;
use super::json_lines::JsonLines;
use super::nodes;
use super::parallel::each_in_order;
#[cfg(feature = "parquet")]
use super::parquet::Parquet;
use super::reading::Reading;
use super::report::Report;
use super::sink::Sink;
use super::spec::{EdgesSpec, NodesSpec};
use std::path::Path;

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
    /// Reads columns of dates, and those that are called `date`, `…_date` or `…Date`, as people write dates.
    pub lenient_dates: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            delimiter: None,
            null: String::new(),
            shown: 20,
            strict: false,
            lenient_dates: false,
        }
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
    let mut report = Report::default();
    let mut groups = Groups::default();
    let mut node_count = 0;
    let dialect = Dialect { delimiter: options.delimiter, null: options.null.clone() };
    for spec in nodes {
        let path = spec.path.as_path();
        let reading = Reading { path, kind: "nodes", options, progress };
        let numbers = (&mut groups, &mut node_count);
        let read = match Format::of(path)? {
            Format::Delimited => {
                nodes::read(spec, || Delimited::open(path, &dialect), numbers, edges, reading)
            }
            Format::JsonLines => {
                nodes::read(spec, || JsonLines::open(path, &options.null), numbers, edges, reading)
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                nodes::read(spec, || Parquet::open(path, options), numbers, edges, reading)
            }
        };
        let table = report.take(read?, options.shown);
        sink.nodes(table);
    }
    let read = |spec: &EdgesSpec, progress: &mut dyn FnMut(Progress<'_>)| {
        let path = spec.path.as_path();
        let reading = Reading { path, kind: "edges", options, progress };
        match Format::of(path)? {
            Format::Delimited => {
                edges::read(spec, || Delimited::open(path, &dialect), &groups, reading)
            }
            Format::JsonLines => {
                edges::read(spec, || JsonLines::open(path, &options.null), &groups, reading)
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => edges::read(spec, || Parquet::open(path, options), &groups, reading),
        }
    };
    each_in_order(edges, read, progress, |read| {
        sink.edges(report.take(read?, options.shown));
        Ok(())
    })?;
    Ok(report)
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
            "json" | "jsonl" | "ndjson" => Ok(Format::JsonLines),
            #[cfg(feature = "parquet")]
            "parquet" => Ok(Format::Parquet),
            #[cfg(not(feature = "parquet"))]
            "parquet" => Err(ImportError::in_file(path, "this nenpyo does not read Parquet")
                .help("build it with the feature `parquet`, or convert the file to CSV")),
            _ if path.is_dir() => Err(ImportError::in_file(path, "it is a folder")
                .help("name its files, one `--nodes` or `--edges` each")),
            extension if extension.contains(':') => {
                Err(ImportError::in_file(path, "what stands behind the colon is no mapping")
                    .help("write `FILE:column>GROUP,column>GROUP` in quotation marks: a shell takes `>` for its own"))
            }
            "gz" | "zst" | "zip" | "bz2" | "xz" => {
                let unpack = match extension.to_ascii_lowercase().as_str() {
                    "gz" => "gunzip -k",
                    "zst" => "unzstd",
                    "zip" => "unzip",
                    "bz2" => "bunzip2 -k",
                    _ => "unxz -k",
                };
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                Err(ImportError::in_file(path, "it is packed")
                    .help(format!("unpack it: `{unpack} {name}`")))
            }
            _ => Err(ImportError::in_file(path, "its name does not say what it is")
                .help("name it .csv, .tsv, .json, .jsonl or .parquet")),
        }
    }
}

/// How many faults of a header are told.
const SHOWN_FAULTS: usize = 10;

/// Whether each header stands once, and none is empty.
///
/// # Errors
/// Which one is wrong.
pub(super) fn check_headers(path: &Path, headers: &[String]) -> Result<(), ImportError> {
    if headers.is_empty() {
        return Err(ImportError::in_file(path, "it has no header").help("write one in line 1"));
    }
    let mut faults = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let first = headers.iter().take(at).position(|other| other == header);
        match first {
            _ if header.is_empty() => faults.push(format!("column {} has no name", at + 1)),
            Some(first) => faults.push(format!(
                "column {} has the name of column {}: `{}`",
                at + 1,
                first + 1,
                shown(header)
            )),
            None => {}
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    let more = faults.len().saturating_sub(SHOWN_FAULTS);
    faults.truncate(SHOWN_FAULTS);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let message = format!("its header: {}{more}", faults.join("; "));
    Err(ImportError::in_file(path, message)
        .help("give each column its own name; `name:IGNORE` leaves one out"))
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
