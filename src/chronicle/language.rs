//! Language codes.

/// The two-letter codes of ISO 639-1.
const TWO_LETTERS: &str = " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu \
ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne \
ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su \
sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/// The language of labels that have none.
pub(super) const UNDETERMINED: &str = "und";

/// Whether `code` is a language code: two or three lower-case letters, then optional subtags (`zh-Hant`).
/// Two letters must be a language of ISO 639-1.
pub(super) fn is_language(code: &str) -> bool {
    let mut subtags = code.split('-');
    let primary = subtags.next().unwrap_or_default();
    let known = match primary.len() {
        2 => {
            primary.bytes().all(|b| b.is_ascii_lowercase())
                && TWO_LETTERS.contains(&format!(" {primary} "))
        }
        3 => primary.bytes().all(|b| b.is_ascii_lowercase()),
        _ => false,
    };
    known
        && subtags.all(|s| matches!(s.len(), 2..=8) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether `code` is a language by its two letters, so that it can be told from a word.
pub(super) fn is_known_language(code: &str) -> bool {
    is_language(code) && (code.len() == 2 || code.as_bytes().get(2) == Some(&b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        assert!(["ja", "zh-Hant", "zh-Hans-CN", "yue", "und"].into_iter().all(is_language));
        assert!(
            !["", "x", "xx", "JA", "by", "ja-", "ja-x", "j4", "english"]
                .into_iter()
                .any(is_language)
        );
        assert!(is_known_language("zh-Hant") && !is_known_language("yue"));
    }
}
