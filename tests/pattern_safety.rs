//! Any text is safe to read, bind and print on a small stack, in time linear in its length.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::bind::pattern::{Bound, bind};
use nenpyo::syntax::StaticError;
use nenpyo::syntax::pattern::{MAX_NESTING, parse};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;
use std::time::{Duration, Instant};

/// What takes longer than this in a debug build on a busy machine grows faster than the text, or hangs.
const HANGS: Duration = Duration::from_secs(20);

fn compile(text: &str) -> Result<Bound, StaticError> {
    bind(&parse(text)?, None)
}

/// Runs on 512 KiB of stack.
fn on_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(512 * 1024).spawn(run).unwrap().join().unwrap()
}

/// Compiles, prints, compiles what is printed, compares and drops.
fn round(text: String) -> Result<(), &'static str> {
    on_small_stack(move || {
        let bound = compile(&text).map_err(|error| error.code)?;
        let printed = bound.query.to_string();
        // A deep name of a column may be deep once more when it is printed; it is in backticks then.
        let again = compile(&printed).unwrap_or_else(|error| panic!("{printed}: {error:?}"));
        assert_eq!(bound.query.to_string(), again.query.to_string());
        assert_eq!(again.query.clone(), again.query);
        Ok(())
    })
}

/// Each is an opening, a middle and an end; the first two brackets count `cost` levels.
const NESTS: [(&str, &str, &str, usize); 20] = [
    ("(", "1", ")", 1),
    ("[", "1", "]", 1),
    ("{a: ", "1", "}", 1),
    ("[x IN ", "[]", " | x]", 1),
    ("[x IN [] | ", "1", "]", 1),
    ("size([", "1", "])", 2),
    ("CASE WHEN true THEN ", "1", " END", 1),
    ("({a: ", "1", "}).a", 2),
    ("NOT (", "true", ")", 1),
    ("1 + 2 * (", "1", ")", 1),
    ("EXISTS { MATCH (n) WHERE ", "true", " }", 1),
    ("EXISTS { MATCH (n) WITH n WHERE true AND ", "true", " RETURN n }", 1),
    ("COUNT { (n {a: ", "1", "}) }", 3),
    ("reduce(a = 0, x IN [] | ", "1", ")", 1),
    ("[1][", "0", "]", 1),
    ("[(a)-->(b) | ", "1", "]", 1),
    ("[(a {k: ", "1", "})-->(b) | 1]", 3),
    ("NOT EXISTS { (a WHERE ", "true", ")-->(b) }", 2),
    ("[{a: (1 + ", "1", ")}]", 3),
    ("all(x IN [] WHERE NOT ", "true", ")", 1),
];

#[test]
fn forty_levels_are_read_and_printed() {
    for (open, middle, close, cost) in NESTS {
        let levels = 40 / cost;
        let text = format!("RETURN {}{middle}{} AS x", open.repeat(levels), close.repeat(levels));
        assert_eq!(round(text), Ok(()), "{open}");
    }
}

#[test]
fn the_deepest_that_is_allowed_does_not_overflow() {
    for (open, middle, close, cost) in NESTS {
        for levels in [(MAX_NESTING - 2) / cost, MAX_NESTING / cost] {
            let text =
                format!("RETURN {}{middle}{} AS x", open.repeat(levels), close.repeat(levels));
            let result = round(text);
            assert!(matches!(result, Ok(()) | Err("NestingTooDeep")), "{open} {result:?}");
        }
    }
}

#[test]
fn deep_nesting_is_refused_at_once() {
    for open in ["(", "[", "{a: ", "f(", "CASE WHEN ", "EXISTS { ", "(a)-[", "[x IN "] {
        let text = format!("RETURN {}", open.repeat(100_000));
        let (error, time) = on_small_stack(move || {
            let start = Instant::now();
            (compile(&text).map(|_| ()).unwrap_err(), start.elapsed())
        });
        assert_eq!(error.code, "NestingTooDeep", "{open}");
        assert!(time < HANGS, "{open} {time:?}");
    }
}

