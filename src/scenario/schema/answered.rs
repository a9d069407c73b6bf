//! What comes of answering customers: what they buy, and how satisfied they say they are.

use crate::scenario::values::plain::{Amount, Share};
use crate::scenario::values::read::{At, Names, table};

table! {
    /// What customers buy who are answered.
    pub struct SaleText {
        /// Share of those answered at once who buy.
        conversion: At<Share>,
        /// What an order leaves after goods, platform and delivery.
        margin: Option<At<Amount>>,
        /// What a customer pays for an order.
        order_value: Option<At<Amount>>,
        /// Factor on conversion by the wait until the first reply, linear between the points, constant outside.
        slow_answer: Names<Share>,
        /// Factor on conversion of those whom the bot really solves; 1 if not given.
        bot: Option<At<Share>>,
    }
}

table! {
    /// How satisfied customers say they are.
    pub struct RatingText {
        /// Share of those answered who rate.
        share: At<Share>,
        /// Share of the satisfied among raters whose matter was settled.
        resolved: At<Share>,
        /// … among those whose matter was not; of outreach as `resolved` if not given.
        unresolved: Option<At<Share>>,
        /// Chats and calls: factor on the satisfied by the wait until the first reply, linear between the points, constant outside.
        slow_answer: Names<Share>,
        /// Tickets: factor on the satisfied where it was done after its deadline; 1 if not given.
        late: Option<At<Share>>,
        /// Not tickets of customers: factor on the satisfied of those whom the bot really solves, or to whom it sends; 1 if not given.
        bot: Option<At<Share>>,
    }
}
