//! From the file as written to the tree of one design in one case. Tree to tree: nothing here knows of the model.

pub(crate) mod baseline;
pub(crate) mod calendars;
pub(crate) mod changes;
pub(crate) mod clock;
pub(crate) mod differences;
pub(crate) mod dotted_keys;
pub(crate) mod empirical;
pub(crate) mod exclusive_keys;
pub(crate) mod from_facts;
pub(crate) mod given_volume;
pub(crate) mod inherit;
pub(crate) mod levers;
pub(crate) mod meanings;
pub(crate) mod overlay;
pub(crate) mod reach;
pub(crate) mod resolve;
pub(crate) mod source;
pub(crate) mod template;
