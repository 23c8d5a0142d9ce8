//! The arguments.

use crate::examples;
use crate::limits::LimitArgs;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use clap_complete::Shell;
use nenpyo::import::{EdgesSpec, NodesSpec};
use nenpyo::render::FORMATS;
use nenpyo::time::Date;
use nenpyo::value::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Asks a chronicle in plain phrases. Without a command: a prompt that reads a phrase a line.
#[derive(Debug, Parser)]
#[command(version, about, after_help = examples::ALL)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files of the chronicle (.chron, .json) instead of the one that comes with nenpyo.
    #[arg(long, global = true, value_name = "FILE")]
    pub data: Vec<PathBuf>,
    /// Language of names: en, ja, zh, or another that the chronicle has.
    #[arg(long, global = true, default_value = "en", value_name = "LANG")]
    pub lang: String,
    /// Asks the chronicle as it stood on a day: 2010, 2017-06, "March 2017".
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// Phrases ask for what is certain only, unless they say `possibly`.
    #[arg(long, global = true)]
    pub certain: bool,
    /// Format of the answer.
    #[arg(long, global = true, value_name = "FORMAT", value_parser = formats())]
    pub format: Option<String>,
    /// How much a question may cost.
    #[command(flatten)]
    pub limits: LimitArgs,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).or_else(|error| match nenpyo::time::lenient::read(text, None) {
        Ok(found) => found.date.ok_or_else(|| error.to_string()),
        // A word is not blamed for its first letter.
        Err(words) if text.contains(char::is_alphabetic) => {
            let help = words.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
            Err(format!("{words}{help}"))
        }
        Err(_) => Err(error.to_string()),
    })
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answers a phrase.
    #[command(after_help = examples::ASK)]
    Ask(Ask),
    /// Answers a pattern query, in the read core of GQL and openCypher.
    #[command(after_help = examples::QUERY)]
    Query(Query),
    /// Shows an entity or event with all its names, links and sources.
    #[command(after_help = examples::SHOW)]
    Show {
        /// A name in any language, or an id.
        #[arg(required = true)]
        name: Vec<String>,
    },
    /// Draws the answer to a phrase with the links that made it, or the whole chronicle, as SVG.
    #[command(after_help = examples::PICTURE)]
    Picture(Picture),
    /// Writes the answer to a phrase as a page for browsers: a table, a graph and a timeline that are linked.
    #[command(after_help = examples::PAGE)]
    Page(Page),
    /// Writes a picture for Graphviz: of the whole chronicle, or of the answer to a phrase.
    #[command(after_help = examples::DOT)]
    Dot(Dot),
    /// Answers a phrase with a timeline, with `--format svg` or `mermaid` as a picture.
    #[command(after_help = examples::TIMELINE)]
    Timeline {
        /// The phrase.
        #[arg(required = true)]
        phrase: Vec<String>,
    },
    /// Shows the pattern query that a phrase means, and how it is answered.
    #[command(after_help = examples::EXPLAIN)]
    Explain {
        /// The phrase, or a pattern query.
        #[arg(required = true)]
        phrase: Vec<String>,
        /// Answers it too, and tells the rows and the time of each step.
        #[arg(long)]
        profile: bool,
    },
    /// Shows the classes, roles and relations, with the words that name them.
    #[command(after_help = examples::SCHEMA)]
    Schema {
        /// The JSON Schema of the JSON form of a chronicle instead.
        #[arg(long)]
        json: bool,
    },
    /// Checks files that make a chronicle together; silent if they are fine.
    #[command(after_help = examples::CHECK)]
    Check {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Rewrites chronicles in canonical form.
    #[command(after_help = examples::FORMAT)]
    Format {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Changes nothing, names the files that are not in canonical form, and fails if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Answers the questions of notebooks: Markdown files with `nenpyo` blocks, behind which the answers are written.
    #[command(after_help = examples::RUN)]
    Run(Run),
    /// Imports nodes and edges from CSV, JSON Lines and Parquet files.
    Import(Import),
    /// Converts a chronicle: .chron to .json or back, or either to .dot.
    #[command(after_help = examples::CONVERT)]
    Convert {
        /// The file to read.
        from: PathBuf,
        /// The file to write.
        to: PathBuf,
    },
    /// Prints the completions of the command line for a shell.
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Prints the manual page, in the format of `man`.
    #[command(after_help = examples::MAN)]
    Man {
        /// The command whose page it is; without one, the page of nenpyo.
        command: Option<String>,
    },
}

impl Command {
    /// Whether a question is asked, or several.
    pub fn asks(&self) -> bool {
        match self {
            Command::Dot(dot) => !dot.phrase.is_empty(),
            Command::Picture(picture) => !picture.phrase.is_empty(),
            Command::Ask(_)
            | Command::Query(_)
            | Command::Page(_)
            | Command::Timeline { .. }
            | Command::Explain { .. }
            | Command::Run(_) => true,
            Command::Show { .. }
            | Command::Schema { .. }
            | Command::Check { .. }
            | Command::Format { .. }
            | Command::Import(_)
            | Command::Convert { .. }
            | Command::Completions { .. }
            | Command::Man { .. } => false,
        }
    }
}

/// Arguments of `ask`.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// The phrase; with `--saved`, the values of its parameters: VALUE or NAME=VALUE.
    #[arg(required_unless_present = "saved")]
    pub phrase: Vec<String>,
    /// Asks the question that was saved by this name at the prompt.
    #[arg(long, value_name = "NAME")]
    pub saved: Option<String>,
    /// Tells the links that made each row a row, each with its source.
    #[arg(long)]
    pub why: bool,
}

