//! The answer: cash, how sure, once and paid back, what it is worth today, what is no cash.

use super::Told;
use crate::catalogue::{KpiId, Saving, civil};
use crate::experiment::{LEVEL, PaidBack};
use crate::model::Once;
use crate::report::numbers::{Scale, approximately, number};
use crate::report::results::{Leavers, Saved};
use crate::report::words::list;
use crate::stats::{Bounded, Verdict};

/// Hours at the desk of one person in a year: 12 months of 21.75 days of 8 hours.
const YEAR_HOURS: f64 = 12.0 * 21.75 * 8.0;

pub fn answer(told: &Told<'_>) -> Vec<String> {
    let mut items = vec![cash(told)];
    items.extend(undecided(told));
    items.push(sure(told));
    items.push(once(told));
    items.extend(told.found.leavers.iter().map(|one| leaving(told, one)));
    items.push(worth(told));
    items.extend(no_cash(told));
    items
}

/// `in one of twenty less than …`: a quantile of draws.
fn tail(told: &Told<'_>, p: f64) -> Option<String> {
    let (value, half) = told.found.drawn(|draw| draw.year).quantile(p, LEVEL)?;
    Some(told.money(value, half))
}

fn cash(told: &Told<'_>) -> String {
    let mean = told.found.drawn(|draw| draw.year).mean();
    let amount = told.money(mean.value.abs(), mean.half_width(LEVEL));
    let start = if mean.value < 0.0 {
        told.say(format!("spends more a year: {amount}"), format!("每年多花 {amount}"))
    } else {
        told.say(format!("cash saved a year: {amount}"), format!("每年节省现金 {amount}"))
    };
    match (tail(told, 0.05), tail(told, 0.5), tail(told, 0.95)) {
        (Some(low), Some(middle), Some(high)) => told.say(
            format!(
                "{start}; worst case in twenty {low} or less, half {middle} or more, best in twenty {high} or more"
            ),
            format!("{start}；二十次里最差的一次不超过 {low}，一半在 {middle} 以上，最好的一次不低于 {high}"),
        ),
        _ => told.say(
            format!("{start}; fewer than twenty draws have no worst case in twenty"),
            format!("{start}；不足二十次抽样，说不出二十次里最差的一次"),
        ),
    }
}

fn undecided(told: &Told<'_>) -> Option<String> {
    let judged = told.found.judged();
    if judged.verdict != Verdict::Undecided {
        return None;
    }
    let n = told.found.drawn(|draw| draw.year).replications() as u64;
    let needed = judged.n_needed.map(|needed| approximately(needed, n));
    let (en, zh) = needed.map_or_else(
        || ("no number would decide it as it stands".to_owned(), "按现在的结果，多少次都分不出".to_owned()),
        |needed| (format!("{needed} would decide it"), format!("约需 {needed} 次才能分出")),
    );
    Some(told.say(
        format!("not to be told from zero with these {n} replications: {en}"),
        format!("凭这 {n} 次模拟还不能说它不是零：{zh}"),
    ))
}

fn percent(told: &Told<'_>, limit: f64) -> String {
    let Bounded { value, low, high } = told.found.drawn(|draw| draw.year).share_above(limit, LEVEL);
    let whole = |share: f64| number(share * 100.0, 0);
    format!("{} % ({}–{})", whole(value), whole(low), whole(high))
}

pub fn sure(told: &Told<'_>) -> String {
    let zero = percent(told, 0.0);
    let above = told.found.asked.above.map(|above| (percent(told, above), told.exact(above)));
    let (en, zh) = above.map_or_else(Default::default, |(share, amount)| {
        (format!(", {share} above {amount}"), format!("，{share} 的把握高于 {amount}"))
    });
    let (within_en, within_zh) = if told.found.uncertain.is_empty() {
        ("by chance alone: no value has a range", "仅含偶然性：没有写明范围的数")
    } else {
        ("within the ranges given", "以文件给出的范围为限")
    };
    told.say(format!("{zero} sure above zero{en}; {within_en}"), format!("{zero} 的把握高于零{zh}；{within_zh}"))
}

/// Amounts paid once by name, what they come to, and when they are paid back.
pub fn once(told: &Told<'_>) -> String {
    let found = told.found;
    let amounts = [found.design(), found.base()].map(|model| {
        let severance = told.say("severance", "经济补偿");
        let of_shop = model.money.one_off.iter().map(|once| (told.name(&once.name).to_owned(), once));
        let of_teams = model.teams.iter().flat_map(|team| {
            let name = told.say(
                format!("{severance} ({})", told.name(&team.label)),
                format!("{severance}（{}）", told.name(&team.label)),
            );
            team.severance.iter().map(move |once| (name.clone(), once))
        });
        let first = model.calendar.epoch_day(model.calendar.warm_up_days);
        let counted = first..first + model.calendar.days;
        let told_of = |(name, once): (String, &Once)| {
            let amount = once.amount.filter(|amount| *amount != 0.0 && counted.contains(&once.day))?;
            Some((format!("{name} {}", told.exact(amount)), amount))
        };
        of_shop.chain(of_teams).filter_map(told_of).unzip::<String, f64, Vec<_>, Vec<_>>()
    });
    let [(of_design, design), (of_base, base)] = amounts;
    let sum: f64 = design.iter().sum::<f64>() - base.iter().sum::<f64>();
    let drawn = found.drawn(Saved::once).mean();
    let mut total = told.exact(sum);
    if (drawn.value - sum).abs() >= 0.005 {
        let over = told.money(drawn.value, drawn.half_width(LEVEL));
        total = told.say(format!("{total}, over the ranges {over}"), format!("{total}，按范围抽样平均 {over}"));
    }
    if of_design.is_empty() && of_base.is_empty() {
        return told.say("paid once: nothing in the file, so nothing to pay back", "一次性成本：文件中没有，无需回本");
    }
    let mut names = list(told.lang, &of_design);
    if !of_base.is_empty() {
        let less = list(told.lang, &of_base);
        names = told.say(format!("{names}; the baseline's {less} less"), format!("{names}；减去基准的 {less}"));
    }
    let back = paid_back(told);
    told.say(format!("paid once: {total} ({names}); {back}"), format!("一次性成本 {total}（{names}）；{back}"))
}

