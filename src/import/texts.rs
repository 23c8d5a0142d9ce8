//! Distinct texts and their codes.

use foldhash::fast::RandomState;
use std::hash::BuildHasher;

/// A free place of the table: no hash and code make it.
const EMPTY: u64 = u64::MAX;

/// Distinct texts, numbered in order of first use. They lie in one piece of memory; a table with open addressing holds
/// the upper half of each hash, then the code.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    text: String,
    ends: Vec<usize>,
    table: Vec<u64>,
    hasher: RandomState,
}

impl Texts {
    /// How many texts.
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
        self.place(text, self.hasher.hash_one(text)).ok()
    }

    /// The code of a text, which is added where it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        if (self.len() + 1) * 3 > self.table.len() * 2 {
            self.grow();
        }
        let hash = self.hasher.hash_one(text);
        match self.place(text, hash) {
            Ok(code) => code,
            Err(place) => {
                let code = self.len() as u32;
                self.text.push_str(text);
                self.ends.push(self.text.len());
                if let Some(entry) = self.table.get_mut(place) {
                    *entry = tagged(hash, code);
                }
                code
            }
        }
    }

    /// The code of a text, or the free place of the table where it belongs.
    fn place(&self, text: &str, hash: u64) -> Result<u32, usize> {
        let mask = self.table.len().wrapping_sub(1);
        let mut place = hash as usize & mask;
        loop {
            match self.table.get(place).copied() {
                None | Some(EMPTY) => return Err(place),
                Some(entry) if entry >> 32 == hash >> 32 && self.text(entry as u32) == text => {
                    return Ok(entry as u32);
                }
                Some(_) => place = (place + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(16);
        self.table = vec![EMPTY; size];
        for code in 0..self.len() as u32 {
            let hash = self.hasher.hash_one(self.text(code));
            let mut place = hash as usize & (size - 1);
            while let Some(entry) = self.table.get_mut(place) {
                if *entry == EMPTY {
                    *entry = tagged(hash, code);
                    break;
                }
                place = (place + 1) & (size - 1);
            }
        }
    }
}

fn tagged(hash: u64, code: u32) -> u64 {
    (hash >> 32) << 32 | u64::from(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbered_once() {
        let mut texts = Texts::default();
        assert_eq!((texts.find(""), texts.text(0)), (None, ""));
        for i in 0..1000u32 {
            assert_eq!(texts.intern(&format!("{}大連", i % 500)), i % 500);
        }
        assert_eq!(texts.intern(""), 500);
        assert_eq!((texts.len(), texts.text(7), texts.text(501)), (501, "7大連", ""));
        assert_eq!((texts.find("499大連"), texts.find("500大連")), (Some(499), None));
        assert_eq!(texts.iter().count(), 501);
    }
}
