//! What a period costs otherwise, as sentences, a table, rows and JSON.

use super::risk::probability;
use super::{answer_word, money};
use crate::catalogue::{Unit, civil};
use crate::experiment::LEVEL;
use crate::experiment::optimise::Answer;
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::formats::fold::Part;
use crate::report::formats::text::cut;
use crate::report::numbers::{self, Scale};
use crate::report::page::{Column, Table};
use crate::report::results::{Alternative, Alternatives, Staffed, Way};
use crate::report::words::{Words, colon, names, say, sentences};
use crate::stats::{Bounded, Sample};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// Names on the first screen, with the column of what is paid once and without.
const NAMES: [usize; 2] = [22, 30];

/// The table with what is said of it; a line alone where the file has nothing to compare. `whole`: of the page with everything.
pub(super) fn part(found: &Staffed, all: &Alternatives, lang: Lang, whole: bool) -> Part {
    let heading = say(lang, "What else could be done, in money".into(), "换个办法要花多少".into());
    if all.is_bare() && all.refused.is_empty() {
        return Part::items(heading, vec![nothing(all, lang)], 3, 3);
    }
    let mut notes = bought(found, all, lang);
    notes.extend(refused(all, lang));
    if all.all.iter().any(|one| !one.same_demand) {
        notes.push(say(
            lang,
            "* with other customers than the design as it is: what it costs and misses is not like for like".into(),
            "* 客户与现状不同：花费和失守不能直接相比".into(),
        ));
    }
    Part {
        notes,
        noun: Some(["alternative", "alternatives", "项"]),
        ..Part::table(heading, table(found, all, lang, whole), 17)
    }
}

/// What would be written to have something to compare.
fn nothing(all: &Alternatives, lang: Lang) -> String {
    if !all.has.is_empty() {
        let has: Vec<String> = all.has.iter().map(|lever| lever.in_lang(lang).to_owned()).collect();
        let has = names(lang, &has);
        return say(
            lang,
            format!(
                "The design takes in every lever of the file already ({has}): size one without them to see what they cost"
            ),
            format!("该方案已包含文件里的全部措施（{has}）：请对不含措施的方案求定员，再看各项要花多少"),
        );
    }
    say(
        lang,
        "The file has no levers to set beside it; write one each, such as [lever.six_chats] with \"team.*.chats\" = \"+1\", or \
         [lever.more_bot] with \"bot.*\" = \"+10 pp\" (the book: How many temporary people, on which days?)"
            .into(),
        "文件里没有可对照的措施；每个措施写一节，例如 [lever.six_chats] 下写 \"team.*.chats\" = \"+1\"，或 [lever.more_bot] 下写 \
         \"bot.*\" = \"+10 pp\"（见手册“临时客服要几个，哪几天来，先培训怎么算？”）"
            .into(),
    )
}

/// What it costs more than the design as it is: `12,340 ± 210 CNY`; hours where no pay is given.
fn more(found: &Staffed, all: &Alternatives, one: &Alternative, lang: Lang) -> Option<String> {
    let more = one.more(all.by_money)?;
    let scale = scale(found, all, lang);
    Some(scale.with_unit(&scale.estimate(more.value, more.half_width(LEVEL))))
}

/// How all that is paid more, or worked more, is written.
fn scale(found: &Staffed, all: &Alternatives, lang: Lang) -> Scale {
    let currency = &found.model.money.currency;
    // Below a hundred cents would be written.
    let least = all.least_more().max(100.0);
    if all.by_money { Scale::sums(least, currency, lang) } else { Scale::new(Unit::Hours, least, true, currency, lang) }
}

