//! The shipped scenarios compile to what they say.

use super::*;
use crate::model::{Channel, ChatPace, Event, Plan, Staffing};
use crate::scenario::sources::InMemory;

/// Compiles a text, showing all findings if it fails.
pub fn compiled(text: &str, sets: &[&str]) -> Compiled {
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    let outcome = load(&InMemory::one("test.toml", text), "test.toml", &sets);
    let shown = outcome.diagnostics.render(&outcome.files, crate::diagnostic::Style::default());
    outcome.compiled.unwrap_or_else(|| panic!("{shown}"))
}

const HETIANXIA: &str = include_str!("../../scenarios/hetianxia.toml");

fn id(model: &Model, name: &str) -> TypeId {
    model.types.position(|t| t.label.key == name).unwrap()
}

#[test]
fn the_furniture_shop_in_both_designs_and_cases() {
    let c = compiled(HETIANXIA, &[]);
    assert_eq!(c.designs.iter().map(|d| d.key.as_str()).collect::<Vec<_>>(), ["after", "before"]);
    assert_eq!(c.cases.iter().map(|d| d.key.as_str()).collect::<Vec<_>>(), ["base", "grown"]);
    assert_eq!(c.baseline, Some((1, 0)));
    let (after, before) = (c.model(0, 1), c.model(1, 0));
    assert_eq!((before.teams.len(), after.teams.len()), (2, 4));
    let heads = |m: &Model| -> u32 {
        m.teams.iter().map(|t| if let Staffing::People(r) = &t.staffing { r.headcount } else { 0 }).sum()
    };
    assert_eq!((heads(before), heads(after)), (24, 23));
    let first = |m: &Model| -> f64 {
        m.types
            .iter()
            .filter_map(|t| t.arrivals.as_ref())
            .map(|a| a.per_day[4] / if a.per_day[0] > a.per_day[4] * 1.1 { 0.98 } else { 0.97 })
            .sum()
    };
    assert!(
        (first(before) - 1830.0).abs() < 1e-6 && (first(after) - 2745.0).abs() < 1e-6,
        "{} {}",
        first(before),
        first(after)
    );
    let presale = id(before, "presale");
    let t = &before.types[presale];
    assert!((t.effort.mean_seconds() - 150.0).abs() < 1e-6);
    assert!((after.types[id(after, "presale")].effort.mean_seconds() - 155.0).abs() < 1e-6);
    assert!(matches!(t.pace, ChatPace::Loop { messages, pause, .. } if messages == 9.0 && pause == 45.0));
    assert_eq!(t.bot.as_ref().unwrap().contains, 0.20);
    assert_eq!(t.rules[Event::Unresolved as usize].len(), 1);
    assert_eq!(t.rules[Event::Abandoned as usize][0].chance, 0.6);
    assert!(t.rules[Event::Unresolved as usize][0].follow.is_some());
    let from = &before.types[id(before, "aftersale")].rules[Event::Arrived as usize];
    assert_eq!(from.len(), 3);
    // 33 per 1,000 of all contacts out of the 27 % that are after-sale; weekday factors move both a little.
    let reship = from.iter().find(|r| r.creates == id(before, "reship_ticket")).unwrap();
    assert!((reship.chance - 0.033 / 0.27).abs() < 1e-3, "{}", reship.chance);
    assert!(reship.first_only && reship.delay.is_none());
    let ticket = &before.types[reship.creates];
    assert_eq!(ticket.channel, Channel::Ticket);
    assert_eq!(ticket.ticket.as_ref().unwrap().deadline, Some(SimDuration::DAY));
    let Staffing::People(roster) = &after.teams[after.teams.position(|t| t.label.key == "reship").unwrap()].staffing
    else {
        panic!()
    };
    assert_eq!(roster.anchor, 20_087);
    assert!(matches!(&roster.plan, Plan::Split { shares, rest } if shares == &[0.5, 0.5] && rest.cycle == 14));
    assert_eq!(after.money.one_off.len(), 2);
    assert_eq!(after.calendar.warm_up_days, 7);
}

#[test]
fn the_first_scenario_lists_its_defaults() {
    let c = compiled(include_str!("../../scenarios/first.toml"), &[]);
    assert_eq!(c.baseline, Some((0, 0)));
    let paths: Vec<&str> = c.defaults.iter().map(|d| d.0.as_str()).collect();
    assert!(paths.contains(&"contact.presale.messages"), "{paths:?}");
    assert!(paths.contains(&"design.now.team.service.absence"));
    assert!(!paths.iter().any(|p| p.contains("pay")));
}
