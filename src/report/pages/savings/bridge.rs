//! From the baseline's cost of a year to the design's, line by line, as the file stands: a table and a CSV file.

use super::Told;
use super::stands_on::name;
use crate::catalogue::{Estimator, KpiId, Saving, kpis};
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::book::{Amounts, Finance, Money, Worth, money};
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, money as to_the_cent};
use crate::report::numbers::{money_word, number};
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::{LineSaved, Saved};

/// A line of the ledger in a year, or the running cost.
struct Step<'a> {
    kpi: KpiId,
    name: String,
    base: f64,
    design: f64,
    /// Half the width of the interval of what is saved; none of one replication.
    half_width: Option<f64>,
    /// What it saves; none of the running cost, and where it saves nothing.
    saved: Option<&'a LineSaved>,
}

/// The ledger at the values of the file, to the cent.
pub struct AsItStands<'a> {
    found: &'a Saved,
    lang: Lang,
    money: Money,
    finance: Option<Finance>,
}

impl<'a> AsItStands<'a> {
    pub fn of(found: &'a Saved, lang: Lang) -> Self {
        let (money, finance) = money(&found.results, lang);
        let asked = &found.asked;
        let finance = finance.map(|finance| Finance { rate: asked.rate, years: asked.years, ..finance });
        Self { found, lang, money, finance }
    }

    /// A year's saving and its flows; none where no year of whole months is counted.
    pub fn worth(&self) -> Option<Worth> {
        let pair = self.money.pairs.first()?;
        self.finance.as_ref()?.worth(&Amounts::of(&self.money), &self.money, pair)
    }

    /// Lines of the running cost, then itself; empty where no year is counted in months.
    fn steps(&self) -> Vec<Step<'a>> {
        let (found, lang) = (self.found, self.lang);
        let Some(pair) = self.money.pairs.first() else { return Vec::new() };
        let (amounts, told) = (Amounts::of(&self.money), Told { found, lang });
        let annual = KpiId::Saving(Saving::Annual);
        let total = found.results.differences.iter().find(|d| d.of.span == 0 && d.of.kpi == annual);
        let of = |kpi: KpiId| {
            let Estimator::Money(line) = kpi.estimator() else { return None };
            let shown = kpi.name(found.design(), lang).into_owned();
            let (at, saved, half_width) = if line.is_running() {
                let at = self.money.lines.iter().position(|own| own.name == shown)?;
                let saved = found.lines.iter().find(|own| name(&told, own.line) == shown);
                (at, saved, saved.map_or(Some(0.0), |own| own.saved.half_width(LEVEL)))
            } else if line == crate::catalogue::Line::Total {
                (self.money.lines.len(), None, total.and_then(|d| d.judgement.half_width))
            } else {
                return None;
            };
            let [base, design] = [pair.base, pair.arm].map(|arm| amounts.year(arm, at));
            Some(Step { kpi, name: shown, base: base?, design: design?, half_width, saved })
        };
        // Figures for a customer cost money too: they are no line.
        kpis(found.design()).into_iter().filter(|kpi| kpi.is_money()).filter_map(of).collect()
    }

    /// The table, for whoever wants all of it.
    pub fn section(&self) -> Section {
        let told = Told { found: self.found, lang: self.lang };
        let steps = self.steps();
        let all: f64 = steps.iter().filter(|step| step.saved.is_some()).map(|step| step.base - step.design).sum();
        let currency = money_word(told.found.currency(), self.lang);
        let columns = vec![
            Column::words(&told.say(format!("{currency} a year"), format!("每年，{currency}"))),
            Column::figures(told.name(&told.found.base().design)),
            Column::figures(told.name(&told.found.design().design)),
            Column::figures(&told.say("saved", "节省")),
            Column::figures(&told.say("share", "占比")),
        ];
        let row = |step: &Step<'_>| {
            let saved = step.base - step.design;
            let share = if all == 0.0 { String::new() } else { format!("{} %", number(saved / all * 100.0, 0)) };
            let exact = |x: f64| number(x, -2);
            let half = match step.half_width {
                Some(half) if half >= 0.005 => format!(" ± {}", number(half, 0)),
                _ => String::new(),
            };
            let signed = if saved > 0.0 { format!("+{}", exact(saved)) } else { exact(saved) };
            vec![step.name.clone(), exact(step.base), exact(step.design), format!("{signed}{half}"), share]
        };
        let shown = steps.iter().filter(|step| step.base != 0.0 || step.design != 0.0);
        let table = Table { caption: String::new(), columns, rows: shown.map(row).collect(), fixed: 1 };
        let about = told.say(
            "Every value as the file says, each month of each line to the cent; what is drawn is above. report.xlsx has the same with formulas that follow prices.",
            "各数按文件所写，每项每月四舍五入到分；抽样结果见上文。report.xlsx 里是同一张表，改单价即随之变动。",
        );
        let heading = told.say("From one running cost to the other", "成本桥：由现状成本到新成本");
        Section { heading, blocks: vec![Block::Table(table), Block::Text(about)] }
    }

    /// `bridge.csv`: a line a row, the running cost last.
    pub fn csv(&self) -> Result<Asset, String> {
        let mut sheet = Sheet::new(&COLUMNS)?;
        for step in self.steps() {
            let assumed: Vec<&str> =
                step.saved.iter().flat_map(|own| own.assumed.iter().map(|one| &one.path[..])).collect();
            sheet.row(&[
                step.kpi.key(self.found.design()).into_owned(),
                to_the_cent(step.base),
                to_the_cent(step.design),
                to_the_cent(step.base - step.design),
                step.half_width.map_or_else(String::new, to_the_cent),
                assumed.join(" "),
                step.name,
            ])?;
        }
        Ok(("bridge.csv".into(), sheet.bytes()?))
    }
}

/// Columns of `bridge.csv`; `output/README.md` lists the same.
const COLUMNS: [&str; 7] = ["line", "baseline", "design", "saved", "half_width", "assumed", "name"];

/// `bridge.csv`.
pub fn bridge_csv(found: &Saved, lang: Lang) -> Result<Asset, String> {
    AsItStands::of(found, lang).csv()
}
