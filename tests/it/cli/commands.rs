//! The program as a user meets it: commands, exit status, files.

use crate::support::{SHOP, World, errors};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use unicode_width::UnicodeWidthStr as _;

fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(files(&path).into_iter().map(|f| format!("{}/{f}", path.file_name().unwrap().display())));
        } else {
            names.push(path.file_name().unwrap().display().to_string());
        }
    }
    names.sort();
    names
}

#[test]
fn a_comparison_writes_its_folder_and_prints_its_page() {
    let world = World::new();
    let page = world.ok(&["compare", "shop.toml", "--replications", "4", "--case", "base"]);
    for part in ["A small shop", "Four or Five?", "Five, 5 people: ", "The figures that decide", "next: "] {
        assert!(page.contains(part), "{part} is missing:\n{page}");
    }
    let whole = fs::read_to_string(world.path("output/shop/compare/report.txt")).unwrap();
    for part in ["A small shop", "Verdict", "Difference to Four", "Five (5 people) against Four (4 people)", "next: "] {
        assert!(whole.contains(part), "{part} is missing:\n{whole}");
    }
    let folder = world.path("output/shop/compare");
    let expected = [
        "charts/average_day.png",
        "charts/average_day.svg",
        "charts/backlog.png",
        "charts/backlog.svg",
        "charts/bridge.png",
        "charts/bridge.svg",
        "charts/cost.png",
        "charts/cost.svg",
        "charts/how_often.png",
        "charts/how_often.svg",
        "charts/organisations.png",
        "charts/organisations.svg",
        "charts/peak_day-2025-03-05.png",
        "charts/peak_day-2025-03-05.svg",
        "charts/wave.png",
        "charts/wave.svg",
        "charts/why_five.png",
        "charts/why_five.svg",
        "charts/why_four.png",
        "charts/why_four.svg",
        "dictionary.csv",
        "differences.csv",
        "estimates.csv",
        "estimates.json",
        "intervals.csv",
        "manifest.json",
        "one_page.html",
        "peak_days.csv",
        "replications.csv",
        "report.html",
        "report.json",
        "report.txt",
        "report.xlsx",
        "run.log",
        "savings.csv",
    ];
    assert_eq!(files(&folder), expected);
    assert_eq!(files(folder.parent().unwrap()).len(), expected.len(), "nothing is left beside the folder");
    assert!(fs::read(folder.join("estimates.csv")).unwrap().starts_with(b"\xEF\xBB\xBFdesign,case,kpi"));
}

#[test]
fn only_the_log_differs_between_two_runs_on_any_number_of_threads() {
    let world = World::new();
    for (out, threads) in [("a", "1"), ("b", "3")] {
        let rest = ["--replications", "5", "--case", "grown", "--quiet", "--out", out, "--threads", threads];
        world.ok(&[&["compare", "shop.toml"][..], &rest].concat());
    }
    let names = files(&world.path("a"));
    assert_eq!(names, files(&world.path("b")));
    for name in names.iter().filter(|name| *name != "run.log") {
        let [a, b] = ["a", "b"].map(|folder| fs::read(world.path(folder).join(name)).unwrap());
        assert!(a == b, "{name} differs");
    }
}

