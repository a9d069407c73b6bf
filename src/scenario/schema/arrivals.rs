//! First arrivals, and the streams that cause them.

use super::DecimalWord;
use super::calendar::{DayCv, HolidayFactors};
use super::rule::RuleText;
use crate::scenario::values::plain::{Amount, Count, PerDay};
use crate::scenario::values::read::{At, Names, table, words};

words! {
    /// What the numbers of a file of volumes are.
    /// 来量文件里的数是什么。
    pub enum HeldWord {
        /// The mean of what comes.
        /// 来量的平均。
        Expected = "expected",
        /// So many come.
        /// 就来这么多。
        Exact = "exact",
        /// None: every row is a contact, at its moment.
        /// 不是数：每行是一个咨询，按其时刻到达。
        Rows = "rows",
    }
}

words! {
    /// What an empty cell or an absent row of a file of volumes is.
    /// 来量文件里空着的格子或缺的行是什么。
    pub enum MissingWord {
        /// A mistake.
        /// 错误。
        Error = "error",
        /// Nobody came.
        /// 没有人来。
        Zero = "zero",
    }
}

words! {
    /// What a length of 0 in a file is.
    /// 文件里时长为 0 是什么。
    pub enum ZerosWord {
        /// Of a contact that nobody answered.
        /// 没有人接待的咨询。
        Unanswered = "unanswered",
        /// Of one that was answered in no time.
        /// 接待了、只是没花时间的咨询。
        Answered = "answered",
    }
}

words! {
    /// What a stream's volume includes.
    /// 来源的量里包含什么。
    pub enum IncludesWord {
        /// Those that rules on `converted` create.
        /// 包含由 `converted` 规则产生的。
        Converted = "converted",
    }
}

table! {
    /// Arrivals that need no service themselves but cause contacts later (orders, deliveries).
    /// 本身不用接待、但之后会引起咨询的来源（订单、签收等）。
    pub struct StreamText {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// How many arrive when; none: only what rules create.
        /// 什么时候来多少；不写则只有规则产生的。
        arrivals: Option<At<ArrivalsText>>,
        /// `"converted"`: those that rules on `converted` create are among them, not on top.
        /// 写 `"converted"`：由 `converted` 规则产生的包含在内，不另加。
        includes: Option<At<IncludesWord>>,
        /// What they cause; a rule without `on` is for their arrival.
        /// 引起什么；没写 `on` 的规则指到达。
        then: Vec<At<RuleText>>,
    }
}

