//! Tables of a workbook: cells that are numbers or words, and how numbers look.

use serde::{Deserialize, Serialize};

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// A number that looks otherwise than its column and its row say.
    Shown(f64, Kind),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, or nothing where there is none.
    pub fn number(number: Option<f64>) -> Self {
        number.filter(|x| x.is_finite()).map_or(Self::Empty, Self::Number)
    }

    /// A number that looks so whatever its column says, or nothing where there is none: to six digits.
    pub fn shown(number: Option<f64>, kind: Kind) -> Self {
        match Self::mean(number) {
            Self::Number(x) => Self::Shown(x, kind),
            other => other,
        }
    }

    /// A mean, or nothing where there is none: to six digits, more than any of them means.
    pub fn mean(number: Option<f64>) -> Self {
        Self::number(number.map(|x| format!("{x:.5e}").parse().unwrap_or(x)))
    }
}

/// How a column's cells look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words on one line.
    Words,
    /// Words on as many lines as it takes.
    Sentences,
    /// A whole number.
    Count,
    /// A number with one place.
    One,
    /// A number with two places.
    Two,
    /// A share, shown as per cent.
    Share,
    /// Money to the cent.
    Money,
    /// A letter in the middle, with a colour of its own.
    Letter,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How its numbers look, where a row does not say otherwise.
    pub kind: Kind,
    /// In characters.
    pub width: f64,
}

impl Column {
    /// A column.
    pub fn new(title: impl Into<String>, kind: Kind, width: f64) -> Self {
        Self { title: title.into(), kind, width }
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// How its numbers look, whatever its columns say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Its cells.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row whose numbers look as its columns say.
    pub fn plain(cells: Vec<Cell>) -> Self {
        Self { kind: None, cells }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Grid {
    /// Its heading.
    pub heading: String,
    /// What is said before it.
    pub notes: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A sheet of tables.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Page {
    /// What is said at its top.
    pub notes: Vec<String>,
    /// One under another.
    pub grids: Vec<Grid>,
    /// So many columns stay when it is scrolled.
    pub fixed: usize,
    /// Long tables have sheets of their own, so that headings stay and each can be filtered: the names of those of all tables but the
    /// first; empty: one under another.
    #[serde(default)]
    pub sheets: Vec<String>,
}
