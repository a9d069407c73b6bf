//! The page of `check`: what matters fits a terminal, whatever the scenario; what is by the clock is held against places; what
//! was read of files is told; old files hear what means something else now.

use crate::support::{SHOP, World, errors, package, shop, squeezed};
use peakstaff::model::{Lang, Model};
use peakstaff::report::formats::text;
use peakstaff::report::{Checked, Deciding, DecidingEnd, Expected, brief_report, check_report};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use unicode_width::UnicodeWidthStr as _;

/// Lines of a terminal, and its columns.
const LINES: usize = 40;
const COLUMNS: usize = 100;

fn fits(page: &str, what: &str) {
    let lines = page.lines().count();
    assert!(lines <= LINES, "{what}: {lines} lines:\n{page}");
    let wide = page.lines().filter(|line| !line.contains("peakstaff")).find(|line| line.width() > COLUMNS);
    assert_eq!(wide, None, "{what}");
}

fn case(name: &str) -> std::path::PathBuf {
    package("tests/cases/public").join(name)
}

#[test]
fn the_page_of_every_shipped_scenario_fits_in_both_languages() {
    let world = World::empty();
    let folder = package("scenarios");
    let mut n = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        n += 1;
        let file = file.to_str().unwrap();
        for (lang, words) in [("en", ["Expected by formula", "next: "]), ("zh", ["按公式的预期", "下一步："])]
        {
            let page = world.said(&["check", file, "--lang", lang, "--no-files"]);
            fits(&page, file);
            assert!(words.iter().all(|word| page.contains(word)), "{file}: {page}");
            // They are written for the meanings of now.
            assert!(!page.contains("As before") && !page.contains("保持原样"), "{page}");
        }
    }
    assert!(n >= 14);
}

/// Two hundred types, fifty things to look at of each kind and thirty designs of six teams, all with long names.
fn large() -> String {
    let mut text = String::from(
        "title = \"A shop of everything that there is, with a title that is longer than any line of a terminal could ever be, and more\"\nstart = 2025-03-03\ndays = 7\n",
    );
    let mut serves: Vec<Vec<String>> = vec![Vec::new(); 6];
    for n in 0..200 {
        let name = format!("a_kind_of_work_with_a_long_name_{n}");
        let resolved = if n < 50 { "resolved = 0.97\n" } else { "" };
        let _ = writeln!(
            text,
            "[contact.{name}]\nchannel = \"chat\"\narrivals.per_day = 30\neffort = \"2 min\"\n{resolved}"
        );
        // An event of another year is a warning.
        if n < 50 {
            let _ = writeln!(text, "[calendar.event.e{n}]\npeak = 2024-01-01\nlift.{name} = 2");
        }
        serves[n % 6].push(format!("\"{name}\""));
    }
    for n in 0..30 {
        let _ = writeln!(text, "[design.an_organisation_with_a_long_name_{n}]");
        if n > 0 {
            let _ = writeln!(text, "like = \"an_organisation_with_a_long_name_0\"");
        }
        for (team, types) in serves.iter().enumerate() {
            let _ = writeln!(
                text,
                "[design.an_organisation_with_a_long_name_{n}.team.a_team_of_people_with_a_long_name_{team}]"
            );
            if n == 0 {
                let shifts = "shifts.day.hours = \"09:00-18:00\"\nsplit.day = 1.0";
                let _ = writeln!(text, "serves = [{}]\n{shifts}", types.join(", "));
            }
            let _ = writeln!(text, "headcount = {}", 5 + n);
        }
    }
    let _ = writeln!(text, "[measured.\"an_organisation_with_a_long_name_0@base\"]");
    for n in 0..40 {
        let _ = writeln!(text, "arrived_per_day.a_kind_of_work_with_a_long_name_{n} = {}", 20 + n);
    }
    text.replacen("days = 7\n", "days = 7\nbaseline = \"an_organisation_with_a_long_name_0\"\n", 1)
}

