//! The dictionary of a text column: each distinct text once, numbered in order of first use.

use crate::value::groups::Groups;
use foldhash::fast::RandomState;
use std::hash::BuildHasher;
use std::sync::OnceLock;

/// More places than there are codes; the upper half of a hash tells no more apart.
const MOST_PLACES: usize = 1 << (if usize::BITS > 32 { 32 } else { 30 });

/// A free place of the table: no code is so great.
const EMPTY: u64 = u64::MAX;

/// Distinct texts and their codes. The texts lie in one piece of memory; a table with open addressing (linear
/// probing, at most two thirds full) finds the code of a text. An entry of the table is the upper half of the hash,
/// then the code: texts are compared only where their hashes are equal, and the place of an entry is known without
/// its text, since it depends on that half only. The table of a dictionary that is not made text by text is filled when a text is
/// first looked up.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u64>,
    /// Empty while there are no texts, or the table is in `late`.
    table: Vec<u64>,
    late: OnceLock<Vec<u64>>,
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
        search(self.table(), self.hasher.hash_one(text), |code| self.text(code) == text).ok()
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
        Ok(Strings { text, ends, ..Strings::default() })
    }

    /// The table, which is filled where it is not.
    fn table(&self) -> &[u64] {
        if self.table.is_empty() { self.late.get_or_init(|| self.filled()) } else { &self.table }
    }

    /// A table of all texts. The entries are sorted coarsely by their places, so that one part of the table after the other is
    /// filled, which then is in the processor's cache. Of a text that stands there twice, which is no dictionary, the first is
    /// found.
    fn filled(&self) -> Vec<u64> {
        let mut table = vec![EMPTY; (self.len() / 2 * 3 + 2).min(MOST_PLACES)];
        let entries: Vec<u64> = (0..self.len() as u32)
            .map(|code| entry(self.hasher.hash_one(self.text(code)), code))
            .collect();
        let parts = entries.iter().map(|entry| ((entry >> 56) as usize, *entry));
        let sorted = Groups::new(1 << 8, entries.len(), parts, 0);
        drop(entries);
        for entry in sorted.items() {
            // Most texts are not looked at again: they lie anywhere.
            let found = search(&table, *entry, |code| self.text(code) == self.text(*entry as u32));
            if let Err(place) = found {
                set(&mut table, place, *entry);
            }
        }
        table
    }

    /// The code of a text, which is added where it is new.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if self.table.is_empty() && !self.ends.is_empty() {
            self.table = self.late.take().unwrap_or_else(|| self.filled());
        }
        if (self.len() + 1) * 3 > self.table.len() * 2 && self.table.len() < MOST_PLACES {
            self.table = grown(std::mem::take(&mut self.table));
        }
        let hash = self.hasher.hash_one(text);
        match search(&self.table, hash, |code| self.text(code) == text) {
            Ok(code) => code,
            Err(place) => {
                let code = self.len() as u32;
                self.text.push_str(text);
                self.ends.push(self.text.len() as u64);
                set(&mut self.table, place, entry(hash, code));
                code
            }
        }
    }

    pub(crate) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// The code that `is_it` for a hash, or the free place of the table where such a one belongs.
#[inline]
fn search(table: &[u64], hash: u64, is_it: impl Fn(u32) -> bool) -> Result<u32, usize> {
    let mut place = first_place(hash, table.len());
    loop {
        match table.get(place) {
            None | Some(&EMPTY) => return Err(place),
            Some(entry) if entry >> 32 == hash >> 32 && is_it(*entry as u32) => {
                return Ok(*entry as u32);
            }
            Some(_) => place = next_place(place, table.len()),
        }
    }
}

fn set(table: &mut [u64], place: usize, entry: u64) {
    if let Some(to) = table.get_mut(place) {
        *to = entry;
    }
}

/// A table of twice the size with the same entries.
fn grown(table: Vec<u64>) -> Vec<u64> {
    let size = (table.len() * 2).clamp(16, MOST_PLACES);
    let mut grown = vec![EMPTY; size];
    for entry in table.into_iter().filter(|entry| *entry != EMPTY) {
        // The texts differ, so that each goes to the next free place.
        let mut place = first_place(entry, size);
        while grown.get(place).is_some_and(|other| *other != EMPTY) {
            place = next_place(place, size);
        }
        set(&mut grown, place, entry);
    }
    grown
}

fn entry(hash: u64, code: u32) -> u64 {
    hash >> 32 << 32 | u64::from(code)
}

/// Where the search for a hash, or an entry, begins in a table of so many places. It ascends with the hash.
#[inline]
fn first_place(hash: u64, places: usize) -> usize {
    ((u128::from(hash >> 32) * places as u128) >> 32) as usize
}

/// The place after a place.
#[inline]
fn next_place(place: usize, places: usize) -> usize {
    if place + 1 < places { place + 1 } else { 0 }
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
        // No dictionary, but no wrong place either.
        assert_eq!(parts("abab", &[2, 4]).map(|s| s.find("ab")), Ok(Some(0)));
        let mut strings = parts("ab", &[1, 2]).expect("a dictionary");
        assert_eq!(["b", "c", "a"].map(|text| strings.intern(text)), [1, 2, 0]);
    }
}
