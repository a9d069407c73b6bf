//! Why customers waited: the parts add up to all that was waited, on random shops; and shops of which the answer is known.

use crate::policies::shop_with_policies;
use crate::support::worlds::{ANYTHING, shop as world};
use crate::support::{Shop, model, shop, watch};
use peakstaff::catalogue::counter::TeamCounter;
use peakstaff::engine::{Answered, Contact, Observer, Taken};
use peakstaff::experiment::{About, Asking, Never, Quiet, Stretch, Why, why};
use peakstaff::id::Id;
use peakstaff::measure::blame::{Blamed, Cause, State, Window, rows, watched};
use peakstaff::measure::{Memory, Replication, observe};
use peakstaff::model::{FirstTouch, Model, TeamId, TypeId};
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeMap;

/// Adds up, customer by customer, how long each waited inside some windows.
struct Waits<'a> {
    model: &'a Model,
    windows: &'a [Window],
    since: BTreeMap<u64, (SimTime, TypeId)>,
    /// By window and type, ticks.
    waited: Vec<Vec<i64>>,
}

impl Waits<'_> {
    fn add(&mut self, of: TypeId, from: SimTime, until: SimTime) {
        let calendar = &self.model.calendar;
        for (window, waited) in self.windows.iter().zip(&mut self.waited) {
            let number = |at: SimTime| ((at - calendar.start()).ticks() / calendar.interval.ticks()).max(0) as usize;
            let touched = number(from)..(number(until) + 1).min(calendar.intervals());
            for n in touched.filter(|n| window.inside[*n]) {
                let begins = calendar.start() + calendar.interval * n as i64;
                let (from, until) = (from.max(begins), until.min(begins + calendar.interval));
                waited[of.index()] += (until - from).ticks().max(0);
            }
        }
    }
    fn ends(&mut self, at: SimTime, contact: &Contact) {
        if let Some((since, of)) = self.since.remove(&contact.key.whole()) {
            self.add(of, since, at);
        }
    }
    fn begins(&mut self, at: SimTime, contact: &Contact) {
        self.since.insert(contact.key.whole(), (at, contact.contact_type));
    }
}

impl Observer for Waits<'_> {
    fn queued(&mut self, at: SimTime, contact: &Contact) {
        if self.model.types[contact.contact_type].is_live() && !contact.message {
            self.begins(at, contact);
        }
    }
    fn unqueued(&mut self, at: SimTime, contact: &Contact) {
        self.ends(at, contact);
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        let of = &self.model.types[contact.contact_type];
        if !by.first || contact.message || !of.is_live() {
        } else if of.turns.is_some() {
            self.begins(at, contact);
        } else if of.speed.is_some_and(|speed| speed.until == FirstTouch::FirstReply) {
            self.add(contact.contact_type, at, at + by.answer);
        }
    }
    fn answered(&mut self, at: SimTime, contact: &Contact, answer: Answered) {
        if answer.first {
            self.ends(at, contact);
        }
    }
    fn abandoned(&mut self, at: SimTime, contact: &Contact, _: bool) {
        self.ends(at, contact);
    }
}

fn all_of(blamed: &Blamed, of: TypeId) -> i64 {
    (0..blamed.rows()).flat_map(|row| Cause::ALL.map(|cause| blamed.wait(row, of, cause))).sum()
}

/// Every window in two: all that counts, and a part in the middle of it.
fn windows(model: &Model) -> [Window; 2] {
    let n = model.calendar.intervals();
    let part = n / 3..(n / 3 + 5).min(n);
    [
        Window { inside: vec![true; n], mark: None },
        Window { inside: (0..n).map(|i| part.contains(&i)).collect(), mark: Some(part.start) },
    ]
}

