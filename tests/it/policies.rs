//! Rules that come and go: on all the time they are the design with the values changed, never on they are nothing, and in
//! between each stretch is a queue of its own.

use crate::determinism;
use crate::hostile::Random;
use crate::invariants::Auditor;
use crate::support::told::{Estimate, estimates};
use crate::support::{self, model, study};
use crate::worlds::{ANYTHING, shop};
use peakstaff::analytic::erlang::ErlangC;
use peakstaff::catalogue::spans;
use peakstaff::engine::{self, Contact, Load, NullObserver, Observer};
use peakstaff::experiment::{Never, Quiet, Replications, Settings, replicate};
use peakstaff::measure::{Memory, Replication, observe};
use peakstaff::model::{Channel, Model, TeamId, Trigger};
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const WORLD: &str = r#"
start = 2025-03-03
days = 6
warm_up = "1 day"
[calendar]
day_cv = 0.3
[contact.presale]
channel = "chat"
arrivals = { per_day = 1000, profile = "cn_evening" }
effort = { lognormal = { mean = "150 s", cv = 0.8 } }
patience = { exponential = { mean = "3 min" } }
closed = { leaves_message = 0.5, in_line = true }
resolved = 0.8
wrap_up = "20 s"
balk = 0.05
queue_limit = 40
targets = [ { first_reply = "30 s", share = 0.85 } ]
sale = { conversion = 0.3, margin = 40, slow_answer = { "30 s" = 1.0, "3 min" = 0.7 } }
then = [ { on = "resolved", chance = 0.1, creates = "hotline", transfer = true }, { on = "contained", chance = 0.1, in = "1 h", creates = "presale" } ]
[contact.hotline]
channel = "call"
arrivals = { per_day = 200, profile = "cn_office" }
effort = { gamma = { mean = "4 min", cv = 0.7 } }
patience = { weibull = { shape = 1.5, scale = "2 min" } }
[contact.reship]
channel = "ticket"
per_1000 = { of = "presale", number = 150, from = "presale" }
effort = "400 s"
interruptible = true
resume_cost = "15 s"
targets = [ { done = "8 h", share = 0.9 } ]
late = { pays = 12 }
[design.only]
bot = { presale = { contains = 0.3, meets = 0.9, resolves = 0.7, lasts = { exponential = { mean = "1 min" } }, on_failure = { patience = 0.8, effort = 1.1, conversion = 1.2 } } }
routes = { presale = ["front", "back"], hotline = ["back"], reship = ["back"] }
[design.only.team.front]
headcount = 6
serves = ["presale"]
chats = 4
switching = 0.05
shifts = { early = { hours = "09:00-18:00", break = "60 min in 11:00-14:00" }, late = { hours = "15:00-24:00" } }
split = { early = 0.5, late = 0.5 }
rest = "none"
off_desk = 0.12
[design.only.team.back]
headcount = 5
serves = [["presale"], ["hotline"], ["reship"]]
skill = { presale = { effort = "*1.2", resolved = "*0.9", wait_first = "40 s" } }
chats = 3
shifts = { day = { hours = "09:00-21:00" } }
rest = "none"
off_desk = 0.1
"#;

/// Every key that may switch, with another value than the world's.
const CHANGES: [(&str, &str); 18] = [
    ("contact.presale.effort", "\"57 s\""),
    ("contact.reship.effort", "\"*1.5\""),
    ("contact.presale.resolved", "0.7"),
    ("contact.presale.patience", "\"*0.5\""),
    ("contact.presale.messages", "6"),
    ("contact.presale.customer_pause", "\"30 s\""),
    ("contact.presale.balk", "\"+5 pp\""),
    ("contact.presale.queue_limit", "8"),
    ("contact.presale.closed.leaves_message", "0.2"),
    ("contact.reship.late.pays", "20"),
    ("contact.presale.sale.conversion", "\"*0.8\""),
    ("bot.presale", "\"+15 pp\""),
    ("bot.presale.meets", "1"),
    ("team.front.chats", "\"+2\""),
    ("team.back.switching", "0.1"),
    ("team.back.skill.presale.effort", "\"*0.9\""),
    ("team.back.skill.presale.wait_first", "\"10 s\""),
    ("team.back.skill.hotline.resolved", "\"*0.5\""),
];

