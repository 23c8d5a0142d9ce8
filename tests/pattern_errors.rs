//! A corpus of wrong pattern queries, each with its whole diagnostic as it is printed.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::bind::pattern::bind;
use nenpyo::diagnostic::render;
use nenpyo::syntax::pattern::parse;

/// Queries are separated by blank lines.
fn refusals(corpus: &str) -> String {
    let mut out = String::new();
    for query in corpus.split("\n\n").map(|query| query.trim_matches('\n')) {
        let refused = parse(query).and_then(|ast| bind(&ast, None));
        match refused {
            Ok(bound) => panic!("accepted: {query}\n{}", bound.query),
            Err(error) => {
                out +=
                    &format!("[{}]\n{}\n", error.code, render(&error.diagnostic, "query", query));
            }
        }
    }
    out
}

#[test]
fn syntax() {
    insta::assert_snapshot!(refusals(include_str!("corpus/pattern/syntax.txt")));
}

/// What people write who know SQL or another graph language.
#[test]
fn foreign() {
    insta::assert_snapshot!(refusals(include_str!("corpus/pattern/foreign.txt")));
}

#[test]
fn lexical() {
    insta::assert_snapshot!(refusals(include_str!("corpus/pattern/lexical.txt")));
}

#[test]
fn names() {
    insta::assert_snapshot!(refusals(include_str!("corpus/pattern/names.txt")));
}

#[test]
fn types() {
    insta::assert_snapshot!(refusals(include_str!("corpus/pattern/types.txt")));
}

#[test]
fn aggregates() {
    insta::assert_snapshot!(refusals(include_str!("corpus/pattern/aggregates.txt")));
}

/// Expressions without a value, each with its place in the query.
#[test]
fn runtime() {
    let store = nenpyo::Store::builtin().unwrap();
    let corpus = include_str!("corpus/pattern/runtime.txt");
    let refused = |query: &str| match store.query(query) {
        Ok(answer) => panic!("answered: {query}\n{:?}", answer.rows),
        Err(error) => {
            let finding = error.diagnostics().next().unwrap();
            assert!(finding.span.end > finding.span.start && finding.help.is_some(), "{error}");
            format!("{error}\n")
        }
    };
    let queries = corpus.split("\n\n").map(|query| query.trim_matches('\n'));
    insta::assert_snapshot!(queries.map(refused).collect::<Vec<_>>().join("\n"));
}
