//! The ledger as quantities and prices: what each line is made of, so that whoever changes a price can work it out again.
//!
//! [`super::ledger`] has the amounts; a test holds both against each other on random shops.

use super::layout::Layout;
use super::ledger::{Stretch, at_prices_of, heads, moves, seat_months, trained_days};
use crate::catalogue::counter::{ContactCounter, TeamCounter, TypeAtTeamCounter};
use crate::catalogue::{Line, Span};
use crate::id::Id;
use crate::model::{DayKind, Model, Once, Pay, TeamId, TypeId};
use std::ops::Range;

/// Whose price, or whose quantity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Whose {
    /// A team's.
    Team(TeamId),
    /// A contact type's.
    Type(TypeId),
    /// A type's at a team.
    TypeAtTeam(TypeId, TeamId),
    /// The whole shop's.
    Shop,
}

/// A price, as the file writes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Priced {
    /// A head's wage a month.
    Month,
    /// The wage of an hour.
    Hour,
    /// Employer's charges, as a share of wages.
    Loading,
    /// A desk a month.
    Seat,
    /// Overtime, as a multiple of the hour's wage.
    Overtime,
    /// Work on a day off, likewise.
    RestDay,
    /// Work on a public holiday, likewise.
    Holiday,
    /// Hours at night, likewise: 1.25 for a quarter more.
    Night,
    /// Somebody who comes for a day.
    Day,
    /// Hiring one person.
    Hire,
    /// A head of a firm's a month.
    FirmSeat,
    /// A day of one of a firm's people.
    FirmDay,
    /// Pay for an order.
    CommissionOrder,
    /// Pay for an order, as a share of its value.
    CommissionSales,
    /// The bot's fee a month.
    BotMonth,
    /// A contact that the bot meets.
    BotContact,
    /// A contact that the bot meets, in the n-th tier of its price.
    BotTier(usize),
    /// A resolution of the bot's.
    BotResolution,
    /// The tools' fee a month.
    ToolsMonth,
    /// A contact that people end.
    ToolsContact,
    /// A resolution of people's.
    ToolsResolution,
    /// Paid to the customer for a late ticket.
    LatePays,
    /// What an order is worth.
    OrderValue,
    /// What an order leaves.
    Margin,
    /// The n-th of the amounts that are paid once: the shop's, or a team's for people who are dismissed.
    Once(usize),
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Quantity {
    /// Months of pay of all heads, those in training apart.
    PersonMonths,
    /// Hours that are paid by the hour.
    PaidHours,
    /// Months of pay of all places.
    SeatMonths,
    /// Hours after the end of shifts.
    OvertimeHours,
    /// Hours on days off.
    RestDayHours,
    /// Hours on public holidays.
    HolidayHours,
    /// Hours at night.
    NightHours,
    /// Days of people who come for a day.
    DaysPaid,
    /// Newcomers.
    Hires,
    /// Months of pay before the first day at the desk.
    TrainingMonths,
    /// Days of a firm's people.
    FirmDays,
    /// Orders of customers whom people answer.
    Orders,
    /// Orders that were lost.
    OrdersLost,
    /// Months of pay in the span.
    Months,
    /// Contacts that meet the bot.
    MetBot,
    /// Contacts that meet the bot, in the n-th tier of its price.
    MetBotInTier(usize),
    /// Contacts that the bot really solves.
    SolvedByBot,
    /// Contacts that people end.
    Handled,
    /// Contacts that people resolve.
    Resolved,
    /// Late tickets.
    LateTickets,
    /// 1 where the n-th amount that is paid once falls due, else 0.
    Due(usize),
    /// Money: contacts at the prices of their tiers.
    TieredAmount,
    /// Money: what is paid for late tickets beyond the price of each.
    LateAmount,
}

impl Quantity {
    /// Whether it is money itself, with no price to change.
    pub fn is_amount(self) -> bool {
        matches!(self, Self::TieredAmount | Self::LateAmount)
    }
}

/// What a quantity is multiplied by.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Factor {
    /// A price.
    Price(Whose, Priced),
    /// One more than a share: wages with charges.
    OneMore(Whose, Priced),
    /// A multiple of which so much is paid already.
    Beyond(Whose, Priced, f64),
    /// A number.
    Times(f64),
    /// Divided by a number.
    Over(f64),
}