#[test]
fn a_page_fits_however_large_the_scenario_is() {
    let scenario = shop(&large()).scenario();
    let compiled = &scenario.compiled;
    let models: Vec<&Model> = (0..compiled.designs.len()).map(|design| compiled.model(design, 0)).collect();
    let expected = Expected::of(&models, 0);
    let warnings = scenario.noticed();
    assert!(warnings.len() >= 50 && models.len() == 30 && models[0].types.len() == 200, "{}", warnings.len());
    let end = |value: &str| DecidingEnd { value: value.into(), does: Some((-12.3, 4.5)) };
    let deciding: Vec<Deciding> = (0..60)
        .map(|n| Deciding {
            path: format!("contact.a_kind_of_work_with_a_long_name_{n}.unresolved.returns"),
            value: "0.6".into(),
            said: None,
            source: None,
            given: n % 2 == 0,
            ends: vec![end("0.3"), end("0.8")],
        })
        .collect();
    let checked = Checked {
        title: &compiled.title,
        all: models.clone(),
        counted: None,
        measured: &scenario.measured,
        cases: &compiled.cases,
        defaults: &compiled.defaults(),
        sources: &[],
        expected: &expected,
        warnings: &warnings,
        changed: &scenario.changed(),
        deciding: &deciding,
        files: &[],
    };
    for (lang, more) in [(Lang::En, " more: --full"), (Lang::Zh, " 项：--full")] {
        let page = text::brief(&brief_report(&checked, lang, "peakstaff compare large.toml"));
        // With the line that says where files were written.
        fits(&format!("{page}written to …\n"), more);
        assert!(page.lines().count() >= 36 && page.contains(more), "it says as much as there is room for: {page}");
        let full = text::render(&check_report(&checked, lang, ""));
        assert!(full.lines().count() > 1000 && full.contains("a_kind_of_work_with_a_long_name_199"));
    }
}

/// 22.35 chats an hour, 35 minutes each, whatever else is open: 13.04 at once, in 20 places.
#[test]
fn chats_by_the_clock_are_held_against_places() {
    let (world, file) = (World::empty(), case("p17_long_chats.toml"));
    let file = file.to_str().unwrap();
    for (lang, row) in [("en", "13.0 / 20.0 places"), ("zh", "13.0 / 20.0 位")] {
        let page = world.said(&["check", file, "--lang", lang, "--no-files"]);
        assert!(page.contains(row) && page.contains("65 %"), "{page}");
        assert!(!page.contains("queues grow") && !page.contains("越排越长") && !page.contains("Look at"), "{page}");
    }
    let team = &world.data(&["check", file])["expected"][0]["mean_day"]["teams"][0];
    let at_noon = |key: &str| team[key][24].as_f64().unwrap();
    assert!((at_noon("places_taken") - 22.35 * 35.0 / 60.0).abs() < 1e-6 && at_noon("places") == 20.0, "{team}");
}

/// 200 calls of a log, of 62.7 s on average: 3.48 h of work. Who called again is in a complete log.
#[test]
fn a_log_is_expected_with_its_own_lengths() {
    let (world, file) = (World::empty(), case("p13_log.toml"));
    let file = file.to_str().unwrap();
    let all = world.data(&["check", file]);
    let (expected, files) = (&all["expected"][0], &all["files"]);
    assert!((expected["types"][0]["arrived"][0].as_f64().unwrap() - 200.0).abs() < 1e-9, "{expected}");
    let hours = expected["mean_day"]["teams"][0]["work_hours"].as_f64().unwrap();
    assert!((hours - 3.4836).abs() < 1e-3, "{hours}");
    assert_eq!((&files[0]["rows"], &files[0]["sums"]["calls"]), (&200.into(), &200.0.into()), "{files}");
    assert!((files[0]["mean_length_s"].as_f64().unwrap() - 62.705).abs() < 1e-3, "{files}");
    let page = world.said(&["check", file, "--no-files"]);
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let read = "p13_log.csv: columns Call Date (date), Call Time (interval), Handle time (effort); 200 rows; 2024-05-30; 200 in \
         all; mean length 1.0 min; lengths in seconds, as no unit is written";
    assert!(page.contains(read), "{page}");
}

/// Six minutes by the clock written as six minutes of hands: the line to write stands on the page.
#[test]
fn an_effort_that_is_a_session_is_shown_the_line_to_write() {
    let world = World::empty();
    let file = package("tests/cases/trials/02_effort_is_wall_clock.toml");
    for lang in ["en", "zh"] {
        let page = world.said(&["check", file.to_str().unwrap(), "--lang", lang, "--no-files"]);
        fits(&page, lang);
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("session = { lasts = \"6 min\", open = 5 }, messages = 4"), "{page}");
    }
}

