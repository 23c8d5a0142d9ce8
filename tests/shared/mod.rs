//! Data that lie beside the repository, in `../shared`, and what is skipped where they are not there. Each test uses some of it.

#![allow(dead_code)]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Prints past the test harness, which keeps what passing tests print.
pub fn say(text: &str) {
    let _ = std::io::stdout().write_all(format!("{text}\n").as_bytes());
}

/// Says, once, what is skipped and why.
pub fn skipped(why: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    if SAID.lock().is_ok_and(|mut said| said.insert(why.to_owned())) {
        say(&format!("skipped: {why}"));
    }
}

/// A folder of `../shared`; where it is not there, that is said.
pub fn folder(name: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared", "../../shared"].map(|place| here.join(place).join(name));
    let found = places.into_iter().find(|place| place.is_dir());
    if found.is_none() {
        skipped(&format!("there is no folder ../shared/{name}"));
    }
    found
}

/// The folder of the openCypher TCK's features: `$NENPYO_TCK`, else `../shared/tck/features`.
pub fn tck() -> Option<PathBuf> {
    let Some(named) = std::env::var_os("NENPYO_TCK").map(PathBuf::from) else {
        return folder("tck/features");
    };
    if !named.is_dir() {
        skipped(&format!("NENPYO_TCK={} is no folder", named.display()));
        return None;
    }
    Some(named)
}
