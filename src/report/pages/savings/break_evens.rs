//! Until which value a design saves.

use super::Told;
use crate::model::PriceGroup;
use crate::report::numbers::number;
use crate::report::results::{BreakEven, PriceBreakEven, Turning};
use crate::report::words::list;

/// Multiples beyond which nobody asks.
const FAR: f64 = 10.0;

/// Values at which the saving ends; then those whose whole range it survives, and those that were not tried.
pub fn sentences_of(told: &Told<'_>) -> Vec<String> {
    let found = told.found;
    let mut items: Vec<String> = found.break_evens.iter().filter_map(|one| turns(told, one)).collect();
    items.extend(of_prices(told));
    let paths = |wanted: &Turning| -> Vec<String> {
        let of = found.break_evens.iter().filter(|one| one.turning == *wanted);
        of.map(|one| told.input(&found.uncertain[one.uncertain].path)).collect()
    };
    let nowhere = paths(&Turning::Nowhere);
    if !nowhere.is_empty() {
        let names = list(told.lang, &nowhere);
        items.push(
            told.say(format!("nowhere within the range of: {names}"), format!("在各自范围内都不会变号：{names}")),
        );
    }
    let untried = paths(&Turning::NotTried);
    if !untried.is_empty() {
        let names = list(told.lang, &untried);
        items.push(told.say(format!("not tried, others matter more: {names}"), format!("没有试（影响较小）：{names}")));
    }
    if items.is_empty() {
        items.push(told.say("none: nothing that is uncertain moves it", "没有：没有不确定的数会影响它"));
    }
    items
}

/// `pays until … is 3.1`: which way the value goes from where it is, and whether it saves there or beyond.
fn turns(told: &Told<'_>, one: &BreakEven) -> Option<String> {
    let Turning::At { value: at, between, rises } = &one.turning else { return None };
    let uncertain = &told.found.uncertain[one.uncertain];
    let said = |written: &str| told.value(&uncertain.path, written);
    let (path, value) = (told.input(&uncertain.path), said(&uncertain.value));
    let saves = told.found.judged().mean > 0.0;
    let between = between.as_ref().map_or_else(String::new, |[from, to]| {
        told.say(
            format!(" ({} to {})", said(&short(from)), said(&short(to))),
            format!("（{} 至 {}）", said(&short(from)), said(&short(to))),
        )
    });
    let at = said(&short(at));
    Some(match (saves, *rises) {
        (true, true) => told.say(
            format!("saves until {path} rises to {at}{between}; it is {value}"),
            format!("{path} 升到 {at}{between} 之前都有节省；现为 {value}"),
        ),
        (true, false) => told.say(
            format!("saves until {path} falls to {at}{between}; it is {value}"),
            format!("{path} 降到 {at}{between} 之前都有节省；现为 {value}"),
        ),
        (false, true) => told.say(
            format!("saves only once {path} rises to {at}{between}; it is {value}"),
            format!("{path} 升到 {at}{between} 才有节省；现为 {value}"),
        ),
        (false, false) => told.say(
            format!("saves only once {path} falls to {at}{between}; it is {value}"),
            format!("{path} 降到 {at}{between} 才有节省；现为 {value}"),
        ),
    })
}

/// Prices that are moved together: those that turn it, in a sentence, then those that do not.
fn of_prices(told: &Told<'_>) -> Vec<String> {
    let turns = |one: &&PriceBreakEven| one.times.is_some_and(|(times, _)| times <= FAR);
    let (turning, others): (Vec<_>, Vec<_>) = told.found.prices.iter().partition(turns);
    let how: Vec<String> = turning.into_iter().filter_map(|one| moved(told, one)).collect();
    let mut items = Vec::new();
    if !how.is_empty() {
        let saves = told.found.judged().mean > 0.0;
        let (en, zh) = (how.join(", or "), how.join("，或"));
        items.push(if saves {
            told.say(format!("saves until {en}"), format!("{zh} 之前都有节省"))
        } else {
            told.say(format!("saves only once {en}"), format!("{zh} 才有节省"))
        });
    }
    if !others.is_empty() {
        let names: Vec<String> = others.into_iter().map(|one| of_group(told, one.group)).collect();
        let names = list(told.lang, &names);
        items.push(told.say(
            format!("at no level up to {FAR} times today's does it turn: {names}"),
            format!("不论怎么变（不超过现在的 {FAR} 倍）都不会变号：{names}"),
        ));
    }
    items
}

fn of_group(told: &Told<'_>, group: PriceGroup) -> String {
    match group {
        PriceGroup::Wages => told.say("all wages", "全部工资"),
        PriceGroup::Seats => told.say("all seats", "全部工位"),
        PriceGroup::Bot => told.say("the bot's prices", "机器人价格"),
        PriceGroup::Tools => told.say("the tools' prices", "工具价格"),
        PriceGroup::LateTickets => told.say("what late tickets cost", "超时赔付单价"),
    }
}

/// `all wages fall by 86 %`.
fn moved(told: &Told<'_>, PriceBreakEven { group, times }: &PriceBreakEven) -> Option<String> {
    let (times, half) = (*times)?;
    let name = of_group(told, *group);
    let percent = number((times - 1.0).abs() * 100.0, 0);
    let error = half
        .filter(|half| *half * 100.0 >= 0.5)
        .map_or_else(String::new, |half| format!(" ± {}", number(half * 100.0, 0)));
    let (en, zh) = if times < 1.0 { ("fall", "下降") } else { ("rise", "上涨") };
    Some(told.say(format!("{name} {en} by {percent}{error} %"), format!("{name}{zh} {percent}{error} %")))
}

/// Three digits are enough.
fn short(text: &str) -> String {
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let Some(from) = text.find(digits) else { return text.to_owned() };
    let until = text[from..].find(|c| !digits(c)).map_or(text.len(), |end| from + end);
    let Ok(x) = text[from..until].parse::<f64>() else { return text.to_owned() };
    if x == 0.0 || (x.fract() == 0.0 && x < 1000.0) {
        return text.to_owned();
    }
    let place = x.abs().log10().floor() as i32 - 2;
    let rounded = if place >= 0 {
        format!("{:.0}", (x / 10_f64.powi(place)).round() * 10_f64.powi(place))
    } else {
        let text = format!("{x:.*}", place.unsigned_abs() as usize);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    format!("{}{rounded}{}", &text[..from], &text[until..])
}