fn policy(name: &str, when: &str, changes: &[(&str, &str)]) -> String {
    let set: Vec<String> = changes.iter().map(|(key, value)| format!("\"{key}\" = {value}")).collect();
    format!("[policy.{name}]\nwhen = {when}\nset = {{ {} }}\n", set.join(", "))
}

/// The only design with these values from the start, by a lever.
fn changed(changes: &[(&str, &str)]) -> String {
    let mut text = WORLD.replace("[design.only]\n", "[design.only]\nwith = [\"other\"]\n");
    // A path of a lever leads to tables that are there.
    text = text.replace("skill = { ", "skill = { hotline = { effort = \"*1\" }, ");
    text += "[lever.other]\n";
    for (key, value) in changes {
        writeln!(text, "\"{key}\" = {value}").unwrap();
    }
    text
}

/// What happens, but for policies that come and go.
fn trace(model: &Model, replication: u64) -> Vec<String> {
    let mut lines = determinism::trace(model, replication);
    lines.retain(|line| !line.contains(" policy o"));
    lines
}

fn all_estimates(model: &Model, threads: usize) -> Vec<Estimate> {
    let settings = Settings { seed: 3, replications: Replications::Fixed(4), threads, profile: false };
    estimates(&replicate(vec![model.clone()], &settings, &Quiet, &Never))
}

fn but_policies(all: &[Estimate]) -> String {
    format!("{:?}", all.iter().filter(|e| !e.subject.starts_with("policy:")).collect::<Vec<_>>())
}

/// The same of chats by the message.
#[test]
fn always_on_by_the_message_too() {
    let by_message = |text: String| {
        let keys =
            "channel = \"chat\"\ndetail = \"message\"\nrelease_after = \"1 min\"\nsilent = 0.5\nlinger = \"20 s\"\n";
        text.replace("channel = \"chat\"\n", keys)
    };
    for changes in [&CHANGES[..1], &CHANGES[3..6], &CHANGES[12..14]] {
        let switched = [WORLD, &policy("p", "{ until = 2026-01-01 }", changes)].concat();
        let (a, b) = [switched, changed(changes)].map(|text| trace(&model(&by_message(text)), 0)).into();
        assert!(a.len() > 10_000, "{} lines", a.len());
        let differs = a.iter().zip(&b).find(|(a, b)| a != b);
        assert!(differs.is_none() && a.len() == b.len(), "{changes:?}: {differs:?}");
    }
}

#[test]
fn always_on_is_the_design_with_the_values_changed() {
    let on = "{ until = 2026-01-01 }";
    let each = CHANGES.iter().map(|change| vec![*change]).chain([CHANGES.to_vec()]);
    let plain = trace(&model(WORLD), 0);
    for changes in each {
        let (switched, written) = (model(&[WORLD, &policy("p", on, &changes)].concat()), model(&changed(&changes)));
        let (a, b) = (trace(&switched, 0), trace(&written, 0));
        assert!(a.len() > 10_000, "{} lines", a.len());
        let differs = a.iter().zip(&b).find(|(a, b)| a != b);
        assert!(a == b, "{changes:?}: {differs:?}");
        // Money and open shares are not in a trace.
        assert!(
            a != plain || ["contact.reship.late.pays", "contact.presale.sale.conversion"].contains(&changes[0].0),
            "{changes:?} changes nothing"
        );
    }
    let (switched, written) = (model(&[WORLD, &policy("p", on, &CHANGES)].concat()), model(&changed(&CHANGES)));
    let (a, b) = (all_estimates(&switched, 1), all_estimates(&written, 1));
    assert_eq!(but_policies(&a), but_policies(&b));
    assert!(but_policies(&a).contains("cost.lateness") && but_policies(&a).contains("lost_margin"));
    let share = a.iter().find(|e| e.kpi == "policy_share" && e.period == "horizon").unwrap();
    assert_eq!((share.subject.as_str(), share.mean), ("policy:p", 1.0));
}

#[test]
fn never_on_is_nothing_and_threads_change_nothing() {
    let never = "{ kpi = \"waiting@contact:hotline\", above = 100000 }";
    let later = "{ from = 2030-01-01, until = 2030-01-02 }";
    let plain = but_policies(&all_estimates(&model(WORLD), 1));
    for when in [never, later] {
        let model = model(&[WORLD, &policy("p", when, &CHANGES)].concat());
        let found = all_estimates(&model, 1);
        assert_eq!(but_policies(&found), plain);
        assert!(found.iter().any(|e| e.kpi == "policy_uses"));
        assert!(found.iter().filter(|e| e.subject == "policy:p").all(|e| e.mean == 0.0));
    }
    let busy = "{ kpi = \"waiting@all\", above = 3, for = \"30 s\" }";
    let model = model(&[WORLD, &policy("p", busy, &CHANGES)].concat());
    let one = all_estimates(&model, 1);
    assert!(one.iter().any(|e| e.kpi == "policy_uses" && e.mean > 3.0));
    assert_eq!(format!("{one:?}"), format!("{:?}", all_estimates(&model, 3)));
}

