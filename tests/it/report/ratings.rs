//! How satisfied customers say they are: expected ratings against what happened, contact by contact, and in closed form.

use crate::support::told::{Estimate, estimates, find, mean, near};
use crate::support::worlds::{ANYTHING, shop};
use crate::support::{model, study, watch};
use peakstaff::engine::{self, Contact, Observer};
use peakstaff::model::{Model, TeamId};
use peakstaff::time::{SimDuration, SimTime};

fn rows(model: &Model, replications: u64) -> Vec<Estimate> {
    estimates(&study(vec![model.clone()], 5, replications))
}

/// One channel, a queue in which people wait: two agents, `{}` for what the case adds.
fn queue(contact: &str, design: &str) -> Model {
    model(&format!(
        "template = \"none\"\nstart = 2025-03-03\ndays = 20\n[contact.a]\narrivals = {{ per_day = 450 }}\n\
         effort = {{ exponential = {{ mean = \"4 min\" }} }}\n{contact}\n[design.x]\n{design}\n[design.x.team.t]\n\
         staffed = 2\nserves = [\"a\"]\n"
    ))
}

#[test]
fn of_the_settled_and_the_others_each_have_their_share() {
    let rated = "resolved = 0.7\nrating = { share = 0.12, resolved = 0.96, unresolved = 0.45 }";
    let rows = rows(&queue(&format!("channel = \"call\"\n{rated}"), ""), 10);
    near(mean(&rows, "ratings", "contact:a"), 0.12 * mean(&rows, "handled", "contact:a"));
    let solved = mean(&rows, "resolved_by", "contact:a@team:t");
    for subject in ["contact:a", "all"] {
        near(mean(&rows, "satisfaction", subject), 0.96 * solved + 0.45 * (1.0 - solved));
    }
    // In closed form, and the interval covers it: Student's t of nine degrees of freedom.
    let found = find(&rows, "satisfaction", "all");
    let error = found.half_width.unwrap() / 2.262;
    assert!(error > 0.0 && error < 0.002, "{error}");
    assert!((found.mean - (0.96 * 0.7 + 0.45 * 0.3)).abs() < 4.0 * error, "{} ± {error}", found.mean);
}

#[test]
fn who_leaves_unanswered_does_not_rate() {
    let rated = "channel = \"call\"\npatience = \"30 s\"\nrating = { share = 0.5, resolved = 1, unresolved = 0 }";
    let rows = rows(&queue(rated, ""), 2);
    assert!(mean(&rows, "abandoned", "all") > 0.1 * mean(&rows, "arrived", "all"));
    near(mean(&rows, "ratings", "all"), 0.5 * mean(&rows, "handled", "all"));
    near(mean(&rows, "satisfaction", "all"), 1.0);
}

#[test]
fn the_bot_is_rated_by_what_it_solves() {
    let rated =
        "channel = \"call\"\nresolved = 0.7\nrating = { share = 0.2, resolved = 0.9, unresolved = 0.3, bot = 0.8 }";
    let rows = rows(&queue(rated, "bot = { a = { contains = 0.4, resolves = 0.75 } }"), 3);
    let [handled, contained, falsely] =
        ["handled", "contained", "falsely_contained"].map(|key| mean(&rows, key, "contact:a"));
    assert!(falsely > 0.15 * contained, "{falsely} of {contained}");
    near(mean(&rows, "ratings", "all"), 0.2 * (handled + contained));
    let solved = mean(&rows, "resolved_by", "contact:a@team:t");
    let satisfied = handled * (0.9 * solved + 0.3 * (1.0 - solved)) + (contained - falsely) * 0.9 * 0.8 + falsely * 0.3;
    near(mean(&rows, "satisfaction", "all"), satisfied / (handled + contained));
}

/// Where the factor is a straight line, the mean of the factors is the factor of the mean wait.
#[test]
fn the_wait_for_the_first_reply_lowers_it() {
    let line = "rating = { share = 1, resolved = 0.9, unresolved = 0, slow_answer = { \"0 s\" = 1.0, \"100 h\" = 0 } }";
    for how in ["call", "chat", "chat\"\nmessages = 3\ncustomer_pause = \"20 s\"\ndetail = \"message"] {
        let rows = rows(&queue(&format!("channel = \"{how}\"\n{line}"), ""), 2);
        let reply = mean(&rows, "first_response", "contact:a");
        assert!(reply > 60.0, "{how}: {reply}");
        // A millionth of a rating is a third of a second on this line, rounded to the nearest.
        let found = mean(&rows, "satisfaction", "all");
        let exact = 0.9 * (1.0 - reply / 360_000.0);
        assert!((found - exact).abs() < 1e-6, "{how}: {found}, not {exact}");
        assert!(0.9 - exact > 1e-4, "{how}");
    }
}

#[test]
fn a_score_may_hold_it() {
    let rated = "channel = \"call\"\nrating = { share = 0.5, resolved = 0.9, unresolved = 0 }\n\
                 [score.shop]\nparts = [ { weight = 0.4, fixed = 0.5 }, { weight = 0.6, kpi = \"satisfaction\", of = \"all\" } ]";
    let rows = rows(&queue(rated, ""), 2);
    near(mean(&rows, "score.shop", "all"), 0.2 + 0.6 * 0.9);
}

