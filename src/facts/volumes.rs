//! The sheet of volumes by date: how many come on a mean day, how weekdays differ, and how a day is spread over its hours.

use super::answers::{Answers, Kind};
use super::cell::{Bounds, number};
use super::moments::{clock, days, span};
use super::page::{Page, Typed};
use super::questions::{Form, words};
use super::readings::{self, plain};
use crate::diagnostic::{Code, Diagnostics};
use crate::say;
use std::collections::BTreeMap;

/// Fewer dates than these say nothing about weekdays.
const FOR_WEEKDAYS: usize = 14;

/// What was counted of one kind of contact.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Mean of the dates.
    pub per_day: f64,
    /// Factors from Monday on; `None`: too few dates.
    pub weekday: Option<[f64; 7]>,
    /// Shares of the hours from midnight; `None`: no hours are written.
    pub hours: Option<Vec<f64>>,
}

/// The sheet.
#[derive(Debug)]
pub struct Volumes {
    /// By kind, as in [`Answers::kinds`]; `None`: no column is its.
    pub kinds: Vec<Option<Counted>>,
    /// `咨询量!A2:E30`.
    pub cells: String,
}

/// A number on a date, in an hour.
struct Row {
    day: i32,
    /// Minutes; `None`: the whole day.
    hours: Option<(i32, i32)>,
    /// By kind.
    counts: BTreeMap<usize, f64>,
}

/// Reads the sheet; none where it is empty.
pub fn read(page: &Page, answers: &Answers, out: &mut Diagnostics) -> Option<Volumes> {
    let head = (0..page.rows()).find(|row| page.says(*row, 0, &words::DATE))?;
    let columns: Vec<(usize, usize)> =
        (1..page.columns(head)).filter_map(|at| Some((at, column_of(page.text(head, at), &answers.kinds)?))).collect();
    let hour = (1..page.columns(head)).find(|at| page.says(head, *at, &words::HOUR));
    let mut rows = Vec::new();
    let mut cells: Option<[String; 2]> = None;
    for row in head + 1..page.rows() {
        let Some(date) = page.typed(row, 0) else { continue };
        if ["合计", "总计", "平均", "total", "sum", "mean"].iter().any(|word| plain(&date.text).starts_with(word))
        {
            continue;
        }
        let counts = columns.iter().filter_map(|(at, kind)| Some((*kind, count(&page.typed(row, *at)?, out)?)));
        let counts: BTreeMap<usize, f64> = counts.collect();
        let Some(day) = day_of(&date, out) else { continue };
        let hours = match hour.and_then(|at| page.typed(row, at)) {
            Some(typed) => Some(hours_of(&typed, out)?),
            None => None,
        };
        let last = date.name.clone();
        cells = Some([cells.map_or_else(|| last.clone(), |[first, _]| first), last]);
        rows.push(Row { day, hours, counts });
    }
    let [first, last] = cells?;
    if columns.is_empty() {
        let what =
            say!("no column beside the dates is called as a kind of contact", "日期旁边没有一列叫作某种咨询类型");
        out.push(page.empty(head, 0).fault(Code::DataColumn, &what));
        return None;
    }
    let kinds = (0..answers.kinds.len())
        .map(|kind| columns.iter().any(|(_, of)| *of == kind).then(|| counted(&rows, kind)))
        .collect();
    let cells = format!("{first}–{}", last.rsplit('!').next().unwrap_or_default());
    Some(Volumes { kinds, cells })
}

fn column_of(heading: &str, kinds: &[Kind]) -> Option<usize> {
    let text = plain(heading);
    let exact = |kind: &Kind| [&kind.name.en, &kind.name.zh].iter().any(|name| plain(name) == text);
    let alike = |kind: &Kind| kind.words.iter().any(|word| text.contains(word.as_str()));
    kinds.iter().position(exact).or_else(|| kinds.iter().position(alike))
}

