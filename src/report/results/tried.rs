//! Assumptions that were tried at their ends.

use crate::catalogue::KpiId;
use crate::experiment::Address;
use crate::stats::Verdict;

/// Assumptions that were tried.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Replications at each end that was run over the whole time.
    pub replications: u64,
    /// How all ends were looked at before, of a long time; none: every end was run over the whole time.
    pub first_look: Option<FirstLook>,
    /// One after another, those first from which most was expected.
    pub trials: Vec<Trial>,
    /// How many more there are that were not tried.
    pub left: usize,
}

/// Ends looked at on some weeks that stand for all.
#[derive(Clone, Copy, Debug)]
pub struct FirstLook {
    /// Weeks.
    pub weeks: usize,
    /// Replications of each.
    pub replications: u64,
    /// How many ends might turn something and were run over the whole time.
    pub further: usize,
}

/// An assumption at its ends.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Where `--set` changes it.
    pub path: String,
    /// As it is.
    pub value: String,
    /// What was tried instead.
    pub ends: Vec<String>,
    /// The file gives it, with its range; otherwise nobody did.
    pub given: bool,
    /// Verdicts that turn.
    pub turns: Vec<Turn>,
    /// By arm and end, the target that is then furthest from being kept.
    pub reached: Vec<TargetThere>,
}

/// How a target is kept at an end.
#[derive(Clone, Debug)]
pub struct TargetThere {
    /// Of which arm.
    pub arm: usize,
    /// The figure that is promised, and its stable subject.
    pub kpi: KpiId,
    /// Of whom.
    pub subject: String,
    /// The end.
    pub end: String,
    /// The level as it is, and there: the same customers, so what few replications changed is added to what all of them gave.
    pub levels: [f64; 2],
    /// The share that is promised.
    pub promised: f64,
}

/// A verdict that is another at an end.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What it is about; of the arm that is compared.
    pub of: Address,
    /// Which arm is the baseline.
    pub base: usize,
    /// The end at which it is another.
    pub end: String,
    /// The difference as it is, and there.
    pub differences: [f64; 2],
    /// Half-width of the interval of the difference as it is.
    pub half_width: f64,
    /// The verdict as it is, and there.
    pub verdicts: [Verdict; 2],
    /// The value at which it turns, interpolated; none where there is nothing between the two.
    pub about: Option<String>,
}

impl Turn {
    /// Whether the verdict there is worse for the design than as it is: no longer better, or surely worse.
    pub fn is_against(&self) -> bool {
        let rank = |verdict: Verdict| match verdict {
            Verdict::Worse => 0,
            Verdict::Better => 2,
            _ => 1,
        };
        rank(self.verdicts[1]) < rank(self.verdicts[0])
    }
}
