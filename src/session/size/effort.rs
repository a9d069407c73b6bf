//! How much there is to simulate for an answer, before anything was: in replications like the first of a search; and how far it is.

use super::{Asked, Chosen, Size};
use crate::experiment::Sweeping;

/// What a search takes: as much as is typical of searches of its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// Replications of quick looks.
    quick: f64,
    /// Replications of sure looks, and how many quick ones each is worth.
    sure: f64,
    worth: f64,
}

/// What a search is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Whether it looks at what may be the answer, rather than for it.
    pub sure: bool,
    /// Staffings that were looked at.
    pub tried: usize,
    /// All people of the best so far; by date their days.
    pub people: Option<u32>,
}

/// Typical searches take between these shares of what is reckoned here.
const SPREAD: [f64; 2] = [0.6, 1.6];
/// Replications by date: whatever the dates, and more for each.
const BY_DATE: [f64; 2] = [800.0, 65.0];
/// Staffings that are looked at quickly: whatever the places, and more for each.
const STAFFINGS: [f64; 2] = [4.0, 12.0];
/// Staffings that are confirmed, as multiples of the most replications: the answer and the file's, and of each place one fewer and one more.
const CONFIRMED: [f64; 2] = [1.0, 0.6];
/// Replications of the curve of the risk.
const RISK: f64 = 400.0;

impl Effort {
    /// About as many replications like the first it takes: the least and the most.
    pub fn replications(&self) -> [f64; 2] {
        SPREAD.map(|share| share * (self.quick + self.sure * self.worth))
    }
}

impl Size {
    /// What the search takes, before it begins.
    pub fn effort(&self, asked: &Asked) -> Effort {
        let looks = &self.looks;
        let most = looks.at.last().copied().unwrap_or(1) as f64;
        // The answer and the design as it is stand beside the levers; those that the file has are nearly all of them simulated.
        let beside = if asked.alternatives { self.scenario.compiled.levers.len() as f64 + 2.0 } else { 0.0 } * most;
        let worth = self.days_of(&looks.sure) / self.days_of(&looks.quick);
        if self.what == Chosen::ByDate {
            let all = BY_DATE[0] + BY_DATE[1] * self.dates.len() as f64;
            // About half of them are sure.
            return Effort { quick: 0.5 * all, sure: 0.5 * all + beside, worth };
        }
        let places = self.places.all.len() as f64;
        let [quick, sure] = [STAFFINGS, CONFIRMED].map(|[fixed, each]| fixed + each * places);
        // A week and its warm-up, which a quick look is long or longer.
        let risk = RISK * (f64::from(2 * super::BEFORE) / self.days_of(&looks.quick)).min(1.0);
        Effort { quick: quick * looks.quick.replications as f64 + risk, sure: sure * most + beside, worth }
    }

    /// Days that a look simulates, the warm-up among them.
    fn days_of(&self, look: &Sweeping) -> f64 {
        let calendar = &self.model.calendar;
        let days = match (&look.weeks, &look.days) {
            (Some(weeks), _) => return (weeks.len() as i32 * (7 + super::BEFORE)).into(),
            (None, Some(days)) => days.end - days.start,
            (None, None) => calendar.days,
        };
        f64::from(days + calendar.warm_up_days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_takes_between_the_least_and_the_most() {
        let effort = Effort { quick: 500.0, sure: 100.0, worth: 5.0 };
        assert_eq!(effort.replications(), [600.0, 1600.0]);
    }
}
