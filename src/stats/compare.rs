//! Two designs judged by their paired difference.
//!
//! Paired-t intervals under common random numbers: Law (2015), Simulation Modeling and Analysis, 10.2.1 and 11.2.
//! Several comparisons at once share the error by Bonferroni's inequality (Dunn 1961, JASA 56; Law 2015, 10.3).

use super::quantile::quantiles_of;
use super::sample::Sample;
use super::stopping::replications_for;
use super::student::t_cdf;
use serde::{Deserialize, Serialize};

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// A service level.
    Higher,
    /// A wait.
    Lower,
    /// A number of contacts: differing is all it can do.
    Neither,
}

/// How a difference is to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Which way is better.
    pub better: Direction,
    /// The level (0.95) at which all comparisons hold together.
    pub level: f64,
    /// How many comparisons are judged together; 1 for a single one.
    pub comparisons: usize,
}

/// What can be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// The interval lies on the better side of zero.
    Better,
    /// The interval lies on the worse side of zero.
    Worse,
    /// The interval does not hold zero, and neither side is better.
    Different,
    /// The interval holds zero, or there is none yet.
    Undecided,
    /// Equal in every replication.
    Same,
    /// The two do not meet the same demand, so neither is better: the difference stands for itself.
    NotJudged,
}

/// A difference, how sure it is, and what follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// The other design minus the base.
    pub mean: f64,
    /// Half the width of the simultaneous interval; none from one replication.
    pub half_width: Option<f64>,
    /// How probable it is, by Student's t, that the true difference lies on the better side (as if all were equally
    /// likely beforehand). One half where all replications are equal; none from one replication or without a side.
    pub p_better: Option<f64>,
    /// One replication in twenty differs by less than this; none of fewer than twenty.
    pub p05: Option<f64>,
    /// One replication in twenty differs by more than this; none of fewer than twenty.
    pub p95: Option<f64>,
    /// The variance of the difference relative to that of two unpaired designs: what common random numbers left of it.
    pub variance_ratio: Option<f64>,
    /// If undecided: how many replications in all would decide, should variance and difference stay as they are.
    pub n_needed: Option<u64>,
    /// The conclusion.
    pub verdict: Verdict,
}

/// Differences smaller than this part of the estimates are the rounding of their sums.
const ROUNDING: f64 = 1e-12;

/// Judges `other` against `base`, both over the same replications. `per_replication` are the differences of single
/// replications, as far as they are defined, for the spread of single days.
pub fn judge(base: &Sample, other: &Sample, per_replication: &[f64], rule: Rule) -> Judgement {
    assert!(rule.comparisons > 0, "a comparison is one of at least one");
    let difference = other.difference(base);
    let level = 1.0 - (1.0 - rule.level) / rule.comparisons as f64;
    let half_width = difference.half_width(level);
    let rounding = ROUNDING * base.value.abs().max(other.value.abs());
    let verdict = verdict(difference.value, half_width, rounding, rule.better);
    let tails = quantiles_of(per_replication.to_vec(), &[0.05, 0.95]);
    let n_needed = (verdict == Verdict::Undecided).then(|| needed(&difference, rounding, level)).flatten();
    Judgement {
        mean: difference.value,
        half_width,
        p_better: probability_better(&difference, rounding, rule.better),
        p05: tails.as_ref().map(|tails| tails[0]),
        p95: tails.as_ref().map(|tails| tails[1]),
        variance_ratio: variance_ratio(base, other, &difference),
        n_needed,
        verdict,
    }
}

impl Judgement {
    /// The same difference where one is not to be called better than the other.
    #[must_use]
    pub fn unjudged(self) -> Self {
        Self { p_better: None, n_needed: None, verdict: Verdict::NotJudged, ..self }
    }
}

fn verdict(mean: f64, half_width: Option<f64>, rounding: f64, better: Direction) -> Verdict {
    let Some(half_width) = half_width else { return Verdict::Undecided };
    if mean.abs() <= rounding && half_width <= rounding {
        Verdict::Same
    } else if mean.abs() < half_width {
        Verdict::Undecided
    } else {
        match better {
            Direction::Neither => Verdict::Different,
            Direction::Higher if mean > 0.0 => Verdict::Better,
            Direction::Lower if mean < 0.0 => Verdict::Better,
            Direction::Higher | Direction::Lower => Verdict::Worse,
        }
    }
}

fn probability_better(difference: &Sample, rounding: f64, better: Direction) -> Option<f64> {
    let gain = match better {
        Direction::Higher => difference.value,
        Direction::Lower => -difference.value,
        Direction::Neither => return None,
    };
    let error = difference.standard_error()?;
    Some(if error > rounding {
        t_cdf(gain / error, (difference.n() - 1) as f64)
    } else if gain.abs() <= rounding {
        0.5
    } else if gain > 0.0 {
        1.0
    } else {
        0.0
    })
}

fn needed(difference: &Sample, rounding: f64, level: f64) -> Option<u64> {
    let deviation = (difference.variance_of_mean()? * difference.n() as f64).sqrt();
    if difference.value.abs() <= rounding { None } else { replications_for(deviation, difference.value.abs(), level) }
}

