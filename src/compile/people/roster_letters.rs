//! What stands in the cells of a roster: letters, hours, both, and what of it is not clear.

use crate::compile::files::roster_parts::{Fit, fit, is_hours, lettered, lines, of_day, said_hours};
use crate::compile::files::roster_table::{RosterCell, RosterTable, cell_or_last};
use crate::compile::files::roster_words::is_off;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::model::{Label, Shift, ShiftDay};
use crate::say;
use crate::scenario::schema::{RosterText, ShiftText};
use crate::scenario::text::sheet::Sheet;
use crate::scenario::values::read::Names;
use std::collections::{BTreeMap, BTreeSet};

/// What may stand in a cell.
pub(super) struct Letters<'a> {
    /// The shift it means; none: off.
    known: BTreeMap<String, Option<usize>>,
    /// Of shifts.
    keys: Vec<&'a str>,
}

impl<'a> Letters<'a> {
    /// What the scenario says, and shifts by key and by name.
    pub(super) fn of(text: &RosterText, shifts: &'a Names<ShiftText>, out: &mut Diagnostics) -> Self {
        let mut known = BTreeMap::new();
        let keys = shifts.names();
        for (i, key) in keys.iter().enumerate() {
            known.insert((*key).to_string(), Some(i));
            if let Some(name) = shifts.get(key).and_then(|shift| shift.name.as_ref()) {
                let label = Label::parse(key, &name.value);
                known.extend([(label.zh, Some(i)), (label.en, Some(i))]);
            }
        }
        for (letter, entry, means) in text.letters.iter() {
            // Beside a shift: the one of the row is worked.
            if means == "on" && shifts.get("on").is_none() {
                continue;
            }
            let shift = keys.iter().position(|key| key == means);
            if shift.is_none() && !is_off(means) {
                let message = say!("unknown shift `{means}`", "没有叫 `{means}` 的班次");
                out.push(Diagnostic::error(Code::UnknownName, &entry.place, message).near_or_list(means, &keys));
                continue;
            }
            known.insert(letter.trim().to_string(), shift);
        }
        Self { known, keys }
    }

    /// The keys of shifts.
    pub(super) fn keys(&self) -> Vec<&'a str> {
        self.keys.clone()
    }

    /// Whether somebody could work by a text: a letter, hours, or both.
    pub(super) fn works(&self, said: &str) -> bool {
        let letter = |word: &str| self.known.get(word).is_some_and(Option::is_some);
        letter(said) || said_hours(said).is_some() || lettered(said).is_some_and(|(word, _)| letter(word))
    }

    /// Whether something is a letter.
    pub(super) fn has(&self, said: &str) -> bool {
        self.known.contains_key(said)
    }
}

/// What is known of shifts while a roster is read.
pub(super) struct Known<'a> {
    pub shifts: &'a Names<ShiftText>,
    /// In the same order; none: something is wrong with it.
    pub made: &'a [Option<Shift>],
    pub text: &'a RosterText,
    pub letters: &'a Letters<'a>,
}

/// What a cell means.
pub(super) enum Meant {
    /// None: off.
    Shift(Option<usize>),
    Unknown,
    /// Its hours are those of two shifts.
    Either([usize; 2]),
    /// Its letter is of a shift whose hours are others than those beside it.
    Clash(usize, String),
}

impl Known<'_> {
    /// What a cell means on its day.
    pub(super) fn meant(&self, cell: &RosterCell, day: i32) -> Meant {
        let said = cell.said.as_str();
        let letter = |word: &str| self.letters.known.get(word).copied().or_else(|| is_off(word).then_some(None));
        if let Some(shift) = letter(said) {
            return self.held_against(shift, cell.hours.as_deref(), day);
        }
        let hours = if is_hours(said) { Some(said.to_owned()) } else { said_hours(said) };
        if let Some(hours) = hours {
            return self.of_hours(&hours, day);
        }
        let both = lettered(said).and_then(|(word, hours)| Some((letter(word)?, hours)));
        both.map_or(Meant::Unknown, |(shift, hours)| self.held_against(shift, Some(&hours), day))
    }

    /// A letter and the hours beside it.
    fn held_against(&self, shift: Option<usize>, hours: Option<&str>, day: i32) -> Meant {
        let made = shift.and_then(|shift| Some((shift, self.made[shift].as_ref()?)));
        match made.zip(hours) {
            Some(((shift, made), hours)) if !agree(made.days.on(day), hours) => Meant::Clash(shift, hours.to_owned()),
            _ => Meant::Shift(shift),
        }
    }

    /// The one shift that has these hours on every day on which it is worked.
    fn always(&self, hours: &str) -> Option<usize> {
        let has = |shift: &Shift| {
            let mut days = shift.days.values().filter(|day| !day.is_off()).peekable();
            days.peek().is_some() && days.all(|day| fit(day, hours) != Fit::No)
        };
        let all = self.made.iter().enumerate().filter(|(_, shift)| shift.as_ref().is_some_and(has));
        let all: Vec<usize> = all.map(|(at, _)| at).collect();
        if let [one] = all[..] { Some(one) } else { None }
    }

    /// The shift that has these hours on a day.
    fn of_hours(&self, said: &str, day: i32) -> Meant {
        let with = |wanted: Fit| {
            let all = self.made.iter().enumerate().filter_map(|(at, shift)| Some((at, shift.as_ref()?)));
            all.filter(|(_, shift)| fit(shift.days.on(day), said) == wanted).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let whole = with(Fit::Whole);
        match if whole.is_empty() { with(Fit::Hours) } else { whole }[..] {
            [] => Meant::Unknown,
            [one] => Meant::Shift(Some(one)),
            [one, other, ..] => Meant::Either([one, other]),
        }
    }
}

