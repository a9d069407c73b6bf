//! What outsourced teams are paid by contact: tiers of a calendar month are gone through day by day, so that every span is a
//! sum of its days.

use super::layout::Layout;
use crate::catalogue::civil;
use crate::catalogue::counter::{MONEY_PARTS, TeamCounter, TypeAtTeamCounter};
use crate::model::{Calendar, Model, Outsourced, TeamId};

/// One team's contacts and their price, by date, in whole numbers.
pub struct ByContact {
    team: TeamId,
    dates: Vec<(i64, i64)>,
}

/// Prices the contacts of all teams that are paid by them, and writes the amounts into the rows by date.
pub fn price(model: &Model, layout: &Layout, days: &mut [i64]) -> Vec<ByContact> {
    let mut priced = Vec::new();
    for (team, kind) in model.teams.entries() {
        let outsourced = kind.pay.as_ref().and_then(|pay| pay.outsourced.as_ref());
        let Some(outsourced) = outsourced.filter(|outsourced| !outsourced.tiers.is_empty()) else { continue };
        let contacts: Vec<i64> = days.chunks(layout.width()).map(|row| ended(layout, team, row)).collect();
        let dates = by_date(outsourced, &model.calendar, &contacts);
        let amount = layout.of_team(team) + TeamCounter::ByContact as usize;
        for (row, (_, price)) in days.chunks_mut(layout.width()).zip(&dates) {
            row[amount] = *price;
        }
        priced.push(ByContact { team, dates });
    }
    priced
}

/// The same for rows that hold a part of each date: its contacts at the date's mean price.
pub fn price_parts(priced: &[ByContact], layout: &Layout, parts: &mut [i64]) {
    for ByContact { team, dates } in priced {
        let amount = layout.of_team(*team) + TeamCounter::ByContact as usize;
        for (row, (contacts, price)) in parts.chunks_mut(layout.width()).zip(dates) {
            let share = if *contacts > 0 { ended(layout, *team, row) as f64 / *contacts as f64 } else { 0.0 };
            row[amount] = (*price as f64 * share).round() as i64;
        }
    }
}

/// Contacts that a team ended.
fn ended(layout: &Layout, team: TeamId, row: &[i64]) -> i64 {
    let of_team = layout.pairs().iter().filter(|(_, other)| *other == team);
    of_team.map(|(kind, team)| row[layout.of_pair(*kind, *team) + TypeAtTeamCounter::Handled as usize]).sum()
}

/// Of a month that is counted in part, the tiers are as much narrower.
fn by_date(outsourced: &Outsourced, calendar: &Calendar, contacts: &[i64]) -> Vec<(i64, i64)> {
    let date = |day: usize| civil(calendar.epoch_day(calendar.warm_up_days + day as i32));
    let month = |day: usize| (date(day).year(), date(day).month());
    let mut dates = Vec::with_capacity(contacts.len());
    let mut day = 0;
    while day < contacts.len() {
        let until = (day..contacts.len()).find(|other| month(*other) != month(day)).unwrap_or(contacts.len());
        let of_month = (until - day) as f64 / f64::from(date(day).days_in_month());
        let mut before = 0.0;
        for n in &contacts[day..until] {
            let price = outsourced.contacts(before, *n as f64, of_month);
            dates.push((*n, (price * MONEY_PARTS).round() as i64));
            before += *n as f64;
        }
        day = until;
    }
    dates
}
