//! Prices. What is not given stays not given.

use crate::compile::checks::limits;
use crate::compile::context::Context;
use crate::compile::laws::{self, daily};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    Commission, Label, Money, NO_OVERTIME, Night, Once, Outsourced, Pay, Prices, Tier, months_of_service,
};
use crate::say;
use crate::scenario::schema::{
    MonthsWord, NightText, OnceText, OutsourcedText, PayText, PricesText, RestDayText, SeveranceTable, TeamText,
    TierText,
};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::plain::{Amount, Day};
use crate::scenario::values::read::At;

fn amount(a: Option<&At<Amount>>) -> Option<f64> {
    a.map(|a| a.value.0)
}

/// A team's pay. Overtime is 1.5 times the hour's wage beyond 15 minutes, 2 times on days off that are worked, and 3 times
/// on holidays (the Labour Law's article 44), unless the file says otherwise. `by_number`: the team has no people with shifts.
pub fn pay(text: &At<PayText>, by_number: bool, out: &mut Diagnostics) -> Pay {
    if let (Some(month), Some(hour)) = (&text.month, &text.hour) {
        let both = say!("wages by the month and by the hour at once", "同时写了月薪和时薪");
        out.push(
            Diagnostic::error(Code::TwoWages, &hour.place, both)
                .also(&month.place, say!("by the month here", "这里是月薪"))
                .help(say!("keep one of the two", "只保留其中一个")),
        );
    }
    let overtime = text.overtime.as_ref();
    if let (Some(holiday), true, false) =
        (overtime.and_then(|o| o.holiday.as_ref()), text.holidays.is_empty(), text.writes("holidays"))
    {
        let message = say!("which days are holidays?", "哪些日子是法定节假日？");
        out.push(Diagnostic::error(Code::Missing, &holiday.place, message).help(say!(
            "for example holidays = [\"2025-10-01..2025-10-03\"]",
            "例如 holidays = [\"2025-10-01..2025-10-03\"]"
        )));
    }
    let outsourced = text.outsourced.as_ref();
    if let Some(outsourced) = outsourced {
        beside_outsourced(text, &outsourced.place, out);
    }
    let commission = text.commission.as_ref();
    if let Some(c) = commission.filter(|c| !c.writes("order") && !c.writes("sales")) {
        let why = say!("a commission says `order` or `sales`", "提成要写 `order`（每单）或 `sales`（按销售额）");
        out.push(Diagnostic::error(Code::Missing, &c.place, why));
    }
    Pay {
        month: amount(text.month.as_ref()),
        hour: amount(text.hour.as_ref()),
        loading: amount(text.loading.as_ref()),
        seat: amount(text.seat.as_ref()),
        day: amount(text.day.as_ref()),
        hire: amount(text.hire.as_ref()),
        overtime_factor: amount(overtime.and_then(|o| o.factor.as_ref())).unwrap_or(1.5),
        rest_day_factor: match overtime.and_then(|o| o.rest_day.as_ref()).map(|said| said.value) {
            None => Some(2.0),
            Some(RestDayText::Factor(factor)) => Some(factor),
            Some(RestDayText::TimeOff) => None,
        },
        holiday_factor: (!text.holidays.is_empty())
            .then(|| amount(overtime.and_then(|o| o.holiday.as_ref())).unwrap_or(3.0)),
        overtime_from: overtime.and_then(|o| o.from.as_ref()).map_or(NO_OVERTIME, |f| f.value),
        night: text.night.as_ref().map(|text| night(&text.value, out)),
        commission: commission.map(|c| Commission {
            order: amount(c.order.as_ref()).unwrap_or(0.0),
            sales: c.sales.as_ref().map_or(0.0, |share| share.value.0),
        }),
        outsourced: outsourced.map(|text| self::outsourced(text, by_number, out)),
    }
}

/// What hours at night are paid beyond the hour's wage.
fn night(text: &NightText, out: &mut Diagnostics) -> Night {
    let factor = text.factor.value.0;
    if factor < 1.0 {
        let line = format!("factor = {}", 1.0 + factor);
        let why =
            say!("a factor of {factor} would pay less at night than by day", "倍数 {factor} 小于 1，夜里反而比白天少");
        out.push(
            Diagnostic::error(Code::OutOfRange, &text.factor.place, why)
                .help(say!("on top of the hour's wage it is {line}", "若是在时薪之外另加，请写 {line}")),
        );
    }
    Night { hours: daily(text.hours.value), more: (factor - 1.0).max(0.0) }
}