/// Nested forms that the grammar can read in more than one way take no more than linear time.
#[test]
fn nesting_takes_linear_time() {
    for (open, middle, close, cost) in NESTS {
        for wrong in ["", " oops oops"] {
            let levels = 60 / cost;
            let text =
                format!("RETURN {}{middle}{wrong}{}", open.repeat(levels), close.repeat(levels));
            let start = Instant::now();
            let _ = compile(&text);
            assert!(start.elapsed() < HANGS, "{open}{wrong}");
        }
    }
    for unit in ["(a)-[{k: ", "(n WHERE ", "(n {k: ", "(a)--({k: ", "(a)<--({k: ", "[r {k: "] {
        let open = unit.repeat(30);
        let close: String = open
            .chars()
            .rev()
            .filter_map(|c| match c {
                '(' => Some(')'),
                '[' => Some(']'),
                '{' => Some('}'),
                _ => None,
            })
            .collect();
        let start = Instant::now();
        let _ = compile(&format!("RETURN {open} 1 {close}"));
        assert!(start.elapsed() < HANGS, "{unit}");
    }
}

#[test]
fn chains_are_read_or_refused() {
    let chains = [
        ("RETURN 1", "+1", "", Err("NestingTooDeep")),
        ("RETURN 'a'", "+'a'", "", Err("NestingTooDeep")),
        ("UNWIND [true] AS a RETURN a", " AND a", "", Ok(())),
        ("UNWIND [true] AS a RETURN a", " OR a", "", Ok(())),
        ("UNWIND [true] AS a RETURN a", " XOR a", "", Ok(())),
        ("UNWIND [1] AS a RETURN a", " < a", "", Ok(())),
        ("MATCH (a) RETURN a", ".a", "", Err("NestingTooDeep")),
        ("MATCH (a) RETURN a", "[0]", "", Err("NestingTooDeep")),
        ("MATCH (a) RETURN a", ":A", "", Ok(())),
        ("MATCH (a) RETURN a", " IS NULL", "", Err("NestingTooDeep")),
        ("RETURN ", "NOT ", "true", Err("NestingTooDeep")),
        ("RETURN ", "- ", "1", Err("NestingTooDeep")),
        ("RETURN [1", ", 1", "]", Ok(())),
        ("MATCH (a:", "!", "A) RETURN a", Ok(())),
        ("MATCH (a", ":A", ") RETURN a", Ok(())),
        ("MATCH (a)", "-->()", " RETURN a", Err("PatternTooLarge")),
        ("MATCH (a)", ", ()", " RETURN a", Err("PatternTooLarge")),
        ("MATCH (a) WHERE (a)", "-->()", " RETURN a", Err("PatternTooLarge")),
        ("MATCH (a)", " MATCH (a)", " RETURN a", Ok(())),
        ("RETURN 1 AS a", " UNION RETURN 1 AS a", "", Ok(())),
        ("MATCH (a)", " WITH a", " RETURN a", Ok(())),
    ];
    for (start, link, end, expected) in chains {
        let text = format!("{start}{}{end}", link.repeat(10_000));
        let text = if text.contains("RETURN a") && end.is_empty() { text + " AS z" } else { text };
        let result = on_small_stack(move || {
            let bound = compile(&text).map_err(|error| error.code)?;
            assert!(bound.query.to_string().len() > 10);
            Ok(())
        });
        assert_eq!(result, expected, "{start}{link}");
    }
}

#[test]
fn two_hundred_and_fifty_links_are_allowed() {
    let chains = [("1", " + 1", ""), ("a", ".a", ""), ("", "NOT ", "true"), ("'a'", " + 'b'", "")];
    for (start, link, end) in chains {
        let text = format!("MATCH (a) RETURN {start}{}{end} AS x", link.repeat(250));
        assert_eq!(round(text), Ok(()), "{link}");
    }
}

