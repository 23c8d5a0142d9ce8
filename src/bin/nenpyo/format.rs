//! `nenpyo format FILE…`

use crate::failure::{Done, Failure};
use crate::output;
use crate::save::save;
use nenpyo::store::canonical_file;
use std::path::PathBuf;

/// Rewrites each file in canonical form, or with `check` names those that are not.
pub fn run(files: &[PathBuf], check: bool) -> Result<Done, Failure> {
    let mut different = false;
    for path in files {
        let file = canonical_file(path)?;
        if file.is_canonical() {
            continue;
        }
        different = true;
        match check {
            true => output::print(&format!("{}\n", path.display()))?,
            false => save(path, &file.canonical)?,
        }
    }
    if check && different { Err(Failure::Said) } else { Ok(()) }
}
