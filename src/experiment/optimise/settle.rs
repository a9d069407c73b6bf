//! Makes sure: repairs a staffing until it is shown to meet its targets, and takes away whatever is not needed for that.

use super::{Answer, Look, Oracle, Reading, Space, Staff, moved};

/// What a staffing came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// The staffing.
    pub staff: Staff,
    /// How its targets stand: met, unless the most of everything does not show it.
    pub reading: Reading,
}

/// Of these staffings with one more, the next to go to: the cheapest that meets the targets, else the one that helps most for its
/// price; of equals the cheapest. None where there is none.
pub(super) fn next_up(space: &Space, here: &Reading, places: &[usize], there: &[Reading]) -> Option<usize> {
    let met = |at: &usize| there[*at].answer == Answer::Met;
    let price = |at: &usize| space.price[places[*at]];
    let cheapest = (0..places.len()).filter(met).min_by(|a, b| price(a).total_cmp(&price(b)));
    let helps = |at: &usize| (here.short() - there[*at].short()).max(0.0) / price(at);
    let most = || {
        (0..places.len())
            .max_by(|a, b| helps(a).total_cmp(&helps(b)).then(price(b).total_cmp(&price(a))).then(b.cmp(a)))
    };
    cheapest.or_else(most)
}

/// The staffings with one fewer at a place, and those with one fewer here and one more there that cost less.
fn cheaper(space: &Space, staff: &Staff) -> Vec<Staff> {
    let places = 0..space.places();
    let fewer: Vec<(usize, Staff)> =
        places.clone().filter_map(|place| Some((place, moved(space, staff, place, -1)?))).collect();
    let mut all: Vec<Staff> = fewer.iter().map(|(_, staff)| staff.clone()).collect();
    for (from, without) in &fewer {
        for to in places.clone().filter(|to| Space::is_below(space.price[*to], space.price[*from])) {
            all.extend(moved(space, without, to, 1));
        }
    }
    all
}

/// So many are added for each place at most: a search that was further off than that has not found the way.
const REPAIRS: usize = 6;

/// Adds until the targets are shown to be met, then takes away and exchanges one for one as long as they are.
pub fn settle<O: Oracle>(space: &Space, start: Staff, oracle: &mut O) -> Result<Settled, O::Stop> {
    let mut at = Settled { reading: sure(oracle, &start)?, staff: start };
    for _ in 0..REPAIRS * space.places() {
        if at.reading.answer == Answer::Met {
            break;
        }
        let (places, more): (Vec<usize>, Vec<Staff>) =
            (0..space.places()).filter_map(|place| Some((place, moved(space, &at.staff, place, 1)?))).unzip();
        let mut there = oracle.ask(Look::Sure, &more)?;
        let Some(next) = next_up(space, &at.reading, &places, &there) else { return Ok(at) };
        at = Settled { staff: more[next].clone(), reading: there.swap_remove(next) };
        oracle.best(&at.staff);
    }
    while at.reading.answer == Answer::Met {
        let round = cheaper(space, &at.staff);
        let readings = oracle.ask(Look::Sure, &round)?;
        let met = round.into_iter().zip(readings).filter(|(_, reading)| reading.answer == Answer::Met);
        let Some((staff, reading)) = met.min_by(|a, b| space.cost(&a.0).total_cmp(&space.cost(&b.0))) else {
            break;
        };
        at = Settled { staff, reading };
        oracle.best(&at.staff);
    }
    Ok(at)
}

fn sure<O: Oracle>(oracle: &mut O, staff: &Staff) -> Result<Reading, O::Stop> {
    Ok(oracle.ask(Look::Sure, std::slice::from_ref(staff))?.remove(0))
}

/// By place, the staffing with one fewer or one more; none beyond its bound.
pub fn neighbours(space: &Space, staff: &Staff, by: i64) -> Vec<Option<Staff>> {
    (0..space.places()).map(|place| moved(space, staff, place, by)).collect()
}
