//! `nenpyo import --nodes LABEL=FILE… --edges TYPE=FILE… --out FILE`

use crate::args::Import;
use crate::failure::{Done, Failure};
use crate::output;
use crate::save::{self, Kind};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use nenpyo::Store;
use nenpyo::graph::GraphBuilder;
use nenpyo::import::{ImportError, Options, Progress, Report, import};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long an import may take before its progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often a bar turns that has no end.
const TICK: Duration = Duration::from_millis(200);

/// How to write a snapshot over another file.
const NO_FORCE: &str = "name another file, as `g.nenpyo`, or remove it first";

/// Reads the files, says what was found, and writes the snapshot.
pub fn run(arguments: &Import) -> Result<Done, Failure> {
    let mut options = Options::default();
    options.delimiter = arguments.delimiter;
    options.null.clone_from(&arguments.null);
    options.strict = arguments.strict;
    options.lenient_dates = arguments.dates == "lenient";
    options.shown = arguments.show;
    if let Some(path) = arguments.out.as_deref().filter(|_| !arguments.dry_run) {
        can_be_written(path)?;
    }
    let bar = Bar::new();
    let (nodes, edges) = (&arguments.nodes, &arguments.edges);
    let mut builder = GraphBuilder::new();
    let report = match arguments.dry_run {
        true => import(nodes, edges, &options, &mut (), &mut |progress| bar.show(progress)),
        false => import(nodes, edges, &options, &mut builder, &mut |progress| bar.show(progress)),
    };
    bar.clear();
    let report = report.map_err(failed)?;
    tell(&report)?;
    if report.bad_count() > 0 && !arguments.skip_bad_rows {
        output::complain("error: rows were left out: correct them, or pass --skip-bad-rows");
        if arguments.dry_run || arguments.out.is_none() {
            return Err(Failure::Said);
        }
    }
    if let (false, Some(path)) = (arguments.dry_run, &arguments.out) {
        let saved = || -> Result<(), nenpyo::Error> {
            bar.say("sorting edges");
            let graph = builder.build().map_err(nenpyo::Error::from)?;
            bar.say("finding words and names");
            let store = Store::from_graph(graph, None)?;
            bar.say("saving");
            store.save_snapshot(path)
        };
        let saved = saved();
        bar.clear();
        saved?;
    }
    match report.bad_count() > 0 && !arguments.skip_bad_rows {
        true => Err(Failure::Said),
        false => Ok(()),
    }
}

/// Whether the snapshot has a place, before files are read for it.
fn can_be_written(path: &Path) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let wrong = match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => format!("there is no folder `{}`: make it first", folder.display()),
        None if path.is_dir() => "it is a folder: name a file in it, as `g.nenpyo`".to_owned(),
        None => return save::may_write_over(path, Kind::Snapshot, NO_FORCE),
    };
    Err(Failure::Message(format!("error: cannot write `{}`: {wrong}", path.display())))
}

/// What was read goes to the standard output, bad rows to the standard error.
fn tell(report: &Report) -> io::Result<()> {
    for row in &report.bad_rows {
        output::complain(&output::safe(&row.to_string()));
    }
    let more = report.bad_count() - report.bad_rows.len() as u64;
    if more > 0 {
        output::complain(&format!("… and {more} more"));
    }
    output::print(&output::safe(&report.to_string()))
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

    /// Whether the bar is seen by now.
    fn is_seen(&self) -> bool {
        let Bar(bar, start) = self;
        if bar.is_hidden() && start.elapsed() > PATIENCE && io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        !bar.is_hidden()
    }

    /// Says what is done now, where all that is known is that it goes on.
    fn say(&self, what: &'static str) {
        if self.is_seen() {
            let style = ProgressStyle::with_template("{spinner} {msg} … {elapsed}");
            self.0.reset();
            self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            self.0.set_message(what);
            self.0.enable_steady_tick(TICK);
        }
    }

    fn clear(&self) {
        self.0.finish_and_clear();
    }

    fn show(&self, progress: Progress<'_>) {
        let bar = &self.0;
        if self.is_seen() {
            let name = progress.file.file_name().unwrap_or_default();
            bar.set_message(name.to_string_lossy().into_owned());
            bar.set_length(progress.total);
            bar.set_position(progress.bytes);
        }
    }
}
