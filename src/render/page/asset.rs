//! The scripts and style sheets of a page, with the hashes by which its policy lets them run.

/// A text that a page carries.
pub(super) struct Asset {
    pub(super) text: &'static str,
    /// Its SHA-256 as a policy writes it.
    pub(super) hash: &'static str,
}

/// @panzoom/panzoom, see `panzoom/README.md`.
pub(super) const PANZOOM: Asset = Asset {
    text: include_str!("panzoom/panzoom.min.js"),
    hash: "sha256-PONU73tJPvtipNSsqvhvotYCfrYphXpOFEBB3hoRLB4=",
};

/// What links the three views.
pub(super) const PAGE_SCRIPT: Asset = Asset {
    text: include_str!("page.js"),
    hash: "sha256-hT4NrVtjtuSUc+qSmFCvzsvk5rw6KKqB59Oqy2F/TGU=",
};

pub(super) const PAGE_STYLE: Asset = Asset {
    text: include_str!("page.css"),
    hash: "sha256-EddcV813NgKTWRQ6k2byCppsbC9lTPl9qirx6xhcGz4=",
};

pub(super) const PICTURE_STYLE: Asset = Asset {
    text: super::super::picture::STYLE,
    hash: "sha256-aAkEAdwCPvggF1jTj/Eh9uFhCUku528hQBJSA3aSYng=",
};

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digit = |bits: u32| char::from(DIGITS[(bits & 63) as usize]);
        let group = |group: &[u8]| {
            let bits =
                (0..3).fold(0, |bits, at| bits << 8 | u32::from(*group.get(at).unwrap_or(&0)));
            let digits = [bits >> 18, bits >> 12, bits >> 6, bits].map(digit);
            digits
                .into_iter()
                .take(group.len() + 1)
                .chain(std::iter::repeat_n('=', 3 - group.len()))
        };
        bytes.chunks(3).flat_map(group).collect()
    }

    #[test]
    fn the_policy_knows_each_text() {
        for asset in [PANZOOM, PAGE_SCRIPT, PAGE_STYLE, PICTURE_STYLE] {
            let hash = format!("sha256-{}", base64(&Sha256::digest(asset.text)));
            let start: String = asset.text.chars().take(60).collect();
            assert_eq!(asset.hash, hash, "the hash of the text that begins with {start}");
            assert!(!asset.text.contains("</"), "nothing ends the element that holds it");
            assert!(!asset.text.contains('\r'));
        }
    }
}
