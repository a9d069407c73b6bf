//! Numbers by date and post (a shift of a team), searched for on all dates side by side: a staffing goes in, how every date stands comes
//! out, so that one simulation tries a change on every date at once.
//!
//! Dates are taken to hardly depend on each other: what one leaves over for the next is little where its targets are met. Each staffing that
//! is an answer was simulated as a whole.
//!
//! 1. *Levels*: covers of a need that is raised step by step (what the expected work takes, and so many roots of it), by bisection for each date
//!    and group of posts, until the targets of each are met: the need is stabilised by what is simulated, not by a formula alone.
//! 2. *Settling*: one more where a date misses, at the post that helps it most for its price; then one fewer wherever the targets are still met.
//! 3. *Confirming* (`confirm`): the same on fresh seeds, by the interval.

use super::Staff;
use std::collections::{BTreeMap, BTreeSet};

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
}

/// How a date stands by few replications: by how much it reaches what is aimed at; below 0 it does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// The least margin of all targets.
    pub margin: f64,
    /// The same by group of posts, of the targets that it is blamed for; ∞ where there is none.
    pub by_group: Vec<f64>,
}

/// Who knows how dates stand.
pub trait Dates {
    /// Why it gives no answer.
    type Stop;
    /// Of each of these staffings, date by date, by the quick look.
    fn dates(&mut self, round: &[Staff]) -> Result<Vec<Vec<Dated>>, Self::Stop>;
    /// Of each of these staffings on fresh seeds: by date, then by the replications of these numbers, by how much the targets are met at
    /// least; ∞ where nothing happened.
    fn margins(&mut self, round: &[Staff], replications: &[u64]) -> Result<Vec<Vec<Vec<f64>>>, Self::Stop>;
    /// Hears of the best so far.
    fn found(&mut self, _: &Staff) {}
}

/// Rounds in which somebody is added where a date misses.
const REPAIRS: usize = 12;

/// One that misses is as good as another within so many standard deviations of a replication: the interval of the mean of some twenty.
const AS_GOOD: f64 = 0.5;
/// Further below nothing is told apart.
pub const FARTHEST: f64 = 50.0;

/// What a margin may fall to: a date that misses is to stay as good as it is, any other is to meet its targets.
fn least(margin: f64) -> f64 {
    if margin < 0.0 && margin > -FARTHEST { margin - AS_GOOD } else { 0.0 }
}

/// The lowest of these covers that meet the targets, date by date and group by group; where none does, the lowest that is as good as the
/// last. `covers`: by level, rising.
pub fn levels<O: Dates>(posts: &Posts, covers: &[Staff], oracle: &mut O) -> Result<Staff, O::Stop> {
    let cells = posts.dates * posts.groups;
    let (mut missed, mut met) = (vec![-1_i64; cells], vec![covers.len() as i64 - 1; cells]);
    let with = |level: &[i64]| -> Staff {
        let of = |date: usize, post: usize| {
            covers[level[date * posts.groups + posts.group[post]] as usize][posts.at(date, post)]
        };
        (0..posts.dates).flat_map(|date| (0..posts.number()).map(move |post| of(date, post))).collect()
    };
    let (top, of) = (met.clone(), |cell: usize| (cell / posts.groups, cell % posts.groups));
    let mut bars = vec![0.0; cells];
    loop {
        while (0..cells).any(|cell| met[cell] - missed[cell] > 1) {
            let between = |cell: usize| met[cell] - missed[cell] > 1;
            let middle: Vec<i64> = (0..cells)
                .map(|cell| if between(cell) { i64::midpoint(missed[cell], met[cell]) } else { met[cell] })
                .collect();
            let stands = oracle.dates(&[with(&middle)])?.remove(0);
            for cell in (0..cells).filter(|cell| between(*cell)).collect::<Vec<usize>>() {
                let (date, group) = of(cell);
                let side = if stands[date].by_group[group] >= bars[cell] { &mut met } else { &mut missed };
                side[cell] = middle[cell];
            }
        }
        let open: Vec<usize> = (0..cells).filter(|cell| met[*cell] == top[*cell] && bars[*cell] == 0.0).collect();
        if open.is_empty() {
            return Ok(with(&met));
        }
        let stands = oracle.dates(&[with(&met)])?.remove(0);
        let mut again = false;
        for cell in open {
            let (date, group) = of(cell);
            let bar = least(stands[date].by_group[group]);
            if bar < 0.0 {
                (missed[cell], bars[cell], again) = (-1, bar, true);
            }
        }
        if !again {
            return Ok(with(&met));
        }
    }
}

