//! Phrases: a row of words, read by the vocabulary.
//!
//! Two steps. Reading goes through the tokens from left to right, with no way back, and makes a [`Meaning`]: nouns that hang
//! together by conditions, in terms of the vocabulary. Lowering makes a query of that, without another look at the text.
//!
//! - `question` reads the whole phrase, `noun` a noun, `conditions` what stands behind it, `tails` grouping, order and
//!   format. A family of conditions is a file: `link`, `verbs`, `when`, `amounts`, `quantity`, `near`, `sameness` …
//! - `reader` knows what has been read, and finds the noun that a link belongs to: from the nearest one outwards, the first
//!   for which the vocabulary has a relation of that word. Two that fit equally well are an error with both readings.
//! - `outline` shows a meaning as text; `lower` turns links into patterns, conditions into expressions, and what is asked
//!   into the last clauses.

mod amounts;
mod bridge;
mod conditions;
mod coordination;
mod cursor;
mod dates;
mod errors;
mod events;
mod figures;
mod foreign;
mod link;
mod lower;
pub mod meaning;
mod near;
mod noun;
mod outline;
mod periods;
mod quantity;
mod question;
mod reader;
mod roles;
mod sameness;
mod series;
mod spans;
mod tails;
mod verbs;
mod when;

use crate::algebra::Query;
use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, Span};
use crate::time::Date;
use meaning::Meaning;

/// A phrase with its meaning settled.
#[derive(Debug, Clone)]
pub struct Bound {
    /// How it was understood.
    pub meaning: Meaning,
    /// The query that it means.
    pub query: Query,
    /// How the answer is wanted (`as json`): the word, and its place.
    pub format: Option<(String, Span)>,
}

/// What a phrase means, by the words and names of `catalog`. With `certain` it asks for what is certain only, as if it
/// began with *certainly*, unless it says *possibly* somewhere; it asks as of the day `as_of`, unless it names one itself.
///
/// # Errors
/// A word that is unknown or cannot stand where it does, a name that means several things, a link that the
/// vocabulary does not allow: one [`Diagnostic`] with the place, the cause and the mend.
pub fn bind(
    text: &str,
    catalog: &Catalog,
    certain: bool,
    as_of: Option<&Date>,
) -> Result<Bound, Diagnostic> {
    let read = question::read(text, catalog);
    let mut meaning = read.map_err(|error| foreign::instead(text, catalog, error))?;
    meaning.as_of = meaning.as_of.or_else(|| as_of.cloned());
    meaning.certain |= certain && !meaning.hedged;
    let query = lower::lower(&meaning, catalog);
    Ok(Bound { query, format: meaning.format.clone(), meaning })
}
