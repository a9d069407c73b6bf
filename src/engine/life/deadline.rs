//! A ticket's deadline: its own, or that of what caused it.
//!
//! Where nothing follows from a deadline that passes, nobody notices before the ticket is done, or the run is: it needs no event.
//! Of those after the counted horizon each has one, because any event may be the last of the run.

use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{ContactType, Event, Ticket};
use crate::time::SimTime;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The ticket has a deadline from now on: its own, or the one that it took over from what caused it.
    pub(super) fn begin_deadline(&mut self, id: u32, contact_type: &ContactType, ticket: &Ticket) {
        let contact = &mut self.contacts[id];
        if contact.deadline == SimTime::NEVER {
            let Some(promise) = ticket.deadline else { return };
            contact.deadline = contact_type.due(promise, self.now);
        }
        let deadline = contact.deadline;
        if deadline <= self.now {
            self.deadline_passed(id, self.now);
        } else if !self.only_adds_up() || deadline >= self.counting.end() || contact_type.causes(Event::Late) {
            self.contacts[id].timer = self.events.push_often(deadline, EventKind::Deadline, id);
        }
    }

    /// A ticket is done, or the run: it is late if its deadline passed before.
    #[inline]
    pub(in crate::engine) fn find_out_deadline(&mut self, id: u32) {
        let contact = &self.contacts[id];
        if contact.deadline < self.now && !contact.late && self.only_adds_up() {
            self.deadline_passed(id, contact.deadline);
        }
    }

    /// A ticket's deadline has come; it is late if it is still open.
    pub(in crate::engine) fn deadline(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer == sequence {
            self.deadline_passed(id, self.now);
        }
    }

    /// The ticket is late since `at`, and causes now what that causes.
    fn deadline_passed(&mut self, id: u32, at: SimTime) {
        self.contacts[id].late = true;
        self.observer.late(at, &self.contacts[id]);
        self.cause(self.types[self.contacts[id].contact_type.index()], id, Event::Late, self.now);
    }
}
