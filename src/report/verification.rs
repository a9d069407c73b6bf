//! Ours against exact values: the rows of `verify`.

use super::words::{Words, say};
use super::{Block, Column, Report, Section, Table};
use crate::model::Lang;
use serde::Serialize;

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

    /// Whether the standard error is small enough to have noticed a mistake.
    pub fn sharp_enough(self, standard_error: f64, exact: f64) -> bool {
        match self {
            Self::Mean | Self::Quantile => standard_error <= 0.01 * exact.abs(),
            Self::Probability => standard_error <= 0.002_f64.min(0.05 * exact.abs()),
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
    /// The truth.
    pub exact: f64,
    /// Distance in standard errors; none where ours has no error and differs.
    pub z: Option<f64>,
    /// Whether |z| ≤ 4 and the standard error is small enough.
    #[serde(skip)]
    pub passed: bool,
    /// Whether the standard error is small enough.
    #[serde(skip)]
    pub sharp: bool,
}

impl TruthRow {
    /// Judges an estimate. `standard_error` zero and equal to the truth is z = 0.
    #[must_use]
    pub fn judge(mut self, standard_error: Option<f64>, kind: TruthKind) -> Self {
        let off = self.mean - self.exact;
        self.z = match standard_error {
            Some(se) if se > 0.0 => Some(off / se),
            Some(_) if off.abs() <= 1e-9 * self.exact.abs().max(1e-9) => Some(0.0),
            _ => None,
        };
        self.sharp = standard_error.is_some_and(|se| kind.sharp_enough(se, self.exact));
        self.passed = self.sharp && self.z.is_some_and(|z| z.abs() <= 4.0);
        self
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
        let period = if row.period == "horizon" { String::new() } else { format!("/{}", row.period) };
        // All three to the half-width's second digit: what lies beyond it says nothing.
        let decimals = row.half_width.filter(|h| *h > 0.0).map_or(6, |h| (1 - h.log10().floor() as i32).clamp(0, 9));
        let fixed = |x: f64| format!("{x:.*}", decimals as usize);
        let half = row.half_width.map_or("?".into(), fixed);
        let mark = match (row.passed, row.sharp) {
            (true, _) => w.passed.to_owned(),
            (false, true) => w.failed.to_owned(),
            (false, false) => say(lang, format!("{}, too noisy", w.failed), format!("{}，误差过大", w.failed)),
        };
        vec![
            row.case.clone(),
            format!("{}@{}{period}", row.kpi, row.subject),
            format!("{} ± {half}", fixed(row.mean)),
            fixed(row.exact),
            row.z.map_or("–".into(), |z| format!("{z:+.2}")),
            mark,
        ]
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
    let next = format!("{} peakstaff verify --json", w.next);
    Report { title: w.validation.to_owned(), sections: vec![section], next }
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
            z: None,
            passed: false,
            sharp: false,
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
        assert!(!TruthKind::Probability.sharp_enough(0.003, 0.5) && !TruthKind::Probability.sharp_enough(0.001, 0.01));
    }
}
