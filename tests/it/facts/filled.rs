//! A workbook as a shop fills it in: every row of the questions, and what stands in their cells.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::collections::BTreeMap;

/// Keys of all questions and whom they are of, from the asset, read here for itself.
pub fn questions() -> Vec<(String, String)> {
    let text = include_str!("../../../src/facts/assets/questions.toml");
    let all: toml::Table = text.parse().unwrap();
    let sections = all["section"].as_array().unwrap().iter();
    let questions = sections.flat_map(|section| section["question"].as_array().unwrap());
    questions.map(|one| (one["key"].as_str().unwrap().to_owned(), one["of"].as_str().unwrap().to_owned())).collect()
}

/// A workbook in the making.
#[derive(Clone)]
pub struct Book {
    chinese: bool,
    /// By question and slot.
    answers: BTreeMap<(String, u16), String>,
    /// Questions whose four cells are merged.
    merged: BTreeMap<String, String>,
    /// Questions with a date in their first cell: year, month, day, hour, and how the cell shows it.
    dated: BTreeMap<String, ([u16; 4], &'static str)>,
    /// Below the questions: a number, a text and an answer.
    below: Vec<[String; 3]>,
    /// Cells of a column of teams that are merged: the column, the first row and the last, from 1, and what stands in them.
    joined: Vec<([u16; 3], String)>,
    teams: Vec<Vec<String>>,
    shifts: Vec<Vec<String>>,
    volumes: u32,
    export: Vec<Vec<String>>,
}

fn owned(row: &[&str]) -> Vec<String> {
    row.iter().map(|cell| (*cell).to_owned()).collect()
}

impl Book {
    /// Nothing filled in.
    pub fn new(chinese: bool) -> Self {
        Self {
            chinese,
            answers: BTreeMap::new(),
            merged: BTreeMap::new(),
            dated: BTreeMap::new(),
            below: Vec::new(),
            joined: Vec::new(),
            teams: Vec::new(),
            shifts: Vec::new(),
            volumes: 0,
            export: Vec::new(),
        }
    }
    /// Answers of the shop.
    pub fn shop(self, answers: &[(&str, &str)]) -> Self {
        self.kind(0, answers)
    }
    /// Answers in a column.
    pub fn kind(mut self, slot: u16, answers: &[(&str, &str)]) -> Self {
        for (key, answer) in answers {
            assert!(questions().iter().any(|(known, _)| known == key), "{key}");
            self.answers.insert(((*key).to_owned(), slot), (*answer).to_owned());
        }
        self
    }
    /// One answer in cells that are merged over all columns.
    pub fn merged(mut self, key: &str, answer: &str) -> Self {
        self.merged.insert(key.to_owned(), answer.to_owned());
        self
    }
    /// A date of the sheet as an answer of the shop: year, month, day and hour, and the format that the cell has.
    pub fn dated(mut self, key: &str, date: [u16; 4], format: &'static str) -> Self {
        self.dated.insert(key.to_owned(), (date, format));
        self
    }
    /// A row below the questions: a number, a text, an answer.
    pub fn below(mut self, cells: [&str; 3]) -> Self {
        self.below.push(cells.map(str::to_owned));
        self
    }
    /// One cell of a column of the table of teams over several of its rows.
    pub fn joined(mut self, [column, first, last]: [u16; 3], text: &str) -> Self {
        self.joined.push(([column, first, last], text.to_owned()));
        self
    }
    /// The two shifts with these cells in the last column.
    pub fn split(mut self, cells: [&str; 2]) -> Self {
        for (shift, cell) in self.shifts.iter_mut().zip(cells) {
            cell.clone_into(shift.last_mut().unwrap());
        }
        self
    }
    /// The cell of a team: its row and its column, from 0.
    pub fn team_cell(mut self, [row, column]: [usize; 2], text: &str) -> Self {
        text.clone_into(&mut self.teams[row][column]);
        self
    }
    /// The cell of a shift: its row and its column, from 0.
    pub fn shift_cell(mut self, [row, column]: [usize; 2], text: &str) -> Self {
        text.clone_into(&mut self.shifts[row][column]);
        self
    }
    /// A team: name, people, what they serve, people of the idea, what those serve.
    pub fn team(mut self, cells: &[&str]) -> Self {
        self.teams.push(owned(cells));
        self
    }
    /// A shift: name, hours, break, its window, share.
    pub fn shift(mut self, cells: &[&str]) -> Self {
        self.shifts.push(owned(cells));
        self
    }
    /// So many days of volumes by hour, all alike.
    pub fn volumes(mut self, days: u32) -> Self {
        self.volumes = days;
        self
    }
    /// What is pasted on the sheet for an export.
    pub fn export(mut self, rows: &[&[&str]]) -> Self {
        self.export = rows.iter().map(|row| owned(row)).collect();
        self
    }

    fn name(&self, en: &'static str, zh: &'static str) -> &'static str {
        if self.chinese { zh } else { en }
    }

