//! How a finding is shown, in the manner of rustc: place, line, caret, cause, mend.

use super::visible::push_visible;
use super::{Diagnostic, Severity, Span, visible, wrap};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a line that are shown; a longer line is cut around the marked place.
const WIDTH: usize = 120;
/// Where there are fewer columns than these, nothing is fitted into them.
const NARROW: usize = 20;

/// A finding about `text`, which is called `origin` (a file name, or `phrase`), as plain text that ends in a
/// newline. Columns count characters from 1; carets are aligned by display width. Safe for any span and text.
///
/// ```
/// use nenpyo::diagnostic::{Diagnostic, Span, render};
/// let error = Diagnostic::error(Span::new(8, 14), "unknown class `compny`")
///     .candidates(vec!["company".into()]);
/// assert_eq!(render(&error, "a.chron", "大連\n compny botao"), "\
/// error: unknown class `compny`
///  --> a.chron:2:2
///   |
/// 2 |  compny botao
///   |  ^^^^^^
///   = help: did you mean `company`?
/// ");
/// ```
pub fn render(diagnostic: &Diagnostic, origin: &str, text: &str) -> String {
    render_with(diagnostic, origin, text, &PLAIN, None)
}

/// As [`render`], coloured with ANSI escape codes.
pub fn render_colored(diagnostic: &Diagnostic, origin: &str, text: &str) -> String {
    render_with(diagnostic, origin, text, &Palette::of(diagnostic.severity), None)
}

/// As [`render`] or [`render_colored`], on a terminal of so many columns: the line with the marked place is cut to them,
/// and messages go on in further lines, so that the carets stand below what they mark.
///
/// ```
/// use nenpyo::diagnostic::{Diagnostic, Span, render_fitted};
/// let error = Diagnostic::error(Span::new(30, 34), "wrong").help("one two three four five");
/// assert_eq!(render_fitted(&error, "f", &"long ".repeat(9), 24, false), "\
/// error: wrong
///  --> f:1:31
///   |
/// 1 | …g long long long l…
///   |         ^^^^
///   = help: one two three
///           four five
/// ");
/// ```
pub fn render_fitted(
    diagnostic: &Diagnostic,
    origin: &str,
    text: &str,
    columns: usize,
    colored: bool,
) -> String {
    let columns = Some(columns).filter(|columns| *columns >= NARROW);
    match colored {
        true => render_with(diagnostic, origin, text, &Palette::of(diagnostic.severity), columns),
        false => render_with(diagnostic, origin, text, &PLAIN, columns),
    }
}

/// Escape codes for the parts of a rendered finding.
struct Palette {
    level: &'static str,
    strong: &'static str,
    frame: &'static str,
    reset: &'static str,
}

impl Palette {
    fn of(severity: Severity) -> Palette {
        let level = match severity {
            Severity::Error => "\x1b[1;31m",
            // Yellow cannot be read on white.
            Severity::Warning => "\x1b[1;35m",
        };
        Palette { level, strong: "\x1b[1m", frame: "\x1b[1;34m", reset: "\x1b[0m" }
    }
}

const PLAIN: Palette = Palette { level: "", strong: "", frame: "", reset: "" };

fn render_with(
    diagnostic: &Diagnostic,
    origin: &str,
    text: &str,
    palette: &Palette,
    columns: Option<usize>,
) -> String {
    let Palette { level, strong, frame, reset } = palette;
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let message = hanging(&visible(&diagnostic.message), name.len() + 2, columns);
    let origin = visible(origin);
    let mut out = format!("{level}{name}{reset}{strong}: {message}{reset}\n");
    let mut gutter = 1;
    if text.is_empty() {
        if !origin.is_empty() {
            out += &format!(" {frame}-->{reset} {origin}\n");
        }
    } else {
        let place = Place::new(text, diagnostic.span);
        gutter = place.line.to_string().len();
        out += &marked(&place, &origin, &visible(&diagnostic.label), palette, columns);
    }
    for note in notes(diagnostic) {
        let note = hanging(&note, gutter + 9, columns);
        out += &format!("{} {frame}={reset} {strong}help{reset}: {note}\n", " ".repeat(gutter));
    }
    out
}