/// What the firm pays its people is not ours to pay.
fn beside_outsourced(text: &PayText, other: &Place, out: &mut Diagnostics) {
    let amounts = [
        ("month", &text.month),
        ("hour", &text.hour),
        ("loading", &text.loading),
        ("seat", &text.seat),
        ("hire", &text.hire),
    ];
    let overtime = text.overtime.as_ref().map(|o| ("overtime", &o.place));
    let night = text.night.as_ref().map(|n| ("night", &n.place));
    let places = amounts.into_iter().filter_map(|(key, amount)| Some((key, &amount.as_ref()?.place)));
    for (key, place) in places.chain(overtime).chain(night) {
        out.push(
            Diagnostic::error(
                Code::Misplaced,
                place,
                say!(
                    "`{key}` is for people of one's own; here a firm is paid for its people",
                    "`{key}` 只用于自有人员；这里是付给外包公司"
                ),
            )
            .also(other, say!("the firm is paid here", "外包费用在这里"))
            .help(say!(
                "people of your own in its place: in the design without = [\"team.NAME.pay.outsourced\"], or leave `{key}` out",
                "要换成自己人：在方案里写 without = [\"team.小组.pay.outsourced\"]；否则删去 `{key}`"
            )),
        );
    }
}

fn outsourced(text: &At<OutsourcedText>, by_number: bool, out: &mut Diagnostics) -> Outsourced {
    if ["seat", "day", "tiers"].iter().all(|key| !text.writes(key)) {
        let why = say!("what is the firm paid for?", "外包按什么付费？");
        out.push(Diagnostic::error(Code::Missing, &text.place, why).help(say!(
            "for example seat = 3500, day = 260 or tiers = [{{ each = 1.5 }}]",
            "例如 seat = 3500、day = 260 或 tiers = [{{ each = 1.5 }}]"
        )));
    }
    if let Some(day) = text.day.as_ref().filter(|_| by_number) {
        let why = say!(
            "a price of a day needs people with shifts: a number of agents has no days",
            "按天计价需要排班的人员：只写人数（staffed）时没有人天"
        );
        out.push(Diagnostic::error(Code::Misplaced, &day.place, why));
    }
    Outsourced {
        seat: amount(text.seat.as_ref()).unwrap_or(0.0),
        day: amount(text.day.as_ref()).unwrap_or(0.0),
        tiers: tiers(&text.tiers, out),
    }
}

/// Prices by contact: up to increasing numbers, and the last for whatever is beyond.
fn tiers(text: &[At<TierText>], out: &mut Diagnostics) -> Vec<Tier> {
    let mut below = 0.0;
    for (n, tier) in text.iter().enumerate() {
        let last = n + 1 == text.len();
        if tier.each.value.0 > limits::PRICE {
            let most = limits::PRICE;
            let why = say!("a contact costs at most {most}", "每次咨询的价格最多 {most}");
            out.push(Diagnostic::error(Code::TooLarge, &tier.each.place, why));
        }
        match &tier.up_to {
            Some(up_to) if last => out.push(
                Diagnostic::error(Code::Tiers, &up_to.place, say!("and what is beyond?", "超出部分怎么计价？"))
                    .help(say!("the last tier has no `up_to`", "最后一档不写 `up_to`")),
            ),
            Some(up_to) if up_to.value.0 <= below => {
                let why = say!("tiers go up: more than {below} is wanted here", "各档要递增：这里应大于 {below}");
                out.push(Diagnostic::error(Code::Tiers, &up_to.place, why));
            }
            Some(up_to) => below = up_to.value.0,
            None if !last && !tier.writes("up_to") => {
                let why = say!("up to how many a month: `up_to` is missing", "缺少 `up_to`（每月多少次以内）");
                out.push(
                    Diagnostic::error(Code::Tiers, &tier.place, why)
                        .help(say!("only the last tier has none", "只有最后一档可以不写")),
                );
            }
            None => (),
        }
    }
    let tier = |tier: &At<TierText>| Tier {
        up_to: amount(tier.up_to.as_ref()).unwrap_or(f64::INFINITY),
        each: tier.each.value.0,
    };
    text.iter().map(tier).collect()
}

/// What a bot or tools cost while they run; none where no price is written.
fn prices(text: Option<&At<PricesText>>) -> Option<Prices> {
    let text = text?;
    let written = ["month", "per_contact", "tiers", "per_resolution", "once"].iter().any(|key| text.writes(key));
    let price = |a: &Option<At<Amount>>| amount(a.as_ref()).unwrap_or(0.0);
    written.then(|| Prices {
        month: price(&text.month),
        contact: price(&text.per_contact),
        resolution: price(&text.per_resolution),
    })
}

