//! The queue of each type: live customers in order of age, messages behind them, tickets by deadline, and those who wait
//! for one agent alone.

use super::waiting_list::WaitingList;
use crate::engine::contact::Contacts;
use crate::engine::kernel::table::Table;
use crate::id::Id;
use crate::model::{TeamId, TypeId};
use crate::time::SimTime;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Index;

/// Tickets in the order in which they are worked on.
type Tickets = BinaryHeap<Reverse<Entry>>;

/// A ticket in a queue as one integer that sorts by key (deadline or age in ticks), then order of entry: 64 bits of key, 32 of order, 32
/// of contact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(u128);

impl Entry {
    /// Added to a key so that those below zero sort first.
    const BIAS: u64 = 1 << 63;

    #[inline]
    fn new(key: i64, order: u32, id: u32) -> Self {
        Self(u128::from(key as u64 ^ Self::BIAS) << 64 | u128::from(order) << 32 | u128::from(id))
    }
    #[inline]
    fn key(self) -> i64 {
        ((self.0 >> 64) as u64 ^ Self::BIAS) as i64
    }
    #[inline]
    fn id(self) -> u32 {
        self.0 as u32
    }
}

/// A contact that is held for the agent whom its customer had before.
#[derive(Clone, Copy)]
pub struct Hold {
    pub contact: u32,
    pub agent: u32,
    /// When it is for anybody.
    pub until: SimTime,
}

/// A type's queue.
#[derive(Default)]
pub struct Queue {
    live: WaitingList,
    /// Those who wait for one agent. They stand in no other list.
    holds: Vec<Hold>,
    messages: WaitingList,
    /// Messages that stand among live customers.
    messages_among_live: u32,
    tickets: Tickets,
    /// Tickets at a step that only one team does.
    only: Vec<(TeamId, Tickets)>,
    /// How many tickets ever came in: the order of entry.
    entered: u32,
    /// How many stand in it, however they wait.
    standing: u32,
}

impl Queue {
    /// Live customers, and messages that wait among them.
    #[inline]
    pub fn live(&self) -> &WaitingList {
        &self.live
    }
    /// Messages behind live customers.
    #[inline]
    pub fn messages(&self) -> &WaitingList {
        &self.messages
    }
    /// Whether messages stand among live customers.
    #[inline]
    pub fn mixes_messages(&self) -> bool {
        self.messages_among_live > 0
    }
    /// Those who wait for one agent.
    #[inline]
    pub fn holds(&self) -> &[Hold] {
        &self.holds
    }
    /// The first ticket that this team may take: key, contact.
    #[inline]
    pub fn first_ticket(&self, team: TeamId) -> Option<(i64, u32)> {
        let mut first = self.tickets.peek();
        if !self.only.is_empty() {
            let own = self.only.iter().find(|(only, _)| *only == team).and_then(|(_, tickets)| tickets.peek());
            first = first.into_iter().chain(own).max();
        }
        first.map(|Reverse(entry)| (entry.key(), entry.id()))
    }
    /// How many stand in it.
    pub fn len(&self) -> u32 {
        self.standing
    }
    /// How many stand in it besides messages left in closed hours: nobody is on the line for those.
    pub fn len_without_messages(&self) -> u32 {
        self.len() - self.messages.len() - self.messages_among_live
    }
    /// All tickets, in no particular order.
    pub fn tickets(&self) -> impl Iterator<Item = u32> {
        let all = std::iter::once(&self.tickets).chain(self.only.iter().map(|(_, tickets)| tickets));
        all.flatten().map(|Reverse(entry)| entry.id())
    }
    /// The tickets that any team may do, or those for one team `only`.
    fn tickets_for(&mut self, only: Option<TeamId>) -> &mut Tickets {
        let Some(team) = only else { return &mut self.tickets };
        let at = self.only.iter().position(|(one, _)| *one == team).unwrap_or_else(|| {
            self.only.push((team, Tickets::default()));
            self.only.len() - 1
        });
        &mut self.only[at].1
    }
}

/// The types from this one on share a mark.
const MARKS: usize = 63;

/// A set of types, a mark each: a quick look whether anybody of them may stand in a queue.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct TypeMarks(u64);

impl TypeMarks {
    /// These types.
    pub fn of<'a>(types: impl IntoIterator<Item = &'a TypeId>) -> Self {
        Self(types.into_iter().fold(0, |marks, of| marks | 1 << of.index().min(MARKS)))
    }
    /// The types of both.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Whether this type may be among them.
    #[inline]
    pub fn may_hold(self, of: TypeId) -> bool {
        self.0 >> of.index().min(MARKS) & 1 != 0
    }
    /// Whether any type may be in both.
    #[inline]
    pub fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The queues of all types, and how many stand in them.
