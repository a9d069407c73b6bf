//! Statistical and professional advice, typed: it looks at what came out and at what the user did.

use super::tables::Figure;
use super::verdict::approximately;
use crate::experiment::{self, Estimate, Limit, Stopped};
use crate::load::chats_per_hour;
use crate::measure::{Subject, find};
use crate::model::{ContactType, FirstTouch, Lang, Model, Pay};
use crate::report::charts::{hour_name, hourly};
use crate::report::labels::{Pair, View};
use crate::report::numbers::{self, Scale, share};
use crate::report::pages::first::{ENOUGH, FEW};
use crate::report::words::{list, say, sentences};
use crate::stats::{Verdict, t_quantile};

/// Above this, occupancy by hand wears people out.
const TIRING: f64 = 0.88;
/// Hours of overtime a head and month that the law allows.
const OVERTIME: f64 = 36.0;

/// Something a reader should know.
#[derive(Clone, Debug, PartialEq)]
pub enum Advice {
    /// The run ended early.
    Stopped(Stopped),
    /// The asked precision was not reached.
    NotPrecise,
    /// Open tickets of a type grow.
    BacklogGrows {
        /// In which arm.
        arm: usize,
        /// Of which type: the stable name.
        subject: String,
    },
    /// Promised shares are missed.
    TargetsMissed {
        /// In which arm.
        arm: usize,
        /// Which KPI.
        kpi: &'static str,
        /// Of which types, and what was promised.
        missed: Vec<(String, f64)>,
    },
    /// A promise that no number of people can keep: alone with one chat an agent's answer already takes too long.
    OutOfReach {
        /// In which arm.
        arm: usize,
        /// Of which types; the share that is in time with one chat open and no wait; the promise.
        subjects: Vec<(String, f64, f64)>,
    },
    /// A team is busy by hand for longer than people can bear.
    Tiring {
        /// In which arm.
        arm: usize,
        /// Which team.
        subject: String,
    },
    /// Targets are missed, though no team is as busy as that: which is the busiest.
    Tightest {
        /// In which arm.
        arm: usize,
        /// Which team.
        subject: String,
    },
    /// More overtime than is allowed.
    Overtime {
        /// In which arm.
        arm: usize,
        /// Which team.
        subject: String,
        /// Hours a head and month.
        hours: f64,
    },
    /// Figures are undecided.
    Undecided {
        /// How many figures.
        figures: usize,
        /// How many replications would decide the easiest and the hardest of them, as far as that can be said.
        needed: Option<(u64, u64)>,
    },
    /// No pay: nothing about money can be said.
    PayNotGiven {
        /// Teams without pay, by name.
        teams: Vec<String>,
    },
    /// Designs with a bot that has no price: their running cost is not known.
    BotPriceNotGiven {
        /// Designs, by name.
        designs: Vec<String>,
    },
    /// Fewer are carried because fewer ask again, not because more are lost.
    FewerRepeats {
        /// Which design, against which.
        pair: Pair,
    },
    /// So few replications that intervals are wide by their number alone.
    Few,
    /// One replication: intervals come from days, and nothing is compared.
    OneReplication,
}

