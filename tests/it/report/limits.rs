//! Several targets of a type, and service levels of teams and of all at one limit.

use crate::support::told::mean;
use crate::support::{World, page, shop};
use peakstaff::model::Lang;
use peakstaff::session::Done;

/// Two types of calls with targets of their own, a window, closed hours, messages; a team that helps out, and one of two that
/// are tried together.
const SHOP: &str = r#"
template = "none"
start = 2025-11-10
days = 6
[report]
limits = ["45 s"]
[contact.a]
channel = "call"
arrivals = { per_day = 700 }
effort = { exponential = { mean = "5 min" } }
patience = { exponential = { mean = "3 min" } }
targets = [
  { accepted = "20 s", share = 0.8 },
  { accepted = "60 s", share = 0.9, window = "09:00-18:00" },
  { accepted = "120 s" },
]
hours = "08:00-22:00"
closed = { leaves_message = 0.5 }
[contact.b]
channel = "call"
arrivals = { per_day = 500 }
effort = { exponential = { mean = "4 min" } }
patience = { exponential = { mean = "2 min" } }
targets = [ { accepted = "60 s", share = 0.7 } ]
[contact.c]
channel = "chat"
arrivals = { per_day = 200 }
effort = { exponential = { mean = "3 min" } }
[design.now]
routes = { a = ["s", "t"], b = [["t", "u"], "s"], c = ["u"] }
team.s = { serves = ["a", "b"], staffed = 2 }
team.t = { serves = ["a", "b"], staffed = 2 }
team.u = { serves = ["b", "c"], staffed = 2 }
"#;

fn run(text: &str, replications: u64) -> Done {
    shop(text).replications(replications).run()
}

#[test]
fn parts_of_teams_are_the_whole_at_every_limit() {
    let rows = shop(SHOP).replications(2).estimates();
    for limit in ["20s", "45s", "60s", "120s"] {
        let of = |kpi: &str, whom: &str| mean(&rows, &format!("{kpi}_{limit}"), whom);
        // In time of all offered: its denominators are contacts, so parts weighted by them are the whole.
        let (teams, types) = (["team:s", "team:t", "team:u"], ["contact:a", "contact:b", "contact:c"]);
        let whole = of("service_level", "all");
        for parts in [teams, types] {
            let [least, most] = [f64::min, f64::max]
                .map(|f| parts.map(|whom| of("service_level", whom)).into_iter().reduce(f).unwrap());
            assert!(least <= whole && whole <= most, "{limit}: {parts:?} {least} {whole} {most}");
        }
        for variant in ["service_level_offered", "service_level_answered", "service_level_short_ok"] {
            assert!((0.0..=1.0).contains(&of(variant, "team:t")), "{variant} {limit}");
        }
        assert!(of("service_level_offered", "all") <= whole && whole <= of("service_level_answered", "all"));
    }
    let at = |limit: &str| mean(&rows, &format!("service_level_{limit}"), "contact:a");
    assert_eq!(at("20s"), mean(&rows, "service_level", "contact:a"), "the first target is the service level as ever");
    assert!(at("20s") < at("45s") && at("45s") < at("120s"));
}

#[test]
fn sums_over_teams_are_those_over_types() {
    use peakstaff::catalogue::{Part, Span, Subject, find};
    use peakstaff::measure::Evaluator;
    let done = run(SHOP, 2);
    let arm = &done.results.study.arms[0];
    let (model, span): (_, &Span) = (&arm.model, &arm.spans[0]);
    let evaluator = Evaluator::new(model);
    for key in
        ["service_level_45s", "service_level_offered_60s", "service_level_answered_120s", "service_level_short_ok_20s"]
    {
        let sums = |subjects: Vec<Subject>| {
            let (mut above, mut below) = (0.0, 0.0);
            for subject in subjects {
                let rows = arm.series().rows(0);
                let found = evaluator.sums(find(key).unwrap(), Part::Both, subject, &rows, span).unwrap();
                for (x, y) in found.pairs() {
                    (above, below) = (above + x, below + y);
                }
            }
            (above, below)
        };
        let teams = sums(model.teams.ids().map(Subject::Team).collect());
        let types = sums(model.types.ids().map(Subject::Type).collect());
        let (all, pairs) = (
            sums(vec![Subject::All]),
            sums(
                Subject::all_of(model)
                    .into_iter()
                    .filter(|subject| matches!(subject, Subject::TypeAtTeam(..)))
                    .collect(),
            ),
        );
        // The type's own figure at 60 s is that of its target, which has a window.
        let types = if key == "service_level_offered_60s" { all } else { types };
        for found in [teams, types, pairs] {
            let near = |a: f64, b: f64| (a - b).abs() < 1e-6 * b;
            // Who left in time is not among the short ones of a team's numerator but by its part.
            assert!(near(found.0, all.0) && near(found.1, all.1), "{key}: {teams:?} {types:?} {pairs:?} {all:?}");
        }
        assert!(all.0 > 100.0 && all.1 > all.0, "{key}: {all:?}");
    }
}