pub struct Queues {
    each: Table<Queue>,
    /// Types of whom somebody stands in the queue; those that share a mark always.
    occupied: TypeMarks,
    standing: u32,
    /// Messages behind live customers, of all types.
    messages: u32,
}

impl Queues {
    /// Empty ones, for so many types.
    pub fn new(types: usize) -> Self {
        let occupied = TypeMarks(if types > MARKS { 1 << MARKS } else { 0 });
        Self { occupied, each: (0..types).map(|_| Queue::default()).collect(), standing: 0, messages: 0 }
    }
    /// Whether nobody stands in any of them.
    #[inline]
    pub fn are_empty(&self) -> bool {
        self.standing == 0
    }
    /// Types of whom somebody may stand in the queue.
    #[inline]
    pub fn occupied(&self) -> TypeMarks {
        self.occupied
    }
    /// One more stands in a type's queue.
    #[inline]
    fn mark(&mut self, of: TypeId) -> &mut Queue {
        self.standing += 1;
        self.occupied.0 |= 1 << of.index().min(MARKS);
        let queue = &mut self.each[of.index()];
        queue.standing += 1;
        queue
    }
    /// One of a type's queue leaves: its mark goes with the last.
    #[inline]
    fn unmark(&mut self, of: TypeId) -> &mut Queue {
        self.standing -= 1;
        let queue = &mut self.each[of.index()];
        queue.standing -= 1;
        if queue.standing == 0 && of.index() < MARKS {
            self.occupied.0 &= !(1 << of.index());
        }
        queue
    }
    /// Whether messages stand behind live customers of any type.
    #[inline]
    pub fn any_messages(&self) -> bool {
        self.messages > 0
    }
    /// A live customer comes in, at the place that their age gives them.
    #[inline]
    pub fn add_live(&mut self, contacts: &mut Contacts, id: u32) {
        let of = contacts[id].contact_type;
        self.mark(of).live.insert(contacts, id);
    }
    /// A live customer leaves.
    #[inline]
    pub fn remove_live(&mut self, contacts: &mut Contacts, id: u32) {
        let of = contacts[id].contact_type;
        self.unmark(of).live.remove(contacts, id);
    }
    /// A message left in closed hours comes in: among live customers, or behind them all.
    pub fn add_message(&mut self, contacts: &mut Contacts, id: u32, among_live: bool) {
        self.messages += u32::from(!among_live);
        let queue = self.mark(contacts[id].contact_type);
        if among_live {
            queue.live.push(contacts, id);
            queue.messages_among_live += 1;
        } else {
            queue.messages.push(contacts, id);
        }
    }
    /// A message left in closed hours leaves.
    pub fn remove_message(&mut self, contacts: &mut Contacts, id: u32, among_live: bool) {
        self.messages -= u32::from(!among_live);
        let queue = self.unmark(contacts[id].contact_type);
        if among_live {
            queue.messages_among_live -= 1;
            queue.live.remove(contacts, id);
        } else {
            queue.messages.remove(contacts, id);
        }
    }
    /// A ticket comes in, by its key (deadline or age); `only`: the one team that may do its step.
    pub fn add_ticket(&mut self, contact_type: TypeId, key: i64, id: u32, only: Option<TeamId>) {
        let queue = self.mark(contact_type);
        queue.entered = queue.entered.checked_add(1).expect("fewer than 2^32 tickets of a type");
        let entry = Entry::new(key, queue.entered, id);
        queue.tickets_for(only).push(Reverse(entry));
    }
    /// The first ticket leaves, of those that any team may do or of those for one team `only`.
    pub fn pop_ticket(&mut self, contact_type: TypeId, only: Option<TeamId>) -> Option<u32> {
        self.unmark(contact_type).tickets_for(only).pop().map(|Reverse(entry)| entry.id())
    }
    /// A contact waits for one agent.
    pub fn add_hold(&mut self, contact_type: TypeId, hold: Hold) {
        self.mark(contact_type).holds.push(hold);
    }
    /// A contact no longer waits for one agent.
    pub fn remove_hold(&mut self, contact_type: TypeId, id: u32) {
        self.unmark(contact_type).holds.retain(|hold| hold.contact != id);
    }
}

impl Index<TypeId> for Queues {
    type Output = Queue;
    #[inline]
    fn index(&self, contact_type: TypeId) -> &Queue {
        &self.each[contact_type.index()]
    }
}