fn paid_back(told: &Told<'_>) -> String {
    let found = told.found;
    let years = found.asked.years;
    let (mean, tails) = found.paid_back();
    let grows = found.differences.iter().any(|d| d.of.kpi == KpiId::Saving(Saving::Undone));
    if grows {
        return told.say("not said to be paid back: work is left undone", "不作回本结论：仍有工作未完成");
    }
    let month = |at: PaidBack| match at {
        PaidBack::Month(month) => month.to_string(),
        PaidBack::Nothing => told.say("nothing", "无"),
        PaidBack::Never => told.say("never", "回不了"),
    };
    let between = tails.map_or_else(String::new, |[early, late]| {
        told.say(format!(" ({}–{})", month(early), month(late)), format!("（{}–{}）", month(early), month(late)))
    });
    match mean {
        PaidBack::Nothing => told.say("nothing to pay back", "无需回本"),
        PaidBack::Month(at) => {
            told.say(format!("paid back in month {at}{between}"), format!("第 {at} 个月回本{between}"))
        }
        PaidBack::Never => told.say(
            format!("not paid back within {}{between}; --years looks further", in_years(years)),
            format!("{years} 年内未回本{between}；可用 --years 看得更远"),
        ),
    }
}

/// Who is not replaced, and when the last of them is gone.
fn leaving(told: &Told<'_>, one: &Leavers) -> String {
    let (people, team) = (one.people, told.name(&one.team));
    let day = |share: f64| match one.by(share) {
        Some(day) => civil(day).to_string(),
        None => told.say("after the days counted", "统计期之后"),
    };
    let (half, most, n) = (day(0.5), day(0.9), one.last.len());
    told.say(
        format!("not replaced: {people} of {team}; the last is gone by {half} in half of {n} replications, by {most} in nine of ten"),
        format!("自然减员：{team} {people} 人离职不补；{n} 次模拟中，一半到 {half}、九成到 {most} 最后一人已离开"),
    )
}

fn in_years(years: u32) -> String {
    if years == 1 { "1 year".to_owned() } else { format!("{years} years") }
}

fn worth(told: &Told<'_>) -> String {
    let (found, asked) = (told.found, &told.found.asked);
    let worth = found.drawn(|draw| found.present_value(draw));
    let mean = worth.mean();
    let amount = told.money(mean.value, mean.half_width(LEVEL));
    let rate = crate::report::numbers::share(asked.rate);
    let years = asked.years;
    let low = worth.quantile(0.05, LEVEL).map(|(low, half)| told.money(low, half));
    let (en, zh) = low.map_or_else(Default::default, |low| {
        (format!("; worst case in twenty {low}"), format!("；二十次里最差的一次 {low}"))
    });
    told.say(
        format!("net present value ({}, {rate}): {amount}{en}", in_years(years)),
        format!("{years} 年净现值（年利率 {rate}）：{amount}{zh}"),
    )
}

/// Hours and people, which are no cash; and work left undone.
fn no_cash(told: &Told<'_>) -> Vec<String> {
    let found = told.found;
    let of = |saving: Saving| found.differences.iter().find(|d| d.of.kpi == KpiId::Saving(saving));
    let year = 365.0 / found.results.study.arms[0].spans[0].days.max(1.0);
    let mut items = Vec::new();
    if let (Some(hours), Some(people)) = (of(Saving::Capacity), of(Saving::PeopleByRatio)) {
        let scale = |largest: f64, unit| Scale::new(unit, largest, false, found.currency(), told.lang);
        let hour = scale(hours.judgement.mean, crate::catalogue::Unit::Hours);
        let (mean, half) = (hours.judgement.mean * year, hours.judgement.half_width.map(|half| half * year));
        let freed = hour.with_unit(&hour.estimate(mean, half));
        let head = scale(people.judgement.mean, crate::catalogue::Unit::People);
        let as_people = head.with_unit(&head.estimate(mean / YEAR_HOURS, half.map(|half| half / YEAR_HOURS)));
        let ratio = head.with_unit(&head.estimate(people.judgement.mean, people.judgement.half_width));
        let year_hours = number(YEAR_HOURS, 0);
        items.push(told.say(
            format!("no cash, and not added: capacity freed {freed} a year, as much as {as_people} of {year_hours} h; people by ratio {ratio}"),
            format!("不是现金，不能相加：每年释放工时 {freed}，相当于 {as_people}（每人 {year_hours} 小时）；按比例折算人数 {ratio}"),
        ));
    }
    if let Some(undone) = of(Saving::Undone) {
        let scale =
            Scale::new(crate::catalogue::Unit::Hours, undone.judgement.mean, false, found.currency(), told.lang);
        let hours = scale.with_unit(&scale.estimate(undone.judgement.mean, undone.judgement.half_width));
        items.insert(
            0,
            told.say(
                format!("open tickets grow: {hours} of work left undone, which somebody has to be paid for"),
                format!("未结工单在增加：还有 {hours} 的活没有做，总要有人做、要付钱"),
            ),
        );
    }
    items
}
