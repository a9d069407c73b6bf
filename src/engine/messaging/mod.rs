//! Chats by the message: answers, the customer's pauses, and reminders.

pub(crate) mod conversation;
pub(crate) mod reminders;
