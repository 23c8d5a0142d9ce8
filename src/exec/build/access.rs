//! Accesses.

use super::Builder;
use crate::algebra::{Expr, Var};
use crate::exec::ExecError;
use crate::exec::ops;
use crate::plan::Access;

impl Builder<'_, '_> {
    pub(super) fn access(&mut self, node: Var, access: &Access) -> Result<ops::Access, ExecError> {
        let graph = self.cx.graph;
        Ok(match access {
            Access::All => ops::Access::All,
            Access::Label(label) => {
                graph.label_id(label).map_or(ops::Access::Nothing, ops::Access::Label)
            }
            Access::Range { label, equal, key, bounds } => {
                self.range(label.as_ref(), equal.as_ref(), key, bounds)?
            }
            Access::Dates { label, equal, key, conditions } => {
                let known = label.as_ref().map(|label| graph.label_id(label));
                let text = equal.as_ref().map(|(key, value)| (graph.key_id(key), value));
                let equal = match text {
                    Some((Some(key), value)) => Some((key, value)),
                    Some((None, _)) => return Ok(ops::Access::Nothing),
                    None => None,
                };
                if known == Some(None) {
                    return Ok(ops::Access::Nothing);
                }
                let label = known.flatten();
                let asked = ops::Asked { node, label, equal, key, conditions };
                ops::Access::Dates(Box::new(ops::ByDate::new(&asked, self)?))
            }
            Access::Property { label, key, value } => {
                let known = label.as_ref().map(|label| graph.label_id(label));
                match (known, graph.key_id(key)) {
                    (Some(None), _) | (_, None) => ops::Access::Nothing,
                    (label, Some(key)) => ops::Access::Property {
                        label: label.flatten(),
                        key,
                        constant: matches!(value, Expr::Literal(_) | Expr::Parameter(_)),
                        value: self.expr(value)?,
                    },
                }
            }
        })
    }

    fn range(
        &mut self,
        label: Option<&String>,
        equal: Option<&(String, Expr)>,
        key: &str,
        bounds: &[(bool, Expr)],
    ) -> Result<ops::Access, ExecError> {
        let graph = self.cx.graph;
        let known = label.map(|label| graph.label_id(label));
        let (Some(key), false) = (graph.key_id(key), known == Some(None)) else {
            return Ok(ops::Access::Nothing);
        };
        let equal = match equal {
            Some((key, value)) => match graph.key_id(key) {
                Some(key) => Some((key, self.expr(value)?)),
                None => return Ok(ops::Access::Nothing),
            },
            None => None,
        };
        let mut compiled = Vec::with_capacity(bounds.len());
        for (lower, value) in bounds {
            compiled.push((*lower, self.expr(value)?));
        }
        let label = known.flatten();
        Ok(ops::Access::Range(ops::Range { label, equal, key, bounds: compiled }))
    }
}
