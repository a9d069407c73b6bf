//! One number: what a year saves or costs, what is paid once, when that is paid back.

use super::Asked;
use crate::catalogue::{KpiId, Row, Saving};
use crate::report::blocks::advice::{Advice, advice};
use crate::report::blocks::answer::{Worth, worth};
use crate::report::blocks::figures::running;
use crate::report::blocks::savings;
use crate::report::blocks::turning_points::Turning;
use crate::report::formats::text::cut;
use crate::report::labels::Comparison;
use crate::report::numbers::{Scale, number as plain, share};
use crate::report::words::{list, sentences};
use crate::stats::Verdict;

/// Columns of a design's name beside the number.
const NAME: usize = 24;

/// The number first; then what belongs to it and what it leaves out.
pub fn number(asked: &Asked<'_, '_>) -> Vec<(String, String)> {
    let view = asked.view;
    let Some(pair) = asked.best else {
        let amount = running_cost(asked);
        let name = asked.say(format!("running cost in {}", view.stretch()), format!("{}运营成本", view.stretch()));
        return vec![(name, amount), counted(asked)];
    };
    let mut rows = saved(asked, pair);
    rows.extend(how_sure(asked, pair));
    rows.push((view.name(Row::CostOneOff.into()), once(asked, pair)));
    rows.push(payback(asked, pair));
    rows.extend(gained(asked, pair));
    if let Some(d) = view.difference(pair, Saving::Undone, "all") {
        let hours = Scale::new(view.unit(d.of.kpi), d.judgement.mean, true, view.results.currency(), view.lang);
        let hours = hours.with_unit(&hours.estimate(view.gap(d), d.judgement.half_width));
        rows.push((
            view.name(d.of.kpi),
            asked.say(format!("{hours} more, not in the number"), format!("多留 {hours}，未计入上面的数")),
        ));
    }
    rows.push(counted(asked));
    rows
}

/// What a year saves; where no year is counted, what the counted days save, and that it is no year.
fn saved(asked: &Asked<'_, '_>, pair: Comparison) -> Vec<(String, String)> {
    let view = asked.view;
    let of = |saving: Saving| view.difference(pair, saving, "all");
    let days = view.stretch();
    let (found, en, zh) = match of(Saving::Annual) {
        Some(d) => (Some(d), "a year".to_owned(), "一年".to_owned()),
        None => (of(Saving::Cash), format!("in {days}"), days),
    };
    let Some(d) = found else {
        let why = if view.is_judged(pair) {
            not_given(asked)
        } else {
            asked.say("not comparable: the demand is not the same", "需求不同，不可比")
        };
        return vec![(asked.say("saved", "节省"), why)];
    };
    let (gap, half) = (view.gap(d), d.judgement.half_width);
    let scale = Scale::sums(gap.abs().max(half.unwrap_or(0.0)), view.results.currency(), view.lang);
    let amount = |text: String| scale.with_unit(&text);
    let number = match d.judgement.verdict {
        Verdict::Undecided | Verdict::Same => {
            let amount = amount(scale.difference(gap, half));
            let word = if d.judgement.verdict == Verdict::Same {
                asked.say("the same", "相同")
            } else {
                view.words.undecided.to_owned()
            };
            let name = asked.say(format!("saved (+) or spent (−) {en}"), format!("{zh}节省（+）或多花（−）"));
            (name, asked.say(format!("{amount}, {word}"), format!("{amount}，{word}")))
        }
        _ if gap < 0.0 => {
            (asked.say(format!("spent more {en}"), format!("{zh}多花")), amount(scale.estimate(gap.abs(), half)))
        }
        _ => (asked.say(format!("saved {en}"), format!("{zh}节省")), amount(scale.estimate(gap, half))),
    };
    let mut rows = vec![if_taken(asked, pair, number)];
    if d.of.kpi != Saving::Annual.into() {
        let why = asked.say("not given: no whole year was counted", "没有：统计的日期不满一年");
        rows.push((asked.say("a year", "一年"), why));
    }
    rows
}

