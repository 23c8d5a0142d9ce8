//! The dictionary of a text column: each distinct text once, numbered in order of first use.

use foldhash::fast::RandomState;
use std::hash::BuildHasher;

/// A free place of the table: no code is so great.
const EMPTY: u64 = u64::MAX;

/// Distinct texts and their codes. The texts lie in one piece of memory; a table with open addressing (linear
/// probing, at most two thirds full) finds the code of a text. An entry of the table is the upper half of the hash,
/// then the code, so that texts are compared only where their hashes are equal.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u64>,
    table: Vec<u64>,
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
    #[inline]
    pub fn text(&self, code: u32) -> &str {
        let code = code as usize;
        let start = code.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(code).copied().unwrap_or(0);
        self.text.get(start.unwrap_or(0) as usize..end as usize).unwrap_or("")
    }

    /// The texts by code.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|code| self.text(code))
    }

    /// The code of a text.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.place(text, self.hasher.hash_one(text)).ok()
    }

    /// All texts, one behind the other.
    pub(crate) fn all(&self) -> &str {
        &self.text
    }

    /// Where each text ends in [`Strings::all`].
    pub(crate) fn ends(&self) -> &[u64] {
        &self.ends
    }

    /// The dictionary of these texts, of which each ends where `ends` says. The error is what is wrong.
    pub(crate) fn from_parts(text: String, ends: Vec<u64>) -> Result<Strings, &'static str> {
        if ends.last().copied().unwrap_or(0) != text.len() as u64 {
            return Err("the texts do not fill their space");
        }
        if !ends.is_sorted() {
            return Err("a text ends before it begins");
        }
        if u32::try_from(ends.len()).is_err() {
            return Err("there are too many texts");
        }
        if !text.is_ascii() && !ends.iter().all(|end| text.is_char_boundary(*end as usize)) {
            return Err("a text ends within a character");
        }
        let size = (ends.len() * 3 / 2 + 2).next_power_of_two();
        let mut strings =
            Strings { text, ends, table: vec![EMPTY; size], hasher: RandomState::default() };
        for code in 0..strings.len() as u32 {
            let text = strings.text(code);
            let hash = strings.hasher.hash_one(text);
            match strings.place(text, hash) {
                Ok(_) => return Err("a text stands there twice"),
                Err(place) => strings.set(place, hash, code),
            }
        }
        Ok(strings)
    }

    /// The code of a text, which is added where it is new.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if (self.len() + 1) * 3 > self.table.len() * 2 {
            self.grow();
        }
        let hash = self.hasher.hash_one(text);
        match self.place(text, hash) {
            Ok(code) => code,
            Err(place) => {
                let code = self.len() as u32;
                self.text.push_str(text);
                self.ends.push(self.text.len() as u64);
                self.set(place, hash, code);
                code
            }
        }
    }

    pub(crate) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The code of a text, or the free place of the table where it belongs.
    fn place(&self, text: &str, hash: u64) -> Result<u32, usize> {
        let mask = self.table.len().wrapping_sub(1);
        let mut place = hash as usize & mask;
        loop {
            match self.table.get(place) {
                None | Some(&EMPTY) => return Err(place),
                Some(entry) if entry >> 32 == hash >> 32 && self.text(*entry as u32) == text => {
                    return Ok(*entry as u32);
                }
                Some(_) => place = (place + 1) & mask,
            }
        }
    }

    fn set(&mut self, place: usize, hash: u64, code: u32) {
        if let Some(entry) = self.table.get_mut(place) {
            *entry = hash >> 32 << 32 | u64::from(code);
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(16);
        self.table = vec![EMPTY; size];
        for code in 0..self.len() as u32 {
            let text = self.text(code);
            let hash = self.hasher.hash_one(text);
            // The texts differ, so that each goes to the next free place.
            let mut place = hash as usize & (size - 1);
            while self.table.get(place).is_some_and(|entry| *entry != EMPTY) {
                place = (place + 1) & (size - 1);
            }
            self.set(place, hash, code);
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

    #[test]
    fn parts_are_checked() {
        let parts = |text: &str, ends: &[u64]| Strings::from_parts(text.into(), ends.into());
        let strings = parts("大連ab", &[3, 6, 6, 8]).expect("a dictionary");
        assert_eq!(strings.iter().collect::<Vec<_>>(), ["大", "連", "", "ab"]);
        assert_eq!(
            ["", "ab", "大", "b"].map(|t| strings.find(t)),
            [Some(2), Some(3), Some(0), None]
        );
        for (text, ends) in [("a", &[][..]), ("ab", &[1]), ("ab", &[2, 1, 2]), ("大", &[1, 3])] {
            assert!(parts(text, ends).is_err(), "{text} {ends:?}");
        }
        assert!(parts("abab", &[2, 4]).is_err());
        assert!(parts("", &[0, 0]).is_err());
    }
}
