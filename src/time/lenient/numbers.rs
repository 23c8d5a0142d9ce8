//! The year, month and day of a date as written, from what it says and from the date before.

use super::super::Date;
use super::super::calendar;
use super::super::error::DateError;
use super::part::{Context, Field, Part, Year};
use super::piece::year_text;

/// Years as people write them are not longer.
const MAX_YEAR: i64 = 999_999_999;

type Numbers = (i64, Option<u8>, Option<u8>);

impl Part {
    /// The year as astronomers count, the month and the day.
    pub fn numbers(&self, context: &mut Context<'_>) -> Result<Numbers, DateError> {
        match (self.year, self.month, self.day) {
            (None, Some(Field::Relative(months)), day) => self.month_after(context, months, day),
            (None, None, Some(day)) => self.day_alone(context, day),
            (None, None, None) => Err(DateError::new(self.span, "the date has no year")),
            (None, month, day) => {
                let year = self.previous_year(context)?;
                context
                    .notes
                    .push(format!("the year {} is that of the date before", year_text(year)));
                Ok((
                    year,
                    self.number(context, month, Date::month_of)?,
                    self.number(context, day, Date::day_of)?,
                ))
            }
            (Some(year), month, day) => {
                let month = self.number(context, month, Date::month_of)?;
                let day = self.number(context, day, Date::day_of)?;
                Ok((self.year_number(context, year, month, day)?, month, day))
            }
        }
    }

    fn year_number(
        &self,
        context: &mut Context<'_>,
        year: Year,
        month: Option<u8>,
        day: Option<u8>,
    ) -> Result<i64, DateError> {
        match year {
            Year::Relative(years) => Ok(self.previous_year(context)? + years),
            Year::Era(era, number) => {
                let finding = era.check(number, month, day);
                let note = finding.map_err(|finding| DateError {
                    help: finding.help,
                    ..DateError::new(self.span, finding.message)
                })?;
                context.notes.extend(note);
                Ok(era.year(number))
            }
            Year::Number(number, digits) => {
                let dated = month.is_some() || day.is_some();
                self.counted(context, number, digits, dated)
            }
            Year::Decade(number) | Year::Century(number) => Ok(number),
        }
    }

    fn counted(
        &self,
        context: &mut Context<'_>,
        number: i64,
        digits: usize,
        dated: bool,
    ) -> Result<i64, DateError> {
        if !(1..=MAX_YEAR).contains(&number) {
            let error = DateError::new(self.span, format!("there is no year {number}"));
            return Err(error.help("1 BC is the year before AD 1; write 0000 for 1 BC in EDTF"));
        }
        if digits > 4 && self.bc.is_none() {
            let message = format!("{number} is hardly a year");
            return Err(DateError::new(self.span, message).help(
                "a spreadsheet may show a date so: give the cells the format of dates there; EDTF writes such a year with a Y",
            ));
        }
        if digits <= 2 && self.bc.is_none() {
            if dated {
                return Err(DateError::new(
                    self.span,
                    format!("the year {number:02} has two digits"),
                )
                .help(format!(
                    "write all four digits of the year, or AD {number} for year {number}"
                )));
            }
            context.notes.push(format!("{number} is taken as the year AD {number}"));
        }
        Ok(if self.bc == Some(true) { 1 - number } else { number })
    }

    fn previous<'a>(&self, context: &Context<'a>) -> Result<&'a Date, DateError> {
        context.previous.ok_or_else(|| {
            DateError::new(self.span, "the year is not said, and there is no date before")
                .help("write the year")
        })
    }

    fn previous_year(&self, context: &Context<'_>) -> Result<i64, DateError> {
        let previous = self.previous(context)?;
        previous.year_of().map(i64::from).ok_or_else(|| self.undecided(previous, "year"))
    }

    fn undecided(&self, previous: &Date, part: &str) -> DateError {
        DateError::new(self.span, format!("the date before, {previous}, has no one {part}"))
            .help(format!("write the {part}"))
    }

    /// The number of a month or a day; a relative one is counted from the date before, within the same year or month.
    fn number(
        &self,
        context: &Context<'_>,
        field: Option<Field>,
        of: fn(&Date) -> Option<u8>,
    ) -> Result<Option<u8>, DateError> {
        match field {
            None => Ok(None),
            Some(Field::Number(number)) => Ok(Some(number)),
            Some(Field::Relative(0)) => {
                let previous = self.previous(context)?;
                of(previous).map(Some).ok_or_else(|| self.undecided(previous, "month or day"))
            }
            Some(Field::Relative(_)) => {
                Err(DateError::new(self.span, "it is not clear from which date this is counted")
                    .help("write the month and the day as numbers"))
            }
        }
    }

    fn month_after(
        &self,
        context: &mut Context<'_>,
        months: i64,
        day: Option<Field>,
    ) -> Result<Numbers, DateError> {
        let previous = self.previous(context)?;
        let year = self.previous_year(context)?;
        let month = previous.month_of().ok_or_else(|| self.undecided(previous, "month"))?;
        let count = i64::from(month) - 1 + months;
        let month = u8::try_from(count.rem_euclid(12) + 1).ok();
        Ok((year + count.div_euclid(12), month, self.number(context, day, Date::day_of)?))
    }

    fn day_alone(&self, context: &mut Context<'_>, day: Field) -> Result<Numbers, DateError> {
        match day {
            Field::Number(_) => {
                let (year, month, day) = self.month_after(context, 0, Some(day))?;
                context
                    .notes
                    .push("the year and the month are those of the date before".to_owned());
                Ok((year, month, day))
            }
            Field::Relative(days) => {
                let previous = self.previous(context)?;
                previous.to_day().ok_or_else(|| self.undecided(previous, "day"))?;
                let (year, month, day) =
                    calendar::civil_of(previous.hull.start.0.saturating_add(days));
                Ok((year, Some(month), Some(day)))
            }
        }
    }
}
