//! How many chats people take at once.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::plain::Count;
use crate::scenario::values::read::{At, Read, ValueKind, table};

table! {
    /// Some of a team's people, and the chats that each of them takes at once.
    pub struct LimitText {
        /// How many they are; not given, in the last group: all others.
        count: Option<At<Count>>,
        /// Who they are, by their names in the roster.
        who: Vec<At<String>>,
        /// Chats at once of each.
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
        ValueKind::Custom("a whole number, or groups of people: [ { count = 2, chats = 5 }, { chats = 3 } ]")
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
