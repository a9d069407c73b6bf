//! How many people a design or a team has, in words: as a rule, at the peak, and from when on others.

use crate::catalogue::civil;
use crate::model::{Lang, Model, Staffing, Team};
use crate::report::words::say;

/// Heads of a team; of one staffed by number, the most ever present.
pub fn team_heads(staffing: &Staffing) -> u32 {
    match staffing {
        Staffing::People(roster) => roster.headcount,
        Staffing::Number(number) => number.most(),
    }
}

/// How many people there are: as a rule, with those who come for the day, and from when on others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heads {
    /// As a rule: on the first counted day.
    usual: u32,
    /// On the counted date of most, where people come for the day or `changes` brings more; else as a rule.
    peak: u32,
    /// Where nobody comes for the day and `changes` has other heads from counted days on, no more than [`STEPS`]: from which
    /// day since 1970-01-01 how many, in order; else none.
    steps: [Option<(i32, u32)>; STEPS],
    /// Whether all that is simulated is in one calendar year, so that a day and month name a date.
    one_year: bool,
}

/// So many changes of heads are told one by one; of more only the most.
const STEPS: usize = 2;

impl Heads {
    /// Of a design.
    pub fn of(model: &Model) -> Self {
        Self::of_teams(model, &model.teams.iter().collect::<Vec<_>>())
    }
    /// Of one of its teams.
    pub fn of_team(model: &Model, team: &Team) -> Self {
        Self::of_teams(model, &[team])
    }

    fn of_teams(model: &Model, teams: &[&Team]) -> Self {
        let usual = teams.iter().map(|team| team_heads(&team.staffing)).sum();
        let calendar = &model.calendar;
        let [first, last] = [0, calendar.days - 1].map(|day| calendar.epoch_day(calendar.warm_up_days + day));
        let one_year = civil(first).year() == civil(last).year();
        let none = Self { usual, peak: usual, steps: [None; STEPS], one_year };
        let rosters = || {
            teams.iter().filter_map(|team| match &team.staffing {
                Staffing::People(roster) => Some(roster),
                Staffing::Number(_) => None,
            })
        };
        if rosters().all(|roster| roster.day_paid.is_empty() && roster.payroll.changes.is_empty()) {
            return none;
        }
        let on = |day: i32| teams.iter().map(|team| heads_on(&team.staffing, day)).sum::<u32>();
        let most = (first..=last).map(on).max().unwrap_or(usual);
        if rosters().any(|roster| !roster.day_paid.is_empty()) {
            return Self { peak: most.max(usual), ..none };
        }
        let mut days: Vec<i32> = rosters().flat_map(|roster| &roster.payroll.changes).map(|(day, _)| *day).collect();
        days.retain(|day| (first + 1..=last).contains(day));
        days.sort_unstable();
        days.dedup();
        days.retain(|day| on(*day) != on(*day - 1));
        let mut steps = [None; STEPS];
        if days.len() <= STEPS {
            steps.iter_mut().zip(&days).for_each(|(step, day)| *step = Some((*day, on(*day))));
        }
        Self { usual: on(first), peak: most, steps, ..none }
    }

    /// As a rule.
    pub fn usual(self) -> u32 {
        self.usual
    }
    /// On the counted date of most.
    pub fn peak(self) -> u32 {
        self.peak
    }

    /// `20 from 2025-11-01`, of each change; `None`: there is none to be told.
    fn later(self, lang: Lang) -> Option<String> {
        let date = |day: i32| {
            let date = civil(day).to_string();
            if self.one_year && lang == Lang::Zh { date[5..].to_owned() } else { date }
        };
        let step = |(day, n): &(i32, u32)| {
            let day = date(*day);
            say(lang, format!("{n} from {day}"), format!("{day} 起 {n} 人"))
        };
        let all: Vec<String> = self.steps.iter().flatten().map(step).collect();
        let told = match lang {
            Lang::En => all.join(", "),
            Lang::Zh => all.join("，"),
        };
        (!all.is_empty()).then_some(told)
    }

    /// For a table: `18`, `18 (peak 38)`, or `14 (20 from 2025-11-01)`.
    pub fn cell(self, lang: Lang) -> String {
        let Self { usual, peak, .. } = self;
        if let Some(later) = self.later(lang) {
            return say(lang, format!("{usual} ({later})"), format!("{usual}（{later}）"));
        }
        if peak == usual {
            return usual.to_string();
        }
        say(lang, format!("{usual} (peak {peak})"), format!("{usual}（高峰 {peak}）"))
    }
    /// Within brackets: `18`, `18, peak 38`, or `14 → 20`.
    pub fn short(self, lang: Lang) -> String {
        let Self { usual, peak, .. } = self;
        if self.steps[0].is_some() {
            let all = std::iter::once(usual).chain(self.steps.iter().flatten().map(|(_, n)| *n));
            return all.map(|n| n.to_string()).collect::<Vec<_>>().join(" → ");
        }
        if peak == usual {
            return usual.to_string();
        }
        say(lang, format!("{usual}, peak {peak}"), format!("{usual}，高峰 {peak}"))
    }
    /// For a sentence: `18 people`, `18 people, 38 at the peak`, or `14 people, 20 from 2025-11-01`.
    pub fn people(self, lang: Lang) -> String {
        let Self { usual, peak, .. } = self;
        let people = if usual == 1 { "person" } else { "people" };
        if let Some(later) = self.later(lang) {
            return say(lang, format!("{usual} {people}, {later}"), format!("{usual} 人，{later}"));
        }
        if peak == usual {
            return say(lang, format!("{usual} {people}"), format!("{usual} 人"));
        }
        say(lang, format!("{usual} people, {peak} at the peak"), format!("平时 {usual} 人，高峰 {peak} 人"))
    }
}

/// Heads of a team on a date, with those who come for the day.
fn heads_on(staffing: &Staffing, epoch_day: i32) -> u32 {
    match staffing {
        Staffing::People(roster) => roster.heads_on(epoch_day) + roster.come_on(epoch_day),
        Staffing::Number(number) => number.most(),
    }
}
