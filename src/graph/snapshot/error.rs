//! What can go wrong with a snapshot.

use std::io;
use std::path::PathBuf;

/// Why a snapshot could not be written or opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The system could not read or write the file.
    #[error("cannot {action} `{}`: {error}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// The system could not read on.
    #[error("cannot read section `{section}` of the snapshot: {error}")]
    Read {
        /// The section.
        section: String,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// A file of another kind.
    #[error(
        "this is not a nenpyo snapshot: a snapshot begins with the bytes 89 4E 45 4E 50 59 4F 0A (‰NENPYO)"
    )]
    Foreign,
    /// A snapshot of another version of the format.
    #[error(
        "this snapshot has format version {found}, and this nenpyo reads version {known}: \
         make it again from its sources (`nenpyo import`, `nenpyo save`), or open it with the nenpyo that wrote it"
    )]
    Version {
        /// The version of the file.
        found: u32,
        /// The version that is known.
        known: u32,
    },
    /// A file that ends too early.
    #[error(
        "the snapshot is cut off in section `{section}`: copy it again, or make it again from its sources"
    )]
    Truncated {
        /// The section.
        section: String,
    },
    /// Bytes that are not those that were written.
    #[error(
        "section `{section}` of the snapshot is damaged, its checksum is wrong: copy the file again, or make it again \
         from its sources"
    )]
    Damaged {
        /// The section.
        section: String,
    },
    /// Content that no nenpyo writes.
    #[error(
        "section `{section}` of the snapshot is wrong: {reason}; make the snapshot again from its sources"
    )]
    Inconsistent {
        /// The section.
        section: String,
        /// What is wrong.
        reason: String,
    },
    /// A value that a snapshot cannot hold.
    #[error("the property `{key}` cannot be saved: {reason}")]
    Unwritable {
        /// The property.
        key: String,
        /// Why not.
        reason: String,
    },
}

/// What is wrong with a content; the section is added where it is known.
pub(super) type Reason = String;

/// The error of a section.
pub(super) fn inconsistent(section: &str, reason: impl Into<Reason>) -> SnapshotError {
    SnapshotError::Inconsistent { section: section.to_owned(), reason: reason.into() }
}

pub(super) fn truncated(section: &str) -> SnapshotError {
    SnapshotError::Truncated { section: section.to_owned() }
}

pub(super) fn damaged(section: &str) -> SnapshotError {
    SnapshotError::Damaged { section: section.to_owned() }
}