fn parts_add_up(text: &str, number: u64, seen: &mut [i64; Cause::COUNT]) {
    let model = model(text);
    let windows = windows(&model);
    let (_, blamed, _) = watched(&model, (3, number), &windows, &|| false);
    let waited = vec![vec![0; model.types.len()]; windows.len()];
    let mut waits =
        watch(&model, 3, number, Waits { model: &model, windows: &windows, since: BTreeMap::new(), waited });
    let end = model.calendar.end();
    for (since, of) in std::mem::take(&mut waits.since).into_values() {
        waits.add(of, since, end);
    }
    for (blamed, waited) in blamed.iter().zip(&waits.waited) {
        for of in model.types.ids() {
            assert_eq!(all_of(blamed, of), waited[of.index()], "shop {number}, {}", model.types[of].label.key);
        }
    }
    let spans = peakstaff::catalogue::spans(&model);
    let replication = Replication { model: &model, spans: &spans, seed: 3, number, days: false, profile: None };
    let counted = observe(replication, peakstaff::engine::NullObserver, &mut Memory::default(), &|| false);
    let layout = peakstaff::measure::Layout::new(&model);
    for team in model.teams.ids() {
        let present = State::ALL.into_iter().filter(|state| *state != State::Absent);
        let ticks: i64 = present
            .flat_map(|state| (0..rows(&model.calendar)).map(move |row| (row, state)))
            .map(|(row, state)| blamed[0].people(row, team, state))
            .sum();
        let seconds = counted.rows[0][layout.of_team(team) + TeamCounter::Present as usize];
        let watched = SimDuration::from_ticks(ticks).seconds();
        assert!((watched - seconds).abs() < 1e-3, "shop {number}, team {}: {watched} against {seconds}", team.0);
    }
    for cause in Cause::ALL {
        seen[cause as usize] += model
            .types
            .ids()
            .flat_map(|of| (0..blamed[0].rows()).map(move |row| (row, of)))
            .map(|(row, of)| blamed[0].wait(row, of, cause))
            .sum::<i64>();
    }
}

#[test]
fn the_parts_are_all_that_was_waited() {
    let mut seen = [0; Cause::COUNT];
    for number in 0..40 {
        parts_add_up(&world(number, ANYTHING), number, &mut seen);
    }
    for number in 0..12 {
        parts_add_up(&shop_with_policies(number), number, &mut seen);
    }
    let nobody: Vec<&str> = Cause::ALL.into_iter().filter(|c| seen[*c as usize] == 0).map(Cause::word).collect();
    assert!(nobody.iter().all(|cause| ["closed", "leading"].contains(cause)), "never charged: {nobody:?}");
}

/// What is asked of one day, by half hour.
fn explained(text: &str, at: [usize; 2]) -> (Model, Why) {
    of_shop(&shop(text), at)
}

fn of_shop(shop: &Shop, [from, until]: [usize; 2]) -> (Model, Why) {
    let model = shop.model();
    let asking = Asking { model: &model, seed: 1, replications: 4, threads: 2 };
    let why = why(asking, &About::At(from..until), &Quiet, &Never).expect("it runs");
    (model, why)
}

/// The share of the waiting of all types that a cause has.
fn share(model: &Model, stretch: &Stretch, cause: Cause) -> f64 {
    let types: Vec<TypeId> = model.types.ids().collect();
    stretch.share(&stretch.rows, &types, cause).map_or(0.0, |share| share.value)
}

const SHOP: &str = r#"
template = "none"
start = 2025-11-11
days = 1
interval = "30 min"
[contact.chat]
channel = "chat"
arrivals = { per_day = 960 }
effort = { exponential = { mean = "3 min" } }
patience = { exponential = { mean = "10 min" } }
targets = [ { accepted = "30 s", share = 0.8 } ]
"#;

#[test]
fn everybody_at_supper() {
    let people = r#"
[design.only.team.front]
headcount = 6
serves = ["chat"]
chats = 1
shifts = { all = { hours = "00:00-24:00", break = "120 min in 20:00-22:00" } }
split = { all = 1 }
rest = "none"
"#;
    let (model, found) = explained(&[SHOP, people].concat(), [40, 44]);
    let stretch = &found.stretches[0];
    let supper = share(&model, stretch, Cause::Break);
    assert!(supper > 0.97, "{supper}");
    let away = stretch.people(&stretch.rows, &[TeamId(0)], &[State::Break]).value;
    assert!(away > 5.8 && away <= 6.0, "{away}");
    assert!(stretch.in_time(&stretch.rows, &[TypeId(0)]).unwrap().value < 0.05);
}

#[test]
fn everybody_has_a_ticket() {
    let people = r#"
[contact.slips]
channel = "ticket"
arrivals = { per_day = 2000 }
effort = "30 min"
[design.only.team.front]
staffed = { from = "00:00", every = "24 h", counts = [6] }
serves = [["slips"], ["chat"]]
chats = 1
"#;
    let (model, found) = explained(&[SHOP, people].concat(), [40, 44]);
    let stretch = &found.stretches[0];
    // Who waits at the beginning is more than there are places, and asked before.
    let (tickets, old) = (share(&model, stretch, Cause::Ticket), share(&model, stretch, Cause::Backlog));
    assert!(tickets > 0.9 && tickets + old > 0.999, "{tickets} {old}");
    assert!((stretch.with_ticket(&[TeamId(0)], TypeId(1)) - 6.0).abs() < 1e-6);
}

