//! The wall table: a date a sheet, half hours as rows, by team what is needed and who is there, and below it people on each shift.

use super::by_date::{hours, shift_name};
use crate::catalogue::civil;
use crate::experiment::LEVEL;
use crate::model::{Lang, TeamId};
use crate::report::blocks::on_shifts::hours_of;
use crate::report::day_hours::clock;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::formats::html::{WallDay, wall_asset};
use crate::report::numbers;
use crate::report::page::{Column, Table};
use crate::report::results::{ByDate, HalfHours, Staffed, TeamHours};
use crate::report::words::{Words, say};
use crate::stats::wilson;

/// So many teams stand side by side on a sheet.
const ABREAST: usize = 3;

/// A team on a date: by formula, and as it was simulated.
struct OfTeam<'a> {
    planned: &'a TeamHours,
    simulated: &'a HalfHours,
}

impl OfTeam<'_> {
    fn gap(&self, slot: usize) -> f64 {
        self.planned.at_desk[slot] - self.planned.need[slot]
    }
    /// Whether anybody is needed or there.
    fn any(&self, slot: usize) -> bool {
        self.planned.need[slot] > 0.0 || self.planned.scheduled[slot] > 0.0
    }
}

/// The teams that people can come to, on a date.
fn teams<'a>(found: &'a Staffed, by_date: &'a ByDate, date: i32) -> Vec<OfTeam<'a>> {
    let of = |simulated: &'a HalfHours| {
        let planned = found.hours.iter().find(|hours| (hours.team, hours.date) == (simulated.team, date))?;
        Some(OfTeam { planned, simulated })
    };
    by_date.half_hours.iter().filter(|hours| hours.date == date).filter_map(of).collect()
}

/// `wall.html`, both languages in one.
pub fn size_wall(found: &Staffed, langs: [Lang; 2]) -> Option<Asset> {
    let by_date = found.by_date.as_ref()?;
    let days = |lang: Lang| (0..by_date.dates()).map(move |date| day(found, by_date, date, lang));
    let titles = langs.map(|lang| (lang, found.title.in_lang(lang)));
    Some(wall_asset(&titles, &langs.into_iter().flat_map(days).collect::<Vec<_>>()))
}

/// `2025-11-11, Tuesday`.
fn named(date: i32, lang: Lang) -> String {
    const ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let day = civil(date);
    let weekday = ZH[day.weekday().to_monday_zero_offset() as usize];
    say(lang, format!("{day}, {}", day.strftime("%A")), format!("{day} 星期{weekday}"))
}

fn day(found: &Staffed, by_date: &ByDate, date: usize, lang: Lang) -> WallDay {
    let (epoch, all) = (found.dates[date], teams(found, by_date, found.dates[date]));
    let case = match &found.model.case {
        case if case.key == "base" => String::new(),
        case => say(lang, format!(", {}", case.in_lang(lang)), format!("，{}", case.in_lang(lang))),
    };
    let judged = by_date.half_hours.iter().flat_map(|hours| hours.served.iter().flatten()).map(|(n, ..)| *n);
    let n = judged.max().unwrap_or(0);
    WallDay {
        lang,
        heading: named(epoch, lang),
        of: format!("{} – {}{case}", found.title.in_lang(lang), found.model.design.in_lang(lang)),
        half_hours: all.chunks(ABREAST).map(|teams| half_hours(found, teams, lang)).collect(),
        shifts: shifts(found, by_date, date, lang),
        notes: super::hires::of_date(found, epoch, lang).into_iter().chain([say(
            lang,
            format!(
                "need: what the expected work takes, nothing to spare; shift: by plan; desk: less absence, breaks and pauses; gap: desk less \
                 need (– while nobody is planned: closed); p05: one day in twenty is served worse; miss: days on which the half hour misses what is promised ({n} simulated); −1: \
                 the same with one fewer on the worst shift"
            ),
            format!(
                "需要：预期工作所需，没有余量；排班：按计划；在席：扣除缺勤、休息与小休；缺口：在席减需要（没有排班即休店，不填）；p05：二十天里有一天比这更差；失守：\
                 该时段没达到承诺的天数占比（模拟 {n} 次）；−1：最要紧的班次少一人时"
            ),
        )])
        .collect(),
    }
}

