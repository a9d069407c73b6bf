//! `report.xlsx` of a staffing: a table a sheet, made of what the page and the CSV files are made of, with headings in the language of the
//! page and numbers as numbers.

mod around;
mod definitions;
mod half_hours;
mod plan;

use super::answer;
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::book::{BookColumn, BookRow, Cell, Grid, Kind, Page};
use crate::report::formats::Asset;
use crate::report::formats::fold::Rows;
use crate::report::formats::xlsx;
use crate::report::numbers::money_word;
use crate::report::results::Staffed;
use crate::report::words::say;
use crate::stats::{Bounded, Sample};

/// A staffing on its way into sheets.
#[derive(Clone, Copy)]
struct Told<'a> {
    found: &'a Staffed,
    lang: Lang,
}

/// The workbook as a file.
pub fn size_workbook(found: &Staffed, lang: Lang) -> Result<Asset, String> {
    let told = Told { found, lang };
    let mut sheets = vec![told.answer()];
    match &found.by_date {
        Some(by_date) => sheets.extend([plan::by_date(told, by_date), plan::shifts(told, by_date)]),
        None => sheets.push(plan::people(told)),
    }
    sheets.push(plan::targets(told));
    sheets.extend(around::neighbours(told));
    sheets.extend(found.risk.as_ref().into_iter().flat_map(|risk| around::risk(told, risk)));
    sheets.extend(found.alternatives.as_ref().map(|ways| around::alternatives(told, ways)));
    sheets.extend(half_hours::sheet(told));
    // Nobody pastes what does not meet the targets, but for dates that all but do.
    sheets.extend(found.is_given().then(|| told.lines()));
    sheets.push(definitions::sheet(told));
    Ok((xlsx::NAME.into(), xlsx::tables(found.title.in_lang(lang), &sheets)?))
}

/// A sheet: its name, and what stands on it.
type Sheet = (String, Page);

impl Told<'_> {
    fn say(self, en: &str, zh: &str) -> String {
        say(self.lang, en.to_owned(), zh.to_owned())
    }

    fn column(self, en: &str, zh: &str, kind: Kind) -> BookColumn {
        let width = match kind {
            Kind::Words => 18.0,
            Kind::Sentences => 110.0,
            Kind::Money => 15.0,
            _ => 12.0,
        };
        BookColumn::new(self.say(en, zh), kind, width)
    }

    fn wide(self, en: &str, zh: &str, width: f64) -> BookColumn {
        BookColumn { width, ..self.column(en, zh, Kind::Words) }
    }

    /// A column of money, with the currency.
    fn money(self, en: &str, zh: &str) -> BookColumn {
        let unit = money_word(&self.found.model.money.currency, self.lang);
        let title = say(self.lang, format!("{en}, {unit}"), format!("{zh}（{unit}）"));
        BookColumn::new(title, Kind::Money, 16.0)
    }

    /// A probability and the ends of its interval.
    fn chance(self, en: &str, zh: &str) -> [BookColumn; 3] {
        let title = |en_end: &str, zh_end: &str| {
            let title = say(self.lang, format!("{en}{en_end}"), format!("{zh}{zh_end}"));
            BookColumn::new(title, Kind::Share, 12.0)
        };
        [title("", ""), title(", from", "，区间下限"), title(", to", "，区间上限")]
    }

    /// A sheet of one table.
    fn sheet(self, name: [&str; 2], notes: Vec<String>, (columns, rows): (Vec<BookColumn>, Vec<Vec<Cell>>)) -> Sheet {
        let name = self.say(name[0], name[1]);
        let rows = rows.into_iter().map(BookRow::plain).collect();
        let grid = Grid { heading: String::new(), notes, columns, rows };
        (name, Page { notes: Vec::new(), grids: vec![grid], fixed: 1, sheets: Vec::new() })
    }

    /// The sentences of the page, and what the people come to.
    fn answer(self) -> Sheet {
        let part = answer(self.found, self.lang);
        let items = if let Rows::Items(items) = part.rows { items } else { Vec::new() };
        let sentences = part.notes.into_iter().chain(items).map(|text| vec![Cell::text(text)]).collect();
        let columns = vec![self.column("the answer", "结论", Kind::Sentences)];
        let (name, mut page) = self.sheet(["Answer", "结论"], Vec::new(), (columns, sentences));
        page.fixed = 0;
        (name, page)
    }

    /// What can be pasted into the scenario, a line a row.
    fn lines(self) -> Sheet {
        let note = self.say(
            "a design like the one that was sized; paste it at the end of the file",
            "与所求方案相同的新方案，贴到情景文件末尾即可",
        );
        let rows = self.found.lines.lines().map(|line| vec![Cell::text(line)]).collect();
        let columns = vec![self.wide("line", "行", 110.0)];
        let (name, mut page) = self.sheet(["Lines", "情景行"], vec![note], (columns, rows));
        page.fixed = 0;
        (name, page)
    }
}

/// A whole number.
fn count(number: impl Into<f64>) -> Cell {
    Cell::number(Some(number.into()))
}

/// The value of an estimate.
fn mean(sample: Option<&Sample>) -> Cell {
    Cell::mean(sample.map(|sample| sample.value))
}

/// Half its interval.
fn half(sample: Option<&Sample>) -> Cell {
    Cell::mean(sample.and_then(|sample| sample.half_width(LEVEL)))
}

/// A share and the ends of its interval.
fn share(share: Option<&Bounded>) -> [Cell; 3] {
    share.map_or([Cell::Empty, Cell::Empty, Cell::Empty], |share| {
        [share.value, share.low, share.high].map(|x| Cell::mean(Some(x)))
    })
}
