//! Rules that come and go.

use crate::diagnostic::Diagnostics;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::{ValueKind, changes_by_path};
use crate::scenario::values::law::LawText;
use crate::scenario::values::moment::Moment;
use crate::scenario::values::plain::{Amount, Count, Hours};
use crate::scenario::values::read::{At, Read, table, wrong};
use crate::time::SimDuration;

table! {
    /// A change of rules that comes and goes.
    /// 预案：按时或按条件启用的规则改动。
    pub struct PolicyText {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// When it is on: between two moments, at some hours, while too many wait, or at random.
        /// 什么时候启用：两个时刻之间、某些时段、排队太多时，或随机。
        when: At<WhenText>,
        /// What it changes, by path.
        /// 改什么，按路径写。
        set: At<Node> => changes_by_path,
    }
}

/// What may switch while the shop runs: whatever leaves types, teams, routes, rules and people as they are.
pub const SWITCHABLE: [&str; 20] = [
    "contact.X.effort",
    "contact.X.alone",
    "contact.X.answer",
    "contact.X.resolved",
    "contact.X.patience",
    "contact.X.messages",
    "contact.X.customer_pause",
    "contact.X.balk",
    "contact.X.queue_limit",
    "contact.X.closed.leaves_message",
    "contact.X.late.pays",
    "contact.X.sale.conversion",
    "bot.X",
    "bot.X.contains",
    "bot.X.meets",
    "team.X.chats",
    "team.X.switching",
    "team.X.skill.Y.effort",
    "team.X.skill.Y.resolved",
    "team.X.skill.Y.wait_first",
];

/// Whether a policy may switch what stands at a path of the schema, such as `design.NAME.team.NAME.chats`.
pub fn may_switch(path: &str) -> bool {
    SWITCHABLE.iter().any(|key| place_of_switch(key) == path)
}

/// Where a key that a policy may switch stands in the schema: `team.X.chats` is `design.NAME.team.NAME.chats`.
pub fn place_of_switch(key: &str) -> String {
    let parts = key.split('.').map(|part| if matches!(part, "X" | "Y") { "NAME" } else { part });
    let path = parts.collect::<Vec<_>>().join(".");
    if path.starts_with("contact.") { path } else { format!("design.NAME.{path}") }
}

/// When a policy is on.
#[derive(Clone, Debug)]
pub enum WhenText {
    /// Between moments; of each day.
    Dated(Vec<WindowText>),
    /// At random.
    Random(Box<ChanceText>),
    /// While too many wait.
    Waiting(Box<QueueText>),
}

table! {
    /// A stretch of time.
    /// 一段时间。
    pub struct WindowText {
        /// The moment it begins, or the first day.
        /// 开始的时刻，或第一天。
        from: Option<At<Moment>>,
        /// The moment it ends, or the last day, included.
        /// 结束的时刻，或最后一天（含）。
        until: Option<At<Moment>>,
        /// Only at these hours of each day.
        /// 只在每天的这些小时。
        daily: Option<At<Hours>>,
    }
}

table! {
    /// At random: something that fails now and then.
    /// 随机：偶尔出的故障。
    pub struct ChanceText {
        /// How often a month.
        /// 一个月几次。
        a_month: At<Amount>,
        /// How long each time.
        /// 每次多久。
        lasts: At<LawText>,
    }
}

table! {
    /// While too many wait.
    /// 排队太多时。
    pub struct QueueText {
        /// Who waits: `waiting@contact:NAME`, or `waiting@all` for all chats and calls; messages do not count.
        /// 谁在等：`waiting@contact:类型`，或 `waiting@all`（所有会话与电话）；留言不算。
        kpi: At<String>,
        /// It begins once more than these wait.
        /// 排队超过这么多时启用。
        above: At<Count>,
        /// They have to wait so long without a break.
        /// 要连续超过这么久。
        hold as "for": Option<At<SimDuration>>,
        /// It ends when fewer than these wait; if not given, when no more than `above` do.
        /// 排队少于这么多时停用；不写则不超过 `above` 就停。
        until_below: Option<At<Count>>,
    }
}

impl Read for WhenText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "{ from, until, daily }, a list of such, { kpi, above, for, until_below }, or { a_month, lasts }",
                "{ from, until, daily }、它们的列表、{ kpi, above, for, until_below }，或 { a_month, lasts }",
            ],
            vec![WindowText::kind(), ValueKind::list(WindowText::kind()), QueueText::kind(), ChanceText::kind()],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::List(items) => {
                let read: Vec<_> = items.iter().map(|item| WindowText::read(item, out)).collect();
                read.into_iter().collect::<Option<Vec<_>>>().map(Self::Dated)
            }
            Value::Table(entries)
                if ["kpi", "above", "for", "until_below"].iter().any(|k| entries.contains_key(*k)) =>
            {
                QueueText::read(node, out).map(|queue| Self::Waiting(Box::new(queue)))
            }
            Value::Table(entries) if ["a_month", "lasts"].iter().any(|k| entries.contains_key(*k)) => {
                ChanceText::read(node, out).map(|chance| Self::Random(Box::new(chance)))
            }
            Value::Table(_) => WindowText::read(node, out).map(|window| Self::Dated(vec![window])),
            _ => wrong(
                node,
                &say!("a table such as {{ from = …, until = … }}", "表，例如 {{ from = …, until = … }}"),
                out,
            ),
        }
    }
}