fn count(typed: &Typed, out: &mut Diagnostics) -> Option<f64> {
    let example = ["120".to_owned(), "120".to_owned()];
    let bounds = Bounds { low: 0.0, high: 2e6, form: Form::Number, whole: false, unknown: true, example: &example };
    let whole = readings::number(&typed.text, typed.kind).into_iter().filter(|one| one.value.fract() == 0.0).collect();
    number(typed, whole, bounds, out)
}

fn day_of(typed: &Typed, out: &mut Diagnostics) -> Option<i32> {
    let text = &typed.text;
    match days(text)[..] {
        [day] => day.number(None).or_else(|| out.reject(super::cell::without_year(typed, day, None))),
        [] => {
            let what = say!("\"{text}\" is no date that can be read", "“{text}”不是能读懂的日期");
            out.reject(
                typed.fault(Code::DataDate, &what).help(say!("write for instance 2026-11-10", "请写成例如 2026-11-10")),
            )
        }
        [first, second, ..] => {
            let (first, second) = (first.shown(), second.shown());
            let (en, zh, other_en, other_zh) = (first.en, first.zh, second.en, second.zh);
            let what = say!("\"{text}\" can be {en} or {other_en}", "“{text}”可以是 {zh} 或 {other_zh}");
            out.reject(
                typed
                    .fault(Code::DataDoubt, &what)
                    .help(say!("write for instance 2026-11-10", "请写成例如 2026-11-10")),
            )
        }
    }
}

fn hours_of(typed: &Typed, out: &mut Diagnostics) -> Option<(i32, i32)> {
    let hour = |from: i32| (from, from + 60);
    if let Some(found) = span(&typed.text).or_else(|| clock(&typed.text).filter(|from| *from < 1440).map(hour)) {
        return Some(found);
    }
    let text = &typed.text;
    let what = say!("\"{text}\" is no hour that can be read", "“{text}”不是能读懂的时段");
    out.reject(
        typed.fault(Code::DataTime, &what).help(say!("write for instance 20:00-21:00", "请写成例如 20:00-21:00")),
    )
}

fn counted(rows: &[Row], kind: usize) -> Counted {
    let mut by_day: BTreeMap<i32, f64> = BTreeMap::new();
    let mut hours = [0.0; 24];
    for row in rows {
        let count = row.counts.get(&kind).copied().unwrap_or(0.0);
        *by_day.entry(row.day).or_default() += count;
        let Some((from, until)) = row.hours else { continue };
        for minute in from..until {
            hours[(minute / 60 % 24) as usize] += count / f64::from(until - from);
        }
    }
    let all: f64 = by_day.values().sum();
    let per_day = all / by_day.len().max(1) as f64;
    let whole: f64 = hours.iter().sum();
    let hourly = rows.iter().all(|row| row.hours.is_some()) && whole > 0.0;
    let weekday = (by_day.len() >= FOR_WEEKDAYS && per_day > 0.0).then(|| weekdays(&by_day, per_day)).flatten();
    Counted { per_day, weekday, hours: hourly.then(|| hours.iter().map(|one| one / whole).collect()) }
}

/// Means of weekdays beside the mean of all; none where a weekday is not there.
fn weekdays(by_day: &BTreeMap<i32, f64>, per_day: f64) -> Option<[f64; 7]> {
    let mut sums = [(0.0, 0.0); 7];
    for (day, count) in by_day {
        // 1 January 1970 was a Thursday.
        let (sum, n) = &mut sums[(day + 3).rem_euclid(7) as usize];
        *sum += count;
        *n += 1.0;
    }
    let means: Vec<f64> = sums.iter().filter(|(_, n)| *n > 0.0).map(|(sum, n)| sum / n).collect();
    let means: [f64; 7] = means.try_into().ok()?;
    // Factors of mean 1, so that the mean day is that of a whole week.
    let mean = means.iter().sum::<f64>() / 7.0;
    (mean > 0.0 && per_day > 0.0).then(|| means.map(|one| one / mean))
}
