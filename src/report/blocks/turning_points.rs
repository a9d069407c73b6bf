//! Which of the assumptions would turn a verdict, and at about what value: each at either end, on the same customers.

use crate::model::Lang;
use crate::report::blocks::promises::breaks::promise_name;
use crate::report::labels::{View, unit_word, verdict_word};
use crate::report::numbers::{Scale, number, share as percent_of};
use crate::report::page::{Block, Section};
use crate::report::paths::{named, value};
use crate::report::results::Results;
use crate::report::results::{FirstLook, TargetThere, Trial, Tried, Turn};
use crate::report::words::{list, say};
use crate::stats::Verdict;
use serde::Serialize;
use std::borrow::Cow;

/// The section beside the verdicts; none where nothing was tried.
pub fn section(view: &View<'_>) -> Option<Section> {
    let tried = view.results.tried.as_ref()?;
    let lang = view.lang;
    if tried.trials.is_empty() {
        return too_few(tried, lang);
    }
    let turning: Vec<&Trial> = tried.trials.iter().filter(|trial| !trial.turns.is_empty()).collect();
    let with_path = |trial: &Trial| {
        let (name, path) = (named(view, &trial.path).text(lang), &trial.path);
        say(lang, format!("{name} [{path}]"), format!("{name}［{path}］"))
    };
    let steady: Vec<String> = tried.trials.iter().filter(|trial| trial.turns.is_empty()).map(with_path).collect();
    let mut blocks: Vec<Block> = Vec::new();
    for trial in turning {
        blocks.push(Block::Text(heading(view, trial, &with_path(trial))));
        blocks.extend(trial.turns.iter().map(|turn| Block::Item(sentence(view, trial, turn))));
    }
    if !steady.is_empty() {
        let paths = list(lang, &steady);
        blocks.push(Block::Text(say(
            lang,
            format!("Turns no verdict at either end: {paths}"),
            format!("取到两端也不改变结论：{paths}"),
        )));
    }
    let n = tried.replications;
    let left = match tried.left {
        0 => String::new(),
        more => say(lang, format!("; not tried: {more} more"), format!("；另有 {more} 项未试")),
    };
    let how = match tried.first_look {
        None => say(lang, format!("{n} replications at each end"), format!("每端 {n} 次模拟")),
        Some(FirstLook { weeks, further, .. }) => say(
            lang,
            format!(
                "each end first on {weeks} weeks that stand for all; the {further} that might turn something over the whole time, {n} replications"
            ),
            format!("每端先看有代表性的 {weeks} 周；可能改变结论的 {further} 端再跑全程，{n} 次模拟"),
        ),
    };
    blocks.push(Block::Text(say(
        lang,
        format!("One at a time, the same customers, {how}{left}; try your own value by --set PATH=VALUE"),
        format!("每次只改一项，客户相同，{how}{left}；自己的数值用 --set 路径=数值 试"),
    )));
    Some(Section { heading: heading_of(lang), blocks })
}

/// How many of the assumptions that were tried turn a verdict.
#[derive(Clone, Copy, Default)]
pub struct Turning {
    /// One on the design that was asked about, for the worse.
    pub against: usize,
    /// On that design for the better only.
    pub favour: usize,
    /// On other designs only.
    pub others: usize,
}

impl Turning {
    /// Of what was tried, about the design `first`.
    pub fn of(view: &View<'_>, first: Option<usize>) -> Self {
        let mut all = Self::default();
        for trial in view.results.tried.iter().flat_map(|tried| &tried.trials) {
            match trial.turns.is_empty() {
                true => (),
                false if is_against(trial, first) => all.against += 1,
                false if is_of(trial, first) => all.favour += 1,
                false => all.others += 1,
            }
        }
        all
    }

    /// `2 make a verdict on “After” worse, 3 only better`; none where nothing turns.
    pub fn said(self, design: &str, lang: Lang) -> Option<String> {
        let Self { against, favour, others } = self;
        let make = |n: usize| if n == 1 { "makes" } else { "make" };
        Some(match (against, favour, others) {
            (0, 0, 0) => return None,
            (0, 0, n) => say(
                lang,
                format!("{n} {} a verdict, on other designs only", if n == 1 { "turns" } else { "turn" }),
                format!("{n} 项会改变结论，只关于其他方案"),
            ),
            (0, n, _) => say(
                lang,
                format!("none makes a verdict on “{design}” worse, {n} better"),
                format!("没有一项会使对“{design}”的结论变差，{n} 项会变好"),
            ),
            (n, 0, _) => say(
                lang,
                format!("{n} {} a verdict on “{design}” worse", make(n)),
                format!("{n} 项会使对“{design}”的结论变差"),
            ),
            (n, m, _) => say(
                lang,
                format!("{n} {} a verdict on “{design}” worse, {m} only better", make(n)),
                format!("{n} 项会使对“{design}”的结论变差，{m} 项只会变好"),
            ),
        })
    }
}

