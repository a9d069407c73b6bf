//! Contacts expected by date, before anything is simulated: where the waves are, and what follows them.

use super::canvas::COLOURS;
use super::panels::{Along, Line, Panel};
use super::titles::days;
use super::{Chart, Figure, Key, Point, Stroke, colour, drawable};
use crate::catalogue::civil;
use crate::model::{Calendar, Label, Lang};
use crate::report::words::{colon, say};

/// The last colour is for totals.
const TOTAL: usize = COLOURS.len() - 1;

/// A type's or stream's numbers by date.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What it is called.
    pub name: String,
    /// Arriving on each date.
    pub days: Vec<f64>,
}

impl Curve {
    fn sum(&self) -> f64 {
        self.days.iter().sum()
    }
    fn line(&self, design: usize, thin: bool) -> Line {
        let points = self.days.iter().map(|day| Some(Point { mean: *day, half: None })).collect();
        let stroke = if thin { Stroke::Thin } else { Stroke::Thick };
        Line { points, design, stroke }
    }
}

/// Curves of contact types and of streams, and all contacts before and behind the bot; none over a single day.
pub fn expected(
    (design, calendar): (&Label, &Calendar),
    (types, streams): (Vec<Curve>, Vec<Curve>),
    (all, people): (&Curve, &Curve),
    lang: Lang,
) -> Option<Chart> {
    if calendar.days < 2 {
        return None;
    }
    let first = calendar.epoch_day(calendar.warm_up_days);
    let names: Vec<String> = (first..first + calendar.days).map(|day| civil(day).to_string()).collect();
    let panel = |y_axis: String, lines: Vec<Line>| {
        let mut panel = Panel::of(Along::Dates(names.clone()), lines);
        panel.y_axis = drawable(&y_axis);
        panel
    };
    let mut panels = vec![panel(
        say(lang, "all contacts / day".into(), "全部咨询 / 天".into()),
        vec![all.line(TOTAL, true), people.line(TOTAL, false)],
    )];
    let said = |name: &str, at: usize, stroke: Stroke| Key { name: drawable(name), colour: colour(at), stroke };
    let mut legend = vec![said(&people.name, TOTAL, Stroke::Thick), said(&all.name, TOTAL, Stroke::Thin)];
    let mut used = 0;
    for (y_axis, curves) in [
        (say(lang, "arriving / day".into(), "到达 / 天".into()), types),
        (say(lang, "streams / day".into(), "订单流 / 天".into()), streams),
    ] {
        let curves = largest(curves, lang);
        if curves.is_empty() {
            continue;
        }
        let at = |n: usize| (used + n) % TOTAL;
        legend.extend(curves.iter().enumerate().map(|(n, curve)| said(&curve.name, at(n), Stroke::Thick)));
        // What orders bring stands below them.
        panels.insert(1, panel(y_axis, curves.iter().enumerate().map(|(n, curve)| curve.line(at(n), false)).collect()));
        used += curves.len();
    }
    panels.last_mut().expect("there is one").x_axis = say(lang, "date".into(), "日期".into());
    let title = say(lang, "Expected contacts from day to day".into(), "每天的预期咨询量".into());
    let title = say(lang, format!("{title}, {}", days(calendar, lang)), format!("{title}，{}", days(calendar, lang)));
    Some(Chart {
        name: "expected".into(),
        title: drawable(&colon(lang, &title, design.in_lang(lang))),
        legend,
        figure: Figure::Panels(panels.into()),
    })
}

/// As many as there are colours, the largest first; what is left is one curve.
fn largest(mut curves: Vec<Curve>, lang: Lang) -> Vec<Curve> {
    curves.sort_by(|a, b| b.sum().total_cmp(&a.sum()));
    if curves.len() > TOTAL {
        let rest = curves.split_off(TOTAL - 1);
        let n = rest.len();
        let days = (0..rest[0].days.len()).map(|day| rest.iter().map(|curve| curve.days[day]).sum()).collect();
        curves.push(Curve { name: say(lang, format!("{n} others"), format!("其余 {n} 种")), days });
    }
    curves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_colour_is_one_curve() {
        let curve = |n: i32| Curve { name: n.to_string(), days: vec![f64::from(n), 1.0] };
        let shown = largest((1..=9).map(curve).collect(), Lang::En);
        let names: Vec<&str> = shown.iter().map(|curve| &curve.name[..]).collect();
        assert_eq!(names, ["9", "8", "7", "6", "5", "4 others"]);
        assert_eq!(shown[5].days, [1.0 + 2.0 + 3.0 + 4.0, 4.0]);
        assert_eq!(largest((1..=6).map(curve).collect(), Lang::En).len(), 6);
    }
}