/// All advice on results, the gravest first.
pub fn advice(view: &View<'_>, figures: &[Figure], pairs: &[Pair]) -> Vec<Advice> {
    let study = &view.results.study;
    let mut all: Vec<Advice> = study.stopped.into_iter().map(Advice::Stopped).collect();
    if study.precise == Some(false) {
        all.push(Advice::NotPrecise);
    }
    for arm in 0..view.arms().len() {
        all.extend(of_arm(view, arm, figures));
    }
    let mut teams: Vec<String> = Vec::new();
    for team in view.arms().iter().flat_map(|arm| arm.model.teams.iter()) {
        let lacking = team.pay.as_ref().map(Pay::not_given);
        if lacking.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let name = team.label.in_lang(view.lang);
        let parts: Vec<String> = lacking.iter().flatten().map(|key| format!("`{key}`")).collect();
        let parts = list(view.lang, &parts);
        let name = match (lacking.is_some(), view.lang) {
            (false, _) => name.to_owned(),
            (true, Lang::En) => format!("{name} ({parts})"),
            (true, Lang::Zh) => format!("{name}（{parts}）"),
        };
        if !teams.contains(&name) {
            teams.push(name);
        }
    }
    if !teams.is_empty() {
        all.push(Advice::PayNotGiven { teams });
    }
    let mut designs: Vec<String> = Vec::new();
    for arm in 0..view.arms().len() {
        let model = view.model(arm);
        let priced = model.money.bot.is_some();
        let name = view.design(arm).to_owned();
        if model.types.iter().any(|kind| kind.bot.is_some()) && !priced && !designs.contains(&name) {
            designs.push(name);
        }
    }
    if !designs.is_empty() {
        all.push(Advice::BotPriceNotGiven { designs });
    }
    all.extend(
        pairs.iter().filter(|pair| fewer_repeats(view, **pair)).map(|pair| Advice::FewerRepeats { pair: *pair }),
    );
    match study.replications {
        1 => all.push(Advice::OneReplication),
        2..FEW => all.push(Advice::Few),
        _ => (),
    }
    all.extend(undecided(view, figures, pairs));
    all
}

/// The team that is busiest by hand, where there are several.
fn tightest(view: &View<'_>, arm: usize) -> Option<Advice> {
    let teams = &view.model(arm).teams;
    if teams.len() < 2 {
        return None;
    }
    let busy = teams.iter().filter_map(|team| {
        let subject = format!("team:{}", team.label.key);
        Some((view.estimate(arm, "occupancy", &subject)?.mean, subject))
    });
    let (_, subject) = busy.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Advice::Tightest { arm, subject })
}

fn of_arm(view: &View<'_>, arm: usize, figures: &[Figure]) -> Vec<Advice> {
    let model = view.model(arm);
    let mut found = Vec::new();
    let (mut live, mut tickets, mut out_of_reach) = (Vec::new(), Vec::new(), Vec::new());
    for figure in figures {
        let subject = figure.subject.clone();
        let Some(e) = view.estimate(arm, figure.kpi.key, &subject) else { continue };
        let half = e.half_width.unwrap_or(0.0);
        let kind = model.types.iter().find(|kind| subject == format!("contact:{}", kind.label.key));
        let target = kind.and_then(|kind| match figure.kpi.key {
            "service_level" => kind.speed.as_ref()?.share,
            "on_time" => kind.ticket.as_ref()?.share,
            _ => None,
        });
        match figure.kpi.key {
            "backlog_growth" if grows(view, arm, &subject) => found.push(Advice::BacklogGrows { arm, subject }),
            "occupancy" if e.mean > TIRING => found.push(Advice::Tiring { arm, subject }),
            _ => {
                if let Some(target) = target.filter(|target| e.mean + half < *target) {
                    match kind.and_then(|kind| best_possible(model, kind)).filter(|best| *best < target) {
                        Some(best) => out_of_reach.push((subject, best, target)),
                        None if figure.kpi.key == "on_time" => tickets.push((subject, target)),
                        None => live.push((subject, target)),
                    }
                }
            }
        }
    }
    let named = found.iter().any(|advice| matches!(advice, Advice::Tiring { .. }));
    let missed = !live.is_empty() || !tickets.is_empty();
    if missed && !named {
        found.extend(tightest(view, arm));
    }
    for (kpi, missed) in [("service_level", live), ("on_time", tickets)] {
        if !missed.is_empty() {
            found.push(Advice::TargetsMissed { arm, kpi, missed });
        }
    }
    if !out_of_reach.is_empty() {
        found.push(Advice::OutOfReach { arm, subjects: out_of_reach });
    }
    for (team, heads) in model.teams.iter().map(|team| (team, crate::report::labels::team_heads(&team.staffing))) {
        let subject = format!("team:{}", team.label.key);
        let months = view.span(arm).months;
        if let Some(e) = view.estimate(arm, "overtime_hours", &subject).filter(|_| heads > 0 && months > 0.0) {
            let hours = e.mean / f64::from(heads) / months;
            if hours > OVERTIME {
                found.push(Advice::Overtime { arm, subject, hours });
            }
        }
    }
    found
}

