//! What a file says that meant something else in an earlier version: whoever has an old file is told, with the line that keeps
//! the old meaning. `written_for = "0.2"` says that the file was written, or read again, for the meanings of now.
//!
//! A row of [`CHANGES`] for each changed meaning. Its question is put to the file as it is written, before the template and
//! before any change is laid over it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::say;
use crate::scenario::text::document::{Node, Value};

/// The version whose meanings these are.
pub const WRITTEN_FOR: &str = "0.2";
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

/// A row of the catalogue.
struct MeaningChange {
    code: &'static str,
    since: &'static str,
    /// Where a file says what changed; none where it does not.
    asks: fn(&Node) -> Option<Place>,
    /// What it meant and what it means; what keeps the old meaning.
    says: fn() -> (Text, Text),
}

const CHANGES: &[MeaningChange] = &[
    MeaningChange { code: "bot-resolves", since: "0.2", asks: bot_without_resolves, says: bot_resolves },
    MeaningChange { code: "falsely-contained", since: "0.2", asks: unsolved_by_a_bot, says: falsely_contained },
    MeaningChange { code: "bot-sells", since: "0.2", asks: sale_beside_a_bot, says: bot_sells },
    MeaningChange { code: "like-follows", since: "0.2", asks: change_of_a_parent, says: like_follows },
    MeaningChange { code: "ordinary-day", since: "0.2", asks: volume_with_events, says: ordinary_day },
    MeaningChange { code: "rest-day-paid", since: "0.2", asks: days_off_cancelled, says: rest_day_paid },
    MeaningChange { code: "overtime-beyond", since: "0.2", asks: paid_people, says: overtime_beyond },
    MeaningChange { code: "closed-messages", since: "0.2", asks: messages_left, says: closed_messages },
    MeaningChange { code: "log-complete", since: "0.2", asks: log_of_contacts, says: log_complete },
    MeaningChange { code: "bot-fee", since: "0.2", asks: fee_without_bot, says: bot_fee },
    MeaningChange { code: "opening-days", since: "0.2", asks: promise_in_opening_hours, says: opening_days },
];

/// A meaning that changed, as the catalogue has it.
#[derive(Clone, Debug)]
pub struct ChangedMeaning {
    /// A stable word for it.
    pub code: &'static str,
    /// The version that changed it.
    pub since: &'static str,
    /// What it meant and what it means.
    pub message: Text,
    /// What to write to keep the old meaning.
    pub keep: Text,
}

/// Every meaning that changed.
pub fn changed_meanings() -> Vec<ChangedMeaning> {
    let row = |change: &MeaningChange| {
        let (message, keep) = (change.says)();
        ChangedMeaning { code: change.code, since: change.since, message, keep }
    };
    CHANGES.iter().map(row).collect()
}

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
    let told = |change: &MeaningChange| {
        let place = (change.asks)(root)?;
        let (message, keep) = (change.says)();
        Some(Changed { code: change.code, since: change.since, place, message, keep })
    };
    CHANGES.iter().filter(|change| !knows(change.since)).filter_map(told).collect()
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

