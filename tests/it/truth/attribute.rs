//! Which change did it: shares add up, nothing gets nothing, equals get the same; levers, whole designs and named groups alike.

use crate::support::told::{self, Estimate, estimates, interactions_of};
use crate::support::{Shelved, World, shop};
use peakstaff::compile::LeversOf;
use peakstaff::experiment::{LEVEL, Never, Quiet};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::brief;
use peakstaff::report::{Attributed, Effects, attributed_answer, attributed_charts, attributed_csv, attributed_report};
use peakstaff::session::{Attribution, Between, NoShelf, OfPoints, Request, Shelf};

/// A shop before; `built` is made of levers, `whole` writes down what differs.
const SHOP: &str = r#"
template = "none"
start = 2025-03-03
days = 5
baseline = "before"

[contact.presale]
channel = "chat"
arrivals = { per_day = 360, profile = "cn_office" }
effort = "90 s"
patience = { exponential = { mean = "3.5 min" } }
targets = [ { first_reply = "30 s", share = 0.9 } ]

[contact.refund]
channel = "ticket"
arrivals = { per_day = 20, profile = "cn_office" }
effort = "4 min"
targets = [ { done = "24 h", share = 0.95 } ]

[design.before]
name = "之前 | Before"
bot = { presale = 0.1 }
costs.bot.month = 0
costs.tools.month = 0
[design.before.team.service]
headcount = 4
serves = [["presale"], ["refund"]]
shifts = { day = { hours = "09:00-21:00" } }
split = { day = 1.0 }
chats = 3
pay = { month = 5500, loading = 0.35, seat = 1200 }

[design.built]
like = "before"
with = ["more_bot", "one_more", "tool"]

[lever.one_more]
team.service.headcount = "+1"
[lever.more_bot]
"bot.*" = "+15 pp"
costs.bot.month = 100
[lever.tool]
contact.refund.effort = "2 min"
costs.tools.month = 300

[design.whole]
like = "before"
bot = { presale = 0.25 }
costs = { bot = { month = 100 }, tools = { month = 300 }, one_off = { fees = 700 } }
[design.whole.team.service]
headcount = 5
[design.whole.contact]
refund.effort = "2 min"
"#;

/// What is looked at: service, work done in time, money.
const KPIS: [&str; 3] = ["service_level@contact:presale", "on_time@contact:refund", "cost.total@all"];

fn between(from: &str, to: &str, kpis: &[&str]) -> Between {
    let kpis = kpis.iter().map(ToString::to_string).collect();
    Between { from: Some(from.into()), to: Some(to.into()), of: OfPoints { kpis, weeks: None } }
}

fn done(text: &str, request: &Request, asked: &Between, shelf: &dyn Shelf) -> Result<Attributed, String> {
    let files = shop(text).files;
    let attribution = Attribution::compile(&files, request, asked)
        .map_err(|refused| refused.render(peakstaff::diagnostic::Style::default()))?;
    let done = attribution.points.run(shelf, &Quiet, &Never).expect("it is kept");
    Ok(attribution.results(request, asked, done).expect("every mix is done").0)
}

fn request() -> Request {
    Request { replications: Some(4), threads: 2, ..Request::new("shop.toml") }
}

#[track_caller]
fn taken_apart(text: &str, to: &str) -> Attributed {
    done(text, &request(), &between("before", to, &KPIS), &NoShelf).unwrap()
}

fn keys(found: &Attributed) -> Vec<&str> {
    found.groups.iter().map(|group| &group.label.key[..]).collect()
}

#[track_caller]
fn adds_up(effects: &Effects) {
    let sum: f64 = effects.shares.iter().map(|share| share.value).sum();
    let total = effects.total.value;
    assert!((sum - total).abs() <= 1e-9 * total.abs().max(1.0), "{sum} {total}");
}

