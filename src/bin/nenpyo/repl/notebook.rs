//! Lines of notebooks: as at the prompt, but nothing is written to files, and questions may have several lines.

use super::Repl;
use super::editor::is_whole;
use super::settings::Settings;
use crate::failure::Failure;
use crate::session::Session;
use nenpyo::store::is_pattern;

/// The clauses that may follow a `RETURN`.
const BEHIND_RETURN: [&str; 5] = ["ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"];

impl Repl {
    /// The state before the first line of a notebook.
    pub fn of_notebook(session: Session) -> Repl {
        Repl { notebook: true, ..Repl::new(session, Settings::new(false)) }
    }

    /// Prints what a line asks for, or what is wrong with it.
    ///
    /// # Errors
    /// The line is for the shell only, as the message says.
    pub fn answer_line(&mut self, line: &str) -> Result<(), String> {
        match self.line_or_report(line) {
            Err(Failure::Refused(message)) => Err(message),
            // What is captured can always be written.
            _ => Ok(()),
        }
    }
}

/// The questions and commands that lines hold, each with the index of its first line. A pattern query goes on until it
/// is whole, and over lines that are indented or begin with a clause that may follow; an empty line ends it.
pub fn questions(lines: &[&str]) -> Vec<(usize, String)> {
    let mut questions: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (index, line) in lines.iter().enumerate() {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        match questions.last_mut().filter(|(_, last)| open && (!is_whole(last) || goes_on(line))) {
            Some((_, last)) => {
                last.push('\n');
                last.push_str(line.trim_end());
            }
            None => questions.push((index, line.trim().to_owned())),
        }
        open = questions.last().is_some_and(|(_, last)| is_pattern(last));
    }
    questions
}

fn goes_on(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    line.starts_with([' ', '\t'])
        || BEHIND_RETURN.iter().any(|clause| word.eq_ignore_ascii_case(clause))
}

#[cfg(test)]
mod tests {
    use super::questions;

    #[test]
    fn pattern_queries_may_have_several_lines() {
        let text = "awards\n  visits\n\nMATCH (a)\nRETURN a\nORDER BY a\nMATCH (b) RETURN b\n  LIMIT 1\n\
                    awards\nMATCH (c)\n\n.mode csv\nRETURN 1;\nMATCH (d)";
        let found = questions(&text.lines().collect::<Vec<_>>());
        let found: Vec<String> = found
            .iter()
            .map(|(line, text)| format!("{line} {}", text.replace('\n', "/")))
            .collect();
        assert_eq!(
            found,
            [
                "0 awards",
                "1 visits",
                "3 MATCH (a)/RETURN a/ORDER BY a",
                "6 MATCH (b) RETURN b/  LIMIT 1",
                "8 awards",
                "9 MATCH (c)",
                "11 .mode csv",
                "12 RETURN 1;",
                "13 MATCH (d)",
            ]
        );
    }
}
