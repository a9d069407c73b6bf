//! Chats by the message, and the platforms that score them.

use crate::scenario::read::{At, table, words};
use crate::scenario::values::Hours;

words! {
    /// How closely chats are simulated.
    pub enum DetailWord {
        /// A chat is one piece of work that moves on beside others.
        Session = "session",
        /// Every message and every answer.
        Message = "message",
    }
}

table! {
    /// Which messages a platform scores.
    pub struct PlatformText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// Messages written in these hours; none: all.
        window: Option<At<Hours>>,
        /// Whether an answer of the bot counts as one in time; none: no.
        bot: Option<At<bool>>,
    }
}
