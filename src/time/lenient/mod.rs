//! Dates as people write them, read as EDTF, with a note of what each became.
//!
//! | written | read as |
//! |---|---|
//! | `c. 1440`, `about 1440`, `1440頃` | `1440~` |
//! | `probably 1440`, `1440 (?)` | `1440?` |
//! | `Feb 1455`, `22 Apr 1707`, `April 22nd, 1707`, `22.4.1707` | `1455-02`, `1707-04-22` |
//! | `55 BC`, `AD 79`, `紀元前55年` | `-0054`, `0079` |
//! | `between 47 and 50` | `[0047..0050]`: a day of one of the years |
//! | `1939 to 1945`, `1914–18`, `3月〜5月` | `1939/1945`, an interval |
//! | `before 1500`, `after 1600`, `by 1600`, `2017年以降` | `[..1499]`, `[1601..]`, `[..1600]`, `[2017..]` |
//! | `since 1600`, `until 1600`, `2012 to present` | `1600/..`, `../1600`, `2012/..` |
//! | `1600 or 1602`, `1600 and 1602` | `[1600,1602]`, `{1600,1602}` |
//! | `924 after 17 Jul 924`, `c. 1483 earliest 1480`, `circa1m 10 Aug 843` | `[0924-07-18..0924-12-31]`, `[1480..1483~]`, `[0843-07-10..0843-09-10]` |
//! | `spring of 2017`, `Q1 2017`, `first half of 2017` | `2017-21`, `2017-33`, `2017-40` |
//! | `early`, `mid`, `late 2017`, `2017年末` | `2017-37~`, `2017-38~`, `2017-39~`: the thirds of the year |
//! | `1920s`, `19th century`, `early 19th century` | `192X`, `18XX`, `[1800~..1832~]` |
//! | `2017年3月`, `平成29年3月`, `昭和３９年１０月`, `H29.3.1`, `民国26年`, `二〇一七年三月` | `2017-03`, `1964-10`, `2017-03-01`, `1937` |
//! | `3月上旬`, `中旬`, `下旬` | `[2017-03-01..2017-03-10]`: the first, second and last ten days |
//! | `同年`, `翌年3月`, `同月5日`, `the following year` | counted from the date before |
//! | `throughout 2017-03`, `2017年を通じて` | `2017-03-01/2017-03-31` |
//! | `ongoing`, `present`, `現在` | no date: an end that is open |
//!
//! Refused, with the readings: `03/04/2017`, `1900s`, `2004–05`; refused: years of two digits with a month, years
//! of more than four digits, fiscal years, and words that count from today. A century is the hundred years that ISO 8601 means by it, 1800 to
//! 1899. Days are taken in the Gregorian calendar as they are written, also before 1582.
//!
//! The text is folded (NFKC, one kind of dash) and parsed by `grammar/lenient.pest`; what is EDTF is read as that.

mod combine;
mod eras;
mod fold;
mod numbers;
mod parser;
mod part;
mod piece;
#[cfg(test)]
mod tests;
mod visit;
mod words;

use pest::Parser;
use pest::error::InputLocation;

use super::date::Date;
use super::error::DateError;
use crate::diagnostic::Span;
use fold::Folded;
use parser::{LenientParser, Rule};
use part::Context;

/// Longer texts are refused unread.
const MAX_LENGTH: usize = 400;

const FORMS: &str =
    "write it as in 2017-03-05, 5 March 2017, c. 1440, between 1340 and 1345, 55 BC, 2017年3月";

/// What a text became.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// The date; `None` for what still goes on (`ongoing`, `present`), which is an open end and no date.
    pub date: Option<Date>,
    /// What was taken for granted: a sentence each, without a full stop.
    pub notes: Vec<String>,
}

impl Reading {
    /// The interval from this date to that of `end`.
    ///
    /// # Errors
    /// When this is no date, when an end is an interval or a set, and when the end lies before the start.
    pub fn until(&self, end: &Reading) -> Result<Date, DateError> {
        match (&self.date, &end.date) {
            (Some(start), Some(end)) => Date::interval(start.clone(), end.clone()),
            (Some(start), None) => Date::parse(&format!("{start}/..")),
            (None, _) => Err(DateError::new(Span::default(), "the interval has no start")),
        }
    }
}

