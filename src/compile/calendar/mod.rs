//! Which days are busier than others, for which contact types, and how a day's arrivals are spread over it.

pub(crate) mod bursts;
pub(crate) mod crises;
pub(crate) mod day_shapes;
pub(crate) mod day_variation;
pub(crate) mod events;
pub(crate) mod holidays;
pub(crate) mod hours_of_events;
pub(crate) mod lift_curves;
pub(crate) mod profile_grid;
pub(crate) mod profiles;
pub(crate) mod recorded_days;
