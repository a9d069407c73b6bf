//! Money of one replication and span: the ledger's lines from counters and prices.
//!
//! A price that was not given makes its line, and every total with it, absent: never 0.

use super::layout::Layout;
use crate::catalogue::counter::{ContactCounter, TeamCounter, TypeAtTeamCounter};
use crate::catalogue::{Line, Span, Subject};
use crate::id::Id;
use crate::model::{DayKind, Model, Once, Outsourced, Sale, Staffing, TeamId, TypeId};

/// A line's amount for the shop, a team, or (of sales) a contact type: of each stretch of the span at its own prices.
pub fn amount(line: Line, model: &Model, layout: &Layout, subject: Subject, row: &[f64], span: &Span) -> Option<f64> {
    if model.dated.is_empty() {
        return at_one_price(line, model, layout, subject, row, span);
    }
    let stretches = (0..=model.dated.len()).map(|n| Stretch::of(model, layout, (row, span), n..n + 1));
    let of = |(n, stretch): (usize, Stretch)| {
        at_one_price(line, at_prices_of(model, n), layout, subject, &stretch.row, &stretch.span)
    };
    stretches.enumerate().map(of).sum()
}

/// A part of a span with prices of its own.
pub(super) struct Stretch {
    pub row: Vec<f64>,
    pub span: Span,
}

impl Stretch {
    /// From one change of prices until before another; 0 is the first day, one more than the last change the end.
    pub fn of(model: &Model, layout: &Layout, (row, span): (&[f64], &Span), changes: std::ops::Range<usize>) -> Self {
        let width = layout.width();
        let rows = |n: usize| row.get(n * width..(n + 1) * width).unwrap_or(&[]);
        let later = rows(changes.end).iter().copied().chain(std::iter::repeat(0.0));
        let months = |n: usize| if n == 0 { span.months } else { span.later.get(n - 1).copied().unwrap_or(0.0) };
        let first = model.calendar.epoch_day(model.calendar.warm_up_days);
        let day = |n: usize| n.checked_sub(1).and_then(|n| model.dated.get(n)).map(|(day, _)| *day);
        let (from, until) = (day(changes.start), day(changes.end));
        let dates = span.dates.iter().zip(first..).map(|(inside, day)| {
            *inside && from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
        });
        Self {
            row: rows(changes.start).iter().zip(later).map(|(from, later)| from - later).collect(),
            span: Span {
                months: months(changes.start) - months(changes.end),
                dates: dates.collect(),
                later: Vec::new(),
                ..span.clone()
            },
        }
    }
}

/// The model at the prices from a change on; 0: as it begins.
pub(super) fn at_prices_of(model: &Model, change: usize) -> &Model {
    change.checked_sub(1).map_or(model, |n| &model.dated[n].1)
}

