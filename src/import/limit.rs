//! A reader that gives up on a row without end.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The longest row, in bytes.
pub(super) const LONGEST_ROW: u64 = 16 << 20;

/// What has been read since the last row was complete.
#[derive(Debug, Clone, Default)]
pub(super) struct Since(Rc<Count>);

#[derive(Debug, Default)]
struct Count {
    bytes: Cell<u64>,
    ended: Cell<bool>,
}

impl Since {
    /// A row is complete.
    pub(super) fn reset(&self) {
        self.0.bytes.set(0);
    }

    /// Whether the end of the file has been met.
    pub(super) fn ended(&self) -> bool {
        self.0.ended.get()
    }
}

/// Fails where a row is longer than [`LONGEST_ROW`]: a quotation mark that is never closed would otherwise be read to
/// the end of the file, and into memory.
#[derive(Debug)]
pub(super) struct Limited<R> {
    inner: R,
    since: Since,
}

impl<R> Limited<R> {
    pub(super) fn new(inner: R, since: Since) -> Self {
        Limited { inner, since }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Count { bytes, ended } = &*self.since.0;
        if bytes.get() > LONGEST_ROW {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a row without end"));
        }
        let count = self.inner.read(buffer)?;
        bytes.set(bytes.get() + count as u64);
        ended.set(ended.get() || (count == 0 && !buffer.is_empty()));
        Ok(count)
    }
}
