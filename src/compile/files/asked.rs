//! What could mean two things, said with the cells, both readings, and the line that settles it.

use super::lengths::{Doubtful, LengthDoubt};
use super::moment_doubt::{Asked, MomentDoubt};
use super::numbers::NumberDoubt;
use super::steps::shown;
use crate::diagnostic::{Code, Diagnostic, Place, Text};
use crate::say;
use crate::scenario::text::document::date_text;
use crate::scenario::text::sheet::{Cell, Sheet, column};
use crate::time::SimDuration;

const HOUR: i64 = SimDuration::HOUR.ticks();

/// Where cells in doubt stand.
pub struct Where<'s> {
    pub sheet: &'s Sheet,
    pub file: &'s str,
    /// The row of the words over the columns.
    pub head: usize,
    /// Where the scenario names the file.
    pub place: &'s Place,
}

/// A cell by row and column.
pub type Spot = (usize, usize);

impl Where<'_> {
    fn cell(&self, (row, at): Spot) -> &Cell {
        self.sheet.at(row, at).expect("a cell in doubt is there")
    }

    /// `v.csv, column C "Anrufe", row 2`.
    fn called(&self, (row, at): Spot) -> Text {
        if self.sheet.turned {
            let (file, name) = (self.file, self.sheet.cell_name((row, at)));
            return say!("{file}, {name}", "{file} {name}");
        }
        let (file, letter, line, word) = (self.file, column(at), self.sheet.line(row), self.sheet.text(self.head, at));
        if self.sheet.lines.is_empty() {
            say!("{file}, row {line}, column {letter} \"{word}\"", "{file} 第 {line} 行 {letter} 列“{word}”")
        } else {
            say!("{file}, row {line}", "{file} 第 {line} 行")
        }
    }

    fn doubt(&self, spot: Spot, said: &Text, line: Text) -> Diagnostic {
        let Text { en, zh } = self.called(spot);
        let (said_en, said_zh) = (&said.en, &said.zh);
        let why = say!("{en}: {said_en}", "{zh}：{said_zh}");
        let found = Diagnostic::error(Code::DataDoubt, &self.cell(spot).place, why);
        found.also(self.place, say!("read here", "在这里读取")).help(line)
    }

    /// A number.
    pub fn number(&self, doubt: &NumberDoubt, spots: &[Spot]) -> Diagnostic {
        let spot = spots[doubt.at];
        let text = &self.cell(spot).text;
        let line = say!(
            "say what stands before the fraction: decimal = \",\" or decimal = \".\"",
            "请写明小数点用什么：decimal = \",\" 或 decimal = \".\""
        );
        match (doubt.readings, doubt.against.map(|at| spots[at])) {
            (Some((comma, point)), _) => {
                let said = say!(
                    "\"{text}\" could be {comma} or {point}, and no other cell of the column tells which",
                    "\"{text}\" 可能是 {comma}，也可能是 {point}，这一列没有别的单元格能说明"
                );
                self.doubt(spot, &said, line)
            }
            (None, against) => {
                let other = against.map_or("", |spot| self.cell(spot).text.as_str());
                let said = say!(
                    "\"{text}\" has a comma before its fraction, \"{other}\" a point",
                    "\"{text}\" 用逗号作小数点，\"{other}\" 用点"
                );
                let found = self.doubt(spot, &said, line);
                against.map_or(found.clone(), |spot| found.also(&self.cell(spot).place, say!("and here", "还有这里")))
            }
        }
    }

    /// What is in doubt in a column of lengths.
    pub fn lengths(&self, doubt: &Doubtful, spots: &[Spot]) -> Diagnostic {
        match doubt {
            Doubtful::Number(doubt) => self.number(doubt, spots),
            Doubtful::Length(doubt) => self.length(doubt, spots),
        }
    }

    /// A length of time.
    fn length(&self, doubt: &LengthDoubt, spots: &[Spot]) -> Diagnostic {
        let spot = spots[doubt.at];
        let text = &self.cell(spot).text;
        let readings = |at: usize| doubt.units.iter().map(|unit| unit.called()[at]).collect::<Vec<_>>();
        let (en, zh) = (readings(0).join(", or "), readings(1).join("，或"));
        let lines: Vec<String> = doubt.units.iter().map(|unit| format!("unit = \"{}\"", unit.written())).collect();
        let (or_en, or_zh) = (lines.join(" or "), lines.join(" 或 "));
        let said = say!(
            "\"{text}\" could be {en}, and nothing in the column tells which",
            "\"{text}\" 可能是{zh}，这一列里看不出来"
        );
        self.doubt(spot, &said, say!("say which: {or_en}", "请写明：{or_zh}"))
    }

    /// A date or a time. `year`: the one that dates without theirs are most likely of; none: nobody knows.
    pub fn moment(&self, doubt: &MomentDoubt, spots: &[Spot], year: Option<i16>) -> Diagnostic {
        let spot = spots[doubt.at];
        let (said, line) = moment(doubt.asked, &self.cell(spot).text, year);
        let found = self.doubt(spot, &said, line);
        match doubt.asked {
            Asked::Orders { against } | Asked::Zones { against } => {
                found.also(&self.cell(spots[against]).place, say!("and here", "还有这里"))
            }
            _ => found,
        }
    }
}