/// A design's prices.
pub(crate) fn money(context: &Context<'_>, out: &mut Diagnostics) -> Money {
    let currency = context.world.currency.as_ref().map_or("CNY", |c| c.value.as_str());
    let text = context.design.costs.as_ref();
    let (bot, tools) = (text.and_then(|t| t.bot.as_ref()), text.and_then(|t| t.tools.as_ref()));
    if let Some(tools) = tools.filter(|tools| prices(Some(*tools)).is_none()) {
        let why = say!("what do the tools cost?", "工具的费用是多少？");
        let help = say!("month, per_contact, per_resolution or once", "month、per_contact、per_resolution 或 once");
        out.push(Diagnostic::error(Code::Missing, &tools.place, why).help(help));
    }
    if let Some(tier) = tools.and_then(|tools| tools.tiers.first()) {
        let why = say!("tiers are for the bot", "阶梯价只用于机器人");
        let help = say!(
            "of tools: month, per_contact, per_resolution or once",
            "工具请写 month、per_contact、per_resolution 或 once"
        );
        out.push(Diagnostic::error(Code::Misplaced, &tier.place, why).help(help));
    }
    let bot_tiers = bot.map_or_else(Vec::new, |bot| tiers(&bot.tiers, out));
    let label = |key: &str, zh: &str| Label { key: key.into(), zh: zh.into(), en: key.into() };
    let introduced = [(label("bot", "机器人"), bot), (label("tools", "工具"), tools)];
    let introduced = introduced.into_iter().filter_map(|(label, prices)| Some((label, &prices?.once.as_ref()?.value)));
    let named = text
        .into_iter()
        .flat_map(|t| t.one_off.iter().map(|(key, _, once)| (laws::label(key, once.name.as_ref()), once)));
    let all: Vec<(Label, &OnceText)> = introduced.chain(named).collect();
    let paid =
        |(label, once): (Label, &OnceText)| paid_once(context, (label, Some(once.amount)), once.on.as_ref(), out);
    let one_off = all.into_iter().map(paid).collect();
    Money { currency: currency.to_string(), bot: prices(bot), bot_tiers, tools: prices(tools), one_off }
}

fn paid_once(
    context: &Context<'_>,
    (name, amount): (Label, Option<f64>),
    on: Option<&At<Day>>,
    out: &mut Diagnostics,
) -> Once {
    let counted = context.dates.counted;
    if let Some(on) = on.filter(|on| !counted.contains(on.value.0)) {
        let day = DateSpan { from: on.value.0, until: on.value.0 };
        out.push(Diagnostic::warning(
            Code::Outside,
            &on.place,
            say!(
                "{day} is outside the days that count, {counted}: no figure holds this amount",
                "{day} 不在统计期 {counted} 之内：这笔钱不会出现在任何指标里"
            ),
        ));
    }
    Once { name, amount, day: on.map_or(counted.from, |on| on.value.0) }
}

/// What is paid to people of a team who are dismissed.
pub(crate) fn severance(
    context: &Context<'_>,
    (label, team): (&Label, &TeamText),
    pay: Option<&Pay>,
    out: &mut Diagnostics,
) -> Vec<Once> {
    let all = team.severance.iter().flat_map(|text| &text.value.0);
    let each: Vec<&SeveranceTable> = all.collect();
    each.into_iter()
        .map(|text| {
            let n = months(text, out);
            let month = amount(text.month.as_ref()).or_else(|| pay?.monthly());
            let people = f64::from(text.people.value.0);
            let paid = if n == 0.0 { Some(0.0) } else { month.map(|month| people * n * month) };
            paid_once(context, (label.clone(), paid), text.on.as_ref(), out)
        })
        .collect()
}

/// Months of pay of each.
fn months(text: &SeveranceTable, out: &mut Diagnostics) -> f64 {
    if text.months.value == MonthsWord::None {
        return 0.0;
    }
    let Some(years) = &text.years else {
        if !text.writes("years") {
            let why = say!("how many years of service: `years` is missing", "缺少 `years`（工作年限）");
            out.push(Diagnostic::error(Code::Missing, &text.months.place, why));
        }
        return 0.0;
    };
    let n = months_of_service(years.value.0);
    match text.months.value {
        MonthsWord::None => 0.0,
        MonthsWord::N => n,
        MonthsWord::NPlus1 => n + 1.0,
        MonthsWord::TwoN => 2.0 * n,
    }
}
