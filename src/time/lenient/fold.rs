//! A text as the grammar takes it: NFKC (full-width characters become narrow ones), one kind of dash, no quotation
//! marks; and where each of its bytes came from.

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Span;

/// A folded text with the places of its bytes in the text as written.
pub(super) struct Folded {
    pub text: String,
    /// For each byte of `text`, the place of its character in the original; one more for the end.
    places: Vec<usize>,
}

impl Folded {
    pub fn new(original: &str) -> Folded {
        let start = original.len() - original.trim_start().len();
        let mut folded = Folded { text: String::new(), places: Vec::new() };
        for (at, char) in original.trim().char_indices() {
            for part in fold(char) {
                folded.text.push(part);
                folded.places.resize(folded.text.len(), start + at);
            }
        }
        folded.places.push(start + original.trim().len());
        folded
    }

    /// The place in the original of a place in the folded text.
    pub fn original(&self, span: Span) -> Span {
        let place = |at: usize| self.places.get(at).or(self.places.last()).copied().unwrap_or(0);
        Span::new(place(span.start), place(span.end).max(place(span.start)))
    }
}

fn fold(char: char) -> Vec<char> {
    match char {
        '\u{2010}' | '\u{2011}' | '\u{2212}' => vec!['-'],
        '\u{2012}'..='\u{2015}' | '\u{301c}' | '\u{ff5e}' => vec!['–'],
        '"' | '\u{201c}' | '\u{201d}' | '\u{feff}' => Vec::new(),
        '\u{2019}' => vec!['\''],
        _ => std::iter::once(char).nfkc().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_original() {
        let folded = Folded::new(" ㍻２９年～ ");
        assert_eq!(folded.text, "平成29年–");
        assert_eq!(folded.original(Span::new(0, 6)), Span::new(1, 4));
        assert_eq!(folded.original(Span::new(6, 8)), Span::new(4, 10));
        assert_eq!(folded.original(Span::new(0, folded.text.len())), Span::new(1, 16));
    }
}
