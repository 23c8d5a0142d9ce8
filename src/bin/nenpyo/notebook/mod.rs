//! `nenpyo run NOTES.md`: a Markdown file whose `nenpyo` blocks are asked. The answers stand in the block behind, which
//! each run writes anew; in `console` blocks they stand below the command.

mod console;
mod fences;

use crate::args::Run;
use crate::failure::{Done, Failure};
use crate::output;
use crate::repl::{Repl, questions};
use crate::save::save;
use crate::session::Session;
use fences::{Block, Piece, pieces};
use nenpyo::diagnostic::{Diagnostic, Span, render};
use similar::TextDiff;
use std::fs;
use std::path::Path;

/// What stands behind the fence of answers.
const ANSWER: &str = "text answer";

/// Why a notebook is not run, with the place.
type Refusal = Box<Diagnostic>;

/// Writes the answers into each file, or with `check` shows what would change, and fails if there is anything.
pub fn run(session: &Session, run: &Run) -> Result<Done, Failure> {
    let mut different = false;
    for path in &run.files {
        let (name, old) = (path.display().to_string(), read(path)?);
        let new = answered(&old, session)
            .map_err(|refusal| Failure::Message(render(&refusal, &name, &old)))?;
        if new == old {
            continue;
        }
        different = true;
        if run.check {
            let diff = TextDiff::from_lines(&old, &new);
            let diff = diff.unified_diff().header(&name, &format!("{name} now")).to_string();
            output::print(&if output::is_terminal() { output::safe(&diff) } else { diff })?;
        } else if read(path)? == old {
            save(path, &new)?;
        } else {
            let message = format!("error: `{name}` was changed while its questions were answered");
            return Err(Failure::Message(message + "\n  = help: run it again"));
        }
    }
    if run.check && different { Err(Failure::Said) } else { Ok(()) }
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        Failure::Message(format!("error: cannot read `{}`: {error}", path.display()))
    })
}

/// The text with its answers as they are now. All blocks are of one session.
fn answered(text: &str, session: &Session) -> Result<String, Refusal> {
    let pieces = pieces(text)?;
    let mut repl = Repl::of_notebook(session.clone());
    let (mut result, mut rest) = (String::new(), pieces.as_slice());
    while let [piece, behind @ ..] = rest {
        rest = behind;
        match piece {
            Piece::Line(line) => result.push_str(line),
            Piece::Block(block) if block.info == ANSWER => return Err(stray(block)),
            Piece::Block(block) if block.language() == "console" => {
                console::rerun(block, &mut result)?;
            }
            Piece::Block(block) if block.language() == "nenpyo" => {
                without_options(block)?;
                block.write(&mut result);
                rest = put(&ask(&mut repl, block)?, block, behind, &mut result);
            }
            Piece::Block(block) => block.write(&mut result),
        }
    }
    Ok(result)
}

/// An answer that belongs to no question would be kept, and may be wrong.
fn stray(block: &Block<'_>) -> Refusal {
    let span = Span::new(block.start, block.start + block.open.trim_end().len());
    let finding = Diagnostic::error(span, "this answer stands behind no question");
    Box::new(finding.help("remove it, or put it right behind its `nenpyo` block"))
}

/// An option behind the fence would be thought to hold; attributes for other programs may stand there.
fn without_options(block: &Block<'_>) -> Result<(), Refusal> {
    let Some(option) = block.info.split_whitespace().find(|word| word.starts_with("--")) else {
        return Ok(());
    };
    let start = block.start + block.open.find(option).unwrap_or_default();
    let span = Span::new(start, start + option.len());
    let finding = Diagnostic::error(span, "a block has no options");
    let help = "give them to `nenpyo run`, or write a command into the block: `.open FILE`, `.lang ja`, `.mode csv`";
    Err(Box::new(finding.help(help)))
}

