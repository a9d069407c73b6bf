//! Volumes of a table by interval, for whoever wants them without a scenario.

use super::columns::{Asked, NOTHING};
use super::notation::Notation;
use super::table::VolumeTable;
use super::taken;
use super::type_volume::TypeVolume;
use super::wanted_type::VolumeDay;
use super::wanted_type::{WantedType, is_by_contact};
use super::words::EFFORT;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceMap, Text, io_text};
use crate::model::{Said, Taken};
use crate::say;
use crate::scenario::schema::{ArrivalsText, MissingWord};
use crate::scenario::text::document::parse_value;
use crate::scenario::text::limits::LARGE;
use crate::scenario::text::sheet::Sheet;
use crate::scenario::text::sources::Sources;
use crate::scenario::values::read::{Entry, Names, Read as _};
use crate::time::SimDuration;

/// How many came in an interval of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Since 1970-01-01.
    pub date: i32,
    /// Time of day at which it begins.
    pub from: SimDuration,
    /// How long it is.
    pub length: SimDuration,
    /// Contacts.
    pub contacts: f64,
}

/// What a file of volumes holds, and what was taken of it.
#[derive(Clone, Debug)]
pub struct ListedVolumes {
    /// Its intervals, in order of time.
    pub intervals: Vec<Interval>,
    /// What was read.
    pub taken: Taken,
}

/// A file whose intervals are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// As it is named.
    pub file: &'a str,
    /// The type, where the file has several; none: its only one.
    pub kind: Option<&'a str>,
    /// How it is written, as beside `file` in a scenario; none: as it says itself.
    pub notation: Option<&'a str>,
}

/// Every interval that a file of volumes holds, of one type where the file has several; or all that is wrong with it.
pub fn listed(sources: &dyn Sources, asked: &Listed<'_>, files: &mut SourceMap) -> Result<ListedVolumes, Diagnostics> {
    let mut out = Diagnostics::default();
    read(sources, asked, files, &mut out).ok_or(out)
}

/// What is said of how a file is written; none: it is wrong.
fn said(notation: &str, files: &mut SourceMap, out: &mut Diagnostics) -> Option<ArrivalsText> {
    let text = if notation.trim_start().starts_with('{') { notation.to_owned() } else { format!("{{ {notation} }}") };
    let id = files.add("--read", &text);
    let before = out.reported();
    let said = ArrivalsText::read(&parse_value(&text, id, 0), out)?;
    Notation::check(&said, out);
    const OTHER: [&str; 8] =
        ["per_day", "profile", "weekday", "holiday", "season", "day_cv", "day_persistence", "file"];
    if let Some(key) = OTHER.iter().find(|key| said.writes(key)) {
        let place = Place::new(id, 0..text.len());
        let why = say!("`{key}` says nothing of how a file is read", "`{key}` 与文件怎么读无关");
        return out.reject(Diagnostic::error(Code::Misplaced, &place, why).help(say!(
            "take it out; what is read here: columns, where, sheet, type, counts, unit, decimal, day_first, hour_ends, time_zone, year, missing, times",
            "请删去；这里可写 columns、where、sheet、type、counts、unit、decimal、day_first、hour_ends、time_zone、year、missing、times"
        )));
    }
    (out.reported() == before).then_some(said)
}

