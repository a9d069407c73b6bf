//! What things cost, in the scenario's currency. Absent prices stay absent: a report says "not given", never 0.

use super::DayKind;

/// A team's pay.
#[derive(Clone, Debug, PartialEq)]
pub struct Pay {
    /// Wage a month for each head; excludes `hour`.
    pub month: Option<f64>,
    /// Wage an hour on shift (breaks unpaid).
    pub hour: Option<f64>,
    /// Employer's charges on wages, as a share.
    pub loading: f64,
    /// Desk, computer, licence, a month for each head.
    pub seat: f64,
    /// What somebody who comes for a day is paid for it.
    pub day: Option<f64>,
    /// Price of hiring one person.
    pub hire: Option<f64>,
    /// Work after the end of shifts is paid at this multiple of the hour's wage.
    pub overtime_factor: f64,
    /// All work on a day off, likewise; none: as on any other day.
    pub rest_day_factor: Option<f64>,
    /// All work on a public holiday, likewise; none: there are no holidays.
    pub holiday_factor: Option<f64>,
    /// Minutes past the end that are not yet overtime.
    pub overtime_from: crate::time::SimDuration,
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
    /// For each contact the bot meets; none: not given.
    pub bot_per_contact: Option<f64>,
    /// For each contact the bot really solves.
    pub bot_per_resolution: Option<f64>,
    /// The bot's monthly price.
    pub bot_month: Option<f64>,
    /// Tools, a month.
    pub tools_month: Option<f64>,
    /// One-off costs of the design: name and amount.
    pub one_off: Vec<(String, f64)>,
}