fn at_one_price(line: Line, model: &Model, layout: &Layout, subject: Subject, row: &[f64], span: &Span) -> Option<f64> {
    let only = if let Subject::Team(team) = subject { Some(team) } else { None };
    let teams = || model.teams.ids().filter(move |team| only.is_none_or(|only| only == *team));
    let over_teams = |of: fn(&Model, &Layout, TeamId, &[f64], &Span) -> Option<f64>| -> Option<f64> {
        teams().map(|team| of(model, layout, team, row, span)).sum()
    };
    // Of an outsourced team the firm pays what its people cost.
    let own = |of: fn(&Model, &Layout, TeamId, &[f64], &Span) -> Option<f64>| -> Option<f64> {
        let own = teams().filter(|team| outsourced_pay(model, *team).is_none());
        own.map(|team| of(model, layout, team, row, span)).sum()
    };
    let shop = subject == Subject::All;
    match line {
        Line::Wages => own(wages),
        Line::Seat => own(seat),
        Line::Overtime => own(overtime),
        Line::Night => own(night),
        Line::DayPaid => over_teams(day_paid),
        Line::Outsourced => Some(teams().map(|team| outsourced(model, layout, team, row, span)).sum()),
        Line::Commission => over_teams(commission),
        Line::Hiring => own(hiring),
        Line::Training => own(training),
        Line::Bot if shop => bot(model, layout, row, span),
        Line::Tools if shop => Some(tools(model, row, span)),
        Line::Lateness if shop => Some(lateness(model, layout, row)),
        Line::Severance => over_teams(|model, _, team, _, span| once(&model.teams[team].severance, model, span)),
        Line::OneOff if shop => {
            let severance = over_teams(|model, _, team, _, span| once(&model.teams[team].severance, model, span))?;
            Some(once(&model.money.one_off, model, span)? + severance)
        }
        Line::Total if shop => {
            Line::RUNNING.iter().map(|part| at_one_price(*part, model, layout, subject, row, span)).sum()
        }
        Line::Sales => of_orders(model, layout, subject, row, &[ContactCounter::Orders], |sale| sale.order_value),
        Line::LostMargin => of_orders(
            model,
            layout,
            subject,
            row,
            &[ContactCounter::LostSlow, ContactCounter::LostLeft, ContactCounter::LostBot],
            |sale| sale.margin,
        ),
        // Of the whole shop only.
        Line::Bot | Line::Tools | Line::Lateness | Line::OneOff | Line::Total => None,
    }
}

/// Amounts that fall due on a date of the span. From +0: the empty sum of floats is −0.
fn once(amounts: &[Once], model: &Model, span: &Span) -> Option<f64> {
    let first = model.calendar.epoch_day(model.calendar.warm_up_days);
    let due = |once: &&Once| usize::try_from(once.day - first).is_ok_and(|day| span.dates.get(day) == Some(&true));
    amounts.iter().filter(due).try_fold(0.0, |sum, once| Some(sum + once.amount?))
}

/// Months of pay of a team whose people come and go.
struct Months {
    people: f64,
    training: f64,
    vacant: f64,
}

/// None where nobody ever comes or goes.
fn months(model: &Model, layout: &Layout, team: TeamId, row: &[f64]) -> Option<Months> {
    let of = |counter: TeamCounter| row[layout.of_team(team) + counter as usize];
    moves(model, team).then(|| Months {
        people: of(TeamCounter::PayrollMonths),
        training: of(TeamCounter::TrainingMonths),
        vacant: of(TeamCounter::VacantMonths),
    })
}

/// Heads of a team; of one staffed by number, the most ever present.
pub(super) fn heads(model: &Model, team: TeamId) -> f64 {
    match &model.teams[team].staffing {
        Staffing::People(roster) => f64::from(roster.headcount),
        Staffing::Number(number) => f64::from(number.most()),
    }
}

fn wages(model: &Model, layout: &Layout, team: TeamId, row: &[f64], span: &Span) -> Option<f64> {
    let pay = model.teams[team].pay.as_ref()?;
    let seconds = |counter: TeamCounter| row[layout.of_team(team) + counter as usize];
    let hours = (seconds(TeamCounter::Paid) - seconds(TeamCounter::PaidByDay)) / 3600.0;
    let by_hour = pay.hour.map(|hour| hour * hours);
    let by_month = pay.month.map(|month| match months(model, layout, team, row) {
        Some(months) => month * (months.people - months.training),
        None => month * heads(model, team) * span.months,
    });
    Some(by_month.or(by_hour)? * (1.0 + pay.loading?))
}

/// Newcomers' wages before their first day at the desk.
fn training(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    match months(model, layout, team, row) {
        Some(months) if months.training > 0.0 => {
            let pay = model.teams[team].pay.as_ref()?;
            Some(pay.monthly()? * months.training * (1.0 + pay.loading?))
        }
        _ => Some(0.0),
    }
}

fn day_paid(model: &Model, layout: &Layout, team: TeamId, row: &[f64], span: &Span) -> Option<f64> {
    let days = row[layout.of_team(team) + TeamCounter::DaysPaid as usize] + trained_days(model, team, span);
    if days == 0.0 { Some(0.0) } else { Some(days * model.teams[team].pay.as_ref()?.day?) }
}

