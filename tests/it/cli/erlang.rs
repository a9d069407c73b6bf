//! `peakstaff erlang` against the exact values of the validation cases, and what it says of mistakes.

use crate::support::{World, errors, program};
use serde_json::Value;
use std::fmt::Write as _;
use std::process::Output;

fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

/// Figures by key, those of `open` chats where there are several.
fn figures(arguments: &[&str]) -> impl Fn(&str, Option<u64>) -> f64 + use<> {
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

/// A uniform patience lies between the fixed and the exponential one of its mean, and is the fixed one where it has no width.
#[test]
fn patience_may_be_uniform() {
    let queue = ["mgc", "--rate", "100 / 30 min", "--effort", "3 min", "--agents", "9", "--patience", "2 min"];
    let gives_up = |law: &[&str]| figures(&[&queue[..], law].concat())("abandonment", None);
    let [fixed, uniform, exponential] = ["fixed", "uniform", "exponential"].map(|law| gives_up(&["--law", law]));
    assert!(fixed < uniform && uniform < exponential, "{fixed} {uniform} {exponential}");
    let narrow = gives_up(&["--law", "uniform", "--shortest", "2 min"]);
    assert!((narrow / fixed - 1.0).abs() < 1e-9, "{narrow} for {fixed}");
    // 100 in 30 minutes are 200 an hour.
    let [a, b] = ["100 / 30 min", "200 / h"].map(|rate| {
        figures(&["a", "--rate", rate, "--effort", "3 min", "--agents", "9", "--patience", "2 min"])(
            "abandonment",
            None,
        )
    });
    assert_eq!(a, b);
}

/// Whatever is asked for is reached, and with one agent fewer something is not.
#[test]
fn staffing_reaches_every_target_that_is_asked() {
    let staff = ["staff", "--rate", "5 / min", "--effort", "4 min", "--patience", "3 min"];
    let with = |more: &[&str]| figures(&[&staff[..], more].concat());
    let plain = with(&[])("agents", None);
    assert_eq!(plain, 23.0, "staffing_a");
    for (more, key, limit) in [
        (vec!["--occupancy", "80 %"], "occupancy", 0.8),
        (vec!["--abandonment", "1 %"], "abandonment", 0.01),
        (vec!["--wait", "3 s"], "wait_all", 3.0),
    ] {
        let got = with(&more);
        let agents = got("agents", None);
        assert!(agents > plain && got("for_target", None) == plain && got(key, None) <= limit, "{key}");
        let fewer = (agents - 1.0).to_string();
        let queue = ["a", "--rate", "5 / min", "--effort", "4 min", "--patience", "3 min", "--agents", &fewer];
        assert!(figures(&queue)(key, None) > limit, "{key}: {agents} are too many");
    }
    // In the scenario's form a target is judged as scenarios judge it; several are all reached.
    let other = with(&["--target", "{ accepted = \"20 s\", share = \"80 %\" }"]);
    assert!(other("service_level", None) >= 0.8 && other("agents", None) <= plain);
    let both = with(&["--target", "80 % in 20 s", "--target", "0.99 in 1 min"]);
    assert_eq!(both("agents", None), with(&["--target", "99 %", "--within", "1 min"])("agents", None));
    for wrong in ["{ done = \"1 h\", share = 0.8 }", "{ accepted = \"20 s\" }", "80", "80 % in 20"] {
        let output = run(&[&["erlang"], &staff[..], &["--target", wrong]].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn a_team_of_chats_is_staffed_by_the_closed_loop() {
    let staff = ["staff", "--rate", "120 / h", "--effort", "150 s", "--patience", "3 min", "--target", "85 % in 30 s"];
    let chats =
        |n: &'static str| figures(&[&staff[..], &["--chats", n, "--messages", "9", "--pause", "45 s"]].concat());
    // One at a time a chat takes hands and pauses: a call of 555 s.
    let call = ["staff", "--rate", "120 / h", "--effort", "555 s", "--patience", "3 min", "--target", "85 % in 30 s"];
    assert_eq!(chats("1")("agents", None), figures(&call)("agents", None));
    let (one, five) = (chats("1"), chats("5"));
    assert!(five("agents", None) < 0.5 * one("agents", None));
    // No fewer than the hands take, whatever is open.
    assert!(five("agents", None) >= 120.0 * 150.0 / 3600.0 && five("occupancy", None) < 1.0);
    let hands = five("occupancy", None) * five("agents", None);
    assert!(
        (hands / (5.0 * (1.0 - five("abandonment", None))) - 1.0).abs() < 1e-6,
        "who is served takes his 150 s: {hands}"
    );
}

#[test]
fn volumes_by_interval_are_staffed_interval_by_interval() {
    let world = World::empty();
    let mut text = String::from("date,interval,type,count\n");
    for (hour, call, chat) in [(9, 100, 7), (10, 150, 8), (11, 0, 0)] {
        for half in ["00", "30"] {
            writeln!(text, "2025-06-02,{hour:02}:{half},call,{call}\n2025-06-02,{hour:02}:{half},chat,{chat}").unwrap();
        }
    }
    world.put("volumes.csv", &text);
    let volumes = ["staff", "--volumes", "volumes.csv", "--effort", "3 min", "--patience", "5 min"];
    let run_json = |more: &[&str]| {
        let output = world.run(&[&["erlang", "--json"], &volumes[..], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let json = run_json(&["--type", "call"]);
    let of = |from: &str, key: &str| {
        let row = json["figures"].as_array().unwrap().iter().find(|f| f["from"] == from && f["key"] == key);
        row.unwrap_or_else(|| panic!("{from} {key}: {json}"))["value"].as_f64().unwrap()
    };
    // pyworkforce: 100 in half an hour, 3 minutes, 80 % in 20 s, patience 5 min: 13.
    assert_eq!((of("09:00", "agents"), of("09:30", "contacts")), (13.0, 100.0));
    let alone = figures(&["staff", "--rate", "150 / 30 min", "--effort", "3 min", "--patience", "5 min"]);
    assert_eq!(of("10:30", "agents"), alone("agents", None));
    assert!(!json.to_string().contains("11:00"), "nobody comes, so nobody is needed");
    assert!(
        json["notes"].to_string().contains("as if it lasted for ever") && json["notes"].to_string().contains("稳态")
    );
    // What a message asks for is written beside it.
    world.put("two.csv", "date,hour,offered,answered\n03/02/2025,9,60,50\n03/02/2025,10,60,50\n");
    let two = ["erlang", "--json", "staff", "--volumes", "two.csv", "--effort", "3 min", "--read"];
    let output = world.run(&[&two[..], &["columns = { count = \"offered\" }, day_first = true"]].concat());
    assert!(output.status.success(), "{}", errors(&output));
    let output = world.run(&[&two[..], &["day_first = true"]].concat());
    assert!(errors(&output).contains("columns = { count = \"offered\" }"), "{}", errors(&output));
    // A factor on the file's numbers counts; what a file cannot say is refused.
    let contacts = |beside: &str| {
        let read = format!("columns = {{ count = \"offered\" }}, day_first = true{beside}");
        let output = world.run(&[&two[..], &[&read]].concat());
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        json["figures"].as_array().unwrap().iter().find(|row| row["key"] == "contacts").unwrap()["value"].as_f64()
    };
    assert_eq!((contacts(""), contacts(", times = 1.5")), (Some(60.0), Some(90.0)));
    // A log counts, and how long its contacts take is not asked.
    world.put("log.csv", "arrived,duration\n2025-06-02 09:01:00,100\n2025-06-02 09:20:00,90\n2025-06-02 10:20:00,90\n");
    let log =
        ["erlang", "staff", "--volumes", "log.csv", "--effort", "3 min", "--read", "counts = \"rows\", times = 10"];
    let text = String::from_utf8(world.run(&log).stdout).unwrap();
    assert!(text.contains("2025-06-02 10:00        10") && text.contains("times 10"), "{text}");
    let output = world.run(&[&two[..], &["per_day = 5"]].concat());
    assert!(errors(&output).contains("`per_day` says nothing of how a file is read"), "{}", errors(&output));
    let output = world.run(&[&["erlang"], &volumes[..]].concat());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && text.contains("of which type?") && text.contains("--type"), "{text}");
    let output = world.run(&[&["--lang", "zh", "erlang"], &volumes[..], &["--type", "call"]].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("2025-06-02 09:00") && text.contains("时段"), "{text}");
}

#[test]
fn a_formula_says_where_it_does_not_hold() {
    let notes = |arguments: &[&str]| {
        let output = run(&[&["erlang", "--json"], arguments].concat());
        serde_json::from_slice::<Value>(&output.stdout).unwrap()["notes"].to_string()
    };
    let queue = |agents: &'static str| ["--rate", "5 / min", "--effort", "4 min", "--agents", agents];
    let a = |agents| notes(&[&["a"], &queue(agents)[..], &["--patience", "3 min"]].concat());
    assert!(a("19").contains("overload") && a("19").contains("超负荷") && !a("24").contains("overload"));
    assert!(a("24").contains("taken as exponential"));
    let fixed = notes(&[&["mgc"], &queue("24")[..], &["--patience", "3 min", "--law", "fixed"]].concat());
    assert_eq!(fixed, "[]");
    let c = |agents| notes(&[&["c"], &queue(agents)[..]].concat());
    assert!(c("21").contains("steady state is reached") && c("30") == "[]");
}

#[test]
fn mistakes_are_named_and_words_come_in_both_languages() {
    let base = ["--effort", "4 min", "--agents", "20"];
    for (arguments, message) in [
        (vec!["c", "--rate", "5 / min"], "20 agents: without abandonment the queue grows without bound"),
        (vec!["c", "--rate", "5"], "--rate 5: per what?"),
        (vec!["b", "--rate", "0 / min"], "--rate must be above 0"),
        (vec!["a", "--rate", "5 / min", "--patience", "3"], "\"3\" has no unit"),
        (
            vec!["mgc", "--rate", "5 / min", "--patience", "1 min", "--law", "weibull", "--shape", "1e-9"],
            "a number from 0.1 to 100, such as 1.5",
        ),
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

/// Whatever is asked, a formula ends at once: with an answer, or with the limit.
#[test]
fn extreme_numbers_end_at_once() {
    let began = std::time::Instant::now();
    let mut asked: Vec<Vec<&str>> = Vec::new();
    let times = ["1 ms", "3 min", "3660 d"];
    let rates = ["0.000000000000000000000000000001 / d", "4 / min", "1000000 / s", "99999999999999999999999999 / ms"];
    for rate in rates {
        for effort in times {
            let line = ["--rate", rate, "--effort", effort];
            for agents in ["1", "100000"] {
                asked.push([&["b"], &line[..], &["--agents", agents]].concat());
                asked.push([&["c"], &line[..], &["--agents", agents]].concat());
                for patience in times {
                    let queue = [&line[..], &["--agents", agents, "--patience", patience]].concat();
                    asked.push([&["a"], &queue[..], &["--within", "3660 d"]].concat());
                    for law in [&["--law", "lognormal", "--cv", "100"][..], &["--law", "weibull", "--shape", "0.1"]] {
                        asked.push([&["mgc"], &queue[..], law].concat());
                    }
                }
            }
            let staff = [&["staff"], &line[..]].concat();
            for more in [
                &["--occupancy", "0.0000000001 %"][..],
                &["--target", "99.99999999999 %", "--within", "0 s"],
                &["--wait", "1 ms", "--patience", "3660 d", "--abandonment", "0.000001 %"],
                &["--chats", "100", "--messages", "10000", "--pause", "3660 d"],
            ] {
                asked.push([&staff[..], more].concat());
            }
        }
    }
    for arguments in &asked {
        let one = std::time::Instant::now();
        let output = run(&[&["erlang"], &arguments[..]].concat());
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(0 | 2)) && !text.contains("panicked"), "{arguments:?}: {text}");
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(!page.contains("NaN") && !page.contains("inf"), "{arguments:?}: {page}");
        assert!(one.elapsed().as_secs() < 20, "{arguments:?} takes {:?}", one.elapsed());
    }
    assert!(asked.len() > 250 && began.elapsed().as_secs() < 300, "{} in {:?}", asked.len(), began.elapsed());
    for (arguments, en) in [
        (&["b", "--rate", "4 / min", "--effort", "3 min", "--agents", "1000000000"][..], "from 1 to 100,000"),
        (
            &["b", "--rate", "99999 / s", "--effort", "3 min", "--agents", "9"],
            "a load of 17,999,820 erlangs is beyond 100,000",
        ),
        (
            &["a", "--rate", "4 / min", "--effort", "9999 d", "--agents", "9", "--patience", "1 s"],
            "from 1 ms to 3,660 days",
        ),
        (
            &["staff", "--rate", "4 / min", "--effort", "3 min", "--occupancy", "0.0001 %"],
            "100,000 agents, the most that are tried",
        ),
    ] {
        let output = run(&[&["erlang"], arguments].concat());
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && text.contains(en), "{arguments:?}: {text}");
    }
}
