//! The same questions one after another, for who answers at a terminal: what is asked next, what an answer says, and the workbook
//! that holds all of them.

use super::answers::{self, Answers, Kind};
use super::blank::{Given, filled};
use super::cell::{self, Value, without_year};
use super::demand::ROUNDING;
use super::moments::MomentText;
use super::page::Typed;
use super::people;
use super::questions::{Form, Known, Of, Question, Section, Table, all, of, questions};
use super::readings::{is_none, is_unknown, plain, shown, time_text};
use crate::diagnostic::{ByteSpan, Diagnostic, Diagnostics, Place, SourceId, Text};
use crate::say;
use crate::scenario::text::sheet::CellKind;
use std::collections::VecDeque;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// A question of the shop, or of the kind in a slot; `skips`: without an answer the rest of its section is not asked.
    Question { number: usize, slot: usize, skips: bool },
    /// Which kinds of contact or of ticket there are.
    Kinds(Of),
    /// A cell of a row of a table on the sheet of people; column 0 is its name.
    Row { table: usize, row: usize, column: usize },
}

/// An interview under way.
#[derive(Clone, Debug)]
pub struct Interview {
    chinese: bool,
    given: Given,
    steps: VecDeque<Step>,
    /// As it was before each answer, the last one at the end.
    past: Vec<(Given, VecDeque<Step>)>,
    /// How the last answer was read, where it was written otherwise.
    heard: Option<Text>,
}

impl Interview {
    /// Nothing answered yet. `chinese`: the language of the questions.
    pub fn new(chinese: bool) -> Self {
        let mut one = Self { chinese, given: Given::default(), steps: VecDeque::new(), past: Vec::new(), heard: None };
        for section in &all().section {
            let first = section.question.first().map_or(Of::Shop, |question| question.of);
            // The idea comes last, behind who is there now.
            let of_idea = section.question.iter().any(|question| question.key.starts_with("idea"));
            match first {
                _ if of_idea => (),
                Of::Shop => one.section(&section.question),
                of => one.steps.push_back(Step::Kinds(of)),
            }
        }
        one.steps.extend((0..all().table.len()).map(|table| Step::Row { table, row: 0, column: 0 }));
        for section in &all().section {
            if section.question.iter().any(|question| question.key.starts_with("idea") && question.of == Of::Shop) {
                one.section(&section.question);
            }
        }
        one.steps.push_back(Step::Kinds(Of::Shop));
        one
    }

    /// Questions of the whole shop; where none of them is required, the first decides whether the others are asked.
    fn section(&mut self, all: &'static [Question]) {
        let optional = all.iter().all(|question| !question.required);
        for (n, question) in all.iter().enumerate() {
            self.steps.push_back(Step::Question { number: number(question), slot: 0, skips: optional && n == 0 });
        }
    }

    /// What to put before who answers; `None`: all is asked.
    pub fn ask(&self) -> Option<String> {
        let wrapped =
            |text: &str, more: &str| if more.is_empty() { text.to_owned() } else { format!("{text}\n   {more}") };
        Some(match self.steps.front()? {
            Step::Question { number, slot, .. } => {
                let question = question(*number);
                let whom = match question.of {
                    Of::Shop => String::new(),
                    _ => format!("{}{}", self.names(question.of)[*slot], self.say(": ", "：")),
                };
                let title = self.title(question).filter(|_| *slot == 0).unwrap_or_default();
                let text = format!("{title}Q{number} {whom}{}", of(&question.text, self.chinese));
                wrapped(&text, &self.hint(question, *slot))
            }
            Step::Kinds(of) => self.which_kinds(*of),
            Step::Row { table, row, column } => self.cell_of_row(*table, *row, *column),
        })
    }

    /// The heading of the section of the shop that a question begins, on a line of its own.
    fn title(&self, question: &Question) -> Option<String> {
        let begins = |section: &&Section| section.question.first().is_some_and(|first| first.key == question.key);
        let section = all().section.iter().filter(|_| question.of == Of::Shop).find(begins)?;
        Some(format!("-- {} --\n", of(&section.title, self.chinese)))
    }

