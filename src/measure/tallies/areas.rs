//! Areas under step functions, in the present interval, and what is asked about a type or team with every event.

use crate::catalogue::counter::{ContactCounter, LEVELS, TeamCounter};
use crate::engine::Load;
use crate::model::{Channel, ContactType, FirstTouch, Model, Sale, Team};
use crate::time::SimDuration;

/// A level and its area in the present interval.
#[derive(Clone, Copy, Default)]
pub(super) struct Area {
    pub(super) level: i64,
    pub(super) ticks: i64,
}

impl Area {
    #[inline]
    pub(super) fn change(&mut self, by: i64, rest: i64) {
        self.level += by;
        self.ticks += by * rest;
    }
    /// Ends the row of counters; the next has this length.
    pub(super) fn turn(&mut self, length: i64) -> i64 {
        std::mem::replace(&mut self.ticks, self.level * length)
    }
}

/// Ticks from now on until the present interval ends, and until the row of counters does that it is counted in: the same row, or the day's.
#[derive(Clone, Copy)]
pub(super) struct Rest {
    pub(super) interval: i64,
    pub(super) row: i64,
}

/// A type's areas, and what is asked about every contact of it.
#[derive(Clone, Copy)]
pub(super) struct OfType {
    pub(super) waiting: Area,
    pub(super) in_system: Area,
    pub(super) pending: Area,
    /// Who is answered by then is in time; less than nothing where no target says so.
    pub(super) limit: SimDuration,
    pub(super) until: FirstTouch,
    /// Each contact is looked at more closely: only who comes in a window of hours is judged, or by more than one limit.
    pub(super) closer: bool,
    pub(super) sells: bool,
    /// Something is sold by the rules of now.
    pub(super) sells_now: bool,
    pub(super) ticket: bool,
    /// By the message.
    pub(super) turns: bool,
    /// None of these: whoever is taken is counted by one look at the wait.
    pub(super) simple: bool,
    /// How likely somebody buys who is answered at once, by the rules of now; 0 where nothing is sold.
    pub(super) bought_at_once: f64,
    /// What happens most often in the present row.
    pub(super) often: Often,
}

/// Counts of what happens most often to contacts of a type, in the present row: they go to the counters when it ends. Who
/// arrives or reaches people does so in the interval to which it belongs.
#[derive(Clone, Copy, Default)]
pub(super) struct Often {
    pub(super) arrived: i64,
    pub(super) arrived_first: i64,
    /// Of them who may buy and never asked before.
    pub(super) asked: i64,
    pub(super) offered: i64,
    pub(super) offered_first: i64,
    /// First contacts that arrived, asked for people and were taken at once, of a type that is simple; and by further teams.
    pub(super) came_and_taken: i64,
    pub(super) overflow: i64,
    /// Other contacts that waited no time at all; and those taken in the instant in which they reached people, how many of them
    /// were answered in time, and the sum of ticks until they were.
    pub(super) at_once: i64,
    pub(super) answered_at_once: i64,
    pub(super) in_time: i64,
    pub(super) first_reply: i64,
    /// Contacts that are no longer with people: handled, gone unanswered, gone otherwise.
    pub(super) handled: i64,
    pub(super) abandoned: i64,
    pub(super) gone: i64,
    /// Contacts that met the bot, and ticks that they were with it inside the row.
    pub(super) met_bot: i64,
    pub(super) in_bot: i64,
    /// How many of those who waited no time at all are among the waits already.
    noted: i64,
}

impl Often {
    /// How many waited no time at all since this was asked last.
    pub(super) fn note_at_once(&mut self) -> u64 {
        let all = self.at_once + self.answered_at_once + self.came_and_taken;
        (all - std::mem::replace(&mut self.noted, all)).unsigned_abs()
    }
    /// What it adds to the counters of a type that counts who is taken at once as in time, or not.
    pub(super) fn counters(self, in_time_at_once: bool) -> [(ContactCounter, i64); 15] {
        let taken = self.came_and_taken;
        let offered = self.offered + taken;
        [
            (ContactCounter::Arrived, self.arrived + taken),
            (ContactCounter::ArrivedFirst, self.arrived_first + taken),
            (ContactCounter::Asked, self.asked),
            (ContactCounter::Offered, offered),
            (ContactCounter::OfferedFirst, self.offered_first + taken),
            (ContactCounter::NetOpen, offered - self.handled - self.abandoned - self.gone),
            (ContactCounter::Overflow, self.overflow),
            (ContactCounter::Accepted, taken + self.answered_at_once),
            (ContactCounter::AtOnce, taken + self.answered_at_once),
            (ContactCounter::InTime, self.in_time + if in_time_at_once { taken } else { 0 }),
            (ContactCounter::FirstReply, self.first_reply),
            (ContactCounter::HandledDuring, self.handled),
            (ContactCounter::AbandonedDuring, self.abandoned),
            (ContactCounter::MetBot, self.met_bot),
            (ContactCounter::InBot, self.in_bot),
        ]
    }
}