/// A part of a line: quantity × factors.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Which line.
    pub line: Line,
    /// Whose quantity.
    pub whose: Whose,
    /// What is counted.
    pub quantity: Quantity,
    /// By what it is multiplied.
    pub factors: Vec<Factor>,
    /// It goes with the team's heads, and nothing else does.
    pub by_heads: Option<TeamId>,
    /// Of which stretches between changes of prices it is: 0 begins with the first day.
    pub stretches: Range<usize>,
}

impl Part {
    /// Whether nothing costs nothing, though nobody said its price.
    pub fn is_nothing_free(&self) -> bool {
        matches!(self.line, Line::DayPaid | Line::Hiring | Line::Training | Line::Severance | Line::OneOff)
    }

    /// What it costs; none: a price was not given.
    pub fn amount(&self, model: &Model, quantity: f64) -> Option<f64> {
        if quantity == 0.0 && self.is_nothing_free() {
            return Some(0.0);
        }
        let model = at_prices_of(model, self.stretches.start);
        self.factors.iter().try_fold(quantity, |product, factor| Some(product * value(model, *factor)?))
    }
}

/// Hours of a month of pay: 21.75 days of 8 hours.
pub const MONTH_HOURS: f64 = 21.75 * 8.0;

/// All parts of all lines but totals, in the order of lines, then of teams and types. [`Line::OneOff`] has what is not severance.
/// Where prices change, a part for each stretch in which its own stay the same.
pub fn parts(model: &Model) -> Vec<Part> {
    let all = parts_of_all(model);
    if model.dated.is_empty() {
        return all;
    }
    let end = model.dated.len() + 1;
    let split = |part: Part| {
        let at = |n: usize| -> Vec<Option<f64>> {
            part.factors.iter().map(|factor| value(at_prices_of(model, n), *factor)).collect()
        };
        let begins: Vec<usize> = (0..end).filter(|n| *n == 0 || at(*n) != at(n - 1)).collect();
        let ends = begins.iter().skip(1).copied().chain([end]);
        let stretches: Vec<Range<usize>> = begins.iter().copied().zip(ends).map(|(from, until)| from..until).collect();
        stretches.into_iter().map(move |stretches| Part { stretches, ..part.clone() })
    };
    all.into_iter().flat_map(split).collect()
}

/// The change of prices since which a price is what it is in a stretch.
pub fn since(model: &Model, stretch: usize, whose: Whose, priced: Priced) -> usize {
    let at = |n: usize| price(at_prices_of(model, n), whose, priced);
    (0..stretch).rev().take_while(|n| at(*n) == at(stretch)).last().unwrap_or(stretch)
}

/// A price in a stretch between changes of prices; none: not given.
pub fn price_in(model: &Model, stretch: usize, whose: Whose, priced: Priced) -> Option<f64> {
    price(at_prices_of(model, stretch), whose, priced)
}

fn parts_of_all(model: &Model) -> Vec<Part> {
    let whole = 0..model.dated.len() + 1;
    let mut parts = Vec::new();
    for team in model.teams.ids() {
        of_team(model, team, &mut parts);
    }
    of_machines(model, &mut parts);
    for (id, kind) in model.types.entries() {
        let mut add = |line, quantity, factors| {
            parts.push(Part {
                line,
                whose: Whose::Type(id),
                quantity,
                factors,
                by_heads: None,
                stretches: whole.clone(),
            });
        };
        if kind.ticket.is_some() {
            add(Line::Lateness, Quantity::LateTickets, vec![Factor::Price(Whose::Type(id), Priced::LatePays)]);
            add(Line::Lateness, Quantity::LateAmount, Vec::new());
        }
        if kind.sale.is_some() {
            add(Line::Sales, Quantity::Orders, vec![Factor::Price(Whose::Type(id), Priced::OrderValue)]);
            add(Line::LostMargin, Quantity::OrdersLost, vec![Factor::Price(Whose::Type(id), Priced::Margin)]);
        }
    }
    parts
}

