//! The sheet of questions, read: which columns the shop has, and what it answered.

use super::cell::{self, Value};
use super::page::{Page, Typed};
use super::questions::{Known, Of, Question, all, both, of, questions, words};
use super::readings::plain;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A kind of contact or of ticket that the shop has.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its key in the scenario.
    pub key: String,
    /// Its name, as the column is called.
    pub name: Text,
    /// Words by which it is known elsewhere.
    pub words: &'static [String],
    /// Its place among the columns.
    pub slot: usize,
}

/// An answer and its cell.
#[derive(Clone, Debug)]
pub struct Reply {
    /// What it says; `None`: nobody knows.
    pub value: Option<Value>,
    /// The cell.
    pub typed: Typed,
}

/// A number that was answered.
#[derive(Clone, Debug)]
pub struct Number {
    /// Seconds, a fraction, a number.
    pub value: f64,
    /// `问题!D7`.
    pub cell: String,
}

/// All answers.
#[derive(Debug, Default)]
pub struct Answers {
    /// Kinds of contact.
    pub kinds: Vec<Kind>,
    /// Kinds of ticket.
    pub tickets: Vec<Kind>,
    /// What of the sheet was not read.
    pub notes: Vec<Text>,
    replies: BTreeMap<(&'static str, usize), Reply>,
    /// Questions with an answer that could not be read.
    unread: BTreeSet<&'static str>,
}

impl Answers {
    /// These kinds of contact and of ticket, and no answers.
    pub fn of_kinds(kinds: Vec<Kind>, tickets: Vec<Kind>) -> Self {
        Self { kinds, tickets, ..Self::default() }
    }

    /// Takes the answer to a question of a slot.
    pub fn put(&mut self, question: &'static Question, slot: usize, reply: Reply) {
        self.replies.insert((&question.key, slot), reply);
    }

    /// Whether an answer to a question is there that could not be read, or is wanting though it must not.
    pub fn is_unread(&self, key: &str) -> bool {
        self.unread.contains(key)
    }

    /// The answer to a question, of the shop (slot 0) or of the kind in a slot.
    pub fn reply(&self, key: &str, slot: usize) -> Option<&Reply> {
        self.replies.get(&(super::questions::question(key).key.as_str(), slot))
    }

    /// The same, where it is a number.
    pub fn number(&self, key: &str, slot: usize) -> Option<Number> {
        let reply = self.reply(key, slot)?;
        match reply.value {
            Some(Value::Number(value)) => Some(Number { value, cell: reply.typed.name.clone() }),
            _ => None,
        }
    }

    /// The keys of the choices taken.
    pub fn keys(&self, key: &str, slot: usize) -> &[&'static str] {
        match self.reply(key, slot).map(|reply| &reply.value) {
            Some(Some(Value::Keys(keys))) => keys,
            _ => &[],
        }
    }

    /// The key of the one choice taken.
    pub fn word(&self, key: &str, slot: usize) -> Option<&'static str> {
        self.keys(key, slot).first().copied()
    }

    /// Every answer in the order of questions.
    pub fn told(&self, of: Of, slot: usize) -> impl Iterator<Item = (&'static Question, &Reply)> {
        questions()
            .filter(move |one| one.of == of)
            .filter_map(move |one| Some((one, self.replies.get(&(&*one.key, slot))?)))
    }

    /// How many answers there are, and how many of them say that nobody knows.
    pub fn count(&self) -> (usize, usize) {
        (self.replies.len(), self.replies.values().filter(|reply| reply.value.is_none()).count())
    }
}

/// The cell of an answer of the shop; where none was found, the number of its question.
pub fn cell_of(answers: &Answers, key: &str) -> String {
    answers.reply(key, 0).map_or_else(
        || format!("Q{}", 1 + questions().position(|one| one.key == key).unwrap_or_default()),
        |reply| reply.typed.name.clone(),
    )
}

/// A row of the sheet with its question.
struct Row {
    question: &'static Question,
    /// Its place.
    at: usize,
    /// Columns of answers.
    answers: Range<usize>,
}

/// Reads the sheet; mistakes stand in `out`.
pub fn read(page: &Page, out: &mut Diagnostics) -> Answers {
    let rows = rows(page, out);
    let notes = passed_over(page, &rows);
    let mut reader = Reader { page, answers: Answers { notes, ..Answers::default() }, out };
    let columns = |of: Of| rows.iter().filter(move |row| row.question.of == of);
    reader.answers.kinds = reader.columns(&columns(Of::Kind).collect::<Vec<_>>(), &all().kind);
    reader.answers.tickets = reader.columns(&columns(Of::Ticket).collect::<Vec<_>>(), &all().ticket);
    if reader.answers.kinds.is_empty() && columns(Of::Kind).next().is_some() {
        let what = say!("no kind of contact is filled in", "还没有填任何一种咨询类型");
        let help = say!("fill in one column at least, beginning with its share", "请至少填一列，先填占比");
        reader.out.push(Diagnostic::error_at_large(Code::Missing, what).help(help));
    }
    for row in &rows {
        reader.row(row);
    }
    reader.answers
}

