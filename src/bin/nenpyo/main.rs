//! The command line: `nenpyo ask "all awards to companies in the park"`.

mod args;
mod ask;
mod check;
mod convert;
mod dot;
mod examples;
mod explain;
mod failure;
mod format;
mod import;
mod limits;
mod manual;
mod notebook;
mod output;
mod page;
mod patience;
mod picture;
mod query;
mod repl;
mod save;
mod saved;
mod schema;
mod sentences;
mod session;
mod show;
mod timeline;

use args::{Args, Command, spread_data};
use clap::Parser;
use clap::error::ErrorKind;
use failure::{Done, Failure};
use session::Session;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::try_parse_from(spread_data(std::env::args_os()));
    let args = args.unwrap_or_else(|error| {
        let _ = error.print();
        if error.kind() == ErrorKind::InvalidSubcommand {
            output::complain("\nA question is asked with `nenpyo ask QUESTION`, or in the shell: `nenpyo` alone.");
        }
        std::process::exit(error.exit_code())
    });
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(args.format.as_deref()),
    }
}

fn run(args: &Args) -> Result<Done, Failure> {
    let asks = args.command.as_ref().is_none_or(Command::asks);
    let shows = matches!(args.command, Some(Command::Show { .. }));
    let as_of = args.as_of.as_ref().filter(|_| !asks && !shows).map(|_| "as-of");
    if let Some(option) = as_of.or((args.certain && !asks).then_some("certain")) {
        let message = format!(
            "`--{option}` is for questions, and none is asked here; leave it out, or ask one, as `events`"
        );
        return Err(Failure::Usage(message));
    }
    match &args.command {
        None => repl::run(Session::open(args)?),
        Some(Command::Ask(ask)) => ask::run(&Session::open(args)?, ask),
        Some(Command::Query(query)) => query::run(&Session::open(args)?, query),
        Some(Command::Show { name }) => show::run(&Session::open(args)?, &name.join(" ")),
        Some(Command::Timeline { phrase }) => {
            timeline::run(Session::open(args)?, &phrase.join(" "), args.format.as_deref())
        }
        Some(Command::Picture(picture)) => picture::run(&Session::open(args)?, picture),
        Some(Command::Page(page)) => page::run(&Session::open(args)?, page),
        Some(Command::Dot(dot)) => dot::run(&Session::open(args)?, dot, args.format.as_deref()),
        Some(Command::Explain { phrase, profile }) => {
            explain::run(&Session::open(args)?, &phrase.join(" "), *profile)
        }
        Some(Command::Schema { json }) => schema::run(&Session::open(args)?, *json),
        Some(Command::Check { files }) => check::run(files),
        Some(Command::Format { files, check }) => format::run(files, *check),
        Some(Command::Run(run)) => notebook::run(&Session::open(args)?, run),
        Some(Command::Import(arguments)) => import::run(arguments),
        Some(Command::Completions { shell }) => manual::completions(*shell),
        Some(Command::Man { command }) => manual::page(command.as_deref()),
        Some(Command::Convert { from, to }) => convert::run(from, to, &args.lang),
    }
}
