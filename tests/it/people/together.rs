//! Teams that are tried together: by fewest open, or by share of places.

use crate::support::told::{estimates, mean};
use crate::support::{models, shop, study, watch};
use peakstaff::engine::{Contact, Observer, Taken};
use peakstaff::model::{Fairness, Model, TeamId, TypeId};
use peakstaff::time::SimTime;
use std::collections::BTreeMap;

const THREE: &str = include_str!("../../cases/public/p10_limits_by_person.toml");

/// The share of first replies within 30 s, and their mean in seconds.
fn first_replies(model: &Model) -> [f64; 2] {
    let rows = estimates(&study(vec![model.clone()], 1, 4));
    ["service_level", "first_response"].map(|kpi| mean(&rows, kpi, "contact:chat"))
}

#[test]
fn three_people_with_limits_of_their_own_share_by_fewest_open() {
    let [own, together] = &models(THREE)[..] else { panic!("two designs") };
    let [level, wait] = first_replies(together);
    assert!((level - 0.764).abs() < 0.01 && (wait - 20.7).abs() < 0.6, "{level} {wait}");
    let [level, wait] = first_replies(own);
    assert!((level - 0.33).abs() < 0.02 && (wait - 59.0).abs() < 2.0, "{level} {wait}");
}

/// A shop whose design has these routes and teams; three different channels, so that all that is taken is.
fn routed(design: &str) -> String {
    format!(
        r#"
template = "none"
days     = 3
[contact.chat]
channel  = "chat"
arrivals = {{ per_day = 700 }}
effort   = {{ exponential = {{ mean = "4 min" }} }}
messages = 4
customer_pause = "30 s"
patience = {{ exponential = {{ mean = "5 min" }} }}
[contact.call]
channel  = "call"
arrivals = {{ per_day = 150 }}
effort   = {{ exponential = {{ mean = "3 min" }} }}
patience = {{ exponential = {{ mean = "5 min" }} }}
[contact.form]
channel  = "ticket"
arrivals = {{ per_day = 100 }}
effort   = {{ exponential = {{ mean = "6 min" }} }}
interruptible = true
targets  = [ {{ done = "2 h", share = 0.9 }} ]
{design}
"#
    )
}

/// Three teams of as many people each, all alike.
fn alike(routes: &str, each: u32) -> String {
    let teams = ["a", "b", "c"].map(|team| {
        format!("[design.now.team.{team}]\nserves = [[\"chat\", \"call\"], [\"form\"]]\nstaffed = {each}\nchats = 3\n")
    });
    routed(&format!("[design.now.routes]\n{routes}\n{}", teams.concat()))
}

#[test]
fn teams_that_are_alike_are_one_team() {
    let route = r#"[["a", "b", "c"]]"#;
    let three = alike(&format!("chat = {route}\ncall = {route}\nform = {route}"), 2);
    let one = routed("[design.now.team.a]\nserves = [[\"chat\", \"call\"], [\"form\"]]\nstaffed = 6\nchats = 3\n");
    let figures = |text: &str| {
        let rows = estimates(&study(models(text), 1, 2));
        let kept = rows.into_iter().filter(|row| row.subject.starts_with("contact:") && !row.subject.contains('@'));
        kept.map(|row| (row.kpi, row.subject, row.period, row.mean)).collect::<Vec<_>>()
    };
    let (three, one) = (figures(&three), figures(&one));
    assert!(three.iter().any(|row| row.0 == "interruptions" && row.3 > 0.0), "tickets are interrupted");
    assert_eq!(three, one);
}

/// Chats taken by each team, and how many of them count as overflow.
#[derive(Default)]
struct TakenBy(BTreeMap<TeamId, (u32, u32)>);

impl Observer for TakenBy {
    fn taken(&mut self, _: SimTime, contact: &Contact, by: Taken) {
        if contact.contact_type == TypeId(1) {
            let (all, overflow) = self.0.entry(by.team).or_default();
            *all += 1;
            *overflow += u32::from(by.overflow);
        }
    }
}

#[test]
fn those_who_come_later_in_the_route_are_asked_later() {
    let route = r#"[["a", "b"], "c"]"#;
    let text = alike(&format!("chat = {route}\ncall = {route}\nform = {route}"), 1);
    let TakenBy(taken) = watch(&models(&text)[0], 1, 0, TakenBy::default());
    let [(a, none), (b, neither), (c, of_c)] = [0, 1, 2].map(|team| taken[&TeamId(team)]);
    assert!(a.abs_diff(b) < (a + b) / 20 && 3 * c < 2 * a, "{taken:?}");
    // Whoever is tried together with the first is no overflow.
    assert!(none == 0 && neither == 0 && of_c == c && c > 0, "{taken:?}");
}

#[test]
fn work_is_expected_where_people_are() {
    let route = r#"[["a", "b", "c"]]"#;
    let text =
        alike(&format!("chat = {route}\ncall = {route}\nform = {route}"), 2).replacen("staffed = 2", "staffed = 4", 1);
    let model = &models(&text)[0];
    let loads = peakstaff::load::teams(model, &peakstaff::load::expected(model));
    let work: Vec<f64> = loads.iter().map(peakstaff::load::TeamLoad::work_per_day).collect();
    let all = 700.0 * 4.0 / 60.0 + 150.0 * 3.0 / 60.0 + 100.0 * 6.0 / 60.0;
    assert!((work[0] - all / 2.0).abs() < 1e-6 && (work[1] - all / 4.0).abs() < 1e-6, "{work:?}");
}

#[test]
fn how_it_is_written() {
    let route =
        |text: &str| alike(&format!("chat = {text}\ncall = [[\"a\", \"b\", \"c\"]]\nform = [\"a\", \"b\", \"c\"]"), 1);
    let by = |text: &str| {
        models(&route(text))[0].types[TypeId(1)].together.clone().map(|together| (together.ends, together.by))
    };
    assert_eq!(by(r#"["a", "b", "c"]"#), None);
    assert_eq!(by(r#"["a", ["b"], "c"]"#), None);
    assert_eq!(by(r#"["a", ["b", "c"]]"#), Some((vec![1, 3], Fairness::FewestOpen)));
    let shares = r#"{ teams = [["a", "b"], "c"], by = "share of places" }"#;
    assert_eq!(by(shares), Some((vec![2, 3], Fairness::ShareOfPlaces)));
    shop(&route(r#"{ teams = ["a", "b", "c"], by = "fewest open" }"#))
        .refused_with(&["`by` does nothing here", r#"[["a", "b"], "c"]"#]);
    shop(&route(r#"[["a", "b"], [], "c"]"#)).refused_with(&["at least one team"]);
    shop(&route(r#"[["a", "b"], "a", "c"]"#)).refused_with(&["team `a` is tried twice"]);
    shop(&route(r#"[["a", "d"], "b", "c"]"#)).refused_with(&["unknown team `d`"]);
    shop(&route(r#"{ teams = [["a", "b"], "c"], by = "fewest" }"#)).refused_with(&["fewest open"]);
}
