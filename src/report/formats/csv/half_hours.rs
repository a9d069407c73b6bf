//! The peak days by interval: who is needed, planned, there, who asks, and how well they are served.

use super::columns::PEAK_DAYS;
use super::sheet::{Sheet, WEEKDAYS, optional, six};
use crate::catalogue::{KpiId, List, Row, Subject, civil, is_on};
use crate::experiment::{Arm, ProfileTable};
use crate::id::IdVec;
use crate::load::{History, TeamLoad, teams_on};
use crate::model::{Lang, TeamId};
use crate::report::day_hours::clock;
use crate::report::formats::{Asset, Bundle};

/// `peak_days.csv`: an interval of a date a row, for the shop, every type and every team.
pub fn peak_days_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let mut sheet = Sheet::of(PEAK_DAYS)?;
    let n = bundle.results.study.replications.to_string();
    for arm in &bundle.results.study.arms {
        let Some(profile) = arm.profile.as_ref().filter(|profile| !profile.groups.focus().dates.is_empty()) else {
            continue;
        };
        let history = History::of(&arm.model);
        for (place, day) in profile.groups.focus().dates.iter().enumerate() {
            let loads = teams_on(&arm.model, &history.on(*day), *day);
            let date = Date { arm, profile, loads, place, day: *day, lang: bundle.lang };
            for slot in 0..arm.model.calendar.intervals_per_day() {
                date.rows(slot, &n, &mut sheet)?;
            }
        }
    }
    Ok(vec![("peak_days.csv".into(), sheet.bytes()?)])
}

/// A date of an arm.
struct Date<'a> {
    arm: &'a Arm,
    profile: &'a ProfileTable,
    /// What is expected of teams on it.
    loads: IdVec<TeamId, TeamLoad>,
    /// Which of the dates in focus it is.
    place: usize,
    /// Which counted day.
    day: usize,
    lang: Lang,
}

impl Date<'_> {
    /// One interval of everybody of whom something is kept; nobody where nothing is there.
    fn rows(&self, slot: usize, n: &str, sheet: &mut Sheet) -> Result<(), String> {
        let model = &self.arm.model;
        let calendar = &model.calendar;
        let (per_day, day) = (calendar.intervals_per_day(), calendar.warm_up_days + self.day as i32);
        let date = civil(calendar.epoch_day(day)).to_string();
        let (from, until) = (clock(slot, per_day), clock(slot + 1, per_day));
        for subject in self.subjects() {
            let planned = self.planned(subject, slot);
            let own = |row: Row| self.own(row, subject, slot);
            let [duty, desk, offered, waiting, level] =
                [Row::OnDuty, Row::AtDesk, Row::Offered, Row::Waiting, Row::ServiceLevel].map(own);
            let any = [duty.mean, desk.mean, offered.mean, waiting.mean].iter().flatten().any(|mean| *mean > 0.0);
            if !any && planned.is_none_or(|(need, scheduled)| need == 0.0 && scheduled == 0.0) {
                continue;
            }
            let mut row: Vec<String> = vec![model.design.key.clone(), model.case.key.clone(), date.clone()];
            row.extend([WEEKDAYS[calendar.weekday(day)].to_owned(), from.clone(), until.clone()]);
            row.extend([subject.key(model), subject.name(model, self.lang)]);
            row.extend([optional(planned.map(|both| both.0)), optional(planned.map(|both| both.1))]);
            row.push(optional(duty.mean));
            for of in [&desk, &offered, &waiting] {
                row.push(optional(of.mean));
                row.extend(of.spread());
            }
            row.extend([optional(level.mean), optional(level.half_width)]);
            row.extend(level.spread());
            row.push(n.to_owned());
            sheet.row(&row)?;
        }
        Ok(())
    }

    /// The shop, types and teams of whom something is kept by replication.
    fn subjects(&self) -> Vec<Subject> {
        let kept = |subject: &Subject| {
            let is_kept = |(kpi, of): &(KpiId, Subject)| of == subject && is_on(*kpi, List::Spread);
            matches!(subject, Subject::All | Subject::Type(_) | Subject::Team(_))
                && self.profile.columns.iter().any(is_kept)
        };
        Subject::all_of(&self.arm.model).into_iter().filter(kept).collect()
    }

    /// People who are needed and people who are planned; none of types, whom several teams may serve.
    fn planned(&self, subject: Subject, slot: usize) -> Option<(f64, f64)> {
        let of = |team: TeamId| (self.loads[team].need()[slot], self.loads[team].scheduled[slot]);
        match subject {
            Subject::All => {
                Some(self.loads.ids().map(of).fold((0.0, 0.0), |sum, team| (sum.0 + team.0, sum.1 + team.1)))
            }
            Subject::Team(team) => Some(of(team)),
            _ => None,
        }
    }

    fn own(&self, row: Row, subject: Subject, slot: usize) -> Own {
        let group = self.profile.groups.date(self.place).start + slot;
        let Some(column) = self.profile.column(row.into(), subject) else { return Own::default() };
        let cell = self.profile.cell(group, column);
        Own {
            mean: cell.map(|cell| cell.mean),
            half_width: cell.and_then(|cell| cell.half_width),
            spread: self.profile.spread(group, column),
        }
    }
}

/// A figure of an interval.
#[derive(Default)]
struct Own {
    mean: Option<f64>,
    half_width: Option<f64>,
    /// 5 %, 50 % and 95 % over replications.
    spread: Option<[f64; 3]>,
}

impl Own {
    fn spread(&self) -> [String; 3] {
        self.spread.map_or([const { String::new() }; 3], |spread| spread.map(six))
    }
}
