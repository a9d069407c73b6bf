//! Contact types: their arrivals, the work of each, what customers do afterwards, and what the bot solves.

pub(crate) mod bot;
pub(crate) mod channel_keys;
pub(crate) mod demand;
pub(crate) mod followups;
pub(crate) mod messaging;
pub(crate) mod opening;
pub(crate) mod outreach;
pub(crate) mod pace;
pub(crate) mod reminders;
pub(crate) mod sale;
pub(crate) mod satisfaction;
pub(crate) mod targets;
pub(crate) mod ticket_steps;