fn of_team(model: &Model, team: TeamId, parts: &mut Vec<Part>) {
    let (whose, whole) = (Whose::Team(team), 0..model.dated.len() + 1);
    let pay = model.teams[team].pay.as_ref();
    let mut add = |line, quantity, factors, by_heads| {
        parts.push(Part { line, whose, quantity, factors, by_heads, stretches: whole.clone() });
    };
    let price = |priced| Factor::Price(whose, priced);
    if let Some(firm) = pay.and_then(|pay| pay.outsourced.as_ref()) {
        add(Line::Outsourced, Quantity::SeatMonths, vec![price(Priced::FirmSeat)], Some(team));
        add(Line::Outsourced, Quantity::FirmDays, vec![price(Priced::FirmDay)], None);
        if !firm.tiers.is_empty() {
            add(Line::Outsourced, Quantity::TieredAmount, Vec::new(), None);
        }
    } else {
        let by_hour = pay.is_some_and(|pay| pay.month.is_none() && pay.hour.is_some());
        let (quantity, wage) =
            if by_hour { (Quantity::PaidHours, Priced::Hour) } else { (Quantity::PersonMonths, Priced::Month) };
        let charges = Factor::OneMore(whose, Priced::Loading);
        add(Line::Wages, quantity, vec![price(wage), charges], Some(team));
        add(Line::Seat, Quantity::SeatMonths, vec![price(Priced::Seat)], Some(team));
        let hourly = if by_hour { vec![price(wage)] } else { vec![price(wage), Factor::Over(MONTH_HOURS)] };
        let hours = |beyond: Factor| [&hourly[..], &[beyond]].concat();
        // Whoever is paid by the hour was already paid once for these hours.
        let paid = if by_hour { 1.0 } else { 0.0 };
        let factor = |priced| hours(Factor::Beyond(whose, priced, paid));
        add(Line::Overtime, Quantity::OvertimeHours, factor(Priced::Overtime), None);
        let whole_day = |day: DayKind| pay.and_then(|pay| pay.whole_day_factor(day)).is_some();
        if whole_day(DayKind::Rest) {
            add(Line::Overtime, Quantity::RestDayHours, factor(Priced::RestDay), None);
        }
        if whole_day(DayKind::Holiday) {
            add(Line::Overtime, Quantity::HolidayHours, factor(Priced::Holiday), None);
        }
        if pay.is_some_and(|pay| pay.night.is_some()) {
            let more = hours(Factor::Beyond(whose, Priced::Night, 1.0));
            add(Line::Night, Quantity::NightHours, more, None);
        }
        let month = if by_hour { vec![price(wage), Factor::Times(MONTH_HOURS)] } else { vec![price(wage)] };
        if moves(model, team) {
            add(Line::Hiring, Quantity::Hires, vec![price(Priced::Hire)], None);
            add(Line::Training, Quantity::TrainingMonths, [&month[..], &[charges]].concat(), None);
        }
    }
    add(Line::DayPaid, Quantity::DaysPaid, vec![price(Priced::Day)], None);
    for n in 0..model.teams[team].severance.len() {
        add(Line::Severance, Quantity::Due(n), vec![price(Priced::Once(n))], None);
    }
    let Some(commission) = pay.and_then(|pay| pay.commission) else { return };
    for (kind, contact) in model.types.entries() {
        if contact.sale.is_none() || contact.routes.iter().all(|route| route.team != team) {
            continue;
        }
        let whose_orders = Whose::TypeAtTeam(kind, team);
        let mut add = |factors| {
            let (line, quantity) = (Line::Commission, Quantity::Orders);
            parts.push(Part { line, whose: whose_orders, quantity, factors, by_heads: None, stretches: whole.clone() });
        };
        add(vec![price(Priced::CommissionOrder)]);
        if commission.sales > 0.0 {
            add(vec![price(Priced::CommissionSales), Factor::Price(Whose::Type(kind), Priced::OrderValue)]);
        }
    }
}

