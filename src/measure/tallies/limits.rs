//! What is counted of contacts that are looked at more closely: those of types whose target has a window of hours, and those
//! that are judged by more than one limit. None of it happens to others.

use super::Tallies;
use crate::catalogue::counter::{ContactCounter, LimitAtTeamCounter, LimitCounter};
use crate::engine::Contact;
use crate::id::Id;
use crate::model::{Model, TeamId, WaitTarget};
use crate::time::SimDuration;

/// What the contacts of a type are judged by beside its first target.
#[derive(Default)]
pub(super) struct Beside {
    /// Further targets and limits, in the order of their counters.
    targets: Vec<WaitTarget>,
    /// By limit that is counted of teams: what the type is judged by at it.
    at_teams: Vec<WaitTarget>,
}

impl Beside {
    /// By type of a model.
    pub(super) fn of(model: &Model) -> Vec<Self> {
        let of_type = |kind| {
            let all = model.judged_by(kind);
            // The last of a limit is that of teams.
            let at = |limit: &SimDuration| all.iter().rfind(|target| target.limit == *limit).copied();
            let at_teams = model.time_limits.iter().filter_map(at).collect();
            Self { at_teams, targets: all[usize::from(kind.speed.is_some())..].to_vec() }
        };
        model.types.iter().map(of_type).collect()
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.targets.is_empty() && self.at_teams.is_empty()
    }
}

impl Tallies<'_> {
    /// Whether it counts for its type's first target.
    fn judges(&self, contact: &Contact) -> bool {
        self.model.types[contact.contact_type].speed.is_none_or(|speed| speed.judges(contact.reached))
    }

    /// For each limit beside the first target that judges it: what it adds there.
    fn add_beside<const N: usize>(
        &mut self,
        contact: &Contact,
        amounts: impl Fn(&WaitTarget) -> [(LimitCounter, i64); N],
    ) {
        for at in 0..self.beside[contact.contact_type.index()].targets.len() {
            let target = self.beside[contact.contact_type.index()].targets[at];
            if target.judges(contact.reached) {
                let base = self.layout.of_limit(contact.contact_type, at);
                let amounts = amounts(&target).map(|(counter, amount)| (counter as usize, amount));
                self.counts.add_all::<{ LimitCounter::COUNT }, N>(contact.interval, base, amounts);
            }
        }
    }

    /// It reached people.
    #[cold]
    pub(super) fn reached_closer(&mut self, contact: &Contact) {
        if !self.judges(contact) {
            self.add(contact, [(ContactCounter::Unjudged, 1), (ContactCounter::UnjudgedOnLine, 1)]);
        }
        self.add_beside(contact, |_| [(LimitCounter::Offered, 1), (LimitCounter::OnLine, 1)]);
    }

    /// It left, or left a message, in closed hours.
    #[cold]
    pub(super) fn off_line_closer(&mut self, contact: &Contact) {
        if !self.judges(contact) {
            self.add(contact, [(ContactCounter::UnjudgedOnLine, -1)]);
        }
        self.add_beside(contact, |_| [(LimitCounter::OnLine, -1)]);
    }

    /// It left the line after so long; says whether it counts for its type's first target.
    #[cold]
    pub(super) fn abandoned_closer(&mut self, contact: &Contact, waited: SimDuration) -> bool {
        self.add_beside(contact, |target| [(LimitCounter::AbandonedInLimit, i64::from(waited <= target.limit))]);
        self.judges(contact)
    }

    /// A team accepted it after so long, and it was first answered after so long; says whether it counts for its type's first
    /// target.
    #[cold]
    pub(super) fn accepted_closer(
        &mut self,
        contact: &Contact,
        waited: SimDuration,
        reply: SimDuration,
        by: TeamId,
    ) -> bool {
        let judges = self.judges(contact);
        if !judges {
            self.add(contact, [(ContactCounter::UnjudgedAccepted, 1)]);
        }
        self.add_beside(contact, |target| {
            [(LimitCounter::Accepted, 1), (LimitCounter::InTime, i64::from(target.is_in_time(waited, reply)))]
        });
        for at in 0..self.beside[contact.contact_type.index()].at_teams.len() {
            let target = self.beside[contact.contact_type.index()].at_teams[at];
            if target.judges(contact.reached) {
                let in_time = i64::from(target.is_in_time(waited, reply));
                let amounts = [(LimitAtTeamCounter::Accepted, 1), (LimitAtTeamCounter::InTime, in_time)];
                let amounts = amounts.map(|(counter, amount)| (counter as usize, amount));
                let base = self.layout.of_limit_at_team((contact.contact_type, by), at);
                self.counts.add_all::<{ LimitAtTeamCounter::COUNT }, _>(contact.interval, base, amounts);
            }
        }
        judges
    }
}
