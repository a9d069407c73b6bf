//! What people are paid.

use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::plain::{Amount, Count, Day, Hours, Share};
use crate::scenario::values::read::{At, Read, ValueKind, table, words};
use crate::time::SimDuration;

table! {
    /// What people are paid; what is not given is reported as not given.
    pub struct PayText {
        /// Wage a month for each head.
        month: Option<At<Amount>>,
        /// Wage an hour on shift.
        hour: Option<At<Amount>>,
        /// Employer's charges on wages, as a share; 0 where there are none, else wages are not given. Not beside `outsourced`.
        loading: Option<At<Amount>>,
        /// Desk, computer, licence, a month for each head; 0 where there are none, else seats are not given. Not beside `outsourced`.
        seat: Option<At<Amount>>,
        /// What somebody who comes for a day (`people`) is paid for it.
        day: Option<At<Amount>>,
        /// Price of hiring one person.
        hire: Option<At<Amount>>,
        /// How overtime is paid.
        overtime: Option<At<Overtime>>,
        /// Public holidays, as dates and spans of dates: who works then is paid overtime for all their hours.
        holidays: Vec<At<DateSpan>>,
        /// Paid on top for hours of shifts at night.
        night: Option<At<NightText>>,
        /// Paid for what those whom they answer buy, besides the wage.
        commission: Option<At<CommissionText>>,
        /// Somebody else's people: what that firm is paid, instead of wages, charges, seats and overtime.
        outsourced: Option<At<OutsourcedText>>,
    }
}

table! {
    /// What hours of shifts at night are paid.
    pub struct NightText {
        /// Which hours of the day; may pass midnight.
        hours: At<Hours>,
        /// Multiple of the hour's wage, from 1: 1.25 is a quarter more.
        factor: At<Amount>,
    }
}

table! {
    /// Paid for orders of customers whom the team answers.
    pub struct CommissionText {
        /// For each order.
        order: Option<At<Amount>>,
        /// As a share of its value.
        sales: Option<At<Share>>,
    }
}

table! {
    /// What a firm is paid for its people; the parts add up.
    pub struct OutsourcedText {
        /// For each head, a month.
        seat: Option<At<Amount>>,
        /// For each day that somebody works.
        day: Option<At<Amount>>,
        /// For each contact that the team ends, by how many it has ended in the calendar month.
        tiers: Vec<At<TierText>>,
    }
}

table! {
    /// A price by contact.
    pub struct TierText {
        /// For the contacts of a month up to this number; the last tier has none.
        up_to: Option<At<Amount>>,
        /// For each of them.
        each: At<Amount>,
    }
}

words! {
    /// Months of pay of somebody who is dismissed.
    pub enum MonthsWord {
        /// One for each year of service.
        N = "N",
        /// And one instead of notice.
        NPlus1 = "N+1",
        /// Twice as many, for a dismissal without grounds.
        TwoN = "2N",
        /// He leaves by themselves and is not replaced.
        None = "none",
    }
}

table! {
    /// Somebody who is dismissed when the design is introduced.
    pub struct SeveranceTable {
        /// How many people.
        people: At<Count>,
        /// Years of service of each.
        years: Option<At<Amount>>,
        /// `"N"`, `"N+1"`, `"2N"`, or `"none"`.
        months: At<MonthsWord>,
        /// Mean month of the last twelve, with bonuses; the team's month if not given.
        month: Option<At<Amount>>,
        /// When it is paid; the first day that counts if not given.
        on: Option<At<Day>>,
    }
}

/// People who are dismissed, at least one table of them.
#[derive(Clone, Debug)]
pub struct SeveranceText(pub Vec<SeveranceTable>);

impl Read for SeveranceText {
    fn kind() -> ValueKind {
        ValueKind::Custom("{ people = 1, years = 2.3, months = \"N+1\" }, or a list of such")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            // One that is wrong hides no mistake of the others.
            Value::List(list) => Some(Self(list.iter().filter_map(|one| SeveranceTable::read(one, out)).collect())),
            _ => SeveranceTable::read(node, out).map(|one| Self(vec![one])),
        }
    }
}

table! {
    /// How overtime is paid.
    pub struct Overtime {
        /// Multiple of the hour's wage after the end of shifts; 1.5 if not given.
        factor: Option<At<Amount>>,
        /// … on a day off that is worked; 2 if not given; `"time off"`: an ordinary day, and another is off instead.
        rest_day: Option<At<RestDayText>>,
        /// … on public holidays; 3 if not given.
        holiday: Option<At<Amount>>,
        /// Minutes past the end that are not yet overtime; 15 if not given.
        from: Option<At<SimDuration>>,
    }
}

/// How work on a day off is paid.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum RestDayText {
    /// At a multiple of the hour's wage.
    Factor(f64),
    /// Not in money: another day is off instead.
    TimeOff,
}

impl Read for RestDayText {
    fn kind() -> ValueKind {
        ValueKind::Custom("a multiple of the hour's wage, or \"time off\"")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match node.text() {
            Some("time off" | "补休") => Some(Self::TimeOff),
            _ => Amount::read(node, out).map(|amount| Self::Factor(amount.0)),
        }
    }
}