/// Reads a date as people write it. `previous` is the date of the entry before, from which `同年` and `翌年` count, and
/// which gives the year where only a month is written.
///
/// ```
/// use nenpyo::time::lenient;
/// let reading = lenient::read("circa 570BC", None)?;
/// assert_eq!(reading.date.map(|date| date.to_string()).as_deref(), Some("-0569~"));
/// let error = lenient::read("03/04/2017", None).unwrap_err();
/// assert_eq!(error.candidates, ["2017-04-03", "2017-03-04"]);
/// # Ok::<(), nenpyo::time::DateError>(())
/// ```
///
/// # Errors
/// A text that is no date, a date that does not exist, one with two readings (which are the candidates of the error), and
/// one that counts from a date before that is not given or not precise enough.
pub fn read(text: &str, previous: Option<&Date>) -> Result<Reading, DateError> {
    if text.len() > MAX_LENGTH {
        let message = format!("a date is at most {MAX_LENGTH} bytes long");
        return Err(DateError::new(Span::new(0, text.len()), message));
    }
    let folded = Folded::new(text);
    let exact = match Date::parse(&folded.text) {
        Ok(date) => return Ok(Reading { date: Some(date), notes: Vec::new() }),
        Err(error) => error,
    };
    let mut context = Context { previous, notes: Vec::new() };
    let date = written(&folded.text, exact, &mut context)
        .map_err(|error| DateError { span: folded.original(error.span), ..error })?;
    Ok(Reading { date, notes: context.notes })
}

fn written(
    text: &str,
    exact: DateError,
    context: &mut Context<'_>,
) -> Result<Option<Date>, DateError> {
    let mut pairs = LenientParser::parse(Rule::lenient, text)
        .map_err(|error| refused(text, exact, &error.location))?;
    let statement = pairs.next().and_then(|lenient| lenient.into_inner().next());
    let Some(statement) = statement else { return Ok(None) };
    let whole = visit::span(&statement);
    let edtf = combine::statement(statement, context)?;
    if edtf == ".." {
        return Ok(None);
    }
    Date::parse(&edtf).map(Some).map_err(|error| DateError { span: whole, ..error })
}

/// Why the text is refused: what looks like EDTF gets the finding about that.
fn refused(text: &str, exact: DateError, location: &InputLocation) -> DateError {
    let whole = Span::new(0, text.len());
    let place = match location {
        InputLocation::Pos(place) | InputLocation::Span((place, _)) => (*place).min(text.len()),
    };
    let is_edtf = |char: char| char.is_ascii_digit() || "XYESTZQH?~%/.,[]{}:+- ".contains(char);
    if text.is_empty() || text.chars().all(is_edtf) {
        return exact;
    }
    let today = ["今年", "本年", "去年", "昨年", "来年", "last ", "this ", "yesterday", "tomorrow"];
    let lower = text.to_lowercase();
    if let Some(word) = today.iter().find(|word| lower.contains(*word)) {
        let message = format!("`{}` counts from the day of writing", word.trim());
        return DateError::new(whole, message).help("write the year");
    }
    if lower.starts_with("fy") || lower.contains("fiscal") {
        let message = format!("{text} is a fiscal year, which begins when its country says");
        return DateError::new(whole, message).help("write its months, as in 2017-04/2018-03");
    }
    // A word that only begins like one that is known is blamed whole.
    let letters = |text: &str| text.chars().next().is_some_and(char::is_alphabetic);
    let (read, rest) = text.split_at_checked(place).unwrap_or((text, ""));
    let word = read.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let place = if letters(rest) { word.len() } else { place };
    let rest = text.get(place..).unwrap_or_default();
    let message = match rest.chars().next() {
        Some(_) if place > 0 => format!("`{rest}` is not understood in a date"),
        Some(_) => format!("`{text}` is not understood as a date"),
        None => "the date ends too early".to_owned(),
    };
    DateError::new(Span::new(place, text.len()), message).help(FORMS)
}