    /// What to write: the unit, the choices or an example, and what an empty line means.
    fn hint(&self, question: &Question, slot: usize) -> String {
        let choices: Vec<&str> = question.choices.iter().map(|one| of(&one.words, self.chinese)).collect();
        let example = of(&question.example, self.chinese);
        let what = match choices.len() {
            0 => self.say(format!("such as {example}"), format!("例如 {example}")),
            _ => choices.join(" / "),
        };
        let unit = of(&question.unit, self.chinese);
        let same =
            if slot > 0 { self.say("; same: as before", "；同左：与上一类相同") } else { String::new() };
        let empty = if question.required {
            self.say("; don't know", "；不知道")
        } else if slot == 0 && question.of != Of::Shop && self.names(question.of).len() > 1 {
            self.say("; Enter: leave it for every kind, -: for this one", "；回车：各类都不填，-：只这一类不填")
        } else {
            self.say("; Enter: leave it", "；回车：不填")
        };
        let said = [unit.to_owned(), what].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        format!("{}{same}{empty}", said.join(&self.say("; ", "；")))
    }

    fn which_kinds(&self, of_: Of) -> String {
        let usual = |known: &[Known]| {
            let names: Vec<&str> = known.iter().map(|one| of(&one.name, self.chinese)).collect();
            names.join(&self.say(", ", "、"))
        };
        match of_ {
            Of::Kind => {
                let names = usual(&all().kind);
                self.say(
                    format!("Which kinds of contact are there? Up to four, with commas; Enter: {names}"),
                    format!("有哪几类咨询？最多四类，用顿号隔开；回车：{names}"),
                )
            }
            Of::Ticket => {
                let names = usual(&all().ticket);
                self.say(
                    format!("Which kinds of ticket are there, such as {names}? Enter: none"),
                    format!("有哪几类工单？例如：{names}；回车：没有"),
                )
            }
            Of::Shop => self.say(
                "Shall the bot of the idea do more or less? yes; Enter: no",
                "想法里机器人接的多少要变吗？要；回车：不变",
            ),
        }
    }

