//! Chats by the message: an agent has one mind for all that are open.
//!
//! The customer writes; the agent answers the message that has waited longest; then the customer pauses and writes again,
//! until the chat has had its answers. A chat that is written in moves on at the rate of the hands, the others stand
//! still. So an agent's work is chosen where rates are set: whenever anything changes, they finish the answer that they are
//! writing, or begin the next.

mod answers;
pub(super) mod conversation;
mod due;
mod giving_up;
pub(super) mod minds;
mod reminders;
mod silence;
