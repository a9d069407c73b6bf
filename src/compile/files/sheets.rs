//! The files that a scenario names, each read once.

use super::columns::Asked;
use super::notation::Notation;
use super::table::VolumeTable;
use super::type_volume::TypeVolume;
use super::wanted_type::{WantedType, is_by_contact};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceMap, Text, io_text};
use crate::model::Taken;
use crate::say;
use crate::scenario::schema::{ArrivalsText, Design, RosterText, Staffed, StaffedFile, World};
use crate::scenario::text::limits::{LARGE, MOST};
use crate::scenario::text::sheet::Sheet;
use crate::scenario::text::sources::{Sources, beside};
use crate::scenario::values::dates::{DateSpan, year_of};
use crate::scenario::values::day_key::ByDayText;
use crate::scenario::values::read::{At, Names};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A file and the name of its sheet.
pub type SheetKey = (String, Option<String>);

/// How a sheet is read: by types that say the same of it, once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableKey {
    /// File and sheet.
    pub of: SheetKey,
    /// What its columns are called.
    pub columns: Vec<(String, String)>,
    /// Which of its rows are read.
    pub chosen: Vec<(String, String)>,
    /// Whether every row is a contact.
    pub by_contact: bool,
    /// How it is written.
    pub notation: Notation,
}

/// Sheets by file and name, or why there are none.
pub struct Sheets<'a> {
    sources: &'a dyn Sources,
    scenario: &'a str,
    read: BTreeMap<SheetKey, Result<Sheet, Text>>,
    tables: BTreeMap<TableKey, Result<VolumeTable, Diagnostics>>,
    held: BTreeMap<(TableKey, WantedType), Result<TypeVolume, Diagnostics>>,
    /// The first year that counts; none: it is not known yet.
    year: Option<i16>,
    /// What was taken of files that hold no volumes.
    taken: RefCell<Vec<Taken>>,
}

impl<'a> Sheets<'a> {
    /// Nothing read yet; `scenario`: the file beside which others lie.
    pub fn new(sources: &'a dyn Sources, scenario: &'a str) -> Self {
        let (tables, held) = (BTreeMap::new(), BTreeMap::new());
        Self { sources, scenario, read: BTreeMap::new(), tables, held, year: None, taken: RefCell::default() }
    }

    /// Remembers what was taken of a file; it is compiled once for every design, and told once.
    pub fn note(&self, taken: Taken) {
        let mut all = self.taken.borrow_mut();
        if !all.contains(&taken) {
            all.push(taken);
        }
    }

    /// What was taken of every file, volumes first.
    /// `simulated`: the dates that are; none: unknown.
    pub fn taken(&self, simulated: Option<DateSpan>) -> Vec<Taken> {
        let read = |(of, table): (&TableKey, &Result<VolumeTable, Diagnostics>)| {
            let readers = self.held.iter().filter(|((key, _), _)| key == of);
            let held: Vec<(&WantedType, &TypeVolume)> =
                readers.filter_map(|((_, wanted), held)| Some((wanted, held.as_ref().ok()?))).collect();
            Some(super::taken::taken(&of.of, table.as_ref().ok()?, &held, simulated))
        };
        self.tables.iter().filter_map(read).chain(self.taken.borrow().iter().cloned()).collect()
    }

    /// Reads what the teams of a design and the types name.
    pub fn read_for(&mut self, world: &World, design: &Design, files: &mut SourceMap, out: &mut Diagnostics) {
        self.year = world.start.as_ref().map(|start| year_of(start.value.0));
        for (_, _, team) in design.team.iter() {
            let roster = team.roster.iter().map(|roster| (key(&roster.value), MOST));
            let staffed = team.staffed.iter().filter_map(|staffed| match &staffed.value {
                ByDayText::EveryDay(Staffed::File(file)) => Some((staffed_key(file), LARGE)),
                _ => None,
            });
            for (key, most) in roster.chain(staffed) {
                self.once_of(&key, most, files);
            }
        }
        let contacts = world.contact.iter().map(|(key, _, c)| (key, c.name.as_ref(), c.arrivals.as_ref()));
        let streams = world.stream.iter().map(|(key, _, s)| (key, s.name.as_ref(), s.arrivals.as_ref()));
        let all: Vec<_> = contacts.chain(streams).collect();
        for of in read_in_several_ways(all.iter().filter_map(|(_, _, text)| text.map(|text| &text.value))) {
            self.once_of(&of, LARGE, files);
        }
        let mut readers: BTreeMap<SheetKey, (TableKey, Vec<WantedType>)> = BTreeMap::new();
        let mut by_table: BTreeMap<TableKey, Vec<WantedType>> = BTreeMap::new();
        for (key, name, text) in all {
            let Some((text, file)) = text.and_then(|text| Some((text, text.file.as_ref()?))) else { continue };
            let Some(wanted) = WantedType::of(key, name.map(|name| &name.value), text) else { continue };
            let of = volumes_key(text, file);
            if !self.tables.contains_key(&of) {
                let table = self.table(&of, text, &wanted, files);
                self.tables.insert(of.clone(), table);
            }
            let table = &self.tables[&of];
            let read = || {
                let mut found = Diagnostics::default();
                TypeVolume::read(table.as_ref().map_err(Clone::clone)?, &of.of.0, &wanted, &mut found).ok_or(found)
            };
            self.held.entry((of.clone(), wanted.clone())).or_insert_with(read);
            by_table.entry(of.clone()).or_default().push(wanted.clone());
            readers.entry(of.of.clone()).or_insert_with(|| (of, Vec::new())).1.push(wanted);
        }
        for (of, wanted) in &by_table {
            let held = wanted.iter().filter_map(|one| {
                let read = self.held.get(&(of.clone(), one.clone()))?;
                Some((one, read.as_ref().ok()?))
            });
            let held: Vec<(&WantedType, &TypeVolume)> = held.collect();
            let asked = self.tables[of].as_ref().ok().and_then(|table| super::shared_rows::ask(table, &of.of.0, &held));
            if let Some(asked) = asked {
                out.push(asked);
            }
        }
        for (of, wanted) in readers.values() {
            if let Ok(table) = &self.tables[of] {
                table.strangers(wanted, out);
            }
        }
    }

