//! The share of each of several groups of changes in what all of them change together: what it adds, as a mean over all orders in which
//! they could come (Shapley 1953, A value for n-person games). Shares add up to the whole exactly, a change without effect has none, and
//! groups that do the same have the same.
//!
//! All sets of groups are tried where they are few. Else some orders are, each with its reverse (Lomeli et al. 2019; Mitchell et al. 2022):
//! shares still add up, and their interval holds the error of the orders too.

use super::{Sample, t_quantile};
use std::collections::{BTreeMap, BTreeSet};

/// A set of groups: bit n says whether the n-th is in it.
pub type Set = u64;

/// The sets of groups whose values shares are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sets {
    groups: usize,
    /// The orders that are tried; none: all sets are.
    orders: Option<Vec<Vec<usize>>>,
    tried: Vec<Set>,
}

/// A share and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share.
    pub value: f64,
    /// Half of its interval; none where one replication says nothing of it.
    pub half_width: Option<f64>,
}

impl Sets {
    /// All sets of so many groups.
    pub fn all(groups: usize) -> Self {
        Self { groups, orders: None, tried: (0..1 << groups).collect() }
    }

    /// Those that come up when groups come in these orders, each of which is followed by its reverse; and each group alone, and last.
    pub fn in_orders(groups: usize, firsts: &[Vec<usize>]) -> Self {
        let whole: Set = (1 << groups) - 1;
        let orders: Vec<Vec<usize>> =
            firsts.iter().flat_map(|order| [order.clone(), order.iter().rev().copied().collect()]).collect();
        let mut sets: BTreeSet<Set> = (0..groups).flat_map(|group| [1 << group, whole & !(1 << group)]).collect();
        for order in &orders {
            let mut set = 0;
            sets.insert(set);
            for group in order {
                set |= 1 << group;
                sets.insert(set);
            }
        }
        Self { groups, orders: Some(orders), tried: sets.into_iter().collect() }
    }

    /// The sets: that of none first, that of all last.
    pub fn sets(&self) -> &[Set] {
        &self.tried
    }

    /// How many orders are tried; none: all that there are.
    pub fn orders(&self) -> Option<usize> {
        self.orders.as_ref().map(Vec::len)
    }

    fn at(&self, set: Set) -> usize {
        self.tried.binary_search(&set).expect("every set that is asked for is tried")
    }

    fn whole(&self) -> Set {
        (1 << self.groups) - 1
    }

    fn less<'v>(values: &'v [Sample], more: usize, fewer: usize) -> Sample {
        let of: [&'v Sample; 2] = [&values[more], &values[fewer]];
        Sample::weighted_sum(0.0, &[(1.0, of[0]), (-1.0, of[1])])
    }

    /// What all groups change together; `values`: by set.
    pub fn total(&self, values: &[Sample]) -> Sample {
        Self::less(values, self.at(self.whole()), self.at(0))
    }

    /// What a group changes where no other has changed anything.
    pub fn alone(&self, values: &[Sample], group: usize) -> Sample {
        Self::less(values, self.at(1 << group), self.at(0))
    }

    /// What a group changes where all others have changed what they change.
    pub fn last(&self, values: &[Sample], group: usize) -> Sample {
        Self::less(values, self.at(self.whole()), self.at(self.whole() & !(1 << group)))
    }

    /// What all groups change together less what each changes alone: what they do to each other.
    pub fn together(&self, values: &[Sample]) -> Sample {
        let alone: Vec<Sample> = (0..self.groups).map(|group| self.alone(values, group)).collect();
        let total = self.total(values);
        let terms: Vec<(f64, &Sample)> =
            std::iter::once((1.0, &total)).chain(alone.iter().map(|one| (-1.0, one))).collect();
        Sample::weighted_sum(0.0, &terms)
    }

    /// Each group's share, with intervals at a level.
    pub fn shares(&self, values: &[Sample], level: f64) -> Vec<Share> {
        (0..self.groups).map(|group| self.share(values, group, level)).collect()
    }

    fn share(&self, values: &[Sample], group: usize, level: f64) -> Share {
        // Differences first: what changes nothing has none, to the last digit.
        let added: Vec<(f64, Sample)> = self
            .weights(group)
            .into_iter()
            .map(|(before, weight)| (weight, Self::less(values, self.at(before | 1 << group), self.at(before))))
            .collect();
        let terms: Vec<(f64, &Sample)> = added.iter().map(|(weight, sample)| (*weight, sample)).collect();
        let sum = Sample::weighted_sum(0.0, &terms);
        let of_orders = self.error_of_orders(values, group, level);
        let half_width = sum.half_width(level).map(|half| half.hypot(of_orders));
        Share { value: sum.value, half_width }
    }

    /// How often each set of groups comes before a group, as a share of all orders.
    fn weights(&self, group: usize) -> BTreeMap<Set, f64> {
        let mut weights = BTreeMap::new();
        match &self.orders {
            None => {
                for before in self.tried.iter().copied().filter(|set| set & (1 << group) == 0) {
                    weights.insert(before, all_orders(self.groups, before.count_ones() as usize));
                }
            }
            Some(orders) => {
                for order in orders {
                    *weights.entry(before(order, group)).or_insert(0.0) += 1.0 / orders.len() as f64;
                }
            }
        }
        weights
    }

    /// Half of the interval that comes of trying some orders only, from how much pairs of an order and its reverse differ.
    fn error_of_orders(&self, values: &[Sample], group: usize, level: f64) -> f64 {
        let Some(orders) = &self.orders else { return 0.0 };
        let added = |order: &Vec<usize>| {
            let before = before(order, group);
            values[self.at(before | 1 << group)].value - values[self.at(before)].value
        };
        let pairs: Vec<f64> = orders.chunks(2).map(|pair| pair.iter().map(added).sum::<f64>() / 2.0).collect();
        let n = pairs.len() as f64;
        if n < 2.0 {
            return f64::INFINITY;
        }
        let mean = pairs.iter().sum::<f64>() / n;
        let variance = pairs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
        t_quantile(f64::midpoint(1.0, level), n - 1.0) * (variance / n).sqrt()
    }
}

