//! Periods that miss their targets in some replications and not in others, and whether demand or chance is why.

use crate::experiment::Judged;
use crate::model::Lang;
use crate::report::labels::View;
use crate::report::numbers::{number, share};
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::Results;
use crate::report::words::say;
use crate::stats::{Bounded, Explained, LEAST};
use serde::Serialize;
use std::borrow::Cow;

/// A row in files.
#[derive(Serialize)]
pub struct ChanceRow<'a> {
    design: &'a str,
    case: &'a str,
    period: &'a str,
    kpi: Cow<'static, str>,
    subject: String,
    target: f64,
    n: usize,
    missed: usize,
    missed_share: Bounded,
    from_demand: Option<Bounded>,
    missed_from_demand: Option<Bounded>,
    missed_as_planned: Option<Bounded>,
}

/// The rows of a run or comparison.
pub fn rows(results: &Results) -> Vec<ChanceRow<'_>> {
    results.judged.iter().map(|judged| row(results, judged)).collect()
}

fn row<'a>(results: &'a Results, judged: &'a Judged) -> ChanceRow<'a> {
    let arm = &results.study.arms[judged.arm];
    ChanceRow {
        design: &arm.model.design.key,
        case: &arm.model.case.key,
        period: &arm.spans[judged.span].label.key,
        kpi: judged.kpi.key(&arm.model),
        subject: judged.subject.key(&arm.model),
        target: judged.target,
        n: judged.n,
        missed: judged.missed,
        missed_share: judged.share,
        from_demand: judged.explained.map(|found| found.figure),
        missed_from_demand: judged.explained.and_then(|found| found.below),
        missed_as_planned: judged.explained.and_then(|found| found.at),
    }
}

/// The section of a run or comparison: of all named periods, or of the one that the report is about.
pub fn section(view: &View<'_>) -> Option<Section> {
    let (lang, study) = (view.lang, &view.results.study);
    let period = |judged: &Judged| &view.arms()[judged.arm].spans[judged.span].label;
    let about = |judged: &&Judged| view.results.period == "horizon" || period(judged).key == view.results.period;
    let all: Vec<&Judged> = view.results.judged.iter().filter(about).collect();
    // Of so few replications nothing is said, and a part without anything to say is none.
    if all.is_empty() || study.replications < LEAST as u64 {
        return None;
    }
    let mut blocks = Vec::new();
    for arm in 0..view.arms().len() {
        let of_arm: Vec<&Judged> = all.iter().copied().filter(|judged| judged.arm == arm).collect();
        if !of_arm.is_empty() {
            blocks.push(Block::Table(table(view, arm, &of_arm)));
        }
    }
    blocks.extend(all.iter().filter_map(|judged| sentence(view, judged)).map(Block::Item));
    let note = say(
        lang,
        "demand: how large events and crises turn out and how busy the days are, as hand work for the teams concerned; \
         the rest is chance inside the days (arrivals, efforts, absence) and how the days of a period differ. In brackets \
         95 % intervals"
            .into(),
        "需求：活动与突发事件的实际规模和各天的忙闲，折合成相关小组的工时；其余为日内的偶然（到达、处理时间、缺勤）\
         以及期间内各天之间的不同。括号内为 95 % 区间"
            .into(),
    );
    blocks.push(Block::Text(note));
    Some(Section { heading: view.words.chance.to_owned(), blocks })
}

fn table(view: &View<'_>, arm: usize, all: &[&Judged]) -> Table {
    let lang = view.lang;
    let figures = |en: &str, zh: &str| Column::figures(&say(lang, en.into(), zh.into()));
    let columns = vec![
        Column::words(&say(lang, "period".into(), "期间".into())),
        Column::words(view.words.figure),
        Column::figures(view.words.target),
        figures("missed in", "未达标次数"),
        figures("differences\nfrom demand", "差异中\n来自需求"),
        figures("misses\nfrom demand", "未达标中\n来自需求"),
        figures("missed if all\ncame as planned", "若按计划来\n的未达标率"),
    ];
    let cell = |bounded: Option<Bounded>| bounded.map_or(view.words.none.to_owned(), |bounded| percent(bounded, lang));
    let rows = all.iter().map(|judged| {
        let (found, missed) = (judged.explained, times(judged, lang));
        vec![
            view.arms()[arm].spans[judged.span].label.in_lang(lang).to_owned(),
            figure(view, judged),
            share(judged.target),
            missed,
            cell(found.map(|found| found.figure)),
            cell(found.and_then(|found| found.below)),
            cell(found.and_then(|found| found.at)),
        ]
    });
    let caption = if view.arms().len() > 1 { view.arm_name(arm) } else { String::new() };
    Table { caption, rows: rows.collect(), columns, fixed: 2 }
}

/// `service level: Pre-sale chat`.
fn figure(view: &View<'_>, judged: &Judged) -> String {
    view.figure(&view.name(judged.kpi), &judged.subject.key(view.model(judged.arm)))
}

/// `6 of 20 (15–52 %)`.
fn times(judged: &Judged, lang: Lang) -> String {
    let (missed, n, Bounded { low, high, .. }) = (judged.missed, judged.n, judged.share);
    let interval = interval(low, high);
    say(lang, format!("{missed} of {n} ({interval})"), format!("{n} 次中 {missed} 次（{interval}）"))
}

/// `83 % (71–90 %)`.
fn percent(bounded: Bounded, lang: Lang) -> String {
    let (value, interval) = (number(100.0 * bounded.value, 0), interval(bounded.low, bounded.high));
    say(lang, format!("{value} % ({interval})"), format!("{value} %（{interval}）"))
}

fn interval(low: f64, high: f64) -> String {
    format!("{}–{} %", number(100.0 * low, 0), number(100.0 * high, 0))
}

/// What is missed now and then, and why; what always is stands among the advice.
fn sentence(view: &View<'_>, judged: &Judged) -> Option<String> {
    let lang = view.lang;
    let found = judged.explained.filter(|_| judged.missed > 0 && judged.missed < judged.n)?;
    let period = view.arms()[judged.arm].spans[judged.span].label.in_lang(lang);
    let figure = figure(view, judged);
    let arm = if view.arms().len() > 1 {
        let name = view.arm_name(judged.arm);
        say(lang, format!("{name}: "), format!("{name}："))
    } else {
        String::new()
    };
    let (target, missed, differences) = (share(judged.target), times(judged, lang), percent(found.figure, lang));
    let (en, zh) = why(&found);
    Some(say(
        lang,
        format!(
            "{arm}{period} misses {target} ({figure}) in {missed} replications{en}; of what differs between them \
             {differences} comes from how large demand turns out, the rest from chance"
        ),
        format!(
            "{arm}{period}（{figure}）{missed}未达到 {target}{zh}；各次之间的差异有 {differences} 来自需求大小，其余出于偶然"
        ),
    ))
}

/// What the intervals allow to say, if anything.
fn why(found: &Explained) -> (&'static str, &'static str) {
    let Some(as_planned) = found.at else { return ("", "") };
    if as_planned.low > 0.5 {
        (", and would with demand as planned: the forecast is not why", "，按计划的需求也达不到：原因不在预测")
    } else if as_planned.high < 0.5 && found.figure.low > 0.5 {
        (
            ", because more comes than planned; with demand as planned it would be met",
            "，原因是来的比计划多；按计划的需求可以达到",
        )
    } else if as_planned.high < 0.5 && found.figure.high < 0.5 {
        (", mostly by chance inside the days", "，主要出于日内的偶然")
    } else {
        ("", "")
    }
}
