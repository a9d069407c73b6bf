//! Expected contacts of every date: first contacts, and what they cause hours, days or weeks later.
//!
//! The intensity of a filtered Poisson process (Parzen 1962, ch. 4): what comes in an hour is what comes first, and of
//! everything before it the share that falls due now. Delays only look forward, so one pass over the hours is enough;
//! what causes more of itself within the hour is summed up generation by generation. As in [`super::expected`] nobody
//! gives up and everything is done at once, so a delay counts from the arrival.

use super::delay::{Spread, by_hour};
use super::grid::{shares, spread};
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
struct Flow {
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
    flows: Vec<Flow>,
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
            self.flows.push(Flow { parents, child, spread: spread.clone(), pool });
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
mod tests {
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
}
