//! Dates as a phrase writes them: in figures, by the names of months, as quarters and halves.

use super::cursor::Cursor;
use crate::diagnostic::Diagnostic;
use crate::syntax::phrase::TokenKind;
use crate::time::{Date, Precision};

/// A date, or a month of any year.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Spoken {
    /// A date.
    Date(Date),
    /// The month, quarter or half of that number, without its year.
    Part(Precision, u8),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

impl Cursor<'_> {
    /// The date that stands here, if one does.
    pub(super) fn date(&mut self) -> Result<Option<Spoken>, Diagnostic> {
        let start = self.position;
        let found = self.spoken()?;
        if found.is_none() {
            self.position = start;
        }
        Ok(found)
    }

    /// Whether a date stands here.
    pub(super) fn date_ahead(&mut self) -> bool {
        let start = self.position;
        let found = self.spoken();
        self.position = start;
        !matches!(found, Ok(None))
    }

    fn spoken(&mut self) -> Result<Option<Spoken>, Diagnostic> {
        let _ = self.eat("the");
        let _ = self.eat_any(&["year", "month of", "month"]);
        if self.kind(0) == Some(TokenKind::Date) {
            return self.figures().map(Some);
        }
        if let Some(part) = self.part_of_year() {
            return self.with_year(part).map(Some);
        }
        if let Some(day) = self.day_of_month() {
            return self.with_year(day).map(Some);
        }
        if let Some(year) = self.year() {
            if self.eat("s") {
                let decade = format!("{}0/{}9", year / 10, year / 10);
                return Date::parse(&decade)
                    .map(|d| Some(Spoken::Date(d)))
                    .map_err(|e| e.to_diagnostic(0));
            }
            let part = self.part_of_year().unwrap_or(Part::Year);
            return self.complete(part, year).map(Some);
        }
        Ok(None)
    }

    /// A date token.
    fn figures(&mut self) -> Result<Spoken, Diagnostic> {
        let Some(token) = self.token(0) else { return Err(self.no_date()) };
        let (text, span) = (token.text.clone(), token.span);
        self.position += 1;
        if let Some(month) = bare_cjk_month(&text) {
            return self.with_year(Part::Month(month));
        }
        if let Some((year, part)) = cjk_part(&text) {
            return match year {
                Some(year) => self.complete(part, year),
                None => self.with_year(part),
            };
        }
        let edtf = cjk_to_edtf(&text).unwrap_or_else(|| as_interval(&text).to_uppercase());
        let parsed = Date::parse(&edtf).map_err(|error| match edtf == text {
            true => error.to_diagnostic(span.start),
            false => Diagnostic { span, ..error.to_diagnostic(span.start) },
        });
        parsed.map(Spoken::Date)
    }

    /// *1st quarter*, *2nd half*.
    fn numbered_before(&mut self) -> Option<Part> {
        let number: u8 =
            self.token(0).filter(|t| t.kind == TokenKind::Number)?.text.parse().ok()?;
        let suffix = ["st", "nd", "rd", "th"].iter().any(|suffix| self.is_at(1, suffix));
        let part = match self.word(2).filter(|_| suffix)? {
            "quarter" if (1..=4).contains(&number) => Part::Quarter(number),
            "half" if (1..=2).contains(&number) => Part::Half(number),
            _ => return None,
        };
        self.position += 3;
        Some(part)
    }

    /// A month, quarter, half or season, without its year.
    fn part_of_year(&mut self) -> Option<Part> {
        if let Some(part) = self.numbered_before() {
            return Some(part);
        }
        let word = self.word(0)?.to_owned();
        let part = month(&word)
            .map(Part::Month)
            .or_else(|| numbered(&word, "q", 4).map(Part::Quarter))
            .or_else(|| numbered(&word, "h", 2).map(Part::Half))
            .or_else(|| season(&word).map(Part::Season));
        if part.is_some() {
            self.position += 1;
            return part;
        }
        if let Some(part) = self.end_of_year(&word) {
            return Some(part);
        }
        let ordinal = ORDINALS.iter().position(|o| *o == word).map(|i| i as u8 + 1);
        let (number, ahead) = match ordinal {
            Some(number) => (number, 1),
            None => return self.numbered_after(),
        };
        let part = match self.word(ahead)? {
            "quarter" => Part::Quarter(number),
            "half" if number <= 2 => Part::Half(number),
            _ => return None,
        };
        self.position += ahead + 1;
        Some(part)
    }

    /// *first month of 2017*, *last quarter of 2017*: only where the year stands behind it.
    fn end_of_year(&mut self, word: &str) -> Option<Part> {
        let last = match word {
            "first" => false,
            "last" | "final" => true,
            _ => return None,
        };
        let part = match (self.word(1)?, last) {
            ("month", last) => Part::Month(if last { 12 } else { 1 }),
            ("quarter", true) => Part::Quarter(4),
            ("half", true) => Part::Half(2),
            _ => return None,
        };
        let start = self.position;
        self.position += 2;
        let behind = self.position;
        let year = (self.eat("of") || self.eat("in")) && self.year().is_some();
        self.position = if year { behind } else { start };
        year.then_some(part)
    }

    /// *quarter 1*, *half 2*.
    fn numbered_after(&mut self) -> Option<Part> {
        let number: u8 =
            self.token(1).filter(|t| t.kind == TokenKind::Number)?.text.parse().ok()?;
        let part = match self.word(0)? {
            "quarter" if (1..=4).contains(&number) => Part::Quarter(number),
            "half" if (1..=2).contains(&number) => Part::Half(number),
            _ => return None,
        };
        self.position += 2;
        Some(part)
    }

    /// *5 March*, *March 5*, *5th of March*.
    fn day_of_month(&mut self) -> Option<Part> {
        let start = self.position;
        let day: u8 = self.token(0).filter(|t| t.kind == TokenKind::Number)?.text.parse().ok()?;
        self.position += 1;
        let _ = self.eat_any(&["st", "nd", "rd", "th"]);
        let _ = self.eat("of");
        match self.word(0).and_then(month) {
            Some(month) => {
                self.position += 1;
                Some(Part::Day(month, day))
            }
            None => {
                self.position = start;
                None
            }
        }
    }

    /// A part of the year, and the year if it follows.
    fn with_year(&mut self, part: Part) -> Result<Spoken, Diagnostic> {
        let start = self.position;
        let mut part = part;
        if let (Part::Month(month), Some(day)) = (part, self.day_behind()) {
            part = Part::Day(month, day);
        }
        let behind = self.position;
        let _ = self.eat_kind(TokenKind::Comma) || self.eat("of");
        match self.year() {
            Some(year) => self.complete(part, year),
            None => {
                self.position = behind;
                match part {
                    Part::Month(month) => Ok(Spoken::Part(Precision::Month, month)),
                    Part::Quarter(quarter) => Ok(Spoken::Part(Precision::Quarter, quarter)),
                    Part::Half(half) => Ok(Spoken::Part(Precision::Half, half)),
                    _ => {
                        let span = self.span_from(start.saturating_sub(1));
                        Err(Diagnostic::error(span, "this date has no year")
                            .help("write the year behind it, as in `5 March 2017`"))
                    }
                }
            }
        }
    }

    /// The day behind the name of a month: *March 5*, *March 5th*; never a year.
    fn day_behind(&mut self) -> Option<u8> {
        let token = self.token(0).filter(|t| t.kind == TokenKind::Number && t.text.len() <= 2)?;
        let day = token.text.parse().ok()?;
        self.position += 1;
        let _ = self.eat_any(&["st", "nd", "rd", "th"]);
        Some(day)
    }

    /// *216 BC*, *AD 79*.
    fn era_year(&mut self) -> Option<i32> {
        let start = self.position;
        let _ = self.eat_any(&["ad", "a.d"]);
        let named = self.position > start;
        let number = self.token(0).filter(|t| t.kind == TokenKind::Number)?.text.parse::<i32>();
        let year = number.ok().filter(|year| (1..10_000).contains(year));
        self.position += 1;
        let before = self.eat_any(&["bc", "bce", "b.c", "b.c.e"]).is_some();
        let after = !before && self.eat_any(&["ad", "ce", "a.d", "c.e"]).is_some();
        match year.filter(|_| named || before || after) {
            Some(year) => Some(if before { 1 - year } else { year }),
            None => {
                self.position = start;
                None
            }
        }
    }

    /// A year in four figures.
    fn year(&mut self) -> Option<i32> {
        if let Some(year) = self.era_year() {
            return Some(year);
        }
        let token = self.token(0).filter(|t| t.kind == TokenKind::Number && t.text.len() == 4)?;
        let year = token.text.parse().ok()?;
        self.position += 1;
        Some(year)
    }

    fn complete(&self, part: Part, year: i32) -> Result<Spoken, Diagnostic> {
        let year = format!("{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs());
        let text = match part {
            Part::Year => year,
            Part::Month(month) => format!("{year}-{month:02}"),
            Part::Quarter(quarter) => format!("{year}-{}", 32 + quarter),
            Part::Half(half) => format!("{year}-{}", 39 + half),
            Part::Season(season) => format!("{year}-{}", 20 + season),
            Part::Day(month, day) => format!("{year}-{month:02}-{day:02}"),
        };
        Date::parse(&text).map(Spoken::Date).map_err(|error| {
            let span = self.span_from(self.position.saturating_sub(1));
            Diagnostic { span, ..error.to_diagnostic(0) }
        })
    }

    /// What is said where a date should stand.
    pub(super) fn no_date(&self) -> Diagnostic {
        Diagnostic::error(self.span(), "a date is missing here")
            .label("a date should stand here")
            .help("write a year (2017), a month (2017-03, March 2017), a quarter (Q1 2017) or a day (2017-03-05)")
    }
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Year,
    Month(u8),
    Quarter(u8),
    Half(u8),
    Season(u8),
    Day(u8, u8),
}

