//! What is expected of the answer by half hour, on the dates that matter.

use crate::load::{History, peak_dates, teams_on};
use crate::model::Model;
use crate::report::TeamHours;

/// So many dates of a period are given one by one; of a longer one, and of all that counts, the busiest.
const MOST: usize = 31;

/// Every team on every date of the period, or on the peak dates: `dates` are those that have to be served.
pub(super) fn hours(model: &Model, dates: &[usize], of_period: bool) -> Vec<TeamHours> {
    let first = model.calendar.epoch_day(model.calendar.warm_up_days);
    let all: Vec<usize> = if of_period && dates.len() <= MOST {
        dates.to_vec()
    } else {
        peak_dates(&[model]).into_iter().filter(|date| dates.contains(date)).collect()
    };
    let history = History::of(model);
    let of = |date: usize| {
        let loads = teams_on(model, &history.on(date), date);
        let team = |(team, load): (_, &crate::load::TeamLoad)| TeamHours {
            team,
            date: first + date as i32,
            need: load.need(),
            scheduled: load.scheduled.clone(),
            at_desk: load.people.clone(),
        };
        loads.entries().map(team).collect::<Vec<_>>()
    };
    all.into_iter().flat_map(of).collect()
}
