//! What to do first, and what not.

use super::measures::measures;
use super::{Asked, SENTENCE, capital};
use crate::report::blocks::advice::{Advice, advice};
use crate::report::blocks::answer::worse::worse;
use crate::report::blocks::answer::{Worth, behind, on_targets, worth};
use crate::report::blocks::deciding::told_targets;
use crate::report::blocks::figures::headline;
use crate::report::blocks::promises::breaks::{first as broken, missed_by_name, standing};
use crate::report::blocks::promises::kept;
use crate::report::formats::text::cut;
use crate::report::labels::{Comparison, Heads};
use crate::report::numbers::share;
use crate::report::words::{list, sentences};
use unicode_width::UnicodeWidthStr;

/// Columns of a design's name in a sentence.
const NAME: usize = 40;
/// Doubts that are told; how many more there are is counted.
const DOUBTS: usize = 2;

/// Sentences, the answer first.
pub fn conclusion(asked: &Asked<'_, '_>) -> Vec<String> {
    let mut all = vec![first(asked)];
    all.extend(measures(asked));
    all.extend(peak(asked));
    all.extend(asked.best.and_then(|pair| worse(asked.view, pair)).map(|told| {
        let told = capital(&told);
        asked.say(format!("{told}."), format!("{told}。"))
    }));
    all.extend(missed(asked));
    all.extend(others(asked));
    all.extend(cases(asked));
    all.extend(defaults(asked));
    all.extend(doubts(asked));
    all
}

/// A date on which the design that is kept misses a promise which all its days together meet; of the design that the first sentence is
/// about it is said there.
fn peak(asked: &Asked<'_, '_>) -> Option<String> {
    let (view, arm) = (asked.view, asked.advised());
    let broken = broken(view, arm).filter(|_| asked.best.is_some() && arm != asked.arm())?;
    let (day, level, wanted) = (broken.day?.name(view, arm), share(round(broken.level)), share(broken.wanted));
    let (name, design) = (broken.name, cut(view.design(arm), NAME));
    Some(asked.say(
        format!("“{design}” misses a target on one day too: {day}, {name} {level} (target {wanted}, ③)."),
        format!("“{design}”也有守不住的一天：{day} {name} {level}（目标 {wanted}，见③）。"),
    ))
}

/// The targets that the design misses all the same, by name; none where one alone is missed, which ③ is about.
fn missed(asked: &Asked<'_, '_>) -> Option<String> {
    let view = asked.view;
    let missed = missed_by_name(view, asked.best?.arm);
    if missed.len() < 2 {
        return None;
    }
    let told: Vec<String> = missed
        .iter()
        .map(|(name, level, wanted)| {
            let (level, wanted) = (share(round(*level)), share(*wanted));
            asked.say(format!("{name} {level} (target {wanted})"), format!("{name} {level}（目标 {wanted}）"))
        })
        .collect();
    let design = cut(view.design(asked.arm()), NAME);
    // What does not fit is counted.
    for shown in (1..=told.len()).rev() {
        let more = told.len() - shown;
        let mut names = list(view.lang, &told[..shown]);
        if more > 0 {
            names.push_str(&asked.say(format!(", and {more} more"), format!("，另有 {more} 项")));
        }
        let said =
            asked.say(format!("Missed with “{design}” too: {names}."), format!("采用“{design}”仍守不住：{names}。"));
        if said.width() <= SENTENCE || shown == 1 {
            return Some(said);
        }
    }
    None
}

/// A share in whole per cent.
fn round(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

/// Targets that nobody set, so that nobody takes them for the shop's own.
fn defaults(asked: &Asked<'_, '_>) -> Option<String> {
    let view = asked.view;
    let told = told_targets(&view.results.template_targets, view.model(asked.arm()), view.lang);
    let told = sentences(view.lang, &told);
    (!told.is_empty()).then(|| asked.say(format!("Targets: {told}."), format!("目标：{told}。")))
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
    let design = asked.say(format!("“{design}” ({people})"), format!("{design}（{people}）"));
    let told = on_targets(view, pair);
    match worth(view, pair) {
        Worth::Better => asked.say(format!("Do: {design}. {told}."), format!("先做：{design}。{told}。")),
        Worth::Mixed => asked
            .say(format!("Weigh first, then decide on {design}: {told}."), format!("{design}：先取舍再定。{told}。")),
        Worth::Undecided => {
            asked.say(format!("Do not decide for {design} yet: {told}."), format!("暂不决定采用{design}：{told}。"))
        }
        Worth::Worse => {
            asked.say(format!("Keep “{base}”; not {design}: {told}."), format!("维持{base}，不采用{design}：{told}。"))
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
        let (name, worth) = (cut(view.design(pair.arm), NAME), worth(view, *pair));
        let word = worth.word(view);
        // What is better too says why it stands behind.
        let why = Some(*pair).filter(|_| worth == Worth::Better).and_then(|pair| behind(view, best, pair));
        match why {
            Some(why) => asked.say(format!("“{name}” ({word}, but {why})"), format!("“{name}”（{word}，但{why}）")),
            None => asked.say(format!("“{name}” ({word})"), format!("“{name}”（{word}）")),
        }
    });
    let told: Vec<String> = told.collect();
    let (names, base) = (list(view.lang, &told), cut(view.design(best.base), NAME));
    (!told.is_empty()).then(|| {
        asked.say(format!("Not first, beside “{base}”: {names}."), format!("不先做（与“{base}”相比）：{names}。"))
    })
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
    let breaks: Vec<Option<(String, f64)>> = elsewhere.iter().map(|pair| lowest(asked, *pair)).collect();
    let worst = breaks.iter().flatten().map(|(_, level)| *level).fold(1.0, f64::min);
    // What breaks first in each; where that is too long, in the worst alone; then in none.
    let told = [1.0, worst, -1.0].map(|until| {
        let told = elsewhere.iter().zip(&breaks).map(|(pair, broken)| {
            let (case, word) = (cut(view.case(pair.arm), NAME), worth(view, *pair).word(view));
            let (all, words) = (kept(view, pair.arm).all, standing(view, pair.arm));
            let (en, zh) = match broken.as_ref().filter(|(_, level)| *level <= until) {
                Some((name, level)) => {
                    let level = share(*level);
                    (format!(", {name} {level}"), format!("，{name} {level}"))
                }
                None => Default::default(),
            };
            asked.say(
                format!("“{case}”: {word}, of {all} targets {words}{en}"),
                format!("“{case}”：{word}，{all} 项目标，{words}{zh}"),
            )
        });
        let told = sentences(view.lang, &told.collect::<Vec<_>>());
        asked.say(format!("In the other cases: {told}."), format!("在其他假设下：{told}。"))
    });
    let fits = told.iter().position(|told| told.width() <= SENTENCE).unwrap_or(told.len() - 1);
    told.into_iter().nth(fits)
}

/// What breaks first, where a target is missed: its name and its level, in whole per cent.
fn lowest(asked: &Asked<'_, '_>, pair: Comparison) -> Option<(String, f64)> {
    let view = asked.view;
    let broken = broken(view, pair.arm).filter(|_| kept(view, pair.arm).missed > 0)?;
    Some((broken.name, round(broken.level)))
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
