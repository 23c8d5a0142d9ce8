//! Where lines come from: the editor, a terminal without one, or a pipe.

use super::Repl;
use super::editor::{Editor, MORE, PROMPT, Typed};
use super::whole::{asks_pattern, goes_on, is_whole, questions};
use crate::failure::{Done, Failure};
use crate::output;
use nenpyo::diagnostic::visible;
use std::io::{self, BufRead};

impl Repl {
    /// Lines from the editor.
    pub(super) fn edit(&mut self) -> Result<Done, Failure> {
        let mut editor = Editor::new(&self.shared);
        while !self.quit {
            match editor.read()? {
                Typed::Line(line) => drop(self.typed(&line)?),
                Typed::Nothing => {}
                Typed::End => break,
                Typed::Suspend => suspend(),
            }
        }
        Ok(())
    }

    /// Does what was typed or pasted in one: it may be several questions, which are asked one after another.
    fn typed(&mut self, text: &str) -> Result<Done, Failure> {
        let asked = questions(&text.lines().collect::<Vec<_>>());
        if asked.len() < 2 || self.session.store.explain(text).is_ok() {
            return self.line_or_report(text).map(drop);
        }
        for (_, question) in asked {
            self.announce(&question)?;
            self.cancelled = false;
            self.line_or_report(&question)?;
            if self.quit || self.cancelled {
                break;
            }
        }
        Ok(())
    }

    /// On a terminal, shows what is asked.
    pub(super) fn announce(&self, question: &str) -> Result<Done, Failure> {
        if self.session.numbered && self.session.format.name == "table" {
            let lines: Vec<String> = question.lines().map(visible).collect();
            output::print(&format!("{PROMPT}{}\n", lines.join(&format!("\n{MORE}"))))?;
        }
        Ok(())
    }

    /// Lines as they come. Unless each line is answered by one JSON object, a pattern query may have several.
    pub(super) fn read(&mut self, prompt: bool) -> Result<Done, Failure> {
        let mut lines = Lines { input: io::stdin().lock(), prompt, next: None };
        let mut failed = false;
        while !self.quit {
            let question = match self.is_json_lines() {
                true => lines.line(PROMPT)?,
                false => lines.question()?,
            };
            let Some(question) = question else { break };
            failed |= !self.line_or_report(&question)?;
        }
        if failed && !prompt { Err(Failure::Said) } else { Ok(()) }
    }
}

/// Stops the program as Ctrl-Z does, until it is called back.
fn suspend() {
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP);
}

/// The lines of the standard input.
struct Lines<R> {
    input: R,
    /// A person sees the prompt.
    prompt: bool,
    /// A line that was read and belongs to what comes next.
    next: Option<String>,
}

impl<R: BufRead> Lines<R> {
    /// The next line; `None` at the end.
    fn line(&mut self, prompt: &str) -> io::Result<Option<String>> {
        if let Some(line) = self.next.take() {
            return Ok(Some(line));
        }
        if self.prompt {
            output::print(prompt)?;
        }
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        Ok(Some(line.trim_end_matches(['\n', '\r']).to_owned()))
    }

    /// The next question or command; a pattern query with its further lines. It ends with a semicolon, an empty line, a
    /// command, or where it is whole and, off a terminal, the next line does not go on with it.
    fn question(&mut self) -> io::Result<Option<String>> {
        let Some(mut text) = self.line(PROMPT)? else { return Ok(None) };
        while asks_pattern(&text) && !text.trim_end().ends_with(';') {
            let whole = is_whole(&text);
            if whole && self.prompt {
                break;
            }
            let Some(line) = self.line(MORE)? else { break };
            if line.trim().is_empty() {
                break;
            }
            if line.starts_with('.') || (whole && !goes_on(&line)) {
                self.next = Some(line);
                break;
            }
            text = text + "\n" + &line;
        }
        Ok(Some(text))
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn questions_of_a_pipe() {
        let text = "awards\nMATCH (a)\nRETURN a\nORDER BY a\nvisits\r\n\nMATCH (b\n.mode csv\nRETURN 1;\n\
                    LIMIT 1\nMATCH (c)\n\nRETURN 2";
        let mut lines = Lines { input: text.as_bytes(), prompt: false, next: None };
        let questions = std::iter::from_fn(|| lines.question().unwrap());
        let questions: Vec<String> = questions.map(|text| text.replace('\n', "/")).collect();
        let expected = [
            "awards",
            "MATCH (a)/RETURN a/ORDER BY a",
            "visits",
            "",
            "MATCH (b",
            ".mode csv",
            "RETURN 1;",
            "LIMIT 1",
            "MATCH (c)",
            "RETURN 2",
        ];
        assert_eq!(questions, expected);
    }
}
