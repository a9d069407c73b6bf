//! The shipped scenarios compile to what they say.

mod defaults;
mod people;
mod steps;

use super::*;
use crate::id::Id;
use crate::model::{Channel, ChatPace, ContactType, Event, OpeningHours, Plan, Promise, Rest, Staffing, TypeId};
use crate::scenario::schema::Design;
use crate::scenario::text::sources::InMemory;
use crate::time::SimDuration;

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
    assert_eq!(
        c.cases.iter().map(|d| d.key.as_str()).collect::<Vec<_>>(),
        ["base", "bot_less", "first_contacts", "grown"]
    );
    assert_eq!(c.baseline, Some((1, 0)));
    let (after, before) = (c.model(0, 3), c.model(1, 0));
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
    let counted = c.counted.as_ref().expect("the file has a volume");
    let own: f64 = counted.rows.iter().map(|row| row.first).sum();
    assert!((1850.0..1950.0).contains(&own), "{own} of 2,200 are first contacts");
    assert!((first(before) - own).abs() < 1e-6 && (first(after) - 1.5 * own).abs() < 1e-6);
    let presale = id(before, "presale");
    let t = &before.types[presale];
    assert!((t.effort.mean_seconds() - 150.0).abs() < 1e-6);
    assert!((after.types[id(after, "presale")].effort.mean_seconds() - 155.0).abs() < 1e-6);
    assert!(matches!(t.pace, ChatPace::Loop { messages, pause, .. } if messages == 9.0 && pause == 45.0));
    assert_eq!(t.bot.as_ref().unwrap().contains, 0.20);
    assert_eq!(t.rules[Event::Unresolved as usize].len(), 1);
    assert!(t.rules[Event::Abandoned as usize].iter().all(|r| r.chance == 0.0), "presale leavers are lost inquiries");
    assert!(t.rules[Event::Unresolved as usize][0].follow.is_some());
    let from = &before.types[id(before, "aftersale")].rules[Event::Arrived as usize];
    assert_eq!(from.len(), 3);
    // 33 per 1,000 of all first contacts out of those that are after-sale; weekday factors move both a little.
    let reship = from.iter().find(|r| r.creates == id(before, "reship_ticket")).unwrap();
    let aftersale = counted.rows.iter().find(|row| row.label.key == "aftersale").unwrap().first;
    assert!((reship.chance - 0.033 * own / aftersale).abs() < 1e-9, "{}", reship.chance);
    assert!(reship.first_only && reship.delay.is_none());
    let ticket = &before.types[reship.creates];
    assert_eq!(ticket.channel, Channel::Ticket);
    assert_eq!(ticket.ticket.as_ref().unwrap().deadline.unwrap().within, SimDuration::DAY);
    let Staffing::People(roster) = &after.teams[after.teams.position(|t| t.label.key == "reship").unwrap()].staffing
    else {
        panic!()
    };
    assert_eq!(roster.anchor, 20_087);
    assert!(
        matches!(&roster.plan, Plan::Split { shares, rest: Rest::Cycle { length: 14, .. } } if shares.same() == Some(&vec![0.5, 0.5]))
    );
    let severance: Vec<_> = after.teams.iter().flat_map(|team| &team.severance).map(|once| once.amount).collect();
    assert_eq!((after.money.one_off.len(), &severance[..]), (1, &[Some(19_250.0)][..]));
    assert_eq!(after.calendar.warm_up_days, 7);
}

#[test]
fn the_first_scenario_lists_its_defaults() {
    let c = compiled(include_str!("../../scenarios/first.toml"), &[]);
    // Designs are in order of name: `fewer`, `now`.
    assert_eq!(c.baseline, Some((1, 0)));
    let paths: Vec<&str> = c.assumptions.iter().flat_map(|one| &one.users).map(String::as_str).collect();
    assert!(paths.contains(&"contact.presale.messages"), "{paths:?}");
    assert!(paths.contains(&"design.now.team.service.absence"));
    assert!(!paths.iter().any(|p| p.contains("pay")));
}

const QUEUE: &str = r#"
template = "none"
days     = 10
[contact.a]
channel  = "call"
arrivals = { per_day = "120 / h" }
effort   = { exponential = { mean = "5 min" } }
patience = { exponential = { mean = "2 min" } }
[design.x.team.t]
staffed = { from = "22:00", every = "2 h", counts = [4, 6], weekday = ["sun"] }
serves  = ["a"]
"#;

