//! The section of a run or comparison: who or what held customers up in the hours that miss their targets most.

use super::asked;
use super::sentences::{arm_of, first_break, in_report, missing_most};
use super::tables::causes;
use crate::report::labels::View;
use crate::report::page::{Block, Section};
use crate::report::results::Explained;
use crate::report::words::{say, sentences};

/// None where nobody asked.
pub fn section(view: &View<'_>) -> Option<Section> {
    let (all, lang) = (view.results.why.as_ref()?, view.lang);
    let mut blocks: Vec<Block> = all.found.iter().flat_map(|found| of_design(view, found)).collect();
    blocks.extend(all.fine.iter().map(|arm| Block::Item(misses_none(view, *arm))));
    if all.stopped {
        blocks.push(Block::Text(say(lang, "Stopped before all of it was told.".into(), "在说明完之前停止。".into())));
    }
    if let Some(found) = all.found.first() {
        let n = found.why.replications;
        blocks.push(Block::Text(say(
            lang,
            format!(
                "The first sentence of a design is of the type that is first to miss its target, as on the page; the others and the tables are of all types together. People and shares are of the busiest dates only, each \
                 simulated {n} times for itself: what the weeks before left open is not in them. For all hours, by half hour and type: `peakstaff why`. It says what was not there, not what more of it would bring."
            ),
            format!(
                "每个方案的第一句只看最先失守的那一类（与一页纸相同），其余各句与表格是各类型合计。人数与归因只看最忙的日期，每个单独模拟 {n} 次，不含更早几周遗留下来的；全部时段、逐半小时、分类型请用 `peakstaff why`。\
                 这里说的是当时缺什么，不是补上之后的效果。"
            ),
        )));
    }
    Some(Section { heading: view.words.why.to_owned(), blocks })
}

/// Of a design that misses nothing on the busiest dates.
fn misses_none(view: &View<'_>, arm: usize) -> String {
    let (design, lang) = (view.design(arm), view.lang);
    if view.model(arm).types.iter().any(|of| of.speed.is_some_and(|speed| speed.share.is_some())) {
        say(
            lang,
            format!(
                "{design}: no half hour of the busiest dates is short of its target; for other dates: `peakstaff why`"
            ),
            format!("{design}：最忙日期没有任何半小时低于目标；其他日期请用 `peakstaff why`"),
        )
    } else {
        say(
            lang,
            format!("{design}: no type has a target for the wait, so no hour misses one"),
            format!("{design}：没有给任何类型定等待目标，因此谈不上未达标"),
        )
    }
}

/// A sentence a stretch, what was missing most in the worst, and the shares.
fn of_design(view: &View<'_>, found: &Explained) -> Vec<Block> {
    let lang = view.lang;
    let design = found.why.model.design.in_lang(lang);
    let several = view.arms().len() > 1;
    let named = |said: String| {
        if several { say(lang, format!("{design}, {said}"), format!("{design}，{said}")) } else { said }
    };
    let mut blocks = Vec::new();
    // As the one page has it; where there is one type, the sentence below says the same.
    let of_one = |arm: &usize| found.types().len() > 1 && asked::first_break(view, *arm).is_some();
    if let Some(said) = arm_of(found, view).filter(of_one).and_then(|arm| first_break(view, arm, usize::MAX)) {
        let said =
            say(lang, format!("the type that is first to miss its target, {said}"), format!("最先失守的类型，{said}"));
        blocks.push(Block::Item(named(said)));
    }
    for (n, stretch) in found.why.stretches.iter().enumerate() {
        let mut said = vec![in_report(view, found, stretch)];
        if n == 0 {
            let missing = missing_most(found, stretch, lang);
            said.extend(missing.map(|what| say(lang, format!("missing most, {what}"), format!("最缺的是：{what}"))));
        }
        let said = sentences(lang, &said);
        blocks.push(Block::Item(named(said)));
    }
    let mut table = causes(found, lang);
    if several {
        design.clone_into(&mut table.caption);
    }
    blocks.push(Block::Table(table));
    blocks
}