#[test]
fn shares_add_up_to_what_compare_says() {
    for to in ["built", "whole"] {
        let found = taken_apart(SHOP, to);
        let compared = shop(SHOP).replications(4).ask(|request| request.designs = vec![to.into()]).compare().results;
        let all = estimates(&compared.study);
        let of = |design: &str, figure: usize| -> Estimate {
            let (kpi, subject) = KPIS[figure].split_once('@').unwrap();
            told::find(&told::of_arm(&all, design, "base"), kpi, subject).clone()
        };
        for (figure, text) in KPIS.iter().enumerate() {
            let effects = found.effects(figure).expect("every mix has it");
            adds_up(&effects);
            let (before, after) = (of("before", figure), of(to, figure));
            let ends = effects.ends.as_ref().unwrap();
            assert_eq!([ends[0].value, ends[1].value], [before.mean, after.mean], "{text}");
            assert_eq!(ends[1].half_width(LEVEL), after.half_width);
        }
    }
}

#[test]
fn whole_designs_come_apart_by_what_their_paths_are_of() {
    let found = taken_apart(SHOP, "whole");
    assert_eq!(keys(&found), ["people", "bot", "ticket_tool", "one_off"]);
    assert_eq!(found.figures.len(), 16);
    // Fees are paid once: they change nothing that is looked at, in no replication.
    let fees = 3;
    for figure in 0..KPIS.len() {
        let effects = found.effects(figure).unwrap();
        assert_eq!((effects.shares[fees].value, effects.shares[fees].half_width), (0.0, Some(0.0)));
    }
    // The bot's 100 and the tool's 300 a month are theirs to the cent, whatever else is changed.
    let money = found.effects(2).unwrap();
    let days = 5.0 / 31.0;
    for (group, month) in [(1, 100.0), (2, 300.0)] {
        let share = money.shares[group];
        assert!((share.value - month * days).abs() < 1e-6, "{share:?}");
    }
    // A tool for refunds does nothing for chats that it does not do by leaving people more time.
    assert!(found.effects(1).unwrap().shares[2].value >= 0.0);
}

#[test]
fn levers_alone_and_together_are_those_of_compare() {
    let found = taken_apart(SHOP, "built");
    assert_eq!(keys(&found), ["more_bot", "one_more", "tool"]);
    assert!(found.groups.iter().all(|group| group.lever && !group.paths.is_empty()), "{:?}", found.groups);
    let levers = |request: &mut Request| request.levers = LeversOf::Design("built".into());
    let results = shop(SHOP).replications(4).ask(levers).compare().results;
    let all = estimates(&results.study);
    let interactions = interactions_of(&results);
    for (figure, text) in KPIS.iter().enumerate() {
        let (kpi, subject) = text.split_once('@').unwrap();
        let of = |design: &str| told::find(&told::of_arm(&all, design, "base"), kpi, subject).mean;
        let effects = found.effects(figure).unwrap();
        for (n, lever) in keys(&found).into_iter().enumerate() {
            let alone = of(&format!("built-levers+{lever}")) - of("built-levers");
            assert!((effects.alone[n].value - alone).abs() < 1e-9, "{text} {lever}");
        }
        let together = interactions.iter().find(|([k, s, p], _)| k == kpi && s == subject && p == "horizon");
        let together = together.expect("levers do something together").1.mean;
        assert!((effects.together.value - together).abs() < 1e-6, "{text}: {} {together}", effects.together.value);
    }
}

#[test]
fn equal_changes_have_equal_shares() {
    let two = r#"
template = "none"
days = 3
baseline = "before"
[contact.a]
channel = "call"
arrivals = { per_day = 200, profile = "cn_office" }
effort = "3 min"
[contact.b]
like = "a"
[design.before.team.one]
staffed = 1
serves = ["a"]
pay = { month = 5000, loading = 0, seat = 0 }
[design.before.team.two]
staffed = 1
serves = ["b"]
pay = { month = 5000, loading = 0, seat = 0 }
[design.after]
like = "before"
team.one.staffed = 2
team.two.staffed = 2
[group.left]
name = "左 | left"
paths = ["team.one.*"]
[group.right]
paths = ["team.two"]
"#;
    let kpis = ["cost.total@all", "handled@all"];
    let found = done(two, &request(), &between("before", "after", &kpis), &NoShelf).unwrap();
    assert_eq!(keys(&found), ["left", "right"]);
    assert_eq!((&found.groups[0].label.zh[..], &found.groups[1].label.en[..]), ("左", "right"));
    let money = found.effects(0).unwrap();
    assert!((money.shares[0].value - money.shares[1].value).abs() < 1e-9 && money.shares[0].value > 0.0);
    assert!(money.together.value.abs() < 1e-9, "{money:?}");
    // Types of different names meet different customers: the same but for chance.
    let answered = found.effects(1).unwrap();
    let [left, right] = [answered.shares[0], answered.shares[1]];
    let apart = (left.value - right.value).abs();
    assert!(apart <= 2.0 * left.half_width.unwrap().hypot(right.half_width.unwrap()), "{answered:?}");
}

