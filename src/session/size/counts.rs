//! What is counted of a staffing, and how its counts are put together.

use super::trials::Ground;
use crate::catalogue::{Part, Row, Subject, is_given};
use crate::experiment::{Counted, Goal, Pairs, Standing, Wanted, each_date, over_span};
use crate::model::Model;
use crate::report::Target;

/// A target, by its counts.
pub(super) fn judged(pairs: &[Vec<(f64, f64)>], goal: Goal, by_date: bool) -> Standing {
    if by_date {
        return each_date(pairs, goal);
    }
    over_span(pairs.first().map_or(&[], |pairs| pairs), goal)
}

/// One replication of several.
pub(super) fn alone(all: &[Pairs], at: usize) -> Vec<Pairs> {
    let of = |pairs: &Pairs| Some(pairs.as_ref()?.iter().map(|date| vec![date[at]]).collect());
    all.iter().map(of).collect()
}

/// Adds further replications.
pub(super) fn join(known: &mut [Pairs], more: Vec<Pairs>) {
    for (known, more) in known.iter_mut().zip(more) {
        match (known, more) {
            (Some(known), Some(more)) => known.iter_mut().zip(more).for_each(|(known, more)| known.extend(more)),
            // A price that is missing in one block is missing in all.
            (known, _) => *known = None,
        }
    }
}

/// What is counted: targets as they are judged, targets over the span, people's cost, the running cost, occupancy by team, by
/// target the days on which its type misses one, and what is not asked of the people who are chosen.
pub(super) fn counted(ground: &Ground<'_>) -> Vec<Counted> {
    let Ground { model, targets, beyond, .. } = *ground;
    let over = |target: &Target| Counted::Over(target.wanted.clone());
    let judged = |target: &Target| {
        if ground.each_date { Counted::ByDate(target.wanted.clone()) } else { over(target) }
    };
    let of = |row: Row, subject: Subject| Counted::Over(Wanted { kpi: row.into(), subject: subject.key(model) });
    let bad = |target: &Target| {
        let whose = Subject::parse(&target.wanted.subject, model).map(|(subject, _)| subject);
        let given = whose.filter(|subject| is_given(model, Row::BadDays.into(), Part::Both, *subject));
        of(Row::BadDays, given.unwrap_or(Subject::All))
    };
    let mut all: Vec<Counted> = targets.iter().map(judged).chain(targets.iter().map(over)).collect();
    all.push(Counted::People);
    all.push(of(Row::CostTotal, Subject::All));
    all.extend(model.teams.ids().map(|team| of(Row::Occupancy, Subject::Team(team))));
    all.extend(targets.iter().map(bad));
    all.extend(beyond.iter().map(over));
    all
}

/// The stable name of what is counted.
pub(super) fn kind(counted: &Counted, model: &Model) -> String {
    let name = |one: &Wanted| format!("{}@{}", one.kpi.key(model), one.subject);
    match counted {
        Counted::Over(one) => name(one),
        Counted::ByDate(one) => format!("{} by date", name(one)),
        Counted::People => "people".to_owned(),
    }
}