#[test]
fn a_case_is_checked_as_it_is_run() {
    let world = World::new();
    let arrived = |more: &[&str]| {
        let all = world.data(&[&["check", "shop.toml"], more].concat());
        (all["expected"][0]["types"][0]["first"][0].as_f64().unwrap(), all["expected"][0]["case"].clone())
    };
    assert_eq!(arrived(&[]), (260.0, "base".into()));
    // What is said next asks the same question.
    let asked = ["check", "shop.toml", "--case", "grown", "--set", "contact.presale.effort=*1.1", "--no-files"];
    let page = world.said(&asked);
    let next = "next: peakstaff compare shop.toml --set \"contact.presale.effort=*1.1\" --case grown";
    assert!(page.contains(next) || page.contains("--case grown --set \"contact.presale.effort=*1.1\""), "{page}");
    let (grown, case) = arrived(&["--case", "grown"]);
    assert!((grown - 338.0).abs() < 1e-9 && case == "grown", "{grown}");
    let output = world.run(&["check", "shop.toml", "--case", "grwon"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("did you mean `grown`?"));
}

#[test]
fn work_stands_against_people_by_the_intervals_of_the_file_and_on_the_busiest_date() {
    let world = World::empty();
    let shop = SHOP.replace("start = 2025-03-03", "start = 2025-03-03\ninterval = \"15 min\"");
    let event = "[calendar.event.sale]\npeak = \"03-04\"\nlift.presale = 3\n[contact.presale]";
    world.put("shop.toml", shop.replace("[contact.presale]", event));
    let all = world.data(&["check", "shop.toml"]);
    let four = all["expected"].as_array().unwrap().iter().find(|one| one["design"] == "four").unwrap();
    assert_eq!((&four["interval_minutes"], &four["busiest_day"]["date"]), (&15.0.into(), &"2025-03-04".into()));
    let sum = |teams: &Value, key: &str| -> f64 {
        teams[0][key].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).sum::<f64>() / 4.0
    };
    let (mean, busiest) = (&four["mean_day"]["teams"], &four["busiest_day"]["teams"]);
    assert_eq!(mean[0]["live"].as_array().unwrap().len(), 96);
    assert!((sum(mean, "live") + sum(mean, "tickets") - mean[0]["work_hours"].as_f64().unwrap()).abs() < 1e-9);
    assert!(sum(busiest, "live") > 1.5 * sum(mean, "live"), "{busiest}");
    let page = world.said(&["check", "shop.toml", "--no-files"]);
    assert!(page.contains("2025-03-04 Tue") && page.contains("intervals of 15 min"), "{page}");
    let full = world.said(&["check", "shop.toml", "--no-files", "--full"]);
    assert!(full.contains("09:15-09:30"), "{full}");
}

#[test]
fn an_old_file_hears_what_means_something_else_until_it_says_that_it_knows() {
    let world = World::empty();
    let old = SHOP.replace(
        "pay = { month = 5500, loading = 0.35, seat = 1200 }",
        "pay = { month = 5500, loading = 0.35, seat = 1200 }\non_duty = { day = 3 }",
    );
    let old = old
        .replace("split = { day = 1.0 }\n", "")
        .replace("[design.five]", "[design.four.bot]\npresale = 0.3\n[design.five]");
    world.put("old.toml", &old);
    world.put("new.toml", format!("written_for = \"0.2\"\n{old}"));
    let (en, zh) = ("As before: in [defaults.bot]: resolves = 1.0", "保持原样：在 [defaults.bot] 里写 resolves = 1.0");
    for (lang, words) in [("en", en), ("zh", zh)] {
        let told = |file: &str| squeezed(&world.said(&["check", file, "--no-files", "--lang", lang, "--full"]));
        assert!(told("old.toml").contains(&squeezed(words)), "{}", told("old.toml"));
        assert!(!told("new.toml").contains(&squeezed(words)));
    }
    let codes: Vec<Value> = world.data(&["check", "old.toml"])["changed"].as_array().unwrap().clone();
    let codes: Vec<&str> = codes.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["bot-resolves", "rest-day-paid", "overtime-beyond"]);
    assert_eq!(world.data(&["check", "new.toml"])["changed"], Value::Array(Vec::new()));
}