/// The share of orders in which exactly a given set of `before` of the groups comes before a given other one.
fn all_orders(groups: usize, before: usize) -> f64 {
    // (before)! (groups − before − 1)! / groups!, without overflow.
    let choose = (0..before).fold(1.0, |product, n| product * (groups - 1 - n) as f64 / (n + 1) as f64);
    1.0 / (groups as f64 * choose)
}

/// The groups that come before one in an order.
fn before(order: &[usize], group: usize) -> Set {
    order.iter().take_while(|one| **one != group).fold(0, |set, one| set | 1 << one)
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    /// Values of sets by a formula, each with two replications' noise that is common to all.
    fn values(sets: &Sets, of: impl Fn(Set) -> f64) -> Vec<Sample> {
        sets.sets().iter().map(|set| Sample::mean(&[of(*set) - 0.5, of(*set) + 0.5])).collect()
    }

    #[test]
    fn the_glove_game_is_shared_as_in_the_textbook() {
        // One left glove, two right ones; a pair is worth 1 (Osborne & Rubinstein 1994, ch. 14): 2/3, 1/6, 1/6.
        let pair = |set: Set| f64::from(set & 1 == 1 && set & 0b110 != 0);
        let sets = Sets::all(3);
        let shares = sets.shares(&values(&sets, pair), 0.95);
        let expected = [2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0];
        assert!(shares.iter().zip(expected).all(|(share, x)| (share.value - x).abs() < 1e-12), "{shares:?}");
        // Noise that all sets have in common is in no share.
        assert!(shares.iter().all(|share| share.half_width.unwrap() < 1e-9));
    }

    #[test]
    fn shares_add_up_a_null_group_has_none_and_equals_have_the_same() {
        let mut noise = SplitMix(3);
        for groups in 1..=6 {
            let sets = Sets::all(groups);
            let worth: Vec<f64> = sets.sets().iter().map(|_| noise.normal()).collect();
            // The last group changes nothing.
            let null = 1_u64 << (groups - 1);
            let values = values(&sets, |set| worth[(set & !null) as usize]);
            let shares = sets.shares(&values, 0.95);
            let sum: f64 = shares.iter().map(|share| share.value).sum();
            assert!((sum - sets.total(&values).value).abs() < 1e-12);
            assert!(shares[groups - 1].value.abs() < 1e-12);
        }
        let sets = Sets::all(4);
        let shares = sets.shares(&values(&sets, |set| f64::from(set.count_ones()).powi(2)), 0.95);
        assert!(shares.iter().all(|share| (share.value - 4.0).abs() < 1e-12), "{shares:?}");
    }

    #[test]
    fn some_orders_add_up_and_their_interval_holds_what_all_say() {
        let groups = 8;
        let mut noise = SplitMix(11);
        let firsts: Vec<Vec<usize>> = (0..8)
            .map(|_| {
                let mut order: Vec<usize> = (0..groups).collect();
                order.sort_by_cached_key(|_| noise.next());
                order
            })
            .collect();
        // Each adds its number, and neighbours help each other.
        let worth = |set: Set| {
            let own: u32 = (0..groups as u32).filter(|n| set & (1 << n) != 0).map(|n| n + 1).sum();
            f64::from(own) + 3.0 * f64::from((set & (set >> 1)).count_ones())
        };
        let (some, all) = (Sets::in_orders(groups, &firsts), Sets::all(groups));
        assert!(some.sets().len() < all.sets().len() && some.orders() == Some(16));
        let (found, truth) = (some.shares(&values(&some, worth), 0.95), all.shares(&values(&all, worth), 0.95));
        let sum: f64 = found.iter().map(|share| share.value).sum();
        assert!((sum - worth((1 << groups) - 1)).abs() < 1e-9);
        for (found, truth) in found.iter().zip(&truth) {
            let half = found.half_width.unwrap();
            assert!((found.value - truth.value).abs() <= half * 1.5 + 1e-9, "{found:?} {truth:?}");
        }
    }

    #[test]
    fn alone_last_and_together_are_what_they_say() {
        let sets = Sets::all(2);
        // 1 and 2, and 10 more together.
        let values = values(&sets, |set| [0.0, 1.0, 2.0, 13.0][set as usize]);
        let of = |sample: Sample| sample.value;
        assert_eq!([of(sets.alone(&values, 0)), of(sets.alone(&values, 1))], [1.0, 2.0]);
        assert_eq!([of(sets.last(&values, 0)), of(sets.last(&values, 1))], [11.0, 12.0]);
        assert_eq!([of(sets.total(&values)), of(sets.together(&values))], [13.0, 10.0]);
        let shares: Vec<f64> = sets.shares(&values, 0.95).iter().map(|share| share.value).collect();
        assert_eq!(shares, [6.0, 7.0]);
    }
}
