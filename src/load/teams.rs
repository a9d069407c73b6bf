//! The work that waits for a team, against its people: hands where agents work by hand, places where chats are by the clock.

use super::demand::TypeLoad;
use super::desk::{Desk, Mix, open_by_limit, part};
use super::people::{HandWork, chats_per_hour, scheduled, seconds_for, takes};
use crate::id::IdVec;
use crate::model::{Channel, ChatPace, ContactType, Fairness, Model, TeamId, TypeId};
use std::ops::Range;

/// A team on a day, by interval.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamLoad {
    /// Hours of an interval.
    pub interval: f64,
    /// People available at the desk (less rest days, absence, breaks and pauses; newcomers by their speed).
    pub people: Vec<f64>,
    /// People on shift by plan, breaks and those who will not come among them.
    pub scheduled: Vec<f64>,
    /// Pairs of hands that chats and calls keep busy, for whom it is the first team: hours of work arriving in the
    /// interval, by its length.
    pub live: Vec<f64>,
    /// The same of tickets.
    pub tickets: Vec<f64>,
    /// People whom chats and calls take with every place full, when hands rest while customers write, and switch.
    pub needed: Vec<f64>,
    /// Chats by the clock; none where it has none.
    pub clock: Option<ByClock>,
    /// Contacts a day that customers begin and that it takes first.
    pub contacts: f64,
}

/// Chats whose length is measured by the clock: what is scarce is places, not hands.
#[derive(Clone, Debug, PartialEq)]
pub struct ByClock {
    /// Places of an agent on average, by interval.
    pub each: Vec<f64>,
    /// Places of all who are at the desk, by interval.
    pub places: Vec<f64>,
    /// Places taken on average, by interval; a call beside them takes all of an agent's.
    pub taken: Vec<f64>,
}

impl TeamLoad {
    /// People whom the expected work takes, by interval: chats and calls with every place full, tickets by hand. So many
    /// keep up on average and no more; what a target asks for is beyond it.
    pub fn need(&self) -> Vec<f64> {
        let of_places = |slot: usize| self.clock.as_ref().map_or(0.0, |clock| clock.taken[slot] / clock.each[slot]);
        (0..self.needed.len()).map(|slot| self.needed[slot] + self.tickets[slot] + of_places(slot)).collect()
    }
    /// Hours of hand work a day.
    pub fn work_per_day(&self) -> f64 {
        self.live.iter().chain(&self.tickets).sum::<f64>() * self.interval
    }
    /// Hours at the desk a day.
    pub fn people_per_day(&self) -> f64 {
        self.people.iter().sum::<f64>() * self.interval
    }
    /// Whether anything is done by hand.
    pub fn by_hand(&self) -> bool {
        self.clock.is_none() || self.work_per_day() > 0.0
    }
    /// Chats and calls against people, or where they are by the clock against places: the tightest interval and the share
    /// then; none where nobody is ever there.
    pub fn tightest(&self, by_clock: bool) -> Option<(usize, f64)> {
        let clock = self.clock.as_ref().filter(|_| by_clock);
        let share = |slot: usize| match clock {
            Some(clock) => clock.taken[slot] / clock.places[slot],
            None => self.live[slot] / self.people[slot],
        };
        let staffed = (0..self.people.len()).filter(|slot| self.people[*slot] > 0.0);
        staffed.map(|slot| (slot, share(slot))).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}

/// Expected work and people of every team on a mean day.
pub fn teams(model: &Model, demand: &IdVec<TypeId, TypeLoad>) -> IdVec<TeamId, TeamLoad> {
    of_teams(model, demand, None)
}

/// The same on one of the counted dates, of which this is the demand.
pub fn teams_on(model: &Model, demand: &IdVec<TypeId, TypeLoad>, counted: usize) -> IdVec<TeamId, TeamLoad> {
    of_teams(model, demand, Some(model.calendar.warm_up_days + counted as i32))
}

fn of_teams(model: &Model, demand: &IdVec<TypeId, TypeLoad>, day: Option<i32>) -> IdVec<TeamId, TeamLoad> {
    let calendar = &model.calendar;
    let slots = calendar.intervals_per_day();
    let interval = 24.0 / slots as f64;
    let days = day.map_or(calendar.warm_up_days..calendar.warm_up_days + calendar.days, |day| day..day + 1);
    let desks = model.teams.iter().map(|team| Desk::of(team, calendar, day, slots));
    let desks = IdVec::from(desks.collect::<Vec<_>>());
    let mut loads = IdVec::default();
    for id in model.teams.ids() {
        let Flows { flows, contacts } = flows(model, id, (demand, &desks), &days, interval);
        let desk = &desks[id];
        let by_clock = flows.iter().any(|flow| flow.slowdown.is_some());
        let mut load = TeamLoad {
            interval,
            live: vec![0.0; slots],
            tickets: vec![0.0; slots],
            needed: vec![0.0; slots],
            clock: by_clock.then(|| ByClock {
                each: (0..slots).map(|slot| desk.mean_places(slot)).collect(),
                places: desk.places(),
                taken: taken(desk, &flows, shares_by_places(model, id)),
            }),
            people: desk.people.clone(),
            scheduled: scheduled(&model.teams[id].staffing, calendar, day, slots),
            contacts,
        };
        for flow in flows.iter().filter(|flow| !by_clock || !flow.takes_places()) {
            let to = if flow.live { &mut load.live } else { &mut load.tickets };
            to.iter_mut().zip(&flow.busy).for_each(|(t, n)| *t += n);
            if flow.live {
                for (slot, needed) in load.needed.iter_mut().enumerate() {
                    *needed += flow.busy[slot] / flow.pace_with(desk.mix(slot));
                }
            }
        }
        loads.push(load);
    }
    loads
}

/// What a type brings to a team.
struct TeamFlow<'m> {
    /// On average at work, by interval: hours of it arriving by the interval's length.
    busy: Vec<f64>,
    /// Customers wait for it.
    live: bool,
    /// It takes all places of an agent; others take one.
    call: bool,
    /// Chats by the clock: how much longer they are at 1, 2, … open ones.
    slowdown: Option<&'m [f64]>,
    /// Hours of this work that an agent with 1, 2, … places does in an hour with every place full; of others none are said: 1.
    paces: Vec<f64>,
}