/// The number of a season, from spring on.
fn season(word: &str) -> Option<u8> {
    let word = if word == "fall" { "autumn" } else { word };
    SEASONS.iter().position(|season| *season == word).map(|index| index as u8 + 1)
}

/// The number of a month by its English name, or the first three letters of it.
fn month(word: &str) -> Option<u8> {
    let short = word.len() == 3 || word == "sept";
    let found = MONTHS.iter().position(|name| *name == word || (short && name.starts_with(word)));
    found.map(|index| index as u8 + 1)
}

/// *q1*, *h2*.
fn numbered(word: &str, letter: &str, most: u8) -> Option<u8> {
    word.strip_prefix(letter)?.parse().ok().filter(|number| (1..=most).contains(number))
}

fn ascii_digits(text: &str) -> String {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        _ => c,
    };
    text.chars().map(digit).collect()
}

/// *3月*.
fn bare_cjk_month(text: &str) -> Option<u8> {
    let text = ascii_digits(text);
    text.strip_suffix('月')?.parse().ok().filter(|month| (1..=12).contains(month))
}

/// *2017年上半年*, *第二季度*: a half or quarter, and its year if it is written.
fn cjk_part(text: &str) -> Option<(Option<i32>, Part)> {
    let text = ascii_digits(text);
    let half = |rest: &str| rest == "半年" || rest == "半期";
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) if !rest.is_empty() && !year.ends_with('半') => {
            (Some(year.parse().ok()?), rest.to_owned())
        }
        _ => (None, text),
    };
    let part = match (rest.chars().next()?, rest.get(3..)?) {
        ('上', after) if half(after) => Part::Half(1),
        ('下', after) if half(after) => Part::Half(2),
        ('第', after) => {
            let number = after.strip_suffix("四半期").or_else(|| after.strip_suffix("季度"))?;
            let kanji = ["一", "二", "三", "四"].iter().position(|n| *n == number);
            Part::Quarter(kanji.map_or_else(|| number.parse().ok(), |n| Some(n as u8 + 1))?)
        }
        _ => return None,
    };
    Some((year, part))
}

/// *2017年3月5日* as `2017-03-05`.
fn cjk_to_edtf(text: &str) -> Option<String> {
    let text = ascii_digits(text);
    let (year, rest) = text.split_once('年')?;
    let year = format!("{:04}", year.parse::<u16>().ok()?);
    if rest.is_empty() {
        return Some(year);
    }
    let (month, rest) = rest.split_once('月')?;
    let month = format!("{year}-{:02}", month.parse::<u8>().ok()?);
    if rest.is_empty() {
        return Some(month);
    }
    Some(format!("{month}-{:02}", rest.strip_suffix('日')?.parse::<u8>().ok()?))
}

/// *2017-03..2017-05* as `2017-03/2017-05`.
fn as_interval(text: &str) -> String {
    if let Some((from, to)) = text.split_once(['-', '–', '—'])
        && let (4, 4, true) =
            (from.len(), to.len(), (from.to_owned() + to).bytes().all(|b| b.is_ascii_digit()))
    {
        return format!("{from}/{to}");
    }
    match text.split_once("..") {
        Some((from, to)) if !text.contains('/') => format!("{from}/{to}"),
        _ => text.to_owned(),
    }
}
