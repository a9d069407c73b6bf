//! Teams: whom they serve, who works when, for what pay.

pub(crate) mod chat_limits;
pub(crate) mod dated;
pub(crate) mod day_workers;
pub(crate) mod fixed_staffing;
pub(crate) mod pay;
pub(crate) mod roster;
mod roster_letters;
pub(crate) mod routes;
pub(crate) mod shift_plan;
pub(crate) mod shifts;
pub(crate) mod staffed_file;
mod staffed_week;
pub(crate) mod staffing;
pub(crate) mod teams;
pub(crate) mod turnover;
