//! Tickets that wait by design for longer than the time before counting: at first fewer are finished than come, however many people there are.

use crate::catalogue::Row;
use crate::model::{ContactType, Model, Task, TypeId};
use crate::report::labels::View;

/// Waits below half a day hardly show in a span of days, s.
const NOTICED: f64 = 43_200.0;
const DAY: f64 = 86_400.0;

/// Mean time that a ticket's steps wait for somebody outside, s.
fn waits(kind: &ContactType) -> f64 {
    let wait = |task: &Task| if let Task::Wait(law) = task { law.mean_seconds() } else { 0.0 };
    kind.steps().iter().map(|step| wait(&step.task)).sum()
}

/// How long tickets of a type wait by design, s, where that is not over before counting begins; else none.
pub fn beyond_warm_up(model: &Model, id: TypeId) -> Option<f64> {
    let wait = waits(&model.types[id]);
    (wait >= NOTICED && wait >= f64::from(model.calendar.warm_up_days) * DAY).then_some(wait)
}

/// The value of `warm_up` that is longer than a wait in seconds, in whole days.
pub fn warm_up(wait: f64) -> u32 {
    (wait / DAY).floor() as u32 + 1
}

/// How long tickets wait by design, s, where that alone may be why open tickets grow by `growth` a day over the report's period: those
/// that came within the last such time are not done yet, and none of before were there. `subject`: the stable name; none where it is not why.
pub fn explains(view: &View<'_>, arm: usize, subject: &str, growth: f64) -> Option<f64> {
    let (model, days) = (view.model(arm), view.span(arm).days);
    let waiting = model.types.entries().filter_map(|(id, kind)| {
        let own = format!("contact:{}", kind.label.key);
        let wait = beyond_warm_up(model, id).filter(|_| subject == "all" || subject == own)?;
        let created = view.estimate(arm, Row::OfferedPerDay, &own)?.mean;
        Some((wait, created * (wait / DAY).min(days) / days))
    });
    let (waits, open): (Vec<f64>, Vec<f64>) = waiting.unzip();
    let longest = waits.into_iter().max_by(f64::total_cmp)?;
    (growth <= open.iter().sum::<f64>()).then_some(longest)
}