/// How probable it is that the number is on its side of nothing, by chance alone, and how many assumptions would make a verdict worse; none
/// where neither is known.
fn how_sure(asked: &Asked<'_, '_>, pair: Comparison) -> Option<(String, String)> {
    let view = asked.view;
    let of = |saving: Saving| view.difference(pair, saving, "all");
    let judged = &of(Saving::Annual).or_else(|| of(Saving::Cash))?.judgement;
    let mut told = Vec::new();
    if let Some(better) = judged.p_better {
        let saves = judged.mean >= 0.0;
        let sure = if saves { better } else { 1.0 - better };
        let sure = if sure > 0.999 { asked.say("over 99.9 %", "99.9 % 以上") } else { share(sure) };
        let (en, zh) = if saves { ("a saving", "节省") } else { ("more spent", "多花") };
        told.push(asked.say(
            format!("{sure} that it is {en}, by the chance of the simulation alone"),
            format!("是{zh}的把握 {sure}，只算模拟的随机性"),
        ));
    }
    if let Some(tried) = view.results.tried.as_ref().filter(|tried| !tried.trials.is_empty()) {
        let (n, against) = (tried.trials.len(), Turning::of(view, Some(pair.arm)).against);
        told.push(asked.say(
            format!("of {n} assumptions tried at their ends {against} would make a verdict on the design worse (⑥)"),
            format!("试过的 {n} 项假定中 {against} 项会使对该方案的结论变差（见⑥）"),
        ));
    }
    (!told.is_empty()).then(|| (asked.say("how sure", "有多大把握"), sentences(view.lang, &told)))
}

/// With the design's name before it where the page does not advise the design, so that nobody takes the number for the advice's.
fn if_taken(asked: &Asked<'_, '_>, pair: Comparison, (name, amount): (String, String)) -> (String, String) {
    if worth(asked.view, pair) == Worth::Better {
        return (name, amount);
    }
    let design = cut(asked.view.design(pair.arm), NAME);
    (asked.say(format!("with {design}: {name}"), format!("若采用{design}：{name}")), amount)
}

/// What it brings in or loses of sales, where the file has any: beside what is spent, and never added to it.
fn gained(asked: &Asked<'_, '_>, pair: Comparison) -> Option<(String, String)> {
    let view = asked.view;
    if !view.is_judged(pair) {
        return None;
    }
    let of = |row: Row| view.difference(pair, row, "all").filter(|d| d.judgement.mean != 0.0);
    let mut told = Vec::new();
    if let Some(d) = of(Row::LostMargin) {
        let (gap, half) = (view.gap(d), d.judgement.half_width);
        let scale = Scale::sums(gap.abs().max(half.unwrap_or(0.0)), view.results.currency(), view.lang);
        told.push(match d.judgement.verdict {
            Verdict::Better | Verdict::Worse => {
                let amount = scale.with_unit(&scale.estimate(gap.abs(), half));
                let (en, zh) = if gap < 0.0 { ("less", "少") } else { ("more", "多") };
                asked.say(format!("{amount} {en} margin lost"), format!("{zh}损失毛利 {amount}"))
            }
            _ => {
                let amount = scale.with_unit(&scale.difference(gap, half));
                asked.say(format!("margin lost {amount}, undecided"), format!("毛利损失 {amount}，未定"))
            }
        });
    }
    if let Some(d) = of(Row::Orders) {
        let scale = Scale::new(view.unit(d.of.kpi), d.judgement.mean, true, view.results.currency(), view.lang);
        let more = scale.difference(view.gap(d), d.judgement.half_width);
        let base = view.estimate(pair.base, Row::Orders, "all").map_or(0.0, |e| e.mean);
        let percent = if base > 0.0 { format!("{:+.0} %", 100.0 * d.judgement.mean / base) } else { String::new() };
        told.push(asked.say(format!("orders {more} ({percent})"), format!("订单 {more}（{percent}）")));
    }
    let told_words = list(view.lang, &told);
    let days = view.stretch();
    (!told.is_empty()).then(|| {
        let name =
            asked.say(format!("margin in {days}, not in the number"), format!("{days}成交毛利（未计入上面的数）"));
        (name, told_words)
    })
}

/// What running the design costs over the report's period.
pub fn running_cost(asked: &Asked<'_, '_>) -> String {
    let view = asked.view;
    let Some(e) = view.estimate(asked.arm(), Row::CostTotal, "all") else { return not_given(asked) };
    let scale = Scale::sums(e.mean, view.results.currency(), view.lang);
    scale.with_unit(&scale.estimate(view.mean(e), e.half_width))
}

/// What is paid once, beyond what the baseline pays.
pub fn once(asked: &Asked<'_, '_>, pair: Comparison) -> String {
    let view = asked.view;
    match view.difference(pair, Row::CostOneOff, "all") {
        None => view.words.not_given.to_owned(),
        Some(d) if d.judgement.mean == 0.0 => asked.say("none in the file", "文件中没有"),
        Some(d) => {
            let scale = Scale::sums(d.judgement.mean, view.results.currency(), view.lang);
            let text = scale.difference(view.gap(d), d.judgement.half_width);
            scale.with_unit(text.strip_suffix(" ± 0").unwrap_or(&text))
        }
    }
}

