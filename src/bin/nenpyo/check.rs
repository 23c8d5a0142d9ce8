//! `nenpyo check FILE…`

use crate::failure::{Done, Failure};
use nenpyo::Store;
use nenpyo::store::{base_vocabulary, read_files};
use std::path::PathBuf;

/// Reads the files as one chronicle and makes the graph of it.
pub fn run(files: &[PathBuf]) -> Result<Done, Failure> {
    Store::from_dataset(read_files(files, &base_vocabulary()?)?)?;
    Ok(())
}