    fn cell_of_row(&self, table: usize, row: usize, column: usize) -> String {
        let table = &all().table[table];
        let (head, example) = (of(&table.head, self.chinese), of(&table.example[column], self.chinese));
        let n = row + 1;
        if column == 0 {
            let enough = if row == 0 { String::new() } else { self.say("; Enter: no more", "；回车：没有了") };
            return self.say(
                format!("{head} {n}, its name\n   such as {example}{enough}"),
                format!("{head} {n} 的名称\n   例如 {example}{enough}"),
            );
        }
        let words = of(&table.columns[column - 1].words, self.chinese);
        let name = self.given.row(table.key.as_str(), row).first().cloned().unwrap_or_default();
        self.say(
            format!("{name}: {words}\n   such as {example}; Enter: leave it"),
            format!("{name}：{words}\n   例如 {example}；回车：不填"),
        )
    }

    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        if self.chinese { zh.into() } else { en.into() }
    }

    fn names(&self, of: Of) -> &[String] {
        if of == Of::Ticket { &self.given.tickets } else { &self.given.kinds }
    }

    /// Takes an answer; else why it is none, and what would do: the same is asked again. "back" goes to the question before.
    pub fn answer(&mut self, text: &str) -> Result<(), Vec<Text>> {
        let text = text.trim();
        let Some(step) = self.steps.front().cloned() else { return Ok(()) };
        if ["back", "go back", "<", "返回", "上一题"].contains(&text.to_lowercase().as_str()) {
            let Some((given, steps)) = self.past.pop() else {
                return Err(vec![say!("this is the first question", "这是第一题")]);
            };
            (self.given, self.steps) = (given, steps);
            return Ok(());
        }
        self.heard = None;
        let before = (self.given.clone(), self.steps.clone());
        match step {
            Step::Question { number, slot, skips } => self.answered(number, slot, skips, text),
            Step::Kinds(of) => self.kinds(of, text),
            Step::Row { table, row, column } => self.of_row(table, row, column, text),
        }?;
        self.past.push(before);
        Ok(())
    }

    fn answered(&mut self, number: usize, slot: usize, skips: bool, text: &str) -> Result<(), Vec<Text>> {
        let question = question(number);
        let of_all = text.is_empty() && slot == 0 && question.of != Of::Shop;
        let text = if text == "-" && !question.required { "" } else { text };
        if text.is_empty() && question.required {
            return Err(vec![say!(
                "this one is wanted; \"don't know\" is an answer",
                "这一题必填，不清楚就写“不知道”"
            )]);
        }
        let as_before = slot > 0 && answers::is_same(text);
        if !text.is_empty() && !as_before && !is_unknown(text) {
            let mut out = Diagnostics::default();
            let typed = typed(text, format!("Q{number}"));
            match cell::read(question, &typed, &mut out) {
                None => return Err(told(&out)),
                Some(Value::Moment(MomentText { day, .. })) if day.year.is_none() && !self.has_start() => {
                    return Err(told_of(&without_year(&typed, day, Some("Q2"))));
                }
                Some(Value::Number(number)) => self.heard = heard(question, number, text),
                Some(_) => (),
            }
        }
        self.steps.pop_front();
        if text.is_empty() && skips {
            let mut in_section =
                all().section.iter().filter(|one| one.question.iter().any(|one| one.key == question.key));
            let rest: Vec<usize> =
                in_section.next().into_iter().flat_map(|one| &one.question).map(self::number).collect();
            self.steps.retain(|step| !matches!(step, Step::Question { number, .. } if rest.contains(number)));
        }
        if of_all {
            self.steps.retain(|step| !matches!(step, Step::Question { number: other, .. } if *other == number));
        }
        self.given.put(&question.key, slot, text);
        if question.key == "share" && slot + 1 == self.given.kinds.len() {
            return self.shares_add_up(number);
        }
        Ok(())
    }

    /// How the last answer was read, where that is not how it was written.
    pub fn heard(&self) -> Option<&Text> {
        self.heard.as_ref()
    }

    /// Whether the first day to be simulated was answered.
    fn has_start(&self) -> bool {
        self.given.answer("start", 0).is_some_and(|text| !is_unknown(text))
    }

    /// Asks all shares again where they are no whole.
    fn shares_add_up(&mut self, number: usize) -> Result<(), Vec<Text>> {
        let mut before = 0.0;
        let mut sum = 0.0;
        for slot in 0..self.given.kinds.len() {
            let text = self.given.answer("share", slot).unwrap_or_default();
            if !answers::is_same(text) {
                let read = cell::read(question(number), &typed(text, String::new()), &mut Diagnostics::default());
                let Some(Value::Number(share)) = read.filter(|_| !is_unknown(text)) else { return Ok(()) };
                before = share;
            }
            if before > 1.0 {
                return Ok(());
            }
            sum += before;
        }
        if (sum - 1.0).abs() <= ROUNDING {
            return Ok(());
        }
        let steps = (0..self.given.kinds.len()).map(|slot| Step::Question { number, slot, skips: false });
        steps.rev().for_each(|step| self.steps.push_front(step));
        let all = shown(sum * 100.0);
        Err(vec![
            say!("the shares of the kinds are {all} % together, not 100 %", "各类型占比合计 {all}%，不是 100%"),
            say!("once more, all of them", "请重新填写各类的占比"),
        ])
    }

    fn kinds(&mut self, of_: Of, text: &str) -> Result<(), Vec<Text>> {
        if of_ == Of::Shop {
            let plain = plain(text);
            let yes = ["yes", "y", "要", "要变", "变", "是", "会"].contains(&&*plain);
            if !yes && !["", "no", "n", "不变", "不要", "否", "不", "不会"].contains(&&*plain) {
                return Err(vec![say!(
                    "yes or no; the numbers are asked next",
                    "请写“要”或“不变”，具体多少下一步再问"
                )]);
            }
            self.steps.pop_front();
            if yes {
                self.ask_of_kinds(Of::Kind, |question| question.key.starts_with("idea"));
            }
            return Ok(());
        }
        if is_unknown(text) && of_ == Of::Kind {
            return Err(vec![say!(
                "write what customers ask about, in your own words; Enter takes the usual kinds",
                "请写客户问的几类事，用自己的叫法；回车取通常的几类"
            )]);
        }
        let none = of_ == Of::Ticket && (is_unknown(text) || is_none(text));
        let text = if none { "" } else { text };
        let mut names: Vec<String> = cell::parts(text).into_iter().map(str::to_owned).collect();
        if names.is_empty() && of_ == Of::Kind {
            names = all().kind.iter().map(|one| of(&one.name, self.chinese).to_owned()).collect();
        }
        if let Some(name) =
            (1..names.len()).find(|at| names[..*at].iter().any(|other| plain(other) == plain(&names[*at])))
        {
            let name = &names[name];
            return Err(vec![say!("\"{name}\" is there twice", "“{name}”写了两次")]);
        }
        if names.len() > Given::MOST {
            return Err(vec![say!("four kinds at most", "最多四类，请合并相近的")]);
        }
        self.steps.pop_front();
        if of_ == Of::Kind {
            self.given.kinds = names;
        } else {
            self.given.tickets = names;
        }
        self.ask_of_kinds(of_, |question| !question.key.starts_with("idea"));
        Ok(())
    }

    /// Asks next, of every kind, these questions.
    fn ask_of_kinds(&mut self, of: Of, which: impl Fn(&Question) -> bool) {
        let asked: Vec<usize> = questions().filter(|one| one.of == of && which(one)).map(number).collect();
        let slots = self.names(of).len();
        let steps = asked.into_iter().flat_map(|number| (0..slots).map(move |slot| (number, slot)));
        let steps: Vec<Step> = steps.map(|(number, slot)| Step::Question { number, slot, skips: false }).collect();
        steps.into_iter().rev().for_each(|step| self.steps.push_front(step));
    }

    fn of_row(&mut self, table: usize, row: usize, column: usize, text: &str) -> Result<(), Vec<Text>> {
        let known = &all().table[table];
        if column == 0 && text.is_empty() {
            if row == 0 {
                return Err(vec![say!("one is wanted at least", "至少要有一个")]);
            }
            self.steps.pop_front();
            return Ok(());
        }
        if column > 0 && !text.is_empty() {
            let (key, mut out) = (&*known.columns[column - 1].key, Diagnostics::default());
            let name = self.given.row(&known.key, row).first().map_or("", String::as_str);
            let head = of(&known.columns[column - 1].words, self.chinese);
            people::check(key, &typed(text, format!("{name} {head}")), &self.known(), &mut out);
            if out.errors() > 0 {
                return Err(told(&out));
            }
        }
        if column > 0 && text.is_empty() {
            self.may_be_empty(known, row, column)?;
        }
        self.steps.pop_front();
        self.given.put_cell(&known.key, row, column, text);
        let next = if column < known.columns.len() {
            Some(Step::Row { table, row, column: column + 1 })
        } else {
            (row + 1 < known.rows as usize).then_some(Step::Row { table, row: row + 1, column: 0 })
        };
        if let Some(step) = next {
            self.steps.push_front(step);
        }
        Ok(())
    }

    /// Why a cell of a row cannot stay empty, beside those before it.
    fn may_be_empty(&self, table: &Table, row: usize, column: usize) -> Result<(), Vec<Text>> {
        let cells = self.given.row(&table.key, row);
        let given = |key: &str| {
            let at = 1 + table.columns.iter().position(|one| one.key == key)?;
            cells.get(at).map(String::as_str).filter(|text| !text.is_empty() && plain(text) != "0")
        };
        let why = match &*table.columns[column - 1].key {
            "hours" => say!("the hours are wanted, such as 8:30-17:30", "几点到几点必填，例如 8:30-17:30"),
            "serves" if given("people").is_some() => {
                say!("what these people serve is wanted", "有人就要写接什么")
            }
            "idea_people" if given("people").is_none() => {
                say!("a team has people now or then: how many?", "现在没有人的小组，请写想改成几个人")
            }
            "idea_serves" if given("idea_people").is_some() && given("serves").is_none() => {
                say!("what these people shall serve is wanted", "有人就要写想改成接什么")
            }
            _ => return Ok(()),
        };
        Err(vec![why])
    }

    /// The kinds, as the sheet of people names them.
    fn known(&self) -> Answers {
        let kinds = |names: &[String], known: &'static [Known]| -> Vec<Kind> {
            names.iter().enumerate().map(|(slot, name)| answers::kind_of(name, slot, known)).collect()
        };
        Answers::of_kinds(kinds(&self.given.kinds, &all().kind), kinds(&self.given.tickets, &all().ticket))
    }

    /// Asks something again: a question by its number (`Q7`), teams or shifts by their word. False where there is no such thing.
    pub fn again(&mut self, word: &str) -> bool {
        let word = word.trim().to_lowercase();
        self.past.clear();
        let by_number = word.trim_start_matches('q').parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(question) = by_number.and_then(|at| questions().nth(at)) {
            let slots = if question.of == Of::Shop { 1 } else { self.names(question.of).len() };
            let steps = (0..slots).map(|slot| Step::Question { number: number(question), slot, skips: false });
            steps.rev().for_each(|step| self.steps.push_front(step));
            return slots > 0;
        }
        let named = |head: &[String; 2]| head.iter().any(|head| word.starts_with(&head.to_lowercase()));
        let Some(table) = all().table.iter().position(|table| named(&table.head)) else { return false };
        self.given.clear(&all().table[table].key);
        self.steps.push_front(Step::Row { table, row: 0, column: 0 });
        true
    }

    /// The workbook with the answers so far.
    pub fn workbook(&self) -> Result<Vec<u8>, String> {
        filled(&self.given, self.chinese)
    }
}

