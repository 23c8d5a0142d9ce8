//! Where in a pattern query an error at run time comes from.

use super::prepared::Prepared;
use super::{AskOptions, QUERY, Store};
use crate::algebra::Expr;
use crate::bind::pattern::places;
use crate::diagnostic::{Diagnostic, Span};
use crate::error::Error;
use crate::exec::{ExecError, locate};
use crate::syntax::pattern::parse;

impl Store {
    /// The error with its place in the query, where that can be found.
    pub(super) fn placed(
        &self,
        error: ExecError,
        text: &str,
        asked: &Prepared,
        options: &AskOptions,
    ) -> Error {
        match self.place(&error, text, asked, options) {
            Some(span) => {
                let mut diagnostic = Diagnostic::error(span, error.to_string());
                diagnostic.help = error.help().map(str::to_owned);
                Error::evaluated(QUERY, text, diagnostic, error)
            }
            None => error.into(),
        }
    }

    fn place(
        &self,
        error: &ExecError,
        text: &str,
        asked: &Prepared,
        options: &AskOptions,
    ) -> Option<Span> {
        if !matches!(error, ExecError::Eval(_)) {
            return None;
        }
        let AskOptions { params, limits, cancel, .. } = options;
        let places = places(&parse(text).ok()?, Some(&self.graph));
        let place = only_call(&places, &error.to_string()).or_else(|| {
            let graph = self.graph_as_of(asked.as_of.as_ref());
            let found = locate(&asked.plan, &graph, params, limits, cancel, error)?;
            places.iter().find(|(known, _)| *known == found)
        });
        place.map(|(_, span)| *span)
    }
}

/// The only call of the function that a message begins with, as in `sum(): …`.
fn only_call<'p>(places: &'p [(Expr, Span)], message: &str) -> Option<&'p (Expr, Span)> {
    let (name, _) = message.split_once("()")?;
    let calls = |(expr, _): &&(Expr, Span)| match expr {
        Expr::Aggregate(aggregate) => aggregate.function.name == name,
        Expr::Call(function, _) => function.name == name,
        _ => false,
    };
    let mut found = places.iter().filter(calls);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