/// The place, the line, and what is marked in it.
fn marked(
    place: &Place,
    origin: &str,
    label: &str,
    palette: &Palette,
    columns: Option<usize>,
) -> String {
    let Palette { level, frame, reset, .. } = palette;
    let (line, column, number) = (place.line, place.column, place.line.to_string());
    let pad = " ".repeat(number.len());
    // Behind the number stands a bar between blanks.
    let room = columns.map(|columns| columns.saturating_sub(number.len() + 3));
    let shown = Shown::new(place, room.map_or(WIDTH, |room| room.saturating_sub(2).min(WIDTH)));
    let mut out = format!("{pad}{frame}-->{reset} {origin}:{line}:{column}\n");
    out += &format!("{pad} {frame}|{reset}\n");
    out += format!("{frame}{number} |{reset} {}", shown.line).trim_end();
    let carets = "^".repeat(shown.carets);
    let fits = room.is_none_or(|room| shown.indent + shown.carets + 1 + label.width() <= room);
    let beside = if fits { format!("{carets} {label}") } else { carets };
    out += &format!("\n{pad} {frame}|{reset} {}{level}", " ".repeat(shown.indent));
    out += &format!("{}{reset}\n", beside.trim_end());
    if !fits {
        let indent = shown.indent.min(room.unwrap_or(WIDTH).saturating_sub(label.width()));
        out += &format!("{pad} {frame}|{reset} {}{level}{label}{reset}\n", " ".repeat(indent));
    }
    out
}

/// A text that begins behind so many columns, its further lines below it.
fn hanging(text: &str, indent: usize, columns: Option<usize>) -> String {
    let room = columns.and_then(|columns| columns.checked_sub(indent));
    let Some(room) = room.filter(|room| *room >= NARROW / 2) else { return text.to_owned() };
    let below = format!("\n{}", " ".repeat(indent));
    // Further lines of its own are indented already.
    let lines = text.split('\n').enumerate().map(|(index, line)| match index {
        0 => wrap(line, room).join(&below),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The mend, and what may have been meant.
fn notes(diagnostic: &Diagnostic) -> Vec<String> {
    let mut notes: Vec<String> = diagnostic.help.iter().map(|help| visible(help)).collect();
    let candidates: Vec<String> =
        diagnostic.candidates.iter().map(|c| format!("`{}`", visible(c))).collect();
    match candidates.as_slice() {
        [] => {}
        [one] => notes.push(format!("did you mean {one}?")),
        several if several.iter().map(|c| c.width()).sum::<usize>() <= 60 => {
            notes.push(format!("did you mean one of {}?", several.join(", ")));
        }
        several => {
            notes.push(format!("did you mean one of these?\n      {}", several.join("\n      ")));
        }
    }
    notes
}

/// Where a span begins: its line, and the marked part of that line.
struct Place<'a> {
    line: usize,
    column: usize,
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, span: Span) -> Place<'a> {
        let start = floor(text, span.start);
        let (before, after) = text.split_at(start);
        let begin = before.rfind('\n').map_or(0, |newline| newline + 1);
        let length = after.find('\n').unwrap_or(after.len());
        let line = text.get(begin..start + length).unwrap_or_default();
        let end = floor(text, span.end.max(start)).min(start + length);
        Place {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: text.get(begin..start).unwrap_or_default().chars().count() + 1,
            text: line.strip_suffix('\r').unwrap_or(line),
            start: start - begin,
            end: end - begin,
        }
    }
}

