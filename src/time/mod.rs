//! Dates after EDTF (ISO 8601-2): a date is a set of possible instants, and comparing two gives a [`Truth`].
//! Knows no graph and no names.
mod date;
mod truth;
pub use date::Date;
pub use truth::Truth;
