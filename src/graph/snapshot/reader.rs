//! Sections on their way in. Nothing is believed: a length is compared with what is left before room is made for it.

use super::error::inconsistent;
use super::payload::swap;
use super::{CHUNK, MAGIC, SnapshotError, VERSION};
use bytemuck::{AnyBitPattern, NoUninit, Zeroable};
use std::io::{self, Read};

/// Reads the header of a snapshot and then its sections.
pub(super) struct Reader<R> {
    input: R,
    /// How many bytes are left of the file.
    left: u64,
    /// How many sections were begun.
    pub(super) sections: u64,
}

impl<R: Read> Reader<R> {
    /// Reads the header. `length` is that of the whole file.
    pub(super) fn new(input: R, length: u64) -> Result<Self, SnapshotError> {
        let mut reader = Reader { input, left: length, sections: 0 };
        let mut magic = [0; MAGIC.len()];
        let begin = magic.len().min(usize::try_from(length).unwrap_or(usize::MAX));
        reader.fill(magic.get_mut(..begin).unwrap_or(&mut []), "header")?;
        if begin == 0 || magic.get(..begin) != MAGIC.get(..begin) {
            return Err(SnapshotError::Foreign);
        }
        if begin < magic.len() {
            return Err(truncated("header"));
        }
        let mut version = [0; 4];
        reader.fill(&mut version, "header")?;
        match u32::from_le_bytes(version) {
            VERSION => Ok(reader),
            found => Err(SnapshotError::Version { found, known: VERSION }),
        }
    }

    /// Begins the next section. `expected` is what it is called in an error until its name is known.
    pub(super) fn next(&mut self, expected: &str) -> Result<Section<'_, R>, SnapshotError> {
        let mut lengths = [0; 16];
        self.checked(&mut lengths, expected)?;
        let [name_length, payload] = bytemuck::cast::<[u8; 16], [[u8; 8]; 2]>(lengths);
        let (name_length, payload) = (u64::from_le_bytes(name_length), u64::from_le_bytes(payload));
        let room = usize::try_from(name_length).ok().filter(|_| name_length <= self.left);
        let mut name = vec![0; room.ok_or_else(|| truncated(expected))?];
        self.checked(&mut name, expected)?;
        let name = String::from_utf8(name)
            .map_err(|_| inconsistent(expected, "its name is not a text"))?;
        if payload.checked_add(4).is_none_or(|all| all > self.left) {
            return Err(truncated(&name));
        }
        self.sections += 1;
        Ok(Section { reader: self, name, left: payload, checksum: 0 })
    }

    /// Begins the next section, which must have this name.
    pub(super) fn section(&mut self, name: &str) -> Result<Section<'_, R>, SnapshotError> {
        let section = self.next(name)?;
        if section.name != name {
            let reason = format!("section `{}` stands in its place", section.name);
            return Err(inconsistent(name, reason));
        }
        Ok(section)
    }

    /// Whether all has been read.
    pub(super) fn is_at_end(&self) -> bool {
        self.left == 0
    }

    /// Reads bytes and their checksum.
    fn checked(&mut self, bytes: &mut [u8], section: &str) -> Result<(), SnapshotError> {
        self.fill(bytes, section)?;
        let right = self.checksum(section)? == crc32c::crc32c(bytes);
        if right { Ok(()) } else { Err(damaged(section)) }
    }

    fn checksum(&mut self, section: &str) -> Result<u32, SnapshotError> {
        let mut checksum = [0; 4];
        self.fill(&mut checksum, section)?;
        Ok(u32::from_le_bytes(checksum))
    }

    fn fill(&mut self, bytes: &mut [u8], section: &str) -> Result<(), SnapshotError> {
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or_else(|| truncated(section))?;
        self.input.read_exact(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => truncated(section),
            _ => SnapshotError::Read { section: section.to_owned(), error },
        })
    }
}

fn truncated(section: &str) -> SnapshotError {
    SnapshotError::Truncated { section: section.to_owned() }
}

fn damaged(section: &str) -> SnapshotError {
    SnapshotError::Damaged { section: section.to_owned() }
}

/// A section that is being read. What was read counts only after [`Section::finish`].
pub(super) struct Section<'r, R> {
    reader: &'r mut Reader<R>,
    pub(super) name: String,
    left: u64,
    checksum: u32,
}

impl<R: Read> Section<'_, R> {
    /// The next number of 64 bits.
    pub(super) fn number(&mut self) -> Result<u64, SnapshotError> {
        let mut bytes = [0; 8];
        if self.left < 8 {
            return Err(self.wrong("it is too short"));
        }
        self.fill(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// The next array; it is read right into its place.
    pub(super) fn array<T>(&mut self) -> Result<Vec<T>, SnapshotError>
    where
        T: Zeroable + NoUninit + AnyBitPattern,
    {
        let count = self.number()?;
        let size = count.checked_mul(size_of::<T>() as u64).filter(|size| *size <= self.left);
        let count = size.and_then(|_| usize::try_from(count).ok());
        let room = count.and_then(|count| bytemuck::try_zeroed_vec(count).ok());
        let Some(mut array) = room else { return Err(self.wrong("an array is longer than it")) };
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut array);
        self.fill(bytes)?;
        if cfg!(target_endian = "big") {
            swap::<T>(bytes);
        }
        Ok(array)
    }

    /// Ends the section: nothing is left of it, and its checksum is right.
    pub(super) fn finish(mut self) -> Result<(), SnapshotError> {
        let rest = self.left;
        self.drain()?;
        if rest > 0 { Err(inconsistent(&self.name, "it is too long")) } else { Ok(()) }
    }

    /// Reads what is left, and checks the checksum.
    fn drain(&mut self) -> Result<(), SnapshotError> {
        let mut chunk = vec![0; CHUNK.min(usize::try_from(self.left).unwrap_or(CHUNK))];
        while self.left > 0 {
            let count = chunk.len().min(usize::try_from(self.left).unwrap_or(CHUNK));
            self.fill(chunk.get_mut(..count).unwrap_or(&mut []))?;
        }
        if self.reader.checksum(&self.name)? == self.checksum {
            Ok(())
        } else {
            Err(damaged(&self.name))
        }
    }

    /// The error of a section that does not hold what it must: that it is damaged, if it is.
    pub(super) fn wrong(&mut self, reason: &str) -> SnapshotError {
        match self.drain() {
            Err(error) => error,
            Ok(()) => inconsistent(&self.name, reason),
        }
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), SnapshotError> {
        // In chunks, so that the checksum finds the bytes still in the processor's cache.
        for chunk in bytes.chunks_mut(CHUNK) {
            self.reader.fill(chunk, &self.name)?;
            self.checksum = crc32c::crc32c_append(self.checksum, chunk);
        }
        self.left -= bytes.len() as u64;
        Ok(())
    }
}