/// The nearest character boundary at or before `index`.
fn floor(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

/// A line as it is shown, with the columns of the carets.
struct Shown {
    line: String,
    indent: usize,
    carets: usize,
}

impl Shown {
    /// The line, cut around the marked place where it is wider than `width` columns.
    fn new(place: &Place, width: usize) -> Shown {
        let part = |from: usize, to: usize| place.text.get(from..to).unwrap_or_default();
        let start = place.start.min(place.text.len());
        let end = place.end.clamp(start, place.text.len());
        let before = part(0, start);
        let fits = place.text.len() <= 4 * WIDTH && visible(place.text).width() <= width;
        let from = if fits { 0 } else { cut_before(before, width * 2 / 5) };
        let mut line = String::from(if from > 0 { "…" } else { "" });
        line += &visible(part(from, start));
        let indent = line.width();
        let room = (width + 1).saturating_sub(indent).max(8);
        let marked = if fits { end } else { cut_after(place.text, start, room).min(end) };
        line += &visible(part(start, marked));
        let carets = line.width().saturating_sub(indent).max(1);
        let to = if fits { place.text.len() } else { cut_after(place.text, start, room) };
        line += &visible(part(marked, to.max(marked)));
        if to < place.text.len() {
            line.push('…');
        }
        Shown { line, indent, carets }
    }
}

/// The byte from which `before` fits in so many columns, those kept before the marked place.
fn cut_before(before: &str, columns: usize) -> usize {
    let mut width = 0;
    for (index, c) in before.char_indices().rev() {
        width += shown_width(c);
        if width > columns {
            return index + c.len_utf8();
        }
    }
    0
}

/// The byte up to which `line` from `start` fits in `room` columns.
fn cut_after(line: &str, start: usize, room: usize) -> usize {
    let mut width = 0;
    for (index, c) in line.get(start..).unwrap_or_default().char_indices() {
        width += shown_width(c);
        if width > room {
            return start + index;
        }
    }
    line.len()
}

/// The width at which `c` is shown; a character without width counts too, so that a cut comes to an end.
fn shown_width(c: char) -> usize {
    let mut shown = String::new();
    push_visible(&mut shown, c);
    shown.chars().map(|c| c.width().unwrap_or(1)).sum::<usize>().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;
    use proptest::prelude::*;

    fn show(text: &str, start: usize, end: usize) -> String {
        render(&Diagnostic::error(Span::new(start, end), "wrong").label("here"), "f", text)
    }

    #[test]
    fn wide_characters_tabs_and_escapes_keep_the_caret_in_place() {
        assert_snapshot!(show("大連ＡＢ\t\u{202e}\u{1b}x y", 19, 20), @r"
        error: wrong
         --> f:1:10
          |
        1 | 大連ＡＢ    <U+202E>␛x y
          |                        ^ here
        ");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}bad{}", "長".repeat(500), " tail".repeat(500));
        assert_snapshot!(show(&text, 1500, 1503), @r"
        error: wrong
         --> f:1:501
          |
        1 | …長長長長長長長長長長長長長長長長長長長長長長長長bad tail tail tail tail tail tail tail tail tail tail tail tail tail tai…
          |                                                  ^^^ here
        ");
    }

    #[test]
    fn many_candidates_stand_on_lines_of_their_own() {
        let error = Diagnostic::warning(Span::default(), "two\nlines\u{7}")
            .candidates(vec!["a".repeat(40), "b".repeat(40)]);
        assert_snapshot!(render(&error, "", ""), @r"
        warning: two␊lines␇
          = help: did you mean one of these?
              `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`
              `bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb`
        ");
    }

    proptest! {
        #[test]
        fn any_span_in_any_text(text in "(\\PC|[\n\r\t\u{202e}]){0,300}", start in 0usize..900, length in 0usize..900) {
            let error = Diagnostic::error(Span::new(start, start + length), "m");
            prop_assert!(render(&error, "f", &text).starts_with("error: m\n"));
            prop_assert!(render_colored(&error, "f", &text).contains("\x1b[0m"));
            let fitted = render_fitted(&error, "f", &text, 40, false);
            prop_assert!(fitted.lines().all(|line| line.width() <= 40), "{fitted}");
        }
    }
}
