//! Counts of non-negative integers in log-linear buckets: percentiles from little memory that merge exactly.
//!
//! The bucketing of HdrHistogram (Tene 2012): 512 buckets an octave. A bucket is at most 1/512 of its values wide, so a
//! percentile is within 0.2 % wherever inside its bucket the values lie; below 1024 it is exact. Merging adds integers:
//! associative, commutative, the same for any number of threads. Percentiles are of type 7.

use serde::{Deserialize, Serialize};

const SUB_BITS: u32 = 9;
const PAGE: usize = 64;
/// As many values are kept one by one, in two bytes each; most cells of a report (a type in a quarter of an hour) never
/// see more.
const FEW: usize = 1024;

/// How often each value was seen, to 0.2 %.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(u16, u64)>", into = "Vec<(u16, u64)>")]
pub struct Histogram {
    count: u64,
    /// The buckets of the last values, in the order they came. They go to pages many at a time: then the pages, which lie apart, are
    /// looked up side by side, and not one in the way of whatever comes between two values.
    few: Vec<u16>,
    /// Counts by bucket; pages where nothing fell are not stored.
    pages: Vec<Option<Box<[u64; PAGE]>>>,
}

impl Histogram {
    /// Empty, and without any memory of its own.
    pub const fn new() -> Self {
        Self { count: 0, few: Vec::new(), pages: Vec::new() }
    }

    /// Counts one value.
    #[inline]
    pub fn record(&mut self, value: u64) {
        if self.few.len() == FEW {
            self.spread();
        }
        self.few.push(bucket_of(value));
        self.count += 1;
    }

    /// Counts a value `times` times.
    pub fn record_n(&mut self, value: u64, times: u64) {
        if times == 1 {
            self.record(value);
        } else if times > 0 {
            self.add(bucket_of(value), times);
        }
    }

    /// Nothing more is counted for now: where there are pages they hold all values.
    pub fn settle(&mut self) {
        if !self.pages.is_empty() {
            self.spread();
            self.few = Vec::new();
        }
    }

    /// Adds all that the other counted.
    pub fn merge(&mut self, other: &Self) {
        if self.pages.is_empty() && other.pages.is_empty() && self.few.len() + other.few.len() <= FEW {
            self.few.extend_from_slice(&other.few);
            self.count += other.count;
            return;
        }
        other.few.iter().for_each(|bucket| self.add(*bucket, 1));
        self.spread();
        for (number, page) in other.pages() {
            self.page_at(number).iter_mut().zip(page).for_each(|(sum, times)| *sum += times);
        }
        self.count += other.count - other.few.len() as u64;
    }

    /// Takes away what was merged before.
    pub fn subtract(&mut self, other: &Self) {
        self.spread();
        other.visit(|bucket, times| {
            let cell = &mut self.page(bucket)[bucket as usize % PAGE];
            *cell = cell.checked_sub(times).expect("only what was merged can be subtracted");
        });
        self.count -= other.count;
    }

    /// How many values were counted.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `Ordered::quantile`; none if nothing was counted.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        self.ordered().quantile(p)
    }

    /// Its values in order, for whoever asks for several quantiles.
    pub fn ordered(&self) -> Ordered<'_> {
        if !self.few.is_empty() {
            return Ordered { count: self.count, entries: self.entries(), pages: Vec::new() };
        }
        let pages = self.pages().map(|(number, page)| (number, page, page.iter().sum())).collect();
        let entries = Vec::new();
        Ordered { count: self.count, entries, pages }
    }

    /// How many values are at most `x`; the values of x's own bucket in proportion, as in [`Self::quantile`].
    pub fn count_at_most(&self, x: f64) -> f64 {
        if x < 0.0 {
            return 0.0;
        }
        let limit = bucket_of(x as u64);
        let (low, width) = bounds(limit);
        let share = if width == 1 { 1.0 } else { ((x - low as f64) / (width - 1) as f64).min(1.0) };
        let few = |is: fn(&u16, &u16) -> bool| self.few.iter().filter(|bucket| is(bucket, &limit)).count() as u64;
        let (mut below, mut inside) = (few(u16::lt), few(u16::eq));
        let (last, slot) = (limit as usize / PAGE, limit as usize % PAGE);
        for (number, page) in self.pages().take_while(|(number, _)| *number <= last) {
            let cells = if number < last { PAGE } else { slot };
            below += page[..cells].iter().sum::<u64>();
            inside += if number < last { 0 } else { page[slot] };
        }
        below as f64 + inside as f64 * share
    }

    /// The buckets that hold anything, in order, with their counts: all there is to store or send.
    pub fn entries(&self) -> Vec<(u16, u64)> {
        let mut entries = Vec::new();
        self.visit(|bucket, times| entries.push((bucket, times)));
        if !self.few.is_empty() {
            entries.sort_unstable();
            entries.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                kept.1 += if same { next.1 } else { 0 };
                same
            });
        }
        entries
    }

    /// Every non-empty bucket: the last values one by one, then those of the pages, once each and in order.
    fn visit(&self, mut see: impl FnMut(u16, u64)) {
        for bucket in &self.few {
            see(*bucket, 1);
        }
        for (number, page) in self.pages() {
            for (slot, times) in page.iter().enumerate() {
                if *times > 0 {
                    see((number * PAGE + slot) as u16, *times);
                }
            }
        }
    }

    fn add(&mut self, bucket: u16, times: u64) {
        self.page(bucket)[bucket as usize % PAGE] += times;
        self.count += times;
    }

    /// The pages that are stored, in order, with their numbers.
    fn pages(&self) -> impl Iterator<Item = (usize, &[u64; PAGE])> {
        self.pages.iter().enumerate().filter_map(|(number, page)| Some((number, &**page.as_ref()?)))
    }

    /// From single values to pages.
    #[inline(never)]
    fn spread(&mut self) {
        let mut few = std::mem::take(&mut self.few);
        for bucket in few.drain(..) {
            self.page(bucket)[bucket as usize % PAGE] += 1;
        }
        self.few = few;
    }

    fn page(&mut self, bucket: u16) -> &mut [u64; PAGE] {
        self.page_at(bucket as usize / PAGE)
    }

    fn page_at(&mut self, number: usize) -> &mut [u64; PAGE] {
        if self.pages.len() <= number {
            self.pages.resize(number + 1, None);
        }
        self.pages[number].get_or_insert_with(|| Box::new([0; PAGE]))
    }
}

