//! `why`: the answer fits a screen in both languages, the files say the same, and a moment that cannot be is told.

use crate::support::{World, package, shop};
use peakstaff::experiment::{Cancel, Never, Progress, Quiet, Stopped};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::render;
use peakstaff::report::{part, why_answer};
use peakstaff::session::{self, Request};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Six people of a shop, all at supper from eight to ten on the eleventh.
const SHOP: &str = r#"
template = "none"
title = "晚饭 | Supper"
start = 2025-11-10
days = 3
interval = "30 min"
[contact.presale]
name = "售前咨询 | Pre-sale chat"
channel = "chat"
arrivals = { per_day = 900 }
effort = { exponential = { mean = "3 min" } }
patience = { exponential = { mean = "10 min" } }
targets = [ { accepted = "30 s", share = 0.8 } ]
[contact.refund]
name = "退款工单 | Refund ticket"
channel = "ticket"
arrivals = { per_day = 60 }
effort = "5 min"
[period.eleventh]
name = "双11 | Double 11"
from = 2025-11-11
until = 2025-11-11
[design.now]
name = "现在 | Now"
[design.now.team.front]
name = "前台组 | Front desk"
headcount = 6
serves = [["presale"], ["refund"]]
chats = 1
shifts = { all = { hours = "00:00-24:00", break = { weekdays = "60 min in 03:00-06:00", tue = "120 min in 20:00-22:00" } } }
split = { all = 1 }
rest = "none"
"#;

#[test]
fn the_worst_hours_are_found_and_said_in_a_sentence() {
    let world = World::with(SHOP);
    for (lang, wanted) in [
        (
            "en",
            [
                "Tue 2025-11-11 20:00–22:00: missed, Pre-sale chat",
                "6.0 in a break",
                "to breaks",
                "the people who were in a break",
            ],
        ),
        ("zh", ["2025-11-11（周二） 20:00–22:00：未达标，售前咨询", "6.0 人在休息", "休息（吃饭） 9", "正在休息的人"]),
    ] {
        let page = world.ok(&["why", "shop.toml", "--replications", "3", "--lang", lang]);
        for words in wanted {
            assert!(page.contains(words), "no {words:?} in\n{page}");
        }
        assert!(page.lines().count() <= 40, "{page}");
        let whole = world.ok(&["why", "shop.toml", "--replications", "3", "--lang", lang, "--full", "--no-files"]);
        assert!(whole.lines().count() > page.lines().count());
    }
    let names = world.names("output/shop/why");
    for name in ["charts", "estimates.json", "manifest.json", "report.txt", "run.log", "why.csv"] {
        assert!(names.iter().any(|one| one == name), "{name} of {names:?}");
    }
}

#[test]
fn a_report_says_it_unless_it_is_not_wanted_and_changes_no_figure() {
    let world = World::with(SHOP);
    let run = ["run", "shop.toml", "--replications", "3", "--lang", "en"];
    world.ok(&[&run[..], &["--out", "without", "--no-why"]].concat());
    world.ok(&[&run[..], &["--out", "with"]].concat());
    let read = |folder: &str, file: &str| std::fs::read_to_string(world.path(folder).join(file)).unwrap();
    for file in ["estimates.csv", "replications.csv", "intervals.csv"] {
        assert!(read("with", file) == read("without", file), "{file} differs");
    }
    let part = world.ok(&[&run[..], &["--no-files", "--section", "why"]].concat());
    let sentence = "Tue 2025-11-11 20:00–22:00: missed, Pre-sale chat";
    assert!(part.contains(sentence), "{part}");
    for file in ["report.txt", "report.html", "report.json"] {
        assert_eq!(
            ["with", "without"].map(|folder| read(folder, file).contains("Why customers waited")),
            [true, false]
        );
    }
    assert!(world.path("with/charts/why_now.svg").exists());
    // The one page says why what breaks first does so, in the hours in which most are short of it.
    let page = read("with", "one_page.html");
    for said in ["<dt>why</dt><dd>Tue 2025-11-11 20:00–22:00, ", "<dt>为什么</dt><dd>2025-11-11（周二） 20:00–22:00，"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!read("without", "one_page.html").contains("<dt>why</dt>"));
    let manifest: Value = serde_json::from_str(&read("without", "manifest.json")).unwrap();
    assert_eq!(manifest["options"]["no-why"], true);
}

