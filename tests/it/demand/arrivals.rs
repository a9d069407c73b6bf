//! Counts a day as the engine brings them: Poisson at a random rate, B = S · O, with S common to all types and O of the
//! type, independent Gammas of mean 1. Then Var N = m + m²((1 + s²)(1 + o²) − 1), Cov = m₁ m₂ s². Events of the calendar
//! raise m, and nothing else; where they are uncertain m = p (1 + (lift − 1) U), with U common to all that a peak reaches.

use crate::support::{model, watch};
use peakstaff::engine::{Contact, Observer};
use peakstaff::id::Id;
use peakstaff::time::SimTime;

const DAYS: usize = 4000;
/// Days of a batch: standard errors come from the spread between batches, whatever the law of a day's number is.
const BATCH: usize = 50;
const S: f64 = 0.25;
const O: [f64; 2] = [0.1, 0.4];
const M: [f64; 2] = [40.0, 25.0];

const SHOP: &str = r#"
template = "none"
start = 2025-01-01
days = 3660
interval = "24 h"
[calendar]
day_cv = 0.25
[contact.a]
channel = "call"
arrivals = { per_day = 40, day_cv = 0.1 }
effort = "1 s"
patience = "1 s"
[contact.b]
channel = "call"
arrivals = { per_day = 25, day_cv = 0.4 }
effort = "1 s"
patience = "1 s"
[design.only.team.t]
serves = [["a", "b"]]
staffed = 1
"#;

struct ByDay(Vec<[f64; 2]>);

impl Observer for ByDay {
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        self.0[at.day() as usize][contact.contact_type.index()] += 1.0;
    }
}

/// The mean over batches of a statistic of each is within four standard errors of the truth, and those are small enough
/// to notice an error of a tenth of it.
fn check(what: &str, truth: f64, days: &[[f64; 2]], of: impl Fn(&[[f64; 2]]) -> f64) {
    let batches: Vec<f64> = days.chunks(BATCH).map(of).collect();
    let n = batches.len() as f64;
    let mean = batches.iter().sum::<f64>() / n;
    let variance = batches.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let error = (variance / n).sqrt();
    assert!((mean - truth).abs() <= 4.0 * error, "{what}: {mean} ± {error}, not {truth}");
    assert!(error < 0.1 * truth, "{what}: ± {error} would not notice much beside {truth}");
}

/// The unbiased covariance of two columns.
fn covariance(days: &[[f64; 2]], i: usize, j: usize) -> f64 {
    let n = days.len() as f64;
    let mean = |k: usize| days.iter().map(|d| d[k]).sum::<f64>() / n;
    let (x, y) = (mean(i), mean(j));
    days.iter().map(|d| (d[i] - x) * (d[j] - y)).sum::<f64>() / (n - 1.0)
}

#[test]
fn counts_a_day_vary_and_go_together_as_the_model_says() {
    let mut model = model(SHOP);
    model.calendar.days = DAYS as i32;
    let days = watch(&model, 17, 0, ByDay(vec![[0.0; 2]; DAYS]));
    for i in 0..2 {
        let m = M[i];
        check("mean", m, &days.0, |d| d.iter().map(|d| d[i]).sum::<f64>() / d.len() as f64);
        let variance = m + m * m * ((1.0 + S * S) * (1.0 + O[i] * O[i]) - 1.0);
        check("variance", variance, &days.0, |d| covariance(d, i, i));
    }
    check("covariance", M[0] * M[1] * S * S, &days.0, |d| covariance(d, 0, 1));
}

const EVENT: &str = r#"
[calendar.event.sale]
peak = "01-20"
lift.a = { days = [-4, 0, 2], factor = [1.0, 3.0, 1.0] }
"#;

#[test]
fn an_event_brings_more_of_its_type_on_its_days_and_changes_nothing_else() {
    const SPAN: usize = 30;
    const RUNS: u64 = 1000;
    let by_day = |text: &str, run: u64| {
        let mut model = model(text);
        model.calendar.days = SPAN as i32;
        watch(&model, 17, run, ByDay(vec![[0.0; 2]; SPAN])).0
    };
    let lifted = SHOP.replace("[contact.a]", &format!("{EVENT}[contact.a]"));
    let (plain, event) = (by_day(SHOP, 0), by_day(&lifted, 0));
    // 20 January is day 19; the curve is above 1 from three days before it to one day after.
    for (day, (before, after)) in plain.iter().zip(&event).enumerate() {
        assert_eq!(before[1], after[1], "b is not lifted");
        assert!(if (16..=20).contains(&day) { after[0] > before[0] } else { after[0] == before[0] }, "day {day}");
    }
    // Means, with the day's busyness put out so that a thousand runs are sharp.
    let still = lifted.replace("day_cv = 0.25", "day_cv = 0").replace(", day_cv = 0.1", "");
    let model = model(&still);
    let mut sums = [0.0; SPAN];
    for run in 0..RUNS {
        let mut short = model.clone();
        short.calendar.days = SPAN as i32;
        let days = watch(&short, 17, run, ByDay(vec![[0.0; 2]; SPAN])).0;
        sums.iter_mut().zip(days).for_each(|(sum, day)| *sum += day[0]);
    }
    let lift = |day: usize| match day {
        16..=18 => 1.0 + 0.5 * (day - 15) as f64,
        19 => 3.0,
        20 => 2.0,
        _ => 1.0,
    };
    for (day, sum) in sums.into_iter().enumerate() {
        let (mean, m) = (sum / RUNS as f64, M[0] * lift(day));
        let error = (m / RUNS as f64).sqrt();
        assert!((mean - m).abs() <= 4.0 * error && error < 0.01 * m, "day {day}: {mean} ± {error}, not {m}");
    }
}

