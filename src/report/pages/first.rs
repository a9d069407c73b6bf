//! All there is to say of a run or comparison, in the order in which a manager asks; the short answer is `answer`.

use crate::catalogue::{KpiId, List, Row, civil, listed};
use crate::experiment::Difference;
use crate::model::Lang;
use crate::report::blocks::advice::advice;
use crate::report::blocks::deciding::told_targets;
use crate::report::blocks::figures::{self, Figure, headline};
use crate::report::blocks::{
    files_read, observed, on_duty, prices, ranking, savings, tables, target_risk, turning_points, verdict, why,
};
use crate::report::labels::{Comparison, View, staff};
use crate::report::numbers::{self, ENOUGH, FEW};
use crate::report::page::{Block, Report, Section};
use crate::report::results::Results;
use crate::report::words::{say, sentences};
use crate::stats::Verdict;

/// The parts of the whole page: what each is called on the command line, and in Chinese.
pub const PARTS: [(&str, &str); 20] = [
    ("compared", "对比内容"),
    ("verdict", "结论"),
    ("ranking", "排序"),
    ("assumptions", "假定"),
    ("differences", "差异"),
    ("savings", "节省"),
    ("figures", "主要指标"),
    ("types", "各类型"),
    ("teams", "各组"),
    ("shifts", "班次"),
    WHY,
    ("risk", "风险"),
    ("scores", "评分"),
    ("policies", "预案"),
    ("costs", "成本"),
    ("prices", "价格来源"),
    ("files", "读取的文件"),
    ("measured", "实测"),
    ("definitions", "口径"),
    ("advice", "建议"),
];

/// The part that is simulated for itself, so one may ask for it to be left out.
pub const WHY: (&str, &str) = ("why", "为什么在等");

/// All there is to say of a run or comparison. `next` is the natural next command.
pub fn build(results: &Results, lang: Lang, next: &str) -> Report {
    page(results, lang, next, |_| true)
}

/// One of the [`PARTS`] of it, by either name.
pub fn part(results: &Results, lang: Lang, name: &str, next: &str) -> Report {
    let wanted: Vec<&str> = PARTS.iter().filter(|(en, zh)| *en == name || *zh == name).map(|(en, _)| *en).collect();
    page(results, lang, next, |name| wanted.contains(&name))
}

fn page(results: &Results, lang: Lang, next: &str, wanted: impl Fn(&str) -> bool) -> Report {
    let view = View::new(results, lang);
    let sections = sections(&view).into_iter().filter(|(name, _)| wanted(name)).map(|(_, section)| section).collect();
    let title = results.title.in_lang(lang).to_owned();
    Report { title, sections, next: format!("{} {next}", view.words.next) }
}

/// Every part that there is something to say in, by its name.
pub(super) fn sections(view: &View<'_>) -> Vec<(&'static str, Section)> {
    let (w, lang, results) = (view.words, view.lang, view.results);
    let figures = headline(view);
    let (within, across) = view.pairs();
    let pairs: Vec<Comparison> = within.iter().chain(&across).copied().collect();
    let mut all = vec![("compared", compared(view))];
    let compares = results.study.replications > 1 && !pairs.is_empty();
    if compares {
        all.extend(judged(view, &figures, &within, &across));
    }
    let types = figures::of_types(view);
    let (scores, policies, money) = (figures::of_scores(view), figures::of_policies(view), figures::of_money(view));
    let table = |figures: &[Figure], targets| Block::Table(tables::absolute(view, figures, targets));
    all.push(("figures", section(w.headline, vec![table(&figures, true)])));
    all.push(("types", section(w.by_type, vec![table(&types, true)])));
    let teams = (0..view.arms().len()).map(|arm| Block::Table(tables::teams(view, arm))).collect();
    all.push(("teams", section(w.by_team, spaced(teams))));
    all.extend(on_duty::section(view).map(|section| ("shifts", section)));
    all.extend(why::section(view).map(|section| (WHY.0, section)));
    all.extend(target_risk::section(view).map(|section| ("risk", section)));
    for (name, heading, figures) in [("scores", w.scores, &scores), ("policies", w.policies, &policies)] {
        if !figures.is_empty() {
            all.push((name, section(heading, vec![table(figures, false)])));
        }
    }
    all.push(("costs", section(w.costs, vec![table(&money, false)])));
    all.extend(prices::section(view).map(|section| ("prices", section)));
    all.extend(files_read::section(&results.files, lang).map(|section| ("files", section)));
    all.extend(observed::section(view).map(|section| ("measured", section)));
    let shown = [&figures, &types, &scores, &policies, &money].into_iter().flatten().map(|f| f.kpi);
    let is_judged = pairs.iter().any(|pair| view.is_judged(*pair));
    let chats = view.arms().iter().any(|arm| arm.model.teams.iter().any(|team| team.places > 1));
    let engaged = chats.then_some(KpiId::Row(Row::Engaged));
    all.push(("definitions", how_to_read(view, shown.chain(listed(List::Team)).chain(engaged), is_judged)));
    let advice: Vec<Block> =
        advice(view, &figures, &pairs).iter().map(|advice| Block::Item(advice.text(view))).collect();
    if !advice.is_empty() {
        all.push(("advice", section(w.advice, advice)));
    }
    all
}

