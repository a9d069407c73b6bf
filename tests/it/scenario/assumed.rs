//! What was never given is listed with its range and its source, and only where it is used.

use crate::support::{scenario, shop};
use peakstaff::compile::{Assumption, Compiled};
use peakstaff::diagnostic::Style;
use peakstaff::load::expected;
use peakstaff::model::{Event, Model, TypeId};
use peakstaff::session::Scenario;

fn one<'a>(compiled: &'a Compiled, path: &str) -> &'a Assumption {
    let found = compiled.assumptions.iter().find(|one| one.path == path);
    found.unwrap_or_else(|| panic!("no {path} among {:?}", paths(compiled)))
}

fn paths(compiled: &Compiled) -> Vec<&str> {
    compiled.assumptions.iter().map(|one| &one.path[..]).collect()
}

fn id(model: &Model, name: &str) -> TypeId {
    model.types.position(|kind| kind.label.key == name).expect("there is one")
}

/// Two types, of which the bot meets one.
const SHOP: &str = r#"
start = 2025-03-03
days = 7
[contact.ask]
channel  = "chat"
arrivals = { per_day = 100 }
effort   = { low = "60 s", likely = "90 s", high = "120 s" }
patience = "3 min"
sale     = { conversion = 0.2, margin = 10 }
[contact.other]
channel  = "chat"
arrivals = { per_day = 100 }
effort   = "60 s"
patience = { gamma = { mean = "4 min", cv = 0.7 } }
sale     = { conversion = 0.2, margin = 10 }
[design.now]
bot = { ask = 0.5 }
[design.now.team.t]
headcount = 8
serves    = ["ask", "other"]
shifts    = { day = { hours = "09:00-18:00", break = "60 min in 11:00-14:00" } }
split     = { day = 1.0 }
"#;

#[test]
fn a_bot_of_which_nothing_is_said_is_not_perfect() {
    let scenario = shop(SHOP).scenario();
    let model = scenario.compiled.model(0, 0);
    let (ask, other) = (id(model, "ask"), id(model, "other"));
    let kind = &model.types[ask];
    assert_eq!(kind.bot.as_ref().map(|bot| bot.resolves), Some(0.85));
    assert_eq!(kind.sale.as_ref().map(|sale| sale.bot), Some(0.7));
    let back = |id: TypeId| {
        model.types[id].rules[Event::FalselyContained as usize].iter().map(|rule| rule.chance).sum::<f64>()
    };
    assert_eq!((back(ask), back(other)), (0.6, 0.0));
    for (path, value, low, high, user) in [
        ("defaults.bot.resolves", "0.85", "0.75", "0.93", "design.now.bot.ask.resolves"),
        ("defaults.chat.falsely_contained.returns", "0.6", "0.3", "0.8", "contact.ask.falsely_contained.returns"),
        ("defaults.chat.sale.bot", "0.7", "0.4", "1", "contact.ask.sale.bot"),
    ] {
        let found = one(&scenario.compiled, path);
        let said = (&found.value[..], found.low.as_deref(), found.high.as_deref(), found.given);
        assert_eq!(said, (value, Some(low), Some(high), false), "{path}");
        assert_eq!(found.users, [user], "{path}");
        assert!(found.source.as_ref().is_some_and(|source| !source.is_empty()), "{path}");
    }
    // 100 / (1 − what comes back of the unresolved and of whom the bot sent away).
    let arrivals = expected(model)[ask].per_day();
    let back = 0.5 * 0.3 * 0.6 + 0.5 * 0.15 * 0.6;
    assert!((arrivals - 100.0 / (1.0 - back)).abs() < 1e-6, "{arrivals}");
}

#[test]
fn a_rule_on_the_falsely_contained_says_who_comes_back_instead() {
    let ruled = SHOP.replace(
        "sale     = { conversion = 0.2, margin = 10 }\n[contact.other]",
        "then = [ { on = \"falsely_contained\", chance = 0.25, creates = \"other\" } ]\n[contact.other]",
    );
    let scenario = shop(&ruled).scenario();
    let model = scenario.compiled.model(0, 0);
    let rules = &model.types[id(model, "ask")].rules[Event::FalselyContained as usize];
    assert_eq!(rules.iter().map(|rule| rule.chance).collect::<Vec<_>>(), [0.25]);
    assert!(!paths(&scenario.compiled).iter().any(|path| path.contains("falsely_contained")));
}