const UNCERTAIN: &str = r#"
[calendar.event.sale]
peak = 2025-01-02
lift.a = { days = [0, 1], factor = [3.0, 3.0] }
lift.b = 2.0
uncertainty = 0.5
burst = { at = "20:00", for = "90 min", share = 0.4, types = ["a"] }
"#;

/// Counts of `a` and `b` by day, and of `a` inside the burst.
struct Inside(Vec<[f64; 2]>, f64);

impl Observer for Inside {
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        self.0[at.day() as usize][contact.contact_type.index()] += 1.0;
        let minute = at.time_of_day().seconds() / 60.0;
        if at.day() == 1 && contact.contact_type.index() == 0 && (1200.0..1290.0).contains(&minute) {
            self.1 += 1.0;
        }
    }
}

#[test]
fn an_event_may_turn_out_larger_for_all_it_reaches_and_come_in_a_burst() {
    const RUNS: u64 = 3000;
    let text = SHOP.replace("day_cv = 0.25", "day_cv = 0").replace(", day_cv = 0.1", "").replace(", day_cv = 0.4", "");
    let mut model = model(&text.replace("[contact.a]", &format!("{UNCERTAIN}[contact.a]")));
    model.calendar.days = 4;
    let runs: Vec<Inside> = (0..RUNS).map(|run| watch(&model, 17, run, Inside(vec![[0.0; 2]; 4], 0.0))).collect();
    let columns = |of: &dyn Fn(&Inside) -> [f64; 2]| runs.iter().map(of).collect::<Vec<[f64; 2]>>();
    let types = columns(&|run| run.0[1]);
    let days = columns(&|run| [run.0[1][0], run.0[2][0]]);
    let burst = columns(&|run| [run.1, run.0[1][0] - run.1]);
    let mean = |i: usize| move |d: &[[f64; 2]]| d.iter().map(|d| d[i]).sum::<f64>() / d.len() as f64;
    check("mean of a", 120.0, &types, mean(0));
    check("mean of b", 50.0, &types, mean(1));
    check("day before", 40.0, &columns(&|run| run.0[0]), mean(0));
    check("day after", 40.0, &columns(&|run| run.0[3]), mean(0));
    // p² (lift − 1)² cv² beyond the Poisson part.
    check("variance of a", 120.0 + 1600.0, &types, |d| covariance(d, 0, 0));
    check("variance of b", 50.0 + 156.25, &types, |d| covariance(d, 1, 1));
    check("the types of a peak", 500.0, &types, |d| covariance(d, 0, 1));
    check("the days of a peak", 1600.0, &days, |d| covariance(d, 0, 1));
    // 40 % of the day, and the burst's part of the rest, which is the same all day.
    check("inside", 120.0 * (0.4 + 0.6 * 1.5 / 24.0), &burst, mean(0));
    check("outside", 120.0 * 0.6 * 22.5 / 24.0, &burst, mean(1));
}

const CRISES: &str = r#"
[calendar.crisis.carrier]
rate = 24
lasts = { uniform = { low = "2 days", high = "5 days" } }
uncertainty = 0.4
adds.a = 30
[calendar.crisis.batch]
rate = 6
lasts = "4 days"
lift.b = 1.6
"#;

/// A kind of crisis is there on a share 1 − Π (1 − p)^days of the dates; the largest of those there counts.
#[test]
fn crises_come_at_their_rate_and_strike_only_whom_they_name() {
    let still = SHOP.replace("day_cv = 0.25", "day_cv = 0").replace(", day_cv = 0.1", "").replace(", day_cv = 0.4", "");
    let run = |text: &str, days: usize| {
        let mut model = model(text);
        model.calendar.days = days as i32;
        watch(&model, 23, 0, ByDay(vec![[0.0; 2]; days])).0
    };
    let struck = still.replace("[contact.a]", &format!("{CRISES}[contact.a]"));
    let days = run(&struck, DAYS);
    // Batches: on a date with chance 1 − (1 − 6/365.25)⁴, then 1.6 times as much.
    let batch = 1.0 - (1.0 - 6.0 / 365.25_f64).powi(4);
    check("b", M[1] * (1.0 + 0.6 * batch), &days, |d| d.iter().map(|d| d[1]).sum::<f64>() / d.len() as f64);
    // Other types and other days are as without, and a short horizon has the first of the long one's crises.
    let plain = run(&still, DAYS);
    let without_a = run(&struck.replace("adds.a = 30", "adds.a = 0"), DAYS);
    assert!(without_a.iter().zip(&plain).all(|(x, y)| x[0] == y[0]) && without_a != plain);
    assert!(without_a.iter().zip(&days).all(|(x, y)| x[1] == y[1]));
    let changed = days.iter().zip(&plain).filter(|(x, y)| x[0] != y[0]).count() as f64 / DAYS as f64;
    // 24 a year of 2, 3, 4 or 5 days: a part of a day counts as one, so 3, 4 or 5 alike.
    let p: f64 = 24.0 / 365.25;
    let there = 1.0 - (1.0 - p).powi(3) * (1.0 - p * 2.0 / 3.0) * (1.0 - p / 3.0);
    assert!((changed - there).abs() < 0.03, "{changed} not {there}");
    assert_eq!(run(&struck, 60), days[..60]);
}
