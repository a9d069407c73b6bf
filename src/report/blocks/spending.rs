//! What a design costs more or less than another, in words: running and once, and the work that it leaves undone for it.

use crate::catalogue::{KpiId, Row, Saving};
use crate::experiment::Difference;
use crate::report::labels::{Comparison, View};
use crate::report::numbers::Scale;
use crate::report::words::say;
use crate::stats::Verdict;

/// What is known of the money of a pair that meets the same demand.
pub struct Spending {
    /// `saves 12,300 ± 400 CNY in 90 days`; none where the running cost was not given as a whole.
    pub running: Option<String>,
    /// `once 44,250 CNY`; none where it is nothing.
    pub once: Option<String>,
    /// `but leaves 310 h more work undone`; none where it does not, or may not.
    pub undone: Option<String>,
}

/// The money of a pair; `more`: what else is said of its running cost.
pub fn spending(view: &View<'_>, pair: Comparison, more: impl Fn(&Difference) -> String) -> Spending {
    let of = |kpi: KpiId| view.difference(pair, kpi, "all");
    let running = of(Row::CostTotal.into()).map(|d| format!("{}{}", running(view, d), more(d)));
    let once = of(Row::CostOneOff.into()).filter(|d| d.judgement.mean != 0.0).map(|d| {
        let amount = amount(view, d);
        let (en, zh) = if d.judgement.mean > 0.0 { ("", "") } else { (" less", "少") };
        say(view.lang, format!("once {amount}{en}"), format!("一次性支出{zh} {amount}"))
    });
    // Less than an hour is none, and so is what may be none.
    let sure = |d: &&Difference| d.judgement.mean >= d.judgement.half_width.unwrap_or(0.0).max(0.5);
    let undone = of(Saving::Undone.into()).filter(sure).and_then(|d| {
        let hours = amount(view, d);
        // What is printed as 0 is none either.
        let printed = hours.split([' ', '±']).next().unwrap_or_default();
        let none = !printed.contains(|digit: char| ('1'..='9').contains(&digit));
        (!none).then(|| {
            say(view.lang, format!("but leaves {hours} more work undone"), format!("但多留下 {hours}的工作没有完成"))
        })
    });
    Spending { running, once, undone }
}

/// How far apart two amounts are.
fn amount(view: &View<'_>, d: &Difference) -> String {
    let scale = Scale::new(view.unit(d.of.kpi), d.judgement.mean, true, view.results.currency(), view.lang);
    let text = scale.estimate(view.gap(d).abs(), d.judgement.half_width);
    // What is known exactly has no error to show.
    scale.with_unit(text.strip_suffix(" ± 0").unwrap_or(&text))
}

fn running(view: &View<'_>, d: &Difference) -> String {
    let (amount, days, less) = (amount(view, d), view.stretch(), d.judgement.mean < 0.0);
    match d.judgement.verdict {
        Verdict::Same => say(view.lang, format!("running cost the same in {days}"), format!("{days}运营成本相同")),
        Verdict::Undecided => {
            let (en, zh) = if less { ("less", "减少") } else { ("more", "增加") };
            say(
                view.lang,
                format!("running cost undecided ({amount} {en} in {days})"),
                format!("{days}运营成本未定（{zh} {amount}）"),
            )
        }
        _ if less => say(view.lang, format!("saves {amount} in {days}"), format!("{days}节省 {amount}")),
        _ => say(view.lang, format!("costs {amount} more in {days}"), format!("{days}多花 {amount}")),
    }
}
