//! What a file says that meant something else in an earlier version: whoever has an old file is told, with the line that keeps
//! the old meaning. `written_for = "0.2"` says that the file was written, or read again, for the meanings of now.
//!
//! A row of [`CHANGED`] for each changed meaning, and a question of [`ASKS`]. The question is put to the file as it is written, before the template and
//! before any change is laid over it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::meanings::{CHANGED, ChangedMeaning, WRITTEN_FOR};
use crate::scenario::text::document::{Node, Value};

/// Versions that a file may name, oldest first.
const KNOWN: [&str; 2] = ["0.1", WRITTEN_FOR];

/// A meaning that changed for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// A stable word for it.
    pub code: &'static str,
    /// The version that changed it.
    pub since: &'static str,
    /// Where the file says what changed.
    pub place: Place,
    /// What it meant and what it means.
    pub message: Text,
    /// What to write to keep the old meaning.
    pub keep: Text,
}

/// Where a file says what a meaning is of; none where it does not.
type Asks = fn(&Node) -> Option<Place>;

/// The question of each meaning that changed, by its code.
const ASKS: [(&str, Asks); 11] = [
    ("bot-resolves", bot_without_resolves),
    ("falsely-contained", unsolved_by_a_bot),
    ("bot-sells", sale_beside_a_bot),
    ("like-follows", change_of_a_parent),
    ("ordinary-day", volume_with_events),
    ("rest-day-paid", days_off_cancelled),
    ("overtime-beyond", paid_people),
    ("closed-messages", messages_left),
    ("log-complete", log_of_contacts),
    ("bot-fee", fee_without_bot),
    ("opening-days", promise_in_opening_hours),
];

/// The meanings that changed for a file since it was written; none where it says that it knows them.
pub(crate) fn changed(root: &Node, out: &mut Diagnostics) -> Vec<Changed> {
    let said = root.get("written_for");
    let version = said.and_then(Node::text);
    if let Some(node) = said.filter(|_| version.is_none_or(|version| !KNOWN.contains(&version))) {
        let shown = node.shown();
        let known = KNOWN.map(|version| format!("\"{version}\"")).join(", ");
        let why = say!("{shown} is no version that this program knows", "{shown} 不是本程序认识的版本");
        out.push(
            Diagnostic::error(Code::Version, &node.place, why).help(say!("known here: {known}", "这里可以写：{known}")),
        );
    }
    let knows = |since: &str| version.is_some_and(|version| version >= since);
    let told = |meaning: &ChangedMeaning| {
        let (_, asks) = ASKS.iter().find(|(code, _)| *code == meaning.code).expect("a question for each meaning");
        let (message, keep) = (meaning.says)();
        Some(Changed { code: meaning.code, since: meaning.since, place: asks(root)?, message, keep })
    };
    CHANGED.iter().filter(|meaning| !knows(meaning.since)).filter_map(told).collect()
}

/// Whether the template stands below the file.
fn has_template(root: &Node) -> bool {
    root.get("template").and_then(Node::text) != Some("none")
}

/// Entries of a table by name.
fn entries<'n>(root: &'n Node, table: &str) -> impl Iterator<Item = (&'n str, &'n Node)> + use<'n> {
    root.get(table).and_then(Node::table).into_iter().flatten().map(|(name, node)| (&name[..], node))
}

/// Shares and tables of bots in designs, with the type each is for.
fn bots(root: &Node) -> impl Iterator<Item = (&str, &Node)> {
    entries(root, "design").flat_map(|(_, design)| entries(design, "bot"))
}

/// Whether a type is a message of the shop: nobody asks with it, so a bot solves nothing in it.
fn is_outreach(root: &Node, name: &str) -> bool {
    root.at(&["contact", name, "outreach"]).is_some_and(|word| matches!(word.value, Value::Bool(true)))
}

fn bot_without_resolves(root: &Node) -> Option<Place> {
    let said = root.at(&["defaults", "bot", "resolves"]).is_some() || !has_template(root);
    let silent = |(name, bot): &(&str, &Node)| bot.get("resolves").is_none() && !is_outreach(root, name);
    bots(root).find(|bot| !said && silent(bot)).map(|(_, bot)| bot.named_place().clone())
}

fn unsolved_by_a_bot(root: &Node) -> Option<Place> {
    let told = |name: &str| {
        let rules = root.at(&["contact", name, "then"]).map(Node::shown).unwrap_or_default();
        let own = root.at(&["contact", name, "falsely_contained"]).is_some();
        own || rules.contains("falsely_contained") || is_outreach(root, name)
    };
    let said = root.at(&["defaults", "chat", "falsely_contained"]).is_some() || !has_template(root);
    let resolves = |bot: &(&str, &Node)| bot.1.get("resolves").is_some() && !told(bot.0);
    bots(root).find(|bot| !said && resolves(bot)).map(|(_, bot)| bot.named_place().clone())
}

