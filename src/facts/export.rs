//! The sheet for a platform's export: its columns are known by their words; rows of agents or dates come to one figure each.

use super::cell::{Bounds, number};
use super::page::{Page, Typed};
use super::questions::{Form, exports, question};
use super::readings::{self, plain};
use super::shares;
use crate::diagnostic::{Code, Diagnostics, Text};
use crate::say;
use std::collections::{BTreeMap, BTreeSet};

/// A figure of the export.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its mean over rows, weighted with who was handled; of what is counted its sum a day.
    pub value: f64,
    /// `报表!C3:C20`.
    pub cells: String,
}

/// All figures, by the key of the question that they answer, and `handled`.
pub type Figures = BTreeMap<&'static str, Figure>;

/// Where a figure stands.
struct Column {
    figure: &'static str,
    at: usize,
    /// What stands in brackets in the heading.
    unit: String,
}

/// Reads the sheet; empty where nothing is pasted there.
pub fn read(page: &Page, notes: &mut Vec<Text>, out: &mut Diagnostics) -> Figures {
    let columns = (0..page.rows().min(30)).map(|row| (row, columns(page, row, out)));
    let Some((head, columns)) = columns.into_iter().find(|(_, columns)| columns.len() >= 2) else {
        nothing_known(page, notes);
        return Figures::new();
    };
    let is_sum = |row: usize| {
        let text = plain(page.text(row, 0));
        ["合计", "汇总", "总计", "平均", "均值", "total", "mean", "average"].iter().any(|word| text.starts_with(word))
    };
    let rows: Vec<usize> = (head + 1..page.rows())
        .filter(|row| page.columns(*row) > 0 && !page.text(*row, 0).is_empty() && !is_sum(*row))
        .collect();
    let cells = |figure: &str, out: &mut Diagnostics| -> Option<Vec<(usize, f64, Typed)>> {
        let column = columns.iter().find(|column| column.figure == figure)?;
        Some(
            rows.iter()
                .filter_map(|row| {
                    let typed = page.typed(*row, column.at)?;
                    Some((*row, read_cell(&typed, column, out)?, typed))
                })
                .collect(),
        )
    };
    let dates = columns
        .iter()
        .find(|column| column.figure == "date")
        .map(|column| rows.iter().map(|row| page.text(*row, column.at).to_owned()).collect::<BTreeSet<_>>().len());
    let handled: BTreeMap<usize, f64> =
        cells("handled", out).into_iter().flatten().map(|(row, value, _)| (row, value)).collect();
    let mut figures = Figures::new();
    for column in columns.iter().filter(|column| !["date", "agent"].contains(&column.figure)) {
        let Some(all) = cells(column.figure, out).filter(|all| !all.is_empty()) else { continue };
        let adds_up = column.figure == "handled" || question(column.figure).form == Form::Number;
        let value = if adds_up {
            // Without dates nobody knows over how many days it was counted.
            let Some(dates) = dates else { continue };
            all.iter().map(|(_, value, _)| value).sum::<f64>() / dates.max(1) as f64
        } else {
            let weight = |row: &usize| if handled.is_empty() { 1.0 } else { handled.get(row).copied().unwrap_or(0.0) };
            let whole: f64 = all.iter().map(|(row, ..)| weight(row)).sum();
            if whole <= 0.0 {
                continue;
            }
            all.iter().map(|(row, value, _)| value * weight(row)).sum::<f64>() / whole
        };
        let (first, last) = (&all[0].2.name, &all[all.len() - 1].2.name);
        let cells = format!("{first}–{}", last.rsplit('!').next().unwrap_or_default());
        figures.insert(column.figure, Figure { value, cells });
    }
    told(page, head, &columns, &figures, notes);
    figures
}

/// Figures of which the scenario takes something; the others are read and not used.
const USED: [&str; 5] = ["first_response", "average_response", "three_minute_rate", "conversion", "lasts"];

