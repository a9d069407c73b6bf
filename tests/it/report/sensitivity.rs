//! Which inputs move a figure: one at a time, and along ways through all ranges.

use crate::support::{SHOP, World, shop};
use peakstaff::diagnostic::Style;
use peakstaff::experiment::{Never, Quiet};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::render;
use peakstaff::report::{Sensitive, sensitive_charts, sensitive_csv, sensitive_json, sensitive_report};
use peakstaff::session::{NoShelf, OfPoints, Probe, Request, Sensitivity};
use std::fs;

/// The shop with two ranges.
fn ranges() -> String {
    SHOP.replace(
        "effort = \"90 s\"",
        "effort = { low = \"70 s\", likely = \"90 s\", high = \"130 s\", source = \"a morning with a watch\" }\n\
         resolved = { low = 0.7, likely = 0.8, high = 0.85 }\nunresolved = { returns = 0.6, in = \"2 h\" }",
    )
}

/// The same without them.
fn plain() -> String {
    SHOP.replace("effort = \"90 s\"", "effort = \"90 s\"\nresolved = 0.8\nunresolved = { returns = 0.6, in = \"2 h\" }")
}

fn request() -> Request {
    Request { replications: Some(4), threads: 2, ..Request::new("shop.toml") }
}

fn probe(inputs: &[&str], ways: Option<u64>) -> Probe {
    let strings = |all: &[&str]| all.iter().map(ToString::to_string).collect();
    let kpis = strings(&["coverage", "cost.total", "arrived@contact:refund"]);
    Probe { inputs: strings(inputs), ways, top: 10, of: OfPoints { kpis, weeks: None } }
}

fn refused(text: &str, probe: &Probe) -> String {
    let refused = Sensitivity::compile(&shop(text).files, &request(), probe).unwrap_err();
    refused.render(Style::default())
}

fn found(text: &str, probe: &Probe) -> Sensitive {
    let asked = Sensitivity::compile(&shop(text).files, &request(), probe)
        .unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())));
    let done = asked.points.run(&NoShelf, &Quiet, &Never).unwrap();
    asked.results(&request(), probe, done).unwrap().0
}

fn input(found: &Sensitive, path: &str) -> usize {
    let all: Vec<&str> = found.inputs.iter().map(|input| &input.path[..]).collect();
    all.iter().position(|of| *of == path).unwrap_or_else(|| panic!("{path} is not among {all:?}"))
}

fn estimates(text: &str, sets: &[&str]) -> Vec<(f64, Option<f64>)> {
    let request =
        Request { sets: sets.iter().map(ToString::to_string).collect(), designs: vec!["four".into()], ..request() };
    shop(text).ask(|asked| *asked = request).estimates().into_iter().map(|e| (e.mean, e.half_width)).collect()
}

#[test]
fn a_range_changes_nothing_but_what_is_tried() {
    assert_eq!(estimates(&ranges(), &[]), estimates(&plain(), &[]));
    let with = found(&ranges(), &probe(&[], None));
    let without = found(&plain(), &probe(&[], None));
    assert_eq!(with.as_is, without.as_is);
    let effort = input(&with, "contact.presale.effort.mean");
    assert_eq!((&with.inputs[effort].ends, with.inputs[effort].stated), (&["70 s".into(), "130 s".into()], true));
    let effort = input(&without, "contact.presale.effort");
    assert_eq!((&without.inputs[effort].ends, without.inputs[effort].stated), (&["*0.9".into(), "*1.1".into()], false));
}

#[test]
fn an_end_is_the_design_with_that_value() {
    let all = found(&ranges(), &probe(&[], None));
    for (path, sets) in [
        ("contact.presale.resolved", ["contact.presale.resolved=0.7", "contact.presale.resolved=0.85"]),
        ("team.service.headcount", ["team.service.headcount=3", "team.service.headcount=5"]),
        (
            "contact.presale.arrivals.per_day",
            ["contact.presale.arrivals.per_day=234", "contact.presale.arrivals.per_day=286"],
        ),
    ] {
        let n = input(&all, path);
        for (end, set) in sets.iter().enumerate() {
            let values = estimates(&ranges(), &[set]);
            for sample in all.points[2 * n + end].iter().flatten() {
                assert!(values.contains(&(sample.value, sample.half_width(0.95))), "{set}");
            }
        }
    }
}

#[test]
fn what_moves_a_figure_is_ranked_and_what_does_not_is_left_out() {
    let all = found(&ranges(), &probe(&[], None));
    let paths = |figure: usize| -> Vec<&str> {
        all.ranked(figure).into_iter().map(|input| &all.inputs[input].path[..]).collect()
    };
    let (coverage, cost, tickets) = (paths(0), paths(1), paths(2));
    assert!(coverage[..3].contains(&"team.service.headcount"), "{coverage:?}");
    assert_eq!(cost[0], "team.service.headcount");
    assert!(cost.contains(&"team.service.pay.month") && !coverage.contains(&"team.service.pay.month"));
    assert_eq!(tickets, ["contact.refund.arrivals.per_day"], "nothing else brings tickets");
    let (low, high) = (
        all.swing(input(&all, "team.service.headcount"), 0, 0),
        all.swing(input(&all, "team.service.headcount"), 1, 0),
    );
    assert!(low.unwrap().mean < 0.0 && high.unwrap().mean > 0.0);
}

