//! The verdict in sentences: which design is better on what, by how much, how sure, at what cost.

use super::advice::{fewer_repeats, grows};
use super::figures::Figure;
use super::spending::{Spending, spending};
use crate::catalogue::{Better, KpiId, List, Row, Saving, Unit, listed};
use crate::experiment::Difference;
use crate::report::labels::{Comparison, Heads, View};
use crate::report::numbers::{self, Scale};
use crate::report::page::Block;
use crate::report::words::{say, sentences};
use crate::stats::Verdict;

/// One difference as `service level: Pre-sale chat +4.3 ± 0.5 pp`, or `carried a day +812 ± 43 / day (+42.9 %)`.
fn phrase(view: &View<'_>, pair: Comparison, d: &Difference) -> String {
    let scale = Scale::new(view.unit(d.of.kpi), d.judgement.mean, true, view.results.currency(), view.lang);
    let amount = scale.with_unit(&scale.difference(view.gap(d), d.judgement.half_width));
    // A share already differs in points, and a growth of nearly nothing has no percentage.
    let plain = view.unit(d.of.kpi) == Unit::Share || d.of.kpi == Row::BacklogGrowth.into();
    let relative = if plain { String::new() } else { relative(view, pair, d) };
    format!("{} {amount}{relative}", view.about(&d.of))
}

/// Shares near 0 or 1 are judged by what is left of them: of 95 instead of 91 % on time, half as many are late. None where both
/// are said already, or the rest hardly changes.
fn the_rest(view: &View<'_>, pair: Comparison, d: &Difference) -> Option<String> {
    let kpi = d.of.kpi;
    let subject = d.of.named(view.arms()).subject;
    let of = |arm: usize| view.estimate(arm, kpi, &subject).map(|e| e.mean);
    let (before, now) = (of(pair.base)?, of(pair.arm)?);
    let (before, now, (en, zh)) = if view.unit(kpi) != Unit::Share || kpi.better() == Better::Neither {
        return None;
    } else if before.min(now) >= 1.0 - SMALL {
        (1.0 - before, 1.0 - now, kpi.row().rest.unwrap_or(("the others ", "其余")))
    } else if before.max(now) <= SMALL {
        (before, now, ("", ""))
    } else {
        return None;
    };
    let times = now / before;
    if !times.is_finite() || (times - 1.0).abs() < NOTABLE {
        return None;
    }
    let place = if before.max(now) < 0.01 { -2 } else { -1 };
    let [before, now] = [before, now].map(|share| numbers::number(share * 100.0, place));
    // Of nearly none there is no telling how many times as many they are.
    let (by_en, by_zh) = if times >= NEARLY_NONE {
        let times = numbers::number(times, -2);
        (format!(": {times} times as many"), format!("，为原来的 {times} 倍"))
    } else {
        Default::default()
    };
    Some(say(
        view.lang,
        format!(" ({en}{now} % instead of {before} %{by_en})"),
        format!("（{zh}由 {before} % 变为 {now} %{by_zh}）"),
    ))
}

/// Up to here a share is small, and told by how many times as many there are, if they are so much more or less.
const SMALL: f64 = 0.2;
const NOTABLE: f64 = 0.15;
const NEARLY_NONE: f64 = 0.05;

/// The difference as a share of the baseline, where there is something to take a share of.
fn relative(view: &View<'_>, pair: Comparison, d: &Difference) -> String {
    let base = view.estimate(pair.base, d.of.kpi, &d.of.named(view.arms()).subject).map_or(0.0, |e| e.mean);
    if base <= 0.0 {
        return String::new();
    }
    let percent = 100.0 * d.judgement.mean / base;
    say(view.lang, format!(" ({percent:+.1} %)"), format!("（{percent:+.1} %）"))
}

