//! Who is on which shift of a date, as the plan says: the same letters in sentences, tables and the sheet of rosters.

use crate::model::{Lang, Model, Shift, ShiftDay, StaffedByPeople, Staffing, Team};
use crate::report::words::say;
use crate::time::SimDuration;

/// People of a team on the same hours of a date.
pub struct OnShift {
    /// Its letter, as in the sheet of rosters.
    pub letter: String,
    /// What the file calls it, else its letter.
    pub called: String,
    /// `09:00-18:00`, with its parts.
    pub hours: String,
    /// Of the team.
    pub own: usize,
    /// Who come for the day.
    pub guests: usize,
}

/// Every shift that somebody is on that day (since 1970-01-01), in the order of the file; before absence.
pub fn on_shifts(roster: &StaffedByPeople, epoch_day: i32, lang: Lang) -> Vec<OnShift> {
    let heads = roster.heads_on(epoch_day);
    let mut own = vec![0; roster.shifts.len()];
    for (_, shift) in roster.rostered(heads, epoch_day, &roster.plan.offsets(heads), &|_| true) {
        own[shift] += 1;
    }
    let shifts = own.into_iter().zip(roster.day_paid_on(epoch_day)).enumerate();
    shifts
        .filter(|(_, (own, guests))| own + guests > 0)
        .map(|(shift, (own, guests))| OnShift {
            letter: letter(shift),
            called: name_of(&roster.shifts[shift], lang).unwrap_or_else(|| letter(shift)),
            hours: hours_of(roster.shift_on(shift, epoch_day)),
            own,
            guests,
        })
        .collect()
}

impl OnShift {
    /// `early 09:00-18:00`.
    pub fn name(&self) -> String {
        format!("{} {}", self.called, self.hours)
    }

    /// `A early 09:00-18:00`: where the letter is looked up in the sheet of rosters.
    pub fn lettered(&self) -> String {
        if self.called == self.letter { self.name() } else { format!("{} {}", self.letter, self.name()) }
    }

    /// `5`, `5 + 2 for the day`.
    pub fn people(&self, lang: Lang) -> String {
        match (self.own, self.guests) {
            (own, 0) => own.to_string(),
            (0, guests) => say(lang, format!("{guests} for the day"), format!("临时 {guests}")),
            (own, guests) => say(lang, format!("{own} + {guests} for the day"), format!("{own}＋临时 {guests}")),
        }
    }
}

/// Teams whose people are on shifts.
pub fn rosters(model: &Model) -> impl Iterator<Item = (&Team, &StaffedByPeople)> {
    model.teams.iter().filter_map(|team| match &team.staffing {
        Staffing::People(roster) => Some((team, roster)),
        Staffing::Number(_) => None,
    })
}

/// What the file calls a shift; none where it does not.
pub fn name_of(shift: &Shift, lang: Lang) -> Option<String> {
    shift.name.as_ref().map(|name| name.in_lang(lang).to_owned())
}

/// What shifts are called in Chinese whose key is a usual word, where the file does not name them.
const USUAL: [(&str, &str); 8] = [
    ("early", "早班"),
    ("late", "晚班"),
    ("night", "夜班"),
    ("mid", "中班"),
    ("middle", "中班"),
    ("day", "白班"),
    ("evening", "晚间班"),
    ("weekend", "周末班"),
];

/// What a shift is called: by the file, else by what its key means, else by its key.
pub fn called(shift: &Shift, lang: Lang) -> String {
    let usual = USUAL.iter().find(|(key, _)| lang == Lang::Zh && shift.key == *key);
    name_of(shift, lang).unwrap_or_else(|| usual.map_or_else(|| shift.key.clone(), |(_, zh)| (*zh).to_owned()))
}

/// The letter of a shift: A, B … Z, AA …
pub fn letter(shift: usize) -> String {
    let last = char::from(b'A' + (shift % 26) as u8);
    if shift < 26 { last.to_string() } else { format!("{}{last}", letter(shift / 26 - 1)) }
}

/// `09:00-18:00`, with its parts.
pub fn hours_of(day: &ShiftDay) -> String {
    let part = |from: SimDuration, until: SimDuration| format!("{}-{}", at(from), at(until));
    let parts: Vec<String> = day.parts.iter().map(|hours| part(hours.from, hours.until)).collect();
    parts.join("+")
}

/// `09:00`.
pub fn at(time: SimDuration) -> String {
    let text = time.to_string();
    text.strip_suffix(":00").unwrap_or(&text).to_owned()
}
