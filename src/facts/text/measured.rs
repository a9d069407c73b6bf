//! What the shop measured, as figures to hold the model against.

use super::Work;
use super::contacts::{asking, conversion};
use super::lines::{Lines, plain, share, sourced, time};
use crate::say;

/// `[measured."now@base"]`.
pub fn measured(work: &Work<'_>, lines: &mut Lines) {
    let mut rows: Vec<(String, String)> = Vec::new();
    let answers = work.answers();
    for (kind, chat) in answers.kinds.iter().zip(&work.worked.chats) {
        let key = &kind.key;
        let told = |asked: &str| {
            let number = answers.number(asked, kind.slot).map(|one| (one.value, one.cell));
            // An export of the whole shop says something of each kind that was not answered for itself.
            number.or_else(|| work.shop.export.get(asked).map(|figure| (figure.value, figure.cells.clone())))
        };
        if let Some((seconds, cell)) = told("first_response") {
            rows.push((format!("first_response.{key}"), sourced(&time(seconds), &cell)));
        }
        if let Some((seconds, cell)) = told("average_response").filter(|_| work.by_message) {
            rows.push((format!("average_response.{key}"), sourced(&time(seconds), &cell)));
        }
        if let Some((rate, cell)) = told("three_minute_rate").filter(|_| work.by_message) {
            rows.push((format!("answered_3min.{key}"), sourced(&share(rate), &cell)));
        }
        if let Some(a_day) = answers.number("unanswered", kind.slot) {
            rows.push((format!("abandoned_per_day.{key}"), sourced(&plain(a_day.value), &a_day.cell)));
        }
        if let Some(rate) = conversion(work, kind) {
            rows.push((
                format!("conversion_answered.{key}"),
                sourced(&share(rate.value * asking(work, kind, chat)), &rate.cell),
            ));
        }
    }
    for kind in answers.tickets.iter().filter(|kind| answers.number("tickets", kind.slot).is_some()) {
        if let Some(on_time) = answers.number("ticket_on_time", kind.slot) {
            rows.push((format!("on_time.{}", kind.key), sourced(&share(on_time.value), &on_time.cell)));
        }
    }
    if rows.is_empty() {
        return;
    }
    lines.heading(&say!("what was measured: held against the model, never used", "实测值：只用来对照，不参与计算"));
    lines.table("measured.\"now@base\"");
    for (key, value) in rows {
        lines.put(&key, &value);
    }
}