/// Stops when so many replications are done.
struct AfterDone(AtomicUsize);
impl Progress for AfterDone {
    fn planned(&self, _: u64) {}
    fn done(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
impl Cancel for AfterDone {
    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

#[test]
fn what_is_whole_when_it_is_interrupted_is_told() {
    let asked = |done: usize, at: Option<&str>| {
        let shop = shop(SHOP).replications(4);
        let request = Request { threads: 1, ..shop.request.clone() };
        let after = AfterDone(AtomicUsize::new(done));
        session::why(&shop.scenario(), &request, at, &after, &after).unwrap()
    };
    // Four replications find the worst hours, four more say why.
    for (done, at, whole) in [(6, None, 2), (3, Some("2025-11-11 20:00-22:00"), 3)] {
        let (found, manifest) = asked(done, at).unwrap();
        assert_eq!((found.why.replications, found.why.stopped), (whole, Some(Stopped::Interrupted)));
        assert_eq!((manifest.replications, manifest.partial), (whole, true));
        assert!(render(&why_answer(&found, Lang::En, "")).contains("stopped early"));
    }
    assert!(matches!(asked(4, None), Err(Stopped::Interrupted)), "nobody was charged yet");
    // Of a report only stretches of which all replications are whole.
    let shop = shop(SHOP).replications(2).ask(|request| request.why = true);
    for (done, designs) in [(1, 0), (2, 1)] {
        let mut run = session::run(&shop.scenario(), &shop.request, &Quiet, &Never).unwrap();
        let after = AfterDone(AtomicUsize::new(done));
        session::why_missed(&Request { threads: 1, ..shop.request.clone() }, &mut run, &after, &after);
        assert_eq!(run.results.why.as_ref().unwrap().found.len(), designs);
        let said = render(&part(&run.results, Lang::Zh, "why", ""));
        assert_eq!(said.contains("在说明完之前停止"), designs == 0, "{said}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_program_writes_what_is_whole_beside_the_place_of_results() {
    let world = World::with(SHOP);
    let many =
        ["why", "shop.toml", "--at", "2025-11-11 20:00-22:00", "--replications", "100000", "--out", "w", "--quiet"];
    let mut child = world.command(&many).stdout(std::process::Stdio::null()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert!(!world.path("w").exists());
    let manifest: Value = serde_json::from_str(&world.read("w.partial/manifest.json")).unwrap();
    assert_eq!(manifest["partial"], true);
    assert!(manifest["replications"].as_u64().unwrap() > 0);
    // Whole results take its place.
    world.ok(&["why", "shop.toml", "--at", "2025-11-11 20:00-22:00", "--replications", "2", "--out", "w", "--quiet"]);
    assert!(world.path("w/why.csv").exists() && !world.path("w.partial").exists());
}

#[test]
fn only_commands_that_make_reports_of_designs_take_options_of_them() {
    let world = World::with(SHOP);
    for (command, option) in [
        ("why", "--precision service_level=1 pp"),
        ("why", "--section why"),
        ("sensitivity", "--no-why"),
        ("sensitivity", "--full"),
        ("sensitivity", "--precision service_level=1 pp"),
    ] {
        let (option, value) = option.split_once(' ').map_or((option, None), |(option, value)| (option, Some(value)));
        let said = world.mistaken(&[&[command, "shop.toml", option][..], value.as_slice()].concat());
        assert!(said.contains(option), "{said}");
    }
}

#[test]
fn what_is_asked_about_is_what_is_told() {
    let world = World::with(SHOP);
    let asked = ["why", "shop.toml", "--replications", "3", "--lang", "en"];
    let at = world.data(&[&asked[..], &["--at", "2025-11-11 20:00-22:00"]].concat());
    let [stretch] = &at["stretches"].as_array().unwrap()[..] else { panic!("one stretch: {at}") };
    let cause = &stretch["causes"][0];
    assert_eq!((&stretch["whole"], &cause["cause"]), (&Value::Bool(false), &Value::from("break")));
    assert!(cause["share"]["mean"].as_f64().unwrap() > 0.97, "{cause}");
    assert!((stretch["expected"].as_f64().unwrap() - 75.0).abs() < 1e-6);
    let shares = stretch["causes"].as_array().unwrap().iter().map(|cause| cause["share"]["mean"].as_f64().unwrap());
    assert!((shares.sum::<f64>() - 1.0).abs() < 1e-9);
    let team = &stretch["teams"][0]["people"];
    assert!(team["break"]["mean"].as_f64().unwrap() > 5.8, "{team}");

    let period = world.data(&[&asked[..], &["--period", "eleventh"]].concat());
    let stretches = period["stretches"].as_array().unwrap();
    assert_eq!((&stretches[0]["whole"], &stretches[0]["when"]), (&Value::Bool(true), &Value::from("Double 11")));
    assert_eq!(stretches[1]["when"], "Tue 2025-11-11 20:00–22:00");
    // The same replications as those of `run`: the service level of the period is that of the run.
    let run = world.data(&["run", "shop.toml", "--replications", "3", "--period", "eleventh"]);
    let is = |e: &&Value| e["kpi"] == "service_level" && e["subject"] == "contact:presale" && e["period"] == "eleventh";
    let level = run["estimates"].as_array().unwrap().iter().find(is).unwrap()["mean"].as_f64().unwrap();
    let in_time = stretches[0]["contacts"][0]["in_time"]["mean"].as_f64().unwrap();
    assert!((level - in_time).abs() < 1e-12, "{level} {in_time}");
}

#[test]
fn moments_that_cannot_be_are_told() {
    let world = World::with(SHOP);
    for (at, wanted) in [
        ("tonight", "cannot read the moment `tonight`"),
        ("2025-11-11 20:00", "cannot read the moment"),
        ("2025-11-09 20:00-22:00", "counted: 2025-11-10 to 2025-11-12"),
        ("2025-11-12 23:00-01:00", "is not counted"),
        ("2025-11-11 20:10-22:00", "counting intervals of 30 minutes"),
    ] {
        let said = world.mistaken(&["why", "shop.toml", "--at", at, "--no-files", "--lang", "en"]);
        assert!(said.contains(wanted), "{at}: {said}");
    }
    let said = world.mistaken(&["why", "shop.toml", "--period", "never", "--no-files", "--lang", "en"]);
    assert!(said.contains("there is no period `never`"), "{said}");
    let world = World::with(&std::fs::read_to_string(package("scenarios/tiny_shop.toml")).unwrap());
    for (lang, wanted) in [("en", "write `[period.never]` with `from = 20"), ("zh", "写 `[period.never]`、`from = 20")]
    {
        let said = world.mistaken(&["size", "shop.toml", "--period", "never", "--no-files", "--lang", lang]);
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn the_columns_are_those_of_the_readme() {
    let world = World::with(SHOP);
    world.ok(&["why", "shop.toml", "--replications", "2", "--at", "2025-11-11", "--quiet"]);
    let table = world.read("output/shop/why/why.csv");
    let header = table.trim_start_matches('\u{feff}').lines().next().unwrap().replace(',', ", ");
    let readme = std::fs::read_to_string(package("output/README.md")).unwrap();
    for column in header.split(", ") {
        let row = readme.lines().find(|line| line.starts_with("| `why.csv`")).unwrap();
        assert!(row.contains(column), "{column} of {row}");
    }
    assert!(table.lines().count() > 20);
    let charts = world.names("output/shop/why/charts");
    let has = |ending: &str| charts.iter().any(|name| name.rsplit('.').next() == Some(ending));
    assert!(has("svg") && has("png"));
}
