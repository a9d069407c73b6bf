//! Columns that are not read and say something of what is: times of day under a word not known, lengths of contacts, how many a row is.

use super::added;
use super::clocks::Clock;
use super::columns::{Asked, Columns, NOTHING};
use super::lengths::{self, Shape};
use super::moments;
use super::numbers::{self, NumberStyle};
use super::units::{Unit, words_of};
use super::words::{self, COUNT, EFFORT, PATIENCE, WHOLE};
use crate::diagnostic::{Code, Diagnostic, Text};
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
    let used = columns.used();
    let head = &sheet.rows[columns.row];
    let holds = |at: &usize| {
        let unread = !used.contains(at) && !columns.counts.contains(at);
        unread && !is_length(&head[*at].text) && are_times(lines.iter().filter_map(|line| sheet.at(*line, *at)))
    };
    let could: Vec<&Cell> =
        (0..head.len()).filter(holds).map(|at| &head[at]).filter(|cell| !cell.text.is_empty()).collect();
    let first = could.first()?;
    let (word, file) = (&first.text, asked.file);
    let (or_en, or_zh) = others(&could);
    let why = say!(
        "is \"{word}\" of {file} when it began? It holds times of day, and no other column says when",
        "{file} 的“{word}”是开始的时刻吗？这一列都是时刻，别的列没有写时段"
    );
    Some(these(asked, why, &could).help(say!(
        "if it is: columns = {{ interval = \"{word}\" }}{or_en}; if no column is: columns = {{ interval = \"{NOTHING}\" }}",
        "若是，请写 columns = {{ interval = \"{word}\" }}{or_zh}；若都不是：columns = {{ interval = \"{NOTHING}\" }}"
    )))
}

/// Asks whether the length of a log's contacts is what agents have to do, where no column that is read says that.
pub fn ask_length(sheet: &Sheet, columns: &Columns, asked: &Asked<'_>) -> Option<Diagnostic> {
    if !asked.by_contact || !columns.effort.is_empty() || asked.said.get(EFFORT.key).is_some() {
        return None;
    }
    let used = columns.used();
    let head = &sheet.rows[columns.row];
    let lengths = |at: usize| {
        let below = (columns.row + 1..sheet.rows.len()).filter_map(|row| sheet.at(row, at));
        let mut written = below.filter(|cell| !numbers::is_nothing(&cell.text));
        written.next().is_some_and(|cell| lengths::shape(cell, NumberStyle::default()) != Shape::Wrong)
    };
    let is = |at: &usize| !used.contains(at) && is_busy(&head[*at].text) && lengths(*at);
    let could: Vec<usize> = (0..head.len()).filter(|at| is(at) && !added::is_part(&head[*at].text)).collect();
    let more: Vec<usize> = added::beside(sheet, columns).into_iter().filter(|at| !could.contains(at)).collect();
    let sum = could
        .first()
        .filter(|_| !more.is_empty())
        .map(|first| added::line(sheet, columns.row, &[&[*first][..], &more].concat()));
    let (sum_en, sum_zh) = sum.map_or_else(Default::default, |sum| {
        (format!("; if others add to it: {sum}"), format!("；若要与别的列相加：{sum}"))
    });
    let could: Vec<&Cell> = could.into_iter().map(|at| &head[at]).collect();
    let (word, file) = (&could.first()?.text, asked.file);
    let (or_en, or_zh) = others(&could);
    let why = say!(
        "is \"{word}\" of {file} how long an agent has to do with a contact? No other column says that",
        "{file} 的“{word}”是客服处理一个咨询所用的时间吗？别的列没有写"
    );
    Some(these(asked, why, &could).help(say!(
        "if it is: columns = {{ effort = \"{word}\" }}{or_en}{sum_en}; if not (it may hold the wait too): columns = {{ effort = \"{NOTHING}\" }}, and `effort` is drawn",
        "若是，请写 columns = {{ effort = \"{word}\" }}{or_zh}{sum_zh}；若不是（例如含等待）：columns = {{ effort = \"{NOTHING}\" }}，工时按 `effort` 抽取"
    )))
}

