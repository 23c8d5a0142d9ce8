//! What a section holds, before it is written.

use bytemuck::Pod;
use std::borrow::Cow;

/// Numbers and arrays, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Payload<'a>(Vec<Cow<'a, [u8]>>);

impl<'a> Payload<'a> {
    /// Adds a number of 64 bits.
    pub(super) fn number(&mut self, number: u64) {
        self.0.push(Cow::Owned(number.to_le_bytes().into()));
    }

    /// Adds an array: its length, and its elements in little-endian order.
    pub(super) fn array<T: Pod>(&mut self, array: &'a [T]) {
        self.number(array.len() as u64);
        self.0.push(little_endian(array));
    }

    /// Adds bytes as they are.
    pub(super) fn borrowed(&mut self, bytes: &'a [u8]) {
        self.0.push(Cow::Borrowed(bytes));
    }

    /// Adds an array of bytes that is made for the occasion.
    pub(super) fn bytes(&mut self, bytes: Vec<u8>) {
        self.number(bytes.len() as u64);
        self.made(bytes);
    }

    /// Adds the elements of an array whose length is written.
    pub(super) fn made(&mut self, bytes: Vec<u8>) {
        self.0.push(Cow::Owned(bytes));
    }

    /// Adds texts: all in one array, and where each ends in another.
    pub(super) fn texts<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let (mut all, mut ends) = (Vec::new(), Vec::new());
        for text in texts {
            all.extend_from_slice(text.as_bytes());
            ends.extend_from_slice(&(all.len() as u64).to_le_bytes());
        }
        self.bytes(all);
        self.number(ends.len() as u64 / 8);
        self.made(ends);
    }

    /// How many bytes.
    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|part| part.len() as u64).sum()
    }

    /// The bytes, part by part.
    pub(super) fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(AsRef::as_ref)
    }
}

fn little_endian<T: Pod>(array: &[T]) -> Cow<'_, [u8]> {
    let bytes: &[u8] = bytemuck::cast_slice(array);
    if cfg!(target_endian = "little") {
        return Cow::Borrowed(bytes);
    }
    let mut bytes = bytes.to_vec();
    swap::<T>(&mut bytes);
    Cow::Owned(bytes)
}

/// Turns the elements of an array from one order of bytes to the other.
pub(super) fn swap<T>(bytes: &mut [u8]) {
    bytes.chunks_exact_mut(size_of::<T>().max(1)).for_each(<[u8]>::reverse);
}
