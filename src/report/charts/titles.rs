//! What charts say of themselves: whom they are about, what is promised, and the dates that they cover.

use super::drawable;
use crate::catalogue::{HORIZON, Span, civil};
use crate::model::{Calendar, ContactType, FirstTouch, Lang, Model};
use crate::report::results::Staffed;
use crate::report::words::say;
use crate::time::SimDuration;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [(&str, &str); 7] =
    [("Mon", "一"), ("Tue", "二"), ("Wed", "三"), ("Thu", "四"), ("Fri", "五"), ("Sat", "六"), ("Sun", "日")];

/// `Mon`, `周一`: Monday 0 … Sunday 6.
pub(super) fn weekday(n: usize, lang: Lang) -> String {
    let (en, zh) = WEEKDAYS[n];
    say(lang, en.to_owned(), format!("周{zh}"))
}

/// `11 Nov 2025`, `2025年11月11日`, of a day since 1970-01-01.
pub(super) fn date(epoch_day: i32, lang: Lang) -> String {
    let d = civil(epoch_day);
    let (year, month, day) = (d.year(), d.month(), d.day());
    say(lang, format!("{day} {} {year}", month_name(month)), format!("{year}年{month}月{day}日"))
}

/// `11 Nov 2025, Tue`.
pub(super) fn dated(calendar: &Calendar, counted: usize, lang: Lang) -> String {
    let day = calendar.warm_up_days + counted as i32;
    let (date, weekday) = (date(calendar.epoch_day(day), lang), weekday(calendar.weekday(day), lang));
    say(lang, format!("{date}, {weekday}"), format!("{date}（{weekday}）"))
}

fn month_name(month: i8) -> &'static str {
    MONTHS[(month - 1) as usize]
}

/// `1–11 Nov 2025`: from the first to the last of these days.
fn from_to(first: i32, last: i32, lang: Lang) -> String {
    let (a, b) = (civil(first), civil(last));
    if first == last {
        return date(first, lang);
    }
    let (end, year) = (date(last, lang), b.year());
    if a.year() != year {
        return say(lang, format!("{} – {end}", date(first, lang)), format!("{}至{end}", date(first, lang)));
    }
    let zh_end =
        if a.month() == b.month() { format!("{}日", b.day()) } else { format!("{}月{}日", b.month(), b.day()) };
    let en = if a.month() == b.month() {
        format!("{}–{end}", a.day())
    } else {
        format!("{} {} – {end}", a.day(), month_name(a.month()))
    };
    say(lang, en, format!("{}至{zh_end}", date(first, lang)))
}

/// All dates that count.
pub(super) fn days(calendar: &Calendar, lang: Lang) -> String {
    let first = calendar.epoch_day(calendar.warm_up_days);
    from_to(first, first + calendar.days - 1, lang)
}

/// Where a value stands in the file, with what types, streams, teams and designs are called in the place of their keys.
pub(super) fn path_in_words(path: &str, model: &Model, lang: Lang) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let named = |at: usize| {
        let key = parts.get(at + 1)?;
        let label = match parts[at] {
            "contact" | "stream" => model.types.iter().map(|kind| &kind.label).find(|label| label.key == *key)?,
            "team" => model.teams.iter().map(|team| &team.label).find(|label| label.key == *key)?,
            "design" => Some(&model.design).filter(|label| label.key == *key)?,
            _ => return None,
        };
        Some(label.in_lang(lang).to_owned())
    };
    let (mut names, mut rest, mut at) = (Vec::new(), Vec::new(), 0);
    while at < parts.len() {
        if let Some(name) = named(at) {
            names.push(name);
            at += 2;
        } else {
            rest.push(parts[at]);
            at += 1;
        }
    }
    if names.is_empty() { path.to_owned() } else { format!("{} · {}", names.join(" · "), rest.join(".")) }
}