/// Whether anybody who comes for the day is trained before.
pub(super) fn trains_guests(model: &Model) -> bool {
    model.teams.iter().any(|team| matches!(&team.staffing, Staffing::People(roster) if roster.trains_guests()))
}

/// Days in training of those who come for the day for the first time on a date of the span.
pub(super) fn trained_days(model: &Model, team: TeamId, span: &Span) -> f64 {
    let Staffing::People(roster) = &model.teams[team].staffing else { return 0.0 };
    if !roster.trains_guests() {
        return 0.0;
    }
    let first = model.calendar.epoch_day(model.calendar.warm_up_days);
    let inside = |day: i32| usize::try_from(day - first).is_ok_and(|day| span.dates.get(day) == Some(&true));
    let all = roster.first_days().into_iter().filter(|first| inside(first.day));
    all.map(|first| f64::from(first.people) * f64::from(first.training)).sum()
}

fn hiring(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    let hires = row[layout.of_team(team) + TeamCounter::Hires as usize];
    if hires == 0.0 { Some(0.0) } else { Some(hires * model.teams[team].pay.as_ref()?.hire?) }
}

fn seat(model: &Model, layout: &Layout, team: TeamId, row: &[f64], span: &Span) -> Option<f64> {
    let pay = model.teams[team].pay.as_ref()?;
    Some(by_seat(pay.seat?, model, layout, team, row, span))
}

/// Whether people of a team ever come or go.
pub(super) fn moves(model: &Model, team: TeamId) -> bool {
    matches!(&model.teams[team].staffing, Staffing::People(roster) if roster.payroll.moves())
}

/// Months of pay of a team's desks.
pub(super) fn seat_months(model: &Model, layout: &Layout, team: TeamId, row: &[f64], span: &Span) -> f64 {
    by_seat(1.0, model, layout, team, row, span)
}

/// A place keeps its desk while nobody holds it.
fn by_seat(price: f64, model: &Model, layout: &Layout, team: TeamId, row: &[f64], span: &Span) -> f64 {
    match months(model, layout, team, row) {
        Some(months) => price * (months.people + months.vacant),
        None => price * heads(model, team) * span.months,
    }
}

/// Mean heads of all teams in the span, as planned.
pub fn planned_heads(model: &Model, layout: &Layout, row: &[f64], span: &Span) -> f64 {
    model.teams.ids().map(|team| by_seat(1.0, model, layout, team, row, span) / span.months).sum()
}

fn overtime(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    let pay = model.teams[team].pay.as_ref()?;
    let hours = |counter: TeamCounter| row[layout.of_team(team) + counter as usize] / 3600.0;
    let rate = pay.hourly()?;
    // Whoever is paid by the hour was already paid once for these hours.
    let beyond = |factor: f64| if pay.month.is_none() { factor - 1.0 } else { factor };
    let whole_days = [(DayKind::Rest, TeamCounter::PaidRestDay), (DayKind::Holiday, TeamCounter::PaidHoliday)];
    let whole_days = whole_days
        .map(|(day, counter)| pay.whole_day_factor(day).map_or(0.0, |factor| hours(counter) * rate * beyond(factor)));
    Some(hours(TeamCounter::Overtime) * rate * beyond(pay.overtime_factor) + whole_days.iter().sum::<f64>())
}

/// On top of what the same hours are paid as wages, or on a day off or a holiday as overtime.
fn night(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    let Some((pay, night)) = model.teams[team].pay.as_ref().and_then(|pay| Some((pay, pay.night?))) else {
        return Some(0.0);
    };
    let hours = row[layout.of_team(team) + TeamCounter::Night as usize] / 3600.0;
    Some(hours * pay.hourly()? * night.more)
}

fn outsourced_pay(model: &Model, team: TeamId) -> Option<&Outsourced> {
    model.teams[team].pay.as_ref()?.outsourced.as_ref()
}

