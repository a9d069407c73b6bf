//! Values that are worked out for a file and laid into its tree as if it had said them.

use crate::diagnostic::Place;
use crate::scenario::text::document::{Node, Value};
use std::collections::BTreeMap;

/// `arrivals.per_day` by type, and the place that stands for it.
pub(crate) type GivenPerDay = BTreeMap<String, (f64, Place)>;

/// What is left of a stream's arrivals without those born in contacts, by name.
pub(crate) type OwnShares = BTreeMap<String, f64>;

/// Gives every type of a volume its `arrivals.per_day`.
pub(crate) fn lay_per_day(world: &mut Node, per_day: &GivenPerDay) {
    for (name, (x, place)) in per_day {
        let Some(contact) = world.get_mut("contact").and_then(|c| c.get_mut(name)).and_then(Node::table_mut) else {
            continue;
        };
        let arrivals = contact.entry("arrivals".into()).or_insert_with(|| Node::empty_table(place.clone()));
        if let Some(arrivals) = arrivals.table_mut() {
            arrivals
                .entry("per_day".into())
                .or_insert_with(|| Node { computed: true, ..Node::new(place.clone(), Value::Number(*x)) });
        }
    }
}