fn read(
    sources: &dyn Sources,
    asked: &Listed<'_>,
    files: &mut SourceMap,
    out: &mut Diagnostics,
) -> Option<ListedVolumes> {
    let &Listed { file, kind, notation } = asked;
    let said = match notation {
        Some(notation) => Some(said(notation, files, out)?),
        None => None,
    };
    let id = files.add("--volumes", file);
    let place = Place::new(id, 0..file.len());
    let name = said.as_ref().and_then(|said| said.sheet.as_ref()).map(|sheet| sheet.value.as_str());
    let sheet = sources.read(file).map_err(|why| {
        let Text { en, zh } = io_text(&why);
        say!("cannot read {file}: {en}", "读不了 {file}：{zh}")
    });
    let sheet = match sheet.and_then(|bytes| Sheet::read(&bytes, file, name, LARGE, files)) {
        Ok(sheet) => sheet,
        Err(why) => return out.reject(Diagnostic::error(Code::Unreadable, &place, why)),
    };
    let names =
        |of: fn(&ArrivalsText) -> &Names<String>| said.as_ref().map_or_else(Names::default, |said| of(said).clone());
    let (mut columns, chosen) = (names(|said| &said.columns), names(|said| &said.where_));
    let by_contact = said.as_ref().is_some_and(is_by_contact);
    if by_contact {
        // How long contacts take is none of its intervals.
        let nothing = || Entry { key: place.clone(), value: Some(NOTHING.to_owned()), place: place.clone() };
        columns.0.entry(EFFORT.key.to_owned()).or_insert_with(nothing);
    }
    let factor = said.as_ref().and_then(|said| said.times.as_ref()).map(|times| times.value.0);
    let notation = said.as_ref().map_or_else(Notation::default, Notation::of);
    let asked = Asked {
        file,
        said: &columns,
        chosen: &chosen,
        by_contact,
        past_midnight: false,
        year: None,
        names: &[],
        place: &place,
    };
    let table = VolumeTable::read(sheet, &asked, notation, None, out)?;
    if !table.has_intervals() {
        let why = say!("{file} does not say when in the day", "{file} 没有写时段");
        let help = say!("a time in a column of its own, or behind the date", "时刻单独一列，或写在日期后面");
        return out.reject(Diagnostic::error(Code::Data, &place, why).help(help));
    }
    let own = said.as_ref().and_then(|said| said.type_.as_ref()).map(|kind| kind.value.as_str());
    let kind = kind_of(kind.or(own), (&table, file), &place, out)?;
    let names = vec![kind.to_lowercase()];
    let sheet_said = said.as_ref().and_then(|said| said.sheet.as_ref()).map(|sheet| sheet.value.clone());
    let zero = said.and_then(|said| said.missing).is_some_and(|missing| missing.value == MissingWord::Zero);
    let wanted =
        WantedType { key: kind, names, zero, exact: false, by_contact, zeros: None, scaled: factor.is_some(), place };
    let held = TypeVolume::read(&table, file, &wanted, out)?;
    let mut taken = taken::taken(&(file.to_owned(), sheet_said), &table, &[(&wanted, &held)], None);
    taken.notes.extend(factor.map(|times| Said { en: format!("times {times}"), zh: format!("乘以 {times}") }));
    let mut intervals: Vec<Interval> = held.days.iter().flat_map(|(date, day)| of_day(*date, day)).collect();
    for interval in &mut intervals {
        interval.contacts *= factor.unwrap_or(1.0);
    }
    Some(ListedVolumes { intervals, taken })
}

/// The type that is asked for, or the only one that there is.
fn kind_of(
    kind: Option<&str>,
    (table, file): (&VolumeTable, &str),
    place: &Place,
    out: &mut Diagnostics,
) -> Option<String> {
    Some(match (kind, &table.kinds[..]) {
        (Some(kind), _) => kind.to_owned(),
        // Without a column of types there is one of numbers.
        (None, [only]) if only.is_empty() => "count".to_owned(),
        (None, [only]) => only.clone(),
        (None, several) => {
            let list = several.join(", ");
            let why = say!("of which type? {file} has {list}", "哪一类？{file} 里有：{list}");
            return out.reject(Diagnostic::error(Code::Data, place, why).help(say!("--type NAME", "--type 名称")));
        }
    })
}

fn of_day(date: i32, day: &VolumeDay) -> Vec<Interval> {
    // A day on which nobody came has no shape, and needs nobody.
    let Some(shape) = &day.shape else { return Vec::new() };
    let slots = shape.slots();
    let length = SimDuration::from_ticks(SimDuration::DAY.ticks() / slots as i64);
    let interval =
        |slot: usize| Interval { date, from: length * slot as i64, length, contacts: day.total * shape.share(slot) };
    (0..slots).map(interval).filter(|interval| interval.contacts > 0.0).collect()
}
