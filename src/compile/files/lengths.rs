//! Lengths of time in the cells of a file: what the word over the column, or else one cell of it, says of the others.

use super::numbers::{self, Number, NumberDoubt, NumberStyle, half_width};
use super::units::Unit;
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::sheet::{Cell, CellKind};
use crate::scenario::values::plain::LONGEST;
use crate::scenario::values::quantity;

/// A cell, as far as it can be understood alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Nothing, or a sign for nothing.
    Nothing,
    /// A number without a unit.
    Bare(f64),
    /// With its own unit; seconds.
    Own(f64),
    /// `04:10`.
    Two(f64, f64),
    /// `1:04:10`: hours, minutes, seconds.
    Three(f64, f64, f64),
    /// Nothing that is known.
    Wrong,
}

/// How the lengths of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthStyle {
    /// What a number without a unit, or `04:10`, is in.
    pub unit: Unit,
    /// Whether anything is read by it: else every cell says its unit itself.
    pub used: bool,
    /// Whether it was assumed: seconds, where neither heading nor cell say another.
    pub assumed: bool,
    /// Whether `04:10:00` is 4 min 10 s, as a spreadsheet makes of what was typed as 04:10.
    pub typed: bool,
    /// How numbers are written.
    pub numbers: NumberStyle,
}

/// Two ways to read a column, of which the scenario has to say one: a cell by position, and the units that could be.
#[derive(Clone, Debug, PartialEq)]
pub struct LengthDoubt {
    pub at: usize,
    pub units: Vec<Unit>,
}

/// More seconds than any contact takes by itself; numbers as large are thousandths.
const DAY: f64 = 86_400.0;
/// Numbers up to this could be minutes as well.
const HOUR: f64 = 60.0;

/// What stands in a cell.
pub fn shape(cell: &Cell, numbers: NumberStyle) -> Shape {
    let text = half_width(&cell.text);
    if numbers::is_nothing(&text) {
        return Shape::Nothing;
    }
    if let Ok(Number::Of(number)) = numbers::number(cell, numbers) {
        return Shape::Bare(number);
    }
    let own = || with_units(&text).or_else(|| iso(&text)).map_or(Shape::Wrong, Shape::Own);
    if !text.contains(':') {
        return own();
    }
    let parts: Option<Vec<f64>> = text.split(':').map(clock_part).collect();
    match parts.as_deref() {
        Some([h, m, s]) if *m < 60.0 && *s < 60.0 => Shape::Three(*h, *m, *s),
        Some([a, b]) if *b < 60.0 => Shape::Two(*a, *b),
        _ => own(),
    }
}

fn clock_part(part: &str) -> Option<f64> {
    let part = part.trim().replace(',', ".");
    let plain = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.then(|| part.parse().ok())?
}

/// `4m10s`, `4 min 10 s`, `4分10秒`, `4'10"`, `90 s`, in descending units.
fn with_units(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    if let Some((minutes, seconds)) = lower.strip_suffix('"').and_then(|rest| rest.split_once('\'')) {
        return Some(clock_part(minutes)? * 60.0 + clock_part(seconds).filter(|s| *s < 60.0)?);
    }
    let mut spaced = String::new();
    let mut last = ' ';
    for c in lower.chars() {
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        if digit(c) != digit(last) && last != ' ' {
            spaced.push(' ');
        }
        spaced.push(c);
        last = c;
    }
    // One letter for minutes is understood beside other units and alone: no length is in metres.
    let words: Vec<&str> = spaced.split_whitespace().map(|word| if word == "m" { "min" } else { word }).collect();
    let words: Vec<&str> = words
        .into_iter()
        .map(|word| match word {
            "hr" | "hrs" => "h",
            other => other,
        })
        .collect();
    quantity::duration(&words.join(" ")).ok().filter(|seconds| *seconds >= 0.0)
}

/// `PT4M10S`.
fn iso(text: &str) -> Option<f64> {
    let upper = text.to_uppercase();
    let rest = upper.strip_prefix('P')?;
    let (days, clock) = rest.split_once('T').unwrap_or((rest, ""));
    let mut seconds = 0.0;
    for (part, units) in [(days, &[('D', 86_400.0)][..]), (clock, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)])] {
        let mut left = part;
        for (letter, scale) in units {
            if let Some((number, after)) = left.split_once(*letter) {
                seconds += clock_part(number)? * scale;
                left = after;
            }
        }
        if !left.is_empty() {
            return None;
        }
    }
    (upper.len() > 2).then_some(seconds)
}

