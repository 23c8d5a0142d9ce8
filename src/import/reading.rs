//! The rows of a file, one after the other.

use super::cells::{Next, RowFault, Rows};
use super::error::ImportError;
use super::report::{BadRow, FileReport};
use super::run::{Options, Progress};
use std::collections::BTreeMap;
use std::path::Path;

/// How many rows are read between two reports of progress.
const STEP: u64 = 1 << 14;

/// How a file is read.
pub(super) struct Reading<'a> {
    pub(super) path: &'a Path,
    pub(super) kind: &'static str,
    pub(super) options: &'a Options,
    pub(super) progress: &'a mut dyn FnMut(Progress<'_>),
}

/// What was read from a file.
#[derive(Debug)]
pub(super) struct Read<T> {
    pub(super) table: T,
    pub(super) report: FileReport,
    /// The first bad rows.
    pub(super) bad_rows: Vec<BadRow>,
}

/// What takes rows over.
pub(super) trait Keep<R> {
    /// Takes a row over, or says why not.
    fn row(&mut self, row: &R) -> Result<(), RowFault>;

    /// Takes the first rows of a block over, column by column, and says how many; `None` where columns do not fit. The row
    /// behind them, if there is one, needs a closer look.
    fn block(&mut self, rows: &R, count: usize) -> Option<usize>;
}

impl Reading<'_> {
    /// Gives each row to `keep`, and reports those that it or the reader refuses.
    pub(super) fn each_row<R: Rows>(
        self,
        rows: &mut R,
        keep: &mut impl Keep<R>,
    ) -> Result<Read<()>, ImportError> {
        let Reading { path, kind, options, progress } = self;
        let report = FileReport {
            file: path.display().to_string(),
            kind,
            rows: 0,
            kept: 0,
            bad: BTreeMap::new(),
            columns: Vec::new(),
            notes: Vec::new(),
        };
        let mut read = Read { table: (), report, bad_rows: Vec::new() };
        let total = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        loop {
            let ahead = rows.block()?;
            if ahead > 0 {
                let taken = keep.block(rows, ahead).unwrap_or(0);
                rows.pass(taken);
                read.report.rows += taken as u64;
                read.report.kept += taken as u64;
                progress(Progress { file: path, bytes: rows.bytes(), total });
                if taken == ahead {
                    continue;
                }
            }
            let kept = match rows.next()? {
                Next::End => break,
                Next::Bad(fault) => Err(fault),
                Next::Row => keep.row(rows),
            };
            read.report.rows += 1;
            match kept {
                Ok(()) => read.report.kept += 1,
                Err(fault) => read.refuse(rows.line(), fault, options)?,
            }
            if read.report.rows.is_multiple_of(STEP) {
                progress(Progress { file: path, bytes: rows.bytes(), total });
            }
        }
        Ok(read)
    }
}

impl Read<()> {
    fn refuse(&mut self, line: u64, fault: RowFault, options: &Options) -> Result<(), ImportError> {
        let RowFault { fault, reason } = fault;
        *self.report.bad.entry(fault).or_default() += 1;
        if options.strict || self.bad_rows.len() < options.shown {
            let row = BadRow { file: self.report.file.clone(), line, fault, reason };
            if options.strict {
                return Err(ImportError::bad_row(&row));
            }
            self.bad_rows.push(row);
        }
        Ok(())
    }

    /// The same with a table.
    pub(super) fn with<T>(self, table: T) -> Read<T> {
        let Read { report, bad_rows, .. } = self;
        Read { table, report, bad_rows }
    }
}