/// The cheapest that meets the targets, in a sentence.
pub(super) fn cheapest(found: &Staffed, all: &Alternatives, lang: Lang) -> Option<String> {
    if all.is_bare() {
        return None;
    }
    if all.as_is().is_some_and(|as_is| as_is.answer == Answer::Met) {
        let en = "Otherwise: the design as it is meets the targets, and nothing has to be done";
        return Some(say(lang, en.into(), "换个办法：现状已经达标，什么都不用做".into()));
    }
    let met: Vec<&Alternative> = all.all.iter().filter(|one| one.answer == Answer::Met && one.same_demand).collect();
    let priced: Vec<(&Alternative, String)> =
        met.iter().filter_map(|one| Some((*one, more(found, all, one, lang)?))).collect();
    let Some(((first, costs), others)) = priced.split_first() else {
        let unpriced: Vec<String> = met.iter().map(|one| one.way.name(lang)).collect();
        return Some(if unpriced.is_empty() {
            let en = "Otherwise: of the file's levers neither one alone nor all together is shown to meet the targets";
            say(lang, en.into(), "换个办法：文件里的措施，单独或一起，都没有证明能达标".into())
        } else {
            let which = names(lang, &unpriced);
            say(
                lang,
                format!("Otherwise: what meets the targets has a price that is not given ({which})"),
                format!("换个办法：能达标的办法价格未填（{which}）"),
            )
        });
    };
    let what = if all.by_money {
        once(found, first, lang)
    } else {
        say(lang, " on duty (pay is not given)".into(), "在班时间（薪酬未填）".into())
    };
    let next = others.first().map_or_else(String::new, |(other, costs)| {
        let (name, once) = (other.way.name(lang), if all.by_money { once(found, other, lang) } else { String::new() });
        say(lang, format!("; next {name}, {costs}{once}"), format!("；其次是{name}，{costs}{once}"))
    });
    let name = first.way.name(lang);
    Some(say(
        lang,
        format!("Cheapest of all that meets the targets: {name}, for {costs} more than as it is{what}{next}"),
        format!("能达标的办法里最便宜的是{name}：比现状多 {costs}{what}{next}"),
    ))
}

/// `, of these 6,000 CNY once`; empty where nothing is.
fn once(found: &Staffed, one: &Alternative, lang: Lang) -> String {
    one.once_more.filter(|once| *once != 0.0).map_or_else(String::new, |once| {
        let once = money(found, Some(once), lang);
        say(lang, format!(", of these {once} once"), format!("（其中一次性 {once}）"))
    })
}

/// What money buys where targets are not met.
#[derive(Clone, Copy)]
enum Bought {
    /// Missed dates that are taken off.
    Dates,
    /// More of what this target is about: where no date is taken off, it is what changes.
    Level(usize),
}

impl Bought {
    /// Dates where anything takes some off, else the target that the design as it is falls short of most.
    fn of(found: &Staffed, as_is: &Alternative, rest: &[&Alternative]) -> Self {
        if rest.iter().any(|one| one.helps()) {
            return Self::Dates;
        }
        let short = |target: &usize| {
            let goal = found.targets[*target].goal;
            as_is.figures[*target].as_ref().map_or(0.0, |figure| goal.margin(figure.value) / goal.limit.abs().max(1e-9))
        };
        let worst = (0..found.targets.len()).min_by(|a, b| short(a).total_cmp(&short(b)));
        worst.map_or(Self::Dates, Self::Level)
    }

    /// How much better a way is than the design as it is; none where it is not shown to be better.
    fn better(self, found: &Staffed, as_is: &Alternative, one: &Alternative) -> Option<f64> {
        let better = match self {
            Self::Dates => one.dates_fewer.clone(),
            Self::Level(target) => {
                let (own, base) = (one.figures[target].as_ref()?, as_is.figures[target].as_ref()?);
                if found.targets[target].goal.at_least { own.difference(base) } else { base.difference(own) }
            }
        };
        better.half_width(LEVEL).filter(|half| better.value > *half).map(|_| better.value)
    }

    /// `0.12 days`, `3.4 pp`.
    fn shown(self, found: &Staffed, value: f64, lang: Lang) -> String {
        let Self::Level(target) = self else {
            let days = numbers::number(value, if value < 0.1 { -3 } else { -2 });
            return say(lang, format!("{days} days"), format!("{days} 天"));
        };
        let of = &found.targets[target];
        let unit = of.wanted.kpi.unit(&found.model);
        let scale = Scale::new(unit, of.goal.limit, true, &found.model.money.currency, lang);
        scale.with_unit(&numbers::number(value * scale.factor(), if value * scale.factor() < 1.0 { -2 } else { -1 }))
    }
}

