//! Statements as lines: aligned where several follow one another, continued where they are long.

use super::text::comment_lines;
use unicode_width::UnicodeWidthStr;

/// Columns after which a statement goes on in an indented line.
pub(super) const WIDTH: usize = 118;
/// Widest column that others are aligned to.
const WIDEST: usize = 20;

/// A statement to be written.
pub(super) struct Line {
    /// Comment lines above it.
    pub comment: Vec<String>,
    /// Its first words, which are aligned with those of its neighbours.
    pub columns: Vec<String>,
    /// What follows, each a list whose pieces are joined by commas. A part is torn only if no line holds it.
    pub parts: Vec<Vec<String>>,
}

/// Writes statements of one kind, neighbours aligned.
pub(super) fn write_block(out: &mut String, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    for run in lines.chunk_by(|_, next| next.comment.is_empty()) {
        if let Some(first) = run.first() {
            write_comment(out, &first.comment);
        }
        let widths = widths(run);
        run.iter().for_each(|line| write_line(out, line, &widths));
    }
}

/// A comment, with a blank line above it.
pub(super) fn write_comment(out: &mut String, comment: &[String]) {
    let lines = comment_lines(comment);
    if !lines.is_empty() && !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    for line in lines {
        out.push_str(&line);
        out.push('\n');
    }
}

/// The width of each column in a run of statements.
fn widths(run: &[Line]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for line in run {
        for (index, column) in line.columns.iter().enumerate() {
            let width = column.width();
            match widths.get_mut(index) {
                Some(known) if width <= WIDEST => *known = (*known).max(width),
                Some(_) => {}
                None => widths.push(if width <= WIDEST { width } else { 0 }),
            }
        }
    }
    widths
}

fn write_line(out: &mut String, line: &Line, widths: &[usize]) {
    let mut text = String::new();
    for (column, width) in line.columns.iter().zip(widths) {
        text.push_str(column);
        text.push_str(&" ".repeat(width.saturating_sub(column.width()) + 1));
    }
    let mut at = Position { width: text.width(), fresh: true };
    for part in &line.parts {
        let own = part.iter().map(|piece| piece.width() + 2).sum::<usize>().saturating_sub(2);
        at.part(&mut text, own);
        for (index, piece) in part.iter().enumerate() {
            if index > 0 {
                text.push(',');
                at.piece(&mut text, piece.width());
            }
            text.push_str(piece);
            at.width += piece.width();
        }
    }
    out.push_str(text.trim_end());
    out.push('\n');
}

/// How far the line is written.
struct Position {
    width: usize,
    /// No part stands in the line yet.
    fresh: bool,
}

impl Position {
    /// Goes to where a part of `own` columns begins.
    fn part(&mut self, text: &mut String, own: usize) {
        if !self.fresh && self.width + 2 + own > WIDTH {
            self.line(text, 4);
        } else if !self.fresh {
            text.push_str("  ");
            self.width += 2;
        }
        self.fresh = false;
    }

    /// Goes to where the next piece of a part begins, behind the comma.
    fn piece(&mut self, text: &mut String, own: usize) {
        if self.width + 2 + own > WIDTH {
            self.line(text, 6);
        } else {
            text.push(' ');
            self.width += 2;
        }
    }

    fn line(&mut self, text: &mut String, indent: usize) {
        text.truncate(text.trim_end().len());
        text.push('\n');
        text.push_str(&" ".repeat(indent));
        self.width = indent;
    }
}
