//! `nenpyo completions SHELL` and `nenpyo man [COMMAND]`

use crate::args::Args;
use crate::failure::{Done, Failure};
use crate::output;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use nenpyo::catalog::nearest;

const NAME: &str = "nenpyo";

/// Prints the completions for a shell.
pub fn completions(shell: Shell) -> Result<Done, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), NAME, &mut script);
    Ok(output::print(&String::from_utf8_lossy(&script))?)
}

/// Prints the manual page of the program or of one of its commands.
pub fn page(command: Option<&str>) -> Result<Done, Failure> {
    let mut all = Args::command();
    // Global options belong to each command only then.
    all.build();
    let shown = match command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(found) => found.clone(),
            None => return Err(unknown(name, &all)),
        },
    };
    let mut page = Vec::new();
    Man::new(shown).render(&mut page)?;
    Ok(output::print(&String::from_utf8_lossy(&page))?)
}

fn unknown(name: &str, all: &clap::Command) -> Failure {
    let known: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
    let near = nearest(name, known.iter().copied(), 1);
    let near = near.first().map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    Failure::Usage(format!("there is no command `{name}`{near}; known are {}", known.join(", ")))
}
