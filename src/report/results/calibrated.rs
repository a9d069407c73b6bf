//! What came of moving inputs until the simulation meets what was measured.

use crate::catalogue::Unit;
use crate::experiment::fit::Against;
use crate::experiment::{LEVEL, Sweeping, Wanted};
use crate::model::{Label, Lang, Model, Taken};
use crate::report::numbers::Scale;
use crate::report::results::TemplateTarget;
use crate::report::results::sweep::name;
use crate::stats::{Sample, normal_quantile};

/// A figure that was measured, beside the model's.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// Which figure, of whom.
    pub wanted: Wanted,
    /// As measured, in its unit.
    pub value: f64,
    /// The standard error of what was measured.
    pub error: f64,
    /// Whether the file says that error.
    pub error_given: bool,
    /// It was not fitted, only judged.
    pub held_out: bool,
    /// By the file as it is; none: the model does not give it.
    pub before: Option<Sample>,
    /// By the inputs that were found.
    pub after: Option<Sample>,
}

/// Probability with which a figure that is right stays within what chance explains.
const SURELY: f64 = 0.99;

impl Met {
    /// How far a model's figure is off, in standard errors of both; none where it is not given.
    pub fn off(&self, sample: Option<&Sample>) -> Option<f64> {
        let sample = sample?;
        let both = self.error.hypot(sample.standard_error().unwrap_or(0.0)).max(f64::MIN_POSITIVE);
        Some((sample.value - self.value) / both)
    }
    /// Whether a model's figure is within the error at [`LEVEL`].
    pub fn is_met_by(&self, sample: Option<&Sample>) -> bool {
        self.off(sample).is_some_and(|off| off.abs() <= normal_quantile(f64::midpoint(1.0, LEVEL)))
    }
    /// Whether the model's figure is so far off that chance is no explanation.
    pub fn is_missed(&self) -> bool {
        self.off(self.after.as_ref()).is_some_and(|off| off.abs() > normal_quantile(f64::midpoint(1.0, SURELY)))
    }
    /// Half of its interval.
    pub fn half_width(&self) -> f64 {
        self.error * normal_quantile(f64::midpoint(1.0, LEVEL))
    }
}

/// What is known of an input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Knowledge {
    /// The facts fix it.
    Found,
    /// Some fact sees it, but not well enough alone.
    Open,
    /// No fact sees it: it stays where it was.
    Unseen,
}

/// An input that may move.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Where it stands.
    pub path: String,
    /// The file gives it; otherwise nobody did.
    pub given: bool,
    /// As it was, as it might be written.
    pub was: String,
    /// What it may be.
    pub range: [String; 2],
    /// As it is now.
    pub value: String,
    /// Its interval.
    pub interval: [String; 2],
    /// What is known of it.
    pub knowledge: Knowledge,
    /// It stands at an end of its range.
    pub at_end: bool,
    /// Of what is found: the facts that fix it, with their shares.
    pub fixed_by: Vec<(usize, f64)>,
    /// The new file has it.
    pub written: bool,
}

/// Inputs that the facts do not tell apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Undetermined {
    /// Which of them, with their parts and signs.
    pub inputs: Vec<(usize, f64)>,
    /// The figure that would tell most, and how much of the interval would be left.
    pub measure: Option<(Wanted, f64)>,
}

/// Facts that are not met, and what holds them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Contradiction {
    /// The fact.
    pub fact: usize,
    /// Another fact, an input's range, nothing, or chance.
    pub against: Against,
    /// The input that is held most, and whether it would have to go up.
    pub by: Option<(usize, bool)>,
}

/// A calibration.
#[derive(Debug)]
pub struct Calibrated {
    /// The scenario's title.
    pub title: Label,
    /// The design in its case, as the file has it.
    pub model: Model,
    /// What was measured: what was fitted first, then what was held out.
    pub facts: Vec<Met>,
    /// Inputs that may move.
    pub inputs: Vec<Moved>,
    /// What stays open.
    pub open: Vec<Undetermined>,
    /// What contradicts what.
    pub contradictions: Vec<Contradiction>,
    /// Inputs with a range that cannot move: what goes neither by small steps nor by whole numbers.
    pub left_out: Vec<String>,
    /// How it was fitted.
    pub fitted: Sweeping,
    /// How it was judged.
    pub judged: Sweeping,
    /// Rounds of steps.
    pub rounds: usize,
    /// Points that were simulated for the fit.
    pub points: usize,
    /// The new scenario; none where no input moved.
    pub text: Option<String>,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// What was taken of the files that the scenario names.
    pub files: Vec<Taken>,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
}

impl Calibrated {
    /// `average response: Pre-sale chat`.
    pub fn name(&self, wanted: &Wanted, lang: Lang) -> String {
        name(wanted, &self.model, lang)
    }

    /// How the numbers of a fact are written.
    pub fn scale(&self, fact: &Met, lang: Lang) -> Scale {
        let samples = [&fact.before, &fact.after].into_iter().flatten().map(|sample| sample.value.abs());
        let largest = samples.fold(fact.value.abs(), f64::max);
        Scale::new(self.unit(fact), largest, false, &self.model.money.currency, lang)
    }

    /// The unit of a fact.
    pub fn unit(&self, fact: &Met) -> Unit {
        fact.wanted.kpi.unit(&self.model)
    }

    /// Facts that were fitted.
    pub fn fitted_facts(&self) -> impl Iterator<Item = &Met> {
        self.facts.iter().filter(|fact| !fact.held_out)
    }

    /// Inputs of which this is known.
    pub fn inputs_that_are(&self, knowledge: Knowledge) -> impl Iterator<Item = &Moved> {
        self.inputs.iter().filter(move |input| input.knowledge == knowledge)
    }
}
