//! Shades of a heatmap: paler to darker by one rule, for the colour-blind too.

use super::Canvas;
use super::canvas::{Drawn, GREY, INK};
use crate::catalogue::Better;
use crate::model::Lang;
use crate::report::words::say;
use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;

/// What dark means: worse where the figure has a better side, else more. The two are drawn in different colours, and the
/// scale says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dark {
    /// Worse, and that is a high value.
    WorseIsHigh,
    /// Worse, and that is a low value.
    WorseIsLow,
    /// More, which is neither better nor worse.
    More,
}

type Stops = [(f64, f64, f64); 5];
/// ColorBrewer's Blues, for amounts.
const AMOUNTS: Stops =
    [(239.0, 243.0, 255.0), (189.0, 215.0, 231.0), (107.0, 174.0, 214.0), (49.0, 130.0, 189.0), (8.0, 81.0, 156.0)];
/// ColorBrewer's YlOrBr, for what is bad.
const BAD: Stops =
    [(255.0, 255.0, 229.0), (254.0, 227.0, 145.0), (254.0, 153.0, 41.0), (204.0, 76.0, 2.0), (102.0, 37.0, 6.0)];

/// Shades told apart: so few that neighbours of one shade are one shape.
const SHADES: f64 = 24.0;
/// How dark a value may be that keeps its target, and how dark one is at least that misses it.
const KEPT: f64 = 0.12;
const MISSED: f64 = 0.42;

/// A target on a scale: shades jump there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edge {
    /// Its value.
    pub(super) at: f64,
    /// How it is written.
    pub(super) said: String,
}

impl Dark {
    /// By which side of a figure is better.
    pub(super) fn of(better: Better) -> Self {
        match better {
            Better::Higher => Self::WorseIsLow,
            Better::Lower => Self::WorseIsHigh,
            Better::Neither => Self::More,
        }
    }

    /// How dark a value is, from 0 to 1, on a scale from `low` to `high`.
    pub(super) fn depth(self, value: f64, ends: (f64, f64)) -> f64 {
        (self.part(value, ends) * SHADES).round() / SHADES
    }

    /// The same where a target parts the scale in two: what keeps it is pale, what misses it is dark from there on.
    pub(super) fn depth_beside(self, value: f64, ends: (f64, f64), edge: Option<&Edge>) -> f64 {
        let part = self.part(value, ends);
        let depth = edge.map_or(part, |edge| beside(part, self.part(edge.at, ends)));
        (depth * SHADES).round() / SHADES
    }

    /// How far along the scale a value is, from its pale end.
    fn part(self, value: f64, (low, high): (f64, f64)) -> f64 {
        let part = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        if self == Self::WorseIsLow { 1.0 - part } else { part }
    }

