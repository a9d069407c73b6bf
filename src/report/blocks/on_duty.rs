//! Who has to come on the busiest dates: people by shift and team, a table a date.

use super::on_shifts::{OnShift, on_shifts, rosters};
use super::promises::breaks::{busiest, how_busy};
use crate::catalogue::civil;
use crate::report::labels::View;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::words::say;

/// A row: a team, a shift of it, and people by design.
struct Line {
    team: String,
    shift: String,
    cells: Vec<Option<String>>,
}

/// Of every date in focus within the report's period, the busiest first; none where no team has persons.
pub fn section(view: &View<'_>) -> Option<Section> {
    let arms = designs(view);
    let base = view.results.baseline;
    let all = &view.arms()[base];
    let dates = &all.profile.as_ref()?.groups.focus().dates;
    let inside = |date: &usize| view.span(base).dates.get(*date).copied().unwrap_or(false);
    let first = busiest(view, base)?.date;
    let others = dates.iter().copied().filter(|date| *date != first && inside(date));
    let tables = std::iter::once(first).chain(others).filter_map(|date| table(view, &arms, (date, date == first)));
    let mut blocks: Vec<Block> = tables.map(Block::Table).collect();
    if blocks.is_empty() {
        return None;
    }
    blocks.push(Block::Text(say(
        view.lang,
        "As the plan says, before absence; who is which number stands in the sheet of rosters of report.xlsx, under the same letters.".into(),
        "按排班计划，未扣缺勤；具体几号上哪个班，见 report.xlsx 的“排班”页，字母相同。".into(),
    )));
    Some(Section { heading: view.words.who_comes.to_owned(), blocks })
}

/// An arm of each design: of the baseline's case where it has one.
fn designs(view: &View<'_>) -> Vec<usize> {
    let case = &view.model(view.results.baseline).case.key;
    let mut arms: Vec<usize> = Vec::new();
    for arm in 0..view.arms().len() {
        let model = view.model(arm);
        match arms.iter_mut().find(|seen| view.model(**seen).design.key == model.design.key) {
            Some(seen) if model.case.key == *case => *seen = arm,
            Some(_) => (),
            None => arms.push(arm),
        }
    }
    arms
}

fn table(view: &View<'_>, arms: &[usize], (date, busiest): (usize, bool)) -> Option<Table> {
    let calendar = &view.model(view.results.baseline).calendar;
    let epoch_day = calendar.epoch_day(calendar.warm_up_days + date as i32);
    let mut lines: Vec<Line> = Vec::new();
    for (n, arm) in arms.iter().enumerate() {
        for (team, roster) in rosters(view.model(*arm)) {
            let team = team.label.in_lang(view.lang);
            for on in on_shifts(roster, epoch_day, view.lang) {
                *put(&mut lines, (team, &on), (n, arms.len())) = Some(on.people(view.lang));
            }
        }
    }
    if lines.is_empty() {
        return None;
    }
    let w = view.words;
    let mut columns = vec![Column::words(w.team), Column::words(&say(view.lang, "shift".into(), "班次".into()))];
    // What a design has on shift is the same in every case.
    columns.extend(arms.iter().map(|arm| Column::figures(view.design(*arm))));
    let rows = lines.into_iter().map(|line| {
        let cells = line.cells.into_iter().map(|cell| cell.unwrap_or_else(|| "–".to_owned()));
        [line.team, line.shift].into_iter().chain(cells).collect()
    });
    let day = civil(epoch_day);
    let caption = if busiest {
        let how = how_busy(view, view.results.baseline, date);
        say(view.lang, format!("{day}, {how}"), format!("{day}，{how}"))
    } else {
        day.to_string()
    };
    Some(Table { caption, rows: rows.collect(), columns, fixed: 2 })
}

/// The cell of a team's shift; a new line stands behind those of its team.
fn put<'l>(lines: &'l mut Vec<Line>, (team, on): (&str, &OnShift), (n, of): (usize, usize)) -> &'l mut Option<String> {
    let shift = on.lettered();
    let known = lines.iter().position(|line| line.team == team && line.shift == shift);
    let at = known.unwrap_or_else(|| {
        let behind = lines.iter().rposition(|line| line.team == team).map_or(lines.len(), |last| last + 1);
        lines.insert(behind, Line { team: team.to_owned(), shift, cells: vec![None; of] });
        behind
    });
    &mut lines[at].cells[n]
}
