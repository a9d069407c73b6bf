//! How days differ: profiles of a day, public holidays, and events that make the days around them busier.

use super::crisis::CrisisText;
use super::event::{CalendarEvent, Factor};
use crate::diagnostic::Diagnostics;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::plain::{Amount, Day};
use crate::scenario::values::read::{At, Names, Read, table, words, wrong};

table! {
    /// Profiles of a day, and how days differ.
    /// 一天的时段分布，以及各天的差别。
    pub struct CalendarText {
        /// cv of the day factor common to all types and streams.
        /// 所有类型和来源共有的日波动（变异系数）。
        day_cv: Option<At<DayCv>>,
        /// How its day factor goes together with the next day's: a correlation, from 0 to 0.95.
        /// 共有的日波动与次日的相关系数，0 到 0.95。
        day_persistence: Option<At<Amount>>,
        /// Shares of a day: any length that divides it; normalised.
        /// 一天各时段的占比：几段都行，只要能整除一天；自动归一。
        profile: Names<Vec<At<Amount>>>,
        /// Promotions and the like, which lift demand on the days around them.
        /// 大促等活动：使前后几天来量上升。
        event: Names<CalendarEvent>,
        /// What comes at random and lifts demand for some days: a carrier that fails, a bad batch.
        /// 随机发生、使几天来量上升的事：快递瘫痪、批次质量问题。
        crisis: Names<CrisisText>,
        /// Shipped calendars whose events are taken in: `"cn_ecommerce"`, or a list.
        /// 采用自带日历的活动：`"cn_ecommerce"`，或列表。
        include: Option<At<Include>>,
        /// How much of a lift comes, 1 for all of it: of the events that `include` brings, or by name of an event.
        /// 活动带来的增量实现多少，1 为全部：对 `include` 带来的所有活动，或按活动名。
        lift_scale: Option<At<LiftScale>>,
        /// Whose public holidays and make-up workdays: `"cn"`, or `"none"`.
        /// 用谁的法定节假日与调休：`"cn"` 或 `"none"`。
        holidays: Option<At<HolidaysWord>>,
        /// Dates, or spans such as `"2027-02-05..2027-02-11"`, that are holidays, workdays or plain days after all.
        /// 某些日期或区间（如 `"2027-02-05..2027-02-11"`）其实是假日、工作日或平常日。
        dates: Names<DayWord>,
    }
    later "changes";
}

table! {
    /// cv of a day factor by kind of day.
    /// 按日子种类写的日波动（变异系数）。
    pub struct DayCvTable {
        /// Monday to Friday, and make-up workdays.
        /// 周一至周五和调休上班日。
        workday: At<Amount>,
        /// Saturday and Sunday; none: as a workday.
        /// 周六周日；不写同工作日。
        weekend: Option<At<Amount>>,
        /// Public holidays; none: as a workday.
        /// 法定节假日；不写同工作日。
        holiday: Option<At<Amount>>,
        /// Days that an event changes, whatever they are else; none: as they are else.
        /// 受活动影响的日子，不论原本是哪种；不写则按原本。
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
        ValueKind::Said(
            [
                "a number, or a table by kind of day: { workday = 0.15, weekend = 0.2, event = 0.3 }",
                "数字，或按日子种类写的表：{ workday = 0.15, weekend = 0.2, event = 0.3 }",
            ],
            vec![ValueKind::Number, DayCvTable::kind()],
        )
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
    /// 用谁的法定节假日。
    pub enum HolidaysWord {
        /// Mainland China's.
        /// 中国大陆的。
        Cn = "cn",
        /// Nobody's.
        /// 都不用。
        None = "none",
    }
}

words! {
    /// What kind of day a date is.
    /// 某个日期是哪种日子。
    pub enum DayWord {
        /// A public holiday.
        /// 法定节假日。
        Holiday = "holiday",
        /// A make-up workday.
        /// 调休上班日。
        Workday = "workday",
        /// As its weekday.
        /// 按星期。
        Plain = "plain",
        /// New Year's Day.
        /// 元旦。
        NewYear = "new_year",
        /// Spring Festival.
        /// 春节。
        SpringFestival = "spring_festival",
        /// Qingming, the day of sweeping graves.
        /// 清明节。
        Qingming = "qingming",
        /// Labour Day.
        /// 劳动节。
        LabourDay = "labour_day",
        /// Dragon Boat Festival.
        /// 端午节。
        DragonBoat = "dragon_boat",
        /// Mid-Autumn Festival.
        /// 中秋节。
        MidAutumn = "mid_autumn",
        /// National Day.
        /// 国庆节。
        NationalDay = "national_day",
    }
}

table! {
    /// Factors on public holidays, by holiday.
    /// 各个节假日的倍数。
    pub struct HolidayTable {
        /// New Year's Day.
        /// 元旦。
        new_year: Option<At<Factor>>,
        /// Spring Festival.
        /// 春节。
        spring_festival: Option<At<Factor>>,
        /// Qingming, the day of sweeping graves.
        /// 清明节。
        qingming: Option<At<Factor>>,
        /// Labour Day.
        /// 劳动节。
        labour_day: Option<At<Factor>>,
        /// Dragon Boat Festival.
        /// 端午节。
        dragon_boat: Option<At<Factor>>,
        /// Mid-Autumn Festival.
        /// 中秋节。
        mid_autumn: Option<At<Factor>>,
        /// National Day.
        /// 国庆节。
        national_day: Option<At<Factor>>,
        /// Every other; none: as its weekday.
        /// 其他节假日；不写则按星期。
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
        ValueKind::Said(
            [
                "a factor, or a table by holiday: { spring_festival = 0.4, other = 0.8 }",
                "倍数，或按节日写的表：{ spring_festival = 0.4, other = 0.8 }",
            ],
            vec![Factor::kind(), HolidayTable::kind()],
        )
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
    /// 自带的一年节假日。
    pub struct HolidayYearTable {
        /// Where it was announced.
        /// 公布的出处。
        source: At<String>,
        /// First and last day of each.
        /// 每个假期的第一天和最后一天。
        holidays: Names<Vec<At<Day>>>,
        /// Make-up workdays.
        /// 调休上班日。
        workdays: Vec<At<Day>>,
    }
}

/// Names of shipped calendars.
#[derive(Clone, Debug)]
pub struct Include(pub Vec<At<String>>);

impl Read for Include {
    fn kind() -> ValueKind {
        ValueKind::one_or_more(
            ["the name of a shipped calendar, or a list of them", "自带日历的名称，或列表"],
            ValueKind::Text,
        )
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
        ValueKind::Said(
            [
                "a factor on what lifts bring beyond the usual, or a table of them by event",
                "活动增量实现多少的倍数，或按活动名写的表",
            ],
            vec![Factor::kind(), ValueKind::names(Factor::kind())],
        )
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
