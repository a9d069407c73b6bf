//! Which promise breaks first, on which date and in which hours: one rule for sentences, advice and pictures.
//!
//! A promise that is surely missed over the report's period breaks first where it is missed by most points. Where none is, a date
//! that was kept by interval may still miss one by far, because the mean of many days hides it: of these the type and date with most
//! customers short of the promise. Else it is the promise with least to spare.

use super::{Promise, Stands, kept, margin, promises, stands};
use crate::catalogue::{HORIZON, KpiId, Row, Subject, civil};
use crate::experiment::Arm;
use crate::report::day_hours::{clock, hourly};
use crate::report::labels::View;
use crate::report::numbers::{number, share};
use crate::report::words::say;
use std::ops::Range;

/// Hours with less than this share of a day's contacts are passed over: in them a few customers make any share.
const FEW: f64 = 0.02;
/// Fewer people on duty than this, as a mean over the hour, are nobody; and so are fewer than this share of the most in any hour: who
/// stays late to finish.
const PRESENT: f64 = 0.05;
const STAYED: f64 = 0.1;
/// A promise that is met on the mean of all days is told of where it is missed on this part of them.
const OFTEN: f64 = 0.04;
/// Of a day.
const MINUTES: usize = 1440;
/// A date misses a promise by far where it is surely missed, and by so much.
const BY_FAR: f64 = 0.1;
/// So many times the mean date's contacts make a date a busy one, whatever others have; and so many where no more than this part of all
/// dates have nearly as many.
const MUCH_BUSIER: f64 = 1.5;
const BUSY: f64 = 1.1;
const FEW_ALIKE: f64 = 0.1;
const ALIKE: f64 = 0.95;

/// When in the day a promise is kept worst.
pub enum When {
    /// While somebody is on shift.
    Hours {
        /// From when and until when, minutes of the day.
        of_day: Range<usize>,
        /// The share over these hours.
        level: f64,
    },
    /// While nobody is: every hour in which somebody is on shift is better than the mean.
    Unattended,
}

impl When {
    /// `worst 18:00–20:00 (13 % over all days)`.
    pub fn words(&self, view: &View<'_>) -> String {
        let (en, zh) = over(view);
        self.said(view, (&format!(" {en}"), &format!("{zh}平均 ")))
    }

    /// The same of a date that is told already.
    fn on_the_date(&self, view: &View<'_>) -> String {
        self.said(view, ("", ""))
    }

    /// `of`: what days it is of, behind the level in English and before it in Chinese.
    fn said(&self, view: &View<'_>, of: (&str, &str)) -> String {
        match self {
            Self::Hours { level, .. } => {
                let (hours, level, (en, zh)) = (self.hours().unwrap_or_default(), share(*level), of);
                say(view.lang, format!("worst {hours} ({level}{en})"), format!("{hours} 最差（{zh}{level}）"))
            }
            Self::Unattended => say(view.lang, "in hours with nobody on shift".into(), "差在没人在岗的时段".into()),
        }
    }

    /// `18:00–20:00`; none while nobody is on shift.
    pub fn hours(&self) -> Option<String> {
        let Self::Hours { of_day, .. } = self else { return None };
        Some(format!("{}–{}", clock(of_day.start, MINUTES), clock(of_day.end, MINUTES)))
    }
}

/// Over which days a mean is, in both languages: all, or those of the report's period by its name.
fn over(view: &View<'_>) -> (String, String) {
    let span = view.span(view.results.baseline);
    if span.label.key == HORIZON {
        return ("over all days".into(), "各天".into());
    }
    let name = span.label.in_lang(view.lang);
    (format!("over {name}"), format!("{name} "))
}

/// A date that misses a promise which the mean over all days meets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// Its place among the dates that are kept by interval.
    pub place: usize,
    /// Its number among the counted days.
    pub date: usize,
}

impl Day {
    /// `2025-09-01`.
    pub fn name(self, view: &View<'_>, arm: usize) -> String {
        let calendar = &view.model(arm).calendar;
        civil(calendar.epoch_day(calendar.warm_up_days + self.date as i32)).to_string()
    }
}

/// The target that breaks first.
pub struct Broken {
    /// Which.
    pub promise: Promise,
    /// The contact type's name, and what of it.
    pub name: String,
    /// The share that is met, and its error: on the date, where there is one.
    pub level: f64,
    /// Half of its 95 % interval; `None`: unknown.
    pub error: Option<f64>,
    /// The share that was promised.
    pub wanted: f64,
    /// When it is worst; `None`: not known by the hour.
    pub worst: Option<When>,
    /// The date that misses it, where the mean over the period does not; `None`: what is said is of the period.
    pub day: Option<Day>,
    /// How it stands, on the date where there is one.
    pub stands: Stands,
}