fn bot_resolves() -> (Text, Text) {
    (
        say!(
            "a bot that says nothing of `resolves` solved all that it contained; now the template's share of it",
            "没写 `resolves` 的机器人以前算拦截的全部解决，现在按模板只算一部分解决"
        ),
        say!("in [defaults.bot]: resolves = 1.0", "在 [defaults.bot] 里写 resolves = 1.0"),
    )
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

fn falsely_contained() -> (Text, Text) {
    (
        say!(
            "whom a bot sent away unsolved did not come back unless a rule said so; now six of ten do, as the template has it",
            "机器人没解决而离开的客户，以前没有规则就不再来，现在按模板十人中有六人再来"
        ),
        say!(
            "in [defaults.chat]: falsely_contained = {{ returns = 0.0, in = \"6 h\" }}",
            "在 [defaults.chat] 里写 falsely_contained = {{ returns = 0.0, in = \"6 h\" }}"
        ),
    )
}

fn sale_beside_a_bot(root: &Node) -> Option<Place> {
    let silent = |(name, _): &(&str, &Node)| {
        let sale = root.at(&["contact", name, "sale"])?;
        sale.get("bot").is_none().then(|| sale.named_place().clone())
    };
    if has_template(root) { bots(root).find_map(|bot| silent(&bot)) } else { None }
}

fn bot_sells() -> (Text, Text) {
    (
        say!(
            "a bot sold as well as a person where `sale` says nothing of `bot`; now less, as the template has it",
            "`sale` 没写 `bot` 时，机器人以前卖得和人一样多，现在按模板较少"
        ),
        say!("in that type's `sale`: bot = 1.0", "在该类型的 `sale` 里写 bot = 1.0"),
    )
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

fn like_follows() -> (Text, Text) {
    (
        say!(
            "a case that changes a design left those that are `like` it alone; now it reaches them where they do not say the \
             value themselves",
            "假设里改某个方案，以前不影响 `like` 它的方案，现在会影响（除非它们自己写了这个值）"
        ),
        say!("in the design that is `like` it: its own value", "在 `like` 它的方案里写出自己的值"),
    )
}

fn volume_with_events(root: &Node) -> Option<Place> {
    let volume = root.get("volume")?;
    let calendar = root.get("calendar")?;
    let lifts = ["event", "include", "holidays"].iter().any(|key| calendar.get(key).is_some());
    (lifts && volume.get("of").is_none()).then(|| volume.named_place().clone())
}

fn ordinary_day() -> (Text, Text) {
    (
        say!(
            "[volume] was the mean of all days that count, events among them; now it is an ordinary day without events",
            "[volume] 以前是统计期全部日子（含活动）的日均，现在是没有活动的平常日"
        ),
        say!("in [volume]: of = \"all days\"", "在 [volume] 里写 of = \"all days\""),
    )
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

fn rest_day_paid() -> (Text, Text) {
    (
        say!(
            "a day off that was worked cost nothing more unless `rest_day` said so; now it is paid as rest-day work",
            "取消的休息日以前没写 `rest_day` 就不加钱，现在按休息日加班计薪"
        ),
        say!("in `pay`: overtime.rest_day = \"time off\"", "在 `pay` 里写 overtime.rest_day = \"time off\""),
    )
}

fn paid_people(root: &Node) -> Option<Place> {
    let paid = |team: &Node| {
        let pay = pay(root, team).filter(|pay| pay.get("month").is_some() || pay.get("hour").is_some())?;
        (team.get("staffed").is_none()).then(|| pay.named_place().clone())
    };
    teams(root).find_map(paid)
}

fn overtime_beyond() -> (Text, Text) {
    (
        say!(
            "once somebody stayed beyond the tolerance all of the stay was overtime; now the part beyond it",
            "下班后超过容忍时间，以前整段算加班，现在只算超出的部分"
        ),
        say!(
            "nearest to it, in `pay`: overtime.from = \"0 min\" (every minute is overtime)",
            "最接近的写法，在 `pay` 里写 overtime.from = \"0 min\"（每分钟都算加班）"
        ),
    )
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

fn closed_messages() -> (Text, Text) {
    (
        say!(
            "a message left in closed hours was answered at once if somebody was on shift; now when the hours open again",
            "非服务时间的留言，以前有人在班就立即回复，现在等到重新开放"
        ),
        say!("take `hours` off the route, so that people can be asked then", "去掉路由上的 `hours`，让那时也能找到人"),
    )
}

fn log_of_contacts(root: &Node) -> Option<Place> {
    let silent = |(_, kind): (&str, &Node)| {
        let counts = kind.at(&["arrivals", "counts"]).filter(|counts| counts.text() == Some("rows"))?;
        let own = ["unresolved", "abandoned"].iter().any(|key| kind.get(key).is_some());
        (!own).then(|| counts.named_place().clone())
    };
    if has_template(root) { entries(root, "contact").find_map(silent) } else { None }
}

fn log_complete() -> (Text, Text) {
    (
        say!(
            "the template's returns came on top of a log of every contact; now who called again is taken to be in the log",
            "逐条的日志之外，以前还会按模板加上再次咨询，现在认为日志里已经包含"
        ),
        say!(
            "in that type: unresolved = {{ returns = 0.6, in = {{ exponential = {{ mean = \"6 h\" }} }} }}, and abandoned likewise with \"8 h\"",
            "在该类型里写 unresolved = {{ returns = 0.6, in = {{ exponential = {{ mean = \"6 h\" }} }} }}，abandoned 同样写，均值 \"8 h\""
        ),
    )
}

fn fee_without_bot(root: &Node) -> Option<Place> {
    let priced = |(_, design): (&str, &Node)| {
        let fee = design.at(&["costs", "bot", "month"])?;
        let own = design.get("bot").is_none() && design.get("like").is_none();
        own.then(|| fee.named_place().clone())
    };
    entries(root, "design").find_map(priced)
}

fn bot_fee() -> (Text, Text) {
    (
        say!(
            "a bot's monthly fee was dropped in a design without a bot; now it stands in the ledger",
            "方案没有机器人时，以前不计机器人月费，现在照计"
        ),
        say!("in that design: costs.bot.month = 0", "在该方案里写 costs.bot.month = 0"),
    )
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

fn opening_days() -> (Text, Text) {
    (
        say!(
            "time counted in opening hours ran on days on which nobody who may do the work is planned; now it rests on them",
            "按工作时间计的承诺，以前在没有安排人的日子也走时间，现在这些日子不走"
        ),
        say!(
            "in that type, with its own hours: hours = {{ all = \"09:00-18:00\" }}",
            "在该类型里按原来的时间写 hours = {{ all = \"09:00-18:00\" }}"
        ),
    )
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
        assert_eq!(rows.len(), CHANGES.len());
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