/// What is in doubt, and the line that settles it.
fn moment(asked: Asked, text: &str, year: Option<i16>) -> (Text, Text) {
    let year = year.map_or_else(|| "…".to_owned(), |year| year.to_string());
    let order = say!(
        "say which number is the day: day_first = true or day_first = false",
        "请写明日和月的先后：day_first = true（日在前）或 day_first = false（月在前）"
    );
    let times = say!("write times of day: 09:30, or 09:30-10:00", "请写时刻：09:30，或 09:30-10:00");
    match asked {
        Asked::Order(day, month) => {
            let (day, month) = (date_text(day), date_text(month));
            let said = say!(
                "\"{text}\" could be {day} or {month}, and no other date tells which",
                "\"{text}\" 可能是 {day}，也可能是 {month}，别的日期也看不出来"
            );
            (said, order)
        }
        Asked::Orders { .. } => {
            (say!("\"{text}\" has its day first, another date its month", "\"{text}\" 日在前，另一个日期月在前"), order)
        }
        Asked::Short => (
            say!("which of the three numbers of \"{text}\" is the year?", "\"{text}\" 的三个数，哪个是年？"),
            say!(
                "write the year with four digits; or, where it stands last: day_first = true or day_first = false",
                "年份请写四位；若年在最后：day_first = true（日在前）或 day_first = false（月在前）"
            ),
        ),
        Asked::Year => (
            say!("\"{text}\" lacks its year", "\"{text}\" 没有年份"),
            say!("say it: year = {year}", "请写明：year = {year}"),
        ),
        Asked::YearAndOrder => (
            say!("\"{text}\" lacks its year, and which number is the day?", "\"{text}\" 没有年份，也看不出哪个数是日"),
            say!(
                "say both: year = {year}, day_first = true; or day_first = false, where the month stands first",
                "请都写明：year = {year}, day_first = true（日在前）；月在前则 day_first = false"
            ),
        ),
        Asked::Zone(_) | Asked::NamedZone | Asked::ZoneBehind | Asked::NoZone | Asked::Zones { .. } => {
            zone(asked, text)
        }
        Asked::Slot(number) => (
            say!(
                "{number} is no hour of the day; is it the number of a half hour?",
                "{number} 不是钟点；是第几个半小时吗？"
            ),
            times,
        ),
        Asked::Numbered(number) => (
            say!(
                "is {number} the hour of the day, or the number of a half hour or the like?",
                "{number} 是钟点，还是第几个半小时（或一刻钟）？"
            ),
            times,
        ),
        Asked::HalfDay => (
            say!(
                "\"{text}\" follows on a later time: is it in the afternoon?",
                "\"{text}\" 排在更晚的钟点之后：是下午吗？"
            ),
            say!(
                "write 13:00, or 1:00 PM; if it is in the night, put the rows of a date in order of time",
                "是下午请写 13:00，或下午 1:00；若是凌晨，请把每天的行按时间先后排好"
            ),
        ),
        Asked::Ends(hour) => ends(hour),
    }
}

