//! Files that are read at the same time.

use super::error::ImportError;
use super::run::Progress;
use super::spec::EdgesSpec;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;

/// What a thread has to say.
enum Message<T> {
    Progress(PathBuf, u64, u64),
    Done(usize, T),
}

/// Gives each of the files to `read`, several at once, and what comes of them to `done` in their order. So the outcome
/// is that of one after the other.
pub(super) fn each_in_order<T: Send>(
    files: &[EdgesSpec],
    read: impl Fn(&EdgesSpec, &mut dyn FnMut(Progress<'_>)) -> T + Sync,
    progress: &mut dyn FnMut(Progress<'_>),
    mut done: impl FnMut(T) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(files.len());
    if threads < 2 {
        return files.iter().try_for_each(|file| done(read(file, progress)));
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, messages) = channel();
        for _ in 0..threads {
            let (sender, next, read) = (sender.clone(), &next, &read);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(number) else { return };
                    let read = read(file, &mut |Progress { file, bytes, total }| {
                        // The receiver is gone only after an error, which ends everything.
                        let _ = sender.send(Message::Progress(file.to_owned(), bytes, total));
                    });
                    if sender.send(Message::Done(number, read)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for message in messages {
            match message {
                Message::Progress(file, bytes, total) => {
                    progress(Progress { file: &file, bytes, total });
                }
                Message::Done(number, read) => {
                    waiting.insert(number, read);
                    while let Some(read) = waiting.remove(&expected) {
                        expected += 1;
                        if let Err(error) = done(read) {
                            next.store(files.len(), Ordering::Relaxed);
                            return Err(error);
                        }
                    }
                }
            }
        }
        Ok(())
    })
}