/// Tickets done late, and done in time.
#[derive(Default)]
struct Done([u32; 2]);

impl Observer for Done {
    fn handled(&mut self, _: SimTime, contact: &Contact, _: TeamId, _: bool) {
        if contact.interval != engine::UNCOUNTED {
            self.0[usize::from(contact.late)] += 1;
        }
    }
}

#[test]
fn a_late_ticket_is_liked_less() {
    let steps = "steps = [ { name = \"look\", effort = \"2 min\" }, { name = \"send\", effort = \"2 min\" }, { wait = \"1 h\" } ]";
    let rated =
        "targets = [ { done = \"70 min\" } ]\nrating = { share = 0.5, resolved = 0.9, unresolved = 0.3, late = 0.7 }";
    let whole = queue(&format!("channel = \"ticket\"\n{}", rated.replace("70", "10")), "");
    let world = model(&format!(
        "template = \"none\"\nstart = 2025-03-03\ndays = 20\n[contact.a]\nchannel = \"ticket\"\narrivals = {{ per_day = 600 }}\n{steps}\n{rated}\n\
         [design.x.team.t]\nstaffed = 2\nserves = [\"a\"]\n"
    ));
    for model in [whole, world] {
        let Done([in_time, late]) = watch(&model, 5, 0, Done::default());
        assert!(in_time > 500 && late > 500, "{in_time} in time, {late} late");
        let (rows, [in_time, late]) = (rows(&model, 1), [in_time, late].map(f64::from));
        near(mean(&rows, "ratings", "all"), 0.5 * (in_time + late));
        near(mean(&rows, "satisfaction", "contact:a"), 0.9 * (in_time + 0.7 * late) / (in_time + late));
    }
}

/// What the ratings of `{ share = 0.2, resolved = 0.9, unresolved = 0.3 }` should be, contact by contact.
#[derive(Default)]
struct Heard {
    rated: f64,
    satisfied: f64,
    /// Ends with people, and what is said of them.
    ends: [u32; 2],
}

impl Heard {
    fn counts(&mut self, contact: &Contact, satisfied: f64) {
        if contact.interval != engine::UNCOUNTED {
            self.rated += 0.2;
            self.satisfied += 0.2 * satisfied;
        }
    }
}

impl Observer for Heard {
    fn contained(&mut self, _: SimTime, contact: &Contact, solved: bool) {
        self.counts(contact, if solved { 0.9 } else { 0.3 });
    }
    fn handled(&mut self, _: SimTime, contact: &Contact, _: TeamId, resolved: bool) {
        self.ends[0] += 1;
        self.counts(contact, if resolved { 0.9 } else { 0.3 });
    }
    fn broke_off(&mut self, at: SimTime, contact: &Contact, _: SimTime, team: TeamId) {
        self.handled(at, contact, team, false);
    }
    fn rated(&mut self, _: SimTime, contact: &Contact, reply: SimDuration, _: bool) {
        self.ends[1] += 1;
        assert!(reply >= contact.accepted - contact.reached, "the first reply is no earlier than who gives it");
    }
}

#[test]
fn whatever_a_shop_is_like_every_end_is_rated_once_and_nothing_else_changes() {
    for number in 0..16 {
        let text = shop(number, ANYTHING);
        let rating = "rating = { share = 0.2, resolved = 0.9, unresolved = 0.3 }\n";
        let rated = text.replace("resolved = 0.8\n", &format!("resolved = 0.8\n{rating}"));
        let (plain, rated) = (model(&text), model(&rated));
        let heard = watch(&rated, 5, 0, Heard::default());
        assert_eq!(heard.ends[0], heard.ends[1], "shop {number}");
        let rows_of = |model: &Model| rows(model, 1);
        let found = rows_of(&rated);
        let ratings = mean(&found, "ratings", "all");
        assert!(ratings > 5.0, "shop {number}: {ratings}");
        near(ratings, heard.rated);
        near(mean(&found, "satisfaction", "all"), heard.satisfied / heard.rated);
        let others = |rows: Vec<Estimate>| {
            let mut rows = rows;
            rows.retain(|e| !["ratings", "satisfaction"].contains(&&e.kpi[..]));
            format!("{rows:?}")
        };
        assert_eq!(others(found), others(rows_of(&plain)), "shop {number}");
        assert!(!format!("{:?}", rows_of(&plain)).contains("\"satisfaction\""));
    }
}

/// Messages left at night, each ten hours of work, dropped at the end of the shift before their first answer.
const NEVER_ANSWERED: &str = r#"
template = "none"
start = 2025-03-03
days = 20
[contact.a]
channel = "chat"
detail = "message"
arrivals = { per_day = 60 }
effort = "10 h"
messages = 1
customer_pause = "10 s"
closed = { leaves_message = 1 }
rating = { share = 1, resolved = 1, unresolved = 1 }
[design.now.team.t]
headcount = 3
chats = 1
serves = ["a"]
after_shift = "drop"
shifts = { early = { hours = "09:00-18:00" } }
"#;

#[test]
fn whom_nobody_answered_says_nothing() {
    let rows = rows(&model(NEVER_ANSWERED), 1);
    assert!(mean(&rows, "handled", "all") > 2.0, "nothing was dropped");
    assert_eq!(mean(&rows, "ratings", "all"), 0.0);
}
