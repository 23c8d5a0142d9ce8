//! The dictionary of a text column: each distinct text once, numbered in order of first use.

use std::hash::{BuildHasher, RandomState};

const EMPTY: u32 = u32::MAX;

/// Distinct texts and their codes. The texts lie in one piece of memory; a table with open addressing (linear
/// probing, at most two thirds full) finds the code of a text.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
    table: Vec<u32>,
    hasher: RandomState,
}

impl Strings {
    /// How many distinct texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a code; empty for a code that is not of this dictionary.
    pub fn text(&self, code: u32) -> &str {
        let code = code as usize;
        let start = code.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(code).copied().unwrap_or(0);
        self.text.get(start.unwrap_or(0)..end).unwrap_or("")
    }

    /// The texts by code.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.text(code))
    }

    /// The code of a text.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.place(text).ok()
    }

    /// The code of a text, which is added where it is new.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        if (self.len() + 1) * 3 > self.table.len() * 2 {
            self.grow();
        }
        match self.place(text) {
            Ok(code) => code,
            Err(place) => {
                let code = self.len() as u32;
                self.text.push_str(text);
                self.ends.push(self.text.len());
                if let Some(entry) = self.table.get_mut(place) {
                    *entry = code;
                }
                code
            }
        }
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The code of a text, or the free place of the table where it belongs.
    fn place(&self, text: &str) -> Result<u32, usize> {
        let mask = self.table.len().wrapping_sub(1);
        let mut place = self.hasher.hash_one(text) as usize & mask;
        loop {
            match self.table.get(place) {
                None | Some(&EMPTY) => return Err(place),
                Some(code) if self.text(*code) == text => return Ok(*code),
                Some(_) => place = (place + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(16);
        self.table = vec![EMPTY; size];
        for code in 0..self.len() as u32 {
            let mut place = self.hasher.hash_one(self.text(code)) as usize & (size - 1);
            while let Some(entry) = self.table.get_mut(place) {
                if *entry == EMPTY {
                    *entry = code;
                    break;
                }
                place = (place + 1) & (size - 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbered_once() {
        let mut strings = Strings::default();
        assert_eq!(strings.find(""), None);
        assert_eq!(strings.text(0), "");
        let texts: Vec<String> = (0..1000).map(|i| format!("{}大連", i % 500)).collect();
        for (i, text) in texts.iter().enumerate() {
            assert_eq!(strings.intern(text), i as u32 % 500);
        }
        assert_eq!(strings.intern(""), 500);
        assert_eq!((strings.len(), strings.is_empty()), (501, false));
        assert_eq!(strings.text(500), "");
        assert_eq!(strings.text(7), "7大連");
        assert_eq!(strings.text(501), "");
        assert_eq!(strings.find("499大連"), Some(499));
        assert_eq!(strings.find("500大連"), None);
        assert_eq!(strings.iter().count(), 501);
    }
}
