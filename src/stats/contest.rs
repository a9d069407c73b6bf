//! Which of several is best, with effort where it decides.
//!
//! Candidates meet the same customers, so they are told apart by paired differences. At every look each one that another is shown to be
//! better than drops out. The best one drops out only if one of the `k − 1` others is wrongly shown to be better at one of the looks, so
//! intervals of level 1 − α / ((k − 1) · looks) keep it with a probability of at least 1 − α (Bonferroni; screening as in Nelson, Swann,
//! Goldsman & Song 2001, Operations Research 49, and Kim & Nelson 2001, ACM TOMACS 11, without a difference that does not matter).
//! Who is left shares further replications by *optimal computing budget allocation* (Chen, Lin, Yücesan & Chick 2000, Discrete Event
//! Dynamic Systems 10), with the spread of paired differences (Fu, Hu, Chen & Xiong 2007, INFORMS Journal on Computing 19): the shares
//! decide how far the effort goes, the intervals alone decide who is best.

use super::compare::{Direction, Judgement, Rule, Verdict, judge};
use super::sample::Sample;

/// Who dropped out: to whom, at which difference (its own value less the other's), and after how many replications.
#[derive(Clone, Debug, PartialEq)]
pub struct Out {
    /// The better one.
    pub by: usize,
    /// The difference.
    pub judged: Judgement,
    /// Replications that both had.
    pub n: usize,
}

/// One of several.
#[derive(Clone, Debug)]
struct Candidate {
    /// By replication.
    values: Vec<f64>,
    out: Option<Out>,
}

/// Several of which one is looked for.
#[derive(Clone, Debug)]
pub struct Contest {
    candidates: Vec<Candidate>,
    rule: Rule,
}

impl Contest {
    /// So many, looked at so often at most; `level`: the probability with which the best one is kept.
    pub fn new(number: usize, better: Direction, (level, looks): (f64, usize)) -> Self {
        let comparisons = (number.saturating_sub(1) * looks).max(1);
        Self {
            candidates: vec![Candidate { values: Vec::new(), out: None }; number],
            rule: Rule { better, level, comparisons },
        }
    }

    /// Values of a candidate in further replications, in order of their numbers.
    pub fn add(&mut self, candidate: usize, values: impl IntoIterator<Item = f64>) {
        self.candidates[candidate].values.extend(values);
    }

    /// How many replications a candidate has.
    pub fn n(&self, candidate: usize) -> usize {
        self.candidates[candidate].values.len()
    }

    /// Its mean; none without replications.
    pub fn sample(&self, candidate: usize) -> Option<Sample> {
        self.first(candidate, self.n(candidate))
    }

    fn first(&self, candidate: usize, n: usize) -> Option<Sample> {
        (n > 0).then(|| Sample::mean(&self.candidates[candidate].values[..n]))
    }

    /// One against another, by the replications that both have.
    pub fn judged(&self, candidate: usize, other: usize) -> Option<Judgement> {
        let n = self.n(candidate).min(self.n(other));
        Some(judge(&self.first(other, n)?, &self.first(candidate, n)?, &[], self.rule))
    }

    /// Why it is out; none while it is in.
    pub fn out(&self, candidate: usize) -> Option<&Out> {
        self.candidates[candidate].out.as_ref()
    }

    /// Who is left.
    pub fn left(&self) -> Vec<usize> {
        (0..self.candidates.len()).filter(|candidate| self.candidates[*candidate].out.is_none()).collect()
    }

    /// Whose value is best of those who are left.
    pub fn leader(&self) -> Option<usize> {
        let valued = self.left().into_iter().filter_map(|candidate| Some((candidate, self.sample(candidate)?.value)));
        let worth = |value: f64| if self.rule.better == Direction::Lower { -value } else { value };
        valued.reduce(|a, b| if worth(b.1) > worth(a.1) { b } else { a }).map(|(candidate, _)| candidate)
    }

    /// Drops whom another of those who are left is shown to be better than.
    pub fn look(&mut self) {
        let left = self.left();
        let beaten = |candidate: usize| {
            let by = left.iter().copied().filter(|other| *other != candidate).filter_map(|other| {
                let judged = self.judged(candidate, other)?;
                let n = self.n(candidate).min(self.n(other));
                (judged.verdict == Verdict::Worse).then_some(Out { by: other, judged, n })
            });
            by.max_by(|a, b| a.judged.mean.abs().total_cmp(&b.judged.mean.abs()).then(b.by.cmp(&a.by)))
        };
        let out: Vec<(usize, Option<Out>)> = left.iter().map(|candidate| (*candidate, beaten(*candidate))).collect();
        for (candidate, out) in out {
            self.candidates[candidate].out = out;
        }
    }

    /// Whether nothing is left to decide: one is left, or all who are left are equal in every replication.
    pub fn is_decided(&self) -> bool {
        let Some(leader) = self.leader() else { return true };
        let same = |other: usize| self.judged(other, leader).is_some_and(|judged| judged.verdict == Verdict::Same);
        self.left().into_iter().all(|candidate| candidate == leader || same(candidate))
    }

