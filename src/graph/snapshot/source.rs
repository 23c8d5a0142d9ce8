//! Where the bytes of a snapshot come from: any part of them, from several threads.

use super::SnapshotError;
use super::error::truncated;
use super::reader::{Place, Section};
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// From how many bytes on it is worth while to start a thread.
const MANY_BYTES: u64 = 1 << 20;

/// Bytes that can be read from any place.
pub(super) trait Source: Sync {
    /// Reads the bytes that stand at `at`.
    fn read_at(&self, bytes: &mut [u8], at: u64) -> io::Result<()>;

    /// Reads the bytes that stand at `at`, of that section.
    fn read(&self, bytes: &mut [u8], at: u64, section: &str) -> Result<(), SnapshotError> {
        self.read_at(bytes, at).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => truncated(section),
            _ => SnapshotError::Read { section: section.to_owned(), error },
        })
    }
}

impl Source for [u8] {
    fn read_at(&self, bytes: &mut [u8], at: u64) -> io::Result<()> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let found = self.get(start..).and_then(|rest| rest.get(..bytes.len()));
        bytes.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

#[cfg(unix)]
impl Source for File {
    fn read_at(&self, bytes: &mut [u8], at: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(self, bytes, at)
    }
}

/// A file that is read by one thread at a time.
#[cfg(not(unix))]
impl Source for Mutex<File> {
    fn read_at(&self, bytes: &mut [u8], at: u64) -> io::Result<()> {
        use std::io::{Read, Seek};
        let mut file = self.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(io::SeekFrom::Start(at))?;
        file.read_exact(bytes)
    }
}

/// Reads all these sections, on several threads where there is much of them. The error is the first of the file.
pub(super) fn read_all<S: Source + ?Sized>(
    source: &S,
    places: &[Place],
) -> Result<Vec<Section>, SnapshotError> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(places.get(*at).map(Place::length)));
    let (next, found) = (AtomicUsize::new(0), places.iter().map(|_| Mutex::new(None)));
    let found: Vec<Mutex<Option<Result<Section, SnapshotError>>>> = found.collect();
    let run = || {
        while let Some(at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let (Some(place), Some(found)) = (places.get(*at), found.get(*at)) {
                let section = place.read(source);
                *found.lock().unwrap_or_else(PoisonError::into_inner) = Some(section);
            }
        }
    };
    let bytes: u64 = places.iter().map(Place::length).sum();
    let threads = match bytes {
        0..MANY_BYTES => 1,
        _ => thread::available_parallelism().map_or(1, usize::from).min(8),
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    let found = found.into_iter().zip(places).map(|(found, place)| {
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.unwrap_or_else(|| Err(truncated(&place.name)))
    });
    found.collect()
}
