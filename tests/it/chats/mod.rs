//! Chats: bots before them, several at a time, by the message.

mod bots;
mod clock;
mod messages;
mod reminders;
