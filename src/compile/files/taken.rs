//! What was taken of a table of volumes.

use super::answered::{STATE, left_out};
use super::chosen_rows::CHOSEN;
use super::lengths::LengthStyle;
use super::moment_style::MomentStyle;
use super::numbers::NumberStyle;
use super::shop_zone::ShopZone;
use super::table::VolumeTable;
use super::type_volume::TypeVolume;
use super::wanted_type::WantedType;
use super::words::{COUNT, DATE, EFFORT, INTERVAL, PATIENCE, Role, TYPE, UNTIL};
use crate::model::{ColumnRead, Given, Recorded, Said, Taken, TakenAs};
use crate::scenario::text::sheet::Sheet;
use crate::scenario::values::dates::DateSpan;
use crate::time::SimDuration;

/// Of a table and the types that read it. `simulated`: the dates that are.
pub fn taken(
    (file, sheet): &(String, Option<String>),
    table: &VolumeTable,
    held: &[(&WantedType, &TypeVolume)],
    simulated: Option<DateSpan>,
) -> Taken {
    let (columns, words) = (&table.columns, &table.sheet.rows[table.columns.row]);
    let by_contact = held.iter().any(|h| h.0.by_contact);
    let of = |role: &'static Role, at: Option<usize>| at.map(|at| (at, role));
    let lengths = |at: Option<usize>| at.filter(|_| by_contact);
    let known = [
        of(&DATE, Some(columns.date)),
        of(&INTERVAL, columns.interval),
        of(&UNTIL, columns.until),
        of(&TYPE, columns.kind),
        of(&PATIENCE, lengths(columns.patience)),
    ];
    let mut read: Vec<(usize, &Role)> = known.into_iter().flatten().collect();
    read.extend(columns.effort.iter().filter_map(|at| of(&EFFORT, lengths(Some(*at)))));
    let states = held.iter().flat_map(|(_, held)| held.answers.iter().filter(|answers| answers.left_out > 0));
    read.extend(states.flat_map(|answers| answers.columns.iter().map(|at| (*at, &STATE))));
    read.extend(held.iter().filter_map(|(_, held)| Some((held.column?, &COUNT))));
    let chosen = |at: &usize| table.chosen.headings.contains(&words[*at].text);
    read.extend((0..words.len()).filter(chosen).map(|at| (at, &CHOSEN)));
    read.sort_unstable_by_key(|(at, _)| *at);
    read.dedup_by_key(|(at, _)| *at);
    let word = |column: usize| words.get(column).map_or_else(String::new, |cell| cell.text.clone());
    let is_read = |column: &usize| read.iter().any(|(at, _)| at == column);
    let others = || (0..words.len()).filter(|at| !is_read(at) && !words[*at].text.is_empty()).map(word).collect();
    let dates = || table.rows.iter().map(|row| row.date);
    Taken {
        file: file.clone(),
        sheet: sheet.clone(),
        passed_over: {
            let mut passed = columns.unfolded.clone().unwrap_or_else(others);
            passed.retain(|word| !table.chosen.headings.contains(word));
            passed
        },
        columns: read
            .iter()
            .filter(|(at, _)| !word(*at).is_empty())
            .map(|(at, role)| column_read(word(*at), role))
            .collect(),
        rows: table.rows.len(),
        dates: dates().min().zip(dates().max()),
        notes: notes(table, held, simulated),
        kind: TakenAs::Volumes {
            interval: (table.has_intervals() && held.iter().any(|h| !h.0.by_contact))
                .then(|| SimDuration::from_ticks(table.step)),
            sums: held
                .iter()
                .map(|(wanted, held)| (wanted.key.clone(), held.days.values().map(|day| day.total).sum()))
                .collect(),
            length: length(held),
        },
    }
}

/// Which sheet was read, where the scenario does not say it of a workbook of several.
pub fn first_sheet(sheet: &Sheet) -> Option<Said> {
    let (name, n) = (&sheet.name, sheet.others.len() + 1);
    (n > 1).then(|| Said {
        en: format!("sheet \"{name}\", the first of {n}"),
        zh: format!("工作表“{name}”（{n} 个中的第一个）"),
    })
}

/// A column, and what it was taken for.
pub fn column_read(word: String, role: &Role) -> ColumnRead {
    ColumnRead { word, role: said(role.en, role.zh) }
}

fn said(en: &str, zh: &str) -> Said {
    Said { en: en.to_owned(), zh: zh.to_owned() }
}

