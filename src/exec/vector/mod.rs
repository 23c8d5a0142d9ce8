//! Work on whole columns: conditions and grouping keys that read the columns of the graph without making values.
//!
//! What is not known here is evaluated row by row, so that each has an evaluator to fall back on.

mod absorb;
mod cases;
mod coded;
mod compound;
mod condition;
mod dates;
mod groups;
mod integers;
mod key;
mod memo;
mod numbers;
mod ordered;
mod pairs;
mod ranks;
mod source;
mod table;
mod text;
mod words;

pub(super) use absorb::Places;
pub(super) use cases::Cases;
pub(super) use compound::Filled;
pub(super) use condition::Condition;
pub(super) use dates::value_of;
pub(super) use groups::Groups;
pub(super) use integers::Integers;
pub(super) use key::Key;
pub(super) use ranks::Ranks;