impl TeamFlow<'_> {
    fn takes_places(&self) -> bool {
        self.slowdown.is_some() || self.call
    }
    /// Hours of this work that people do in an hour with every place full, on average over them.
    fn pace_with(&self, mix: &Mix) -> f64 {
        let of = |places: u16| self.paces.get(usize::from(places) - 1).copied().unwrap_or(1.0);
        mix.iter().map(|(places, share)| of(*places) * share).sum()
    }
}

/// What all types bring to a team.
struct Flows<'m> {
    flows: Vec<TeamFlow<'m>>,
    /// Contacts a day that customers begin and that it takes first.
    contacts: f64,
}

fn flows<'m>(
    model: &'m Model,
    team: TeamId,
    (demand, desks): (&IdVec<TypeId, TypeLoad>, &IdVec<TeamId, Desk>),
    days: &Range<i32>,
    interval: f64,
) -> Flows<'m> {
    let mut all = Flows { flows: Vec::new(), contacts: 0.0 };
    for (id, kind) in model.types.entries().filter(|(id, _)| takes(model, *id, team)) {
        let part = part(kind, team, desks);
        let caused = seconds_for(model, id, team, None);
        let own = recorded(model, id, days).map_or(caused, |mean| seconds_for(model, id, team, Some(mean)));
        let load = &demand[id];
        let hours = |slot: usize| {
            let hours = |work: HandWork| (work.first * part[slot] + work.own) / 3600.0;
            load.own[slot] * hours(own) + (load.people[slot] - load.own[slot]) * hours(caused)
        };
        let busy: Vec<f64> = (0..load.people.len()).map(|slot| hours(slot) / interval).collect();
        let slowdown = match &kind.pace {
            ChatPace::Measured { slowdown, .. } if kind.channel == Channel::Chat => Some(&slowdown[..]),
            _ => None,
        };
        let call = kind.channel == Channel::Call;
        if !kind.outreach && kind.is_first(team) {
            all.contacts += load.people.iter().zip(&part).map(|(contacts, part)| contacts * part).sum::<f64>();
        }
        all.flows.push(TeamFlow {
            busy,
            live: kind.is_live(),
            call,
            slowdown,
            paces: full_paces(model, team, id, kind),
        });
    }
    all
}

/// The mean length of a type's own first contacts on these days, where a log gives lengths, seconds; of those whose
/// length it does not give, the law's.
fn recorded(model: &Model, id: TypeId, days: &Range<i32>) -> Option<f64> {
    let kind = &model.types[id];
    let arrivals = kind.arrivals.as_ref()?;
    let law = super::people::length(kind);
    let (mut contacts, mut seconds, mut any) = (0.0, 0.0, false);
    for day in days.clone() {
        let expected = arrivals.expected(&model.calendar, day);
        contacts += expected;
        seconds += expected * law;
        if let Some(given) = arrivals.given.get(&model.calendar.epoch_day(day)) {
            let efforts = given.recorded().iter().filter_map(|one| one.effort);
            for effort in efforts {
                seconds += effort.seconds() - law;
                any = true;
            }
        }
    }
    (any && contacts > 0.0).then(|| seconds / contacts)
}

