//! Lines over hours, dates or the values of what is varied, in panels below or beside each other.

use super::canvas::{Direction, text_width};
use super::{Canvas, Drawn, GREY, INK, PALE, Point, Stroke, colour, ends, has_place, told};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

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
    /// Which design's: its colour.
    pub design: usize,
    /// How it is drawn: what matters most thick.
    pub(super) stroke: Stroke,
}

/// Lines with axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Above it, where its axis does not say it all.
    pub title: String,
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
    /// Places along it that have a name.
    pub marks: Vec<(usize, String)>,
}

/// Panels in rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Panels {
    /// Left before right, from the top.
    pub all: Vec<Panel>,
    /// How many in a row.
    pub columns: usize,
    /// The height of each plot; none: by how many there are.
    pub plot: Option<u32>,
}

impl From<Vec<Panel>> for Panels {
    fn from(all: Vec<Panel>) -> Self {
        Self { all, columns: 1, plot: None }
    }
}

/// More points than these have a band, not whiskers.
const WHISKERS: usize = 40;
/// Lines nearer to each other than this part of the scale cannot be told apart.
const SAME: f64 = 0.012;
/// From one gap to the next of a line over others.
const PERIOD: f64 = 24.0;
/// Rows of names above a panel with marks.
const MARK_ROWS: usize = 3;
/// The size of those names.
const MARK: f64 = 14.0;

impl Panels {
    /// With all axes.
    pub fn height(&self) -> u32 {
        self.rows().map(|row| self.row_height(row)).sum()
    }

    fn rows(&self) -> impl Iterator<Item = &[Panel]> {
        self.all.chunks(self.columns.max(1))
    }

    fn row_height(&self, row: &[Panel]) -> u32 {
        row.iter().map(|panel| panel.height(self.plot())).max().unwrap_or(0)
    }

    /// The height of a plot: the more there are, the lower each.
    fn plot(&self) -> u32 {
        if let Some(plot) = self.plot {
            return plot;
        }
        match (self.columns, self.all.len()) {
            (2.., _) => 132,
            (_, 0..=1) => 360,
            (_, 2..=3) => 200,
            _ => 150,
        }
    }

    /// Draws them.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let mut rest = canvas.area.clone();
        for row in self.rows() {
            let (mut row_rest, below) = rest.split_vertically(canvas.px(f64::from(self.row_height(row))));
            for panel in row {
                let wide = canvas.px(canvas.width() / self.columns.max(1) as f64);
                let (left, right) = row_rest.split_horizontally(wide);
                panel.draw(&Canvas { area: &left, factor: canvas.factor })?;
                row_rest = right;
            }
            rest = below;
        }
        Ok(())
    }
}

impl Panel {
    /// Lines along an axis; what else there is to say is added.
    pub fn of(along: Along, lines: Vec<Line>) -> Self {
        let none = String::new;
        Self {
            title: none(),
            x_axis: none(),
            y_axis: none(),
            along,
            target: None,
            percent: false,
            lines,
            marks: Vec::new(),
        }
    }

    fn height(&self, plot: u32) -> u32 {
        plot + if self.x_axis.is_empty() { 26 } else { 60 } + self.above().ceil() as u32
    }

    /// Room above the plot: its title, and the names of its marks.
    fn above(&self) -> f64 {
        let title = if self.title.is_empty() { 8.0 } else { 28.0 };
        title + self.marks.len().min(MARK_ROWS) as f64 * (MARK + 3.0)
    }

    fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.lines.iter().flat_map(|line| line.points.iter().flatten()).filter(|point| point.is_drawn()).copied()
    }

    fn shown_target(&self) -> Option<f64> {
        self.target.filter(|target| has_place(*target))
    }

    /// The ends of its scale.
    pub(super) fn range(&self) -> (f64, f64) {
        let around = || self.points().flat_map(|p| [p.low(), p.high()]).chain(self.shown_target());
        let (low, high) = (around().fold(f64::INFINITY, f64::min), around().fold(f64::NEG_INFINITY, f64::max));
        if let Along::Values(_) = self.along {
            // Differences are what it is about: not from 0, and never a scale so fine that nothing but noise is seen.
            let least = if self.percent { 10.0 } else { high.abs() * 0.1 };
            let room = ((high - low) * 0.08).max((least - (high - low)) / 2.0).max(1e-6);
            let most = if self.percent { 100.0 } else { f64::INFINITY };
            return ends((low - room).max(0.0), (high + room).min(most));
        }
        if self.percent {
            return (((low.min(100.0) / 10.0).floor() * 10.0 - 10.0).max(0.0), 100.0);
        }
        ends(0.0, high.max(0.0) * 1.08)
    }

    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let px = |size: f64| canvas.px(size);
        let font = |size: f64| ("sans-serif", size * canvas.factor).into_font().color(&INK);
        let (low, high) = self.range();
        let span = self.span();
        let (bottom, wide) = (if self.x_axis.is_empty() { 22.0 } else { 52.0 }, canvas.width() > 700.0);
        let beside = if self.y_axis.is_empty() { 50.0 } else { 72.0 };
        let mut chart = ChartBuilder::on(canvas.area)
            .margin_top(px(self.above()))
            .margin_left(px(14.0))
            .margin_right(px(28.0))
            .margin_bottom(px(2.0))
            .x_label_area_size(px(bottom))
            .y_label_area_size(px(beside))
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
            .x_labels(if matches!(self.along, Along::Hours) || !wide { 13 } else { 9 })
            .y_labels(if wide { 6 } else { 5 })
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
            dashed(canvas, &mut chart, &[(span.start, target), (span.end, target)], GREY)?;
        }
        for n in 0..self.lines.len() {
            self.draw_line(canvas, &mut chart, n)?;
        }
        if !self.title.is_empty() {
            canvas.text(&self.title, (20.0, 13.0), 16.0, HPos::Left)?;
        }
        let place = |x: f64, y: f64| {
            let ((px, py), base) = (chart.backend_coord(&(x, y)), canvas.area.get_base_pixel());
            (f64::from(px - base.0) / canvas.factor, f64::from(py - base.1) / canvas.factor)
        };
        if low > 0.0 {
            canvas.axis_break(place(span.start, low), Direction::Up)?;
        }
        self.draw_marks(canvas, &|x| place(x, high), &|x| place(x, low))
    }

    /// Names above the plot and a line down from each; what finds no room in any row has none.
    fn draw_marks<B: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, B>,
        top: &dyn Fn(f64) -> (f64, f64),
        bottom: &dyn Fn(f64) -> (f64, f64),
    ) -> Drawn<()> {
        let mut until = vec![0.0_f64; MARK_ROWS.min(self.marks.len())];
        for (at, name) in &self.marks {
            let ((x, y), half) = (top(*at as f64), text_width(name, MARK) / 2.0);
            let middle = x.clamp(half + 4.0, (canvas.width() - half - 4.0).max(half + 4.0));
            let Some(row) = until.iter().position(|until| *until <= middle - half) else { continue };
            until[row] = middle + half + 10.0;
            let above = y - (row as f64 + 0.6) * (MARK + 3.0);
            canvas.line((x, above + 8.0), (x, bottom(*at as f64).1), PALE, 1.0)?;
            canvas.text(name, (middle, above), MARK, HPos::Center)?;
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

    /// How many of the lines before this one it would hide: lines of other designs, drawn alike, that go the same way but for a little.
    fn hides(&self, n: usize) -> u32 {
        let (line, (low, high)) = (&self.lines[n], self.range());
        let is_hidden = |other: &&Line| {
            let both = line.points.iter().zip(&other.points).filter_map(|(a, b)| Some(((*a)?, (*b)?)));
            let apart: Vec<bool> = both.map(|(a, b)| (a.mean - b.mean).abs() > SAME * (high - low)).collect();
            let far = apart.iter().filter(|far| **far).count();
            other.stroke == line.stroke && other.design != line.design && !apart.is_empty() && far * 5 <= apart.len()
        };
        self.lines[..n].iter().filter(is_hidden).count() as u32
    }

    /// Whether lines that go the same way are drawn in turns.
    pub(super) fn in_turns(&self) -> bool {
        let dense = |line: &Line| line.points.len() > WHISKERS && !matches!(self.along, Along::Values(_));
        self.lines.iter().enumerate().any(|(n, line)| dense(line) && self.hides(n) > 0)
    }

    /// Whether a line has a band around it.
    pub(super) fn has_band(&self) -> bool {
        let sure = |line: &Line| line.points.iter().flatten().any(|point| point.half.is_some());
        self.lines.iter().any(|line| line.stroke == Stroke::Thick && self.is_dense(line) && sure(line))
    }

    /// Whether a line has so many points that what is sure of them is a band.
    fn is_dense(&self, line: &Line) -> bool {
        line.points.len() > WHISKERS || matches!(self.along, Along::Values(_))
    }

    /// A line with what is sure of it: a band, or dots with whiskers. Over lines that it would hide it has gaps, in which they are seen.
    fn draw_line<B: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, B>,
        chart: &mut ChartContext<'_, B, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
        n: usize,
    ) -> Drawn<()> {
        let line = &self.lines[n];
        let px = |size: f64| canvas.px(size);
        let (low, high) = self.range();
        let colour = colour(line.design);
        let step = match self.along {
            Along::Hours => 24.0 / line.points.len() as f64,
            Along::Dates(_) | Along::Values(_) => 1.0,
        };
        let first = if matches!(self.along, Along::Hours) { step / 2.0 } else { 0.0 };
        let band = matches!(self.along, Along::Values(_));
        let dense = self.is_dense(line);
        // Beside each other, or whiskers of equal designs would hide all but the last.
        let designs = self.lines.iter().map(|line| line.design).max().unwrap_or(0);
        let aside = if dense { 0.0 } else { (line.design as f64 - designs as f64 / 2.0) * 0.1 * step };
        let x = |at: usize| first + at as f64 * step + aside;
        // Bands of several designs lie upon each other: pale enough that all lines are seen.
        let shade = if designs > 1 { 0.12 } else { 0.22 };
        let hidden = if dense && !band { self.hides(n) } else { 0 };
        let points: Vec<Option<(f64, Point)>> =
            line.points.iter().enumerate().map(|(at, p)| Some((x(at), p.filter(Point::is_drawn)?))).collect();
        for run in points.split(Option::is_none).filter(|run| !run.is_empty()) {
            let run: Vec<(f64, Point)> = run.iter().copied().flatten().collect();
            if dense && line.stroke == Stroke::Thick && run.iter().any(|(_, p)| p.half.is_some()) {
                let upper = run.iter().map(|(x, p)| (*x, p.high().min(high)));
                let lower = run.iter().rev().map(|(x, p)| (*x, p.low().max(low)));
                let band = Polygon::new(upper.chain(lower).collect::<Vec<_>>(), colour.mix(shade).filled());
                chart.draw_series([band]).map_err(told)?;
            }
            let means: Vec<(f64, f64)> = run.iter().map(|(x, p)| (*x, p.mean)).collect();
            let width = match line.stroke {
                Stroke::Thick | Stroke::Band | Stroke::Turns => 2.5,
                Stroke::Thin => 1.0,
                Stroke::Dashed => {
                    dashed(canvas, chart, &means, colour)?;
                    continue;
                }
            };
            let style = colour.stroke_width((width * canvas.factor).round() as u32);
            if hidden > 0 {
                let dash = PERIOD / f64::from(1 << hidden.min(4));
                let (dash, gap) = (px(dash) as u32, px(PERIOD - dash) as u32);
                chart.draw_series(DashedLineSeries::new(means, dash, gap, style)).map_err(told)?;
            } else {
                chart.draw_series(LineSeries::new(means, style)).map_err(told)?;
            }
        }
        if line.stroke != Stroke::Thick || dense && !band {
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

/// A dashed line through points.
fn dashed<B: DrawingBackend>(
    canvas: &Canvas<'_, B>,
    chart: &mut ChartContext<'_, B, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    points: &[(f64, f64)],
    colour: RGBColor,
) -> Drawn<()> {
    let style = colour.stroke_width(canvas.px(1.5) as u32);
    let (dash, gap) = (canvas.px(6.0) as u32, canvas.px(5.0) as u32);
    chart.draw_series(DashedLineSeries::new(points.to_vec(), dash, gap, style)).map_err(told)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(along: Along, values: &[f64]) -> Panel {
        let points = values.iter().map(|mean| Some(Point { mean: *mean, half: Some(0.5) })).collect();
        Panel::of(along, vec![Line { points, design: 0, stroke: Stroke::Thick }])
    }

    #[test]
    fn amounts_begin_at_0_and_shares_end_at_100() {
        let (low, high) = panel(Along::Hours, &[500.0, 510.0]).range();
        assert!(low == 0.0 && high > 510.0);
        let mut shares = panel(Along::Hours, &[93.0, 97.0]);
        shares.percent = true;
        assert_eq!(shares.range(), (80.0, 100.0));
        shares.target = Some(85.0);
        assert_eq!(shares.range(), (70.0, 100.0), "the target is seen");
    }

    #[test]
    fn a_line_hides_none_that_goes_the_same_way() {
        let lines = [[10.0, 20.0, 30.0, 40.0, 50.0], [10.1, 20.1, 30.0, 40.0, 44.0], [10.0, 25.0, 35.0, 40.0, 50.0]];
        let of = |(design, values): (usize, [f64; 5])| {
            let points = values.map(|mean| Some(Point { mean, half: None })).to_vec();
            Line { points, design, stroke: Stroke::Thick }
        };
        let mut all = Panel::of(Along::Hours, lines.into_iter().enumerate().map(of).collect());
        assert_eq!([0, 1, 2].map(|n| all.hides(n)), [0, 1, 0]);
        all.lines[1].stroke = Stroke::Thin;
        assert_eq!(all.hides(1), 0, "thin upon thick is seen");
    }

    #[test]
    fn what_is_varied_has_no_scale_of_noise() {
        let values = || Along::Values(vec!["1".into(), "2".into()]);
        let (low, high) = panel(values(), &[1000.0, 1001.0]).range();
        assert!(high - low >= 90.0 && low > 0.0, "{low} to {high}");
        let mut shares = panel(values(), &[90.0, 90.2]);
        shares.percent = true;
        let (low, high) = shares.range();
        assert!(high - low >= 9.99 && high <= 100.0, "{low} to {high}");
    }
}