/// Arguments of `query`.
#[derive(Debug, clap::Args)]
pub struct Query {
    /// The query.
    #[arg(required = true)]
    pub text: Vec<String>,
    /// The value of a parameter: JSON, or else text. May be repeated.
    #[arg(long, value_name = "NAME=VALUE", value_parser = param)]
    pub param: Vec<(String, Value)>,
    /// Tells the links that made each row a row, each with its source.
    #[arg(long)]
    pub why: bool,
}

fn param(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.to_owned(), value_of(value)?))
}

/// The value of a parameter: JSON, or else text.
///
/// # Errors
/// A number that is too large, or too large or deep a value.
pub fn value_of(text: &str) -> Result<Value, String> {
    let json = serde_json::from_str(text).unwrap_or_else(|_| text.into());
    Value::from_json(&json).map_err(|error| error.to_string())
}

/// The arguments as they were given, with `--data A B` written as `--data A --data B`: the files behind `--data` end where
/// something that is no file, or a notebook, stands.
pub fn spread_data(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let is_file = |word: &OsString| {
        let path = Path::new(word);
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("chron" | "json" | "nenpyo") => true,
            Some("md") => false,
            _ => path.is_file(),
        }
    };
    let (mut words, mut behind) = (Vec::new(), 0);
    for word in given {
        if behind > 1 && is_file(&word) {
            words.push("--data".into());
        } else if behind > 1 {
            behind = 0;
        }
        behind = if word == "--data" {
            1
        } else if behind > 0 {
            2
        } else {
            0
        };
        words.push(word);
    }
    words
}

/// Arguments of `dot`.
#[derive(Debug, clap::Args)]
pub struct Dot {
    /// The phrase; without one, the whole chronicle is drawn.
    pub phrase: Vec<String>,
    /// Draws a box around the events of each month.
    #[arg(long, value_name = "PERIOD", value_parser = ["month"])]
    pub cluster: Option<String>,
}

/// Arguments of `picture`.
#[derive(Debug, clap::Args)]
pub struct Picture {
    /// The phrase, or a pattern query; without one, the whole chronicle is drawn.
    pub phrase: Vec<String>,
    /// The file to write, instead of the standard output.
    #[arg(short, long, value_name = "FILE.svg")]
    pub out: Option<PathBuf>,
    /// Writes over a file that is no SVG.
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// Arguments of `page`.
#[derive(Debug, clap::Args)]
pub struct Page {
    /// The phrase, or a pattern query.
    #[arg(required = true)]
    pub phrase: Vec<String>,
    /// The file to write, instead of the standard output.
    #[arg(short, long, value_name = "FILE.html")]
    pub out: Option<PathBuf>,
    /// Writes over a file that is no page.
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// Arguments of `run`.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// The notebooks.
    #[arg(required = true, value_name = "FILE.md")]
    pub files: Vec<PathBuf>,
    /// Changes nothing, shows how answers differ from those that stand there, and fails if any do.
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples::IMPORT)]
pub struct Import {
    /// A file of nodes, and what its columns are.
    #[arg(long, required = true, value_name = "LABEL=FILE[:COLUMNS]")]
    pub nodes: Vec<NodesSpec>,
    /// A file of edges, and what its columns are.
    #[arg(long, value_name = "TYPE=FILE[:ENDS]")]
    pub edges: Vec<EdgesSpec>,
    /// The snapshot to write.
    #[arg(long, value_name = "FILE.nenpyo", required_unless_present = "dry_run")]
    pub out: Option<PathBuf>,
    /// Reads and reports, and writes nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// What stands between the fields of CSV files; found out where it is not given.
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// Text that stands for nothing, besides the empty one.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub null: String,
    /// How dates are written: in EDTF, or as people write them (`c. 1440`, `Feb 1455`, `2017年3月`).
    #[arg(long, default_value = "edtf", value_name = "HOW", value_parser = ["edtf", "lenient"])]
    pub dates: String,
    /// Stops at the first bad row.
    #[arg(long)]
    pub strict: bool,
    /// Bad rows are reported, and are no failure.
    #[arg(long, conflicts_with = "strict")]
    pub skip_bad_rows: bool,
    /// How many bad rows are shown; all are counted.
    #[arg(long, default_value_t = 20, value_name = "COUNT")]
    pub show: usize,
}

/// One ASCII character; `tab` or `\t` for a tab.
fn delimiter(text: &str) -> Result<u8, String> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, [byte]) if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        _ => Err("write one ASCII character, or tab".to_owned()),
    }
}