/// The values of a histogram in order.
#[derive(Debug)]
pub struct Ordered<'a> {
    count: u64,
    /// Of a histogram that holds single values: buckets that hold anything, with their counts.
    entries: Vec<(u16, u64)>,
    /// Its pages, with their numbers and how many values fell on each.
    pages: Vec<(usize, &'a [u64; PAGE], u64)>,
}

impl Ordered<'_> {
    /// The quantile `p` by the rule of [`super::quantiles_of`] (type 7: place 1 + (n − 1) p), within 0.2 %; none if nothing was
    /// counted. The values of a bucket are taken to lie evenly in it, so that the percentile moves smoothly with `p`.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        assert!((0.0..=1.0).contains(&p), "a percentile needs a probability, not {p}");
        let place = self.count.checked_sub(1)? as f64 * p;
        // The room keeps 0.07 · 100 = 7.000…01 from being a little more than the seventh.
        let (below, part) = ((place + 1e-9).floor(), (place - (place + 1e-9).floor()).max(0.0));
        let rank = below as u64;
        let first = self.value(rank)?;
        if part == 0.0 || rank + 1 == self.count {
            return Some(first);
        }
        Some(first + part * (self.value(rank + 1)? - first))
    }

    /// The value before which `rank` others lie.
    fn value(&self, rank: u64) -> Option<f64> {
        let (bucket, times, seen) = self.bucket(rank)?;
        let (low, width) = bounds(bucket);
        Some(low as f64 + (width - 1) as f64 * ((rank - seen) as f64 + 0.5) / times as f64)
    }

    /// The bucket of that value, how many lie in it, and how many in those before it.
    fn bucket(&self, rank: u64) -> Option<(u16, u64, u64)> {
        let mut seen = 0;
        for (bucket, times) in &self.entries {
            if rank < seen + times {
                return Some((*bucket, *times, seen));
            }
            seen += times;
        }
        for (number, page, all) in &self.pages {
            if rank < seen + all {
                for (slot, times) in page.iter().enumerate() {
                    if rank < seen + times {
                        return Some(((number * PAGE + slot) as u16, *times, seen));
                    }
                    seen += times;
                }
            }
            seen += all;
        }
        None
    }
}

impl PartialEq for Histogram {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.entries() == other.entries()
    }
}
impl Eq for Histogram {}

impl From<Vec<(u16, u64)>> for Histogram {
    fn from(entries: Vec<(u16, u64)>) -> Self {
        let mut histogram = Self::new();
        for (bucket, times) in entries {
            histogram.record_n(bounds(bucket.min(LAST)).0, times);
        }
        histogram
    }
}
impl From<Histogram> for Vec<(u16, u64)> {
    fn from(histogram: Histogram) -> Self {
        histogram.entries()
    }
}

const LAST: u16 = bucket_of(u64::MAX);

/// The leading bits of the value after its highest one, and how far they were shifted.
#[inline]
const fn bucket_of(value: u64) -> u16 {
    let shift = (value | 1).ilog2().saturating_sub(SUB_BITS);
    ((shift << SUB_BITS) as u64 + (value >> shift)) as u16
}

