//! One agent: who they are, what is true of them, and what they have in hand.

use super::mix::Mix;
use super::status::{Presence, Status};
use super::team::{NO_RING, RingPlace};
use super::work::{Group, Work};
use super::workload::{Load, Workload};
use crate::engine::contact::NONE;
use crate::model::{Channel, DayKind, Model, TeamId, TypeId};
use crate::random::Key;
use crate::time::{SimDuration, SimTime};

/// Something of each [`Group`] of work; the last is of none, and saves a question.
type ByGroup<T> = [T; 4];

/// The place of a piece of work's group.
#[inline]
fn group(work: &Work) -> usize {
    work.group as usize & 3
}

/// One agent: what is looked at with every contact. What their clock says is apart from it (`shifts`).
#[derive(Clone, Debug)]
pub struct Agent {
    team: TeamId,
    status: Status,
    /// Places they have.
    places: u16,
    /// What the observer was told last of status, places and work.
    reported_status: Status,
    reported_places: u16,
    reported: Load,
    /// Counts of what is in hand.
    workload: Workload,
    /// The pieces of work in hand. Never more places than they have, unless a policy took some away meanwhile.
    work: Vec<Work>,
    /// The open chats among them.
    chats: Mix,
    /// How much longer than others they take over the same effort: 1 / (their speed × the pace of a newcomer).
    slowness: f64,
    /// Up to when progress is booked.
    booked: SimTime,
    /// How fast open chats move on, and what stands beside them, where each of the two moves on at one rate.
    shared: ByGroup<f64>,
    /// The piece of work that is done first at those rates.
    first_done: u16,
    /// Share of the hands on chats, 0 to 1.
    chat_hands: f64,
    /// Place in a ring of the team.
    pub(super) ring: RingPlace,
    pub(super) prev: u32,
    pub(super) next: u32,
    pub(super) since: u64,
    /// Key of the person who has this place; another person has another.
    key: Key,
    pace: f64,
}

