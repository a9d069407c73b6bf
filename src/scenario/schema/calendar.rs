//! How days differ: profiles of a day, public holidays, and events that make the days around them busier.

use super::crisis::CrisisText;
use super::event::{CalendarEvent, Factor};
use crate::diagnostic::Diagnostics;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::plain::{Amount, Day};
use crate::scenario::values::read::{At, Names, Read, ValueKind, table, words, wrong};

table! {
    /// Profiles of a day, and how days differ.
    pub struct CalendarText {
        /// cv of the day factor common to all types and streams.
        day_cv: Option<At<DayCv>>,
        /// How its day factor goes together with the next day's: a correlation, from 0 to 0.95.
        day_persistence: Option<At<Amount>>,
        /// Shares of a day: any length that divides it; normalised.
        profile: Names<Vec<At<Amount>>>,
        /// Promotions and the like, which lift demand on the days around them.
        event: Names<CalendarEvent>,
        /// What comes at random and lifts demand for some days: a carrier that fails, a bad batch.
        crisis: Names<CrisisText>,
        /// Shipped calendars whose events are taken in: `"cn_ecommerce"`, or a list.
        include: Option<At<Include>>,
        /// How much of a lift comes, 1 for all of it: of the events that `include` brings, or by name of an event.
        lift_scale: Option<At<LiftScale>>,
        /// Whose public holidays and make-up workdays: `"cn"`, or `"none"`.
        holidays: Option<At<HolidaysWord>>,
        /// Dates, or spans such as `"2027-02-05..2027-02-11"`, that are holidays, workdays or plain days after all.
        dates: Names<DayWord>,
    }
    later "changes";
}

table! {
    /// cv of a day factor by kind of day.
    pub struct DayCvTable {
        /// Monday to Friday, and make-up workdays.
        workday: At<Amount>,
        /// Saturday and Sunday; none: as a workday.
        weekend: Option<At<Amount>>,
        /// Public holidays; none: as a workday.
        holiday: Option<At<Amount>>,
        /// Days that an event changes, whatever they are else; none: as they are else.
        event: Option<At<Amount>>,
    }
}

/// cv of a day factor.
#[derive(Clone, Debug)]
pub enum DayCv {
    /// The same on all days.
    All(f64),
    /// By kind of day.
    By(Box<DayCvTable>),
}

impl DayCv {
    /// All that are written.
    pub fn values(&self) -> Vec<f64> {
        match self {
            Self::All(cv) => vec![*cv],
            Self::By(table) => {
                let others = [&table.weekend, &table.holiday, &table.event];
                let others = others.into_iter().flatten().map(|cv| cv.value.0);
                std::iter::once(table.workday.value.0).chain(others).collect()
            }
        }
    }
}

impl Read for DayCv {
    fn kind() -> ValueKind {
        ValueKind::Custom("a number, or a table by kind of day: { workday = 0.15, weekend = 0.2, event = 0.3 }")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => DayCvTable::read(node, out).map(|table| Self::By(Box::new(table))),
            _ => Amount::read(node, out).map(|cv| Self::All(cv.0)),
        }
    }
}

words! {
    /// Whose public holidays.
    pub enum HolidaysWord {
        /// Mainland China's.
        Cn = "cn",
        /// Nobody's.
        None = "none",
    }
}

words! {
    /// What kind of day a date is.
    pub enum DayWord {
        /// A public holiday.
        Holiday = "holiday",
        /// A make-up workday.
        Workday = "workday",
        /// As its weekday.
        Plain = "plain",
        /// 元旦.
        NewYear = "new_year",
        /// 春节.
        SpringFestival = "spring_festival",
        /// 清明节.
        Qingming = "qingming",
        /// 劳动节.
        LabourDay = "labour_day",
        /// 端午节.
        DragonBoat = "dragon_boat",
        /// 中秋节.
        MidAutumn = "mid_autumn",
        /// 国庆节.
        NationalDay = "national_day",
    }
}

table! {
    /// Factors on public holidays, by holiday.
    pub struct HolidayTable {
        /// 元旦.
        new_year: Option<At<Factor>>,
        /// 春节.
        spring_festival: Option<At<Factor>>,
        /// 清明节.
        qingming: Option<At<Factor>>,
        /// 劳动节.
        labour_day: Option<At<Factor>>,
        /// 端午节.
        dragon_boat: Option<At<Factor>>,
        /// 中秋节.
        mid_autumn: Option<At<Factor>>,
        /// 国庆节.
        national_day: Option<At<Factor>>,
        /// Every other; none: as its weekday.
        other: Option<At<Factor>>,
    }
}

/// Factors on public holidays.
#[derive(Clone, Debug)]
pub enum HolidayFactors {
    /// The same on all.
    All(f64),
    /// By holiday.
    By(Box<HolidayTable>),
}

impl HolidayFactors {
    /// The factor on this kind of holiday; none: as its weekday.
    pub fn on(&self, day: DayWord) -> Option<f64> {
        let table = match self {
            Self::All(factor) => return Some(*factor),
            Self::By(table) => table,
        };
        let own = match day {
            DayWord::NewYear => &table.new_year,
            DayWord::SpringFestival => &table.spring_festival,
            DayWord::Qingming => &table.qingming,
            DayWord::LabourDay => &table.labour_day,
            DayWord::DragonBoat => &table.dragon_boat,
            DayWord::MidAutumn => &table.mid_autumn,
            DayWord::NationalDay => &table.national_day,
            DayWord::Holiday => &table.other,
            DayWord::Workday | DayWord::Plain => return None,
        };
        own.as_ref().or(table.other.as_ref()).map(|factor| factor.value.0)
    }
}

impl Read for HolidayFactors {
    fn kind() -> ValueKind {
        ValueKind::Custom("a factor, or a table by holiday: { spring_festival = 0.4, other = 0.8 }")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => HolidayTable::read(node, out).map(|table| Self::By(Box::new(table))),
            _ => Factor::read(node, out).map(|factor| Self::All(factor.0)),
        }
    }
}

table! {
    /// A year of public holidays, as shipped.
    pub struct HolidayYearTable {
        /// Where it was announced.
        source: At<String>,
        /// First and last day of each.
        holidays: Names<Vec<At<Day>>>,
        /// Make-up workdays.
        workdays: Vec<At<Day>>,
    }
}

/// Names of shipped calendars.
#[derive(Clone, Debug)]
pub struct Include(pub Vec<At<String>>);

impl Read for Include {
    fn kind() -> ValueKind {
        ValueKind::Custom("the name of a shipped calendar, or a list of them")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::<At<String>>::read(node, out).map(Self),
            _ => At::<String>::read(node, out).map(|name| Self(vec![name])),
        }
    }
}

/// How much of a lift comes.
#[derive(Clone, Debug)]
pub enum LiftScale {
    /// Of all events that `include` brings.
    Included(f64),
    /// By name of an event.
    ByEvent(Names<Factor>),
}

impl Read for LiftScale {
    fn kind() -> ValueKind {
        ValueKind::Custom("a factor on what lifts bring beyond the usual, or a table of them by event")
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Table(_) => <Names<Factor> as Read>::read(node, out).map(Self::ByEvent),
            Value::Integer(_) | Value::Number(_) | Value::Text(_) => {
                Factor::read(node, out).map(|factor| Self::Included(factor.0))
            }
            _ => wrong(node, &say!("a factor, or a table of factors by event", "倍数，或按活动名写的倍数表"), out),
        }
    }
}
