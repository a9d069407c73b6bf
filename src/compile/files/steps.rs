//! The length of the intervals of a table.

use super::columns::Columns;
use super::faults::Faults;
use super::volume_row::VolumeRow;
use crate::diagnostic::{Code, Text};
use crate::say;
use crate::scenario::text::sheet::Sheet;
use crate::time::SimDuration;
use std::collections::{BTreeMap, BTreeSet};

/// Intervals of different lengths begin and end on whole ones of these.
const FINEST: i64 = 5 * SimDuration::MINUTE.ticks();

/// How an interval is written.
pub fn shown(ticks: i64) -> String {
    let minutes = ticks / SimDuration::MINUTE.ticks();
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The longest interval that divides all those written from and until, which may differ in length; none where one is
/// not written so, and where all have one length that divides nothing.
fn divisor(rows: &[VolumeRow]) -> Option<i64> {
    let ends: Vec<(i64, i64)> = rows.iter().map(|row| Some((row.from, row.until?))).collect::<Option<_>>()?;
    let (first_from, first_until) = *ends.first()?;
    let common = ends.iter().fold(SimDuration::DAY.ticks(), |d, (from, until)| gcd(gcd(d, *from), *until));
    let one_length = ends.iter().all(|(from, until)| until - from == first_until - first_from);
    (!one_length || common % FINEST == 0).then_some(common)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The length of the intervals by which numbers are kept: what divides all that are written from and until, or else one
/// length of all, as written or the commonest step from one to the next.
pub fn step(sheet: &Sheet, columns: &Columns, rows: &[VolumeRow], found: &mut Faults) -> Option<i64> {
    let Some(common) = divisor(rows) else { return one_length(sheet, columns, rows, found) };
    let column = columns.interval.unwrap_or(columns.date);
    for row in rows {
        let odd = [Some(row.from), row.until].into_iter().flatten().find(|time| time % FINEST != 0);
        if let Some(odd) = odd {
            let time = shown(odd);
            let why = say!(
                "{time} is on no whole 5 minutes, as intervals of different lengths are",
                "{time} 不是整 5 分钟：长短不一的时段要从整 5 分钟开始和结束"
            );
            found.push(Code::DataStep, sheet, (row.line, column), why);
        }
    }
    Some(common)
}

/// Whether the step from one beginning to the next may be no interval's length: it is long, and too few say it, or not all alike.
fn is_guess(begins: &[i64], step: i64) -> bool {
    const FEW: usize = 4;
    let alike = begins.windows(2).all(|pair| pair[1] - pair[0] == step);
    let whole_day = begins.len() as i64 * step == SimDuration::DAY.ticks();
    step > SimDuration::HOUR.ticks() && !(alike && (begins.len() >= FEW || whole_day))
}

/// The one length of intervals.
fn one_length(sheet: &Sheet, columns: &Columns, rows: &[VolumeRow], found: &mut Faults) -> Option<i64> {
    let day = SimDuration::DAY.ticks();
    let column = columns.interval.unwrap_or(columns.date);
    let starts: BTreeSet<i64> = rows.iter().map(|row| row.from).collect();
    let mut often: BTreeMap<i64, usize> = BTreeMap::new();
    for row in rows {
        if let Some(until) = row.until {
            *often.entry(until - row.from).or_default() += 1;
        }
    }
    if often.is_empty() {
        let list: Vec<i64> = starts.iter().copied().collect();
        for pair in list.windows(2) {
            *often.entry(pair[1] - pair[0]).or_default() += 1;
        }
    }
    let divides = |length: i64| day % length == 0 && length >= SimDuration::MINUTE.ticks();
    let commonest = often.iter().max_by_key(|(length, n)| (**n, divides(**length), -**length)).map(|found| *found.0);
    let Some(step) = commonest else {
        let lone = rows.iter().find(|row| row.from > 0);
        if let Some(row) = lone {
            let why = say!("one time of day does not say how long an interval is", "只有一个时刻，看不出时段有多长");
            found.push(Code::DataStep, sheet, (row.line, column), why);
            found.help(Code::DataStep, || say!("write from and until: 09:30-10:00", "请写起止：09:30-10:00"));
        }
        return lone.is_none().then_some(day);
    };
    let begins: Vec<i64> = starts.iter().copied().collect();
    if rows.iter().all(|row| row.until.is_none()) && is_guess(&begins, step) {
        let row = rows.iter().find(|row| row.from == begins[0])?.line;
        let (length, from, until) = (shown(step), shown(begins[0]), shown(begins[0] + step));
        let why =
            say!("do intervals last {length}? Only when they begin is written", "每个时段长 {length} 吗？只写了开始");
        found.push(Code::DataStep, sheet, (row, column), why);
        found.help(Code::DataStep, || say!("write from and until: {from}-{until}", "请写起止：{from}-{until}"));
        return None;
    }
    if !divides(step) {
        let row = rows.iter().find(|row| row.from > 0).or(rows.first())?.line;
        let minutes = step as f64 / SimDuration::MINUTE.ticks() as f64;
        let why = say!(
            "intervals of {minutes} minutes do not divide a day into whole minutes",
            "{minutes} 分钟的时段不能把一天分成整分钟"
        );
        found.push(Code::DataStep, sheet, (row, column), why);
        return None;
    }
    let wanted = shown(step);
    for row in rows {
        let length = row.until.map_or(step, |until| until - row.from);
        if length != step {
            let why: Text =
                say!("this interval is not {wanted} long like the others", "这个时段不像其他时段那样长 {wanted}");
            found.push(Code::DataStep, sheet, (row.line, column), why);
        } else if row.from % step != 0 {
            let why = say!(
                "no interval begins then: the others are {wanted} long, from midnight on",
                "没有从这里开始的时段：其他时段从零点起、每段长 {wanted}"
            );
            found.push(Code::DataStep, sheet, (row.line, column), why);
        }
    }
    Some(step)
}