#[test]
fn a_textbook_queue_has_no_defaults() {
    let c = compiled(QUEUE, &[]);
    assert!(c.assumptions.is_empty(), "{:?}", c.assumptions);
    let m = c.model(0, 0);
    let t = &m.types[TypeId::from_index(0)];
    assert_eq!(t.arrivals.as_ref().unwrap().per_day, [2880.0; 7]);
    assert_eq!(t.effort, crate::random::Law::exponential(SimDuration::MINUTE * 5));
    assert!(t.rules.iter().all(Vec::is_empty) && t.speed.is_none() && t.bot.is_none());
    assert_eq!((m.calendar.warm_up_days, t.routes.len()), (0, 1));
    // From Sunday at 22 into Monday.
    let Staffing::Number(n) = &m.teams.iter().next().unwrap().staffing else { panic!() };
    assert_eq!(n.days.week[6], [(SimDuration::ZERO, 0), (SimDuration::HOUR * 22, 4)]);
    assert_eq!(n.days.week[0], [(SimDuration::ZERO, 6), (SimDuration::HOUR * 2, 0)]);
    assert_eq!(n.days.week[1], [(SimDuration::ZERO, 0)]);
}

#[test]
fn the_command_line_changes_what_it_names() {
    let c = compiled(
        HETIANXIA,
        &[
            "days=30",
            "contact.presale.effort=*1.1",
            "design.after.team.order.headcount=+1",
            "bot.*=-5 pp",
            "defaults.chat.messages=12",
            "case.quiet={ demand = \"*0.8\", \"contact.*.resolved\" = 0.9 }",
            "design.idea={ like = \"before\", team = { presale = { headcount = 11 } } }",
        ],
    );
    assert_eq!((c.designs.len(), c.cases.len()), (3, 5));
    let (after, idea) =
        (c.model(c.design("after").unwrap(), 0), c.model(c.design("idea").unwrap(), c.case("quiet").unwrap()));
    assert_eq!(after.calendar.days, 30);
    let presale = &after.types[id(after, "presale")];
    assert!((presale.effort.mean_seconds() - 155.0 * 1.1).abs() < 1e-6);
    assert!((presale.bot.as_ref().unwrap().contains - 0.40).abs() < 1e-12);
    assert!(matches!(presale.pace, ChatPace::Loop { messages, .. } if messages == 12.0));
    let heads = |m: &Model, team: &str| {
        let team = m.teams.iter().find(|t| t.label.key == team).unwrap();
        if let Staffing::People(r) = &team.staffing { r.headcount } else { 0 }
    };
    assert_eq!((heads(after, "order"), heads(idea, "presale"), heads(idea, "aftersale")), (4, 11, 12));
    assert_eq!(idea.types[id(idea, "invoice")].resolved, 0.9);
    let per_day = |model: &Model| model.types[id(model, "presale")].arrivals.as_ref().unwrap().per_day[1];
    // A smaller bot meets the same customers: what is set does not change what was counted.
    let as_written = compiled(HETIANXIA, &[]);
    assert!((per_day(idea) - 0.8 * per_day(as_written.model(1, 0))).abs() < 1e-9);
    let grown = compiled(HETIANXIA, &["demand=*1.5"]);
    assert!((per_day(grown.model(1, 0)) / per_day(as_written.model(1, 0)) - 1.5).abs() < 1e-9);
    let more = compiled(HETIANXIA, &["volume.contacts_per_day=4400"]);
    assert!((per_day(more.model(1, 0)) / per_day(as_written.model(1, 0)) - 2.0).abs() < 1e-9);
}

#[test]
fn tables_in_another_order_mean_the_same() {
    let mut parts: Vec<&str> = HETIANXIA.split("\n[").collect();
    let head = parts.remove(0);
    parts.reverse();
    let turned = std::iter::once(head).chain(parts).collect::<Vec<_>>().join("\n[");
    let (a, b) = (compiled(HETIANXIA, &[]), compiled(&turned, &[]));
    assert_eq!(format!("{:?}", a.models), format!("{:?}", b.models));
}