table! {
    /// First arrivals.
    /// 首次进线。
    pub struct ArrivalsText {
        /// First contacts expected on a plain day (who asks again comes on top; a total with them in it is `[volume]`); beside `file`, on the
        /// dates that it does not hold.
        /// 平常一天预期的首次咨询（再来问的另加；已含再来问的总数写 `[volume]`）；同时写了 `file` 的，用于文件没有的日期。
        per_day: Option<At<PerDay>>,
        /// The name of a profile of the day; none: the same all day.
        /// 时段分布的名称；不写则全天均匀。
        profile: Option<At<String>>,
        /// Factors by weekday; 1 where none is given.
        /// 各星期的倍数；没写的为 1。
        weekday: Option<At<Weekdays>>,
        /// The factor on public holidays, in the place of the weekday's; or a table by holiday. None: as the weekday.
        /// 法定节假日的倍数，取代星期的倍数；也可按节日写成表。不写则按星期。
        holiday: Option<At<HolidayFactors>>,
        /// Which lifts by season of the calendar's events are its own; `"none"`: none of them.
        /// 随日历活动中哪种曲线变化；`"none"` 为都不随。
        season: Option<At<String>>,
        /// cv of the type's own day factor.
        /// 该类型自己的日波动（变异系数）。
        day_cv: Option<At<DayCv>>,
        /// How that goes together with the next day's: a correlation, from 0 to 0.95.
        /// 自己的日波动与次日的相关系数，0 到 0.95。
        day_persistence: Option<At<Amount>>,
        /// A spreadsheet or CSV file of volumes by date, relative to the scenario: in the place of `per_day` on its dates.
        /// 按日期记录来量的表格或 CSV 文件，路径相对于情景文件：在其日期上取代 `per_day`。
        file: Option<At<String>>,
        /// The name of its sheet; none: the first.
        /// 工作表名称；不写用第一张。
        sheet: Option<At<String>>,
        /// What the type is called in the file; none: its key or its name.
        /// 该类型在文件里叫什么；不写用它的键或名称。
        type_ as "type": Option<At<String>>,
        /// What the numbers of the file are: `"expected"` (none given), `"exact"`, or `"rows"`: every row is a contact.
        /// 文件里的数是什么：`"expected"`（不写时）、`"exact"`，或 `"rows"`：每行一个咨询。
        counts: Option<At<HeldWord>>,
        /// The words over the file's columns, by what they are: `date`, `interval`, `until`, `type`, `count`; of contacts `effort` (`"talk + wrap"`: both, added up), `patience`; `"nothing"`: no column is it.
        /// 文件各列的列名，按含义写：`date`、`interval`、`until`、`type`、`count`；逐条咨询的还有 `effort`（`"talk + wrap"`：两列相加）、`patience`；`"nothing"` 表示没有这一列。
        columns: Names<String>,
        /// Which rows of the file are read: the words over columns, and what stands there (`{ Direction = "Inbound" }`); `"*"`: anything, rows of one interval added up.
        /// 读文件里的哪些行：列名和该列的内容（`{ Direction = "Inbound" }`）；`"*"` 为任意，同一时段的行相加。
        where_ as "where": Names<String>,
        /// In what its lengths without a unit are: `"s"`, `"min"`, `"mm:ss"` …; none: as the word over the column says.
        /// 没写单位的时长按什么算：`"s"`、`"min"`、`"mm:ss"` 等；不写则按列名。
        unit: Option<At<String>>,
        /// What stands before the fraction of its numbers: `","` or `"."`; none: as its cells tell.
        /// 小数点用哪个：`","` 或 `"."`；不写则由各格内容判断。
        decimal: Option<At<DecimalWord>>,
        /// Whether 01/02/2025 is 1 February; none: as its dates tell.
        /// 01/02/2025 是不是 2 月 1 日；不写则由日期判断。
        day_first: Option<At<bool>>,
        /// Whether an hour written as one number (`24`) is the one that ends then; none: as its hours tell.
        /// 只写一个数的小时（如 `24`）是不是指到这一点结束；不写则由内容判断。
        hour_ends: Option<At<bool>>,
        /// The shop's distance from Greenwich (`"+08:00"`), for times with a zone; `"as written"`: they are the shop's.
        /// 店铺的时区（`"+08:00"`），用于带时区的时间；`"as written"` 表示就是店铺时间。
        time_zone: Option<At<String>>,
        /// The year of dates that lack it.
        /// 没写年份的日期是哪一年。
        year: Option<At<Count>>,
        /// What an empty cell or an absent row of the file is: `"error"` (none given), or `"zero"`.
        /// 空格子或缺的行是什么：`"error"`（不写时）或 `"zero"`。
        missing: Option<At<MissingWord>>,
        /// What lengths of 0 are, where every row is a contact: those that nobody answered (`"unanswered"`), which are left out, or `"answered"`; none: as a column of states tells.
        /// 每行一个咨询时，时长为 0 的是什么：`"unanswered"` 没有人接待的（不计），或 `"answered"`；不写则由状态列判断。
        zeros: Option<At<ZerosWord>>,
        /// The factor on the file's numbers.
        /// 文件里的数乘以多少。
        times: Option<At<Amount>>,
    }
}

table! {
    /// Factors by weekday.
    /// 各星期的倍数。
    pub struct Weekdays {
        /// Monday.
        /// 周一。
        mon: Option<At<Amount>>,
        /// Tuesday.
        /// 周二。
        tue: Option<At<Amount>>,
        /// Wednesday.
        /// 周三。
        wed: Option<At<Amount>>,
        /// Thursday.
        /// 周四。
        thu: Option<At<Amount>>,
        /// Friday.
        /// 周五。
        fri: Option<At<Amount>>,
        /// Saturday.
        /// 周六。
        sat: Option<At<Amount>>,
        /// Sunday.
        /// 周日。
        sun: Option<At<Amount>>,
    }
}

impl Weekdays {
    /// From Monday.
    pub fn factors(&self) -> [f64; 7] {
        [&self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun]
            .map(|day| day.as_ref().map_or(1.0, |a| a.0))
    }
}

table! {
    /// A rate per 1,000 first contacts, which come out of another type's.
    /// 另一类首次进线每 1000 个产生多少个。
    pub struct PerThousand {
        /// `"contacts"` (all types), or one type or stream.
        /// `"contacts"`（所有类型），或某个类型、来源。
        of: At<String>,
        /// How many per 1,000.
        /// 每 1000 个产生几个。
        number: At<Amount>,
        /// Whose contacts they come out of, for example `"aftersale"`.
        /// 从哪一类的咨询中产生，例如 `"aftersale"`。
        from: At<String>,
    }
}
