//! How they are written, and changed like anything else.

use super::{WORLD, policy, trace};
use crate::support::{self, model};
use peakstaff::model::{Model, Trigger};
use peakstaff::time::SimDuration;

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
