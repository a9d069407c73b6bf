//! When they begin and end, and what that does to who waits and what is in hand.

use super::{WORLD, policy};
use crate::support::model;
use crate::support::{Auditor, watch};
use peakstaff::engine::{Contact, Load, Observer};
use peakstaff::model::{Model, TeamId};
use peakstaff::time::{SimDuration, SimTime};

/// When calls were accepted, and how long they took.
#[derive(Default)]
struct Calls(Vec<(SimTime, SimTime, SimDuration)>);

impl Observer for Calls {
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.0.push((contact.reached, contact.accepted, at - contact.accepted));
    }
}

#[test]
fn who_waits_is_served_by_the_new_rules_and_what_is_in_hand_is_finished_by_the_old() {
    let text = format!(
        "template = \"none\"\nstart = 2025-03-03\ndays = 1\n\
         [contact.a]\nchannel = \"call\"\narrivals = {{ per_day = 6000 }}\neffort = \"10 min\"\nqueue_limit = 3\n\
         [design.x.team.t]\nstaffed = 1\nserves = [\"a\"]\n{}",
        policy("p", "{ daily = \"12:00-14:00\" }", &[("contact.a.effort", "\"7 min\"")])
    );
    let Calls(calls) = watch(&model(&text), 1, 0, Calls::default());
    let noon = SimTime::ZERO + SimDuration::HOUR * 12;
    let is_on = |at: SimTime| at >= noon && at < noon + SimDuration::HOUR * 2;
    for (_, accepted, took) in &calls {
        assert_eq!(*took, SimDuration::MINUTE * if is_on(*accepted) { 7 } else { 10 }, "accepted at {accepted}");
    }
    assert!(
        calls.iter().any(|(reached, accepted, _)| *reached < noon && is_on(*accepted)),
        "somebody waited over noon"
    );
    assert!(calls.iter().any(|(_, accepted, took)| *accepted < noon && *accepted + *took > noon));
    assert!(calls.len() > 140);
}

/// Knows only who waits, and when a policy says that it begins and ends.
struct Watcher {
    of: &'static str,
    model: Model,
    rule: (i64, SimDuration, i64),
    waiting: i64,
    since: Option<SimTime>,
    on: bool,
    uses: u32,
    held_back: u32,
}

impl Watcher {
    fn change(&mut self, at: SimTime, contact: &Contact, by: i64) {
        if self.model.types[contact.contact_type].label.key != self.of || contact.message {
            return;
        }
        self.waiting += by;
        let (above, ..) = self.rule;
        if self.waiting > above {
            self.since = self.since.or(Some(at));
        } else if self.since.take().is_some() && !self.on {
            self.held_back += 1;
        }
    }
    fn look(&self, at: SimTime) {
        let (_, hold, until_below) = self.rule;
        if self.on {
            assert!(self.waiting >= until_below || self.since.is_some(), "{at}: on although {} wait", self.waiting);
        } else {
            assert!(self.since.is_none_or(|since| at - since <= hold), "{at}: off although {} wait", self.waiting);
        }
    }
}

impl Observer for Watcher {
    fn reached(&mut self, at: SimTime, _: &Contact) {
        self.look(at);
    }
    fn queued(&mut self, at: SimTime, contact: &Contact) {
        self.change(at, contact, 1);
    }
    fn unqueued(&mut self, at: SimTime, contact: &Contact) {
        self.change(at, contact, -1);
    }
    fn policy(&mut self, at: SimTime, _: usize, on: bool, combination: usize) {
        let (_, hold, until_below) = self.rule;
        assert_eq!((self.on, combination), (!on, usize::from(on)));
        if on {
            assert_eq!(at - self.since.unwrap(), hold);
            self.uses += 1;
        } else {
            assert!(self.waiting < until_below);
        }
        self.on = on;
    }
}

#[test]
fn a_policy_begins_after_its_wait_and_ends_at_the_lower_mark() {
    for (of, hold, above) in [("presale", 0, 4), ("presale", 2, 4), ("hotline", 1, 1), ("reship", 10, 4)] {
        let when =
            format!("{{ kpi = \"waiting@contact:{of}\", above = {above}, for = \"{hold} min\", until_below = 1 }}");
        let changes = [("team.*.chats", "\"+2\""), ("contact.*.resolved", "0.6")];
        let model = model(&[WORLD, &policy("p", &when, &changes)].concat());
        let rule = (above, SimDuration::MINUTE * hold, 1);
        let (mut uses, mut held_back) = (0, 0);
        for replication in 0..6 {
            let watcher =
                Watcher { of, model: model.clone(), rule, waiting: 0, since: None, on: false, uses: 0, held_back: 0 };
            let watcher = watch(&model, 5, replication, watcher);
            (uses, held_back) = (uses + watcher.uses, held_back + watcher.held_back);
        }
        assert!(uses > 5, "{of}: {uses} uses");
        assert!(hold == 0 || held_back > 0, "{of}: `for` never mattered");
    }
}

/// The most chats that one agent of the first team had at hours with and without the policy.
struct Most([u16; 2], bool);

impl Observer for Most {
    fn policy(&mut self, _: SimTime, _: usize, on: bool, _: usize) {
        self.1 = on;
    }
    fn load(&mut self, _: SimTime, team: TeamId, _: u32, was: &Load, is: &Load) {
        if team == TeamId(1) && is.taken() > was.taken() && was.available() {
            let most = &mut self.0[usize::from(self.1)];
            *most = is.taken().max(*most);
        }
    }
}

#[test]
fn more_chats_for_some_hours() {
    for (change, most) in [("\"+2\"", [4, 6]), ("1", [4, 1])] {
        let when = "[ { daily = \"17:00-19:00\" }, { daily = \"20:00-21:30\" } ]";
        let model = model(&[WORLD, &policy("p", when, &[("team.front.chats", change)])].concat());
        let Most(found, _) = watch(&model, 5, 0, Most([0; 2], false));
        assert_eq!(found, most, "{change}");
        for replication in 0..3 {
            let auditor = watch(&model, 5, replication, Auditor::new(&model));
            auditor.every_contact_is_somewhere();
            // Seven days, two windows, on and off; what is left at the end is done on the next.
            assert!(auditor.switched >= 28, "{}", auditor.switched);
        }
    }
}