fn of_machines(model: &Model, parts: &mut Vec<Part>) {
    let whole = 0..model.dated.len() + 1;
    let mut add = |line, quantity, priced| {
        let factors = vec![Factor::Price(Whose::Shop, priced)];
        parts.push(Part { line, whose: Whose::Shop, quantity, factors, by_heads: None, stretches: whole.clone() });
    };
    if model.money.bot.is_some() || model.types.iter().any(|kind| kind.bot.is_some()) {
        add(Line::Bot, Quantity::Months, Priced::BotMonth);
        add(Line::Bot, Quantity::MetBot, Priced::BotContact);
        for n in 0..model.money.bot_tiers.len() {
            add(Line::Bot, Quantity::MetBotInTier(n), Priced::BotTier(n));
        }
        add(Line::Bot, Quantity::SolvedByBot, Priced::BotResolution);
    }
    if model.money.tools.is_some() {
        add(Line::Tools, Quantity::Months, Priced::ToolsMonth);
        add(Line::Tools, Quantity::Handled, Priced::ToolsContact);
        add(Line::Tools, Quantity::Resolved, Priced::ToolsResolution);
    }
    for n in 0..model.money.one_off.len() {
        add(Line::OneOff, Quantity::Due(n), Priced::Once(n));
    }
}

/// What a factor comes to; none: its price was not given.
pub fn value(model: &Model, factor: Factor) -> Option<f64> {
    match factor {
        Factor::Price(whose, priced) => price(model, whose, priced),
        Factor::OneMore(whose, priced) => Some(1.0 + price(model, whose, priced)?),
        Factor::Beyond(whose, priced, paid) => Some(price(model, whose, priced)? - paid),
        Factor::Times(number) => Some(number),
        Factor::Over(number) => Some(1.0 / number),
    }
}

/// A price; none: not given.
fn price(model: &Model, whose: Whose, priced: Priced) -> Option<f64> {
    match whose {
        Whose::Team(team) | Whose::TypeAtTeam(_, team) => {
            if let Priced::Once(n) = priced {
                return model.teams[team].severance.get(n)?.amount;
            }
            of_pay(model.teams[team].pay.as_ref()?, priced)
        }
        Whose::Type(kind) => {
            let kind = &model.types[kind];
            match priced {
                Priced::LatePays => Some(kind.ticket.as_ref()?.late_pays),
                Priced::OrderValue => kind.sale.as_ref()?.order_value,
                Priced::Margin => kind.sale.as_ref()?.margin,
                _ => None,
            }
        }
        Whose::Shop => match priced {
            Priced::BotMonth => Some(model.money.bot?.month),
            Priced::BotContact => Some(model.money.bot?.contact),
            Priced::BotTier(n) => Some(model.money.bot_tiers.get(n)?.each),
            Priced::BotResolution => Some(model.money.bot?.resolution),
            Priced::ToolsMonth => Some(model.money.tools?.month),
            Priced::ToolsContact => Some(model.money.tools?.contact),
            Priced::ToolsResolution => Some(model.money.tools?.resolution),
            Priced::Once(n) => model.money.one_off.get(n)?.amount,
            _ => None,
        },
    }
}

fn of_pay(pay: &Pay, priced: Priced) -> Option<f64> {
    let firm = pay.outsourced.as_ref();
    match priced {
        Priced::Month => pay.month,
        Priced::Hour => pay.hour,
        Priced::Loading => pay.loading,
        Priced::Seat => pay.seat,
        Priced::Overtime => Some(pay.overtime_factor),
        Priced::RestDay => pay.rest_day_factor,
        Priced::Holiday => pay.holiday_factor,
        Priced::Night => Some(1.0 + pay.night?.more),
        Priced::Day => pay.day,
        Priced::Hire => pay.hire,
        Priced::FirmSeat => Some(firm?.seat),
        Priced::FirmDay => Some(firm?.day),
        Priced::CommissionOrder => Some(pay.commission?.order),
        Priced::CommissionSales => Some(pay.commission?.sales),
        _ => None,
    }
}

/// How much of a part there is in a row of counters.
pub fn quantity(part: &Part, model: &Model, layout: &Layout, row: &[f64], span: &Span) -> f64 {
    if part.stretches == (0..model.dated.len() + 1) {
        return quantity_of(part, model, layout, &row[..layout.width()], span);
    }
    let Stretch { row, span } = Stretch::of(model, layout, (row, span), part.stretches.clone());
    quantity_of(part, model, layout, &row, &span)
}