/// How a column is read. `said`: the unit that the scenario says; `heading`: the one that the word over it says.
pub fn style(
    cells: &[&Cell],
    (said, heading): (Option<Unit>, Option<Unit>),
    numbers: NumberStyle,
) -> Result<LengthStyle, LengthDoubt> {
    let shapes: Vec<Shape> = cells.iter().map(|cell| shape(cell, numbers)).collect();
    let first = |is: &dyn Fn(&Shape) -> bool| shapes.iter().position(is);
    let bare = first(&|shape| matches!(shape, Shape::Bare(_)));
    let two = first(&|shape| matches!(shape, Shape::Two(..)));
    let used = bare.or(two).is_some();
    let found = |unit, assumed| Ok(LengthStyle { unit, used, assumed, typed: false, numbers });
    // Typed into a spreadsheet, 4 min 10 s become ten past four: whole minutes only, and hours of them.
    // Beside cells of two parts, those of three have hours.
    let typed = hours_for_minutes(&shapes).filter(|_| two.is_none());
    if let Some(unit) = said {
        let typed = unit == Unit::MinSec && typed.is_some();
        return Ok(LengthStyle { unit, used: used || typed, assumed: false, typed, numbers });
    }
    // What cannot be read at all is told first.
    if shapes.contains(&Shape::Wrong) {
        return found(heading.unwrap_or(Unit::S), false);
    }
    let hours = matches!(heading, Some(Unit::HourMin | Unit::HourMinSec));
    if let Some(at) = typed.filter(|_| !hours) {
        return Err(LengthDoubt { at, units: vec![Unit::MinSec, Unit::HourMinSec] });
    }
    if let (Some(unit), None) = (heading.filter(|unit| !unit.is_clock()), two) {
        return found(unit, false);
    }
    if let (Some(unit), None) = (heading.filter(|unit| unit.is_clock()), bare) {
        return found(unit, false);
    }
    match (bare, two) {
        (None, None) => found(Unit::S, false),
        // Both numbers and clocks under one heading: two ways of writing that nobody can tell together.
        (Some(_), Some(at)) => Err(LengthDoubt { at, units: vec![Unit::MinSec, Unit::HourMin] }),
        (None, Some(at)) => {
            let three = shapes.iter().any(|shape| matches!(shape, Shape::Three(..)));
            let past = shapes.iter().any(|shape| matches!(shape, Shape::Two(a, _) if *a >= 24.0));
            let broken = shapes.iter().any(|shape| matches!(shape, Shape::Two(_, b) if b.fract() > 0.0));
            if three || past || broken {
                return found(Unit::MinSec, false);
            }
            Err(LengthDoubt { at, units: vec![Unit::MinSec, Unit::HourMin] })
        }
        (Some(at), None) => {
            let most =
                shapes.iter().fold(0.0_f64, |most, shape| if let Shape::Bare(x) = shape { most.max(*x) } else { most });
            match (heading, most) {
                // A number under "(mm:ss)".
                (Some(_), _) => Err(LengthDoubt { at, units: vec![Unit::S, Unit::Min] }),
                (_, 0.0) => found(Unit::S, true),
                (_, x) if x < 1.0 => Err(LengthDoubt { at, units: vec![Unit::Day, Unit::H] }),
                (_, x) if x <= HOUR => Err(LengthDoubt { at, units: vec![Unit::S, Unit::Min] }),
                (_, x) if x > DAY => Err(LengthDoubt { at, units: vec![Unit::Ms, Unit::S] }),
                _ => found(Unit::S, true),
            }
        }
    }
}

/// What is in doubt in a column of lengths.
#[derive(Clone, Debug, PartialEq)]
pub enum Doubtful {
    /// Its numbers.
    Number(NumberDoubt),
    /// Their unit.
    Length(LengthDoubt),
}

