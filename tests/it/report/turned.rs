//! What an assumption does to what is expected, and which of them would turn a verdict.

use crate::support::told::{differences_of, estimates, mean, of_arm};
use crate::support::{page, scenario, shop};
use peakstaff::catalogue::Row;
use peakstaff::experiment::{Never, Quiet};
use peakstaff::load::{expected, orders_per_day, teams};
use peakstaff::model::{Lang, Model};
use peakstaff::report::{Results, results_json};
use peakstaff::session::{Ranked, Request, ranked, try_assumptions};
use peakstaff::stats::Verdict;

/// With a bot whom it hands over buys more, whom it solves less: what is better hangs on how much less.
const SHOP: &str = r#"
start = 2025-03-03
days = 14
baseline = "people@base"
[contact.ask]
channel  = "chat"
arrivals = { per_day = 600 }
effort   = "60 s"
messages = 3
sale     = { conversion = 0.3, margin = 10 }
[design.people.team.t]
headcount = 12
serves    = ["ask"]
shifts    = { day = { hours = "00:00-24:00" } }
[design.bot]
like = "people"
bot  = { ask = { contains = 0.5, on_failure = { conversion = 1.2 } } }
"#;

fn request() -> Request {
    Request { replications: Some(20), threads: 2, assumptions: true, ..Request::new("shop.toml") }
}

fn tried(text: &str, request: &Request) -> (Results, Vec<u8>) {
    let shop = shop(text).ask(|asked| asked.clone_from(request));
    let mut done = shop.compare();
    try_assumptions(&shop.files, &shop.scenario(), request, &mut done, &Quiet, &Never);
    let json = results_json(&done.manifest, &done.results, Lang::En).expect("it is written");
    (done.results, json)
}

#[test]
fn assumptions_are_ranked_by_what_they_do_to_work_and_orders() {
    let asked = shop(SHOP);
    let scenario = asked.scenario();
    let (moving, others) = ranked(&asked.files, &scenario, "shop.toml", &[]);
    let figures = |model: &Model| {
        let demand = expected(model);
        let loads = teams(model, &demand);
        let (work, desk) = loads.iter().fold((0.0, 0.0), |(w, d), l| (w + l.work_per_day(), d + l.people_per_day()));
        [100.0 * work / desk, orders_per_day(model, &demand)]
    };
    for one in &moving {
        for end in &one.ends {
            let set = format!("{}={}", one.assumption.path, end.value);
            let there = asked.clone().set(&set).scenario();
            for (design, effect) in end.effects.iter().enumerate() {
                let [work, orders] = figures(there.compiled.model(design, 0));
                let [work_as_is, orders_as_is] = figures(scenario.compiled.model(design, 0));
                assert!(
                    (effect.work - (work - work_as_is)).abs() < 1e-9
                        && (effect.orders - (orders - orders_as_is)).abs() < 1e-9
                );
            }
        }
    }
    let sizes: Vec<f64> = moving.iter().map(Ranked::size).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b) && sizes.len() >= 4, "{sizes:?}");
    let path = |n: usize| &moving[n].assumption.path[..];
    assert_eq!(path(0), "defaults.chat.sale.bot");
    assert!(moving.iter().any(|one| one.assumption.path == "defaults.bot.resolves"));
    assert!(others.iter().any(|one| one.path == "defaults.chat.patience" && one.other.is_some()));
}

