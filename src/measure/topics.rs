//! Rows that only some scenarios have: where no design of a scenario has what they count, reports leave them out.

use crate::catalogue::counter::{C, R, T, W};
use crate::catalogue::{Counter, Estimator, Kpi, Line, Linear};
use crate::model::Model;

/// Whether reports about a model have this row.
pub fn shown(kpi: &Kpi, model: &Model) -> bool {
    let shown = model.shown;
    let line = match kpi.estimator {
        Estimator::Money(Line::DayPaid) => shown.day_paid,
        Estimator::Money(Line::Outsourced) => shown.outsourced,
        Estimator::Money(Line::Night) => shown.night,
        Estimator::Money(Line::Commission) => shown.commission,
        Estimator::Money(Line::Severance) => shown.severance,
        _ => true,
    };
    line && (shown.payroll || !about_payroll(kpi))
        && (shown.sale || !about_sales(kpi))
        && (shown.outreach || !about_outreach(kpi))
        && (shown.rating || !about_ratings(kpi))
        && (shown.turns || !about_turns(kpi))
        && (shown.silent || !about_silent(kpi))
        && (shown.reminders || !about_reminders(kpi))
}

/// Whether it counts persons who came.
pub fn about_persons(kpi: &Kpi) -> bool {
    let (Estimator::PerDay(linear) | Estimator::Ratio(_, linear)) = kpi.estimator else { return false };
    linear.iter().any(|(counter, _)| matches!(counter, Counter::Team(T::Came)))
}

/// Whether it is about people who come and go.
fn about_payroll(kpi: &Kpi) -> bool {
    let counts = |linear: Linear| {
        linear.iter().any(|(counter, _)| matches!(counter, Counter::Team(T::Hires | T::Leavers | T::Vacant)))
    };
    match kpi.estimator {
        Estimator::Sum(linear) | Estimator::TimeMean(linear) => counts(linear),
        Estimator::Money(line) => matches!(line, Line::Hiring | Line::Training),
        _ => false,
    }
}

/// Whether it is about single messages.
pub fn about_turns(kpi: &Kpi) -> bool {
    let Estimator::Ratio(linear, _) = kpi.estimator else { return false };
    linear.iter().any(|(counter, _)| matches!(counter, Counter::Turn(W::Waited | W::In30s | W::In3min | W::BrokenOff)))
}

/// Whether it is about reminders to customers who have gone quiet.
pub fn about_reminders(kpi: &Kpi) -> bool {
    let (Estimator::Sum(linear) | Estimator::Ratio(linear, _)) = kpi.estimator else { return false };
    let sent = |counter| matches!(counter, Counter::Turn(W::Reminders | W::RemindersByAgent | W::ReminderReplies));
    linear.iter().any(|(counter, _)| sent(*counter))
}

/// Whether it is about customers who leave without a word.
pub fn about_silent(kpi: &Kpi) -> bool {
    matches!(kpi.estimator, Estimator::Sum([(Counter::Contact(C::InVain), _)]))
}

/// Whether it is about messages that the shop begins, and nothing else.
pub fn about_outreach(kpi: &Kpi) -> bool {
    kpi.of.outreach && !kpi.of.live
}

/// Whether it is about what customers say of it afterwards.
pub fn about_ratings(kpi: &Kpi) -> bool {
    let said = |linear: Linear| linear.iter().any(|(counter, _)| matches!(counter, Counter::Rating(R::Ratings)));
    matches!(kpi.estimator, Estimator::Sum(linear) | Estimator::Ratio(_, linear) if said(linear))
}

/// Whether it is about what customers buy.
pub fn about_sales(kpi: &Kpi) -> bool {
    let sold =
        |counter: &Counter| matches!(counter, Counter::Contact(C::Orders | C::LostSlow | C::LostLeft | C::LostBot));
    match kpi.estimator {
        Estimator::Sum(linear) | Estimator::Ratio(linear, _) => linear.iter().any(|(counter, _)| sold(counter)),
        Estimator::Money(line) | Estimator::MoneyShare(_, line) => matches!(line, Line::Sales | Line::LostMargin),
        _ => false,
    }
}
