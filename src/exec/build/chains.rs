//! Operators that follow edges.

use super::Builder;
use crate::algebra::{LabelExpr, Var};
use crate::exec::ExecError;
use crate::exec::batch::Batch;
use crate::exec::expr::RowRef;
use crate::exec::labels::Follow;
use crate::exec::ops::{self, ChainVars};
use crate::exec::vector::Condition;
use crate::plan::{Branch, Chain, Op, Pipeline};

/// So few types are gone through one by one.
const FEW_TYPES: usize = 8;

impl Builder<'_, '_> {
    pub(super) fn follow(&self, chain: &Chain) -> Follow {
        Follow::new(self.cx.graph, chain.types.as_ref(), chain.direction)
    }

    pub(super) fn expand(
        &mut self,
        chain: &Chain,
        live: Option<Vec<Var>>,
    ) -> Result<ops::Expand, ExecError> {
        let edge_used =
            self.cx.traced() || live.as_ref().is_none_or(|live| live.contains(&chain.edge));
        Ok(ops::Expand {
            input: Default::default(),
            from: chain.from,
            edge: chain.edge,
            to: chain.to,
            into: chain.into,
            lanes: self.lanes(chain)?,
            apart: chain.apart.clone(),
            edge_used,
            live,
        })
    }

    pub(super) fn steps(&mut self, chain: &Chain) -> Result<ops::Steps, ExecError> {
        let to = chain.into.then_some(chain.to);
        let lanes = match chain.types {
            // Their order does not matter, so there is no need of lists of edges of all types.
            None if self.cx.graph.types().count() <= FEW_TYPES => {
                self.lanes(&Chain { types: Some(LabelExpr::Any), ..chain.clone() })?
            }
            _ => self.lanes(chain)?,
        };
        let (from, apart) = (chain.from, chain.apart.clone());
        Ok(ops::Steps { from, to, lanes, apart })
    }

    pub(super) fn set(&mut self, set: &Branch) -> Result<ops::Set, ExecError> {
        let conditions: Result<Vec<_>, _> =
            set.filter.iter().map(|predicate| Condition::new(predicate, self)).collect();
        let lanes = self.lanes(&set.chain)?;
        Ok(ops::Set { edge: set.chain.edge, to: set.chain.to, lanes, conditions: conditions? })
    }

    pub(super) fn lanes(&mut self, chain: &Chain) -> Result<ops::Lanes, ExecError> {
        let mut properties = Vec::with_capacity(chain.properties.len());
        let nothing = Batch::unit(false);
        for (key, value) in &chain.properties {
            let value = self.expr(value)?.eval(RowRef { batch: &nothing, row: 0 }, self.cx)?;
            properties.push((self.cx.graph.key_id(key), value));
        }
        let text = match &chain.to_text {
            Some((key, value)) => {
                let value = self.expr(value)?.eval(RowRef { batch: &nothing, row: 0 }, self.cx)?;
                Some((self.cx.graph.key_id(key), value))
            }
            None => None,
        };
        let (label, into) = (chain.to_label.as_deref(), chain.into);
        let wanted = ops::Wanted { label, text, properties, into };
        let (graph, types) = (self.cx.graph, chain.types.as_ref());
        Ok(ops::Lanes::new(graph, types, chain.direction, wanted))
    }

    pub(super) fn ends(&self, chain: &Chain, from_bound: bool) -> ops::Ends {
        ops::Ends {
            from: chain.from,
            edge: chain.edge,
            to: chain.to,
            from_bound,
            into: chain.into,
            follow: self.follow(chain),
            apart: chain.apart.clone(),
            state: Default::default(),
        }
    }

    pub(super) fn chain_vars(&self, chain: &Chain, live: Option<&[Var]>) -> ChainVars {
        let Chain { from, edge, to, into, reversed, .. } = *chain;
        let listed = self.cx.traced() || live.is_none_or(|live| live.contains(&edge));
        ChainVars { from, edge, to, into, reversed, listed }
    }

    pub(super) fn edges(&mut self, chain: &Chain) -> Result<ops::Edges, ExecError> {
        let mut properties = Vec::with_capacity(chain.properties.len());
        for (key, value) in &chain.properties {
            properties.push((self.cx.graph.key_id(key), self.expr(value)?));
        }
        Ok(ops::Edges::new(self.follow(chain), properties, chain.apart.clone()))
    }
}

/// The edge, where a pipeline that is run for rows does no more than follow one.
pub(super) fn one_edge(inner: &Pipeline) -> Option<&Chain> {
    match inner.steps.as_slice() {
        [first, second] if first.op == Op::Argument => match &second.op {
            Op::Expand { chain } | Op::Degree { chain } if chain.from != chain.to => Some(chain),
            _ => None,
        },
        _ => None,
    }
}