#[test]
fn every_part_of_a_contact_arrives_in_the_model() {
    let c = compiled(
        r#"
start = 2025-03-05
[calendar.profile]
day = [0, 1, 1, 0]
[stream.orders]
arrivals = { per_day = 1800, day_cv = 0.1 }
then = [ { chance = 0.17, in = { gamma = { mean = "2.5 days", cv = 0.5 } }, creates = "trace", follow = "day" } ]
[contact.trace]
channel  = "chat"
alone    = { exponential = { mean = "6 min" } }
slowdown = { at_start = [1, 1.25] }
balk     = "10 %"
queue_limit = 20
closed   = { leaves_message = 0.5, in_line = true }
hours    = "08:00-22:00"
wrap_up  = "20 s"
patience = "none"
abandoned = { returns = 0, in = "1 h" }
unresolved = { returns = 0.3, in = "2 h", follow = "cn_evening" }
then = [
  { on = "abandoned", chance = 0.2, creates = "trace" },
  { on = "unresolved", chance = 0.1, creates = "ticket", bot = false, first_only = true },
  { on = "resolved", chance = 0.1, creates = "ticket", transfer = true },
]
[contact.ticket]
channel  = "ticket"
per_1000 = { of = "orders", number = 5, from = "first" }
effort   = { gamma = { mean = "4 min", cv = 1.2 } }
targets  = [ { done = "24 h", share = 0.95 }, { started = "4 h" } ]
interruptible = true
resume_cost   = "30 s"
slots    = 2
order    = "fifo"
late     = { pays = 12, asks_again = 0.5 }
then     = [ { on = "unresolved", chance = 0.1, creates = "ticket", inherit = "deadline" } ]
[contact.first]
channel  = "chat"
arrivals = { per_day = 90 }
effort   = "100 s"
[design.x]
bot    = { trace = { contains = 0.5, resolves = 0.8, meets = 0.9, on_failure = { patience = 0.8 } } }
routes = { trace = { teams = ["two", "one"], hours = "09:00-24:00" }, first = ["one", "two"] }
[design.x.team.one]
staffed = 2
serves  = [["trace", "ticket"], "first"]
skill   = { trace = { effort = "*1.1", resolved = "*0.9", wait_first = "60 s" }, first = { effort = "120 s", resolved = "+10 pp" } }
[design.x.team.two]
headcount = 3
serves    = ["first", "trace"]
shifts    = { night = { hours = "22:00-06:00", break = "30 min in 01:00-03:00" } }
rest      = "双休"
"#,
        &[],
    );
    let m = c.model(0, 0);
    let (trace, ticket, first, orders) = (id(m, "trace"), id(m, "ticket"), id(m, "first"), id(m, "orders"));
    let t = &m.types[trace];
    assert!(matches!(&t.pace, ChatPace::Measured { slowdown, at_start: true, .. } if slowdown == &[1.0, 1.25]));
    assert_eq!((t.balk, t.queue_limit, t.patience.is_none()), (0.1, Some(20), true));
    assert!(t.closed.unwrap().in_line);
    assert!(matches!(t.hours, Some(OpeningHours::Daily(hours)) if hours.from == SimDuration::HOUR * 9));
    assert_eq!(t.bot.as_ref().unwrap().failure_patience, 0.8);
    assert_eq!(t.routes.iter().map(|r| r.wait_first.seconds()).collect::<Vec<_>>(), [0.0, 60.0]);
    assert_eq!(t.rules[Event::Abandoned as usize].len(), 2);
    let child = &t.rules[Event::Unresolved as usize][1];
    assert!(!child.inherit_deadline && !child.meets_bot && child.first_only && child.creates == ticket);
    assert_eq!(t.rules[Event::Resolved as usize][0].link, crate::model::Link::Transfer);
    assert_eq!(t.rules[Event::Resolved as usize][0].purpose, crate::random::Purpose::new("resolved>ticket#1"));
    assert_eq!(t.rules[Event::Abandoned as usize][1].purpose, crate::random::Purpose::new("abandoned>trace#2"));
    assert_eq!(m.types[orders].rules[Event::Arrived as usize][0].follow.map(|f| m.profiles[f].slots()), Some(4));
    let rule = &m.types[first].rules[Event::Arrived as usize][0];
    assert!((rule.chance - 0.005 * 1800.0 / 90.0).abs() < 1e-12);
    let work = m.types[ticket].ticket.as_ref().unwrap();
    let within = |promise: Option<Promise>| promise.filter(|p| !p.opening).map(|p| p.within);
    assert_eq!(within(work.deadline), Some(SimDuration::DAY));
    assert_eq!(within(work.start_within), Some(SimDuration::HOUR * 4));
    assert!(work.interruptible && work.slots == 2 && work.late_pays == 12.0);
    assert_eq!(m.types[ticket].rules[Event::Late as usize][0].creates, first);
    assert!(m.types[ticket].rules[Event::Unresolved as usize][0].inherit_deadline);
    let one = &m.teams[m.teams.position(|t| t.label.key == "one").unwrap()];
    assert_eq!((one.serves.len(), one.serves[0].live.len(), one.serves[0].tickets.len()), (2, 1, 1));
    let skill = one.skills[first.index()].unwrap();
    assert!((skill.effort - 1.2).abs() < 1e-9 && (skill.resolved - 0.8 / 0.7).abs() < 1e-9);
    let two = m.teams.iter().find(|t| t.label.key == "two").unwrap();
    let Staffing::People(r) = &two.staffing else { panic!() };
    assert_eq!(r.shifts[0].days.week[0].breaks[0].window.from, SimDuration::HOUR * 25);
    assert_eq!(r.anchor % 7, 20_150 % 7);
}