/// What each that does not meet the targets does for its money, in a sentence.
fn bought(found: &Staffed, all: &Alternatives, lang: Lang) -> Vec<String> {
    let Some(as_is) = all.as_is().filter(|as_is| as_is.answer != Answer::Met) else { return Vec::new() };
    let rest = all.all.iter().filter(|one| one.answer != Answer::Met && one.way != Way::AsIs && one.same_demand);
    let rest: Vec<&Alternative> = rest.filter(|one| one.more(all.by_money).is_some()).collect();
    if rest.is_empty() {
        return Vec::new();
    }
    let what = Bought::of(found, as_is, &rest);
    let each_of =
        |one: &&Alternative| colon(lang, &one.way.name(lang), &for_its_money(found, all, (as_is, one), what, lang));
    let of = sentences(lang, &rest.iter().map(each_of).collect::<Vec<_>>());
    let (missed, dates) = (days(&as_is.missed_dates), all.dates);
    let each = if all.by_money {
        let unit = numbers::money_word(&found.model.money.currency, lang);
        say(lang, format!("1,000 {unit} more"), format!("每多花 1,000 {unit}"))
    } else {
        say(lang, "an hour on duty more".into(), "每多一小时在班".into())
    };
    let sentence = match what {
        Bought::Dates => say(
            lang,
            format!(
                "As it is {missed} of {dates} days miss; of what does not meet the targets, {each} takes off: {of}"
            ),
            format!("现状 {dates} 天里有 {missed} 天失守；未达标的办法，{each}少失守：{of}"),
        ),
        Bought::Level(target) => {
            let target = found.target(&found.targets[target], lang);
            say(
                lang,
                format!(
                    "As it is {missed} of {dates} days miss, and no lever takes one off; {each} buys of {target}: {of}"
                ),
                format!("现状 {dates} 天里有 {missed} 天失守，各措施都没有减少；{each}，{target}改善：{of}"),
            )
        }
    };
    vec![sentence]
}

/// `0.12 days`; of what costs nothing more, all that it does.
fn for_its_money(
    found: &Staffed,
    all: &Alternatives,
    (as_is, one): (&Alternative, &Alternative),
    what: Bought,
    lang: Lang,
) -> String {
    let Some(better) = what.better(found, as_is, one) else {
        return say(lang, "none".into(), "没有改善".into());
    };
    let (en, zh) = match one.price(all.by_money) {
        Some(Ordering::Greater) => {
            let more = one.more(all.by_money).map_or(f64::NAN, |more| more.value);
            let each = if all.by_money { 1000.0 } else { 1.0 };
            // Of less than is counted by, all that it does: there is no more to be had of it.
            if more < each && all.by_money {
                let (does, costs) = (what.shown(found, better, lang), money(found, Some(more), lang));
                return say(lang, format!("{does} for all of its {costs}"), format!("一共 {does}（只花 {costs}）"));
            }
            return what.shown(found, better / (more / each), lang);
        }
        Some(Ordering::Less) => ("and it costs less", "还省钱"),
        _ => ("at no more cost", "不多花钱"),
    };
    let better = what.shown(found, better, lang);
    say(lang, format!("{better} in all, {en}"), format!("共 {better}，{zh}"))
}

/// `1.9 ± 0.1`.
fn days(sample: &Sample) -> String {
    let half = sample.half_width(LEVEL).map_or_else(|| "?".to_owned(), |half| numbers::number(half, -1));
    format!("{} ± {half}", numbers::number(sample.value, -1))
}

/// What could not be compared, and why, in a sentence.
fn refused(all: &Alternatives, lang: Lang) -> Option<String> {
    let of: Vec<String> = all
        .refused
        .iter()
        .map(|(way, why)| colon(lang, &way.name(lang), &say(lang, why.en.clone(), why.zh.clone())))
        .collect();
    let of = sentences(lang, &of);
    (!of.is_empty()).then(|| say(lang, format!("Not compared: {of}"), format!("无法对照：{of}")))
}

