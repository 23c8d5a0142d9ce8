//! Sections on their way out.

use super::names::END;
use super::payload::Payload;
use super::{MAGIC, VERSION};
use std::io::{self, Write};

/// Writes the header of a snapshot and then its sections.
pub(super) struct Writer<W> {
    output: W,
    sections: u64,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(mut output: W) -> io::Result<Self> {
        output.write_all(&MAGIC)?;
        output.write_all(&VERSION.to_le_bytes())?;
        Ok(Writer { output, sections: 0 })
    }

    /// Writes a section: lengths of its name and its payload, name, payload, and a checksum after each of the three.
    pub(super) fn section(&mut self, name: &str, payload: &Payload<'_>) -> io::Result<()> {
        let mut lengths = (name.len() as u64).to_le_bytes().to_vec();
        lengths.extend_from_slice(&payload.len().to_le_bytes());
        for bytes in [&lengths, name.as_bytes()] {
            self.output.write_all(bytes)?;
            self.output.write_all(&crc32c::crc32c(bytes).to_le_bytes())?;
        }
        let mut checksum = 0;
        for part in payload.parts() {
            for chunk in part.chunks(super::CHUNK) {
                checksum = crc32c::crc32c_append(checksum, chunk);
                self.output.write_all(chunk)?;
            }
        }
        self.output.write_all(&checksum.to_le_bytes())?;
        self.sections += 1;
        Ok(())
    }

    /// Writes the last section, which says how many there are before it.
    pub(super) fn end(mut self) -> io::Result<W> {
        let mut payload = Payload::default();
        payload.number(self.sections);
        self.section(END, &payload)?;
        Ok(self.output)
    }
}
