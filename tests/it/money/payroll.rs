//! People who come and go, in teams whose payroll can be told by hand.

use crate::support::told::{Estimate, estimates};
use crate::support::{model, models, shop, study, watch};
use peakstaff::engine::{Contact, Observer};
use peakstaff::model::{Model, PayrollDay, TeamId};
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeMap;

/// A quiet shop in June, a month of 30 days, whose only team has two people from 9 to 17.
fn june(team: &str) -> String {
    format!(
        r#"
template = "none"
start    = 2025-06-01
days     = 30
[contact.call]
channel  = "call"
arrivals = {{ per_day = 0.001 }}
effort   = "7 min"
[design.now.team.desk]
headcount   = 2
serves      = ["call"]
shifts      = {{ day = {{ hours = "09:00-17:00" }} }}
after_shift = "drop"
{team}
"#
    )
}

fn rows(models: Vec<Model>) -> Vec<Estimate> {
    estimates(&study(models, 1, 2))
}

fn find<'a>(rows: &'a [Estimate], kpi: &str, design: &str) -> Option<&'a Estimate> {
    rows.iter().find(|e| e.kpi == kpi && e.subject == "all" && e.period == "horizon" && e.design == design)
}

/// A figure of the whole month; none: not given, or not there.
fn figure(rows: &[Estimate], kpi: &str) -> Option<f64> {
    find(rows, kpi, "now").map(|e| (e.mean * 1e6).round() / 1e6)
}

const PAY: &str = "month = 3000, loading = 0.5, seat = 300";

#[test]
fn newcomers_of_a_change_are_hired_trained_and_paid_by_the_day() {
    let grows = |pay: &str| {
        let team = "changes = { \"2025-06-16\" = { headcount = 4 } }\ntraining = \"5 days\"\n";
        rows(vec![model(&june(&format!("{team}pay = {{ {pay} }}")))])
    };
    let june = grows(&format!("{PAY}, hire = 2000"));
    // Two for 15 days and four for 15 are 90 days of 30: three months, of which 10 days of training.
    assert_eq!(figure(&june, "cost.wages"), Some(3000.0 * (3.0 - 1.0 / 3.0) * 1.5));
    assert_eq!(figure(&june, "cost.training"), Some(3000.0 / 3.0 * 1.5));
    assert_eq!(figure(&june, "cost.seat"), Some(900.0));
    assert_eq!((figure(&june, "hires"), figure(&june, "cost.hiring")), (Some(2.0), Some(4000.0)));
    assert_eq!(figure(&june, "cost.total"), Some(13_500.0 + 900.0 + 4000.0));
    // At the desk: two for 20 days, four for 10.
    assert_eq!(figure(&june, "agent_days"), Some((80.0_f64 / 30.0 * 1e6).round() / 1e6));
    assert_eq!((figure(&june, "leavers"), figure(&june, "vacancies")), (Some(0.0), Some(0.0)));
    // By the hour: 8 hours on 80 days at the desk, and 21.75 days of 8 hours a month in training.
    let june = grows("hour = 20, loading = 0, seat = 0, hire = 0");
    assert_eq!(figure(&june, "cost.wages"), Some(80.0 * 8.0 * 20.0));
    assert_eq!(figure(&june, "cost.training"), Some(20.0 * 8.0 * 21.75 / 3.0));
    // No price of hiring: no line, and no total.
    let june = grows(PAY);
    assert_eq!((figure(&june, "cost.hiring"), figure(&june, "cost.total")), (None, None));
    assert!(figure(&june, "cost.wages").is_some());
}

#[test]
fn a_cut_hires_nobody_and_needs_no_price() {
    let june =
        rows(vec![model(&june(&format!("changes = {{ 2025-06-11 = {{ headcount = 1 }} }}\npay = {{ {PAY} }}")))]);
    // Two for 10 days, one for 20: 40 of 30.
    assert_eq!(figure(&june, "cost.wages"), Some(6000.0));
    assert_eq!((figure(&june, "cost.hiring"), figure(&june, "leavers")), (Some(0.0), Some(0.0)));
    assert_eq!(figure(&june, "cost.total"), Some(6000.0 + 400.0));
}