/// How a column is read, its numbers included. `heading`: the word over it; `said`: the unit that the scenario says; `comma`: what the scenario says of them; `mark`: what stands between cells.
pub fn column(
    cells: &[&Cell],
    (said, heading): (Option<Unit>, &str),
    (comma, mark): (Option<bool>, Option<char>),
) -> Result<LengthStyle, Doubtful> {
    let numbers = numbers::style(cells, comma, mark).map_err(Doubtful::Number)?;
    let units = Unit::several(heading);
    let bare = |cell: &&Cell| matches!(shape(cell, numbers), Shape::Bare(_) | Shape::Two(..));
    match cells.iter().position(bare) {
        Some(at) if said.is_none() && !units.is_empty() => Err(Doubtful::Length(LengthDoubt { at, units })),
        _ => style(cells, (said, Unit::of_heading(heading)), numbers).map_err(Doubtful::Length),
    }
}

/// The first cell of three parts, where all of them are whole minutes and some are hours.
fn hours_for_minutes(shapes: &[Shape]) -> Option<usize> {
    let three: Vec<(usize, f64, f64)> = shapes
        .iter()
        .enumerate()
        .filter_map(|(at, shape)| if let Shape::Three(h, _, s) = shape { Some((at, *h, *s)) } else { None })
        .collect();
    let whole = three.iter().all(|(_, _, s)| *s == 0.0);
    three.iter().find(|(_, h, _)| *h >= 1.0).filter(|_| whole).map(|(at, ..)| *at)
}

/// Seconds of a cell; none where nothing stands.
pub fn seconds(cell: &Cell, style: LengthStyle) -> Result<Option<f64>, Text> {
    let text = &cell.text;
    let fault =
        || say!("\"{text}\" is no length of time: write seconds, or 4 min", "\"{text}\" 不是时长：请写秒数，或 4 分钟");
    let found = match shape(cell, style.numbers) {
        Shape::Nothing => return Ok(None),
        Shape::Own(seconds) => Some(seconds),
        Shape::Bare(number) if style.unit == Unit::MinDotSec => {
            return pointed(cell, number).map(Some).ok_or_else(|| not_pointed(text));
        }
        Shape::Bare(number) if !style.unit.is_clock() => Some(number * style.unit.seconds()),
        Shape::Two(a, b) => Some(if style.unit == Unit::HourMin { a * 3600.0 + b * 60.0 } else { a * 60.0 + b })
            .filter(|_| style.unit.is_clock()),
        Shape::Three(minutes, seconds, _) if style.typed => Some(minutes * 60.0 + seconds),
        Shape::Three(h, m, s) => Some(h * 3600.0 + m * 60.0 + s),
        Shape::Bare(_) | Shape::Wrong => None,
    };
    found.filter(|seconds| (0.0..=LONGEST).contains(seconds)).map(Some).ok_or_else(fault)
}

/// Seconds of 4.10 that is 4 min 10 s; none where that cannot be told: 4.1 may have lost a zero in a text, and does so in a workbook.
fn pointed(cell: &Cell, number: f64) -> Option<f64> {
    let digits = cell.text.split(['.', ',']).nth(1).map_or(0, |fraction| fraction.trim().len());
    let told = cell.kind == CellKind::Number || digits == 0 || digits == 2;
    let seconds = (number.fract() * 100.0).round();
    (told && seconds < 60.0).then(|| number.trunc() * 60.0 + seconds)
}

