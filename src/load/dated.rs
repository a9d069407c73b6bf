//! Expected contacts of every date: first contacts, and what they cause hours, days or weeks later.
//!
//! The intensity of a filtered Poisson process (Parzen 1962, ch. 4): what comes in an hour is what comes first, and of
//! everything before it the share that falls due now. Delays only look forward, so one pass over the hours is enough;
//! what causes more of itself within the hour is summed up generation by generation. As in [`super::expected`] nobody
//! gives up and everything is done at once, so a delay counts from the arrival.

use super::delay::{Spread, by_hour};
use super::intervals::{shares, spread};
use super::{HOURS, TypeLoad};
use crate::id::{Id, IdVec};
use crate::model::{Arrivals, Event, Model, Rule, TypeId, chance_of};

/// What is expected of a type on a date.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DayLoad {
    /// First contacts of its own.
    pub first: f64,
    /// All arrivals.
    pub arrivals: f64,
    /// Those that reach people.
    pub people: f64,
}

/// Contacts of a type that share a fate: whether they ask again, and whether they may meet the bot.
const KINDS: usize = 4;

fn kind_of(repeat: bool, meets_bot: bool) -> usize {
    usize::from(repeat) + 2 * usize::from(!meets_bot)
}

/// What one rule makes of contacts that share a fate.
#[derive(Clone, Debug)]
struct DatedFlow {
    /// Of these (type and kind), with these chances.
    parents: Vec<(usize, f64)>,
    /// To that one.
    child: usize,
    spread: Spread,
    /// Where it is moved to later days: which of the pools.
    pool: Option<usize>,
}

/// What waits for later days, to be spread over a profile's hours.
#[derive(Clone, Debug)]
struct Pool {
    follow: usize,
    child: usize,
    /// By day.
    days: Vec<f64>,
}

/// Expected contacts of every type on every counted date. Warm-up is the history before them; before it there is none,
/// as in the simulation.
pub fn by_date(model: &Model) -> IdVec<TypeId, Vec<DayLoad>> {
    History::of(model).days()
}

/// All that is expected, hour by hour.
#[derive(Debug)]
pub struct History<'m>(Dated<'m>);

impl<'m> History<'m> {
    /// Of a design.
    pub fn of(model: &'m Model) -> Self {
        let mut dated = Dated::of(model, model.calendar.warm_up_days + model.calendar.days);
        dated.fill(&|id, day| planned(model, id, day));
        Self(dated)
    }

    /// Every type on every counted date.
    pub fn days(&self) -> IdVec<TypeId, Vec<DayLoad>> {
        self.0.days(&|id, day| planned(self.0.model, id, day))
    }

    /// Every type on one of the counted dates, by interval; what is caused, evenly within its hour.
    pub fn on(&self, counted: usize) -> IdVec<TypeId, TypeLoad> {
        let model = self.0.model;
        let (slots, day) = (model.calendar.intervals_per_day(), model.calendar.warm_up_days as usize + counted);
        model.types.ids().map(|id| self.on_by_interval(id, day, slots)).collect()
    }

    fn on_by_interval(&self, id: TypeId, day: usize, slots: usize) -> TypeLoad {
        let model = self.0.model;
        let come = planned(model, id, day as i32);
        let profile = own(model, id).map(|own| own.profile_on(&model.calendar, day as i32));
        let of_profile = |shares: Vec<f64>| shares.into_iter().map(|share| come * share).collect::<Vec<f64>>();
        let first = profile.map_or_else(|| vec![0.0; slots], |profile| of_profile(shares(profile, slots)));
        let first_by_hour = profile.map_or_else(|| vec![0.0; HOURS], |profile| of_profile(by_hour(profile).to_vec()));
        let to_people = [true, false].map(|meets_bot| 1.0 - chance_of(model, id, Event::Contained, meets_bot));
        let own: Vec<f64> = first.iter().map(|n| n * to_people[0]).collect();
        let (mut arrivals, mut people) = (first.clone(), own.clone());
        for kind in 0..KINDS {
            let Some(hours) = self.0.hours[id.index() * KINDS + kind].get(day * HOURS..(day + 1) * HOURS) else {
                continue;
            };
            let own = |hour: usize| if kind == kind_of(false, true) { first_by_hour[hour] } else { 0.0 };
            let caused: Vec<f64> = (0..HOURS).map(|hour| (hours[hour] - own(hour)).max(0.0)).collect();
            for (slot, n) in spread(&caused, slots).into_iter().enumerate() {
                arrivals[slot] += n;
                people[slot] += n * to_people[kind / 2];
            }
        }
        TypeLoad { first, arrivals, people, own }
    }
}

