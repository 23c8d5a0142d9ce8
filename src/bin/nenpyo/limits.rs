//! `--max-time`, `--max-rows`, `--max-steps`, `--max-memory`, `--threads`: how much a question may cost.

use nenpyo::exec::Limits;
use std::num::NonZeroUsize;
use std::time::Duration;

/// The options that bound a question; where one is missing the usual limit holds.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// How long a question may take; 30 by default.
    #[arg(long, global = true, value_name = "SECONDS|off", value_parser = seconds)]
    max_time: Option<Bound<Duration>>,
    /// How many rows an answer may have; a million by default.
    #[arg(long, global = true, value_name = "N|off", value_parser = number)]
    max_rows: Option<Bound<u64>>,
    /// How many nodes, edges and rows a question may look at; a thousand million by default.
    #[arg(long, global = true, value_name = "N|off", value_parser = number)]
    max_steps: Option<Bound<u64>>,
    /// How much memory a question may hold, as 512M or 4G; 1G by default.
    #[arg(long, global = true, value_name = "BYTES|off", value_parser = bytes)]
    max_memory: Option<Bound<usize>>,
    /// How many threads may work at a question; by default as many as there are processors. The answer is the same.
    #[arg(long, global = true, value_name = "N", value_parser = threads)]
    threads: Option<NonZeroUsize>,
}

/// A limit, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bound<T>(Option<T>);

impl LimitArgs {
    /// The limits that they make.
    pub fn limits(&self) -> Limits {
        let limits = Limits::default();
        let (time, rows, steps, memory) = (limits.time, limits.rows, limits.steps, limits.memory);
        limits
            .time(self.max_time.map_or(time, |bound| bound.0))
            .rows(self.max_rows.map_or(rows, |bound| bound.0))
            .steps(self.max_steps.map_or(steps, |bound| bound.0))
            .memory(self.max_memory.map_or(memory, |bound| bound.0))
            .threads(self.threads.map(NonZeroUsize::get))
    }
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "write how many, from 1 on".to_owned())
}

fn bound<T>(text: &str, read: impl Fn(&str) -> Option<T>, form: &str) -> Result<Bound<T>, String> {
    match text {
        "off" => Ok(Bound(None)),
        text => read(text).map(|value| Bound(Some(value))).ok_or_else(|| format!("write {form}")),
    }
}

fn seconds(text: &str) -> Result<Bound<Duration>, String> {
    bound(text, duration, "a number of seconds, as 5 or 0.5, or `off` for no end")
}

/// So many seconds, more than none: `5`, `0.5`, `5 s`.
pub fn duration(text: &str) -> Option<Duration> {
    let seconds: f64 = text.trim_end_matches('s').trim_end().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero())
}

fn number(text: &str) -> Result<Bound<u64>, String> {
    bound(text, count, "a number, as 5000 or 5_000, or `off` for no limit")
}

/// A number above zero, perhaps with separators between its digits.
fn count(text: &str) -> Option<u64> {
    text.replace([',', '_'], "").parse().ok().filter(|count| *count > 0)
}

fn bytes(text: &str) -> Result<Bound<usize>, String> {
    bound(text, size, "a number of bytes, as 512M or 4G, or `off` for no limit")
}

/// A number of bytes, with `K`, `M`, `G` or `T` behind it for powers of 1024.
fn size(text: &str) -> Option<usize> {
    let upper = text.to_ascii_uppercase();
    let plain = upper.trim_end_matches('B').trim_end_matches('I');
    let unit = plain.chars().next_back().and_then(|last| "KMGT".find(last));
    let (digits, power) = match unit {
        Some(at) => (plain.get(..plain.len() - 1)?, at + 1),
        None => (plain, 0),
    };
    let factor = 1_u64.checked_shl(10 * u32::try_from(power).ok()?)?;
    usize::try_from(count(digits.trim_end())?.checked_mul(factor)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Bound, bytes, number, seconds};
    use std::time::Duration;

    #[test]
    fn limits_are_read() {
        assert_eq!(seconds("0.5"), Ok(Bound(Some(Duration::from_millis(500)))));
        assert_eq!(number("1_000"), Ok(Bound(Some(1000))));
        assert_eq!(bytes("512M"), Ok(Bound(Some(512 << 20))));
        assert_eq!(bytes("4 GiB"), Ok(Bound(Some(4 << 30))));
        assert_eq!(bytes("100"), Ok(Bound(Some(100))));
        assert_eq!((bytes("off"), number("off")), (Ok(Bound(None)), Ok(Bound(None))));
        for wrong in ["", "0", "-1", "x", "1e400", "99999999999999999999", "nan", "G"] {
            assert!(number(wrong).is_err() && bytes(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", "0", "-1", "nan", "1e400", "inf"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
        assert!(bytes("99999999T").is_err(), "more than there can be");
    }
}
