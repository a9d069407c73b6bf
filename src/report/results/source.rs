//! Where values of the file come from, and of when they are.

use serde::Serialize;

/// A value of the scenario and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Where it is written.
    pub path: String,
    /// As it is written.
    pub value: String,
    /// What the file says of it.
    pub source: String,
    /// When it was so.
    pub as_of: Option<String>,
    /// How low and how high it may be, where the file says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[String; 2]>,
}

/// Tables and values that hold money.
const MONEY: [&str; 5] = ["pay", "costs", "sale", "late", "severance"];

impl Source {
    /// Whether it is about money.
    pub fn is_price(&self) -> bool {
        self.path.split('.').any(|part| MONEY.contains(&part))
    }
}
