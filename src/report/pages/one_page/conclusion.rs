//! What to do first, and what not.

use super::Asked;
use crate::report::blocks::advice::{Advice, advice};
use crate::report::blocks::answer::{Worth, on_targets, worth};
use crate::report::blocks::figures::headline;
use crate::report::formats::text::cut;
use crate::report::labels::{Comparison, Heads};
use crate::report::words::list;

/// Columns of a design's name in a sentence.
const NAME: usize = 40;
/// Doubts that are told; how many more there are is counted.
const DOUBTS: usize = 2;

/// Sentences, the answer first.
pub fn conclusion(asked: &Asked<'_, '_>) -> Vec<String> {
    let mut all = vec![first(asked)];
    all.extend(others(asked));
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
            asked.say(format!("{case}: {word}"), format!("{case}：{word}"))
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