/// What is said to keep the old meaning can be written.
#[test]
fn what_keeps_an_old_meaning_is_read() {
    let returns = |hours: u32| format!("{{ returns = 0.6, in = {{ exponential = {{ mean = \"{hours} h\" }} }} }}");
    let defaults = "defaults.bot.resolves = 1.0\ndefaults.chat.falsely_contained = { returns = 0.0, in = \"6 h\" }\n";
    let volume = "volume = { contacts_per_day = 260, mix = { presale = 1.0 }, of = \"all days\" }\n";
    let own =
        format!("unresolved = {}\nabandoned = {}\nsale = {{ conversion = 0.2, bot = 1.0 }}\n", returns(6), returns(8));
    let pay = "seat = 1200, overtime = { rest_day = \"time off\", from = \"0 min\" } }";
    let kept = SHOP
        .replace("days = 3\n", &format!("days = 3\n{defaults}{volume}"))
        .replace("{ per_day = 260, profile", "{ profile")
        .replace("effort = \"90 s\"\n", &format!("effort = \"90 s\"\n{own}"))
        .replace("seat = 1200 }", pay)
        .replace("[design.five]\n", "[design.four.costs]\nbot.month = 0\n[design.five]\n");
    shop(&kept).compiled();
}

/// Nobody set a target, and nobody said what becomes of those who come at night.
const UNSAID: &str = r#"
start = 2025-03-03
days = 7
[contact.calls]
name = "电话 | Calls"
channel = "call"
arrivals = { per_day = 240 }
effort = "3 min"
[design.now.team.service]
headcount = 12
serves = ["calls"]
shifts = { day = { hours = "09:00-18:00" } }
split = { day = 1.0 }
"#;

/// Commands over points rest on it as a comparison does.
#[test]
fn a_template_s_target_is_told_of_points_too() {
    let world = World::empty();
    world.put("a.toml", UNSAID);
    let own = UNSAID.replace("effort =", "targets = [ { accepted = \"20 s\", share = 0.8 } ]\neffort =");
    world.put("own.toml", own);
    let short = ["--replications", "2", "--kpi", "coverage", "--no-files", "--quiet"];
    for command in [&["sweep", "--vary", "demand=*1,*2"][..], &["sensitivity", "--input", "contact.calls.effort"]] {
        let page = |file: &str, lang: &str| {
            world.said(&[command, &[file, "--lang", lang], &short].concat()).split_whitespace().collect::<String>()
        };
        assert!(page("a.toml", "en").contains("isadefault:nobodyhassetthistarget"), "{}", page("a.toml", "en"));
        assert!(page("a.toml", "zh").contains("是默认值：这个目标没有人定过"), "{}", page("a.toml", "zh"));
        assert!(!page("own.toml", "en").contains("isadefault"), "{}", page("own.toml", "en"));
    }
}

#[test]
fn a_target_that_nobody_set_is_told_as_the_templates() {
    let world = World::empty();
    world.put("a.toml", UNSAID);
    let own = UNSAID.replace("effort =", "targets = [ { accepted = \"20 s\", share = 0.8 } ]\neffort =");
    world.put("own.toml", own);
    for (lang, heading, target, closed) in [
        (
            "en",
            "by formula",
            "85 % accepted within 30 s is a default: nobody has set this target; yours: `targets = [ … ]`",
            "contact.calls.closed: not given",
        ),
        (
            "zh",
            "按公式",
            "30 秒内接入 85 % 是默认值：这个目标没有人定过；自己的请写 `targets = [ … ]`",
            "contact.calls.closed：未填",
        ),
    ] {
        let page = squeezed(&world.said(&["check", "a.toml", "--lang", lang, "--no-files"]));
        let at = |text: &str| page.rfind(&squeezed(text)).unwrap_or_else(|| panic!("{text} is missing: {page}"));
        assert!(at(heading) < at(target) && at(target) < at(closed), "{page}");
        for default in ["defaults.call.unresolved.returns", "defaults.team.off_desk"] {
            assert!(at(closed) < at(default), "{page}");
        }
        let run =
            |file: &str| squeezed(&world.said(&["run", file, "--lang", lang, "--replications", "2", "--no-files"]));
        let name = if lang == "en" { "Calls: " } else { "电话：" };
        // Who reads a result is told whose it is, and not what to write.
        let whose = target.split([';', '；']).next().unwrap();
        assert!(run("a.toml").contains(&squeezed(&format!("{name}{whose}"))), "{}", run("a.toml"));
        assert!(!run("own.toml").contains("nobodyhasset") && !run("own.toml").contains("没有人定过"));
    }
    assert!(!world.said(&["check", "own.toml", "--no-files"]).contains("nobody has set"));
    let told = &world.data(&["check", "a.toml"])["assumptions"][0];
    assert!(told["path"] == "defaults.call.targets" && told["said"]["en"].is_string(), "{told}");
}