/// A queue whose calls take half as long from a date on is one Erlang C before and another after.
#[test]
fn each_half_of_a_dated_change_is_its_own_queue() {
    let text = format!(
        "template = \"none\"\nstart = 2025-01-01\ndays = 80\nwarm_up = \"1 day\"\n\
         [contact.a]\nchannel = \"call\"\narrivals = {{ per_day = 1440 }}\neffort = {{ exponential = {{ mean = \"4 min\" }} }}\n\
         [design.x.team.t]\nstaffed = 5\nserves = [\"a\"]\n\
         [period.first]\nfrom = 2025-01-01\nuntil = 2025-02-09\n[period.second]\nfrom = 2025-02-11\nuntil = 2025-03-21\n{}",
        policy("quick", "{ from = 2025-02-10 }", &[("contact.a.effort", "\"2 min\"")])
    );
    let found = estimates(&study(vec![model(&text)], 1, 10));
    for (period, minutes) in [("first", 4.0), ("second", 2.0)] {
        let exact = ErlangC::new(1.0, minutes, 5).unwrap();
        for (kpi, subject, truth) in
            [("wait", "contact:a", 60.0 * exact.mean_wait()), ("occupancy", "team:t", exact.occupancy())]
        {
            let e = found.iter().find(|e| e.kpi == kpi && e.subject == subject && e.period == period).unwrap();
            // Student's t of nine degrees of freedom, to standard errors.
            let error = e.half_width.unwrap() / 2.262;
            assert!(error < 0.03 * truth, "{period} {kpi}: too uncertain to tell, {error} of {truth}");
            assert!((e.mean - truth).abs() < 4.0 * error, "{period} {kpi}: {} ± {error}, exactly {truth}", e.mean);
        }
    }
    let share = found.iter().find(|e| e.kpi == "policy_share" && e.period == "horizon").unwrap();
    assert_eq!((share.mean, share.half_width), (0.5, Some(0.0)));
}

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
    let (Calls(calls), _) = engine::run(&model(&text), 1, 0, Calls::default(), &|| false);
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
            let (watcher, _) = engine::run(&model, 5, replication, watcher, &|| false);
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
        let (Most(found, _), _) = engine::run(&model, 5, 0, Most([0; 2], false), &|| false);
        assert_eq!(found, most, "{change}");
        for replication in 0..3 {
            let (auditor, _) = engine::run(&model, 5, replication, Auditor::new(&model), &|| false);
            auditor.every_contact_is_somewhere();
            // Seven days, two windows, on and off; what is left at the end is done on the next.
            assert!(auditor.switched >= 28, "{}", auditor.switched);
        }
    }
}

