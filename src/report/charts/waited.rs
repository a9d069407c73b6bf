//! What customers waited for, half hour by half hour: how many wait on average, by cause.

use super::stack::{Stack, Stacked};
use super::{Case, Chart, Figure, GREY, Key, PALE, Stroke, drawable};
use crate::experiment::Stretch;
use crate::measure::blame::Cause;
use crate::model::Lang;
use crate::report::blocks::why::words;
use crate::report::results::Explained;
use crate::report::words::say;
use plotters::style::RGBColor;

/// A cause has the same colour in every picture, and none that a design has: purple where people are not there, green and brown where
/// something else holds them, red where they are too few.
fn shade(cause: Cause) -> RGBColor {
    match cause {
        Cause::TooFew => RGBColor(136, 18, 60),
        Cause::Ticket => RGBColor(150, 150, 40),
        Cause::Break => RGBColor(58, 36, 140),
        Cause::Absent => RGBColor(160, 60, 190),
        Cause::Pause => RGBColor(140, 130, 205),
        Cause::OtherTypes => RGBColor(40, 130, 40),
        Cause::Backlog => RGBColor(120, 74, 30),
        Cause::Unanswered => RGBColor(240, 228, 66),
        Cause::ChatLimit => RGBColor(0, 73, 73),
        Cause::Leading => RGBColor(192, 160, 244),
        Cause::Rule => RGBColor(176, 205, 160),
        Cause::Nobody => GREY,
        Cause::Closed => PALE,
    }
}

/// A chart a stretch in which anybody waits.
pub fn why_charts(found: &Explained, lang: Lang) -> Vec<Chart> {
    found.why.stretches.iter().enumerate().filter_map(|(n, stretch)| chart(found, (n, stretch), lang)).collect()
}

/// The chart of the worst stretch of each arm that was explained in a case.
pub(super) fn worst(case: &Case<'_>) -> Vec<(usize, Chart)> {
    let (view, key) = (case.view, &case.view.model(case.arms[0]).case.key);
    let of_design = |found: &Explained| {
        let chart = chart(found, (0, found.why.stretches.first()?), view.lang)?;
        let title = if key == "base" {
            chart.title
        } else {
            case.joined(&chart.title, view.model(case.arms[0]).case.in_lang(view.lang))
        };
        let design = &found.why.model.design.key;
        let arm = case.arms.iter().copied().find(|arm| view.model(*arm).design.key == *design)?;
        let (name, title) = (case.name(&format!("why_{design}")), drawable(&title));
        Some((arm, Chart { name, title, ..chart }))
    };
    let here = view.results.why.iter().flat_map(|why| &why.found).filter(|found| found.why.model.case.key == *key);
    here.filter_map(of_design).collect()
}

fn chart(found: &Explained, (n, stretch): (usize, &Stretch), lang: Lang) -> Option<Chart> {
    let types = found.types();
    let waiting = |rows: &[usize], cause: Cause| stretch.waiting(rows, &types, &[cause]).value;
    let all: f64 = Cause::ALL.into_iter().map(|cause| waiting(&stretch.rows, cause)).sum();
    // What is too thin to be seen is left out of the legend, and of the columns.
    let seen: Vec<Cause> =
        Cause::ALL.into_iter().filter(|cause| waiting(&stretch.rows, *cause) > 0.005 * all).collect();
    if seen.is_empty() {
        return None;
    }
    let column = |row: &usize| Stacked {
        name: found.row(*row).split('–').next().unwrap_or_default().to_owned(),
        parts: seen.iter().map(|cause| (waiting(&[*row], *cause), shade(*cause))).collect(),
    };
    let legend = seen.iter().rev().map(|cause| Key {
        name: drawable(&words::cause(*cause, lang)),
        colour: shade(*cause),
        stroke: Stroke::Thick,
    });
    let (when, design) = (found.when(stretch, lang), found.why.model.design.in_lang(lang));
    let title =
        say(lang, format!("{design}: what customers waited for, {when}"), format!("{design}：客户在等什么，{when}"));
    let name = if stretch.whole { "why".to_owned() } else { format!("why-{n}") };
    Some(Chart {
        name,
        title: drawable(&title),
        legend: legend.collect(),
        figure: Figure::Stack(Stack {
            x_axis: say(lang, "time of day, beginning of the half hour".into(), "时间 (半小时的开始)".into()),
            y_axis: say(lang, "customers waiting, on average".into(), "平均在等的客户数".into()),
            columns: stretch.rows.iter().map(column).collect(),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::COLOURS;

    #[test]
    fn no_cause_has_the_colour_of_another_or_of_a_design() {
        let far =
            |a: RGBColor, b: RGBColor| [a.0.abs_diff(b.0), a.1.abs_diff(b.1), a.2.abs_diff(b.2)].into_iter().max();
        for (n, cause) in Cause::ALL.into_iter().enumerate() {
            let others = Cause::ALL.into_iter().skip(n + 1).map(shade);
            for other in others.chain(COLOURS) {
                assert!(far(shade(cause), other) >= Some(40), "{cause:?} {other:?}");
            }
        }
    }
}