/// Finds the questions; what is wanted and not there is reported.
fn rows(page: &Page, out: &mut Diagnostics) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    let mut answers = 3..7;
    for row in 0..page.rows() {
        if page.says(row, 0, &words::NUMBER) {
            let at = |wanted: &[&str]| (1..page.columns(row)).find(|at| page.says(row, *at, wanted));
            answers = at(&words::UNIT).map_or(3, |at| at + 1)..at(&words::EXAMPLE).unwrap_or(7);
        } else if let Some(question) = question_of(page, row) {
            let known: BTreeSet<&str> = found.iter().map(|row| row.question.key.as_str()).collect();
            if !known.contains(question.key.as_str()) {
                found.push(Row { question, at: row, answers: answers.clone() });
            }
        }
    }
    for question in questions().filter(|one| one.required && found.iter().all(|row| row.question.key != one.key)) {
        let Text { en, zh } = both(&question.text);
        let what = say!("the question \"{en}\" stands nowhere on the sheet", "表里找不到问题“{zh}”");
        let help = say!(
            "copy its row from a new workbook: `peakstaff facts new`",
            "请从新工作簿里把这一行复制过来：`peakstaff facts new`"
        );
        out.push(Diagnostic::error_at_large(Code::Missing, what).help(help));
    }
    found
}

/// Rows with something in the cells of answers that are no question, or one that was read before.
fn passed_over(page: &Page, rows: &[Row]) -> Vec<Text> {
    let Some(first) = rows.first().map(|row| row.at) else { return Vec::new() };
    let known: BTreeSet<usize> = rows.iter().map(|row| row.at).collect();
    let is_heading = |row: usize| page.says(row, 0, &words::NUMBER);
    let answers = |row: usize| rows.iter().rfind(|one| one.at < row).map_or(3..7, |one| one.answers.clone());
    let others = (first..page.rows()).filter(|row| !known.contains(row) && !is_heading(*row));
    let told = others.filter_map(|row| {
        let typed = answers(row).find_map(|at| page.typed(row, at))?;
        let cell = typed.name;
        Some(match question_of(page, row) {
            Some(question) => {
                let number = 1 + questions().position(|one| one.key == question.key)?;
                say!("{cell}: not read, Q{number} stands in a row above", "{cell}：没有读，上面已有 Q{number}")
            }
            None => {
                say!("{cell}: not read, the row is no question of the workbook", "{cell}：没有读，这一行不是表里的问题")
            }
        })
    });
    told.collect()
}

/// The question of a row: by its number, or where that is gone by its text.
fn question_of(page: &Page, row: usize) -> Option<&'static Question> {
    let number = plain(page.text(row, 0)).strip_prefix('q').and_then(|number| number.parse::<usize>().ok());
    let numbered = number.and_then(|number| questions().nth(number.checked_sub(1)?));
    let by_text = || {
        let is = |one: &&Question| (0..3).any(|at| page.says(row, at, &[&one.text[0], &one.text[1]]));
        questions().find(is)
    };
    numbered.or_else(by_text)
}

/// What stands in a cell.
enum Found {
    /// This.
    Cell(Typed),
    /// Nothing.
    Nothing,
    /// What means several things: reported.
    Mistake,
}

