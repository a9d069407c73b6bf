//! Ours against exact values: the rows of `verify`.

use crate::model::Lang;
use crate::report::page::{Block, Column, Report, Section, Table};
use crate::report::results::TruthRow;
use crate::report::words::{Words, say};

/// The table of `verify`.
pub fn truths_report(rows: &[TruthRow], lang: Lang) -> Report {
    let w = Words::of(lang);
    let columns = vec![
        Column::words(w.case),
        Column::words(w.figure),
        Column::figures(w.ours),
        Column::figures(w.exact),
        Column::figures("z"),
        Column::words(""),
    ];
    let cells = rows.iter().map(|row| {
        let mark = match (row.passed, row.sharp()) {
            (true, _) => w.passed.to_owned(),
            (false, true) => w.failed.to_owned(),
            (false, false) => say(lang, format!("{}, too noisy", w.failed), format!("{}，误差过大", w.failed)),
        };
        vec![row.case.clone(), row.figure(), row.ours(), row.truth(), row.distance(), mark]
    });
    let table = Table { caption: String::new(), columns, rows: cells.collect(), fixed: 2 };
    let bad = rows.iter().filter(|row| !row.passed).count();
    let n = rows.len();
    let sum = say(
        lang,
        format!("{n} truths, {bad} failed: |z| ≤ 4 and a standard error small enough are asked of each"),
        format!("{n} 项精确值，{bad} 项未通过：要求 |z| ≤ 4 且标准误足够小"),
    );
    let section = Section { heading: String::new(), blocks: vec![Block::Table(table), Block::Text(sum)] };
    Report { title: w.validation.to_owned(), sections: vec![section], next: String::new() }
}
