//! Why customers of one design waited.

use super::request::{known_period, no_replications};
use super::{Done, Refused, Request, Scenario, chosen, manifest};
use crate::catalogue::{HORIZON, civil, spans};
use crate::experiment::{self, About, Asking, Cancel, FEW, Progress, Stopped, why_in};
use crate::model::Calendar;
use crate::report::{Explained, Manifest, WhyMissed, to_explain};
use crate::say;
use crate::scenario::values::quantity::hours;
use crate::time::SimDuration;
use std::ops::Range;

/// Replications where nothing else is asked for: they are run twice, and a share of the waiting needs few.
pub const OF_WHY: u64 = 8;

/// What came of asking why; the error: no replication was whole.
pub type Found = Result<(Explained, Manifest), Stopped>;

/// Simulates one design in one case, and says what its customers waited for: at a moment such as `2025-11-11 20:00-22:00`, or in
/// the period asked for and at the worst hours of it.
pub fn why(
    scenario: &Scenario,
    request: &Request,
    at: Option<&str>,
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) -> Result<Found, Refused> {
    let model = chosen(&scenario.compiled, request)?;
    let replications = match request.replications {
        Some(0) => return Err(no_replications()),
        asked => asked.unwrap_or(OF_WHY),
    };
    if !model.types.iter().any(|of| of.is_live() && !of.routes.is_empty()) {
        return Err(Refused::said(
            say!("nobody waits for people here: there are no chats or calls", "这里没有人等待人工：没有会话或电话"),
            Some(say!(
                "tickets wait without anybody on the line: see `run`, by type",
                "工单没有人在线等候：请看 `run` 的分类型结果"
            )),
        ));
    }
    let spans = spans(model);
    let period = request.period.as_deref().unwrap_or(HORIZON);
    known_period(period, &spans, &model.calendar)?;
    let span = spans.iter().find(|span| span.label.key == period).expect("it is known");
    let about = match at {
        Some(at) => About::At(interval_range(at, &model.calendar)?),
        None => About::Span(span),
    };
    let asking = Asking { model, seed: request.seed, replications, threads: request.threads };
    let why = match experiment::why(asking, &about, progress, cancel) {
        Ok(why) => why,
        Err(stopped) => return Ok(Err(stopped)),
    };
    let more = [("at", at.map(str::to_owned).into_iter().collect())];
    let manifest = manifest(scenario, request, "why", (why.replications, why.stopped.is_some()), &more);
    let explained = Explained {
        title: scenario.compiled.title.clone(),
        why,
        span: at.is_none().then(|| span.label.clone()),
        changes: request.sets.clone(),
    };
    Ok(Ok((explained, manifest)))
}

/// Says why customers waited in the hours of the busiest dates in which what breaks first does so, and that miss their targets most: of the
/// baseline, and of designs beside it in its case. Only these days are simulated again, a few times; no figure changes.
/// Where the shape of days was not asked for, nothing is known of them, and nothing is said.
pub fn why_missed(request: &Request, done: &mut Done, progress: &dyn Progress, cancel: &dyn Cancel) {
    let results = &mut done.results;
    if results.study.stopped.is_some() {
        results.why = Some(WhyMissed { found: Vec::new(), fine: Vec::new(), stopped: true });
        return;
    }
    if results.study.arms.iter().any(|arm| arm.profile.is_none()) {
        return;
    }
    let asked = to_explain(results);
    let study = &results.study;
    let stretches: usize = asked.iter().map(|(_, stretches)| stretches.len()).sum();
    progress.planned(stretches as u64 * study.replications.min(FEW));
    let mut all = WhyMissed { found: Vec::new(), fine: Vec::new(), stopped: false };
    for (arm, stretches) in asked {
        if stretches.is_empty() {
            all.fine.push(arm);
            continue;
        }
        let model = &study.arms[arm].model;
        let asking = Asking { model, seed: study.seed, replications: study.replications, threads: request.threads };
        all.stopped |= cancel.cancelled();
        let why = if all.stopped { None } else { why_in(asking, &stretches, &Steps(progress), cancel) };
        all.stopped |= why.as_ref().is_none_or(|why| why.stopped.is_some());
        all.found.extend(why.map(|why| Explained {
            title: results.title.clone(),
            why,
            span: None,
            changes: Vec::new(),
        }));
    }
    results.why = Some(all);
}

/// One bar over several questions.
struct Steps<'a>(&'a dyn Progress);
impl Progress for Steps<'_> {
    fn planned(&self, _: u64) {}
    fn done(&self) {
        self.0.done();
    }
}

/// The counted intervals of `2025-11-11 20:00-22:00`, or of a whole date.
fn interval_range(text: &str, calendar: &Calendar) -> Result<Range<usize>, Refused> {
    let unread = || {
        Refused::said(
            say!("cannot read the moment `{text}`", "读不懂时刻 `{text}`"),
            Some(say!(
                "a date, and hours of it: --at \"2025-11-11 20:00-22:00\"; past midnight \"22:00-02:00\"",
                "写日期和其中的时段：--at \"2025-11-11 20:00-22:00\"；跨零点写 \"22:00-02:00\""
            )),
        )
    };
    let (date, of_day) = text.trim().split_once([' ', 'T']).unwrap_or((text.trim(), "00:00-24:00"));
    let date: jiff::civil::Date = date.parse().map_err(|_| unread())?;
    let (from, until) = hours(of_day.trim()).map_err(|_| unread())?;
    let first = civil(calendar.epoch_day(calendar.warm_up_days));
    let day = date.since(first).map_err(|_| unread())?.get_days();
    let length = calendar.interval.ticks();
    let at = |ticks: i64| i64::from(day) * SimDuration::DAY.ticks() + ticks;
    let (begins, ends) = (at(from), at(until));
    if begins < 0 || ends > length * calendar.intervals() as i64 {
        let last = civil(calendar.epoch_day(calendar.warm_up_days + calendar.days - 1));
        return Err(Refused::said(
            say!("`{text}` is not counted", "`{text}` 不在统计期内"),
            Some(say!("counted: {first} to {last}", "统计期：{first} 至 {last}")),
        ));
    }
    if begins % length != 0 || ends % length != 0 {
        let minutes = length / SimDuration::MINUTE.ticks();
        return Err(Refused::said(
            say!(
                "`{text}` does not begin and end with counting intervals of {minutes} minutes",
                "`{text}` 的起止不在 {minutes} 分钟的统计时段边界上"
            ),
            Some(say!(
                "move it to such a boundary, or count by shorter intervals: --set interval=\"15 min\"",
                "请移到边界上，或缩短统计时段：--set interval=\"15 min\""
            )),
        ));
    }
    Ok((begins / length) as usize..(ends / length) as usize)
}
