//! On all the time they are the design with the values changed, never on they are nothing.

use super::{WORLD, policy, trace};
use crate::support::told::{Estimate, estimates};
use crate::support::{model, study};
use peakstaff::analytic::erlang::ErlangC;
use peakstaff::experiment::{Never, Quiet, Replications, Settings, replicate};
use peakstaff::model::Model;
use std::fmt::Write as _;

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

fn all_estimates(model: &Model, threads: usize) -> Vec<Estimate> {
    let settings = Settings { seed: 3, replications: Replications::Fixed(4), threads, profile: None };
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