fn sale_beside_a_bot(root: &Node) -> Option<Place> {
    let silent = |(name, _): &(&str, &Node)| {
        let sale = root.at(&["contact", name, "sale"])?;
        sale.get("bot").is_none().then(|| sale.named_place().clone())
    };
    if has_template(root) { bots(root).find_map(|bot| silent(&bot)) } else { None }
}

/// Changes of a design by cases and levers that is another's model.
fn change_of_a_parent(root: &Node) -> Option<Place> {
    let parents: Vec<&str> = entries(root, "design").filter_map(|(_, design)| design.get("like")?.text()).collect();
    let changes = |path: &str| {
        let mut parts = path.split('.');
        parts.next() == Some("design") && parts.next().is_some_and(|name| parents.contains(&name))
    };
    for (_, case) in entries(root, "case") {
        let mut found = None;
        case.walk("", &mut |path, node| {
            let parts = path.replace('"', "");
            if found.is_none() && node.table().is_none() && changes(&parts) {
                found = Some(node.named_place().clone());
            }
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

fn volume_with_events(root: &Node) -> Option<Place> {
    let volume = root.get("volume")?;
    let calendar = root.get("calendar")?;
    let lifts = ["event", "include", "holidays"].iter().any(|key| calendar.get(key).is_some());
    (lifts && volume.get("of").is_none()).then(|| volume.named_place().clone())
}

/// Teams of all designs.
fn teams(root: &Node) -> impl Iterator<Item = &Node> {
    entries(root, "design").flat_map(|(_, design)| entries(design, "team")).map(|(_, team)| team)
}

/// What a team says of pay, or all teams do.
fn pay<'n>(root: &'n Node, team: &'n Node) -> Option<&'n Node> {
    team.get("pay").or_else(|| root.at(&["defaults", "team", "pay"]))
}

fn days_off_cancelled(root: &Node) -> Option<Place> {
    let cancels = |team: &&Node| team.get("on_duty").is_some() || team.get("at_least").is_some();
    let free = |team: &&Node| pay(root, team).is_some_and(|pay| pay.at(&["overtime", "rest_day"]).is_none());
    teams(root).filter(cancels).find(free).map(|team| team.named_place().clone())
}

fn paid_people(root: &Node) -> Option<Place> {
    let paid = |team: &Node| {
        let pay = pay(root, team).filter(|pay| pay.get("month").is_some() || pay.get("hour").is_some())?;
        (team.get("staffed").is_none()).then(|| pay.named_place().clone())
    };
    teams(root).find_map(paid)
}

fn messages_left(root: &Node) -> Option<Place> {
    let routes = |name: &str| {
        let hours = |(_, design): (&str, &Node)| design.at(&["routes", name, "hours"]).is_some();
        entries(root, "design").any(hours)
    };
    let closed = |(name, kind): (&str, &Node)| {
        let closed = kind.get("closed").filter(|closed| closed.get("leaves_message").is_some())?;
        (kind.get("hours").is_some() || routes(name)).then(|| closed.named_place().clone())
    };
    entries(root, "contact").find_map(closed)
}

fn log_of_contacts(root: &Node) -> Option<Place> {
    let silent = |(_, kind): (&str, &Node)| {
        let counts = kind.at(&["arrivals", "counts"]).filter(|counts| counts.text() == Some("rows"))?;
        let own = ["unresolved", "abandoned"].iter().any(|key| kind.get(key).is_some());
        (!own).then(|| counts.named_place().clone())
    };
    if has_template(root) { entries(root, "contact").find_map(silent) } else { None }
}

fn fee_without_bot(root: &Node) -> Option<Place> {
    let priced = |(_, design): (&str, &Node)| {
        let fee = design.at(&["costs", "bot", "month"])?;
        let own = design.get("bot").is_none() && design.get("like").is_none();
        own.then(|| fee.named_place().clone())
    };
    entries(root, "design").find_map(priced)
}

/// A promise counted in opening hours that are the same every day.
fn promise_in_opening_hours(root: &Node) -> Option<Place> {
    let counted = |target: &Node| target.get("counted").filter(|word| word.text() == Some("opening")).cloned();
    let promised = |kind: &Node| match kind.get("targets").map(|targets| &targets.value) {
        Some(Value::List(targets)) => targets.iter().find_map(counted),
        _ => None,
    };
    let once = |hours: Option<&Node>| hours.is_some_and(|hours| hours.text().is_some());
    let of_route = |name: &str| entries(root, "design").any(|(_, design)| once(design.at(&["routes", name, "hours"])));
    let silent = |(name, kind): (&str, &Node)| {
        let promise = promised(kind)?;
        (once(kind.get("hours")) || of_route(name)).then(|| promise.place.clone())
    };
    entries(root, "contact").find_map(silent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceMap;
    use crate::scenario::text::document::parse;

    fn codes(text: &str) -> (Vec<&'static str>, usize) {
        let (mut files, mut out) = (SourceMap::default(), Diagnostics::default());
        let id = files.add("a.toml", text);
        let root = parse(&files, id, &mut out);
        let found = changed(&root, &mut out).into_iter().map(|change| change.code).collect();
        (found, out.errors())
    }

    /// For each changed meaning a file that it changes, and what in the same file keeps it from changing.
    #[test]
    fn every_changed_meaning_is_told_where_it_changes_and_not_where_it_does_not() {
        let pay = "pay = { month = 5000, loading = 0.3, seat = 0 }";
        let rows: [(&str, String, String); 11] = [
            (
                "bot-resolves",
                "design.a.bot.x = 0.5".into(),
                "design.a.bot.x = { contains = 0.5, resolves = 0.9 }\ncontact.x.falsely_contained = { returns = 0.1 }"
                    .into(),
            ),
            (
                "falsely-contained",
                "design.a.bot.x = { contains = 0.5, resolves = 0.9 }".into(),
                "design.a.bot.x = 0.5\ndefaults.bot.resolves = 1.0".into(),
            ),
            (
                "bot-sells",
                "defaults.bot.resolves = 1.0\ndesign.a.bot.x = 0.5\ncontact.x.sale = { conversion = 0.2 }".into(),
                "defaults.bot.resolves = 1.0\ndesign.a.bot.x = 0.5\ncontact.x.sale = { conversion = 0.2, bot = 1.0 }"
                    .into(),
            ),
            (
                "like-follows",
                "design.b.like = \"a\"\ncase.c.\"design.a.bot.x\" = 0.5".into(),
                "design.b.like = \"a\"\ncase.c.\"design.b.bot.x\" = 0.5".into(),
            ),
            (
                "ordinary-day",
                "volume.contacts_per_day = 9\ncalendar.holidays = \"cn\"".into(),
                "volume = { contacts_per_day = 9, of = \"all days\" }\ncalendar.holidays = \"cn\"".into(),
            ),
            (
                "rest-day-paid",
                "design.a.team.t = { on_duty = { day = 3 }, pay = { month = 1 } }".into(),
                "design.a.team.t = { on_duty = { day = 3 }, pay = { month = 1, overtime = { rest_day = 2.0 } } }"
                    .into(),
            ),
            (
                "overtime-beyond",
                format!("design.a.team.t = {{ headcount = 3, {pay} }}"),
                format!("design.a.team.t = {{ staffed = 3, {pay} }}"),
            ),
            (
                "closed-messages",
                "contact.x = { closed = { leaves_message = 0.5 }, hours = \"09:00-18:00\" }".into(),
                "contact.x.closed.leaves_message = 0.5".into(),
            ),
            (
                "log-complete",
                "contact.x.arrivals = { file = \"a.csv\", counts = \"rows\" }".into(),
                "contact.x = { arrivals = { counts = \"rows\" }, unresolved = { returns = 0.5 } }".into(),
            ),
            (
                "bot-fee",
                "design.a.costs.bot.month = 500".into(),
                "defaults.bot.resolves = 1.0\ndesign.a.costs.bot.month = 500\ndesign.a.bot.x = 0.5".into(),
            ),
            (
                "opening-days",
                "contact.x = { targets = [ { done = \"8 h\", counted = \"opening\" } ], hours = \"09:00-18:00\" }".into(),
                "contact.x = { targets = [ { done = \"8 h\", counted = \"opening\" } ], hours = { all = \"09:00-18:00\" } }"
                    .into(),
            ),
        ];
        assert_eq!(rows.len(), CHANGED.len());
        for (code, changes, keeps) in rows {
            assert!(codes(&changes).0.contains(&code), "{code}: {:?}", codes(&changes));
            assert!(!codes(&keeps).0.contains(&code), "{code}: {:?}", codes(&keeps));
            assert_eq!(codes(&format!("written_for = \"0.2\"\n{changes}")), (Vec::new(), 0), "{code}");
        }
    }

    #[test]
    fn a_version_of_the_future_is_refused() {
        assert_eq!(codes("written_for = \"0.3\""), (Vec::new(), 1));
        assert_eq!(codes("written_for = 2"), (Vec::new(), 1));
        assert_eq!(codes("written_for = \"0.1\"\ndesign.a.costs.bot.month = 500").0, ["bot-fee"]);
    }
}
