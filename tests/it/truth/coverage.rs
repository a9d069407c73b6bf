//! Whether intervals hold what they promise: in many small experiments on a queue with a known answer, the 95 %
//! interval contains it in 92.5 to 97.5 of 100.
//!
//! Slow, so it runs by its own command: `cargo test --locked --test it coverage -- --ignored --nocapture`.

use crate::support::shop;
use crate::support::told::{differences, estimates};
use peakstaff::analytic::erlang::erlang_a;
use peakstaff::catalogue::Row;
use peakstaff::experiment::{Never, Precision, Quiet, Replications, Settings, Study, replicate};
use peakstaff::model::Model;

const EXPERIMENTS: u64 = 2000;

/// Erlang A with three and with four agents (cases.json, erlang_a_small_a, and its neighbour), a day after one of
/// warm-up: small, so that each experiment has little to go by.
const QUEUE: &str = r#"
template = "none"
start = 2025-01-06
days = 1
warm_up = "1 day"
baseline = "three@base"
[contact.a]
channel = "call"
arrivals = { per_day = 720 }
effort = { exponential = { mean = "5 min" } }
patience = { exponential = { mean = "4 min" } }
targets = [ { accepted = "30 s" } ]
[design.three.team.t]
serves = ["a"]
staffed = 3
[design.four.team.t]
serves = ["a"]
staffed = 4
"#;

fn models() -> Vec<Model> {
    let compiled = shop(QUEUE).compiled();
    ["three", "four"].map(|design| compiled.model(compiled.design(design).unwrap(), 0).clone()).to_vec()
}

fn study(models: &[Model], seed: u64, replications: &Replications) -> Study {
    let settings = Settings { seed, replications: replications.clone(), threads: 1, profile: None };
    replicate(models.to_vec(), &settings, &Quiet, &Never)
}

/// Exact values by KPI with three agents, and what the fourth changes.
fn exact() -> Vec<(&'static str, f64, f64)> {
    let of = |agents| erlang_a(0.5, 5.0, agents, 4.0, 0.5).expect("agents serve");
    let (three, four) = (of(3), of(4));
    let row = |key, value: &dyn Fn(&peakstaff::analytic::impatient::Performance) -> f64| {
        (key, value(&three), value(&four) - value(&three))
    };
    vec![
        row("service_level", &|p| p.service.excluding_short),
        row("wait", &|p| 60.0 * p.mean_wait_answered),
        row("abandonment", &|p| p.p_abandon),
        row("wait_all", &|p| 60.0 * p.mean_wait),
    ]
}

/// How often the intervals of each KPI, and of its paired difference, contain the exact value.
fn coverage(replications: &Replications) -> Vec<(&'static str, f64, f64)> {
    let models = models();
    let exact = exact();
    let one = |seed: u64| -> Vec<(bool, bool)> {
        let study = study(&models, 1000 + seed, replications);
        let rows = estimates(&study);
        let paired = differences(&study, 0, 0);
        let contains = |key: &str, value: f64, change: f64| {
            let row = rows
                .iter()
                .find(|e| e.design == "three" && e.kpi == key && e.subject == "contact:a")
                .expect("estimated");
            let alone = (row.mean - value).abs() <= row.half_width.expect("several replications");
            let row = paired
                .iter()
                .find(|d| d.design == "four" && d.kpi == key && d.subject == "contact:a")
                .expect("compared");
            let half_width = row.judgement.half_width.expect("several replications");
            (alone, (row.judgement.mean - change).abs() <= half_width)
        };
        exact.iter().map(|(key, value, change)| contains(key, *value, *change)).collect()
    };
    // Plain threads: experiments have pools of their own, and pools within pools pile up stacks.
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let hits: Vec<Vec<(bool, bool)>> = std::thread::scope(|scope| {
        let one = &one;
        let share =
            |t: u64| scope.spawn(move || (t..EXPERIMENTS).step_by(threads as usize).map(one).collect::<Vec<_>>());
        let workers: Vec<_> = (0..threads).map(share).collect();
        workers.into_iter().flat_map(|w| w.join().expect("no experiment fails")).collect()
    });
    let share = |count: usize| count as f64 / EXPERIMENTS as f64;
    let alone = |i: usize| share(hits.iter().filter(|h| h[i].0).count());
    let paired = |i: usize| share(hits.iter().filter(|h| h[i].1).count());
    exact.iter().enumerate().map(|(i, (key, ..))| (*key, alone(i), paired(i))).collect()
}

#[expect(clippy::print_stdout, reason = "the numbers are what the slow group is run for")]
fn holds(replications: &Replications) {
    for (key, alone, paired) in coverage(replications) {
        println!("{key:16} {:.1} % alone, {:.1} % paired", 100.0 * alone, 100.0 * paired);
        for share in [alone, paired] {
            assert!((0.925..=0.975).contains(&share), "{key}: {share}");
        }
    }
}

#[test]
#[ignore = "slow: two thousand experiments; see the top of the file"]
fn intervals_of_ten_replications_hold_what_they_promise() {
    holds(&Replications::Fixed(10));
}

#[test]
#[ignore = "slow: two thousand experiments; see the top of the file"]
fn intervals_hold_after_sequential_stopping() {
    // About thirty replications are needed for this, so that stopping is a real choice among several looks.
    holds(&Replications::Until(Precision {
        kpi: Row::ServiceLevel.into(),
        subject: "contact:a".into(),
        half_width: 0.012,
        at_most: 200,
    }));
}

#[test]
fn the_exact_values_are_those_of_the_literature() {
    let exact = exact();
    assert!((exact[0].1 - 0.651_865_5).abs() < 1e-6 && (exact[2].1 - 0.176_348_8).abs() < 1e-6);
    assert!(exact[2].2 < 0.0, "a fourth agent loses fewer");
}
