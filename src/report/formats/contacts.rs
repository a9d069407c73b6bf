//! What became of each contact, a row each, written while the replication runs.

use super::csv::MARK;
use crate::catalogue::civil;
use crate::harmless::cell;
use crate::measure::Life;
use crate::model::Model;
use crate::time::{SimDuration, SimTime};
use std::io::{self, Write};

/// Columns; `output/README.md` says what each holds.
pub const COLUMNS: [&str; 15] = [
    "replication",
    "contact",
    "type",
    "arrived",
    "asked",
    "waited",
    "first_reply",
    "outcome",
    "team",
    "agent",
    "begun",
    "ended",
    "repeat",
    "message",
    "counted",
];

/// A table of contacts in the making. The first thing that cannot be written stops it.
pub struct ContactRows<'m, W: Write> {
    model: &'m Model,
    to: csv::Writer<W>,
    written: csv::Result<()>,
}

impl<'m, W: Write> ContactRows<'m, W> {
    /// Nothing but the words over the columns.
    pub fn begin(model: &'m Model, mut to: W) -> io::Result<Self> {
        to.write_all(MARK)?;
        let mut to = csv::Writer::from_writer(to);
        let written = to.write_record(COLUMNS);
        Ok(Self { model, to, written })
    }

    /// A contact of a replication, counted from 1.
    pub fn add(&mut self, replication: u64, life: &Life) {
        if self.written.is_err() {
            return;
        }
        let kind = &self.model.types[life.kind].label.key;
        let moment = |at: Option<SimTime>| at.map_or(String::new(), |at| self.moment(at));
        let team = life.by.map_or("", |(team, _)| &self.model.teams[team].label.key);
        let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
        let row = [
            replication.to_string(),
            // Not in digits alone: a spreadsheet would round it.
            format!("c{:016x}", life.key),
            cell(kind).into_owned(),
            self.moment(life.arrived),
            moment(life.reached),
            seconds(life.waited()),
            seconds(life.reply()),
            life.fate.word().to_owned(),
            cell(team).into_owned(),
            life.by.map_or(String::new(), |(_, agent)| agent.to_string()),
            moment(life.begun),
            moment(life.ended),
            yes(life.repeat),
            yes(life.message),
            yes(life.counted),
        ];
        self.written = self.to.write_record(row);
    }

    /// Whether everything is written.
    pub fn finish(mut self) -> io::Result<()> {
        self.written.map_err(io::Error::from)?;
        self.to.flush()
    }

    /// `2025-03-03 09:30:05.250000`, by the shop's clock.
    fn moment(&self, at: SimTime) -> String {
        format!("{} {}", civil(self.model.calendar.epoch_day(at.day())), at.time_of_day())
    }
}

/// Seconds, to the microsecond.
fn seconds(length: Option<SimDuration>) -> String {
    length.map_or(String::new(), |length| length.seconds().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Fate;

    #[test]
    fn columns_and_outcomes_are_those_that_the_page_of_results_explains() {
        let page = include_str!("../../../output/README.md");
        let words = COLUMNS.into_iter().chain(Fate::ALL.map(Fate::word));
        for word in words {
            assert!(page.contains(&format!("`{word}`")), "{word}");
        }
    }
}
