//! What the shop begins: messages sent by agents, by the bot, by both, or by nobody; what they cost and bring, and that no figure of
//! customers changes by them.

use crate::support::told::{Estimate, estimates, find, mean, near};
use crate::support::{model, study, watch};
use peakstaff::engine::{Contact, Observer};
use peakstaff::load;
use peakstaff::model::Model;
use peakstaff::time::SimTime;

/// Customers of one team, papers of another, which may send messages besides.
const SHOP: &str = r#"
start = 2025-03-03
days = 20
[contact.ask]
channel = "chat"
arrivals = { per_day = 500 }
effort = "100 s"
patience = "30 s"
sale = { conversion = 0.2, margin = 30, order_value = 100, bot = 0.5, slow_answer = { "30 s" = 1.0, "3 min" = 0.6 } }
rating = { share = 0.1, resolved = 0.9, unresolved = 0.5 }
MORE
[contact.paper]
channel = "ticket"
arrivals = { per_day = 40 }
effort = "5 min"
[design.only]
bot.ask = 0.2
costs = { bot = { per_contact = 0.05, per_resolution = 2 } }
BOT
[design.only.team.desk]
staffed = 1
serves = ["ask"]
[design.only.team.office]
staffed = 2
serves = ["paper" SERVES]
"#;

const MESSAGE: &str = r#"then = [ { on = "resolved", chance = 0.6, in = "2 h", creates = "thanks" }, { on = "abandoned", chance = 0.5, creates = "thanks" } ]
[contact.thanks]
channel = "ticket"
outreach = true
effort = { fixed = "30 s" }
sale = { conversion = 0.01, margin = 30, order_value = 100, bot = 0.8 }
rating = { share = 0.15, resolved = 0.97, bot = 0.9 }
"#;

fn shop(more: &str, bot: &str, serves: &str) -> Model {
    model(&SHOP.replace("MORE", more).replace("BOT", bot).replace("SERVES", serves))
}

fn rows(model: &Model, replications: u64) -> Vec<Estimate> {
    estimates(&study(vec![model.clone()], 5, replications))
}

fn plain() -> Model {
    shop("", "", "")
}

fn by_agents() -> Model {
    shop(MESSAGE, "", ", \"thanks\"")
}

fn by_bot(share: f64) -> Model {
    shop(MESSAGE, &format!("bot.thanks = {share}"), if share < 1.0 { ", \"thanks\"" } else { "" })
}

/// Everything that is counted of customers and their tickets.
fn of_customers(rows: &[Estimate]) -> Vec<String> {
    const OF_ALL: [&str; 13] = [
        "arrived",
        "carried",
        "handled",
        "coverage",
        "offered",
        "attempts",
        "first_contact_resolution",
        "conversion",
        "lost_orders",
        "on_time",
        "turnaround",
        "turnaround_p90",
        "contacts_per_agent_day",
    ];
    let found: Vec<_> = rows
        .iter()
        .filter(|e| {
            let papers = ["on_time", "turnaround", "wait"].iter().any(|key| e.kpi.starts_with(key));
            let desk = e.subject.contains("contact:ask") || e.subject == "team:desk";
            let office = e.subject == "team:office" && e.kpi == "contacts_per_agent_day";
            let all = e.subject == "all" && OF_ALL.contains(&&e.kpi[..]);
            // A ticket waits for a message in hand; whether it is on time does not change.
            (desk || office || all) && !(papers && e.subject == "all" && e.kpi != "on_time")
        })
        .map(|e| format!("{} {} {} {:?} {:?}", e.kpi, e.subject, e.period, e.mean, e.half_width))
        .collect();
    assert!(found.len() > 60, "{}", found.len());
    found
}

#[test]
fn whoever_sends_them_no_figure_of_customers_changes() {
    let wanted = of_customers(&rows(&plain(), 2));
    for (who, model) in
        [("agents", by_agents()), ("bot", by_bot(1.0)), ("both", by_bot(0.6)), ("nobody", shop(MESSAGE, "", ""))]
    {
        for (found, wanted) in of_customers(&rows(&model, 2)).iter().zip(&wanted) {
            assert_eq!(found, wanted, "{who}");
        }
    }
}

#[test]
fn what_nobody_sends_is_as_if_it_were_not_written() {
    let without = rows(&plain(), 2);
    let mut found = rows(&shop(MESSAGE, "", ""), 2);
    assert_eq!(mean(&found, "sent", "all"), 0.0);
    found.retain(|e| e.kpi != "sent" && !e.subject.starts_with("contact:thanks"));
    assert_eq!(found.len(), without.len());
    for (found, wanted) in found.iter().zip(&without) {
        assert_eq!(format!("{found:?}"), format!("{wanted:?}"));
    }
}