impl OfType {
    pub(super) fn new(kind: &ContactType, beside: bool) -> Self {
        let area = Area::default();
        let closer = beside || kind.speed.is_some_and(|speed| speed.window.is_some());
        let (sells, ticket, turns) = (kind.sale.is_some(), kind.ticket.is_some(), kind.turns.is_some());
        Self {
            waiting: area,
            in_system: area,
            pending: area,
            limit: kind.speed.map_or(SimDuration::from_ticks(-1), |speed| speed.limit),
            until: kind.speed.map_or(FirstTouch::Accepted, |speed| speed.until),
            simple: !(closer || sells || ticket || turns),
            closer,
            sells,
            sells_now: sells,
            ticket,
            turns,
            bought_at_once: kind.sale.as_ref().map_or(0.0, Sale::at_once),
            often: Often::default(),
        }
    }
}

#[derive(Clone, Copy, Default)]
pub(super) struct TeamAreas {
    pub(super) present: Area,
    pub(super) paid: Area,
    pub(super) paid_by_day: Area,
    pub(super) paid_rest_day: Area,
    pub(super) paid_holiday: Area,
    pub(super) available: Area,
    pub(super) engaged: Area,
    pub(super) open: Area,
    pub(super) standing: Area,
    pub(super) taken: Area,
    pub(super) places: Area,
    pub(super) all_busy: Area,
    pub(super) staffed: Area,
    pub(super) vacant: Area,
    pub(super) levels: [Area; LEVELS],
    pub(super) free: i64,
    /// Hands are shares, so their level is a float.
    pub(super) hands: f64,
    pub(super) hands_ticks: f64,
    /// Of a team that only takes calls: what an agent adds who is free, and one with a call.
    on_calls: Option<[Load; 2]>,
    /// The change of how many have a call since the other areas were brought up to date with it.
    calls: Area,
    /// The same of chats, by how many others are open: the change of how many at the desk have more than so many. The last counts
    /// all steps from there on. And of the first chat of whoever has something else in hand.
    chats: [Area; LEVELS],
    first_beside: Area,
}

/// The change of a count of those for whom something is true.
#[inline]
pub(super) fn step(was: bool, is: bool) -> i64 {
    i64::from(is) - i64::from(was)
}

