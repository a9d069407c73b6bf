//! What the rows of one person and date say together.

use super::asked::Spot;
use super::roster_parts::{Doing, said_hours, together, written};
use super::roster_table::RosterCell;
use super::roster_words;
use crate::scenario::values::plain::Hours;

/// What a row says of its date.
pub struct Entry {
    pub spot: Spot,
    pub doing: Doing,
    /// The letter; none where the hours say it.
    pub letter: Option<String>,
    /// None: a day off, or not said.
    pub hours: Option<Hours>,
}

/// The rows of one person and date together; the error: two of them contradict each other.
pub fn of_date(entries: &[Entry]) -> Result<RosterCell, [usize; 2]> {
    let off = |entry: &Entry| {
        entry.doing == Doing::Away
            || entry.letter.as_ref().map_or(entry.hours.is_none(), |letter| roster_words::is_off(letter))
    };
    let (away, there): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| off(entry));
    let works = there.iter().any(|entry| entry.doing != Doing::Break);
    let Some(first) = there.first().filter(|_| works) else {
        let first = &entries[0];
        let said = first.letter.clone().filter(|_| first.doing != Doing::Away);
        return Ok(RosterCell { spot: first.spot, said: said.unwrap_or_else(|| "off".to_owned()), hours: None });
    };
    let row = |entry: &Entry| entry.spot.0;
    let pair = |one: &Entry, other: &Entry| [row(one).min(row(other)), row(one).max(row(other))];
    // Somebody is off all day, or for the hours that are said.
    if let Some(all_day) = away.iter().find(|entry| entry.hours.is_none()) {
        return Err(pair(first, all_day));
    }
    if let Some(said) = spans(&there).filter(|_| away.is_empty()) {
        let all: Vec<(Hours, Doing)> =
            said.into_iter().zip(&there).map(|(hours, entry)| (hours, entry.doing)).collect();
        let said = together(&all).map_err(|[one, other]| pair(there[one], there[other]))?;
        return Ok(RosterCell { spot: first.spot, said, hours: None });
    }
    if let Some(other) = there.iter().find(|entry| entry.letter != first.letter) {
        return Err(pair(first, other));
    }
    if let ([only], []) = (&there[..], &away[..]) {
        let hours = only.hours.map(written);
        let (said, hours) = match &only.letter {
            Some(letter) => (letter.clone(), hours),
            None => (hours.expect("who has neither is off"), None),
        };
        return Ok(RosterCell { spot: only.spot, said, hours });
    }
    let all: Option<Vec<(Hours, Doing)>> =
        entries.iter().map(|entry| Some((entry.hours?, if off(entry) { Doing::Away } else { entry.doing }))).collect();
    let Some(all) = all else { return Err(pair(&entries[0], &entries[1])) };
    let hours = together(&all).map_err(|[one, other]| pair(&entries[one], &entries[other]))?;
    let (said, hours) = match &first.letter {
        Some(letter) => (letter.clone(), Some(hours)),
        None => (hours, None),
    };
    Ok(RosterCell { spot: first.spot, said, hours })
}

/// The hours that stand in the place of letters in several rows; none: there is one row, or letters are letters.
fn spans(there: &[&Entry]) -> Option<Vec<Hours>> {
    let span = |entry: &&Entry| Hours::parse(&said_hours(entry.letter.as_ref()?)?).ok();
    if there.len() > 1 { there.iter().map(span).collect() } else { None }
}
