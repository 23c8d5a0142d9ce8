//! `.help`: made of the table of commands.

use super::commands::{COMMANDS, Command};
use nenpyo::render::{FORMATS, wrap};

/// Columns of what is typed, before what it does.
const TYPED: usize = 26;
/// Columns where nothing bounds them.
const WIDTH: usize = 100;

/// What is said before a command: the groups of the table.
const GROUPS: &[(&str, &str)] = &[
    ("open", "Chronicles"),
    ("schema", "What there is"),
    ("why", "Behind an answer"),
    ("dot", "The last answer elsewhere"),
    ("save-question", "Questions again"),
    ("certain", "Settings"),
    ("help", "The shell"),
];

/// The list of the commands, in lines of so many columns.
pub fn help(width: Option<usize>) -> String {
    let width = width.unwrap_or(WIDTH);
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let formats = format!("in a format: {}", formats.join(", "));
    let mut text = String::from("Ask\n");
    for (typed, about) in [
        ("awards in 2017", "in a phrase, as `all awards to companies in the park`"),
        ("MATCH (a:Award) RETURN a", "in a pattern query, over several lines if it likes"),
        ("awards as timeline", &formats),
    ] {
        text += &line(typed, about, width);
    }
    for command in COMMANDS {
        if let Some((_, heading)) = GROUPS.iter().find(|(first, _)| *first == command.name) {
            text += &format!("\n{heading}\n");
        }
        text += &line(&head(command), command.description, width);
    }
    let bare = COMMANDS.iter().filter(|command| command.bare).map(|command| command.name);
    let bare = format!("known without the dot too: {}", bare.collect::<Vec<_>>().join(", "));
    text += "\nKeys\n";
    for (key, about) in [
        ("Tab", "completes words, names in any language, commands, files"),
        ("→", "takes the grey hint"),
        ("↑, Ctrl-R", "bring back earlier lines"),
        ("Alt-Enter", "begins a new line"),
        ("Ctrl-C", "stops a question, or takes back the line"),
        ("Ctrl-L", "clears the screen"),
    ] {
        text += &line(key, about, width);
    }
    text + "\n" + &wrap(&bare, width).join("\n") + "\n"
}

fn head(command: &Command) -> String {
    format!(".{} {}", command.name, command.argument).trim_end().to_owned()
}

/// What is typed and what it does, which hangs below itself.
fn line(typed: &str, about: &str, width: usize) -> String {
    let room = width.saturating_sub(TYPED + 2).max(20);
    let about = wrap(about, room).join(&format!("\n{}", " ".repeat(TYPED + 2)));
    format!("  {typed:<TYPED$}{about}\n")
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, help};
    use crate::repl::commands::named;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn it_fits_and_groups_begin_with_commands() {
        for (first, _) in GROUPS {
            assert!(named(first).is_some(), "{first}");
        }
        for width in [60, 80, 140] {
            assert!(help(Some(width)).lines().all(|line| line.width() <= width), "{width}");
        }
    }
}
