//! The sheet of half hours: need, scheduled, at the desk, short; where every date has its own numbers also how each half hour is served.

use super::{Sheet, Told, share};
use crate::catalogue::civil;
use crate::experiment::LEVEL;
use crate::report::book::{Cell, Kind};
use crate::report::day_hours::clock;
use crate::report::pages::size::wall::weekday;
use crate::report::results::{HalfHours, TeamHours};
use crate::stats::wilson;

/// A team on a date in an interval a row; none where nothing is known by interval.
pub(super) fn sheet(told: Told<'_>) -> Option<Sheet> {
    let found = told.found;
    if found.hours.is_empty() {
        return None;
    }
    let mut columns = vec![
        told.wide("date", "日期", 13.0),
        told.wide("weekday", "星期", 9.0),
        told.wide("from", "起", 8.0),
        told.wide("until", "止", 8.0),
        told.column("team", "小组", Kind::Words),
        told.column("need", "需要", Kind::One),
        told.column("scheduled", "排班", Kind::One),
        told.column("at the desk", "在席", Kind::One),
        told.column("short", "缺口", Kind::One),
    ];
    if found.by_date.is_some() {
        columns.push(told.column("service on the worst 5 % of days", "服务水平（差的 5 % 的日子）", Kind::Share));
        columns.extend(told.chance("misses", "未达标概率"));
        columns.push(told.column("misses with one fewer", "少一人时未达标概率", Kind::Share));
        columns.push(told.column("replications", "模拟次数", Kind::Count));
    }
    let rows = found.hours.iter().flat_map(|hours| rows(told, hours)).collect();
    let (name, mut page) = told.sheet(["Half hours", "分时"], Vec::new(), (columns, rows));
    page.fixed = 5;
    Some((name, page))
}

/// A team on a date.
fn rows(told: Told<'_>, hours: &TeamHours) -> Vec<Vec<Cell>> {
    let found = told.found;
    let simulated = found.by_date.as_ref().map(|by_date| {
        by_date.half_hours.iter().find(|simulated| (simulated.team, simulated.date) == (hours.team, hours.date))
    });
    let slots = hours.need.len();
    let row = |slot: usize| {
        let mut cells = vec![Cell::text(civil(hours.date).to_string()), Cell::text(weekday(hours.date, told.lang))];
        cells.extend([clock(slot, slots), clock(slot + 1, slots)].map(Cell::Text));
        cells.push(Cell::text(found.model.teams[hours.team].label.in_lang(told.lang)));
        cells.extend([hours.need[slot], hours.scheduled[slot], hours.at_desk[slot]].map(|x| Cell::mean(Some(x))));
        cells.push(Cell::mean(hours.short(slot)));
        if let Some(simulated) = simulated {
            cells.extend(served(simulated, slot));
        }
        cells
    };
    (0..slots).filter(|slot| hours.need[*slot] > 0.0 || hours.scheduled[*slot] > 0.0).map(row).collect()
}

/// How a half hour is served; empty of a team that nobody comes to.
fn served(simulated: Option<&HalfHours>, slot: usize) -> [Cell; 6] {
    let served = simulated.and_then(|simulated| simulated.served.get(slot).copied().flatten());
    let fewer = simulated.and_then(|simulated| simulated.fewer.get(slot).copied().flatten());
    let missed = served.map(|(n, missed, _)| wilson(missed as usize, n as usize, LEVEL));
    let [value, low, high] = share(missed.as_ref());
    let p05 = Cell::mean(served.and_then(|(_, _, p05)| p05));
    let n = Cell::number(served.map(|(n, ..)| n as f64));
    [p05, value, low, high, Cell::mean(fewer), n]
}
