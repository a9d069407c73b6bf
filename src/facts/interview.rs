//! The same questions one after another, for who answers at a terminal: what is asked next, what an answer says, and the workbook
//! that holds all of them.

use super::answers::{self, Answers, Kind};
use super::blank::{Given, filled};
use super::cell;
use super::page::Typed;
use super::people;
use super::questions::{Known, Of, Question, all, of, questions};
use super::readings::is_unknown;
use crate::diagnostic::{ByteSpan, Diagnostics, Place, SourceId, Text};
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
}

impl Interview {
    /// Nothing answered yet. `chinese`: the language of the questions.
    pub fn new(chinese: bool) -> Self {
        let mut one = Self { chinese, given: Given::default(), steps: VecDeque::new() };
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
                let text = format!("Q{number} {whom}{}", of(&question.text, self.chinese));
                wrapped(&text, &self.hint(question, *slot))
            }
            Step::Kinds(of) => self.which_kinds(*of),
            Step::Row { table, row, column } => self.cell_of_row(*table, *row, *column),
        })
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

    /// Takes an answer; else why it is none, and what would do: the same is asked again.
    pub fn answer(&mut self, text: &str) -> Result<(), Vec<Text>> {
        let text = text.trim();
        let Some(step) = self.steps.front().cloned() else { return Ok(()) };
        match step {
            Step::Question { number, slot, skips } => self.answered(number, slot, skips, text),
            Step::Kinds(of) => self.kinds(of, text),
            Step::Row { table, row, column } => self.of_row(table, row, column, text),
        }
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
            if cell::read(question, &typed(text, format!("Q{number}")), &mut out).is_none() {
                return Err(told(&out));
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
        Ok(())
    }

    fn kinds(&mut self, of_: Of, text: &str) -> Result<(), Vec<Text>> {
        if of_ == Of::Shop {
            self.steps.pop_front();
            if !text.is_empty() {
                self.ask_of_kinds(Of::Kind, |question| question.key.starts_with("idea"));
            }
            return Ok(());
        }
        let mut names: Vec<String> = cell::parts(text).into_iter().map(str::to_owned).collect();
        if names.is_empty() && of_ == Of::Kind {
            names = all().kind.iter().map(|one| of(&one.name, self.chinese).to_owned()).collect();
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
            people::check(key, &typed(text, String::new()), &self.known(), &mut out);
            if out.errors() > 0 {
                return Err(told(&out));
            }
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

fn typed(text: &str, name: String) -> Typed {
    let place = Place { source: SourceId(0), span: ByteSpan { start: 0, end: 0 } };
    Typed { text: text.to_owned(), kind: CellKind::Text, place, name }
}

/// What was found, with what would do.
fn told(out: &Diagnostics) -> Vec<Text> {
    out.sorted().into_iter().flat_map(|one| [Some(one.message.clone()), one.help.clone()]).flatten().collect()
}
