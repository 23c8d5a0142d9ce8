//! A column of dates, each of which is read once.

use super::cells::RowFault;
use super::infer;
use super::report::DateForm;
use crate::time::Date;
use crate::value::Strings;
use foldhash::HashMap;
use std::sync::Arc;

/// How many forms are told apart.
const FORMS: usize = 100;

/// The days of the years 1 to 9998, counted from 1970-01-01.
const DAYS: std::ops::Range<i32> = -719_162..2_932_532;

/// Dates, and how they were written.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) codes: Vec<u32>,
    pub(super) dates: Vec<Arc<Date>>,
    texts: Strings,
    by_text: Vec<Known>,
    days: HashMap<i32, u32>,
    forms: Vec<DateForm>,
}

/// What is known of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) code: u32,
    /// The form that it is of, where it is not EDTF.
    form: Option<usize>,
}

impl Dates {
    /// The date that a text is, in EDTF or, if `lenient`, as people write it.
    pub(super) fn text(&mut self, text: &str, lenient: bool) -> Result<Known, RowFault> {
        let known = self.texts.find(text).and_then(|code| self.by_text.get(code as usize));
        if let Some(known) = known {
            return Ok(*known);
        }
        let parsed = infer::date(text);
        let edtf = parsed.is_ok();
        let date = match parsed {
            Err(_) if lenient => infer::lenient(text)?,
            parsed => parsed.map_err(|error| infer::not_a_date(text, &error))?,
        };
        let form = if edtf { None } else { self.form(text, &date) };
        self.texts.intern(text);
        let known = Known { code: self.add(date), form };
        self.by_text.push(known);
        Ok(known)
    }

    /// The day of a number since 1970-01-01.
    pub(super) fn day(&mut self, day: i32) -> Result<Known, RowFault> {
        if let Some(code) = self.days.get(&day) {
            return Ok(Known { code: *code, form: None });
        }
        let date = infer::day(day)?;
        let code = self.add(date);
        self.days.insert(day, code);
        Ok(Known { code, form: None })
    }

    /// Whether all these days (since 1970-01-01) are in the calendar.
    pub(super) fn hold(days: &[i32]) -> bool {
        days.iter().all(|day| DAYS.contains(day))
    }

    /// Adds days that are in the calendar.
    pub(super) fn extend(&mut self, days: &[i32]) {
        self.codes.reserve(days.len());
        for day in days {
            if let Ok(known) = self.day(*day) {
                self.codes.push(known.code);
            }
        }
    }

    /// Adds the value of the next row.
    pub(super) fn push(&mut self, Known { code, form }: Known) {
        self.codes.push(code);
        if let Some(form) = form.and_then(|form| self.forms.get_mut(form)) {
            form.values += 1;
        }
    }

    /// How the dates are written that are not EDTF.
    pub(super) fn forms(&self) -> &[DateForm] {
        &self.forms
    }

    fn add(&mut self, date: Date) -> u32 {
        self.dates.push(Arc::new(date));
        self.dates.len() as u32 - 1
    }

    fn form(&mut self, text: &str, date: &Date) -> Option<usize> {
        let shape = shape(text);
        let known = self.forms.iter().position(|form| form.shape == shape);
        known.or_else(|| {
            let example = (text.to_owned(), date.to_string());
            let room = self.forms.len() < FORMS;
            room.then(|| self.forms.push(DateForm { shape, example, values: 0 }));
            room.then(|| self.forms.len() - 1)
        })
    }
}

/// A text with a `0` for each run of digits: `c. 1440` and `c. 950` are of one form.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in text.chars() {
        match c.is_numeric() {
            true if shape.ends_with('0') => {}
            true => shape.push('0'),
            false => shape.extend(c.to_lowercase()),
        }
    }
    shape
}