#[test]
fn json_has_the_promised_shape_and_is_all_there_is_on_standard_output() {
    let world = World::new();
    let text =
        world.ok(&["compare", "shop.toml", "--replications", "3", "--case", "base", "--case", "grown", "--json"]);
    let json: Value = serde_json::from_str(&text).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut manifest = keys(&json["manifest"]);
    manifest.sort();
    assert_eq!(
        manifest,
        ["command", "files", "hash", "options", "partial", "replications", "scenario", "seed", "version"]
    );
    assert!(json["manifest"]["options"].get("no-assumptions").is_none());
    let without =
        world.ok(&["compare", "shop.toml", "--replications", "3", "--case", "base", "--no-assumptions", "--json"]);
    let without: Value = serde_json::from_str(&without).unwrap();
    assert_eq!(without["manifest"]["options"]["no-assumptions"], true);
    let estimate = &json["estimates"][0];
    let wanted = ["design", "case", "kpi", "subject", "period", "mean", "half_width", "n", "unit", "definition"];
    assert!(wanted.iter().all(|key| estimate.get(key).is_some()), "{estimate}");
    assert_eq!(keys(estimate).len(), wanted.len());
    let of_cost = |d: &&Value| d["kpi"] == "cost.total" && d["case"] == "grown" && d["design"] == "five";
    let costs: Vec<&Value> = json["differences"].as_array().unwrap().iter().filter(of_cost).collect();
    let against: Vec<&str> = costs.iter().map(|d| d["baseline_case"].as_str().unwrap()).collect();
    assert_eq!(against, ["grown", "base"], "within the case and across cases");
    let wanted = [
        "design",
        "case",
        "baseline",
        "baseline_case",
        "kpi",
        "subject",
        "period",
        "mean",
        "half_width",
        "level",
        "n",
        "unit",
        "variance_ratio",
        "p_better",
        "p05",
        "p95",
        "n_needed",
        "verdict",
    ];
    assert!(wanted.iter().all(|key| costs[0].get(key).is_some()), "{}", costs[0]);
    assert_eq!((&costs[0]["unit"], &costs[0]["verdict"]), (&"CNY".into(), &"worse".into()));
    assert_eq!(json["manifest"]["replications"], 3);
}

#[test]
fn mistakes_are_named_before_anything_is_written() {
    let world = World::new();
    assert!(world.mistaken(&["compare", "missing.toml"]).contains("missing.toml"));
    assert!(world.mistaken(&["compare", "shop.toml", "--design", "fiv"]).contains("did you mean `five`?"));
    assert!(world.mistaken(&["run", "shop.toml", "--case", "gronw"]).contains("did you mean `grown`?"));
    assert!(world.mistaken(&["run", "shop.toml", "--period", "may"]).contains("this file names no period"));
    assert!(world.mistaken(&["run", "shop.toml", "--replications", "0"]).contains("from 1 to 100,000"));
    assert!(
        world.mistaken(&["compare", "shop.toml", "--design", "four", "--case", "base"]).contains("nothing to compare")
    );
    assert!(world.mistaken(&["explain", "service_levle"]).contains("did you mean `service_level`?"));
    let precision = world.mistaken(&["run", "shop.toml", "--precision", "service_level@contact:x=0.5 pp"]);
    assert!(precision.contains("contact:x"), "{precision}");
    assert!(world.mistaken(&["run", "shop.toml", "--precision", "service_level=half"]).contains("cannot read"));
    assert!(world.mistaken(&["run", "shop.toml", "--sed", "1"]).contains("--seed"));
    let chinese = world.mistaken(&["run", "shop.toml", "--case", "gronw", "--lang", "zh"]);
    assert!(chinese.contains("是不是想写 `grown`？"), "{chinese}");
    assert!(!world.path("output/shop/run").exists() && !world.path("output/shop/compare").exists());
}

#[test]
fn a_place_that_cannot_be_written_to_is_a_mistake_and_other_files_are_safe() {
    let world = World::new();
    world.put("taken", "a file, not a folder");
    world.mistaken(&["run", "shop.toml", "--out", "taken"]);
    world.mistaken(&["run", "shop.toml", "--out", "taken/below"]);
    fs::create_dir(world.path("thesis")).unwrap();
    world.put("thesis/chapter.docx", "years of work");
    assert!(world.mistaken(&["run", "shop.toml", "--out", "thesis"]).contains("chapter.docx"));
    assert_eq!(files(&world.path("thesis")), ["chapter.docx"]);
    assert!(world.mistaken(&["run", "shop.toml", "--out", "."]).contains("folder"));
}

