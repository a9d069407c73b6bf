//! The workbook, read: what the shop said, by sheet, with what only all of it together can settle.

use super::answers::{self, Answers, Number};
use super::cell::{Value, without_year};
use super::export::{self, Figures};
use super::page::{Page, unread};
use super::people::{self, People, Staff};
use super::questions::words;
use super::volumes::{self, Volumes};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceMap};
use crate::say;
use crate::scenario::text::document::{date_text, day_number};

/// Where nobody says from when on.
const START: (i16, i8, i8) = (2026, 3, 2);
/// Days that are simulated at least.
const DAYS: i32 = 28;
/// Days at most: a promotion further away is a mistake.
const MOST_DAYS: i32 = 366;

/// All that a shop said.
pub struct Shop {
    /// The sheet of questions.
    pub answers: Answers,
    /// The sheet of people.
    pub people: People,
    /// The sheet of volumes, where anything stands in it.
    pub volumes: Option<Volumes>,
    /// The sheet for an export.
    pub export: Figures,
    /// The first day, in days since 1970.
    pub start: i32,
    /// Whether it was given.
    pub start_given: bool,
    /// How many days.
    pub days: i32,
    /// A promotion, where one is described whole.
    pub promotion: Option<Promotion>,
    /// All contacts a day as the sheet says, and their shares by kind.
    pub demand: Demand,
}

/// The sheets of the workbook, each read by itself.
#[derive(Debug, Default)]
pub struct Sheets {
    /// The sheet of questions.
    pub answers: Answers,
    /// The sheet of people.
    pub people: People,
    /// The sheet of volumes, where anything stands in it.
    pub volumes: Option<Volumes>,
    /// The sheet for an export.
    pub export: Figures,
}

/// A promotion.
#[derive(Clone, Debug)]
pub struct Promotion {
    /// Days since 1970, and minutes.
    pub from: (i32, i32),
    /// Days since 1970, and minutes up to 24 hours.
    pub until: (i32, i32),
    /// How many times the contacts.
    pub times: Number,
    /// How many times the after-sale contacts, for how many days after it.
    pub after: Option<(Number, i32)>,
    /// Cells of its beginning and end.
    pub cells: [String; 2],
}

/// How many come.
#[derive(Clone, Debug, Default)]
pub struct Demand {
    /// Contacts a day, all kinds together, as counted.
    pub per_day: f64,
    /// Where that stands.
    pub cell: String,
    /// By kind, as in [`Answers::kinds`]; they sum to 1.
    pub shares: Vec<f64>,
    /// Where they stand.
    pub cells: Vec<String>,
    /// The sum of what kinds say as numbers a day, beside the number for all.
    pub by_kind: Option<f64>,
}

impl Shop {
    /// What the sheets say together; none, and messages, where that makes no sense. `before`: so many mistakes were known before
    /// the sheets were read.
    pub fn of(sheets: Sheets, before: usize, out: &mut Diagnostics) -> Option<Self> {
        let Sheets { answers, people, volumes, export } = sheets;
        let start = match answers.reply("start", 0).map(|reply| &reply.value) {
            Some(Some(Value::Day(day))) => Some(*day),
            _ => None,
        };
        let default = day_number(START.0, START.1, START.2).expect("a date");
        let promotion = promotion(&answers, start, before, out);
        let begins = promotion.as_ref().map(|one| one.from.0 - (one.from.0 + 3).rem_euclid(7) - 7);
        let begin = start.or(begins).unwrap_or(default);
        let days = horizon(begin, promotion.as_ref());
        if let Some(one) = promotion.as_ref().filter(|one| days > MOST_DAYS || one.from.0 < begin) {
            let (from, start) = (date_text(one.from.0), date_text(begin));
            let cell = &one.cells[0];
            let what = say!(
                "{cell}: the promotion of {from} is not within a year from {start}",
                "{cell}：{from} 的大促不在 {start} 起的一年之内"
            );
            out.push(Diagnostic::error_at_large(Code::Outside, what));
        }
        if out.reported() > before && !answers.kinds.is_empty() {
            // A number that could not be read is not one that is wanting.
            return None;
        }
        let demand = demand(&answers, volumes.as_ref(), out)?;
        let start_given = start.is_some();
        (out.reported() == before).then_some(Self {
            answers,
            people,
            volumes,
            export,
            start: begin,
            start_given,
            days,
            promotion,
            demand,
        })
    }

