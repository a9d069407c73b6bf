//! What is saved, in a shop where it can be told by hand: three people who take a minute a call, or two who take half.

use crate::people::models;
use peakstaff::compile;
use peakstaff::experiment::{
    Difference, Estimate, Never, Quiet, Replications, Settings, Study, differences, estimates, replicate,
};
use peakstaff::model::Model;
use peakstaff::report::{Results, build, text};

fn shop(days: u32, more: &str) -> String {
    format!(
        r#"
template = "none"
start    = 2025-01-01
days     = {days}
[contact.ask]
channel  = "call"
arrivals = {{ per_day = 100 }}
effort   = "60 s"
[design.before.team.desk]
staffed  = 3
serves   = ["ask"]
pay      = {{ month = 5000, loading = 0.4, seat = 1000 }}
[design.after]
like  = "before"
costs = {{ tools = {{ month = 2000 }}, one_off = {{ forms = 9000 }} }}
[design.after.contact.ask]
effort = "30 s"
[design.after.team.desk]
staffed   = 2
severance = {{ people = 1, years = 1, months = "N+1" }}
{more}
"#
    )
}

fn study(models: Vec<Model>) -> Study {
    let settings = Settings { seed: 1, replications: Replications::Fixed(3), threads: 1, profile: false };
    replicate(models, &settings, &Quiet, &Never)
}

/// The design `before` first: it is the baseline.
fn compared(text: &str) -> (Vec<Difference>, Vec<Estimate>) {
    let mut both = models(text);
    both.reverse();
    let study = study(both);
    (differences(&study, 0, 0), estimates(&study))
}

fn find<'a>(all: &'a [Difference], kpi: &str) -> Option<&'a Difference> {
    all.iter().find(|d| d.kpi.key == kpi && d.subject == "all" && d.period == "horizon")
}

#[track_caller]
fn close(all: &[Difference], kpi: &str, wanted: f64) {
    let found = &find(all, kpi).unwrap().judgement;
    assert!((found.mean - wanted).abs() < 0.005 * wanted.abs().max(1.0), "{kpi}: {} instead of {wanted}", found.mean);
    assert!(found.half_width.is_some());
}

#[test]
fn cash_hours_and_months_by_hand() {
    let (all, rows) = compared(&shop(59, ""));
    // One head less at 5,000 and 40 % and a desk of 1,000 is 8,000 a month; tools take 2,000 of it. Two months.
    close(&all, "cash_saved", 12_000.0);
    assert!(find(&all, "cash_saved").unwrap().judgement.half_width.unwrap() < 1e-6);
    // Everybody is answered in both, so what is free is half a minute a call.
    let calls = rows.iter().find(|e| e.kpi.key == "handled" && e.subject == "all" && e.period == "horizon").unwrap();
    close(&all, "capacity_freed", calls.mean / 120.0);
    close(&all, "hiring_avoided", 0.0);
    // Forms of 9,000, and a year of service: one month and one instead of notice of 5,000. 6,000 a month pay it back.
    close(&all, "cost.one_off", 19_000.0);
    close(&all, "payback", 19.0 / 6.0);
    assert!(find(&all, "annual_saving").is_none(), "two months are no year");
    let lines: f64 = ["wages", "seat", "overtime", "bot", "tools", "lateness"]
        .map(|line| find(&all, &format!("cost.{line}")).unwrap().judgement.mean)
        .iter()
        .sum();
    close(&all, "cash_saved", -lines);
}

#[test]
fn a_year_is_scaled_only_where_one_was_counted() {
    let (all, _) = compared(&shop(366, ""));
    let (cash, year) = (find(&all, "cash_saved").unwrap(), find(&all, "annual_saving").unwrap());
    assert!((year.judgement.mean / cash.judgement.mean - 365.0 / 366.0).abs() < 1e-12);
    // What is paid once is paid once, whatever is counted.
    close(&all, "cost.one_off", 19_000.0);
}

#[test]
fn what_costs_more_pays_nothing_back_and_what_is_not_given_saves_nothing() {
    let dear = shop(59, "").replace("tools = { month = 2000 }", "tools = { month = 9000 }");
    let (all, _) = compared(&dear);
    close(&all, "cash_saved", -2_000.0);
    assert!(find(&all, "payback").is_none());
    let page = |text: &str| {
        let mut both = models(text);
        both.reverse();
        let results = Results::new(study(both), peakstaff::model::Label::plain("shop"), 0, Vec::new(), "horizon");
        text::render(&build(&results, peakstaff::model::Lang::En, ""))
    };
    let row = |page: &str, name: &str| page.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(row(&page(&dear), "payback").ends_with("never"));
    let unpriced = page(&shop(59, "").replace("pay      = ", "# pay"));
    assert!(row(&unpriced, "cash saved in 59 days").ends_with("not given"));
    assert!(row(&unpriced, "capacity freed").contains('▲') && !unpriced.contains("From one running cost"));
}

#[test]
fn more_demand_is_people_who_need_not_be_found() {
    let text = format!("baseline = \"before@base\"\n{}", shop(59, "[case.grown]\ndemand = \"*1.5\""));
    let outcome = compile::load(&crate::determinism::Memory(&text), "memory.toml", &[]);
    let compiled = outcome.compiled.expect("it compiles");
    let study = study(vec![compiled.model(1, 0).clone(), compiled.model(0, 1).clone()]);
    let rows = estimates(&study);
    let calls = |design: &str| {
        rows.iter()
            .find(|e| e.kpi.key == "handled" && e.subject == "all" && e.period == "horizon" && e.design == design)
            .unwrap()
            .mean
    };
    let (before, after) = (calls("before"), calls("after"));
    assert!((after / before - 1.5).abs() < 0.03);
    let all = differences(&study, 0, 0);
    close(&all, "hiring_avoided", 3.0 * (after / before - 1.0));
    // The old way would take a minute each.
    close(&all, "capacity_freed", after / 60.0 - after / 120.0);
}