/// Months until what is paid once has come back.
fn payback(asked: &Asked<'_, '_>, pair: Comparison) -> (String, String) {
    let view = asked.view;
    let kpi = KpiId::Saving(Saving::Payback);
    let months = Scale::new(view.unit(kpi), 1.0, false, view.results.currency(), view.lang);
    let cell = savings::cell(view, pair, kpi, &months);
    let said = match view.difference(pair, kpi, "all") {
        Some(d) => {
            // As exact as it is shown: 5.0 months are paid back in the fifth.
            let shown = (d.judgement.mean * 10.0).round() / 10.0;
            let (n, cell) = (plain(shown.ceil().max(1.0), 0), months.with_unit(&cell));
            asked.say(format!("in month {n} ({cell})"), format!("第 {n} 个月（{cell}）"))
        }
        None if !super::is_whole(view) => asked.say("not said of a part of the days", "只看一部分日期时不作计算"),
        None => {
            let told: Vec<String> = std::iter::once(cell).chain(with_margin(asked, pair)).collect();
            sentences(view.lang, &told)
        }
    };
    (asked.say("paid back", "回本"), said)
}

/// What cash and margin come to together where sales move surely: whoever reads that no cash is saved asks whether it pays all the same. No
/// interval stands there, as the margin hangs on a conversion that the file assumes. `None`: sales do not move, or demand is another.
fn with_margin(asked: &Asked<'_, '_>, pair: Comparison) -> Option<String> {
    let view = asked.view;
    let lost = view.difference(pair, Row::LostMargin, "all").filter(|_| view.is_judged(pair))?;
    let cash = view.difference(pair, Saving::Cash, "all")?;
    if !matches!(lost.judgement.verdict, Verdict::Better | Verdict::Worse) {
        return None;
    }
    let once = view.difference(pair, Row::CostOneOff, "all").map_or(0.0, |d| d.judgement.mean);
    let net = cash.judgement.mean - lost.judgement.mean - once;
    let (off_en, off_zh) = if once == 0.0 { ("", "") } else { (", the one-off taken off,", "、扣去一次性") };
    let error = lost.judgement.half_width.unwrap_or(0.0) + cash.judgement.half_width.unwrap_or(0.0);
    let scale = Scale::sums(net.abs(), view.results.currency(), view.lang);
    // As exact as both of its parts are known.
    let amount = scale.estimate(net.abs(), Some(error));
    let amount = scale.with_unit(amount.split(" ±").next().unwrap_or(&amount));
    Some(if net.abs() <= error {
        asked.say(format!("with the margin below{off_en} about even"), format!("连同下一行的毛利{off_zh}，大致持平"))
    } else if net > 0.0 {
        asked.say(
            format!("with the margin below{off_en} about {amount} better off"),
            format!("连同下一行的毛利{off_zh}，约多得 {amount}"),
        )
    } else {
        asked.say(
            format!("with the margin below{off_en} about {amount} worse off"),
            format!("连同下一行的毛利{off_zh}，约少得 {amount}"),
        )
    })
}

/// Which lines are in the running cost, and what is in no total.
fn counted(asked: &Asked<'_, '_>) -> (String, String) {
    let view = asked.view;
    let arms = [Some(asked.arm()), asked.best.map(|pair| pair.base)];
    let paid =
        |kpi: KpiId| arms.iter().flatten().any(|arm| view.estimate(*arm, kpi, "all").is_some_and(|e| e.mean != 0.0));
    let lines: Vec<String> =
        running(view).iter().filter(|figure| paid(figure.kpi)).map(|figure| view.name(figure.kpi)).collect();
    let lost = paid(Row::LostMargin.into());
    let lines = if lines.is_empty() { view.words.none.to_owned() } else { list(view.lang, &lines) };
    let left = if lost { view.name(Row::LostMargin.into()) } else { asked.say("sales lost or won", "成交的增减") };
    (
        asked.say("in it; not in it", "已计；未计"),
        asked.say(format!("{lines}; not: {left}"), format!("{lines}；未计：{left}")),
    )
}

/// Which prices lack.
fn not_given(asked: &Asked<'_, '_>) -> String {
    let view = asked.view;
    let lacks = advice(view, &[], &[]).into_iter().find_map(|one| match one {
        Advice::PayNotGiven { teams } => {
            let teams = list(view.lang, &teams);
            Some(asked.say(format!("pay of {teams}"), format!("{teams}的薪酬")))
        }
        Advice::PriceNotGiven { prices } => Some(list(view.lang, &prices)),
        Advice::BotPriceNotGiven { designs } => {
            let designs = list(view.lang, &designs);
            Some(asked.say(format!("the bot's price in {designs}"), format!("{designs}的机器人价格")))
        }
        _ => None,
    });
    let word = view.words.not_given;
    lacks.map_or_else(
        || word.to_owned(),
        |lacks| asked.say(format!("{word} (missing: {lacks})"), format!("{word}（缺：{lacks}）")),
    )
}
