//! Which columns the counters of a limit of time are read from: those of its type's first target, or of a limit beside it;
//! of a team what it took up, and its part of those who left.

use super::layout::Layout;
use crate::catalogue::Subject;
use crate::catalogue::counter::{ContactCounter, LimitAtTeamCounter, LimitCounter};
use crate::model::{ContactType, Model, TeamId, TypeId};
use crate::time::SimDuration;

/// Columns with their factors.
type Terms = Vec<(usize, f64)>;

/// Reads one limit of one model.
pub(super) struct AtLimit<'a> {
    pub(super) model: &'a Model,
    pub(super) layout: &'a Layout,
    pub(super) limit: SimDuration,
}

impl AtLimit<'_> {
    /// The columns of a counter, of somebody.
    pub(super) fn terms(&self, counter: LimitCounter, subject: Subject) -> Terms {
        let live = || self.model.types.entries().filter(|(_, kind)| kind.is_live());
        let served = |kind: &ContactType, team| kind.routes.iter().any(|route| route.team == team);
        match subject {
            Subject::Type(kind) => self.of_type(counter, kind),
            Subject::All => live().flat_map(|(kind, _)| self.of_all(counter, kind)).collect(),
            Subject::TypeAtTeam(kind, team) => self.at_team(counter, kind, team),
            Subject::Team(team) => live()
                .filter(|(_, kind)| served(kind, team))
                .flat_map(|(kind, _)| self.at_team(counter, kind, team))
                .collect(),
            Subject::Step(..) | Subject::Policy(_) => Vec::new(),
        }
    }

    /// Of a type, by its own target where one has the limit: nothing where none of what it is judged by has it.
    fn of_type(&self, counter: LimitCounter, id: TypeId) -> Terms {
        let judged = self.model.judged_by(&self.model.types[id]);
        self.column_of(counter, id, judged.iter().position(|target| target.limit == self.limit))
    }

    /// Of a type as part of a team or of all: until what its first target says, whatever a later one says at the limit.
    fn of_all(&self, counter: LimitCounter, id: TypeId) -> Terms {
        let judged = self.model.judged_by(&self.model.types[id]);
        self.column_of(counter, id, judged.iter().rposition(|target| target.limit == self.limit))
    }

    fn column_of(&self, counter: LimitCounter, id: TypeId, at: Option<usize>) -> Terms {
        let Some(at) = at else { return Vec::new() };
        let kind = &self.model.types[id];
        if let Some(beside) = at.checked_sub(usize::from(kind.speed.is_some())) {
            return vec![(self.layout.of_limit(id, beside) + counter as usize, 1.0)];
        }
        let column = |(c, factor): &(ContactCounter, f64)| (self.layout.of_type(id) + *c as usize, *factor);
        of_first_target(counter).iter().map(column).collect()
    }

    /// Of a type at a team. Who left unanswered waited for the teams that are tried first, and is theirs in equal parts.
    fn at_team(&self, counter: LimitCounter, id: TypeId, team: TeamId) -> Terms {
        let Some(at) = self.model.time_limits.iter().position(|limit| *limit == self.limit) else { return Vec::new() };
        let kind = &self.model.types[id];
        let base = self.layout.of_limit_at_team((id, team), at);
        let accepted = (base + LimitAtTeamCounter::Accepted as usize, 1.0);
        let part = if kind.is_first(team) { 1.0 / kind.first_teams().len() as f64 } else { 0.0 };
        let part_of = |counter, factor: f64| {
            let terms = if part > 0.0 { self.of_all(counter, id) } else { Vec::new() };
            terms.into_iter().map(move |(column, x)| (column, x * factor * part))
        };
        match counter {
            LimitCounter::InTime => vec![(base + LimitAtTeamCounter::InTime as usize, 1.0)],
            LimitCounter::Accepted => vec![accepted],
            LimitCounter::AbandonedInLimit => part_of(counter, 1.0).collect(),
            LimitCounter::Offered | LimitCounter::OnLine => {
                let left = part_of(counter, 1.0).chain(part_of(LimitCounter::Accepted, -1.0));
                std::iter::once(accepted).chain(left).collect()
            }
        }
    }
}

/// The counter of a limit, where the limit is that of the type's first target.
fn of_first_target(counter: LimitCounter) -> &'static [(ContactCounter, f64)] {
    use ContactCounter as C;
    match counter {
        LimitCounter::Offered => &[(C::Offered, 1.0), (C::Unjudged, -1.0)],
        LimitCounter::OnLine => &[(C::Offered, 1.0), (C::Messages, -1.0), (C::Closed, -1.0), (C::UnjudgedOnLine, -1.0)],
        LimitCounter::Accepted => &[(C::Accepted, 1.0), (C::UnjudgedAccepted, -1.0)],
        LimitCounter::InTime => &[(C::InTime, 1.0)],
        LimitCounter::AbandonedInLimit => &[(C::AbandonedInLimit, 1.0)],
    }
}
