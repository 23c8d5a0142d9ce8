//! Files that hold something else than what is read: found out from their first bytes.

use super::error::ImportError;
pub(super) use crate::chronicle::encoding::encoding;
use crate::chronicle::encoding::packed;
use std::path::Path;

/// Refuses what is no text: packed files, and UTF-16. Whether a text is UTF-8 is looked at row by row.
///
/// # Errors
/// What the file seems to be, and how to mend it.
pub(super) fn refuse(path: &Path, sample: &[u8]) -> Result<(), ImportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let wrong = |message: &str, help: String| Err(ImportError::in_file(path, message).help(help));
    if let Some((message, help)) = packed(sample, &name) {
        return wrong(message, help);
    }
    match sample {
        [0x89, b'N', b'E', b'N', b'P', b'Y', b'O', ..] => {
            let help = format!("ask it: `nenpyo ask --data {name} QUESTION`");
            wrong("it is a snapshot, which an import has written", help)
        }
        [b'P', b'A', b'R', b'1', ..] => {
            wrong("it is a Parquet file", "name it .parquet".to_owned())
        }
        _ if sample.contains(&0) => {
            wrong("it is no text: it holds bytes of 0", "save it as text in UTF-8".into())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_named() {
        let error = |bytes: &[u8]| refuse(Path::new("a.csv"), bytes).err().map(|e| e.message);
        assert_eq!(error(b"id,name\n"), None);
        assert_eq!(error(b"\x1f\x8b\x08").as_deref(), Some("it is packed by gzip"));
        let wide: Vec<u8> = "id,name\n1,x\n".bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(error(&wide).as_deref(), Some("it seems to be written in UTF-16"));
    }
}