#[test]
fn a_range_of_the_file_is_listed_as_given() {
    let found = shop(SHOP).compiled().assumptions;
    let given: Vec<_> = found.iter().filter(|one| one.given).collect();
    let [effort] = &given[..] else { panic!("{given:?}") };
    let said = (&effort.path[..], &effort.value[..], effort.low.as_deref(), effort.high.as_deref());
    assert_eq!(said, ("contact.ask.effort", "90 s", Some("60 s"), Some("120 s")));
}

#[test]
fn of_a_patience_whose_mean_only_is_known_another_law_is_listed() {
    let scenario = shop(SHOP).scenario();
    let law = one(&scenario.compiled, "defaults.chat.patience");
    assert_eq!((&law.value[..], &law.users[..]), ("exponential", &["contact.ask.patience".to_owned()][..]));
    let set = format!("{}={}", law.path, law.other.as_ref().expect("there is another"));
    let changed = shop(SHOP).set(&set).scenario();
    let patience = |scenario: &Scenario, name: &str| {
        let model = scenario.compiled.model(0, 0);
        model.types[id(model, name)].patience.clone().expect("it has one")
    };
    let (before, after) = (patience(&scenario, "ask"), patience(&changed, "ask"));
    assert!(before != after && (before.mean_seconds() - after.mean_seconds()).abs() < 1e-3, "{before:?} {after:?}");
    assert_eq!(patience(&scenario, "other"), patience(&changed, "other"));
}

#[test]
fn a_default_that_the_file_lays_over_is_not_used() {
    let scenario = scenario("tests/cases/trials/defaults_used_customer_pause.toml").scenario();
    let pauses: Vec<&str> =
        paths(&scenario.compiled).into_iter().filter(|path| path.contains("customer_pause")).collect();
    assert!(pauses.is_empty(), "{pauses:?}");
    assert!(
        one(&scenario.compiled, "defaults.chat.patience.exponential.mean").users
            == ["contact.a.patience.exponential.mean"]
    );
}

#[test]
fn every_end_of_every_assumption_can_be_set() {
    for file in ["02_effort_is_wall_clock.toml", "09_imperfect_bot.toml"] {
        let trial = scenario(&format!("tests/cases/trials/{file}"));
        let as_is = trial.scenario();
        let mut tried = 0;
        for one in &as_is.compiled.assumptions {
            for end in one.ends() {
                let set = format!("{}={end}", one.path);
                let changed = trial.clone().set(&set).scenario();
                let models = |of: &Scenario| format!("{:?}", of.compiled.model(0, 0));
                assert!(models(&as_is) != models(&changed), "{file}: {set} changes nothing");
                tried += 1;
            }
        }
        assert!(tried > 10, "{file}: {tried}");
    }
}

#[test]
fn a_log_of_every_contact_has_those_in_it_who_asked_again() {
    let log = scenario("tests/cases/public/p13_log.toml");
    let scenario = log.scenario();
    let model = scenario.compiled.model(0, 0);
    let arrivals = expected(model)[id(model, "calls")].per_day();
    assert!((arrivals - 200.0).abs() < 1e-9, "{arrivals}");
    assert!(scenario.warnings(Style::default()).is_empty());
    // What the file itself says goes on top, and is pointed at.
    let said = log.set("contact.calls.unresolved.returns=0.5").scenario();
    let warned = said.warnings(Style::default());
    assert!(warned.contains("come on top") && warned.contains("unresolved"), "{warned}");
    let model = said.compiled.model(0, 0);
    assert!((expected(model)[id(model, "calls")].per_day() - 200.0 / (1.0 - 0.3 * 0.5)).abs() < 1e-6);
}
