//! Rules that come and go: policies, and the model under every combination of them.

use super::{Label, Model, TypeId};
use crate::random::Law;
use crate::time::{SimDuration, SimTime};
use std::sync::Arc;

/// So many policies a design may have: there is a variant for every combination.
pub const MOST_POLICIES: usize = 4;

/// A model's policies. A variant differs from its model in what may switch and in nothing else: it has the same types,
/// teams, routes, rules and agents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policies {
    switches: Vec<Policy>,
    /// By combination (a bit each) less one: that of none is the model itself.
    variants: Vec<Model>,
}

/// A change of rules that comes and goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Key and name.
    pub label: Label,
    /// When it is on.
    pub trigger: Trigger,
}

/// When a policy is on.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// From the first of two moments until the second: in order, none touching the next.
    Dated(Vec<(SimTime, SimTime)>),
    /// At random: something that fails now and then.
    Random {
        /// From the end of one time to the beginning of the next.
        gap: Law,
        /// How long it lasts.
        lasts: Law,
    },
    /// While too many wait.
    Waiting {
        /// Of which types, all together.
        of: Vec<TypeId>,
        /// It begins once more than these have waited …
        above: u32,
        /// … for so long without a break,
        hold: SimDuration,
        /// and ends when fewer than these wait.
        until_below: u32,
    },
}

impl Policies {
    /// Policies, and the model under combinations 1, 2, … of them.
    pub fn new(switches: Vec<Policy>, variants: Vec<Model>) -> Self {
        assert_eq!(variants.len() + 1, 1 << switches.len(), "a variant for every combination");
        Self { switches, variants }
    }
    /// Does something to every variant, with the variant of the same combination beside it.
    pub fn each_with(&mut self, other: &Self, mut act: impl FnMut(&mut Model, &Model)) {
        self.variants.iter_mut().zip(&other.variants).for_each(|(mine, theirs)| act(mine, theirs));
    }
    /// All, in order of name.
    pub fn switches(&self) -> &[Policy] {
        &self.switches
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.switches.is_empty()
    }
}

impl Policy {
    /// As from a later moment on, which is time zero there.
    fn from(&self, later: SimDuration) -> Self {
        let trigger = match &self.trigger {
            Trigger::Dated(spans) => {
                let ends_later = spans.iter().filter(|(_, until)| *until > SimTime::ZERO + later);
                Trigger::Dated(
                    ends_later.map(|(from, until)| ((*from - later).max(SimTime::ZERO), *until - later)).collect(),
                )
            }
            other @ (Trigger::Waiting { .. } | Trigger::Random { .. }) => other.clone(),
        };
        Self { label: self.label.clone(), trigger }
    }
}

impl Model {
    /// Some of the days counted, from the `first` on, with as many days before them as the whole has: what happens in them
    /// has the same draws as in the whole.
    #[must_use]
    pub fn excerpt(&self, first: i32, days: i32) -> Self {
        let later = SimDuration::DAY * i64::from(first);
        let policies = Policies {
            switches: self.policies.switches.iter().map(|policy| policy.from(later)).collect(),
            variants: self.policies.variants.iter().map(|variant| variant.excerpt(first, days)).collect(),
        };
        let mut excerpt = Self { calendar: self.calendar.excerpt(first, days), policies, ..self.clone() };
        for bot in excerpt.types.iter_mut().filter_map(|kind| kind.bot.as_mut()) {
            bot.varies = bot.varies.as_ref().map(|varying| Arc::new(varying.from_day(first)));
        }
        for hours in excerpt.types.iter_mut().filter_map(|kind| kind.hours.as_mut()) {
            *hours = hours.from_day(first);
        }
        excerpt
    }

    /// The rules under a combination of policies, a bit each.
    #[inline]
    pub fn under(&self, combination: usize) -> &Self {
        combination.checked_sub(1).map_or(self, |n| &self.policies.variants[n])
    }
    /// The model under every combination of its policies, none first.
    pub fn variants(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.policies.variants)
    }
    /// Whether a policy looks at how many of a type wait.
    pub fn is_watched(&self, kind: TypeId) -> bool {
        let watches = |policy: &Policy| matches!(&policy.trigger, Trigger::Waiting { of, .. } if of.contains(&kind));
        self.policies.switches.iter().any(watches)
    }
}
