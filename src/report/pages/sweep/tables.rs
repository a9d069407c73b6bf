//! The tables of a grid: a figure over two paths, or a row a point.

use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::labels::mark;
use crate::report::numbers::Scale;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::Swept;
use crate::report::words::{Words, say};
use crate::stats::Sample;

/// `87.1 ± 0.4 ▲`.
fn cell(swept: &Swept, point: usize, figure: usize, scale: &Scale, lang: Lang) -> String {
    let Some(sample) = &swept.points[point][figure] else { return missing(swept, figure, lang).to_owned() };
    let estimate = scale.estimate(sample.value, sample.half_width(LEVEL));
    swept
        .judgement(point, figure)
        .map_or_else(|| estimate.clone(), |j| format!("{estimate} {}", mark(j.verdict)).trim_end().to_owned())
}

/// A price that was not given is said to be so.
fn missing(swept: &Swept, figure: usize, lang: Lang) -> &'static str {
    let w = Words::of(lang);
    if swept.wanted[figure].kpi.is_money() { w.not_given } else { w.none }
}

fn as_is(swept: &Swept, figure: usize, scale: &Scale, lang: Lang) -> String {
    let sample = swept.as_is[figure].as_ref();
    sample.map_or(missing(swept, figure, lang).into(), |s: &Sample| scale.estimate(s.value, s.half_width(LEVEL)))
}

/// `occupancy: Order team 39 ± 6 %`.
pub(super) fn unmoved(swept: &Swept, figure: usize, lang: Lang) -> String {
    let scale = swept.scale(figure, false, lang);
    format!("{} {}", swept.name(figure, lang), scale.with_unit(&as_is(swept, figure, &scale, lang)))
}

/// A figure over two paths: the first down, the second across.
pub(super) fn grid(swept: &Swept, figure: usize, lang: Lang) -> Section {
    let scale = swept.scale(figure, false, lang);
    let [down, across] = &swept.axes[..] else { unreachable!("a grid has two paths") };
    let now = scale.with_unit(&as_is(swept, figure, &scale, lang));
    let caption = say(
        lang,
        format!("down {}, across {}; as given {now}", down.path, across.path),
        format!("行：{}，列：{}；原样 {now}", down.path, across.path),
    );
    let mut columns = vec![Column::words("")];
    columns.extend(across.values.iter().map(|value| Column::figures(value)));
    let row = |(n, value): (usize, &String)| {
        let point = |column: usize| n * across.values.len() + column;
        let cells = (0..across.values.len()).map(|column| cell(swept, point(column), figure, &scale, lang));
        std::iter::once(value.clone()).chain(cells).collect()
    };
    let rows = down.values.iter().enumerate().map(row).collect();
    let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
    let heading = format!("{}{unit}", swept.name(figure, lang));
    Section { heading, blocks: vec![Block::Table(Table { caption, columns, rows, fixed: 1 })] }
}

/// A row a point, as given first.
pub(super) fn rows(swept: &Swept, lang: Lang) -> Table {
    let w = Words::of(lang);
    let scales: Vec<Scale> = (0..swept.wanted.len()).map(|figure| swept.scale(figure, false, lang)).collect();
    let mut columns: Vec<Column> = swept.axes.iter().map(|axis| Column::words(&axis.path)).collect();
    columns.extend(scales.iter().enumerate().map(|(figure, scale)| {
        let unit = if scale.unit.is_empty() { String::new() } else { format!("\n{}", scale.unit) };
        Column::figures(&format!("{}{unit}", swept.name(figure, lang)))
    }));
    let mut first: Vec<String> = vec![String::new(); swept.axes.len()];
    w.as_given.clone_into(&mut first[0]);
    first.extend(scales.iter().enumerate().map(|(figure, scale)| as_is(swept, figure, scale, lang)));
    let mut table = vec![first];
    for point in 0..swept.points.len() {
        let values = swept.at(point).into_iter().map(str::to_owned);
        let cells = scales.iter().enumerate().map(|(figure, scale)| cell(swept, point, figure, scale, lang));
        table.push(values.chain(cells).collect());
    }
    Table { caption: String::new(), columns, rows: table, fixed: swept.axes.len() }
}
