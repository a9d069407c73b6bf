//! What a study came to, before it is said: what every format is made of.

mod alternatives;
mod assumed;
mod attributed;
mod best;
mod calibrated;
mod front;
mod intervals;
mod measured;
mod saved;
mod sensitivity;
mod size;
mod source;
mod sweep;
mod template_target;
mod tried;
mod truth;
mod why;

pub use alternatives::{Alternative, Alternatives, Way, WorstDate};
pub use assumed::Assumed;
pub use attributed::{Attributed, ChangeGroup, Effects, TakenAsOne};
pub use best::{Best, Contender};
pub use calibrated::{Calibrated, Contradiction, Knowledge, Met, Moved, Undetermined};
pub use front::Front;
pub use intervals::Intervals;
pub use measured::{Answered, Measured};
pub use saved::{
    AssumedPrice, BreakEven, Draw, Held, Leavers, LineSaved, PriceBreakEven, Saved, SavedAsked, Simulated, Turning,
    Uncertain,
};
pub use sensitivity::{Method, Probed, Sensitive};
pub use size::{ByDate, Chance, HalfHours, Hired, Place, Post, Reached, Risk, RiskLevel, Staffed, Target, TeamHours};
pub use source::Source;
pub use sweep::{Axis, Promised, Swept, direction, name};
pub use template_target::TemplateTarget;
pub use tried::{FirstLook, TargetThere, Trial, Tried, Turn};
pub use truth::TruthRow;
pub use why::{Explained, ON_SHIFT, WhyMissed};

use crate::experiment::{
    Difference, Estimate, Interaction, Judged, Parts, Study, differences, estimates, interactions, pairs,
};
use crate::model::{Label, Taken};
use std::collections::BTreeMap;

/// A study with everything read from it: what every format is made of.
#[derive(Debug)]
pub struct Results {
    /// What was run.
    pub study: Study,
    /// The title in both languages, Chinese first.
    pub title: crate::model::Label,
    /// Which arm is the baseline.
    pub baseline: usize,
    /// No baseline is written: why it is this design.
    pub unwritten: Option<Unwritten>,
    /// The span that the first page is about: its stable name.
    pub period: String,
    /// All estimates.
    pub estimates: Vec<Estimate>,
    /// All differences.
    pub differences: Vec<Difference>,
    /// The arms that show the parts of levers, by case; none where nobody asked.
    pub parts: Vec<Parts>,
    /// Whether levers add up.
    pub interactions: Vec<Interaction>,
    /// What was measured of the arms, beside their answers.
    pub measured: Vec<Answered>,
    /// The file was written by a calibration.
    pub calibrated: bool,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// By design, the levers that it takes in.
    pub levers: BTreeMap<String, Vec<Label>>,
    /// Where values of the file come from.
    pub sources: Vec<Source>,
    /// Values that nobody measured.
    pub assumed: Vec<Assumed>,
    /// What was taken of the files that the scenario names.
    pub files: Vec<Taken>,
    /// How much of the shape of the week is written.
    pub intervals: Intervals,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
    /// Targets in named periods: how often missed, and how much of that is demand.
    pub judged: Vec<Judged>,
    /// Why customers waited in the hours of the busiest dates that miss their targets most; `None`: nobody asked.
    pub why: Option<WhyMissed>,
    /// Assumptions that were tried at their ends; none where nobody asked.
    pub tried: Option<Tried>,
}

/// Why a design is what others are compared with, where the file says nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unwritten {
    /// It stands first in the file.
    FirstWritten,
    /// It was the first that was asked for.
    FirstAsked,
}

impl Results {
    /// Reads a study.
    pub fn new(mut study: Study, title: crate::model::Label, baseline: usize, parts: Vec<Parts>, period: &str) -> Self {
        for span in study.arms.iter_mut().flat_map(|arm| &mut arm.spans) {
            span.asked = span.label.key == period;
        }
        let estimates = estimates(&study);
        let interactions = interactions(&study, &parts, pairs(&study, baseline).len());
        let beside = parts.iter().filter(|parts| parts.alone.len() > 1).count();
        let differences = if study.arms.len() > 1 { differences(&study, baseline, beside) } else { Vec::new() };
        let (measured, changes, sources) = (Vec::new(), Vec::new(), Vec::new());
        let period = period.to_owned();
        Self {
            study,
            title,
            baseline,
            unwritten: None,
            period,
            estimates,
            differences,
            parts,
            interactions,
            measured,
            calibrated: false,
            changes,
            levers: BTreeMap::new(),
            sources,
            assumed: Vec::new(),
            files: Vec::new(),
            intervals: Intervals::default(),
            template_targets: Vec::new(),
            judged: Vec::new(),
            why: None,
            tried: None,
        }
    }

    /// Which of an arm's spans is the report's period.
    pub fn span(&self, arm: usize) -> Option<usize> {
        self.span_of(arm, &self.period)
    }

    /// Which of an arm's spans has this stable name.
    pub fn span_of(&self, arm: usize, period: &str) -> Option<usize> {
        self.study.arms[arm].spans.iter().position(|span| span.label.key == period)
    }

    /// The scenario's currency.
    pub fn currency(&self) -> &str {
        self.study.arms.first().map_or("", |arm| &arm.model.money.currency)
    }
}
