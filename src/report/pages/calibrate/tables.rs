//! Figures and inputs of a calibration, as tables.

use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::formats::text::cut;
use crate::report::page::{Column, Table};
use crate::report::paths::named_in;
use crate::report::results::{Calibrated, Knowledge, Met, Moved};
use crate::report::words::{Words, say};
use crate::stats::Sample;

/// What was measured beside the model, before and after: what is furthest from its error first.
pub(super) fn facts(found: &Calibrated, lang: Lang) -> Table {
    let w = Words::of(lang);
    let columns = vec![
        Column::words(w.figure),
        Column::words(w.unit),
        Column::figures(&say(lang, "measured".into(), "实测".into())),
        Column::figures(&say(lang, "as it is".into(), "原文件".into())),
        Column::figures(&say(lang, "calibrated".into(), "校准后".into())),
        Column::words(&say(lang, "met".into(), "相符".into())),
    ];
    let row = |fact: &Met| {
        let scale = found.scale(fact, lang);
        let figure = |sample: &Option<Sample>| {
            sample
                .as_ref()
                .map_or_else(|| w.none.to_owned(), |sample| scale.estimate(sample.value, sample.half_width(LEVEL)))
        };
        let (en, zh) = match (fact.after.is_some(), fact.is_met_by(fact.after.as_ref())) {
            (false, _) => ("not given", "没有这个数"),
            (true, true) => ("yes", "是"),
            (true, false) => ("no", "否"),
        };
        let held =
            if fact.held_out { say(lang, " (held out)".into(), "（留作检验）".into()) } else { String::new() };
        vec![
            found.name(&fact.wanted, lang) + &held,
            scale.unit.clone(),
            scale.estimate(fact.value, Some(fact.half_width())),
            figure(&fact.before),
            figure(&fact.after),
            say(lang, en.into(), zh.into()),
        ]
    };
    let mut facts: Vec<&Met> = found.facts.iter().collect();
    let off = |fact: &Met| match &fact.after {
        None => f64::INFINITY,
        Some(after) if !fact.is_met_by(Some(after)) => fact.off(Some(after)).unwrap_or(0.0).abs(),
        Some(_) => 0.0,
    };
    facts.sort_by(|a, b| off(b).total_cmp(&off(a)));
    Table { caption: String::new(), columns, rows: facts.into_iter().map(row).collect(), fixed: 2 }
}

/// Inputs that moved or that some fact sees, by name: those that are found first.
pub(super) fn inputs(found: &Calibrated, lang: Lang) -> Table {
    let columns = vec![
        Column::words(&say(lang, "input".into(), "输入".into())),
        Column::figures(&say(lang, "was".into(), "原值".into())),
        Column::figures(&say(lang, "now".into(), "现值".into())),
        Column::figures(&say(lang, "interval 95 %".into(), "95 % 区间".into())),
        Column::words(&say(lang, "known".into(), "是否定下".into())),
    ];
    let row = |input: &Moved| {
        let name = cut(&named_in(&[&found.model], &input.path, lang).text(lang), NAME);
        vec![name, input.was.clone(), input.value.clone(), span(&input.interval), known(input, lang)]
    };
    Table { caption: String::new(), columns, rows: shown(found).map(row).collect(), fixed: 1 }
}

/// The same by path, with the range that each had.
pub(super) fn inputs_whole(found: &Calibrated, lang: Lang) -> Table {
    let mut table = inputs(found, lang);
    table.columns.push(Column::figures(&say(lang, "range".into(), "原范围".into())));
    table.columns.push(Column::words(Words::of(lang).key));
    for (row, input) in table.rows.iter_mut().zip(shown(found)) {
        row.extend([span(&input.range), input.path.clone()]);
    }
    table
}

/// Columns of a name.
const NAME: usize = 42;

fn shown(found: &Calibrated) -> impl Iterator<Item = &Moved> {
    found.inputs_that_are(Knowledge::Found).chain(found.inputs_that_are(Knowledge::Open))
}

fn span([low, high]: &[String; 2]) -> String {
    format!("{low} – {high}")
}

fn known(input: &Moved, lang: Lang) -> String {
    let (en, zh) = match (input.knowledge, input.at_end) {
        (_, true) => ("at its end", "到了头"),
        (Knowledge::Found, _) => ("found", "定下"),
        (Knowledge::Open, _) => ("open", "未定"),
        (Knowledge::Unseen, _) => ("unseen", "看不出"),
    };
    say(lang, en.into(), zh.into())
}
