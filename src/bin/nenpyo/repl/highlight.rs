//! Colours for what is being typed, by the lexers of the two languages and the words that are known.

use super::Shared;
use super::commands::{Command, Takes, named};
use nenpyo::catalog::{Catalog, Sense, fold};
use nenpyo::store::is_pattern;
use nenpyo::syntax::pattern::{self, KEYWORDS};
use nenpyo::syntax::phrase::{TokenKind, tokens};
use nu_ansi_term::{Color, Style};
use reedline::{Highlighter, StyledText};

/// The longest name in words that is looked for.
const LONGEST: usize = 8;

// Shades that can be read on black and on white: each contrasts with both at least 3 to 1.
const CLASS: Color = Color::Fixed(130);
const NAME: Color = Color::Fixed(28);
const FIGURE: Color = Color::Fixed(133);
const KEYWORD: Color = Color::Fixed(25);
const LINK: Color = Color::Fixed(31);

/// Colours lines by the chronicle in use.
pub struct Colors(pub Shared);

impl Highlighter for Colors {
    fn highlight(&self, line: &str, _: usize) -> StyledText {
        let mut styled = StyledText::new();
        styled.push((Style::new(), line.to_owned()));
        let (store, _) = self.0.get();
        for (start, end, style) in spans(line, store.catalog()) {
            styled.style_range(start, end, style);
        }
        styled
    }
}

/// The coloured places of a line.
fn spans(line: &str, catalog: &Catalog) -> Vec<(usize, usize, Style)> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let (at, rest) = match text.strip_prefix('.') {
        Some(command) => {
            let end = command.find(char::is_whitespace).map_or(text.len(), |at| at + 1);
            (end, text.get(end..).unwrap_or_default())
        }
        None => (0, text),
    };
    let command = named(text.get(1..at).unwrap_or_default()).filter(|_| at > 0);
    let asks = |command: &Command| matches!(command.takes, Takes::Question | Takes::Name);
    let mut found = match is_pattern(rest) {
        _ if at > 0 && !command.is_some_and(asks) => Vec::new(),
        true => of_pattern(rest),
        false => of_phrase(rest, catalog),
    };
    found.iter_mut().for_each(|(start, end, _)| (*start, *end) = (*start + at, *end + at));
    if at > 0 {
        let color = if command.is_some() { LINK } else { Color::Red };
        found.push((0, at, color.bold()));
    }
    found.iter_mut().for_each(|(start, end, _)| (*start, *end) = (*start + indent, *end + indent));
    found
}

fn of_pattern(text: &str) -> Vec<(usize, usize, Style)> {
    let mut found = Vec::new();
    let mut before = "";
    for token in pattern::lex(text).tokens {
        let word = text.get(token.span.start..token.span.end).unwrap_or_default();
        let name = matches!(before, ":" | "|" | "&" | ".");
        let call = text.get(token.span.end..).is_some_and(|rest| rest.starts_with('('));
        let keyword = KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word));
        let style = match token.kind {
            pattern::TokenKind::Word if before == "." => Some(LINK.normal()),
            pattern::TokenKind::Word if name => Some(CLASS.normal()),
            pattern::TokenKind::Word if keyword => Some(KEYWORD.bold()),
            pattern::TokenKind::Word if call => Some(FIGURE.normal()),
            pattern::TokenKind::Quoted => Some(CLASS.normal()),
            pattern::TokenKind::Text => Some(NAME.normal()),
            pattern::TokenKind::Number | pattern::TokenKind::Parameter => Some(FIGURE.normal()),
            _ => None,
        };
        found.extend(style.map(|style| (token.span.start, token.span.end, style)));
        before = word;
    }
    found
}

fn of_phrase(text: &str, catalog: &Catalog) -> Vec<(usize, usize, Style)> {
    // While a quotation mark or a bracket is open, what stands before it is coloured.
    let sound = tokens(text).or_else(|wrong| tokens(text.get(..wrong.span.start).unwrap_or("")));
    let (tokens, mut found, mut next) = (sound.unwrap_or_default(), Vec::new(), 0);
    while let Some(token) = tokens.get(next) {
        let known = match token.kind {
            TokenKind::Date | TokenKind::Number => Some((1, FIGURE.normal())),
            TokenKind::Quoted => Some((1, NAME.normal())),
            TokenKind::Word => (1..=LONGEST.min(tokens.len() - next)).rev().find_map(|count| {
                let last = tokens.get(next + count - 1)?;
                let words = text.get(token.span.start..last.span.end)?;
                Some((count, meaning(&fold(words), catalog)?))
            }),
            _ => None,
        };
        let count = known.map_or(1, |(count, _)| count);
        if let (Some((_, style)), Some(last)) = (known, tokens.get(next + count - 1)) {
            found.push((token.span.start, last.span.end, style));
        }
        next += count;
    }
    found
}

/// The colour of what a word or name means.
fn meaning(folded: &str, catalog: &Catalog) -> Option<Style> {
    if let Some(entry) = catalog.lexicon.lookup(folded).first() {
        return Some(match entry.sense {
            Sense::Class(_) => CLASS.normal(),
            Sense::Forward(_) | Sense::Backward(_) | Sense::ClassVerb(_) => LINK.normal(),
            Sense::RoleNoun(_) => CLASS.normal(),
            _ => FIGURE.normal(),
        });
    }
    (!catalog.names.lookup(folded).is_empty()).then(|| NAME.normal())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let store = nenpyo::Store::builtin().unwrap();
        let spans = spans(line, store.catalog());
        let color = |style: &Style| format!("{:?}", style.foreground.unwrap());
        let shown = spans.iter().map(|(start, end, style)| {
            format!("{}={}", line.get(*start..*end).unwrap(), color(style))
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    /// The relative luminance of a colour of the cube of 256 (WCAG 2).
    fn luminance(color: Color) -> f64 {
        let Color::Fixed(index) = color else { return 0.0 };
        let level = |digit: u8| [0.0, 95.0, 135.0, 175.0, 215.0, 255.0][usize::from(digit)] / 255.0;
        let linear =
            |c: f64| if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let (r, g, b) = ((index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6);
        0.2126 * linear(level(r)) + 0.7152 * linear(level(g)) + 0.0722 * linear(level(b))
    }

    #[test]
    fn colours_can_be_read_on_black_and_on_white() {
        for color in [CLASS, NAME, FIGURE, KEYWORD, LINK] {
            let shade = luminance(color);
            let (on_white, on_black) = (1.05 / (shade + 0.05), (shade + 0.05) / 0.05);
            assert!(on_white > 3.0 && on_black > 3.0, "{color:?} {on_white} {on_black}");
        }
    }

    #[test]
    fn by_meaning() {
        let lines = [
            "awards to Botao Culture Technology in 2017",
            "  受賞 to 博涛 (x",
            "MATCH (a:Award {id: 'x'})-[r]->() RETURN count(a.date), $p",
            ".show 博涛",
            ".shwo",
            ".timer on",
        ];
        insta::assert_snapshot!(lines.map(shown).join("\n"));
    }
}
