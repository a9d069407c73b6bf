//! Points with an interval either way and a name each: what something costs against what it brings.

use super::canvas::Direction;
use super::{Canvas, Drawn, GREY, INK, PALE, colour, ends, has_place, text_width, tick_labels, ticks};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::HPos;

/// A value between the ends of its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// The value.
    pub value: f64,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// One point.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What stands beside it.
    pub name: String,
    /// Across.
    pub x: Reach,
    /// Up.
    pub y: Reach,
    /// Its colour.
    pub colour: usize,
}

/// All points.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// Below, with the unit.
    pub x_axis: String,
    /// Above the upright axis, with the unit.
    pub y_axis: String,
    /// The upright axis goes from 0 to this.
    pub most: f64,
    /// The points.
    pub spots: Vec<Spot>,
}

const PLOT: f64 = 400.0;
const ABOVE: f64 = 34.0;
const BELOW: f64 = 64.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 28.0;
/// Height of a name, and its size.
const LINE: f64 = 18.0;
const SIZE: f64 = 14.0;
/// Readers of SVG have fonts of their own, some of them wider.
const WIDER: f64 = 1.08;
/// Rings around a point in which a place for its name is looked for; a name that cannot stand beside its point stands far enough away for a
/// line to be seen between the two.
const RINGS: usize = 40;
const FIRST_RING: f64 = 3.0;
/// How far around a point, across and up, a name is taken for its own.
const NEAR: (f64, f64) = (20.0, 26.0);
/// Parts of a line that is looked at for what it crosses.
const STEPS: u32 = 24;

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn around((x, y): (f64, f64), half: f64) -> Self {
        Self { left: x - half, top: y - half, right: x + half, bottom: y + half }
    }

    /// How much of it another covers.
    fn shared(&self, other: &Self) -> f64 {
        let wide = self.right.min(other.right) - self.left.max(other.left);
        let high = self.bottom.min(other.bottom) - self.top.max(other.top);
        if wide > 0.0 && high > 0.0 { wide * high } else { 0.0 }
    }

    fn is_inside(&self, of: &Self) -> bool {
        self.left >= of.left && self.right <= of.right && self.top >= of.top && self.bottom <= of.bottom
    }
}

/// What stands on the paper already.
struct Taken {
    names: Vec<Area>,
    dots: Vec<Area>,
    points: Vec<(f64, f64)>,
    whiskers: Vec<Area>,
    leads: Vec<Lead>,
}

/// A line that leads from a name to its point.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Lead {
    from: (f64, f64),
    to: (f64, f64),
}

impl Lead {
    /// None where a name stands beside its point.
    fn of(name: &Area, (x, y): (f64, f64)) -> Option<Self> {
        let middle = f64::midpoint(name.top, name.bottom);
        let edge = if middle < y { name.bottom } else { name.top };
        ((middle - y).abs() > LINE).then(|| Self { from: (x.clamp(name.left, name.right), edge), to: (x, y) })
    }

    /// Whether it runs through a rectangle.
    fn crosses(&self, area: &Area) -> bool {
        (1..STEPS).any(|step| {
            let along = f64::from(step) / f64::from(STEPS);
            let at = |from: f64, to: f64| from + (to - from) * along;
            let (x, y) = (at(self.from.0, self.to.0), at(self.from.1, self.to.1));
            x > area.left && x < area.right && y > area.top && y < area.bottom
        })
    }
}

impl Taken {
    /// How bad a place is: names over names and dots are worst, then lines through names, then names that could be
    /// another point's, then names over whiskers, then names far away.
    fn cost(&self, area: &Area, point: (f64, f64), ring: usize) -> f64 {
        let sum = |all: &[Area]| all.iter().map(|one| area.shared(one)).sum::<f64>();
        let own = Lead::of(area, point);
        let through = self.leads.iter().filter(|lead| lead.crosses(area)).count()
            + own.map_or(0, |lead| self.names.iter().filter(|name| lead.crosses(name)).count());
        let others = self.points.iter().filter(|other| **other != point);
        let close: f64 = others
            .map(|(x, y)| Area { left: x - NEAR.0, right: x + NEAR.0, top: y - NEAR.1, bottom: y + NEAR.1 })
            .map(|near| area.shared(&near))
            .sum();
        1e6 * sum(&self.names)
            + 1e4 * sum(&self.dots)
            + 400.0 * through as f64
            + close
            + 0.5 * sum(&self.whiskers)
            + 8.0 * ring as f64
    }
}

