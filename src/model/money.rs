//! What things cost, in the scenario's currency. Absent prices stay absent: a report says "not given", never 0.

use super::{DailyHours, DayKind, Label};
use crate::time::SimDuration;

/// A team's pay.
#[derive(Clone, Debug, PartialEq)]
pub struct Pay {
    /// Wage a month for each head; excludes `hour`.
    pub month: Option<f64>,
    /// Wage an hour on shift (breaks unpaid).
    pub hour: Option<f64>,
    /// Employer's charges on wages, as a share; none: not given.
    pub loading: Option<f64>,
    /// Desk, computer, licence, a month for each head; none: not given.
    pub seat: Option<f64>,
    /// What somebody who comes for a day is paid for it.
    pub day: Option<f64>,
    /// Price of hiring one person.
    pub hire: Option<f64>,
    /// Work after the end of shifts is paid at this multiple of the hour's wage.
    pub overtime_factor: f64,
    /// All work on a day off, likewise; none: as on any other day, for time off instead.
    pub rest_day_factor: Option<f64>,
    /// All work on a public holiday, likewise; none: there are no holidays.
    pub holiday_factor: Option<f64>,
    /// Minutes past the end that are not yet overtime.
    pub overtime_from: SimDuration,
    /// Paid on top for hours of shifts at night.
    pub night: Option<Night>,
    /// Paid for what customers buy whom the team answers.
    pub commission: Option<Commission>,
    /// What a firm is paid for its people; then there are no wages, charges, seats and overtime.
    pub outsourced: Option<Outsourced>,
}

/// What is paid on top for hours of shifts at night.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Night {
    /// Which hours of every day.
    pub hours: DailyHours,
    /// As a share of the hour's wage: 0.25 for a quarter more.
    pub more: f64,
}

/// Paid for orders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Commission {
    /// For each.
    pub order: f64,
    /// As a share of its value.
    pub sales: f64,
}

/// What a firm is paid for its people; the parts add up.
#[derive(Clone, Debug, PartialEq)]
pub struct Outsourced {
    /// For each head, a month.
    pub seat: f64,
    /// For each day that somebody works.
    pub day: f64,
    /// By contact. Empty: nothing.
    pub tiers: Vec<Tier>,
}

/// The price of each of a month's contacts up to so many of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tier {
    /// Up to so many in a calendar month; infinite: without an end.
    pub up_to: f64,
    /// The price of each of them.
    pub each: f64,
}

/// How many of so many contacts, after `before` others in a month of which only this part is counted, fall into each tier.
pub fn in_tiers(tiers: &[Tier], before: f64, contacts: f64, of_month: f64) -> impl Iterator<Item = f64> {
    let mut from = 0.0;
    tiers.iter().map(move |tier| {
        let until = tier.up_to * of_month;
        let within = ((before + contacts).min(until) - before.max(from)).max(0.0);
        from = until;
        within
    })
}

impl Outsourced {
    /// The price of so many contacts after `before` others in a month, of which only this part is counted.
    pub fn contacts(&self, before: f64, contacts: f64, of_month: f64) -> f64 {
        let within = in_tiers(&self.tiers, before, contacts, of_month);
        self.tiers.iter().zip(within).map(|(tier, contacts)| tier.each * contacts).sum()
    }
}

/// Minutes past the end of a shift that are not yet overtime, where nothing else is said.
pub const NO_OVERTIME: SimDuration = SimDuration::from_ticks(15 * SimDuration::MINUTE.ticks());

/// What is overtime of so long a time past the end of a shift; none is on days whose hours all are. `pay`: none: as where nothing
/// else is said.
pub fn overtime(pay: Option<&Pay>, day: DayKind, past: SimDuration) -> SimDuration {
    let from = pay.map_or(NO_OVERTIME, |pay| pay.overtime_from);
    let whole = pay.map_or(day == DayKind::Rest, |pay| pay.whole_day_factor(day).is_some());
    if past > from && !whole { past - from } else { SimDuration::ZERO }
}

