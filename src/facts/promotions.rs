//! The promotion that is described: its days in the time that is simulated, and what it brings.

use super::answers::{Answers, Number, Reply, cell_of};
use super::cell::{Value, without_year};
use super::moments::{DayText, MomentText};
use super::page::Typed;
use super::questions::{both, question};
use crate::diagnostic::{Code, Diagnostics, Text};
use crate::say;
use crate::scenario::text::document::date_text;

/// Days that are simulated at least.
pub const DAYS: i32 = 28;
/// Days at most: a promotion further away is a mistake.
const MOST_DAYS: i32 = 366;
/// Years by which a promotion that was may lie back.
const YEARS: i16 = 2;
/// What is wanted of one.
const WANTED: [&str; 3] = ["promotion_from", "promotion_until", "promotion_times"];

/// A promotion.
#[derive(Clone, Debug)]
pub struct Promotion {
    /// Days since 1970, and minutes.
    pub from: (i32, i32),
    /// Days since 1970, and minutes up to 24 hours; never midnight at the beginning of a day.
    pub until: (i32, i32),
    /// How many times the contacts.
    pub times: Number,
    /// How many times the after-sale contacts, for how many days after it.
    pub after: Option<(Number, i32)>,
    /// Cells of its beginning and end.
    pub cells: [String; 2],
}

/// Days: four weeks, or until everything that a promotion brings is over.
pub fn horizon(start: i32, promotion: Option<&Promotion>) -> i32 {
    let last = promotion.map(|one| one.until.0 + one.after.as_ref().map_or(1, |(_, days)| days + 1));
    last.map_or(DAYS, |last| DAYS.max(last - start + 1))
}

/// The promotion; none where none is described, and a message where half of one is. `notes`: what is read otherwise than it was written.
pub fn promotion(
    answers: &Answers,
    start: Option<i32>,
    notes: &mut Vec<Text>,
    out: &mut Diagnostics,
) -> Option<Promotion> {
    if WANTED.iter().any(|key| answers.is_unread(key)) {
        // What could not be read is not wanting.
        return None;
    }
    let [from, until, times] = WANTED.map(|key| answers.reply(key, 0));
    let told: Vec<&Reply> = [from, until, times].into_iter().flatten().collect();
    if let Some(unknown) = told.iter().find(|reply| reply.value.is_none()) {
        let cell = &unknown.typed.name;
        notes.push(say!("no promotion is simulated: {cell} says \"don't know\"", "大促不模拟：{cell} 写的是“不知道”"));
        return None;
    }
    let (Some(from), Some(until), Some(times)) = (from, until, answers.number("promotion_times", 0)) else {
        return told.first().and_then(|one| out.reject(wanting(answers, &one.typed)));
    };
    let after = answers.number("after_times", 0).map(|times| {
        let days = answers.number("after_days", 0).map_or(14.0, |days| days.value);
        (times, days.round() as i32)
    });
    let mut dates = Dates { answers, start, moved: Vec::new() };
    let (from_day, from_minutes) = dates.moment(from, start, out)?;
    let (until_day, until_minutes) = dates.moment(until, start.or(Some(from_day)), out)?;
    let moved = dates.moved;
    let (from_at, until_at) = ((from_day, from_minutes), before_midnight((until_day, until_minutes)));
    if until_at <= from_at {
        let what = say!("the promotion ends before it begins", "大促的结束早于开始");
        let cell = &from.typed.name;
        let help = say!("write an end behind the beginning in {cell}", "请写晚于开始（{cell}）的时间");
        return out.reject(until.typed.fault(Code::Dates, &what).help(help));
    }
    let cells = [from.typed.name.clone(), until.typed.name.clone()];
    let one = Promotion { from: from_at, until: until_at, times, after, cells };
    if let Some(start) = start.filter(|start| one.from.0 < *start || horizon(*start, Some(&one)) > MOST_DAYS) {
        return out.reject(outside(answers, &from.typed, from_day, start));
    }
    if !moved.is_empty() {
        let (cells, was) = (one.cells.join(" "), moved.join(", "));
        let (first, last) = (date_text(one.from.0), date_text(one.until.0));
        notes.push(say!(
            "the promotion of {was} is simulated on the same days of the time simulated, {first} to {last} ({cells}); other days: write them with their year",
            "大促写的是往年的日期（{was}），按模拟年份的同样日期算：{first} 到 {last}（{cells}）；这次不是这几天的，请写上这次的年月日"
        ));
    }
    Some(one)
}

/// Midnight at the beginning of a day ends the day before.
fn before_midnight((day, minutes): (i32, i32)) -> (i32, i32) {
    if minutes == 0 { (day - 1, 1440) } else { (day, minutes) }
}

/// What is not answered of a promotion, told at a cell that is.
fn wanting(answers: &Answers, at: &Typed) -> crate::diagnostic::Diagnostic {
    let empty = WANTED.iter().filter(|key| answers.reply(key, 0).is_none()).map(|key| both(&question(key).text));
    let (en, zh): (Vec<String>, Vec<String>) = empty.map(|text| (text.en, text.zh)).unzip();
    let (en, zh) = (en.join(" / "), zh.join("、"));
    let what = say!(
        "of a promotion its beginning, its end and how many times the contacts are wanted",
        "大促要填开始、结束和倍数三项"
    );
    let help = say!("not answered: {en}", "还没填：{zh}；不清楚就写“不知道”，就不模拟大促");
    at.fault(Code::Missing, &what).help(help)
}

fn outside(answers: &Answers, typed: &Typed, day: i32, start: i32) -> crate::diagnostic::Diagnostic {
    let (day, first, last) = (date_text(day), date_text(start), date_text(start + MOST_DAYS - 1));
    let cell = cell_of(answers, "start");
    let what =
        say!("the promotion of {day} is not within a year from {first}", "{day} 的大促不在 {first} 起的一年之内");
    let help = say!(
        "write a date from {first} to {last}, or another first day in {cell}",
        "请写 {first} 到 {last} 之间的日期，或把起始日（{cell}）改到大促之前"
    );
    typed.fault(Code::Outside, &what).help(help)
}

/// Dates as days of the time that is simulated.
struct Dates<'a> {
    answers: &'a Answers,
    start: Option<i32>,
    /// Dates of other years that were moved into it.
    moved: Vec<String>,
}

impl Dates<'_> {
    /// The day and minutes of an answer. Without a year the first such day from `from` on; one of a year before that of the first day is
    /// the same day of the time simulated.
    fn moment(&mut self, reply: &Reply, from: Option<i32>, out: &mut Diagnostics) -> Option<(i32, i32)> {
        let Some(Value::Moment(MomentText { day, minutes })) = &reply.value else { return None };
        let Some(number) = day.number(from) else {
            if self.answers.is_unread("start") {
                // Its year follows of the first day, which could not be read.
                return None;
            }
            let cell = cell_of(self.answers, "start");
            return out.reject(without_year(&reply.typed, *day, Some(&cell)));
        };
        let moved = self.of_this_time(*day);
        if moved.is_some() {
            self.moved.push(date_text(number));
        }
        Some((moved.unwrap_or(number), *minutes))
    }

    /// The same day of the time simulated, of a day in a year before.
    fn of_this_time(&self, day: DayText) -> Option<i32> {
        let (start, year) = (self.start?, day.year?);
        let this: i16 = date_text(start).get(..4)?.parse().ok()?;
        if !(1..=YEARS).contains(&(this - year)) {
            return None;
        }
        DayText { year: None, ..day }.number(Some(start))
    }
}
