//! Equal seeds give equal results: for any number of threads, for any order of tables, beside unrelated types, and for
//! the days that two horizons share.

use crate::support::told::estimates;
use crate::support::{model, trace};
use peakstaff::experiment::{Never, Quiet, Replications, Settings, replicate};
use peakstaff::model::Model;

const HEAD: &str = r#"
start = 2025-03-03
days = DAYS
warm_up = "2 days"
[calendar]
day_cv = 0.2
[calendar.event.sale]
peak = [2025-03-09, 2025-05-01]
lift.presale = { days = [-3, 0, 2], factor = [1.0, 1.8, 1.0] }
profile = "cn_office"
burst = { at = "20:00", for = "20 min", share = 0.1 }
uncertainty = 0.4
"#;

const PRESALE: &str = r#"
[contact.presale]
channel = "chat"
arrivals = { per_day = 300, profile = "cn_evening", day_cv = 0.1 }
effort = "150 s"
patience = { exponential = { mean = "3 min" } }
closed = { leaves_message = 0.5 }
resolved = 0.8
targets = [ { first_reply = "30 s", share = 0.85 } ]
[contact.reship]
channel = "ticket"
per_1000 = { of = "presale", number = 80, from = "presale" }
effort = "400 s"
interruptible = true
targets = [ { done = "24 h", share = 0.9 } ]
"#;

const DESIGN: &str = r#"
[design.only]
bot = { presale = { contains = 0.3, resolves = 0.8, lasts = { exponential = { mean = "1 min" } } } }
[design.only.team.shop]
headcount = 6
serves = [["presale"], ["reship"]]
chats = 4
shifts = { early = { hours = "09:00-18:00", break = "60 min in 11:00-14:00" }, late = { hours = "15:00-24:00" } }
split = { early = 0.5, late = 0.5 }
rest = "alternating weeks"
absence = 0.05
off_desk = 0.1
"#;

const UNRELATED: &str = r#"
[contact.aaa_calls]
channel = "call"
arrivals = { per_day = 200 }
effort = { exponential = { mean = "4 min" } }
[design.only.team.aaa_line]
serves = ["aaa_calls"]
staffed = 2
"#;

fn scenario(parts: &[&str], days: u32) -> String {
    parts.concat().replace("DAYS", &days.to_string())
}

/// Lines about a type or a team, without the agents' numbers in the run, which count all teams.
fn about(lines: &[String], names: &[&str]) -> Vec<String> {
    let number = |line: &str| {
        let mut out = String::new();
        let mut skip = false;
        for c in line.chars() {
            skip = c == '#' || (skip && c.is_ascii_digit());
            if !skip {
                out.push(c);
            }
        }
        out
    };
    lines.iter().filter(|l| names.iter().any(|n| l.contains(n))).map(|l| number(l)).collect()
}

#[test]
fn threads_change_nothing() {
    let m = model(&scenario(&[HEAD, PRESALE, DESIGN, UNRELATED], 14));
    let rows = |threads| {
        let settings =
            Settings { seed: 3, replications: Replications::Fixed(5), threads, profile: Some("horizon".into()) };
        let study = replicate(vec![m.clone()], &settings, &Quiet, &Never);
        format!("{:?} {:?}", estimates(&study), study.arms[0].profile)
    };
    let one = rows(1);
    assert!(one.contains("service_level"));
    assert_eq!(one, rows(2));
    assert_eq!(one, rows(3));
}

#[test]
fn another_seed_or_replication_changes_everything() {
    let m = model(&scenario(&[HEAD, PRESALE, DESIGN], 3));
    assert_ne!(trace(&m, 0), trace(&m, 1));
    assert_eq!(trace(&m, 1), trace(&m, 1));
}

#[test]
fn an_unrelated_type_and_the_order_of_tables_change_no_draw_of_the_others() {
    let alone = trace(&model(&scenario(&[HEAD, PRESALE, DESIGN], 10)), 0);
    let beside = trace(&model(&scenario(&[HEAD, UNRELATED, DESIGN, PRESALE], 10)), 0);
    let names = ["presale", "reship", "shop"];
    let (alone, beside) = (about(&alone, &names), about(&beside, &names));
    assert!(alone.len() > 10_000, "{} lines", alone.len());
    assert_eq!(alone, beside);
}

#[test]
fn the_first_days_of_a_long_horizon_are_the_days_of_a_short_one() {
    let short = model(&scenario(&[HEAD, PRESALE, DESIGN, UNRELATED], 30));
    let long = model(&scenario(&[HEAD, PRESALE, DESIGN, UNRELATED], 365));
    let until_end = |m: &Model| {
        let end = (m.calendar.epoch_day(2) + 30).to_string();
        trace(m, 0).into_iter().take_while(|l| !l.starts_with(&end)).collect::<Vec<_>>()
    };
    let (short, long) = (until_end(&short), until_end(&long));
    assert!(short.len() > 40_000, "{} lines", short.len());
    assert_eq!(short, long);
}
