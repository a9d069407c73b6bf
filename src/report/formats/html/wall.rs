//! `wall.html`: one sheet of A4 a date, to hang on the wall.

use super::blocks::shown;
use super::{codes, frame};
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::page::Table;
use maud::{Markup, html};

const STYLE: &str = concat!(include_str!("../../assets/report.css"), include_str!("../../assets/wall.css"));

/// A date in one language.
#[derive(Clone, Debug)]
pub struct WallDay {
    /// In which language.
    pub lang: Lang,
    /// The date and its weekday.
    pub heading: String,
    /// Whose plan it is.
    pub of: String,
    /// Half hours of every team, teams side by side; several where there are many teams.
    pub half_hours: Vec<Table>,
    /// People on each shift.
    pub shifts: Table,
    /// What the columns are.
    pub notes: Vec<String>,
}

/// The file; `days`: each date in both languages.
pub fn wall_asset(titles: &[(Lang, &str)], days: &[WallDay]) -> Asset {
    let page = frame(titles, STYLE, &html! { @for day in days { (sheet(day)) } });
    ("wall.html".into(), page.into_string().into_bytes())
}

fn sheet(day: &WallDay) -> Markup {
    let (code, class) = codes(day.lang);
    html! {
        article.wall.(class) lang=(code) {
            h1 { (shown(&day.heading)) }
            p.question { (shown(&day.of)) }
            @for half_hours in &day.half_hours { (table(half_hours)) }
            (table(&day.shifts))
            @for note in &day.notes { p.note { (shown(note)) } }
        }
    }
}

/// A table of which every cell is read from a distance: no definitions behind its words.
fn table(table: &Table) -> Markup {
    html! {
        @if !table.caption.is_empty() { h2 { (shown(&table.caption)) } }
        table {
            thead {
                tr {
                    @for column in &table.columns {
                        th.figure[column.right] scope="col" {
                            @for (n, line) in column.title.lines().enumerate() { @if n > 0 { br; } (shown(line)) }
                        }
                    }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (column, cell) in table.columns.iter().zip(row) {
                            td.figure[column.right].short[column.right && cell.starts_with('−')] { (shown(cell)) }
                        }
                    }
                }
            }
        }
    }
}
