//! A book on its way into sheets: what all of them need.

use super::places::{self, Places, Sheet, stretch};
use super::style;
use super::write::{Written, text, width};
use crate::model::Lang;
use crate::report::book::{Amounts, Book, BookPair, Money};
use crate::report::words::{Words, say};
use rust_xlsxwriter::Worksheet;

/// A4.
const A4: u8 = 9;
/// Characters that are readable on its long side.
const OF_A_PAGE: f64 = 170.0;

/// A book on its way into sheets.
pub struct Writing<'a> {
    /// What is written.
    pub book: &'a Book,
    /// In which language.
    pub lang: Lang,
    /// What its formulas come to.
    pub amounts: Amounts<'a>,
    /// Where they stand.
    pub places: Places<'a>,
}

impl<'a> Writing<'a> {
    /// Its money.
    pub fn money(&self) -> &'a Money {
        &self.book.money
    }

    /// In its language.
    pub fn say(&self, en: &str, zh: &str) -> String {
        say(self.lang, en.into(), zh.into())
    }

    /// What stands for a price that nobody gave.
    pub fn not_given(&self) -> &'static str {
        Words::of(self.lang).not_given
    }

    /// Nothing is surely saved that could pay anything back.
    pub fn unpaid(&self) -> String {
        self.say("not surely", "尚不能确定")
    }

    /// A line's name; one more than the last: the running cost.
    pub fn line(&self, line: usize) -> String {
        let running = || self.say("running cost", "运营成本");
        self.money().lines.get(line).map_or_else(running, |line| line.name.clone())
    }

    /// What every replication of a pair saves.
    pub fn saved(&self, pair: &BookPair) -> Option<Vec<f64>> {
        let total = self.money().lines.len();
        let (base, arm) = (self.amounts.each(pair.base, total)?, self.amounts.each(pair.arm, total)?);
        Some(base.iter().zip(&arm).map(|(base, arm)| base - arm).collect())
    }

    /// The title of a sheet.
    pub fn top(&self, sheet: &mut Worksheet, name: Sheet) -> Written {
        let title = format!("{} · {}", name.name(self.lang), self.book.title);
        text(sheet, (0, 0), &title, &style::title())
    }

    /// A row of headings.
    pub fn headings(sheet: &mut Worksheet, row: u32, heads: &[String]) -> Written {
        let mut lines = 1.0_f64;
        for (at, head) in heads.iter().enumerate() {
            text(sheet, (row, at as u16), head, &style::header())?;
            let of_line = |line: &str| (width(line) / 13.0).ceil().max(1.0);
            lines = lines.max(head.lines().map(of_line).sum());
        }
        sheet.set_row_height(row, lines.min(6.0) * 15.0)?;
        Ok(())
    }

    /// A4, landscape; as many pages wide as so many characters take.
    pub fn paper(sheet: &mut Worksheet, characters: f64) {
        let wide = (characters / OF_A_PAGE).round().clamp(1.0, 200.0) as u16;
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(wide, 0);
        sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.25, 0.25).set_footer("&L&8&A&R&8&P / &N");
    }

    /// How wide a column of arms' names is.
    pub fn of_names(&self) -> f64 {
        let widest = self.money().arms.iter().map(|arm| width(&arm.name)).fold(0.0, f64::max);
        (widest * 1.05 + 2.0).clamp(16.0, 44.0)
    }

    /// What stands in red where inputs are no longer those that were simulated; empty where they are.
    pub fn banner(&self) -> String {
        let (inputs, places) = (&self.money().inputs, self.places);
        let groups = self.money().groups.len();
        let changed = |heads: bool| {
            let first = inputs.iter().position(|input| input.heads == heads)?;
            let last = inputs.iter().rposition(|input| input.heads == heads)?;
            let cells = |of: fn(&Places<'a>, usize, usize) -> places::At| {
                places.of(Sheet::Assumptions, &stretch(of(&places, first, 0), of(&places, last, groups - 1)))
            };
            let (now, then) = (cells(|_, input, group| places::input(input, group)), cells(Places::as_run));
            Some(format!("SUMPRODUCT(--({now}<>{then}))>0"))
        };
        let heads = self.say(
            "HEADS WERE CHANGED: only wages and seats follow. Service, waits and overtime must be simulated again.",
            "人数已改：只有工资和工位随之变动。服务指标、等待与加班必须重新模拟。",
        );
        let prices = self.say(
            "Prices were changed: money follows; sentences and figures of service are those of the simulation.",
            "单价已改：金额已随之变动；文字结论和服务指标仍是模拟时的。",
        );
        let of = |test: Option<String>, says: &str, other: String| match test {
            Some(test) => format!("IF({test},\"{says}\",{other})"),
            None => other,
        };
        format!("={}", of(changed(true), &heads, of(changed(false), &prices, "\"\"".into())))
    }
}
