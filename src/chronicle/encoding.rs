//! In what a text is written that is no UTF-8, and what else than text a file is.

/// What a file holds that is no text, by its first bytes: what it is, and a command that mends it.
pub(crate) fn packed(sample: &[u8], name: &str) -> Option<(&'static str, String)> {
    let iconv = |from: &str| format!("convert it: `iconv -f {from} -t UTF-8 {name} > utf8-{name}`");
    Some(match sample {
        [0x1f, 0x8b, ..] => ("it is packed by gzip", format!("unpack it: `gunzip -k {name}`")),
        [b'P', b'K', 3, 4, ..] => (
            "it is a zip archive, as those of Excel are",
            "unpack it, or save it as text in UTF-8, a table as CSV".to_owned(),
        ),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            ("it is packed by zstd", format!("unpack it: `unzstd {name}`"))
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => ("it is written in UTF-16", iconv("UTF-16")),
        _ => ("it seems to be written in UTF-16", iconv(wide(sample)?)),
    })
}

/// The order of bytes of a text in UTF-16 without a mark: nearly every second byte is 0.
pub(crate) fn wide(sample: &[u8]) -> Option<&'static str> {
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match sample.len() / 2 {
        0 => None,
        half if odd * 2 > half && even * 20 < half => Some("UTF-16LE"),
        half if even * 2 > half && odd * 20 < half => Some("UTF-16BE"),
        _ => None,
    }
}

/// What bytes that are no UTF-8 seem to be written in, by the pairs that they make, for a message.
pub(crate) fn encoding(bytes: &[u8]) -> &'static str {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let (mut euc, mut shift_jis, mut gbk, mut alone) = (true, true, true, high * 3 <= bytes.len());
    let mut at = 0;
    while let Some(first) = bytes.get(at).copied() {
        let second = bytes.get(at + 1).copied().unwrap_or(0);
        if first < 0x80 {
            at += 1;
            continue;
        }
        let next_is_high = second >= 0x80;
        alone &= !next_is_high;
        euc &= (0xa1..=0xfe).contains(&first) && (0xa1..=0xfe).contains(&second);
        gbk &= (0x81..=0xfe).contains(&first) && (0x40..=0xfe).contains(&second);
        let kana = (0xa1..=0xdf).contains(&first);
        let lead = (0x81..=0x9f).contains(&first) || (0xe0..=0xfc).contains(&first);
        shift_jis &= kana || (lead && (0x40..=0xfc).contains(&second));
        at += if kana && !euc { 1 } else { 2 };
    }
    match () {
        () if alone => "WINDOWS-1252",
        () if euc => "GB18030` or `EUC-JP",
        () if shift_jis => "SHIFT_JIS",
        () if gbk => "GB18030",
        () => "WINDOWS-1252",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_guessed_from_pairs() {
        assert_eq!(encoding(b"\x91\xe5\x98\x41\x8e\x73"), "SHIFT_JIS");
        assert_eq!(encoding(b"\xb4\xf3\xc1\xac"), "GB18030` or `EUC-JP");
        assert_eq!(encoding(b"caf\xe9, M\xfcnchen"), "WINDOWS-1252");
        assert_eq!(encoding(b"\x83\x52\x81\x5b"), "SHIFT_JIS");
    }
}
