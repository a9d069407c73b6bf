//! Advice as sentences.

use super::{Advice, OutOfReach};
use crate::catalogue::{KpiId, Row};
use crate::experiment::{Limit, Stopped};
use crate::report::blocks::advice::TIRING;
use crate::report::blocks::observed::Apart;
use crate::report::blocks::promises::breaks::hours;
use crate::report::labels::{Comparison, View};
use crate::report::numbers::ENOUGH;
use crate::report::numbers::{self, Scale, share};
use crate::report::words::{list, say, sentences};
use crate::stats::t_quantile;

impl Advice {
    /// As a sentence.
    pub fn text(&self, view: &View<'_>) -> String {
        match self {
            Self::Stopped(stopped) => stopped_early(view, *stopped),
            Self::NotPrecise => not_precise(view),
            Self::NotAsMeasured(apart) => not_as_measured(view, apart),
            Self::BacklogGrows { arm, subject } => backlog_grows(view, *arm, subject),
            Self::ColdStart { arm, subject, wait } => cold_start(view, *arm, subject, *wait),
            Self::TargetsMissed { arm, kpi, missed } => targets_missed(view, *arm, *kpi, missed),
            Self::OutOfReach { arm, subjects } => out_of_reach(view, *arm, subjects),
            Self::Tiring { arm, subject } => tiring(view, *arm, subject),
            Self::Tightest { arm, subject } => tightest(view, *arm, subject),
            Self::Overtime { arm, subject, hours } => overtime(view, *arm, subject, *hours),
            Self::Undecided { figures, needed } => undecided(view, *figures, *needed),
            Self::PayNotGiven { teams } => pay_not_given(view, teams),
            Self::PriceNotGiven { prices } => price_not_given(view, prices),
            Self::BotPriceNotGiven { designs } => bot_price_not_given(view, designs),
            Self::FewerRepeats { pair } => fewer_repeats(view, *pair),
            Self::Few => few(view),
            Self::OneReplication => one_replication(view),
        }
    }
}

/// A figure of an arm as it is printed, with its unit; empty where there is none.
fn estimate(view: &View<'_>, arm: usize, kpi: impl Into<KpiId>, subject: &str) -> String {
    let Some(e) = view.estimate(arm, kpi, subject) else { return String::new() };
    let scale = Scale::new(view.unit(e.of.kpi), e.mean, false, view.results.currency(), view.lang);
    scale.with_unit(&scale.estimate(e.mean, e.half_width))
}

/// The names of an arm and of somebody in it.
fn at(view: &View<'_>, arm: usize, subject: &str) -> (String, String) {
    (view.arm_name(arm), view.subject(subject))
}

fn not_precise(view: &View<'_>) -> String {
    let lang = view.lang;
    say(
        lang,
        "the precision asked for was not reached; these are the figures at the limit of replications".into(),
        "未达到要求的精度；以上为达到次数上限时的结果".into(),
    )
}

fn not_as_measured(view: &View<'_>, apart: &Apart) -> String {
    let ([name, ours, measured], n, of) = (&apart.worst, apart.figures, apart.of);
    let (en, zh) = if view.results.calibrated {
        (
            "calibrated, and still so: what speaks against it is on the page of calibrate",
            "已校准过仍如此：原因见 calibrate 的页面",
        )
    } else {
        ("run `peakstaff calibrate` before you believe the rest", "先运行 peakstaff calibrate 再信其余数字")
    };
    say(
        view.lang,
        format!(
            "{n} of {of} measured figures are not so in the model, worst {name}: model {ours}, measured {measured}; {en}"
        ),
        format!("{of} 个实测指标中 {n} 个与模型不符，差得最多的是{name}：模型 {ours}，实测 {measured}；{zh}"),
    )
}

fn backlog_grows(view: &View<'_>, arm: usize, subject: &str) -> String {
    let lang = view.lang;
    let ((a, s), growth) = (at(view, arm, subject), estimate(view, arm, Row::BacklogGrowth, subject));
    say(
        lang,
        format!("{a}: open tickets ({s}) grow by {growth}: this organisation cannot keep up"),
        format!("{a}：未结工单（{s}）增加 {growth}：该组织方案跟不上"),
    )
}

fn cold_start(view: &View<'_>, arm: usize, subject: &str, wait: f64) -> String {
    let growth = estimate(view, arm, Row::BacklogGrowth, subject);
    let (long, warm_up) = (numbers::length(wait, view.lang), crate::report::blocks::cold_start::warm_up(wait));
    say(
        view.lang,
        format!(
            "counting begins with nothing open, and tickets wait {long} by design: that is why open tickets grow by {growth}, and \
             what comes after the wait is missing from the first days; write warm_up = \"{warm_up} days\""
        ),
        format!(
            "统计从一单未开开始，而工单按流程要等 {long}：未结工单因此增加 {growth}，头几天也少了等完之后的活；\
             请写 warm_up = \"{warm_up} days\""
        ),
    )
}

fn targets_missed(view: &View<'_>, arm: usize, kpi: KpiId, missed: &[(String, f64)]) -> String {
    let lang = view.lang;
    let name = view.name(kpi);
    let of = |(subject, target): &(String, f64)| {
        let (value, goal) = (estimate(view, arm, kpi, subject), share(*target));
        let (s, weak) = (view.subject(subject), weakest_hours(view, arm, kpi, subject));
        say(lang, format!("{s} {value} (target {goal}{weak})"), format!("{s} {value}（目标 {goal}{weak}）"))
    };
    let (a, all) = (view.arm_name(arm), sentences(lang, &missed.iter().map(of).collect::<Vec<_>>()));
    say(lang, format!("{a} misses its targets of {name}: {all}"), format!("{a}未达到{name}目标：{all}"))
}