/// Verdicts, what would turn them, differences, savings.
fn judged(
    view: &View<'_>,
    figures: &[Figure],
    within: &Vec<Comparison>,
    across: &Vec<Comparison>,
) -> Vec<(&'static str, Section)> {
    // Another design in another case is a question of its own: what the new organisation does with more demand.
    let base_design = &view.model(view.results.baseline).design;
    let other = |pair: &&Comparison| view.model(pair.arm).design != *base_design;
    let judged: Vec<Comparison> = within.iter().chain(across.iter().filter(other)).copied().collect();
    let judged = if judged.is_empty() { across } else { &judged };
    let mut all = vec![("verdict", verdicts(view, figures, judged))];
    all.extend(ranking::section(view).map(|section| ("ranking", section)));
    all.extend(turning_points::section(view).map(|section| ("assumptions", section)));
    let parts = &view.results.parts[..];
    for (heading, pairs, parts) in [(against_design(view), within, parts), (against_arm(view), across, &[])] {
        if !pairs.is_empty() {
            let table = tables::differences(view, figures, pairs, parts);
            all.push(("differences", section(&heading, vec![Block::Table(table)])));
        }
    }
    let same: Vec<Comparison> = judged.iter().copied().filter(|pair| view.is_judged(*pair)).collect();
    if !same.is_empty() {
        all.extend(savings::sections(view, &same).into_iter().map(|section| ("savings", section)));
    }
    all
}

fn section(heading: &str, blocks: Vec<Block>) -> Section {
    Section { heading: heading.to_owned(), blocks }
}

/// The heading of differences within each case.
fn against_design(view: &View<'_>) -> String {
    let base = view.design(view.results.baseline);
    if view.has_cases() {
        say(view.lang, format!("Difference to {base}, in the same case"), format!("同一假设下与“{base}”之差"))
    } else {
        say(view.lang, format!("Difference to {base}"), format!("与“{base}”之差"))
    }
}

/// The heading of differences across cases.
fn against_arm(view: &View<'_>) -> String {
    let base = view.arm_name(view.results.baseline);
    say(view.lang, format!("Difference to {base}"), format!("与“{base}”之差"))
}

/// A blank line between tables.
fn spaced(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::new();
    for (i, block) in blocks.into_iter().enumerate() {
        if i > 0 {
            out.push(Block::Text(String::new()));
        }
        out.push(block);
    }
    out
}

