//! Chats by the message, and the platforms that score them.

use crate::diagnostic::Diagnostics;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Count, Hours, Share};
use crate::scenario::values::read::{At, Read, ValueKind, table, unknown_keys, words, wrong};
use crate::time::SimDuration;

words! {
    /// How closely chats are simulated.
    pub enum DetailWord {
        /// A chat is one piece of work that moves on beside others.
        Session = "session",
        /// Every message and every answer.
        Message = "message",
    }
}

words! {
    /// Which of the waiting messages an agent answers next.
    pub enum AnswersWord {
        /// The one that has waited longest.
        Oldest = "oldest",
        /// The last one written.
        Newest = "newest",
        /// Of customers who have no answer yet, then the oldest.
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
        ValueKind::Custom("a number, { geometric = mean }, or { values = [numbers] }")
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
    pub enum ReminderWord {
        /// The bot, which costs nobody time.
        Bot = "bot",
        /// The agent who has the chat.
        Agent = "agent",
    }
}

table! {
    /// A message to a customer who has gone quiet.
    pub struct ReminderText {
        /// Silence since the agent's last answer.
        after: At<SimDuration>,
        /// `"bot"` (not given) or `"agent"`.
        by: Option<At<ReminderWord>>,
        /// By an agent: how long it takes them by hand.
        effort: Option<At<LawText>>,
        /// Chance that the customer writes because of it; 0 if not given.
        replies: Option<At<Share>>,
        /// Factor on the chance that they buy, 0 to 10; of several that they got the largest counts; 1 if not given.
        conversion: Option<At<Amount>>,
    }
}

table! {
    /// Which messages a platform scores.
    pub struct PlatformText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// What it scores, in words: shown with its source, not calculated with.
        rule: Option<At<String>>,
        /// Messages written in these hours; none: all.
        window: Option<At<Hours>>,
        /// Whether an answer of the bot counts as one in time; none: no.
        bot: Option<At<bool>>,
    }
}

/// One platform, or several.
#[derive(Clone, Debug)]
pub struct PlatformNames(pub Vec<At<String>>);

impl Read for PlatformNames {
    fn kind() -> ValueKind {
        ValueKind::Custom("a platform, or a list of platforms")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::List(all) if all.is_empty() => wrong(node, &say!("at least one platform", "至少一个平台"), out),
            Value::List(_) => Vec::read(node, out).map(Self),
            _ => At::read(node, out).map(|one| Self(vec![one])),
        }
    }
}
