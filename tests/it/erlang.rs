//! `peakstaff erlang` against the exact values of the validation cases, and what it says of mistakes.

use serde_json::Value;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_peakstaff"));
    command.args(arguments).env("LC_ALL", "C").stdin(Stdio::null()).output().unwrap()
}

/// Figures by key, those of `open` chats where there are several.
fn figures(arguments: &[&str]) -> impl Fn(&str, Option<u64>) -> f64 {
    let output = run(&[&["erlang", "--json"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = json["figures"].as_array().unwrap().clone();
    move |key, open| {
        let wanted = |f: &&Value| f["key"] == key && f["open"].as_u64() == open;
        list.iter().find(wanted).unwrap_or_else(|| panic!("no {key}"))["value"].as_f64().unwrap()
    }
}

/// The cases have seven digits.
fn check(arguments: &[&str], values: &[(&str, f64)]) {
    let got = figures(arguments);
    for (key, exact) in values {
        let value = got(key, None);
        assert!((value / exact - 1.0).abs() < 1e-6, "{key}: {value} for {exact}");
    }
}

#[test]
fn formulas_give_the_exact_values_of_the_cases() {
    // erlang_b_a
    let line = ["--rate", "3 / min", "--effort", "4 min", "--agents", "14"];
    check(&[&["b"], &line[..]].concat(), &[("blocked", 0.117_209_9), ("occupancy", 0.756_677_2)]);
    // erlang_c_a; its times are minutes
    check(
        &["c", "--rate", "4 / min", "--effort", "3 min", "--agents", "14", "--within", "20 s"],
        &[
            ("delayed", 0.481_705_4),
            ("wait_all", 60.0 * 0.722_558_1),
            ("wait_sd", 60.0 * 1.282_803),
            ("waiting", 2.890_232),
            ("occupancy", 0.857_142_9),
            ("service_level_offered", 0.614_280_5),
        ],
    );
    // erlang_a_normal_a
    check(
        &["a", "--rate", "5 / min", "--effort", "4 min", "--agents", "21", "--patience", "3 min", "--within", "30 s"],
        &[
            ("delayed", 0.413_389_7),
            ("abandonment", 0.072_538_18),
            ("wait_all", 60.0 * 0.217_614_5),
            ("wait", 60.0 * 0.199_592_3),
            ("wait_abandoned", 60.0 * 0.448_043_4),
            ("waiting", 1.088_073),
            ("occupancy", 0.883_297),
            ("service_level_offered", 0.776_910_1),
            ("service_level_answered", 0.837_673_4),
            ("service_level", 0.815_462_3),
            ("service_level_short_ok", 0.824_186_6),
        ],
    );
}

#[test]
fn patience_may_have_another_law_and_some_leave_at_once() {
    // mmc_lognormal_patience_a
    let queue = ["mgc", "--rate", "300 / h", "--effort", "4 min", "--within", "0.5 min"];
    let lognormal = ["--agents", "19", "--patience", "5 min", "--law", "lognormal", "--cv", "1.5"];
    check(
        &[&queue[..], &lognormal].concat(),
        &[("delayed", 0.662_533_3), ("abandonment", 0.107_794_7), ("service_level", 0.546_964_3)],
    );
    // mmc_balk_exp_a
    let balk = ["--agents", "20", "--patience", "6 min", "--balk", "10%"];
    check(&[&queue[..], &balk].concat(), &[("delayed", 0.483_558_4), ("abandonment", 0.097_559_9)]);
}

#[test]
fn staffing_is_the_smallest_number_and_shrinkage_comes_on_top() {
    // staffing_a: by C, by A
    for (rate, effort, within, target, patience, by_c, by_a) in [
        ("2 / min", "4 min", "20 s", "80 %", "3 min", 11.0, 10.0),
        ("5 / min", "4 min", "20 s", "80 %", "3 min", 25.0, 23.0),
        ("10 / min", "5 min", "30 s", "90 %", "4 min", 58.0, 55.0),
        ("20 / min", "3 min", "20 s", "0.8", "2 min", 66.0, 60.0),
    ] {
        let goal = ["staff", "--rate", rate, "--effort", effort, "--within", within, "--target", target];
        check(&goal, &[("agents", by_c)]);
        check(&[&goal[..], &["--patience", patience]].concat(), &[("agents", by_a)]);
    }
    // pyworkforce's worked example: 14, and 20 with 30 % shrinkage.
    let got = figures(&["staff", "--rate", "200 / h", "--effort", "3 min", "--shrinkage", "30 %"]);
    assert_eq!((got("agents", None), got("heads", None)), (14.0, 20.0));
    assert!((got("service_level_offered", None) - 0.888_350_019_179_466_9).abs() < 1e-12);
    assert!(got("one_fewer", None) < 0.8);
}

#[test]
fn chats_follow_the_closed_loop() {
    // published.md §6: think / answer = 0.75; 500 s of effort in one window takes 886.8 s over three.
    let got = figures(&["chat", "--effort", "500 s", "--messages", "10", "--pause", "37.5 s", "--chats", "7"]);
    let alone = got("chats_per_hour", Some(1));
    for (open, factor) in (1..).zip([1.0, 1.5077, 1.6914, 1.7391, 1.7484, 1.7498, 1.75]) {
        let factor_here = got("chats_per_hour", Some(open)) / alone;
        assert!((factor_here - factor).abs() < 6e-5, "{open}: {factor_here} for {factor}");
    }
    assert!((500.0 * 3.0 / (got("chats_per_hour", Some(3)) / alone) - 886.8).abs() < 0.1);
}

#[test]
fn mistakes_are_named_and_words_come_in_both_languages() {
    let base = ["--effort", "4 min", "--agents", "20"];
    for (arguments, message) in [
        (vec!["c", "--rate", "5 / min"], "20 agents: without abandonment the queue grows without bound"),
        (vec!["c", "--rate", "5"], "--rate 5: per what?"),
        (vec!["b", "--rate", "0 / min"], "--rate must be above 0"),
        (vec!["a", "--rate", "5 / min", "--patience", "3"], "\"3\" has no unit"),
    ] {
        let output = run(&[&["erlang"], &arguments[..], &base].concat());
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(message), "{text}");
    }
    let staff = ["erlang", "staff", "--rate", "5 / min", "--effort", "4 min"];
    let wrong = run(&[&staff[..], &["--target", "100 %"]].concat());
    assert_eq!(wrong.status.code(), Some(2), "nobody is always in time");
    let text = String::from_utf8(run(&[&["--lang", "zh"], &staff[..]].concat()).stdout).unwrap();
    assert!(text.contains("达标所需的最少人数") && text.contains("peakstaff erlang c --rate \"5 / min\""), "{text}");
}
