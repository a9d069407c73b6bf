//! How many on each shift cover a need by interval: a small integer programme, solved exactly.

use super::integer::{Cut, Programme, cheapest};
use super::{Space, Staff};

/// Shifts that can be filled.
#[derive(Clone, Copy, Debug)]
pub struct Cover<'a> {
    /// What one costs, by shift, above 0.
    pub price: &'a [f64],
    /// What one on a shift gives, by shift, then interval.
    pub gives: &'a [Vec<f64>],
}

/// Intervals in which one gives less than this share of the most that anybody gives are the edge of a shift, and are not covered by it.
const EDGE: f64 = 0.5;

impl Cover<'_> {
    /// The cheapest numbers by shift that give what is lacking in every interval that some shift covers. Where there are too many
    /// shifts to look through, a cover that is found one by one, which costs a little more.
    pub fn of(&self, lacking: &[f64]) -> Staff {
        let cuts = self.cuts(lacking);
        let shifts = self.price.len();
        let most = |shift: usize| {
            let alone = cuts.iter().filter(|cut| cut.slopes[shift] > 0.0).map(|cut| cut.least / cut.slopes[shift]);
            alone.fold(0.0, f64::max).ceil() as u32
        };
        let high = (0..shifts).map(most).collect();
        let space = Space { low: vec![0; shifts], high, price: self.price.to_vec() };
        let one_by_one = one_by_one(&space, &cuts);
        // What costs as much as this one is no better.
        match cheapest(&space, &cuts, &[], space.cost(&one_by_one)) {
            Programme::Cheapest(staff) => staff,
            Programme::Nothing | Programme::TooLarge => one_by_one,
        }
    }

    /// A bound for every interval that lacks somebody; of those that the same shifts cover alike the one that lacks most.
    fn cuts(&self, lacking: &[f64]) -> Vec<Cut> {
        let most = self.gives.iter().flatten().copied().fold(0.0, f64::max);
        let mut cuts: Vec<Cut> = Vec::new();
        for (slot, least) in lacking.iter().copied().enumerate().filter(|(_, lacking)| *lacking > 0.0) {
            let slope = |gives: &Vec<f64>| if gives[slot] < EDGE * most { 0.0 } else { gives[slot] };
            let slopes: Vec<f64> = self.gives.iter().map(slope).collect();
            if slopes.iter().all(|slope| *slope == 0.0) {
                continue;
            }
            match cuts.iter_mut().find(|cut| cut.slopes == slopes) {
                Some(known) => known.least = known.least.max(least),
                None => cuts.push(Cut { slopes, least }),
            }
        }
        cuts
    }
}

/// One more at a time where it gives most for its price, until nothing is lacking.
fn one_by_one(space: &Space, cuts: &[Cut]) -> Staff {
    let mut staff = space.low.clone();
    let lacks = |staff: &Staff, cut: &Cut| {
        let there: f64 = cut.slopes.iter().zip(staff).map(|(slope, n)| slope * f64::from(*n)).sum();
        (cut.least - there - super::ROUNDING * cut.least).max(0.0)
    };
    loop {
        let gain = |shift: usize| {
            let all: f64 = cuts.iter().map(|cut| cut.slopes[shift].min(lacks(&staff, cut))).sum();
            all / space.price[shift]
        };
        let best = (0..staff.len()).max_by(|a, b| gain(*a).total_cmp(&gain(*b)).then(b.cmp(a)));
        match best.filter(|shift| gain(*shift) > 0.0) {
            Some(shift) => staff[shift] += 1,
            None => return staff,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The toy of pyworkforce: billing takes 5, technical 3; agents for one of them cost 1, for both 1.5. The least is 6.5.
    #[test]
    fn the_published_toy_costs_six_and_a_half() {
        let (price, gives) = ([1.0, 1.0, 1.5], [vec![1.0, 0.0], vec![0.0, 1.0], vec![1.0, 1.0]]);
        let staff = Cover { price: &price, gives: &gives }.of(&[5.0, 3.0]);
        let cost: f64 = staff.iter().zip(price).map(|(n, price)| f64::from(*n) * price).sum();
        assert_eq!((staff, cost), (vec![2, 0, 3], 6.5));
    }

    /// Every cover of small needs by three shifts: none is cheaper, and all that can be covered is.
    #[test]
    fn no_cover_of_a_small_day_is_cheaper() {
        let gives = [vec![1.0, 1.0, 0.6, 0.0, 0.0], vec![0.0, 1.0, 1.0, 1.0, 0.0], vec![0.0, 0.0, 0.6, 1.0, 0.3]];
        let price = [3.0, 4.0, 2.5];
        let covers = |staff: &[u32], lacking: &[f64]| {
            // The last interval is the edge of the third shift.
            (0..4).all(|slot| {
                let there: f64 = gives.iter().zip(staff).map(|(gives, n)| gives[slot] * f64::from(*n)).sum();
                there >= lacking[slot] - 1e-9
            })
        };
        let cost = |staff: &[u32]| staff.iter().zip(price).map(|(n, price)| f64::from(*n) * price).sum::<f64>();
        for day in 0..40_u32 {
            let lacking: Vec<f64> = (0..5).map(|slot| f64::from((day * 7 + slot * 5) % 11) * 0.5).collect();
            let found = Cover { price: &price, gives: &gives }.of(&lacking);
            let mut best = f64::INFINITY;
            for a in 0..12 {
                for b in 0..12 {
                    for c in 0..12 {
                        if covers(&[a, b, c], &lacking) {
                            best = best.min(cost(&[a, b, c]));
                        }
                    }
                }
            }
            assert!(covers(&found, &lacking) && (cost(&found) - best).abs() < 1e-9, "{found:?} for {lacking:?}");
        }
    }
}
