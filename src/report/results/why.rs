//! Why customers of a design waited: what was found, and names for it.

use crate::catalogue::civil;
use crate::experiment::{Stretch, Why};
use crate::measure::blame::{Cause, State, row_length};
use crate::model::{Label, Lang, TeamId, TypeId};
use crate::report::words::say;
use crate::time::SimDuration;

/// Weekdays from Monday on.
const WEEKDAYS: [(&str, &str); 7] = [
    ("Mon", "周一"),
    ("Tue", "周二"),
    ("Wed", "周三"),
    ("Thu", "周四"),
    ("Fri", "周五"),
    ("Sat", "周六"),
    ("Sun", "周日"),
];

/// Of an agent at the desk, or away from it for a while: all but the absent.
pub const ON_SHIFT: [State; 8] = [
    State::Break,
    State::Pause,
    State::Leading,
    State::Finishing,
    State::Ticket,
    State::ChatLimit,
    State::Full,
    State::Room,
];

/// Why customers of a design waited.
#[derive(Debug)]
pub struct Explained {
    /// The scenario's title.
    pub title: Label,
    /// What was found.
    pub why: Why,
    /// The span that was asked about; `None`: a moment was.
    pub span: Option<Label>,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
}

/// Why customers waited in the hours of the busiest dates that miss their targets most.
#[derive(Debug)]
pub struct WhyMissed {
    /// Of the baseline, and of designs beside it in its case: only those that miss a target there.
    pub found: Vec<Explained>,
    /// Arms that were looked at and miss none there.
    pub fine: Vec<usize>,
    /// Interrupted before all of it was told.
    pub stopped: bool,
}

/// What a type has to do with its target in a stretch.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// Which type.
    pub of: TypeId,
    /// The share answered in time.
    pub in_time: f64,
    /// The share promised.
    pub promised: f64,
    /// By how many customers it is short; below 0: by how many it is better.
    pub short: f64,
}

impl Explained {
    /// Types whose customers wait for people.
    pub fn types(&self) -> Vec<TypeId> {
        self.why.model.types.entries().filter(|(_, of)| of.is_live()).map(|(id, _)| id).collect()
    }

    /// Types with a target for the wait.
    pub fn promised(&self) -> Vec<TypeId> {
        let share = |of: &TypeId| self.why.model.types[*of].speed.is_some_and(|speed| speed.share.is_some());
        self.types().into_iter().filter(share).collect()
    }

    /// Teams that take customers.
    pub fn teams(&self) -> Vec<TeamId> {
        let of_live = |team: &TeamId| {
            let serves = |of: &TypeId| self.why.model.types[*of].routes.iter().any(|route| route.team == *team);
            self.types().iter().any(serves)
        };
        self.why.model.teams.ids().filter(of_live).collect()
    }

    /// How each type with a target stands in some rows, the shortest of its target first.
    pub fn judged(&self, stretch: &Stretch, rows: &[usize]) -> Vec<Judged> {
        let judge = |of: TypeId| {
            let promised = self.why.model.types[of].speed?.share?;
            let in_time = stretch.in_time(rows, &[of])?.value;
            let short = (promised - in_time) * stretch.asked(rows, &[of]).value;
            Some(Judged { of, in_time, promised, short })
        };
        let mut all: Vec<Judged> = self.promised().into_iter().filter_map(judge).collect();
        Self::most_short_first(&mut all);
        all
    }

    /// Puts those with most customers short of their target first.
    pub fn most_short_first(judged: &mut [Judged]) {
        judged.sort_by(|a, b| b.short.total_cmp(&a.short).then(a.of.cmp(&b.of)));
    }

    /// Causes of the waiting in some rows with their shares, the largest first.
    pub fn causes(&self, stretch: &Stretch, rows: &[usize]) -> Vec<(Cause, f64)> {
        self.causes_of(stretch, rows, &self.types())
    }

    /// The same of the waiting of these types.
    pub fn causes_of(&self, stretch: &Stretch, rows: &[usize], types: &[TypeId]) -> Vec<(Cause, f64)> {
        let share = |cause| Some((cause, stretch.share(rows, types, cause)?.value));
        let mut all: Vec<(Cause, f64)> =
            Cause::ALL.into_iter().filter_map(share).filter(|(_, share)| *share > 0.0).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all
    }

    /// `Tue 2025-11-11 20:00–22:00`, or the name of the span.
    pub fn when(&self, stretch: &Stretch, lang: Lang) -> String {
        if let Some(span) = self.span.as_ref().filter(|_| stretch.whole) {
            return span.in_lang(lang).to_owned();
        }
        let [(from, begins), (until, ends)] = self.moments(stretch);
        let day = |epoch_day: i32| {
            let (en, zh) = WEEKDAYS[(epoch_day + 3).rem_euclid(7) as usize];
            say(lang, format!("{en} {} ", civil(epoch_day)), format!("{}（{zh}） ", civil(epoch_day)))
        };
        if from == until && begins == "00:00" && ends == "24:00" {
            day(from).trim_end().to_owned()
        } else if from == until {
            format!("{}{begins}–{ends}", day(from))
        } else {
            format!("{}{begins} – {}{ends}", day(from), day(until))
        }
    }

    /// The same in two short lines, for the heading of a column.
    pub fn when_short(&self, stretch: &Stretch, lang: Lang) -> String {
        if stretch.whole {
            return self.when(stretch, lang);
        }
        let [(from, begins), (_, ends)] = self.moments(stretch);
        let date = civil(from);
        format!("{:02}-{:02}\n{begins}–{ends}", date.month(), date.day())
    }

    /// Day number since 1970-01-01 and time of the beginning and the end.
    fn moments(&self, stretch: &Stretch) -> [(i32, String); 2] {
        let calendar = &self.why.model.calendar;
        let per_day = calendar.intervals_per_day();
        let first = calendar.epoch_day(calendar.warm_up_days);
        let at = |interval: usize| {
            (first + (interval / per_day) as i32, clock(calendar.interval * (interval % per_day) as i64))
        };
        let end = match stretch.intervals.end {
            end if end % per_day == 0 => (first + (end / per_day) as i32 - 1, "24:00".to_owned()),
            end => at(end),
        };
        [at(stretch.intervals.start), end]
    }

    /// `20:00–20:30`: a row of the day.
    pub fn row(&self, row: usize) -> String {
        let length = row_length(&self.why.model.calendar);
        format!("{}–{}", clock(length * row as i64), clock(length * (row as i64 + 1)))
    }
}

/// `20:00`.
fn clock(time: SimDuration) -> String {
    let minutes = time.ticks() / SimDuration::MINUTE.ticks();
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