/// Says which columns are used, and which are not.
fn told(page: &Page, head: usize, columns: &[Column], figures: &Figures, notes: &mut Vec<Text>) {
    let use_of = |at: usize| {
        let figure = columns.iter().find(|column| column.at == at)?.figure;
        let weighs = figure == "handled" && USED.iter().any(|used| figures.contains_key(used));
        (weighs || USED.contains(&figure) && figures.contains_key(figure)).then_some(figure)
    };
    let names = |used: bool| {
        let at = (0..page.columns(head)).filter(|at| !page.text(head, *at).is_empty() && use_of(*at).is_some() == used);
        at.map(|at| page.text(head, at).to_owned()).collect::<Vec<_>>()
    };
    let (read, rest) = (names(true), names(false));
    let cell = page.empty(head, 0).name;
    let sheet = cell.split('!').next().unwrap_or_default();
    let none = say!("none", "没有");
    let list = |names: &[String], chinese: bool| match names.len() {
        0 => none.get(chinese).to_owned(),
        _ => names.join(if chinese { "、" } else { ", " }),
    };
    let (read_en, read_zh, rest_en, rest_zh) =
        (list(&read, false), list(&read, true), list(&rest, false), list(&rest, true));
    notes.push(say!(
        "{sheet}: columns that are used: {read_en}; not used: {rest_en}",
        "{sheet}：用到的列：{read_zh}；没用到的列：{rest_zh}"
    ));
}

/// Says that nothing of what was pasted is known.
fn nothing_known(page: &Page, notes: &mut Vec<Text>) {
    let Some(typed) = (1..page.rows()).find_map(|row| (0..page.columns(row)).find_map(|at| page.typed(row, at))) else {
        return;
    };
    let cell = typed.name;
    notes.push(say!(
        "{cell}: nothing was read, no row has two headings that are known, such as 首次响应时长 and 接待人数",
        "{cell}：没有读：找不到列名（至少要有两列认得的，例如 首次响应时长、接待人数）"
    ));
}

/// A heading without spaces, brackets and what stands in them; and that.
fn heading(text: &str) -> (String, String) {
    let text = plain(text);
    let (name, unit) = text.split_once(['(', '[']).unwrap_or((&text, ""));
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    (name, unit.trim_end_matches([')', ']']).trim().to_owned())
}

fn columns(page: &Page, row: usize, out: &mut Diagnostics) -> Vec<Column> {
    let mut found: Vec<Column> = Vec::new();
    let mut twice = Vec::new();
    for at in 0..page.columns(row) {
        let (name, unit) = heading(page.text(row, at));
        let fits = |word: &String| heading(word).0 == name;
        let Some(known) = exports().iter().find(|one| !name.is_empty() && one.words.iter().any(fits)) else { continue };
        if found.iter().any(|other| other.figure == known.figure) {
            twice.push((at, &known.figure));
        } else {
            found.push(Column { figure: &known.figure, at, unit });
        }
    }
    if found.len() >= 2 {
        for typed in twice.into_iter().filter(|(_, figure)| *figure != "date").filter_map(|(at, _)| page.typed(row, at))
        {
            let text = &typed.text;
            let what = say!("\"{text}\" says the same as a column before it", "“{text}”与前面的一列是同一项");
            let help = say!("delete the one of the two that is not meant", "请删去不用的那一列");
            out.push(typed.fault(Code::DataColumn, &what).help(help));
        }
    }
    found
}

fn read_cell(typed: &Typed, column: &Column, out: &mut Diagnostics) -> Option<f64> {
    if readings::is_none(&typed.text) || typed.is_unknown() {
        return None;
    }
    let example = ["120".to_owned(), "120".to_owned()];
    if column.figure == "handled" {
        let bounds = Bounds { low: 0.0, high: 1e6, form: Form::Number, whole: false, unknown: true, example: &example };
        return number(typed, readings::number(&typed.text, typed.kind), bounds, out);
    }
    let question = question(column.figure);
    let bare = typed.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let unit = column.unit.split([',', '/', ' ']).next().unwrap_or_default();
    let known = ["分钟", "min", "minutes", "秒", "s", "seconds", "小时", "h", "hours"].contains(&unit);
    let text = if bare && known { format!("{}{unit}", typed.text) } else { typed.text.clone() };
    let readings = match question.form {
        Form::Time => readings::time(&text, typed.kind),
        Form::Share => shares::share(&text, typed.kind),
        _ => readings::number(&text, typed.kind),
    };
    // A row of an agent may be as low as 0.
    let bounds = Bounds { low: 0.0, whole: false, ..Bounds::of(question) };
    number(typed, readings, bounds, out)
}
