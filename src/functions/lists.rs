//! Functions of lists, and those that texts share with them.

use super::arguments::{any_null, at, count, integer, list, unexpected};
use super::{Env, EvalError, Function, Type};
use crate::value::{Value, check_length};

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "size",
        &[Type::Sequence],
        Type::Integer,
        "How many elements, or characters: size([1, 2])",
        size,
    ),
    Function::new(
        "isEmpty",
        &[Type::Any],
        Type::Boolean,
        "Whether a list, map or text has nothing in it: isEmpty([])",
        is_empty,
    ),
    Function::new("head", &[Type::List], Type::Any, "The first element: head([1, 2])", head),
    Function::new("last", &[Type::List], Type::Any, "The last element: last([1, 2])", last),
    Function::new(
        "tail",
        &[Type::List],
        Type::List,
        "All elements but the first: tail([1, 2])",
        tail,
    ),
    Function::new(
        "reverse",
        &[Type::Sequence],
        Type::Any,
        "A list or text from the end: reverse('abc')",
        reverse,
    ),
    Function::new(
        "range",
        &[Type::Integer, Type::Integer, Type::Integer],
        Type::List,
        "The integers from one to another, both included, by steps: range(0, 10, 2)",
        range,
    )
    .last_optional(),
];

fn size(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::List(items) => Ok(count(items.len())),
        Value::String(text) => Ok(count(text.chars().count())),
        other => Err(unexpected("size", Type::Sequence, other)),
    }
}

fn is_empty(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::List(items) => Ok(items.is_empty().into()),
        Value::Map(map) => Ok(map.is_empty().into()),
        Value::String(text) => Ok(text.is_empty().into()),
        other => Err(unexpected("isEmpty", Type::Sequence, other)),
    }
}

fn head(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_list("head", args, |items| Ok(items.first().cloned().unwrap_or(Value::Null)))
}

fn last(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_list("last", args, |items| Ok(items.last().cloned().unwrap_or(Value::Null)))
}

fn tail(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    on_list("tail", args, |items| Ok(Value::List(items.get(1..).unwrap_or_default().into())))
}

fn on_list(
    function: &str,
    args: &[Value],
    eval: impl FnOnce(&[Value]) -> Result<Value, EvalError>,
) -> Result<Value, EvalError> {
    if any_null(args) { Ok(Value::Null) } else { eval(list(function, at(args, 0))?) }
}

fn reverse(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    match at(args, 0) {
        Value::Null => Ok(Value::Null),
        Value::List(items) => Ok(items.iter().rev().cloned().collect::<Vec<_>>().into()),
        Value::String(text) => Ok(text.chars().rev().collect::<String>().into()),
        other => Err(unexpected("reverse", Type::Sequence, other)),
    }
}

fn range(_: &Env<'_>, args: &[Value]) -> Result<Value, EvalError> {
    if any_null(args) {
        return Ok(Value::Null);
    }
    let start = integer("range", at(args, 0))?;
    let end = integer("range", at(args, 1))?;
    let step = args.get(2).map_or(Ok(1), |step| integer("range", step))?;
    if step == 0 {
        return Err(EvalError::new("range() has no step of 0")
            .with_help("leave the step out for steps of 1"));
    }
    let steps = (i128::from(end) - i128::from(start)) / i128::from(step);
    let backwards = (end < start) != (step < 0) && end != start;
    let length = if backwards { 0 } else { usize::try_from(steps + 1).unwrap_or(usize::MAX) };
    check_length(length)?;
    // Wraps on the way only: the sum lies between start and end.
    let element = |index: usize| start.wrapping_add(step.wrapping_mul(index as i64));
    Ok((0..length).map(|index| Value::Integer(element(index))).collect::<Vec<_>>().into())
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{call, shown};
    use crate::value::Value;
    use crate::value::test_values::list;

    fn integers<const N: usize>(values: [i64; N]) -> [Value; N] {
        values.map(Value::from)
    }

    #[test]
    fn ranges_include_both_ends() {
        let cases: [(&[Value], &str); 9] = [
            (&integers([-1, 1]), "[-1, 0, 1]"),
            (&integers([0, 0]), "[0]"),
            (&integers([0, -1]), "[]"),
            (&integers([0, 0, -1]), "[0]"),
            (&integers([0, 1, -1]), "[]"),
            (&integers([0, 1, 2]), "[0]"),
            (&integers([1381, -3412, -1298]), "[1381, 83, -1215, -2513]"),
            (&integers([i64::MAX - 1, i64::MAX]), "[9223372036854775806, 9223372036854775807]"),
            (
                &integers([i64::MIN, i64::MAX, i64::MAX]),
                "[-9223372036854775808, -1, 9223372036854775806]",
            ),
        ];
        for (args, expected) in cases {
            assert_eq!(shown("range", args), expected);
        }
    }

    #[test]
    fn huge_ranges_are_errors() {
        assert!(call("range", &integers([i64::MIN, i64::MAX])).is_err());
        assert!(call("range", &integers([0, 10_000_000])).is_err());
        assert!(call("range", &integers([0, 10, 0])).is_err());
        assert!(call("range", &[0.into(), 1.0.into()]).is_err());
    }

    #[test]
    fn ends_of_lists() {
        let items = [list([1.into(), 2.into()])];
        assert_eq!(shown("head", &items), "1");
        assert_eq!(shown("last", &items), "2");
        assert_eq!(shown("tail", &items), "[2]");
        assert_eq!(shown("reverse", &items), "[2, 1]");
        assert_eq!(shown("head", &[list([])]), "null");
        assert_eq!(shown("tail", &[list([])]), "[]");
        assert_eq!(shown("size", &["日本".into()]), "2");
        assert_eq!(
            shown("size", &[1.into()]),
            "error: size() takes a list or text, not the integer 1"
        );
    }
}