    /// Whether two organisations are described.
    pub fn has_idea(&self) -> bool {
        self.people.teams.iter().any(|team| team.idea.is_some()) || self.has_idea_of_bot()
    }

    /// Whether the bot is to do more or less.
    pub fn has_idea_of_bot(&self) -> bool {
        self.answers.kinds.iter().any(|kind| self.answers.number("idea_bot", kind.slot).is_some())
    }

    /// Whether the idea has people of its own.
    pub fn has_idea_of_people(&self) -> bool {
        self.people.teams.iter().any(|team| team.idea.is_some())
    }

    /// Teams as they are.
    pub fn now(&self) -> impl Iterator<Item = (&people::Team, &Staff)> {
        self.people.teams.iter().filter_map(|team| Some((team, team.now.as_ref()?)))
    }
}

/// Reads the workbook; none, and messages, where it cannot be read whole.
pub fn read(bytes: &[u8], path: &str, files: &mut SourceMap, out: &mut Diagnostics) -> Option<Shop> {
    let before = out.reported();
    if !bytes.starts_with(b"PK\x03\x04") {
        unread(say!("{path} is no workbook (.xlsx)", "{path} 不是工作簿（.xlsx）"), out);
        return None;
    }
    let page = match Page::open(bytes, path, words::QUESTIONS, files) {
        Ok(page) => page,
        Err(why) => {
            unread(why, out);
            return None;
        }
    };
    let answers = answers::read(&page, out);
    let people = match Page::open(bytes, path, words::PEOPLE, files) {
        Ok(page) => people::read(&page, &answers, out),
        Err(why) => {
            unread(why, out);
            People::default()
        }
    };
    // These two may have been taken out.
    let volumes = Page::open(bytes, path, words::VOLUMES, files).ok();
    let volumes = volumes.and_then(|page| volumes::read(&page, &answers, out));
    let export = Page::open(bytes, path, words::EXPORT, files).ok().map(|page| export::read(&page, out));
    let sheets = Sheets { answers, people, volumes, export: export.unwrap_or_default() };
    Shop::of(sheets, before, out)
}

/// Four weeks, or until everything that a promotion brings is over.
fn horizon(start: i32, promotion: Option<&Promotion>) -> i32 {
    let last = promotion.map(|one| one.until.0 + one.after.as_ref().map_or(1, |(_, days)| days + 1));
    last.map_or(DAYS, |last| DAYS.max(last - start + 1))
}

/// The promotion; none where none is described, and a message where half of one is.
fn promotion(answers: &Answers, start: Option<i32>, before: usize, out: &mut Diagnostics) -> Option<Promotion> {
    let moment = |key: &str| match answers.reply(key, 0) {
        Some(reply) => match &reply.value {
            Some(Value::Moment(moment)) => Some((*moment, reply.typed.clone())),
            _ => None,
        },
        None => None,
    };
    let (from, until, times) =
        (moment("promotion_from"), moment("promotion_until"), answers.number("promotion_times", 0));
    let (Some((from, from_cell)), Some((until, until_cell)), Some(times)) = (&from, &until, times.clone()) else {
        if out.reported() > before {
            // What could not be read is not wanting.
            return None;
        }
        let begun = [from.as_ref().map(|(_, typed)| typed), until.as_ref().map(|(_, typed)| typed)];
        if let Some(typed) = begun.into_iter().flatten().next() {
            let what = say!(
                "of a promotion its beginning, its end and how many times the contacts are wanted",
                "大促要填开始、结束和倍数三项"
            );
            out.push(typed.fault(Code::Missing, &what));
        } else if let Some(times) = times {
            let cell = times.cell;
            let what =
                say!("{cell}: of a promotion its beginning and end are wanted too", "{cell}：大促还要填开始和结束时间");
            out.push(Diagnostic::error_at_large(Code::Missing, what));
        }
        return None;
    };
    let Some(first) = from.day.number(start) else { return out.reject(without_year(from_cell, from.day)) };
    let Some(last) = until.day.number(start.or(Some(first))) else {
        return out.reject(without_year(until_cell, until.day));
    };
    let (from, until) = ((first, from.minutes), (last, until.minutes));
    if until <= from {
        let what = say!("the promotion ends before it begins", "大促的结束早于开始");
        return out.reject(until_cell.fault(Code::Dates, &what));
    }
    let after = answers.number("after_times", 0).map(|times| {
        let days = answers.number("after_days", 0).map_or(14.0, |days| days.value);
        (times, days.round() as i32)
    });
    Some(Promotion { from, until, times, after, cells: [from_cell.name.clone(), until_cell.name.clone()] })
}

