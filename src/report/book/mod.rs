//! What the workbook shows, as plain data in one language: money as quantities and prices, so that a format can write formulas
//! that live; everything else as tables of what was simulated.

pub mod amounts;
mod answer;
mod cells;
mod days;
mod definitions;
mod finance;
mod gather;
mod hours;
mod inputs;
mod money;
mod parts;
mod roster;
mod run;
mod sources;
mod whole;

pub use amounts::Amounts;
pub use cells::{Cell, Column as BookColumn, Grid, Kind, Page, Row as BookRow};
pub use finance::{Finance, Worth};
pub use money::{Asked, Factor, Input, Money, Pair as BookPair};
pub use run::Run;
pub use whole::is_whole;

use super::labels::View;
use super::results::Results;
use super::words::say;
use crate::model::Lang;
use serde::{Deserialize, Serialize};

/// A workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// Chinese; otherwise English.
    pub chinese: bool,
    /// The scenario's title.
    pub title: String,
    /// Which days, how often, which seed.
    pub about: String,
    /// Money that lives.
    pub money: Money,
    /// Sentences of the answer, as they were when it was simulated.
    pub sentences: Vec<String>,
    /// Figures of service by design.
    pub figures: Grid,
    /// Values that are no prices, with where they come from.
    pub sources: Vec<Grid>,
    /// Differences of service, a grid a pair.
    pub differences: Vec<Grid>,
    /// How finance looks at it; none: no year is counted, or nothing is compared.
    pub finance: Option<Finance>,
    /// Figures of service by replication.
    pub each: Vec<money::Each>,
    /// The average week and the periods by time of day.
    pub hours: Page,
    /// Who is on when.
    pub roster: Page,
    /// What the figures mean, and what is left out.
    pub definitions: Page,
}

impl Book {
    /// What a study shows in a language.
    pub fn new(results: &Results, run: Run<'_>, lang: Lang) -> Self {
        let view = View::new(results, lang);
        let (money, left_out) = gather::money(&view);
        let mut left: Vec<String> = left_out;
        let hours = hours::page(&view, &mut left);
        let roster = roster::page(&view, &mut left);
        Self {
            chinese: lang == Lang::Zh,
            title: results.title.in_lang(lang).to_owned(),
            about: about(&view, run),
            sentences: answer::sentences(&view),
            figures: answer::figures(&view),
            sources: sources::grids(&view),
            differences: answer::differences(&view),
            finance: Finance::of(&view, &money),
            each: answer::each(&view),
            hours,
            roster,
            definitions: definitions::page(&view, run, &left),
            money,
        }
    }

    /// Its language.
    pub fn lang(&self) -> Lang {
        if self.chinese { Lang::Zh } else { Lang::En }
    }
}

/// The ledger of a study as quantities and prices.
pub fn money(results: &Results, lang: Lang) -> (Money, Option<Finance>) {
    let view = View::new(results, lang);
    let (money, _) = gather::money(&view);
    let finance = Finance::of(&view, &money);
    (money, finance)
}

fn about(view: &View<'_>, run: Run<'_>) -> String {
    let (days, Run { replications: n, seed, version, .. }) = (view.stretch(), run);
    let calendar = &view.model(view.results.baseline).calendar;
    let from = calendar.epoch_day(calendar.warm_up_days);
    let [first, last] = [from, from + calendar.days - 1].map(crate::catalogue::civil);
    let of = if first == last { "" } else { "of " };
    let dates = crate::report::numbers::from_to(first, last, view.lang);
    say(
        view.lang,
        format!("{days} {of}{dates}; {n} replications, seed {seed}; peakstaff {version}"),
        format!("{dates}，{days}；模拟 {n} 次，种子 {seed}；peakstaff {version}"),
    )
}