#[test]
fn rows_are_there_for_all_designs_of_a_scenario_or_for_none() {
    let plain = june(&format!("pay = {{ {PAY} }}"));
    let plain_rows = rows(vec![model(&plain)]);
    assert!(figure(&plain_rows, "cost.total").is_some());
    for kpi in ["hires", "leavers", "vacancies", "cost.hiring", "cost.training"] {
        assert!(plain_rows.iter().all(|e| e.kpi != kpi), "{kpi}");
    }
    let both =
        format!("{plain}\n[design.other]\nlike = \"now\"\nteam.desk.changes = {{ 2025-06-11 = {{ headcount = 1 }} }}");
    let both = rows(models(&both));
    assert_eq!(figure(&both, "cost.hiring"), Some(0.0));
    let changed = find(&both, "cost.wages", "other").unwrap().mean;
    assert!((figure(&both, "cost.wages").unwrap() - 9000.0).abs() < 1e-6 && (changed - 6000.0).abs() < 1e-6);
}

/// How long calls of seven minutes took, by day and agent.
#[derive(Default)]
struct Took(BTreeMap<(i32, u32), SimDuration>);

impl Observer for Took {
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.0.insert((at.day(), contact.agent), at - contact.accepted);
    }
}

#[test]
fn newcomers_learn_and_others_know() {
    let text = june("changes = { 2025-06-04 = { headcount = 3 } }\ntraining = \"2 days\"\nramp = { \"0 days\" = 0.5, \"10 days\" = 1.0 }")
        .replace("per_day = 0.001", "per_day = 3000")
        .replace("effort   =", "queue_limit = 3\neffort   =")
        .replace("\"drop\"", "\"open\"");
    let took = watch(&model(&text), 1, 0, Took::default());
    for day in 0..30 {
        assert_eq!(took.0[&(day, 1)], SimDuration::MINUTE * 7);
        // On the payroll from day 3, at the desk from day 5.
        let speed = 0.5 + 0.05 * f64::from((day - 5).min(10));
        let wanted = (day >= 5).then(|| (420.0 / speed * 1e3).round());
        let found = took.0.get(&(day, 2)).map(|took| (took.seconds() * 1e3).round());
        assert_eq!(found, wanted, "day {day}");
    }
}

/// The payroll by day, and who came.
#[derive(Default)]
struct Days(Vec<(PayrollDay, u32)>);

impl Observer for Days {
    fn payroll(&mut self, _: SimTime, _: TeamId, is: &PayrollDay) {
        self.0.push((*is, 0));
    }
    fn came(&mut self, _: SimTime, _: TeamId, _: u32) {
        self.0.last_mut().unwrap().1 += 1;
    }
}

#[test]
fn who_leaves_is_missed_replaced_and_trained() {
    let text = june("attrition = 1.2\nhiring = \"21 days\"\ntraining = \"7 days\"")
        .replace("headcount   = 2", "headcount   = 300")
        .replace("days     = 30", "days     = 365");
    let run = |replication| watch(&model(&text), 1, replication, Days::default()).0;
    let days = run(0);
    assert_eq!(days.len(), 365);
    let (mut people, mut left, mut training, mut seven_days) = (0, 0, 0, 0);
    for (at, (day, came)) in days.iter().enumerate() {
        assert_eq!((day.people + day.vacant, *came), (300, day.people - day.training));
        let left_before = at.checked_sub(21).map_or(0, |then| days[then].0.left);
        assert_eq!(day.hired, left_before, "who left is replaced 21 days later");
        let trained: u32 = days[at.saturating_sub(6)..=at].iter().map(|(day, _)| day.hired).sum();
        assert!(day.training <= trained, "for seven days, unless they leave before");
        training += day.training;
        seven_days += trained;
        people += day.people;
        left += day.left;
    }
    // Of them about 1.2 · 3/365 leave before.
    assert!(f64::from(training) > 0.96 * f64::from(seven_days));
    // 1.2 a year and head; about 335 leavers, a standard error of 5.5 %.
    let rate = f64::from(left) / f64::from(people) * 365.0;
    assert!((rate / 1.2 - 1.0).abs() < 0.2, "{rate}");
    assert!(run(1) != days && run(0) == days);
}

