//! Several columns whose lengths add up to what an agent has to do with a contact: talk, hold and wrap-up.

use super::columns::{Asked, Columns};
use super::headings::PLUS;
use super::lengths::{self, Shape};
use super::numbers::{self, NumberStyle};
use super::units::words_of;
use super::words::EFFORT;
use crate::diagnostic::{Code, Diagnostic};
use crate::say;
use crate::scenario::text::sheet::{Cell, Sheet};

/// Whether a word over a column is of hold or of work after a contact, which talk does not hold.
pub fn is_part(heading: &str) -> bool {
    const PARTS: [&str; 5] = ["hold", "wrap", "wrapup", "acw", "aftercallwork"];
    const PARTS_ZH: [&str; 5] = ["保持", "话后", "事后", "整理时长", "后处理"];
    const OTHER: [&str; 14] = [
        "count",
        "number",
        "no",
        "longest",
        "max",
        "avg",
        "average",
        "start",
        "end",
        "begin",
        "timestamp",
        "started",
        "ended",
        "code",
    ];
    const OTHER_ZH: [&str; 7] = ["次数", "最长", "平均", "开始", "结束", "率", "数量"];
    let said = words_of(heading);
    let after =
        said.windows(2).any(|pair| pair[0] == "after" && ["call", "contact", "chat"].contains(&pair[1].as_str()));
    let named = after || said.iter().any(|word| PARTS.contains(&word.as_str()));
    (named || PARTS_ZH.iter().any(|part| heading.contains(part)))
        && !said.iter().any(|word| OTHER.contains(&word.as_str()))
        && !OTHER_ZH.iter().any(|word| heading.contains(word))
}

/// Whether a word over a column is of all that an agent has to do with a contact.
fn is_whole(heading: &str) -> bool {
    let said = words_of(heading);
    said.iter().any(|word| word.starts_with("handl") || word == "effort" || word == "aht")
        || ["处理时长", "工时", "总"].iter().any(|word| heading.contains(word))
}

/// Columns of hold and wrap-up that are not read and hold lengths.
pub fn beside(sheet: &Sheet, columns: &Columns) -> Vec<usize> {
    let (used, head) = (columns.used(), &sheet.rows[columns.row]);
    let long = |at: usize| {
        let mut below = (columns.row + 1..sheet.rows.len()).filter_map(|row| sheet.at(row, at));
        below.any(|cell| match lengths::shape(cell, NumberStyle::default()) {
            Shape::Nothing | Shape::Wrong => false,
            Shape::Bare(length) | Shape::Own(length) => length > 0.0,
            Shape::Two(a, b) => a + b > 0.0,
            Shape::Three(a, b, c) => a + b + c > 0.0,
        })
    };
    let open = |at: &usize| !used.contains(at) && !numbers::is_nothing(&head[*at].text) && is_part(&head[*at].text);
    (0..head.len()).filter(|at| open(at) && long(*at)).collect()
}

/// The line that adds columns up.
pub fn line(sheet: &Sheet, head: usize, all: &[usize]) -> String {
    let words: Vec<&str> = all.iter().map(|at| sheet.text(head, *at)).collect();
    format!("columns = {{ {} = \"{}\" }}", EFFORT.key, words.join(PLUS))
}

/// Asks whether the talk that a log says is all that an agent has to do, where hold or wrap-up stand beside it.
pub fn ask(sheet: &Sheet, columns: &Columns, asked: &Asked<'_>) -> Option<Diagnostic> {
    let [effort] = columns.effort[..] else { return None };
    let head = &sheet.rows[columns.row];
    if asked.said.get(EFFORT.key).is_some() || is_whole(&head[effort].text) {
        return None;
    }
    let more = beside(sheet, columns);
    let cells: Vec<&Cell> = more.iter().map(|at| &head[*at]).collect();
    let names: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.text)).collect();
    let (word, file) = (&head[effort].text, asked.file);
    let (list_en, list_zh) = (names.join(", "), names.join("、"));
    let sum = line(sheet, columns.row, &[&[effort][..], &more].concat());
    let alone = line(sheet, columns.row, &[effort]);
    let why = say!(
        "is \"{word}\" of {file} all that an agent has to do with a contact? Beside it stand {list_en}",
        "{file} 的“{word}”是客服处理一个咨询的全部时间吗？旁边还有 {list_zh}"
    );
    let found = Diagnostic::error(Code::DataColumn, asked.place, why)
        .also(&head[effort].place, say!("this one?", "是这一列？"));
    let found = cells.first().map(|cell| found.also(&cell.place, say!("and this one too?", "还要加上这一列？")))?;
    Some(found.help(say!(
        "if they add up: {sum}; if \"{word}\" holds it all: {alone}",
        "若要相加：{sum}；若“{word}”已经全含：{alone}"
    )))
}