#[test]
fn a_precision_decides_how_many_replications() {
    let world = World::new();
    let json = world.ok(&["run", "shop.toml", "--precision", "coverage@all=3 pp", "--no-files", "--json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let of = |e: &&Value| e["kpi"] == "coverage" && e["subject"] == "all" && e["period"] == "horizon";
    let coverage = json["estimates"].as_array().unwrap().iter().find(of).unwrap();
    assert!(coverage["half_width"].as_f64().unwrap() <= 0.03);
    assert!(json["manifest"]["replications"].as_u64().unwrap() >= 10);
    assert!(!world.path("output").exists());
}

#[test]
fn a_comparison_ends_when_its_verdicts_are_settled() {
    let world = World::new();
    let compared = |more: &[&str]| {
        let usual = ["compare", "shop.toml", "--case", "base", "--no-assumptions", "--no-files", "--json"];
        let json: Value = serde_json::from_str(&world.ok(&[&usual[..], more].concat())).unwrap();
        json
    };
    let replications = |json: &Value| json["manifest"]["replications"].as_u64().unwrap();
    // Two designs that are one: nothing is left to be decided.
    let same = ["--set", "design.five.team.service.headcount=4", "--precision", "auto"];
    let settled = compared(&same);
    assert_eq!(replications(&settled), 10);
    assert_eq!(settled["estimates"], compared(&[&same[..2], &["--replications", "10"]].concat())["estimates"]);
    // Never more than were asked for, nor than there are without it.
    assert_eq!(replications(&compared(&[&same[..], &["--replications", "4"]].concat())), 4);
    // People who differ more, as fast on the mean: forty replications do not tell, and all of them are run.
    let close = [&same[..], &["--set", "design.five.team.service.speed_cv=0.05", "--replications", "40"]].concat();
    assert_eq!(replications(&compared(&close)), 40);
    let refused = world.mistaken(&["run", "shop.toml", "--precision", "auto"]);
    assert!(refused.contains("nothing is compared"), "{refused}");
}

#[test]
fn a_run_says_which_design_and_traces_every_event() {
    let world = World::new();
    let output = world.run(&["run", "shop.toml", "--replications", "2", "--trace", "events.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("design: four, the baseline"));
    let trace = world.read("events.txt");
    assert!(trace.lines().count() > 1000 && trace.contains("2025-03-03") && trace.contains("presale"), "{trace}");
}

#[test]
fn check_shows_and_writes_what_is_expected_by_date() {
    let world = World::new();
    let page = world.ok(&["check", "shop.toml", "--full"]);
    // 4 is the baseline; SHOP's three days begin on a Monday, and of them no day has an event.
    assert!(page.contains("Expected by date: Four") && page.contains("2025-03-05 Wed"), "{page}");
    let text = world.read("output/shop/check/expected.csv");
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows[0], "\u{feff}design,case,date,weekday,subject,name,first,arrived,people");
    assert_eq!(rows.len(), 1 + 2 * 2 * 3, "{text}");
    // Some of the 260 ask again on the same day.
    assert!(rows[1].starts_with("five,base,2025-03-03,Mon,contact:presale,Pre-sale chat,260,296.44"), "{}", rows[1]);
    let drawn = |name: &str| fs::metadata(world.path("output/shop/check/charts").join(name)).unwrap().len() > 1000;
    assert!(drawn("expected.svg") && drawn("expected.png"));
    // Without files the same page, and nothing new.
    assert_eq!(world.ok(&["check", "shop.toml", "--no-files", "--full"]), page);
    let event = "[calendar.event.618]\npeak = \"06-18\"\nlift.presale = 3\n[contact.presale]";
    world.put("year.toml", SHOP.replace("days = 3", "days = 365").replace("[contact.presale]", event));
    let long = world.ok(&["check", "year.toml", "--full", "--out", "long", "--lang", "zh"]);
    let row = |begins: &str| long.lines().find(|line| line.starts_with(begins)).map(str::to_owned);
    assert!(long.contains("最忙的日子") && row("2025-12 ").is_some() && row("日均").is_some(), "{long}");
    assert!(row("2025-06-18 周三").is_some_and(|row| row.contains(" 618 ")), "{long}");
    assert_eq!(world.read("long/expected.csv").lines().count(), 1 + 2 * 2 * 365);
    let weeks = world.ok(&["check", "shop.toml", "--set", "days=40", "--no-files", "--full"]);
    assert!(weeks.contains("2025-03-10 .. 2025-03-16") && weeks.contains("2025-04-07 .. 2025-04-11"), "{weeks}");
    let data: Value = serde_json::from_str(&world.ok(&["check", "shop.toml", "--json", "--no-files"])).unwrap();
    let four = data["expected"].as_array().unwrap().iter().find(|one| one["design"] == "four").unwrap();
    assert_eq!((&four["from"], &four["types"][1]["subject"]), (&"2025-03-03".into(), &"contact:refund".into()));
    let refunds: Vec<f64> = serde_json::from_value(four["types"][1]["arrived"].clone()).unwrap();
    assert!(refunds.len() == 3 && refunds.iter().all(|n| (n - 20.0).abs() < 1e-9), "{refunds:?}");
}

#[test]
fn init_copies_a_scenario_that_passes_check_and_never_overwrites() {
    let world = World::new();
    assert!(world.ok(&["init"]).contains("first"));
    world.ok(&["init", "first", "mine.toml"]);
    let page = world.ok(&["check", "mine.toml"]);
    assert!(
        page.contains("Not measured, the most influential first") && page.contains("next: peakstaff compare mine.toml"),
        "{page}"
    );
    world.put("mine.toml", "days = 3");
    assert!(world.mistaken(&["init", "first", "mine.toml"]).contains("not overwritten"));
    assert_eq!(world.read("mine.toml"), "days = 3");
    // Its comments are in the reader's language, and editors find the schema beside it.
    let is_chinese =
        |text: &str| text.lines().any(|line| line.starts_with("# ") && line.chars().any(|c| c > '\u{2E80}'));
    world.ok(&["init", "first", "zh.toml", "--lang", "zh"]);
    world.ok(&["init", "first", "en.toml", "--lang", "en"]);
    assert!(is_chinese(&world.read("zh.toml")) && !is_chinese(&world.read("en.toml")), "{}", world.read("en.toml"));
    assert!(world.read("en.toml").starts_with("#:schema ./peakstaff.schema.json\n"));
    // The command it names is for the file as it is called here.
    assert!(world.read("en.toml").contains("#     peakstaff compare en.toml\n"), "{}", world.read("en.toml"));
    assert!(world.read("peakstaff.schema.json").contains("draft-07"));
    // What a scenario names comes with it, or neither does.
    fs::create_dir(world.path("there")).unwrap();
    world.put("there/volumes.csv", "mine");
    assert!(world.mistaken(&["init", "volumes", "there/v.toml"]).contains("volumes.csv is there already"));
    assert_eq!(
        (files(&world.path("there")), fs::read(world.path("there/volumes.csv")).unwrap()),
        (vec!["volumes.csv".into()], b"mine".to_vec())
    );
    assert!(world.mistaken(&["init", "frist"]).contains("did you mean `first`?"));
}

#[test]
fn every_scenario_of_the_folder_is_shipped_and_runs() {
    let world = World::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let listed = [world.ok(&["init"]), world.ok(&["init", "--lang", "zh"])];
    let is_scenario = |name: &&String| !name.contains('/') && Path::new(name).extension().is_some_and(|e| e == "toml");
    let shipped: Vec<String> = files(&folder).iter().filter(is_scenario).cloned().collect();
    assert!(shipped.len() >= 6, "{shipped:?}");
    for name in shipped {
        let name = name.strip_suffix(".toml").unwrap();
        assert!(listed.iter().all(|list| list.lines().any(|line| line.starts_with(name))), "{name}: {listed:?}");
        world.ok(&["init", name]);
        let file = format!("{name}.toml");
        let said = |text: String| text.parse::<toml::Table>().unwrap();
        assert_eq!(
            said(world.read(&file)),
            said(fs::read_to_string(folder.join(&file)).unwrap()),
            "but for its comments"
        );
        if name == "dianxiaomi_scale" {
            // Four million contacts are too many for a test.
            assert!(world.ok(&["check", &file]).contains("14400"));
            continue;
        }
        let few = ["--replications", "2", "--set", "days=2", "--no-files", "--quiet"];
        let [page, json] =
            [&few[..], &[&few[..], &["--json"]].concat()].map(|few| world.ok(&[&["compare", &file[..]], few].concat()));
        assert!(page.contains("The figures that decide") && page.lines().count() <= 39, "{page}");
        assert!(page.lines().all(|line| line.starts_with("next: ") || line.width() <= 100), "{page}");
        assert!(json.contains("\"coverage\""), "{json}");
    }
}

/// The exact value is that of M/M/1 at half load: half of all wait.
const QUEUE: &str = r#"
template = "none"
start = 2025-01-06
days = 60
warm_up = "1 day"
[contact.a]
channel = "call"
arrivals = { per_day = 1440 }
effort = { exponential = { mean = "30 s" } }
[design.only.team.t]
serves = ["a"]
staffed = 1
[verify]
replications = 10
[[truth]]
kpi = "delayed"
subject = "contact:a"
value = 0.5
kind = "probability"
"#;

#[test]
fn verify_passes_what_is_right_and_fails_what_is_wrong_or_too_noisy() {
    let world = World::new();
    fs::create_dir(world.path("cases")).unwrap();
    world.put("cases/mm1.toml", QUEUE);
    let json: Value = serde_json::from_str(&world.ok(&["verify", "cases", "--json"])).unwrap();
    let row = &json["truths"][0];
    assert_eq!((&row["case"], &row["kpi"], &row["exact"]), (&"mm1".into(), &"delayed".into(), &0.5.into()));
    for key in ["subject", "period", "mean", "half_width", "z"] {
        assert!(row.get(key).is_some(), "{row}");
    }
    let told = (&row["replications"], &row["kind"], &row["passed"]);
    assert_eq!(told, (&10.into(), &"probability".into(), &true.into()));
    world.put("cases/wrong.toml", QUEUE.replace("value = 0.5", "value = 0.55"));
    let output = world.run(&["verify", "cases"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("FAILED"));
    world.put("cases/wrong.toml", QUEUE.replace("days = 60", "days = 1"));
    assert!(String::from_utf8_lossy(&world.run(&["verify", "cases"]).stdout).contains("too noisy"));
    assert!(mistaken_but_printed(&world, &["verify", "shop.toml"]).contains("[[truth]]"));
}

#[test]
fn a_truth_that_cannot_be_read_names_its_line() {
    let world = World::new();
    for (right, wrong, told) in [
        ("kpi = \"delayed\"", "kpi = \"delayd\"", "15:7"),
        ("subject = \"contact:a\"", "subject = \"contact:b\"", "16:11"),
        ("kind = \"probability\"", "kind = \"probable\"", "18:8"),
        ("value = 0.5", "value = 0.5\nperiod = \"june\"", "18:10"),
        ("value = 0.5", "value = \"half\"", "17:9"),
        ("kpi = \"delayed\"", "kpi = \"on_time\"", "15:7"),
    ] {
        world.put("q.toml", QUEUE.replace(right, wrong).trim_start());
        let message = mistaken_but_printed(&world, &["verify", "q.toml"]);
        assert!(message.contains(&format!("q.toml:{told}")), "{message}");
    }
}

/// The message of a mistake, beside which other files' results are printed all the same.
fn mistaken_but_printed(world: &World, arguments: &[&str]) -> String {
    let output = world.run(arguments);
    assert_eq!(output.status.code(), Some(2));
    errors(&output)
}

#[test]
fn a_reader_who_leaves_is_no_fault() {
    let world = World::new();
    let mut child = world.command(&["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn an_interrupt_keeps_whole_replications_apart() {
    let world = World::new();
    world.ok(&["compare", "shop.toml", "--replications", "2", "--quiet", "--out", "results"]);
    let many = ["compare", "shop.toml", "--replications", "100000", "--out", "results"];
    let mut child = world.command(&many).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(3));
    let manifest = |folder: &str| -> Value {
        serde_json::from_slice(&fs::read(world.path(folder).join("manifest.json")).unwrap()).unwrap()
    };
    assert_eq!(manifest("results")["partial"], false, "the whole results are as they were");
    assert_eq!(manifest("results.partial")["partial"], true);
    assert!(manifest("results.partial")["replications"].as_u64().unwrap() > 2);
}

#[test]
fn verify_writes_the_tables_of_several_seeds_between_their_marks() {
    let world = World::new();
    let truths = "\n[verify]\nreplications = 4\n\n[[truth]]\nkpi = \"arrived_per_day\"\nsubject = \"contact:presale\"\nvalue = 260\n\
                  half_width = 100\nkind = \"mean\"\nsource = \"the file itself\"\n";
    world.put("case.toml", SHOP.replace("[case.grown]", &format!("{truths}\n[case.grown]")));
    world.put("page.md", "# Ours\n<!-- peakstaff verify: begin --><!-- peakstaff verify: end -->\nStays.\n");
    let arguments = ["verify", "case.toml", "--seeds", "1,2", "--markdown", "page.md"];
    world.ok(&arguments);
    let once = world.read("page.md");
    assert!(once.starts_with("# Ours\n<!--") && once.ends_with("-->\nStays.\n"), "{once}");
    assert!(once.contains("`peakstaff verify case.toml --seeds 1,2 --markdown page.md`"), "{once}");
    assert!(once.contains("| case | `arrived_per_day@contact:presale` | 260 ± 100 |"), "{once}");
    world.ok(&arguments);
    assert_eq!(once, world.read("page.md"));
    assert!(world.mistaken(&["verify", "case.toml", "--seeds", "1", "--seed", "2"]).contains("cannot be used with"));
}

#[test]
fn shells_and_man_read_what_clap_knows_in_one_language() {
    let world = World::new();
    let said = |arguments: &[&str]| world.ok(arguments);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&["completions", shell, "--lang", "en"]);
        assert!(script.contains("sensitivity") && script.contains("replications"), "{shell}: {script}");
        assert!(!script.contains(" · ") && !script.contains('种'), "{shell}: {script}");
    }
    assert!(said(&["completions", "fish", "--lang", "zh"]).contains("随机种子"));
    assert!(said(&["man", "--lang", "en"]).contains(".TH peakstaff 1"));
    let page = said(&["man", "erlang", "staff", "--lang", "zh"]);
    assert!(page.contains("peakstaff-erlang-staff") && page.contains("达标所需的最少客服"), "{page}");
    assert!(world.mistaken(&["man", "comparee"]).contains("did you mean `compare`?"));
}

#[test]
fn a_word_is_explained_by_any_of_its_names() {
    let world = World::new();
    let explained = |word: &str, lang: &str| world.ok(&["explain", word, "--lang", lang]);
    assert!(explained("平响", "zh").contains("average_response"));
    assert!(explained("Average response", "en").contains("average_response"));
    let effort = explained("effort", "en");
    assert!(effort.contains("contact.NAME.effort") && effort.contains("team.NAME.skill.NAME.effort"), "{effort}");
    // One key alone is shown with lines of a shipped scenario.
    let alone = explained("contact.presale.effort", "en");
    assert!(alone.contains("[contact.") && alone.contains("effort   = \"") && alone.contains("not written"), "{alone}");
    assert!(explained("team.attrition", "zh").contains("离职"));
    let near = explained("利用率", "zh");
    assert!(near.contains("occupancy") && near.contains("utilisation"), "{near}");
    assert!(world.mistaken(&["explain", "nothing of the kind"]).contains("nothing is called `nothing of the kind`"));
    let data: Value = serde_json::from_str(&world.ok(&["explain", "first_response", "--json"])).unwrap();
    assert_eq!((&data["kpis"][0]["zh"], &data["fields"][0]["key"]), (&"首响".into(), &"first_response".into()));
    // Figures are asked for by any of their names, too.
    let of = |kpi: &str| {
        let vary = ["sweep", "shop.toml", "--vary", "team.service.headcount=4,5", "--replications", "2", "--no-files"];
        let all: Value = serde_json::from_str(&world.ok(&[&vary[..], &["--json", "--kpi", kpi]].concat())).unwrap();
        all["estimates"].clone()
    };
    assert_eq!(of("放弃率@contact:presale"), of("abandonment@contact:presale"));
}

#[test]
fn with_json_a_mistake_is_data_on_standard_output_and_text_beside_it() {
    let world = World::with(&SHOP.replacen("days", "dayz", 1));
    let output = world.run(&["check", "shop.toml", "--json"]);
    let data: Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &data["errors"][0];
    assert_eq!((output.status.code(), first["code"].as_str()), (Some(2), Some("unknown-key")), "{data}");
    assert_eq!(first["file"], "shop.toml");
    assert!(first["line"].as_u64().is_some_and(|line| SHOP.lines().nth(line as usize - 1).unwrap().contains("days")));
    assert!(errors(&output).contains("error[unknown-key]"));
}