#[test]
fn everybody_at_their_limit_with_free_hands() {
    let quick = SHOP.replace("mean = \"3 min\"", "mean = \"20 s\"");
    let people = r#"
messages = 9
customer_pause = "60 s"
[design.only.team.front]
staffed = { from = "00:00", every = "24 h", counts = [5] }
serves = ["chat"]
chats = 1
"#;
    let (model, found) = explained(&[&quick, people].concat(), [40, 44]);
    let stretch = &found.stretches[0];
    assert!(share(&model, stretch, Cause::ChatLimit) > 0.99, "{found:?}");
}

#[test]
fn the_backlog_of_the_night() {
    // A customer every minute and a half waits through the night; from 9 o'clock on twice as many are served as come.
    let patient = SHOP.replace("patience = { exponential = { mean = \"10 min\" } }\n", "");
    let people = r#"
[design.only.team.front]
staffed = { from = "00:00", every = "1 h", counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 8] }
serves = ["chat"]
chats = 1
"#;
    let text = [&patient, people].concat();
    let text = text.replace(
        "counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 8]",
        "counts = [0,0,0,0,0,0,0,0,0,8,8,8,8,8,8,8,8,8,8,8,8,8,8,8]",
    );
    let (model, found) = explained(&text, [18, 20]);
    assert!(share(&model, &found.stretches[0], Cause::Backlog) > 0.999);
    // Before anybody comes there is nobody; what is asked at night has no backlog but itself.
    let (model, found) = explained(&text, [0, 18]);
    assert!(share(&model, &found.stretches[0], Cause::Nobody) > 0.999);
    // Asked about the whole day, whoever asked before the opening is the backlog all the same.
    let shop = shop(&text);
    let model = shop.model();
    let spans = peakstaff::catalogue::spans(&model);
    let asking = Asking { model: &model, seed: 1, replications: 2, threads: 2 };
    let found = why(asking, &About::Span(&spans[0]), &Quiet, &Never).unwrap();
    let rows = [18, 19];
    let backlog = found.stretches[0].share(&rows, &[TypeId(0)], Cause::Backlog).unwrap().value;
    assert!(backlog > 0.999, "{backlog}");
}

#[test]
fn more_come_than_were_expected() {
    // Who is not answered asks again, which the formulas do not know: nobody gives up in them.
    let people = r#"
abandoned = { returns = 0.9, in = { fixed = "1 min" } }
[design.only.team.front]
staffed = { from = "00:00", every = "24 h", counts = [1] }
serves = ["chat"]
chats = 1
"#;
    let (model, found) = explained(&[SHOP, people].concat(), [20, 40]);
    let stretch = &found.stretches[0];
    let types = [TypeId(0)];
    let (asked, expected) = (stretch.asked(&stretch.rows, &types).value, stretch.expected(&stretch.rows, &types));
    assert!((expected - 400.0).abs() < 1e-6, "{expected}");
    assert!(asked > 1.5 * expected, "{asked} of {expected}");
    let (few, old) = (share(&model, stretch, Cause::TooFew), share(&model, stretch, Cause::Backlog));
    assert!(few > 0.9 && few + old > 0.999, "{few} {old}");
}

#[test]
fn the_absent_and_those_of_other_types_are_named() {
    let people = r#"
[contact.other]
channel = "chat"
arrivals = { per_day = 1440 }
effort = { exponential = { mean = "3 min" } }
patience = { exponential = { mean = "1 min" } }
[design.only.team.front]
headcount = 4
serves = [["other"], ["chat"]]
chats = 1
absence = 0.5
shifts = { all = { hours = "00:00-24:00" } }
split = { all = 1 }
rest = "none"
"#;
    let (model, found) = explained(&[SHOP, people].concat(), [20, 40]);
    let stretch = &found.stretches[0];
    let teams = [TeamId(0)];
    let absent = stretch.people(&stretch.rows, &teams, &[State::Absent]).value;
    let there: Vec<State> = State::ALL.into_iter().filter(|state| *state != State::Absent).collect();
    let here = stretch.people(&stretch.rows, &teams, &there).value;
    assert!((absent + here - 4.0).abs() < 1e-9 && absent > 0.2, "{absent} {here}");
    let chats = [model.types.ids().next().unwrap()];
    let share = |cause| stretch.share(&stretch.rows, &chats, cause).map_or(0.0, |share| share.value);
    assert!(share(Cause::Absent) > 0.05, "{}", share(Cause::Absent));
    assert!(share(Cause::OtherTypes) > share(Cause::TooFew), "{} {}", share(Cause::OtherTypes), share(Cause::TooFew));
    let served = stretch.served(&chats, TypeId(1));
    assert!((served - share(Cause::OtherTypes)).abs() < 1e-9);
}
