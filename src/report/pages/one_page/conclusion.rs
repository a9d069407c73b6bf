//! What to do first, and what not.

use super::Asked;
use crate::report::blocks::advice::{Advice, advice};
use crate::report::blocks::answer::decisive::figures;
use crate::report::blocks::answer::promises::{missed, promises};
use crate::report::blocks::answer::{Worth, on_targets, worth};
use crate::report::blocks::figures::{Figure, headline};
use crate::report::formats::text::cut;
use crate::report::labels::{Comparison, Heads};
use crate::report::numbers::Scale;
use crate::report::words::list;
use crate::stats::Verdict;

/// Columns of a design's name in a sentence.
const NAME: usize = 40;
/// Figures that get worse and are told.
const WORSE: usize = 2;
/// Doubts that are told; how many more there are is counted.
const DOUBTS: usize = 2;

/// Sentences, the answer first.
pub fn conclusion(asked: &Asked<'_, '_>) -> Vec<String> {
    let mut all = vec![first(asked)];
    all.extend(others(asked));
    all.extend(worse(asked));
    all.extend(cases(asked));
    all.extend(doubts(asked));
    all
}

fn first(asked: &Asked<'_, '_>) -> String {
    let view = asked.view;
    let Some(pair) = asked.best else {
        let alone = crate::report::blocks::answer::alone(view, view.results.baseline);
        return asked.say(
            format!("Nothing to choose yet, one design was run. {alone}"),
            format!("还谈不上选择：只模拟了一个方案。{alone}"),
        );
    };
    let people = Heads::of(view.model(pair.arm)).people(view.lang);
    let [design, base] = [pair.arm, pair.base].map(|arm| cut(view.design(arm), NAME));
    let design = asked.say(format!("{design} ({people})"), format!("{design}（{people}）"));
    let told = on_targets(view, pair);
    match worth(view, pair) {
        Worth::Better => asked.say(format!("Do: {design}. {told}."), format!("先做：{design}。{told}。")),
        Worth::Mixed => asked
            .say(format!("Weigh first, then decide on {design}: {told}."), format!("{design}：先取舍再定。{told}。")),
        Worth::Undecided => {
            asked.say(format!("Do not decide for {design} yet: {told}."), format!("暂不决定采用{design}：{told}。"))
        }
        Worth::Worse => {
            asked.say(format!("Keep {base}; not {design}: {told}."), format!("维持{base}，不采用{design}：{told}。"))
        }
        Worth::NotJudged => {
            asked.say(format!("No verdict on {design}: {told}."), format!("{design}无法评判：{told}。"))
        }
    }
}

/// The other designs in the same case.
fn others(asked: &Asked<'_, '_>) -> Option<String> {
    let view = asked.view;
    let best = asked.best?;
    let case = &view.model(best.arm).case.key;
    let here = asked.pairs.iter().filter(|pair| **pair != best && view.model(pair.arm).case.key == *case);
    let told = here.map(|pair| {
        let (name, word) = (cut(view.design(pair.arm), NAME), worth(view, *pair).word(view));
        asked.say(format!("{name} ({word})"), format!("{name}（{word}）"))
    });
    let told: Vec<String> = told.collect();
    let (names, base) = (list(view.lang, &told), cut(view.design(best.base), NAME));
    (!told.is_empty())
        .then(|| asked.say(format!("Not first, beside {base}: {names}."), format!("不先做（与{base}相比）：{names}。")))
}

/// What gets surely worse without being a target or money, by so many figures at most.
fn worse(asked: &Asked<'_, '_>) -> Option<String> {
    let (view, pair) = (asked.view, asked.best?);
    let all = figures(view, &headline(view), &[pair.arm, pair.base], Some(pair));
    let is_worse = |figure: &&Figure| {
        let is_target =
            promises(view.model(pair.arm)).iter().any(|one| (one.kpi, &one.subject) == (figure.kpi, &figure.subject));
        let verdict = view.difference(pair, figure.kpi, &figure.subject).map(|d| d.judgement.verdict);
        !is_target && !figure.kpi.is_money() && verdict == Some(Verdict::Worse)
    };
    let said = |figure: &Figure| {
        let of = |arm: usize| view.estimate(arm, figure.kpi, &figure.subject);
        let (before, after) = (of(pair.base)?, of(pair.arm)?);
        let largest = before.mean.abs().max(after.mean.abs());
        let scale = Scale::new(view.unit(figure.kpi), largest, false, view.results.currency(), view.lang);
        let [before, after] = [before, after].map(|e| scale.estimate(view.mean(e), e.half_width));
        let name = view.figure(&view.name(figure.kpi), &figure.subject);
        Some(format!("{name} {before} → {}", scale.with_unit(&after)))
    };
    let told: Vec<String> = all.iter().filter(is_worse).filter_map(said).take(WORSE).collect();
    let told = list(view.lang, &told);
    (!told.is_empty()).then(|| asked.say(format!("Worse with it: {told}."), format!("随之变差：{told}。")))
}

/// Whether it holds in other cases.
fn cases(asked: &Asked<'_, '_>) -> Option<String> {
    let view = asked.view;
    let best = asked.best?;
    let design = &view.model(best.arm).design.key;
    let elsewhere: Vec<Comparison> = asked
        .pairs
        .iter()
        .filter(|pair| **pair != best && view.model(pair.arm).design.key == *design)
        .copied()
        .collect();
    if elsewhere.is_empty() {
        return None;
    }
    let told: Vec<String> = elsewhere
        .iter()
        .map(|pair| {
            let (case, word) = (cut(view.case(pair.arm), NAME), worth(view, *pair).word(view));
            let (missed, all) = missed(view, pair.arm);
            let missed = if missed == 0 {
                String::new()
            } else {
                asked.say(format!(", {missed} of {all} targets missed"), format!("但 {missed}/{all} 未达标"))
            };
            asked.say(format!("{case}: {word}{missed}"), format!("{case}：{word}{missed}"))
        })
        .collect();
    let told = list(view.lang, &told);
    Some(asked.say(format!("In the other cases: {told}."), format!("在其他情形下：{told}。")))
}

/// What makes the answer doubtful.
fn doubts(asked: &Asked<'_, '_>) -> Vec<String> {
    let view = asked.view;
    let pairs: Vec<Comparison> = asked.best.into_iter().collect();
    let about = |advice: &Advice| match advice {
        Advice::BacklogGrows { arm, .. } | Advice::OutOfReach { arm, .. } | Advice::Overtime { arm, .. } => {
            *arm == asked.arm()
        }
        _ => true,
    };
    let grave: Vec<Advice> =
        advice(view, &headline(view), &pairs).into_iter().filter(|one| one.is_grave() && about(one)).collect();
    let mut told: Vec<String> = grave
        .iter()
        .take(DOUBTS)
        .map(|one| {
            let text = one.text(view);
            asked.say(format!("Before you sign: {text}."), format!("签字之前：{text}。"))
        })
        .collect();
    if let (Some(last), true) = (told.last_mut(), grave.len() > DOUBTS) {
        let more = grave.len() - DOUBTS;
        last.push_str(
            &asked.say(format!(" And {more} more in report.html."), format!("另有 {more} 条见 report.html。")),
        );
    }
    told
}