/// The date in focus on which most is offered to people, of those in the report's period where any is.
pub fn busiest(view: &View<'_>, arm: usize) -> Option<Day> {
    let of = &view.arms()[arm];
    let profile = of.profile.as_ref()?;
    let column = profile.column(Row::Offered.into(), Subject::All)?;
    let dates = &profile.groups.focus().dates;
    let inside = |date: usize| view.span(arm).dates.get(date).copied().unwrap_or(false);
    let some_inside = dates.iter().any(|date| inside(*date));
    let offered = |date: usize| {
        let cell = profile.cell(profile.groups.dates().start + date, column);
        cell.map_or(0.0, |cell| cell.mean)
    };
    let wanted = dates.iter().copied().enumerate().filter(|(_, date)| !some_inside || inside(*date));
    let (place, date) = wanted.max_by(|a, b| offered(a.1).total_cmp(&offered(b.1)).then(b.1.cmp(&a.1)))?;
    Some(Day { place, date })
}

/// Whether a date is busier than others of the report's period: by far busier than the mean, or clearly so and like few others. Else the
/// busiest of them is one of many.
pub fn stands_out(view: &View<'_>, arm: usize, date: usize) -> bool {
    let Some(profile) = view.arms()[arm].profile.as_ref() else { return false };
    let Some(column) = profile.column(Row::Offered.into(), Subject::All) else { return false };
    let on = |date: usize| profile.cell(profile.groups.dates().start + date, column).map_or(0.0, |cell| cell.mean);
    let inside = view.span(arm).dates.iter().enumerate().filter(|(_, inside)| **inside);
    let all: Vec<f64> = inside.map(|(date, _)| on(date)).collect();
    let (there, n) = (on(date), all.len().max(1) as f64);
    let mean = all.iter().sum::<f64>() / n;
    let alike = all.iter().filter(|other| **other > ALIKE * there).count() as f64;
    there > MUCH_BUSIER * mean || (there > BUSY * mean && (alike <= 2.0 || alike <= FEW_ALIKE * n))
}

/// What the busiest date is called behind itself.
pub fn how_busy(view: &View<'_>, arm: usize, date: usize) -> String {
    if stands_out(view, arm, date) {
        return say(view.lang, "the busiest day".into(), "最忙的一天".into());
    }
    say(view.lang, "the busiest day, hardly busier than many".into(), "最忙的一天，但与许多日子相近".into())
}

/// What breaks first, and when it is worst.
pub fn first(view: &View<'_>, arm: usize) -> Option<Broken> {
    let all = promises(view.model(arm));
    let (promise, e, _) = all
        .iter()
        .filter_map(|promise| margin(view, arm, promise).map(|(e, margin)| (promise, e, margin)))
        .min_by(|a, b| a.2.total_cmp(&b.2))?;
    let how = stands(e.mean, e.half_width, promise.share);
    if how != Stands::Missed
        && let Some(broken) = on_a_date(view, arm, &all)
    {
        return Some(broken);
    }
    Some(Broken {
        promise: promise.clone(),
        name: name(view, promise),
        level: e.mean,
        error: e.half_width,
        wanted: promise.share,
        worst: hours(view, arm, promise.kpi, &promise.subject),
        day: None,
        stands: how,
    })
}

fn name(view: &View<'_>, promise: &Promise) -> String {
    promise_name(view, promise.kpi, &promise.subject)
}

/// `Pre-sale chat within target`, of a figure that is promised.
pub fn promise_name(view: &View<'_>, kpi: KpiId, of: &str) -> String {
    let subject = view.subject(of);
    match kpi {
        KpiId::Row(Row::OnTime) => say(view.lang, format!("{subject} on time"), format!("{subject}及时率")),
        KpiId::Within { .. } => view.figure(&view.name(kpi), of),
        _ => say(view.lang, format!("{subject} within target"), format!("{subject}服务水平")),
    }
}