#[test]
fn a_team_that_is_not_replaced_shrinks() {
    let text = june("attrition = 6\nhiring = \"none\"").replace("headcount   = 2", "headcount   = 400");
    let days = watch(&model(&text), 1, 0, Days::default()).0;
    assert!(days.iter().all(|(day, _)| day.hired == 0) && days.windows(2).all(|w| w[1].0.people <= w[0].0.people));
    // exp(−6 · 29/365) of 400 are 248, with a standard error of 10.
    assert!((f64::from(days[29].0.people) - 248.0).abs() < 40.0, "{}", days[29].0.people);
}

#[test]
fn who_comes_for_a_day_is_paid_by_the_day_and_nothing_else() {
    let team = |pay: &str| format!("people = {{ \"2025-06-10..2025-06-12\" = 8 }}\npay = {{ {pay} }}");
    let by = |pay: &str| rows(vec![model(&june(&team(pay)))]);
    let monthly = by("month = 5220, loading = 0, seat = 300, day = 160, holidays = [2025-06-11]");
    assert_eq!(figure(&monthly, "cost.day_paid"), Some(24.0 * 160.0));
    assert_eq!((figure(&monthly, "cost.wages"), figure(&monthly, "cost.seat")), (Some(10_440.0), Some(600.0)));
    // 5,220 a month are 30 an hour: 8 hours of the two on the holiday at three times, and nothing for the eight.
    assert_eq!(figure(&monthly, "cost.overtime"), Some(16.0 * 30.0 * 3.0));
    assert_eq!(figure(&monthly, "cost.total"), Some(3840.0 + 10_440.0 + 600.0 + 1440.0));
    assert_eq!(figure(&monthly, "agent_days"), Some(84.0 / 30.0));
    let hourly = by("hour = 20, loading = 0, seat = 0, day = 160");
    assert_eq!(figure(&hourly, "cost.wages"), Some(60.0 * 8.0 * 20.0));
    // No price of a day: no line, and no total.
    let unpriced = by(PAY);
    assert_eq!((figure(&unpriced, "cost.day_paid"), figure(&unpriced, "cost.total")), (None, None));
    assert!(rows(vec![model(&june(""))]).iter().all(|e| e.kpi != "cost.day_paid"));
}

#[test]
fn who_comes_for_a_day_works_on_these_days_only() {
    let text = june("people = { \"2025-06-10..2025-06-12\" = 8 }").replace("per_day = 0.001", "per_day = 3000");
    let took = watch(&model(&text), 1, 0, Took::default());
    let days: Vec<i32> = took.0.keys().filter(|(_, agent)| *agent == 9).map(|(day, _)| *day).collect();
    assert_eq!(days, [9, 10, 11]);
}

#[test]
fn of_people_by_number_nobody_knows_who_came() {
    let figures = |team: &str| {
        let rows = rows(vec![model(&june("").replace("headcount   = 2", team))]);
        ["agent_days", "contacts_per_agent_day", "on_duty"].map(|kpi| figure(&rows, kpi).is_some())
    };
    assert_eq!(figures("headcount = 2"), [true, true, true]);
    let by_number = june("").replace("after_shift = \"drop\"\n", "");
    let shifts = "shifts      = { day = { hours = \"09:00-17:00\" } }\n";
    assert!(by_number.contains(shifts));
    let by_number = by_number.replace(shifts, "").replace("headcount   = 2", "staffed = 2");
    let rows = rows(vec![model(&by_number)]);
    let found = |kpi: &str| rows.iter().any(|e| e.kpi == kpi);
    assert!(found("on_duty") && found("occupancy") && !found("agent_days") && !found("contacts_per_agent_day"));
}

