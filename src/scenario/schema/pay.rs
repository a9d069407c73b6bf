//! What people are paid.

use crate::scenario::dates::Span;
use crate::scenario::read::{At, table};
use crate::scenario::values::Amount;
use crate::time::SimDuration;

table! {
    /// What people are paid; what is not given is reported as not given.
    pub struct PayText {
        /// Wage a month for each head.
        month: Option<At<Amount>>,
        /// Wage an hour on shift.
        hour: Option<At<Amount>>,
        /// Employer's charges on wages, as a share; 0 where there are none.
        loading: At<Amount>,
        /// Desk, computer, licence, a month for each head; 0 where there are none.
        seat: At<Amount>,
        /// What somebody who comes for a day (`people`) is paid for it.
        day: Option<At<Amount>>,
        /// Price of hiring one person.
        hire: Option<At<Amount>>,
        /// How overtime is paid.
        overtime: Option<At<Overtime>>,
        /// Public holidays, as dates and spans of dates: who works then is paid overtime for all his hours.
        holidays: Vec<At<Span>>,
    }
    later "commission", "outsourced";
}

table! {
    /// How overtime is paid.
    pub struct Overtime {
        /// Multiple of the hour's wage after the end of shifts; 1.5 if not given.
        factor: Option<At<Amount>>,
        /// … on a day off that is worked; if not given, that is an ordinary day (time off instead).
        rest_day: Option<At<Amount>>,
        /// … on public holidays; 3 if not given.
        holiday: Option<At<Amount>>,
        /// Minutes past the end that are not yet overtime; 15 if not given.
        from: Option<At<SimDuration>>,
    }
}