fn number(question: &Question) -> usize {
    1 + questions().position(|one| one.key == question.key).expect("a question of the asset")
}

fn question(number: usize) -> &'static Question {
    questions().nth(number - 1).expect("a number of the asset")
}

/// A number as it was read; none where it was written so.
fn heard(question: &Question, number: f64, text: &str) -> Option<Text> {
    let value = shown(number);
    let percent = shown(number * 100.0);
    let read = match question.form {
        Form::Time => time_text(number),
        Form::Share | Form::Less => say!("{percent} %", "{percent}%"),
        Form::Part if number <= 1.0 => say!("{percent} %", "{percent}%"),
        Form::Part => say!("{value} a day", "每天{value}"),
        Form::Times => say!("{value} times", "{value}倍"),
        Form::Days => say!("{value} days", "{value}天"),
        _ => say!("{value}", "{value}"),
    };
    let bare = |text: &str| text.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != ',').collect::<String>();
    let text = bare(text);
    let same =
        [&read.en, &read.zh, &value].iter().any(|read| bare(read) == text && (text != value || is_count(question)));
    (!same).then_some(read)
}

/// Whether a bare number can be nothing else.
fn is_count(question: &Question) -> bool {
    matches!(question.form, Form::Number | Form::Money | Form::Days | Form::Times)
}

fn typed(text: &str, name: String) -> Typed {
    let place = Place { source: SourceId(0), span: ByteSpan { start: 0, end: 0 } };
    Typed { text: text.to_owned(), kind: CellKind::Text, place, name }
}

/// What was found, with what would do.
fn told(out: &Diagnostics) -> Vec<Text> {
    out.sorted().into_iter().flat_map(told_of).collect()
}

/// One finding, with what would do.
fn told_of(one: &Diagnostic) -> Vec<Text> {
    [Some(one.message.clone()), one.help.clone()].into_iter().flatten().collect()
}
