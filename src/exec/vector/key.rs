//! Grouping keys as numbers.

use super::coded::Coded;
use super::memo::Memo;
use super::numbers::{integers, is_dates, meet, nodes, property_integers, span};
use super::source::{Source, only_property, part, property};
use super::words::{Words, has_many};
use crate::algebra::{Expr, Var};
use crate::exec::ExecError;
use crate::exec::batch::{Batch, Column, NONE};
use crate::exec::build::Builder;
use crate::exec::context::Context;
use crate::exec::expr::{BoxEval, RowRef};
use crate::graph::{Data, Graph};
use crate::value::{EdgeId, Grouping, NodeId, Strings, Value};
use foldhash::fast::RandomState;
use indexmap::IndexSet;

/// Where the values of a key come from.
enum From {
    Column(Var),
    Property(Source, BoxEval),
    /// A part of a date.
    Part(Source, String, BoxEval),
    Memo(Memo),
    /// A text made of a property that is one of many texts, and the texts so far.
    Words(Source, Words, Strings, BoxEval),
    Expr(BoxEval),
}

/// How values are numbered; 0 is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// By the number of the node, plus 1.
    Nodes,
    /// By the number of the edge, plus 1.
    Edges,
    /// By the code of a text property, of nodes or of edges, plus 1.
    Codes { of_edges: bool },
    /// By the integer plus 1, which is small and not negative.
    Integers,
    /// By the place of the part of a date among all such parts, plus 1.
    Parts,
    /// By the code of a text among those that were made so far, plus 1.
    Words,
    /// In order of first occurrence, from 1.
    Met,
}

/// A key: it gives each row a number, the same for equal values.
pub(in crate::exec) struct Key {
    from: From,
    pub(super) numbering: Option<Numbering>,
    pub(super) met: IndexSet<Grouping, RandomState>,
    pub(super) bound: u32,
    /// The first and the last of the nodes that are numbered, where these are not all.
    pub(super) span: Option<(u32, u32)>,
}

/// So few texts are made once for all groups.
const FEW: u32 = 4096;

impl Key {
    pub(in crate::exec) fn new(
        expr: &Expr,
        builder: &mut Builder<'_, '_>,
    ) -> Result<Key, ExecError> {
        let source = |(var, key): (Var, &str), builder: &Builder<'_, '_>| Source {
            var,
            key: builder.cx.graph.key_id(key),
        };
        let words = Words::new(expr, builder).filter(|((_, key), _)| has_many(key, builder));
        let from = match (expr, part(expr, &builder.locals)) {
            _ if let Some((of, words)) = words => {
                let source = source(of, builder);
                From::Words(source, words, Strings::default(), builder.expr(expr)?)
            }
            (Expr::Var(var), _) => From::Column(*var),
            (_, Some((var, key, part))) if is_dates(key, builder.cx.graph) => {
                From::Part(source((var, key), builder), part.to_owned(), builder.expr(expr)?)
            }
            _ => match (property(expr, &builder.locals), only_property(expr, &builder.locals)) {
                (Some(of), _) if !is_dates(of.1, builder.cx.graph) => {
                    From::Property(source(of, builder), builder.expr(expr)?)
                }
                (_, Some(of)) => From::Memo(Memo::new(source(of, builder), expr, builder)?),
                _ => From::Expr(builder.expr(expr)?),
            },
        };
        Ok(Key { from, numbering: None, met: IndexSet::default(), bound: 1, span: None })
    }

    /// The key of a column.
    pub(in crate::exec) fn of_column(var: Var) -> Key {
        let (from, met) = (From::Column(var), IndexSet::default());
        Key { from, numbering: None, met, bound: 1, span: None }
    }

    /// All numbers so far are less than this.
    pub(super) fn bound(&self) -> u32 {
        self.bound
    }

    /// Gets ready to number a batch. The result is false where values come that the numbering has no numbers for: then
    /// all numbers so far must be [renumbered](Key::renumber).
    pub(super) fn fits(&mut self, batch: &Batch, cx: &Context<'_>) -> bool {
        let fits = self.fitting(batch, cx);
        if let (None, Numbering::Nodes, From::Column(var)) = (self.numbering, fits, &self.from) {
            self.span = span(batch.column(*var), cx.graph);
        }
        let numbering = *self.numbering.get_or_insert(fits);
        numbering == Numbering::Met || numbering == fits
    }

