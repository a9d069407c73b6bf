//! Numbers by date and post (a shift of a team), searched for on all dates side by side: a staffing goes in, how every date stands comes
//! out, so that one simulation tries a change on every date at once.
//!
//! Dates are taken to hardly depend on each other: what one leaves over for the next is little where its targets are met. Each staffing that
//! is an answer was simulated as a whole.
//!
//! 1. *Levels*: covers of a need that is raised step by step (what the expected work takes, and so many roots of it), by bisection for each date
//!    and group of posts, until the targets of each are met: the need is stabilised by what is simulated, not by a formula alone.
//! 2. *Settling*: one more where a date misses, at the post that helps it most for its price; then one fewer wherever the targets are still met.

use super::{Answer, Staff};
use std::collections::BTreeSet;

/// What is chosen: a number for every date and post, date after date.
#[derive(Clone, Debug)]
pub struct Posts {
    /// How many dates.
    pub dates: usize,
    /// What one costs on a date, by post.
    pub price: Vec<f64>,
    /// To which group each post belongs, which is blamed for targets together.
    pub group: Vec<usize>,
    /// How many groups there are.
    pub groups: usize,
    /// The most of a post on a date.
    pub most: u32,
}

impl Posts {
    /// How many posts a date has.
    pub fn number(&self) -> usize {
        self.price.len()
    }
    /// Where a date's post lies in a staffing.
    pub fn at(&self, date: usize, post: usize) -> usize {
        date * self.number() + post
    }
    /// A date's numbers, by post.
    fn on<'a>(&self, staff: &'a [u32], date: usize) -> &'a [u32] {
        &staff[self.at(date, 0)..self.at(date + 1, 0)]
    }
}

/// How a date stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// All targets together.
    pub answer: Answer,
    /// The least margin of all targets.
    pub margin: f64,
    /// The same by group of posts, of the targets that it is blamed for; ∞ where there is none.
    pub by_group: Vec<f64>,
}

/// How closely to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// By the mean of few replications: to find the way.
    Quick,
    /// By the interval of the fewest replications that can show a date to be met, on fresh seeds.
    First,
    /// By the interval of as many as it takes.
    Whole,
}

/// Who knows how dates stand.
pub trait Dates {
    /// Why it gives no answer.
    type Stop;
    /// Of each of these staffings, date by date.
    fn dates(&mut self, depth: Depth, round: &[Staff]) -> Result<Vec<Vec<Dated>>, Self::Stop>;
    /// Hears of the best so far.
    fn found(&mut self, _: &Staff) {}
}

/// Rounds in which somebody is added where a date misses.
const REPAIRS: usize = 12;

/// The lowest of these covers that meet the targets, date by date and group by group; the last, where none does. `covers`: by level,
/// rising.
pub fn levels<O: Dates>(posts: &Posts, covers: &[Staff], oracle: &mut O) -> Result<Staff, O::Stop> {
    let cells = posts.dates * posts.groups;
    let (mut missed, mut met) = (vec![-1_i64; cells], vec![covers.len() as i64 - 1; cells]);
    let with = |level: &[i64]| -> Staff {
        let of = |date: usize, post: usize| {
            covers[level[date * posts.groups + posts.group[post]] as usize][posts.at(date, post)]
        };
        (0..posts.dates).flat_map(|date| (0..posts.number()).map(move |post| of(date, post))).collect()
    };
    while (0..cells).any(|cell| met[cell] - missed[cell] > 1) {
        let middle: Vec<i64> = (0..cells)
            .map(|cell| if met[cell] - missed[cell] > 1 { i64::midpoint(missed[cell], met[cell]) } else { met[cell] })
            .collect();
        let stands = oracle.dates(Depth::Quick, &[with(&middle)])?.remove(0);
        for cell in 0..cells {
            let (date, group) = (cell / posts.groups, cell % posts.groups);
            if met[cell] - missed[cell] > 1 {
                let side = if stands[date].by_group[group] >= 0.0 { &mut met } else { &mut missed };
                side[cell] = middle[cell];
            }
        }
    }
    Ok(with(&met))
}

