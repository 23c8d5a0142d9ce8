//! Seeded random numbers.

/// xorshift64*.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 to 1, without 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.unit() * end as f64) as usize
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A place in a list of weights.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum::<u32>() as usize) as u32;
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        0
    }
}

/// Items of which the one of rank r is drawn in proportion to 1 / r^s; ranks are given at random.
pub struct Zipf {
    sums: Vec<f64>,
    items: Vec<u32>,
}

impl Zipf {
    pub fn new(count: usize, s: f64, random: &mut Random) -> Zipf {
        let mut sum = 0.0;
        let sums = (1..=count).map(|rank| {
            sum += (rank as f64).powf(-s);
            sum
        });
        let sums = sums.collect();
        let mut items: Vec<u32> = (0..count as u32).collect();
        (1..count).rev().for_each(|i| items.swap(i, random.below(i + 1)));
        Zipf { sums, items }
    }

    pub fn draw(&self, random: &mut Random) -> usize {
        let at = random.unit() * self.sums.last().copied().unwrap_or(0.0);
        self.items.get(self.sums.partition_point(|sum| *sum <= at)).map_or(0, |item| *item as usize)
    }
}