#[test]
fn what_makes_no_sense_alone_is_joined_and_said() {
    let desk = r#"routes = { refund = ["refunds"] }
[design.whole.team.service]
serves = ["presale"]
headcount = 3
[design.whole.team.refunds]
headcount = 2
serves = ["refund"]
shifts = { day = { hours = "09:00-18:00" } }
split = { day = 1.0 }
pay = { month = 5000, loading = 0, seat = 0 }
"#;
    let teams = SHOP.replace("[design.whole.team.service]\nheadcount = 5\n", desk);
    let found = taken_apart(&teams, "whole");
    // People go with the teams that they are moved between.
    assert_eq!(keys(&found), ["teams", "bot", "ticket_tool", "one_off"]);
    adds_up(&found.effects(0).unwrap());
    // Named apart, they cannot be: who serves refunds if the desk that does is not there?
    let named = format!(
        "{teams}\n[group.old]\npaths = [\"team.service.*\"]\n[group.new]\npaths = [\"team.refunds\", \"routes\"]\n"
    );
    let found = taken_apart(&named, "whole");
    assert_eq!(keys(&found), ["new+old", "bot", "ticket_tool", "one_off"]);
    let joined = &found.joined[0];
    assert!(joined.place.starts_with("shop.toml:") && !joined.why.en.is_empty(), "{joined:?}");
    let page = brief(&attributed_answer(&found, Lang::Zh, ""));
    assert!(page.contains("缺一不可") && page.contains("shop.toml:"), "{page}");
}

#[test]
fn more_than_six_groups_come_in_some_orders() {
    // Six are paid once, which no figure here holds; the last is the bot.
    let once = |n: usize| format!("[lever.l{n}]\ncosts.one_off.x{n} = {n}\n");
    let levers: String = (1..=6).map(once).chain(["[lever.l7]\n\"bot.*\" = \"+5 pp\"\n".to_owned()]).collect();
    let with: Vec<String> = (1..=7).map(|n| format!("\"l{n}\"")).collect();
    let text = format!("{SHOP}\n[design.many]\nlike = \"before\"\nwith = [{}]\n{levers}", with.join(", "));
    let found = taken_apart(&text, "many");
    assert_eq!((found.groups.len(), found.sets.orders()), (7, Some(16)));
    assert!(found.figures.len() < 128, "{}", found.figures.len());
    for figure in 0..KPIS.len() {
        let effects = found.effects(figure).unwrap();
        adds_up(&effects);
        assert!(effects.shares[..6].iter().all(|share| share.value == 0.0), "{:?}", effects.shares);
    }
    assert!(brief(&attributed_report(&found, Lang::En, "")).contains("orders"));
}

#[test]
fn what_was_done_is_not_done_again_and_threads_change_nothing() {
    let (shelf, asked) = (Shelved::default(), between("before", "whole", &KPIS));
    let first = done(SHOP, &request(), &asked, &shelf).unwrap();
    assert_eq!(shelf.0.borrow().len(), 16);
    let again = done(SHOP, &Request { threads: 1, ..request() }, &asked, &shelf).unwrap();
    let alone = done(SHOP, &Request { threads: 1, ..request() }, &asked, &NoShelf).unwrap();
    let bytes = |found: &Attributed| attributed_csv(found).unwrap().1;
    assert!(bytes(&first) == bytes(&again) && bytes(&first) == bytes(&alone));
}