    /// A sheet of a file beside the scenario that is small enough to be kept: read once, whoever names it.
    pub fn once(&mut self, of: &SheetKey, files: &mut SourceMap) -> &Result<Sheet, Text> {
        self.once_of(of, MOST, files)
    }

    /// The same of a sheet that may have so many rows and columns.
    fn once_of(&mut self, of: &SheetKey, most: (usize, usize), files: &mut SourceMap) -> &Result<Sheet, Text> {
        if !self.read.contains_key(of) {
            let sheet = self.read(&of.0, of.1.as_deref(), most, files);
            self.read.insert(of.clone(), sheet);
        }
        &self.read[of]
    }

    /// A file beside the scenario.
    fn read(
        &self,
        file: &str,
        sheet: Option<&str>,
        most: (usize, usize),
        files: &mut SourceMap,
    ) -> Result<Sheet, Text> {
        let path = beside(self.scenario, file);
        let bytes = self.sources.read(&path).map_err(|why| {
            let Text { en, zh } = io_text(&why);
            say!("cannot read {path}: {en}", "读不了 {path}：{zh}")
        })?;
        Sheet::read(&bytes, &path, sheet, most, files)
    }

    fn table(
        &self,
        key: &TableKey,
        text: &ArrivalsText,
        wanted: &WantedType,
        files: &mut SourceMap,
    ) -> Result<VolumeTable, Diagnostics> {
        let mut found = Diagnostics::default();
        Notation::check(text, &mut found);
        if !found.is_empty() {
            return Err(found);
        }
        let ((file, sheet), place) = (&key.of, text.file.as_ref().map_or(&wanted.place, |file| &file.place));
        // One that a law or a roster has read is kept; one that was too large for them is not.
        let kept = self.read.get(&key.of).and_then(|kept| kept.as_ref().ok());
        let sheet = kept.map_or_else(|| self.read(file, sheet.as_deref(), LARGE, files), |kept| Ok(kept.clone()));
        let sheet = match sheet {
            Ok(sheet) => sheet,
            Err(why) => {
                found.push(Diagnostic::error(Code::Unreadable, place, why));
                return Err(found);
            }
        };
        let asked = Asked {
            file,
            said: &text.columns,
            chosen: &text.where_,
            by_contact: key.by_contact,
            past_midnight: false,
            year: self.year,
            names: &wanted.names,
            place,
        };
        VolumeTable::read(sheet, &asked, key.notation, Some(wanted), &mut found).ok_or(found)
    }

    /// What [`Self::read_for`] found.
    pub fn get(&self, roster: &RosterText) -> &Result<Sheet, Text> {
        &self.read[&key(roster)]
    }

    /// What [`Self::read_for`] found of a team's numbers.
    pub fn staffed(&self, file: &StaffedFile) -> &Result<Sheet, Text> {
        &self.read[&staffed_key(file)]
    }

    /// What [`Self::read_for`] found of a type that has a file.
    pub fn volumes(&self, key: &str, name: Option<&String>, text: &ArrivalsText) -> &Result<TypeVolume, Diagnostics> {
        let of = text.file.as_ref().map(|file| volumes_key(text, file));
        let wanted = of.zip(WantedType::of(key, name, text));
        &self.held[&wanted.expect("only types with a file are asked about")]
    }
}

impl std::fmt::Debug for Sheets<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheets").field("scenario", &self.scenario).finish_non_exhaustive()
    }
}

/// Files that several types read, and not in one way: they are kept, so that each is read once.
fn read_in_several_ways<'t>(texts: impl Iterator<Item = &'t ArrivalsText>) -> Vec<SheetKey> {
    let mut ways: BTreeMap<SheetKey, Vec<TableKey>> = BTreeMap::new();
    for of in texts.filter_map(|text| Some(volumes_key(text, text.file.as_ref()?))) {
        let known = ways.entry(of.of.clone()).or_default();
        if !known.contains(&of) {
            known.push(of);
        }
    }
    ways.into_iter().filter(|(_, ways)| ways.len() > 1).map(|(of, _)| of).collect()
}

fn key(roster: &RosterText) -> SheetKey {
    (roster.file.value.clone(), roster.sheet.as_ref().map(|sheet| sheet.value.clone()))
}

fn staffed_key(staffed: &StaffedFile) -> SheetKey {
    (staffed.file.value.clone(), staffed.sheet.as_ref().map(|sheet| sheet.value.clone()))
}

fn volumes_key(text: &ArrivalsText, file: &At<String>) -> TableKey {
    let pairs = |names: &Names<String>| names.iter().map(|(key, _, word)| (key.to_owned(), word.clone())).collect();
    let (columns, chosen) = (pairs(&text.columns), pairs(&text.where_));
    let sheet = text.sheet.as_ref().map(|sheet| sheet.value.clone());
    let of = (file.value.clone(), sheet);
    TableKey { of, columns, chosen, by_contact: is_by_contact(text), notation: Notation::of(text) }
}
