//! The workbook as a shop gets it. Cells of answers are text, so that a spreadsheet makes no date of `3-1` and no hours of `5:40`.

use super::questions::{Form, Known, Of, Question, Section, Table, all, of, words};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook,
    Worksheet, XlsxError,
};
use std::collections::BTreeMap;

type Done = Result<(), XlsxError>;

/// Columns of answers on the sheet of questions: from D on.
const FIRST: u16 = 3;
/// How many there are.
const SLOTS: u16 = 4;
/// Rows of volumes and of an export that are text.
const PASTED: u32 = 2000;

/// A workbook with nothing filled in, in Chinese or English: the same bytes whenever it is written.
pub fn blank(chinese: bool) -> Result<Vec<u8>, String> {
    filled(&Given::default(), chinese)
}

/// The same with these answers in their cells.
pub fn filled(given: &Given, chinese: bool) -> Result<Vec<u8>, String> {
    Blank { chinese, look: Look::new(), given }.workbook().map_err(|why| why.to_string())
}

/// Answers as somebody typed them, for their cells.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Names of kinds of contact; empty: as the workbook comes.
    pub kinds: Vec<String>,
    /// Names of kinds of ticket; empty: as the workbook comes.
    pub tickets: Vec<String>,
    /// By question and slot.
    answers: BTreeMap<(String, usize), String>,
    /// By table, its rows.
    rows: BTreeMap<String, Vec<Vec<String>>>,
}

impl Given {
    /// Kinds that there is room for.
    pub const MOST: usize = SLOTS as usize;

    /// An answer; an empty one takes back what was there.
    pub fn put(&mut self, key: &str, slot: usize, text: &str) {
        self.answers.insert((key.to_owned(), slot), text.to_owned());
    }

    /// A cell of a table.
    pub fn put_cell(&mut self, table: &str, row: usize, column: usize, text: &str) {
        let rows = self.rows.entry(table.to_owned()).or_default();
        rows.resize_with(rows.len().max(row + 1), Vec::new);
        let cells = &mut rows[row];
        cells.resize_with(cells.len().max(column + 1), String::new);
        text.clone_into(&mut cells[column]);
    }

    /// The cells of a row, as far as they were given.
    pub fn row(&self, table: &str, row: usize) -> &[String] {
        self.rows.get(table).and_then(|rows| rows.get(row)).map_or(&[], Vec::as_slice)
    }

    /// Takes back a whole table.
    pub fn clear(&mut self, table: &str) {
        self.rows.remove(table);
    }

    /// What was answered; none where nothing was.
    pub fn answer(&self, key: &str, slot: usize) -> Option<&str> {
        self.answers.get(&(key.to_owned(), slot)).map(String::as_str).filter(|text| !text.is_empty())
    }
}

/// How cells look.
struct Look {
    title: Format,
    heading: Format,
    words: Format,
    small: Format,
    answer: Format,
    required: Format,
}

impl Look {
    fn new() -> Self {
        let edge = Color::RGB(0x00_C5_CC_D5);
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let boxed = |ground: u32| {
            let cell = Format::new().set_num_format("@").set_align(FormatAlign::VerticalCenter).set_text_wrap();
            cell.set_background_color(Color::RGB(ground)).set_border(FormatBorder::Thin).set_border_color(edge)
        };
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading: wrapped.clone().set_bold().set_background_color(Color::RGB(0x00_E4_EA_F1)),
            small: wrapped.clone().set_font_color(Color::RGB(0x00_6B_72_80)),
            words: wrapped,
            answer: boxed(0x00_F7_F8_FA),
            required: boxed(0x00_FF_F8_D6),
        }
    }
}

struct Blank<'a> {
    chinese: bool,
    look: Look,
    given: &'a Given,
}

