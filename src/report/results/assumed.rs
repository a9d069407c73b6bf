//! Values that nobody measured.

/// A value of the template that a design uses, or one that the file gives with a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// Where `--set` changes it.
    pub path: String,
    /// As it is written.
    pub value: String,
    /// What it may be instead; empty where nobody says.
    pub ends: Vec<String>,
    /// Where it comes from, if anybody says so.
    pub source: Option<String>,
    /// The file gives it; otherwise nobody did.
    pub given: bool,
}