fn words() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "MATCH",
        "OPTIONAL MATCH",
        "WHERE",
        "WITH",
        "RETURN",
        "UNWIND",
        "AS",
        "UNION",
        "ORDER BY",
        "SKIP",
        "LIMIT",
        "DISTINCT",
        "a",
        "b",
        "r",
        "x",
        "n",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "-",
        "->",
        "<-",
        "--",
        "-->",
        ":",
        "A",
        "|",
        "&",
        "!",
        "%",
        "*",
        "1",
        "..",
        "2.5",
        "'t'",
        "$p",
        ",",
        ".",
        "=",
        "<>",
        "<",
        "+",
        "/",
        "^",
        "AND",
        "OR",
        "NOT",
        "XOR",
        "IN",
        "IS NULL",
        "STARTS WITH",
        "=~",
        "CASE",
        "WHEN",
        "THEN",
        "ELSE",
        "END",
        "EXISTS",
        "COUNT",
        "count",
        "all",
        "reduce",
        "null",
        "true",
        "`q`",
        "size",
        ";",
        "(a)-[r]->(b)",
        "RETURN a",
        "MATCH (a)",
        "[x IN",
    ];
    prop::collection::vec(prop::sample::select(WORDS), 1..25).prop_map(|words| words.join(" "))
}

/// Expressions over the node `n`, the map `m`, the list `l` and the number `i`, as texts.
fn expression() -> impl Strategy<Value = String> {
    const LEAVES: &[&str] = &[
        "1", "-2", "2.5", "'t\\'x'", "null", "true", "$p", "n", "m", "l", "i", "n.a", "m.`b c`",
        "l[0]", "n:A",
    ];
    let leaf = prop::sample::select(LEAVES).prop_map(str::to_owned);
    const BINARY: &[&str] = &[
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "=",
        "<>",
        "<",
        ">=",
        "AND",
        "OR",
        "XOR",
        "IN",
        "STARTS WITH",
        "CONTAINS",
        "=~",
    ];
    leaf.prop_recursive(6, 40, 3, move |inner| {
        let two = (inner.clone(), prop::sample::select(BINARY), inner.clone());
        prop_oneof![
            two.prop_map(|(a, op, b)| format!("{a} {op} {b}")),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.clone().prop_map(|a| format!("NOT {a}")),
            inner.clone().prop_map(|a| format!("-({a})")),
            inner.clone().prop_map(|a| format!("{a} IS NOT NULL")),
            inner.clone().prop_map(|a| format!("({a}).k")),
            inner.clone().prop_map(|a| format!("[{a}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}][{a}..]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{a: {a}, `b c`: {b}}}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[x IN {a} WHERE {b} | x]")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("CASE {a} WHEN {b} THEN {a} ELSE {b} END")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("any(x IN {a} WHERE x = {b})")),
            inner.clone().prop_map(|a| format!("coalesce({a}, i)")),
            inner.clone().prop_map(|a| format!("[(n)-[:R]->(o:B {{k: {a}}}) WHERE o.x = i | {a}]")),
            inner.prop_map(|a| format!("EXISTS {{ MATCH (n)-[q*1..2]-(o) WHERE {a} = o.x }}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_safe(text in "\\PC{0,60}") {
        let _ = compile(&text);
    }

    #[test]
    fn any_words_are_safe_and_read_back(text in words()) {
        if let Ok(bound) = compile(&text) {
            let printed = bound.query.to_string();
            let again = compile(&printed).map_err(|e| TestCaseError::fail(format!("{printed} {e:?}")))?;
            prop_assert_eq!(again.query.to_string(), printed);
        }
    }
}

#[test]
fn expressions_read_back() {
    let cases = 2000;
    let mut runner = TestRunner::new(ProptestConfig::with_cases(cases));
    let bound_count = Cell::new(0);
    let result = runner.run(&expression(), |text| {
        let query =
            format!("MATCH (n) WITH n, {{a: 1}} AS m, [1] AS l, 1 AS i RETURN {text} AS result");
        if let Ok(bound) = compile(&query) {
            bound_count.set(bound_count.get() + 1);
            let printed = bound.query.to_string();
            let again =
                compile(&printed).map_err(|e| TestCaseError::fail(format!("{printed} {e:?}")))?;
            prop_assert_eq!(&again.query.parts, &bound.query.parts, "{}", printed);
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    assert!(bound_count.get() > cases / 5, "only {} expressions are well typed", bound_count.get());
}