/// `11-11: 35 % (28–43)`.
fn worst(one: &Alternative, lang: Lang) -> String {
    one.worst.as_ref().map_or_else(
        || Words::of(lang).none.to_owned(),
        |worst| {
            let date = civil(worst.date).strftime("%m-%d").to_string();
            colon(lang, &date, &probability(&worst.misses))
        },
    )
}

/// A way a row.
fn table(found: &Staffed, all: &Alternatives, lang: Lang, whole: bool) -> Table {
    let pays_once = all.by_money && all.all.iter().any(|one| one.once_more.is_some_and(|once| once != 0.0));
    let scale = scale(found, all, lang);
    let (unit, none) = (scale.unit.clone(), || Words::of(lang).none.to_owned());
    let mut columns = vec![Column::words(&say(lang, "what is done".into(), "办法".into()))];
    columns.push(Column::figures(&if all.by_money {
        say(lang, format!("more in the\nperiod, {unit}"), format!("期间内比现\n状多，{unit}"))
    } else {
        say(lang, format!("more on\nduty, {unit}"), format!("在班比现\n状多，{unit}"))
    }));
    if pays_once {
        columns.push(Column::figures(&say(lang, "once".into(), "一次性".into())));
    }
    columns.push(Column::figures(&say(lang, "chance that\nsome day misses".into(), "有某天失守\n的概率".into())));
    if whole {
        columns.push(Column::figures(&say(lang, "days\nmissed".into(), "失守\n天数".into())));
    }
    columns.extend([
        Column::figures(&say(lang, "worst date\nmisses".into(), "最差一天\n失守".into())),
        Column::words(&say(lang, "verdict".into(), "结论".into())),
    ]);
    let not_given = || Words::of(lang).not_given.to_owned();
    let row = |one: &Alternative| {
        let mut name = one.way.name(lang);
        if !whole {
            name = cut(&name, NAMES[usize::from(!pays_once)]);
        }
        let more = if all.by_money { one.cost_more.as_ref() } else { one.hours_more.as_ref() };
        let more = match (&one.way, more) {
            (Way::AsIs, _) => none(),
            (_, more) => more.map_or_else(not_given, |more| scale.difference(more.value, more.half_width(LEVEL))),
        };
        let mut cells = vec![if one.same_demand { name } else { name + " *" }, more];
        if pays_once {
            let paid = |once: f64| if once == 0.0 { none() } else { numbers::number(once, 0) };
            cells.push(one.once_more.map_or_else(not_given, paid));
        }
        cells.push(probability(&one.misses));
        if whole {
            cells.push(days(&one.missed_dates));
        }
        cells.extend([worst(one, lang), answer_word(one.answer, lang)]);
        cells
    };
    let n = all.n;
    let caption = say(
        lang,
        format!("levers on the design as it is, on the same customers; cost of these days only; {n} replications"),
        format!("措施加在现状上，客户相同；只计这些天的花费；模拟 {n} 次"),
    );
    Table { caption, columns, rows: all.all.iter().map(row).collect(), fixed: 1 }
}

fn estimate(sample: Option<&Sample>) -> Value {
    sample.map_or(Value::Null, |s| json!({ "mean": s.value, "half_width": s.half_width(LEVEL), "n": s.n() }))
}

