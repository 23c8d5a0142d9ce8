//! A date as people read it, in English, Japanese and Chinese.

mod words;

use super::date::Date;
use super::shape::{End, Member, Shape};
use super::simple::{Pair, Rest, Simple};
use words::Words;

impl Date {
    /// The date as people read it; `lang` is a language tag of which the first part counts: `ja`, `zh`, and English for
    /// any other. What has no plain wording, such as `XXXX-12-25`, is given as EDTF.
    ///
    /// ```
    /// # use nenpyo::time::Date;
    /// let date = Date::parse("2017-03-05")?;
    /// assert_eq!(date.to_text("en"), "5 March 2017");
    /// assert_eq!(date.to_text("ja"), "2017年3月5日");
    /// assert_eq!(Date::parse("2016~/..")?.to_text("en"), "from about 2016");
    /// # Ok::<(), nenpyo::time::DateError>(())
    /// ```
    pub fn to_text(&self, lang: &str) -> String {
        let words = Words::of(lang);
        match &self.shape {
            Shape::Simple(date) => simple(date, words),
            Shape::Interval(start, end) => interval(start, end, words),
            Shape::OneOf(members) => listed(members, words, words.or),
            Shape::AllOf(members) => listed(members, words, words.and),
        }
    }
}

fn interval(start: &End, end: &End, words: &Words) -> String {
    let text = |end: &End| match end.date() {
        Some(date) => simple(date, words),
        None => words.unknown.to_owned(),
    };
    match (start, end) {
        (_, End::Open) => fill(words.from, &[("{}", &text(start))]),
        (End::Open, _) => fill(words.until, &[("{}", &text(end))]),
        _ => fill(words.between, &[("{a}", &text(start)), ("{b}", &text(end))]),
    }
}

fn listed(members: &[Member], words: &Words, conjunction: &str) -> String {
    let texts: Vec<String> = members.iter().map(|item| member(item, words)).collect();
    match texts.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{}{conjunction}{last}", rest.join(words.comma))
        }
        _ => texts.concat(),
    }
}

fn member(member: &Member, words: &Words) -> String {
    let text = |date: &Simple| simple(date, words);
    match member {
        Member::One(date) => text(date),
        Member::Until(to) => fill(words.until, &[("{}", &text(to))]),
        Member::Range(from, to) => fill(words.between, &[("{a}", &text(from)), ("{b}", &text(to))]),
        Member::Since(from) => fill(words.from, &[("{}", &text(from))]),
    }
}

fn simple(date: &Simple, words: &Words) -> String {
    let unqualified = Simple { clock: date.clock, ..Simple::new(date.year, date.rest) };
    let plain = plain(date, words).unwrap_or_else(|| unqualified.to_string());
    let mark = date.mark();
    let near = if mark.approximate { fill(words.about, &[("{}", &plain)]) } else { plain };
    if mark.uncertain { fill(words.uncertain, &[("{}", &near)]) } else { near }
}

/// The date without its qualification; `None` for unspecified digits before others.
fn plain(date: &Simple, words: &Words) -> Option<String> {
    if date.rest == Rest::Nothing {
        return years(date, words);
    }
    let year = counted(date.year.single()?, words);
    let in_month = |pattern: &str, month: Pair, day: &str| {
        let name = words.months.get(usize::from(number(month)?).checked_sub(1)?)?;
        Some(fill(pattern, &[("{y}", &year), ("{m}", name), ("{d}", day)]))
    };
    match date.rest {
        Rest::Nothing => Some(year),
        Rest::Month([None, None]) | Rest::Day([None, None], [None, None]) => {
            Some(fill(words.no_month, &[("{}", &year)]))
        }
        Rest::Season(code) => {
            let season = words.seasons.get(usize::from(code.checked_sub(21)?))?;
            Some(fill(season, &[("{y}", &year)]))
        }
        Rest::Month(month) => in_month(words.month, month, ""),
        Rest::Day(month, [None, None]) => {
            in_month(words.month, month, "").map(|month| fill(words.no_day, &[("{}", &month)]))
        }
        Rest::Day(month, day) => {
            let text = in_month(words.day, month, &number(day)?.to_string())?;
            Some(match date.clock {
                Some(clock) => format!("{text} {}", clock.to_string().trim_start_matches('T')),
                None => text,
            })
        }
    }
}

/// A year, a decade, or the first and the last of the possible years; `None` when some between are not possible.
fn years(date: &Simple, words: &Words) -> Option<String> {
    let (first, last) = (date.year.next(i64::MIN)?, date.year.previous(i64::MAX)?);
    let all_between = date.year.is_contiguous();
    match last - first {
        0 => Some(counted(first, words)),
        9 if all_between && first > 0 => Some(fill(words.decade, &[("{y}", &first.to_string())])),
        _ if all_between => {
            let (first, last) = (counted(first, words), counted(last, words));
            Some(fill(words.some_year, &[("{a}", &first), ("{b}", &last)]))
        }
        _ => None,
    }
}

/// The year; those before 0001 are counted backwards from 1 BC, which is 0000.
fn counted(year: i64, words: &Words) -> String {
    match year {
        1.. => fill(words.year, &[("{y}", &year.to_string())]),
        _ => fill(words.before_christ, &[("{y}", &(1 - year).to_string())]),
    }
}

fn number(digits: Pair) -> Option<u8> {
    Some(digits[0]? * 10 + digits[1]?)
}

/// The pattern with its places filled.
fn fill(pattern: &str, places: &[(&str, &str)]) -> String {
    places.iter().fold(pattern.to_owned(), |text, (place, part)| text.replace(place, part))
}