fn out_of_reach(view: &View<'_>, arm: usize, subjects: &[OutOfReach]) -> String {
    let lang = view.lang;
    let of = |OutOfReach { kpi, subject, best, target }: &OutOfReach| {
        let (best, goal) = (share(*best), share(*target));
        let s = match kpi {
            KpiId::Within { .. } => view.figure(&view.name(*kpi), subject),
            _ => view.subject(subject),
        };
        say(lang, format!("{s} at best {best} (target {goal})"), format!("{s} 最多 {best}（目标 {goal}）"))
    };
    let (a, all) = (view.arm_name(arm), sentences(lang, &subjects.iter().map(of).collect::<Vec<_>>()));
    say(
        lang,
        format!(
            "{a}: no number of people reaches these targets, because one answer takes too long even with one \
             chat open: {all}; shorten the answers or set a target that can be met"
        ),
        format!("{a}：即使只开一个会话，一次回复也超时，增加人手无法达到这些目标：{all}；请缩短回复或改目标"),
    )
}

fn tiring(view: &View<'_>, arm: usize, subject: &str) -> String {
    let lang = view.lang;
    let ((a, s), value, limit) = (at(view, arm, subject), estimate(view, arm, Row::Occupancy, subject), share(TIRING));
    say(
        lang,
        format!("{a}: team {s} works {value} of its available time: above {limit} wears people out"),
        format!("{a}：{s}的工时利用率为 {value}：长期超过 {limit} 人会吃不消"),
    )
}

fn tightest(view: &View<'_>, arm: usize, subject: &str) -> String {
    let lang = view.lang;
    let ((a, s), value) = (at(view, arm, subject), estimate(view, arm, Row::Occupancy, subject));
    say(
        lang,
        format!("{a}: the tightest team is {s}, at work {value} of its available time"),
        format!("{a}：最紧的是{s}，工时利用率 {value}"),
    )
}

fn overtime(view: &View<'_>, arm: usize, subject: &str, hours: f64) -> String {
    let lang = view.lang;
    let ((a, s), hours) = (at(view, arm, subject), numbers::number(hours, 0));
    say(
        lang,
        format!("{a}: team {s} works about {hours} hours of overtime a head and month; 36 are allowed"),
        format!("{a}：{s}人均每月加班约 {hours} 小时，上限为 36 小时"),
    )
}

fn undecided(view: &View<'_>, figures: usize, needed: Option<(u64, u64)>) -> String {
    let lang = view.lang;
    let n = |needed: u64| numbers::approximately(needed, view.results.study.replications);
    let (en, zh) = match needed {
        Some((least, most)) if least == most => {
            let n = n(least);
            (format!("; n {n} would decide"), format!("；n {n} 才能判定"))
        }
        Some((least, most)) => {
            let (least, most) = (n(least), n(most));
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

fn pay_not_given(view: &View<'_>, teams: &[String]) -> String {
    let lang = view.lang;
    let teams = list(lang, teams);
    say(
        lang,
        format!("pay is not given for {teams}: money columns say \"not given\", never 0"),
        format!("{teams}的薪酬未填：费用显示“未填”，不作 0 计"),
    )
}

fn price_not_given(view: &View<'_>, prices: &[String]) -> String {
    let (lang, n) = (view.lang, prices.len());
    let prices = list(lang, prices);
    let is = if n == 1 { "is" } else { "are" };
    say(
        lang,
        format!("running cost \"not given\": {prices} {is} missing (0 where it costs nothing)"),
        format!("运营成本“未填”：缺{prices}（不花钱就写 0）"),
    )
}

fn bot_price_not_given(view: &View<'_>, designs: &[String]) -> String {
    let lang = view.lang;
    let designs = list(lang, designs);
    say(
        lang,
        format!("the bot's price is not given for {designs}: running cost stays \"not given\", never 0"),
        format!("{designs}的机器人价格未填：运营成本显示“未填”，不作 0 计"),
    )
}

fn fewer_repeats(view: &View<'_>, pair: Comparison) -> String {
    let lang = view.lang;
    let (arm, base) = (view.arm_name(pair.arm), view.arm_name(pair.base));
    let [now, before] = [pair.arm, pair.base].map(|arm| estimate(view, arm, Row::Attempts, "all"));
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

fn few(view: &View<'_>) -> String {
    let lang = view.lang;
    let n = view.results.study.replications;
    // Half of an interval, in standard deviations of one replication.
    let half = |n: u64| t_quantile(0.975, (n - 1) as f64) / (n as f64).sqrt();
    let times = numbers::number(half(n) / half(ENOUGH), -1);
    say(
        lang,
        format!(
            "{n} replications are few: every ± is about {times} times as wide as with {ENOUGH}; run --replications {ENOUGH}"
        ),
        format!("只模拟了 {n} 次，太少：每个 ± 约为 {ENOUGH} 次时的 {times} 倍；请用 --replications {ENOUGH} 再跑一遍"),
    )
}

fn one_replication(view: &View<'_>) -> String {
    let lang = view.lang;
    say(
        lang,
        "one replication: intervals come from its days, and designs cannot be compared; \
                 20 replications or more are better"
            .into(),
        "只有一次模拟：区间由各天得出，方案之间无法比较；建议 20 次以上".into(),
    )
}

fn stopped_early(view: &View<'_>, stopped: Stopped) -> String {
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

/// The hours in which the target is kept worst; only of what is known by the hour.
fn weakest_hours(view: &View<'_>, arm: usize, kpi: KpiId, subject: &str) -> String {
    hours(view, arm, kpi, subject).map_or(String::new(), |when| {
        let when = when.words(view);
        say(view.lang, format!("; {when}"), format!("；{when}"))
    })
}
