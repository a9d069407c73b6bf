//! Random shops with random policies, and what fails at random.

use super::{WORLD, policy};
use crate::support::Auditor;
use crate::support::Random;
use crate::support::worlds::{ANYTHING, shop};
use crate::support::{self, model, watch};
use peakstaff::catalogue::spans;
use peakstaff::engine::{NullObserver, Observer};
use peakstaff::measure::{Memory, Replication, observe};
use peakstaff::model::Channel;
use peakstaff::time::SimTime;
use std::collections::BTreeMap;

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
        let replication = Replication { model: &model, spans: &spans, seed: 3, number, days: true, profile: None };
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
        watch(model, 3, replication, Turns::default()).0
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
