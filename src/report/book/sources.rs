//! What was assumed and is no price of the ledger: values with their source and range, and what trying their ends turned.

use super::cells::{Cell, Column, Grid, Kind, Row};
use crate::report::blocks::turning_points;
use crate::report::labels::View;
use crate::report::words::{either, list, say};

/// Values with a source; assumptions that were tried; what was changed on the command line.
pub fn grids(view: &View<'_>) -> Vec<Grid> {
    [given(view), tried(view), changes(view)].into_iter().flatten().collect()
}

fn given(view: &View<'_>) -> Option<Grid> {
    let (w, lang) = (view.words, view.lang);
    let said = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
    let rows: Vec<Row> = view
        .results
        .sources
        .iter()
        .map(|source| {
            let range = source.range.as_ref().map(|[low, high]| format!("{low} – {high}"));
            let cells = vec![
                Cell::text(&source.path),
                Cell::text(&source.value),
                said(range),
                said(source.as_of.clone()),
                Cell::text(either(&source.source, view.lang)),
            ];
            Row::plain(cells)
        })
        .collect();
    let heading = say(
        lang,
        "All values with a source. Those that are no inputs above are changed by --set PATH=VALUE and simulated again"
            .into(),
        "全部注明来源的数值；不在上方输入区的，要用 --set 路径=数值 重新模拟".into(),
    );
    let columns = vec![
        Column::new(say(lang, "path".into(), "路径".into()), Kind::Words, 40.0),
        Column::new(w.value, Kind::Words, 18.0),
        Column::new(say(lang, "range".into(), "范围".into()), Kind::Words, 16.0),
        Column::new(w.as_of, Kind::Words, 10.0),
        Column::new(w.source, Kind::Words, 14.0),
    ];
    (!rows.is_empty()).then_some(Grid { heading, notes: Vec::new(), columns, rows })
}

fn tried(view: &View<'_>) -> Option<Grid> {
    let (w, lang) = (view.words, view.lang);
    let tried = view.results.tried.as_ref()?;
    let rows: Vec<Row> = tried
        .trials
        .iter()
        .map(|trial| {
            let turned = turning_points::turned(view, trial);
            let none = say(lang, "turns no verdict".into(), "不改变结论".into());
            let cells = vec![
                Cell::text(&trial.path),
                Cell::text(&trial.value),
                Cell::text(list(lang, &trial.ends)),
                Cell::Empty,
                Cell::text(if turned.is_empty() { none } else { turned.join(" ") }),
            ];
            Row::plain(cells)
        })
        .collect();
    let heading = say(lang, "Assumptions tried at their ends".into(), "取到两端试过的假定".into());
    let columns = vec![
        Column::new(say(lang, "path".into(), "路径".into()), Kind::Words, 40.0),
        Column::new(w.value, Kind::Words, 18.0),
        Column::new(say(lang, "tried".into(), "试过".into()), Kind::Words, 16.0),
        Column::new("", Kind::Words, 10.0),
        Column::new(say(lang, "what it turns".into(), "改变了什么".into()), Kind::Words, 14.0),
    ];
    (!rows.is_empty()).then_some(Grid { heading, notes: Vec::new(), columns, rows })
}

fn changes(view: &View<'_>) -> Option<Grid> {
    let lang = view.lang;
    let changes = &view.results.changes;
    let rows = changes.iter().map(|change| {
        let (path, value) = change.split_once('=').unwrap_or((change, ""));
        Row::plain(vec![Cell::text(path), Cell::text(value)])
    });
    let heading = say(lang, "Changed on the command line".into(), "命令行改动".into());
    let columns = vec![
        Column::new(say(lang, "path".into(), "路径".into()), Kind::Words, 40.0),
        Column::new(view.words.value, Kind::Words, 18.0),
    ];
    (!changes.is_empty()).then(|| Grid { heading, notes: Vec::new(), columns, rows: rows.collect() })
}
