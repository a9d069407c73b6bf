//! Searches on formulas, where the truth is known or can be looked up one by one.

mod dates;

use super::*;
use crate::analytic::erlang::erlang_a;
use std::convert::Infallible;

struct Formula<F>(F, usize);

impl<F: Fn(&Staff) -> Vec<f64>> Oracle for Formula<F> {
    type Stop = Infallible;
    fn ask(&mut self, _: Look, round: &[Staff]) -> Result<Vec<Reading>, Infallible> {
        self.1 += round.len();
        let of = |staff: &Staff| {
            let margins = (self.0)(staff);
            let met = margins.iter().all(|margin| *margin >= 0.0);
            Reading { answer: if met { Answer::Met } else { Answer::Missed }, margins }
        };
        Ok(round.iter().map(of).collect())
    }
}

fn solved(space: &Space, margins: impl Fn(&Staff) -> Vec<f64>) -> (Searched, Settled, usize) {
    let mut oracle = Formula(margins, 0);
    let guess: Staff = space.low.iter().zip(&space.high).map(|(low, high)| u32::midpoint(*low, *high)).collect();
    let Ok(found) = search(space, &guess, &mut oracle);
    let start = found.best.clone().expect("it can be met");
    let Ok(settled) = settle(space, start, &mut oracle);
    (found, settled, oracle.1)
}

/// The cheapest by looking at every one.
fn one_by_one(space: &Space, met: impl Fn(&Staff) -> bool) -> Option<f64> {
    let mut all: Vec<Staff> = vec![Vec::new()];
    for place in 0..space.price.len() {
        let with = |staff: &Staff| {
            let staff = staff.clone();
            (space.low[place]..=space.high[place]).map(move |n| [&staff[..], &[n]].concat())
        };
        all = all.iter().flat_map(with).collect();
    }
    all.into_iter().filter(met).map(|staff| space.cost(&staff)).min_by(f64::total_cmp)
}

/// Agents who can do one thing or both: 5 for billing and 3 for technical questions at prices 1, 1 and 1.5 cost 6.5.
#[test]
fn skills_are_covered_at_least_cost() {
    let space = Space { low: vec![0; 3], high: vec![8; 3], price: vec![1.0, 1.0, 1.5] };
    let cover = |staff: &Staff| {
        let [billing, technical, both] = [0, 1, 2].map(|place| f64::from(staff[place]));
        vec![billing + both - 5.0, technical + both - 3.0]
    };
    let (found, settled, _) = solved(&space, cover);
    assert_eq!((found.best.unwrap(), found.proven), (vec![2, 0, 3], true));
    assert_eq!((space.cost(&settled.staff), settled.reading.answer), (6.5, Answer::Met));
}

#[test]
fn the_most_of_everything_may_not_be_enough() {
    let space = Space { low: vec![1], high: vec![9], price: vec![1.0] };
    let mut oracle = Formula(|staff: &Staff| vec![0.2 - 1.0 / f64::from(staff[0]) - 0.15], 0);
    let Ok(found) = search(&space, &vec![4], &mut oracle);
    assert_eq!((found.best, found.proven), (None, false));
    let Ok(settled) = settle(&space, vec![8], &mut oracle);
    assert_eq!((settled.staff, settled.reading.answer), (vec![9], Answer::Missed));
}

/// Random numbers of a test.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }
}

/// Fifty shops with up to three teams: a specialised team for each type, and perhaps one that helps both with a part of what it has
/// to spare. Service is S-shaped in people.
#[test]
fn nothing_cheaper_is_found_by_looking_at_all() {
    let mut dice = Dice(20);
    let mut asked = 0;
    for shop in 0..50 {
        let places = 1 + shop % 3;
        let load: Vec<f64> = (0..places).map(|_| dice.between(2.0, 9.0)).collect();
        let price: Vec<f64> = (0..places).map(|_| (dice.between(0.7, 1.6) * 10.0).round() / 10.0).collect();
        let help = dice.between(0.3, 0.9);
        let goal = dice.between(0.6, 0.9);
        let margins = |staff: &Staff| {
            let here = |place: usize| f64::from(staff[place]);
            let spare = if places == 3 { (here(2) - load[2]).max(0.0) * help } else { 0.0 };
            let service = |place: usize| {
                let people = here(place) + if place < 2 { spare / 2.0 } else { 0.0 };
                1.0 / (1.0 + (-(people - load[place] - 1.0) * 1.3).exp())
            };
            (0..places).map(|place| service(place) - goal).collect::<Vec<f64>>()
        };
        let space = Space { low: vec![1; places], high: vec![16; places], price };
        let (found, settled, questions) = solved(&space, margins);
        let truth = one_by_one(&space, |staff| margins(staff).iter().all(|margin| *margin >= 0.0)).unwrap();
        assert!(found.proven, "shop {shop}: {found:?}");
        assert!((space.cost(&settled.staff) - truth).abs() < 1e-9, "shop {shop}: {settled:?}, not {truth}");
        asked += questions;
    }
    assert!(asked < 50 * 60, "{asked} staffings were looked at");
}

/// Smallest numbers of agents by the formula with impatient customers.
#[test]
fn one_team_is_what_the_formula_says() {
    for (per_minute, service, limit, goal, patience, truth) in [
        (2.0, 4.0, 1.0 / 3.0, 0.8, 3.0, 10),
        (5.0, 4.0, 1.0 / 3.0, 0.8, 3.0, 23),
        (10.0, 5.0, 0.5, 0.9, 4.0, 55),
        (20.0, 3.0, 1.0 / 3.0, 0.8, 2.0, 60),
    ] {
        let level = |agents: u32| erlang_a(per_minute, service, agents, patience, limit).unwrap().service.offered;
        let margins = |staff: &Staff| vec![level(staff[0]) - goal];
        let space = Space { low: vec![1], high: vec![120], price: vec![1.0] };
        let (found, settled, _) = solved(&space, margins);
        assert_eq!((found.best, settled.staff), (Some(vec![truth]), vec![truth]));
    }
}
