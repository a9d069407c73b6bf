//! Chats by the message, and the platforms that score them.

use crate::diagnostic::Diagnostics;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Count, Hours, Share};
use crate::scenario::values::read::{At, Read, table, unknown_keys, words, wrong};
use crate::time::SimDuration;

words! {
    /// How closely chats are simulated.
    /// 会话模拟得多细。
    pub enum DetailWord {
        /// A chat is one piece of work that moves on beside others.
        /// 一次会话是一件工作，与别的会话并行推进。
        Session = "session",
        /// Every message and every answer.
        /// 逐条消息、逐次回复。
        Message = "message",
    }
}

words! {
    /// Which of the waiting messages an agent answers next.
    /// 几条消息在等时先答哪条。
    pub enum AnswersWord {
        /// The one that has waited longest.
        /// 等得最久的。
        Oldest = "oldest",
        /// The last one written.
        /// 最后写来的。
        Newest = "newest",
        /// Of customers who have no answer yet, then the oldest.
        /// 还没得到回复的客户优先，然后是等得最久的。
        NewChats = "new_chats",
    }
}

/// How many answers a chat takes.
#[derive(Clone, Debug, PartialEq)]
pub enum MessagesText {
    /// So many on average.
    Mean(f64),
    /// After every answer the chat is over with the same chance; so many on average.
    Geometric(f64),
    /// Each equally likely.
    Values(Vec<u32>),
}

impl Read for MessagesText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "a number, { geometric = mean }, or { values = [numbers] }",
                "数字、{ geometric = 平均 } 或 { values = [数字] }",
            ],
            vec![
                ValueKind::Number,
                ValueKind::Entries(vec![
                    ("geometric", ValueKind::Number),
                    ("values", ValueKind::list(ValueKind::Whole)),
                ]),
            ],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::Table(table) = &node.value else { return Amount::read(node, out).map(|mean| Self::Mean(mean.0)) };
        unknown_keys(node, &["geometric", "values"], out);
        match (table.get("geometric"), table.get("values")) {
            (Some(mean), None) => Amount::read(mean, out).map(|mean| Self::Geometric(mean.0)),
            (None, Some(values)) => {
                let values = Vec::<At<Count>>::read(values, out)?;
                if values.is_empty() {
                    return wrong(node, &say!("at least one number", "至少一个数"), out);
                }
                Some(Self::Values(values.iter().map(|n| n.value.0).collect()))
            }
            _ => wrong(
                node,
                &say!(
                    "a number, {{ geometric = 9 }} or {{ values = [3, 9] }}",
                    "数字、{{ geometric = 9 }} 或 {{ values = [3, 9] }}"
                ),
                out,
            ),
        }
    }
}

words! {
    /// Who sends a reminder.
    /// 由谁催促。
    pub enum ReminderWord {
        /// The bot, which costs nobody time.
        /// 机器人，不花人工。
        Bot = "bot",
        /// The agent who has the chat.
        /// 正在接待的客服。
        Agent = "agent",
    }
}

table! {
    /// A message to a customer who has gone quiet.
    /// 给不说话的客户发的消息。
    pub struct ReminderText {
        /// Silence since the agent's last answer.
        /// 客服上次回复后静默多久发。
        after: At<SimDuration>,
        /// `"bot"` (not given) or `"agent"`.
        /// `"bot"` 机器人（不写时）或 `"agent"` 客服。
        by: Option<At<ReminderWord>>,
        /// By an agent: how much of their time it takes.
        /// 由客服发的：自己花多久。
        effort: Option<At<LawText>>,
        /// Chance that the customer writes because of it; 0 if not given.
        /// 客户因此回话的可能性；不写为 0。
        replies: Option<At<Share>>,
        /// Factor on the chance that they buy, 0 to 10; of several that they got the largest counts; 1 if not given.
        /// 下单可能性的倍数，0 到 10；收到几条的取最大；不写为 1。
        conversion: Option<At<Amount>>,
    }
}

table! {
    /// Which messages a platform scores.
    /// 平台考核哪些消息。
    pub struct PlatformText {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// What it scores, in words: shown with its source, not calculated with.
        /// 考核规则的文字：连同出处显示，不参与计算。
        rule: Option<At<String>>,
        /// Messages written in these hours; none: all.
        /// 只考核这些时段写来的消息；不写为全部。
        window: Option<At<Hours>>,
        /// Whether an answer of the bot counts as one in time; none: no.
        /// 机器人的回复算不算及时；不写为不算。
        bot: Option<At<bool>>,
    }
}

/// One platform, or several.
#[derive(Clone, Debug)]
pub struct PlatformNames(pub Vec<At<String>>);

impl Read for PlatformNames {
    fn kind() -> ValueKind {
        ValueKind::one_or_more(["a platform, or a list of platforms", "一个平台，或平台的列表"], ValueKind::Text)
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::List(all) if all.is_empty() => wrong(node, &say!("at least one platform", "至少一个平台"), out),
            Value::List(_) => Vec::read(node, out).map(Self),
            _ => At::read(node, out).map(|one| Self(vec![one])),
        }
    }
}
