//! Where a line of text may end, in the manner of UAX #14 for Latin text and of the kinsoku rules (JIS X 4051) for
//! Japanese and Chinese, and where it best does: text in these has no spaces, so the kinds of letters stand in for words.

use unicode_width::UnicodeWidthChar;

/// How well a line may end at a place; the greatest is best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Not at all, unless there is no other place.
    Never,
    /// Within a word.
    Inside,
    /// Perhaps between words: most words in Chinese characters have two of them.
    Likely,
    /// Between words.
    Between,
    /// At a space, or where the text itself says so.
    Space,
}

/// What a character is for the breaking of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    /// A place to break at that is not shown (U+200B).
    Open,
    /// It stands on or joins the one before it.
    Mark,
    Han,
    Hiragana,
    Katakana,
    Digit,
    /// Letters of words with spaces between them, and signs as narrow as these.
    Letter,
    /// Hangul, emoji and what else is wide.
    Wide,
    /// It does not end a line.
    Opens,
    /// It does not begin a line.
    Closes,
}

/// How well a line may end before each of these characters.
pub(super) fn breaks(chars: &[char]) -> Vec<Break> {
    let mut found = vec![Break::Never; chars.len()];
    let kinds: Vec<Kind> = chars.iter().map(|c| kind(*c)).collect();
    for (at, pair) in kinds.windows(2).enumerate() {
        if let ([before, after], [_, c]) = (pair, chars.get(at..at + 2).unwrap_or_default())
            && let Some(found) = found.get_mut(at + 1)
        {
            *found = between(*before, *after, (chars.get(at).copied(), *c));
        }
    }
    han_words(chars, &kinds, &mut found);
    found
}

/// Between two characters beside one another.
fn between(before: Kind, after: Kind, (last, next): (Option<char>, char)) -> Break {
    use Kind::{Closes, Digit, Han, Hiragana, Katakana, Letter, Mark, Open, Opens, Space, Wide};
    let narrow = |c: Option<char>| c.is_some_and(|c| c.width() != Some(2));
    match (before, after) {
        // Behind a space it begins the ending of a file, or a command.
        (Space, Closes) if next == '.' => Break::Space,
        (_, Space | Open | Mark | Closes) | (Opens, _) => Break::Never,
        (Space | Open, _) => Break::Space,
        (Letter | Digit, Letter | Digit) => Break::Never,
        // In Latin text brackets and commas break only at spaces.
        (Letter | Digit, Opens) if narrow(Some(next)) => Break::Never,
        (Closes, Letter | Digit | Opens) if narrow(last) => Break::Never,
        (Katakana, Katakana) => Break::Never,
        // Figures stay with what they count, and with what makes ordinals of them.
        (Digit, Han | Hiragana | Katakana) => Break::Inside,
        (Han, Digit) if last == Some('第') => Break::Never,
        // What is written in hiragana behind a word mostly belongs to it.
        (Han | Hiragana | Katakana | Letter, Hiragana) | (Han, Han) => Break::Inside,
        (Wide, Wide) | (Mark, _) => Break::Inside,
        _ => Break::Between,
    }
}

/// Words of Chinese characters that names end in and that are not broken.
const ENDINGS: [&str; 14] = [
    "有限公司",
    "有限责任公司",
    "有限責任公司",
    "集団公司",
    "集团公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "委員会",
    "委员会",
    "研究所",
    "研究院",
    "事務所",
    "事务所",
];

/// Marks the likely ends of words in each run of Chinese characters: two by two, and before what names end in.
fn han_words(chars: &[char], kinds: &[Kind], found: &mut [Break]) {
    let mut start = 0;
    while start < kinds.len() {
        let rest = kinds.get(start..).unwrap_or_default();
        let run = rest.iter().take_while(|kind| **kind == Kind::Han).count();
        // What is counted stands behind figures: 19回, 10社.
        let counted = start.checked_sub(1).and_then(|at| kinds.get(at)) == Some(&Kind::Digit);
        let word = chars.get(start..start + run).unwrap_or_default();
        for (at, rank) in words(word, counted) {
            if let Some(found) = found.get_mut(start + at) {
                *found = rank;
            }
        }
        start += run.max(1);
    }
}

/// Where a run of Chinese characters may be broken, and how well. Neither its first nor its last character is alone.
fn words(run: &[char], counted: bool) -> Vec<(usize, Break)> {
    let ending = |end: &&&str| run.ends_with(&end.chars().collect::<Vec<_>>());
    let ending = ENDINGS.iter().find(ending).map_or(0, |end| end.chars().count());
    let head = run.len() - ending;
    let first = usize::from(counted);
    let pairs =
        (first..head).step_by(2).filter(|at| (2 - first..=head.saturating_sub(2)).contains(at));
    let pairs = pairs.map(|at| (at, Break::Likely));
    let before = (ending > 0 && head > 0).then_some((head, Break::Between));
    pairs.chain(before).collect()
}

fn kind(c: char) -> Kind {
    match c {
        ' ' | '\u{3000}' => Kind::Space,
        '\u{200b}' => Kind::Open,
        _ if "（「『【〔〈《｛［“‘([{".contains(c) => Kind::Opens,
        _ if "、。，．）」』】〕〉》｝］”’・！？：；‼⁇,.)]}!?:;…‥%％".contains(c) => {
            Kind::Closes
        }
        _ if c.width() == Some(0) => Kind::Mark,
        // Small letters, and the marks that lengthen or repeat the one before them.
        _ if "ぁぃぅぇぉっゃゅょゎゕゖゝゞ々〻".contains(c) => Kind::Closes,
        '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => {
            Kind::Katakana
        }
        '\u{3040}'..='\u{309f}' => Kind::Hiragana,
        '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}'
        | '〇' => Kind::Han,
        _ if c.is_numeric() => Kind::Digit,
        _ if c.width() == Some(2) => Kind::Wide,
        _ => Kind::Letter,
    }
}

/// Whether a line that has to end within a word may begin with it.
pub(super) fn begins(c: char) -> bool {
    let small = "ァィゥェォッャュョヮヵヶー".contains(c);
    !small && !matches!(kind(c), Kind::Mark | Kind::Closes)
}