/// How what could have meant two things was read, and rows that were not.
fn notes(table: &VolumeTable, held: &[(&WantedType, &TypeVolume)], simulated: Option<DateSpan>) -> Vec<Said> {
    let mut notes: Vec<Said> = first_sheet(&table.sheet).into_iter().chain(moments(table.moments)).collect();
    notes.extend(held.iter().find_map(|(_, held)| numbers(held.numbers)));
    notes.extend(held.iter().find_map(|(_, held)| held.lengths.and_then(|style| numbers(style.numbers))));
    notes.extend(held.iter().find_map(|(_, held)| held.lengths.and_then(lengths)));
    let unanswered: usize = held.iter().filter_map(|(_, held)| Some(held.answers.as_ref()?.left_out)).sum();
    notes.extend(left_out(unanswered));
    let blank = held.iter().map(|(_, held)| held.blank).sum::<usize>();
    if !table.has_intervals() && held.iter().any(|h| h.0.by_contact) {
        notes.push(Said::no_times(table.rows.iter().all(|row| row.timed)));
    }
    let outside = simulated.map_or(0, |span| table.rows.iter().filter(|row| !span.contains(row.date)).count());
    if blank > 0 {
        let cells = if blank == 1 { "cell" } else { "cells" };
        notes.push(Said {
            en: format!("{blank} empty {cells} read as 0"), zh: format!("{blank} 个空白格按 0 读")
        });
    }
    for (n, en, zh) in [
        (table.passed.filled, "with the date of the row above", "沿用上一行的日期"),
        (table.passed.sums, "of sums or means passed over", "是合计或平均，未读"),
        (table.passed.notes, "of notes passed over", "是说明文字，未读"),
        (table.chosen.left_out, "not chosen by `where`", "不在 `where` 所选之内"),
        (outside, "on dates that are not simulated", "不在模拟的日期之内"),
    ] {
        if n > 0 {
            let rows = if n == 1 { "row" } else { "rows" };
            notes.push(Said { en: format!("{n} {rows} {en}"), zh: format!("{n} 行{zh}") });
        }
    }
    notes
}

/// How dates and times were read that could have meant two things.
pub fn moments(style: MomentStyle) -> Vec<Said> {
    let mut notes = Vec::new();
    match (style.ordered, style.day_first()) {
        (true, true) => notes.push(said("day before month", "日期按日在前、月在后读")),
        (true, false) => notes.push(said("month before day", "日期按月在前、日在后读")),
        _ => (),
    }
    if style.hour_ends {
        notes.push(said("hours called by when they end (1 is 00:00-01:00)", "钟点按结束时刻读（1 即 00:00-01:00）"));
    }
    if style.counted {
        notes.push(if style.zone == Some(0) {
            said("moments counted in seconds since 1970", "时刻是 1970 年以来的秒数")
        } else {
            said("dates counted in days, as spreadsheets do", "日期是天数（电子表格的写法）")
        });
    }
    let shown = |zone: i32| {
        let (sign, zone) = (if zone < 0 { '-' } else { '+' }, zone.abs());
        format!("{sign}{:02}:{:02}", zone / 60, zone % 60)
    };
    if let Some(zone) = style.zone.map(shown) {
        notes.push(match style.shop() {
            Some(ShopZone::East(shop) | ShopZone::Turned(_, shop)) => {
                let shop = shown(shop);
                Said {
                    en: format!("times at UTC{zone} turned into UTC{shop}"),
                    zh: format!("时刻由 UTC{zone} 换算成 UTC{shop}"),
                }
            }
            _ => Said { en: format!("times as written (UTC{zone})"), zh: format!("时刻按原样读（UTC{zone}）") },
        });
    }
    notes
}

/// How numbers were read, where some have marks.
pub fn numbers(style: NumberStyle) -> Option<Said> {
    match (style.comma, style.marked) {
        (true, true) => Some(said("commas before fractions (12,5 is 12.5)", "逗号作小数点（12,5 即 12.5）")),
        (false, true) => Some(said("commas between thousands", "逗号作千位分隔")),
        _ => None,
    }
}

/// In what lengths were read, where cells do not all say it themselves.
pub fn lengths(style: LengthStyle) -> Option<Said> {
    let [en, zh] = style.unit.called();
    match (style.used, style.assumed) {
        (false, _) => None,
        (true, false) => Some(Said { en: format!("lengths in {en}"), zh: format!("时长单位：{zh}") }),
        (true, true) => Some(Said {
            en: format!("lengths in {en}, as no unit is written"),
            zh: format!("没写单位，时长按{zh}读"),
        }),
    }
}

/// Rows that the scenario did not choose.
pub fn rows_left_out(n: usize) -> Option<Said> {
    let rows = if n == 1 { "row" } else { "rows" };
    (n > 0)
        .then(|| Said {
            en: format!("{n} {rows} not chosen by `where`"), zh: format!("{n} 行不在 `where` 所选之内")
        })
}

/// Rows in which nothing was read.
pub fn empty(n: usize) -> Said {
    let rows = if n == 1 { "row" } else { "rows" };
    Said { en: format!("{n} {rows} without a value passed over"), zh: format!("{n} 行没有数值，未读") }
}

/// Mean of the lengths that rows give, seconds.
fn length(held: &[(&WantedType, &TypeVolume)]) -> Option<f64> {
    let given = held.iter().flat_map(|(_, held)| held.days.values()).filter_map(|day| day.given.as_deref());
    let contacts = given.flat_map(Given::recorded);
    let length = |one: &Recorded| one.effort.map(SimDuration::seconds);
    let (n, sum) = contacts.filter_map(length).fold((0.0, 0.0), |(n, sum), seconds| (n + 1.0, sum + seconds));
    (n > 0.0).then(|| sum / n)
}

/// The words over the columns that law and roster do not read.
pub fn passed(words: &[crate::scenario::text::sheet::Cell], is_read: impl Fn(usize) -> bool) -> Vec<String> {
    (0..words.len())
        .filter(|at| !is_read(*at) && !words[*at].text.is_empty())
        .map(|at| words[at].text.clone())
        .collect()
}