/// What was compared: designs with their people, cases, days, replications.
fn compared(view: &View<'_>) -> Section {
    let (w, study) = (view.words, &view.results.study);
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut designs: Vec<usize> = Vec::new();
    for arm in 0..study.arms.len() {
        if designs.iter().all(|d| view.model(*d).design.key != view.model(arm).design.key) {
            designs.push(arm);
        }
    }
    for arm in &designs {
        rows.push((view.design(*arm).to_owned(), staff(view.model(*arm), view.lang)));
    }
    let mut cases: Vec<String> = Vec::new();
    for arm in 0..study.arms.len() {
        let case = view.case(arm).to_owned();
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
    rows.push((w.cases.to_owned(), sentences(view.lang, &cases)));
    if study.arms.len() > 1 {
        let why = view.unwritten_baseline();
        rows.push((w.baseline.to_owned(), why.unwrap_or_else(|| view.arm_name(view.results.baseline))));
    }
    if !view.results.changes.is_empty() {
        rows.push((say(view.lang, "changed".into(), "改动".into()), sentences(view.lang, &view.results.changes)));
    }
    let model = view.model(view.results.baseline);
    let targets = told_targets(&view.results.template_targets, model, view.lang);
    if !targets.is_empty() {
        rows.push((say(view.lang, "target".into(), "目标".into()), sentences(view.lang, &targets)));
    }
    rows.push((w.counted.to_owned(), horizon(view, true)));
    let (n, seed) = (numbers::count(study.replications), study.seed);
    let each = if study.arms.len() > 1 {
        say(
            view.lang,
            format!("{n} of each, seed {seed}; all meet the same customers and the same days"),
            format!("每个方案 {n} 次，种子 {seed}；各方案面对相同的客户与日子"),
        )
    } else {
        say(view.lang, format!("{n}, seed {seed}"), format!("{n} 次，种子 {seed}"))
    };
    rows.push((w.replications.to_owned(), each));
    section(if study.arms.len() > 1 { w.compared } else { w.simulated }, vec![Block::Named(rows)])
}

/// The days that are counted; `warmed`: with the days before them.
pub(super) fn horizon(view: &View<'_>, warmed: bool) -> String {
    let calendar = &view.model(view.results.baseline).calendar;
    let first = calendar.epoch_day(calendar.warm_up_days);
    let (from, until) = (civil(first), civil(first + calendar.days - 1));
    let (days, warm) = (calendar.days, calendar.warm_up_days);
    let (all, dates) = (numbers::days(f64::from(days), view.lang), numbers::from_to(from, until, view.lang));
    let span = view.span(view.results.baseline);
    if span.label.key != "horizon" {
        let (name, inside) = (span.label.in_lang(view.lang), numbers::days(span.days, view.lang));
        if span.cut.is_some() {
            let on = numbers::days(span.on, view.lang);
            return say(
                view.lang,
                format!(
                    "{name}: {inside} on {on} of the {days} days from {from} to {until}; a day is one of these dates"
                ),
                format!("{name}：{from} 至 {until} 共 {days} 天，其中 {on}的 {inside}；“每天”指这些日期"),
            );
        }
        return say(
            view.lang,
            format!("{name}: {inside} of the {days} days from {from} to {until}"),
            format!("{name}：{from} 至 {until} 共 {days} 天中的 {inside}"),
        );
    }
    let (en, zh) = match warm {
        _ if !warmed => Default::default(),
        0 => (String::new(), String::new()),
        _ => (format!(", after {warm} days of warm-up"), format!("，预热 {warm} 天")),
    };
    say(view.lang, format!("{all}, {dates}{en}"), format!("{all}，{dates}{zh}"))
}

fn verdicts(view: &View<'_>, figures: &[Figure], pairs: &[Comparison]) -> Section {
    let blocks = pairs.iter().flat_map(|pair| verdict::of_pair(view, *pair, figures)).collect();
    section(view.words.verdict, blocks)
}

/// Definitions of exactly the KPIs shown, and what the signs mean.
fn how_to_read(view: &View<'_>, shown: impl Iterator<Item = KpiId>, compared: bool) -> Section {
    let lang = view.lang;
    let mut rows = vec![(
        "±".to_owned(),
        say(
            lang,
            "the error of the mean: half the 95 % interval, within which the true mean lies in 95 of 100 such studies. It \
             is the chance of the simulation alone; left out: whether the assumptions hold (volumes, patience, bot, \
             prices), and how far a single day or year is from the mean"
                .into(),
            "均值的误差：95 % 区间的一半，100 次这样的研究中有 95 次真均值落在区间内。只含模拟的随机性；不含假定是否成立（咨询量、\
             耐心、机器人、价格），也不是某一天、某一年与均值的差距"
                .into(),
        ),
    )];
    if compared && view.results.study.replications > 1 {
        rows.push((
            "▲ ▼ =".to_owned(),
            say(
                lang,
                "differences of paired replications; the intervals of one figure hold for all comparisons together; \
                 = means that this many replications cannot tell"
                    .into(),
                "由配对模拟之差得出；同一指标的各项比较的区间同时成立；= 表示目前的次数还分不出".into(),
            ),
        ));
        rows.push((
            "n ≈".to_owned(),
            say(
                lang,
                "of what is undecided: about so many replications would decide".into(),
                "未定的指标：约需这么多次模拟才能判定".into(),
            ),
        ));
        if view.results.parts.iter().any(|parts| parts.alone.len() > 1) {
            rows.push((
                view.words.beyond_parts.replace('\n', " "),
                say(
                    lang,
                    "all levers together, less the sum of what each does alone; 0 where they simply add up".into(),
                    "全部措施一起的效果，减去各项单独效果之和；若只是简单相加则为 0".into(),
                ),
            ));
        }
        if let Some(pairing) = pairing(view) {
            rows.push(pairing);
        }
    }
    let mut seen: Vec<KpiId> = Vec::new();
    for kpi in shown {
        if !seen.contains(&kpi) {
            seen.push(kpi);
            rows.push(view.defined(kpi));
        }
    }
    section(view.words.how_to_read, vec![Block::Named(rows)])
}

/// What common random numbers left of the variance, in the middle figure.
fn pairing(view: &View<'_>) -> Option<(String, String)> {
    let here = |d: &&Difference| view.results.span(d.of.arm) == Some(d.of.span);
    let mut ratios: Vec<f64> = view
        .results
        .differences
        .iter()
        .filter(here)
        .filter_map(|d| d.judgement.variance_ratio)
        .filter(|ratio| ratio.is_finite())
        .collect();
    ratios.sort_by(f64::total_cmp);
    let middle = *ratios.get(ratios.len() / 2)?;
    let ratio = numbers::number(middle, -2);
    let name = say(view.lang, "same customers".into(), "相同客户".into());
    let text = say(
        view.lang,
        format!(
            "common random numbers: the variance of a difference is {ratio} of what two separate studies would have \
             (median of all figures)"
        ),
        format!("公共随机数：差异的方差为两次独立研究的 {ratio} 倍（各指标的中位数）"),
    );
    Some((name, text))
}

/// What is natural to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Compare the designs and cases of the file.
    Compare,
    /// The same with so many replications.
    Replications(u64),
    /// Move inputs until the baseline gives what was measured of it.
    Calibrate,
    /// Read what figures mean.
    Explain,
}

/// What is natural after a run or comparison of a file. `comparable`: it holds more than one design or case.
pub fn next_step(results: &Results, command: &str, comparable: bool) -> Step {
    let study = &results.study;
    let undecided = results.differences.iter().filter(|d| d.judgement.verdict == Verdict::Undecided);
    let needed =
        undecided.filter(|d| results.span(d.of.arm) == Some(d.of.span)).filter_map(|d| d.judgement.n_needed).min();
    match (command, study.replications, needed) {
        (_, n, _) if n < FEW => Step::Replications(ENOUGH),
        _ if !results.calibrated && observed::apart(&View::new(results, Lang::En)).is_some() => Step::Calibrate,
        ("run", ..) if comparable => Step::Compare,
        (_, n, Some(needed)) if needed > n && needed <= 100 * n => {
            // Rounded up to a number that looks chosen.
            let step = 10u64.pow(needed.ilog10().saturating_sub(1)).max(10);
            Step::Replications(needed.div_ceil(step) * step)
        }
        _ => Step::Explain,
    }
}
