//! Did you mean …?

use super::fold;

/// Longest word, in characters, for which near ones are sought: distances cost the product of the lengths.
const LONGEST: usize = 80;

/// The `limit` words of `known` nearest to `word`, best first; none where nothing is near.
///
/// Near is: few edits for the length of the word (Damerau–Levenshtein, counted in characters, so it works for
/// Chinese and Japanese too), or a common beginning, or one contained in the other.
///
/// ```
/// use nenpyo::catalog::nearest;
/// assert_eq!(nearest("compnay", ["company", "country", "visit"].into_iter(), 3), ["company"]);
/// ```
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>, limit: usize) -> Vec<String> {
    let word = fold(word);
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return Vec::new();
    }
    let mut scored: Vec<(f64, &str)> =
        known.filter_map(|known| Some((score(&word, length, &fold(known))?, known))).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    if scored.first().is_some_and(|(best, _)| *best > 1.0) {
        scored.retain(|(score, _)| *score > 1.0);
    }
    scored.into_iter().take(limit).map(|(_, known)| known.to_owned()).collect()
}

/// How near two folded words are, from 0 to 2; `None` where they are not.
fn score(word: &str, length: usize, known: &str) -> Option<f64> {
    let other = known.chars().count();
    if other == 0 || other > LONGEST {
        return None;
    }
    let (short, long) = (length.min(other), length.max(other));
    let allowed = (long / 3).max(usize::from(long > 1));
    let similar = strsim::jaro_winkler(word, known);
    if long - short <= allowed {
        let edits = strsim::damerau_levenshtein(word, known);
        // A short word with every letter changed is no misspelling of anything.
        if edits <= allowed && edits < short.max(2) && (edits < 2 || similar > 0.6) {
            let common = common_prefix(word, known).min(4);
            return Some(2.0 - edits as f64 / long as f64 + 0.02 * common as f64);
        }
    }
    let telling = if word.is_ascii() { 4 } else { 2 };
    let contained = short >= telling && (known.contains(word) || word.contains(known));
    (contained || similar > 0.9).then(|| similar.min(0.99))
}

/// How many characters the two begin with in common.
fn common_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn near(word: &str, known: &[&str]) -> Vec<String> {
        nearest(word, known.iter().copied(), 3)
    }

    #[test]
    fn misspellings_are_found() {
        let words = ["award", "company", "companies", "visit", "country", "in", "to", "university"];
        assert_eq!(near("awrad", &words), ["award"]);
        assert_eq!(near("Compnay", &words), ["company"]);
        assert_eq!(near("univeristy", &words), ["university"]);
        assert_eq!(near("compan", &words), ["company", "companies"]);
    }

    #[test]
    fn chinese_and_japanese_are_counted_in_characters() {
        let names = ["大連博涛文化科技股份有限公司", "博涛", "華信計算機"];
        assert_eq!(near("博濤", &names), ["博涛"]);
        assert_eq!(near("華信計算器", &names), ["華信計算機"]);
        assert_eq!(near("博涛文化", &names), ["博涛", "大連博涛文化科技股份有限公司"]);
    }

    #[test]
    fn what_is_far_is_not_offered() {
        assert!(near("xyzzy", &["award", "to", "in"]).is_empty());
        assert!(near("qq", &["to", "in"]).is_empty());
        assert!(near("", &["to"]).is_empty());
        assert!(near(&"a".repeat(100_000), &["to"]).is_empty());
    }
}
