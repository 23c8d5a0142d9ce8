use crate::algebra::*;
pub fn print(q: &Query) -> String {
    sub(q, &q.vars)
}
fn n(v: Var, vs: &[VarInfo]) -> String {
    vs.get(v.0 as usize).and_then(|x| x.name.clone()).unwrap_or_default()
}
fn sub(q: &Query, vs: &[VarInfo]) -> String {
    q.parts
        .iter()
        .flat_map(|p| p.clauses.iter())
        .map(|c| match c {
            Clause::Match(m) => format!(
                "{}MATCH {}{}",
                if m.optional { "OPTIONAL " } else { "" },
                m.patterns.iter().map(|p| path(p, vs)).collect::<Vec<_>>().join(", "),
                m.filter.as_ref().map_or(String::new(), |f| format!(" WHERE {}", ex(f, vs)))
            ),
            Clause::Unwind { list, var } => format!("UNWIND {} AS {}", ex(list, vs), n(*var, vs)),
            Clause::With(p) => format!("WITH {}", pr(p, vs)),
            Clause::Return(p) => format!("RETURN {}", pr(p, vs)),
        })
        .collect::<Vec<_>>()
        .join(" ")
}
fn pr(p: &Projection, vs: &[VarInfo]) -> String {
    let mut s = String::new();
    if p.distinct {
        s += "DISTINCT ";
    }
    s += &p
        .items
        .iter()
        .map(|i| {
            let e = ex(&i.expr, vs);
            let v = n(i.var, vs);
            if e == v { e } else { format!("{e} AS {v}") }
        })
        .collect::<Vec<_>>()
        .join(", ");
    if !p.order.is_empty() {
        s += " ORDER BY ";
        s += &p
            .order
            .iter()
            .map(|k| format!("{}{}", ex(&k.expr, vs), if k.descending { " DESC" } else { "" }))
            .collect::<Vec<_>>()
            .join(", ");
    }
    if let Some(l) = &p.limit {
        s += &format!(" LIMIT {}", ex(l, vs));
    }
    if let Some(l) = &p.filter {
        s += &format!(" WHERE {}", ex(l, vs));
    }
    s
}
fn lab(l: &LabelExpr) -> String {
    match l {
        LabelExpr::Name(n) => n.clone(),
        LabelExpr::Or(a) => a.iter().map(lab).collect::<Vec<_>>().join("|"),
        x => format!("{x:?}"),
    }
}
fn props(p: &[(String, Expr)], vs: &[VarInfo]) -> String {
    if p.is_empty() {
        String::new()
    } else {
        format!(
            " {{{}}}",
            p.iter().map(|(k, e)| format!("{k}: {}", ex(e, vs))).collect::<Vec<_>>().join(", ")
        )
    }
}
fn node(p: &NodePattern, vs: &[VarInfo]) -> String {
    format!(
        "({}{}{})",
        n(p.var, vs),
        p.labels.as_ref().map_or(String::new(), |l| format!(":{}", lab(l))),
        props(&p.properties, vs)
    )
}
fn path(p: &PathPattern, vs: &[VarInfo]) -> String {
    let mut s = node(&p.start, vs);
    for (e, x) in &p.steps {
        let l = e.length.map_or(String::new(), |l| format!("*{}..", l.min));
        let b = format!(
            "[{}{}{}]",
            e.types.as_ref().map_or(String::new(), |l| format!(":{}", lab(l))),
            l,
            props(&e.properties, vs)
        );
        s += &match e.direction {
            crate::graph::Direction::Out => format!("-{b}->"),
            crate::graph::Direction::In => format!("<-{b}-"),
            _ => format!("-{b}-"),
        };
        s += &node(x, vs);
    }
    s
}
fn ex(e: &Expr, vs: &[VarInfo]) -> String {
    match e {
        Expr::Literal(v) => {
            format!("{v:?}").replace("String(", "").replace("Integer(", "").replace(")", "")
        }
        Expr::Var(v) => n(*v, vs),
        Expr::Property(a, k) => format!("{}.{k}", ex(a, vs)),
        Expr::Call(f, a) => {
            format!("{}({})", f.name, a.iter().map(|x| ex(x, vs)).collect::<Vec<_>>().join(", "))
        }
        Expr::Aggregate(a) => format!(
            "{}({}{})",
            a.function.name,
            if a.distinct { "DISTINCT " } else { "" },
            a.args.iter().map(|x| ex(x, vs)).collect::<Vec<_>>().join(", ")
        ),
        Expr::Compare(a, r) => format!(
            "{} {}",
            ex(a, vs),
            r.iter().map(|(o, b)| format!("{o:?} {}", ex(b, vs))).collect::<Vec<_>>().join(" ")
        ),
        Expr::And(a) => a.iter().map(|x| ex(x, vs)).collect::<Vec<_>>().join(" AND "),
        Expr::Or(a) => {
            format!("({})", a.iter().map(|x| ex(x, vs)).collect::<Vec<_>>().join(" OR "))
        }
        Expr::Unary(o, a) => format!("{o:?}({})", ex(a, vs)),
        Expr::Exists(q) => format!("EXISTS {{{}}}", sub(q, vs)),
        Expr::Count(q) => format!("COUNT {{{}}}", sub(q, vs)),
        Expr::Index(a, b) => format!("{}[{}]", ex(a, vs), ex(b, vs)),
        Expr::Binary(o, a, b) => format!("{} {o:?} {}", ex(a, vs), ex(b, vs)),
        Expr::List(a) => {
            format!("[{}]", a.iter().map(|x| ex(x, vs)).collect::<Vec<_>>().join(", "))
        }
        x => format!("{x:?}"),
    }
}