/// The rows for JSON.
pub(super) fn rows(found: &Staffed, all: &Alternatives) -> Value {
    let share = |share: &Bounded| json!({ "value": share.value, "low": share.low, "high": share.high });
    let of = |one: &Alternative| {
        json!({
            "kind": one.way.kind(),
            "lever": match &one.way { Way::Lever(label) => json!(label.key), _ => Value::Null },
            "answer": answer_word(one.answer, Lang::En),
            "cost": estimate(one.cost.as_ref()),
            "cost_more": estimate(one.cost_more.as_ref()),
            "once_more": one.once_more,
            "hours": estimate(one.hours.as_ref()),
            "hours_more": estimate(one.hours_more.as_ref()),
            "misses": share(&one.misses),
            "missed_dates": estimate(Some(&one.missed_dates)),
            "dates_fewer": estimate(Some(&one.dates_fewer)),
            "fewer_per_1000": one.off_per_thousand(),
            "worst_date": one.worst.as_ref().map(|worst| json!({
                "date": civil(worst.date).to_string(),
                "kpi": found.targets[worst.target].wanted.kpi.key(&found.model),
                "subject": found.targets[worst.target].wanted.subject,
                "misses": share(&worst.misses),
            })),
            "targets": found.targets.iter().zip(&one.figures).map(|(target, figure)| json!({
                "kpi": target.wanted.kpi.key(&found.model),
                "subject": target.wanted.subject,
                "estimate": estimate(figure.as_ref()),
            })).collect::<Vec<_>>(),
            "same_demand": one.same_demand,
        })
    };
    let refused = |(way, why): &(Way, crate::diagnostic::Text)| json!({ "kind": way.kind(), "lever": way.key(), "why": { "en": why.en, "zh": why.zh } });
    json!({
        "by": if all.by_money { "money" } else { "hours" },
        "dates": all.dates,
        "n": all.n,
        "taken_in": all.has.iter().map(|lever| &lever.key).collect::<Vec<_>>(),
        "rows": all.all.iter().map(of).collect::<Vec<_>>(),
        "not_compared": all.refused.iter().map(refused).collect::<Vec<_>>(),
    })
}

/// `size_alternatives.csv`: a way a row.
pub(super) fn csv(found: &Staffed, all: &Alternatives, lang: Lang) -> Result<Asset, String> {
    let mut sheet = Sheet::new(&[
        "kind",
        "lever",
        "name",
        "verdict",
        "cost",
        "cost_more",
        "cost_half_width",
        "once_more",
        "hours_more",
        "hours_half_width",
        "misses",
        "misses_low",
        "misses_high",
        "missed_dates",
        "dates_fewer",
        "fewer_half_width",
        "fewer_per_1000",
        "worst_date",
        "kpi",
        "subject",
        "worst_misses",
        "worst_low",
        "worst_high",
        "same_demand",
        "n",
        "why_not",
    ])?;
    let value = |sample: Option<&Sample>| optional(sample.map(|sample| sample.value));
    let half = |sample: Option<&Sample>| optional(sample.and_then(|sample| sample.half_width(LEVEL)));
    for one in &all.all {
        let mut row = vec![one.way.kind().to_owned(), one.way.key().to_owned(), one.way.name(lang)];
        row.push(answer_word(one.answer, Lang::En));
        let (cost, hours) = (one.cost_more.as_ref(), one.hours_more.as_ref());
        row.extend([value(one.cost.as_ref()), value(cost), half(cost), optional(one.once_more)]);
        row.extend([value(hours), half(hours)]);
        row.extend([one.misses.value, one.misses.low, one.misses.high, one.missed_dates.value].map(six));
        let fewer = Some(&one.dates_fewer);
        row.extend([value(fewer), half(fewer), optional(one.off_per_thousand())]);
        let worst = one.worst.as_ref();
        let wanted = worst.map(|worst| &found.targets[worst.target].wanted);
        row.push(worst.map_or_else(String::new, |worst| civil(worst.date).to_string()));
        row.push(wanted.map_or_else(String::new, |wanted| wanted.kpi.key(&found.model).into_owned()));
        row.push(wanted.map_or_else(String::new, |wanted| wanted.subject.clone()));
        let shares = worst.map(|worst| [worst.misses.value, worst.misses.low, worst.misses.high].map(six));
        row.extend(shares.unwrap_or_default());
        row.push(if one.same_demand { "yes" } else { "" }.to_owned());
        row.extend([all.n.to_string(), String::new()]);
        sheet.row(&row)?;
    }
    for (way, why) in &all.refused {
        let mut row = vec![String::new(); 26];
        (row[0], row[1], row[2]) = (way.kind().to_owned(), way.key().to_owned(), way.name(lang));
        row[25] = say(lang, why.en.clone(), why.zh.clone());
        sheet.row(&row)?;
    }
    Ok(("size_alternatives.csv".into(), sheet.bytes()?))
}
