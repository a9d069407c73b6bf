//! Results in the stable names of files, so that a test says `on_time` of `contact:refund`.

use peakstaff::experiment::{self, Address, Arm, Interaction, Study};
use peakstaff::report::Results;
use peakstaff::stats::Judgement;

/// An estimate, told.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    pub design: String,
    pub case: String,
    pub kpi: String,
    pub subject: String,
    pub period: String,
    pub mean: f64,
    pub half_width: Option<f64>,
    pub n: usize,
    pub by_day: bool,
}

/// A difference, told.
#[derive(Clone, Debug)]
pub struct Difference {
    pub design: String,
    pub kpi: String,
    pub subject: String,
    pub period: String,
    pub judgement: Judgement,
}

/// Design, case, KPI, subject, period.
fn words(of: &Address, arms: &[Arm]) -> [String; 5] {
    let named = of.named(arms);
    [named.design.into(), named.case.into(), named.kpi.into_owned(), named.subject, named.period.into()]
}

/// All estimates of a study.
pub fn estimates(study: &Study) -> Vec<Estimate> {
    let told = |e: experiment::Estimate| {
        let [design, case, kpi, subject, period] = words(&e.of, &study.arms);
        let experiment::Estimate { mean, half_width, n, by_day, .. } = e;
        Estimate { design, case, kpi, subject, period, mean, half_width, n, by_day }
    };
    experiment::estimates(study).into_iter().map(told).collect()
}

/// The estimate of a figure over the horizon; the test fails where there is none.
#[track_caller]
pub fn find<'a>(rows: &'a [Estimate], kpi: &str, subject: &str) -> &'a Estimate {
    let found = rows.iter().find(|e| e.kpi == kpi && e.subject == subject && e.period == "horizon");
    found.unwrap_or_else(|| panic!("{kpi}@{subject}"))
}

/// The mean of a figure over the horizon; the test fails where there is none.
#[track_caller]
pub fn mean(rows: &[Estimate], kpi: &str, subject: &str) -> f64 {
    find(rows, kpi, subject).mean
}

/// The mean of a figure in a period; `None`: it is not given, or not there.
pub fn figure(rows: &[Estimate], kpi: &str, subject: &str, period: &str) -> Option<f64> {
    rows.iter().find(|e| e.kpi == kpi && e.subject == subject && e.period == period).map(|e| e.mean)
}

/// The estimates of one design in one case.
pub fn of_arm(rows: &[Estimate], design: &str, case: &str) -> Vec<Estimate> {
    rows.iter().filter(|e| e.design == design && e.case == case).cloned().collect()
}

fn told(study: &Study, found: &[experiment::Difference]) -> Vec<Difference> {
    let told = |d: &experiment::Difference| {
        let [design, _, kpi, subject, period] = words(&d.of, &study.arms);
        Difference { design, kpi, subject, period, judgement: d.judgement.clone() }
    };
    found.iter().map(told).collect()
}

/// All differences of a study against the arm `baseline`, of which `beside` other comparisons are made as well.
pub fn differences(study: &Study, baseline: usize, beside: usize) -> Vec<Difference> {
    told(study, &experiment::differences(study, baseline, beside))
}

/// The differences of results.
pub fn differences_of(results: &Results) -> Vec<Difference> {
    told(&results.study, &results.differences)
}

/// The interactions of results: KPI, subject, period, with what each is.
pub fn interactions_of(results: &Results) -> Vec<([String; 3], Interaction)> {
    let told = |i: &Interaction| {
        let [_, _, kpi, subject, period] = words(&i.of, &results.study.arms);
        ([kpi, subject, period], i.clone())
    };
    results.interactions.iter().map(told).collect()
}

/// Fails where a figure is not what was told by hand.
#[track_caller]
pub fn near(found: f64, exact: f64) {
    // Each contact's part is kept to a millionth.
    assert!((found - exact).abs() < 1e-5 * exact.max(1.0), "{found}, not {exact}");
}
