//! Finds the way: bounds place by place, cuts until all targets are met, and then a proof that nothing cheaper is.
//!
//! 1. *Floors*: with all other places full, the fewest of each that meet the targets, by bisection. Below them nothing is met. Where teams
//!    do not help each other they are the answer.
//! 2. *Cuts* (Cezik & L'Ecuyer 2008, Staffing multiskill call centers via linear programming and simulation, Management Science 54):
//!    the cheapest staffing that the cuts allow is tried; where it misses, what one more in each place gives is a cut for every target
//!    missed.
//! 3. *Proof*: while anything cheaper than the best is not ruled out by a larger staffing that missed, the largest of its price is tried.

use super::integer::{Cut, Programme, cheapest};
use super::{Answer, Look, Oracle, Reading, Space, Staff, moved};
use std::collections::BTreeMap;

/// What a search came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Searched {
    /// The cheapest that was found; none where not even the most of everything meets the targets.
    pub best: Option<Staff>,
    /// The fewest of each place that meet them with all others full.
    pub floors: Staff,
    /// Whether nothing cheaper is left to be tried.
    pub proven: bool,
    /// Staffings that were tried.
    pub tried: usize,
}

/// Rounds of cuts, and staffings tried for the proof, for each place: beyond it the search ends unproven.
const ROUNDS: usize = 8;
const PROOFS: usize = 40;

/// Searches with quick looks, from a guess of each place's number.
pub fn search<O: Oracle>(space: &Space, guess: &Staff, oracle: &mut O) -> Result<Searched, O::Stop> {
    let mut known = Known { oracle, readings: BTreeMap::new() };
    if !known.is_met(&space.high)? {
        let (floors, tried) = (space.high.clone(), known.readings.len());
        return Ok(Searched { best: None, floors, proven: false, tried });
    }
    let floors = floors(space, guess, &mut known)?;
    let above = Space { low: floors.clone(), ..space.clone() };
    let first = by_cuts(&above, &mut known)?;
    known.oracle.best(&first);
    let (best, proven) = prove(&above, first, &mut known)?;
    Ok(Searched { best: Some(best), floors, proven, tried: known.readings.len() })
}

/// An oracle that is asked everything once.
struct Known<'o, O> {
    oracle: &'o mut O,
    readings: BTreeMap<Staff, Reading>,
}

impl<O: Oracle> Known<'_, O> {
    fn ask(&mut self, round: &[Staff]) -> Result<Vec<Reading>, O::Stop> {
        let mut new: Vec<Staff> = Vec::new();
        for staff in round {
            if !self.readings.contains_key(staff) && !new.contains(staff) {
                new.push(staff.clone());
            }
        }
        if !new.is_empty() {
            let read = self.oracle.ask(Look::Quick, &new)?;
            self.readings.extend(new.into_iter().zip(read));
        }
        Ok(round.iter().map(|staff| self.readings[staff].clone()).collect())
    }

    fn is_met(&mut self, staff: &Staff) -> Result<bool, O::Stop> {
        Ok(self.ask(std::slice::from_ref(staff))?[0].answer == Answer::Met)
    }

    fn missed(&self) -> Vec<&Staff> {
        self.readings.iter().filter(|(_, reading)| reading.answer != Answer::Met).map(|(staff, _)| staff).collect()
    }
}

/// The fewest of each place with all others full; all places in the same rounds.
fn floors<O: Oracle>(space: &Space, guess: &Staff, known: &mut Known<'_, O>) -> Result<Staff, O::Stop> {
    let mut met = space.high.clone();
    let mut missed: Vec<i64> = space.low.iter().map(|low| i64::from(*low) - 1).collect();
    let mut tried = guess.clone();
    loop {
        let open: Vec<usize> = (0..met.len()).filter(|place| i64::from(met[*place]) - missed[*place] > 1).collect();
        if open.is_empty() {
            return Ok(met);
        }
        let with = |place: &usize| {
            let mut staff = space.high.clone();
            staff[*place] = tried[*place].clamp((missed[*place] + 1) as u32, met[*place] - 1);
            staff
        };
        let round: Vec<Staff> = open.iter().map(with).collect();
        let readings = known.ask(&round)?;
        for ((place, staff), reading) in open.into_iter().zip(&round).zip(readings) {
            if reading.answer == Answer::Met {
                met[place] = staff[place];
            } else {
                missed[place] = i64::from(staff[place]);
            }
            tried[place] = i64::midpoint(missed[place], i64::from(met[place])).max(0) as u32;
        }
    }
}