/// Ten people of whom 36 leave a year, all others replaced after ten days; from 11 June on until seven are left.
const SHRINKING: &str = r#"
template = "none"
baseline = "as_is@base"
start    = 2025-06-01
days     = 365
[contact.ask]
channel  = "call"
arrivals = { per_day = 20 }
effort   = "60 s"
[design.as_is.team.desk]
headcount = 10
serves    = ["ask"]
shifts    = { day = { hours = "09:00-17:00" } }
attrition = 3.6
hiring    = "10 days"
pay       = { month = 5000, loading = 0.4, seat = 1000, hire = 0 }
[design.fewer]
like = "as_is"
[design.fewer.team.desk]
people_of = "as_is.desk"
changes   = { 2025-06-11 = { headcount = 7, by = "leaving" } }
"#;

/// People, and places that are to be filled, by date.
#[derive(Default)]
struct Here(Vec<(u32, u32)>);

impl Observer for Here {
    fn payroll(&mut self, _: SimTime, _: TeamId, is: &PayrollDay) {
        self.0.push((is.people, is.vacant));
    }
}

#[test]
fn a_team_shrinks_by_those_who_leave_and_is_filled_again_from_then_on() {
    let compiled = shop(SHRINKING).compiled();
    let [as_is, fewer] = [0, 1].map(|design| compiled.model(design, 0).clone());
    for replication in 0..5 {
        let [with, without] = [&as_is, &fewer].map(|model| watch(model, 1, replication, Here::default()).0);
        let gone = peakstaff::engine::gone(&fewer, 1, replication);
        let days: Vec<i32> = gone[0].1.clone();
        // 36 leavers a year: three are gone long before its end, at one after another.
        assert!(days.len() == 3 && days.is_sorted(), "{days:?}");
        let first = fewer.calendar.epoch_day(0);
        for (at, ((people, vacant), (_, others))) in without.iter().zip(&with).enumerate() {
            let closed = days.iter().filter(|day| **day <= first + at as i32).count() as u32;
            // Who is there and who is looked for are as many as are still to be.
            assert_eq!(people + vacant, 10 - closed, "day {at}");
            // Before the change both are the same people.
            assert!(at >= 10 || vacant == others, "day {at}");
            // Nobody is looked for while there are too many.
            assert!(at < 10 || closed >= 3 || *vacant == 0, "day {at}: {vacant}");
        }
        assert!(days[0] >= first + 10);
    }
    let rows = rows(vec![as_is, fewer]);
    let total = |design: &str| find(&rows, "cost.seat", design).unwrap().mean;
    // Three desks of ten are given back, most of the year.
    assert!(total("fewer") < 0.75 * total("as_is") + 5_000.0, "{} {}", total("fewer"), total("as_is"));
}

#[test]
fn a_team_shrinks_once_last_and_only_where_people_leave() {
    let refused = |from: &str, to: &str, words: &[&str]| {
        let text = SHRINKING.replace(from, to);
        assert_ne!(text, SHRINKING);
        shop(&text).refused_with(words);
    };
    refused("attrition = 3.6\nhiring    = \"10 days\"\n", "", &["`attrition` is missing"]);
    refused("headcount = 7", "headcount = 12", &["12 are no fewer than 10"]);
    refused("by = \"leaving\" }", "by = \"leaving\" }, 2025-08-01 = { headcount = 9 }", &["nothing changes after"]);
    refused("\"leaving\"", "\"slowly\"", &["at once", "leaving"]);
}