/// Places for names around points inside a frame, so that no name lies on another where there is room. From the right: so names of points
/// close together go down like stairs, and the line to each passes on the left of those before.
fn places(points: &[(f64, f64)], widths: &[f64], whiskers: Vec<Area>, frame: &Area) -> Vec<Area> {
    let dots = points.iter().map(|point| Area::around(*point, 6.0)).collect();
    let mut taken = Taken { names: Vec::new(), dots, points: points.to_vec(), whiskers, leads: Vec::new() };
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|a, b| points[*b].0.total_cmp(&points[*a].0).then(a.cmp(b)));
    for at in &order {
        let (point, width) = (points[*at], widths[*at]);
        let best = around(point, width)
            .filter(|(area, _)| area.is_inside(frame))
            .min_by(|a, b| taken.cost(&a.0, point, a.1).total_cmp(&taken.cost(&b.0, point, b.1)));
        let inside = |(x, y): (f64, f64)| {
            let left = x.min(frame.right - width).max(frame.left);
            Area { left, right: left + width, top: y - LINE / 2.0, bottom: y + LINE / 2.0 }
        };
        let area = best.map_or_else(|| inside(point), |(area, _)| area);
        taken.leads.extend(Lead::of(&area, point));
        taken.names.push(area);
    }
    let mut all: Vec<(usize, Area)> = order.into_iter().zip(taken.names).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, area)| area).collect()
}

/// Where a name could stand, ring after ring.
fn around((x, y): (f64, f64), width: f64) -> impl Iterator<Item = (Area, usize)> {
    let of_ring = move |ring: usize| {
        let (away, off) = (9.0, (ring as f64 + FIRST_RING - 1.0) * LINE * 0.5);
        let at = move |left: f64, middle: f64| Area {
            left,
            right: left + width,
            top: middle - LINE / 2.0,
            bottom: middle + LINE / 2.0,
        };
        let sides = [x + away, x - away - width, x - width / 2.0];
        // Beside its point a name may be half a line higher or lower, as at the foot of the picture.
        let heights = if ring == 0 { vec![0.0, -LINE / 2.0, LINE / 2.0] } else { vec![-off, off] };
        heights.into_iter().flat_map(move |dy| sides.map(|left| (at(left, y + dy), ring)))
    };
    // A name in the middle of its own point is no place: it lies on its dot, which costs too much.
    (0..RINGS).flat_map(of_ring)
}

impl Scatter {
    /// With its axes, however many points there are.
    pub const HEIGHT: u32 = (ABOVE + PLOT + BELOW) as u32;

    /// From where to where the values across go.
    fn across(&self) -> (f64, f64) {
        let all = self.spots.iter().flat_map(|spot| [spot.x.low, spot.x.high, spot.x.value, 0.0]);
        let all = all.filter(|x| has_place(*x));
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        // On the left stands what costs nothing more, with its name.
        let room = ((high - low) * 0.06).max(1e-6);
        ends(low - 2.0 * room, high + room)
    }

