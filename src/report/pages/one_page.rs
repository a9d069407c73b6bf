//! One sheet for whoever decides, by rule from the results: what to do, one number, one risk, five figures, what to approve, three
//! assumptions, one picture. What is not known says so; no number stands without what it leaves out.

mod approve;
mod assumed;
mod conclusion;
mod figures;
mod foot;
mod measures;
mod number;
mod picture;
mod risk;

use crate::catalogue::HORIZON;
use crate::report::blocks::answer::{Worth, best, worth};
use crate::report::dossier::OnePage;
use crate::report::formats::json::Manifest;
use crate::report::formats::text::cut;
use crate::report::labels::{Comparison, View};
use crate::report::page::Table;
use crate::report::words::{names, say};

/// Columns of a sentence at most, so that any names fit on the sheet.
const SENTENCE: usize = 240;
/// The same of what is said beside a name, and of a cell.
const SAID: usize = 330;
const CELL: usize = 60;
/// The same of a cell that says where a verdict turns.
const TURNS: usize = 150;

/// What the page is about: the design that is worth most, beside the baseline.
struct Asked<'v, 'a> {
    view: &'v View<'a>,
    /// Every pair within a case.
    pairs: Vec<Comparison>,
    /// The design beside the baseline; `None`: nothing is compared, the page is of the baseline alone.
    best: Option<Comparison>,
}

impl Asked<'_, '_> {
    /// The arm that the page is about.
    fn arm(&self) -> usize {
        self.best.map_or(self.view.results.baseline, |pair| pair.arm)
    }

    /// The arm that the page advises: the baseline where the design is worse.
    fn advised(&self) -> usize {
        match self.best {
            Some(pair) if worth(self.view, pair) == Worth::Worse => pair.base,
            _ => self.arm(),
        }
    }

    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.view.lang, en.into(), zh.into())
    }
}

/// The page.
pub fn one_page(view: &View<'_>, manifest: &Manifest) -> Result<OnePage, String> {
    let pairs = view.pairs().0;
    let compares = view.results.study.replications > 1;
    let asked = Asked { view, best: best(view, &pairs).filter(|_| compares), pairs };
    let mut page = OnePage {
        question: question(&asked),
        conclusion: conclusion::conclusion(&asked),
        number: number::number(&asked),
        risk: risk::risk(&asked),
        figures: figures::figures(&asked),
        approve: approve::approve(&asked),
        assumptions: assumed::assumptions(&asked),
        picture: picture::picture(&asked)?,
        foot: foot::foot(&asked, manifest),
    };
    page.shorten();
    Ok(page)
}

/// Which designs, in which case, over which days.
fn question(asked: &Asked<'_, '_>) -> String {
    let view = asked.view;
    let mut designs: Vec<String> = Vec::new();
    for arm in 0..view.arms().len() {
        let name = cut(view.design(arm), CELL);
        if !designs.contains(&name) {
            designs.push(name);
        }
    }
    let named = if designs.len() > 4 {
        asked.say(format!("{} designs", designs.len()), format!("{} 个方案", designs.len()))
    } else {
        names(view.lang, &designs)
    };
    let case = if view.has_cases() {
        let case = view.case(view.results.baseline);
        asked.say(format!("; case: {case}"), format!("；假设：{case}"))
    } else {
        String::new()
    };
    let days = super::first::horizon(view, false);
    asked.say(format!("{named}; {days}{case}"), format!("{named}；{days}{case}"))
}

/// With a capital first letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Whether the page is of all days, so that what holds for all of them only can be said.
fn is_whole(view: &View<'_>) -> bool {
    view.span(view.results.baseline).label.key == HORIZON
}

impl OnePage {
    /// Shortens what names and texts of a scenario make too long.
    fn shorten(&mut self) {
        let short = |text: &mut String, columns: usize| *text = cut(text, columns);
        short(&mut self.question, SENTENCE);
        self.conclusion.iter_mut().for_each(|text| short(text, SENTENCE));
        for (name, said) in self.number.iter_mut().chain(&mut self.risk).chain(&mut self.approve).chain(&mut self.foot)
        {
            short(name, CELL);
            short(said, SAID);
        }
        let cells = |table: &mut Table, columns: usize| {
            table.rows.iter_mut().flatten().for_each(|cell| short(cell, columns));
        };
        cells(&mut self.figures, CELL);
        cells(&mut self.assumptions, TURNS);
        for column in self.figures.columns.iter_mut().chain(&mut self.assumptions.columns) {
            let lines: Vec<String> = column.title.lines().map(|line| cut(line, CELL / 2)).collect();
            column.title = lines.join("\n");
        }
    }
}
