//! Sections on their way in. Nothing is believed: a length is compared with what is left before room is made for it.

use super::error::{damaged, inconsistent, truncated};
use super::payload::swap;
use super::source::Source;
use super::{CHUNK, MAGIC, SnapshotError, VERSION};
use bytemuck::{AnyBitPattern, NoUninit, Zeroable};
use std::ops::Range;
use std::sync::Arc;

/// Where a payload stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) name: String,
    start: u64,
    length: u64,
}

/// Goes from section to section of a file, without reading the payloads.
pub(super) struct Walk<'s, S: ?Sized> {
    source: &'s S,
    at: u64,
    length: u64,
    /// How many sections were passed.
    pub(super) sections: u64,
}

impl<'s, S: Source + ?Sized> Walk<'s, S> {
    /// Reads the header of a file of so many bytes.
    pub(super) fn new(source: &'s S, length: u64) -> Result<Self, SnapshotError> {
        let mut walk = Walk { source, at: 0, length, sections: 0 };
        let mut magic = [0; MAGIC.len()];
        let begin = magic.len().min(usize::try_from(length).unwrap_or(usize::MAX));
        walk.fill(magic.get_mut(..begin).unwrap_or(&mut []), "header")?;
        if begin == 0 || magic.get(..begin) != MAGIC.get(..begin) {
            return Err(SnapshotError::Foreign);
        }
        if begin < magic.len() {
            return Err(truncated("header"));
        }
        let mut version = [0; 4];
        walk.fill(&mut version, "header")?;
        match u32::from_le_bytes(version) {
            VERSION => Ok(walk),
            found => Err(SnapshotError::Version { found, known: VERSION }),
        }
    }

    /// Passes the next section. `expected` is what it is called in an error until its name is known.
    pub(super) fn next(&mut self, expected: &str) -> Result<Place, SnapshotError> {
        let mut lengths = [0; 16];
        self.checked(&mut lengths, expected)?;
        let [name, payload] = bytemuck::cast::<[u8; 16], [[u8; 8]; 2]>(lengths);
        let (name, length) = (u64::from_le_bytes(name), u64::from_le_bytes(payload));
        let room = usize::try_from(name).ok().filter(|_| name <= self.left());
        let mut name = vec![0; room.ok_or_else(|| truncated(expected))?];
        self.checked(&mut name, expected)?;
        let name = String::from_utf8(name)
            .map_err(|_| inconsistent(expected, "its name is not a text"))?;
        if length.checked_add(4).is_none_or(|all| all > self.left()) {
            return Err(truncated(&name));
        }
        let start = self.at;
        self.at += length + 4;
        self.sections += 1;
        Ok(Place { name, start, length })
    }

    /// Passes the next section, which must have this name.
    pub(super) fn section(&mut self, name: &str) -> Result<Place, SnapshotError> {
        let place = self.next(name)?;
        if place.name != name {
            let reason = format!("section `{}` stands in its place", place.name);
            return Err(inconsistent(name, reason));
        }
        Ok(place)
    }

    /// What is walked through.
    pub(super) fn source(&self) -> &'s S {
        self.source
    }

    /// Whether all sections were passed.
    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.length
    }

    fn left(&self) -> u64 {
        self.length.saturating_sub(self.at)
    }

    /// Reads bytes and their checksum.
    fn checked(&mut self, bytes: &mut [u8], section: &str) -> Result<(), SnapshotError> {
        self.fill(bytes, section)?;
        let mut checksum = [0; 4];
        self.fill(&mut checksum, section)?;
        let right = u32::from_le_bytes(checksum) == crc32c::crc32c(bytes);
        if right { Ok(()) } else { Err(damaged(section)) }
    }

    fn fill(&mut self, bytes: &mut [u8], section: &str) -> Result<(), SnapshotError> {
        if bytes.len() as u64 > self.left() {
            return Err(truncated(section));
        }
        self.source.read(bytes, self.at, section)?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}

impl Place {
    /// How many bytes the payload has.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Reads the payload and checks its checksum.
    pub(super) fn read<S: Source + ?Sized>(&self, source: &S) -> Result<Section, SnapshotError> {
        let length = usize::try_from(self.length).map_err(|_| truncated(&self.name))?;
        let mut bytes = bytemuck::try_zeroed_vec(length)
            .map_err(|()| inconsistent(&self.name, "it is longer than the memory"))?;
        let (mut at, mut found) = (self.start, 0);
        // In chunks, so that the checksum finds the bytes still in the processor's cache.
        for chunk in bytes.chunks_mut(CHUNK) {
            source.read(chunk, at, &self.name)?;
            at += chunk.len() as u64;
            found = crc32c::crc32c_append(found, chunk);
        }
        let mut checksum = [0; 4];
        source.read(&mut checksum, at, &self.name)?;
        match u32::from_le_bytes(checksum) == found {
            true => Ok(Section::new(&self.name, bytes)),
            false => Err(damaged(&self.name)),
        }
    }
}

/// Some bytes of a section, which share its memory.
#[derive(Debug, Clone)]
pub(super) struct Bytes {
    all: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl Bytes {
    pub(super) fn as_slice(&self) -> &[u8] {
        self.all.get(self.range.clone()).unwrap_or(&[])
    }
}

/// A section that was read, and how far it was understood.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: String,
    bytes: Arc<Vec<u8>>,
    at: usize,
}

impl Section {
    pub(super) fn new(name: &str, bytes: Vec<u8>) -> Section {
        Section { name: name.to_owned(), bytes: Arc::new(bytes), at: 0 }
    }

    /// The error of a section that does not hold what it must.
    pub(super) fn wrong(&self, reason: impl Into<String>) -> SnapshotError {
        inconsistent(&self.name, reason.into())
    }

    /// The next number of 64 bits.
    pub(super) fn number(&mut self) -> Result<u64, SnapshotError> {
        let bytes = self.bytes(8, 1)?;
        let bytes = bytes.as_slice().first_chunk().copied().unwrap_or_default();
        Ok(u64::from_le_bytes(bytes))
    }

    /// The next `count` elements of `width` bytes.
    pub(super) fn bytes(&mut self, count: u64, width: usize) -> Result<Bytes, SnapshotError> {
        let left = self.bytes.len() - self.at;
        let length = usize::try_from(count).ok().and_then(|count| count.checked_mul(width));
        let Some(length) = length.filter(|length| *length <= left) else {
            return Err(self.wrong("it is too short"));
        };
        let range = self.at..self.at + length;
        self.at = range.end;
        Ok(Bytes { all: self.bytes.clone(), range })
    }

    /// The next array: its length, and its elements.
    pub(super) fn array<T>(&mut self) -> Result<Vec<T>, SnapshotError>
    where
        T: Zeroable + NoUninit + AnyBitPattern,
    {
        let count = self.number()?;
        let found = self.bytes(count, size_of::<T>())?;
        let mut array: Vec<T> = bytemuck::try_zeroed_vec(count as usize)
            .map_err(|()| self.wrong("an array is longer than the memory"))?;
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut array);
        bytes.copy_from_slice(found.as_slice());
        if cfg!(target_endian = "big") {
            swap::<T>(bytes);
        }
        Ok(array)
    }

    /// All bytes, of which none was read yet.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        Arc::try_unwrap(self.bytes).unwrap_or_else(|shared| shared.as_ref().clone())
    }

    /// Ends the section: nothing is left of it.
    pub(super) fn finish(&self) -> Result<(), SnapshotError> {
        if self.at < self.bytes.len() { Err(self.wrong("it is too long")) } else { Ok(()) }
    }
}
