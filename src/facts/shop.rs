//! The workbook, read: what the shop said, by sheet, with what only all of it together can settle.

use super::answers::{self, Answers, cell_of};
use super::cell::Value;
use super::demand::{Demand, demand};
use super::export::{self, Figures};
use super::page::{Page, unread};
use super::people::{self, People, Staff};
use super::promotions::{DAYS, Promotion, horizon, promotion};
use super::questions::words;
use super::volumes::{self, Volumes};
use crate::diagnostic::{Diagnostics, SourceMap, Text};
use crate::say;
use crate::scenario::text::document::{date_text, day_number};

/// Where nobody says from when on.
const START: (i16, i8, i8) = (2026, 3, 2);

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
    /// What is read otherwise than one might think, or not at all.
    pub notes: Vec<Text>,
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
    /// Whether something on the sheet of volumes could not be read.
    pub volumes_unread: bool,
    /// What is read otherwise than one might think, or not at all.
    pub notes: Vec<Text>,
}

impl Shop {
    /// What the sheets say together; none, and messages, where that makes no sense. `before`: so many mistakes were known before
    /// the sheets were read.
    pub fn of(sheets: Sheets, before: usize, out: &mut Diagnostics) -> Option<Self> {
        let Sheets { answers, mut people, volumes, export, volumes_unread, mut notes } = sheets;
        let start = match answers.reply("start", 0).map(|reply| &reply.value) {
            Some(Some(Value::Day(day))) => Some(*day),
            _ => None,
        };
        let default = day_number(START.0, START.1, START.2).expect("a date");
        let promotion = promotion(&answers, start, &mut notes, out);
        let begins = promotion.as_ref().map(|one| one.from.0 - (one.from.0 + 3).rem_euclid(7) - 7);
        let begin = start.or(begins).unwrap_or(default);
        let days = horizon(begin, promotion.as_ref());
        if days > DAYS {
            let (first, last, cell) = (date_text(begin), date_text(begin + days - 1), cell_of(&answers, "start"));
            notes.push(say!(
                "{days} days are simulated, {first} to {last}, so that the promotion and what it leaves behind are among them; fewer: a later first day in {cell}",
                "共模拟 {days} 天（{first} 到 {last}），好把大促和大促之后都包括进去；想少模拟几天，把起始日（{cell}）改晚些"
            ));
        }
        // A number that could not be read is not one that is wanting.
        let unread = volumes_unread || ["contacts", "share", "counted"].iter().any(|key| answers.is_unread(key));
        let demand = if unread { None } else { demand(&answers, volumes.as_ref(), &mut people.taken, out) }?;
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
            notes,
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
    let known = out.reported();
    let volumes = volumes.and_then(|page| volumes::read(&page, &answers, out));
    let volumes_unread = out.reported() > known;
    let mut notes = answers.notes.clone();
    let export = Page::open(bytes, path, words::EXPORT, files).ok().map(|page| export::read(&page, &mut notes, out));
    let sheets = Sheets { answers, people, volumes, export: export.unwrap_or_default(), volumes_unread, notes };
    Shop::of(sheets, before, out)
}