/// The smallest value of a bucket and how many values it holds.
const fn bounds(bucket: u16) -> (u64, u64) {
    let shift = ((bucket >> SUB_BITS) as u32).saturating_sub(1);
    ((bucket as u64 - ((shift as u64) << SUB_BITS)) << shift, 1 << shift)
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    fn of(values: &[u64]) -> Histogram {
        let mut h = Histogram::new();
        for value in values {
            h.record(*value);
        }
        h
    }

    /// From a second to some hours, in microseconds, with a fifth of zeros and an atom at 45 s.
    fn waits(seed: u64, n: usize) -> Vec<u64> {
        let mut random = SplitMix(seed);
        let wait = |random: &mut SplitMix| match random.next() % 10 {
            0 | 1 => 0,
            2 => 45_000_000,
            _ => (60e6 * random.exponential() * (1.0 + random.exponential())) as u64,
        };
        (0..n).map(|_| wait(&mut random)).collect()
    }

    #[test]
    fn buckets_tile_the_integers_and_are_narrow() {
        assert_eq!((bucket_of(0), bounds(0)), (0, (0, 1)));
        let mut next = 0;
        for bucket in 0..=LAST {
            let (low, width) = bounds(bucket);
            assert_eq!((low, bucket_of(low), bucket_of(low + (width - 1))), (next, bucket, bucket));
            assert!(width == 1 || width as f64 / low as f64 <= 1.0 / 512.0);
            next = low.wrapping_add(width);
        }
        assert_eq!((next, bounds(1023).1), (0, 1), "all of u64, and exact below 1024");
    }

    #[test]
    fn percentiles_are_within_a_fifth_of_a_per_cent_of_the_sorted_data() {
        for n in [1, 2, 10, 999, 1024, 1025, 20_000] {
            let mut values = waits(n as u64, n);
            let h = of(&values);
            values.sort_unstable();
            for p in [0.0, 0.001, 0.05, 0.2, 0.25, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0] {
                let place = (n - 1) as f64 * p;
                let [low, high] = [place.floor(), place.ceil()].map(|at| values[at as usize] as f64);
                let exact = low + place.fract() * (high - low);
                let got = h.quantile(p).unwrap();
                assert!((got - exact).abs() <= 0.002 * exact, "{n} {p}: {got} for {exact}");
            }
        }
    }

    #[test]
    fn a_percentile_is_of_type_seven() {
        let h = of(&(1..=100).collect::<Vec<_>>());
        for (p, wanted) in [(0.0, 1.0), (0.07, 7.93), (0.5, 50.5), (0.95, 95.05), (2.0 / 3.0, 67.0), (1.0, 100.0)] {
            assert!((h.quantile(p).unwrap() - wanted).abs() < 1e-7, "{p}");
        }
        assert_eq!(Histogram::new().quantile(0.5), None);
        assert_eq!(of(&[u64::MAX]).quantile(0.5).map(|x| (x / u64::MAX as f64 - 1.0).abs() < 0.002), Some(true));
    }

    #[test]
    fn counting_inverts_the_percentile() {
        let h = of(&waits(5, 20_000));
        for p in [0.2, 0.25, 0.5, 0.9, 0.99] {
            let share = h.count_at_most(h.quantile(p).unwrap()) / 20_000.0;
            assert!(share >= p - 1e-4 && (share - p < 2e-4 || p < 0.21), "{p}: {share}");
        }
        assert_eq!((h.count_at_most(-1.0), h.count_at_most(1e30)), (0.0, 20_000.0));
    }

    #[test]
    fn merging_is_associative_and_commutative_and_can_be_undone() {
        for n in [40, 400, 4000] {
            let [a, b, c] = [1, 2, 3].map(|seed| of(&waits(seed, n * seed as usize)));
            let merged = |parts: &[&Histogram]| {
                parts.iter().fold(Histogram::new(), |mut sum, part| {
                    sum.merge(part);
                    sum
                })
            };
            let whole = merged(&[&a, &b, &c]);
            assert_eq!(whole, merged(&[&c, &a, &b]));
            assert_eq!(whole, merged(&[&a, &merged(&[&b, &c])]));
            assert_eq!(whole.count(), 6 * n as u64);
            let all: Vec<u64> = [1, 2, 3].into_iter().flat_map(|s| waits(s, n * s as usize)).collect();
            assert_eq!(whole, of(&all));
            let mut without = whole.clone();
            without.subtract(&b);
            assert_eq!(without, merged(&[&a, &c]));
            without.merge(&b);
            assert_eq!(without, whole);
        }
    }

    #[test]
    fn stored_entries_come_back() {
        let mut h = of(&waits(8, 3000));
        h.record_n(77, 5_000_000_000);
        let text = serde_json::to_string(&h).unwrap();
        assert_eq!(serde_json::from_str::<Histogram>(&text).unwrap(), h);
        assert_eq!(h.count(), 5_000_003_000);
        assert_eq!(h.entries().iter().map(|(_, n)| n).sum::<u64>(), h.count());
    }

    #[test]
    fn an_unused_histogram_owns_nothing() {
        let h = Histogram::new();
        assert_eq!((h.few.capacity(), h.pages.capacity(), h.is_empty()), (0, 0, true));
        let mut h = of(&[1]);
        h.record_n(9, 0);
        h.merge(&Histogram::new());
        assert_eq!((h.count(), h.pages.capacity()), (1, 0));
    }
}
