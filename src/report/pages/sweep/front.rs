//! Points that are worth a look by several figures at once, as a table, JSON and rows.

use super::recommended::at;
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::{Front, Swept};
use crate::report::words::{list, say};
use serde_json::{Value, json};

/// So many points stand on the page; the others in the file.
const SHOWN: usize = 20;

/// The points that no other beats, with their figures; none where nothing can be compared.
pub(super) fn section(swept: &Swept, lang: Lang) -> Option<Section> {
    let front = Front::of(swept)?;
    let left: Vec<usize> = front.points.iter().filter(|(_, by)| by.is_none()).map(|(point, _)| *point).collect();
    let names = list(lang, &front.figures.iter().map(|figure| swept.name(*figure, lang)).collect::<Vec<_>>());
    let (n, all) = (left.len(), front.points.len());
    let text = say(
        lang,
        format!(
            "{n} of {all} points are worth a look: to each of the others one of these is as good by {names}, and surely better by one of them \
             (95 %, all comparisons together)."
        ),
        format!(
            "{all} 个点中有 {n} 个值得看：其余每个点都有一个点在{names}上不比它差，且至少一项确定更好（所有比较合在一起按 95 %）。"
        ),
    );
    let mut columns: Vec<Column> = swept.axes.iter().map(|axis| Column::words(&axis.path)).collect();
    let scales: Vec<_> = front.figures.iter().map(|figure| swept.scale(*figure, false, lang)).collect();
    for (figure, scale) in front.figures.iter().zip(&scales) {
        let name = swept.name(*figure, lang);
        let heading = match (scale.unit.is_empty(), lang) {
            (true, _) => name,
            (false, Lang::En) => format!("{name}, {}", scale.unit),
            (false, Lang::Zh) => format!("{name}，{}", scale.unit),
        };
        columns.push(Column::figures(&heading));
    }
    let row = |point: &usize| -> Vec<String> {
        let figures = front.figures.iter().zip(&scales).map(|(figure, scale)| {
            let sample = swept.points[*point][*figure].as_ref();
            sample.map_or_else(String::new, |sample| scale.estimate(sample.value, sample.half_width(LEVEL)))
        });
        swept.at(*point).into_iter().map(str::to_owned).chain(figures).collect()
    };
    let hidden = n.saturating_sub(SHOWN);
    let caption = match hidden {
        0 => String::new(),
        _ => say(lang, format!("{hidden} more: sweep_front.csv"), format!("另有 {hidden} 个：sweep_front.csv")),
    };
    let table = Table { caption, fixed: swept.axes.len(), columns, rows: left.iter().take(SHOWN).map(row).collect() };
    Some(Section {
        heading: say(lang, "Worth a look when several figures count".into(), "几项一起看，哪些点值得看".into()),
        blocks: vec![Block::Text(text), Block::Table(table)],
    })
}

/// The same for other programs.
pub(super) fn of_json(swept: &Swept) -> Value {
    let Some(front) = Front::of(swept) else { return Value::Null };
    let values = |point: usize| -> Value {
        let of = swept.axes.iter().zip(swept.at(point));
        of.map(|(axis, value)| (axis.path.clone(), Value::from(value))).collect::<serde_json::Map<_, _>>().into()
    };
    let figures: Vec<Value> = front
        .figures
        .iter()
        .map(|figure| &swept.wanted[*figure])
        .map(|one| json!({ "kpi": one.kpi.key(&swept.model), "subject": one.subject }))
        .collect();
    let points: Vec<Value> = front
        .points
        .iter()
        .map(|(point, by)| json!({ "point": values(*point), "better_one": by.map(values) }))
        .collect();
    json!({ "figures": figures, "level": LEVEL, "points": points })
}

/// `sweep_front.csv`: a point a row, with its figures; none where nothing can be compared.
pub fn front_csv(swept: &Swept, lang: Lang) -> Result<Option<Asset>, String> {
    let Some(front) = Front::of(swept) else { return Ok(None) };
    let paths: Vec<String> = swept.axes.iter().map(|axis| axis.path.clone()).collect();
    let figures = front.figures.iter().map(|figure| {
        let one = &swept.wanted[*figure];
        format!("{}@{}", one.kpi.key(&swept.model), one.subject)
    });
    let names: Vec<String> = figures.flat_map(|name| [name.clone(), format!("{name} half_width")]).collect();
    let fixed = ["front", "better_one"].map(str::to_owned);
    let columns: Vec<String> = paths.into_iter().chain(names).chain(fixed).collect();
    let mut sheet = Sheet::new(&columns.iter().map(String::as_str).collect::<Vec<_>>())?;
    for (point, by) in &front.points {
        let mut row: Vec<String> = swept.at(*point).into_iter().map(str::to_owned).collect();
        for figure in &front.figures {
            let sample = swept.points[*point][*figure].as_ref();
            row.push(sample.map_or_else(String::new, |sample| six(sample.value)));
            row.push(sample.map_or_else(String::new, |sample| optional(sample.half_width(LEVEL))));
        }
        row.push(if by.is_none() { "yes" } else { "" }.to_owned());
        row.push(by.map_or_else(String::new, |by| at(swept, by, lang)));
        sheet.row(&row)?;
    }
    Ok(Some(("sweep_front.csv".into(), sheet.bytes()?)))
}
