//! Rules that come and go: on all the time they are the design with the values changed, never on they are nothing, and in
//! between each stretch is a queue of its own.

mod moments;
mod random;
mod switched;
mod written;

use crate::support;
use peakstaff::model::Model;
pub use random::shop_with_policies;

const WORLD: &str = r#"
start = 2025-03-03
days = 6
warm_up = "1 day"
[calendar]
day_cv = 0.3
[contact.presale]
channel = "chat"
arrivals = { per_day = 1000, profile = "cn_evening" }
effort = { lognormal = { mean = "150 s", cv = 0.8 } }
patience = { exponential = { mean = "3 min" } }
closed = { leaves_message = 0.5, in_line = true }
resolved = 0.8
wrap_up = "20 s"
balk = 0.05
queue_limit = 40
targets = [ { first_reply = "30 s", share = 0.85 } ]
sale = { conversion = 0.3, margin = 40, slow_answer = { "30 s" = 1.0, "3 min" = 0.7 } }
then = [ { on = "resolved", chance = 0.1, creates = "hotline", transfer = true }, { on = "contained", chance = 0.1, in = "1 h", creates = "presale" } ]
[contact.hotline]
channel = "call"
arrivals = { per_day = 200, profile = "cn_office" }
effort = { gamma = { mean = "4 min", cv = 0.7 } }
patience = { weibull = { shape = 1.5, scale = "2 min" } }
[contact.reship]
channel = "ticket"
per_1000 = { of = "presale", number = 150, from = "presale" }
effort = "400 s"
interruptible = true
resume_cost = "15 s"
targets = [ { done = "8 h", share = 0.9 } ]
late = { pays = 12 }
[design.only]
bot = { presale = { contains = 0.3, meets = 0.9, resolves = 0.7, lasts = { exponential = { mean = "1 min" } }, on_failure = { patience = 0.8, effort = 1.1, conversion = 1.2 } } }
routes = { presale = ["front", "back"], hotline = ["back"], reship = ["back"] }
[design.only.team.front]
headcount = 6
serves = ["presale"]
chats = 4
switching = 0.05
shifts = { early = { hours = "09:00-18:00", break = "60 min in 11:00-14:00" }, late = { hours = "15:00-24:00" } }
split = { early = 0.5, late = 0.5 }
rest = "none"
off_desk = 0.12
[design.only.team.back]
headcount = 5
serves = [["presale"], ["hotline"], ["reship"]]
skill = { presale = { effort = "*1.2", resolved = "*0.9", wait_first = "40 s" } }
chats = 3
shifts = { day = { hours = "09:00-21:00" } }
rest = "none"
off_desk = 0.1
"#;

fn policy(name: &str, when: &str, changes: &[(&str, &str)]) -> String {
    let set: Vec<String> = changes.iter().map(|(key, value)| format!("\"{key}\" = {value}")).collect();
    format!("[policy.{name}]\nwhen = {when}\nset = {{ {} }}\n", set.join(", "))
}

/// What happens, but for policies that come and go.
fn trace(model: &Model, replication: u64) -> Vec<String> {
    let mut lines = support::trace(model, replication);
    lines.retain(|line| !line.contains(" policy o"));
    lines
}
