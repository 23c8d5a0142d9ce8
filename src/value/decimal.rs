//! Decimal numbers from and to the numbers of the language.

use super::Value;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The decimal number of an integer, of a float as it is written, or of a text; `None` for anything else and for what
/// does not fit 28 digits.
pub fn to_decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(integer) => Some(Decimal::from(*integer)),
        Value::Float(float) => Decimal::from_str_exact(&float.to_string()).ok(),
        Value::String(text) => Decimal::from_str_exact(text.trim()).ok(),
        _ => None,
    }
}

/// The integer that a decimal number is, or else the nearest float.
pub fn from_decimal(decimal: Decimal) -> Value {
    let whole = if decimal.is_integer() { decimal.to_i64() } else { None };
    whole.map_or_else(|| Value::Float(decimal.to_f64().unwrap_or(f64::NAN)), Value::Integer)
}

/// A number or text that [`to_decimal`] reads as the same number.
pub(super) fn exact_value(decimal: Decimal) -> Value {
    let value = match from_decimal(decimal) {
        // The conversion to float may be off by a digit; reading the text is not.
        Value::Float(_) => decimal.to_string().parse().map_or(Value::Null, Value::Float),
        integer => integer,
    };
    if to_decimal(&value) == Some(decimal) { value } else { decimal.normalize().to_string().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        assert_eq!(to_decimal(&0.1.into()), Some(Decimal::new(1, 1)));
        assert_eq!(to_decimal(&"12.50".into()), Some(Decimal::new(1250, 2)));
        assert_eq!(to_decimal(&f64::NAN.into()), None);
        assert_eq!(to_decimal(&1e300.into()), None);
        assert_eq!(to_decimal(&"twelve".into()), None);
    }

    #[test]
    fn exact_values_read_back() {
        let shown = |decimal: &str| exact_value(decimal.parse().unwrap()).to_string();
        assert_eq!(shown("12.50"), "12.5");
        assert_eq!(shown("171000000"), "171000000");
        assert_eq!(shown("0.1"), "0.1");
        assert_eq!(shown("123456789012345678.25"), "'123456789012345678.25'");
        assert_eq!(shown("12345678901234567890"), "'12345678901234567890'");
    }
}
