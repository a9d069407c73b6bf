//! Makes sure of numbers by date and post on seeds that the search never saw, and simulates no more for it than it takes.
//!
//! All staffings meet the same customers, so a replication that a staffing serves well is served well with one more, and the one that is
//! served worst is the first to be missed with one fewer. Therefore one more is tried on the replications that are missed, at the posts of which a few replications
//! of the quick look promise most, and one fewer on the worst ones first: most are refused after one. Dates are taken to hardly depend on
//! each other, so a change is tried on all dates at once. What it ends with is simulated whole.

use super::Staff;
use super::dates::{Dates, Posts, moved};
use std::collections::BTreeSet;

/// A number of replications at which dates may be sure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SureLook {
    /// How many.
    pub n: u64,
    /// With so many missed at most, more replications may show that a date is met.
    pub hoped: u64,
    /// So many missed at most show it.
    pub shown: u64,
}

/// What is sure, as far as more people help.
#[derive(Clone, PartialEq, Debug)]
pub struct Confirmed {
    /// The numbers.
    pub staff: Staff,
    /// Replications that it was judged by.
    pub n: u64,
}

/// Rounds in which somebody is added, and times that what was added to is simulated whole at the last look.
const REPAIRS: usize = 16;
const WHOLE: usize = 8;
/// Posts at which one more is tried side by side, those that promise most: which of them helps most changes with who is there already.
const SIDE_BY_SIDE: usize = 3;
/// One more helps where this part of what a date is short of is gone.
const HELPS: f64 = 0.02;
/// One fewer is tried on so many of a date's worst replications before all.
const WORST: [usize; 2] = [1, 4];

/// A staffing with what is known of it.
struct At {
    staff: Staff,
    /// By date, then replication: the least margin.
    margins: Vec<Vec<f64>>,
    /// Dates that nobody more helps.
    given_up: BTreeSet<usize>,
}

impl At {
    /// The replications in which a date misses.
    fn missed(&self, date: usize) -> Vec<u64> {
        (0..).zip(&self.margins[date]).filter(|(_, margin)| **margin < 0.0).map(|(number, _)| number).collect()
    }

    /// Dates that miss more than so many.
    fn open(&self, most: u64) -> Vec<usize> {
        let misses = |date: &usize| self.missed(*date).len() as u64 > most && !self.given_up.contains(date);
        (0..self.margins.len()).filter(misses).collect()
    }

    /// The replications that are worst on a date, of which none is worth more than the last.
    fn worst(&self, date: usize, number: usize) -> Vec<u64> {
        let mut all: Vec<(f64, u64)> = self.margins[date].iter().copied().zip(0..).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        all.into_iter().take(number).map(|(_, replication)| replication).collect()
    }
}

/// Adds until every date is shown to meet its targets, as far as more people help; before, takes away what is not needed for the first of
/// the looks, which rise.
pub fn confirm<O: Dates>(
    posts: &Posts,
    start: Staff,
    looks: &[SureLook],
    oracle: &mut O,
) -> Result<Confirmed, O::Stop> {
    let (first, last) = (looks[0], looks[looks.len() - 1]);
    let mut at = At { staff: start, margins: Vec::new(), given_up: BTreeSet::new() };
    let mut promising = None;
    simulate(&mut at, first.n, oracle)?;
    repair(posts, &mut at, first.hoped, oracle, &mut promising)?;
    descend(posts, &mut at, oracle)?;
    oracle.found(&at.staff);
    for look in looks {
        // Before the last look what is added is not simulated whole by itself: the next look does.
        for _ in 0..if look == &last { WHOLE } else { 1 } {
            simulate(&mut at, look.n, oracle)?;
            if (0..posts.dates).all(|date| at.missed(date).len() as u64 <= look.shown) {
                return Ok(Confirmed { staff: at.staff, n: look.n });
            }
            let most = if look == &last { look.shown } else { look.hoped };
            if !repair(posts, &mut at, most, oracle, &mut promising)? {
                break;
            }
        }
    }
    simulate(&mut at, last.n, oracle)?;
    Ok(Confirmed { staff: at.staff, n: last.n })
}

/// Whole, in the first so many replications.
fn simulate<O: Dates>(at: &mut At, n: u64, oracle: &mut O) -> Result<(), O::Stop> {
    let all: Vec<u64> = (0..n).collect();
    at.margins = oracle.margins(std::slice::from_ref(&at.staff), &all)?.remove(0);
    Ok(())
}

