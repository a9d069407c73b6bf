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
    pub half_hours: Vec<WallTeams>,
    /// People on each shift.
    pub shifts: Table,
    /// What the columns are.
    pub notes: Vec<String>,
}

/// Teams side by side: a column for the half hour, then as many for each team.
#[derive(Clone, Debug)]
pub struct WallTeams {
    /// What they are called.
    pub names: Vec<String>,
    /// So many columns each has.
    pub each: usize,
    /// Which of these says who is short.
    pub short: usize,
    /// Half hours.
    pub table: Table,
}

impl WallTeams {
    /// Which of its team's columns a column is; none of the half hour itself.
    fn of_team(&self, column: usize) -> Option<usize> {
        Some(column.checked_sub(1)? % self.each)
    }
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
            @for teams in &day.half_hours { (table(&teams.table, Some(teams))) }
            (table(&day.shifts, None))
            @for note in &day.notes { p.note { (shown(note)) } }
        }
    }
}

/// A table of which every cell is read from a distance: no definitions behind its words; of `teams` with their names above, and who is short
/// stands out.
fn table(table: &Table, teams: Option<&WallTeams>) -> Markup {
    let is = |column: usize, of: fn(&WallTeams) -> usize| {
        teams.is_some_and(|teams| teams.of_team(column) == Some(of(teams)))
    };
    html! {
        @if !table.caption.is_empty() { h2 { (shown(&table.caption)) } }
        table.abreast[teams.is_some()] {
            thead {
                @if let Some(teams) = teams {
                    tr {
                        th {}
                        @for name in &teams.names { th.first scope="colgroup" colspan=(teams.each) { (shown(name)) } }
                    }
                }
                tr {
                    @for (at, column) in table.columns.iter().enumerate() {
                        th.figure[column.right].first[is(at, |_| 0)] scope="col" {
                            @for (n, line) in column.title.lines().enumerate() { @if n > 0 { br; } (shown(line)) }
                        }
                    }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr {
                        @for (at, (column, cell)) in table.columns.iter().zip(row).enumerate() {
                            td.figure[column.right].first[is(at, |_| 0)].short[is(at, |teams| teams.short)] { (shown(cell)) }
                        }
                    }
                }
            }
        }
    }
}
