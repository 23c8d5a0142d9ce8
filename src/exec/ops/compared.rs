//! How many pairs of the ends of edges compare in a way.

use super::branches::Set;
use crate::algebra::{CompareOp, Var};
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::context::Context;
use crate::graph::{Data, Graph};

/// Up to so many pairs are gone through; of more, the ends are sorted.
const FEW: usize = 256;

/// For each row, the numbers of the ends of its edges.
#[derive(Default)]
struct Ends {
    /// Where those of each row begin and, last, where all end.
    starts: Vec<usize>,
    numbers: Vec<i64>,
}

impl Ends {
    fn new(
        set: &mut Set,
        key: Option<&str>,
        from: Var,
        batch: &Batch,
        cx: &mut Context<'_>,
    ) -> Result<Ends, ExecError> {
        let graph = cx.graph;
        let mut ends = Ends::default();
        let number = number(key, graph);
        set.each_end(from, batch, cx, |row, node| {
            if let Some(number) = number(node) {
                ends.starts.resize(row as usize + 1, ends.numbers.len());
                ends.numbers.push(number);
            }
        })?;
        ends.starts.resize(batch.len + 1, ends.numbers.len());
        Ok(ends)
    }

    fn of(&self, row: usize) -> &[i64] {
        match self.starts.get(row..) {
            Some([start, end, ..]) => self.numbers.get(*start..*end).unwrap_or(&[]),
            _ => &[],
        }
    }
}

/// What is compared of a node: an integer property, or its number.
fn number<'g>(key: Option<&str>, graph: &'g Graph) -> impl Fn(u32) -> Option<i64> + use<'g> {
    let by_property = key.is_some();
    let column = key.and_then(|key| graph.node_column(graph.key_id(key)?));
    move |node| match column.map(|column| (column.rows(), column.data())) {
        Some((rows, Data::Integer(all))) => all.get(rows.slot(node)?).copied(),
        _ if by_property => None,
        _ => Some(node.into()),
    }
}

/// The number of pairs of ends of each row, the first of one set and the second of another, that compare so.
pub(super) fn compared(
    sets: &mut [Set],
    (one, other): (usize, usize),
    op: CompareOp,
    key: Option<&str>,
    from: Var,
    batch: &Batch,
    cx: &mut Context<'_>,
) -> Result<Vec<i64>, ExecError> {
    let mut ends = Vec::with_capacity(sets.len());
    for set in sets {
        ends.push(Ends::new(set, key, from, batch, cx)?);
    }
    let (Some(one), Some(other)) = (ends.get(one), ends.get(other)) else { return Ok(Vec::new()) };
    let mut counts = Vec::with_capacity(batch.len);
    for row in 0..batch.len {
        let (a, b) = (one.of(row), other.of(row));
        cx.tick(a.len() + b.len())?;
        counts.push(pairs(a, op, b));
    }
    Ok(counts)
}

fn pairs(a: &[i64], op: CompareOp, b: &[i64]) -> i64 {
    let all = (a.len() as i64).saturating_mul(b.len() as i64);
    match op {
        CompareOp::Less => less(a, b, false),
        CompareOp::Greater => less(b, a, false),
        _ => all - (less(a, b, true) - less(a, b, false)),
    }
}

/// The number of pairs of which the first is less than the second, or (`equal`) equal to it.
fn less(a: &[i64], b: &[i64], equal: bool) -> i64 {
    if a.len().saturating_mul(b.len()) <= FEW {
        let of = |x: &i64| b.iter().map(|y| i64::from(x < y || equal && x == y)).sum::<i64>();
        return a.iter().map(of).sum();
    }
    let mut sorted = b.to_vec();
    sorted.sort_unstable();
    let of = |x: &i64| {
        let at = sorted.partition_point(|y| y < x || !equal && y == x);
        (sorted.len() - at) as i64
    };
    a.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_counted_alike() {
        let (a, b): (Vec<i64>, Vec<i64>) =
            ((0..40).map(|n| n * 7 % 11).collect(), (3..50).collect());
        for op in [CompareOp::Less, CompareOp::Greater, CompareOp::NotEqual] {
            let holds = |x: &i64, y: &i64| match op {
                CompareOp::Less => x < y,
                CompareOp::Greater => x > y,
                _ => x != y,
            };
            for len in [0, 1, 4, 40] {
                let expected = a[..len].iter().flat_map(|x| b.iter().filter(move |y| holds(x, y)));
                assert_eq!(pairs(&a[..len], op, &b), expected.count() as i64, "{op:?} {len}");
            }
        }
    }
}
