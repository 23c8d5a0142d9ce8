//! Two columns that make an interval.

use super::cells::{Cell, RowFault};
use super::infer;
use super::report::Fault;
use crate::time::Date;

/// Reads the intervals of a file, and counts those that are wider than what is written.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// How many have an end that is one of several dates.
    widened: u64,
    /// The first such end, and what it became.
    example: Option<(String, String)>,
}

impl Spans {
    /// The interval between the dates of two cells; open where one holds nothing, and null where both do.
    ///
    /// An end that is one of several dates becomes the smallest period that holds them all, or unknown: EDTF has no
    /// other way to write it.
    pub(super) fn read(
        &mut self,
        cells: [Cell<'_>; 2],
        as_written: bool,
    ) -> Result<Option<String>, RowFault> {
        let [start, end] = [date(&cells[0], as_written)?, date(&cells[1], as_written)?];
        let dates = match (&start, &end) {
            (None, None) => return Ok(None),
            dates => dates,
        };
        let between = || {
            let [start, end] = cells.each_ref().map(Cell::shown);
            format!("from `{start}` to `{end}`")
        };
        let mut texts = Vec::new();
        for (date, cell) in [(dates.0, &cells[0]), (dates.1, &cells[1])] {
            let Some(date) = date else {
                texts.push("..".to_owned());
                continue;
            };
            let text = date.as_interval_end().ok_or_else(|| {
                let reason = format!(
                    "{}: `{}` is no one date, as the end of an interval must be",
                    between(),
                    cell.shown()
                );
                RowFault::new(Fault::Value, reason)
            })?;
            if text != date.to_string() {
                self.widened += 1;
                self.example.get_or_insert_with(|| (cell.shown(), text.clone()));
            }
            texts.push(text);
        }
        match Date::parse(&texts.join("/")) {
            Ok(span) => Ok(Some(span.to_string())),
            Err(error) => Err(RowFault::new(Fault::Value, format!("{}: {error}", between()))),
        }
    }

    /// What the report says of ends that became wider.
    pub(super) fn note(&self) -> Option<String> {
        let (written, became) = self.example.as_ref()?;
        let became = match became.as_str() {
            "" => "unknown",
            became => became,
        };
        let (count, verb) = match self.widened {
            1 => ("an end is".to_owned(), "became"),
            count => (format!("{count} ends are"), "became each"),
        };
        Some(format!(
            "{count} one of several dates, which an interval cannot have, and {verb} the smallest period that holds them, \
             or unknown: `{written}` became {became}"
        ))
    }
}

/// The date of a cell; `None` where it holds nothing, or says that it still goes on.
fn date(cell: &Cell<'_>, as_written: bool) -> Result<Option<Date>, RowFault> {
    let text = cell.to_text();
    match (infer::date(&text), cell) {
        (_, Cell::Null) => Ok(None),
        (Ok(date), _) => Ok(Some(date)),
        (Err(_), _) if as_written => infer::lenient_end(&text),
        (Err(error), _) => Err(infer::not_a_date(&text, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(start: &str, end: &str) -> Result<String, String> {
        let cell = |text: &'static str| if text.is_empty() { Cell::Null } else { Cell::Raw(text) };
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let found = Spans::default().read([cell(leak(start)), cell(leak(end))], true);
        found.map(Option::unwrap_or_default).map_err(|fault| fault.reason)
    }

    #[test]
    fn an_end_that_is_one_of_several_dates_becomes_the_period_that_holds_them() {
        for (start, end, interval) in [
            ("between 47 and 50", "60", "00XX/0060"),
            ("41 or 43", "60", "004X/0060"),
            ("c. 100", "between 1 and 5 March 110", "0100~/0110-03"),
            ("before 100", "200", "/0200"),
            ("1601", "after 1650", "1601/"),
            ("between 1601 and 1603", "", "160X/.."),
            ("2001", "present", "2001/.."),
            ("2001", "2003", "2001/2003"),
        ] {
            assert_eq!(read(start, end).as_deref(), Ok(interval), "{start} {end}");
        }
    }

    #[test]
    fn what_is_no_interval_is_told() {
        let wrong = read("2001 to 2003", "2004").unwrap_err();
        assert_eq!(
            wrong,
            "from `2001 to 2003` to `2004`: `2001 to 2003` is no one date, as the end of an interval must be"
        );
        assert!(read("", "before 100").unwrap_err().contains("needs a date at one end"));
        assert!(read("2001", "1999").unwrap_err().contains("before the start"));
        let mut spans = Spans::default();
        assert_eq!(spans.note(), None);
        let cells = || [Cell::Raw("before 100"), Cell::Raw("200")];
        assert!(spans.read(cells(), true).is_ok() && spans.read(cells(), true).is_ok());
        assert_eq!(
            spans.note().as_deref(),
            Some(
                "2 ends are one of several dates, which an interval cannot have, and became each the smallest period that \
                 holds them, or unknown: `before 100` became unknown"
            )
        );
    }
}
