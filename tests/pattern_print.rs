//! What pattern queries mean, shown by the portable text that they print as.

#![allow(clippy::unwrap_used, clippy::panic)]

use nenpyo::bind::pattern::bind;
use nenpyo::syntax::pattern::parse;

fn print(text: &str) -> String {
    match parse(text).and_then(|query| bind(&query, None)) {
        Ok(bound) => bound.query.to_string(),
        Err(error) => format!("{text}: {error:?}"),
    }
}

/// Prints expressions over the node `n`.
fn expressions(texts: &[&str]) -> String {
    let print = |text: &&str| {
        let printed = print(&format!("MATCH (n) WITH n AS n, 1 AS a, 2 AS b RETURN {text} AS x"));
        let body =
            printed.split_once("RETURN ").map(|(_, body)| body).unwrap_or(&printed).to_owned();
        body.trim_end_matches(" AS x").to_owned()
    };
    texts.iter().map(print).collect::<Vec<_>>().join("\n")
}

#[test]
fn precedence() {
    let printed = expressions(&[
        "n.p or n.q xor n.r and not n.s",
        "(n.p or n.q) and (n.r or n.s)",
        "not (n.p and n.q)",
        "not n.a = n.b",
        "(not n.a) = n.b",
        "a < b <= 3 = n.c",
        "(a < b) = true",
        "a + b in [1] is null",
        "a in ([1] + [2])",
        "1 - (2 - 3) - 4",
        "2 ^ 3 ^ 2 * -a ^ 2",
        "(2 ^ (3 ^ 2))",
        "-(-1) - -1",
        "-n.x.y[0][1..][..-1]",
        "(a + b) * 2 % 3 / 4",
        "(n.x is null) = (n.y is not null)",
        "n.name starts with 'a' and n.name =~ '.*' or n.name contains \"it's\"",
        "n:A:B and n:(A|!B)",
    ]);
    insta::assert_snapshot!(printed);
}

#[test]
fn expressions_of_each_kind() {
    let printed = expressions(&[
        "case n.x when 1 then 'a' else 'b' end",
        "CASE WHEN (n)-->() THEN 1 END",
        "[x in [1, 2] where x > 1 | x * 2]",
        "[(a in [1])]",
        "[p = (n)-[:R]->(m:B) where m.x = 1 | length(p)]",
        "any(x in n.l where x = 1) or none(x in n.l where x) and single(x in n.l where x)",
        "reduce(t = 0, x in [1, 2] | t + x)",
        "exists { (n)-->(m) where m.x = a } and count { match (n)--(m) return m } > 2",
        "exists((n)-->())",
        "exists(n.x)",
        "{a: 1, `b c`: [null, true, 0x1F, 0o17, 1e3, .5]}",
        "$p + $`a b` + $0",
        "toUPPER('\\u5927\\n')",
        "count(distinct a) + COUNT(*)",
        "n.`end` + n.match",
        "NOT (n)<-[:A|:B*1..2]-(n)",
        "a - [1][0]",
    ]);
    insta::assert_snapshot!(printed);
}

#[test]
fn clauses() {
    let printed = [
        "match (a:A&!B {x: 1} where a.y > 1)-[r:R|S]->(b), (b)<--(c)--()<-->(d) return *;",
        "MATCH p = shortestPath((a)-[*]-(b)), q = ALL SHORTEST (a)-->{2,3}(b)-[:R]->+(c)-->*(d) RETURN p, q",
        "MATCH (a)-[*2]-()-[*..3]-()-[*2..]-()-[*0..0]-(b) RETURN a.x, count( * ) ORDER BY a.x DESC, COUNT(*) SKIP 1 LIMIT $n",
        "OPTIONAL MATCH (n:`two words`|%) WITH DISTINCT n.x AS x, n ORDER BY n.y OFFSET 2 WHERE x > 1 RETURN x AS `order`",
        "UNWIND [1] AS x RETURN x UNION ALL MATCH (x) RETURN x UNION ALL RETURN 3 AS x",
        "MATCH (n) WITH n.num AS foo, n ORDER BY n.num RETURN foo // comment\n /* and */ AS bar",
        "RETURN 1 AS a, 2 AS b UNION RETURN 3 AS b, 4 AS a",
        "MATCH (n IS Person) RETURN (n)",
    ];
    insta::assert_snapshot!(printed.map(print).join("\n"));
}

#[test]
fn several_lines() {
    let text = "MATCH (a) WHERE EXISTS { MATCH (a)-->(b) RETURN b } RETURN a UNION MATCH (a:B) RETURN a LIMIT 1";
    let bound = bind(&parse(text).unwrap(), None).unwrap();
    insta::assert_snapshot!(format!("{:#}", bound.query));
}

/// A variable without a name gets one where it is named again.
#[test]
fn unnamed_variables() {
    let mut query =
        bind(&parse("MATCH (x)-[r]->() WHERE x._1 = 1 RETURN x.name AS n").unwrap(), None)
            .unwrap()
            .query;
    for info in &mut query.vars {
        if matches!(info.name.as_deref(), Some("x" | "r")) {
            info.name = None;
        }
    }
    insta::assert_snapshot!(query.to_string());
}

#[test]
fn unknown_names_are_warned_of() {
    let mut builder = nenpyo::graph::GraphBuilder::new();
    let a = builder.add_node(&["Company"], vec![("name".to_owned(), "A".into())]);
    builder.add_edge(a, a, "owns", Vec::new());
    let graph = builder.build().unwrap();
    let text = "MATCH (a:Compny|Person)-[r:own]->(b {nmae: 1}) WHERE a.name = r.since AND b:Company RETURN a";
    let bound = bind(&parse(text).unwrap(), Some(&graph)).unwrap();
    let rendered: String =
        bound.warnings.iter().map(|w| nenpyo::diagnostic::render(w, "query", text)).collect();
    insta::assert_snapshot!(rendered);
}
