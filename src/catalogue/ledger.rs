//! Lines of the ledger.

/// A line of the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// Wages with employer's charges.
    Wages,
    /// Desks.
    Seat,
    /// Work after the end of shifts.
    Overtime,
    /// Hours of shifts at night, on top of the wage.
    Night,
    /// The bot.
    Bot,
    /// People who come for a day.
    DayPaid,
    /// Firms, for their people.
    Outsourced,
    /// Pay for orders.
    Commission,
    /// Finding newcomers.
    Hiring,
    /// Newcomers' wages before their first day at the desk.
    Training,
    /// Tools.
    Tools,
    /// Paid to customers for late tickets.
    Lateness,
    /// All of the above.
    Total,
    /// Once, for people who are dismissed; in no running cost.
    Severance,
    /// Once, when the design is introduced, severance included; in no running cost.
    OneOff,
    /// What customers pay for their orders; no cost.
    Sales,
    /// What lost orders would have left; in no total.
    LostMargin,
}

impl Line {
    /// The lines that make up the running cost, in the order in which they are added.
    pub const RUNNING: [Self; 12] = [
        Self::Wages,
        Self::Seat,
        Self::Overtime,
        Self::Night,
        Self::Bot,
        Self::Tools,
        Self::Lateness,
        Self::DayPaid,
        Self::Hiring,
        Self::Training,
        Self::Outsourced,
        Self::Commission,
    ];

    /// Whether the running cost holds it.
    pub fn is_running(self) -> bool {
        Self::RUNNING.contains(&self)
    }

    /// Whether somebody is paid, once or again and again: all but what customers pay and what is not earned.
    pub fn is_cost(self) -> bool {
        !matches!(self, Self::Sales | Self::LostMargin)
    }
}