    /// Draws it.
    pub fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Drawn<()> {
        let (top, bottom) = (ABOVE, ABOVE + PLOT);
        let (left, right) = (LEFT, canvas.width() - RIGHT);
        let (low, high) = self.across();
        let x = |value: f64| left + (right - left) * (value - low) / (high - low);
        // Room above the highest, so that its dot is whole.
        let y = |value: f64| bottom - (bottom - top - 10.0) * value / self.most;
        canvas.text(&self.y_axis, (16.0, 14.0), 15.0, HPos::Left)?;
        let marks = ticks(low, high, 7.0);
        for (mark, label) in marks.iter().zip(tick_labels(&marks)) {
            canvas.line((x(*mark), top), (x(*mark), bottom), PALE, 1.0)?;
            canvas.text(&label, (x(*mark), bottom + 14.0), 14.0, HPos::Center)?;
        }
        let marks = ticks(0.0, self.most, 5.0);
        for (mark, label) in marks.iter().zip(tick_labels(&marks)) {
            canvas.line((left, y(*mark)), (right, y(*mark)), PALE, 1.0)?;
            canvas.text(&label, (left - 8.0, y(*mark)), 14.0, HPos::Right)?;
        }
        canvas.line((left, bottom), (right, bottom), GREY, 1.0)?;
        canvas.line((x(0.0), top), (x(0.0), bottom), GREY, 1.0)?;
        let drawn: Vec<&Spot> =
            self.spots.iter().filter(|spot| has_place(spot.x.value) && has_place(spot.y.value)).collect();
        let points: Vec<(f64, f64)> = drawn.iter().map(|spot| (x(spot.x.value), y(spot.y.value))).collect();
        let lines = drawn.iter().zip(&points).flat_map(|(spot, (at, height))| {
            [[(x(spot.x.low), *height), (x(spot.x.high), *height)], [(*at, y(spot.y.high)), (*at, y(spot.y.low))]]
        });
        let whiskers =
            lines.map(|[from, to]| Area { left: from.0, top: from.1 - 1.0, right: to.0 + 1.0, bottom: to.1 + 1.0 });
        let widths: Vec<f64> = drawn.iter().map(|spot| text_width(&spot.name, SIZE) * WIDER).collect();
        let frame = Area { left: left + 2.0, top, right: right + RIGHT - 4.0, bottom: bottom - 2.0 };
        let names = places(&points, &widths, whiskers.collect(), &frame);
        for ((spot, point), name) in drawn.iter().zip(&points).zip(&names) {
            let (ink, (at, height)) = (colour(spot.colour), *point);
            canvas.whisker((x(spot.x.low), x(spot.x.high)), height, ink)?;
            canvas.line((at, y(spot.y.low)), (at, y(spot.y.high)), ink, 1.5)?;
            for end in [spot.y.low, spot.y.high] {
                canvas.line((at - 4.0, y(end)), (at + 4.0, y(end)), ink, 1.5)?;
            }
            let middle = f64::midpoint(name.top, name.bottom);
            // A name that had to stand apart is led to its point.
            if let Some(Lead { from, to }) = Lead::of(name, *point) {
                canvas.line(from, to, GREY, 1.0)?;
            }
            canvas.dot(*point, 5.0, ink)?;
            canvas.text(&spot.name, (name.left, middle), SIZE, HPos::Left)?;
        }
        if low > 0.0 {
            canvas.axis_break((left, bottom), Direction::Across)?;
        }
        canvas.coloured(&self.x_axis, (f64::midpoint(left, right), bottom + 42.0), 15.0, (HPos::Center, INK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Area = Area { left: 0.0, top: 0.0, right: 900.0, bottom: 400.0 };

    #[test]
    fn no_name_lies_on_another_even_where_all_points_are_one() {
        let points = vec![(860.0, 20.0); 9];
        let names = places(&points, &[220.0; 9], Vec::new(), &FRAME);
        for (at, name) in names.iter().enumerate() {
            assert!(name.is_inside(&FRAME), "{name:?}");
            assert!(names[..at].iter().all(|other| other.shared(name) == 0.0), "{at}: {names:?}");
        }
    }

    #[test]
    fn no_line_to_a_point_runs_through_a_name_of_its_neighbours() {
        let points: Vec<(f64, f64)> = (0..6).map(|n| (80.0 + 12.0 * f64::from(n), 20.0)).collect();
        let names = places(&points, &[200.0; 6], Vec::new(), &FRAME);
        let leads = points.iter().zip(&names).filter_map(|(point, name)| Lead::of(name, *point));
        let through = leads.filter(|lead| names.iter().any(|name| lead.crosses(name))).count();
        assert_eq!(through, 0, "{names:?}");
    }

    #[test]
    fn a_name_stands_below_no_dot_but_its_own() {
        // Two points that a name does not fit between.
        let (points, widths) = ([(241.0, 20.0), (275.0, 20.0), (153.0, 20.0)], [114.0, 60.0, 30.0]);
        let names = places(&points, &widths, Vec::new(), &FRAME);
        for (own, name) in names.iter().enumerate() {
            let below = |(x, y): &(f64, f64)| name.left < *x && *x < name.right && (name.top - y).abs() < NEAR.1 - 6.0;
            assert!(points.iter().enumerate().all(|(at, point)| at == own || !below(point)), "{own}: {names:?}");
        }
        assert!(Lead::of(&names[0], points[0]).is_some(), "{names:?}");
        assert!(Lead::of(&names[1], points[1]).is_none(), "{names:?}");
    }

    #[test]
    fn a_point_alone_has_its_name_beside_it() {
        let names = places(&[(100.0, 200.0)], &[80.0], Vec::new(), &FRAME);
        assert_eq!(names, [Area { left: 109.0, top: 191.0, right: 189.0, bottom: 209.0 }]);
        assert!(places(&[(5.0, 5.0)], &[2000.0], Vec::new(), &FRAME)[0].left >= 0.0, "too wide for any place");
    }

    #[test]
    fn nothing_more_is_always_on_the_axis() {
        let reach = |value: f64| Reach { value, low: value - 1.0, high: value + 1.0 };
        let spot = Spot { name: String::new(), x: reach(500.0), y: reach(40.0), colour: 0 };
        let scatter = Scatter { x_axis: String::new(), y_axis: String::new(), most: 100.0, spots: vec![spot] };
        let (low, high) = scatter.across();
        assert!(low < 0.0 && high > 501.0, "{low} {high}");
    }
}
