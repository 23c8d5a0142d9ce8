//! A timeline for the terminal: time runs down, a bar stands for what lasts, text is at the right.

use super::super::table::{legend, means};
use super::super::words::{Words, words};
use super::super::{Look, why};
use super::entry::{Entries, Entry};
use super::grid::{Glyph, Grid, Heading, Line, Spot};
use super::reach::Shade;
use super::{nothing, unit::Unit};
use crate::answer::Answer;
use crate::diagnostic::wrap;
use unicode_width::UnicodeWidthStr;

/// Columns where the terminal does not tell.
const WIDTH: usize = 80;
/// Columns that texts have at least.
const TEXT: usize = 24;

/// Columns of a line beside the heading, the lanes and the text with its marks.
const AROUND: usize = 5;

const SURE: char = '█';
const OPEN: char = '▒';
const MAYBE: char = '░';
const BEFORE: char = '▲';
const BEYOND: char = '▼';
const DOT: char = '●';
const ROUGH_DOT: char = '○';
const NO_ROOM: char = '◆';
const JOIN: char = '─';
const GAP: &str = "⋮";

type Meaning = fn(&Words) -> &'static str;

/// What the signs mean, for those that occur.
const SIGNS: [(char, Meaning); 7] = [
    (SURE, |words| words.lasts),
    (MAYBE, |words| words.perhaps),
    (OPEN, |words| words.without_limit),
    (BEFORE, |words| words.since_before),
    (BEYOND, |words| words.and_beyond),
    (ROUGH_DOT, |words| words.rough),
    (NO_ROOM, |words| words.no_room),
];

pub(super) fn render(answer: &Answer, look: &Look<'_>) -> String {
    let entries = Entries::of(answer, look);
    let (words, width) = (words(look.lang), look.width.unwrap_or(WIDTH));
    let mut out = String::new();
    if !answer.phrase.is_empty() {
        out += &(means(answer, look) + "\n");
    }
    let missing = nothing(answer, !entries.placed.is_empty(), look.lang);
    if !missing.is_empty() {
        out += &format!("{missing}\n");
    }
    if answer.rows.is_empty() {
        return out;
    }
    if let Some(grid) = Grid::new(&entries, lanes(&entries, look, width)) {
        let chart = Chart::new(&grid, &entries, answer, look, width);
        let lines = chart.lines();
        out += &lines;
        out += &others(&entries.others, &format!("{}:", words.undated), width);
        out += &signs(&lines, words, width);
    } else {
        out += &others(&entries.others, "", width);
    }
    out += &legend(answer, look);
    let explained = why(answer, look);
    if !explained.is_empty() {
        out += &format!("\n{explained}");
    }
    out
}

/// How many lanes leave room for the text.
fn lanes(entries: &Entries, look: &Look<'_>, width: usize) -> usize {
    let Some((unit, first, last)) = entries.periods() else { return 0 };
    let heading = (first..=last).map(|period| unit.label(period, look.lang).width()).max();
    let text = TEXT.max(width * 2 / 5);
    width.saturating_sub(heading.unwrap_or(0) + AROUND + text) / 2
}

/// The widths of the parts of a line.
struct Chart<'a> {
    grid: &'a Grid,
    entries: &'a Entries,
    headings: Vec<String>,
    heading: usize,
    marks: usize,
    numbered: bool,
    width: usize,
}

impl<'a> Chart<'a> {
    fn new(
        grid: &'a Grid,
        entries: &'a Entries,
        answer: &Answer,
        look: &Look<'_>,
        width: usize,
    ) -> Self {
        let headings: Vec<String> =
            grid.lines.iter().map(|line| heading(line, grid.unit, look.lang)).collect();
        let marks = entries.placed.iter().map(|placed| placed.entry.marks.len()).max();
        Chart {
            grid,
            entries,
            heading: headings.iter().map(|text| text.width()).max().unwrap_or(0),
            headings,
            marks: marks.unwrap_or(0),
            numbered: answer.rows.iter().any(|row| !row.why.is_empty()),
            width,
        }
    }

    fn lines(&self) -> String {
        let (mut out, mut period) = (String::new(), "");
        for (line, heading) in self.grid.lines.iter().zip(&self.headings) {
            let pad = " ".repeat(self.heading.saturating_sub(heading.width()));
            if let Heading::Period(_) = line.heading {
                period = heading;
            }
            let texts = self.texts(line, period);
            let lead = format!(" {heading}{pad}  {}", self.signs(line));
            let below = format!(" {}  {}", " ".repeat(self.heading), self.passing(line));
            for (index, text) in texts.iter().enumerate() {
                let lead = if index == 0 { &lead } else { &below };
                out += format!("{lead}{text}").trim_end();
                out.push('\n');
            }
        }
        out
    }

