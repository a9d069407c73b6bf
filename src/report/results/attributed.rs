//! What each of several groups of changes between two designs did.

use super::TemplateTarget;
use crate::catalogue::{Better, KpiId, Saving};
use crate::diagnostic::Text;
use crate::experiment::{Figures, LEVEL, Sweeping, Wanted};
use crate::model::{Label, Lang, Model, Taken};
use crate::report::numbers::Scale;
use crate::stats::{Sample, Sets, Share, Verdict};

/// Changes that come together.
#[derive(Clone, Debug)]
pub struct ChangeGroup {
    /// What they are called.
    pub label: Label,
    /// Where they change the earlier design.
    pub paths: Vec<String>,
    /// Whether it is, or holds, a lever of the later design.
    pub lever: bool,
}

/// Two groups that were taken as one.
#[derive(Clone, Debug)]
pub struct TakenAsOne {
    /// What they were called.
    pub groups: [Label; 2],
    /// What is wrong where they come apart.
    pub why: Text,
    /// Where: `shop.toml:12`; empty where it has no place.
    pub place: String,
}

/// Two designs taken apart, and what came of every mix of them.
#[derive(Debug)]
pub struct Attributed {
    /// The scenario's title.
    pub title: Label,
    /// The earlier design.
    pub from: Model,
    /// The later design.
    pub to: Model,
    /// What leads from one to the other.
    pub groups: Vec<ChangeGroup>,
    /// Groups that had to be taken as one.
    pub joined: Vec<TakenAsOne>,
    /// Which sets of groups were simulated.
    pub sets: Sets,
    /// What is estimated of every mix.
    pub wanted: Vec<Wanted>,
    /// How it was run.
    pub sweeping: Sweeping,
    /// By set: its figures.
    pub figures: Vec<Figures>,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// What was taken of the files that the scenario names.
    pub files: Vec<Taken>,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
}

/// What groups did to a figure.
#[derive(Clone, Debug)]
pub struct Effects {
    /// Of the earlier design, and of the later; none where the figure is a difference itself.
    pub ends: Option<[Sample; 2]>,
    /// Later less earlier.
    pub total: Sample,
    /// By group: its share; they add up to the total.
    pub shares: Vec<Share>,
    /// By group: what it changes of the earlier design alone.
    pub alone: Vec<Sample>,
    /// By group: what it changes where all others are changed already.
    pub last: Vec<Sample>,
    /// The total less what each does alone.
    pub together: Sample,
}

impl Attributed {
    /// What groups did to a figure; none where a mix does not have it.
    pub fn effects(&self, figure: usize) -> Option<Effects> {
        let values: Vec<Sample> = self.figures.iter().map(|figures| figures[figure].clone()).collect::<Option<_>>()?;
        let of = |part: fn(&Sets, &[Sample], usize) -> Sample| {
            (0..self.groups.len()).map(|group| part(&self.sets, &values, group)).collect()
        };
        let is_difference = self.wanted[figure].kpi == KpiId::Saving(Saving::Annual);
        let (first, last) = (values.first()?.clone(), values.last()?.clone());
        Some(Effects {
            ends: (!is_difference).then_some([first, last]),
            total: self.sets.total(&values),
            shares: self.sets.shares(&values, LEVEL),
            alone: of(Sets::alone),
            last: of(Sets::last),
            together: self.sets.together(&values),
        })
    }

    /// `on time: Invoices`.
    pub fn name(&self, figure: usize, lang: Lang) -> String {
        super::name(&self.wanted[figure], &self.to, lang)
    }

    /// How the numbers of a figure are written; `difference`: its differences.
    pub fn scale(&self, figure: usize, difference: bool, lang: Lang) -> Scale {
        let all = self.figures.iter().filter_map(|figures| figures[figure].as_ref());
        let largest = match self.effects(figure) {
            Some(effects) if effects.ends.is_none() => effects.total.value.abs(),
            _ => all.map(|sample| sample.value.abs()).fold(0.0, f64::max),
        };
        Scale::new(self.wanted[figure].kpi.unit(&self.to), largest, difference, &self.to.money.currency, lang)
    }

    /// Whether a change of a figure is one for the better; undecided where its interval holds zero.
    pub fn verdict(&self, figure: usize, value: f64, half_width: Option<f64>) -> Verdict {
        let Some(half) = half_width else { return Verdict::NotJudged };
        if value == 0.0 && half == 0.0 {
            return Verdict::Same;
        }
        if value.abs() <= half {
            return Verdict::Undecided;
        }
        match self.wanted[figure].kpi.better() {
            Better::Neither => Verdict::Different,
            Better::Higher if value > 0.0 => Verdict::Better,
            Better::Lower if value < 0.0 => Verdict::Better,
            Better::Higher | Better::Lower => Verdict::Worse,
        }
    }
}
