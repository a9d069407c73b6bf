//! What no figure of a saving holds, as far as the scenario has it.

use super::Told;
use crate::experiment::LEVEL;
use crate::model::{Model, Plan, Rest, Staffing, Team};
use crate::report::results::Held;
use crate::report::words::list;

pub fn left_out(told: &Told<'_>) -> Vec<String> {
    let mut items = vec![margin(told)];
    items.extend(outside(told));
    items.extend(of_teams(told, one_day_off, |names| {
        told.say(
            format!("sixth days of weeks with one day off are paid as any other day: {names}"),
            format!("单休那一周的第六天按平日计薪，没有另计加班：{names}"),
        )
    }));
    items.extend(of_teams(told, unpaid_minutes, |names| {
        told.say(
            format!("minutes past the end of shifts that are not yet overtime are not paid: {names}"),
            format!("下班后未到加班起算的分钟不计钱：{names}"),
        )
    }));
    items.extend(of_teams(told, time_off, |names| {
        told.say(
            format!("work on days off is made up for by days off that are not simulated: {names}"),
            format!("休息日加班以补休抵，补休那天没有模拟：{names}"),
        )
    }));
    items.extend(not_drawn(told));
    items.extend(dated(told));
    let (base, design) = (&told.found.base().design.key, &told.found.design().design.key);
    items.push(told.say(
        format!("hiring avoided, which takes a search: peakstaff size FILE --design {base} --as-good-as {design}"),
        format!("避免招聘的人数，须另行搜索：peakstaff size 文件 --design {base} --as-good-as {design}"),
    ));
    items.push(told.say(
        "wages and prices stay as the file writes them all along; tax, interest on wages, and the time of whoever introduces it are not in the file",
        "工资与价格始终按文件所写；税费、推行所占用的管理时间不在文件中",
    ));
    items
}

/// From which dates prices are others, and that a further year begins with the first again.
fn dated(told: &Told<'_>) -> Option<String> {
    let mut days: Vec<i32> =
        [told.found.base(), told.found.design()].iter().flat_map(|model| model.dated.iter().map(|one| one.0)).collect();
    days.sort_unstable();
    days.dedup();
    let days: Vec<String> = days.into_iter().map(|day| crate::catalogue::civil(day).to_string()).collect();
    let dates = list(told.lang, &days);
    (!days.is_empty()).then(|| {
        told.say(
            format!("prices are others from {dates} on; a further year (--years) begins with the first prices again"),
            format!("价格从 {dates} 起变动；再看一年（--years）时又从最初的价格开始"),
        )
    })
}

fn margin(told: &Told<'_>) -> String {
    let Some(lost) = &told.found.lost_margin else {
        return told.say("what customers buy: no margin is given", "成交毛利：没有填");
    };
    let amount = told.money(lost.value.abs(), lost.half_width(LEVEL));
    if lost.value > 0.0 {
        told.say(
            format!("margin lost to waits, {amount} a year more than the baseline: paid by nobody, so in no total"),
            format!("因等待流失的毛利，每年比基准多 {amount}：不是支出，不计入合计"),
        )
    } else {
        told.say(
            format!("margin no longer lost to waits, {amount} a year: paid by nobody, so in no total"),
            format!("因等待流失的毛利，每年比基准少 {amount}：不是支出，不计入合计"),
        )
    }
}

/// Amounts that are due outside the days that count.
fn outside(told: &Told<'_>) -> Option<String> {
    let due = |model: &Model| {
        let calendar = &model.calendar;
        let first = calendar.epoch_day(calendar.warm_up_days);
        let counted = first..first + calendar.days;
        let of_shop = model.money.one_off.iter();
        let all = of_shop.chain(model.teams.iter().flat_map(|team| &team.severance));
        let late = all.filter(|once| !counted.contains(&once.day));
        late.map(|once| format!("{} {}", told.name(&once.name), told.exact(once.amount.unwrap_or(0.0)))).collect()
    };
    let names: Vec<Vec<String>> = vec![due(told.found.design()), due(told.found.base())];
    let names = names.concat();
    (!names.is_empty()).then(|| {
        let names = list(told.lang, &names);
        told.say(format!("due outside the days counted: {names}"), format!("支付日不在统计期内：{names}"))
    })
}

/// Teams of either design of which something holds.
fn of_teams(told: &Told<'_>, holds: fn(&Team) -> bool, say: impl Fn(String) -> String) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for team in [told.found.base(), told.found.design()].into_iter().flat_map(|model| model.teams.iter()) {
        let name = told.name(&team.label).to_owned();
        if holds(team) && !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| say(list(told.lang, &names)))
}

fn one_day_off(team: &Team) -> bool {
    let Staffing::People(people) = &team.staffing else { return false };
    let Plan::Split { rest: Rest::Cycle { length, off }, .. } = &people.plan else { return false };
    let weeks = (length / 7).max(1);
    let own = team.pay.as_ref().is_some_and(|pay| pay.outsourced.is_none() && pay.month.is_some());
    own && (0..weeks).any(|week| off.iter().filter(|day| **day / 7 == week).count() < 2)
}

fn unpaid_minutes(team: &Team) -> bool {
    let by_people = matches!(team.staffing, Staffing::People(_));
    by_people && team.pay.as_ref().is_some_and(|pay| pay.outsourced.is_none() && pay.overtime_from.ticks() > 0)
}

fn time_off(team: &Team) -> bool {
    let by_people = matches!(team.staffing, Staffing::People(_));
    by_people && team.pay.as_ref().is_some_and(|pay| pay.outsourced.is_none() && pay.rest_day_factor.is_none())
}

fn not_drawn(told: &Told<'_>) -> Vec<String> {
    let of = |why: Held| -> Vec<String> {
        told.found.held.iter().filter(|(_, held)| *held == why).map(|(path, _)| told.input(path)).collect()
    };
    let mut items = Vec::new();
    let (kinds, senseless) = (of(Held::Kinds), of(Held::Senseless));
    if !kinds.is_empty() {
        let names = list(told.lang, &kinds);
        items.push(told.say(
            format!("held as they are, their ends are written in different units or in no order: {names}"),
            format!("没有抽样，低、中、高的单位不同或次序不对：{names}"),
        ));
    }
    if !senseless.is_empty() {
        let names = list(told.lang, &senseless);
        items.push(told.say(
            format!("held as they are, an end makes no sense in one of the designs: {names}"),
            format!("没有抽样，某一端在其中一个方案里不成立：{names}"),
        ));
    }
    items
}