impl TeamAreas {
    /// Nobody is there yet.
    pub(super) fn new(model: &Model, team: &Team) -> Self {
        let mut types = team.serves.iter().flat_map(|level| level.live.iter().chain(&level.tickets));
        let only_calls = types.all(|of| model.types[*of].channel == Channel::Call);
        Self { on_calls: only_calls.then(|| [Load::idle(), Load::on_call(team.places)]), ..Self::default() }
    }
    /// An agent's part changes.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub(super) fn load(&mut self, was: &Load, is: &Load, rest: Rest) {
        if let Some((live, open, by)) = is.step_of_chat(was) {
            let beside = live == 0 && open > 0;
            let area = if beside { &mut self.first_beside } else { &mut self.chats[usize::from(live).min(LEVELS - 1)] };
            area.change(by, rest.row);
            self.change_hands(was, is, rest);
            return;
        }
        match self.begins_call(was, is) {
            Some(begun) => self.change_calls(begun, rest),
            None => self.change_load(was, is, rest),
        }
    }
    /// An agent with so many places begins a call, or is free after it.
    #[inline]
    pub(super) fn on_call(&mut self, places: u16, begins: bool, rest: Rest) {
        if self.on_calls.as_ref().is_some_and(|[_, on_call]| on_call.taken() == places) {
            self.change_calls(begins, rest);
        } else {
            let (idle, on_call) = (Load::idle(), Load::on_call(places));
            let (was, is) = if begins { (idle, on_call) } else { (on_call, idle) };
            self.change_load(&was, &is, rest);
        }
    }
    /// The same, whatever changes.
    #[inline(never)]
    fn change_load(&mut self, was: &Load, is: &Load, rest: Rest) {
        let at_desk = |load: &Load| if load.available() { (load.open(), load.taken()) } else { (0, 0) };
        let ((was_open, was_taken), (is_open, is_taken)) = (at_desk(was), at_desk(is));
        self.engaged.change(step(was_open > 0, is_open > 0), rest.row);
        self.open.change(i64::from(is_open) - i64::from(was_open), rest.row);
        self.taken.change(i64::from(is_taken) - i64::from(was_taken), rest.row);
        if !(was.available() && is.available()) {
            let standing = |load: &Load, open: u16| i64::from(load.open() - open);
            self.standing.change(standing(is, is_open) - standing(was, was_open), rest.row);
        }
        if !was.same_live(is) {
            if was.available() {
                self.levels[usize::from(was.live()).min(LEVELS - 1)].change(-1, rest.row);
            }
            if is.available() {
                self.levels[usize::from(is.live()).min(LEVELS - 1)].change(1, rest.row);
            }
        }
        self.change_hands(was, is, rest);
    }
    /// The part of the hands at work, and who could take something.
    #[inline]
    fn change_hands(&mut self, was: &Load, is: &Load, rest: Rest) {
        let hands = is.hands() - was.hands();
        self.hands += hands;
        self.hands_ticks += hands * rest.interval as f64;
        self.free += step(was.free(), is.free());
        self.settle_all_busy(rest.row);
    }
    /// Whether somebody begins a call (`true`) or ends one, and nothing else changes; `None`: something else does.
    #[inline]
    fn begins_call(&self, was: &Load, is: &Load) -> Option<bool> {
        let [idle, on_call] = self.on_calls.as_ref()?;
        if was == idle && is == on_call { Some(true) } else { (was == on_call && is == idle).then_some(false) }
    }
    /// Somebody begins or ends a call.
    #[inline]
    fn change_calls(&mut self, begun: bool, rest: Rest) {
        let by = if begun { 1 } else { -1 };
        self.calls.change(by, rest.interval);
        self.free -= by;
        self.settle_all_busy(rest.row);
    }
    /// Brings all areas up to date with the calls begun and ended in the interval that is over; so much of the row is left. In whole
    /// numbers: hands too are all or nothing here.
    fn add_calls(&mut self, left: i64) {
        let Area { level, ticks } = std::mem::take(&mut self.calls);
        let Some([_, on_call]) = &self.on_calls else { return };
        let add = |area: &mut Area, times: i64| {
            area.level += times * level;
            area.ticks += times * (ticks + level * left);
        };
        add(&mut self.engaged, 1);
        add(&mut self.open, 1);
        add(&mut self.taken, i64::from(on_call.taken()));
        add(&mut self.levels[0], -1);
        add(&mut self.levels[1], 1);
        self.hands += level as f64;
        self.hands_ticks += ticks as f64;
    }
    /// Brings all areas up to date with the chats opened and closed.
    fn add_chats(&mut self) {
        for step in 0..=LEVELS {
            let (from, live) = match self.chats.get_mut(step) {
                Some(from) => (from, step),
                None => (&mut self.first_beside, 0),
            };
            let Area { level, ticks } = std::mem::take(from);
            let add = |area: &mut Area, times: i64| {
                area.level += times * level;
                area.ticks += times * ticks;
            };
            add(&mut self.open, 1);
            add(&mut self.taken, 1);
            if step == 0 {
                add(&mut self.engaged, 1);
            }
            if live + 1 < LEVELS {
                add(&mut self.levels[live], -1);
                add(&mut self.levels[live + 1], 1);
            }
        }
    }
    #[inline]
    pub(super) fn settle_all_busy(&mut self, rest: i64) {
        let is = i64::from(self.present.level > 0 && self.free == 0);
        if is != self.all_busy.level {
            self.all_busy.change(is - self.all_busy.level, rest);
        }
    }

    /// Ends an interval; so much of its row is left, and the next interval has this length.
    pub(super) fn end_interval(&mut self, left: i64, length: i64) -> [(TeamCounter, i64); 2] {
        self.add_calls(left);
        let hands = self.hands_ticks.round() as i64;
        self.hands_ticks = self.hands * length as f64;
        [(TeamCounter::AllBusyEnd, self.all_busy.level), (TeamCounter::Hands, hands)]
    }

    /// Ends the row of counters, whose last interval is ended; the next has this length.
    pub(super) fn turn(&mut self, length: i64) -> [(TeamCounter, i64); 14] {
        self.add_chats();
        [
            (TeamCounter::Present, self.present.turn(length)),
            (TeamCounter::Paid, self.paid.turn(length)),
            (TeamCounter::PaidByDay, self.paid_by_day.turn(length)),
            (TeamCounter::PaidRestDay, self.paid_rest_day.turn(length)),
            (TeamCounter::PaidHoliday, self.paid_holiday.turn(length)),
            (TeamCounter::Available, self.available.turn(length)),
            (TeamCounter::Engaged, self.engaged.turn(length)),
            (TeamCounter::Open, self.open.turn(length)),
            (TeamCounter::Standing, self.standing.turn(length)),
            (TeamCounter::Taken, self.taken.turn(length)),
            (TeamCounter::Places, self.places.turn(length)),
            (TeamCounter::AllBusy, self.all_busy.turn(length)),
            (TeamCounter::Staffed, self.staffed.turn(length)),
            (TeamCounter::Vacant, self.vacant.turn(length)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Workload;

    #[test]
    fn chats_counted_at_once_are_what_each_area_counts() {
        let chat = |taken: u64, tickets: u16| {
            let mut hand = Workload::default();
            (0..taken).for_each(|_| hand.add(Workload::of_kind(Channel::Chat, false, 1)));
            (0..tickets).for_each(|_| hand.add(Workload::of_kind(Channel::Ticket, false, 1)));
            Load::new(hand, taken < 3, 0.25 * taken as f64)
        };
        let present = Area { level: 1, ticks: 0 };
        let mut at_once = TeamAreas { present, free: 1, ..TeamAreas::default() };
        let mut each = at_once;
        let beyond = LEVELS as u64 + 2;
        let open = (0..=beyond).chain((0..beyond).rev());
        let loads: Vec<Load> =
            open.map(|taken| chat(taken, 0)).chain([0, 1, 2, 1, 0].map(|taken| chat(taken, 1))).collect();
        for (n, pair) in loads.windows(2).enumerate() {
            let rest = Rest { interval: 1_000 - 20 * n as i64, row: 1_000 - 20 * n as i64 };
            at_once.load(&pair[0], &pair[1], rest);
            each.change_load(&pair[0], &pair[1], rest);
            if n % 5 == 0 {
                assert_eq!(at_once.end_interval(0, 1_000), each.end_interval(0, 1_000));
                assert_eq!(at_once.turn(1_000), each.turn(1_000));
                let levels = |areas: &mut TeamAreas| areas.levels.each_mut().map(|area| (area.level, area.turn(1_000)));
                assert_eq!(levels(&mut at_once), levels(&mut each));
            }
        }
    }

    #[test]
    fn calls_counted_at_once_are_what_each_area_counts() {
        let (idle, on_call) = (Load::idle(), Load::on_call(3));
        let present = Area { level: 3, ticks: 0 };
        let people = |on_calls| TeamAreas { on_calls, present, free: 3, ..TeamAreas::default() };
        let (mut at_once, mut each) = (people(Some([idle, on_call])), people(None));
        for length in [100, 70] {
            for (begins, rest) in [(true, 90), (true, 60), (false, 55), (true, 20), (false, 5)] {
                let (was, is) = if begins { (idle, on_call) } else { (on_call, idle) };
                let rest = Rest { interval: rest, row: rest + 30 };
                at_once.load(&was, &is, rest);
                each.load(&was, &is, rest);
            }
            assert_eq!(at_once.end_interval(30, length), each.end_interval(30, length));
            assert_eq!(at_once.turn(length), each.turn(length));
            let levels = |areas: &mut TeamAreas| areas.levels.each_mut().map(|area| (area.level, area.turn(length)));
            assert_eq!(levels(&mut at_once), levels(&mut each));
        }
        assert_eq!((at_once.hands, each.hands), (2.0, 2.0));
    }
}
