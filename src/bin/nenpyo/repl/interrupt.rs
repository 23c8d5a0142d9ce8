//! Ctrl-C stops the question, not the shell.

use crate::failure::Failure;
use nenpyo::exec::Cancel;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How often Ctrl-C is looked for.
const TICK: Duration = Duration::from_millis(20);

/// Whether Ctrl-C was pressed.
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From now on Ctrl-C does not end the program.
    ///
    /// # Errors
    /// The system does not let the signal be handled.
    pub fn listen() -> io::Result<Interrupt> {
        let flag = Arc::new(AtomicBool::new(false));
        signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&flag))?;
        Ok(Interrupt(flag))
    }

    /// Does some work on another thread, and cancels it when Ctrl-C is pressed.
    ///
    /// # Errors
    /// There is no thread for it, or it ended without a result.
    pub fn run<T: Send>(&self, work: impl FnOnce(Cancel) -> T + Send) -> Result<T, Failure> {
        self.0.store(false, Ordering::Relaxed);
        let cancel = Cancel::new();
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            let given = cancel.clone();
            let start = move || drop(sender.send(work(given)));
            thread::Builder::new().spawn_scoped(scope, start)?;
            let mut note = Note { start: Instant::now(), seconds: 0 };
            loop {
                match receiver.recv_timeout(TICK) {
                    Ok(result) => return Ok(result),
                    Err(RecvTimeoutError::Disconnected) => {
                        return Err(Failure::Message("error: the question came to nothing".into()));
                    }
                    Err(RecvTimeoutError::Timeout) if self.0.swap(false, Ordering::Relaxed) => {
                        cancel.cancel();
                    }
                    Err(RecvTimeoutError::Timeout) => note.look(),
                }
            }
        })
    }
}

/// Says that the work goes on, and for how long, and takes that back when it is done.
struct Note {
    start: Instant,
    /// The number of seconds that is shown; none at first.
    seconds: u64,
}

impl Note {
    fn look(&mut self) {
        let seconds = self.start.elapsed().as_secs();
        if seconds > self.seconds && io::stderr().is_terminal() {
            self.seconds = seconds;
            let _ = write!(io::stderr(), "\r… {seconds} s, Ctrl-C stops it");
        }
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        if self.seconds > 0 {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
