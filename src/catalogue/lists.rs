//! What a row is shown in: the lists that reports and files are made of, and what a scenario must have for it. Which row
//! stands on which of them, and where, the catalogue's rows say.

/// A list of KPIs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// Given by month too, beside the ledger and the scores; in the order of results.
    Months,
    /// Given by weekday and interval, by date, and by hour of day.
    Profile,
    /// … of a few dates by interval, with quantiles over replications.
    Spread,
    /// Of a team, on the first page.
    Team,
    /// Of a type of chats or calls, beyond the headline.
    Live,
    /// Of a type of tickets, beyond the headline.
    Tickets,
    /// Of messages that the shop begins.
    Outreach,
    /// Of a type that goes by the message.
    Messages,
    /// Of a type whose customers are reminded.
    Reminders,
    /// Of a type whose customers leave without a word.
    Silent,
    /// Of a type whose customers rate.
    Ratings,
    /// Of a type whose customers buy; messages that the shop begins have the first two.
    Sales,
    /// Of a policy.
    Policies,
    /// The table of money.
    Ledger,
    /// What is said of money where the running cost as a whole is not known.
    WithoutTotal,
    /// The chart of organisations side by side.
    SideBySide,
    /// Of every point of a grid where nobody asks for others: of each team what teams have, else of the whole shop.
    Points,
    /// Verdicts that an assumption may turn, beside targets; of the whole shop.
    Assumptions,
}

/// What a scenario must have for reports to show a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    /// Nothing: every scenario has it.
    Any,
    /// Persons with shifts; whoever is there by number is nobody who came.
    Persons,
    /// People who come and go.
    Payroll,
    /// People who come for a day.
    DayPaid,
    /// Somebody else's people.
    Outsourced,
    /// Pay for hours at night.
    Night,
    /// Pay for orders.
    Commission,
    /// People who are dismissed.
    Severance,
    /// Customers who buy.
    Sales,
    /// Customers who rate.
    Ratings,
    /// Messages that the shop begins.
    Outreach,
    /// Chats by the message.
    Messages,
    /// Customers who leave without a word.
    Silent,
    /// Customers who are reminded.
    Reminders,
}