/// What is in doubt of the zone.
fn zone(asked: Asked, text: &str) -> (Text, Text) {
    let shop = say!(
        "say how far the shop is from Greenwich, time_zone = \"+08:00\", or that the time is the shop's own: time_zone = \"as written\"",
        "请写店铺所在时区 time_zone = \"+08:00\"；若写的就是店铺当地时间：time_zone = \"as written\""
    );
    let there = distance(text).unwrap_or("…");
    let named = say!(
        "if the times are the shop's own: time_zone = \"as written\"; else say both as distances from Greenwich: time_zone = \"{there} to +08:00\"",
        "若就是店铺当地时间：time_zone = \"as written\"；否则请写出两地与格林尼治的时差：time_zone = \"{there} to +08:00\""
    );
    match asked {
        Asked::Zone(_) => {
            let said = say!(
                "\"{text}\" is the time at Greenwich (UTC): what it is at the shop is not said; in China it is 8 hours later",
                "\"{text}\" 是格林尼治时间（UTC），没有写店铺时间：在中国要晚 8 小时"
            );
            (said, shop)
        }
        Asked::NamedZone => {
            let said = say!(
                "the word over \"{text}\" names a time zone: is it the shop's?",
                "“{text}”上方的列名写了时区：是店铺所在的时区吗？"
            );
            (said, named)
        }
        Asked::ZoneBehind => {
            let said =
                say!("\"{text}\" names a time zone: is it the shop's?", "\"{text}\" 写了时区：是店铺所在的时区吗？");
            (said, named)
        }
        Asked::NoZone => {
            let said = say!(
                "no time zone stands behind \"{text}\", so nothing can be turned into the shop's",
                "\"{text}\" 没有写时区，无法换算成店铺时间"
            );
            let line = say!(
                "if it is the shop's time already: no time_zone; else say both: time_zone = \"UTC to +08:00\"",
                "若本来就是店铺时间，请去掉 time_zone；否则请两个都写：time_zone = \"UTC to +08:00\""
            );
            (said, line)
        }
        _ => (say!("\"{text}\" is not in the same time zone as others", "\"{text}\" 与其他时刻不在同一时区"), shop),
    }
}

/// How far from Greenwich a zone is whose short name is always the same distance; none of names that mean several, such as
/// CST, and of cities, which change with the season.
fn distance(text: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 16] = [
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("CDT", "-05:00"),
        ("MST", "-07:00"),
        ("MDT", "-06:00"),
        ("PST", "-08:00"),
        ("PDT", "-07:00"),
        ("WET", "+00:00"),
        ("CET", "+01:00"),
        ("CEST", "+02:00"),
        ("EET", "+02:00"),
        ("EEST", "+03:00"),
        ("JST", "+09:00"),
        ("KST", "+09:00"),
        ("HKT", "+08:00"),
        ("SGT", "+08:00"),
    ];
    let word = |word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(word));
    KNOWN.into_iter().find(|(name, _)| word(name)).map(|(_, there)| there)
}

/// An hour by number: the one that ends then, or that begins.
fn ends(hour: i64) -> (Text, Text) {
    let (from, until) = (shown((hour - 1) * HOUR), shown(hour * HOUR));
    let next = if hour == 24 {
        say!("the first hour of the next day", "次日的第一个小时")
    } else {
        let after = shown((hour + 1) * HOUR);
        say!("from {until} to {after}", "{until} 到 {after}")
    };
    let (en, zh) = (next.en, next.zh);
    let said = say!(
        "is hour {hour} the one that ends then, from {from} to {until}, or {en}?",
        "第 {hour} 点是到那时为止的一小时（{from} 到 {until}），还是{zh}？"
    );
    let line = say!(
        "hour_ends = true if hours are called by when they end, hour_ends = false if by when they begin",
        "按结束钟点写的：hour_ends = true；按开始钟点写的：hour_ends = false"
    );
    (said, line)
}
