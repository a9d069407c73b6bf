//! What happens to a contact, from its arrival to what it causes later.

pub(crate) mod arrival;
pub(crate) mod buying;
pub(crate) mod contact;
pub(crate) mod followups;
pub(crate) mod patience;
pub(crate) mod recorded;
pub(crate) mod satisfaction;
pub(crate) mod serve;
pub(crate) mod silent;
pub(crate) mod waiting;
