//! Dates after EDTF (ISO 8601-2): a date is a set of possible instants, and comparing two gives a [`Truth`].
//! Knows no graph and no names.

mod bounds;
mod calendar;
mod compare;
mod date;
mod error;
mod guess;
mod parse;
mod parts;
mod precision;
mod print;
mod shape;
mod simple;
#[cfg(test)]
mod tests;
mod text;
mod truth;
mod year;

pub use bounds::Bounds;
pub use date::Date;
pub use error::DateError;
pub use precision::Precision;
pub use truth::Truth;
