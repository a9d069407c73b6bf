//! Tests of `dated`.

use super::*;
use crate::model::textbook::{calls, minutes, model, team};
use crate::model::{Channel, ContactType, Link};
use crate::random::{Law, Profile, Purpose};
use crate::time::SimDuration;

fn rule(creates: u32, chance: f64, delay: Option<Law>, follow: Option<usize>) -> Rule {
    Rule {
        chance,
        delay,
        follow,
        creates: TypeId(creates),
        first_only: false,
        meets_bot: true,
        inherit_deadline: false,
        link: Link::New,
        purpose: Purpose::new(""),
    }
}
fn days(n: f64) -> SimDuration {
    SimDuration::from_seconds(86_400.0 * n)
}
/// A type with so many a day.
fn kind(name: &str, per_day: f64) -> ContactType {
    calls(name, per_day / 1440.0, Law::exponential(minutes(3.0)), None, minutes(1.0))
}
fn shop(types: Vec<ContactType>, days: i32) -> Model {
    let n = types.len();
    let serves: Vec<u32> = (0..n as u32).collect();
    let mut made = model(types, vec![team("t", 9, n, &serves)], days);
    made.calendar.warm_up_days = 0;
    made
}
fn arrivals(model: &Model, id: u32) -> Vec<f64> {
    by_date(model)[TypeId(id)].iter().map(|day| day.arrivals).collect()
}
fn close(found: &[f64], wanted: &[f64]) {
    let alike = found.len() == wanted.len() && found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(alike, "{found:?} not {wanted:?}");
}
/// So many first contacts on each of these dates instead.
fn on_dates(model: &mut Model, id: u32, days: std::ops::Range<i32>, per_day: f64) {
    let dates: Vec<i32> = days.map(|day| model.calendar.epoch_day(day)).collect();
    let own = model.types[TypeId(id)].arrivals.as_mut().unwrap();
    own.dated.extend(dates.into_iter().map(|date| (date, per_day)));
}

/// A stream of λ a day, f times as many from day 30 to day 50, which causes a contact each with chance p after a delay:
/// the intensity is λ·p·(F(t) + (f − 1)·(F(t − 30) − F(t − 50))), integrated over each day.
#[test]
fn a_step_of_orders_comes_as_the_filtered_poisson_process_says() {
    let (rate, p, f) = (1000.0, 0.25, 4.0);
    // ∫₀ᵗ F for an exponential delay of mean m days, and for two stages of m/2 each.
    let m = 2.5;
    let exponential = |t: f64| if t <= 0.0 { 0.0 } else { t - m * (1.0 - (-t / m).exp()) };
    let two_stages = |t: f64| {
        let (t, h) = (t.max(0.0), m / 2.0);
        t - 2.0 * h + (-t / h).exp() * (2.0 * h + t)
    };
    let cases: [(Law, &dyn Fn(f64) -> f64); 2] =
        [(Law::exponential(days(m)), &exponential), (Law::gamma(days(m), 0.5_f64.sqrt()), &two_stages)];
    for (law, area) in cases {
        let mut orders = kind("orders", rate);
        orders.channel = Channel::Stream;
        orders.rules[Event::Arrived as usize].push(rule(1, p, Some(law.clone()), None));
        let mut shop = shop(vec![orders, kind("trace", 0.0)], 90);
        on_dates(&mut shop, 0, 30..50, rate * f);
        for (day, found) in arrivals(&shop, 1).into_iter().enumerate() {
            let over = |from: f64| area(day as f64 + 1.0 - from) - area(day as f64 - from);
            let wanted = rate * p * (over(0.0) + (f - 1.0) * (over(30.0) - over(50.0)));
            assert!((found - wanted).abs() < 1e-9 * rate, "{law:?} day {day}: {found} not {wanted}");
        }
    }
}

