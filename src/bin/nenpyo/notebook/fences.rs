//! Markdown as its fenced blocks and the lines between them, as [CommonMark] has them. But a fence may be
//! indented as deep as it likes, and stand behind the mark of a list; fences in quotations are not looked for; and one
//! that is not closed is an error.
//!
//! [CommonMark]: https://spec.commonmark.org/0.31.2/#fenced-code-blocks

use nenpyo::diagnostic::{Diagnostic, Span};

/// A line between the blocks with its end, or a block.
pub enum Piece<'a> {
    /// A line.
    Line(&'a str),
    /// A block.
    Block(Block<'a>),
}

/// A fenced block.
pub struct Block<'a> {
    /// What stands behind the opening fence.
    pub info: &'a str,
    /// The opening line, with its end.
    pub open: &'a str,
    /// The lines inside, each with its end and with where it begins in the text.
    pub body: Vec<(usize, &'a str)>,
    /// The closing line, with its end.
    pub close: &'a str,
    /// Where the opening line begins in the text.
    pub start: usize,
    fence: Fence,
}

/// The beginning of an opening line.
struct Fence {
    /// Blanks as wide as what stands before it.
    indent: String,
    mark: char,
    length: usize,
}

impl<'a> Block<'a> {
    /// The first word behind the opening fence.
    pub fn language(&self) -> &'a str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    /// The end of its lines.
    pub fn line_end(&self) -> &'static str {
        if self.open.ends_with("\r\n") { "\r\n" } else { "\n" }
    }

    /// The blanks before the fence, which stand before each of its lines too.
    pub fn indent(&self) -> &str {
        &self.fence.indent
    }

    /// A line inside, without the blanks of the fence and without its end.
    pub fn content(&self, line: &'a str) -> &'a str {
        let indented = line.bytes().zip(self.indent().bytes()).take_while(|(a, b)| a == b);
        line.get(indented.count()..).unwrap_or(line).trim_end_matches(['\n', '\r'])
    }

    /// Whether a line would end the block.
    pub fn would_close(&self, line: &str) -> bool {
        closes(line, &self.fence)
    }

    /// The block as it stands.
    pub fn write(&self, result: &mut String) {
        result.push_str(self.open);
        self.body.iter().for_each(|(_, line)| result.push_str(line));
        result.push_str(self.close);
    }
}

/// The pieces of a text, which together are the text.
///
/// # Errors
/// A fence that is not closed.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Box<Diagnostic>> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    let mut block: Option<Block<'_>> = None;
    for line in text.split_inclusive('\n') {
        match block.take() {
            Some(mut open) if closes(line, &open.fence) => {
                open.close = line;
                pieces.push(Piece::Block(open));
            }
            Some(mut open) => {
                open.body.push((at, line));
                block = Some(open);
            }
            None => match fence(line) {
                Some((fence, info)) => {
                    let body = Vec::new();
                    block = Some(Block { info, open: line, body, close: "", start: at, fence });
                }
                None => pieces.push(Piece::Line(line)),
            },
        }
        at += line.len();
    }
    match block {
        None => Ok(pieces),
        Some(block) => Err(unclosed(&block)),
    }
}

fn unclosed(block: &Block<'_>) -> Box<Diagnostic> {
    let span = Span::new(block.start, block.start + block.open.trim_end().len());
    let closing: String = std::iter::repeat_n(block.fence.mark, block.fence.length).collect();
    Box::new(
        Diagnostic::error(span, "this fence is not closed")
            .help(format!("write {closing} alone in a line behind the block")),
    )
}

/// The fence that a line opens, and what stands behind it.
fn fence(line: &str) -> Option<(Fence, &str)> {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let rest = behind_marks(line);
    let indent = line.chars().take(line.chars().count() - rest.chars().count());
    let indent = indent.map(|c| if c == '\t' { c } else { ' ' }).collect();
    let mark = rest.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let info = rest.trim_start_matches(mark);
    let length = rest.len() - info.len();
    let opens = length >= 3 && !(mark == '`' && info.contains('`'));
    opens.then_some((Fence { indent, mark, length }, info.trim()))
}

/// A line without the blanks and the marks of lists that it begins with.
fn behind_marks(line: &str) -> &str {
    let mut rest = line.trim_start_matches([' ', '\t']);
    loop {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = match digits.len() < rest.len() {
            true => digits.strip_prefix(['.', ')']),
            false => rest.strip_prefix(['-', '*', '+']),
        };
        match behind.filter(|behind| behind.starts_with([' ', '\t'])) {
            Some(behind) => rest = behind.trim_start_matches([' ', '\t']),
            None => return rest,
        }
    }
}

fn closes(line: &str, open: &Fence) -> bool {
    line.trim_start().starts_with(open.mark)
        && fence(line).is_some_and(|(fence, info)| {
            fence.mark == open.mark && fence.length >= open.length && info.is_empty()
        })
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};
    use nenpyo::diagnostic::render;
    use proptest::prelude::*;

    fn infos(text: &str) -> Vec<&str> {
        let pieces = pieces(text).unwrap_or_default();
        let blocks = pieces.iter().filter_map(|piece| match piece {
            Piece::Block(block) => Some(block.info),
            Piece::Line(_) => None,
        });
        blocks.collect()
    }

    #[test]
    fn what_is_a_fence() {
        assert_eq!(infos("```a b\nx\n```\n   ~~~ c\r\n```\r\n~~~~\r\n"), ["a b", "c"]);
        assert_eq!(infos("````\n```nenpyo\n```\n````"), [""], "a longer one holds a shorter");
        assert_eq!(infos("``\n> ```\n```a`b\n-```\n1 ```\n"), Vec::<&str>::new());
        assert_eq!(infos("10. * ```x\n      - ```\n      ```\n\t~~~ y\n~~~\n"), ["x", "y"]);
        assert_eq!(infos("\u{feff}```x\n```\n"), ["x"]);
    }

    #[test]
    fn a_fence_must_be_closed() {
        let text = "one\n\n````nenpyo\nawards\n```\n";
        let error = pieces(text).err().map(|error| render(&error, "notes.md", text));
        insta::assert_snapshot!(error.unwrap_or_default(), @r"
        error: this fence is not closed
         --> notes.md:3:1
          |
        3 | ````nenpyo
          | ^^^^^^^^^^
          = help: write ```` alone in a line behind the block
        ");
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "([` ~a\r\t1.-]{0,6}\n?){0,12}") {
            if let Ok(pieces) = pieces(&text) {
                let mut again = String::new();
                for piece in &pieces {
                    match piece {
                        Piece::Line(line) => again.push_str(line),
                        Piece::Block(block) => block.write(&mut again),
                    }
                }
                prop_assert_eq!(again, text);
            }
        }
    }
}
