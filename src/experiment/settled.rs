//! When a comparison needs no more replications: its verdicts stand, or no number asked for would decide them.
//!
//! Whoever looks several times finds something by chance more often, so all looks share the error (Bonferroni's inequality, as for
//! several comparisons): a verdict that ends a comparison early is surer than one that is read at its end.

use super::compare::{pairs, same_demand};
use super::difference::{ComparedArms, Difference};
use super::study::{Arm, Study};
use crate::catalogue::{Better, List, Subject, listed, promised};
use crate::stats::{FIRST_LOOK, Verdict, next_look};

/// A comparison that ends when its verdicts are settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// The arm that others are compared with.
    pub baseline: usize,
    /// The period that the verdicts are about: its stable name.
    pub period: String,
    /// Stop here at the latest.
    pub at_most: u64,
}

/// A difference is left undecided where it would take so many times as many replications as were asked for.
const OUT_OF_REACH: u64 = 2;

impl Settled {
    /// The first look.
    pub(super) fn first(&self) -> u64 {
        self.at_most.min(FIRST_LOOK as u64)
    }

    /// The look after so many replications; `None`: that was the last.
    pub(super) fn after(&self, replications: u64) -> Option<u64> {
        (replications < self.at_most).then(|| (next_look(replications as usize) as u64).min(self.at_most))
    }

    /// How many looks there may be.
    fn looks(&self) -> usize {
        std::iter::successors(Some(self.first()), |look| self.after(*look)).count()
    }

    /// Whether by the replications so far everything that a verdict is given about is settled: what was promised, and the figures of
    /// [`List::Assumptions`].
    pub(super) fn is_reached(&self, study: &Study) -> bool {
        let pairs = pairs(study, self.baseline);
        let comparisons = pairs.len() * self.looks();
        pairs.iter().all(|(number, base_number)| {
            let numbers = [*number, *base_number];
            let [arm, base] = numbers.map(|number| &study.arms[number]);
            let Some(span) = arm.spans.iter().position(|span| span.label.key == self.period) else { return true };
            let same_demand = same_demand(&arm.model, &base.model);
            let compared = ComparedArms { arm, base, numbers, span, comparisons, same_demand };
            judged(&compared, [arm, base]).all(|one| self.stands(&one))
        })
    }

    /// Whether more replications, as many as were asked for, would hardly say anything else.
    fn stands(&self, one: &Difference) -> bool {
        let judgement = &one.judgement;
        let out_of_reach = |needed: u64| needed > self.at_most.saturating_mul(OUT_OF_REACH);
        judgement.verdict != Verdict::Undecided || judgement.n_needed.is_none_or(out_of_reach)
    }
}

/// The differences that verdicts are given about.
fn judged<'a>(compared: &'a ComparedArms<'_>, [arm, base]: [&'a Arm; 2]) -> impl Iterator<Item = Difference> + 'a {
    let targets = promised(&base.model)
        .into_iter()
        .filter_map(move |target| Some((target.kpi, Subject::Type(target.of).in_model(&base.model, &arm.model)?)));
    let further = listed(List::Assumptions).into_iter().map(|kpi| (kpi, Subject::All));
    let with_side = targets.chain(further).filter(|(kpi, _)| kpi.better() != Better::Neither);
    with_side.filter_map(move |(kpi, subject)| compared.of(kpi, subject))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_end_at_what_was_asked_for() {
        let looks = |at_most| {
            let settled = Settled { baseline: 0, period: "horizon".to_owned(), at_most };
            let all: Vec<u64> = std::iter::successors(Some(settled.first()), |look| settled.after(*look)).collect();
            assert_eq!(all.len(), settled.looks());
            all
        };
        assert_eq!(looks(20), [10, 15, 20]);
        assert_eq!(looks(10), [10]);
        assert_eq!(looks(4), [4]);
        assert_eq!(looks(40), [10, 15, 23, 35, 40]);
    }
}