#[test]
fn every_target_is_judged_and_named_by_its_limit() {
    let done = shop(SHOP).replications(3).run();
    let english = page(&done.results, Lang::En);
    for name in ["service level within 20 s", "service level within 60 s", "service level within 120 s"] {
        assert!(english.contains(name), "{name}: {english}");
    }
    assert!(english.contains("service level within 45 s"), "the limit that the file asks for: {english}");
    let chinese = page(&done.results, Lang::Zh);
    assert!(chinese.contains("20 秒服务水平") && chinese.contains("120 秒服务水平"), "{chinese}");
    // A day is bad where one of the targets is missed.
    let bad = |text: &str| mean(&shop(text).replications(3).estimates(), "bad_days", "contact:a");
    let easy = SHOP.replace("share = 0.8 }", "share = 0.01 }").replace("share = 0.9, ", "share = 0.01, ");
    let second = SHOP.replace("share = 0.8 }", "share = 0.01 }").replace("share = 0.9, ", "share = 1, ");
    assert_eq!((bad(&easy), bad(&second)), (0.0, 1.0));
}

#[test]
fn what_comes_of_customers_is_the_same_whatever_is_asked() {
    let plain = SHOP.replace("[report]\nlimits = [\"45 s\"]\n", "").replace(
        "  { accepted = \"60 s\", share = 0.9, window = \"09:00-18:00\" },\n  { accepted = \"120 s\" },\n",
        "",
    );
    let (several, one) = (shop(SHOP).replications(2).estimates(), shop(&plain).replications(2).estimates());
    for kpi in [
        "service_level",
        "service_level_offered",
        "service_level_answered",
        "service_level_short_ok",
        "wait",
        "abandonment",
        "in_time_per_day",
    ] {
        for whom in ["contact:a", "contact:b"] {
            assert_eq!(mean(&several, kpi, whom), mean(&one, kpi, whom), "{kpi} {whom}");
        }
    }
    // A type with one target is asked for at its limit, and no other; teams at none.
    assert_eq!(mean(&one, "service_level", "contact:b"), mean(&several, "service_level_60s", "contact:b"));
    let world = World::with(&plain);
    let refused = world.mistaken(&["run", "shop.toml", "--precision", "service_level_60s@team:t=1 pp"]);
    assert!(refused.contains("service_level_60s is not given for team:t"), "{refused}");
    assert!(refused.contains("under [report] write limits = [\"60 s\"]"), "{refused}");
}

#[test]
fn a_limit_can_be_asked_for_everywhere() {
    let text = format!(
        "{SHOP}[measured.now]\n\"service_level_60s\" = 0.8\n\"service_level_45s.t\" = 0.7\n[score.s]\nparts = [ {{ weight = 1, kpi = \
         \"service_level_45s\", of = \"team:t\" }} ]\n"
    );
    let rows = shop(&text).replications(2).estimates();
    assert_eq!(mean(&rows, "score.s", "all"), mean(&rows, "service_level_45s", "team:t"));
    let swept = shop(SHOP)
        .replications(2)
        .swept(&["team.t.staffed=2,9"], &["service_level_45s@team:t", "service_level_120s@all"]);
    let level = |point: usize| swept.points[point][0].as_ref().unwrap().value;
    assert!(level(1) > level(0) + 0.1, "{} {}", level(0), level(1));
    // All targets are looked at when a point is recommended: two of the first type, one of the second.
    assert_eq!(swept.promised[0].len(), 3);
    let world = World::with(SHOP);
    let explained = world.ok(&["explain", "service_level_60s"]);
    assert!(explained.contains("service level within 60 s") && explained.contains("team:NAME"), "{explained}");
    let precise =
        world.ok(&["run", "shop.toml", "--replications", "4", "--precision", "service_level_45s@team:t=30 pp"]);
    assert!(!precise.is_empty());
}

#[test]
fn at_one_limit_teams_and_all_are_until_what_the_first_target_says() {
    let two = "template = \"none\"\nstart = 2025-11-10\ndays = 2\n[report]\nlimits = [\"20 s\", \"45 s\", \"60 s\", \"120 s\"]\n\
        [contact.a]\nchannel = \"chat\"\ndetail = \"message\"\narrivals = { per_day = 300, profile = \"flat\" }\n\
        answer = { exponential = { mean = \"20 s\" } }\nmessages = 6\ncustomer_pause = { exponential = { mean = \"60 s\" } }\n\
        linger = \"0 s\"\npatience = { exponential = { mean = \"2 min\" } }\n\
        targets = [ { accepted = \"20 s\", share = 0.8 }, { first_reply = \"60 s\", share = 0.9 } ]\n\
        [design.now.team.t]\nserves = [\"a\"]\nchats = 2\nstaffed = 2\n";
    let first = two.replace(", { first_reply = \"60 s\", share = 0.9 }", "");
    let [both, alone] = [two, &first].map(|text| shop(text).replications(2).estimates());
    let at = |rows, limit: &str, whom: &str| mean(rows, &format!("service_level_{limit}"), whom);
    for whom in ["all", "team:t", "contact:a@team:t"] {
        let all = ["20s", "45s", "60s", "120s"].map(|limit| at(&both, limit, whom));
        assert_eq!(all, ["20s", "45s", "60s", "120s"].map(|limit| at(&alone, limit, whom)), "{whom}");
        assert!(all.is_sorted(), "{whom}: {all:?}");
    }
    // The type's own is its target's: until the first reply, which comes later.
    assert!(at(&both, "60s", "contact:a") < at(&both, "60s", "all"));
    assert_eq!(at(&both, "45s", "contact:a"), at(&both, "45s", "all"));
}