/// Of the dates that are kept by interval and lie in the report's period, and of promises for live contacts, those that miss one by
/// far: the one with most customers short of it.
fn on_a_date(view: &View<'_>, arm: usize, all: &[Promise]) -> Option<Broken> {
    let of = &view.arms()[arm];
    let profile = of.profile.as_ref()?;
    let dates = view.span(arm).dates.as_slice();
    let mut found: Option<(f64, Broken)> = None;
    for promise in all.iter().filter(|promise| promise.kpi != Row::OnTime.into()) {
        let Some((subject, _)) = Subject::parse(&promise.subject, &of.model) else { continue };
        let columns = (profile.column(promise.kpi, subject), profile.column(Row::Offered.into(), subject));
        let (Some(level), Some(offered)) = columns else { continue };
        for (place, date) in profile.groups.focus().dates.iter().copied().enumerate() {
            let group = profile.groups.dates().start + date;
            let cells = (profile.cell(group, level), profile.cell(group, offered));
            let (Some(day), Some(asked)) = cells else { continue };
            let inside = dates.get(date).copied().unwrap_or(false);
            let missed = stands(day.mean, day.half_width, promise.share) == Stands::Missed;
            let short = (promise.share - day.mean) * asked.mean;
            if !inside
                || !missed
                || promise.share - day.mean < BY_FAR
                || found.as_ref().is_some_and(|best| best.0 >= short)
            {
                continue;
            }
            let broken = Broken {
                promise: promise.clone(),
                name: name(view, promise),
                level: day.mean,
                error: day.half_width,
                wanted: promise.share,
                worst: worst(
                    |kpi, of_whom| by_group(of, profile.groups.date(place), kpi, of_whom),
                    promise.kpi,
                    subject,
                    day.mean,
                ),
                day: Some(Day { place, date }),
                stands: Stands::Missed,
            };
            found = Some((short, broken));
        }
    }
    found.map(|(_, broken)| broken)
}

/// The date, of those kept by interval, that misses a promise for live contacts by far with most customers short of it, in a sentence; none
/// where none does.
pub fn worst_date(view: &View<'_>, arm: usize) -> Option<String> {
    let broken = on_a_date(view, arm, &promises(view.model(arm)))?;
    let (date, level, wanted) = (broken.day?.name(view, arm), exact(broken.level, broken.error), share(broken.wanted));
    let name = broken.name;
    Some(say(
        view.lang,
        format!("{date} {name} {level} % (target {wanted})"),
        format!("{date} {name} {level} %（目标 {wanted}）"),
    ))
}

/// The means of a KPI in these groups of a profile.
fn by_group(arm: &Arm, groups: Range<usize>, kpi: KpiId, subject: Subject) -> Option<Vec<Option<f64>>> {
    let profile = arm.profile.as_ref()?;
    let column = profile.column(kpi, subject)?;
    Some(groups.map(|group| profile.cell(group, column).map(|cell| cell.mean)).collect())
}

/// When a promise is kept worst over the report's period: the hours of the day around the worst one. Only live contacts: a ticket is
/// late long after the hour that made it so.
pub fn hours(view: &View<'_>, arm: usize, kpi: KpiId, subject: &str) -> Option<When> {
    if kpi == Row::OnTime.into() {
        return None;
    }
    let of = &view.arms()[arm];
    let mean = view.estimate(arm, kpi, subject)?.mean;
    let (subject, _) = Subject::parse(subject, &of.model)?;
    worst(|kpi, of_whom| hourly(of, view.span_number(arm), kpi, of_whom), kpi, subject, mean)
}

/// The worst stretch of a day, of figures by its points.
fn worst(
    by_point: impl Fn(KpiId, Subject) -> Option<Vec<Option<f64>>>,
    kpi: KpiId,
    subject: Subject,
    mean: f64,
) -> Option<When> {
    let (levels, offered) = (by_point(kpi, subject)?, by_point(Row::Offered.into(), subject)?);
    let total: f64 = offered.iter().flatten().sum();
    let points = levels.len();
    let few = FEW * 24.0 / points.max(24) as f64 * total;
    // Hours in which nobody is on duty are bad for everybody, and told without the hour.
    let on_duty = by_point(Row::OnDuty.into(), Subject::All);
    let most = on_duty.iter().flatten().flatten().copied().fold(0.0, f64::max);
    let somebody =
        |hour: usize| on_duty.as_ref().is_none_or(|all| all[hour].unwrap_or(0.0) >= PRESENT.max(STAYED * most));
    let level = |hour: usize| levels[hour].filter(|_| somebody(hour) && offered[hour].unwrap_or(0.0) >= few);
    let (lowest, worst) =
        (0..points).filter_map(|hour| Some((hour, level(hour)?))).min_by(|a, b| a.1.total_cmp(&b.1))?;
    if worst > mean {
        return Some(When::Unattended);
    }
    // Hours beside it that are nearer to it than to the day's mean are as bad.
    let bad = |hour: usize| level(hour).is_some_and(|l| l <= f64::midpoint(worst, mean));
    let (mut from, mut until) = (lowest, lowest);
    while from > 0 && bad(from - 1) {
        from -= 1;
    }
    while until + 1 < points && bad(until + 1) {
        until += 1;
    }
    let minute = |point: usize| point * MINUTES / points;
    // Over all of them, by how many asked in each: the number of the same hours elsewhere in the report.
    let asked = |hour: usize| offered[hour].unwrap_or(0.0);
    let kept: f64 = (from..=until).map(|hour| asked(hour) * level(hour).unwrap_or(worst)).sum();
    let all: f64 = (from..=until).map(asked).sum();
    let level = if all > 0.0 { kept / all } else { worst };
    Some(When::Hours { of_day: minute(from)..minute(until + 1), level })
}

