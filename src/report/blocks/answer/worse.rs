//! What gets surely worse with a design although no target says so: a verdict on targets must not hide it.

use crate::catalogue::{Better, Row, Unit};
use crate::experiment::Difference;
use crate::report::blocks::advice::grows;
use crate::report::blocks::figures::headline;
use crate::report::blocks::promises::promises;
use crate::report::labels::{Comparison, View};
use crate::report::numbers::Scale;
use crate::report::words::{list, say};
use crate::stats::Verdict;

/// So many are told; how many more there are is counted.
const TOLD: usize = 2;

/// Less than this of a share is 0.0 % when it is rounded.
const NEWS: f64 = 0.0005;

/// Figures of the headline that are surely worse than in the baseline, in its order; money and targets are told elsewhere.
fn found<'a>(view: &View<'a>, pair: Comparison) -> Vec<&'a Difference> {
    let promised = promises(view.model(pair.arm));
    let figures = headline(view).into_iter().filter(|figure| {
        let promised = promised.iter().any(|one| one.kpi == figure.kpi && one.subject == figure.subject);
        let small = figure.kpi == Row::BacklogGrowth.into() && !grows(view, pair.arm, &figure.subject);
        !promised && !small && !figure.kpi.is_money() && figure.kpi.better() != Better::Neither
    });
    let found = figures.filter_map(|figure| view.difference(pair, figure.kpi, &figure.subject));
    found.filter(|d| d.judgement.verdict == Verdict::Worse && is_news(view, d)).collect()
}

/// Whether a difference is worth a line where nobody asked for it: of a share, points that are nothing at one decimal of a per cent are not,
/// however sure.
pub fn is_news(view: &View<'_>, d: &Difference) -> bool {
    view.unit(d.of.kpi) != Unit::Share || d.judgement.mean.abs() >= NEWS
}

/// `worse: abandonment: Order chat 5.0 % -> 10.0 %, and 2 more`; none where nothing is, or the demand is another.
pub fn worse(view: &View<'_>, pair: Comparison) -> Option<String> {
    if !view.is_judged(pair) {
        return None;
    }
    let all = found(view, pair);
    let told: Vec<String> = all.iter().take(TOLD).map(|d| from_to(view, pair, d)).collect();
    let told = list(view.lang, &told);
    match all.len() {
        0 => None,
        n if n > TOLD => {
            let more = n - TOLD;
            Some(say(view.lang, format!("worse: {told}, and {more} more"), format!("变差的：{told}，另有 {more} 项")))
        }
        _ => Some(say(view.lang, format!("worse: {told}"), format!("变差的：{told}"))),
    }
}

fn from_to(view: &View<'_>, pair: Comparison, d: &Difference) -> String {
    let subject = d.of.named(view.arms()).subject;
    let [before, after] = [pair.base, pair.arm].map(|arm| view.estimate(arm, d.of.kpi, &subject));
    let largest = before.iter().chain(&after).map(|e| e.mean.abs()).fold(0.0, f64::max);
    let scale = Scale::new(view.unit(d.of.kpi), largest, false, view.results.currency(), view.lang);
    let [before, after] =
        [before, after].map(|e| e.map_or_else(|| "0".to_owned(), |e| scale.estimate(view.mean(e), e.half_width)));
    format!("{} {before} → {}", view.about(&d.of), scale.with_unit(&after))
}