/// Whether an assumption turns a verdict on a design for the worse.
pub fn is_against(trial: &Trial, arm: Option<usize>) -> bool {
    trial.turns.iter().any(|turn| Some(turn.of.arm) == arm && turn.is_against())
}

/// What an assumption turns that a reader should know first: of the design `first` for the worse, then for the better, then of others.
pub fn foremost(trial: &Trial, first: Option<usize>) -> Option<&Turn> {
    let own = |turn: &&Turn| Some(turn.of.arm) == first;
    let against = trial.turns.iter().find(|turn| own(turn) && turn.is_against());
    against.or_else(|| trial.turns.iter().find(own)).or(trial.turns.first())
}

/// Whether an assumption turns a verdict on a design.
fn is_of(trial: &Trial, arm: Option<usize>) -> bool {
    trial.turns.iter().any(|turn| Some(turn.of.arm) == arm)
}

/// In a few words each: what less of the bots does to the design `first`, assumptions that turn a verdict; else that none does, or that none
/// was tried.
pub fn in_short(view: &View<'_>, first: Option<usize>) -> Vec<String> {
    let (Some(tried), lang) = (view.results.tried.as_ref(), view.lang) else { return Vec::new() };
    if tried.trials.is_empty() {
        return too_few(tried, lang).map(|_| few_words(tried.left, lang)).into_iter().collect();
    }
    let turning: Vec<&Trial> = tried.trials.iter().filter(|trial| !trial.turns.is_empty()).collect();
    let less: Vec<String> = tried.trials.iter().filter_map(|trial| of_bot(view, trial, first)).collect();
    if turning.is_empty() {
        let n = tried.trials.len();
        let names: Vec<String> = tried.trials.iter().map(|trial| named(view, &trial.path).text(lang)).collect();
        let names = list(lang, &names);
        let none = say(
            lang,
            if n == 1 {
                format!("the one assumption that was tried at its ends does not turn which design is better: {names}")
            } else {
                format!(
                    "none of the {n} assumptions that were tried at their ends turns which design is better: {names}"
                )
            },
            format!("试过的 {n} 项假定取到两端，都不改变哪个方案更好：{names}"),
        );
        return less.into_iter().chain([none]).collect();
    }
    let mut turning = turning;
    turning.sort_by_key(|trial| (!is_against(trial, first), !is_of(trial, first)));
    less.into_iter().chain(turning.into_iter().map(|trial| shortest(view, trial, first))).collect()
}

/// `patience (all chats) 5 min → 3 min: undecided → better, running cost: difference +3 ± 5 → about +13 CNY; turns at about 4 min (and 2
/// more)`: what is cut off at the end matters least. Of the design `first` where it turns a verdict on that; of another its name stands there.
fn shortest(view: &View<'_>, trial: &Trial, first: Option<usize>) -> String {
    let lang = view.lang;
    let Some(turn) = foremost(trial, first) else { return String::new() };
    let known = named(view, &trial.path);
    let (written, end) = (value(view, &known, &trial.value), value(view, &known, &turn.end));
    let never =
        if trial.given { String::new() } else { say(lang, ", never given".into(), "（从未给出）".into()) };
    let [from, to] = turn.verdicts.map(|verdict| word(view, verdict));
    let [as_is, there] = differences(view, turn);
    let about = turn.about.as_ref().map_or_else(String::new, |about| {
        let about = value(view, &known, about);
        say(lang, format!("; turns at about {about}"), format!("；约在 {about}处改变"))
    });
    let more = match trial.turns.len() - 1 {
        0 => String::new(),
        more => say(lang, format!(" (and {more} more)"), format!("（另有 {more} 项）")),
    };
    let (name, figure) = (known.text(lang), view.about(&turn.of));
    let (pair_en, pair_zh) = if Some(turn.of.arm) == first {
        Default::default()
    } else {
        let pair = pair(view, turn);
        (format!(", {pair}"), format!("，{pair}"))
    };
    say(
        lang,
        format!(
            "{name} {written}{never} → {end}: {from} → {to}, {figure}{pair_en}: difference {as_is} → about {there}{about}{more}"
        ),
        format!(
            "{name} {written}{never} → {end}：{from} → {to}，{figure}{pair_zh}：相差 {as_is} → 约 {there}{about}{more}"
        ),
    )
}

