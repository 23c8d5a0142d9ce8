//! What queries have beside the plain: dates, parameters, subqueries with clauses of their own, parts of lists and maps.

use super::generate::{Kind, Maker};
use nenpyo::exec::Params;
use nenpyo::value::Value;

/// The texts of dates that nodes and edges may have.
pub const DATES: [&str; 8] = [
    "2017-01-02",
    "2017-03-04",
    "2018-03-09",
    "2018-03",
    "2018",
    "2017-03-04/2018-01-02",
    "201X",
    "2017-03~",
];

/// The parameters of every query.
pub fn params() -> Params {
    let map = [("x".to_owned(), Value::Integer(1)), ("y".to_owned(), "a".into())];
    let list = Value::from(vec![Value::Integer(0), Value::Integer(1), Value::Null]);
    let values = [
        ("i", Value::Integer(1)),
        ("t", "a".into()),
        ("none", Value::Null),
        ("key", "x".into()),
        ("list", list),
        ("map", Value::Map(map.into_iter().collect::<indexmap::IndexMap<_, _>>().into())),
    ];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl Maker<'_> {
    /// Two nodes, perhaps the same.
    fn two_nodes(&mut self) -> Option<(String, String)> {
        Some((self.any_of(&[Kind::Node])?, self.any_of(&[Kind::Node])?))
    }

    /// A condition of those that other makers do not make.
    pub fn extra_truth(&mut self) -> Option<String> {
        match self.c.below(5) {
            0 => self.dated_truth(),
            1 => self.subquery_truth(),
            2 => self.path_truth(),
            _ => self.plain_truth(),
        }
    }

    fn dated_truth(&mut self) -> Option<String> {
        let (n, m) = self.two_nodes()?;
        let day = *self.c.pick(&[
            "date('2017-03-04')",
            "edtf('2018')",
            "edtf('2017-03')",
            "date('2018-03-09')",
        ]);
        let op = *self.c.pick(&["<", "<=", ">", ">=", "=", "<>"]);
        let relation =
            *self.c.pick(&["before", "after", "within", "since", "until", "overlapping"]);
        let reading = *self.c.pick(&["", "", "possible", "certain"]);
        Some(match self.c.below(9) {
            0 => format!("{n}.d {op} {day}"),
            1 => format!("{reading}({relation}({n}.d, {day}))"),
            2 => format!("{n}.d.year {op} 2017"),
            3 => format!("{n}.d {op} {m}.d"),
            4 => format!("{reading}({relation}({n}.d, {m}.d))"),
            5 => format!("date('2017-03-04') <= {n}.d < date('2018-03-10')"),
            6 => format!("{n}.d.month = 3 AND {n}.d.year = {m}.d.year"),
            7 => format!("substring(toString({n}.d), 0, 4) {op} '2018'"),
            _ => format!("{n}.d IS {}NULL", self.c.pick(&["", "NOT "])),
        })
    }

    fn subquery_truth(&mut self) -> Option<String> {
        let (n, m) = self.two_nodes()?;
        let not = *self.c.pick(&["", "NOT "]);
        let edge = *self.c.pick(&["-->", "<--", "--", "-[:R]->", "<-[:S|T]-", "-[*1..2]->"]);
        let label = *self.c.pick(&["", ":A", ":B|C"]);
        let inner = match self.c.below(11) {
            0 => format!(
                "EXISTS {{ MATCH ({n}){edge}(w{label}) WITH w, count(*) AS z WHERE z > 1 RETURN w }}"
            ),
            1 => format!(
                "EXISTS {{ ({n}){edge}(w) WHERE EXISTS {{ (w)<--(v{label}) WHERE v.x = {n}.x }} }}"
            ),
            2 => format!("EXISTS {{ MATCH ({n}){edge}(w{label}), (w)--(v) WHERE v <> {m} }}"),
            3 => format!("COUNT {{ MATCH ({n}){edge}(w) RETURN DISTINCT w.x }} > 1"),
            4 => format!(
                "COUNT {{ ({n}){edge}(w) WHERE w.y = $t }} = COUNT {{ ({m})<-[:R]-({label}) }}"
            ),
            5 => format!("EXISTS {{ MATCH ({n}){edge}(w) WHERE NOT EXISTS {{ (w)-->({m}) }} }}"),
            6 => format!(
                "EXISTS {{ MATCH ({n}){edge}(w) RETURN w UNION MATCH ({m})<--(w) RETURN w }}"
            ),
            7 => format!("EXISTS {{ MATCH (w{label}) WHERE w.x = {n}.x AND w <> {n} }}"),
            8 => format!(
                "EXISTS {{ MATCH ({n}) OPTIONAL MATCH ({n}){edge}(w{label}) WITH w WHERE w IS NULL RETURN 1 }}"
            ),
            9 => format!("COUNT {{ MATCH ({n}){edge}(w) MATCH (w)--(v) WHERE v.x > w.x }} <> 1"),
            _ => format!("EXISTS {{ ({n}){edge}(w){edge}({m}) }}"),
        };
        Some(format!("{not}{inner}"))
    }

    fn path_truth(&mut self) -> Option<String> {
        let quantifier = *self.c.pick(&["any", "all", "none", "single"]);
        if let Some(path) = self.any_of(&[Kind::Path]) {
            let n = self.any_of(&[Kind::Node]);
            return Some(match (self.c.below(5), n) {
                (0, _) => format!("{quantifier}(q IN nodes({path}) WHERE q.x = $i)"),
                (1, _) => format!("{quantifier}(q IN relationships({path}) WHERE q.x > 0)"),
                (2, Some(n)) => format!("head(nodes({path})) = {n}"),
                (3, Some(n)) => format!("{n} IN nodes({path})"),
                _ => format!("last(nodes({path})).y = 'a'"),
            });
        }
        let edges = self.any_of(&[Kind::Edges])?;
        Some(match self.c.below(3) {
            0 => format!("{quantifier}(q IN {edges} WHERE type(q) = 'R')"),
            1 => format!("{edges}[0].x = $i"),
            _ => format!("size({edges}[1..]) = 1"),
        })
    }

    fn plain_truth(&mut self) -> Option<String> {
        let (n, m) = self.two_nodes()?;
        Some(match self.c.below(16) {
            0 => format!("{n}.x = $i"),
            1 => format!("{n}.y = $t"),
            2 => format!("{n}.x IN $list"),
            3 => format!("{n}.x > $none"),
            4 => format!("{n}.x = {m}.x"),
            5 => format!("{n}.y < {m}.y"),
            6 => format!("{n}[$key] = {}", self.c.below(3)),
            7 => format!("id({n}) < id({m})"),
            8 => format!("toLower({n}.y) = 'a' OR {n}.y =~ '(?i)A.*'"),
            9 => format!("size({n}.y) > 1"),
            10 => format!("left({n}.y, 1) = $map.y"),
            11 => format!("{n}:A AND {n}.x = 1 OR {m}:B"),
            12 if self.bare => format!("({n})-[:R]->() OR {n}.x = 1"),
            13 => format!("{n}.m IN [1, 'a', null, [1, 'a']]"),
            14 => format!("{n}.x <> {m}.x AND NOT {n}.y = {m}.y"),
            _ => format!("NOT ({n}.x IN [1, null])"),
        })
    }

    /// A value of those that other makers do not make.
    pub fn extra_scalar(&mut self) -> Option<String> {
        if let Some(path) = self.any_of(&[Kind::Path]).filter(|_| self.c.percent(25)) {
            return Some(match self.c.below(3) {
                0 => format!("last(nodes({path})).x"),
                1 => format!("[q IN nodes({path}) | q.x]"),
                _ => format!("[q IN relationships({path}) WHERE q.x = 1 | type(q)]"),
            });
        }
        if let Some(edge) = self.any_of(&[Kind::Edge]).filter(|_| self.c.percent(15)) {
            return Some(format!("{}({edge}).x", self.c.pick(&["startNode", "endNode"])));
        }
        let n = self.any_of(&[Kind::Node])?;
        Some(match self.c.below(24) {
            0 => format!("{n}.d"),
            1 => format!("{n}.d.year"),
            2 => format!("{n}.d.month"),
            3 => format!("toString({n}.d)"),
            4 => format!("substring({n}.y, 0, 1)"),
            5 => (*self.c.pick(&["$t", "$i", "$list", "$map", "$none"])).into(),
            6 => format!("{n}[$key]"),
            7 => format!("[{n}.x, 1][0]"),
            8 => format!("[1, 2, 3][{n}.x..]"),
            9 => format!("{{a: {n}.x, b: $i}}"),
            10 => format!("'A' IN labels({n})"),
            11 => format!("{n}.x * 2 - 1"),
            12 => format!("{n}.x / 2"),
            13 => format!("{n}.x % 2"),
            14 => format!("-{n}.x"),
            15 => format!("{n}.x ^ 2"),
            16 => format!("coalesce({n}.m, {n}.x, {n}.y)"),
            17 => format!("CASE {n}.x WHEN 0 THEN 'z' WHEN 1 THEN {n}.y END"),
            18 => format!("[q IN [{n}.x, 1, null] WHERE q > 0 | q + 1]"),
            19 => format!("toFloat({n}.x)"),
            20 => format!("COUNT {{ ({n})--(w) WHERE w.x = $i }}"),
            21 => format!("COUNT {{ MATCH ({n})-->(w) MATCH (w)--(v) RETURN DISTINCT v }}"),
            22 => format!("id({n})"),
            _ => format!("size([({n})-->(w) WHERE w.x = {n}.x | w.x])"),
        })
    }

    /// An aggregate of those that other makers do not make.
    pub fn extra_aggregate(&mut self) -> Option<String> {
        let n = self.any_of(&[Kind::Node])?;
        Some(match self.c.below(15) {
            0 => format!("percentileDisc({n}.x, 0.5)"),
            1 => format!("percentileCont({n}.x, 0.25)"),
            2 => format!("round(1000 * stDev({n}.x))"),
            3 => format!("sum(CASE WHEN {} THEN 1 ELSE 0 END)", self.value_of_truth(0)),
            4 => format!("count(CASE WHEN {} THEN {n}.y END)", self.value_of_truth(0)),
            5 => format!("sum({n}.x * 0.5)"),
            6 => format!("{}({n}.d)", self.c.pick(&["min", "max", "count"])),
            7 => format!("count(DISTINCT [{n}.x, {n}.y])"),
            8 => format!("count(*) + sum({n}.x) * 2"),
            9 => format!("max({n}.x) - min({n}.x)"),
            10 => format!("avg(DISTINCT {n}.x)"),
            11 => format!("count({}{n})", self.c.pick(&["", "DISTINCT "])),
            12 => format!("max(COUNT {{ ({n})-->() }})"),
            13 => format!("size(collect({n}.y))"),
            _ => format!("count(DISTINCT {n}.{})", self.c.pick(&["d", "y", "m"])),
        })
    }
}