impl Blank<'_> {
    fn of<'a>(&self, pair: &'a [String; 2]) -> &'a str {
        of(pair, self.chinese)
    }

    fn word(&self, pair: [&'static str; 2]) -> &'static str {
        pair[usize::from(self.chinese)]
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_author("peakstaff").set_creation_datetime(&written));
        for (name, fill) in [
            (words::HOW, Self::how as fn(&Self, &mut Worksheet) -> Done),
            (words::QUESTIONS, Self::questions),
            (words::PEOPLE, Self::people),
            (words::VOLUMES, Self::volumes),
            (words::EXPORT, Self::export),
        ] {
            let sheet = workbook.add_worksheet();
            sheet.set_name(self.word(name))?;
            sheet.ignore_error_range(0, 0, PASTED, 60, IgnoreError::NumberStoredAsText)?;
            fill(self, sheet)?;
        }
        workbook.save_to_buffer()
    }

    fn how(&self, sheet: &mut Worksheet) -> Done {
        const LINES: [[&str; 2]; 9] = [
            ["What the shop knows", "把店里知道的数填进来"],
            [
                "1. Sheet \"Questions\": yellow cells are wanted, grey ones if you know them. \"don't know\" is an answer to every question: a usual value with its range is taken then, and said so.",
                "1. “问题”页：黄色必填，灰色知道就填。每个问题都可以写“不知道”：会取通常的数并注明范围。",
            ],
            [
                "2. Write as you say it: 6 min, 5:40, 82%, 4,600, 10 November 20:00. Where a number could mean two things, you are asked at the cell.",
                "2. 平时怎么写就怎么填：6分钟、5:40、82%、4,600、1.2万、11月10日20:00。一个数可能有两种意思时，会指出是哪一格、问是哪一种。",
            ],
            [
                "3. One answer a cell. Rename the columns of kinds as you call them; write \"same\" for the same as in the column to the left.",
                "3. 一格只填一个数。类型的列名可以改；与左边一列相同的写“同左”。",
            ],
            [
                "4. Sheet \"People\": teams, how many people, what they serve, and the shifts. \"then\" is the idea that you want to compare: leave it empty if there is none. Numbers of people, what they serve and the hours of shifts are wanted; a break and who works which shift may be \"don't know\".",
                "4. “人员”页：小组、人数、接什么、班次。“想改成”的两列是要比较的想法，没有就留空。人数、接什么、几点到几点要填；休息和多少人上这个班可以写“不知道”。",
            ],
            [
                "5. Sheet \"Volumes\" (if you have it): ordinary days by date, better by hour too.",
                "5. “咨询量”页（有就贴）：平常日子每天的量，最好分时段。",
            ],
            [
                "6. Sheet \"Export\" (if you have it): paste a platform's report; its columns are known by their names.",
                "6. “报表”页（有就贴）：把平台导出的报表贴进去，按列名识别。",
            ],
            ["7. Then, in the folder of this file:", "7. 填好后，在本文件所在的文件夹运行："],
            ["peakstaff facts read shop.xlsx shop.toml", "peakstaff facts read shop.xlsx shop.toml"],
        ];
        sheet.set_column_width(0, 110)?;
        for (row, line) in (0..).zip(LINES) {
            let look = if row == 0 { &self.look.title } else { &self.look.words };
            sheet.write_string_with_format(row, 0, self.word(line), look)?;
        }
        Ok(())
    }

    fn questions(&self, sheet: &mut Worksheet) -> Done {
        for (at, width) in [(0, 6.0), (1, 46.0), (2, 34.0), (3, 16.0), (4, 16.0), (5, 16.0), (6, 16.0), (7, 20.0)] {
            sheet.set_column_width(at, width)?;
        }
        let (mut row, mut number) = (0, 1);
        for section in &all().section {
            row = self.section(sheet, section, row, &mut number)? + 1;
        }
        sheet.set_freeze_panes(0, 2)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        Ok(())
    }

    /// A section from this row on; the row below it.
    fn section(&self, sheet: &mut Worksheet, section: &Section, from: u32, number: &mut u32) -> Result<u32, XlsxError> {
        let look = &self.look.heading;
        let asked = section.question.first().map_or(Of::Shop, |question| question.of);
        sheet.write_string_with_format(from, 0, self.word(words::NUMBER), look)?;
        sheet.write_string_with_format(from, 1, self.of(&section.title), look)?;
        sheet.write_string_with_format(from, 2, self.word(words::UNIT), look)?;
        let named = |given: &'_ [String], known: &'static [Known]| -> Vec<String> {
            let known = known.iter().map(|one| self.of(&one.name).to_owned());
            if given.is_empty() { known.collect() } else { given.to_vec() }
        };
        let names: Vec<String> = match asked {
            Of::Shop => vec![self.word(words::SHOP).to_owned()],
            Of::Kind => named(&self.given.kinds, &all().kind),
            Of::Ticket => named(&self.given.tickets, &all().ticket),
        };
        for slot in 0..SLOTS {
            sheet.write_string_with_format(
                from,
                FIRST + slot,
                names.get(slot as usize).map_or("", String::as_str),
                look,
            )?;
        }
        sheet.write_string_with_format(from, FIRST + SLOTS, self.word(words::EXAMPLE), look)?;
        let mut row = from + 1;
        for question in &section.question {
            sheet.write_string_with_format(row, 0, format!("Q{number}"), &self.look.small)?;
            sheet.write_string_with_format(row, 1, self.of(&question.text), &self.look.words)?;
            sheet.write_string_with_format(row, 2, self.of(&question.unit), &self.look.small)?;
            for slot in 0..names.len() as u16 {
                let look = if question.required { &self.look.required } else { &self.look.answer };
                match self.given.answer(&question.key, slot as usize) {
                    Some(text) => sheet.write_string_with_format(row, FIRST + slot, text, look)?,
                    None => sheet.write_blank(row, FIRST + slot, look)?,
                };
            }
            sheet.write_string_with_format(row, FIRST + SLOTS, self.of(&question.example), &self.look.small)?;
            self.choices(sheet, question, row, names.len() as u16)?;
            (row, *number) = (row + 1, *number + 1);
        }
        Ok(row)
    }

    /// A list to choose from; other words may be typed.
    fn choices(&self, sheet: &mut Worksheet, question: &Question, row: u32, slots: u16) -> Done {
        if question.form != Form::Choice {
            return Ok(());
        }
        let unknown = if self.chinese { "不知道" } else { "don't know" };
        let list: Vec<&str> = question.choices.iter().map(|one| self.of(&one.words)).chain([unknown]).collect();
        let choose = DataValidation::new().allow_list_strings(&list)?.show_error_message(false);
        sheet.add_data_validation(row, FIRST, row, FIRST + slots - 1, &choose)?;
        Ok(())
    }

    fn people(&self, sheet: &mut Worksheet) -> Done {
        sheet.set_column_width(0, 20)?;
        sheet.set_column_range_width(1, 5, 24)?;
        let mut row = 0;
        for table in &all().table {
            row = self.table(sheet, table, row)? + 1;
        }
        Ok(())
    }

    fn table(&self, sheet: &mut Worksheet, table: &Table, from: u32) -> Result<u32, XlsxError> {
        let example = if self.chinese { "例子：" } else { "Example: " };
        let row: Vec<&str> = table.example.iter().map(|cell| self.of(cell)).collect();
        sheet.write_string_with_format(
            from,
            1,
            format!("{example}{}", row.join(" | ")),
            &Format::new().set_font_color(Color::RGB(0x00_6B_72_80)),
        )?;
        let head = from + 1;
        sheet.write_string_with_format(head, 0, self.of(&table.head), &self.look.heading)?;
        let width = table.columns.len() as u16;
        for (at, column) in (1..).zip(&table.columns) {
            sheet.write_string_with_format(head, at, self.of(&column.words), &self.look.heading)?;
        }
        for n in 0..table.rows {
            let cells = self.given.row(&table.key, n as usize);
            for at in 0..=width {
                match cells.get(at as usize).filter(|text| !text.is_empty()) {
                    Some(text) => sheet.write_string_with_format(head + 1 + n, at, text, &self.look.required)?,
                    None => sheet.write_blank(head + 1 + n, at, &self.look.required)?,
                };
            }
        }
        Ok(head + table.rows + 1)
    }

    fn volumes(&self, sheet: &mut Worksheet) -> Done {
        let kinds = all().kind.iter().map(|one| self.of(&one.name));
        let heads = [self.word(words::DATE), self.word(words::HOUR)].into_iter().chain(kinds);
        for (at, head) in (0..).zip(heads) {
            sheet.write_string_with_format(0, at, head, &self.look.heading)?;
            sheet.set_column_width(at, 16)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    fn export(&self, sheet: &mut Worksheet) -> Done {
        let line = if self.chinese {
            "把平台导出的报表连同列名贴在下面，例如：日期、客服、接待人数、首次响应时长(秒)、平均响应时长(秒)、3分钟人工回复率、询单转化率"
        } else {
            "Paste a platform's report below, with its headings: 日期, 客服, 接待人数, 首次响应时长(秒), 平均响应时长(秒), 3分钟人工回复率, 询单转化率 …"
        };
        sheet.write_string_with_format(0, 0, line, &Format::new().set_font_color(Color::RGB(0x00_6B_72_80)))?;
        sheet.set_column_range_width(0, 12, 16)?;
        Ok(())
    }
}
