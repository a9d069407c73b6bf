//! The files that a scenario names, each read once.

use crate::diagnostic::{SourceMap, Text, io_text};
use crate::say;
use crate::scenario::schema::{Design, RosterText};
use crate::scenario::sheet::Sheet;
use crate::scenario::sources::{Sources, beside};
use std::collections::BTreeMap;

/// Sheets by file and name, or why there are none.
pub struct Sheets<'a> {
    sources: &'a dyn Sources,
    scenario: &'a str,
    read: BTreeMap<(String, Option<String>), Result<Sheet, Text>>,
}

impl<'a> Sheets<'a> {
    /// Nothing read yet; `scenario`: the file beside which others lie.
    pub fn new(sources: &'a dyn Sources, scenario: &'a str) -> Self {
        Self { sources, scenario, read: BTreeMap::new() }
    }

    /// Reads what the teams of a design name.
    pub fn read_for(&mut self, design: &Design, files: &mut SourceMap) {
        for (_, _, team) in design.team.iter() {
            let Some(roster) = &team.roster else { continue };
            let key = key(&roster.value);
            if !self.read.contains_key(&key) {
                let sheet = self.read(&key.0, key.1.as_deref(), files);
                self.read.insert(key, sheet);
            }
        }
    }

    fn read(&self, file: &str, sheet: Option<&str>, files: &mut SourceMap) -> Result<Sheet, Text> {
        let path = beside(self.scenario, file);
        let bytes = self.sources.read(&path).map_err(|why| {
            let Text { en, zh } = io_text(&why);
            say!("cannot read {path}: {en}", "读不了 {path}：{zh}")
        })?;
        Sheet::read(&bytes, &path, sheet, files)
    }

    /// What [`Self::read_for`] found.
    pub fn get(&self, roster: &RosterText) -> &Result<Sheet, Text> {
        &self.read[&key(roster)]
    }
}

impl std::fmt::Debug for Sheets<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheets").field("scenario", &self.scenario).finish_non_exhaustive()
    }
}

fn key(roster: &RosterText) -> (String, Option<String>) {
    (roster.file.value.clone(), roster.sheet.as_ref().map(|sheet| sheet.value.clone()))
}
