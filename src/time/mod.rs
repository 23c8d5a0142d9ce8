//! Dates after EDTF (ISO 8601-2:2019), and what is known of their order. Knows no graph and no names.
//!
//! # What a date means
//! A [`Date`] on an event says *when it happened*: on some day within the date. `2017-03` is one day of that March, which
//! one is not known. An interval `2016/2018` lasted from some day of 2016 to some day of 2018, and the start is not after
//! the end. `[2016,2018]` happened on a day of one of the years; `{2016,2018}` on a day of each. Each choice of days is a
//! *completion*. An end that is open (`..`) or unknown (nothing) may be any day, also one that never comes.
//!
//! In a question a date stands for a *period*: `in 2017`, `before 2017-03` and `since Q2 2017` speak of all days of that
//! year, month and quarter. As a period `2016/2018` is the whole of the three years, and an open end has no limit, while
//! an unknown end lies somewhere. Unspecified digits leave open which of several periods is meant: `201X` is one year of
//! the ten.
//!
//! `?` and `~` qualify a date and do not widen it. Days are those of the calendar written: a time of day and its offset
//! are kept and printed, and not compared.
//!
//! # Comparing
//! A comparison is [`Truth::True`] when it holds for every completion of both dates, [`Truth::False`] when it holds for
//! none, [`Truth::Unknown`] otherwise. With `start` and `end` of the event, `first` and `last` of the period:
//!
//! | method | compares | true when | example, true | unknown | false |
//! |---|---|---|---|---|---|
//! | `before` | two events | `end < other.start` | `2017-02`, `2017-03` | `2017-03`, `2017-03` | `2017-04`, `2017-03` |
//! | `after` | two events | `start > other.end` | `2017-04`, `2017-03` | `2017`, `2017-03` | `2017-02`, `2017-03` |
//! | `before_period` | event, period | `end < first` | `2017-02`, `2017-03` | `2017`, `2017-06` | `2017-03`, `2017-03` |
//! | `after_period` | event, period | `start > last` | `2017-04`, `2017-03` | `2017`, `2017-06` | `2017-03`, `2017-03` |
//! | `since` | event, period | `start >= first` | `2017-03`, `2017-03` | `2017`, `2017-06` | `2016/2018`, `2017` |
//! | `until` | event, period | `end <= last` | `2017-03`, `2017-03` | `2017`, `2017-06` | `2016/2018`, `2017` |
//! | `within` | event, period | `first <= start` and `end <= last` | `2017-03`, `2017` | `2017`, `2017-03` | `2016/2018`, `2017` |
//!
//! So the opposite of `since` is *began before the period*, and of `until` *ended after it*; an interval may be neither
//! before a period nor within it nor after it.
//!
//! Two events compare further, with the same three values, exactly for every combination: [`Date::allen`] in one of
//! Allen's thirteen relations, [`Date::possible_relations`] all of them at once, [`Date::overlapping`] share a day, and
//! [`Date::near`] at most so many days, weeks or months lie between them. An event covers whole days: what ends on 4 March
//! *meets* what begins on 5 March. [`Date::before`] is Allen's *before* or *meets*.
//!
//! A date says *within*: on some day of the period. For *throughout*, all of it, stands the interval from its first day to
//! its last: [`Date::throughout`] makes it, and [`Date::as_throughout`] finds the period again. A fact with a valid time
//! *holds on* a day ([`Date::holds_on`]) when that covers it; there an open end has no limit.
//!
//! Dates as people write them are read by [`lenient`]; [`network`] narrows the bounds of events by what is known of their
//! order.
//!
//! # How it is done
//! The text is parsed by the grammar `grammar/date.pest` into years, months and days with unspecified digits. What a
//! date may be is never listed: each form answers for the first possible day from a day on, and the last up to one, and
//! the four bounds of start and end follow, which decide the comparisons but `within` several possible periods, Allen's
//! relations and distances; there the two sides leap over each other until they meet. Where they have not after thousands
//! of leaps (`XXXX-02-29` and other patterns that may miss each other for ever), they may: the answer is unknown.

mod allen;
mod bounds;
mod calendar;
mod compare;
mod date;
mod days;
mod error;
mod extent;
mod guess;
pub mod lenient;
mod narrow;
mod near;
pub mod network;
mod parse;
mod parts;
mod precision;
mod print;
mod region;
mod shape;
mod simple;
#[cfg(test)]
mod tests;
mod text;
mod truth;
mod year;

pub use allen::{AllenRelation, AllenRelations};
pub use bounds::Bounds;
pub(crate) use calendar::{civil_of, day_number};
pub use date::Date;
pub use error::DateError;
pub use near::TimeUnit;
pub use precision::Precision;
pub use region::{Frame, Region, Regions, Relation};
pub use truth::Truth;