#[test]
fn a_default_of_several_types_is_one_input() {
    let text = ranges().replace(
        "[contact.presale]",
        "[contact.asking]\nchannel = \"chat\"\narrivals = { per_day = 20, profile = \"cn_office\" }\n\
                                                      effort = \"60 s\"\n[contact.presale]",
    );
    let text =
        text.replace("serves = [[\"presale\"], [\"refund\"]]", "serves = [[\"presale\", \"asking\"], [\"refund\"]]");
    let asked = Sensitivity::compile(&shop(&text).files, &request(), &probe(&["contact"], None)).unwrap();
    let both = asked.points.changes.iter().filter(|changes| changes.len() == 2);
    let both: Vec<&Vec<String>> = both.filter(|changes| changes[0].contains("messages")).collect();
    assert_eq!(both.len(), 2, "{:?}", asked.points.changes);
    assert!(both[0][0].starts_with("contact.asking.messages=") && both[0][1].starts_with("contact.presale.messages="));
}

#[test]
fn inputs_are_named_by_path_or_table_and_an_unknown_one_has_a_near_one() {
    let some = found(&ranges(), &probe(&["contact.refund", "team.service.headcount"], None));
    assert!(some.inputs.iter().all(|i| i.path.starts_with("contact.refund") || i.path == "team.service.headcount"));
    assert!(some.inputs.len() >= 3);
    let said = refused(&ranges(), &probe(&["contact.presale.resolvd"], None));
    assert!(said.contains("did you mean `contact.presale.resolved`?"), "{said}");
}

#[test]
fn ways_go_through_the_ranges_of_the_file() {
    let screened = found(&ranges(), &probe(&[], Some(6)));
    assert_eq!((screened.inputs.len(), screened.points.len()), (2, 6 * 3));
    let effort = input(&screened, "contact.presale.effort.mean");
    let slow = screened.screened(effort, 0).unwrap();
    assert!(slow.mu < 0.0 && slow.mu_star >= slow.mu.abs() && slow.half_width.unwrap() > 0.0, "{slow:?}");
    assert_eq!(screened.ranked(0).len(), 2, "both move it");
    let said = refused(&plain(), &probe(&[], Some(6)));
    assert!(said.contains("no number of the file has a range") && said.contains("--input"), "{said}");
    let named = found(&plain(), &probe(&["team.service.headcount", "contact.presale.effort"], Some(3)));
    assert_eq!(named.inputs.len(), 2);
}

#[test]
fn pages_files_and_pictures_are_in_the_language_asked() {
    for ways in [None, Some(3)] {
        let all = found(&ranges(), &probe(&[], ways));
        for (lang, word) in [(Lang::En, "in"), (Lang::Zh, "zh")] {
            let page = render(&sensitive_report(&all, lang, "x"));
            let chinese =
                page.replace("小店：四人还是五人？", "").chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
            assert_eq!(chinese, lang == Lang::Zh, "{page}");
            for chart in sensitive_charts(&all, lang) {
                let (svg, png) = (chart.svg().unwrap(), chart.png().unwrap());
                let keys = ["team.", "contact."].iter().any(|key| svg.contains(key));
                assert!(!keys && svg.contains(" · "), "{}: labels in the place of keys", chart.name);
                if let Ok(folder) = std::env::var("PEAKSTAFF_PICTURES") {
                    let kind = if ways.is_some() { "morris" } else { "tornado" };
                    fs::write(format!("{folder}/{kind}-{word}-{}.png", chart.name), &png).unwrap();
                }
            }
        }
        let (_, table) = sensitive_csv(&all).unwrap();
        let table = String::from_utf8(table).unwrap();
        assert!(table.contains(if ways.is_some() {
            "mu_star,half_width,mu,sigma"
        } else {
            "low_effect,low_half_width"
        }));
        assert!(table.lines().count() > 3, "{table}");
    }
}

#[test]
fn the_program_writes_its_folder() {
    let world = World::with(&ranges());
    let words = "sensitivity shop.toml --kpi coverage --input contact.presale --replications 3 --top 3";
    let page = world.ok(&words.split(' ').collect::<Vec<_>>());
    assert!(page.contains("; the 3 of ") && page.contains("contact.presale.resolved"), "{page}");
    let folder = world.path("output/shop/sensitivity");
    for name in
        ["estimates.json", "manifest.json", "report.txt", "run.log", "sensitivity.csv", "charts/coverage-all.svg"]
    {
        assert!(folder.join(name).exists(), "{name}");
    }
    assert!(!world.path("output/shop/sensitivity.partial").exists());
    let asked = Sensitivity::compile(&shop(&ranges()).files, &request(), &probe(&[], None)).unwrap();
    let done = asked.points.run(&NoShelf, &Quiet, &Never).unwrap();
    let (all, manifest) = asked.results(&request(), &probe(&[], None), done).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&sensitive_json(&manifest, &all, Lang::En).unwrap()).unwrap();
    assert_eq!(json["effects"][0]["rank"], 1);
    assert_eq!(json["manifest"]["command"], "sensitivity");
}
