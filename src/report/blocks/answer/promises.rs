//! What was promised, and which promise breaks first.

use crate::catalogue::{KpiId, Row, Subject, promised};
use crate::experiment::Estimate;
use crate::model::Model;
use crate::report::day_hours::{clock, hourly};
use crate::report::labels::View;
use crate::report::numbers::{number, share};
use crate::report::words::say;

/// Hours with less than this share of a day's contacts are passed over: in them a few customers make any share.
const FEW: f64 = 0.02;
/// Fewer people on duty than this, as a mean over the hour, are nobody; and so are fewer than this share of the most in any hour: who
/// stays late to finish.
const PRESENT: f64 = 0.05;
const STAYED: f64 = 0.1;

/// A share that the file promises for a contact type.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Service level (at the limit of the target, where the type has several), or tickets on time.
    pub kpi: KpiId,
    /// Of whom: the stable name.
    pub subject: String,
    /// The share, 0 to 1.
    pub share: f64,
}

/// Every promise of a model.
pub fn promises(model: &Model) -> Vec<Promise> {
    let to_customers = promised(model).into_iter().filter(|one| !model.types[one.of].outreach);
    to_customers
        .map(|one| Promise { kpi: one.kpi, subject: Subject::Type(one.of).key(model), share: one.share })
        .collect()
}

/// How far a promise is kept: below 0 it is missed. None where nothing happened.
fn margin<'a>(view: &View<'a>, arm: usize, promise: &Promise) -> Option<(&'a Estimate, f64)> {
    let e = view.estimate(arm, promise.kpi, &promise.subject)?;
    Some((e, e.mean - promise.share))
}

/// Whether a promise is surely missed.
fn is_missed(e: &Estimate, share: f64) -> bool {
    e.mean + e.half_width.unwrap_or(0.0) < share
}

/// How many promises a design misses surely: of its own, over the report's period.
pub fn missed(view: &View<'_>, arm: usize) -> (usize, usize) {
    let all = promises(view.model(arm));
    let is = |promise: &&Promise| margin(view, arm, promise).is_some_and(|(e, _)| is_missed(e, promise.share));
    (all.iter().filter(is).count(), all.len())
}

/// What breaks first: the target that is missed by most, or, where none is, the one with the least to spare; and the hours
/// in which it is worst. None where nothing is promised.
pub fn broken_first(view: &View<'_>, arm: usize) -> Option<String> {
    let Broken { name, level, error, wanted, worst, missed, .. } = first(view, arm)?;
    let (level, error) =
        (percent(level, error), error.map_or_else(String::new, |e| format!(" ± {}", percent(e, Some(e)))));
    let wanted = share(wanted);
    let (en, zh) = match worst {
        Some(When::Hours { from, until, level }) => {
            let level = share(level);
            (format!(", worst {from}–{until} ({level})"), format!("，{from}–{until} 最差（{level}）"))
        }
        Some(When::Unattended) => (", in hours with nobody on shift".into(), "，差在没人在岗的时段".into()),
        None => Default::default(),
    };
    let what_en = format!("{name} {level}{error} % of {wanted} wanted{en}");
    let what_zh = format!("{name} {level}{error} %（目标 {wanted}）{zh}");
    Some(if missed {
        say(view.lang, format!("breaks first: {what_en}"), format!("最先失守：{what_zh}"))
    } else {
        say(view.lang, format!("nearest to breaking: {what_en}"), format!("最接近失守：{what_zh}"))
    })
}

/// A share in per cent, as exact as its error.
pub(super) fn percent(value: f64, error: Option<f64>) -> String {
    let place = if error.is_some_and(|e| e < 0.0195) { -1 } else { 0 };
    number(value * 100.0, place)
}

/// When in the day a promise is kept worst.
pub enum When {
    /// While somebody is on shift.
    Hours {
        /// From when.
        from: String,
        /// Until when.
        until: String,
        /// The share in the worst hour.
        level: f64,
    },
    /// While nobody is: every hour in which somebody is on shift is better than the mean.
    Unattended,
}

