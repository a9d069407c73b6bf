//! Bots that are not the same at every hour and on every day.

use crate::support::told::{Estimate, estimates, mean};
use crate::support::{model, study, watch};
use peakstaff::engine::{Contact, Observer};
use peakstaff::model::{Model, Staffing, TypeId};
use peakstaff::time::SimTime;

const WORLD: &str = r#"
template = "none"
start = 2025-03-03
days = 56
[contact.a]
channel = "call"
arrivals = { per_day = 4000 }
effort = "1 s"
resolved = 1
sale = { conversion = 0.2, margin = 10 }
[design.only.bot.a]
contains = 0.5
[design.only.team.one]
headcount = 40
serves = ["a"]
shifts = { all = { hours = "00:00-24:00" } }
rest = "none"
off_desk = 0.1
"#;

/// By day and hour: how many came, and how many of them the bot contained.
struct Contained(Vec<[[u32; 2]; 24]>);

impl Observer for Contained {
    fn arrived(&mut self, at: SimTime, _: &Contact) {
        self.cell(at)[0] += 1;
    }
    fn contained(&mut self, at: SimTime, _: &Contact, _: bool) {
        self.cell(at)[1] += 1;
    }
}

impl Contained {
    fn cell(&mut self, at: SimTime) -> &mut [u32; 2] {
        &mut self.0[at.day() as usize][(at.time_of_day().seconds() / 3600.0) as usize]
    }
    /// Every cell against its share; how far off in standard errors the sum of each day and hour may be is 4.
    fn agrees(&self, share: impl Fn(usize, usize) -> f64) {
        let check = |cells: &mut dyn Iterator<Item = (usize, usize)>, what: String| {
            let (mut excess, mut variance) = (0.0, 0.0);
            for (day, hour) in cells {
                let [came, contained] = self.0[day][hour].map(f64::from);
                let p = share(day, hour);
                excess += contained - came * p;
                variance += came * p * (1.0 - p);
            }
            assert!(excess.abs() <= 4.0 * f64::sqrt(variance), "{what}: {excess} ± {}", variance.sqrt());
        };
        for day in 0..self.0.len() {
            check(&mut (0..24).map(|hour| (day, hour)), format!("day {day}"));
        }
        for hour in 0..24 {
            check(&mut (0..self.0.len()).map(|day| (day, hour)), format!("hour {hour}"));
        }
    }
}

fn contained(model: &Model) -> Contained {
    let days = (model.calendar.warm_up_days + model.calendar.days) as usize;
    watch(model, 5, 0, Contained(vec![[[0; 2]; 24]; days]))
}

fn with(bot: &str) -> Model {
    model(&WORLD.replace("contains = 0.5\n", &format!("contains = 0.5\n{bot}\n")))
}

fn all(model: &Model) -> Vec<Estimate> {
    estimates(&study(vec![model.clone()], 3, 2))
}

#[test]
fn a_night_bot_contains_at_night_and_more_at_its_best_hours() {
    let model = with("hours = \"21:00-09:00\"\nby_hour = { \"23:00-05:00\" = 1.4, \"05:00-06:00\" = 0 }");
    contained(&model).agrees(|_, hour| match hour {
        23 | 0..=4 => 0.7,
        5 | 9..=20 => 0.0,
        _ => 0.5,
    });
    let bot = model.types[TypeId(0)].bot.as_ref().unwrap();
    assert!((bot.contained() - (6.0 * 0.7 + 5.0 * 0.5) / 24.0).abs() < 1e-12, "{}", bot.contained());
}

#[test]
fn a_bot_learns_by_its_curve_and_forgets_new_products() {
    // Starts at 40 % of what it can, learns 63 % of the rest in three weeks; on the 29th day 15 points are lost.
    let model = with(
        "learning = { starts = 0.4, time = \"21 days\", from = 2025-03-10 }\nnew_products = { on = 2025-03-31, drop = \"15 %\" }",
    );
    let knows = |day: usize| {
        let learned = |missing: f64, days: usize| 1.0 - missing * (-(days as f64) / 21.0).exp();
        match day {
            0..=6 => 0.4,
            7..=27 => learned(0.6, day - 7),
            _ => learned(1.0 - (learned(0.6, 21) - 0.3), day - 28),
        }
    };
    contained(&model).agrees(|day, _| 0.5 * knows(day));
    let earlier = with("learning = { starts = 0.4, time = \"21 days\", from = 2025-02-10 }");
    contained(&earlier).agrees(|day, _| 0.5 * (1.0 - 0.6 * (-((day + 21) as f64) / 21.0).exp()));
    let bot = model.types[TypeId(0)].bot.as_ref().unwrap();
    let share = (0..56).map(knows).sum::<f64>() / 56.0 * 0.5;
    assert!((bot.contained() - share).abs() < 1e-12, "{} against {share}", bot.contained());
}

#[test]
fn upkeep_that_is_too_little_holds_less_and_costs_its_time() {
    let upkeep = |given: &str| {
        with(&format!("upkeep = {{ needs = 0.04, given = {given}, by = [\"one\"], without = 0.6, decay = \"2 %\" }}"))
    };
    let (half, whole) = (upkeep("0.02"), upkeep("0.04"));
    // Half of the upkeep holds 0.6 + 0.4 / 2 of it; 2 points of 50 a week are four in a hundred.
    contained(&half).agrees(|day, _| 0.5 * f64::max(0.8, 1.0 - 0.04 / 7.0 * day as f64));
    contained(&whole).agrees(|_, _| 0.5);
    for (model, off_desk) in [(&half, 0.12), (&whole, 0.14)] {
        let Staffing::People(roster) = &model.teams.iter().next().unwrap().staffing else { panic!() };
        assert!((roster.off_desk - off_desk).abs() < 1e-12);
    }
    let occupancy = |model: &Model| mean(&all(model), "occupancy", "team:one");
    let (plain, kept_up) = (occupancy(&with("")), occupancy(&whole));
    assert!((kept_up / plain - 0.90 / 0.86).abs() < 0.004, "{kept_up} against {plain}");
}

#[test]
fn whom_the_bot_greeted_buys_more() {
    let (plain, lifted) = (with(""), with("on_failure = { conversion = 1.05 }"));
    let (plain, lifted) = (all(&plain), all(&lifted));
    let by_people = |all: &[Estimate]| mean(all, "orders", "contact:a") - mean(all, "contained", "contact:a") * 0.2;
    assert!((by_people(&lifted) / by_people(&plain) - 1.05).abs() < 1e-4, "all who reach people met the bot");
    assert_eq!(mean(&plain, "contained", "contact:a"), mean(&lifted, "contained", "contact:a"));
}

/// An hour before midnight customers meet a bot that keeps them for two hours: those of one day reach people on the next.
#[test]
fn nobody_is_covered_twice_at_the_ends_of_a_span() {
    let text = r#"
template = "none"
start = 2025-03-04
days = 1
warm_up = "1 day"
[calendar.profile]
late = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
[contact.a]
channel = "call"
arrivals = { per_day = 100, profile = "late" }
effort = "1 s"
[design.now]
bot.a = { contains = 0.2, lasts = { fixed = "2 h" } }
[design.now.team.t]
staffed = 5
serves = ["a"]
"#;
    let rows = estimates(&study(vec![model(text)], 5, 2));
    let coverage: Vec<f64> = rows.iter().filter(|e| e.kpi == "coverage").map(|e| e.mean).collect();
    assert!(!coverage.is_empty() && coverage.iter().all(|share| *share == 1.0), "{coverage:?}");
}
