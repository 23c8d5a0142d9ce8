//! Values and conditions of generated queries.

use super::generate::{Kind, Maker};

impl Maker<'_> {
    /// Anything that can be returned and compared.
    pub(super) fn value(&mut self) -> (String, Kind) {
        match self.c.below(10) {
            0..=3 => self.scalar(2),
            4 => match self.any_of(&[Kind::Node]) {
                Some(node) => (format!("[{node}.x, labels({node})]"), Kind::Any),
                None => self.scalar(1),
            },
            _ => {
                let known =
                    [Kind::Node, Kind::Edge, Kind::Edges, Kind::Path, Kind::Integer, Kind::Any];
                let chosen: Vec<_> =
                    self.scope.iter().filter(|(_, kind)| known.contains(kind)).cloned().collect();
                if chosen.is_empty() { self.scalar(1) } else { self.c.pick(&chosen).clone() }
            }
        }
    }

    /// A number, text or the like, or null.
    pub(super) fn scalar(&mut self, depth: usize) -> (String, Kind) {
        let text = match self.c.below(17) {
            13..=16 => self.extra_scalar(),
            0..=2 => return (self.integer(depth), Kind::Integer),
            3 | 4 => self.any_of(&[Kind::Node]).map(|node| format!("{node}.y")),
            5 | 6 => self.any_of(&[Kind::Node, Kind::Edge]).map(|item| format!("{item}.m")),
            7 => self.any_of(&[Kind::Edge]).map(|edge| format!("type({edge})")),
            8 => self.any_of(&[Kind::Node]).map(|node| format!("toUpper({node}.y) + 'z'")),
            9 if depth > 0 => Some(format!(
                "CASE WHEN {} THEN {} ELSE 'e' END",
                self.truth(depth - 1),
                self.integer(0)
            )),
            10 if depth > 0 => Some(self.value_of_truth(depth - 1)),
            11 => self.any_of(&[Kind::Any]),
            _ => Some((*self.c.pick(&["'a'", "1", "null", "1.5", "true"])).to_owned()),
        };
        (text.unwrap_or_else(|| "1".into()), Kind::Any)
    }

    /// An integer or null.
    pub(super) fn integer(&mut self, depth: usize) -> String {
        let text = match self.c.below(14) {
            0..=3 => self.any_of(&[Kind::Node, Kind::Edge]).map(|item| format!("{item}.x")),
            4 => self.any_of(&[Kind::Integer]),
            5 if depth > 0 => {
                Some(format!("({} + {})", self.integer(depth - 1), self.integer(depth - 1)))
            }
            6 => self.any_of(&[Kind::Edges, Kind::Bag]).map(|list| format!("size({list})")),
            7 => self.any_of(&[Kind::Path, Kind::AnyPath]).map(|path| format!("length({path})")),
            8 if depth > 0 => self.any_of(&[Kind::Node]).map(|node| {
                format!("COUNT {{ ({node})-->({}) }}", self.c.pick(&["", ":A", " {x: 1}"]))
            }),
            9 if depth > 0 => self.any_of(&[Kind::Node]).map(|node| {
                format!("size([({node})-[q]-(w) WHERE w.x >= {} | w.k])", self.c.below(2))
            }),
            10 => self.any_of(&[Kind::Node]).map(|node| format!("coalesce({node}.x, 7)")),
            11 => Some(format!(
                "reduce(s = 0, i IN [1, {}] | s + i)",
                self.any_of(&[Kind::Node]).map_or("2".into(), |node| format!("{node}.x"))
            )),
            12 => self.any_of(&[Kind::Node]).map(|node| format!("size(labels({node}))")),
            _ => None,
        };
        text.unwrap_or_else(|| self.c.below(3).to_string())
    }

    /// A condition of `WHERE`.
    pub(super) fn condition(&mut self, depth: usize) -> String {
        self.bare = true;
        let condition = self.truth(depth);
        self.bare = false;
        condition
    }

    pub(super) fn value_of_truth(&mut self, depth: usize) -> String {
        let bare = std::mem::replace(&mut self.bare, false);
        let truth = self.truth(depth);
        self.bare = bare;
        truth
    }

    /// A boolean, or null.
    pub fn truth(&mut self, depth: usize) -> String {
        let node = self.any_of(&[Kind::Node]);
        let nested = depth > 0;
        match (self.c.below(26), node) {
            (19..=25, _) => self.extra_truth().unwrap_or_else(|| "true".into()),
            (0..=3, _) => {
                let (a, b) = (self.integer(depth.min(1)), self.integer(0));
                format!("{a} {} {b}", self.c.pick(&["<=", ">", "=", "<>", "<", ">="]))
            }
            (4, Some(node)) => format!("{node}.y IS NOT NULL"),
            (5, Some(node)) => format!("{node}:{}", self.c.pick(&["A", "B", "A|B", "!C"])),
            (6, _) if nested => format!("NOT ({})", self.truth(depth - 1)),
            (7, _) if nested => {
                format!("({} AND {})", self.truth(depth - 1), self.truth(depth - 1))
            }
            (8, _) if nested => format!("({} OR {})", self.truth(depth - 1), self.truth(depth - 1)),
            (9, _) if nested => {
                format!("({} XOR {})", self.truth(depth - 1), self.truth(depth - 1))
            }
            (10, Some(node)) => {
                format!("{node}.x IN [0, 1, {}]", self.c.pick(&["2", "null", "'a'"]))
            }
            (11, Some(node)) => {
                let op = *self.c.pick(&["STARTS WITH", "ENDS WITH", "CONTAINS", "=~"]);
                format!("{node}.y {op} {}", self.c.pick(&["'a'", "'b'", "null"]))
            }
            (12, Some(node)) => {
                let (left, right) = *self.c.pick(&[("-", "->"), ("-", "-"), ("<-", "-")]);
                let edge = *self.c.pick(&["[:R]", "", "[*1..2]", "[:S|T]"]);
                let end = *self.c.pick(&["", ":A", ":!B"]);
                let pattern = format!("({node}){left}{edge}{right}({end})");
                if self.bare { pattern } else { format!("EXISTS {{ {pattern} }}") }
            }
            (13, Some(node)) => format!(
                "EXISTS {{ MATCH ({node})--(w) WHERE w.x {} {} }}",
                self.c.pick(&["=", ">", "<"]),
                self.integer(0)
            ),
            (14, Some(node)) => {
                let quantifier = *self.c.pick(&["any", "all", "none", "single"]);
                format!("{quantifier}(i IN [0, 1, {node}.x] WHERE i >= {})", self.integer(0))
            }
            (15, Some(node)) => match self.any_of(&[Kind::Node]) {
                Some(other) => format!("{node} {} {other}", self.c.pick(&["=", "<>"])),
                None => "true".into(),
            },
            (16, Some(node)) => format!("0 <= {node}.x < {}", 1 + self.c.below(3)),
            (17, Some(node)) => {
                let (other, _) = self.scalar(0);
                format!("{node}.m {} {other}", self.c.pick(&["=", "<>", "<", ">="]))
            }
            _ => (*self.c.pick(&["true", "true", "null", "false"])).to_owned(),
        }
    }

    /// The variables so far, as items of `RETURN`.
    pub fn all_items(&self) -> String {
        let names: Vec<&str> = self.scope.iter().map(|(name, _)| name.as_str()).collect();
        if names.is_empty() { "1 AS one".into() } else { names.join(", ") }
    }
}
