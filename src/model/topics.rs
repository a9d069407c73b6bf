//! What reports show because some design has it.

/// What some design of the scenario has: then reports show it for all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// People who come and go.
    pub payroll: bool,
    /// People who come for a day.
    pub day_paid: bool,
    /// Somebody else's people.
    pub outsourced: bool,
    /// Pay for hours at night.
    pub night: bool,
    /// Pay for orders.
    pub commission: bool,
    /// People who are dismissed.
    pub severance: bool,
    /// Customers who buy.
    pub sale: bool,
    /// Customers who rate.
    pub rating: bool,
    /// Messages that the shop begins.
    pub outreach: bool,
    /// Chats by the message.
    pub turns: bool,
    /// Customers who leave without a word.
    pub silent: bool,
    /// Customers who are reminded.
    pub reminders: bool,
}

impl Shown {
    /// What either has.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            payroll: self.payroll || other.payroll,
            day_paid: self.day_paid || other.day_paid,
            outsourced: self.outsourced || other.outsourced,
            night: self.night || other.night,
            commission: self.commission || other.commission,
            severance: self.severance || other.severance,
            sale: self.sale || other.sale,
            rating: self.rating || other.rating,
            outreach: self.outreach || other.outreach,
            turns: self.turns || other.turns,
            silent: self.silent || other.silent,
            reminders: self.reminders || other.reminders,
        }
    }
}
