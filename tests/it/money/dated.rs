//! Prices from a date on, by hand: a wage that changes in mid-month, a bot's new tariff, a leap year, a month without contacts.

use super::ledger::SHOP;
use crate::support::told::{Estimate, estimates, figure};
use crate::support::{Shelved, model, shop, study};
use peakstaff::experiment::{Never, Quiet, RangeLaw};
use peakstaff::report::SavedAsked;
use peakstaff::session::{self, SavingsPorts};

fn rows(text: &str) -> Vec<Estimate> {
    estimates(&study(vec![model(text)], 1, 1))
}

#[track_caller]
fn close(found: Option<f64>, wanted: f64) {
    assert!(found.is_some_and(|found| (found - wanted).abs() < 0.005), "{found:?} instead of {wanted}");
}

/// Two people of a desk from the first day of a January.
fn january(start: &str, days: u32, pay: &str, costs: &str) -> String {
    format!(
        r#"
template = "none"
start    = {start}
days     = {days}
[contact.ask]
channel  = "call"
arrivals = {{ per_day = 40 }}
effort   = "30 s"
[design.now]
bot   = {{ ask = {{ contains = 0.5, resolves = 1.0 }} }}
costs = {costs}
[design.now.team.desk]
headcount   = 2
serves      = ["ask"]
shifts      = {{ day = {{ hours = "09:00-17:00" }} }}
after_shift = "drop"
pay         = {pay}
"#
    )
}

const FREE: &str = "{ bot = { month = 0 } }";

#[test]
fn a_wage_that_changes_in_mid_month() {
    let pay = "{ month = 6200, loading = 0.4, seat = 310, changes = { 2025-01-16 = { month = 9300 }, 2025-03-01 = { loading = 0.3, seat = 620 } } }";
    let found = rows(&january("2025-01-01", 90, pay, FREE));
    let wages = |period: &str| figure(&found, "cost.wages", "all", period);
    // 15 days of 31 at 6,200, 16 at 9,300; February at 9,300; March with less for charges.
    close(wages("2025-01"), 2.0 * (3_000.0 + 4_800.0) * 1.4);
    close(wages("2025-02"), 2.0 * 9_300.0 * 1.4);
    close(wages("2025-03"), 2.0 * 9_300.0 * 1.3);
    close(wages("horizon"), 2.0 * 1.4 * (7_800.0 + 9_300.0) + 2.0 * 9_300.0 * 1.3);
    for (period, wanted) in [("2025-01", 620.0), ("2025-02", 620.0), ("2025-03", 1_240.0)] {
        close(figure(&found, "cost.seat", "all", period), wanted);
    }
}

#[test]
fn hours_and_public_holidays_at_the_wage_of_their_day() {
    // Everybody works every day; New Year's Day and the 29th are holidays, at three times the hour's wage.
    let pay = "{ month = 5220, loading = 0.0, seat = 0, holidays = [\"2025-01-01\", \"2025-01-29\"], changes = { 2025-01-16 = { month = 10440 } } }";
    let text = january("2025-01-01", 31, pay, FREE).replace("after_shift", "rest = \"none\"\nafter_shift");
    // Two people, eight hours; 30 an hour until the 15th, then 60.
    close(figure(&rows(&text), "cost.overtime", "all", "horizon"), 16.0 * 3.0 * (30.0 + 60.0));
    let pay = "{ hour = 20, loading = 0.1, seat = 0, changes = { 2025-01-11 = { hour = 30 } } }";
    let text = january("2025-01-01", 31, pay, FREE).replace("after_shift", "rest = \"none\"\nafter_shift");
    close(figure(&rows(&text), "cost.wages", "all", "horizon"), 1.1 * 16.0 * (10.0 * 20.0 + 21.0 * 30.0));
}

#[test]
fn a_leap_year_has_twelve_wages_and_a_february_of_twenty_nine_days() {
    let pay = "{ month = 2900, loading = 0.0, seat = 0, changes = { 2024-02-29 = { month = 5800 } } }";
    let found = rows(&january("2024-01-01", 366, pay, FREE));
    close(figure(&found, "cost.wages", "all", "2024-02"), 2.0 * (28.0 * 100.0 + 200.0));
    close(figure(&found, "cost.wages", "all", "horizon"), 2.0 * (2_900.0 + 3_000.0 + 10.0 * 5_800.0));
    let same = rows(&january("2024-01-01", 366, "{ month = 2900, loading = 0.0, seat = 0 }", FREE));
    close(figure(&same, "cost.wages", "all", "horizon"), 2.0 * 12.0 * 2_900.0);
}

