//! A truth, and what we found.

use crate::catalogue::TruthKind;
use crate::stats::{normal_quantile, t_cdf};
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
    /// What the truth is.
    pub kind: TruthKind,
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
    /// Replications of ours.
    pub replications: u64,
    /// Distance by the normal law: as far out as the distance in standard errors (of both where there are two) is by
    /// Student's law for so many replications. None where ours has no error and differs, or is unknown.
    pub z: Option<f64>,
    /// Our standard error over the largest one allowed; at most 1 for a test that would notice a mistake.
    #[serde(skip)]
    pub precision: f64,
    /// Whether |z| ≤ 4 and the standard error is small enough.
    pub passed: bool,
}

impl TruthRow {
    /// Judges an estimate. No standard error and equal to the truth is z = 0.
    #[must_use]
    pub fn judge(mut self, standard_error: Option<f64>) -> Self {
        let off = self.mean - self.exact;
        // Theirs come from hundreds of days or more: the normal's quantile, not Student's.
        let theirs = self.theirs.map_or(0.0, |half| half / NORMAL_95);
        self.z = match standard_error {
            Some(se) if se.hypot(theirs) > 0.0 => Some(self.normal(off / se.hypot(theirs), se, theirs)),
            Some(_) if off.abs() <= 1e-9 * self.exact.abs().max(1e-9) => Some(0.0),
            _ => None,
        };
        // Nothing is learnt from being surer than twice what we are held against.
        let allowed = self.kind.allowed(self.exact).max(theirs);
        self.precision = match standard_error {
            // As sure as can be, whatever is allowed: a truth of 0 allows nothing.
            Some(0.0) => 0.0,
            Some(se) => se / allowed,
            None => f64::INFINITY,
        };
        self.passed = self.sharp() && self.z.is_some_and(|z| z.abs() <= FARTHEST);
        self
    }

    /// The normal deviate with the tail that a distance in standard errors has by Student's law. Theirs is known to so
    /// many degrees of freedom that only ours counts (Welch 1947, Biometrika 34).
    fn normal(&self, distance: f64, ours: f64, theirs: f64) -> f64 {
        let share = ours * ours / (ours * ours + theirs * theirs);
        let df = (self.replications.saturating_sub(1).max(1)) as f64 / (share * share);
        // So far out that the tail has no digits, it is as far as the normal law reaches.
        let tail = t_cdf(-distance.abs(), df).max(f64::MIN_POSITIVE);
        -normal_quantile(tail) * distance.signum()
    }

    /// Whether the standard error is small enough to have noticed a mistake.
    pub fn sharp(&self) -> bool {
        self.precision <= 1.0
    }

    /// `service_level@contact:a/part1`; of a variance it says so.
    pub fn figure(&self) -> String {
        let period = if self.period == "horizon" { String::new() } else { format!("/{}", self.period) };
        let of = if self.kind == TruthKind::Variance { "variance of " } else { "" };
        format!("{of}{}@{}{period}", self.kpi, self.subject)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mean: f64) -> TruthRow {
        TruthRow {
            case: "c".into(),
            kpi: "k".into(),
            subject: "all".into(),
            period: "horizon".into(),
            kind: TruthKind::Mean,
            mean,
            half_width: None,
            exact: 1.0,
            theirs: None,
            seed: 1,
            replications: 1_000_000,
            z: None,
            precision: 0.0,
            passed: false,
        }
    }

    #[test]
    fn a_truth_must_be_near_and_the_test_sharp() {
        let near = row(1.01).judge(Some(0.005));
        assert!(near.passed && (near.z.unwrap() - 2.0).abs() < 1e-4);
        assert!(!row(1.03).judge(Some(0.005)).passed, "z = 6");
        assert!(!row(1.01).judge(Some(0.02)).passed, "too noisy to have noticed");
        assert!(row(1.0).judge(Some(0.0)).passed);
        assert!(!row(1.1).judge(Some(0.0)).passed);
        assert!(!row(1.0).judge(None).passed);
        assert!(TruthKind::Probability.allowed(0.5) < 0.003 && TruthKind::Probability.allowed(0.01) < 0.001);
        let variance = TruthRow { kind: TruthKind::Variance, ..row(1.01) };
        assert!(variance.clone().judge(Some(0.04)).passed && !variance.judge(Some(0.06)).passed);
    }

    #[test]
    fn a_truth_of_nothing_is_met_by_nothing() {
        let nothing = |mean| TruthRow { exact: 0.0, ..row(mean) };
        let met = nothing(0.0).judge(Some(0.0));
        assert!(met.passed && met.z == Some(0.0) && met.sharp());
        let missed = nothing(0.001).judge(Some(0.0));
        assert!(!missed.passed && missed.z.is_none() && missed.sharp(), "missed, and not for want of runs");
        assert!(!nothing(0.001).judge(Some(0.0005)).passed);
    }

    /// The 97.5 % point of Student's law is as far out as that of the normal law.
    #[test]
    fn distances_are_those_of_the_normal_law() {
        for (replications, t) in [(2, 12.7062), (5, 2.776_45), (40, 2.022_69), (1001, 1.962_34)] {
            let of = |mean| TruthRow { replications, exact: 100.0, ..row(mean) }.judge(Some(0.1));
            for (mean, z) in [(100.0 + 0.1 * t, NORMAL_95), (100.0 - 0.1 * t, -NORMAL_95)] {
                let found = of(mean).z.unwrap();
                assert!((found - z).abs() < 1e-4, "{replications}: {found}");
            }
        }
        assert!(TruthRow { exact: 0.0, ..row(1e9) }.judge(Some(1e-9)).z.unwrap() > 30.0, "no tail left");
    }

    #[test]
    fn what_another_program_found_brings_its_own_error() {
        let theirs = |half| TruthRow { theirs: Some(half), ..row(1.05) }.judge(Some(0.005));
        assert!((theirs(0.012 * NORMAL_95).z.unwrap() - 0.05 / 0.013).abs() < 1e-4, "5, 12, 13");
        assert!(theirs(0.03).passed && !theirs(0.001).passed);
        let rough = TruthRow { theirs: Some(0.06), ..row(1.05) }.judge(Some(0.02));
        assert!(rough.passed, "as sure as they are is sure enough");
    }
}
