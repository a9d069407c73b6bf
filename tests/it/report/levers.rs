//! Levers taken apart, and what-ifs: each is what it would be if it were written into the file.

use crate::support::shop;
use crate::support::told::{self, Estimate, estimates, interactions_of};
use peakstaff::compile::LeversOf;
use peakstaff::model::Lang;
use peakstaff::report::{Results, charts};
use peakstaff::session::Request;

const SHOP: &str = r#"
start = 2025-03-03
days = 5
baseline = "four"

[contact.presale]
channel = "chat"
arrivals = { per_day = 360, profile = "cn_office" }
effort = "90 s"
patience = { exponential = { mean = "3.5 min" } }

[contact.refund]
channel = "ticket"
arrivals = { per_day = 20, profile = "cn_office" }
effort = "4 min"
targets = [ { done = "24 h", share = 0.95 } ]

[design.four]
bot = { presale = 0.1 }
[design.four.team.service]
headcount = 4
serves = [["presale"], ["refund"]]
shifts = { day = { hours = "09:00-21:00" } }
split = { day = 1.0 }
pay = { month = 5500, loading = 0.35, seat = 1200 }

[design.built]
like = "four"
with = ["more_bot", "one_more", "desk"]

[lever.one_more]
team.service.headcount = "+1"
[lever.more_bot]
"bot.*" = "+15 pp"
costs.tools.month = 100
[lever.desk]
team.refunds = { headcount = 2, serves = ["refund"], shifts = { day = { hours = "09:00-18:00" } }, split = { day = 1.0 } }
team.service.serves = ["presale"]

[case.grown]
demand = "*1.3"
"#;

fn results(change: impl FnOnce(&mut Request)) -> Results {
    shop(SHOP).replications(4).ask(change).compare().results
}

fn find(results: &Results, arm: (&str, &str), kpi: &str, subject: &str) -> Option<Estimate> {
    let of = |e: &Estimate| e.kpi == kpi && e.subject == subject && e.period == "horizon";
    told::of_arm(&estimates(&results.study), arm.0, arm.1).into_iter().find(of)
}

/// Every estimate of an arm, without its name.
fn of_arm(results: &Results, design: &str, case: &str) -> Vec<String> {
    let own = told::of_arm(&estimates(&results.study), design, case).into_iter();
    own.map(|e| format!("{} {} {} {} {:?}", e.kpi, e.subject, e.period, e.mean, e.half_width)).collect()
}

#[test]
fn what_levers_do_together_beyond_their_parts() {
    let results = results(|request| request.levers = LeversOf::Baseline);
    let designs: Vec<&str> = results.study.arms.iter().map(|arm| &arm.model.design.key[..]).collect();
    assert_eq!(designs, ["four", "four+desk", "four+more_bot", "four+one_more", "four+levers"]);
    let mut uncertain = 0;
    let interactions = interactions_of(&results);
    for ([kpi, subject, _], i) in interactions.iter().filter(|([.., period], _)| period == "horizon") {
        let of = |design| find(&results, (design, "base"), kpi, subject).expect("it has parts").mean;
        let parts: f64 = designs[1..4].iter().map(|design| of(design)).sum();
        let expected = of("four+levers") - parts + 2.0 * of("four");
        let tolerance = 1e-9 * parts.abs().max(1.0);
        assert!((i.mean - expected).abs() < tolerance, "{kpi} of {subject}: {} {expected}", i.mean);
        uncertain += usize::from(i.half_width.is_some_and(|h| h > 0.0));
    }
    assert!(uncertain > 50, "{uncertain}");
    let of = |key: &str, subject: &str| {
        interactions.iter().find(|(of, _)| *of == [key, subject, "horizon"]).map(|(_, interaction)| interaction)
    };
    // One agent more costs the same whatever else is done; a team that only one lever makes has no parts.
    let wages = of("cost.wages", "team:service").expect("all have the team");
    assert!(wages.mean.abs() < 1e-6 && wages.half_width.is_some_and(|h| h < 1e-6));
    assert!(of("occupancy", "team:refunds").is_none());
    assert!(of("occupancy", "team:service").expect("all have the team").mean.abs() > 1e-3, "they do not just add up");
}

#[test]
fn all_levers_together_are_the_design_built_with_them() {
    let asked = results(|request| request.levers = LeversOf::Baseline);
    let taken_apart = results(|request| request.levers = LeversOf::Design("built".into()));
    assert_eq!(of_arm(&asked, "four+levers", "base"), of_arm(&taken_apart, "built", "base"));
    assert_eq!(of_arm(&asked, "four", "base"), of_arm(&taken_apart, "built-levers", "base"));
    assert_eq!(of_arm(&asked, "four+desk", "base"), of_arm(&taken_apart, "built-levers+desk", "base"));
    assert!(of_arm(&asked, "four", "base") != of_arm(&asked, "four+desk", "base"));
}

#[test]
fn a_what_if_is_a_case_written_on_the_command_line() {
    let what_if = "demand = *1.3";
    let results = results(|request| {
        request.what_ifs = vec![what_if.into(), "team.service.headcount=+1".into()];
        request.cases = vec!["grown".into()];
        request.designs = vec!["four".into()];
    });
    assert_eq!(of_arm(&results, "four", what_if), of_arm(&results, "four", "grown"));
    let wages = |case| find(&results, ("four", case), "cost.wages", "all").expect("paid").mean;
    assert!((wages("team.service.headcount=+1") / wages("base") - 1.25).abs() < 1e-9);
}

#[test]
fn a_what_if_is_asked_of_what_set_made_of_the_file() {
    let results = results(|request| {
        request.sets = vec!["bot.presale=0.3".into()];
        request.what_ifs = vec!["bot.presale = -10 pp".into()];
    });
    let contains = |case: &str| {
        let arm = results.study.arms.iter().find(|arm| arm.model.case.key == case && arm.model.design.key == "four");
        let types = &arm.expect("it ran").model.types;
        let presale = types.iter().find(|kind| kind.label.key == "presale");
        presale.and_then(|kind| kind.bot.as_ref()).expect("it has a bot").contains
    };
    assert!((contains("base") - 0.3).abs() < 1e-12 && (contains("bot.presale = -10 pp") - 0.2).abs() < 1e-12);
}

/// The pictures hang each lever's part where the one before ended; their numbers are those of the table beside them.
#[test]
fn levers_taken_apart_have_their_waterfalls() {
    let results = results(|request| request.levers = LeversOf::Baseline);
    for (lang, together) in [(Lang::En, "beyond the sum of parts"), (Lang::Zh, "超出各项之和")] {
        let charts = charts(&results, lang);
        let level = charts.iter().find(|chart| chart.name == "levers-service_level-contact:presale").unwrap();
        let drawn = level.svg().unwrap();
        assert!(drawn.contains(together) && drawn.contains("desk") && drawn.contains("more_bot"), "{drawn}");
        assert!(charts.iter().any(|chart| chart.name == "levers-on_time-contact:refund"));
    }
    assert!(results_as_they_are().iter().all(|name| !name.starts_with("levers-")));
}

/// Names of the pictures of a study whose levers nobody asked for.
fn results_as_they_are() -> Vec<String> {
    charts(&results(|_| ()), Lang::En).into_iter().map(|chart| chart.name).collect()
}
