//! Words that are meant as numbers and are none.

use super::check::fault;
use super::id;
use crate::diagnostic::Diagnostic;

/// Signs that people write in front of a number.
const SIGNS: [char; 13] = ['~', '+', '-', '.', '>', '<', '≈', '±', '$', '€', '£', '¥', '￥'];
/// Letters behind a number that stand for a power of ten, or of ten thousand.
const MULTIPLES: [&str; 12] =
    ["k", "m", "bn", "b", "mn", "thousand", "million", "billion", "万", "萬", "億", "亿"];

/// Whether a word is meant as a number: a digit is its first character, but for signs.
pub(super) fn is_meant(word: &str) -> bool {
    word.trim_start_matches(SIGNS).starts_with(|c: char| c.is_numeric())
}

/// Why a word that is meant as a number is none.
pub(super) fn numeral_fault(word: &str) -> Diagnostic {
    let unsigned = word.trim_start_matches(SIGNS);
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '_');
    let (digits, rest) = unsigned.split_at(end.unwrap_or(unsigned.len()));
    let finding = fault(format!("`{word}` is no number"));
    let is_number = id::number(digits).is_some();
    match rest {
        _ if word.contains(['$', '€', '£', '¥', '￥']) => {
            finding.help("a unit stands behind its number, as in `500 USD`")
        }
        "" if is_number && word.starts_with(['~', '≈', '±']) => {
            finding.help(format!("`~` stands behind a number: `{digits}~`"))
        }
        "" if digits.trim_end_matches('.') != digits || word.starts_with('.') => {
            finding.help("digits stand before and behind the point, as in `0.5`")
        }
        rest if is_number && MULTIPLES.contains(&rest.to_lowercase().as_str()) => {
            finding.help("write the number in full, as in `5_000_000 CNY`")
        }
        rest if is_number && rest.chars().all(|c| c.is_alphabetic() || c == '%') && rest != "e" => {
            finding.help(format!("a unit stands apart from its number, as in `{digits} {rest}`"))
        }
        _ => finding.help(
            "write digits, `_` to group them and `.` before a fraction, as in `1_500_000` or `1.5`",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_as_a_number_is_told_how_to_be_one() {
        for (word, mend) in [
            ("~5", "`5~`"),
            (".5", "as in `0.5`"),
            ("5.", "as in `0.5`"),
            ("¥500", "behind its number"),
            ("5k", "in full"),
            ("1億", "in full"),
            ("5CNY", "`5 CNY`"),
            ("5%", "`5 %`"),
            ("5e6", "write digits"),
            ("0x5", "write digits"),
            ("5-6", "write digits"),
        ] {
            assert!(is_meant(word), "{word}");
            let help = numeral_fault(word).help.unwrap_or_default();
            assert!(help.contains(mend), "{word}: {help}");
        }
        assert!(!is_meant("a5") && !is_meant("nec"));
    }
}
