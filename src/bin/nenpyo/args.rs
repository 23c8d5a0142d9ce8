//! The arguments.

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use nenpyo::render::FORMATS;
use std::path::PathBuf;

/// Asks a chronicle in plain phrases. Without a command: a prompt that reads a phrase a line.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files of the chronicle (.chron, .json) instead of the one that comes with nenpyo.
    #[arg(long, global = true, value_name = "FILE", num_args = 1..)]
    pub data: Vec<PathBuf>,
    /// Language of names: en, ja, zh, or another that the chronicle has.
    #[arg(long, global = true, default_value = "en", value_name = "LANG")]
    pub lang: String,
    /// Format of the answer.
    #[arg(long, global = true, value_name = "FORMAT", value_parser = formats())]
    pub format: Option<String>,
}

const EXAMPLES: &str = "Examples:
  nenpyo ask all awards to companies in the park
  nenpyo ask --why who received the same award as Sunrise Power
  nenpyo ask --format json how many agreements per quarter
  nenpyo show Botao --lang ja
  nenpyo dot awards to Botao | dot -Tsvg > awards.svg";

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.name))
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answers a phrase.
    Ask(Ask),
    /// Shows an entity or event with all its names, links and sources.
    Show {
        /// A name in any language, or an id.
        #[arg(required = true)]
        name: Vec<String>,
    },
    /// Writes a picture for Graphviz: of the whole chronicle, or of the answer to a phrase.
    Dot(Dot),
    /// Shows the pattern query that a phrase means, and how it is answered.
    Explain {
        /// The phrase.
        #[arg(required = true)]
        phrase: Vec<String>,
    },
    /// Shows the classes, roles and relations, with the words that name them.
    Schema {
        /// The JSON Schema of the JSON form of a chronicle instead.
        #[arg(long)]
        json: bool,
    },
    /// Checks files that make a chronicle together; silent if they are fine.
    Check {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Rewrites chronicles in canonical form.
    Format {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Changes nothing, names the files that are not in canonical form, and fails if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Converts a chronicle: .chron to .json or back, or either to .dot.
    Convert {
        /// The file to read.
        from: PathBuf,
        /// The file to write.
        to: PathBuf,
    },
}

/// Arguments of `ask`.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// The phrase.
    #[arg(required = true)]
    pub phrase: Vec<String>,
    /// Tells the links that made each row a row, each with its source.
    #[arg(long)]
    pub why: bool,
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