    /// The lanes and the dot of the first line of an entry.
    fn signs(&self, line: &Line) -> String {
        let from = match line.spot {
            Spot::Lane(lane) => lane,
            _ => usize::MAX,
        };
        let mut out = String::new();
        for lane in 0..self.grid.lanes {
            let join = if lane >= from { JOIN } else { ' ' };
            let free = if lane > from { JOIN } else { ' ' };
            out.push(line.lanes.get(lane).copied().flatten().map_or(free, sign));
            out.push(join);
        }
        out.push(match line.spot {
            Spot::Empty => ' ',
            Spot::Lane(_) => JOIN,
            Spot::NoRoom => NO_ROOM,
            Spot::Dot if self.rough(line) => ROUGH_DOT,
            Spot::Dot => DOT,
        });
        out.push(' ');
        out
    }

    /// The lanes of further lines of an entry.
    fn passing(&self, line: &Line) -> String {
        let glyph = |lane: usize| match line.lanes.get(lane).copied().flatten() {
            Some(Glyph::Before) => self.own_shade(line),
            other => other,
        };
        let lanes = (0..self.grid.lanes).flat_map(|lane| [glyph(lane).map_or(' ', sign), ' ']);
        lanes.chain([' ', ' ']).collect()
    }

    /// The shade of the entry of a line, in the period of the line.
    fn own_shade(&self, line: &Line) -> Option<Glyph> {
        let placed = self.entries.placed.get(line.entry?)?;
        let first = self.entries.extent()?.0;
        placed.reach.shade(first, first).map(Glyph::Bar)
    }

    fn rough(&self, line: &Line) -> bool {
        let placed = line.entry.and_then(|entry| self.entries.placed.get(entry));
        placed.is_some_and(|placed| placed.reach.rough != (false, false))
    }

    /// The marks and the text of the entry of a line, on as many lines as it takes.
    fn texts(&self, line: &Line, period: &str) -> Vec<String> {
        let Some(placed) = line.entry.and_then(|entry| self.entries.placed.get(entry)) else {
            return vec![String::new()];
        };
        let entry = &placed.entry;
        let mut text = if self.numbered { format!("{}. ", entry.number) } else { String::new() };
        if entry.date != period {
            text += &format!("{}  ", entry.date);
        }
        text += &entry.text();
        let marks = if self.marks > 0 { self.marks + 1 } else { 0 };
        let taken = self.heading + 2 * self.grid.lanes + AROUND + marks;
        let lines = wrap(&text, self.width.saturating_sub(taken).max(TEXT));
        let lead = |index: usize| if index == 0 { entry.marks.as_str() } else { "" };
        let lines = lines.iter().enumerate();
        lines.map(|(index, line)| format!("{:marks$}{line}", lead(index))).collect()
    }
}

fn heading(line: &Line, unit: Unit, lang: &str) -> String {
    match line.heading {
        Heading::Period(period) => unit.label(period, lang),
        Heading::Same => String::new(),
        Heading::Gap => GAP.to_owned(),
    }
}

fn sign(glyph: Glyph) -> char {
    match glyph {
        Glyph::Bar(Shade::Sure) => SURE,
        Glyph::Bar(Shade::Open) => OPEN,
        Glyph::Bar(Shade::Maybe) => MAYBE,
        Glyph::Before => BEFORE,
        Glyph::Beyond => BEYOND,
    }
}

/// Entries without a place, a paragraph each.
fn others(entries: &[Entry], title: &str, width: usize) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{title}\n").trim_start_matches("\n\n").to_owned();
    for entry in entries {
        let date = if entry.date.is_empty() { String::new() } else { format!("{}  ", entry.date) };
        let marks =
            if entry.marks.is_empty() { String::new() } else { format!("{} ", entry.marks) };
        let text = format!("{marks}{date}{}", entry.text());
        for (index, line) in wrap(&text, width.saturating_sub(3).max(TEXT)).iter().enumerate() {
            let lead = if index == 0 { " · " } else { "   " };
            out += &format!("{lead}{line}\n");
        }
    }
    out
}

/// What the signs that occur mean.
fn signs(lines: &str, words: &Words, width: usize) -> String {
    let used = SIGNS.iter().filter(|(sign, _)| lines.contains(*sign));
    let used: Vec<String> =
        used.map(|(sign, meaning)| format!("{sign} {}", meaning(words))).collect();
    if used.is_empty() {
        "\n".to_owned()
    } else {
        format!("\n{}\n", wrap(&used.join("; "), width).join("\n"))
    }
}
