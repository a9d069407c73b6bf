//! A ticket's deadline: its own, or that of what caused it.

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
        if contact.deadline > self.now {
            contact.timer = self.events.push_often(contact.deadline, EventKind::Deadline, id);
        } else {
            self.deadline_passed(id);
        }
    }

    /// A ticket's deadline has come; it is late if it is still open.
    pub(in crate::engine) fn deadline(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer == sequence {
            self.deadline_passed(id);
        }
    }

    /// The ticket is late from now on, and causes what that causes.
    fn deadline_passed(&mut self, id: u32) {
        self.contacts[id].late = true;
        self.observer.late(self.now, &self.contacts[id]);
        self.cause(self.types[self.contacts[id].contact_type.index()], id, Event::Late, self.now);
    }
}