    /// The shade of a depth, and what can be read on it.
    pub(super) fn shade(self, depth: f64) -> (RGBColor, RGBColor) {
        let stops = if self == Self::More { AMOUNTS } else { BAD };
        let at = depth.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
        let n = (at.floor() as usize).min(stops.len() - 2);
        let mix = |a: f64, b: f64| (a + (b - a) * (at - n as f64)).round() as u8;
        let (a, b) = (stops[n], stops[n + 1]);
        let ink = if depth > 0.58 { RGBColor(255, 255, 255) } else { INK };
        (RGBColor(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2)), ink)
    }

    /// What the scale says of it, and of the target where there is one.
    fn said(self, edge: Option<&Edge>, lang: Lang) -> String {
        let dark = match self {
            Self::More => say(lang, "darker: more".into(), "越深越多".into()),
            Self::WorseIsHigh | Self::WorseIsLow => say(lang, "darker: worse".into(), "越深越差".into()),
        };
        match edge {
            Some(Edge { said, .. }) => {
                say(lang, format!("{dark}; jump at the target {said}"), format!("{dark}，分界是目标 {said}"))
            }
            None => dark,
        }
    }

    /// The scale, with the values at its ends; pale comes first, and `left` is where it begins. `edge`: a target, and how far along the scale
    /// it is from the pale end, as from 0 to 1.
    pub(super) fn scale<B: DrawingBackend>(
        self,
        canvas: &Canvas<'_, B>,
        (left, top): (f64, f64),
        (low, high): (&str, &str),
        edge: Option<(&Edge, f64)>,
        lang: Lang,
    ) -> Drawn<()> {
        const STEPS: usize = 40;
        const WIDE: f64 = 160.0;
        const HIGH: f64 = 12.0;
        let (pale, dark) = if self == Self::WorseIsLow { (high, low) } else { (low, high) };
        let from = left;
        canvas.text(pale, (from - 8.0, top + HIGH / 2.0), 13.0, HPos::Right)?;
        for step in 0..STEPS {
            let x = |n: usize| from + WIDE * n as f64 / STEPS as f64;
            let part = (step as f64 + 0.5) / STEPS as f64;
            let (shade, _) = self.shade(edge.map_or(part, |(_, at)| beside(part, at)));
            canvas.rectangle((x(step), top), (x(step + 1), top + HIGH), shade)?;
        }
        if let Some((_, at)) = edge {
            let x = from + WIDE * at;
            canvas.line((x, top - 3.0), (x, top + HIGH + 3.0), INK, 1.5)?;
        }
        canvas.line((from, top + HIGH), (from + WIDE, top + HIGH), GREY, 1.0)?;
        let text = format!("{dark}   {}", self.said(edge.map(|(edge, _)| edge), lang));
        canvas.text(&text, (from + WIDE + 8.0, top + HIGH / 2.0), 13.0, HPos::Left)
    }
}

/// The depth of a part of a scale that a target at `edge` parts in two.
fn beside(part: f64, edge: f64) -> f64 {
    if part <= edge {
        return if edge > 0.0 { KEPT * part / edge } else { 0.0 };
    }
    MISSED + (1.0 - MISSED) * (part - edge) / (1.0 - edge)
}

impl Edge {
    /// How far along a scale it is, from the pale end.
    pub(super) fn along(&self, dark: Dark, ends: (f64, f64)) -> f64 {
        dark.part(self.at, ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_jump_at_the_target() {
        let edge = Edge { at: 0.9, said: String::new() };
        let depth = |value: f64| Dark::WorseIsLow.depth_beside(value, (0.0, 1.0), Some(&edge));
        assert!(depth(1.0) == 0.0 && depth(0.9) <= 0.125 && depth(0.899) > 0.4 && depth(0.0) == 1.0);
        assert!(depth(0.02) > depth(0.49) && depth(0.49) > depth(0.85));
        let all = Edge { at: 1.0, said: String::new() };
        assert_eq!(Dark::WorseIsLow.depth_beside(1.0, (0.0, 1.0), Some(&all)), 0.0);
    }

    /// How light a colour looks (ITU-R BT.709).
    fn light((colour, _): (RGBColor, RGBColor)) -> f64 {
        0.2126 * f64::from(colour.0) + 0.7152 * f64::from(colour.1) + 0.0722 * f64::from(colour.2)
    }

    #[test]
    fn worse_is_darker_whichever_side_is_better() {
        for (better, worse_low) in [(Better::Higher, true), (Better::Lower, false)] {
            let dark = Dark::of(better);
            let of = |value: f64| light(dark.shade(dark.depth(value, (0.0, 1.0))));
            let lights: Vec<f64> = (0..=10).map(|n| of(f64::from(n) / 10.0)).collect();
            assert!(lights.windows(2).all(|pair| (pair[0] < pair[1]) == worse_low), "{lights:?}");
        }
        let more = Dark::of(Better::Neither);
        assert!(light(more.shade(0.0)) > light(more.shade(1.0)) && more.shade(1.0) != Dark::WorseIsHigh.shade(1.0));
    }
}
