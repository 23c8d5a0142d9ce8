//! Words of SQL and of other graph languages, and what is written here in their place.

use super::Place;
use crate::diagnostic::Span;
use crate::syntax::StaticError;
use crate::syntax::pattern::scan::{Token, TokenKind};

/// A word of another language.
struct Foreign {
    word: &'static str,
    /// What is wrong with it; where empty, that this language only reads.
    message: &'static str,
    help: &'static str,
}

const fn row(word: &'static str, message: &'static str, help: &'static str) -> Foreign {
    Foreign { word, message, help }
}

const fn write(word: &'static str) -> Foreign {
    row(word, "", "change the data where it is kept, then load it again")
}

const JOIN: &str =
    "things are joined by a pattern, as in `MATCH (a:Award)-[:RECIPIENT]->(c:Company)`";
const RANGE: &str =
    "write both bounds, as in `1 <= x AND x <= 2`; for dates, `within(e.date, edtf('2017'))`";
const MATCHES: &str = "write `CONTAINS 'x'`, `STARTS WITH 'x'`, `ENDS WITH 'x'`, or `=~ 'x.*'` for a regular expression";

/// The words, in groups of what they are for.
const FOREIGN: &[Foreign] = &[
    write("create"),
    write("merge"),
    write("set"),
    write("delete"),
    write("detach"),
    write("remove"),
    write("insert"),
    write("update"),
    write("drop"),
    write("foreach"),
    row("call", "procedures can't be called", "use `EXISTS { … }` or `COUNT { … }` for a subquery"),
    row("yield", "procedures can't be called", "what a row has is named by `WITH … AS name`"),
    row("load", "a query can't open files or other graphs", "load the data first, then ask"),
    row("use", "a query can't open files or other graphs", "load the data first, then ask"),
    row("explain", "a query is explained by the command `explain`", "remove this word"),
    row("profile", "a query is explained by the command `explain`", "remove this word"),
    row("start", "there is no `START`", "begin with `MATCH`"),
    row("filter", "there is no `FILTER`", "write `WITH * WHERE …`"),
    row("let", "there is no `LET`", "write `WITH *, … AS name`"),
    row("for", "there is no `FOR`", "write `UNWIND list AS x`"),
    row(
        "select",
        "there is no `SELECT`",
        "begin with `MATCH`, and end with what is wanted, as in `MATCH (c:Company) RETURN c.name`",
    ),
    row(
        "from",
        "there is no `FROM`",
        "`MATCH` says what is asked, as in `MATCH (c:Company) RETURN c.name`",
    ),
    row("join", "there is no `JOIN`", JOIN),
    row("inner", "there is no `JOIN`", JOIN),
    row("left", "there is no `JOIN`", "write `OPTIONAL MATCH` with a pattern"),
    row("outer", "there is no `JOIN`", "write `OPTIONAL MATCH` with a pattern"),
    row(
        "group",
        "there is no `GROUP BY`",
        "leave it out: `RETURN c.name, count(*)` counts for each `c.name`",
    ),
    row(
        "having",
        "there is no `HAVING`",
        "write `WITH c.name AS name, count(*) AS n WHERE n > 1 RETURN name, n`",
    ),
    row("like", "there is no `LIKE`", MATCHES),
    row("ilike", "there is no `ILIKE`", "write `toLower(x) CONTAINS 'text in small letters'`"),
    row("regexp", "there is no `REGEXP`", "write `=~ 'x.*'`; it takes the whole text"),
    row("rlike", "there is no `RLIKE`", "write `=~ 'x.*'`; it takes the whole text"),
    row("glob", "there is no `GLOB`", MATCHES),
    row("between", "there is no `BETWEEN`", RANGE),
    row("top", "there is no `TOP`", "write `ORDER BY x DESC LIMIT 5` at the end"),
    row("fetch", "there is no `FETCH`", "write `LIMIT 5` at the end"),
    row(
        "nulls",
        "there is no `NULLS FIRST` and no `NULLS LAST`",
        "nulls come last, and first with `DESC`; else write `ORDER BY x IS NULL, x DESC`",
    ),
    row(
        "over",
        "there are no window functions",
        "group in a `WITH`, then match again, as in `WITH c, count(*) AS n MATCH (c)--(e) RETURN c, e, n`",
    ),
];

fn named(word: &str) -> Option<&'static Foreign> {
    FOREIGN.iter().find(|foreign| word.eq_ignore_ascii_case(foreign.word))
}

/// Whether a word is a keyword of another language.
pub(super) fn is_foreign(word: &str) -> bool {
    named(word).is_some()
}

impl Place<'_> {
    /// What another language means by a word, or by a `SELECT` before it, which was read as a name.
    pub(super) fn foreign(&self, token: Token, found: &str) -> Option<StaticError> {
        let negated = found.eq_ignore_ascii_case("not");
        if let Some(foreign) = named(if negated { self.token_after(1) } else { found }) {
            return Some(self.refuse_foreign(token, foreign, negated));
        }
        let before = self.index.checked_sub(1).and_then(|index| self.tokens.get(index))?;
        let foreign = named(self.slice(*before)).filter(|before| before.word == "select")?;
        Some(self.refuse_foreign(*before, foreign, false))
    }

    fn refuse_foreign(&self, token: Token, foreign: &Foreign, negated: bool) -> StaticError {
        let message = match foreign.message {
            "" => format!("`{}`: this language only reads", foreign.word.to_uppercase()),
            message => message.to_owned(),
        };
        let help = match negated {
            true => "write `NOT` before the whole condition, as in `NOT x CONTAINS 'a'`",
            false => foreign.help,
        };
        let error = |span| StaticError::new("ReadOnly", span, &*message).help(help);
        match self.text_test(foreign.word).filter(|_| !negated) {
            Some((end, test)) => error(Span::new(token.span.start, end)).candidates(vec![test]),
            None => error(token.span),
        }
    }

    /// The test behind `LIKE` as it is written here, and where it ends.
    fn text_test(&self, word: &str) -> Option<(usize, String)> {
        let text = self.tokens.get(self.index + 1)?;
        let tests = word == "like" && text.kind == TokenKind::Text;
        tests.then(|| like(self.slice(*text))).flatten().map(|test| (text.span.end, test))
    }
}

/// The test that `LIKE` with a text in quotation marks makes, as this language writes it; `None` where only a regular
/// expression would do.
pub(crate) fn like(quoted: &str) -> Option<String> {
    let (quote, rest) = (quoted.get(..1)?, quoted.get(1..)?);
    let pattern = rest.strip_suffix(quote)?;
    let test = match (pattern.strip_prefix('%'), pattern.strip_suffix('%')) {
        (Some(rest), Some(_)) => {
            format!("CONTAINS {quote}{}{quote}", rest.strip_suffix('%').unwrap_or(rest))
        }
        (Some(end), None) => format!("ENDS WITH {quote}{end}{quote}"),
        (None, Some(start)) => format!("STARTS WITH {quote}{start}{quote}"),
        (None, None) => format!("= {quoted}"),
    };
    (!test.contains(['%', '_', '\\'])).then_some(test)
}
