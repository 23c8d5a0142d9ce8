//! How the values of a column are spread, for a planner.

use super::column::{Column, Data};
use crate::value::Value;

/// How many values are looked at.
const SAMPLE: usize = 20_000;
/// How many of the most common values are kept.
const COMMON: usize = 100;
/// Into how many parts of equal size the values are cut.
const PARTS: usize = 100;

/// How the values of a column are spread.
///
/// Up to 20,000 values are counted exactly; of more, as many are looked at, spread evenly over the column. The number
/// of distinct values is then estimated after Haas and Stokes (*Estimating the number of classes in a finite
/// population*, 1998: their Duj1, which PostgreSQL uses too); where there is a dictionary, it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnStatistics {
    /// How many rows have a value.
    pub values: usize,
    /// How many distinct values, at least 1 where there are any.
    pub distinct: usize,
    /// Keys of the most common values, ascending, and the part of the values that each has.
    common: Vec<(i64, f64)>,
    quantiles: Vec<f64>,
}

impl ColumnStatistics {
    pub(super) fn new(column: &Column) -> ColumnStatistics {
        let values = column.rows().count();
        let slots = sample(column);
        let mut keys: Vec<i64> = slots.iter().filter_map(|slot| key_at(column, *slot)).collect();
        let mut numbers: Vec<f64> =
            slots.iter().filter_map(|slot| number_at(column.data(), *slot)).collect();
        keys.sort_unstable();
        numbers.sort_unstable_by(f64::total_cmp);
        let sizes: Vec<(i64, usize)> = keys
            .chunk_by(|a, b| a == b)
            .filter_map(|run| Some((*run.first()?, run.len())))
            .collect();
        ColumnStatistics {
            values,
            distinct: column.distinct().unwrap_or_else(|| distinct(&sizes, keys.len(), values)),
            common: common(sizes, keys.len()),
            quantiles: quantiles(&numbers),
        }
    }

    /// The part of the values (0 to 1) that is less than a number, or begins before a day (in days since 1970-01-01);
    /// `None` where the column holds neither numbers nor dates.
    pub fn part_below(&self, number: f64) -> Option<f64> {
        let (first, last) = (self.quantiles.first()?, self.quantiles.last()?);
        let at = self.quantiles.partition_point(|quantile| *quantile < number);
        let within =
            match (at.checked_sub(1).and_then(|i| self.quantiles.get(i)), self.quantiles.get(at)) {
                (Some(low), Some(high)) if high > low => (number - low) / (high - low),
                _ => 0.0,
            };
        let parts = (self.quantiles.len() - 1).max(1) as f64;
        Some(match at {
            0 => 0.0,
            _ if number > *last => 1.0,
            _ if first == last => 0.0,
            _ => ((at - 1) as f64 + within.clamp(0.0, 1.0)) / parts,
        })
    }

    /// The part of the values that has a key, where it is in the column.
    fn part_of_key(&self, key: i64) -> f64 {
        match self.common.binary_search_by_key(&key, |(key, _)| *key) {
            Ok(at) => self.common.get(at).map_or(0.0, |(_, part)| *part),
            Err(_) => {
                let rest = 1.0 - self.common.iter().map(|(_, part)| part).sum::<f64>();
                rest.max(0.0) / self.distinct.saturating_sub(self.common.len()).max(1) as f64
            }
        }
    }
}

impl Column {
    /// The part of the values (0 to 1) that is expected to equal a value; `None` where nothing is known of such values.
    pub fn part_equal(&self, value: &Value) -> Option<f64> {
        let key = match (self.data(), value) {
            (Data::Boolean(_), Value::Boolean(value)) => Some(i64::from(*value)),
            (Data::Integer(_), Value::Integer(value)) => Some(*value),
            (Data::Float(_), Value::Float(value)) => Some(float_key(*value)),
            (Data::String(column), Value::String(text)) => column.strings.find(text).map(i64::from),
            (Data::Edtf(column), Value::Edtf(date)) => {
                column.dates().get_index_of(date).map(|code| code as i64)
            }
            _ => return None,
        };
        Some(key.map_or(0.0, |key| self.statistics().part_of_key(key)))
    }
}

/// Slots with a value: all, or about [`SAMPLE`], one at a random place of each stretch of equal length.
fn sample(column: &Column) -> Vec<usize> {
    let slots = column.rows().slots();
    let stretch = slots.div_ceil(SAMPLE).max(1);
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        // A linear congruential generator; its upper half is random enough to avoid periods of the data.
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % stretch
    };
    let picked = (0..slots).step_by(stretch).map(|start| start + next());
    picked.filter(|slot| column.rows().row(*slot).is_some()).collect()
}

fn float_key(value: f64) -> i64 {
    value.to_bits() as i64
}

/// What tells values of a column apart.
fn key_at(column: &Column, slot: usize) -> Option<i64> {
    match column.data() {
        Data::Boolean(values) => values.get(slot).map(|value| i64::from(*value)),
        Data::Integer(values) => values.get(slot).copied(),
        Data::Float(values) => values.get(slot).copied().map(float_key),
        Data::String(column) => column.codes.get(slot).copied().map(i64::from),
        Data::Edtf(column) => column.codes.get(slot).copied().map(i64::from),
        // Each value counts as its own.
        Data::Other(_) => Some(slot as i64),
    }
}

fn number_at(data: &Data, slot: usize) -> Option<f64> {
    match data {
        Data::Integer(values) => values.get(slot).map(|value| *value as f64),
        Data::Float(values) => values.get(slot).copied().filter(|value| !value.is_nan()),
        Data::Edtf(column) => {
            let bounds = column.bounds().get(*column.codes.get(slot)? as usize)?;
            Some(bounds.earliest.map_or(f64::NEG_INFINITY, f64::from))
        }
        _ => None,
    }
}

fn distinct(sizes: &[(i64, usize)], sampled: usize, values: usize) -> usize {
    if sampled >= values {
        return sizes.len();
    }
    let once = sizes.iter().filter(|(_, size)| *size == 1).count() as f64;
    let (n, found, all) = (sampled as f64, sizes.len() as f64, values as f64);
    let estimate = n * found / (n - once + once * n / all).max(1.0);
    (estimate.round() as usize).clamp(sizes.len(), values)
}

/// The values that are found more often than once, of these the most common.
fn common(mut sizes: Vec<(i64, usize)>, sampled: usize) -> Vec<(i64, f64)> {
    sizes.retain(|(_, size)| *size > 1);
    sizes.sort_unstable_by_key(|(key, size)| (std::cmp::Reverse(*size), *key));
    sizes.truncate(COMMON);
    sizes.sort_unstable();
    sizes.into_iter().map(|(key, size)| (key, size as f64 / sampled as f64)).collect()
}

/// The least, the values that cut the sorted ones into equal parts, and the greatest.
fn quantiles(sorted: &[f64]) -> Vec<f64> {
    let Some(last) = sorted.len().checked_sub(1) else { return Vec::new() };
    let parts = PARTS.min(last.max(1));
    (0..=parts).filter_map(|part| sorted.get(last * part / parts).copied()).collect()
}