/// One more at a time where a date misses more than so many, at that of the posts that promise most which helps most for its price, all dates in one
/// staffing; who helps nothing is taken back. Whether anything was added.
fn repair<O: Dates>(
    posts: &Posts,
    at: &mut At,
    most: u64,
    oracle: &mut O,
    promising: &mut Option<Vec<Vec<usize>>>,
) -> Result<bool, O::Stop> {
    let before = at.staff.clone();
    // By date: posts that did not help since one did.
    let mut useless: BTreeSet<(usize, usize)> = BTreeSet::new();
    for _ in 0..REPAIRS {
        let open = at.open(most);
        if open.is_empty() {
            break;
        }
        let order = match promising {
            Some(order) => order,
            None => promising.insert(by_promise(posts, &at.staff, oracle)?),
        };
        let candidates = |date: usize| -> Vec<usize> {
            let can = |post: &usize| at.staff[posts.at(date, *post)] < posts.most && !useless.contains(&(date, *post));
            order[date].iter().copied().filter(can).take(SIDE_BY_SIDE).collect()
        };
        let side_by_side: Vec<(usize, Vec<usize>)> = open.iter().map(|date| (*date, candidates(*date))).collect();
        let (added, helpless): (Vec<_>, Vec<_>) = side_by_side.into_iter().partition(|(_, posts)| !posts.is_empty());
        at.given_up.extend(helpless.into_iter().map(|(date, _)| date));
        if added.is_empty() {
            break;
        }
        let missed: BTreeSet<u64> = added.iter().flat_map(|(date, _)| at.missed(*date)).collect();
        let missed: Vec<u64> = missed.into_iter().collect();
        let with = |nth: usize| {
            let mut staff = at.staff.clone();
            for (date, of) in &added {
                of.get(nth).into_iter().for_each(|post| staff[posts.at(*date, *post)] += 1);
            }
            staff
        };
        let tries = added.iter().map(|(_, of)| of.len()).max().unwrap_or(0);
        let mut there = oracle.margins(&(0..tries).map(with).collect::<Vec<Staff>>(), &missed)?;
        for (date, of) in added {
            let here: Vec<f64> = missed.iter().map(|number| at.margins[date][*number as usize]).collect();
            let gain = |nth: &usize| (short(&here) - short(&there[*nth][date])) / posts.price[of[*nth]];
            let best = (0..of.len()).max_by(|a, b| gain(a).total_cmp(&gain(b)).then(b.cmp(a))).expect("there is one");
            if short(&there[best][date]) > (1.0 - HELPS) * short(&here) {
                useless.extend(of.into_iter().map(|post| (date, post)));
                continue;
            }
            useless.retain(|(of, _)| *of != date);
            at.staff[posts.at(date, of[best])] += 1;
            for (number, margin) in missed.iter().zip(std::mem::take(&mut there[best][date])) {
                at.margins[date][*number as usize] = margin;
            }
        }
    }
    Ok(at.staff != before)
}

/// By how much replications miss, together.
fn short(margins: &[f64]) -> f64 {
    margins.iter().map(|margin| (-margin).max(0.0)).sum()
}

/// By date: posts by what one more of them gives for its price, by the quick look.
fn by_promise<O: Dates>(posts: &Posts, staff: &Staff, oracle: &mut O) -> Result<Vec<Vec<usize>>, O::Stop> {
    let all: Vec<usize> = (0..posts.dates).collect();
    let with = (0..posts.number()).map(|post| moved(posts, staff, post, (&all, 1)));
    let stands = oracle.dates(&std::iter::once(staff.clone()).chain(with).collect::<Vec<_>>())?;
    let (here, there) = stands.split_first().expect("as they are, first");
    let order = |date: usize| {
        let gain = |post: usize| (there[post][date].margin - here[date].margin) / posts.price[post];
        let mut order: Vec<usize> = (0..posts.number()).collect();
        order.sort_by(|a, b| gain(*b).total_cmp(&gain(*a)).then(posts.price[*a].total_cmp(&posts.price[*b])));
        order
    };
    Ok((0..posts.dates).map(order).collect())
}

/// One fewer at a time wherever no replication misses with it, the dearest post first, until none can be spared.
fn descend<O: Dates>(posts: &Posts, at: &mut At, oracle: &mut O) -> Result<(), O::Stop> {
    let mut order: Vec<usize> = (0..posts.number()).collect();
    order.sort_by(|a, b| posts.price[*b].total_cmp(&posts.price[*a]).then(a.cmp(b)));
    let all: Vec<u64> = (0..at.margins.first().map_or(0, Vec::len) as u64).collect();
    let mut refused: BTreeSet<(usize, usize)> = BTreeSet::new();
    loop {
        let next = |date: usize| {
            let can = |post: &&usize| at.staff[posts.at(date, **post)] > 0 && !refused.contains(&(date, **post));
            order.iter().find(can).map(|post| (date, *post))
        };
        let mut open: Vec<(usize, usize)> =
            (0..posts.dates).filter(|date| at.missed(*date).is_empty()).filter_map(next).collect();
        if open.is_empty() {
            return Ok(());
        }
        let fewer = |open: &[(usize, usize)]| {
            let mut staff = at.staff.clone();
            for (date, post) in open {
                staff[posts.at(*date, *post)] -= 1;
            }
            staff
        };
        let tried = fewer(&open);
        for number in WORST {
            let worst: BTreeSet<u64> = open.iter().flat_map(|(date, _)| at.worst(*date, number)).collect();
            let worst: Vec<u64> = worst.into_iter().collect();
            let there = oracle.margins(std::slice::from_ref(&tried), &worst)?.remove(0);
            open.retain(|(date, post)| {
                let is_met = there[*date].iter().all(|margin| *margin >= 0.0);
                if !is_met {
                    refused.insert((*date, *post));
                }
                is_met
            });
        }
        if open.is_empty() {
            continue;
        }
        // The others have their people back: what they missed weighs on the days after.
        let mut there = oracle.margins(&[fewer(&open)], &all)?.remove(0);
        for (date, post) in open {
            if there[date].iter().any(|margin| *margin < 0.0) {
                refused.insert((date, post));
                continue;
            }
            at.staff[posts.at(date, post)] -= 1;
            at.margins[date] = std::mem::take(&mut there[date]);
        }
    }
}