/// A staffing that meets all targets, by cuts; where they lead nowhere, by climbing.
fn by_cuts<O: Oracle>(space: &Space, known: &mut Known<'_, O>) -> Result<Staff, O::Stop> {
    let mut cuts: Vec<Cut> = Vec::new();
    let (mut best, mut last) = (space.high.clone(), space.low.clone());
    for _ in 0..ROUNDS * space.places() {
        let Programme::Cheapest(staff) = cheapest(space, &cuts, &known.missed(), space.cost(&best)) else {
            // Cuts of what bends the other way may rule out everything: then the climb goes on from what was tried last.
            break;
        };
        if known.is_met(&staff)? {
            return Ok(staff);
        }
        last.clone_from(&staff);
        let (places, more): (Vec<usize>, Vec<Staff>) =
            (0..space.places()).filter_map(|place| Some((place, moved(space, &staff, place, 1)?))).unzip();
        let here = known.ask(std::slice::from_ref(&staff))?.remove(0);
        let there = known.ask(&more)?;
        for (other, reading) in more.iter().zip(&there) {
            if reading.answer == Answer::Met && Space::is_below(space.cost(other), space.cost(&best)) {
                best.clone_from(other);
            }
        }
        cuts.extend(tangents(space.places(), &staff, &here, &places, &there));
    }
    if best == space.high { climb(space, last, known) } else { Ok(best) }
}

/// A cut for every target that is missed and that one more somewhere helps.
fn tangents(all: usize, staff: &Staff, here: &Reading, places: &[usize], there: &[Reading]) -> Vec<Cut> {
    let of = |(target, margin): (usize, &f64)| {
        let mut slopes = vec![0.0; all];
        for (place, reading) in places.iter().zip(there) {
            slopes[*place] = (reading.margins[target] - margin).max(0.0);
        }
        let at: f64 = slopes.iter().zip(staff).map(|(slope, people)| slope * f64::from(*people)).sum();
        (*margin < 0.0 && slopes.iter().any(|slope| *slope > 0.0)).then(|| Cut { slopes, least: at - margin })
    };
    here.margins.iter().enumerate().filter_map(of).collect()
}

/// One more at a time where it helps most for its price, until all targets are met: at the latest with the most of everything.
fn climb<O: Oracle>(space: &Space, mut staff: Staff, known: &mut Known<'_, O>) -> Result<Staff, O::Stop> {
    while !known.is_met(&staff)? {
        let here = known.ask(std::slice::from_ref(&staff))?.remove(0);
        let (places, more): (Vec<usize>, Vec<Staff>) =
            (0..space.places()).filter_map(|place| Some((place, moved(space, &staff, place, 1)?))).unzip();
        let there = known.ask(&more)?;
        let Some(next) = super::settle::next_up(space, &here, &places, &there) else { return Ok(space.high.clone()) };
        staff.clone_from(&more[next]);
    }
    Ok(staff)
}

/// Tries whatever is cheaper and not ruled out, until nothing is left.
fn prove<O: Oracle>(space: &Space, mut best: Staff, known: &mut Known<'_, O>) -> Result<(Staff, bool), O::Stop> {
    for _ in 0..PROOFS * space.places() {
        let limit = space.cost(&best);
        let cheaper = match cheapest(space, &[], &known.missed(), limit) {
            Programme::Cheapest(staff) => raised(space, staff, limit),
            Programme::Nothing => return Ok((best, true)),
            Programme::TooLarge => return Ok((best, false)),
        };
        if known.is_met(&cheaper)? {
            best = cheaper;
            known.oracle.best(&best);
        }
    }
    Ok((best, false))
}

/// The most that still costs less: what it misses rules out most.
fn raised(space: &Space, mut staff: Staff, limit: f64) -> Staff {
    loop {
        let cost = space.cost(&staff);
        let fits =
            |place: &usize| staff[*place] < space.high[*place] && Space::is_below(cost + space.price[*place], limit);
        let above = |place: &usize| staff[*place] - space.low[*place];
        let Some(place) = (0..space.places()).filter(fits).min_by_key(|place| (above(place), *place)) else {
            return staff;
        };
        staff[place] += 1;
    }
}