/// How many come, out of what was answered and counted.
fn demand(answers: &Answers, volumes: Option<&Volumes>, out: &mut Diagnostics) -> Option<Demand> {
    if answers.kinds.is_empty() {
        return None;
    }
    if let (Some("messages"), Some(reply)) = (answers.word("counted", 0), answers.reply("counted", 0)) {
        let what = say!("a number of messages does not say how many customers come", "消息条数看不出来了多少客户");
        let help =
            say!("give the number of people or sessions, or \"don't know\"", "请填人数或会话数，没有就写“不知道”");
        out.push(reply.typed.fault(Code::Unit, &what).help(help));
    }
    let parts: Vec<Option<Number>> = answers.kinds.iter().map(|kind| answers.number("share", kind.slot)).collect();
    let counted: Vec<Option<f64>> = (0..answers.kinds.len())
        .map(|kind| volumes.and_then(|volumes| Some(volumes.kinds[kind].as_ref()?.per_day)))
        .collect();
    let of_sheet = volumes.map(|volumes| volumes.cells.clone()).unwrap_or_default();
    let told = answers.number("contacts", 0);
    // Numbers a day by kind: as answered, else as counted by date.
    let numbers: Vec<Option<f64>> = parts
        .iter()
        .zip(&counted)
        .map(|(part, counted)| match part {
            Some(part) if part.value > 1.0 => Some(part.value),
            Some(part) => told.as_ref().map(|told| told.value * part.value),
            None => *counted,
        })
        .collect();
    let cells =
        parts.iter().map(|part| part.as_ref().map_or_else(|| of_sheet.clone(), |part| part.cell.clone())).collect();
    let known: Vec<f64> = numbers.iter().copied().flatten().collect();
    let sum: f64 = known.iter().sum();
    let shares_only = parts.iter().all(|part| part.as_ref().is_some_and(|part| part.value <= 1.0));
    let unanswered = |out: &mut Diagnostics| {
        let what = say!(
            "how many contacts come is neither answered nor counted on the sheet of volumes",
            "“问题”页没有填每天多少咨询，“咨询量”页也没有数据"
        );
        let help = say!("fill in the number a day of all or of each kind", "请填每天的总量，或每种类型的数量");
        out.reject(Diagnostic::error_at_large(Code::Volume, what).help(help))
    };
    if shares_only {
        return of_shares(&parts, told.or_else(|| all_counted(&counted, &of_sheet)), out).or_else(|| unanswered(out));
    }
    if known.len() < answers.kinds.len() || sum <= 0.0 {
        return unanswered(out);
    }
    let (per_day, cell) = told.map_or((sum, String::new()), |told| (told.value, told.cell));
    Some(Demand { per_day, cell, shares: known.iter().map(|one| one / sum).collect(), cells, by_kind: Some(sum) })
}

/// The number of all kinds on the sheet of volumes.
fn all_counted(counted: &[Option<f64>], cells: &str) -> Option<Number> {
    let all: Option<Vec<f64>> = counted.iter().copied().collect();
    Some(Number { value: all?.iter().sum(), cell: cells.to_owned() })
}

/// Shares by kind of a number for all.
fn of_shares(parts: &[Option<Number>], told: Option<Number>, out: &mut Diagnostics) -> Option<Demand> {
    let told = told?;
    let parts: Vec<&Number> = parts.iter().flatten().collect();
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let cells: Vec<String> = parts.iter().map(|part| part.cell.clone()).collect();
    if (sum - 1.0).abs() > 0.006 {
        let (all, cells) = (super::readings::shown(sum * 100.0), cells.join(" "));
        let what = say!(
            "{cells}: the shares of the kinds are {all} % together, not 100 %",
            "{cells}：各类型占比合计 {all}%，不是 100%"
        );
        out.push(Diagnostic::error_at_large(Code::Share, what));
    }
    let shares = parts.iter().map(|part| part.value / sum).collect();
    Some(Demand { per_day: told.value, cell: told.cell, shares, cells, by_kind: None })
}
