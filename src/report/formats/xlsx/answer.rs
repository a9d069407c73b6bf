//! The first sheet: money as it is now, service and sentences as simulated.

use super::differences::{Worked, payback};
use super::places::{Sheet, fixed, here};
use super::style;
use super::write::{self, Outcome, Written, formula, text, width};
use super::writing::Writing;
use crate::report::book::{Grid, Kind, amounts};
use crate::report::words::Words;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The first sheet: money as it is now, service and sentences as simulated.
pub fn answer(w: &Writing<'_>, sheet: &mut Worksheet) -> Written {
    w.top(sheet, Sheet::Answer)?;
    text(sheet, (1, 0), &w.book.about, &style::note())?;
    formula(sheet, (2, 0), &w.banner(), &Outcome::nothing(), &style::red())?;
    let heading = w.say("In words, as simulated", "文字结论（按模拟时的单价）");
    text(sheet, (4, 0), &heading, &style::heading())?;
    let mut row = 4;
    for sentence in &w.book.sentences {
        row += 1;
        sheet.merge_range(row, 0, row, 8, "", &style::sentences())?;
        text(sheet, (row, 0), sentence, &style::sentences())?;
        let wide = 130.0;
        sheet.set_row_height(row, 15.5 * (width(sentence) * 1.1 / wide).ceil().max(1.0))?;
    }
    row += 2;
    let (currency, n) = (&w.money().currency, w.money().replications);
    let heading = w.say(
        &format!("Money, {currency}: follows the assumptions sheet (mean ± 95 %, n = {n} replications)"),
        &format!("费用与节省（{currency}）：随“假设”页变动（均值 ± 95 % 误差，n = {n} 次模拟）"),
    );
    text(sheet, (row, 0), &heading, &style::heading())?;
    row = money_rows(w, sheet, row + 1)? + 1;
    write::grid(sheet, row, &w.book.figures)?;
    columns_of_answer(sheet, &w.book.figures, w.of_names())?;
    sheet.set_freeze_panes(4, 1)?;
    Writing::paper(sheet, 1.0);
    Ok(())
}

fn columns_of_answer(sheet: &mut Worksheet, figures: &Grid, names: f64) -> Written {
    let columns = figures.columns.len().max(10);
    sheet.set_column_width(0, 40.0)?;
    for column in 1..columns {
        sheet.set_column_width(column as u16, if column == 3 { names } else { 15.0 })?;
    }
    Ok(())
}

/// Every arm with what it costs; compared, with what it saves.
fn money_rows(w: &Writing<'_>, sheet: &mut Worksheet, from: u32) -> Result<u32, XlsxError> {
    let (money, places) = (w.money(), w.places);
    let (total, words) = (money.lines.len(), Words::of(w.lang));
    let mut heads = vec![
        words.design.to_owned(),
        w.line(total),
        "±".to_owned(),
        w.say("beside", "对比"),
        w.say("cash saved", "节省现金"),
        "±".to_owned(),
        w.say("verdict on cash alone", "只看现金的优劣"),
    ];
    let once = money.lines.iter().any(|line| line.once);
    if money.year.is_some() {
        heads.extend([w.say("saved in a year", "一年节省"), "±".to_owned()]);
    }
    if once {
        heads.extend([w.say("paid once", "一次性支出"), w.say("payback, months", "回本期（月）")]);
    }
    Writing::headings(sheet, from, &heads)?;
    let mut row = from;
    for arm in 0..money.arms.len() {
        let pairs: Vec<usize> = (0..money.pairs.len()).filter(|pair| money.pairs[*pair].arm == arm).collect();
        for pair in pairs.iter().map(|pair| Some(*pair)).chain(pairs.is_empty().then_some(None)) {
            row += 1;
            text(sheet, (row, 0), &money.arms[arm].name, &style::words())?;
            let half =
                w.amounts.each(arm, total).and_then(|each| amounts::half_width(&each, 1.0 - crate::experiment::LEVEL));
            let ledger = |column: u16| places.of(Sheet::Ledger, &fixed((places.ledger(arm, total), column)));
            let kind = style::number(Kind::Money);
            let sum = Outcome::or(w.amounts.sum(arm, total), w.not_given());
            formula(sheet, (row, 1), &format!("={}", ledger(places.sum())), &sum, &kind.clone().set_bold())?;
            formula(sheet, (row, 2), &format!("={}", ledger(places.sum() + 1)), &Outcome::or(half, "–"), &kind)?;
            if let Some(pair) = pair {
                saving_cells(w, sheet, row, pair)?;
            }
        }
    }
    Ok(row + 1)
}

/// What a pair saves, as the sheet of differences has it.
fn saving_cells(w: &Writing<'_>, sheet: &mut Worksheet, row: u32, number: usize) -> Written {
    let (money, places) = (w.money(), w.places);
    let pair = &money.pairs[number];
    let kind = style::number(Kind::Money);
    text(sheet, (row, 3), &money.arms[pair.base].name, &style::verdict(&style::words()))?;
    if !pair.judged {
        return text(sheet, (row, 4), &w.say("another demand", "需求不同，不算节省"), &style::note());
    }
    let of = |at: usize, column: u16| {
        format!("={}", places.of(Sheet::Differences, &here((places.saving(number, at), column))))
    };
    let total = money.lines.len();
    let saved = Worked::line(w, pair, total).turned();
    let bold = kind.clone().set_bold();
    formula(sheet, (row, 4), &of(0, 3), &Outcome::or(saved.gap, w.not_given()), &bold)?;
    formula(sheet, (row, 5), &of(0, 4), &Outcome::or(saved.half, "–"), &kind)?;
    formula(sheet, (row, 6), &of(0, 5), &Outcome::Text(saved.verdict(w)), &style::verdict(&style::bold()))?;
    let mut column = 7;
    if money.year.is_some() {
        let year = Worked::year(w, pair);
        formula(sheet, (row, 7), &of(1, 3), &Outcome::or(year.gap, w.not_given()), &bold)?;
        formula(sheet, (row, 8), &of(1, 4), &Outcome::or(year.half, "–"), &kind)?;
        column = 9;
    }
    let Some(once) = money.lines.iter().position(|line| line.once) else { return Ok(()) };
    let paid = Worked::line(w, pair, once);
    formula(sheet, (row, column), &of(2, 3), &Outcome::or(paid.gap, w.not_given()), &kind)?;
    let months = style::number(Kind::One);
    let back = if pair.undone {
        Outcome::Text(Words::of(w.lang).unfinished.to_owned())
    } else {
        payback(w, &saved, &paid).map_or_else(Outcome::Text, Outcome::Number)
    };
    formula(sheet, (row, column + 1), &of(3, 3), &back, &months)
}
