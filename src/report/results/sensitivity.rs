//! What came of the search for the inputs that matter.

use super::TemplateTarget;
use super::sweep::name;
use crate::catalogue::Better;
use crate::experiment::{Figures, LEVEL, Screened, Sweeping, Wanted, Way, screened};
use crate::model::{Label, Lang, Model, Taken};
use crate::report::numbers::Scale;
use crate::stats::{Direction, Judgement, Rule, judge};

/// An input and what was tried instead.
#[derive(Clone, Debug)]
pub struct Probed {
    /// Where it stands.
    pub path: String,
    /// As it is.
    pub value: String,
    /// The lower and the higher.
    pub ends: [String; 2],
    /// The range is the file's own.
    pub stated: bool,
}

/// How inputs were tried.
#[derive(Clone, Debug)]
pub enum Method {
    /// Both ends of each, the others as they are.
    OneAtATime,
    /// All together.
    Ways(Vec<Way>),
}

/// What came of it.
#[derive(Debug)]
pub struct Sensitive {
    /// The scenario's title.
    pub title: Label,
    /// The design in its case, as it is.
    pub model: Model,
    /// Inputs.
    pub inputs: Vec<Probed>,
    /// Numbers that could be changed neither way.
    pub left_out: usize,
    /// How they were tried.
    pub method: Method,
    /// How many to show of each figure.
    pub top: usize,
    /// What is estimated at every point.
    pub wanted: Vec<Wanted>,
    /// How it was run.
    pub sweeping: Sweeping,
    /// The figures as it is.
    pub as_is: Figures,
    /// Both ends of every input, or the points of every way.
    pub points: Vec<Figures>,
    /// By point: whether its demand is that of as is.
    pub same_demand: Vec<bool>,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// What was taken of the files that the scenario names.
    pub files: Vec<Taken>,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
}

impl Sensitive {
    /// What an end of an input (0 the lower, 1 the higher) does to a figure, on the same customers; all ends together.
    pub fn swing(&self, input: usize, end: usize, figure: usize) -> Option<Judgement> {
        let (base, other) = (self.as_is[figure].as_ref()?, self.points[2 * input + end][figure].as_ref()?);
        let better = match self.wanted[figure].kpi.better() {
            Better::Higher => Direction::Higher,
            Better::Lower => Direction::Lower,
            Better::Neither => Direction::Neither,
        };
        let found = judge(base, other, &[], Rule { better, level: LEVEL, comparisons: self.points.len() });
        Some(if self.same_demand[2 * input + end] { found } else { found.unjudged() })
    }

    /// What an input does to a figure along all ways; none where one of them has no figure.
    pub fn screened(&self, input: usize, figure: usize) -> Option<Screened> {
        let Method::Ways(ways) = &self.method else { return None };
        let length = self.inputs.len() + 1;
        let of_way = |(way, points): (&Way, &[Figures])| {
            let figures =
                points.iter().map(|point| Some(point[figure].as_ref()?.value)).collect::<Option<Vec<f64>>>()?;
            Some(way.effects(&figures)[input])
        };
        let effects: Vec<f64> = ways.iter().zip(self.points.chunks(length)).map(of_way).collect::<Option<_>>()?;
        (!effects.is_empty()).then(|| screened(&effects))
    }

    /// How much an input moves a figure; none where that is not known.
    pub fn size(&self, input: usize, figure: usize) -> Option<f64> {
        match &self.method {
            Method::Ways(_) => self.screened(input, figure).map(|found| found.mu_star),
            Method::OneAtATime => {
                let ends = [0, 1].map(|end| self.swing(input, end, figure).map(|j| j.mean.abs()));
                ends.into_iter().flatten().reduce(f64::max)
            }
        }
    }

    /// All inputs that move a figure, those that move it most first.
    pub fn ranked(&self, figure: usize) -> Vec<usize> {
        let size = |input| Some((self.size(input, figure).filter(|size| *size > 0.0)?, input));
        let mut sizes: Vec<(f64, usize)> = (0..self.inputs.len()).filter_map(size).collect();
        sizes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        sizes.into_iter().map(|(_, input)| input).collect()
    }

    /// How differences of a figure are written.
    pub fn scale(&self, figure: usize, lang: Lang) -> Scale {
        let largest = self.ranked(figure).first().and_then(|input| self.size(*input, figure)).unwrap_or(0.0);
        Scale::new(self.wanted[figure].kpi.unit(&self.model), largest, true, &self.model.money.currency, lang)
    }

    /// `occupancy: Pre-sale team`.
    pub fn name(&self, figure: usize, lang: Lang) -> String {
        name(&self.wanted[figure], &self.model, lang)
    }

    /// The figure as it is, with its unit.
    pub fn now(&self, figure: usize, lang: Lang) -> Option<String> {
        let sample = self.as_is[figure].as_ref()?;
        let unit = self.wanted[figure].kpi.unit(&self.model);
        let scale = Scale::new(unit, sample.value, false, &self.model.money.currency, lang);
        Some(scale.with_unit(&scale.estimate(sample.value, sample.half_width(LEVEL))))
    }
}

/// A value as people read it: `*0.9` of what is no factor itself is 10 % less, and no number has more than four digits.
pub fn shown(value: &str, as_is: &str) -> String {
    let factor = value.strip_prefix('*').filter(|_| !as_is.starts_with("\"*")).and_then(|f| f.parse::<f64>().ok());
    if let Some(factor) = factor {
        return format!("{:+.0} %", (factor - 1.0) * 100.0);
    }
    let (sign, digits) = value.strip_prefix('*').map_or(("", value), |rest| ("*", rest));
    match digits.parse::<f64>() {
        Ok(x) if digits.len() > 6 && x != 0.0 => {
            let scale = 10_f64.powi(3 - x.abs().log10().floor() as i32);
            format!("{sign}{}", (x * scale).round() / scale)
        }
        _ => value.to_owned(),
    }
}

impl Probed {
    /// As it is; a law is too long to be shown.
    pub fn now(&self) -> String {
        if self.value.starts_with('{') { String::new() } else { shown(&self.value.replace('"', ""), &self.value) }
    }
    /// What is tried.
    pub fn tried(&self) -> [String; 2] {
        self.ends.each_ref().map(|end| shown(end, &self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn values_are_short_and_factors_are_per_cent() {
        for (value, as_is, wanted) in [
            ("*0.9", "\"90 s\"", "-10 %"),
            ("*1.1", "{ lognormal = { cv = 0.8 } }", "+10 %"),
            ("*1.11654", "\"*1.015\"", "*1.117"),
            ("646.49178", "718.3242", "646.5"),
            ("0.35", "0.45", "0.35"),
            ("70 s", "\"90 s\"", "70 s"),
        ] {
            assert_eq!(shown(value, as_is), wanted);
        }
    }
}
