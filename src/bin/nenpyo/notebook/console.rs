//! `console` blocks: sessions with the command, a line `$ nenpyo …` and what it prints.

use super::fences::Block;
use super::{Refusal, refusal};
use crate::args::{Args, Command, spread_data};
use crate::output;
use clap::Parser;
use std::ffi::OsString;

/// The lines of a block, with what its commands print now. What other commands print stays.
pub fn rerun(block: &Block<'_>, result: &mut String) -> Result<(), Refusal> {
    result.push_str(block.open);
    let mut ours = false;
    for (at, line) in &block.body {
        let content = block.content(line);
        let Some(command) = content.strip_prefix("$ ") else {
            if !ours {
                result.push_str(line);
            }
            continue;
        };
        let refuse = |message: &str| refusal(*at, line, message);
        result.push_str(line);
        ours = is_ours(command);
        if ours {
            for printed in printed(command).map_err(|message| refuse(&message))?.lines() {
                if printed.starts_with("$ ") || block.would_close(printed) {
                    return Err(refuse("a line that it prints would not be read as such here"));
                }
                super::push_line(printed, block, result);
            }
        }
    }
    result.push_str(block.close);
    Ok(())
}

fn is_ours(command: &str) -> bool {
    command.split_whitespace().next() == Some("nenpyo")
}

/// What a command prints, the messages last; or why it is not run.
fn printed(command: &str) -> Result<String, String> {
    let words = words(command)?.into_iter().map(OsString::from);
    let args = match Args::try_parse_from(spread_data(words)) {
        Ok(args) => args,
        Err(error) => return Ok(error.render().to_string()),
    };
    if let Some(what) = changes(args.command.as_ref()) {
        return Err(format!("a notebook runs no command that {what}"));
    }
    let ((), text) = output::captured(|| {
        if let Err(failure) = crate::run(&args) {
            failure.report(args.format.as_deref());
        }
    });
    Ok(text)
}

/// What a command does besides printing the same at each run.
fn changes(command: Option<&Command>) -> Option<&'static str> {
    let writes = match command {
        None => return Some("reads lines"),
        Some(Command::Run(_)) => return Some("runs notebooks"),
        Some(Command::Explain { profile: true, .. }) => return Some("measures times"),
        Some(Command::Convert { .. }) => true,
        Some(Command::Format { check, .. }) => !check,
        Some(Command::Import(import)) => !import.dry_run,
        Some(Command::Picture(picture)) => picture.out.is_some(),
        Some(Command::Page(page)) => page.out.is_some(),
        Some(
            Command::Ask(_)
            | Command::Query(_)
            | Command::Show { .. }
            | Command::Dot(_)
            | Command::Timeline { .. }
            | Command::Explain { .. }
            | Command::Schema { .. }
            | Command::Check { .. },
        ) => false,
    };
    writes.then_some("writes files")
}

/// The words of a command line, bare or quoted with `'` or `"`. What a shell would do more with is refused.
fn words(line: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None::<char>);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '|' | '&' | ';' | '<' | '>') | (None | Some('"'), '$' | '`' | '\\') => {
                return Err(format!("a notebook runs no shell, which `{c}` is for"));
            }
            (None, ' ' | '\t') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    if let Some(open) = quote {
        return Err(format!("the quotation mark `{open}` is not closed"));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::{printed, words};

    #[test]
    fn words_are_split_as_a_shell_does() {
        let split = |line| words(line).unwrap_or_default();
        assert_eq!(split("a 'b  $c'\td\"e 'f'\" ''"), ["a", "b  $c", "de 'f'", ""]);
        for refused in ["a | b", "a > b", "a $b", "a \"$b\"", "a 'b", "a; b", "a \\", "`a`"] {
            assert!(words(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn what_changes_something_is_not_run() {
        for refused in [
            "nenpyo",
            "nenpyo run a.md",
            "nenpyo run --check a.md",
            "nenpyo explain --profile awards",
            "nenpyo convert a.chron b.json",
            "nenpyo format a.chron",
            "nenpyo import --nodes a.csv --out b.nenpyo",
            "nenpyo picture awards -o a.svg",
            "nenpyo page awards --out a.html",
        ] {
            assert!(printed(refused).is_err(), "{refused}");
        }
        let told = printed("nenpyo ask awrds").unwrap_or_default();
        assert!(told.contains("`awrds` is not a known class or name"), "{told}");
        let told = printed("nenpyo sing").unwrap_or_default();
        assert!(told.contains("unrecognized subcommand"), "{told}");
    }
}