fn not_pointed(text: &str) -> Text {
    say!(
        "\"{text}\" is no minutes and seconds with a point between them: write 4.10, or 4:10",
        "\"{text}\" 不是“分.秒”：请写 4.10，或 4:10"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, SourceMap};

    fn column(texts: &[&str], said: Option<Unit>, heading: Option<Unit>) -> Result<Vec<Option<f64>>, Vec<Unit>> {
        let place = Place::new(SourceMap::default().add("f", ""), 0..0);
        let cell = |text: &&str| Cell { text: (*text).to_owned(), place: place.clone(), kind: CellKind::Text };
        let cells: Vec<Cell> = texts.iter().map(cell).collect();
        let refs: Vec<&Cell> = cells.iter().collect();
        let style = style(&refs, (said, heading), NumberStyle::default()).map_err(|doubt| doubt.units)?;
        Ok(cells.iter().map(|cell| seconds(cell, style).unwrap_or(Some(-1.0))).collect())
    }

    #[test]
    fn lengths_that_say_their_unit() {
        for (text, truth) in [
            ("4m10s", 250.0),
            ("4 min 10 s", 250.0),
            ("4分10秒", 250.0),
            ("PT4M10S", 250.0),
            ("4'10\"", 250.0),
            ("0:04:10", 250.0),
            ("250s", 250.0),
            ("250 秒", 250.0),
            ("1h2m3s", 3723.0),
            ("1 hr 2 min", 3720.0),
            ("00:04:10.5", 250.5),
            ("26:00:01", 93_601.0),
            ("4m", 240.0),
            ("PT1H", 3600.0),
            ("P1DT1S", 86_401.0),
            ("1.5 min", 90.0),
            ("１分３０秒", 90.0),
        ] {
            assert_eq!(column(&[text], None, None), Ok(vec![Some(truth)]), "{text}");
        }
        assert_eq!(column(&["", "-", "90 s"], None, None), Ok(vec![None, None, Some(90.0)]));
        for text in ["x", "4:70 x", "0:70:00", "P", "PT5X", "-4 s", "4:10:10:10"] {
            assert_eq!(column(&[text], None, Some(Unit::S)), Ok(vec![Some(-1.0)]), "{text}");
        }
    }

    #[test]
    fn the_heading_or_another_cell_says_the_unit() {
        assert_eq!(column(&["04:10", "05:00"], None, Some(Unit::MinSec)), Ok(vec![Some(250.0), Some(300.0)]));
        assert_eq!(column(&["17", "23"], None, Some(Unit::Min)), Ok(vec![Some(1020.0), Some(1380.0)]));
        assert_eq!(column(&["250000"], None, Some(Unit::Ms)), Ok(vec![Some(250.0)]));
        assert_eq!(column(&["04:10", "1:00:05"], None, None), Ok(vec![Some(250.0), Some(3605.0)]));
        assert_eq!(column(&["04:10", "75:20"], None, None), Ok(vec![Some(250.0), Some(4520.0)]));
        assert_eq!(column(&["04:10"], Some(Unit::HourMin), None), Ok(vec![Some(15_000.0)]));
        // Seconds are what numbers without a unit are in, where they cannot well be minutes.
        assert_eq!(column(&["64", "88"], None, None), Ok(vec![Some(64.0), Some(88.0)]));
        assert_eq!(
            column(&["2.30", "1.05", "4"], None, Some(Unit::MinDotSec)),
            Ok(vec![Some(150.0), Some(65.0), Some(240.0)])
        );
        assert_eq!(column(&["2.3", "1.75"], Some(Unit::MinDotSec), None), Ok(vec![Some(-1.0), Some(-1.0)]));
        assert_eq!(column(&["0.5"], Some(Unit::Day), None), Ok(vec![Some(43_200.0)]));
    }

    #[test]
    fn what_could_be_two_lengths_is_asked() {
        let asked = |texts: &[&str], heading| column(texts, None, heading).unwrap_err();
        assert_eq!(asked(&["04:10", "05:00"], None), [Unit::MinSec, Unit::HourMin]);
        assert_eq!(asked(&["17", "23", "45"], None), [Unit::S, Unit::Min]);
        assert_eq!(asked(&["250", "300"], Some(Unit::MinSec)), [Unit::S, Unit::Min]);
        assert_eq!(asked(&["04:10", "300"], None), [Unit::MinSec, Unit::HourMin]);
        assert_eq!(asked(&["0.00289"], None), [Unit::Day, Unit::H]);
        assert_eq!(asked(&["250000"], None), [Unit::Ms, Unit::S]);
        // Typed as 04:10 into a spreadsheet.
        assert_eq!(asked(&["04:10:00", "00:50:00"], Some(Unit::MinSec)), [Unit::MinSec, Unit::HourMinSec]);
        assert_eq!(column(&["04:10:00"], Some(Unit::MinSec), None), Ok(vec![Some(250.0)]));
        assert_eq!(column(&["04:10:00"], None, Some(Unit::HourMinSec)), Ok(vec![Some(15_000.0)]));
    }
}
