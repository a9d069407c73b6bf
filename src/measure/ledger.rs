//! Money of one replication and span: the ledger's lines from counters and prices.
//!
//! A price that was not given makes its line, and every total with it, absent: never 0.

use super::catalogue::Line;
use super::counter::{C, Layout, T};
use super::span::Span;
use super::subject::Subject;
use crate::id::Id;
use crate::model::{DayKind, Model, Staffing, TeamId};

/// A line's amount for the shop or a team.
pub fn amount(line: Line, model: &Model, layout: &Layout, subject: Subject, row: &[f64], span: &Span) -> Option<f64> {
    let teams = || match subject {
        Subject::Team(team) => vec![team],
        _ => model.teams.ids().collect(),
    };
    let over_teams = |of: fn(&Model, &Layout, TeamId, &[f64], &Span) -> Option<f64>| -> Option<f64> {
        teams().into_iter().map(|team| of(model, layout, team, row, span)).sum()
    };
    let shop = subject == Subject::All;
    match line {
        Line::Wages => over_teams(wages),
        Line::Seat => over_teams(seat),
        Line::Overtime => over_teams(overtime),
        Line::DayPaid => over_teams(day_paid),
        Line::Hiring => over_teams(hiring),
        Line::Training => over_teams(training),
        Line::Bot if shop => bot(model, row, span),
        Line::Tools if shop => Some(model.money.tools_month.unwrap_or(0.0) * span.months),
        Line::Lateness if shop => Some(lateness(model, layout, row)),
        // From +0: the empty sum of floats is −0.
        Line::OneOff if shop => Some(model.money.one_off.iter().fold(0.0, |sum, (_, amount)| sum + amount)),
        Line::Total if shop => RUNNING.iter().map(|part| amount(*part, model, layout, subject, row, span)).sum(),
        _ => None,
    }
}

/// What makes up the running cost.
const RUNNING: [Line; 9] = [
    Line::Wages,
    Line::Seat,
    Line::Overtime,
    Line::Bot,
    Line::Tools,
    Line::Lateness,
    Line::DayPaid,
    Line::Hiring,
    Line::Training,
];

/// Months of pay of a team whose people come and go.
struct Months {
    people: f64,
    training: f64,
    vacant: f64,
}

/// None where nobody ever comes or goes.
fn months(model: &Model, layout: &Layout, team: TeamId, row: &[f64]) -> Option<Months> {
    let Staffing::People(roster) = &model.teams[team].staffing else { return None };
    let of = |counter: T| row[layout.of_team(team) + counter as usize];
    roster.payroll.moves().then(|| Months {
        people: of(T::PayrollMonths),
        training: of(T::TrainingMonths),
        vacant: of(T::VacantMonths),
    })
}

fn heads(model: &Model, team: TeamId) -> f64 {
    match &model.teams[team].staffing {
        Staffing::People(roster) => f64::from(roster.headcount),
        Staffing::Number(number) => f64::from(number.most()),
    }
}

fn wages(model: &Model, layout: &Layout, team: TeamId, row: &[f64], span: &Span) -> Option<f64> {
    let pay = model.teams[team].pay.as_ref()?;
    let seconds = |counter: T| row[layout.of_team(team) + counter as usize];
    let hours = (seconds(T::Paid) - seconds(T::PaidByDay)) / 3600.0;
    let by_hour = pay.hour.map(|hour| hour * hours);
    let by_month = pay.month.map(|month| match months(model, layout, team, row) {
        Some(months) => month * (months.people - months.training),
        None => month * heads(model, team) * span.months,
    });
    Some(by_month.or(by_hour)? * (1.0 + pay.loading))
}

/// Newcomers' wages before their first day at the desk.
fn training(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    match months(model, layout, team, row) {
        Some(months) if months.training > 0.0 => {
            let pay = model.teams[team].pay.as_ref()?;
            Some(pay.monthly()? * months.training * (1.0 + pay.loading))
        }
        _ => Some(0.0),
    }
}

fn day_paid(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    let days = row[layout.of_team(team) + T::DaysPaid as usize];
    if days == 0.0 { Some(0.0) } else { Some(days * model.teams[team].pay.as_ref()?.day?) }
}

fn hiring(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    let hires = row[layout.of_team(team) + T::Hires as usize];
    if hires == 0.0 { Some(0.0) } else { Some(hires * model.teams[team].pay.as_ref()?.hire?) }
}

/// A place keeps its desk while nobody holds it.
fn seat(model: &Model, layout: &Layout, team: TeamId, row: &[f64], span: &Span) -> Option<f64> {
    let pay = model.teams[team].pay.as_ref()?;
    if let Some(months) = months(model, layout, team, row) {
        return Some(pay.seat * (months.people + months.vacant));
    }
    Some(pay.seat * heads(model, team) * span.months)
}

fn overtime(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    let pay = model.teams[team].pay.as_ref()?;
    let hours = |counter: T| row[layout.of_team(team) + counter as usize] / 3600.0;
    let rate = pay.hourly()?;
    // Whoever is paid by the hour was already paid once for these hours.
    let beyond = |factor: f64| if pay.month.is_none() { factor - 1.0 } else { factor };
    let whole_days = [(DayKind::Rest, T::PaidRestDay), (DayKind::Holiday, T::PaidHoliday)];
    let whole_days = whole_days
        .map(|(day, counter)| pay.whole_day_factor(day).map_or(0.0, |factor| hours(counter) * rate * beyond(factor)));
    Some(hours(T::Overtime) * rate * beyond(pay.overtime_factor) + whole_days.iter().sum::<f64>())
}

fn bot(model: &Model, row: &[f64], span: &Span) -> Option<f64> {
    if model.types.iter().all(|kind| kind.bot.is_none()) {
        return Some(0.0);
    }
    let money = &model.money;
    if money.bot_month.is_none() && money.bot_per_contact.is_none() && money.bot_per_resolution.is_none() {
        return None;
    }
    let count = |index: usize, counter: C| row[index * C::COUNT + counter as usize];
    let (mut met, mut solved) = (0.0, 0.0);
    for (id, kind) in model.types.entries() {
        if kind.bot.is_some() {
            met += count(id.index(), C::MetBot);
            solved += count(id.index(), C::Contained) - count(id.index(), C::FalselyContained);
        }
    }
    Some(
        money.bot_month.unwrap_or(0.0) * span.months
            + money.bot_per_contact.unwrap_or(0.0) * met
            + money.bot_per_resolution.unwrap_or(0.0) * solved,
    )
}

fn lateness(model: &Model, layout: &Layout, row: &[f64]) -> f64 {
    model
        .types
        .entries()
        .filter_map(|(id, kind)| Some(kind.ticket.as_ref()?.late_pays * row[layout.of_type(id) + C::Late as usize]))
        .sum()
}