/// Adds until every date is shown to meet its targets, as far as more people help, then takes away whatever is not needed for that;
/// `quick`: to find the way only.
pub fn settle_dates<O: Dates>(posts: &Posts, start: Staff, quick: bool, oracle: &mut O) -> Result<Staff, O::Stop> {
    let (judged, tried) = if quick { (Depth::Quick, Depth::Quick) } else { (Depth::Whole, Depth::First) };
    let staff = repair(posts, start, (judged, tried), oracle)?;
    oracle.found(&staff);
    let fewer = descend(posts, staff.clone(), tried, oracle)?;
    if fewer == staff {
        return Ok(staff);
    }
    oracle.found(&fewer);
    repair(posts, fewer, (judged, tried), oracle)
}

/// One more or one fewer at a post on these dates.
fn moved(posts: &Posts, staff: &Staff, post: usize, (dates, by): (&[usize], i64)) -> Staff {
    let mut other = staff.clone();
    for date in dates {
        let cell = &mut other[posts.at(*date, post)];
        *cell = (i64::from(*cell) + by) as u32;
    }
    other
}

/// `judged`: what says that a date is met; `tried`: what says where one more helps.
fn repair<O: Dates>(
    posts: &Posts,
    mut staff: Staff,
    (judged, tried): (Depth, Depth),
    oracle: &mut O,
) -> Result<Staff, O::Stop> {
    // Dates that nobody more helps.
    let mut given_up: BTreeSet<usize> = BTreeSet::new();
    for _ in 0..REPAIRS {
        let here = oracle.dates(judged, std::slice::from_ref(&staff))?.remove(0);
        let is_open = |date: &usize| here[*date].answer != Answer::Met && !given_up.contains(date);
        let open: Vec<usize> = (0..posts.dates).filter(is_open).collect();
        if open.is_empty() {
            break;
        }
        let room = |post: usize| -> Vec<usize> {
            open.iter().copied().filter(|date| staff[posts.at(*date, post)] < posts.most).collect()
        };
        let rooms: Vec<Vec<usize>> = (0..posts.number()).map(room).collect();
        let round: Vec<Staff> = (0..posts.number()).map(|post| moved(posts, &staff, post, (&rooms[post], 1))).collect();
        let there = oracle.dates(tried, &round)?;
        for date in open {
            let gain = |post: &usize| (there[*post][date].margin - here[date].margin) / posts.price[*post];
            let can: Vec<usize> = (0..posts.number()).filter(|post| rooms[*post].contains(&date)).collect();
            let met = can.iter().copied().filter(|post| there[*post][date].answer == Answer::Met);
            let cheapest = met.min_by(|a, b| posts.price[*a].total_cmp(&posts.price[*b]).then(a.cmp(b)));
            let most = can.iter().copied().max_by(|a, b| gain(a).total_cmp(&gain(b)).then(b.cmp(a)));
            match cheapest.or(most.filter(|post| gain(post) > 0.0)) {
                Some(post) => staff[posts.at(date, post)] += 1,
                None => drop(given_up.insert(date)),
            }
        }
    }
    Ok(staff)
}

