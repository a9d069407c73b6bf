//! The answer first: what each design is worth on what was asked for, what it costs, what breaks first and when.
//!
//! What decides is chosen by rule. Promises first: a design is better where it keeps one of them surely better and none
//! surely worse; where promises do not tell, money does. A figure without a better side decides nothing.

pub mod decisive;
pub mod grid;
pub mod worse;

use super::promises::breaks::{broken_first, standing};
use super::promises::{kept, promises};
use super::spending::{Spending, spending};
use crate::catalogue::Row;
use crate::report::labels::{Comparison, Heads, View};
use crate::report::numbers::Scale;
use crate::report::words::{say, sentences};
use crate::stats::Verdict;
use std::cmp::Reverse;
use worse::worse;

/// More answers than these are told in a grid, and only the best one's and the baseline's in sentences.
pub const FEW_ANSWERS: usize = 3;

/// What a design is worth beside the baseline, on what was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Worth {
    /// It keeps promises surely better, and none surely worse; or keeps them as well, and is cheaper.
    Better,
    /// The other way round.
    Worse,
    /// Some promises better, some worse.
    Mixed,
    /// Nothing tells them apart yet.
    Undecided,
    /// Another demand: neither is better.
    NotJudged,
}

impl Worth {
    /// In a word.
    pub fn word(self, view: &View<'_>) -> String {
        let (en, zh) = match self {
            Self::Better => ("better", "更好"),
            Self::Worse => ("worse", "更差"),
            Self::Mixed => ("better and worse", "有好有差"),
            Self::Undecided => ("undecided", "未定"),
            Self::NotJudged => ("not judged", "不作评判"),
        };
        say(view.lang, en.into(), zh.into())
    }

    /// The mark of it.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Better => "▲",
            Self::Worse => "▼",
            Self::Mixed => "▲▼",
            Self::Undecided => "=",
            Self::NotJudged => "",
        }
    }
}

/// How many promises a design keeps surely better and surely worse than the baseline.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Tally {
    better: usize,
    worse: usize,
    all: usize,
}

fn tally(view: &View<'_>, pair: Comparison) -> Tally {
    let mut tally = Tally::default();
    for promise in promises(view.model(pair.arm)) {
        tally.all += 1;
        let found = view.difference(pair, promise.kpi, &promise.subject).map(|d| d.judgement.verdict);
        tally.better += usize::from(found == Some(Verdict::Better));
        tally.worse += usize::from(found == Some(Verdict::Worse));
    }
    tally
}

/// What the arm of a pair is worth beside its baseline.
pub fn worth(view: &View<'_>, pair: Comparison) -> Worth {
    if !view.is_judged(pair) {
        return Worth::NotJudged;
    }
    let Tally { better, worse, .. } = tally(view, pair);
    match (better > 0, worse > 0) {
        (true, true) => Worth::Mixed,
        (true, false) => Worth::Better,
        (false, true) => Worth::Worse,
        (false, false) => match view.difference(pair, Row::CostTotal, "all").map(|d| d.judgement.verdict) {
            Some(Verdict::Better) => Worth::Better,
            Some(Verdict::Worse) => Worth::Worse,
            _ => Worth::Undecided,
        },
    }
}

/// The pair of the arm with the design that is worth most, in the baseline's case: of better ones that which surely misses the
/// fewest targets, then that with the most better, then the cheapest. `None`: nothing is compared there.
pub fn best(view: &View<'_>, pairs: &[Comparison]) -> Option<Comparison> {
    let case = &view.model(view.results.baseline).case.key;
    let here = pairs.iter().filter(|pair| view.model(pair.arm).case.key == *case);
    let rank = |pair: &Comparison| {
        let order = match worth(view, *pair) {
            Worth::Better => 4,
            Worth::Mixed => 3,
            Worth::Undecided => 2,
            Worth::NotJudged => 1,
            Worth::Worse => 0,
        };
        let Tally { better, worse, .. } = tally(view, *pair);
        (order, Reverse(kept(view, pair.arm).missed), better as isize - worse as isize)
    };
    let cost = |pair: &Comparison| view.estimate(pair.arm, Row::CostTotal, "all").map_or(0.0, |e| e.mean);
    here.copied().max_by(|a, b| rank(a).cmp(&rank(b)).then(cost(b).total_cmp(&cost(a))))
}

/// The name of an arm with its people.
fn who(view: &View<'_>, arm: usize) -> String {
    let (name, people) = (view.arm_name(arm), Heads::of(view.model(arm)).people(view.lang));
    say(view.lang, format!("{name}, {people}"), format!("{name}，{people}"))
}

/// An arm alone: how many targets it misses, what it costs, what breaks first.
pub fn alone(view: &View<'_>, arm: usize) -> String {
    let mut parts = vec![misses(view, arm), cost(view, arm)];
    parts.extend(broken_first(view, arm));
    let (who, parts) = (who(view, arm), sentences(view.lang, &parts));
    say(view.lang, format!("{who}: {parts}."), format!("{who}：{parts}。"))
}

/// An arm beside the baseline: better, worse or undecided, what it costs, what breaks first.
pub fn beside(view: &View<'_>, pair: Comparison) -> String {
    let mut parts = vec![on_targets(view, pair)];
    parts.extend(worse(view, pair));
    parts.extend(saved(view, pair));
    parts.extend(broken_first(view, pair.arm));
    let (who, parts) = (who(view, pair.arm), sentences(view.lang, &parts));
    say(view.lang, format!("{who}: {parts}."), format!("{who}：{parts}。"))
}

