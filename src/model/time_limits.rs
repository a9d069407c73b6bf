//! Limits of time at which service is counted beside the first target of each type.

use super::{ContactType, FirstTouch, Model, WaitTarget};
use crate::time::SimDuration;

/// Limits that a file may ask for, and targets that a type may have.
pub const MOST_TIME_LIMITS: usize = 10;

impl Model {
    /// By what the service of a type is counted: its targets, as written, then the limits of the model that none of them
    /// has, until what its first target says and in its window, or without a target until accepted. So it is counted too, of
    /// teams and of all, at the limit of a later target that says something else: of two with one limit, the first is the
    /// type's own, the last is for teams and all. Nothing of tickets and streams.
    pub fn judged_by(&self, kind: &ContactType) -> Vec<WaitTarget> {
        let mut all: Vec<WaitTarget> = kind.speeds().copied().collect();
        let like = kind.speed.unwrap_or(WaitTarget {
            until: FirstTouch::Accepted,
            limit: SimDuration::ZERO,
            share: None,
            window: None,
        });
        for limit in self.time_limits.iter().filter(|_| kind.is_live()) {
            let of_all = WaitTarget { limit: *limit, share: None, ..like };
            let same = |target: &WaitTarget| WaitTarget { share: None, ..*target } == of_all;
            if !all.iter().any(same) {
                all.push(of_all);
            }
        }
        all
    }
}

impl WaitTarget {
    /// Whether a contact that waited so long, and was first answered after so long, is in time.
    #[inline]
    pub fn is_in_time(&self, waited: SimDuration, reply: SimDuration) -> bool {
        let until = if self.until == FirstTouch::FirstReply { reply } else { waited };
        until <= self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::random::Law;

    #[test]
    fn a_type_is_judged_by_its_targets_and_by_the_limits_that_others_have() {
        let call = |name: &str, limit: f64| calls(name, 1.0, Law::exponential(minutes(4.0)), None, minutes(limit));
        let mut several = call("a", 1.0);
        let first = several.speed.unwrap();
        several.more_speeds.push(WaitTarget { limit: minutes(2.0), until: FirstTouch::FirstReply, ..first });
        let mut shop = model(vec![several, call("b", 2.0)], vec![team("t", 9, 2, &[0, 1])], 1);
        let limits = |shop: &Model, at: u32| -> Vec<f64> {
            let kind = &shop.types[crate::model::TypeId(at)];
            shop.judged_by(kind).iter().map(|target| target.limit.seconds()).collect()
        };
        assert_eq!((limits(&shop, 0), limits(&shop, 1)), (vec![60.0, 120.0], vec![120.0]));
        shop.time_limits = vec![minutes(1.0), minutes(2.0)];
        assert_eq!((limits(&shop, 0), limits(&shop, 1)), (vec![60.0, 120.0, 120.0], vec![120.0, 60.0]));
        let of_all = shop.judged_by(&shop.types[crate::model::TypeId(0)])[2];
        assert!(of_all.until == FirstTouch::Accepted, "of all: until what the first target says");
        let asked = shop.judged_by(&shop.types[crate::model::TypeId(1)])[1];
        assert!(asked.share.is_none() && asked.until == FirstTouch::Accepted);
        assert!(asked.is_in_time(minutes(1.0), minutes(3.0)) && !asked.is_in_time(minutes(1.01), minutes(1.01)));
    }
}
