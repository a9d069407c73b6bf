//! What is saved, in a shop where it can be told by hand: three people who take a minute a call, or two who take half.

use crate::support::told::{Difference, Estimate, differences, estimates};
use crate::support::{self, models};
use peakstaff::experiment::Study;
use peakstaff::model::Model;
use peakstaff::report::Results;
use peakstaff::report::build;
use peakstaff::report::formats::text;
use peakstaff::stats::Verdict;

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
    support::study(models, 1, 3)
}

/// The design `before` first: it is the baseline.
fn compared(text: &str) -> (Vec<Difference>, Vec<Estimate>) {
    let mut both = models(text);
    both.reverse();
    let study = study(both);
    (differences(&study, 0, 0), estimates(&study))
}

fn find<'a>(all: &'a [Difference], kpi: &str) -> Option<&'a Difference> {
    all.iter().find(|d| d.kpi == kpi && d.subject == "all" && d.period == "horizon")
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
    let calls = rows.iter().find(|e| e.kpi == "handled" && e.subject == "all" && e.period == "horizon").unwrap();
    close(&all, "capacity_freed", calls.mean / 120.0);
    close(&all, "people_by_ratio", 0.0);
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
fn a_year_is_a_calendar_year_where_one_is_whole_else_365_days_of_those_counted() {
    let of = |text: &str| {
        let (all, _) = compared(text);
        let of = |kpi| find(&all, kpi).map(|d| d.judgement.mean);
        // What is paid once is paid once, whatever is counted.
        close(&all, "cost.one_off", 19_000.0);
        (of("cash_saved").unwrap(), of("annual_saving"))
    };
    // All of 2025 and a day more: twelve months of 6,000.
    let (cash, year) = of(&shop(366, ""));
    assert!((year.unwrap() - 72_000.0).abs() < 1e-6 && cash > 72_100.0, "{cash} {year:?}");
    // A year exactly, and a leap year exactly.
    let (cash, year) = of(&shop(365, ""));
    assert!((year.unwrap() - cash).abs() < 1e-6 && (cash - 72_000.0).abs() < 1e-6, "{cash} {year:?}");
    let from = |start: &str, days| shop(days, "").replace("start    = 2025-01-01", &format!("start = {start}"));
    let (cash, year) = of(&from("2028-01-01", 366));
    assert!((year.unwrap() - cash).abs() < 1e-6, "{cash} {year:?}");
    // No calendar year is whole.
    let (cash, year) = of(&from("2025-02-01", 370));
    assert!((year.unwrap() / cash - 365.0 / 370.0).abs() < 1e-9, "{cash} {year:?}");
    let (_, year) = of(&shop(364, ""));
    assert_eq!(year, None);
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
    assert!(row(&page(&dear), "payback").ends_with("no cash is saved"));
    let unpriced = page(&shop(59, "").replace("pay      = ", "# pay"));
    assert!(row(&unpriced, "cash saved in 59 days").ends_with("not given"));
    assert!(row(&unpriced, "capacity freed").contains('▲') && !unpriced.contains("From one running cost"));
}

#[test]
fn nothing_is_saved_against_another_demand() {
    let text = format!("baseline = \"before@base\"\n{}", shop(59, "[case.grown]\ndemand = \"*1.5\""));
    let compiled = support::shop(&text).compiled();
    let study = study(vec![compiled.model(1, 0).clone(), compiled.model(0, 1).clone()]);
    let all = differences(&study, 0, 0);
    for kpi in ["cash_saved", "capacity_freed", "people_by_ratio", "payback"] {
        assert!(find(&all, kpi).is_none(), "{kpi}");
    }
    let cost = &find(&all, "cost.total").unwrap().judgement;
    assert!(cost.half_width.is_some() && cost.p_better.is_none() && cost.verdict == Verdict::NotJudged, "{cost:?}");
    // The same where the design itself is asked by more.
    let (all, _) = compared(&shop(59, "").replace("effort = \"30 s\"", "arrivals = { per_day = 150 }"));
    assert!(find(&all, "cash_saved").is_none());
    assert_eq!(find(&all, "handled").unwrap().judgement.verdict, Verdict::NotJudged);
}

#[test]
fn a_saving_beside_growing_work_says_its_hours_and_is_not_paid_back() {
    let more = r#"
[contact.refund]
channel  = "ticket"
arrivals = { per_day = 300 }
effort   = "6 min"
[design.after.contact.refund]
effort   = "20 min"
"#;
    let text = shop(59, more).replace("serves   = [\"ask\"]", "serves   = [[\"ask\"], [\"refund\"]]");
    let (all, _) = compared(&text);
    close(&all, "cash_saved", 12_000.0);
    assert!(find(&all, "payback").is_none(), "nothing is paid back");
    // 300 tickets of a third of an hour a day, less what two people do in 24 hours beside the calls.
    let undone = find(&all, "undone_work").unwrap().judgement.mean;
    let wanted = 59.0 * (100.0 - 2.0 * 24.0 + 100.0 / 120.0);
    assert!((undone / wanted - 1.0).abs() < 0.05, "{undone} for {wanted}");
}
