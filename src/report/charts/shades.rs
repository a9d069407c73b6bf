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
    pub(super) fn depth(self, value: f64, (low, high): (f64, f64)) -> f64 {
        let part = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        let part = if self == Self::WorseIsLow { 1.0 - part } else { part };
        (part * SHADES).round() / SHADES
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

    /// What the scale says of it.
    fn said(self, lang: Lang) -> String {
        match self {
            Self::More => say(lang, "darker: more".into(), "越深越多".into()),
            Self::WorseIsHigh | Self::WorseIsLow => say(lang, "darker: worse".into(), "越深越差".into()),
        }
    }

    /// The scale, with the values at its ends; pale comes first, and `left` is where it begins.
    pub(super) fn scale<B: DrawingBackend>(
        self,
        canvas: &Canvas<'_, B>,
        (left, top): (f64, f64),
        (low, high): (&str, &str),
        lang: Lang,
    ) -> Drawn<()> {
        const STEPS: usize = 24;
        const WIDE: f64 = 160.0;
        const HIGH: f64 = 12.0;
        let (pale, dark) = if self == Self::WorseIsLow { (high, low) } else { (low, high) };
        let from = left;
        canvas.text(pale, (from - 8.0, top + HIGH / 2.0), 13.0, HPos::Right)?;
        for step in 0..STEPS {
            let x = |n: usize| from + WIDE * n as f64 / STEPS as f64;
            let (shade, _) = self.shade((step as f64 + 0.5) / STEPS as f64);
            canvas.rectangle((x(step), top), (x(step + 1), top + HIGH), shade)?;
        }
        canvas.line((from, top + HIGH), (from + WIDE, top + HIGH), GREY, 1.0)?;
        let text = format!("{dark}   {}", self.said(lang));
        canvas.text(&text, (from + WIDE + 8.0, top + HIGH / 2.0), 13.0, HPos::Left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