#[test]
fn the_assumption_that_turns_a_verdict_is_said_with_about_which_value() {
    let (results, json) = tried(SHOP, &request());
    let found = results.tried.as_ref().expect("they were tried");
    // As many replications as the comparison at most.
    let ends: usize = found.trials.iter().map(|trial| trial.ends.len()).sum();
    assert!(ends as u64 * found.replications <= 20, "{ends} × {}", found.replications);
    let trial = found.trials.iter().find(|trial| trial.path == "defaults.chat.sale.bot").expect("it was tried");
    assert!(!trial.given);
    let turn = trial.turns.iter().find(|turn| turn.of.kpi == Row::Orders.into()).expect("it turns the orders");
    assert_eq!((turn.verdicts, &turn.end[..]), ([Verdict::Worse, Verdict::Better], "1"));
    // 600 a day: by people 0.3 of all; with the bot 0.5 × 1.2 + 0.5 × 0.85 × s, of one in 1 − 0.5 × 0.15 × 0.6: the same at 0.83.
    let about: f64 = turn.about.as_ref().expect("it is a number").parse().expect("it is one");
    assert!((0.78..=0.88).contains(&about), "{about}");
    let json = String::from_utf8(json).expect("it is text");
    assert!(json.contains("\"assumptions\"") && json.contains("\"turns_at\": \"0.8"), "{json}");
    for (lang, heading, said) in
        [(Lang::En, "What would turn a verdict", "turns at about 0.8"), (Lang::Zh, "哪些假定会改变结论", "约在 0.8")]
    {
        let page = page(&results, lang);
        let page: String = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(heading) && page.replace(' ', "").contains(&said.replace(' ', "")), "{page}");
    }
}

#[test]
fn of_a_long_time_only_what_might_turn_something_is_run_whole() {
    let long = SHOP.replace("days = 14", "days = 217").replace("per_day = 600", "per_day = 60").replace("= 12", "= 2");
    let (results, json) = tried(&long, &Request { replications: Some(6), ..request() });
    let found = results.tried.as_ref().expect("they were tried");
    let look = found.first_look.expect("31 weeks are long");
    let ends: usize = found.trials.iter().map(|trial| trial.ends.len()).sum();
    assert_eq!((look.weeks, look.replications), (6, 2));
    assert!((1..ends).contains(&look.further), "{} of {ends}", look.further);
    let trial = found.trials.iter().find(|trial| trial.path == "defaults.chat.sale.bot").expect("it was tried");
    let turn = trial.turns.iter().find(|turn| turn.of.kpi == Row::Orders.into()).expect("it turns the orders");
    assert_eq!((turn.verdicts[0], &turn.end[..]), (Verdict::Worse, "1"));
    // Of the whole time: 0.3 × 60 a day by people, 0.3075 / 0.955 × 60 with the bot.
    let a_day = turn.differences[1] / 217.0;
    assert!((0.6..2.2).contains(&a_day), "{a_day}");
    assert!(String::from_utf8(json).expect("it is text").contains("\"first_look\""));
    let page: String = page(&results, Lang::En).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("each end first on 6 weeks that stand for all"), "{page}");
}

#[test]
fn nothing_is_tried_where_it_would_say_nothing() {
    let (few, _) = tried(SHOP, &Request { replications: Some(2), ..request() });
    let found = few.tried.as_ref().expect("it says so");
    assert!(found.trials.is_empty() && found.left > 0);
    let page = page(&few, Lang::En);
    assert!(page.contains("not tried with so few replications"), "{page}");
}

#[test]
fn whom_the_bot_sends_away_stands_beside_coverage() {
    let trial = scenario("tests/cases/trials/09_imperfect_bot.toml").set("days=7").set("warm_up=0 days");
    let results = trial.replications(2).ask(|request| request.cases = vec!["base".into()]).compare().results;
    let rows = estimates(&results.study);
    let falsely = |design: &str| mean(&of_arm(&rows, design, "base"), "falsely_contained", "all");
    let times = falsely("four") / falsely("now");
    assert!((1.9..2.5).contains(&times), "{times}");
    let carried = differences_of(&results)
        .into_iter()
        .find(|d| d.kpi == "carried_per_day" && d.subject == "all")
        .expect("it differs");
    assert!(!matches!(carried.judgement.verdict, Verdict::Better | Verdict::Worse), "{:?}", carried.judgement);
    let page = page(&results, Lang::Zh);
    let lines: Vec<&str> = page.lines().collect();
    let coverage = lines.iter().position(|line| line.trim_start().starts_with("接待覆盖率")).expect("it is there");
    assert!(lines[coverage + 1].contains("误拦截"), "{}\n{}", lines[coverage], lines[coverage + 1]);
}