/// A title with a second line, where there is anything to say: the case, and what was changed of the file, as it was written.
pub(super) fn with_changes(title: &str, found: &Staffed, lang: Lang) -> String {
    let case = &found.model.case;
    let case = (case.key != "base").then(|| case.in_lang(lang).to_owned());
    let changed = found.changes.join(&say(lang, ", ".into(), "，".into()));
    let changed = (!changed.is_empty()).then(|| say(lang, format!("changed: {changed}"), format!("改动：{changed}")));
    let second: Vec<String> = case.into_iter().chain(changed).collect();
    let title = drawable(title);
    if second.is_empty() {
        return title;
    }
    format!("{title}\n{}", drawable(&second.join(&say(lang, "; ".into(), "；".into()))))
}

/// The dates of a span, behind its name where it has one that says more.
pub(super) fn span(calendar: &Calendar, span: &Span, lang: Lang) -> String {
    let day = |counted: usize| calendar.epoch_day(calendar.warm_up_days + counted as i32);
    let (first, last) = (span.dates.iter().position(|on| *on), span.dates.iter().rposition(|on| *on));
    let Some((first, last)) = first.zip(last) else { return span.label.in_lang(lang).to_owned() };
    let dates = from_to(day(first), day(last), lang);
    if span.label.key == HORIZON || !span.named {
        return dates;
    }
    let name = span.label.in_lang(lang);
    say(lang, format!("{name} ({dates})"), format!("{name}（{dates}）"))
}

/// `share first answered within 30 s`, of a type with a target.
pub(super) fn promised(kind: &ContactType, lang: Lang) -> Option<String> {
    let speed = kind.speed?;
    let (en, zh) = (limit(speed.limit, Lang::En), limit(speed.limit, Lang::Zh));
    Some(match speed.until {
        FirstTouch::FirstReply => say(lang, format!("share first answered within {en}"), format!("{zh}内首响占比")),
        FirstTouch::Accepted => say(lang, format!("share accepted within {en}"), format!("{zh}内接入占比")),
    })
}

/// `30 s`, `3 min`, `2 h`: as long as it is written.
fn limit(limit: SimDuration, lang: Lang) -> String {
    let seconds = limit.seconds();
    let (number, en, zh) = if seconds >= 3600.0 && seconds % 3600.0 == 0.0 {
        (seconds / 3600.0, "h", "小时")
    } else if seconds >= 60.0 && seconds % 60.0 == 0.0 {
        (seconds / 60.0, "min", "分钟")
    } else {
        (seconds, "s", "秒")
    };
    format!("{number} {}", say(lang, en.to_owned(), zh.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_say_no_month_twice() {
        let said = |from: i32, to: i32| (from_to(from, to, Lang::En), from_to(from, to, Lang::Zh));
        // 2025-11-01 is day 20,393.
        assert_eq!(said(20_393, 20_403), ("1–11 Nov 2025".into(), "2025年11月1日至11日".into()));
        assert_eq!(said(20_392, 20_403), ("31 Oct – 11 Nov 2025".into(), "2025年10月31日至11月11日".into()));
        assert_eq!(said(20_403, 20_403), ("11 Nov 2025".into(), "2025年11月11日".into()));
        let over = ("31 Oct 2025 – 1 Jan 2026".to_owned(), "2025年10月31日至2026年1月1日".to_owned());
        assert_eq!(said(20_392, 20_454), over);
    }

    #[test]
    fn paths_are_said_in_words() {
        use crate::model::textbook::{calls, minutes, model, team};
        let kind = calls("a", 1.0, crate::random::Law::exponential(minutes(1.0)), None, minutes(1.0));
        let mut shop = model(vec![kind], vec![team("t", 2, 1, &[0])], 1);
        for kind in &mut shop.types {
            kind.label.en = "Pre-sale".into();
        }
        let said = |path: &str| path_in_words(path, &shop, Lang::En);
        assert_eq!(said("contact.a.patience.mean"), "Pre-sale · patience.mean");
        assert_eq!(said("contact.other.effort"), "contact.other.effort");
        assert_eq!(said("demand"), "demand");
        assert_eq!(said("design.one.team.t.headcount"), "t · design.one.headcount");
    }

    #[test]
    fn limits_are_as_they_are_written() {
        let said = |seconds: f64| limit(SimDuration::from_seconds(seconds), Lang::En);
        assert_eq!([30.0, 60.0, 90.0, 180.0, 7200.0].map(said), ["30 s", "1 min", "90 s", "3 min", "2 h"]);
    }
}
