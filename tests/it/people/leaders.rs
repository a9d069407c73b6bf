//! Whose people a team's are, and leaders: against what can be told by hand.

use crate::support::{model, models, watch};
use peakstaff::engine::{Contact, Observer, Presence};
use peakstaff::model::{Model, TeamId};
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeSet;

/// A shop of one call type and these designs, for so many days.
fn shop(days: u32, designs: &str) -> String {
    format!(
        r#"
template = "none"
start    = 2025-03-03
days     = {days}
[contact.call]
channel     = "call"
arrivals    = {{ per_day = 6000 }}
effort      = "7 min"
queue_limit = 3
{designs}
"#
    )
}

/// On which day which agent (by number in the run) came.
#[derive(Default)]
struct Came(BTreeSet<(i32, u32)>);

impl Observer for Came {
    fn came(&mut self, at: SimTime, _: TeamId, agent: u32) {
        self.0.insert((at.day(), agent));
    }
}

fn came(model: &Model) -> BTreeSet<(i32, u32)> {
    watch(model, 1, 0, Came::default()).0
}

const TEAM: &str = "serves = [\"call\"]\nshifts = { day = { hours = \"09:00-18:00\" } }\nabsence = 0.3\n";

#[test]
fn the_same_people_are_absent_on_the_same_days() {
    let with = |more: &str| {
        let [after, before] = &models(&shop(
            60,
            &format!(
                "[design.before.team.one]\nheadcount = 6\n{TEAM}[design.after.team.two]\nheadcount = 5\n{TEAM}{more}"
            ),
        ))[..] else {
            panic!()
        };
        (came(after), came(before).into_iter().filter(|(_, agent)| *agent < 5).collect::<BTreeSet<_>>())
    };
    let (after, before) = with("people_of = \"before.one\"\n");
    assert!(before.len() > 150 && after == before);
    let (after, before) = with("");
    assert_ne!(after, before);
}

#[test]
fn teams_that_share_people_take_them_in_turn() {
    let team = |name: &str, heads: u32| {
        format!("[design.after.team.{name}]\nheadcount = {heads}\npeople_of = \"before.one\"\n{TEAM}")
    };
    let routes = "[design.after]\nroutes = { call = [\"x\", \"y\"] }\n";
    let text = format!("[design.before.team.one]\nheadcount = 6\n{TEAM}{routes}{}{}", team("x", 2), team("y", 4));
    let [after, before] = &models(&shop(60, &text))[..] else { panic!() };
    assert_eq!(came(after), came(before));
}

/// Time paid and available, how long contacts took, and how many there were.
#[derive(Default)]
struct Work {
    paid: SimDuration,
    available: SimDuration,
    took: BTreeSet<SimDuration>,
    handled: u32,
}

impl Observer for Work {
    fn presence(&mut self, at: SimTime, _: TeamId, _: u32, was: &Presence, is: &Presence) {
        let since = at - SimTime::ZERO;
        let count = |sum: &mut SimDuration, was: bool, is: bool| match (was, is) {
            (true, false) => *sum += since,
            (false, true) => *sum -= since,
            _ => (),
        };
        count(&mut self.paid, was.paid, is.paid);
        count(&mut self.available, was.available, is.available);
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.took.insert(at - contact.accepted);
        self.handled += 1;
    }
}

fn work(model: &Model) -> Work {
    watch(model, 1, 0, Work::default())
}

fn led(days: u32, leaders: &str, more: &str) -> String {
    let shifts = "shifts = { day = { hours = \"09:00-18:00\", break = \"60 min in 12:00-14:00\" } }";
    shop(
        days,
        &format!(
            "[design.now.team.line]\nheadcount = 2\nserves = [\"call\"]\n{shifts}\nafter_shift = \"drop\"\n{leaders}\n{more}"
        ),
    )
}

#[test]
fn a_leader_is_paid_wholly_and_at_the_desk_for_his_load() {
    const DAYS: u32 = 200;
    let paid = SimDuration::HOUR * 16 * i64::from(DAYS);
    // Nothing to do: two people at the desk for 8 hours, of whom one leads all the time, half the time, or never.
    for (leaders, share, off) in [
        ("leaders = { count = 1, load = 0 }", 0.5, 0.0),
        ("leaders = { count = 1, load = 1 }", 1.0, 0.0),
        ("leaders = { count = 0, load = 0 }", 1.0, 0.0),
        ("leaders = { count = 1, load = 0.5 }", 0.75, 0.015),
        ("leaders = { count = 2, load = 0.25, spell = \"20 min\" }", 0.25, 0.015),
    ] {
        let quiet = led(DAYS, leaders, "").replace("per_day = 6000", "per_day = 0.001");
        let work = work(&model(&quiet));
        assert_eq!(work.paid, paid, "{leaders}");
        let found = work.available.seconds() / work.paid.seconds();
        assert!((found - share).abs() <= off, "{leaders}: {found}");
    }
}

#[test]
fn a_spell_waits_for_customers_and_breaks_nothing_off() {
    let busy = work(&model(&led(200, "leaders = { count = 2, load = 0.5 }", "").replace("drop", "open")));
    assert_eq!(busy.took, BTreeSet::from([SimDuration::MINUTE * 7]));
    // What customers take longer is made up for.
    let share = busy.available.seconds() / busy.paid.seconds();
    assert!((share - 0.5).abs() < 0.015, "{share}");
    let chats = led(100, "leaders = { count = 2, load = 0.5 }", "chats = 3\noff_desk = 0")
        .replace("drop", "open")
        .replace("\"call\"\narr", "\"chat\"\narr")
        .replace("effort      = \"7 min\"", "alone = \"5 min\"");
    let chats = work(&model(&chats));
    assert!(chats.handled > 10_000);
    assert_eq!(chats.took, BTreeSet::from([SimDuration::MINUTE * 5]), "no chat stands still");
}

#[test]
fn full_load_is_no_leader_at_all() {
    let [with, without] = ["leaders = { count = 1, load = 1 }", ""].map(|leaders| work(&model(&led(20, leaders, ""))));
    assert_eq!((with.handled, with.available), (without.handled, without.available));
}
