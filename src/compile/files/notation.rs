//! What a scenario says of how a file is written, so that what could mean two things means one.

use super::moment_style::MomentsSaid;
use super::shop_zone::ShopZone;
use super::units::Unit;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::schema::{ArrivalsText, DecimalWord};
use crate::scenario::values::plain::Count;
use crate::scenario::values::read::At;

/// What is said; none: the file says it itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notation {
    /// In what numbers without a unit, and times such as 04:10, are written.
    pub unit: Option<Unit>,
    /// Whether a comma stands before the fraction of numbers.
    pub comma: Option<bool>,
    /// Dates and times.
    pub moments: MomentsSaid,
}

impl Notation {
    /// As the arrivals of a type say; what is no unit, zone or year is said by [`Self::check`].
    pub fn of(text: &ArrivalsText) -> Self {
        Self {
            unit: text.unit.as_ref().and_then(|unit| Unit::of(unit)),
            comma: text.decimal.as_ref().map(|word| word.value == DecimalWord::Comma),
            moments: MomentsSaid {
                day_first: text.day_first.as_ref().map(|first| first.value),
                zone: text.time_zone.as_ref().and_then(|zone| ShopZone::of(zone)),
                hour_ends: text.hour_ends.as_ref().map(|ends| ends.value),
                year: text.year.as_ref().and_then(|year| i16::try_from(year.0).ok()),
            },
        }
    }

    /// Tells what is no unit, no zone and no year.
    pub fn check(text: &ArrivalsText, out: &mut Diagnostics) {
        unit(text.unit.as_ref(), out);
        zone(text.time_zone.as_ref(), out);
        year(text.year.as_ref(), out);
    }
}

/// The year that a scenario says, told where it is none.
pub fn year(text: Option<&At<Count>>, out: &mut Diagnostics) -> Option<i16> {
    let year = text?;
    let said = year.value.0;
    if (1970..2200).contains(&said) {
        return i16::try_from(said).ok();
    }
    let why = say!("{said} is not a year from 1970 to 2199", "{said} 不是 1970 到 2199 之间的年份");
    out.reject(Diagnostic::error(Code::OutOfRange, &year.place, why))
}

/// The time zone that a scenario says, told where it is none.
pub fn zone(text: Option<&At<String>>, out: &mut Diagnostics) -> Option<ShopZone> {
    let zone = text?;
    let found = ShopZone::of(zone);
    if found.is_none() {
        let said = &zone.value;
        let why = say!("\"{said}\" is no time zone that is known here", "\"{said}\" 不是这里认识的时区");
        out.push(Diagnostic::error(Code::UnknownWord, &zone.place, why).help(say!(
            "write how far the shop is from Greenwich: time_zone = \"+08:00\"; or \"as written\"",
            "请写店铺与格林尼治的时差：time_zone = \"+08:00\"；或 \"as written\"（原样）"
        )));
    }
    found
}

/// The unit that a scenario says, told where it is none.
pub fn unit(text: Option<&At<String>>, out: &mut Diagnostics) -> Option<Unit> {
    let text = text?;
    let found = Unit::of(text);
    if found.is_none() {
        let said = &text.value;
        let why = say!("\"{said}\" is no unit of time", "\"{said}\" 不是时间单位");
        out.push(Diagnostic::error(Code::UnknownWord, &text.place, why).near_or_list(said, &Unit::WRITTEN));
    }
    found
}
