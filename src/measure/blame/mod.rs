//! Who or what held customers up: an observer that charges every waiting customer, at each instant, to one cause.
//!
//! A customer waits from when they ask for people until somebody takes them; where the first answer is what is promised, or
//! chats go by the message, until it is sent. Messages left in closed hours and tickets wait for nobody on the line. The order
//! of causes is that of [`Cause::ALL`]; `deal` holds the rule.

mod blamed;
mod cause;
mod deal;
mod desks;
mod observed;
mod watch;

pub use blamed::{Blamed, State};
pub use cause::Cause;
pub use observed::{Answers, Asked, watched};

use crate::model::Calendar;
use crate::time::SimDuration;

/// A stretch of time that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// By counted interval: whether it belongs to it.
    pub inside: Vec<bool>,
    /// The interval at whose beginning whoever waits or is served has asked before it, and is an older backlog; `None`: only who
    /// asked before anybody was on shift is.
    pub mark: Option<usize>,
}

/// Length of a row: half an hour, or the counting interval where that is longer.
pub fn row_length(calendar: &Calendar) -> SimDuration {
    (SimDuration::MINUTE * 30).max(calendar.interval)
}

/// Rows of a day.
pub fn rows(calendar: &Calendar) -> usize {
    (SimDuration::DAY.ticks() / row_length(calendar).ticks()) as usize
}

/// Which row of its day a counted interval is in.
pub fn row_of(calendar: &Calendar, interval: usize) -> usize {
    let per_day = calendar.intervals_per_day();
    let time = calendar.interval * (interval % per_day) as i64;
    (time.ticks() / row_length(calendar).ticks()) as usize
}