    /// The workbook's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name(self.name("Questions", "问题")).unwrap();
        let mut row = 0;
        let mut of_before = String::new();
        for (number, (key, of)) in (1..).zip(questions()) {
            if of != of_before {
                let kinds = ["售前咨询", "订单物流", "售后咨询", "其他咨询"];
                let tickets = ["安装补件工单", "退款工单", "", ""];
                let names = if of == "ticket" { tickets } else { kinds };
                sheet.write(row, 0, "编号").unwrap();
                sheet.write(row, 2, "怎么填 · 平台里的叫法").unwrap();
                for (at, name) in (3..).zip(names) {
                    sheet.write(row, at, name).unwrap();
                }
                sheet.write(row, 7, "例子").unwrap();
                row += 1;
                of_before = of;
            }
            sheet.write(row, 0, format!("Q{number}")).unwrap();
            for slot in 0..4 {
                if let Some(answer) = self.answers.get(&(key.clone(), slot)).filter(|answer| !answer.is_empty()) {
                    sheet.write(row, 3 + slot, answer).unwrap();
                }
            }
            if let Some(answer) = self.merged.get(&key) {
                sheet.merge_range(row, 3, row, 6, answer, &Format::new()).unwrap();
            }
            if let Some(([year, month, day, hour], format)) = self.dated.get(&key) {
                let date = ExcelDateTime::from_ymd(*year, *month as u8, *day as u8).unwrap();
                let date = date.and_hms(*hour, 0, 0.0).unwrap();
                sheet.write_with_format(row, 3, &date, &Format::new().set_num_format(*format)).unwrap();
            }
            row += 1;
        }
        for [number, text, answer] in &self.below {
            sheet.write_row(row, 0, [number, text, "", answer]).unwrap();
            row += 1;
        }
        self.people(&mut book);
        self.tables(&mut book);
        book.save_to_buffer().unwrap()
    }

    fn people(&self, book: &mut Workbook) {
        let sheet = book.add_worksheet().set_name(self.name("People", "人员")).unwrap();
        let teams = ["小组", "现在几个人", "现在接什么", "想改成几个人", "想改成接什么"];
        let shifts = ["班次", "几点到几点", "中间休息多久", "在哪段时间里休息", "多少人上这个班"];
        let mut row = 0;
        for (heads, rows) in [(teams, &self.teams), (shifts, &self.shifts)] {
            sheet.write_row(row, 0, heads).unwrap();
            for cells in rows {
                row += 1;
                for (at, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write(row, at, cell).unwrap();
                }
            }
            row += 2;
        }
        for ([column, first, last], text) in &self.joined {
            sheet.merge_range(u32::from(*first), *column, u32::from(*last), *column, text, &Format::new()).unwrap();
        }
    }

    fn tables(&self, book: &mut Workbook) {
        let sheet = book.add_worksheet().set_name(self.name("Volumes", "咨询量")).unwrap();
        sheet.write_row(0, 0, ["日期", "时段", "售前咨询", "订单物流", "售后咨询"]).unwrap();
        for day in 0..self.volumes {
            for (hour, counts) in [("9点", [1000.0, 400.0, 500.0]), ("20:00-22:00", [1530.0, 520.0, 650.0])] {
                let row = 1 + day * 2 + u32::from(hour != "9点");
                sheet.write(row, 0, format!("2026年10月{}日", day + 1)).unwrap();
                sheet.write(row, 1, hour).unwrap();
                sheet.write_row(row, 2, counts).unwrap();
            }
        }
        let sheet = book.add_worksheet().set_name(self.name("Export", "报表")).unwrap();
        for (row, cells) in (1..).zip(&self.export) {
            sheet.write_row(row, 0, cells).unwrap();
        }
    }
}

/// A household-appliance shop: 38 people in two teams, and an idea of four teams with another bot.
pub fn appliances() -> Book {
    let chats = |share, bot, idea| {
        [
            ("share", share),
            ("bot_contains", bot),
            ("lasts", "6分钟"),
            ("lasts_until", "最后一条消息"),
            ("open", "4"),
            ("average_response", "38秒"),
            ("idea_bot", idea),
        ]
    };
    Book::new(true)
        .shop(&[
            ("platform", "天猫、京东"),
            ("start", "2026年11月2日"),
            ("contacts", "4,600"),
            ("counted", "会话"),
            ("counted_hours", "全天"),
            ("counted_bot", "机器人和人工都算"),
            ("counted_repeats", "再算一次"),
            ("limit", "5"),
            ("rest", "大小周"),
            ("pay", "5,200"),
            ("promotion_from", "11月10日20:00"),
            ("promotion_until", "11月11日24:00"),
            ("promotion_times", "4.2倍"),
            ("after_times", "+60%"),
            ("after_days", "14天"),
            ("idea", "四组加新机器人"),
            ("idea_bot_less", "10个点"),
        ])
        .kind(0, &chats("55%", "35%", "50%"))
        .kind(0, &[("first_response", "22秒"), ("three_minute_rate", "91%"), ("conversion", "22%")])
        .kind(1, &chats("0.2", "55 %", "70"))
        .kind(2, &chats("25％", "20%", "30%"))
        .kind(0, &[("tickets", "110"), ("ticket_promise", "24小时"), ("ticket_on_time", "82%")])
        .team(&["售前组", "18", "售前咨询", "15", "售前咨询"])
        .team(&["订单组", "", "", "6", "订单物流"])
        .team(&["售后组", "20", "物流、售后、工单", "13", "售后咨询"])
        .team(&["补件组", "", "", "3", "安装补件工单"])
        .shift(&["早班", "8:30-17:30", "60分钟", "11:00-14:00", "50%"])
        .shift(&["晚班", "15:00-24:00", "60分钟", "17:30-20:00", "50%"])
}
