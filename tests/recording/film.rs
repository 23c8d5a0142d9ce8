//! Screens of a terminal as one SVG picture that moves: all screens stand below one another on a strip, and the strip
//! is moved behind a window. Where nothing moves, the last screen is shown.

use crate::ink;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Units a cell.
const CELL: (f64, f64) = (8.4, 19.0);
/// Units around the screen, and above it.
const MARGIN: f64 = 18.0;
const BAR: f64 = 38.0;

/// A screen, and how long it is shown.
pub struct Frame {
    pub screen: vt100::Screen,
    pub seconds: f64,
}

/// Screens of one size.
pub struct Film {
    rows: u16,
    columns: u16,
    pub frames: Vec<Frame>,
}

impl Film {
    pub fn new(rows: u16, columns: u16) -> Film {
        Film { rows, columns, frames: Vec::new() }
    }

    /// The picture.
    pub fn svg(&self) -> String {
        let (wide, high) = (f64::from(self.columns) * CELL.0, f64::from(self.rows) * CELL.1);
        let (width, height) = (wide + 2.0 * MARGIN, high + BAR + MARGIN);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
             <title>A session of the nenpyo shell</title>\n<style>{}</style>\n\
             <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"9\" fill=\"{}\" stroke=\"{}\"/>\n",
            self.style(high),
            width - 1.0,
            height - 1.0,
            ink::PAPER,
            ink::EDGE,
        );
        for (index, color) in ["#f0716f", "#e6c07b", "#7ddc9a"].iter().enumerate() {
            let x = MARGIN + 4.0 + 18.0 * index as f64;
            let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"19\" r=\"5.5\" fill=\"{color}\"/>");
        }
        let middle = width / 2.0;
        let _ = writeln!(
            out,
            "<text x=\"{middle}\" y=\"23.5\" text-anchor=\"middle\" fill=\"{}\">nenpyo</text>",
            ink::QUIET
        );
        let mut rows: Vec<String> = Vec::new();
        let mut strip = String::new();
        for (at, frame) in self.frames.iter().enumerate() {
            for row in 0..self.rows {
                let drawn = drawn(&frame.screen, row, self.columns);
                if drawn.is_empty() {
                    continue;
                }
                let known = rows.iter().position(|known| *known == drawn);
                let id = known.unwrap_or(rows.len());
                if known.is_none() {
                    rows.push(drawn);
                }
                let y = at as f64 * high + f64::from(row) * CELL.1;
                let _ = writeln!(strip, "<use href=\"#r{id}\" y=\"{y}\"/>");
            }
        }
        out += "<defs>\n";
        for (id, row) in rows.iter().enumerate() {
            let _ = writeln!(out, "<g id=\"r{id}\">{row}</g>");
        }
        let still = self.frames.len().saturating_sub(1) as f64 * high;
        let _ = write!(
            out,
            "</defs>\n<svg x=\"{MARGIN}\" y=\"{BAR}\" width=\"{wide}\" height=\"{high}\">\n\
             <g class=\"strip\" transform=\"translate(0,-{still})\">\n{strip}</g>\n</svg>\n</svg>\n"
        );
        out
    }

    /// The fonts, and when the strip is moved how far.
    fn style(&self, high: f64) -> String {
        let whole: f64 = self.frames.iter().map(|frame| frame.seconds).sum();
        let mut moves = String::new();
        let mut past = 0.0;
        for (at, frame) in self.frames.iter().enumerate() {
            let y = at as f64 * high;
            let _ = write!(moves, "{:.2}%{{transform:translateY(-{y}px)}}", 100.0 * past / whole);
            past += frame.seconds;
        }
        let last = self.frames.len().saturating_sub(1) as f64 * high;
        format!(
            "text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,&quot;DejaVu Sans Mono&quot;,&quot;Noto Sans Mono CJK JP&quot;,monospace;white-space:pre}}\
             .b{{font-weight:700}}\
             @media(prefers-reduced-motion:no-preference){{.strip{{animation:play {whole}s step-end infinite}}}}\
             @keyframes play{{{moves}100%{{transform:translateY(-{last}px)}}}}"
        )
    }
}

/// Cells of one look side by side.
struct Run {
    column: u16,
    cells: u16,
    text: String,
    look: (String, Option<String>, bool),
    wide: bool,
}

/// A row of a screen; empty where there is nothing on it.
fn drawn(screen: &vt100::Screen, row: u16, columns: u16) -> String {
    let mut out = String::new();
    for Run { column, cells, text, look: (ink, paper, bold), .. } in runs(screen, row, columns) {
        let (x, wide) = (f64::from(column) * CELL.0, f64::from(cells) * CELL.0);
        if let Some(paper) = paper {
            let _ = write!(
                out,
                "<rect x=\"{x:.1}\" y=\"0\" width=\"{wide:.1}\" height=\"{}\" fill=\"{paper}\"/>",
                CELL.1
            );
        }
        let bold = if bold { " class=\"b\"" } else { "" };
        for (before, word) in words(&text) {
            let (x, shown) = (x + before as f64 * CELL.0, word.width() as f64 * CELL.0);
            let word = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let _ = write!(
                out,
                "<text{bold} x=\"{x:.1}\" y=\"14\" fill=\"{ink}\" textLength=\"{shown:.1}\" lengthAdjust=\"spacingAndGlyphs\">{word}</text>"
            );
        }
    }
    out
}

/// What stands between blanks, two or more of them, with the columns before it: each is put into its place by itself.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut before = 0;
    for part in text.split("  ") {
        let word = part.trim();
        let blanks = part.len() - part.trim_start().len();
        if !word.is_empty() {
            found.push((before + blanks, word));
        }
        before += part.width() + 2;
    }
    found
}

fn runs(screen: &vt100::Screen, row: u16, columns: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation())
        else {
            continue;
        };
        let (ink, paper) = (ink::of(cell.fgcolor(), ink::INK), cell.bgcolor());
        let paper = (paper != vt100::Color::Default).then(|| ink::of(paper, ink::PAPER));
        let inverse = cell.inverse() != (cursor == Some((row, column)));
        let (ink, paper) = match inverse {
            true => (paper.unwrap_or_else(|| ink::PAPER.to_owned()), Some(ink)),
            false => (ink, paper),
        };
        let (look, cells) = ((ink, paper, cell.bold()), if cell.is_wide() { 2 } else { 1 });
        let text = if cell.has_contents() { cell.contents() } else { " " };
        match runs.last_mut() {
            Some(last) if last.look == look && last.wide == cell.is_wide() => {
                last.cells += cells;
                last.text += text;
            }
            _ => {
                runs.push(Run { column, cells, text: text.to_owned(), look, wide: cell.is_wide() })
            }
        }
    }
    runs
}