/// How far apart a figure is as the file has it, with its error, and about how far where the assumption is at its end.
fn differences(view: &View<'_>, turn: &Turn) -> [String; 2] {
    let [as_is, there] = turn.differences;
    let largest = as_is.abs().max(there.abs());
    let scale = Scale::new(view.unit(turn.of.kpi), largest, true, view.results.currency(), view.lang);
    let as_is = scale.with_unit(&scale.difference(as_is, Some(turn.half_width)));
    // Of what few replications moved there is no interval of its own.
    let there = scale.difference(there, Some(turn.half_width));
    [as_is, scale.with_unit(there.split(" ±").next().unwrap_or(&there))]
}

/// The path that stands for every bot's share.
pub const BOTS: &str = "design.*.bot.*";

/// What becomes of the target furthest from being kept where the bots take less: of the design `first`, and of the baseline where that has a
/// bot; none of another assumption.
fn of_bot(view: &View<'_>, trial: &Trial, first: Option<usize>) -> Option<String> {
    if trial.path != BOTS {
        return None;
    }
    let known = named(view, &trial.path);
    let of = |arm: usize| trial.reached.iter().find(|one| one.arm == arm);
    let base = view.results.baseline;
    // Of a design without a bot that stays as it is there is nothing to say.
    let concerned = |one: &&TargetThere| {
        let [from, to] = one.levels.map(|level| number(level * 100.0, 0));
        from != to || view.model(one.arm).types.iter().any(|kind| kind.bot.is_some())
    };
    let arms = first.into_iter().chain((first != Some(base)).then_some(base));
    let told = arms.filter_map(of).filter(concerned).map(|one| {
        let (design, level) = (view.design(one.arm), reached(view, one));
        say(view.lang, format!("“{design}” {level}"), format!("“{design}”{level}"))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return None;
    }
    let told = list(view.lang, &told);
    let (name, end) = (known.text(view.lang), value(view, &known, &trial.reached.first()?.end));
    Some(say(view.lang, format!("{name} {end}: {told}"), format!("{name} {end}：{told}")))
}

/// `Pre-sale chat within target 66 → 61 % (target 80 %)`.
pub fn reached(view: &View<'_>, one: &TargetThere) -> String {
    let name = promise_name(view, one.kpi, &one.subject);
    let [from, to] = one.levels.map(|level| number(level * 100.0, 0));
    let wanted = percent_of(one.promised);
    say(
        view.lang,
        format!("{name} {from} → {to} % (target {wanted})"),
        format!("{name} {from} → {to} %（目标 {wanted}）"),
    )
}

/// A sentence for each verdict that an assumption turns.
pub fn turned(view: &View<'_>, trial: &Trial) -> Vec<String> {
    trial.turns.iter().map(|turn| sentence(view, trial, turn)).collect()
}

fn few_words(left: usize, lang: Lang) -> String {
    say(
        lang,
        format!("not tried with so few replications: {left} assumptions; `check` lists them"),
        format!("模拟次数太少，{left} 项假定都没有试；`check` 会列出它们"),
    )
}

/// What stands there where replications are too few to try any.
fn too_few(tried: &Tried, lang: Lang) -> Option<Section> {
    let left = tried.left;
    let why = few_words(left, lang);
    let heading = heading_of(lang);
    (left > 0).then(|| Section { heading, blocks: vec![Block::Text(why)] })
}

fn heading_of(lang: Lang) -> String {
    say(lang, "What would turn a verdict".into(), "哪些假定会改变结论".into())
}

fn heading(view: &View<'_>, trial: &Trial, name: &str) -> String {
    let known = named(view, &trial.path);
    let ends: Vec<String> = trial.ends.iter().map(|end| value(view, &known, end)).collect();
    let (ends, written) = (list(view.lang, &ends), value(view, &known, &trial.value));
    if trial.given {
        say(view.lang, format!("{name}: {written} (may be {ends}):"), format!("{name}：{written}（也可能是 {ends}）："))
    } else {
        say(
            view.lang,
            format!("{name}: {written}, never given (may be {ends}):"),
            format!("{name}：{written}，从未给出（也可能是 {ends}）："),
        )
    }
}

fn sentence(view: &View<'_>, trial: &Trial, turn: &Turn) -> String {
    let lang = view.lang;
    let pair = pair(view, turn);
    let figure = view.about(&turn.of);
    let [as_is, there] = differences(view, turn);
    let [from, to] = turn.verdicts.map(|verdict| word(view, verdict));
    let known = named(view, &trial.path);
    let end = value(view, &known, &turn.end);
    let about = turn.about.as_ref().map_or_else(String::new, |about| {
        let about = value(view, &known, about);
        say(lang, format!("; turns at about {about}"), format!("，约在 {about}处改变"))
    });
    say(
        lang,
        format!("{pair}, {figure}: difference {as_is}, {from}; at {end} about {there}, {to}{about}"),
        format!("{pair}，{figure}：相差 {as_is}，{from}；取 {end}时相差约 {there}，{to}{about}"),
    )
}

/// `“After” against “Before” (as given)`: a case that both are of stands once, and not where there is one only.
fn pair(view: &View<'_>, turn: &Turn) -> String {
    let (arm, base) = (turn.of.arm, turn.base);
    let case = view.case(arm);
    if view.has_cases() && case != view.case(base) {
        let (arm, base) = (view.arm_name(arm), view.arm_name(base));
        return say(view.lang, format!("“{arm}” against “{base}”"), format!("“{arm}”与“{base}”相比"));
    }
    let (en, zh) = if view.has_cases() { (format!(" ({case})"), format!("（{case}）")) } else { Default::default() };
    let (arm, base) = (view.design(arm), view.design(base));
    say(view.lang, format!("“{arm}” against “{base}”{en}"), format!("“{arm}”与“{base}”相比{zh}"))
}

pub fn word(view: &View<'_>, verdict: Verdict) -> String {
    let (en, zh) = match verdict {
        Verdict::Better => ("better", "更好"),
        Verdict::Worse => ("worse", "更差"),
        Verdict::Different => ("different", "不同"),
        Verdict::Undecided => ("undecided", "未定"),
        Verdict::Same => ("the same", "相同"),
        Verdict::NotJudged => ("not judged", "不作评判"),
    };
    say(view.lang, en.into(), zh.into())
}

/// Assumptions that were tried, for `--json`.
#[derive(Serialize)]
pub(crate) struct TriedRow<'a> {
    replications: u64,
    first_look: Option<FirstLookRow>,
    left: usize,
    tried: Vec<TrialRow<'a>>,
}

