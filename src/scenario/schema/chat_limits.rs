//! How many chats people take at once.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::plain::Count;
use crate::scenario::values::read::{At, Read, table};

table! {
    /// Some of a team's people, and the chats that each of them takes at once.
    /// 小组里的一部分人，以及他们每人同时接待几个。
    pub struct LimitText {
        /// How many they are; not given, in the last group: all others.
        /// 这部分有几个人；最后一组不写，表示其余所有人。
        count: Option<At<Count>>,
        /// Who they are, by their names in the roster.
        /// 是哪些人，写排班表里的姓名。
        who: Vec<At<String>>,
        /// Chats at once of each.
        /// 每人同时接待几个会话。
        chats: At<Count>,
    }
}

/// Chats at once.
#[derive(Clone, Debug)]
pub enum ChatsText {
    /// Of everybody.
    Everybody(At<Count>),
    /// By group, the lowest numbers of the team first.
    Groups(Vec<At<LimitText>>),
}

impl Read for ChatsText {
    fn kind() -> ValueKind {
        ValueKind::Said(
            [
                "a whole number, or groups of people: [ { count = 2, chats = 5 }, { chats = 3 } ]",
                "整数，或分成几部分人：[ { count = 2, chats = 5 }, { chats = 3 } ]",
            ],
            vec![ValueKind::Whole, ValueKind::list(LimitText::kind())],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::List(all) if all.is_empty() => {
                let why = say!("no group of people stands here", "这里一组人也没有");
                let help = say!("for everybody alike: chats = 3", "人人一样时写 chats = 3");
                out.reject(Diagnostic::error(Code::Missing, &node.place, why).help(help))
            }
            Value::List(_) => Vec::read(node, out).map(Self::Groups),
            _ => At::read(node, out).map(Self::Everybody),
        }
    }
}