/// Adds until every date meets its targets by the quick look, as far as more people help, then takes away whatever is not needed for that.
pub fn settle_dates<O: Dates>(posts: &Posts, start: Staff, oracle: &mut O) -> Result<Staff, O::Stop> {
    let staff = repair(posts, start, oracle)?;
    oracle.found(&staff);
    let fewer = descend(posts, staff, oracle)?;
    oracle.found(&fewer);
    Ok(fewer)
}

/// One more or one fewer at a post on these dates.
pub(super) fn moved(posts: &Posts, staff: &Staff, post: usize, (dates, by): (&[usize], i64)) -> Staff {
    let mut other = staff.clone();
    for date in dates {
        let cell = &mut other[posts.at(*date, post)];
        *cell = (i64::from(*cell) + by) as u32;
    }
    other
}

fn repair<O: Dates>(posts: &Posts, mut staff: Staff, oracle: &mut O) -> Result<Staff, O::Stop> {
    // Dates that nobody more helps.
    let mut given_up: BTreeSet<usize> = BTreeSet::new();
    for _ in 0..REPAIRS {
        let here = oracle.dates(std::slice::from_ref(&staff))?.remove(0);
        let is_open = |date: &usize| here[*date].margin < 0.0 && !given_up.contains(date);
        let open: Vec<usize> = (0..posts.dates).filter(is_open).collect();
        if open.is_empty() {
            break;
        }
        let room = |post: usize| -> Vec<usize> {
            open.iter().copied().filter(|date| staff[posts.at(*date, post)] < posts.most).collect()
        };
        let rooms: Vec<Vec<usize>> = (0..posts.number()).map(room).collect();
        let round: Vec<Staff> = (0..posts.number()).map(|post| moved(posts, &staff, post, (&rooms[post], 1))).collect();
        let there = oracle.dates(&round)?;
        for date in open {
            let gain = |post: &usize| (there[*post][date].margin - here[date].margin) / posts.price[*post];
            let can: Vec<usize> = (0..posts.number()).filter(|post| rooms[*post].contains(&date)).collect();
            let met = can.iter().copied().filter(|post| there[*post][date].margin >= 0.0);
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

/// One fewer at a time on every date whose targets are still met, the dearest first, until none can be spared. What one fewer does is looked at
/// for each post once; from then on every date tries the post that promises most, all dates in one staffing.
fn descend<O: Dates>(posts: &Posts, mut staff: Staff, oracle: &mut O) -> Result<Staff, O::Stop> {
    let mut margins: Vec<f64> = oracle.dates(std::slice::from_ref(&staff))?[0].iter().map(|date| date.margin).collect();
    let least: Vec<f64> = margins.iter().map(|here| least(*here)).collect();
    let spare =
        |post: usize| -> Vec<usize> { (0..posts.dates).filter(|date| staff[posts.at(*date, post)] > 0).collect() };
    let round: Vec<Staff> = (0..posts.number()).map(|post| moved(posts, &staff, post, (&spare(post), -1))).collect();
    let there = oracle.dates(&round)?;
    // By date: what is left of the margin with one fewer at a post, as far as it is known; refused posts are gone.
    let mut left: Vec<BTreeMap<usize, f64>> = (0..posts.dates)
        .map(|date| {
            let fewer = (0..posts.number()).map(|post| (post, there[post][date].margin));
            fewer.filter(|(_, margin)| *margin >= least[date]).collect()
        })
        .collect();
    loop {
        let next = |date: usize| {
            let can = left[date].iter().filter(|(post, _)| staff[posts.at(date, **post)] > 0);
            let dearest = can.max_by(|a, b| {
                posts.price[*a.0].total_cmp(&posts.price[*b.0]).then(a.1.total_cmp(b.1)).then(b.0.cmp(a.0))
            });
            dearest.map(|(post, _)| (date, *post))
        };
        let open: Vec<(usize, usize)> = (0..posts.dates).filter_map(next).collect();
        if open.is_empty() {
            return Ok(staff);
        }
        let mut tried = staff.clone();
        for (date, post) in &open {
            tried[posts.at(*date, *post)] -= 1;
        }
        let there = oracle.dates(std::slice::from_ref(&tried))?.remove(0);
        for (date, post) in open {
            let margin = there[date].margin;
            if margin < least[date] {
                left[date].remove(&post);
                continue;
            }
            let lost = margins[date] - margin;
            left[date].values_mut().for_each(|known| *known -= lost);
            margins[date] = margin;
            staff[posts.at(date, post)] -= 1;
        }
    }
}