#[derive(Serialize)]
struct FirstLookRow {
    weeks: usize,
    replications: u64,
    further: usize,
}

#[derive(Serialize)]
struct TrialRow<'a> {
    path: &'a str,
    value: &'a str,
    ends: &'a [String],
    given: bool,
    turns: Vec<TurnRow<'a>>,
    reached: Vec<ReachedRow<'a>>,
}

#[derive(Serialize)]
struct ReachedRow<'a> {
    design: &'a str,
    case: &'a str,
    kpi: Cow<'static, str>,
    subject: &'a str,
    end: &'a str,
    level: f64,
    level_there: f64,
    promised: f64,
}

#[derive(Serialize)]
struct TurnRow<'a> {
    design: &'a str,
    case: &'a str,
    baseline: &'a str,
    baseline_case: &'a str,
    kpi: Cow<'static, str>,
    subject: String,
    unit: &'a str,
    mean: f64,
    half_width: f64,
    verdict: Option<&'static str>,
    end: &'a str,
    mean_there: f64,
    verdict_there: Option<&'static str>,
    turns_at: Option<&'a str>,
}

/// The row of what was tried.
pub(crate) fn row<'a>(tried: &'a Tried, results: &'a Results) -> TriedRow<'a> {
    let turn = |turn: &'a Turn| {
        let arms = &results.study.arms;
        let (of, base) = (turn.of.named(arms), &arms[turn.base].model);
        let unit = turn.of.kpi.unit(&arms[turn.of.arm].model);
        let [mean, mean_there] = turn.differences;
        let [verdict, verdict_there] = turn.verdicts.map(verdict_word);
        TurnRow {
            design: of.design,
            case: of.case,
            baseline: &base.design.key,
            baseline_case: &base.case.key,
            kpi: of.kpi,
            subject: of.subject,
            unit: unit_word(unit, results.currency()),
            mean,
            half_width: turn.half_width,
            verdict,
            end: &turn.end,
            mean_there,
            verdict_there,
            turns_at: turn.about.as_deref(),
        }
    };
    let reached = |one: &'a TargetThere| {
        let model = &results.study.arms[one.arm].model;
        let [level, level_there] = one.levels;
        ReachedRow {
            design: &model.design.key,
            case: &model.case.key,
            kpi: one.kpi.key(model),
            subject: &one.subject,
            end: &one.end,
            level,
            level_there,
            promised: one.promised,
        }
    };
    let trial = |trial: &'a Trial| TrialRow {
        path: &trial.path,
        value: &trial.value,
        ends: &trial.ends,
        given: trial.given,
        turns: trial.turns.iter().map(turn).collect(),
        reached: trial.reached.iter().map(reached).collect(),
    };
    let look = |look: FirstLook| {
        let FirstLook { weeks, replications, further } = look;
        FirstLookRow { weeks, replications, further }
    };
    TriedRow {
        replications: tried.replications,
        first_look: tried.first_look.map(look),
        left: tried.left,
        tried: tried.trials.iter().map(trial).collect(),
    }
}
