//! A promotion as events of the calendar, and the cases in which it comes.

use super::Work;
use super::lines::{Lines, plain, sourced};
use crate::facts::moments::clock_text;
use crate::facts::promotions::Promotion;
use crate::facts::shop::Shop;
use crate::say;
use crate::scenario::text::document::date_text;

/// Minutes of the counting interval on which the promotion begins and ends.
pub fn grid(shop: &Shop) -> i32 {
    let Some(one) = &shop.promotion else { return 30 };
    let fits = |minutes: &i32| one.from.1 % minutes == 0 && one.until.1 % minutes == 0;
    [30, 15, 5].into_iter().find(fits).unwrap_or(1)
}

/// A moment; midnight at the end of a day is that of the next.
fn moment((day, minutes): (i32, i32)) -> String {
    let (day, minutes) = if minutes == 1440 { (day + 1, 0) } else { (day, minutes) };
    format!("\"{} {}\"", date_text(day), clock_text(minutes))
}

/// The first day after it, and the last day of what it leaves behind.
fn afterwards(one: &Promotion) -> Option<[i32; 2]> {
    let (_, days) = one.after.as_ref()?;
    Some([one.until.0 + 1, one.until.0 + days])
}

/// `[calendar]`: own profiles, and the events, which only a case brings.
pub fn calendar(work: &Work<'_>, lines: &mut Lines) {
    let answers = work.answers();
    let profiles: Vec<(String, Vec<f64>)> = work
        .shop
        .volumes
        .iter()
        .flat_map(|volumes| answers.kinds.iter().zip(&volumes.kinds))
        .filter_map(|(kind, counted)| Some((kind.key.clone(), counted.as_ref()?.hours.clone()?)))
        .collect();
    let promotion = work.shop.promotion.as_ref();
    if let Some(one) = promotion {
        lines.table("calendar");
        let after = if one.after.is_some() { ", after_promotion = 0" } else { "" };
        lines.noted(
            "lift_scale",
            &format!("{{ promotion = 0{after} }}"),
            &say!("only in the case below", "只在下面的假设里发生"),
        );
    }
    if !profiles.is_empty() {
        lines.table("calendar.profile");
        for (key, hours) in profiles {
            let hours: Vec<String> = hours.iter().map(|one| plain(one * 100.0)).collect();
            lines.put(&key, &format!("[{}]", hours.join(", ")));
        }
    }
    if let Some(one) = promotion {
        events(work, one, lines);
    }
}

fn events(work: &Work<'_>, one: &Promotion, lines: &mut Lines) {
    let answers = work.answers();
    let tickets: Vec<&str> = answers
        .tickets
        .iter()
        .filter(|kind| answers.number("tickets", kind.slot).is_some())
        .map(|kind| &*kind.key)
        .collect();
    let kinds: Vec<&str> = answers.kinds.iter().map(|kind| &*kind.key).collect();
    lines.table("calendar.event.promotion");
    let [from, until] = &one.cells;
    lines.noted("from", &moment(one.from), &say!("{from}", "{from}"));
    lines.noted("until", &moment(one.until), &say!("{until}", "{until}"));
    for key in kinds.iter().chain(&tickets) {
        let lifted = kinds.contains(key);
        let factor = if lifted { sourced(&plain(one.times.value), &one.times.cell) } else { "1".into() };
        lines.put(&format!("lift.{key}"), &factor);
    }
    let (Some((times, _)), Some([first, last])) = (&one.after, afterwards(one)) else { return };
    let is_after = |key: &str| key.starts_with("aftersale");
    let any = kinds.iter().any(|key| is_after(key));
    lines.table("calendar.event.after_promotion");
    lines.put("from", &date_text(first));
    lines.put("until", &date_text(last));
    for key in &kinds {
        let lifted = if any { is_after(key) } else { !key.starts_with("presale") };
        lines.put(&format!("lift.{key}"), &if lifted { sourced(&plain(times.value), &times.cell) } else { "1".into() });
    }
    for key in tickets {
        let what = say!("tickets rise with after-sale contacts after a promotion", "大促之后工单与售后咨询同比例增加");
        lines.default(&format!("lift.{key}"), &plain(times.value), what);
    }
}

/// `[case.…]` and `[period.…]`.
pub fn cases(work: &Work<'_>, lines: &mut Lines) {
    let less = work.answers().number("idea_bot_less", 0).filter(|_| work.shop.has_idea_of_bot());
    let promotion = work.shop.promotion.as_ref();
    if less.is_none() && promotion.is_none() {
        return;
    }
    lines.heading(&say!("what if", "假设"));
    if let Some(one) = promotion {
        lines.table("case.promotion");
        lines.put("name", "\"大促 | Promotion\"");
        lines.put("\"calendar.lift_scale.*\"", "1");
        lines.table("period.promotion");
        lines.put("name", "\"大促期间 | The promotion\"");
        lines.put("from", &moment(one.from));
        lines.put("until", &moment(one.until));
        if let Some([first, last]) = afterwards(one) {
            lines.table("period.after_promotion");
            lines.put("name", "\"大促之后 | After the promotion\"");
            lines.put("from", &date_text(first));
            lines.put("until", &date_text(last));
        }
    }
    if let Some(less) = less {
        let (points, cell) = (plain(less.value * 100.0), &less.cell);
        lines.table("case.bot_less");
        lines.put("name", &format!("\"新机器人少接 {points} 个点 | The new bot takes {points} points less\""));
        lines.noted("\"design.idea.bot.*\"", &format!("\"-{points} pp\""), &say!("{cell}", "{cell}"));
    }
}