fn quantity_of(part: &Part, model: &Model, layout: &Layout, row: &[f64], span: &Span) -> f64 {
    match part.whose {
        Whose::Team(team) => of_people(part.quantity, (model, layout), team, row, span),
        Whose::TypeAtTeam(kind, team) => row[layout.of_pair(kind, team) + TypeAtTeamCounter::Orders as usize],
        Whose::Type(kind) => {
            let of = |counter: ContactCounter| row[layout.of_type(kind) + counter as usize];
            match part.quantity {
                Quantity::LateTickets => of(ContactCounter::Late),
                Quantity::LateAmount => of(ContactCounter::LateExtra),
                Quantity::OrdersLost => {
                    of(ContactCounter::LostSlow) + of(ContactCounter::LostLeft) + of(ContactCounter::LostBot)
                }
                _ => of(ContactCounter::Orders),
            }
        }
        Whose::Shop => of_shop(part.quantity, model, layout, row, span),
    }
}

fn of_people(quantity: Quantity, (model, layout): (&Model, &Layout), team: TeamId, row: &[f64], span: &Span) -> f64 {
    let of = |counter: TeamCounter| row[layout.of_team(team) + counter as usize];
    match quantity {
        Quantity::PersonMonths if moves(model, team) => {
            of(TeamCounter::PayrollMonths) - of(TeamCounter::TrainingMonths)
        }
        Quantity::PersonMonths => heads(model, team) * span.months,
        Quantity::PaidHours => (of(TeamCounter::Paid) - of(TeamCounter::PaidByDay)) / 3600.0,
        Quantity::SeatMonths => seat_months(model, layout, team, row, span),
        Quantity::OvertimeHours => of(TeamCounter::Overtime) / 3600.0,
        Quantity::RestDayHours => of(TeamCounter::PaidRestDay) / 3600.0,
        Quantity::HolidayHours => of(TeamCounter::PaidHoliday) / 3600.0,
        Quantity::NightHours => of(TeamCounter::Night) / 3600.0,
        Quantity::DaysPaid => of(TeamCounter::DaysPaid) + trained_days(model, team, span),
        Quantity::Hires => of(TeamCounter::Hires),
        Quantity::TrainingMonths => of(TeamCounter::TrainingMonths),
        Quantity::FirmDays => of(TeamCounter::Came) - of(TeamCounter::DaysPaid),
        Quantity::TieredAmount => of(TeamCounter::ByContact),
        Quantity::Due(n) => due(&model.teams[team].severance[n], model, span),
        _ => 0.0,
    }
}

fn of_shop(quantity: Quantity, model: &Model, layout: &Layout, row: &[f64], span: &Span) -> f64 {
    let sum = |of: &dyn Fn(usize) -> f64, counts: &dyn Fn(TypeId) -> bool| -> f64 {
        model.types.ids().filter(|kind| counts(*kind)).map(|kind| of(kind.index() * ContactCounter::COUNT)).sum()
    };
    let by_bot = |kind: TypeId| model.types[kind].bot.is_some();
    let at = |first: usize, counter: ContactCounter| row[first + counter as usize];
    debug_assert_eq!(layout.width(), row.len(), "a row of this model");
    match quantity {
        Quantity::Months => span.months,
        Quantity::MetBot => sum(&|first| at(first, ContactCounter::MetBot), &by_bot),
        Quantity::MetBotInTier(n) => row[layout.of_bot_tier(n)],
        Quantity::SolvedByBot => {
            sum(&|first| at(first, ContactCounter::Contained) - at(first, ContactCounter::FalselyContained), &|kind| {
                by_bot(kind) && !model.types[kind].outreach
            })
        }
        Quantity::Handled => sum(&|first| at(first, ContactCounter::Handled), &|_| true),
        Quantity::Resolved => sum(&|first| at(first, ContactCounter::Resolved), &|_| true),
        Quantity::Due(n) => due(&model.money.one_off[n], model, span),
        _ => 0.0,
    }
}

/// 1 where it falls due on a date of the span.
fn due(once: &Once, model: &Model, span: &Span) -> f64 {
    let first = model.calendar.epoch_day(model.calendar.warm_up_days);
    f64::from(u8::from(usize::try_from(once.day - first).is_ok_and(|day| span.dates.get(day) == Some(&true))))
}
