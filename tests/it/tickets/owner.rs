//! Customers who come back and the agent they had before.

use crate::support::{self, model};
use peakstaff::engine::{Contact, Observer, Taken};
use peakstaff::model::{Event, Model, TeamId};
use peakstaff::random::Key;
use peakstaff::time::{SimDuration, SimTime};
use std::collections::HashMap;

/// Half of all come back after a quarter of an hour; three agents are busy three quarters of the time.
const SHOP: &str = r#"
template = "none"
start = 2025-03-03
days = 20
[contact.call]
channel = "call"
arrivals = { per_day = 216 }
effort = { exponential = { mean = "7.5 min" } }
resolved = 0.5
unresolved = { returns = 1.0, in = "15 min" }
[design.only.team.one]
staffed = 3
serves = ["call"]
"#;

/// Who had each customer who is about to come back, and what became of those who did.
struct Watch<'m> {
    model: &'m Model,
    agents: HashMap<Key, u32>,
    expected: HashMap<Key, u32>,
    same: u32,
    other: u32,
    /// The shortest wait of those whom somebody else took.
    least_wait_of_others: SimDuration,
    waited: SimDuration,
    taken: u32,
}

impl<'m> Watch<'m> {
    fn of(model: &'m Model) -> Self {
        let (same, other, taken) = (0, 0, 0);
        let (least_wait_of_others, waited) = (SimDuration::FOREVER, SimDuration::ZERO);
        let (agents, expected) = (HashMap::new(), HashMap::new());
        Self { model, agents, expected, same, other, least_wait_of_others, waited, taken }
    }
}

impl Observer for Watch<'_> {
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        let wait = at - contact.reached;
        (self.taken, self.waited) = (self.taken + 1, self.waited + wait);
        match self.expected.remove(&contact.key) {
            Some(agent) if agent == by.agent => self.same += 1,
            Some(_) => {
                self.other += 1;
                self.least_wait_of_others = self.least_wait_of_others.min(wait);
            }
            None => (),
        }
        self.agents.insert(contact.key, by.agent);
    }
    fn handled(&mut self, _: SimTime, contact: &Contact, _: TeamId, resolved: bool) {
        let agent = self.agents.remove(&contact.key).expect("somebody took it");
        if !resolved {
            let [rule] = &self.model.types[contact.contact_type].rules[Event::Unresolved as usize][..] else {
                unreachable!()
            };
            self.expected.insert(contact.key.child(rule.purpose), agent);
        }
    }
}

fn watch(model: &Model) -> Watch<'_> {
    support::watch(model, 1, 0, Watch::of(model))
}

fn with(owner: &str) -> Model {
    model(&SHOP.replace("resolved = 0.5\n", &format!("resolved = 0.5\n{owner}\n")))
}

#[test]
fn a_customer_is_kept_for_the_agent_he_had_before() {
    let (without, for_ever, a_while) = (with(""), with("owner = \"10 h\""), with("owner = \"2 min\""));
    let [without, for_ever, a_while] = [&without, &for_ever, &a_while].map(watch);
    for seen in [&without, &for_ever, &a_while] {
        assert!(seen.same + seen.other > 3_000, "{} came back", seen.same + seen.other);
    }
    // One of three by chance, a little more: they were free when the customer left.
    let share = |seen: &Watch<'_>| f64::from(seen.same) / f64::from(seen.same + seen.other);
    assert!((0.28..0.42).contains(&share(&without)), "{}", share(&without));
    assert_eq!(for_ever.other, 0, "kept as long as it takes");
    // A quarter finds them free, a sixth more within two minutes, of the rest a third by chance.
    assert!(share(&a_while) > 0.48 && share(&a_while) < 0.62, "{}", share(&a_while));
    assert!(a_while.least_wait_of_others >= SimDuration::MINUTE * 2, "{}", a_while.least_wait_of_others);
    // It is not free: others could have taken them.
    let mean = |seen: &Watch<'_>| seen.waited.seconds() / f64::from(seen.taken);
    assert!(mean(&for_ever) > 1.2 * mean(&without), "{} {}", mean(&for_ever), mean(&without));
    assert!(mean(&a_while) < mean(&for_ever));
}

#[test]
fn where_nobody_comes_back_nothing_changes() {
    let nobody = |owner: &str| {
        let text = SHOP.replace("returns = 1.0", "returns = 0.0").replace("per_day = 216", "per_day = 430");
        let model = model(&text.replace("resolved = 0.5\n", &format!("resolved = 0.5\n{owner}\n")));
        let seen = watch(&model);
        (seen.taken, seen.waited)
    };
    assert_eq!(nobody(""), nobody("owner = \"5 min\""));
}
