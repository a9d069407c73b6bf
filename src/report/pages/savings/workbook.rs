//! `report.xlsx` of a saving: the ledger that lives, with what was drawn beside it.

use super::{Told, answer};
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::book::{BookColumn, BookRow, Cell, Finance, Grid, Kind};
use crate::report::formats::Asset;
use crate::report::formats::json::Manifest;
use crate::report::formats::xlsx;
use crate::report::numbers::money_word;
use crate::report::pages::dossier::book;
use crate::report::results::Saved;
use crate::stats::Drawn;

/// The workbook as a file.
pub fn saved_workbook(found: &Saved, manifest: &Manifest, lang: Lang) -> Result<Asset, String> {
    let told = Told { found, lang };
    let mut book = book(&found.results, manifest, lang);
    book.sentences = answer::answer(&told);
    let asked = &found.asked;
    book.finance = book.finance.map(|finance| Finance {
        rate: asked.rate,
        years: asked.years,
        drawn: Some(drawn(&told)),
        ..finance
    });
    Ok((xlsx::NAME.into(), xlsx::render(&book)?))
}

/// What all draws come to.
fn drawn(told: &Told<'_>) -> Grid {
    let found = told.found;
    let row = |name: String, of: &Drawn| {
        let mean = of.mean();
        let tail = |p: f64| Cell::number(of.quantile(p, LEVEL).map(|(value, _)| value));
        let cells = vec![
            Cell::text(name),
            Cell::number(Some(mean.value)),
            Cell::number(mean.half_width(LEVEL)),
            tail(0.05),
            tail(0.5),
            tail(0.95),
        ];
        BookRow { kind: Some(Kind::Money), cells }
    };
    let rows = vec![
        row(told.say("saved in a year", "一年节省"), &found.drawn(|draw| draw.year)),
        row(told.say("net present value", "净现值"), &found.drawn(|draw| found.present_value(draw))),
    ];
    let currency = money_word(found.currency(), told.lang);
    let heads = [
        told.say(format!("over all draws, {currency}"), format!("全部抽样（{currency}）")),
        told.say("mean", "均值"),
        "±".to_owned(),
        told.say("1 in 20 below", "最差 5% 低于"),
        told.say("half below", "一半低于"),
        told.say("1 in 20 above", "最好 5% 高于"),
    ];
    let columns = heads.into_iter().map(|head| BookColumn::new(head, Kind::Money, 17.0)).collect();
    let heading = told.say(
        "As simulated, over everything that the file gives with a range (does not follow the inputs)",
        "模拟结果：文件里写明范围的数一起抽样（不随单价变动）",
    );
    Grid { heading, notes: vec![answer::sure(told), answer::once(told)], columns, rows }
}