fn own(model: &Model, id: TypeId) -> Option<&Arrivals> {
    model.types[id].arrivals.as_ref()
}

fn planned(model: &Model, id: TypeId, day: i32) -> f64 {
    own(model, id).map_or(0.0, |own| own.expected(&model.calendar, day))
}

/// What comes by date, for first contacts yet to be told.
#[derive(Clone, Debug)]
pub struct Dated<'m> {
    model: &'m Model,
    days: usize,
    flows: Vec<DatedFlow>,
    pools: Vec<Pool>,
    /// By type and kind, by hour: what comes. Empty where nothing ever does.
    hours: Vec<Vec<f64>>,
}

impl<'m> Dated<'m> {
    /// For so many days from the first simulated one on.
    pub fn of(model: &'m Model, days: i32) -> Self {
        let hours = vec![Vec::new(); model.types.len() * KINDS];
        let mut dated = Self { model, days: days as usize, flows: Vec::new(), pools: Vec::new(), hours };
        for (id, kind) in model.types.entries() {
            for (event, _) in Event::ALL {
                for rule in &kind.rules[event as usize] {
                    dated.add(id, event, rule);
                }
            }
        }
        dated
    }

    /// Every type on every counted date, where so many first contacts come on a day (since the first simulated one).
    pub fn with(mut self, first: &dyn Fn(TypeId, i32) -> f64) -> IdVec<TypeId, Vec<DayLoad>> {
        self.fill(first);
        self.days(first)
    }

    /// Everything that comes, where so many first contacts come on a day.
    fn fill(&mut self, first: &dyn Fn(TypeId, i32) -> f64) {
        let model = self.model;
        for (id, kind) in model.types.entries() {
            let Some(arrivals) = &kind.arrivals else { continue };
            let to = &mut self.hours[id.index() * KINDS + kind_of(false, true)];
            to.resize(self.days * HOURS, 0.0);
            for day in 0..self.days {
                let come = first(id, day as i32);
                let shares = by_hour(arrivals.profile_on(&model.calendar, day as i32));
                to[day * HOURS..].iter_mut().zip(shares).for_each(|(hour, share)| *hour = come * share);
            }
        }
        self.run();
    }

    fn days(&self, first: &dyn Fn(TypeId, i32) -> f64) -> IdVec<TypeId, Vec<DayLoad>> {
        let model = self.model;
        let counted = model.calendar.warm_up_days as usize..self.days;
        let on = |id: TypeId, day: usize| self.on(id, day, first(id, day as i32));
        model.types.ids().map(|id| counted.clone().map(|day| on(id, day)).collect()).collect()
    }

    /// What a rule makes of the contacts of its type.
    fn add(&mut self, id: TypeId, event: Event, rule: &Rule) {
        let follow = rule.follow.map(|follow| by_hour(&self.model.profiles[follow]));
        let spread = Spread::of(rule.delay.as_ref(), follow.as_ref(), self.days * HOURS);
        for asks_again in [false, true] {
            let mut parents = Vec::new();
            for (repeat, meets_bot) in [(false, true), (false, false), (true, true), (true, false)] {
                let child_repeats = rule.child_repeats(event, repeat);
                let chance = rule.chance * chance_of(self.model, id, event, meets_bot);
                if child_repeats == asks_again && !(rule.of_first_only(event) && repeat) && chance > 0.0 {
                    parents.push((id.index() * KINDS + kind_of(repeat, meets_bot), chance));
                }
            }
            if parents.is_empty() {
                continue;
            }
            let meets_bot = rule.child_meets_bot();
            let child = rule.creates.index() * KINDS + kind_of(asks_again, meets_bot);
            self.hours[child].resize(self.days * HOURS, 0.0);
            let pool = rule.follow.map(|follow| self.pool(follow, child));
            self.flows.push(DatedFlow { parents, child, spread: spread.clone(), pool });
        }
    }