/// Promises that an arm surely misses over the report's period, furthest from being kept first: name, level, what was promised.
pub fn missed_by_name(view: &View<'_>, arm: usize) -> Vec<(String, f64, f64)> {
    let mut all: Vec<(f64, (String, f64, f64))> = promises(view.model(arm))
        .iter()
        .filter_map(|promise| {
            let (e, margin) = margin(view, arm, promise)?;
            let missed = stands(e.mean, e.half_width, promise.share) == Stands::Missed;
            missed.then(|| (margin, (name(view, promise), e.mean, promise.share)))
        })
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.into_iter().map(|(_, told)| told).collect()
}

/// How the promises of an arm stand over the report's period, and who of them misses on days that all together hide: `all met over 42 days, but
/// Parcel trace misses its target on about 7 days, such as 2025-09-03`.
pub fn standing(view: &View<'_>, arm: usize) -> String {
    let kept = kept(view, arm);
    let words = kept.words(view);
    let broken = first(view, arm).and_then(|broken| Some((broken.promise, broken.day?.name(view, arm))));
    let bad = |promise: Promise| view.estimate(arm, Row::BadDays, &promise.subject).map(|e| (promise, e.mean));
    // The one that is said to break first, else that with most such days.
    let most = match &broken {
        Some((promise, _)) => bad(promise.clone()),
        None => promises(view.model(arm)).into_iter().filter_map(bad).max_by(|a, b| a.1.total_cmp(&b.1)),
    };
    let counted = view.span(arm).dates.iter().filter(|there| **there).count() as f64;
    let often = most.map(|(promise, share)| (promise, share, (share * counted).round()));
    let often = often.filter(|(_, share, days)| *days >= 2.0 && *share >= OFTEN && kept.missed == 0);
    let Some((promise, _, days)) = often else {
        let Some((promise, date)) = broken else { return words };
        let who = view.subject(&promise.subject);
        return say(view.lang, format!("{words}, but {who} not on {date}"), format!("{words}，但{who} {date} 守不住"));
    };
    let who = view.subject(&promise.subject);
    let such = broken.map(|(_, date)| (format!(", such as {date}"), format!("，如 {date}")));
    let (en, zh) = such.unwrap_or_default();
    say(
        view.lang,
        format!("{words}, but {who} misses its target on about {days} days{en}"),
        format!("{words}，但{who}约有 {days} 天守不住{zh}"),
    )
}

/// What breaks first in a sentence: the target, how far it is kept, and the date and hours in which it is worst. None where nothing is
/// promised.
pub fn broken_first(view: &View<'_>, arm: usize) -> Option<String> {
    let broken = first(view, arm)?;
    let told = told(view, arm, &broken);
    Some(if broken.stands == Stands::Missed {
        say(view.lang, format!("first to miss: {told}"), format!("最先失守：{told}"))
    } else {
        say(view.lang, format!("least margin to target: {told}"), format!("最接近失守：{told}"))
    })
}

fn told(view: &View<'_>, arm: usize, broken: &Broken) -> String {
    let Broken { name, level, error, wanted, worst, day, promise, .. } = broken;
    let (level, wanted) = (exact(*level, *error), share(*wanted));
    let (en, zh) = worst.as_ref().map_or_else(Default::default, |when| {
        let when = if day.is_some() { when.on_the_date(view) } else { when.words(view) };
        (format!(", {when}"), format!("，{when}"))
    });
    let Some(day) = day else {
        return say(
            view.lang,
            format!("{name} {level} % (target {wanted}){en}"),
            format!("{name} {level} %（目标 {wanted}）{zh}"),
        );
    };
    let date = day.name(view, arm);
    let mean = view.estimate(arm, promise.kpi, &promise.subject);
    let mean = mean.map(|e| exact(e.mean, e.half_width)).unwrap_or_default();
    let (over, of) = over(view);
    say(
        view.lang,
        format!("{name} on {date} {level} % (target {wanted}; {mean} % {over}){en}"),
        format!("{name} {date} 当天 {level} %（目标 {wanted}，{of}平均 {mean} %）{zh}"),
    )
}

/// `81.1 ± 0.8`.
fn exact(level: f64, error: Option<f64>) -> String {
    let half = error.map_or_else(String::new, |e| format!(" ± {}", percent(e, Some(e))));
    format!("{}{half}", percent(level, error))
}

/// A share in per cent, as exact as its error.
fn percent(value: f64, error: Option<f64>) -> String {
    let place = if error.is_some_and(|e| e < 0.0195) { -1 } else { 0 };
    number(value * 100.0, place)
}