/// Whether open tickets (of a type, or all) surely grow over the report's period.
pub fn grows(view: &View<'_>, arm: usize, subject: &str) -> bool {
    let found = Subject::parse(subject, view.model(arm));
    found.is_some_and(|(subject, _)| experiment::grows(&view.arms()[arm], view.span_number(arm), subject))
}

/// Fewer carried, although a larger share of what arrives is, because customers come less often.
pub fn fewer_repeats(view: &View<'_>, pair: Pair) -> bool {
    let difference = |key: &str| view.difference(pair, key, "all").map(|d| &d.judgement);
    let better = |key: &str| difference(key).is_some_and(|j| j.verdict == Verdict::Better);
    let fewer = difference("carried_per_day").is_some_and(|j| j.verdict == Verdict::Different && j.mean < 0.0);
    fewer && better("coverage") && better("attempts")
}

/// The share of first replies that are in time with no wait and one chat open: more people cannot make it more.
/// Answers are exponential about their mean.
pub fn best_possible(model: &Model, kind: &ContactType) -> Option<f64> {
    let speed = kind.speed.filter(|speed| speed.until == FirstTouch::FirstReply)?;
    let id = model.types.position(|k| k.label.key == kind.label.key)?;
    let alone =
        kind.routes.iter().filter_map(|route| chats_per_hour(model, route.team, id)?.first().map(|row| row.reply));
    alone.map(|reply| 1.0 - (-speed.limit.seconds() / reply).exp()).reduce(f64::max)
}

fn undecided(view: &View<'_>, figures: &[Figure], pairs: &[Pair]) -> Option<Advice> {
    let open: Vec<Option<u64>> = pairs
        .iter()
        .flat_map(|pair| figures.iter().filter_map(|f| view.difference(*pair, f.kpi.key, &f.subject)))
        .filter(|d| d.judgement.verdict == Verdict::Undecided)
        .map(|d| d.judgement.n_needed)
        .collect();
    let known: Vec<u64> = open.iter().flatten().copied().collect();
    let needed = known.iter().min().copied().zip(known.iter().max().copied());
    (!open.is_empty()).then_some(Advice::Undecided { figures: open.len(), needed })
}