#[test]
fn what_cannot_be_taken_apart_is_refused() {
    let says = |text: &str, from: &str, to: &str, words: &str| {
        let said = done(text, &request(), &between(from, to, &KPIS), &NoShelf).expect_err("it is refused");
        assert!(said.contains(words), "no {words} in\n{said}");
    };
    says(SHOP, "before", "before", "named twice");
    says(
        &format!("{SHOP}\n[design.same]\nlike = \"before\"\nname = \"另一个 | Another\"\n"),
        "before",
        "same",
        "says nothing else",
    );
    says(
        &format!("{SHOP}\n[design.busy]\nlike = \"before\"\ncontact.presale.arrivals.per_day = 400\n"),
        "before",
        "busy",
        "same demand",
    );
    says(&format!("{SHOP}\n[group.nothing]\npaths = []\n"), "before", "whole", "has no paths");
}

#[test]
fn the_program_says_it_on_one_screen_and_writes_its_files() {
    let world = World::with(SHOP);
    for lang in ["en", "zh"] {
        let page = world.ok(&["attribute", "shop.toml", "--to", "whole", "--replications", "3", "--lang", lang]);
        assert!(page.lines().count() <= 40, "{page}");
        assert!(page.contains(if lang == "en" { "shares add up" } else { "份额之和" }), "{page}");
    }
    let names = world.names("output/shop/attribute");
    for name in ["attribution.csv", "estimates.json", "manifest.json", "report.txt"] {
        assert!(names.iter().any(|other| other == name), "{name} is not among {names:?}");
    }
    let charts = world.names("output/shop/attribute/charts");
    assert!(charts.iter().any(|name| name.contains("on_time")), "{charts:?}");
    let json = world.data(&[
        "attribute",
        "shop.toml",
        "--to",
        "built",
        "--replications",
        "2",
        "--kpi",
        "on_time@contact:refund",
    ]);
    let figure = &json["figures"][0];
    let sum: f64 = figure["parts"].as_array().unwrap().iter().map(|part| part["share"]["mean"].as_f64().unwrap()).sum();
    assert!((sum - figure["total"]["mean"].as_f64().unwrap()).abs() < 1e-9, "{figure}");
    world.mistaken(&["attribute", "shop.toml"]);
}

#[test]
fn every_figure_has_its_picture() {
    let found = taken_apart(SHOP, "whole");
    let charts = attributed_charts(&found, Lang::Zh);
    assert_eq!(charts.len(), 3);
    for chart in charts {
        assert!(chart.svg().unwrap().contains("</svg>") && chart.title.contains("从 之前 到"), "{}", chart.title);
    }
}

#[test]
fn a_years_saving_comes_apart_to_the_cent() {
    // One head less is 1.4 wages and a desk, 8,000 a month; tools are 2,000 a month; forms are paid once, and in no running cost.
    let text = r#"
template = "none"
baseline = "before@base"
start    = 2025-01-01
days     = 365
[contact.ask]
channel  = "call"
arrivals = { per_day = 4 }
effort   = "60 s"
[design.before.team.desk]
staffed  = 3
serves   = ["ask"]
pay      = { month = 5000, loading = 0.4, seat = 1000 }
[design.after]
like  = "before"
costs = { tools = { month = 2000 }, one_off = { forms = 9000 } }
team.desk.staffed = 2
"#;
    let asked = Between::default();
    let found = done(text, &Request { replications: Some(2), ..request() }, &asked, &NoShelf).unwrap();
    assert_eq!(keys(&found), ["people", "ticket_tool", "one_off"]);
    let year =
        found.wanted.iter().position(|wanted| wanted.kpi.key(&found.to) == "annual_saving").expect("a year is counted");
    let effects = found.effects(year).unwrap();
    assert!(effects.ends.is_none() && (effects.total.value - 72_000.0).abs() < 0.005, "{effects:?}");
    for (share, by_hand) in effects.shares.iter().zip([96_000.0, -24_000.0, 0.0]) {
        assert!((share.value - by_hand).abs() < 0.005, "{share:?} instead of {by_hand}");
    }
}