#[test]
fn a_bot_and_tools_at_new_prices() {
    let pay = "{ month = 1, loading = 0, seat = 0 }";
    let costs = |contact: [f64; 2], month: [f64; 2]| {
        format!(
            "{{ bot = {{ month = {}, per_contact = {}, changes = {{ 2025-02-15 = {{ month = {}, per_contact = {} }} }} }}, tools = {{ month = 280, changes = {{ 2025-02-15 = {{ month = 560 }} }} }} }}",
            month[0], contact[0], month[1], contact[1]
        )
    };
    let of = |costs: &str, line: &str| {
        figure(&rows(&january("2025-01-01", 59, pay, costs)), line, "all", "2025-02").unwrap()
    };
    let [before, after] = [[1.0, 0.0], [0.0, 1.0]].map(|each| of(&costs(each, [0.0, 0.0]), "cost.bot"));
    let all = of("{ bot = { month = 0, per_contact = 1 } }", "cost.bot");
    assert!(before > 300.0 && after > 300.0 && before.fract() == 0.0, "{before} {after}");
    close(Some(before + after), all);
    // Half of February at either fee.
    close(Some(of(&costs([2.0, 3.0], [100.0, 300.0]), "cost.bot")), 2.0 * before + 3.0 * after + 200.0);
    close(Some(of(&costs([0.0, 0.0], [0.0, 0.0]), "cost.tools")), 420.0);
}

#[test]
fn a_month_without_contacts_costs_its_people() {
    let pay = "{ month = 6200, loading = 0.4, seat = 310 }";
    let costs = "{ bot = { month = 300, per_contact = 1, per_resolution = 2 } }";
    let quiet = rows(&january("2025-01-01", 59, pay, costs).replace("per_day = 40", "per_day = 0"));
    for month in ["2025-01", "2025-02"] {
        close(figure(&quiet, "cost.bot", "all", month), 300.0);
        close(figure(&quiet, "cost.wages", "all", month), 2.0 * 6_200.0 * 1.4);
        close(figure(&quiet, "cost.total", "all", month), 300.0 + 2.0 * (6_200.0 * 1.4 + 310.0));
    }
}

/// The whole ledger at prices that change twice.
pub(super) fn changing() -> String {
    SHOP.replace("holidays = [", "changes = { 2025-01-20 = { month = 6000, day = 200 }, 2025-02-12 = { loading = 0.3, seat = 900, hire = 3000 } }, holidays = [")
        .replace("outsourced = { seat", "changes = { 2025-02-12 = { firm_seat = 4000, firm_day = 90 } }, outsourced = { seat")
        .replace("once = 8000", "once = 8000, changes = { 2025-01-20 = { month = 400 } }")
}

#[test]
fn a_price_in_a_change_is_priced_again_and_never_simulated() {
    let text = r#"
template = "none"
baseline = "before@base"
start    = 2025-01-01
days     = 365
[contact.ask]
channel  = "call"
arrivals = { per_day = 4 }
effort   = "60 s"
[design.before.team.desk]
staffed  = 3
serves   = ["ask"]
pay      = { month = 5000, loading = 0.4, seat = 1000, changes = { 2025-07-01 = { month = { low = 5000, likely = 5500, high = 6000 } } } }
[design.after]
like  = "before"
[design.after.team.desk]
staffed = 2
"#;
    let shop = shop(text).replications(2);
    let scenario = shop.scenario();
    let (shelf, sources) = (Shelved::default(), &shop.files);
    let ports = SavingsPorts { sources, shelf: &shelf, progress: &Quiet, cancel: &Never };
    let asked = SavedAsked { rate: 0.0, years: 1, above: None, draws: 20, law: RangeLaw::Triangular };
    let found = session::savings(&scenario, &shop.request, &asked, &ports).unwrap().saved;
    assert!(found.uncertain.len() == 1 && found.uncertain[0].price && found.simulated.draws == 0);
    for draw in &found.draws {
        let wage: f64 = draw.values[0].parse().unwrap();
        let wanted = 6.0 * 1.4 * (5_000.0 + wage) + 12_000.0;
        assert!((draw.year - wanted).abs() < 0.005, "{} instead of {wanted}", draw.year);
        assert!((draw.months[5] - 8_000.0).abs() < 0.005 && (draw.months[6] - 1.4 * wage - 1_000.0).abs() < 0.005);
    }
}

#[test]
fn what_no_change_can_be_of_is_refused_at_its_place() {
    let pay = |changes: &str| {
        let pay = format!("{{ month = 6200, loading = 0.4, seat = 310, changes = {{ {changes} }} }}");
        shop(&january("2025-01-01", 31, &pay, FREE))
    };
    pay("2025-01-16 = { hour = 30 }").refused_with(&["`hour` is not given before this date", "hour = …"]);
    pay("2025-01-16 = { firm_seat = 30 }").refused_with(&["outsourced.seat = …"]);
    pay("2025-01-16 = {}").refused_with(&["which price is another from 2025-01-16 on?"]);
    pay("\"2025-01-16..2025-01-17\" = { month = 1 }").refused_with(&["from one date on"]);
    pay("2025-01-16 = { month = -1 }").refused_with(&["month"]);
}