impl Advice {
    /// As a sentence.
    pub fn text(&self, view: &View<'_>) -> String {
        let lang = view.lang;
        let at = |arm: usize, key: &str| (view.arm_name(arm), view.subject(key));
        let shown = |e: &Estimate| {
            let scale = Scale::new(e.kpi.unit, e.mean, false, view.results.currency(), lang);
            scale.with_unit(&scale.estimate(e.mean, e.half_width))
        };
        let estimate = |arm: usize, kpi: &str, key: &str| view.estimate(arm, kpi, key).map(shown).unwrap_or_default();
        match self {
            Self::Stopped(stopped) => stopped_text(view, *stopped),
            Self::NotPrecise => say(
                lang,
                "the precision asked for was not reached; these are the figures at the limit of replications".into(),
                "未达到要求的精度；以上为达到次数上限时的结果".into(),
            ),
            Self::BacklogGrows { arm, subject } => {
                let ((a, s), growth) = (at(*arm, subject), estimate(*arm, "backlog_growth", subject));
                say(
                    lang,
                    format!("{a}: open tickets ({s}) grow by {growth}: this organisation cannot keep up"),
                    format!("{a}：未结工单（{s}）增加 {growth}：该组织方案跟不上"),
                )
            }
            Self::TargetsMissed { arm, kpi, missed } => {
                let name = find(kpi).map_or(*kpi, |k| k.name(lang));
                let of = |(subject, target): &(String, f64)| {
                    let (value, goal) = (estimate(*arm, kpi, subject), share(*target));
                    let (s, weak) = (view.subject(subject), weakest_hour(view, *arm, kpi, subject));
                    say(lang, format!("{s} {value} (target {goal}{weak})"), format!("{s} {value}（目标 {goal}{weak}）"))
                };
                let (a, all) = (view.arm_name(*arm), sentences(lang, &missed.iter().map(of).collect::<Vec<_>>()));
                say(lang, format!("{a} misses its targets of {name}: {all}"), format!("{a}未达到{name}目标：{all}"))
            }
            Self::OutOfReach { arm, subjects } => {
                let of = |(subject, best, target): &(String, f64, f64)| {
                    let (s, best, goal) = (view.subject(subject), share(*best), share(*target));
                    say(lang, format!("{s} at best {best} (target {goal})"), format!("{s} 最多 {best}（目标 {goal}）"))
                };
                let (a, all) = (view.arm_name(*arm), sentences(lang, &subjects.iter().map(of).collect::<Vec<_>>()));
                say(
                    lang,
                    format!(
                        "{a}: no number of people reaches these targets, because one answer takes too long even with one \
                         chat open: {all}; shorten the answers or set a target that can be met"
                    ),
                    format!(
                        "{a}：即使只开一个会话，一次答复也超时，增加人手无法达到这些目标：{all}；请缩短答复或改目标"
                    ),
                )
            }
            Self::Tiring { arm, subject } => {
                let ((a, s), value, limit) = (at(*arm, subject), estimate(*arm, "occupancy", subject), share(TIRING));
                say(
                    lang,
                    format!("{a}: team {s} works {value} of its available time: above {limit} wears people out"),
                    format!("{a}：{s}的工时利用率为 {value}：长期高于 {limit} 会使人疲惫"),
                )
            }
            Self::Tightest { arm, subject } => {
                let ((a, s), value) = (at(*arm, subject), estimate(*arm, "occupancy", subject));
                say(
                    lang,
                    format!("{a}: the tightest team is {s}, at work {value} of its available time"),
                    format!("{a}：最紧的是{s}，工时利用率 {value}"),
                )
            }
            Self::Overtime { arm, subject, hours } => {
                let ((a, s), hours) = (at(*arm, subject), numbers::number(*hours, 0));
                say(
                    lang,
                    format!("{a}: team {s} works about {hours} hours of overtime a head and month; 36 are allowed"),
                    format!("{a}：{s}人均每月加班约 {hours} 小时，上限为 36 小时"),
                )
            }
            Self::Undecided { figures, needed } => {
                let n = |needed: u64| approximately(needed, view.results.study.replications);
                let (en, zh) = match needed {
                    Some((least, most)) if least == most => {
                        let n = n(*least);
                        (format!("; n {n} would decide"), format!("；n {n} 才能判定"))
                    }
                    Some((least, most)) => {
                        let (least, most) = (n(*least), n(*most));
                        (
                            format!("; n {least} would decide the first of them, n {most} the last"),
                            format!("；最容易的 n {least}，最难的 n {most} 才能判定"),
                        )
                    }
                    None => (String::new(), String::new()),
                };
                let n = numbers::count(view.results.study.replications);
                say(
                    lang,
                    format!("undecided after {n} replications: {figures} differences{en}"),
                    format!("{n} 次模拟后仍有 {figures} 项差异未定{zh}"),
                )
            }
            Self::PayNotGiven { teams } => {
                let teams = list(lang, teams);
                say(
                    lang,
                    format!("pay is not given for {teams}: money columns say \"not given\", never 0"),
                    format!("{teams}的薪酬未填：费用显示“未填”，不作 0 计"),
                )
            }
            Self::BotPriceNotGiven { designs } => {
                let designs = list(lang, designs);
                say(
                    lang,
                    format!("the bot's price is not given for {designs}: running cost stays \"not given\", never 0"),
                    format!("{designs}的机器人价格未填：运营成本显示“未填”，不作 0 计"),
                )
            }
            Self::FewerRepeats { pair } => {
                let (arm, base) = (view.arm_name(pair.arm), view.arm_name(pair.base));
                let [now, before] = [pair.arm, pair.base].map(|arm| estimate(arm, "attempts", "all"));
                say(
                    lang,
                    format!(
                        "{arm} carries fewer a day because fewer customers ask again ({now} contacts per first contact, \
                         {before} in {base}), not because more are lost: coverage is higher"
                    ),
                    format!(
                        "{arm}的日承接量较少，是因为重复进线减少（人均进线 {now} 次，{base}为 {before} 次），\
                         而不是流失增加：覆盖率更高"
                    ),
                )
            }
            Self::Few => {
                let n = view.results.study.replications;
                let times = |n: u64| numbers::number(t_quantile(0.975, (n - 1) as f64), -1);
                let (now, then) = (times(n), times(ENOUGH));
                say(
                    lang,
                    format!(
                        "{n} replications are few: an interval is {now} standard errors to either side for that alone, \
                         with {ENOUGH} it is {then}; a figure smaller than its ± says nothing yet; {ENOUGH} would do"
                    ),
                    format!(
                        "只有 {n} 次模拟，太少：仅此一点，区间每侧就有 {now} 个标准误，{ENOUGH} 次时为 {then} 个；比自身 ± 还小的数说明不了什么；\
                         建议 {ENOUGH} 次"
                    ),
                )
            }
            Self::OneReplication => say(
                lang,
                "one replication: intervals come from its days, and designs cannot be compared; \
                 20 replications or more are better"
                    .into(),
                "只有一次模拟：区间由各天得出，方案之间无法比较；建议 20 次以上".into(),
            ),
        }
    }
}