/// A random shop with random policies over all that it has.
pub fn shop_with_policies(number: u64) -> String {
    let random = &mut Random(number ^ 0x5EED);
    let mut text = shop(number, ANYTHING);
    let plain = model(&text);
    for n in 0..=random.below(4) {
        // Each policy takes what is its own.
        let mut set: BTreeMap<String, String> = BTreeMap::new();
        for (_, kind) in plain.types.iter().enumerate().filter(|(at, _)| at % 4 == n) {
            let name = format!("contact.{}", kind.label.key);
            if matches!(kind.channel, Channel::Stream) {
                continue;
            }
            let mut some = |key: &str, value: &str, random: &mut Random| {
                if random.chance(0.5) {
                    set.insert(format!("{name}.{key}"), value.into());
                }
            };
            some("resolved", "0.5", random);
            if kind.steps().is_empty() {
                some("effort", "\"*0.6\"", random);
            }
            if kind.is_live() {
                some("patience", "\"20 s\"", random);
                some("balk", "0.3", random);
                some("queue_limit", "3", random);
                some("closed.leaves_message", "0.9", random);
            } else {
                some("late.pays", "7", random);
            }
            if let (Some(_), true) = (&kind.bot, random.chance(0.7)) {
                set.insert(format!("bot.{}", kind.label.key), "{ meets = 0.5, contains = 0.6 }".into());
            }
        }
        for (at, team) in plain.teams.iter().enumerate().filter(|(at, _)| at % 2 == n % 2) {
            let name = format!("team.{}", team.label.key);
            if n < 2 {
                set.insert(format!("{name}.chats"), random.one(&["1", "2", "9"]).to_string());
            }
            if n == at {
                set.insert(format!("{name}.switching"), "0.2".into());
                let served = team.serves[0].live.iter().chain(&team.serves[0].tickets).next().unwrap();
                let wait = random.one(&["5 s", "2 min"]);
                set.insert(
                    format!("{name}.skill.{}.wait_first", plain.types[*served].label.key),
                    format!("\"{wait}\""),
                );
            }
        }
        let served = plain.types.iter().find(|kind| kind.is_live()).map_or("all", |kind| &kind.label.key);
        let waiting = if random.chance(0.5) { "all".into() } else { format!("contact:{served}") };
        let when = if random.chance(0.5) {
            let hold = random.one(&["0 s", "30 s", "5 min"]);
            format!("{{ kpi = \"waiting@{waiting}\", above = {}, for = \"{hold}\" }}", random.below(4))
        } else {
            let hours = random.one(&["09:00-10:00", "10:30-18:30", "23:00-02:00"]);
            format!("{{ daily = \"{hours}\" }}")
        };
        if !set.is_empty() {
            let changes: Vec<(&str, &str)> = set.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            text += &policy(&format!("p{n}"), &when, &changes);
        }
    }
    text
}

#[test]
fn every_shop_with_policies_passes_the_audit_and_nobody_leaves_unnoticed_who_matters() {
    let mut switched = 0;
    for number in 0..60 {
        let model = model(&shop_with_policies(number));
        let spans = spans(&model);
        let replication = Replication { model: &model, spans: &spans, seed: 3, number, days: true, profile: false };
        let mut auditor = Auditor::new(&model);
        let watched = observe(replication, &mut auditor, &mut Memory::default(), &|| false);
        auditor.every_contact_is_somewhere();
        switched += auditor.switched;
        let alone = observe(replication, NullObserver, &mut Memory::default(), &|| false);
        assert_eq!(watched.rows, alone.rows, "shop {number}");
    }
    assert!(switched > 600, "only {switched} switches");
}

/// When a policy went on and off.
#[derive(Default, PartialEq, Debug)]
struct Turns(Vec<(SimTime, bool)>);
impl Observer for Turns {
    fn policy(&mut self, at: SimTime, _: usize, on: bool, _: usize) {
        self.0.push((at, on));
    }
}

#[test]
fn what_fails_at_random_fails_as_often_and_as_long_as_it_says_in_every_design_at_once() {
    let text = WORLD.replace("days = 6", "days = 500").replace("= 1000,", "= 1,").replace("= 200,", "= 1,")
        + &policy("bot", "{ a_month = 3, lasts = { gamma = { mean = \"6 h\", cv = 0.5 } } }", &[("bot.presale", "0")])
        + "[design.other]\nlike = \"only\"\n[design.other.team.front]\nheadcount = 3\n";
    let all = support::shop(&text).compiled();
    let turns = |design: &str, replication| {
        let model = all.model(all.design(design).unwrap(), 0);
        engine::run(model, 3, replication, Turns::default(), &|| false).0.0
    };
    let (mut gaps, mut lengths) = (Vec::new(), Vec::new());
    for replication in 0..40 {
        let turns = turns("only", replication);
        assert!(turns.iter().enumerate().all(|(n, (_, on))| *on == (n % 2 == 0)), "on and off in turn");
        for pair in turns.windows(2) {
            let length = (pair[1].0 - pair[0].0).seconds() / 3600.0;
            if pair[0].1 { lengths.push(length) } else { gaps.push(length) }
        }
    }
    assert_eq!(turns("only", 1), turns("other", 1));
    assert_ne!(turns("only", 1), turns("only", 2));
    // The last gap of a run is cut off at its end, which makes short ones a little commoner: by less than a gap in fifty.
    let check = |lengths: &[f64], mean: f64, sd: f64, bias: f64| {
        let n = lengths.len() as f64;
        let found = lengths.iter().sum::<f64>() / n;
        assert!((found - mean).abs() < 4.0 * sd / n.sqrt() + bias * mean, "{found} against {mean}, {n} of them");
    };
    let month = 365.25 / 12.0 * 24.0;
    check(&lengths, 6.0, 3.0, 0.0);
    check(&gaps, month / 3.0, month / 3.0, 0.02);
    assert!(lengths.len() > 1500);
}