/// The verdict on one pair.
pub fn of_pair(view: &View<'_>, pair: Comparison, figures: &[Figure]) -> Vec<Block> {
    if !view.is_judged(pair) {
        return vec![Block::Text(other_demand(view, pair))];
    }
    let found: Vec<&Difference> = figures
        .iter()
        .filter(|figure| !figure.kpi.is_money())
        // A few tickets more or less at the end of a year are no verdict.
        .filter(|f| {
            f.kpi != KpiId::Row(Row::BacklogGrowth)
                || grows(view, pair.arm, &f.subject)
                || grows(view, pair.base, &f.subject)
        })
        .filter_map(|figure| view.difference(pair, figure.kpi, &figure.subject))
        .collect();
    let with = |verdict: Verdict| -> Vec<&Difference> {
        found.iter().filter(|d| d.judgement.verdict == verdict).copied().collect()
    };
    let (better, worse) = (with(Verdict::Better), with(Verdict::Worse));
    let (different, undecided) = (with(Verdict::Different), with(Verdict::Undecided));
    let phrases = |all: &[&Difference]| {
        let why = |d: &Difference| {
            let repeats = d.of.kpi == Row::CarriedPerDay.into() && fewer_repeats(view, pair);
            if repeats {
                say(view.lang, " (fewer ask again)".into(), "（重复进线减少）".into())
            } else {
                the_rest(view, pair, d).unwrap_or_default()
            }
        };
        all.iter().map(|d| format!("{}{}", phrase(view, pair, d), why(d))).collect::<Vec<_>>()
    };
    let w = view.words;
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut row = |name: &str, parts: &[String]| {
        let text = if parts.is_empty() { w.nothing.to_owned() } else { sentences(view.lang, parts) };
        rows.push((format!("  {name}"), text));
    };
    row(w.better, &phrases(&better));
    row(w.worse, &phrases(&worse));
    if !different.is_empty() {
        row(w.different, &phrases(&different));
    }
    let open: Vec<String> = undecided.iter().map(|d| format!("{}{}", phrase(view, pair, d), needed(view, d))).collect();
    if !open.is_empty() {
        row(w.undecided, &open);
    }
    row(w.money, &money(view, pair));
    vec![Block::Text(headline(view, pair, [better.len(), worse.len(), undecided.len()])), Block::Named(rows)]
}

/// Why nothing is said of a pair.
fn other_demand(view: &View<'_>, pair: Comparison) -> String {
    let (arm, base) = (view.arm_name(pair.arm), view.arm_name(pair.base));
    say(
        view.lang,
        format!(
            "{arm} against {base}: another case, or other demand, so neither is called better and nothing is saved; the \
             differences are in the table below."
        ),
        format!("{arm} 对比 {base}：两边的假设或需求不同，不判优劣，也不算节省；差异见下表。"),
    )
}

/// `After (23 people) against Before (24 people): better on 7 figures, worse on 2, undecided on 3.`
fn headline(view: &View<'_>, pair: Comparison, [better, worse, undecided]: [usize; 3]) -> String {
    let who = |arm: usize| {
        let (name, people) = (view.arm_name(arm), Heads::of(view.model(arm)).people(view.lang));
        say(view.lang, format!("{name} ({people})"), format!("{name}（{people}）"))
    };
    let (arm, base) = (who(pair.arm), who(pair.base));
    let figures = if better == 1 { "figure" } else { "figures" };
    say(
        view.lang,
        format!("{arm} against {base}: better on {better} {figures}, worse on {worse}, undecided on {undecided}."),
        format!("{arm} 对比 {base}：{better} 项更好，{worse} 项更差，{undecided} 项未定。"),
    )
}

/// How many replications would decide.
fn needed(view: &View<'_>, d: &Difference) -> String {
    d.judgement.n_needed.map_or(String::new(), |needed| {
        let n = numbers::approximately(needed, d.n as u64);
        say(view.lang, format!(" (n {n})"), format!("（n {n}）"))
    })
}

/// What is said of money: of the running cost how sure it is, and what a year would save.
fn money(view: &View<'_>, pair: Comparison) -> Vec<String> {
    let more = |d: &Difference| {
        let sure = d.judgement.p_better.map_or(String::new(), |p| certainty(view, p, d.judgement.mean < 0.0));
        format!("{}{sure}", relative(view, pair, d))
    };
    let Spending { running, once, undone } = spending(view, pair, more);
    let mut parts: Vec<String> = running.into_iter().collect();
    if parts.is_empty() {
        // What is known is said, and that it is not the whole.
        let known = listed(List::WithoutTotal).into_iter().filter_map(|kpi| view.difference(pair, kpi, "all"));
        parts.extend(known.filter(|d| d.judgement.mean != 0.0).map(|d| phrase(view, pair, d)));
        parts.push(say(view.lang, "running cost as a whole not given".into(), "运营成本合计未填".into()));
    }
    if let Some(d) = view.difference(pair, Saving::Annual, "all") {
        let scale = Scale::new(view.unit(d.of.kpi), d.judgement.mean, true, view.results.currency(), view.lang);
        let saving = scale.with_unit(&scale.difference(d.judgement.mean, d.judgement.half_width));
        parts.push(say(view.lang, format!("annual saving {saving}"), format!("年度节省 {saving}")));
    }
    parts.extend(once.into_iter().chain(undone));
    parts
}

/// The probability that the difference has the sign it shows.
fn certainty(view: &View<'_>, p_better: f64, less: bool) -> String {
    let p = if less { p_better } else { 1.0 - p_better };
    let p = if p > 0.999 { "> 99.9 %".to_owned() } else { format!("{:.1} %", p * 100.0) };
    let (en, zh) = if less { ("less", "减少") } else { ("more", "增加") };
    say(view.lang, format!(" (probability that it is {en}: {p})"), format!("（确实{zh}的概率 {p}）"))
}