fn stopped_text(view: &View<'_>, stopped: Stopped) -> String {
    let n = numbers::count(view.results.study.replications);
    match stopped {
        Stopped::Interrupted => say(
            view.lang,
            format!("stopped early: these results are partial, of {n} whole replications"),
            format!("提前停止：结果不完整，仅含 {n} 次完整模拟"),
        ),
        Stopped::Limit { arm, replication, limit } => {
            let (arm, replication) = (view.arm_name(arm), replication + 1);
            let (en, zh) = match limit {
                Limit::Events => ("the limit of events", "事件数上限"),
                Limit::AtOnce => ("the limit of events at one instant", "同一时刻的事件数上限"),
                Limit::Day => ("the limit of events a day", "每天的事件数上限"),
                Limit::Present => ("the limit of contacts present at once", "同时在场咨询数上限"),
            };
            say(
                view.lang,
                format!("stopped early: {arm}, replication {replication}, reached {en}; whole replications: {n}"),
                format!("提前停止：{arm}第 {replication} 次模拟达到{zh}；完整模拟 {n} 次"),
            )
        }
    }
}

/// The hour in which the most customers miss the target; only of what is known by the hour.
fn weakest_hour(view: &View<'_>, arm: usize, kpi: &str, subject: &str) -> String {
    let Some((subject, _)) = Subject::parse(subject, view.model(arm)) else { return String::new() };
    let of = |kpi: &str| hourly(&view.arms()[arm], view.span_number(arm), kpi, subject);
    let (true, Some(shares), Some(offered)) = (kpi == "service_level", of(kpi), of("offered")) else {
        return String::new();
    };
    let missed = shares.iter().zip(&offered).map(|(share, n)| Some((1.0 - (*share)?) * (*n)?));
    let weakest = missed.enumerate().filter_map(|(i, x)| Some((i, x?))).max_by(|a, b| a.1.total_cmp(&b.1));
    weakest.map_or(String::new(), |(i, _)| {
        let hour = hour_name(i, shares.len());
        say(view.lang, format!("; most of it at {hour}"), format!("；{hour} 最为集中"))
    })
}
