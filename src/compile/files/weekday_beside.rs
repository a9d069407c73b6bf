//! A column of weekdays beside the dates of a table: not read, but held against them, as a wrong year shows there.

use super::columns::Columns;
use super::faults::Faults;
use super::volume_row::VolumeRow;
use super::words::{WEEKDAY_EN, WEEKDAY_ZH};
use crate::diagnostic::Code;
use crate::say;
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::Sheet;
use crate::scenario::values::dates::{weekday, weekday_of};

/// Tells of rows whose date is on another weekday than a column of nothing but weekdays says.
pub fn check(sheet: &Sheet, columns: &Columns, rows: &[VolumeRow], found: &mut Faults) {
    let used = columns.used();
    let wide = sheet.rows.get(columns.row).map_or(0, Vec::len);
    let said = |row: &VolumeRow, at: usize| weekday(sheet.text(row.line, at));
    let is_beside = |at: &usize| {
        let all = || rows.iter().filter(|row| !sheet.text(row.line, *at).is_empty());
        !used.contains(at) && all().next().is_some() && all().all(|row| said(row, *at).is_some())
    };
    for at in (0..wide).filter(is_beside) {
        for row in rows {
            let own = weekday_of(row.date);
            if said(row, at).is_some_and(|said| said != own) {
                let (date, text) = (date_text(row.date), sheet.text(row.line, at));
                let (en, zh) = (WEEKDAY_EN[own], WEEKDAY_ZH[own]);
                let why = say!("{date} is a {en}, \"{text}\" stands beside it", "{date} 是{zh}，旁边写的是“{text}”");
                found.push(Code::DataDate, sheet, (row.line, at), why);
            }
        }
    }
    found.help(Code::DataDate, || {
        say!(
            "is it another year? else mend the weekdays, or take their column out",
            "是不是别的年份？否则请改正星期，或删去那一列"
        )
    });
}
