//! What is asked, and what platforms' exports hold: data, read once from `assets`.

use crate::diagnostic::Text;
use serde::Deserialize;
use std::sync::LazyLock;

/// What a workbook has: questions by section, columns as they come, tables of people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// In the order of the sheet.
    pub section: Vec<Section>,
    /// Kinds of contact as the workbook comes.
    pub kind: Vec<Known>,
    /// Kinds of ticket.
    pub ticket: Vec<Known>,
    /// Tables on the sheet of people.
    pub table: Vec<Table>,
}

/// A part of the sheet, with a heading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The heading, English and Chinese.
    pub title: [String; 2],
    /// In order.
    pub question: Vec<Question>,
}

/// One question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in `[facts]`.
    pub key: String,
    /// Who is asked about.
    pub of: Of,
    /// What an answer looks like.
    pub form: Form,
    /// The least that an answer may be: seconds, a fraction, a number.
    #[serde(default)]
    pub low: f64,
    /// The most.
    #[serde(default = "endless")]
    pub high: f64,
    /// Whether it is a whole number.
    #[serde(default)]
    pub whole: bool,
    /// What "none" means; without it, no answer.
    pub none: Option<f64>,
    /// Whether an empty cell is a mistake.
    #[serde(default)]
    pub required: bool,
    /// What is asked.
    pub text: [String; 2],
    /// What to write, and what platforms call it.
    pub unit: [String; 2],
    /// An answer.
    pub example: [String; 2],
    /// What may be chosen.
    #[serde(default)]
    pub choices: Vec<Choice>,
}

fn endless() -> f64 {
    f64::MAX
}

/// Who is asked about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// The whole shop.
    Shop,
    /// Each kind of contact.
    Kind,
    /// Each kind of ticket.
    Ticket,
}

/// What an answer looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Anything.
    Words,
    /// A number.
    Number,
    /// A share.
    Share,
    /// A share by which something is less.
    Less,
    /// A length of time.
    Time,
    /// A number of days.
    Days,
    /// An amount of money.
    Money,
    /// A factor.
    Times,
    /// A date with its year.
    Day,
    /// A date and an hour.
    Moment,
    /// A share (up to 1), or a number a day (above 1).
    Part,
    /// One of the choices.
    Choice,
    /// Some of the choices.
    Choices,
}

impl Form {
    /// Whether one number for several columns could be the sum of theirs as well as each one's.
    pub fn adds_up(self) -> bool {
        matches!(self, Self::Number | Self::Part | Self::Money)
    }
}

/// What may be chosen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it is called in a scenario.
    pub key: String,
    /// What it is called in the list.
    pub words: [String; 2],
    /// Other words for it.
    pub also: Vec<String>,
}

/// A kind of contact or of ticket.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Its key in a scenario.
    pub key: String,
    /// Its name.
    pub name: [String; 2],
    /// Words by which a renamed column is known for it.
    pub words: Vec<String>,
}

/// A table on the sheet of people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// `teams` or `shifts`.
    pub key: String,
    /// The word over its first column.
    pub head: [String; 2],
    /// Empty rows for answers.
    pub rows: u32,
    /// Its further columns.
    pub columns: Vec<Choice>,
    /// A row as an example.
    pub example: Vec<[String; 2]>,
}

/// What a column of an export gives.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exported {
    /// The key of the question that it answers, `date`, `agent` or `handled`.
    pub figure: String,
    /// Words over it.
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exports {
    column: Vec<Exported>,
}

static ALL: LazyLock<Questions> =
    LazyLock::new(|| toml::from_str(include_str!("assets/questions.toml")).expect("questions.toml is read"));

static EXPORTS: LazyLock<Exports> =
    LazyLock::new(|| toml::from_str(include_str!("assets/export.toml")).expect("export.toml is read"));

/// All that is asked.
pub fn all() -> &'static Questions {
    &ALL
}

/// Columns of exports.
pub fn exports() -> &'static [Exported] {
    &EXPORTS.column
}

/// All questions, in order.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    ALL.section.iter().flat_map(|section| &section.question)
}

/// The question of this key, which is one of the asset.
pub fn question(key: &str) -> &'static Question {
    questions().find(|one| one.key == key).unwrap_or_else(|| panic!("questions.toml has no question `{key}`"))
}

/// Of a pair of texts, the one in this language.
pub fn of(pair: &[String; 2], chinese: bool) -> &str {
    &pair[usize::from(chinese)]
}

/// A pair of texts as one text.
pub fn both(pair: &[String; 2]) -> Text {
    Text { en: pair[0].clone(), zh: pair[1].clone() }
}

/// Words of the sheets that are no questions.
pub mod words {
    /// The sheet that says how.
    pub const HOW: [&str; 2] = ["Read me", "说明"];
    /// The sheet of questions.
    pub const QUESTIONS: [&str; 2] = ["Questions", "问题"];
    /// The sheet of teams and shifts.
    pub const PEOPLE: [&str; 2] = ["People", "人员"];
    /// The sheet of volumes by date.
    pub const VOLUMES: [&str; 2] = ["Volumes", "咨询量"];
    /// The sheet for a platform's export.
    pub const EXPORT: [&str; 2] = ["Export", "报表"];
    /// Over the numbers of questions.
    pub const NUMBER: [&str; 2] = ["No.", "编号"];
    /// Over units.
    pub const UNIT: [&str; 2] = ["Write … · the platforms call it", "怎么填 · 平台里的叫法"];
    /// Over examples.
    pub const EXAMPLE: [&str; 2] = ["Example", "例子"];
    /// Over the one answer of the whole shop.
    pub const SHOP: [&str; 2] = ["The shop", "全店"];
    /// Over dates.
    pub const DATE: [&str; 2] = ["Date", "日期"];
    /// Over hours.
    pub const HOUR: [&str; 2] = ["Hour", "时段"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn twelve_of_them_are_required_and_no_key_stands_twice() {
        let keys: BTreeSet<&str> = questions().map(|one| one.key.as_str()).collect();
        assert_eq!(keys.len(), questions().count());
        assert_eq!(questions().filter(|one| one.required).count(), 12);
        for one in questions() {
            let choice = matches!(one.form, Form::Choice | Form::Choices);
            assert_eq!(choice, !one.choices.is_empty(), "{}", one.key);
            assert!(one.low < one.high, "{}", one.key);
        }
        assert!(
            exports()
                .iter()
                .all(|one| ["date", "agent", "handled"].contains(&&*one.figure) || keys.contains(&*one.figure))
        );
    }
}
