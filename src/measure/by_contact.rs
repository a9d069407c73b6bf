//! What is paid by contact in tiers, to outsourced teams and for the bot: tiers of a calendar month are gone through day by day, so
//! that every span is a sum of its days.

use super::layout::Layout;
use crate::catalogue::civil;
use crate::catalogue::counter::{ContactCounter, MONEY_PARTS, PARTS, TeamCounter, TypeAtTeamCounter};
use crate::model::{Calendar, Model, TeamId, in_tiers};

/// What was priced, by date: of teams their contacts, of the bot those of each tier.
pub struct ByContact {
    teams: Vec<OfTeam>,
    /// Contacts that the bot meets, and those in each tier, in parts of one; empty: it has no tiers.
    bot: Vec<(i64, Vec<i64>)>,
}

/// One team's contacts and their price, by date, in whole numbers.
struct OfTeam {
    team: TeamId,
    dates: Vec<(i64, i64)>,
}

/// Prices the contacts of all teams that are paid by them, and tells those of the bot by tier, in the rows by date.
pub fn price(model: &Model, layout: &Layout, days: &mut [i64]) -> ByContact {
    let width = layout.width();
    let mut teams = Vec::new();
    for (team, kind) in model.teams.entries() {
        let outsourced = kind.pay.as_ref().and_then(|pay| pay.outsourced.as_ref());
        let Some(outsourced) = outsourced.filter(|outsourced| !outsourced.tiers.is_empty()) else { continue };
        let contacts: Vec<i64> = days.chunks(width).map(|row| ended(layout, team, row)).collect();
        let dates = by_date(&model.calendar, &contacts, |before, n, of_month| {
            (outsourced.contacts(before, n, of_month) * MONEY_PARTS).round() as i64
        });
        let amount = layout.of_team(team) + TeamCounter::ByContact as usize;
        for (row, (_, price)) in days.chunks_mut(width).zip(&dates) {
            row[amount] = *price;
        }
        teams.push(OfTeam { team, dates });
    }
    ByContact { teams, bot: of_bot(model, layout, days) }
}

fn of_bot(model: &Model, layout: &Layout, days: &mut [i64]) -> Vec<(i64, Vec<i64>)> {
    let tiers = &model.money.bot_tiers;
    if tiers.is_empty() {
        return Vec::new();
    }
    let contacts: Vec<i64> = days.chunks(layout.width()).map(|row| met(model, layout, row)).collect();
    let dates = by_date(&model.calendar, &contacts, |before, n, of_month| -> Vec<i64> {
        in_tiers(tiers, before, n, of_month).map(|contacts| (contacts * PARTS).round() as i64).collect()
    });
    for (row, (_, tiers)) in days.chunks_mut(layout.width()).zip(&dates) {
        row[layout.of_bot_tier(0)..].copy_from_slice(tiers);
    }
    dates
}

/// The same for rows that hold a part of each date: its contacts at the date's mean price.
pub fn price_parts(priced: &ByContact, model: &Model, layout: &Layout, parts: &mut [i64]) {
    for OfTeam { team, dates } in &priced.teams {
        let amount = layout.of_team(*team) + TeamCounter::ByContact as usize;
        for (row, (contacts, price)) in parts.chunks_mut(layout.width()).zip(dates) {
            row[amount] = part_of(*price, ended(layout, *team, row), *contacts);
        }
    }
    for (row, (contacts, tiers)) in parts.chunks_mut(layout.width()).zip(&priced.bot) {
        let here = met(model, layout, row);
        for (cell, tier) in row[layout.of_bot_tier(0)..].iter_mut().zip(tiers) {
            *cell = part_of(*tier, here, *contacts);
        }
    }
}

/// What so many contacts have of an amount of all.
fn part_of(amount: i64, contacts: i64, all: i64) -> i64 {
    let share = if all > 0 { contacts as f64 / all as f64 } else { 0.0 };
    (amount as f64 * share).round() as i64
}

/// Contacts that a team ended.
fn ended(layout: &Layout, team: TeamId, row: &[i64]) -> i64 {
    let of_team = layout.pairs().iter().filter(|(_, other)| *other == team);
    of_team.map(|(kind, team)| row[layout.of_pair(*kind, *team) + TypeAtTeamCounter::Handled as usize]).sum()
}

/// Contacts that the bot met.
fn met(model: &Model, layout: &Layout, row: &[i64]) -> i64 {
    let with_bot = model.types.entries().filter(|(_, kind)| kind.bot.is_some());
    with_bot.map(|(id, _)| row[layout.of_type(id) + ContactCounter::MetBot as usize]).sum()
}

/// Contacts by date with what `of` says of them, by how many came before them in the month and which part of the month is counted: of
/// a month that is counted in part, the tiers are as much narrower.
fn by_date<T>(calendar: &Calendar, contacts: &[i64], of: impl Fn(f64, f64, f64) -> T) -> Vec<(i64, T)> {
    let date = |day: usize| civil(calendar.epoch_day(calendar.warm_up_days + day as i32));
    let month = |day: usize| (date(day).year(), date(day).month());
    let mut dates = Vec::with_capacity(contacts.len());
    let mut day = 0;
    while day < contacts.len() {
        let until = (day..contacts.len()).find(|other| month(*other) != month(day)).unwrap_or(contacts.len());
        let of_month = (until - day) as f64 / f64::from(date(day).days_in_month());
        let mut before = 0.0;
        for n in &contacts[day..until] {
            dates.push((*n, of(before, *n as f64, of_month)));
            before += *n as f64;
        }
        day = until;
    }
    dates
}