/// Whether hours beside a letter are those of its shift, or from its beginning until its end. On days on which nobody works it
/// something else is wrong.
fn agree(day: &ShiftDay, hours: &str) -> bool {
    let ends = |text: &str| {
        text.get(..5).zip(text.get(text.len().saturating_sub(5)..)).map(|(a, b)| (a.to_owned(), b.to_owned()))
    };
    day.is_off() || fit(day, hours) != Fit::No || hours.len() == 11 && ends(&of_day(day)) == ends(hours)
}

/// Cells by what stands in them.
type Spots<'s> = BTreeMap<&'s str, Vec<(usize, usize)>>;

/// Cells that are not clear.
#[derive(Default)]
pub(super) struct Unclear<'s> {
    unknown: Spots<'s>,
    /// The first, its two shifts, and how many there are.
    either: Option<(&'s RosterCell, [usize; 2], usize)>,
    /// The first, its day, its shift, the hours beside it, and how many there are.
    clash: Option<(&'s RosterCell, Clash, usize)>,
}

/// A letter whose shift has other hours.
struct Clash {
    day: i32,
    shift: usize,
    hours: String,
}

impl<'s> Unclear<'s> {
    /// Keeps a cell that is no shift.
    pub(super) fn note(&mut self, meant: Meant, cell: &'s RosterCell, day: i32) {
        match meant {
            Meant::Shift(_) => (),
            Meant::Unknown => self.unknown.entry(&cell.said).or_default().push(cell.spot),
            Meant::Either(both) => self.either.get_or_insert((cell, both, 0)).2 += 1,
            Meant::Clash(shift, hours) => {
                self.clash.get_or_insert((cell, Clash { day, shift, hours }, 0)).2 += 1;
            }
        }
    }

    /// Tells all of them.
    pub(super) fn report(mut self, sheet: &Sheet, table: &RosterTable, known: &Known<'_>, out: &mut Diagnostics) {
        if let Some(cells) = self.unknown.remove("") {
            report_empty(sheet, &cells, out);
        }
        if !self.unknown.is_empty() {
            report_unknown(sheet, &self.unknown, known, out);
        }
        let keys = known.shifts.names();
        if let Some((cell, [one, other], n)) = self.either {
            let (name, said, one, other) = (sheet.cell_name(cell.spot), &cell.said, keys[one], keys[other]);
            let why = say!(
                "{name}: \"{said}\" are the hours of `{one}` and of `{other}` (cells: {n})",
                "{name}：“{said}”既是 `{one}` 的时间，也是 `{other}` 的（共 {n} 格）"
            );
            let place = &cell_or_last(sheet, cell.spot).place;
            out.push(Diagnostic::error(Code::DataDoubt, place, why).help(say!(
                "say which: letters = {{ \"{said}\" = \"{one}\" }} or \"{other}\"",
                "请写明是哪个班：letters = {{ \"{said}\" = \"{one}\" }} 或 \"{other}\""
            )));
        }
        if let Some((cell, clash, n)) = self.clash {
            out.push(clash.told(sheet, (cell, n), table.beside.as_ref(), known));
        }
    }
}

impl Clash {
    /// The letter says one thing, the hours beside it another. `n`: how many such cells there are; `words`: over both.
    fn told(
        self,
        sheet: &Sheet,
        (cell, n): (&RosterCell, usize),
        words: Option<&[String; 3]>,
        known: &Known<'_>,
    ) -> Diagnostic {
        let (name, said, hours, key) =
            (sheet.cell_name(cell.spot), &cell.said, &self.hours, known.shifts.names()[self.shift]);
        let own = known.made[self.shift].as_ref().map_or_else(String::new, |shift| of_day(shift.days.on(self.day)));
        let why = say!(
            "{name}: \"{said}\" is `{key}`, from {own}, but {hours} stand with it (cells: {n})",
            "{name}：“{said}”是 `{key}`（{own}），旁边写的却是 {hours}（共 {n} 格）"
        );
        let found = Diagnostic::error(Code::DataDoubt, &cell_or_last(sheet, cell.spot).place, why)
            .also(&known.text.file.place, say!("read here", "在这里读取"));
        found.help(match words {
            Some([letter, from, until]) if from == until => say!(
                "if the letter counts: columns = {{ shift = \"{letter}\" }}; if the hours do: columns = {{ shift = \"{from}\" }}",
                "以班次为准：columns = {{ shift = \"{letter}\" }}；以时间为准：columns = {{ shift = \"{from}\" }}"
            ),
            Some([letter, from, until]) => say!(
                "if the letter counts: columns = {{ shift = \"{letter}\" }}; if the hours do: columns = {{ from = \"{from}\", until = \"{until}\" }}",
                "以班次为准：columns = {{ shift = \"{letter}\" }}；以时间为准：columns = {{ from = \"{from}\", until = \"{until}\" }}"
            ),
            None => say!(
                "say which shift it is: letters = {{ \"{said}\" = \"{key}\" }}",
                "请写明是哪个班：letters = {{ \"{said}\" = \"{key}\" }}"
            ),
        })
    }
}

/// Letters that a message tells one by one.
const NAMED: usize = 12;

fn report_empty(sheet: &Sheet, cells: &[(usize, usize)], out: &mut Diagnostics) {
    let (name, n) = (sheet.cell_name(cells[0]), cells.len());
    let why = say!("{name}: nothing stands here (empty cells: {n})", "{name}：空白（共 {n} 格）");
    out.push(Diagnostic::error(Code::Empty, &cell_or_last(sheet, cells[0]).place, why).help(say!(
        "write a shift or `off`; where empty means off: letters = {{ \"\" = \"off\" }}",
        "请填班次或“休”；若空白就是休息：letters = {{ \"\" = \"off\" }}"
    )));
}

/// A line for letters that are not known: of a word with its hours the word, and the one shift that has these hours each time.
fn proposed(all: &[(&str, &Vec<(usize, usize)>)], known: &Known<'_>) -> String {
    let keys = known.shifts.names();
    let mut words: Vec<(&str, BTreeSet<Option<usize>>)> = Vec::new();
    for (said, _) in all {
        let (word, shift) = match lettered(said) {
            Some((word, hours)) => (word, known.always(&hours)),
            None => (*said, None),
        };
        match words.iter_mut().find(|(own, _)| *own == word) {
            Some((_, shifts)) => _ = shifts.insert(shift),
            None => words.push((word, BTreeSet::from([shift]))),
        }
    }
    let means = |shifts: &BTreeSet<Option<usize>>| match (shifts.len(), shifts.first()) {
        (1, Some(Some(shift))) => keys[*shift],
        _ => "…",
    };
    words.iter().map(|(word, shifts)| format!("\"{word}\" = \"{}\"", means(shifts))).collect::<Vec<_>>().join(", ")
}

/// All letters that are not known, with the line that says what they mean.
fn report_unknown(sheet: &Sheet, unknown: &Spots<'_>, known: &Known<'_>, out: &mut Diagnostics) {
    let mut all: Vec<(&str, &Vec<(usize, usize)>)> = unknown.iter().map(|(said, cells)| (*said, cells)).collect();
    all.sort_by_key(|(_, cells)| cells[0]);
    let (first, cells) = all[0];
    let (name, n, others) = (sheet.cell_name(cells[0]), cells.len(), all.len() - 1);
    let place = &cell_or_last(sheet, cells[0]).place;
    let mut why = say!(
        "{name}: unknown letter \"{first}\" (cells with it: {n})",
        "{name}：不认识的班次 \"{first}\"（共 {n} 格）"
    );
    if others > 0 {
        let list: Vec<String> = all[1..]
            .iter()
            .take(NAMED)
            .map(|(said, cells)| format!("\"{said}\" {} × {}", sheet.cell_name(cells[0]), cells.len()))
            .collect();
        let more = if others > NAMED { " …" } else { "" };
        let (en, zh) = (list.join(", ") + more, list.join("、") + more);
        let (front_en, front_zh) = (why.en, why.zh);
        why = say!("{front_en}, and {others} more: {en}", "{front_zh}，还有 {others} 种：{zh}");
    }
    // A break in hours of several rows.
    let why = Text { zh: why.zh.replace(" less ", "，中间休息 "), ..why };
    let keys = known.shifts.names();
    let found = Diagnostic::error(Code::UnknownLetter, place, why)
        .near(first, &keys)
        .also(&known.text.file.place, say!("read here", "在这里读取"));
    let hours = |said: &str| if is_hours(said) { Some(said.to_owned()) } else { said_hours(said) };
    if let Some(hours) = all.iter().map(|(said, _)| hours(said)).collect::<Option<BTreeSet<String>>>() {
        let said: Vec<&str> = hours.iter().map(String::as_str).collect();
        let line = lines(&said, &keys);
        out.push(found.help(say!(
            "these hours are no shift's: shifts = {{ {line} }}",
            "这些时间没有对应的班次：shifts = {{ {line} }}"
        )));
        return;
    }
    let line = proposed(&all, known);
    let (en, zh) = (keys.join(", "), keys.join("、"));
    out.push(found.help(say!(
        "say what each means, one of {en}, off: letters = {{ {line} }}",
        "请写明各是什么（{zh} 或 off）：letters = {{ {line} }}"
    )));
}