#[test]
fn policies_belong_to_designs_and_are_changed_as_anything_else_is() {
    let text = [
        WORLD,
        &policy("rush", "{ kpi = \"waiting@contact:presale\", above = 40 }", &[("contact.presale.effort", "\"57 s\"")]),
        &policy(
            "front",
            "{ daily = \"20:00-22:00\" }",
            &[("team.front.chats", "\"+2\""), ("contact.hotline.balk", "0.1")],
        ),
        "[lever.calm]\n\"policy.rush.when.above\" = 80\n\"policy.rush.set.contact.presale.effort\" = \"70 s\"\n\
         [case.late]\n\"policy.front.when.daily\" = \"21:00-22:00\"\n\
         [design.without]\nlike = \"only\"\nwithout = [\"policy.rush\", \"team.front\"]\nroutes.presale = [\"back\"]\n\
         [lever.dusk.policy.dusk]\nwhen = { daily = \"18:00-20:00\" }\nset = { \"contact.hotline.balk\" = 0.2 }\n\
         [design.brought]\nlike = \"only\"\nwith = [\"dusk\"]\n\
         [design.lever]\nlike = \"only\"\nwith = [\"calm\"]\n\
         [design.own]\nlike = \"only\"\n[design.own.policy.rush]\nset = { \"team.back.chats\" = 5 }\n",
    ]
    .concat();
    let all = support::shop(&text).compiled();
    let of = |design: &str, case: &str| all.model(all.design(design).unwrap(), all.case(case).unwrap());
    let names = |model: &Model| model.policies.switches().iter().map(|p| p.label.key.clone()).collect::<Vec<_>>();
    assert_eq!(names(of("only", "base")), ["front", "rush"]);
    assert_eq!(names(of("without", "base")), ["front"], "its calls are still there, although the team is not");
    assert_eq!(names(of("brought", "base")), ["dusk", "front", "rush"], "a lever may bring a rule");
    let effort = |model: &Model| {
        let id = model.types.position(|t| t.label.key == "presale").unwrap();
        (0..1 << model.policies.switches().len())
            .map(|n| model.under(n).types[id].effort.mean_seconds().round())
            .collect::<Vec<_>>()
    };
    assert_eq!(effort(of("only", "base")), [150.0, 150.0, 57.0, 57.0]);
    assert_eq!(effort(of("lever", "base")), [150.0, 150.0, 70.0, 70.0]);
    let above = |model: &Model| match &model.policies.switches()[1].trigger {
        Trigger::Waiting { above, until_below, .. } => (*above, *until_below),
        Trigger::Dated(_) | Trigger::Random { .. } => panic!(),
    };
    assert_eq!((above(of("only", "base")), above(of("lever", "base"))), ((40, 41), (80, 81)));
    let places = |model: &Model, n| model.under(n).teams.iter().map(|t| t.places).collect::<Vec<_>>();
    assert_eq!((places(of("own", "base"), 0), places(of("own", "base"), 2)), (vec![3, 4], vec![5, 4]));
    let hours = |case| match &of("only", case).policies.switches()[0].trigger {
        Trigger::Dated(spans) => spans[0].1 - spans[0].0,
        Trigger::Waiting { .. } | Trigger::Random { .. } => panic!(),
    };
    assert_eq!((hours("base"), hours("late")), (SimDuration::HOUR * 2, SimDuration::HOUR));
}

#[test]
fn a_star_changes_those_that_have_the_value_and_leaves_the_others() {
    // Tickets have no patience; who waits for ever neither.
    let night = "[policy.night]\nwhen = { daily = \"00:00-24:00\" }\nset = { \"contact.*.patience\" = \"*1.5\" }\n";
    let all_day = model(&WORLD.replace("[design.only]", &format!("{night}[design.only]")));
    let longer = model(
        &WORLD
            .replace(
                "patience = { exponential = { mean = \"3 min\" } }",
                "patience = { exponential = { mean = \"4.5 min\" } }",
            )
            .replace("scale = \"2 min\" } }", "scale = \"3 min\" } }"),
    );
    assert_eq!(trace(&all_day, 0), trace(&longer, 0));
    assert_ne!(trace(&all_day, 0), trace(&model(WORLD), 0));
}
