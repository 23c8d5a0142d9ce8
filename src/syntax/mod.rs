//! From text to syntax. Knows no vocabulary.

pub mod phrase;
