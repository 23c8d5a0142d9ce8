//! The parser that `grammar/lenient.pest` makes.

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/lenient.pest"]
pub struct LenientParser;
