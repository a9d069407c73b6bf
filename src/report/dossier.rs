//! All that the files to read are made of, as plain data in both languages: `report.json`. Whoever has it makes `report.html`,
//! `one_page.html` and `report.xlsx` again, byte for byte, without simulating anything.

use super::blocks::organisations::Organisation;
use super::book::Book;
use super::page::{Section, Table};
use crate::model::Lang;
use serde::{Deserialize, Serialize};

/// A run or comparison, as it is handed on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// Of the program that made it.
    pub version: String,
    /// The same in each language; the first is shown.
    pub sides: Vec<Side>,
}

/// All there is to say, in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Its language.
    pub lang: Lang,
    /// What the study is called.
    pub title: String,
    /// Designs by name, in the order in which they are shown.
    pub designs: Vec<String>,
    /// The colour of each in pictures, `#0072B2`; empty where there are more designs than colours.
    pub colours: Vec<String>,
    /// Cases.
    pub cases: Vec<String>,
    /// Which of them each arm is.
    pub arms: Vec<ArmOf>,
    /// The one page.
    pub one_page: OnePage,
    /// The answer, the most important first; the first section is the question.
    pub answer: Vec<Section>,
    /// The designs.
    pub organisations: Vec<Organisation>,
    /// Pictures, the most important first.
    pub pictures: Vec<Picture>,
    /// Everything, by the name of its part.
    pub whole: Vec<(String, Section)>,
    /// The figures of other periods, by name.
    pub periods: Vec<(String, Table)>,
    /// What figures mean, by their names.
    pub glossary: Vec<(String, String)>,
    /// What was run: a name, and what is said of it.
    pub foot: Vec<(String, String)>,
    /// What is not in the file.
    pub left_out: Vec<String>,
    /// The workbook; `None`: it was too large to be kept.
    pub book: Option<Book>,
}

/// A design in a case: their places among the names.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArmOf {
    /// Which design.
    pub design: usize,
    /// Which case.
    pub case: usize,
}

/// What somebody reads who has a minute and decides: seven parts on one sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnePage {
    /// What was asked.
    pub question: String,
    /// What to do first, and what not; the first sentence is the answer.
    pub conclusion: Vec<String>,
    /// What a year saves or costs, what is paid once, when it is paid back: a name, and what is said of it; the first is the number.
    pub number: Vec<(String, String)>,
    /// What breaks first, when, and what mends it.
    pub risk: Vec<(String, String)>,
    /// Five figures: now, the design, the target, the difference.
    pub figures: Table,
    /// What has to be approved: people, days, money, by when.
    pub approve: Vec<(String, String)>,
    /// Three assumptions: the value, where it turns a verdict, who can check it.
    pub assumptions: Table,
    /// One picture.
    pub picture: Option<Picture>,
    /// Of when the data are, what is left out, what was run.
    pub foot: Vec<(String, String)>,
}

/// A drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// Of which case it is; `None`: of all.
    pub case: Option<usize>,
    /// Of which design it is; `None`: of all of its case, each in its colour.
    pub design: Option<usize>,
    /// An `<svg>` element.
    pub svg: String,
}

impl Dossier {
    /// With this language first.
    #[must_use]
    pub fn shown_in(mut self, lang: Lang) -> Self {
        self.sides.sort_by_key(|side| side.lang != lang);
        self
    }
}
