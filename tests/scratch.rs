use nenpyo::syntax::pattern::parse;
use std::time::Instant;
fn nest(open: &str, mid: &str, close: &str, n: usize) -> String {
    format!("RETURN {}{}{}", open.repeat(n), mid, close.repeat(n))
}
#[test]
fn depth() {
    let n: usize = std::env::var("N").ok().and_then(|s| s.parse().ok()).unwrap_or(50);
    std::thread::Builder::new().stack_size(std::env::var("S").ok().and_then(|s| s.parse::<usize>().ok()).unwrap_or(512) * 1024).spawn(move || {
        for (o, m, c) in [("(", "1", ")"), ("[", "1", "]"), ("{a: ", "1", "}"), ("[x IN ", "[]", " | x]"), ("f(", "1", ")"), ("CASE WHEN ", "true", " THEN 1 END"),
            ("({a: ", "1", "}).a"), ("(a)-[", "1", "]"), ("NOT (", "true", ")"), ("EXISTS { MATCH (n) WHERE ", "true", " }"),("EXISTS { (n {a: ", "true", "}) }"),
            ("reduce(a = 0, x IN [] | ", "1", ")"), ("a[", "1", "]"), ("(n WHERE ", "true", ")-->()"), ("[(a)-->(b) WHERE ","true"," | 1]"), ("x = 1 + 2 * 3 ^ (", "1", ")")] {
            let q = nest(o, m, c, n);
            let t = Instant::now();
            let r = parse(&q);
            println!("{o:30} {:?} {:?}", t.elapsed(), r.as_ref().map(|_| ()).map_err(|e| (&e.code, &e.diagnostic.message)));
        }
        for q in ["(".repeat(100_000), "[".repeat(100000), "CASE WHEN ".repeat(100000), format!("RETURN {}true", "NOT ".repeat(100_000)), format!("RETURN {}1", "- ".repeat(100_000)),
          format!("RETURN 1{}", "+1".repeat(100_000)), format!("RETURN a{}", " AND a".repeat(100_000)), format!("RETURN a{}", ".a".repeat(100_000)), format!("RETURN a{}", "[0]".repeat(100_000)),
          format!("RETURN a{}", " < a".repeat(100_000)), format!("RETURN 1 AS a{}", " UNION RETURN 1 AS a".repeat(10_000)), format!("{} RETURN 1", "MATCH (a) ".repeat(10_000)),
          format!("RETURN [1{}]", ", 1".repeat(100_000)), format!("MATCH (a){} RETURN 1", "-->(a)".repeat(10_000)), format!("RETURN (a){}", "-->(a)".repeat(10_000)), format!("RETURN a{} AS x", " IS NULL".repeat(10_000)), format!("MATCH (a:{}A) RETURN 1", "!".repeat(10_001))] {
            let t = Instant::now();
            let r = parse(&q).map(|_| ());
            println!("{:30} {:?} {:?}", &q[..30], t.elapsed(), r.as_ref().map(|_| ()).map_err(|e| (&e.code, &e.diagnostic.message)));
        }
    }).unwrap().join().unwrap();
}