    fn pool(&mut self, follow: usize, child: usize) -> usize {
        if let Some(known) = self.pools.iter().position(|pool| pool.follow == follow && pool.child == child) {
            return known;
        }
        self.pools.push(Pool { follow, child, days: vec![0.0; self.days] });
        self.pools.len() - 1
    }

    /// Day by day and hour by hour.
    fn run(&mut self) {
        for day in 0..self.days {
            for pool in &self.pools {
                let shares = by_hour(&self.model.profiles[pool.follow]);
                let to = &mut self.hours[pool.child][day * HOURS..];
                to.iter_mut().zip(shares).for_each(|(hour, share)| *hour += pool.days[day] * share);
            }
            for hour in 0..HOURS {
                self.settle(day, hour);
                self.hand_on(day, hour);
            }
        }
    }

    /// Adds what the contacts of an hour cause in the same hour.
    fn settle(&mut self, day: usize, hour: usize) {
        let at = day * HOURS + hour;
        let mut now: Vec<f64> = self.hours.iter().map(|hours| hours.get(at).copied().unwrap_or(0.0)).collect();
        let mut all: f64 = now.iter().sum();
        // Rules that multiply without end are refused by compile, so this dies out; a thousand rounds are never needed.
        for _ in 0..1000 {
            let mut next = vec![0.0; now.len()];
            for flow in &self.flows {
                let at_once = flow.spread.at_once(hour);
                if at_once > 0.0 {
                    next[flow.child] +=
                        at_once * flow.parents.iter().map(|(of, chance)| chance * now[*of]).sum::<f64>();
                }
            }
            let more: f64 = next.iter().sum();
            if more <= 1e-15 * all {
                break;
            }
            all += more;
            let to = self.hours.iter_mut().zip(&next).filter(|(hours, _)| !hours.is_empty());
            to.for_each(|(hours, more)| hours[at] += more);
            now = next;
        }
    }

    /// Adds what the contacts of an hour cause later.
    fn hand_on(&mut self, day: usize, hour: usize) {
        let at = day * HOURS + hour;
        for flow in &self.flows {
            let come = |of: usize| self.hours[of].get(at).copied().unwrap_or(0.0);
            let caused: f64 = flow.parents.iter().map(|(of, chance)| chance * come(*of)).sum();
            if caused <= 0.0 {
                continue;
            }
            let later = self.hours[flow.child][at..].iter_mut().zip(flow.spread.hours(hour)).skip(1);
            later.for_each(|(to, share)| *to += caused * share);
            if let Some(pool) = flow.pool {
                let days = self.pools[pool].days[day..].iter_mut().skip(1).zip(flow.spread.days(hour));
                days.for_each(|(to, share)| *to += caused * share);
            }
        }
    }

    fn on(&self, id: TypeId, day: usize, first: f64) -> DayLoad {
        let model = self.model;
        let sum = |kind: usize| {
            let hours = &self.hours[id.index() * KINDS + kind];
            hours.get(day * HOURS..(day + 1) * HOURS).map_or(0.0, |hours| hours.iter().sum())
        };
        let arrivals: [f64; KINDS] = std::array::from_fn(sum);
        let to_people = [true, false].map(|meets_bot| 1.0 - chance_of(model, id, Event::Contained, meets_bot));
        DayLoad {
            first,
            arrivals: arrivals.iter().sum(),
            people: arrivals.iter().enumerate().map(|(kind, n)| n * to_people[kind / 2]).sum(),
        }
    }
}

#[cfg(test)]
mod tests;