/// Hours of a chat's hand work that an agent with 1, 2, … places does in an hour at the number of open chats at which they do
/// most; none of others.
fn full_paces(model: &Model, team: TeamId, id: TypeId, kind: &ContactType) -> Vec<f64> {
    let by_session = kind.channel == Channel::Chat && kind.turns.is_none();
    let rows = if by_session { chats_per_hour(model, team, id) } else { None };
    let work = super::people::work_seconds(model, id, team) / 3600.0;
    let paces = rows.into_iter().flatten().scan(0.0_f64, |most, row| {
        *most = most.max(row.per_hour * work);
        Some(most.min(1.0))
    });
    paces.collect()
}

/// Whether the share of their places says who of a team takes a chat.
fn shares_by_places(model: &Model, team: TeamId) -> bool {
    let by_share = |kind: &&ContactType| kind.together.as_ref().is_some_and(|one| one.by == Fairness::ShareOfPlaces);
    model.types.iter().filter(by_share).any(|kind| kind.routes.iter().any(|route| route.team == team))
}

/// Places taken on average: each chat for as long as it is with so many open as there are on average then, or where people
/// differ, as each of them has.
fn taken(desk: &Desk, flows: &[TeamFlow<'_>], by_share: bool) -> Vec<f64> {
    let flows: Vec<&TeamFlow<'_>> = flows.iter().filter(|flow| flow.takes_places()).collect();
    let at = |slot: usize, open: f64| -> f64 {
        let mix = desk.mix(slot);
        let places = |flow: &TeamFlow<'_>| if flow.call { desk.mean_places(slot) } else { 1.0 };
        let longer = |flow: &TeamFlow<'_>| flow.slowdown.map_or(1.0, |by| slowed(by, mix, open, by_share));
        flows.iter().map(|flow| flow.busy[slot] * places(flow) * longer(flow)).sum()
    };
    let settled = |slot: usize| {
        let people = desk.people[slot];
        let mut now = at(slot, 1.0);
        // A share of a place is nothing that anybody sees; lists that only rise settle long before.
        for _ in 0..100 {
            let next = at(slot, if people > 0.0 { now / people } else { 1.0 });
            if (next - now).abs() < 1e-6 {
                return next;
            }
            now = next;
        }
        now
    };
    (0..desk.people.len()).map(settled).collect()
}

/// How much longer a chat is where an agent has so many open on average: the mean over the chats of all agents.
fn slowed(by: &[f64], mix: &Mix, open: f64, by_share: bool) -> f64 {
    let with = |open: f64, places: u16| between(by, open.clamp(1.0, f64::from(places)));
    if let [(places, _)] = mix[..] {
        return with(open, places);
    }
    let each = open_by_limit(mix, open, by_share);
    let (mut chats, mut longer) = (0.0, 0.0);
    for ((places, share), open) in mix.iter().zip(each) {
        chats += share * open;
        longer += share * open * with(open, *places);
    }
    if chats > 0.0 { longer / chats } else { with(1.0, 1) }
}

/// A factor by number of open chats, linear between whole numbers; beyond the list its last.
fn between(factors: &[f64], open: f64) -> f64 {
    let at = |open: usize| factors[open.clamp(1, factors.len()) - 1];
    let whole = open.floor();
    let (low, high) = (at(whole as usize), at(whole as usize + 1));
    low + (high - low) * (open - whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{History, expected};
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::model::{Given, Recorded};
    use crate::random::Law;
    use crate::time::SimDuration;
    use std::sync::Arc;

    #[test]
    fn work_is_arrivals_times_effort_and_people_are_those_staffed() {
        let kind = calls("a", 2.0, Law::exponential(minutes(3.0)), None, minutes(1.0));
        let m = model(vec![kind], vec![team("t", 7, 1, &[0])], 1);
        let demand = expected(&m);
        assert!((demand[TypeId(0)].per_day() - 2880.0).abs() < 1e-6);
        let load = &teams(&m, &demand)[TeamId(0)];
        assert!(load.live.iter().all(|busy| (busy - 6.0).abs() < 1e-9), "{load:?}");
        assert!((load.work_per_day() - 144.0).abs() < 1e-9 && (load.people_per_day() - 168.0).abs() < 1e-9);
        assert!(load.people.iter().all(|n| *n == 7.0) && load.clock.is_none());
        // A date is like the mean day where all days are alike.
        let on = teams_on(&m, &History::of(&m).on(0), 0);
        assert!((on[TeamId(0)].work_per_day() - 144.0).abs() < 1e-9);
    }

    #[test]
    fn chats_by_the_clock_take_places() {
        let mut kind = calls("a", 0.3725, Law::exponential(minutes(1.0)), None, minutes(1.0));
        kind.channel = Channel::Chat;
        let measured = |slowdown: &[f64]| ChatPace::Measured {
            alone: Law::exponential(minutes(35.0)),
            slowdown: slowdown.to_vec(),
            at_start: false,
        };
        kind.pace = measured(&[1.0]);
        let mut m = model(vec![kind], vec![team("t", 4, 1, &[0])], 1);
        m.teams[TeamId(0)].places = 5;
        let load = &teams(&m, &expected(&m))[TeamId(0)];
        let clock = load.clock.as_ref().unwrap();
        assert!((clock.taken[3] - 22.35 * 35.0 / 60.0).abs() < 1e-9 && clock.places[3] == 20.0, "{clock:?}");
        assert!((load.tightest(true).unwrap().1 - 0.651_875).abs() < 1e-9 && !load.by_hand());
        assert!((load.need()[3] - 22.35 * 35.0 / 60.0 / 5.0).abs() < 1e-9, "people, five places each");
        // With 2 on average open each lasts half as long again: x = 13.04 · (1 + 0.5·(x/4 − 1)) is beyond what 5 open allow.
        m.types[TypeId(0)].pace = measured(&[1.0, 1.5, 2.0]);
        let load = &teams(&m, &expected(&m))[TeamId(0)];
        assert!((load.clock.as_ref().unwrap().taken[0] - 2.0 * 22.35 * 35.0 / 60.0).abs() < 1e-6);
    }

    #[test]
    fn everybody_has_their_own_law_where_limits_differ() {
        let by = [1.0, 1.5, 2.0];
        // One and a half open on average: one with room for one, two with room for three; 1.25 would be the law at the mean.
        let mix = vec![(1, 0.5), (3, 0.5)];
        assert!((slowed(&by, &mix, 1.5, false) - (1.0 + 2.0 * 1.5) / 3.0).abs() < 1e-12);
        // By share of places three quarters of theirs each; a chat is never with fewer than one open.
        assert!((slowed(&by, &mix, 1.5, true) - (0.75 + 2.25 * 1.625) / 3.0).abs() < 1e-12);
        let flow = TeamFlow { busy: vec![], live: true, call: false, slowdown: None, paces: vec![0.4, 0.5, 0.8] };
        assert!((flow.pace_with(&mix) - 0.6).abs() < 1e-12);
    }

    #[test]
    fn a_log_gives_its_own_lengths() {
        let mut kind = calls("a", 1.0, Law::exponential(minutes(10.0)), None, minutes(1.0));
        let date = model(vec![kind.clone()], vec![team("t", 3, 1, &[0])], 1).calendar.epoch_day(1);
        let one = |hour: i64, seconds: Option<f64>| Recorded {
            at: SimDuration::HOUR * hour,
            effort: seconds.map(SimDuration::from_seconds),
            patience: None,
        };
        let log = vec![one(9, Some(60.0)), one(10, Some(120.0)), one(11, None)];
        let arrivals = kind.arrivals.as_mut().unwrap();
        arrivals.known.insert(date, 3.0);
        arrivals.given.insert(date, Arc::new(Given::Recorded(log)));
        let m = model(vec![kind], vec![team("t", 3, 1, &[0])], 1);
        let hours = (60.0 + 120.0 + 600.0) / 3600.0;
        let load = &teams(&m, &expected(&m))[TeamId(0)];
        assert!((load.work_per_day() - hours).abs() < 1e-9, "{}", load.work_per_day());
        let on = &teams_on(&m, &History::of(&m).on(0), 0)[TeamId(0)];
        assert!((on.work_per_day() - hours).abs() < 1e-9, "{}", on.work_per_day());
    }

    #[test]
    fn hands_that_wait_for_customers_do_less_than_an_hour_an_hour() {
        let mut kind = calls("a", 0.5, Law::exponential(minutes(2.0)), None, minutes(1.0));
        kind.channel = Channel::Chat;
        // One chat open, answers of a minute and pauses of three: hands are busy a quarter of the time.
        kind.pace = ChatPace::Loop { messages: 2.0, pause: 180.0, effort: 120.0 };
        let m = model(vec![kind], vec![team("t", 2, 1, &[0])], 1);
        let load = &teams(&m, &expected(&m))[TeamId(0)];
        assert!((load.live[0] - 1.0).abs() < 1e-9 && (load.needed[0] - 4.0).abs() < 1e-6, "{load:?}");
        assert!((load.need()[0] - 4.0).abs() < 1e-6);
    }
}