/// `BETTER than Before: 2 of 8 targets better, no target worse, 4 missed, 1 undecided`.
pub fn on_targets(view: &View<'_>, pair: Comparison) -> String {
    let (worth, base) = (worth(view, pair), view.design(pair.base));
    let word = worth.word(view).to_uppercase();
    let Tally { better, worse, all } = tally(view, pair);
    let missed = kept(view, pair.arm).missed;
    let mut kept = standing(view, pair.arm);
    // Better than the other is not yet kept.
    if better > 0 && missed > 0 {
        kept = say(view.lang, format!("still {kept}"), format!("仍有 {kept}"));
    }
    if all == 0 && worth != Worth::NotJudged {
        return say(
            view.lang,
            format!("{word} beside {base}: by its cost alone, no target was set"),
            format!("与“{base}”相比{word}：没有设目标，只看成本"),
        );
    }
    let (en, zh) = match (better, worse) {
        (0, 0) => (format!("no target of {all} surely better or worse"), format!("{all} 项目标分不出优劣")),
        (_, 0) => (
            format!("{better} of {all} targets better, no target worse"),
            format!("{all} 项目标中 {better} 项更好、没有目标更差"),
        ),
        (0, _) => (
            format!("{worse} of {all} targets worse, no target better"),
            format!("{all} 项目标中 {worse} 项更差、没有目标更好"),
        ),
        _ => (
            format!("{better} of {all} targets better, {worse} worse"),
            format!("{all} 项目标中 {better} 项更好、{worse} 项更差"),
        ),
    };
    let by_cost = better + worse == 0 && matches!(worth, Worth::Better | Worth::Worse);
    let (by_en, by_zh) = if by_cost { (" by its cost", "（看成本）") } else { ("", "") };
    match worth {
        Worth::NotJudged => say(
            view.lang,
            format!("NOT JUDGED beside “{base}”, whose demand is another; of {all} targets {kept}"),
            format!("需求与“{base}”不同，不作评判；{all} 项目标，{kept}"),
        ),
        Worth::Undecided => say(
            view.lang,
            format!("{word} beside “{base}”: {en}, {kept}"),
            format!("与“{base}”相比{word}：{zh}，{kept}"),
        ),
        _ => say(
            view.lang,
            format!("{word} than “{base}”{by_en}: {en}, {kept}"),
            format!("与“{base}”相比{word}{by_zh}：{zh}，{kept}"),
        ),
    }
}

/// How many targets an arm misses, and of how many that is open.
fn misses(view: &View<'_>, arm: usize) -> String {
    let all = kept(view, arm).all;
    if all == 0 {
        return say(view.lang, "no target was set".into(), "没有设目标".into());
    }
    let words = standing(view, arm);
    let en = if all == 1 { format!("1 target, {words}") } else { format!("of {all} targets {words}") };
    say(view.lang, en, format!("{all} 项目标，{words}"))
}

/// Why the best design stands before another that is better than the baseline too: more targets, or the price.
pub fn behind(view: &View<'_>, best: Comparison, other: Comparison) -> Option<String> {
    let lang = view.lang;
    let [here, there] = [best, other].map(|pair| kept(view, pair.arm).missed);
    let choice = view.design(best.arm);
    if there > here {
        return Some(say(
            lang,
            format!("{there} targets missed, {here} with “{choice}”"),
            format!("{there} 项未达标，“{choice}”是 {here} 项"),
        ));
    }
    let (first, second) = (tally(view, best), tally(view, other));
    let more = (first.better + second.worse) as isize - (second.better + first.worse) as isize;
    if more > 0 {
        let (better, worse) = (second.better, second.worse);
        let (en, zh) = match worse {
            0 => (String::new(), String::new()),
            n => (format!(", {n} worse"), format!("，{n} 项更差")),
        };
        return Some(say(
            lang,
            format!("{better} targets better{en} instead of {}", first.better),
            format!("只有 {better} 项目标更好{zh}，不到 {} 项", first.better),
        ));
    }
    let cost = |arm: usize| view.estimate(arm, Row::CostTotal, "all");
    let (here, there) = (cost(best.arm)?, cost(other.arm)?);
    let dearer = view.mean(there) - view.mean(here);
    if dearer <= here.half_width.unwrap_or(0.0).max(there.half_width.unwrap_or(0.0)) {
        return Some(say(lang, "as many targets at about the same cost".into(), "目标一样多，成本也相近".into()));
    }
    let scale = Scale::sums(dearer, view.results.currency(), lang);
    let amount = scale.with_unit(&scale.plain(dearer.max(0.0)));
    Some(say(
        lang,
        format!("as many targets, {amount} dearer to run than “{choice}”"),
        format!("目标一样多，运营比“{choice}”贵 {amount}"),
    ))
}

/// What a design costs over the report's period.
fn cost(view: &View<'_>, arm: usize) -> String {
    let Some(e) = view.estimate(arm, Row::CostTotal, "all") else {
        return say(view.lang, "running cost not given".into(), "运营成本未填".into());
    };
    let scale = Scale::new(view.unit(Row::CostTotal.into()), e.mean, false, view.results.currency(), view.lang);
    let (amount, days) = (scale.with_unit(&scale.estimate(view.mean(e), e.half_width)), view.stretch());
    say(view.lang, format!("running cost {amount} in {days}"), format!("{days}运营成本 {amount}"))
}

/// What a design saves or costs more beside the baseline, running and once. Only where both meet the same demand.
fn saved(view: &View<'_>, pair: Comparison) -> Vec<String> {
    if !view.is_judged(pair) {
        return vec![cost(view, pair.arm)];
    }
    let Spending { running, once, undone } = spending(view, pair, |_| String::new());
    let running = running.unwrap_or_else(|| say(view.lang, "running cost not given".into(), "运营成本未填".into()));
    std::iter::once(running).chain(once).chain(undone).collect()
}
