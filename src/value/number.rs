//! Numbers of two kinds compared without rounding.

use std::cmp::Ordering;

/// 2⁶³, the first float above every integer.
const ABOVE_INTEGERS: f64 = 9_223_372_036_854_775_808.0;

/// Compares an integer with a float by their exact values; `None` for NaN.
pub(super) fn compare_mixed(integer: i64, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        None
    } else if float >= ABOVE_INTEGERS {
        Some(Ordering::Less)
    } else if float < -ABOVE_INTEGERS {
        Some(Ordering::Greater)
    } else {
        let whole = float.trunc();
        let fraction_order = 0.0.partial_cmp(&(float - whole));
        Some(integer.cmp(&(whole as i64)).then(fraction_order.unwrap_or(Ordering::Equal)))
    }
}

/// The integer that a float equals, if there is one.
pub(super) fn as_integer(float: f64) -> Option<i64> {
    let whole = float.trunc() == float && (-ABOVE_INTEGERS..ABOVE_INTEGERS).contains(&float);
    whole.then_some(float as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_not_rounded() {
        let odd = (1_i64 << 53) + 1;
        assert_eq!(compare_mixed(odd, (1_i64 << 53) as f64), Some(Ordering::Greater));
        assert_eq!(compare_mixed(i64::MAX, ABOVE_INTEGERS), Some(Ordering::Less));
        assert_eq!(compare_mixed(i64::MIN, -ABOVE_INTEGERS), Some(Ordering::Equal));
        assert_eq!(compare_mixed(i64::MIN, f64::NEG_INFINITY), Some(Ordering::Greater));
        assert_eq!(compare_mixed(0, f64::NAN), None);
    }

    #[test]
    fn fractions_decide_between_equal_wholes() {
        assert_eq!(compare_mixed(1, 1.5), Some(Ordering::Less));
        assert_eq!(compare_mixed(-1, -1.5), Some(Ordering::Greater));
        assert_eq!(compare_mixed(0, -0.0), Some(Ordering::Equal));
    }

    #[test]
    fn whole_floats_are_integers() {
        assert_eq!(as_integer(3.0), Some(3));
        assert_eq!(as_integer(3.5), None);
        assert_eq!(as_integer(ABOVE_INTEGERS), None);
        assert_eq!(as_integer(f64::NAN), None);
    }
}