/// The answers to the questions of a block, an empty line between them.
fn ask(repl: &mut Repl, block: &Block<'_>) -> Result<String, Refusal> {
    let lines: Vec<&str> = block.body.iter().map(|(_, line)| block.content(line)).collect();
    let mut answers = Vec::new();
    for (first, question) in questions(&lines) {
        let (done, text) = output::captured(|| repl.answer_line(&question));
        if let Err(message) = done {
            let (at, line) = block.body.get(first).copied().unwrap_or((block.start, block.open));
            return Err(refusal(at, line, &message));
        }
        if !text.trim().is_empty() {
            answers.push(text);
        }
    }
    Ok(answers.join("\n"))
}

/// Writes an answer behind its block, in place of the one that stands there; gives what stands behind it.
fn put<'t, 'a>(
    answer: &str,
    question: &Block<'a>,
    behind: &'t [Piece<'a>],
    result: &mut String,
) -> &'t [Piece<'a>] {
    let blank = |piece: &Piece| matches!(piece, Piece::Line(line) if line.trim().is_empty());
    let gap = behind.iter().take_while(|piece| blank(piece)).count();
    let (between, rest) = behind.split_at_checked(gap).unwrap_or((behind, &[]));
    let old = match rest {
        [Piece::Block(block), rest @ ..] if block.info == ANSWER => Some(rest),
        _ => None,
    };
    if answer.is_empty() {
        return old.unwrap_or(behind);
    }
    if !result.ends_with('\n') {
        result.push_str(question.line_end());
    }
    match old {
        Some(_) => between.iter().for_each(|piece| {
            if let Piece::Line(line) = piece {
                result.push_str(line);
            }
        }),
        None => result.push_str(question.line_end()),
    }
    write(answer, question, result);
    if old.is_none() && gap == 0 && !behind.is_empty() {
        result.push_str(question.line_end());
    }
    old.unwrap_or(behind)
}

/// Writes an answer in a fence that is longer than any in it.
fn write(answer: &str, question: &Block<'_>, result: &mut String) {
    let longest = answer.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    push_line(&format!("{fence}{ANSWER}"), question, result);
    answer.lines().for_each(|line| push_line(line, question, result));
    push_line(&fence, question, result);
}

/// Adds a line to a block, or to the one behind it, in its manner.
fn push_line(line: &str, block: &Block<'_>, result: &mut String) {
    let line = output::safe(line.trim_end());
    if !line.is_empty() {
        result.push_str(block.indent());
        result.push_str(&line);
    }
    result.push_str(block.line_end());
}

/// The refusal of a line that begins at `at`.
fn refusal(at: usize, line: &str, message: &str) -> Refusal {
    let span = Span::new(at, at + line.trim_end().len());
    let help = "leave it out, or put it into a fence of another kind, as `sh`";
    Box::new(Diagnostic::error(span, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::answered;
    use crate::args::Args;
    use crate::session::Session;
    use clap::Parser;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static SESSION: LazyLock<Option<Session>> =
        LazyLock::new(|| Session::open(&Args::parse_from(["nenpyo"])).ok());

    /// Parts of which notebooks are made.
    const PARTS: [&str; 12] = [
        "```nenpyo\nhow many awards\n```",
        "- ~~~ nenpyo\n  MATCH (a:Award)\n  RETURN count(a) AS `~~~`\n  ~~~",
        "\t```nenpyo\n\tRETURN '```' AS x\n\t```",
        "```nenpyo\n# nothing\n```",
        "```nenpyo\nawrds\n```\n```text answer\nold\n```",
        "```nenpyo\n```\n\n\n````text answer\n````",
        "```text answer\n5\n```",
        "```console\n$ nenpyo ask how many awards\n\n$ date\nTuesday\n```",
        "```console\nTuesday\n```",
        "```rust\n```",
        "text",
        "",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn a_second_run_changes_nothing(
            parts in proptest::collection::vec(proptest::sample::select(PARTS.to_vec()), 1..8),
            end in proptest::sample::select(vec!["\n", "\r\n"]),
            last in any::<bool>(),
        ) {
            let text = parts.join("\n").replace('\n', end) + if last { end } else { "" };
            let Some(session) = &*SESSION else { return Err(TestCaseError::fail("no session")) };
            if let Ok(once) = answered(&text, session) {
                let twice = answered(&once, session);
                prop_assert_eq!(twice.as_ref().ok(), Some(&once), "{:?}", twice.as_ref().err());
            }
        }
    }
}