struct Reader<'a> {
    page: &'a Page,
    answers: Answers,
    out: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// The columns in which something stands.
    fn columns(&self, rows: &[&Row], known: &'static [Known]) -> Vec<Kind> {
        let Some(first) = rows.first() else { return Vec::new() };
        // The heading of its section stands above it.
        let heading = (0..first.at).rev().find(|row| self.page.says(*row, 0, &words::NUMBER));
        let mut kinds: Vec<Kind> = Vec::new();
        for slot in 0..first.answers.len() {
            let filled = |row: &&&Row| !self.page.text(row.at, row.answers.start + slot).is_empty();
            if rows.iter().find(filled).is_none() {
                continue;
            }
            let called = heading.map_or("", |row| self.page.text(row, first.answers.start + slot));
            let mut kind = kind_of(called, slot, known);
            let twin = kinds
                .iter()
                .filter(|other| other.key.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_') == kind.key)
                .count();
            if twin > 0 {
                kind.key = format!("{}_{}", kind.key, twin + 1);
            }
            kinds.push(kind);
        }
        kinds
    }

    fn row(&mut self, row: &Row) {
        let slots: Vec<usize> = match row.question.of {
            Of::Shop => vec![0],
            Of::Kind => self.answers.kinds.iter().map(|kind| kind.slot).collect(),
            Of::Ticket => self.answers.tickets.iter().map(|kind| kind.slot).collect(),
        };
        let mut before: Option<Reply> = None;
        let mut unread = false;
        for slot in slots {
            if unread && self.page.typed(row.at, row.answers.start + slot).is_some_and(|typed| is_same(&typed.text)) {
                // The cell that it is the same as was told of.
                continue;
            }
            let known = self.out.reported();
            let reply = self.reply(row, slot, before.as_ref());
            unread = reply.is_none() && self.out.reported() > known;
            if unread {
                self.answers.unread.insert(&row.question.key);
            }
            if let Some(reply) = &reply {
                self.answers.put(row.question, slot, reply.clone());
            }
            before = reply;
        }
    }

    fn reply(&mut self, row: &Row, slot: usize, before: Option<&Reply>) -> Option<Reply> {
        let at = row.answers.start + slot;
        let found = self.typed(row, at);
        let Found::Cell(typed) = found else {
            if row.question.required && matches!(found, Found::Nothing) {
                let Text { en, zh } = both(&row.question.text);
                let what = say!("not answered: {en}", "还没填：{zh}");
                let help = say!("write an answer, or \"don't know\"", "请填写，不清楚就写“不知道”");
                self.out.push(self.page.empty(row.at, at).fault(Code::Missing, &what).help(help));
            }
            return None;
        };
        if let (Some(before), true) = (before, is_same(&typed.text)) {
            return Some(Reply { value: before.value.clone(), typed });
        }
        if typed.is_unknown() {
            return Some(Reply { value: None, typed });
        }
        if is_same(&typed.text) && row.question.of != Of::Shop {
            let text = &typed.text;
            let what =
                say!("\"{text}\", and nothing is answered to the left of it", "“{text}”：左边没有可以照抄的回答");
            let (en, zh) = (&row.question.example[0], &row.question.example[1]);
            let help = say!("write for instance \"{en}\", or \"don't know\"", "请写成例如“{zh}”，不清楚就写“不知道”");
            self.out.push(typed.fault(Code::DataNumber, &what).help(help));
            return None;
        }
        let value = cell::read(row.question, &typed, self.out)?;
        Some(Reply { value: Some(value), typed })
    }

    /// What stands in a cell, or in the merged ones that it belongs to.
    fn typed(&mut self, row: &Row, at: usize) -> Found {
        if let Some(typed) = self.page.typed(row.at, at) {
            return Found::Cell(typed);
        }
        let Some((first_row, first)) = self.page.merged_into(row.at, at) else { return Found::Nothing };
        let Some(typed) = self.page.typed(first_row, first) else { return Found::Nothing };
        if first_row == row.at && !row.answers.contains(&first) {
            return Found::Nothing;
        }
        let text = &typed.text;
        if first_row != row.at {
            let what = say!("\"{text}\" is merged over several questions", "“{text}”所在的合并单元格跨了几个问题");
            let help = say!("unmerge the cells and answer each question", "请取消合并，逐个问题填写");
            self.out.push(typed.fault(Code::DataDoubt, &what).help(help));
            return Found::Mistake;
        }
        if row.question.form.adds_up() && !typed.is_unknown() {
            let what = say!(
                "\"{text}\" is merged over several columns: {text} in each, or {text} in all?",
                "“{text}”所在的合并单元格跨了几列：是每列各 {text}，还是合计 {text}？"
            );
            let help = say!("unmerge the cells and write a number in each", "请取消合并，每列各填一个数");
            self.out.push(typed.fault(Code::DataDoubt, &what).help(help));
            return Found::Mistake;
        }
        Found::Cell(typed)
    }
}

/// Whether a cell says the same as that to its left.
pub fn is_same(text: &str) -> bool {
    ["同左", "〃", "same", "same as left"].contains(&&*plain(text))
}

/// The kind that a column is for: by its name, one that is known; else one of its own.
pub fn kind_of(called: &str, slot: usize, known: &'static [Known]) -> Kind {
    let text = plain(called);
    let fits = |one: &&Known| {
        one.name.iter().any(|name| plain(name) == text) || one.words.iter().any(|word| text.contains(word.as_str()))
    };
    let found = known.iter().find(fits);
    let by_place = || known.get(slot).filter(|_| text.is_empty());
    let as_it_came = |one: &Known| text.is_empty() || one.name.iter().any(|name| plain(name) == text);
    if let Some(one) = found.or_else(by_place) {
        let name = if as_it_came(one) { both(&one.name) } else { say!("{called}", "{called}") };
        return Kind { key: one.key.clone(), name, words: &one.words, slot };
    }
    let number = slot + 1;
    Kind { key: format!("kind_{number}"), name: say!("{called}", "{called}"), words: &[], slot }
}

/// Names of kinds in one language, for a message.
pub fn names(kinds: &[Kind], chinese: bool) -> String {
    let all: Vec<&str> = kinds.iter().map(|kind| kind.name.get(chinese)).collect();
    all.join(of(&[", ".to_owned(), "、".to_owned()], chinese))
}