#[test]
fn no_mistake_makes_the_compiler_panic() {
    let lines: Vec<&str> = HETIANXIA.lines().collect();
    let junk = [
        "3",
        "-1.5",
        "\"x\"",
        "[]",
        "{}",
        "[[1]]",
        "true",
        "2025-01-01",
        "\"*2\"",
        "{ a = { b = 1 } }",
        "“”",
        "{ lognormal = 3 }",
    ];
    for i in 0..lines.len() {
        let mut broken: Vec<String> = Vec::new();
        broken.push(String::new());
        if let Some((key, _)) = lines[i].split_once('=') {
            // Each line meets a third of the junk, in turn.
            broken.extend(junk.iter().skip(i % 3).step_by(3).map(|j| format!("{key} = {j}")));
        } else if let Some(header) = lines[i].strip_prefix('[') {
            broken.push(format!("[x.{header}"));
            broken.push(format!("{} = 3", header.trim_end_matches(']')));
        }
        for line in broken {
            let text = lines
                .iter()
                .enumerate()
                .map(|(j, l)| if i == j { line.as_str() } else { l })
                .collect::<Vec<_>>()
                .join("\n");
            let outcome = load(&InMemory::one("x", &text), "x", &["a.b=3".into(), "bot=1".into()]);
            outcome.diagnostics.render(&outcome.files, crate::diagnostic::Style { chinese: true, colour: true });
            assert!(outcome.compiled.is_some() == (outcome.diagnostics.errors() == 0), "{line}");
        }
    }
}

/// Every table that can be reached, with its keys each once and a sentence each.
#[test]
fn the_catalogue_of_fields_is_complete() {
    use crate::scenario::values::documented::{TableDoc, ValueKind};
    fn visit(doc: &'static TableDoc, seen: &mut BTreeMap<&'static str, usize>) {
        if seen.insert(doc.name, doc.fields.len()).is_some() {
            return;
        }
        let mut keys: Vec<&str> = doc.fields.iter().map(|f| f.key).chain(doc.later.iter().copied()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), doc.fields.len() + doc.later.len(), "{}", doc.name);
        for field in doc.fields {
            assert!(field.doc.text().en.ends_with('.'), "{}.{}", doc.name, field.key);
            descend((field.kind)(), seen);
        }
    }
    fn descend(kind: ValueKind, seen: &mut BTreeMap<&'static str, usize>) {
        match kind {
            ValueKind::Table(doc) => visit(doc, seen),
            ValueKind::List(inner) | ValueKind::Names(inner) => descend(*inner, seen),
            _ => (),
        }
    }
    let mut seen = BTreeMap::new();
    visit(World::DOC, &mut seen);
    visit(Design::DOC, &mut seen);
    assert!(
        ["ContactText", "TeamText", "StreamText", "RuleText", "BotText", "PayText"]
            .iter()
            .all(|t| seen.contains_key(t)),
        "{seen:?}"
    );
}

#[test]
fn a_type_takes_what_it_does_not_say_from_the_one_it_is_like() {
    let c = compiled(
        r#"
[contact.vip]
like     = "presale"
arrivals = { per_day = 30 }
targets  = [ { first_reply = "10 s", share = 0.9 } ]
[contact.presale]
name     = "售前 | Pre-sale"
channel  = "chat"
arrivals = { per_day = 500, profile = "cn_evening", day_cv = 0.2 }
effort   = "150 s"
patience = "3 min"
targets  = [ { first_reply = "30 s" } ]
unresolved = { returns = 0.5, in = "1 h" }
resolved = 0.7
[contact.measured]
like     = "vip"
alone    = "6 min"
[design.now.team.one]
staffed = 9
serves  = [["vip", "measured"], ["presale"]]
"#,
        &[],
    );
    let m = c.model(0, 0);
    let [measured, presale, vip] = ["measured", "presale", "vip"]
        .map(|name| m.types.entries().find(|(_, kind)| kind.label.key == name).expect("it is there"));
    let arrivals = |kind: &ContactType| kind.arrivals.as_ref().unwrap().clone();
    assert_eq!((arrivals(vip.1).per_day, arrivals(presale.1).per_day), ([30.0; 7], [500.0; 7]));
    assert_eq!(arrivals(vip.1).profile, arrivals(presale.1).profile);
    assert_eq!((&vip.1.patience, vip.1.resolved), (&presale.1.patience, 0.7));
    assert_eq!(vip.1.speed.unwrap().limit, SimDuration::SECOND * 10);
    assert_eq!(vip.1.label.en, "vip", "a name is its own");
    assert_eq!(vip.1.rules[Event::Unresolved as usize][0].creates, vip.0, "its customers come back as what they are");
    assert_eq!(measured.1.speed, vip.1.speed);
    assert!(measured.1.pace.slowdown(1).is_some() && vip.1.pace.slowdown(1).is_none());
}
