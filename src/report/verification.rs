//! Ours against exact values: the rows of `verify`.

use super::words::{Words, say};
use super::{Block, Column, Report, Section, Table};
use crate::model::Lang;
use serde::Serialize;

/// The normal's 97.5 % point.
const NORMAL_95: f64 = 1.959_964;
/// |z| beyond which a truth is missed.
const FARTHEST: f64 = 4.0;

/// To the second digit of a half-width.
fn fixed(x: f64, half: Option<f64>) -> String {
    let decimals = half.filter(|h| *h > 0.0).map_or(6, |h| (1 - h.log10().floor() as i32).clamp(0, 9));
    format!("{x:.*}", decimals as usize)
}

/// How small the standard error must be for a truth to be a test at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TruthKind {
    /// At most 1 % of the value.
    Mean,
    /// At most 0.002, and at most 5 % of the value.
    Probability,
    /// At most 1 % of the value.
    Quantile,
}

impl TruthKind {
    /// Its word in files.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "mean" => Some(Self::Mean),
            "probability" => Some(Self::Probability),
            "quantile" => Some(Self::Quantile),
            _ => None,
        }
    }

    /// The largest standard error with which a mistake would still be noticed.
    pub fn allowed(self, exact: f64) -> f64 {
        match self {
            Self::Mean | Self::Quantile => 0.01 * exact.abs(),
            Self::Probability => 0.002_f64.min(0.05 * exact.abs()),
        }
    }
}

/// One truth and what we found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TruthRow {
    /// The file's stem.
    pub case: String,
    /// What.
    pub kpi: String,
    /// Of whom.
    pub subject: String,
    /// When.
    pub period: String,
    /// Ours.
    pub mean: f64,
    /// Half-width of its 95 % interval.
    pub half_width: Option<f64>,
    /// The truth, or what another program found.
    pub exact: f64,
    /// Half-width of the other program's 95 % interval; none where the truth is exact.
    pub theirs: Option<f64>,
    /// The seed of ours.
    pub seed: u64,
    /// Distance in standard errors, of both where there are two; none where ours has no error and differs.
    pub z: Option<f64>,
    /// Our standard error over the largest one allowed; at most 1 for a test that would notice a mistake.
    #[serde(skip)]
    pub precision: f64,
    /// Whether |z| ≤ 4 and the standard error is small enough.
    #[serde(skip)]
    pub passed: bool,
}

impl TruthRow {
    /// Judges an estimate. `standard_error` zero and equal to the truth is z = 0.
    #[must_use]
    pub fn judge(mut self, standard_error: Option<f64>, kind: TruthKind) -> Self {
        let off = self.mean - self.exact;
        // Theirs come from hundreds of days or more: the normal's quantile, not Student's.
        let theirs = self.theirs.map_or(0.0, |half| half / NORMAL_95);
        self.z = match standard_error {
            Some(se) if se.hypot(theirs) > 0.0 => Some(off / se.hypot(theirs)),
            Some(_) if off.abs() <= 1e-9 * self.exact.abs().max(1e-9) => Some(0.0),
            _ => None,
        };
        // Nothing is learnt from being surer than twice what we are held against.
        let allowed = kind.allowed(self.exact).max(theirs);
        self.precision = standard_error.map_or(f64::INFINITY, |se| se / allowed);
        self.passed = self.sharp() && self.z.is_some_and(|z| z.abs() <= FARTHEST);
        self
    }

    /// Whether the standard error is small enough to have noticed a mistake.
    pub fn sharp(&self) -> bool {
        self.precision <= 1.0
    }

    /// `service_level@contact:a/part1`.
    pub fn figure(&self) -> String {
        let period = if self.period == "horizon" { String::new() } else { format!("/{}", self.period) };
        format!("{}@{}{period}", self.kpi, self.subject)
    }

