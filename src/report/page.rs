//! A page as data: sentences, points, tables. A format renders it.

use serde::{Deserialize, Serialize};

/// What is printed, as data.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Report {
    /// Above everything.
    pub title: String,
    /// In order.
    pub sections: Vec<Section>,
    /// The last line: the natural next command.
    pub next: String,
}

/// A part with a heading.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Section {
    /// The heading; may be empty.
    pub heading: String,
    /// In order.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A point of a list.
    Item(String),
    /// Names, and what is said of each.
    Named(Vec<(String, String)>),
    /// Lines of a file or a command, shown as they are.
    Lines(String),
    /// Figures.
    Table(Table),
}

/// Figures in rows.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    /// What all cells have in common: how many replications, which interval.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Cells by row, as text.
    pub rows: Vec<Vec<String>>,
    /// So many columns are repeated where a table is cut for want of room.
    pub fixed: usize,
}

/// A column's heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Lines of the heading.
    pub title: String,
    /// Figures stand to the right.
    pub right: bool,
    /// Whose figures: the number of the arm; `None`: nobody's alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arm: Option<usize>,
}

impl Column {
    /// Words, to the left.
    pub fn words(title: &str) -> Self {
        Self { title: title.into(), right: false, arm: None }
    }
    /// Figures, to the right.
    pub fn figures(title: &str) -> Self {
        Self { title: title.into(), right: true, arm: None }
    }
    /// Figures of an arm.
    pub fn of_arm(title: &str, arm: usize) -> Self {
        Self { arm: Some(arm), ..Self::figures(title) }
    }
}
