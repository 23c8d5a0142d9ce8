//! How a finding is shown, in the manner of rustc: place, line, caret, cause, mend.

use super::visible::push_visible;
use super::{Diagnostic, Severity, Span, visible};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a line that are shown; a longer line is cut around the marked place.
const WIDTH: usize = 120;
/// Columns that findings take at least.
const NARROW: usize = 40;
/// Columns kept in front of the marked place when a line is cut, at most.
const BEFORE: usize = 48;

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
    render_within(diagnostic, origin, text, Manner::default())
}

/// How a finding is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// With colours, by ANSI escape codes.
    pub colored: bool,
    /// On lines of at most so many columns, at least 40; without it, sentences are on one line.
    pub width: Option<usize>,
}

/// As [`render`], in that manner.
pub fn render_within(diagnostic: &Diagnostic, origin: &str, text: &str, manner: Manner) -> String {
    let width = manner.width.map(|width| width.max(NARROW));
    match manner.colored {
        true => render_with(diagnostic, (origin, text), &palette(diagnostic), width),
        false => render_with(diagnostic, (origin, text), &PLAIN, width),
    }
}

fn palette(diagnostic: &Diagnostic) -> Palette {
    let level = match diagnostic.severity {
        Severity::Error => "\x1b[1;31m",
        // Yellow cannot be read on white.
        Severity::Warning => "\x1b[1;35m",
    };
    Palette { level, strong: "\x1b[1m", frame: "\x1b[1;34m", reset: "\x1b[0m" }
}

/// Escape codes for the parts of a rendered finding.
struct Palette {
    level: &'static str,
    strong: &'static str,
    frame: &'static str,
    reset: &'static str,
}

const PLAIN: Palette = Palette { level: "", strong: "", frame: "", reset: "" };

fn render_with(
    diagnostic: &Diagnostic,
    (origin, text): (&str, &str),
    palette: &Palette,
    width: Option<usize>,
) -> String {
    let Palette { level, strong, frame, reset } = palette;
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let message = broken(&visible(&diagnostic.message), name.len() + 2, 2, width);
    let origin = visible(origin);
    let mut out = format!("{level}{name}{reset}{strong}: {message}{reset}\n");
    let mut gutter = 1;
    if text.is_empty() {
        if !origin.is_empty() {
            out += &format!(" {frame}-->{reset} {origin}\n");
        }
    } else {
        let place = Place::new(text, diagnostic.span);
        let number = place.line.to_string();
        gutter = number.len();
        let pad = " ".repeat(gutter);
        let (line, column) = (place.line, place.column);
        let room = width.map_or(WIDTH, |width| WIDTH.min(width - gutter - 5));
        let shown = Shown::new(&place, room);
        out += &format!("{pad}{frame}-->{reset} {origin}:{line}:{column}\n");
        out += &format!("{pad} {frame}|{reset}\n");
        out += format!("{frame}{number} |{reset} {}", shown.line).trim_end();
        let label = visible(&diagnostic.label);
        out += &format!("\n{pad} {frame}|{reset} {}{level}", " ".repeat(shown.indent));
        out += &"^".repeat(shown.carets);
        let end = shown.indent + shown.carets + 1 + label.width();
        if width.is_some() && end > room && label.width() <= room {
            // A label that has no room there stands below.
            let before = room.saturating_sub(label.width()).min(shown.indent);
            out += &format!("{reset}\n{pad} {frame}|{reset} {}{level}{label}", " ".repeat(before));
        } else if !label.is_empty() {
            out += &format!(" {label}");
        }
        out += &format!("{reset}\n");
    }
    for note in notes(diagnostic) {
        let note = broken(&note, gutter + 9, gutter + 9, width);
        out += &format!("{} {frame}={reset} {strong}help{reset}: {note}\n", " ".repeat(gutter));
    }
    out
}

/// A text that begins behind `used` columns, on lines of at most `width`, the further ones behind `indent` blanks.
fn broken(text: &str, mut used: usize, indent: usize, width: Option<usize>) -> String {
    let Some(width) = width.filter(|_| !text.contains('\n')) else { return text.to_owned() };
    let mut out = String::new();
    for word in text.split_inclusive(' ') {
        if used + word.trim_end().width() > width && used > indent && !out.is_empty() {
            out.truncate(out.trim_end().len());
            out += &format!("\n{}", " ".repeat(indent));
            used = indent;
        }
        out += word;
        used += word.width();
    }
    out
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
    /// A line on at most `width` columns.
    fn new(place: &Place, width: usize) -> Shown {
        let part = |from: usize, to: usize| place.text.get(from..to).unwrap_or_default();
        let start = place.start.min(place.text.len());
        let end = place.end.clamp(start, place.text.len());
        let before = part(0, start);
        let fits = place.text.len() <= 4 * width && visible(place.text).width() <= width;
        let from = if fits { 0 } else { cut_before(before, BEFORE.min(width / 2)) };
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

/// The byte from which `before` fits in the columns kept before the marked place.
fn cut_before(before: &str, most: usize) -> usize {
    let mut width = 0;
    for (index, c) in before.char_indices().rev() {
        width += shown_width(c);
        if width > most {
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
            let colored = Manner { colored: true, width: Some(start % 100) };
            prop_assert!(render_within(&error, "f", &text, colored).contains("\x1b[0m"));
        }
    }
}