fn variance_ratio(base: &Sample, other: &Sample, difference: &Sample) -> Option<f64> {
    let unpaired = base.variance_of_mean()? + other.variance_of_mean()?;
    (unpaired > 0.0).then(|| difference.variance_of_mean().map(|paired| paired / unpaired)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    const HIGHER: Rule = Rule { better: Direction::Higher, level: 0.95, comparisons: 1 };

    fn judge_days(base: &[f64], other: &[f64], rule: Rule) -> Judgement {
        let days: Vec<f64> = other.iter().zip(base).map(|(o, b)| o - b).collect();
        judge(&Sample::mean(base), &Sample::mean(other), &days, rule)
    }

    #[test]
    fn a_clear_gain_by_hand() {
        // Differences 1, 2, 3: mean 2, standard error 1/√3, t with 2 degrees of freedom 4.302653.
        let j = judge_days(&[10.0, 20.0, 30.0], &[11.0, 22.0, 33.0], Rule { level: 0.8, ..HIGHER });
        assert_eq!((j.mean, j.verdict, j.n_needed), (2.0, Verdict::Better, None));
        let t = 2.0 * 3.0f64.sqrt();
        // Student with two degrees of freedom: F(t) = 1/2 + t / (2 √(2 + t²)).
        assert!((j.p_better.unwrap() - (0.5 + t / (2.0 * (2.0 + t * t).sqrt()))).abs() < 1e-12);
        assert!((j.half_width.unwrap() - 1.885_618_083_164_127 / 3.0f64.sqrt()).abs() < 1e-9);
        assert_eq!((j.p05, j.p95), (None, None), "three are too few");
        // Variances: 100 and 121 apart, 1 together.
        assert!((j.variance_ratio.unwrap() - 1.0 / 221.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_not_judged_keeps_its_difference_and_tails_are_of_twenty() {
        let days: Vec<f64> = (0..21).map(f64::from).collect();
        let judged = judge_days(&[0.0; 21], &days, HIGHER);
        assert_eq!((judged.p05, judged.p95), (Some(1.0), Some(19.0)));
        let open = judged.clone().unjudged();
        assert_eq!((open.verdict, open.p_better, open.n_needed), (Verdict::NotJudged, None, None));
        assert_eq!((open.mean, open.half_width, open.p05), (judged.mean, judged.half_width, judged.p05));
    }

    #[test]
    fn the_side_that_is_better_decides() {
        let (low, high) = ([1.0, 2.0, 3.0], [4.0, 5.1, 6.0]);
        let with = |better| Rule { better, ..HIGHER };
        assert_eq!(judge_days(&low, &high, with(Direction::Higher)).verdict, Verdict::Better);
        assert_eq!(judge_days(&low, &high, with(Direction::Lower)).verdict, Verdict::Worse);
        assert_eq!(judge_days(&high, &low, with(Direction::Lower)).verdict, Verdict::Better);
        let neither = judge_days(&high, &low, with(Direction::Neither));
        assert_eq!((neither.verdict, neither.p_better), (Verdict::Different, None));
    }

    #[test]
    fn equal_days_are_the_same_and_a_constant_gain_is_decided() {
        let days = [0.1, 0.7, 0.4];
        let same = judge_days(&days, &days, HIGHER);
        assert_eq!((same.verdict, same.p_better, same.half_width), (Verdict::Same, Some(0.5), Some(0.0)));
        let noisy = days.map(|x| x + 1e-16);
        assert_eq!(judge_days(&days, &noisy, HIGHER).verdict, Verdict::Same, "rounding is not a difference");
        let gain = judge_days(&[1.0, 1.0, 1.0], &[1.5, 1.5, 1.5], HIGHER);
        assert_eq!((gain.verdict, gain.p_better, gain.variance_ratio), (Verdict::Better, Some(1.0), None));
    }

    #[test]
    fn one_replication_decides_nothing() {
        let j = judge_days(&[1.0], &[2.0], HIGHER);
        assert_eq!((j.verdict, j.half_width, j.p_better, j.n_needed), (Verdict::Undecided, None, None, None));
        assert_eq!((j.mean, j.p05, j.p95, j.variance_ratio), (1.0, None, None, None));
    }

    #[test]
    fn the_number_needed_would_decide() {
        let j = judge_days(&[0.0; 4], &[1.0, -1.0, 2.0, -1.0], HIGHER); // mean 1/4, sd 1.5
        assert_eq!(j.verdict, Verdict::Undecided);
        assert_eq!(j.n_needed, replications_for(1.5, 0.25, 0.95));
        assert_eq!(judge_days(&[0.0; 2], &[1.0, -1.0], HIGHER).n_needed, None, "a difference of zero is never decided");
    }

    #[test]
    fn more_comparisons_are_judged_more_carefully() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0], [1.5, 2.9, 3.2, 4.9]);
        let ten = Rule { comparisons: 10, ..HIGHER };
        let (one, ten) = (judge_days(&a, &b, HIGHER), judge_days(&a, &b, ten));
        assert!(one.half_width < ten.half_width && one.p_better == ten.p_better);
        assert_eq!((one.verdict, ten.verdict), (Verdict::Better, Verdict::Undecided));
    }

    #[test]
    fn ten_equal_designs_are_rarely_told_apart() {
        // Simultaneous: in at most about 5 % of the experiments is any of ten true zeros called a difference.
        let mut random = SplitMix(31);
        let rule = Rule { comparisons: 10, ..HIGHER };
        let wrong = (0..1000).filter(|_| {
            let base: Vec<f64> = (0..12).map(|_| random.normal()).collect();
            (0..10).fold(false, |any, _| {
                let other: Vec<f64> = base.iter().map(|x| x + random.normal()).collect();
                let verdict = judge_days(&base, &other, rule).verdict;
                any || verdict != Verdict::Undecided
            })
        });
        let wrong = wrong.count();
        assert!((20..=70).contains(&wrong), "{wrong} of 1000");
    }
}
