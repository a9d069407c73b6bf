//! What a grid, or a search for what matters, is of: design, case, changes, and which days count.

use crate::catalogue::civil;
use crate::experiment::{Sweeping, WEEK, expected_per_day};
use crate::model::{Lang, Model};
use crate::report::blocks::deciding::told_targets;
use crate::report::labels::staff;
use crate::report::numbers;
use crate::report::results::TemplateTarget;
use crate::report::words::{Words, list, say, sentences};

/// Design, case, what was changed for all, and which days count.
pub fn about(
    model: &Model,
    sweeping: &Sweeping,
    (changes, targets): (&[String], &[TemplateTarget]),
    lang: Lang,
) -> Vec<(String, String)> {
    let w = Words::of(lang);
    let mut named = vec![(w.design.to_owned(), format!("{}: {}", model.design.in_lang(lang), staff(model, lang)))];
    if lang == Lang::Zh {
        named[0].1 = format!("{}：{}", model.design.in_lang(lang), staff(model, lang));
    }
    if model.case.key != "base" {
        named.push((w.case.to_owned(), model.case.in_lang(lang).to_owned()));
    }
    if !changes.is_empty() {
        named.push((say(lang, "changed".into(), "改动".into()), sentences(lang, changes)));
    }
    let targets = told_targets(targets, model, lang);
    if !targets.is_empty() {
        named.push((say(lang, "target".into(), "目标".into()), sentences(lang, &targets)));
    }
    named.push((w.counted.to_owned(), counted(model, sweeping, lang)));
    named
}

fn counted(model: &Model, sweeping: &Sweeping, lang: Lang) -> String {
    let calendar = &model.calendar;
    let first = calendar.epoch_day(calendar.warm_up_days);
    let date = |day: i32| civil(first + day).to_string();
    let (days, from, last) = (calendar.days, date(0), civil(first + calendar.days - 1));
    let warm = calendar.warm_up_days;
    let span = match &sweeping.weeks {
        None => {
            let (days, dates) = (numbers::days(f64::from(days), lang), numbers::from_to(civil(first), last, lang));
            say(lang, format!("{days}, {dates}"), format!("{days}，{dates}"))
        }
        Some(weeks) => {
            let all = days / WEEK;
            let of = numbers::number(expected_per_day(model, 0..all * WEEK), 0);
            let these = weeks.iter().flat_map(|week| *week..week + WEEK);
            let here = numbers::number(expected_per_day(model, these), 0);
            let begin: Vec<String> = weeks.iter().map(|week| date(*week)).collect();
            let (n, begin) = (weeks.len(), list(lang, &begin));
            say(
                lang,
                format!(
                    "{n} of the {all} weeks from {from} on stand for all, after {warm} days of warm-up each: those that begin on \
                     {begin}; they expect {here} first contacts and orders a day, all weeks {of}"
                ),
                format!(
                    "从 {from} 起的 {all} 周中抽取 {n} 周，分别始于 {begin}；这些周预期每天首次咨询与订单 {here} 个，全部周为 {of} 个；\
                     每周前预热 {warm} 天"
                ),
            )
        }
    };
    match sweeping.period.as_str() {
        "horizon" => span,
        key => {
            let period = model.periods.iter().find(|period| period.label.key == key);
            let period = period.map_or(key, |period| period.label.in_lang(lang));
            say(lang, format!("{period}, of {span}"), format!("{span}，其中的{period}"))
        }
    }
}
