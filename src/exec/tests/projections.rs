use super::make::*;
use crate::algebra::*;
use crate::graph::{Direction, GraphBuilder};
use crate::value::Value;

/// `UNWIND list AS x` and then one projection.
fn project(list: &[Value], projection: impl FnOnce(&mut Make, Var) -> Projection) -> Vec<String> {
    let mut make = Make::default();
    let x = make.var("x", Kind::Value);
    let projection = projection(&mut make, x);
    let list = Expr::Literal(Value::from(list.to_vec()));
    let query = make.query(vec![Clause::Unwind { list, var: x }, Clause::Return(projection)]);
    let table = run(&query, &GraphBuilder::new().build().unwrap()).unwrap();
    table.rows.iter().map(|row| format!("{:?}", row.values)).collect()
}

fn numbers(values: &[i64]) -> Vec<Value> {
    values.iter().map(|n| Value::Integer(*n)).collect()
}

#[test]
fn sorting_puts_null_last_and_keeps_the_first() {
    let list = [3.into(), Value::Null, 1.into(), 2.into()];
    let sorted = |descending: bool, limit: Option<i64>| {
        project(&list, |_, x| Projection {
            items: vec![item(Expr::Var(x), x)],
            order: vec![SortKey { expr: Expr::Var(x), descending }],
            limit: limit.map(|n| Expr::Literal(n.into())),
            ..Projection::default()
        })
    };
    assert_eq!(sorted(false, None), ["[Integer(1)]", "[Integer(2)]", "[Integer(3)]", "[Null]"]);
    assert_eq!(sorted(true, Some(2)), ["[Null]", "[Integer(3)]"]);
}

#[test]
fn top_k_of_many() {
    let mut list = numbers(&(0..20_000).rev().collect::<Vec<_>>());
    list.push(Value::Integer(-1));
    let found = project(&list, |_, x| Projection {
        items: vec![item(Expr::Var(x), x)],
        order: vec![SortKey { expr: Expr::Var(x), descending: false }],
        skip: Some(Expr::Literal(1.into())),
        limit: Some(Expr::Literal(2.into())),
        ..Projection::default()
    });
    assert_eq!(found, ["[Integer(0)]", "[Integer(1)]"]);
}

#[test]
fn distinct_counts_nulls_and_equal_numbers_once() {
    let list = [1.into(), 1.0.into(), Value::Null, Value::Null, f64::NAN.into(), f64::NAN.into()];
    let found = project(&list, |_, x| Projection {
        distinct: true,
        items: vec![item(Expr::Var(x), x)],
        ..Projection::default()
    });
    assert_eq!(found, ["[Integer(1)]", "[Null]", "[Float(NaN)]"]);
}

#[test]
fn aggregates_of_no_rows() {
    let found = project(&[], |make, x| Projection {
        items: vec![
            item(aggregate("count", Vec::new()), make.var("n", Kind::Value)),
            item(aggregate("collect", vec![Expr::Var(x)]), make.var("all", Kind::Value)),
            item(aggregate("max", vec![Expr::Var(x)]), make.var("max", Kind::Value)),
        ],
        ..Projection::default()
    });
    assert_eq!(found, ["[Integer(0), List([]), Null]"]);
    let grouped = project(&[], |make, x| Projection {
        items: vec![
            item(Expr::Var(x), x),
            item(aggregate("count", Vec::new()), make.var("n", Kind::Value)),
        ],
        ..Projection::default()
    });
    assert!(grouped.is_empty());
}

#[test]
fn keys_and_aggregates_mix_in_one_item() {
    let list = numbers(&[1, 2, 2]);
    let found = project(&list, |make, x| {
        let total = Expr::Binary(
            BinaryOp::Add,
            Box::new(Expr::Var(x)),
            Box::new(aggregate("count", Vec::new())),
        );
        Projection {
            items: vec![
                item(Expr::Var(x), make.var("key", Kind::Value)),
                item(total, make.var("total", Kind::Value)),
            ],
            order: vec![SortKey { expr: aggregate("count", Vec::new()), descending: true }],
            ..Projection::default()
        }
    });
    assert_eq!(found, ["[Integer(2), Integer(4)]", "[Integer(1), Integer(2)]"]);
}

#[test]
fn union_with_and_without_duplicates() {
    for (union_all, expected) in [(false, 1), (true, 2)] {
        let mut make = Make::default();
        let (x, y) = (make.var("x", Kind::Value), make.var("y", Kind::Value));
        let part =
            |var| Part { clauses: vec![returning(vec![item(Expr::Literal(1.into()), var)])] };
        let parts = vec![part(x), part(y)];
        let query = Query { vars: make.vars, parts, union_all, as_of: None };
        let table = run(&query, &GraphBuilder::new().build().unwrap()).unwrap();
        assert_eq!(rows(&table), vec!["1"; expected]);
    }
}

#[test]
fn subqueries_see_the_variables_of_comprehensions() {
    let mut make = Make::default();
    let (a, b) = (make.node("a", None), make.node("b", None));
    let r = make.edge("r", Direction::Out, None);
    let (va, all) = (a.var, make.var("all", Kind::Value));
    let (x, sizes) = (make.var("x", Kind::Node), make.var("sizes", Kind::Value));
    let x_node = NodePattern { var: x, ..a.clone() };
    let inner = Query {
        vars: Vec::new(),
        parts: vec![Part { clauses: vec![matching(vec![path(None, x_node, vec![(r, b)])], None)] }],
        union_all: false,
        as_of: None,
    };
    let sizes_of = Expr::ListComprehension {
        var: x,
        list: Box::new(Expr::Var(all)),
        filter: None,
        map: Some(Box::new(Expr::Count(Box::new(inner)))),
    };
    let query = make.query(vec![
        matching(vec![path(None, a, Vec::new())], None),
        Clause::With(Projection {
            items: vec![item(aggregate("collect", vec![Expr::Var(va)]), all)],
            ..Projection::default()
        }),
        returning(vec![item(sizes_of, sizes)]),
    ]);
    assert_eq!(rows(&run(&query, &graph("ab ac bc")).unwrap()), ["[2,1,0]"]);
}
