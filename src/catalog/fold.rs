//! How a word or a name is normalised before it is looked up.

use icu_casemap::CaseMapper;
use unicode_normalization::UnicodeNormalization;

/// The form under which a word or a name is looked up: NFKC (width, compatibility forms), Unicode case folding,
/// invisible characters left out, whitespace collapsed and trimmed.
///
/// The order is that of `NFKC_Casefold` (Unicode Standard, section 3.13): normalise, fold, normalise.
///
/// ```
/// use nenpyo::catalog::fold;
/// assert_eq!(fold("  ＮＥＣ\t Corporation "), "nec corporation");
/// assert_eq!(fold("Straße"), "strasse");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return collapse(&text.to_ascii_lowercase());
    }
    let kept: String = text.nfkc().filter(|c| !is_ignorable(*c)).collect();
    let folded = CaseMapper::new().fold_string(&kept).into_owned();
    collapse(&folded.nfkc().collect::<String>())
}

/// One space between words, none at the ends.
fn collapse(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut result = String::from(words.next().unwrap_or_default());
    for word in words {
        result.push(' ');
        result.push_str(word);
    }
    result
}

/// Characters that show nothing: the property `Default_Ignorable_Code_Point`.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn width_case_and_space_are_no_difference() {
        assert_eq!(fold("ﾀﾞｲﾚﾝ"), fold("ダイレン"));
        assert_eq!(fold("大連　高新区"), "大連 高新区");
        assert_eq!(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
        assert_eq!(fold("e\u{301}"), fold("É"));
        assert_eq!(fold("a\u{200b}b"), "ab");
        assert_ne!(fold("大连"), fold("大連"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