    /// Ours with its half-width, to the half-width's second digit: what lies beyond it says nothing.
    pub fn ours(&self) -> String {
        let half = self.half_width.map_or("?".into(), |half| fixed(half, self.half_width));
        format!("{} ± {half}", fixed(self.mean, self.half_width))
    }

    /// The truth to the digits of ours, or what another program found with its half-width.
    pub fn truth(&self) -> String {
        match self.theirs {
            None => fixed(self.exact, self.half_width),
            Some(half) => format!("{} ± {}", fixed(self.exact, self.theirs), fixed(half, self.theirs)),
        }
    }

    /// z with its sign.
    pub fn distance(&self) -> String {
        self.z.map_or("–".into(), |z| format!("{z:+.2}"))
    }
}

/// The table of `verify`.
pub fn truths_report(rows: &[TruthRow], lang: Lang) -> Report {
    let w = Words::of(lang);
    let columns = vec![
        Column::words(w.case),
        Column::words(w.figure),
        Column::figures(w.ours),
        Column::figures(w.exact),
        Column::figures("z"),
        Column::words(""),
    ];
    let cells = rows.iter().map(|row| {
        let mark = match (row.passed, row.sharp()) {
            (true, _) => w.passed.to_owned(),
            (false, true) => w.failed.to_owned(),
            (false, false) => say(lang, format!("{}, too noisy", w.failed), format!("{}，误差过大", w.failed)),
        };
        vec![row.case.clone(), row.figure(), row.ours(), row.truth(), row.distance(), mark]
    });
    let table = Table { caption: String::new(), columns, rows: cells.collect(), fixed: 2 };
    let bad = rows.iter().filter(|row| !row.passed).count();
    let n = rows.len();
    let sum = say(
        lang,
        format!("{n} truths, {bad} failed: |z| ≤ 4 and a standard error small enough are asked of each"),
        format!("{n} 项精确值，{bad} 项未通过：要求 |z| ≤ 4 且标准误足够小"),
    );
    let section = Section { heading: String::new(), blocks: vec![Block::Table(table), Block::Text(sum)] };
    Report { title: w.validation.to_owned(), sections: vec![section], next: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mean: f64) -> TruthRow {
        TruthRow {
            case: "c".into(),
            kpi: "k".into(),
            subject: "all".into(),
            period: "horizon".into(),
            mean,
            half_width: None,
            exact: 1.0,
            theirs: None,
            seed: 1,
            z: None,
            precision: 0.0,
            passed: false,
        }
    }

    #[test]
    fn a_truth_must_be_near_and_the_test_sharp() {
        let near = row(1.01).judge(Some(0.005), TruthKind::Mean);
        assert!(near.passed && (near.z.unwrap() - 2.0).abs() < 1e-9);
        assert!(!row(1.03).judge(Some(0.005), TruthKind::Mean).passed, "z = 6");
        assert!(!row(1.01).judge(Some(0.02), TruthKind::Mean).passed, "too noisy to have noticed");
        assert!(row(1.0).judge(Some(0.0), TruthKind::Mean).passed);
        assert!(!row(1.1).judge(Some(0.0), TruthKind::Mean).passed);
        assert!(!row(1.0).judge(None, TruthKind::Mean).passed);
        assert!(TruthKind::Probability.allowed(0.5) < 0.003 && TruthKind::Probability.allowed(0.01) < 0.001);
    }

    #[test]
    fn what_another_program_found_brings_its_own_error() {
        let theirs = |half| TruthRow { theirs: Some(half), ..row(1.05) }.judge(Some(0.005), TruthKind::Mean);
        assert!((theirs(0.012 * NORMAL_95).z.unwrap() - 0.05 / 0.013).abs() < 1e-9, "5, 12, 13");
        assert!(theirs(0.03).passed && !theirs(0.001).passed);
        let rough = TruthRow { theirs: Some(0.06), ..row(1.05) }.judge(Some(0.02), TruthKind::Mean);
        assert!(rough.passed, "as sure as they are is sure enough");
    }
}