    /// The codes from which the numbers of a batch that the numbering fits can be read.
    pub(super) fn coded<'a>(&mut self, batch: &'a Batch, cx: &Context<'a>) -> Option<Coded<'a>> {
        match (self.numbering?, &self.from) {
            (Numbering::Codes { .. }, From::Property(source, _)) => {
                let values = source.values(batch, cx)?;
                let Data::String(column) = values.column.data() else { return None };
                self.bound = column.strings.len() as u32 + 1;
                Some(Coded { values, codes: &column.codes, numbers: None })
            }
            (Numbering::Parts, From::Part(source, part, _)) => {
                let values = source.values(batch, cx)?;
                let (codes, part) = values.part(part)?;
                self.bound = part.values.len() as u32 + 1;
                Some(Coded { values, codes, numbers: Some(&part.places) })
            }
            _ => None,
        }
    }

    /// Puts the number of each row of a batch that the numbering fits into `to`; false, where an integer is not small, as
    /// for [`Key::fits`].
    pub(super) fn number(
        &mut self,
        batch: &Batch,
        to: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<bool, ExecError> {
        to.clear();
        to.reserve(batch.len);
        if self.numbering == Some(Numbering::Met) {
            self.meet_all(batch, to, cx)?;
            return Ok(true);
        }
        let before = self.made();
        let fits = self.read(batch, to, cx);
        cx.hold(self.made() - before)?;
        Ok(fits)
    }

    /// How many bytes the texts take that were made, about.
    fn made(&self) -> usize {
        match &self.from {
            From::Words(_, _, known, _) => known.all().len() + known.len() * 20,
            _ => 0,
        }
    }

    /// The numbering that fits the batch best.
    fn fitting(&self, batch: &Batch, cx: &Context<'_>) -> Numbering {
        match &self.from {
            From::Column(var) => match batch.column(*var) {
                Some(Column::Nodes(_)) => Numbering::Nodes,
                Some(Column::Edges(_)) => Numbering::Edges,
                Some(Column::Integers(_)) => Numbering::Integers,
                _ => Numbering::Met,
            },
            From::Property(source, _) => match source.values(batch, cx) {
                Some(values) => match values.column.data() {
                    Data::String(_) => Numbering::Codes { of_edges: values.of_edges },
                    Data::Integer(_) => Numbering::Integers,
                    _ => Numbering::Met,
                },
                None => Numbering::Met,
            },
            From::Part(source, part, _) => {
                let values = source.values(batch, cx).filter(|values| !values.of_edges);
                match values.and_then(|values| values.part(part)) {
                    Some(_) => Numbering::Parts,
                    None => Numbering::Met,
                }
            }
            From::Words(source, ..) => match source.values(batch, cx).map(|v| v.column.data()) {
                Some(Data::String(_)) => Numbering::Words,
                _ => Numbering::Met,
            },
            From::Memo(_) | From::Expr(_) => Numbering::Met,
        }
    }

    /// Numbers a batch that the numbering fits, if not by codes; false where an integer is not small.
    fn read(&mut self, batch: &Batch, to: &mut Vec<u32>, cx: &Context<'_>) -> bool {
        match &mut self.from {
            From::Column(var) => match batch.column(*var) {
                Some(Column::Nodes(ids)) => {
                    self.bound = match self.span {
                        Some((first, last)) => last - first + 2,
                        None => cx.graph.node_count() as u32 + 1,
                    };
                    nodes(ids, self.span, to)
                }
                Some(Column::Edges(ids)) => {
                    self.bound = cx.graph.edge_count() as u32 + 1;
                    to.extend(ids.iter().map(|id| id.wrapping_add(1)));
                    true
                }
                Some(Column::Integers(all)) => {
                    integers(all.iter().map(|n| Some(*n)), to, &mut self.bound)
                }
                _ => false,
            },
            From::Property(source, _) => source
                .values(batch, cx)
                .is_some_and(|values| property_integers(values, to, &mut self.bound)),
            From::Words(source, words, known, _) => {
                let Some(values) = source.values(batch, cx) else { return false };
                let Data::String(column) = values.column.data() else { return false };
                to.extend((0..batch.len as u32).map(|row| {
                    let code = values.slot(row).and_then(|slot| column.codes.get(slot));
                    let text = code.and_then(|code| words.apply(column.strings.text(*code)));
                    text.map_or(0, |text| known.intern(&text) + 1)
                }));
                self.bound = known.len() as u32 + 1;
                true
            }
            From::Part(..) | From::Memo(_) | From::Expr(_) => false,
        }
    }

    fn meet_all(
        &mut self,
        batch: &Batch,
        to: &mut Vec<u32>,
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        let met = &mut self.met;
        let mut bytes = 0;
        let mut meet = |value: Value| meet(met, value, &mut bytes);
        match &mut self.from {
            From::Column(var) => {
                to.extend((0..batch.len).map(|row| meet(batch.value(*var, row))));
            }
            From::Property(_, expr)
            | From::Part(_, _, expr)
            | From::Words(.., expr)
            | From::Expr(expr) => {
                for row in 0..batch.len {
                    cx.tick(1)?;
                    to.push(meet(expr.eval(RowRef { batch, row }, cx)?));
                }
            }
            From::Memo(memo) => {
                // Numbers are remembered plus 1: 0 stands for what is not known.
                let codes = memo.codes(batch, cx);
                if codes.is_some() {
                    memo.prepare(batch, cx, |value| Ok(meet(value.clone()) + 1));
                }
                for row in 0..batch.len {
                    let row = RowRef { batch, row };
                    let number = match codes {
                        Some(codes) => memo.get(codes, row, cx, |value| Ok(meet(value) + 1))? - 1,
                        None => meet(memo.expr.eval(row, cx)?),
                    };
                    to.push(number);
                }
            }
        }
        self.bound = self.met.len() as u32 + 1;
        cx.hold(bytes)
    }

    /// From now on numbers all nodes, where it numbered those of a label, else values in order of occurrence; renumbers those
    /// in `numbers`.
    pub(super) fn renumber(
        &mut self,
        numbers: &mut [u32],
        cx: &mut Context<'_>,
    ) -> Result<(), ExecError> {
        if self.numbering == Some(Numbering::Met) {
            return Ok(());
        }
        if let Some((first, _)) = self.span.take() {
            // Now all nodes are numbered.
            numbers.iter_mut().filter(|n| **n > 0).for_each(|n| *n = n.saturating_add(first));
            self.bound = cx.graph.node_count() as u32 + 1;
            return Ok(());
        }
        let values: Vec<Value> = numbers.iter().map(|n| self.value(*n, cx.graph)).collect();
        self.numbering = Some(Numbering::Met);
        let mut bytes = 0;
        for (number, value) in numbers.iter_mut().zip(values) {
            *number = meet(&mut self.met, value, &mut bytes);
        }
        self.bound = self.met.len() as u32 + 1;
        cx.hold(bytes)
    }

    /// The node that has the number 1.
    pub(super) fn first(&self) -> u32 {
        self.span.map_or(0, |(first, _)| first)
    }

    /// The value of a number.
    pub(super) fn value(&self, number: u32, graph: &Graph) -> Value {
        let Some(id) = number.checked_sub(1) else { return Value::Null };
        match self.numbering {
            Some(Numbering::Nodes) => Value::Node(NodeId(self.first() + id)),
            Some(Numbering::Edges) => Value::Edge(EdgeId(id)),
            Some(Numbering::Integers) => Value::Integer(id.into()),
            Some(Numbering::Words) => match &self.from {
                From::Words(_, _, known, _) => Value::from(known.text(id)),
                _ => Value::Null,
            },
            Some(Numbering::Parts) => self.part_value(id, graph).unwrap_or(Value::Null),
            Some(Numbering::Codes { of_edges }) => {
                let From::Property(Source { key: Some(key), .. }, _) = self.from else {
                    return Value::Null;
                };
                let column = if of_edges { graph.edge_column(key) } else { graph.node_column(key) };
                match column.map(|column| column.data()) {
                    Some(Data::String(column)) => Value::from(column.strings.text(id)),
                    _ => Value::Null,
                }
            }
            Some(Numbering::Met) | None => {
                self.met.get_index(id as usize).map_or(Value::Null, |value| value.0.clone())
            }
        }
    }

    fn part_value(&self, place: u32, graph: &Graph) -> Option<Value> {
        let From::Part(source, part, _) = &self.from else { return None };
        let Data::Edtf(dates) = graph.node_column(source.key?)?.data() else { return None };
        dates.part(part)?.values.get(place as usize).copied().map(Value::Integer)
    }

    /// The values of these numbers as a column.
    pub(super) fn column(&self, numbers: impl Iterator<Item = u32>, graph: &Graph) -> Column {
        match self.numbering {
            Some(Numbering::Nodes) => {
                let first = self.first();
                Column::Nodes(
                    numbers.map(|n| n.checked_sub(1).map_or(NONE, |n| n + first)).collect(),
                )
            }
            Some(Numbering::Edges) => {
                Column::Edges(numbers.map(|n| n.checked_sub(1).unwrap_or(NONE)).collect())
            }
            Some(Numbering::Codes { .. } | Numbering::Parts) if self.bound <= FEW => {
                // Of the same text there is one value.
                let mut known: Vec<Option<Value>> = vec![None; self.bound as usize + 1];
                Column::Values(
                    numbers
                        .map(|n| match known.get_mut(n as usize) {
                            Some(known) => {
                                known.get_or_insert_with(|| self.value(n, graph)).clone()
                            }
                            None => self.value(n, graph),
                        })
                        .collect(),
                )
            }
            _ => Column::Values(numbers.map(|n| self.value(n, graph)).collect()),
        }
    }
}
