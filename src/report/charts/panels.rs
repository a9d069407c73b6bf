//! Lines over hours, dates or the values of what is varied, in panels one below the other.

use super::{Canvas, Drawn, GREY, INK, PALE, Point, colour, ends, has_place, told};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

/// What runs along the horizontal axis.
#[derive(Clone, Debug, PartialEq)]
pub enum Along {
    /// The hours of a day.
    Hours,
    /// Dates, by name.
    Dates(Vec<String>),
    /// Values of what is varied, evenly spaced.
    Values(Vec<String>),
}

/// A line of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Evenly spaced; none where nothing happened.
    pub points: Vec<Option<Point>>,
    /// Which design's.
    pub design: usize,
    /// Beside what matters more.
    pub thin: bool,
}

/// Lines with axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Below the horizontal axis; empty where the next panel says it.
    pub x_axis: String,
    /// Beside the vertical axis.
    pub y_axis: String,
    /// What runs along it.
    pub along: Along,
    /// A promise, drawn dashed.
    pub target: Option<f64>,
    /// Per cent, which end at 100.
    pub percent: bool,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// More points than these have a band, not whiskers.
const WHISKERS: usize = 40;

/// Draws panels one below the other.
pub fn draw<B: DrawingBackend>(canvas: &Canvas<'_, B>, panels: &[Panel]) -> Drawn<()> {
    let mut rest = canvas.area.clone();
    for panel in panels {
        let (top, below) = rest.split_vertically(canvas.px(f64::from(panel.height())));
        panel.draw(&Canvas { area: &top, factor: canvas.factor })?;
        rest = below;
    }
    Ok(())
}

impl Panel {
    /// With its axes.
    pub fn height(&self) -> u32 {
        let plot = if self.x_axis.is_empty() || matches!(self.along, Along::Hours) { 210 } else { 400 };
        plot + if self.x_axis.is_empty() { 26 } else { 60 }
    }

    fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.lines.iter().flat_map(|line| line.points.iter().flatten()).filter(|point| point.is_drawn()).copied()
    }

    fn shown_target(&self) -> Option<f64> {
        self.target.filter(|target| has_place(*target))
    }

    fn range(&self) -> (f64, f64) {
        if let Along::Values(_) = self.along {
            // Differences are what it is about: not from 0, and never a scale so fine that nothing but noise is seen.
            let around = || self.points().flat_map(|p| [p.low(), p.high()]).chain(self.shown_target());
            let (low, high) = (around().fold(f64::INFINITY, f64::min), around().fold(f64::NEG_INFINITY, f64::max));
            let room = ((high - low) * 0.08).max(high.abs() * 0.005).max(1e-6);
            let most = if self.percent { 100.0 } else { f64::INFINITY };
            return ends((low - room).max(0.0), (high + room).min(most));
        }
        if self.percent {
            let lowest = self.points().map(Point::low).fold(100.0, f64::min);
            return (((lowest / 10.0).floor() * 10.0 - 10.0).max(0.0), 100.0);
        }
        let highest = self.points().map(Point::high).fold(0.0, f64::max);
        ends(0.0, highest * 1.08)
    }

    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let px = |size: f64| canvas.px(size);
        let font = |size: f64| ("sans-serif", size * canvas.factor).into_font().color(&INK);
        let (low, high) = self.range();
        let span = self.span();
        let bottom = if self.x_axis.is_empty() { 22.0 } else { 52.0 };
        let mut chart = ChartBuilder::on(canvas.area)
            .margin_top(px(8.0))
            .margin_left(px(14.0))
            .margin_right(px(28.0))
            .margin_bottom(px(2.0))
            .x_label_area_size(px(bottom))
            .y_label_area_size(px(72.0))
            .build_cartesian_2d(span.clone(), low..high)
            .map_err(told)?;
        let labels = super::tick_labels(&super::ticks(low, high, 5.0));
        let x_label = |x: &f64| match &self.along {
            Along::Hours => format!("{x:.0}"),
            Along::Dates(names) | Along::Values(names) if (x - x.round()).abs() < 1e-6 && *x > -0.5 => {
                names.get(x.round() as usize).cloned().unwrap_or_default()
            }
            Along::Dates(_) | Along::Values(_) => String::new(),
        };
        let decimals = labels.iter().filter_map(|l| Some(l.split_once('.')?.1.len())).max().unwrap_or(0);
        let y_label = |y: &f64| crate::report::numbers::number(*y, -(decimals as i32));
        let mut mesh = chart.configure_mesh();
        mesh.disable_x_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(PALE)
            .axis_style(GREY)
            .x_labels(if matches!(self.along, Along::Hours) { 13 } else { 9 })
            .y_labels(6)
            .x_label_formatter(&x_label)
            .y_label_formatter(&y_label)
            .label_style(font(15.0))
            .axis_desc_style(font(16.0))
            .y_desc(&self.y_axis);
        if !self.x_axis.is_empty() {
            mesh.x_desc(&self.x_axis);
        }
        mesh.draw().map_err(told)?;
        if let Some(target) = self.shown_target() {
            let ends = [(span.start, target), (span.end, target)];
            let style = GREY.stroke_width(px(1.0) as u32);
            chart.draw_series(DashedLineSeries::new(ends, px(6.0) as u32, px(5.0) as u32, style)).map_err(told)?;
        }
        for line in &self.lines {
            self.draw_line(canvas, &mut chart, line)?;
        }
        Ok(())
    }

    /// From where to where the horizontal axis goes.
    fn span(&self) -> std::ops::Range<f64> {
        match &self.along {
            Along::Hours => 0.0..24.0,
            Along::Dates(names) | Along::Values(names) => -0.5..names.len() as f64 - 0.5,
        }
    }

    /// A line with what is sure of it: a band, or dots with whiskers.
    fn draw_line<B: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, B>,
        chart: &mut ChartContext<'_, B, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
        line: &Line,
    ) -> Drawn<()> {
        let px = |size: f64| canvas.px(size);
        let (low, high) = self.range();
        let colour = colour(line.design);
        let step = match self.along {
            Along::Hours => 24.0 / line.points.len() as f64,
            Along::Dates(_) | Along::Values(_) => 1.0,
        };
        let first = if matches!(self.along, Along::Hours) { step / 2.0 } else { 0.0 };
        let band = matches!(self.along, Along::Values(_));
        let dense = band || line.points.len() > WHISKERS;
        // Beside each other, or whiskers of equal designs would hide all but the last.
        let designs = self.lines.iter().map(|line| line.design).max().unwrap_or(0);
        let aside = if dense { 0.0 } else { (line.design as f64 - designs as f64 / 2.0) * 0.1 * step };
        let x = |at: usize| first + at as f64 * step + aside;
        let points: Vec<Option<(f64, Point)>> =
            line.points.iter().enumerate().map(|(at, p)| Some((x(at), p.filter(Point::is_drawn)?))).collect();
        for run in points.split(Option::is_none).filter(|run| !run.is_empty()) {
            let run: Vec<(f64, Point)> = run.iter().copied().flatten().collect();
            if dense && run.iter().any(|(_, p)| p.half.is_some()) {
                let upper = run.iter().map(|(x, p)| (*x, p.high().min(high)));
                let lower = run.iter().rev().map(|(x, p)| (*x, p.low().max(low)));
                let band = Polygon::new(upper.chain(lower).collect::<Vec<_>>(), colour.mix(0.22).filled());
                chart.draw_series([band]).map_err(told)?;
            }
            let width = if line.thin { 1.0 } else { 2.5 };
            let style = colour.stroke_width((width * canvas.factor).round() as u32);
            let means = run.iter().map(|(x, p)| (*x, p.mean));
            chart.draw_series(LineSeries::new(means, style)).map_err(told)?;
        }
        if line.thin || dense && !band {
            return Ok(());
        }
        let dots = points.iter().flatten().map(|(x, p)| Circle::new((*x, p.mean), px(3.0), colour.filled()));
        chart.draw_series(dots).map_err(told)?;
        if band {
            return Ok(());
        }
        let span = self.span();
        let cap = (span.end - span.start) * 0.004;
        let whisker = |(x, p): (f64, Point)| {
            let (from, to) = (p.low().max(low), p.high().min(high));
            let strokes = [[(x, from), (x, to)], [(x - cap, from), (x + cap, from)], [(x - cap, to), (x + cap, to)]];
            strokes.map(|stroke| PathElement::new(stroke, colour.stroke_width(px(1.0) as u32)))
        };
        let known = points.iter().flatten().filter(|(_, p)| p.half.is_some());
        chart.draw_series(known.flat_map(|at| whisker(*at))).map_err(told)?;
        Ok(())
    }
}