/// One fewer at a time on every date whose targets are still met, the dearest first, until none can be spared.
fn descend<O: Dates>(posts: &Posts, mut staff: Staff, depth: Depth, oracle: &mut O) -> Result<Staff, O::Stop> {
    // Numbers of a date that were tried and are not met.
    let mut missed: BTreeSet<(usize, Staff)> = BTreeSet::new();
    loop {
        let without = |date: usize, post: usize| {
            let mut own = posts.on(&staff, date).to_vec();
            own[post] = own[post].checked_sub(1)?;
            Some((date, own))
        };
        let moves = |post: usize| -> Vec<usize> {
            let untried = |date: &usize| without(*date, post).is_some_and(|own| !missed.contains(&own));
            (0..posts.dates).filter(untried).collect()
        };
        let round: Vec<(usize, Vec<usize>)> = (0..posts.number()).map(|post| (post, moves(post))).collect();
        let round: Vec<(usize, Vec<usize>)> = round.into_iter().filter(|(_, dates)| !dates.is_empty()).collect();
        let staffings: Vec<Staff> =
            round.iter().map(|(post, dates)| moved(posts, &staff, *post, (dates, -1))).collect();
        if staffings.is_empty() {
            return Ok(staff);
        }
        let there = oracle.dates(depth, &staffings)?;
        let mut spared: Vec<Option<(usize, f64)>> = vec![None; posts.dates];
        for ((post, dates), stands) in round.iter().zip(&there) {
            for date in dates {
                let (stand, price) = (&stands[*date], posts.price[*post]);
                if stand.answer != Answer::Met {
                    missed.extend(without(*date, *post));
                    continue;
                }
                let better = |(known, margin): (usize, f64)| {
                    price > posts.price[known] || price == posts.price[known] && stand.margin > margin
                };
                if spared[*date].is_none_or(better) {
                    spared[*date] = Some((*post, stand.margin));
                }
            }
        }
        if spared.iter().all(Option::is_none) {
            return Ok(staff);
        }
        for (date, post) in spared.into_iter().enumerate().filter_map(|(date, spared)| Some((date, spared?.0))) {
            staff[posts.at(date, post)] -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dates that take so many at two posts together, of whom so many at the second; those of the first are dearer.
    struct Takes {
        dates: Vec<[u32; 2]>,
        asked: usize,
    }

    impl Dates for Takes {
        type Stop = ();
        fn dates(&mut self, _: Depth, round: &[Staff]) -> Result<Vec<Vec<Dated>>, ()> {
            self.asked += round.len();
            let of = |staff: &Staff| {
                let date = |(n, [all, second]): (usize, &[u32; 2])| {
                    let (a, b) = (staff[2 * n], staff[2 * n + 1]);
                    let short = all.saturating_sub(a + b) + second.saturating_sub(b);
                    let margin = if short == 0 { f64::from(a + b - all) } else { -f64::from(short) };
                    let answer = if short == 0 { Answer::Met } else { Answer::Missed };
                    Dated { answer, margin, by_group: vec![margin] }
                };
                self.dates.iter().enumerate().map(date).collect()
            };
            Ok(round.iter().map(of).collect())
        }
    }

    fn posts(dates: usize) -> Posts {
        Posts { dates, price: vec![3.0, 2.0], group: vec![0, 0], groups: 1, most: 40 }
    }

    #[test]
    fn every_date_has_its_own_fewest() {
        let mut takes = Takes { dates: vec![[4, 1], [9, 2], [0, 0], [17, 5]], asked: 0 };
        let covers: Vec<Staff> = (0..8).map(|level| vec![level * 2; 8]).collect();
        let start = levels(&posts(4), &covers, &mut takes).unwrap();
        assert_eq!(start, [2, 2, 6, 6, 0, 0, 10, 10]);
        let staff = settle_dates(&posts(4), start, true, &mut takes).unwrap();
        // One fewer at either post misses, on every date.
        for (date, [all, second]) in takes.dates.iter().enumerate() {
            let (a, b) = (staff[2 * date], staff[2 * date + 1]);
            assert_eq!((a + b, b >= *second), (*all, true), "{staff:?}");
        }
        assert!(takes.asked < 30, "{}", takes.asked);
    }

    #[test]
    fn what_is_short_is_repaired_and_what_cannot_be_met_is_left() {
        let mut takes = Takes { dates: vec![[5, 5], [60, 0]], asked: 0 };
        let staff = settle_dates(&posts(2), vec![2, 2, 40, 40], false, &mut takes).unwrap();
        assert_eq!(staff[..2], [0, 5]);
        let mut takes = Takes { dates: vec![[90, 0]], asked: 0 };
        let staff = settle_dates(&posts(1), vec![40, 40], false, &mut takes).unwrap();
        assert_eq!(staff, [40, 40], "more than the most is not tried");
    }
}