fn outsourced(model: &Model, layout: &Layout, team: TeamId, row: &[f64], span: &Span) -> f64 {
    let Some(pay) = outsourced_pay(model, team) else { return 0.0 };
    let of = |counter: TeamCounter| row[layout.of_team(team) + counter as usize];
    // Who comes for a day is paid by a price of their own.
    let days = of(TeamCounter::Came) - of(TeamCounter::DaysPaid);
    by_seat(pay.seat, model, layout, team, row, span) + pay.day * days + of(TeamCounter::ByContact)
}

fn commission(model: &Model, layout: &Layout, team: TeamId, row: &[f64], _: &Span) -> Option<f64> {
    let Some(commission) = model.teams[team].pay.as_ref().and_then(|pay| pay.commission) else { return Some(0.0) };
    let of_team = layout.pairs().iter().filter(|(_, other)| *other == team);
    let sold = of_team.filter_map(|(kind, _)| Some((*kind, model.types[*kind].sale.as_ref()?)));
    sold.map(|(kind, sale)| {
        let orders = row[layout.of_pair(kind, team) + TypeAtTeamCounter::Orders as usize];
        let share = if commission.sales > 0.0 { commission.sales * sale.order_value? } else { 0.0 };
        Some(orders * (commission.order + share))
    })
    .sum()
}

/// Orders of all types with a sale, or of one, at what each is worth.
fn of_orders(
    model: &Model,
    layout: &Layout,
    subject: Subject,
    row: &[f64],
    counters: &[ContactCounter],
    worth: fn(&Sale) -> Option<f64>,
) -> Option<f64> {
    let asked = |kind: &TypeId| !matches!(subject, Subject::Type(other) if other != *kind);
    let sold = model.types.ids().filter(asked).filter_map(|kind| Some((kind, model.types[kind].sale.as_ref()?)));
    let orders = |kind: TypeId| counters.iter().map(|c| row[layout.of_type(kind) + *c as usize]).sum::<f64>();
    sold.map(|(kind, sale)| Some(orders(kind) * worth(sale)?)).sum()
}

fn bot(model: &Model, layout: &Layout, row: &[f64], span: &Span) -> Option<f64> {
    // One on trial costs its fee before it meets anybody.
    let Some(prices) = model.money.bot else {
        return model.types.iter().all(|kind| kind.bot.is_none()).then_some(0.0);
    };
    let count = |index: usize, counter: ContactCounter| row[index * ContactCounter::COUNT + counter as usize];
    let (mut met, mut solved) = (0.0, 0.0);
    for (id, kind) in model.types.entries() {
        if kind.bot.is_some() {
            met += count(id.index(), ContactCounter::MetBot);
        }
        if kind.bot.is_some() && !kind.outreach {
            solved +=
                count(id.index(), ContactCounter::Contained) - count(id.index(), ContactCounter::FalselyContained);
        }
    }
    let tiers = model.money.bot_tiers.iter().enumerate();
    let tiered: f64 = tiers.map(|(n, tier)| tier.each * row[layout.of_bot_tier(n)]).sum();
    Some(prices.month * span.months + prices.contact * met + tiered + prices.resolution * solved)
}

/// What people do with them counts, and with tickets too.
fn tools(model: &Model, row: &[f64], span: &Span) -> f64 {
    let Some(prices) = model.money.tools else { return 0.0 };
    let count = |counter: ContactCounter| {
        (0..model.types.len()).map(|kind| row[kind * ContactCounter::COUNT + counter as usize]).sum::<f64>()
    };
    prices.month * span.months
        + prices.contact * count(ContactCounter::Handled)
        + prices.resolution * count(ContactCounter::Resolved)
}

fn lateness(model: &Model, layout: &Layout, row: &[f64]) -> f64 {
    model
        .types
        .entries()
        .filter_map(|(id, kind)| {
            let of = |counter: ContactCounter| row[layout.of_type(id) + counter as usize];
            Some(kind.ticket.as_ref()?.late_pays * of(ContactCounter::Late) + of(ContactCounter::LateExtra))
        })
        .sum()
}