/// Teams side by side.
fn half_hours(found: &Staffed, teams: &[OfTeam<'_>], lang: Lang) -> Table {
    let w = Words::of(lang);
    let words = match lang {
        Lang::En => ["need", "shift", "desk", "gap", "p05", "miss", "−1"],
        Lang::Zh => ["需要", "排班", "在席", "缺口", "p05", "失守", "−1"],
    };
    let mut columns = vec![Column::words(&say(lang, "from".into(), "起".into()))];
    for team in teams {
        let name = found.model.teams[team.planned.team].label.in_lang(lang);
        columns.push(Column::figures(&format!("{name}\n{}", words[0])));
        columns.extend(words[1..].iter().map(|word| Column::figures(&format!("\n{word}"))));
    }
    let slots = teams.first().map_or(0, |team| team.planned.need.len());
    let cells = |team: &OfTeam<'_>, slot: usize| -> Vec<String> {
        let none = || w.none.to_owned();
        let people = |n: f64| numbers::number(n, -1);
        let served = team.simulated.served.get(slot).copied().flatten();
        let percent = |share: f64| format!("{} %", numbers::number(100.0 * share, 0));
        let gap = team.gap(slot);
        vec![
            people(team.planned.need[slot]),
            people(team.planned.scheduled[slot]),
            people(team.planned.at_desk[slot]),
            // Nobody is short of people whom nobody planned: the team is closed.
            if team.planned.scheduled[slot] <= 0.0 {
                none()
            } else if gap < -0.05 {
                format!("−{}", people(-gap))
            } else {
                people(gap.max(0.0))
            },
            served.and_then(|(_, _, p05)| p05).map_or_else(none, percent),
            served.map_or_else(none, |(n, missed, _)| percent(missed as f64 / n as f64)),
            team.simulated.fewer.get(slot).copied().flatten().map_or_else(none, percent),
        ]
    };
    let row = |slot: usize| {
        let cells = teams.iter().flat_map(|team| cells(team, slot));
        std::iter::once(clock(slot, slots)).chain(cells).collect()
    };
    let rows = (0..slots).filter(|slot| teams.iter().any(|team| team.any(*slot))).map(row).collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// People on each shift, who comes for the day among them.
fn shifts(found: &Staffed, by_date: &ByDate, date: usize, lang: Lang) -> Table {
    let columns = vec![
        Column::words(Words::of(lang).team),
        Column::words(&say(lang, "shift".into(), "班次".into())),
        Column::words(&say(lang, "hours".into(), "时间".into())),
        Column::figures(&say(lang, "people".into(), "人数".into())),
        Column::figures(&say(lang, "own".into(), "本组".into())),
        Column::figures(&say(lang, "for the day".into(), "临时".into())),
    ];
    let row = |(number, post): (usize, &crate::report::results::Post)| {
        let hours = hours_of(hours(found, *post, found.dates[date])?);
        let at = by_date.at(date, number);
        let (own, come) = (by_date.own[at], by_date.come[at]);
        let team = found.model.teams[post.team].label.in_lang(lang).to_owned();
        let shift = shift_name(found, *post, lang);
        Some(vec![team, shift, hours, (own + come).to_string(), own.to_string(), come.to_string()])
    };
    let rows = by_date.posts.iter().enumerate().filter_map(row).collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// `wall.csv`: a half hour of a team on a date a row.
pub(super) fn csv(found: &Staffed, by_date: &ByDate, lang: Lang) -> Result<Asset, String> {
    let mut sheet = Sheet::new(&[
        "date",
        "from",
        "until",
        "team",
        "name",
        "need",
        "scheduled",
        "at_desk",
        "gap",
        "service_p05",
        "missed",
        "missed_low",
        "missed_high",
        "missed_one_fewer",
        "n",
    ])?;
    for date in &found.dates {
        for team in teams(found, by_date, *date) {
            let id: TeamId = team.planned.team;
            let label = &found.model.teams[id].label;
            let slots = team.planned.need.len();
            for slot in (0..slots).filter(|slot| team.any(*slot)) {
                let served = team.simulated.served.get(slot).copied().flatten();
                let missed = served.map(|(n, missed, _)| wilson(missed as usize, n as usize, LEVEL));
                sheet.row(&[
                    civil(*date).to_string(),
                    clock(slot, slots),
                    clock(slot + 1, slots),
                    label.key.clone(),
                    label.in_lang(lang).to_owned(),
                    six(team.planned.need[slot]),
                    six(team.planned.scheduled[slot]),
                    six(team.planned.at_desk[slot]),
                    six(team.gap(slot)),
                    optional(served.and_then(|(_, _, p05)| p05)),
                    optional(missed.map(|share| share.value)),
                    optional(missed.map(|share| share.low)),
                    optional(missed.map(|share| share.high)),
                    optional(team.simulated.fewer.get(slot).copied().flatten()),
                    served.map_or_else(String::new, |(n, ..)| n.to_string()),
                ])?;
            }
        }
    }
    Ok(("wall.csv".into(), sheet.bytes()?))
}