    /// How many replications each of those who are left should have so that together they have `budget`, and none fewer than it has; the
    /// leader as many as whoever it is compared with longest.
    pub fn shares(&self, budget: usize) -> Vec<(usize, usize)> {
        let (left, Some(leader)) = (self.left(), self.leader()) else { return Vec::new() };
        let of = |candidate: usize| {
            let judged = self.judged(candidate, leader)?;
            let n = self.n(candidate).min(self.n(leader)) as f64;
            let deviation = judged.half_width? * n.sqrt();
            Some((judged.mean.abs(), deviation))
        };
        let others: Vec<usize> = left.iter().copied().filter(|candidate| *candidate != leader).collect();
        let (gaps, deviations): (Vec<f64>, Vec<f64>) =
            others.iter().map(|candidate| of(*candidate).unwrap_or((0.0, 1.0))).unzip();
        let weights = weights(&gaps, &deviations);
        let most = weights.iter().copied().fold(0.0, f64::max);
        let all: f64 = most + weights.iter().sum::<f64>();
        let share = |weight: f64| (weight / all * budget as f64).round() as usize;
        let mut shares: Vec<(usize, usize)> =
            others.iter().zip(&weights).map(|(of, weight)| (*of, share(*weight).max(self.n(*of)))).collect();
        let longest = shares.iter().map(|(_, n)| *n).max().unwrap_or(0);
        shares.push((leader, longest.max(self.n(leader))));
        shares.sort_unstable();
        shares
    }
}

/// A gap is taken to be no smaller than this part of what it is uncertain by: equals would take all effort.
const LEAST_GAP: f64 = 0.1;

/// Effort for each of the others against the best: (deviation / gap)².
fn weights(gaps: &[f64], deviations: &[f64]) -> Vec<f64> {
    let of =
        |(gap, deviation): (&f64, &f64)| (deviation / gap.max(LEAST_GAP * deviation).max(f64::MIN_POSITIVE)).powi(2);
    gaps.iter().zip(deviations).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::splitmix::SplitMix;

    /// The shares of independent candidates, the best one's by deviation · √Σ (share / deviation)²; lower means are better.
    fn allocation(means: [f64; 5], deviations: [f64; 5]) -> Vec<f64> {
        let gaps: Vec<f64> = means[1..].iter().map(|mean| mean - means[0]).collect();
        let others = weights(&gaps, &deviations[1..]);
        let squares: f64 = others.iter().zip(&deviations[1..]).map(|(share, sd)| (share / sd).powi(2)).sum();
        let shares = [vec![deviations[0] * squares.sqrt()], others].concat();
        let all: f64 = shares.iter().sum();
        shares.into_iter().map(|share| share / all).collect()
    }

    /// Chen & Lee: means 1 to 5, variances 1 1 9 9 4, a budget of 50.
    #[test]
    fn the_textbook_allocation() {
        let shares = allocation([1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 1.0, 3.0, 3.0, 2.0]);
        let of_fifty: Vec<f64> = shares.iter().map(|share| (share * 50.0).round()).collect();
        assert_eq!(of_fifty, [11.0, 9.0, 19.0, 9.0, 2.0]);
    }

    /// Runs a contest of these means: a common part of all candidates, and noise of its own for each.
    fn ended(means: &[f64], dice: &mut SplitMix, most: usize) -> Contest {
        let common: Vec<f64> = (0..most).map(|_| dice.normal()).collect();
        let own: Vec<Vec<f64>> = means.iter().map(|_| (0..most).map(|_| dice.normal()).collect()).collect();
        let mut contest = Contest::new(means.len(), Direction::Lower, (0.95, 4));
        let mut wanted: Vec<(usize, usize)> = (0..means.len()).map(|candidate| (candidate, 10)).collect();
        for look in 0..4 {
            for (candidate, upto) in wanted {
                let known = contest.n(candidate);
                let value = |n: usize| means[candidate] + 3.0 * common[n] + own[candidate][n];
                contest.add(candidate, (known..upto.min(most)).map(value).collect::<Vec<_>>());
            }
            contest.look();
            if contest.is_decided() {
                break;
            }
            wanted = contest.shares(contest.left().len() * (20 << look));
        }
        contest
    }

    #[test]
    fn the_best_one_is_kept_and_effort_goes_where_it_decides() {
        let (mut dice, mut lost, mut alone, mut effort) = (SplitMix(17), 0, 0, [0; 4]);
        for _ in 0..400 {
            let contest = ended(&[5.0, 5.6, 8.0, 9.0], &mut dice, 200);
            lost += usize::from(contest.out(0).is_some());
            alone += usize::from(contest.left() == [0]);
            for (candidate, effort) in effort.iter_mut().enumerate() {
                *effort += contest.n(candidate);
            }
        }
        assert!(lost <= 20, "the best one dropped out {lost} times of 400");
        assert!(alone > 300, "it was alone only {alone} times");
        assert!(effort[1] > 3 * effort[3] && effort[3] < 400 * 15, "{effort:?}");
    }

    #[test]
    fn equals_are_not_told_apart_and_copies_are_seen_at_once() {
        let mut dice = SplitMix(3);
        let kept = (0..200).filter(|_| ended(&[5.0, 5.0, 5.0], &mut dice, 80).out(0).is_none()).count();
        assert!(kept >= 190, "{kept} of 200");
        let mut copies = Contest::new(3, Direction::Higher, (0.95, 2));
        let values: Vec<f64> = (0..10).map(|n| f64::from(n % 4)).collect();
        for candidate in 0..3 {
            copies.add(candidate, values.clone());
        }
        copies.look();
        assert_eq!((copies.left(), copies.is_decided(), copies.leader()), (vec![0, 1, 2], true, Some(0)));
    }
}