/// The target that breaks first.
pub struct Broken {
    /// Which.
    pub promise: Promise,
    /// The contact type's name, and what of it.
    pub name: String,
    /// The share that is met, and its error.
    pub level: f64,
    /// Half of its 95 % interval; `None`: unknown.
    pub error: Option<f64>,
    /// The share that was promised.
    pub wanted: f64,
    /// When it is worst; `None`: not known by the hour.
    pub worst: Option<When>,
    /// Whether it is surely missed.
    pub missed: bool,
}

/// What breaks first, and when it is worst.
pub fn first(view: &View<'_>, arm: usize) -> Option<Broken> {
    let all = promises(view.model(arm));
    let (promise, e, _) = all
        .iter()
        .filter_map(|promise| margin(view, arm, promise).map(|(e, margin)| (promise, e, margin)))
        .min_by(|a, b| a.2.total_cmp(&b.2))?;
    let name = what_is_promised(view, promise);
    let (level, error, wanted) = (e.mean, e.half_width, promise.share);
    let (worst, missed) = (worst(view, arm, promise), is_missed(e, wanted));
    Some(Broken { promise: promise.clone(), name, level, error, wanted, worst, missed })
}

/// The contact type's name, and what of it is promised.
pub(super) fn what_is_promised(view: &View<'_>, promise: &Promise) -> String {
    let subject = view.subject(&promise.subject);
    match promise.kpi {
        KpiId::Row(Row::OnTime) => say(view.lang, format!("{subject} on time"), format!("{subject}及时率")),
        KpiId::Within { .. } => view.figure(&view.name(promise.kpi), &promise.subject),
        _ => say(view.lang, format!("{subject} in time"), format!("{subject}服务水平")),
    }
}

/// When a promise is kept worst: the hours of the day around the worst one. Only live contacts: a ticket is late long after
/// the hour that made it so.
fn worst(view: &View<'_>, arm: usize, promise: &Promise) -> Option<When> {
    if promise.kpi == Row::OnTime.into() {
        return None;
    }
    let of = &view.arms()[arm];
    let (subject, _) = Subject::parse(&promise.subject, &of.model)?;
    let by_hour = |kpi: KpiId| hourly(of, view.span_number(arm), kpi, subject);
    let (levels, offered) = (by_hour(promise.kpi)?, by_hour(Row::Offered.into())?);
    let total: f64 = offered.iter().flatten().sum();
    let points = levels.len();
    // Hours in which nobody is on duty are bad for everybody, and told without the hour.
    let on_duty = hourly(of, view.span_number(arm), KpiId::Row(Row::OnDuty), Subject::All);
    let most = on_duty.iter().flatten().flatten().copied().fold(0.0, f64::max);
    let somebody =
        |hour: usize| on_duty.as_ref().is_none_or(|all| all[hour].unwrap_or(0.0) >= PRESENT.max(STAYED * most));
    let level = |hour: usize| levels[hour].filter(|_| somebody(hour) && offered[hour].unwrap_or(0.0) >= FEW * total);
    let lowest = (0..points)
        .filter(|hour| level(*hour).is_some())
        .min_by(|a, b| level(*a).unwrap().total_cmp(&level(*b).unwrap()))?;
    let mean = view.estimate(arm, promise.kpi, &promise.subject)?.mean;
    let worst = level(lowest)?;
    if worst > mean {
        return Some(When::Unattended);
    }
    // Hours beside it that are nearer to it than to the day's mean are as bad.
    let bad = |hour: usize| level(hour).is_some_and(|l| l <= f64::midpoint(level(lowest).unwrap(), mean));
    let (mut from, mut until) = (lowest, lowest);
    while from > 0 && bad(from - 1) {
        from -= 1;
    }
    while until + 1 < points && bad(until + 1) {
        until += 1;
    }
    let (from, until) = (clock(from, points), clock(until + 1, points));
    Some(When::Hours { from, until, level: worst })
}
