//! `nenpyo import --nodes LABEL=FILE… --edges TYPE=FILE… --out FILE`

use crate::args::Import;
use crate::failure::{Done, Failure};
use crate::output;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use nenpyo::Store;
use nenpyo::graph::GraphBuilder;
use nenpyo::import::{ImportError, Options, Progress, Report, import};
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// How long an import may take before its progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// Reads the files, says what was found, and writes the snapshot.
pub fn run(arguments: &Import) -> Result<Done, Failure> {
    let mut options = Options::default();
    options.delimiter = arguments.delimiter;
    options.null.clone_from(&arguments.null);
    options.strict = arguments.strict;
    options.lenient_dates = arguments.dates == "lenient";
    options.shown = arguments.show;
    let bar = Bar::new();
    let (nodes, edges) = (&arguments.nodes, &arguments.edges);
    let mut builder = GraphBuilder::new();
    let report = match arguments.dry_run {
        true => import(nodes, edges, &options, &mut (), &mut |progress| bar.show(progress)),
        false => import(nodes, edges, &options, &mut builder, &mut |progress| bar.show(progress)),
    };
    bar.0.finish_and_clear();
    let report = report.map_err(failed)?;
    tell(&report)?;
    if report.bad_count() > 0 && !arguments.skip_bad_rows {
        output::complain("error: rows were left out: correct them, or pass --skip-bad-rows");
        if arguments.dry_run || arguments.out.is_none() {
            return Err(Failure::Said);
        }
    }
    if let (false, Some(path)) = (arguments.dry_run, &arguments.out) {
        let graph = builder.build().map_err(nenpyo::Error::from)?;
        Store::from_graph(graph, None)?.save_snapshot(path)?;
    }
    match report.bad_count() > 0 && !arguments.skip_bad_rows {
        true => Err(Failure::Said),
        false => Ok(()),
    }
}

/// What was read goes to the standard output, bad rows to the standard error.
fn tell(report: &Report) -> io::Result<()> {
    for row in &report.bad_rows {
        output::complain(&row.to_string());
    }
    let more = report.bad_count() - report.bad_rows.len() as u64;
    if more > 0 {
        output::complain(&format!("… and {more} more"));
    }
    output::print(&report.to_string())
}

fn failed(error: ImportError) -> Failure {
    let help = error.help.as_ref().map_or(String::new(), |help| format!("\n  help: {help}"));
    Failure::Message(format!("error: {error}{help}"))
}

/// A progress bar on the standard error, where that is a terminal, once an import takes long.
struct Bar(ProgressBar, Instant);

impl Bar {
    fn new() -> Bar {
        let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes} of {total_bytes}");
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Bar(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())), Instant::now())
    }

    fn show(&self, progress: Progress<'_>) {
        let Bar(bar, start) = self;
        if bar.is_hidden() && start.elapsed() > PATIENCE && io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if !bar.is_hidden() {
            let name = progress.file.file_name().unwrap_or_default();
            bar.set_message(name.to_string_lossy().into_owned());
            bar.set_length(progress.total);
            bar.set_position(progress.bytes);
        }
    }
}
