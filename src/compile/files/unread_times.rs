//! A column that holds times of day under a word not known is never passed over.

use super::clocks::Clock;
use super::columns::{Asked, Columns, NO_INTERVAL};
use super::moments;
use super::numbers;
use super::units::{Unit, words_of};
use super::words::{self, EFFORT, PATIENCE};
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::scenario::text::sheet::{Cell, Sheet};
use crate::time::SimDuration;

/// Words over columns of lengths of time, which look as times of day do.
const LENGTHS: [&str; 19] = [
    "avg", "average", "mean", "duration", "aht", "asa", "acw", "att", "max", "min", "longest", "hold", "wait", "talk",
    "handle", "handling", "speed", "ring", "length",
];
const LENGTHS_ZH: [&str; 11] = ["时长", "均长", "平均", "最长", "最短", "最大", "最小", "耗时", "用时", "等待", "响应"];

/// Asks whether a column that is not read says when in the day, where none that is read does.
pub fn ask(sheet: &Sheet, columns: &Columns, asked: &Asked<'_>) -> Option<Diagnostic> {
    if columns.interval.is_some() || columns.until.is_some() || asked.said.get("interval").is_some() {
        return None;
    }
    let lines: Vec<usize> = (columns.row + 1..sheet.rows.len())
        .filter(|line| !sheet.text(*line, columns.date).is_empty())
        .filter(|line| !words::is_sum(sheet.text(*line, columns.date)))
        .collect();
    let dates = || lines.iter().filter_map(|line| sheet.at(*line, columns.date));
    if dates().any(|cell| moments::moment(cell).is_ok_and(|moment| !matches!(moment.clock, None | Some(Clock::At(0)))))
    {
        return None;
    }
    let used = [Some(columns.date), columns.kind, columns.effort, columns.patience];
    let head = &sheet.rows[columns.row];
    let holds = |at: &usize| {
        let unread = !used.contains(&Some(*at)) && !columns.counts.contains(at);
        unread && !is_length(&head[*at].text) && are_times(lines.iter().filter_map(|line| sheet.at(*line, *at)))
    };
    let could: Vec<&Cell> =
        (0..head.len()).filter(holds).map(|at| &head[at]).filter(|cell| !cell.text.is_empty()).collect();
    let first = could.first()?;
    let (word, file) = (&first.text, asked.file);
    let others: Vec<String> = could[1..].iter().map(|cell| format!("\"{}\"", cell.text)).collect();
    let why = say!(
        "is \"{word}\" of {file} when it began? It holds times of day, and no other column says when",
        "{file} 的“{word}”是开始的时刻吗？这一列都是时刻，别的列没有写时段"
    );
    let (or_en, or_zh) = if others.is_empty() {
        (String::new(), String::new())
    } else {
        (format!(" (or {} in its place)", others.join(" or ")), format!("（或换成 {}）", others.join(" 或 ")))
    };
    let found = could.iter().fold(Diagnostic::error(Code::DataColumn, asked.place, why), |found, cell| {
        found.also(&cell.place, say!("this one?", "是这一列？"))
    });
    Some(found.help(say!(
        "if it is: columns = {{ interval = \"{word}\" }}{or_en}; if no column is: columns = {{ interval = \"{NO_INTERVAL}\" }}",
        "若是，请写 columns = {{ interval = \"{word}\" }}{or_zh}；若都不是：columns = {{ interval = \"{NO_INTERVAL}\" }}"
    )))
}

/// Whether a word over a column says that it holds lengths of time.
fn is_length(heading: &str) -> bool {
    let named = words_of(heading).iter().any(|word| LENGTHS.contains(&word.as_str()));
    named
        || LENGTHS_ZH.iter().any(|word| heading.contains(word))
        || Unit::of_heading(heading).is_some()
        || [&EFFORT, &PATIENCE].iter().any(|role| words::means(heading, role))
}

/// Whether all that is written in a column are times of day. Those all in the first hour of the day are lengths.
fn are_times<'s>(cells: impl Iterator<Item = &'s Cell>) -> bool {
    let mut late = false;
    for cell in cells.filter(|cell| !numbers::is_nothing(&cell.text)) {
        match moments::time_of_day(cell) {
            Ok(moment) if !moment.counted => match moment.clock {
                Some(Clock::At(ticks)) => late |= ticks >= SimDuration::HOUR.ticks(),
                _ => return false,
            },
            _ => return false,
        }
    }
    late
}
