//! Comparisons of a property that are never true, where only a warning tells why nothing is found.

use super::Binder;
use super::dates::{Placed, key};
use crate::algebra::Expr;
use crate::diagnostic::{Diagnostic, Span};
use crate::graph::Data;
use crate::value::{Quantity, Value};

/// So many values of a property are looked at.
const LOOKED_AT: usize = 100;

impl Binder<'_> {
    /// Warns of a property that is compared with null, and of amounts that are compared with a bare number.
    pub(super) fn warn_of_comparisons(&mut self, operands: &[Placed]) {
        for (one, other) in operands.iter().zip(operands.iter().skip(1)) {
            self.warn_of_comparison(one, other);
            self.warn_of_comparison(other, one);
        }
    }

    fn warn_of_comparison(&mut self, (property, _): &Placed, (value, span): &Placed) {
        let (Some(key), Expr::Literal(value)) = (key(&property.expr), &value.expr) else { return };
        let warning = match value {
            Value::Null => with_null(*span),
            Value::Integer(_) | Value::Float(_) => match self.an_amount(&key) {
                Some(amount) => with_number(&key, value, &amount, *span),
                None => return,
            },
            _ => return,
        };
        self.warn(warning);
    }

    /// One of the values of a property that holds nothing but amounts, as far as is looked.
    fn an_amount(&self, key: &str) -> Option<Quantity> {
        let graph = self.graph?;
        let key = graph.key_id(key)?;
        let Data::Other(values) = graph.node_column(key)?.data() else { return None };
        let mut values = values.iter().filter(|value| !value.is_null()).take(LOOKED_AT).peekable();
        let Some(Value::Quantity(first)) = values.peek() else { return None };
        let all = values.clone().all(|value| matches!(value, Value::Quantity(_)));
        all.then(|| (**first).clone())
    }
}

fn with_null(span: Span) -> Diagnostic {
    Diagnostic::warning(span, "a comparison with null is never true")
        .help("write `IS NULL` or `IS NOT NULL`")
}

fn with_number(key: &str, number: &Value, amount: &Quantity, span: Span) -> Diagnostic {
    let message = format!("`{key}` holds amounts, which never compare with a bare number");
    Diagnostic::warning(span, message)
        .label("no unit")
        .help(format!("write `quantity({number}, '{}')`, or compare `amount(…)`", amount.unit))
}

#[cfg(test)]
mod tests {
    use super::super::bind;
    use crate::graph::{Graph, GraphBuilder};
    use crate::syntax::pattern::parse;
    use crate::value::test_values::quantity;

    fn warnings(graph: &Graph, condition: &str) -> Vec<String> {
        let query = parse(&format!("MATCH (a) WHERE {condition} RETURN a")).unwrap();
        let bound = bind(&query, Some(graph)).unwrap();
        bound.warnings.into_iter().map(|warning| warning.message).collect()
    }

    #[test]
    fn comparisons_that_are_never_true_are_told() {
        let mut builder = GraphBuilder::new();
        let properties = [("price", quantity(5, "CNY")), ("size", 5.into()), ("mixed", 1.into())];
        let named = |(key, value): &(&str, _)| ((*key).to_owned(), Clone::clone(value));
        builder.add_node(&["A"], properties.iter().map(named).collect());
        builder.add_node(&["A"], vec![("mixed".to_owned(), quantity(5, "CNY"))]);
        let graph = builder.build().unwrap();

        let amounts = "`price` holds amounts, which never compare with a bare number";
        for condition in ["a.price > 3", "3.5 >= a.price", "1 < a.size < a.price <= 9"] {
            assert_eq!(warnings(&graph, condition), [amounts], "{condition}");
        }
        let null = "a comparison with null is never true";
        assert_eq!(warnings(&graph, "a.size = null"), [null]);
        let fine = ["a.size > 3", "a.price > quantity(3, 'CNY')", "a.mixed = 3", "a.size IS NULL"];
        for condition in fine {
            assert!(warnings(&graph, condition).is_empty(), "{condition}");
        }
    }
}
