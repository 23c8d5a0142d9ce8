//! Integers in as few bytes as the greatest of them needs.
//!
//! What is packed is the distance from the least one, or, where numbers ascend by small steps, from the one before. Each
//! takes 1, 2, 3, 4 or 8 bytes, the same for all. So a packed array is never longer than what it unpacks to, and a file
//! cannot ask for more memory than eight times its size.

use super::payload::Payload;
use super::reader::{Bytes, Section};
use crate::graph::snapshot::SnapshotError;

/// How many bytes a number may take.
const WIDTHS: [usize; 5] = [1, 2, 3, 4, 8];

/// Packed integers.
#[derive(Debug, Clone)]
pub(super) struct Packed {
    count: usize,
    /// The least, or where they ascend the first.
    base: i64,
    width: usize,
    /// Each number is the distance from the one before.
    ascending: bool,
    bytes: Bytes,
}

/// Adds integers to a payload.
pub(super) fn write(numbers: impl Iterator<Item = i64> + Clone, to: &mut Payload<'_>) {
    let (mut least, mut most, mut count) = (i64::MAX, i64::MIN, 0u64);
    let (mut ascending, mut step, mut before) = (true, 0, None);
    for number in numbers.clone() {
        (least, most, count) = (least.min(number), most.max(number), count + 1);
        let last = before.replace(number).unwrap_or(number);
        ascending &= last <= number;
        step = distance(last, number).max(step);
    }
    let span = if count == 0 { 0 } else { distance(least, most) };
    let (by_step, plain) = (width(step), width(span));
    let ascending = ascending && by_step < plain;
    let (width, base) =
        (if ascending { by_step } else { plain }, if count == 0 { 0 } else { least });
    to.number(count);
    to.number(base as u64);
    to.number(width as u64 | u64::from(ascending) << 8);
    let mut bytes = Vec::with_capacity(count as usize * width);
    let mut from = base;
    for number in numbers {
        bytes.extend_from_slice(distance(from, number).to_le_bytes().get(..width).unwrap_or(&[]));
        if ascending {
            from = number;
        }
    }
    to.made(bytes);
}

fn distance(from: i64, to: i64) -> u64 {
    to.wrapping_sub(from) as u64
}

/// How many bytes hold a number.
fn width(most: u64) -> usize {
    let fits = |width: &usize| *width == 8 || most < 1 << (8 * width);
    WIDTHS.into_iter().find(fits).unwrap_or(8)
}

/// The next packed integers of a section.
pub(super) fn read(from: &mut Section) -> Result<Packed, SnapshotError> {
    let (count, base, form) = (from.number()?, from.number()? as i64, from.number()?);
    let (width, ascending) = ((form & 0xff) as usize, form >> 8 == 1);
    if !WIDTHS.contains(&width) || form >> 8 > 1 {
        return Err(from.wrong("its numbers are packed in an unknown way"));
    }
    let bytes = from.bytes(count, width)?;
    Ok(Packed { count: count as usize, base, width, ascending, bytes })
}

impl Packed {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// What `make` makes of each number, in order.
    pub(super) fn map<T>(&self, make: impl FnMut(i64) -> T) -> Vec<T> {
        match self.width {
            1 => self.unpack(|[a]: &[u8; 1]| i64::from(*a), make),
            2 => self.unpack(|bytes| i64::from(u16::from_le_bytes(*bytes)), make),
            3 => self.unpack(|[a, b, c]| i64::from(u32::from_le_bytes([*a, *b, *c, 0])), make),
            4 => self.unpack(|bytes| i64::from(u32::from_le_bytes(*bytes)), make),
            _ => self.unpack(|bytes| i64::from_le_bytes(*bytes), make),
        }
    }

    fn unpack<const WIDTH: usize, T>(
        &self,
        distance: impl Fn(&[u8; WIDTH]) -> i64,
        mut make: impl FnMut(i64) -> T,
    ) -> Vec<T> {
        let (chunks, _) = self.bytes.as_slice().as_chunks::<WIDTH>();
        let distances = chunks.iter().map(distance);
        let mut number = self.base;
        if !self.ascending {
            return distances.map(|distance| make(number.wrapping_add(distance))).collect();
        }
        let numbers = distances.map(|distance| {
            number = number.wrapping_add(distance);
            make(number)
        });
        numbers.collect()
    }

    /// The numbers below `limit`; what is not, which no nenpyo writes, becomes the last below it.
    pub(super) fn below(&self, limit: usize) -> Vec<u32> {
        let last = limit.saturating_sub(1).min(u32::MAX as usize) as i64;
        self.map(|number| number.clamp(0, last) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn packed(numbers: &[i64]) -> (Packed, usize) {
        let mut payload = Payload::default();
        write(numbers.iter().copied(), &mut payload);
        let bytes: Vec<u8> = payload.parts().flatten().copied().collect();
        let (length, mut section) = (bytes.len(), Section::new("numbers", bytes));
        let found = read(&mut section).expect("numbers");
        section.finish().expect("nothing behind them");
        (found, length - 24)
    }

    proptest! {
        #[test]
        fn numbers_come_back(
            numbers in prop::collection::vec(prop_oneof![any::<i64>(), 0i64..300, 1i64 << 20..1 << 33], 0..50),
            sorted in any::<bool>(),
        ) {
            let mut numbers = numbers;
            if sorted {
                numbers.sort_unstable();
            }
            prop_assert_eq!(packed(&numbers).0.map(|number| number), numbers);
        }
    }

    #[test]
    fn each_takes_as_few_bytes_as_all_need() {
        assert_eq!(packed(&[7, 7, 262]).1, 3);
        assert_eq!(packed(&[7, 6, 262]).1, 6);
        assert_eq!(packed(&[100_000, 200_000, 300_000, 300_001]).1, 12);
        assert_eq!(packed(&[1 << 40, (1 << 40) + 1, 1 << 41]).1, 24);
        assert_eq!(packed(&[i64::MIN, i64::MAX]).1, 16);
        assert_eq!(packed(&[5, -1, 900]).0.below(4), [3, 0, 3]);
    }
}