#[test]
fn agents_spend_their_hours_and_what_it_brings_is_counted() {
    let (plain, found) = (rows(&plain(), 4), rows(&by_agents(), 4));
    let sent = mean(&found, "sent", "contact:thanks");
    let expected = load::expected(&by_agents());
    let a_day = expected[by_agents().types.position(|kind| kind.label.key == "thanks").unwrap()].per_day();
    assert!(sent > 1000.0 && (sent / 20.0 / a_day - 1.0).abs() < 0.1, "{sent} sent, {a_day} expected a day");
    assert_eq!((mean(&found, "sent", "all"), mean(&found, "handled", "contact:thanks")), (sent, sent));
    let more = |key: &str, subject: &str| mean(&found, key, subject) - mean(&plain, key, subject);
    // What is in hand at the end of the horizon is finished after it.
    let hours = more("hand_hours", "team:office");
    assert!((hours / (sent * 30.0 / 3600.0) - 1.0).abs() < 0.005, "{hours} hours for {sent}");
    assert!(more("occupancy", "team:office") > 0.0 && more("backlog", "all") > 0.0);
    assert_eq!((more("hand_hours", "team:desk"), more("cost.bot", "all")), (0.0, 0.0));
    near(more("orders", "all"), 0.01 * sent);
    near(mean(&found, "conversion", "contact:thanks"), 0.01 * sent / mean(&found, "arrived", "contact:thanks"));
    near(more("sales", "all"), 100.0 * 0.01 * sent);
    near(more("ratings", "all"), 0.15 * sent);
    near(mean(&found, "satisfaction", "contact:thanks"), 0.97);
    let [before, after] = [&plain, &found].map(|rows| mean(rows, "satisfaction", "all"));
    let customers = mean(&plain, "ratings", "all");
    near(after, (before * customers + 0.97 * 0.15 * sent) / (customers + 0.15 * sent));
    assert!(find(&found, "satisfaction", "all").half_width.unwrap() > 0.0);
}

#[test]
fn the_bot_sends_at_once_for_its_price() {
    let (plain, found) = (rows(&plain(), 2), rows(&by_bot(1.0), 2));
    let more = |key: &str, subject: &str| mean(&found, key, subject) - mean(&plain, key, subject);
    let sent = mean(&found, "sent", "all");
    assert!(sent > 1000.0, "{sent}");
    assert_eq!(sent, mean(&found, "arrived", "contact:thanks"));
    assert_eq!((mean(&found, "handled", "contact:thanks"), more("hand_hours", "all")), (0.0, 0.0));
    // Nothing is resolved by a message.
    assert!((more("cost.bot", "all") - 0.05 * sent).abs() < 0.005);
    near(more("orders", "all"), 0.01 * 0.8 * sent);
    near(more("ratings", "all"), 0.15 * sent);
    near(mean(&found, "satisfaction", "contact:thanks"), 0.97 * 0.9);
    assert_eq!((more("lost_orders", "all"), more("lost_margin", "all"), more("backlog", "all")), (0.0, 0.0, 0.0));
}

#[test]
fn what_the_bot_does_not_send_people_do() {
    let (plain, found) = (rows(&plain(), 2), rows(&by_bot(0.6), 2));
    let [sent, by_people] = ["sent", "handled"].map(|key| mean(&found, key, "contact:thanks"));
    let by_bot = sent - by_people;
    assert!((by_bot / sent - 0.6).abs() < 0.03, "{by_bot} of {sent}");
    // The bot is paid for what it sends, and not for the rest.
    assert!((mean(&found, "cost.bot", "all") - mean(&plain, "cost.bot", "all") - 0.05 * by_bot).abs() < 0.005);
    near(mean(&found, "satisfaction", "contact:thanks"), 0.97 * (0.9 * by_bot + by_people) / sent);
}

/// Messages among what arrived, and repeats among these.
#[derive(Default)]
struct Came([u32; 2]);

impl Observer for Came {
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        if at == contact.arrived && contact.contact_type == peakstaff::model::TypeId(2) {
            self.0[usize::from(contact.repeat)] += 1;
        }
    }
}

#[test]
fn a_message_to_who_gave_up_is_no_repeat() {
    let model = by_bot(1.0);
    assert_eq!(model.types[peakstaff::model::TypeId(2)].label.key, "thanks");
    let Came([first, repeats]) = watch(&model, 5, 0, Came::default());
    let found = rows(&model, 1);
    let gave_up = mean(&found, "abandoned", "contact:ask");
    assert!(gave_up > 100.0 && f64::from(first) > 0.4 * gave_up, "{gave_up} gave up, {first} messages");
    assert_eq!(repeats, 0);
}
