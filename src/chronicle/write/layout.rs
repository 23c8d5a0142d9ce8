//! Statements as lines: aligned where several follow one another, continued where they are long.

use super::text::comment_lines;
use unicode_width::UnicodeWidthStr;

/// Columns after which a statement goes on in an indented line.
const WIDTH: usize = 118;
/// Widest column that others are aligned to.
const WIDEST: usize = 20;

/// A statement to be written.
pub(super) struct Line {
    /// Comment lines above it.
    pub comment: Vec<String>,
    /// Its first words, which are aligned with those of its neighbours.
    pub columns: Vec<String>,
    /// What follows. None of them is torn.
    pub parts: Vec<String>,
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
    let mut width = text.width();
    let mut fresh = true;
    for part in &line.parts {
        let (own, gap) = (part.width(), if fresh { "" } else { "  " });
        if !fresh && width + gap.len() + own > WIDTH {
            text = text.trim_end().to_owned();
            text.push_str("\n    ");
            text.push_str(part);
            width = 4 + own;
        } else {
            text.push_str(gap);
            text.push_str(part);
            width += gap.len() + own;
        }
        fresh = false;
    }
    out.push_str(text.trim_end());
    out.push('\n');
}
