use super::make::*;
use crate::algebra::*;
use crate::exec::{Cancel, ExecError, Limits};
use crate::graph::Direction;
use std::time::{Duration, Instant};

/// `MATCH p=(a)-[*]-(b) RETURN count(p)`.
fn all_trails() -> Query {
    let mut make = Make::default();
    let (a, b) = (make.node("a", None), make.node("b", None));
    let r = make.edge("r", Direction::Both, Some((1, None)));
    let (p, n) = (make.var("p", Kind::Path), make.var("n", Kind::Value));
    make.query(vec![
        matching(vec![path(Some(p), a, vec![(r, b)])], None),
        returning(vec![item(aggregate("count", vec![Expr::Var(p)]), n)]),
    ])
}

fn stopped(limits: &Limits, cancel: &Cancel) -> (ExecError, Duration) {
    let graph = complete(20);
    let start = Instant::now();
    let error = run_with(&all_trails(), &graph, limits, cancel, false).unwrap_err();
    (error, start.elapsed())
}

#[test]
fn time_limit() {
    let limit = Duration::from_millis(200);
    let (error, took) = stopped(&Limits::none().time(Some(limit)), &Cancel::new());
    assert!(matches!(error, ExecError::Limit { which: "seconds", .. }), "{error}");
    assert!(took < limit + Duration::from_millis(150), "{took:?}");
    assert_eq!(error.to_string(), "stopped at the limit of 0.2 seconds");
    assert_eq!(error.help(), Some("raise it with `--max-time`, or in code with `Limits::time`"));
}

#[test]
fn step_memory_and_path_limits() {
    for (limits, name) in [
        (Limits::none().steps(Some(10_000)), "steps"),
        (Limits::none().path_work(Some(10_000)), "edges followed on paths"),
    ] {
        let (error, _) = stopped(&limits, &Cancel::new());
        assert!(matches!(error, ExecError::Limit { which, .. } if which == name), "{error}");
    }
}

#[test]
fn collected_values_count_as_memory() {
    let mut make = Make::default();
    let (a, b, c) = (make.node("a", None), make.node("b", None), make.node("c", None));
    let (va, n) = (a.var, make.var("n", Kind::Value));
    let patterns = [a, b, c].into_iter().map(|node| path(None, node, Vec::new())).collect();
    let query = make.query(vec![
        matching(patterns, None),
        returning(vec![item(aggregate("collect", vec![Expr::Var(va)]), n)]),
    ]);
    let limits = Limits::none().memory(Some(50_000));
    let error = run_with(&query, &complete(20), &limits, &Cancel::new(), false).unwrap_err();
    assert!(matches!(error, ExecError::Limit { which: "bytes of memory", .. }), "{error}");
}

#[test]
fn row_limit() {
    let mut make = Make::default();
    let a = make.node("a", None);
    let va = a.var;
    let query = make.query(vec![
        matching(vec![path(None, a, Vec::new())], None),
        returning(vec![item(Expr::Var(va), va)]),
    ]);
    let limits = Limits::none().rows(Some(19));
    let error = run_with(&query, &complete(20), &limits, &Cancel::new(), false).unwrap_err();
    assert!(matches!(error, ExecError::Limit { which: "rows", .. }), "{error}");
    let limits = Limits::none().rows(Some(20));
    assert!(run_with(&query, &complete(20), &limits, &Cancel::new(), false).is_ok());
}

#[test]
fn cancelled_from_another_thread() {
    let cancel = Cancel::new();
    let other = cancel.clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        other.cancel();
    });
    let (error, took) = stopped(&Limits::none(), &cancel);
    thread.join().unwrap();
    assert_eq!(error, ExecError::Cancelled);
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[test]
fn deep_expressions_need_little_stack() {
    let mut make = Make::default();
    let a = make.node("a", None);
    let n = make.var("n", Kind::Value);
    let mut expr = property(a.var, "missing");
    for _ in 0..300 {
        expr = Expr::Binary(BinaryOp::Add, Box::new(expr), Box::new(Expr::Literal(1.into())));
    }
    let query = make.query(vec![
        matching(vec![path(None, a, Vec::new())], None),
        returning(vec![item(expr, n)]),
    ]);
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    let run = thread.spawn(move || run(&query, &graph("ab")).map(|table| rows(&table))).unwrap();
    assert_eq!(run.join().unwrap().unwrap(), ["null", "null"]);
}
