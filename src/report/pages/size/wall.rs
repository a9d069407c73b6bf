//! The wall table: a date a sheet, half hours as rows, by team what is needed and who is there, and below it people on each shift.

use super::by_date::{hours, probability, shift_name};
use crate::catalogue::civil;
use crate::experiment::LEVEL;
use crate::experiment::optimise::Answer;
use crate::model::{Lang, TeamId};
use crate::report::blocks::on_shifts::hours_of;
use crate::report::day_hours::clock;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::formats::html::{WallDay, WallTeams, wall_asset};
use crate::report::numbers;
use crate::report::page::{Column, Table};
use crate::report::results::{ByDate, HalfHours, Staffed, TeamHours};
use crate::report::words::{Words, say};
use crate::stats::wilson;

/// So many teams stand side by side on a sheet, each with so many columns, of which this one says who is short.
const ABREAST: usize = 3;
const COLUMNS: usize = 7;
const SHORT: usize = 3;

/// A team on a date: by formula, and as it was simulated.
struct OfTeam<'a> {
    planned: &'a TeamHours,
    simulated: &'a HalfHours,
}

impl OfTeam<'_> {
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

/// `Tue`, `周二`, of a date since 1970-01-01.
pub(super) fn weekday(date: i32, lang: Lang) -> String {
    let day = civil(date);
    say(lang, day.strftime("%a").to_string(), format!("周{}", chinese_weekday(date)))
}

fn chinese_weekday(date: i32) -> &'static str {
    const ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    ZH[civil(date).weekday().to_monday_zero_offset() as usize]
}

/// `2025-11-11, Tuesday`; of a date that is not shown to meet its targets that, too.
fn named(found: &Staffed, by_date: &ByDate, date: usize, lang: Lang) -> String {
    let (day, weekday) = (civil(found.dates[date]), chinese_weekday(found.dates[date]));
    let named = say(lang, format!("{day}, {}", day.strftime("%A")), format!("{day} 星期{weekday}"));
    let Some(open) = by_date.worst[date].as_ref().filter(|chance| chance.answer != Answer::Met) else { return named };
    let chance = probability(open);
    say(
        lang,
        format!("{named} – not shown to meet its targets: chance {chance}"),
        format!("{named}——未证实达标：达标概率 {chance}"),
    )
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
        heading: named(found, by_date, date, lang),
        of: format!("{} – {}{case}", found.title.in_lang(lang), found.model.design.in_lang(lang)),
        half_hours: all.chunks(ABREAST).map(|teams| half_hours(found, teams, lang)).collect(),
        shifts: shifts(found, by_date, date, lang),
        notes: super::hires::of_date(found, epoch, lang).into_iter().chain([say(
            lang,
            format!(
                "need: what the expected work takes, nothing to spare; shift: by plan; desk: less absence, breaks and pauses; short: need less desk, \
                 blank where nobody is short or nobody is planned (closed); level, worst 5 % of days: one day in twenty is served worse; chance of a miss: \
                 days on which the half hour misses what is promised ({n} simulated); with one fewer: the same with one fewer on the worst shift"
            ),
            format!(
                "需要：预期工作所需，没有余量；排班：按计划；在席：扣除缺勤、休息与小休；缺口：需要减在席，不缺人或没有排班（休店）时不填；差的 5 % 的日子：\
                 二十天里有一天的服务水平比这更低；未达标概率：该时段没达到承诺的天数占比（模拟 {n} 次）；少一人时：最要紧的班次少一人"
            ),
        )])
        .collect(),
    }
}

/// Teams side by side.
fn half_hours(found: &Staffed, teams: &[OfTeam<'_>], lang: Lang) -> WallTeams {
    let w = Words::of(lang);
    let words: [&str; COLUMNS] = match lang {
        Lang::En => [
            "need",
            "shift",
            "desk",
            "short",
            "level %\nworst\n5 % of\ndays",
            "chance\nof a\nmiss\n%",
            "with\none\nfewer\n%",
        ],
        Lang::Zh => [
            "需要",
            "排班",
            "在席",
            "缺口",
            "服务\n水平%\n差的5%\n的日子",
            "未达标\n概率%",
            "少一人\n时未达\n标概率\n%",
        ],
    };
    let mut columns = vec![Column::words(&say(lang, "from".into(), "起".into()))];
    columns.extend(teams.iter().flat_map(|_| words.map(Column::figures)));
    let slots = teams.first().map_or(0, |team| team.planned.need.len());
    let cells = |team: &OfTeam<'_>, slot: usize| -> Vec<String> {
        let none = || w.none.to_owned();
        let people = |n: f64| numbers::number(n, -1);
        let served = team.simulated.served.get(slot).copied().flatten();
        let percent = |share: f64| numbers::number(100.0 * share, 0);
        let short = team.planned.short(slot).filter(|short| *short >= 0.05);
        vec![
            people(team.planned.need[slot]),
            people(team.planned.scheduled[slot]),
            people(team.planned.at_desk[slot]),
            short.map_or_else(String::new, people),
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
    let name = |team: &OfTeam<'_>| found.model.teams[team.planned.team].label.in_lang(lang).to_owned();
    WallTeams {
        names: teams.iter().map(name).collect(),
        each: COLUMNS,
        short: SHORT,
        table: Table { caption: String::new(), columns, rows, fixed: 1 },
    }
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
                    optional(team.planned.short(slot)),
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
