//! Events of a calendar as a whole model has them.

use super::{Label, Model};
use std::collections::BTreeMap;

impl Model {
    /// The events that change what comes of any type on a day (since 1970-01-01), each once, in order of their keys.
    pub fn events_on(&self, epoch_day: i32) -> Vec<&Label> {
        let lifts = self.types.iter().filter_map(|kind| Some(&kind.arrivals.as_ref()?.lifts));
        let events = lifts.flat_map(|lifts| lifts.events_on(epoch_day));
        events.map(|event| (&event.key, event)).collect::<BTreeMap<_, _>>().into_values().collect()
    }
}
