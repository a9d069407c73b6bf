//! Engine, counters and estimates together against exact values.

use super::estimates::sample;
use super::replicate::{Never, Quiet, Replications, Settings, replicate};
use super::study::Study;
use crate::catalogue::{Part, Subject, find};
use crate::model::Model;
use crate::model::textbook::{calls, minutes, model, team};
use crate::random::Law;

fn study(model: Model, replications: u64) -> Study {
    let settings = Settings { seed: 1, replications: Replications::Fixed(replications), threads: 2, profile: None };
    replicate(vec![model], &settings, &Quiet, &Never)
}

fn holds(study: &Study, kpi: &str, subject: &str, exact: f64) {
    let arm = &study.arms[0];
    let (subject, part) = Subject::parse(subject, &arm.model).unwrap();
    let (s, _) = sample(arm, find(kpi).unwrap(), part, subject, 0).unwrap();
    let error = s.standard_error().unwrap();
    let z = (s.value - exact) / error;
    assert!(z.abs() <= 4.0, "{kpi}: {} against {exact}, z {z}", s.value);
    assert!(error <= 0.02 * exact.abs(), "{kpi}: standard error {error} would not have noticed");
    assert_eq!(part, Part::Both);
}

#[test]
fn erlang_a() {
    // cases.json, erlang_a_normal_a
    let kind = calls("a", 5.0, Law::exponential(minutes(4.0)), Some(Law::exponential(minutes(3.0))), minutes(0.5));
    let s = study(model(vec![kind], vec![team("t", 21, 1, &[0])], 20), 20);
    holds(&s, "delayed", "contact:a", 0.413_389_7);
    holds(&s, "abandonment", "contact:a", 0.072_538_18);
    holds(&s, "wait_all", "contact:a", 60.0 * 0.217_614_5);
    holds(&s, "wait", "contact:a", 60.0 * 0.199_592_3);
    holds(&s, "wait_abandoned", "contact:a", 60.0 * 0.448_043_4);
    holds(&s, "waiting", "contact:a", 1.088_073);
    holds(&s, "occupancy", "team:t", 0.883_297);
    holds(&s, "service_level_offered", "contact:a", 0.776_910_1);
    holds(&s, "service_level_answered", "contact:a", 0.837_673_4);
    holds(&s, "service_level", "contact:a", 0.815_462_3);
    holds(&s, "service_level_short_ok", "contact:a", 0.824_186_6);
}

#[test]
fn erlang_c_with_percentile_and_deviation() {
    // cases.json, erlang_c_a
    let kind = calls("a", 4.0, Law::exponential(minutes(3.0)), None, minutes(1.0 / 3.0));
    let s = study(model(vec![kind], vec![team("t", 14, 1, &[0])], 100), 20);
    holds(&s, "delayed", "contact:a", 0.481_705_4);
    holds(&s, "wait", "contact:a", 60.0 * 0.722_558_1);
    holds(&s, "wait_sd", "contact:a", 60.0 * 1.282_803);
    holds(&s, "service_level", "contact:a", 0.614_280_5);
    holds(&s, "wait_p95", "contact:a", 60.0 * 3.397_964);
}