/// First contacts on ten days only, then nothing: all that follows adds up to first × chances along the chain.
#[test]
fn in_the_end_everything_has_come_that_the_chances_say() {
    let law = Law::lognormal(days(1.5), 0.9);
    let office = Profile::new(&[0.0, 0.0, 1.0, 2.0, 3.0, 0.0]);
    let nine = Law::NextTime { at: SimDuration::HOUR * 9, spread: SimDuration::HOUR };
    for follow in [None, Some(0)] {
        let mut first = kind("first", 0.0);
        first.resolved = 0.7;
        first.arrivals.as_mut().unwrap().profile = Profile::new(&[0.0, 1.0, 5.0, 2.0]);
        // Unresolved customers ask again, half of them at once; everybody asked has a question later, by the clock
        // first; of those some ask the first type.
        first.rules[Event::Unresolved as usize].push(rule(0, 0.3, Some(law.clone()), follow));
        first.rules[Event::Unresolved as usize].push(rule(0, 0.3, None, None));
        first.rules[Event::Handled as usize].push(rule(1, 0.5, Some(nine.clone()), follow));
        let mut second = kind("second", 0.0);
        second.rules[Event::Handled as usize].push(rule(0, 0.2, Some(law.clone()), follow));
        let mut shop = shop(vec![first, second], 400);
        shop.profiles = vec![office.clone()];
        on_dates(&mut shop, 0, 0..10, 200.0);
        // a = 2000 + 0.3·0.6·a + 0.2·b and b = 0.5·a.
        let all = 2000.0 / (1.0 - 0.18 - 0.1);
        let found: [f64; 2] = [0, 1].map(|id| arrivals(&shop, id).iter().sum());
        assert!((found[0] / all - 1.0).abs() < 1e-9, "{} not {all}", found[0]);
        assert!((found[1] / (all / 2.0) - 1.0).abs() < 1e-9, "{}", found[1]);
    }
}

#[test]
fn whoever_is_moved_comes_in_the_hours_of_the_day_it_falls_on() {
    let mut first = kind("first", 240.0);
    first.rules[Event::Handled as usize].push(rule(1, 1.0, Some(Law::Fixed(SimDuration::HOUR * 12)), Some(0)));
    let mut shop = shop(vec![first, kind("second", 0.0)], 4);
    // From six to noon. What begins in the first half of a day falls due on that day and may still come then; the other
    // half falls due tomorrow.
    shop.profiles = vec![Profile::new(&[0.0, 1.0, 0.0, 0.0])];
    close(&arrivals(&shop, 1), &[120.0, 240.0, 240.0, 240.0]);
    // From midnight to six: for what begins after six nothing is left of today.
    shop.profiles = vec![Profile::new(&[1.0, 0.0, 0.0, 0.0])];
    close(&arrivals(&shop, 1), &[60.0, 240.0, 240.0, 240.0]);
}

#[test]
fn who_asks_again_and_who_met_the_bot_go_their_own_ways() {
    let mut first = kind("first", 100.0);
    first.resolved = 0.5;
    first.bot = Some(crate::model::Bot {
        meets: 1.0,
        contains: 0.4,
        varies: None,
        resolves: 1.0,
        lasts: Law::Fixed(SimDuration::ZERO),
        failure_patience: 1.0,
        failure_effort: 1.0,
        failure_conversion: 1.0,
    });
    // Of 60 who reach people 30 are not helped; they all come back past the bot, and half of them again and again.
    first.rules[Event::Unresolved as usize].push(Rule { meets_bot: false, ..rule(0, 1.0, None, None) });
    // A form for each of the first contacts, and for nobody who comes back.
    first.rules[Event::Arrived as usize].push(Rule { first_only: true, ..rule(1, 0.1, None, None) });
    let found = by_date(&shop(vec![first, kind("form", 0.0)], 2));
    let of = |id: u32| {
        let day = found[TypeId(id)][1];
        [day.first, day.arrivals, day.people]
    };
    close(&of(0), &[100.0, 160.0, 120.0]);
    close(&of(1), &[0.0, 10.0, 10.0]);
}

#[test]
fn warm_up_is_the_history_of_what_counts() {
    let mut first = kind("first", 100.0);
    first.rules[Event::Handled as usize].push(rule(1, 1.0, Some(Law::Fixed(days(2.0))), None));
    let mut shop = shop(vec![first, kind("second", 0.0)], 3);
    close(&arrivals(&shop, 1), &[0.0, 0.0, 100.0]);
    shop.calendar.warm_up_days = 1;
    close(&arrivals(&shop, 1), &[0.0, 100.0, 100.0]);
}
