//! The words and numerals of dates.

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const SEASONS: [(&[&str], u8); 4] = [
    (&["spring", "春"], 21),
    (&["summer", "夏"], 22),
    (&["autumn", "fall", "秋"], 23),
    (&["winter", "冬"], 24),
];

const QUARTERS: [&[&str]; 4] = [
    &["1", "first", "1st"],
    &["2", "second", "2nd"],
    &["3", "third", "3rd"],
    &["4", "fourth", "4th"],
];

/// The month of an English name or its first three letters.
pub(super) fn month(text: &str) -> Option<u8> {
    let start = text.get(..3)?.to_ascii_lowercase();
    (1..).zip(MONTHS).find(|(_, name)| *name == start).map(|(month, _)| month)
}

/// The EDTF code of a season.
pub(super) fn season(text: &str) -> Option<u8> {
    let lower = text.to_lowercase();
    let named = |names: &[&str]| names.iter().any(|name| lower.contains(name));
    SEASONS.iter().find(|(names, _)| named(names)).map(|(_, code)| *code)
}

/// The number of a quarter.
pub(super) fn quarter(text: &str) -> Option<u8> {
    let lower = text.to_lowercase();
    (1..)
        .zip(QUARTERS)
        .find(|(_, names)| names.contains(&lower.as_str()))
        .map(|(quarter, _)| quarter)
}

/// A number in digits or kanji: `29`, `二十九`, `二〇一七`, `元` (1).
pub(super) fn number(text: &str) -> Option<i64> {
    if text == "元" {
        return Some(1);
    }
    if text.starts_with(|char: char| char.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digits: Vec<i64> = text.chars().map(kanji).collect::<Option<_>>()?;
    if digits.iter().all(|digit| *digit < 10) {
        let join = |number: i64, digit: &i64| number.checked_mul(10)?.checked_add(*digit);
        return digits.iter().try_fold(0, join);
    }
    with_units(&digits)
}

fn kanji(char: char) -> Option<i64> {
    let digit = "〇一二三四五六七八九".chars().position(|digit| digit == char);
    match (char, digit) {
        ('零', _) => Some(0),
        ('十', _) => Some(10),
        ('百', _) => Some(100),
        ('千', _) => Some(1000),
        (_, digit) => i64::try_from(digit?).ok(),
    }
}

/// 千百十: each unit once, the large ones first, with at most one digit before it.
fn with_units(digits: &[i64]) -> Option<i64> {
    let (mut sum, mut digit, mut below) = (0, None, i64::MAX);
    for &value in digits {
        if value < 10 {
            if digit.replace(value).is_some_and(|before| before != 0) {
                return None;
            }
        } else if value < below {
            sum += digit.take().unwrap_or(1) * value;
            below = value;
        } else {
            return None;
        }
    }
    Some(sum + digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        let cases = [
            ("29", 29),
            ("二十九", 29),
            ("十", 10),
            ("百二", 102),
            ("千九百八十五", 1985),
            ("二〇一七", 2017),
            ("元", 1),
            ("千九百零五", 1905),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        assert_eq!((number("十十"), number("十百"), number("二三十")), (None, None, None));
        assert_eq!(
            (month("Sept."), month("mar"), season("Fall"), quarter("3rd")),
            (Some(9), Some(3), Some(23), Some(3))
        );
    }
}
