//! Tickets that take all of an agent's places.

use crate::support::{model, watch};
use peakstaff::engine::{Contact, Observer, Taken};
use peakstaff::id::Id;
use peakstaff::model::{Channel, Model};
use peakstaff::time::SimTime;

/// One agent with two places. A ticket comes a minute after every chat, which takes ten minutes; every ticket takes five.
const SHOP: &str = r#"
template = "none"
start = 2025-03-03
days = 20
[contact.chat]
channel = "chat"
arrivals = { per_day = 30 }
alone = "10 min"
slowdown = [1, 1]
then = [ { on = "arrived", in = "1 min", creates = "ticket" } ]
[contact.ticket]
channel = "ticket"
effort = "5 min"
slots = "all"
[design.only.team.one]
staffed = 1
serves = [["chat"], ["ticket"]]
chats = 2
"#;

/// How much is in hand at each beginning, and for whom waiting chats wait.
#[derive(Default)]
struct Hand {
    chats: u32,
    tickets: u32,
    chats_begun_beside_chats: u32,
    chats_that_waited_for_a_ticket: u32,
    tickets_begun: u32,
}

struct Watch<'m>(&'m Model, Hand);

impl Watch<'_> {
    fn of(&mut self, contact: &Contact) -> &mut u32 {
        let ticket = self.0.types[contact.contact_type].channel == Channel::Ticket;
        if ticket { &mut self.1.tickets } else { &mut self.1.chats }
    }
}

impl Observer for Watch<'_> {
    fn taken(&mut self, at: SimTime, contact: &Contact, _: Taken) {
        assert_eq!(self.1.tickets, 0, "nothing beside a ticket that takes all places");
        if self.0.types[contact.contact_type].channel == Channel::Ticket {
            assert_eq!(self.1.chats, 0, "the chats before it are done");
            self.1.tickets_begun += 1;
        } else {
            self.1.chats_begun_beside_chats += u32::from(self.1.chats > 0);
            self.1.chats_that_waited_for_a_ticket += u32::from(at > contact.reached && self.1.chats == 0);
        }
        *self.of(contact) += 1;
    }
    fn handled(&mut self, _: SimTime, contact: &Contact, _: peakstaff::model::TeamId, _: bool) {
        *self.of(contact) -= 1;
    }
}

#[test]
fn it_waits_for_the_chats_in_hand_and_nothing_new_is_taken_meanwhile() {
    let model = model(SHOP);
    let watch = watch(&model, 1, 0, Watch(&model, Hand::default()));
    let seen = watch.1;
    assert!(seen.tickets_begun > 400, "{} tickets", seen.tickets_begun);
    assert!(seen.chats_that_waited_for_a_ticket > 50, "{} chats waited", seen.chats_that_waited_for_a_ticket);
    // A second chat is taken in the minute before the first one's ticket comes, or while an earlier ticket is in hand.
    assert!(seen.chats_begun_beside_chats > 0);
}

/// When what began.
struct Begun(Vec<(SimTime, usize)>);

impl Observer for Begun {
    fn taken(&mut self, at: SimTime, contact: &Contact, _: Taken) {
        self.0.push((at, contact.contact_type.index()));
    }
}

#[test]
fn with_one_place_it_is_any_ticket() {
    let one_place = SHOP.replace("chats = 2", "chats = 1");
    let begun = |text: &str| watch(&model(text), 1, 0, Begun(Vec::new())).0;
    let all = begun(&one_place);
    assert!(all.len() > 1_000);
    assert!(all == begun(&one_place.replace("slots = \"all\"", "slots = 1")), "the same at the same times");
}