/// Whether a word over a column may say that an agent is busy for so long: that of a whole contact, or one with talk, work and the like in it.
fn is_busy(heading: &str) -> bool {
    const BUSY: [&str; 8] = ["duration", "talk", "handle", "handling", "interaction", "work", "aht", "service"];
    const BUSY_ZH: [&str; 5] = ["时长", "用时", "耗时", "处理时间", "服务时间"];
    const OTHER: [&str; 15] = [
        "wait", "queue", "ring", "ivr", "hold", "level", "reply", "response", "id", "no", "number", "name", "code",
        "group", "type",
    ];
    const OTHER_ZH: [&str; 7] = ["等待", "排队", "响应", "振铃", "响铃", "回复", "保持"];
    // What stands in brackets may be why it is not known for certain.
    let front = heading.split(['(', '（', '[', '【']).next().unwrap_or_default();
    let said = words_of(heading);
    let any = |words: &[&str], zh: &[&str]| {
        said.iter().any(|word| words.contains(&word.as_str())) || zh.iter().any(|word| heading.contains(word))
    };
    [&WHOLE, &EFFORT].iter().any(|role| words::means(heading, role) || words::means(front, role))
        || any(&BUSY, &BUSY_ZH) && !any(&OTHER, &OTHER_ZH)
}

/// The lines that name another of several columns.
fn others(could: &[&Cell]) -> (String, String) {
    let others: Vec<String> = could[1..].iter().map(|cell| format!("\"{}\"", cell.text)).collect();
    if others.is_empty() {
        return (String::new(), String::new());
    }
    (format!(" (or {} in its place)", others.join(" or ")), format!("（或换成 {}）", others.join(" 或 ")))
}

fn these(asked: &Asked<'_>, why: Text, could: &[&Cell]) -> Diagnostic {
    could.iter().fold(Diagnostic::error(Code::DataColumn, asked.place, why), |found, cell| {
        found.also(&cell.place, say!("this one?", "是这一列？"))
    })
}

/// Asks whether every row is a contact, where a column says how many a row is.
pub fn ask_rows(sheet: &Sheet, columns: &Columns, asked: &Asked<'_>) -> Option<Diagnostic> {
    let used = columns.used();
    let head = &sheet.rows[columns.row];
    let several = |at: &usize| {
        let below = (columns.row + 1..sheet.rows.len()).filter_map(|row| sheet.at(row, *at));
        let mut numbers = below.filter_map(|cell| cell.text.parse::<u32>().ok()).filter(|number| *number > 1);
        !used.contains(at) && words::means(&head[*at].text, &COUNT) && numbers.next().is_some()
    };
    let at = (0..head.len()).filter(|_| asked.by_contact).find(several)?;
    let (cell, file) = (&head[at], asked.file);
    let word = &cell.text;
    let why = say!(
        "is every row of {file} a contact? \"{word}\" says how many there are",
        "{file} 的每行就是一次咨询吗？“{word}”一列写着数量"
    );
    let found = Diagnostic::error(Code::DataDoubt, &cell.place, why).also(asked.place, say!("read here", "在这里读取"));
    Some(found.help(say!(
        "numbers of contacts: take counts = \"rows\" out; if every row is one, call the column something else",
        "若是数量，请去掉 counts = \"rows\"；若每行就是一次，请给这一列换个名字"
    )))
}

/// Whether a word over a column says that it holds lengths of time.
fn is_length(heading: &str) -> bool {
    let named = words_of(heading).iter().any(|word| LENGTHS.contains(&word.as_str()));
    named
        || LENGTHS_ZH.iter().any(|word| heading.contains(word))
        // Hours and days are of clocks and calendars too.
        || Unit::of_heading(heading).is_some_and(|unit| !matches!(unit, Unit::H | Unit::Day))
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