impl Pay {
    /// What is paid for the hours of a day whose hours are all overtime.
    pub fn whole_day_factor(&self, day: DayKind) -> Option<f64> {
        match day {
            DayKind::Work => None,
            DayKind::Rest => self.rest_day_factor,
            DayKind::Holiday => self.holiday_factor,
        }
    }
    /// What every team of one's own people costs and is not said here, by its keys.
    pub fn not_given(&self) -> Vec<&'static str> {
        let wage = self.month.is_some() || self.hour.is_some();
        let parts = [(wage, "month"), (self.loading.is_some(), "loading"), (self.seat.is_some(), "seat")];
        let own = self.outsourced.is_none();
        parts.into_iter().filter(|(given, _)| own && !given).map(|(_, key)| key).collect()
    }
    /// The hour's wage: a month is 21.75 days of 8 hours.
    pub fn hourly(&self) -> Option<f64> {
        self.hour.or_else(|| self.month.map(|m| m / 21.75 / 8.0))
    }
    /// The month's wage, for days that are paid without a shift.
    pub fn monthly(&self) -> Option<f64> {
        self.month.or_else(|| self.hour.map(|h| h * 21.75 * 8.0))
    }
}

/// Prices of a design.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Money {
    /// ISO code or any name.
    pub currency: String,
    /// The bot's; by contact that it meets, by resolution of its own.
    pub bot: Option<Prices>,
    /// The bot's by contact that it meets, besides. Empty: none.
    pub bot_tiers: Vec<Tier>,
    /// Tools'; by contact that people end, by resolution of theirs. None: there are no tools.
    pub tools: Option<Prices>,
    /// One-off costs of the design; those of the bot and of tools among them.
    pub one_off: Vec<Once>,
}

/// What a bot or tools cost while they run; the parts add up.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Prices {
    /// A month.
    pub month: f64,
    /// A contact.
    pub contact: f64,
    /// A resolution.
    pub resolution: f64,
}

/// An amount that falls due on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Once {
    /// What for: the name that the file gives it, the bot or tools, or the team that somebody leaves.
    pub name: Label,
    /// How much; none: not given.
    pub amount: Option<f64>,
    /// When, since 1970-01-01.
    pub day: i32,
}

/// Months of pay for so many years of service by China's Labour Contract Law, article 47: one a year; what is left over
/// counts half a month below six months, and a whole one from six on.
pub fn months_of_service(years: f64) -> f64 {
    let rest = years.fract();
    let beyond = if rest >= 0.5 { 1.0 } else { 0.5 * f64::from(rest > 0.0) };
    years.floor() + beyond
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_service_are_paid_by_article_47() {
        for (years, months) in [
            (0.0, 0.0),
            (0.1, 0.5),
            (0.49, 0.5),
            (0.5, 1.0),
            (1.0, 1.0),
            (2.3, 2.5),
            (2.5, 3.0),
            (2.9, 3.0),
            (3.0, 3.0),
        ] {
            assert_eq!(months_of_service(years), months, "{years}");
        }
    }

    #[test]
    fn contacts_cost_what_their_tier_says() {
        let tier = |(up_to, each)| Tier { up_to, each };
        let tiers = [(100.0, 3.0), (150.0, 2.0), (f64::INFINITY, 1.0)].map(tier).to_vec();
        let outsourced = Outsourced { seat: 0.0, day: 0.0, tiers };
        assert_eq!(outsourced.contacts(0.0, 90.0, 1.0), 270.0);
        // 10 at 3, 50 at 2, 20 at 1.
        assert_eq!(outsourced.contacts(90.0, 80.0, 1.0), 150.0);
        assert_eq!(outsourced.contacts(0.0, 90.0, 1.0) + outsourced.contacts(90.0, 80.0, 1.0), 300.0 + 100.0 + 20.0);
        // Of half a month: 50 at 3, 25 at 2, 5 at 1.
        assert_eq!(outsourced.contacts(0.0, 80.0, 0.5), 205.0);
    }
}
