//! A type that reads a table, and what it finds there for one date.

use crate::diagnostic::{Code, Diagnostic, Place, Text};
use crate::model::Given;
use crate::random::Profile;
use crate::say;
use crate::scenario::schema::{ArrivalsText, HeldWord, MissingWord, ZerosWord};
use std::sync::Arc;

/// A type that reads a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WantedType {
    /// Its key.
    pub key: String,
    /// What it may be called in the table.
    pub names: Vec<String>,
    /// Whether what is missing means that nobody came.
    pub zero: bool,
    /// Whether its numbers are exact.
    pub exact: bool,
    /// Whether every row is a contact.
    pub by_contact: bool,
    /// Whether contacts of length 0 were answered; none: that is not said.
    pub zeros: Option<bool>,
    /// Whether the scenario says how many contacts its numbers are, one by one.
    pub scaled: bool,
    /// Where it says so.
    pub place: Place,
}

impl WantedType {
    /// What a type says of its file.
    pub fn of(key: &str, name: Option<&String>, text: &ArrivalsText) -> Option<Self> {
        let file = text.file.as_ref()?;
        let names = if let Some(called) = &text.type_ {
            vec![called.value.clone()]
        } else {
            let label = name.map_or_else(Vec::new, |name| name.split('|').map(|n| n.trim().to_string()).collect());
            [vec![key.to_string()], label].concat()
        };
        Some(Self {
            key: key.to_string(),
            names: names.iter().map(|name| name.to_lowercase()).collect(),
            exact: text.counts.as_ref().is_some_and(|c| c.value == HeldWord::Exact),
            by_contact: is_by_contact(text),
            zeros: text.zeros.as_ref().map(|zeros| zeros.value == ZerosWord::Answered),
            // One that is not written stands where the file does.
            scaled: text.times.as_ref().is_some_and(|times| times.place != file.place),
            zero: text.missing.as_ref().is_some_and(|m| m.value == MissingWord::Zero),
            place: text.type_.as_ref().map_or_else(|| file.place.clone(), |t| t.place.clone()),
        })
    }
    /// Whether this is what it is called.
    pub fn is(&self, said: &str) -> bool {
        self.names.contains(&said.to_lowercase())
    }
    /// Says that a table has nothing of it, and what it has.
    pub fn not_found(&self, why: Text, known: &[&str]) -> Diagnostic {
        let found = Diagnostic::error(Code::Data, &self.place, why).near_or_list(&self.names[0], known);
        if found.help.is_some() {
            return found;
        }
        found.help(say!(
            "say what it is called there: arrivals = {{ file = …, type = \"…\" }}",
            "请写出文件里的叫法：arrivals = {{ file = …, type = \"…\" }}"
        ))
    }
}

/// Whether every row of a type's file is a contact.
pub fn is_by_contact(text: &ArrivalsText) -> bool {
    text.counts.as_ref().is_some_and(|c| c.value == HeldWord::Rows)
}

/// One date.
#[derive(Clone, Debug)]
pub struct VolumeDay {
    /// Where it stands first.
    pub place: Place,
    /// How many.
    pub total: f64,
    /// When; none where the table does not say, or nobody came.
    pub shape: Option<Arc<Profile>>,
    /// Its contacts, where they are not to be drawn.
    pub given: Option<Arc<Given>>,
}
