//! A volume as it was counted: the simulated contacts of the design and case in which it was counted are that volume.

use crate::support::told::find;
use crate::support::{scenario, shop};

/// Everything is answered, so that what formulas expect is exact: a bot that contains falsely, customers who ask again with
/// and without the bot, transfers, contacts that a stream and tickets bring, and a team that resolves less.
const SHOP: &str = r#"
template = "none"
start    = 2025-03-03
days     = 28
warm_up  = "7 days"
[volume]
contacts_per_day = 600
mix      = { presale = 0.5, logistics = 0.3, aftersale = 0.2 }
measured = "now@busy"
WHAT
[stream.parcels]
arrivals = { per_day = 200 }
then     = [ { chance = 0.25, in = "1 h", creates = "logistics" } ]
[contact.presale]
channel    = "call"
effort     = "1 min"
arrivals   = { weekday = { mon = 1.3, sun = 0.6 } }
resolved   = 0.8
unresolved = { returns = 0.5, in = "2 h" }
then       = [ { on = "falsely_contained", chance = 0.6, in = "10 min", creates = "aftersale", bot = false } ]
[contact.logistics]
channel    = "call"
effort     = "1 min"
resolved   = 0.7
unresolved = { returns = 0.6, in = "3 h" }
[contact.aftersale]
channel    = "call"
effort     = "1 min"
resolved   = 0.6
unresolved = { returns = 0.7, in = "5 h" }
then       = [ { on = "resolved", chance = 0.1, transfer = true, creates = "logistics" } ]
[contact.parts]
channel  = "ticket"
per_1000 = { of = "contacts", number = 50, from = "aftersale" }
steps    = [ { name = "note", effort = "1 min", missed = 0.4, found_in = "1 h" } ]
then     = [ { on = "missed", chance = 0.5, creates = "aftersale" } ]
[design.now]
bot.presale   = { meets = 0.8, contains = 0.4, resolves = 0.7 }
bot.aftersale = 0.2
[design.now.team.all]
staffed = 60
serves  = [["presale", "logistics", "aftersale"], ["parts"]]
skill   = { aftersale = { resolved = "*0.9" } }
[design.other]
like = "now"
bot.presale.contains = 0.9
[case.busy]
demand = "*1.5"
"contact.logistics.resolved" = 0.5
"#;

/// What was counted, by type.
const COUNTED: [(&str, f64); 3] = [("presale", 300.0), ("logistics", 180.0), ("aftersale", 120.0)];

fn holds(what: &str, kpi: &str, part: &str) {
    let busy = shop(&SHOP.replace("WHAT", what)).replications(20).ask(|request| {
        request.designs = vec!["now".into()];
        request.cases = vec!["busy".into()];
    });
    let rows = busy.estimates();
    for (name, counted) in COUNTED {
        let subject = format!("contact:{name}{part}");
        let found = find(&rows, kpi, &subject);
        // Student's 97.5 % point with 19 degrees of freedom.
        let (mean, error) = (found.mean / 28.0, found.half_width.expect("20 replications") / 28.0 / 2.093_024);
        assert!(error < 0.01 * counted, "{what} {name}: {error} would not notice a mistake");
        assert!((mean - counted).abs() < 4.0 * error, "{what} {name}: {mean} ± {error} for {counted}");
    }
}

#[test]
fn contacts_with_their_repeats() {
    holds("", "arrived", "");
}

#[test]
fn contacts_without_repeats_and_customers_are_first_contacts() {
    holds("repeats = \"excluded\"", "arrived", ".first");
    holds("counts = \"customers\"", "arrived", ".first");
}

#[test]
fn what_reached_people() {
    holds("counts = \"human\"", "offered", "");
    holds("counts = \"human\"\nrepeats = \"excluded\"", "offered", ".first");
}

#[test]
fn a_case_may_read_it_otherwise_and_another_design_meets_the_same_customers() {
    let text = format!("{}\n[case.first]\n\"volume.repeats\" = \"excluded\"\n", SHOP.replace("WHAT", ""));
    let compiled = shop(&text).compiled();
    let per_day = |design: &str, case: &str| {
        let model = compiled.model(compiled.design(design).expect("known"), compiled.case(case).expect("known"));
        let kind = model.types.iter().find(|kind| kind.label.key == "logistics").expect("known");
        kind.arrivals.as_ref().expect("it has arrivals").per_day[2]
    };
    assert_eq!(per_day("now", "base").to_bits(), per_day("other", "base").to_bits());
    assert!((per_day("now", "busy") / per_day("now", "base") - 1.5).abs() < 1e-9);
    assert!(per_day("now", "first") > 1.2 * per_day("now", "base"));
}

/// First contacts expected on the days that count.
fn expected(text: &str, by: &[&str]) -> (Vec<f64>, Option<f64>, f64) {
    let compiled = shop(text).sets(by).compiled();
    let model = compiled.model(0, 0);
    let arrivals = model.types.iter().find_map(|kind| kind.arrivals.as_ref()).expect("it has arrivals");
    let counted = compiled.counted.as_ref().expect("it has a volume");
    ((0..10).map(|day| arrivals.expected(&model.calendar, day)).collect(), counted.all_days, counted.ordinary_day)
}

#[test]
fn a_volume_is_that_of_an_ordinary_day_unless_it_says_otherwise() {
    // Ten days, of which one has three times as many: a mean day has 1.2 times an ordinary one.
    let text = r#"
template = "none"
start    = 2025-03-03
days     = 10
[volume]
contacts_per_day = 600
mix = { a = 1.0 }
[calendar.event.sale]
peak = 2025-03-05
lift.a = 3
[contact.a]
channel  = "call"
effort   = "1 min"
[design.now.team.t]
staffed = 60
serves  = ["a"]
"#;
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} instead of {b}");
    let (days, all, ordinary) = expected(text, &[]);
    days.iter().enumerate().for_each(|(n, day)| close(*day, if n == 2 { 1800.0 } else { 600.0 }));
    close(all.expect("days differ"), 720.0);
    close(ordinary, 600.0);
    let (days, all, ordinary) = expected(text, &["volume.of=all days"]);
    days.iter().enumerate().for_each(|(n, day)| close(*day, if n == 2 { 1500.0 } else { 500.0 }));
    close(all.expect("days differ"), 600.0);
    close(ordinary, 500.0);
    let (days, all, ordinary) = expected(&text.replace("lift.a = 3", "lift.a = 1"), &[]);
    assert!(days.iter().all(|day| (day - 600.0).abs() < 1e-6) && all.is_none_or(|all| (all - 600.0).abs() < 1e-6));
    close(ordinary, 600.0);
}

#[test]
fn ordinary_days_have_the_volume_that_is_written() {
    let compiled = scenario("tests/cases/trials/04_volume_with_event.toml").compiled();
    let model = compiled.model(compiled.design("now").unwrap(), 0);
    let counted = compiled.counted.as_ref().unwrap();
    assert!((counted.ordinary_day - 4600.0).abs() < 1e-6, "{}", counted.ordinary_day);
    assert!(counted.all_days.unwrap() > 5000.0, "{:?}", counted.all_days);
    assert!((counted.rows.iter().map(|row| row.first + row.brought + row.repeats).sum::<f64>() - 4600.0).abs() < 1e-6);
    // Its first contacts are those of days that no event lifts.
    for row in &counted.rows {
        let kind = model.types.iter().find(|kind| kind.label.key == row.label.key).unwrap();
        let arrivals = kind.arrivals.as_ref().unwrap();
        assert!((arrivals.expected(&model.calendar, model.calendar.warm_up_days) - row.first).abs() < 1e-6);
    }
}
