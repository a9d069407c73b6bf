//! What a shop said in its own words: kept beside the scenario that was made of it, never simulated as such.

use crate::scenario::text::document::Node;
use crate::scenario::values::read::{At, table};

table! {
    /// What was answered of the shop, of a kind of contact or of a kind of ticket; `"unknown"`: nobody knows.
    pub struct FactsText {
        /// Platforms on which customers write.
        platform: Option<At<Node>>,
        /// The first day to simulate.
        start: Option<At<Node>>,
        /// Contacts on an ordinary day, all kinds together.
        contacts: Option<At<Node>>,
        /// What they are counted by: `"people"`, `"sessions"`.
        counted: Option<At<Node>>,
        /// In which hours: `"all"`, or `"scored"` (8 to 23 h).
        counted_hours: Option<At<Node>>,
        /// Whether those whom the bot took are counted: `"all"`, or `"human"`.
        counted_bot: Option<At<Node>>,
        /// Whether who asks again is counted again: `"included"`, `"excluded"`.
        counted_repeats: Option<At<Node>>,
        /// On which dates.
        counted_dates: Option<At<Node>>,
        /// Chats that an agent may have open.
        limit: Option<At<Node>>,
        /// Days off.
        rest: Option<At<Node>>,
        /// Pay a month.
        pay: Option<At<Node>>,
        /// What the employer pays on top.
        loading: Option<At<Node>>,
        /// What a seat costs a month.
        seat: Option<At<Node>>,
        /// What the bot costs a month.
        bot_month: Option<At<Node>>,
        /// Customers that one agent handles a day.
        handled_per_person: Option<At<Node>>,
        /// Its share of all contacts, or contacts a day.
        share: Option<At<Node>>,
        /// Share that the bot ends alone.
        bot_contains: Option<At<Node>>,
        /// Share that the bot hands over, of those whom it meets.
        bot_handover: Option<At<Node>>,
        /// Share really helped, of those whom it ends alone.
        bot_resolves: Option<At<Node>>,
        /// How long a session lasts by the clock.
        lasts: Option<At<Node>>,
        /// Until when: `"last"` message, or `"closed"`.
        lasts_until: Option<At<Node>>,
        /// Chats that are open meanwhile.
        open: Option<At<Node>>,
        /// Answers of the agent in a session.
        messages: Option<At<Node>>,
        /// Time until the first answer.
        first_response: Option<At<Node>>,
        /// Time until an answer, on average.
        average_response: Option<At<Node>>,
        /// Share answered by people within three minutes.
        three_minute_rate: Option<At<Node>>,
        /// Customers a day whom nobody answered.
        unanswered: Option<At<Node>>,
        /// Customers a day who asked before buying.
        inquiries: Option<At<Node>>,
        /// Those of them who bought.
        buyers: Option<At<Node>>,
        /// Share of them who bought.
        conversion: Option<At<Node>>,
        /// Until when they bought: `"same day"`, `"next day"`, `"finally"`.
        conversion_until: Option<At<Node>>,
        /// Share passed on to others.
        transferred: Option<At<Node>>,
        /// Share who ask again about the same matter.
        asked_again: Option<At<Node>>,
        /// Tickets a day.
        tickets: Option<At<Node>>,
        /// Work by hand of one.
        ticket_minutes: Option<At<Node>>,
        /// Within which time it is promised.
        ticket_promise: Option<At<Node>>,
        /// Share done in time.
        ticket_on_time: Option<At<Node>>,
        /// Open at the time.
        ticket_open: Option<At<Node>>,
        /// When a promotion begins.
        promotion_from: Option<At<Node>>,
        /// When it ends.
        promotion_until: Option<At<Node>>,
        /// How many times the contacts it brings.
        promotion_times: Option<At<Node>>,
        /// How many times the after-sale contacts there are after it.
        after_times: Option<At<Node>>,
        /// For how many days.
        after_days: Option<At<Node>>,
        /// What the idea is called.
        idea: Option<At<Node>>,
        /// So many points less by the bot of the idea.
        idea_bot_less: Option<At<Node>>,
        /// Share that the bot of the idea shall end alone.
        idea_bot: Option<At<Node>>,
    }
}