impl Agent {
    /// Not present, with nothing in hand.
    pub(super) fn new(team: TeamId, key: Key, slowness: f64, places: u16) -> Self {
        Self {
            team,
            status: Status::default(),
            places,
            reported_status: Status::default(),
            reported_places: places,
            reported: Load::default(),
            workload: Workload::default(),
            work: Vec::new(),
            chats: Mix::default(),
            slowness,
            booked: SimTime::ZERO,
            shared: ByGroup::default(),
            first_done: 0,
            chat_hands: 0.0,
            ring: NO_RING,
            prev: NONE,
            next: NONE,
            since: 0,
            key,
            pace: 1.0,
        }
    }
    /// The team the agent is in.
    #[inline]
    pub fn team(&self) -> TeamId {
        self.team
    }
    /// Places they have now.
    #[inline]
    pub fn places(&self) -> u16 {
        self.places
    }
    /// Whether none of their places is free.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.workload.taken() >= self.places
    }
    /// Whether so many of their places are free; `u16::MAX`: all of them.
    pub fn has_room(&self, slots: u16) -> bool {
        let taken = self.workload.taken();
        taken == 0 && slots == u16::MAX || self.places.checked_sub(taken).is_some_and(|free| slots <= free)
    }
    /// Key of the person who has this place now.
    #[inline]
    pub fn key(&self) -> Key {
        self.key
    }
    /// How much longer than others they take over the same effort.
    #[inline]
    pub fn slowness(&self) -> f64 {
        self.slowness
    }
    /// Speed against their own when trained; 1 where nobody is new.
    pub fn pace(&self) -> f64 {
        self.pace
    }
    /// What is true of them now.
    #[inline]
    pub fn status(&self) -> Status {
        self.status
    }
    /// Whether any of these is true of them.
    #[inline]
    pub fn is(&self, any: Status) -> bool {
        self.status.intersects(any)
    }
    /// These are true from now on.
    pub fn set(&mut self, these: Status) {
        self.status.insert(these);
    }
    /// These are no longer true.
    pub fn unset(&mut self, these: Status) {
        self.status.remove(these);
    }
    /// The day of the present shift is this for them.
    pub fn set_day(&mut self, day: DayKind) {
        self.status.set_day(day);
    }
    /// Counts of the pieces of work in hand.
    #[inline]
    pub fn workload(&self) -> Workload {
        self.workload
    }
    /// The pieces of work in hand, those taken first in front.
    #[inline]
    pub fn work(&self) -> &[Work] {
        &self.work
    }
    /// Books what was done since the last change.
    #[inline]
    pub fn book(&mut self, now: SimTime) {
        let elapsed = (now - self.booked).ticks() as f64;
        self.booked = now;
        if elapsed > 0.0 && !self.is(Status::FROZEN) {
            for work in &mut self.work {
                work.left -= work.rate * elapsed;
            }
        }
    }
    /// The same where chats move on at one rate.
    #[inline]
    pub fn book_shared(&mut self, now: SimTime) {
        let elapsed = (now - self.booked).ticks() as f64;
        self.booked = now;
        if elapsed > 0.0 && !self.is(Status::FROZEN) {
            let done = self.shared.map(|rate| rate * elapsed);
            for work in &mut self.work {
                work.left -= done[group(work)];
            }
        }
    }
    /// The same where this piece of work alone moves on. It is booked up to each of the moments that `next` says in between, which gives the
    /// time at which there is one after another; later than now: there is none.
    #[inline]
    pub fn book_one(&mut self, now: SimTime, at: usize, next: impl Fn(SimTime) -> SimTime) {
        if !self.is(Status::FROZEN) {
            let work = &mut self.work[at];
            while self.booked < now {
                let until = next(self.booked).min(now);
                work.left -= work.rate * (until - self.booked).ticks() as f64;
                self.booked = until;
            }
        }
        self.booked = now;
    }
    /// The same where nothing moves on.
    #[inline]
    pub fn book_nothing(&mut self, now: SimTime) {
        self.booked = now;
    }
    /// One piece of work moves on at this rate, and nothing else. When it is done; `next`: see [`Self::book_one`].
    #[inline]
    pub fn set_one_rate(&mut self, at: usize, rate: f64, next: impl Fn(SimTime) -> SimTime) -> SimTime {
        let work = &mut self.work[at];
        work.rate = rate;
        let (mut left, mut since) = (work.left, self.booked);
        loop {
            let done = since + SimDuration::from_ticks_up(left / rate);
            let until = next(since);
            if until >= done {
                return done;
            }
            left -= rate * (until - since).ticks() as f64;
            since = until;
        }
    }
    /// The piece of work that is done first where chats move on at one rate.
    #[inline]
    pub fn first_done_shared(&self) -> usize {
        self.first_done.into()
    }
    /// The share of the hands at work, 0 to 1.
    #[inline]
    pub fn hands(&self) -> f64 {
        if self.cannot_pause() { 1.0 } else { self.chat_hands }
    }
    /// The share of the hands that chats take, 0 to 1.
    #[inline]
    pub fn set_chat_hands(&mut self, share: f64) {
        self.chat_hands = share;
    }
    /// Whether the observer knows the status of now.
    #[inline]
    pub fn is_status_told(&self) -> bool {
        self.status == self.reported_status
    }
    /// The observer hears of status and places: presence as it was told last, and as it is.
    pub fn tell_status(&mut self) -> (Presence, Presence) {
        let was = self.reported_status.presence(self.reported_places);
        (self.reported_status, self.reported_places) = (self.status, self.places);
        (was, self.status.presence(self.places))
    }
    /// The observer hears of the work: as it was told last, where it is another now.
    #[inline]
    pub fn tell_load(&mut self, is: Load) -> Option<Load> {
        (self.reported != is).then(|| std::mem::replace(&mut self.reported, is))
    }
    /// The observer hears that they are free no longer and have a call, or (`begins` is `false`) that they are free after one.
    /// Whether that is all that it hears; else it is to be told the whole.
    #[inline]
    pub fn tell_call(&mut self, begins: bool) -> bool {
        let (idle, on_call) = (Load::idle(), Load::on_call(self.places));
        let (was, is) = if begins { (idle, on_call) } else { (on_call, idle) };
        let expected = self.reported == was;
        if expected {
            self.reported = is;
        }
        expected
    }
    /// Whether they can take nothing more, and the observer knows all of it.
    #[inline]
    pub fn is_full_as_told(&self) -> bool {
        self.ring == NO_RING
            && self.is_full()
            && self.is_status_told()
            && self.reported == Load::new(self.workload, false, self.hands())
    }
    /// Whether they stand in no ring.
    #[inline]
    pub fn is_apart(&self) -> bool {
        self.ring == NO_RING
    }
    /// Where the work on this contact stands among the pieces in hand.
    pub fn position(&self, contact: u32) -> usize {
        self.work.iter().position(|work| work.contact == contact).expect("the agent has it in hand")
    }
    /// The open chats in hand.
    #[inline]
    pub fn open_chats(&self) -> Mix {
        self.chats
    }
    /// Puts the open chats together once more.
    #[cold]
    fn mix_chats(&mut self) {
        self.chats = Mix::default();
        for work in self.work.iter().filter(|work| work.is_open_chat()) {
            self.chats.add(work.part);
        }
    }
    /// How many of the pieces of work before this one are open chats.
    #[inline(never)]
    fn chats_before(&self, at: usize) -> usize {
        self.work[..at].iter().filter(|before| before.is_open_chat()).count()
    }
    /// The agent takes a piece of work in hand.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub fn begin(&mut self, work: Work) {
        self.work.push(work);
        if work.is_open_chat() {
            self.chats.add(work.part);
        }
        self.workload.add(Workload::of(&work));
    }
    /// The agent, who has nothing in hand, takes a call, which takes all their places.
    #[inline]
    pub fn begin_call(&mut self, now: SimTime, contact: u32, contact_type: TypeId, left: f64) {
        self.work.push(Work::call(contact, contact_type, self.places, left));
        self.workload = Workload::of_call(self.places);
        self.booked = now;
    }
    /// The call that the agent has in hand is over.
    #[inline]
    pub fn end_call(&mut self) {
        self.work.pop().expect("it is in hand");
        self.workload = Workload::default();
    }
    /// The contact is done; work on it goes on after it.
    pub fn begin_wrap_up(&mut self, at: usize) {
        let work = &mut self.work[at];
        let was_open_chat = work.is_open_chat();
        self.workload.take_away(Workload::of(work));
        (work.wrap_up, work.group) = (true, Group::WrapUp);
        self.workload.add(Workload::of(work));
        if was_open_chat {
            self.end_chat(at);
        }
    }
    /// An open chat is over: it leaves the mix. `at`: where it stands, or stood, among the pieces of work.
    #[expect(clippy::inline_always, reason = "at every end of a contact: a call costs as much again")]
    #[inline(always)]
    fn end_chat(&mut self, at: usize) {
        if self.chats.word().is_some() {
            // Mostly there is nothing but open chats.
            let only_chats = self.workload.beside() == 0;
            self.chats.take_away(if only_chats { at } else { self.chats_before(at) });
        } else {
            self.mix_chats();
        }
    }
    /// The agent gives a piece of work out of hand.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub fn end(&mut self, at: usize) -> Work {
        let work = self.work[at];
        let behind = &mut self.work[at..];
        // A few at most: moved one by one, which a call would not do faster.
        for next in 1..behind.len() {
            behind[next - 1] = behind[next];
        }
        self.work.pop();
        self.workload.take_away(Workload::of(&work));
        if work.is_open_chat() {
            self.end_chat(at);
        }
        work
    }
    /// So much of a piece of work is left, in hand-ticks.
    pub fn set_left(&mut self, at: usize, left: f64) {
        self.work[at].left = left;
    }
    /// They have so many places from now on, and whatever takes all of an agent takes these.
    pub fn set_places(&mut self, model: &Model, places: u16) {
        if self.places == places {
            return;
        }
        self.places = places;
        self.status.toggle(Status::PLACES_CHANGED);
        for work in self.work.iter_mut().filter(|work| work.takes_all(model)) {
            self.workload.take_away(Workload::of(work));
            work.places = places;
            self.workload.add(Workload::of(work));
        }
    }
    /// How fast each piece of work moves on from now on.
    #[inline]
    pub fn set_rates(&mut self, mut rate: impl FnMut(&Work) -> f64) {
        for work in &mut self.work {
            work.rate = rate(work);
        }
    }
    /// The same. Ticks until the first piece is done; `None`: nothing moves.
    #[inline]
    pub fn set_rates_and_first_end(&mut self, mut rate: impl FnMut(&Work) -> f64) -> Option<f64> {
        let mut first: Option<f64> = None;
        for work in &mut self.work {
            work.rate = rate(work);
            if work.rate > 0.0 {
                let end = work.left / work.rate;
                first = Some(first.map_or(end, |first| first.min(end)));
            }
        }
        first
    }
    /// The one piece of work in hand, no chat, moves on at full rate.
    #[inline]
    pub fn set_full_rate(&mut self) {
        self.shared[Group::Beside as usize] = 1.0;
        self.first_done = 0;
    }
    /// Chats move on at one rate, and whatever stands beside them at another, kept once for all of them. Ticks until the first
    /// piece is done; `None`: nothing moves.
    #[inline]
    pub fn share_rates(&mut self, chats: f64, beside: f64) -> Option<f64> {
        self.shared = [chats, beside, 0.0, 0.0];
        let (mut least_chat, mut least_other) = (f64::INFINITY, f64::INFINITY);
        let (mut of_chats, mut of_others) = (0, 0);
        for (at, work) in self.work.iter().enumerate() {
            match work.group {
                Group::Chats if work.left < least_chat => (least_chat, of_chats) = (work.left, at as u16),
                Group::Beside if work.left < least_other => (least_other, of_others) = (work.left, at as u16),
                _ => (),
            }
        }
        let end = |left: f64, rate: f64| if rate > 0.0 { left / rate } else { f64::INFINITY };
        let (chat, other) = (end(least_chat, chats), end(least_other, beside));
        let other_first = other < chat || other == chat && of_others < of_chats;
        self.first_done = if other_first { of_others } else { of_chats };
        let first = if other_first { other } else { chat };
        (first < f64::INFINITY).then_some(first)
    }
    /// Chats move on at one rate, and whatever stands beside them at another; after-contact work has an end of its own. Ticks
    /// until the first piece is done; `None`: nothing moves.
    #[inline]
    pub fn set_two_rates(&mut self, chats: f64, beside: f64) -> Option<f64> {
        let (mut chat, mut other) = (f64::INFINITY, f64::INFINITY);
        for work in &mut self.work {
            if work.wrap_up {
                work.rate = 0.0;
            } else if work.channel == Channel::Chat {
                work.rate = chats;
                chat = chat.min(work.left);
            } else {
                work.rate = beside;
                other = other.min(work.left);
            }
        }
        let end = |left: f64, rate: f64| if rate > 0.0 { left / rate } else { f64::INFINITY };
        let first = end(chat, chats).min(end(other, beside));
        (first < f64::INFINITY).then_some(first)
    }
    /// Somebody else has the place, or a newcomer has become faster: what is open goes on at their speed.
    pub fn change_person(&mut self, key: Key, pace: f64, slowness: f64) {
        for work in self.work.iter_mut().filter(|work| !work.wrap_up) {
            work.left *= slowness / self.slowness;
        }
        (self.key, self.pace, self.slowness) = (key, pace, slowness);
    }
    /// The agent is at the desk from now on.
    pub fn come(&mut self, now: SimTime) {
        self.status.insert(Status::PRESENT);
        self.booked = now;
    }
    /// Whether a call, a ticket or after-contact work keeps a pause from beginning.
    pub fn cannot_pause(&self) -> bool {
        self.workload.beside() > 0
    }
    /// Whether a call or after-contact work is in hand: no break cuts it short.
    pub fn has_call_or_wrap_up(&self) -> bool {
        self.work.iter().any(|w| w.wrap_up || w.channel == Channel::Call)
    }
    /// Whether a call, a chat or after-contact work keeps them from leaving or from a break.
    pub fn has_customer(&self) -> bool {
        self.work.iter().any(|w| w.wrap_up || w.channel != Channel::Ticket)
    }
}
