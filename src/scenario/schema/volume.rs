//! Volumes as people have them: what an export counts.

use crate::scenario::values::plain::{PerDay, Share};
use crate::scenario::values::read::{At, Names, table, words};

table! {
    /// What was counted, instead of first contacts by type: compile takes out repeats and the bot.
    pub struct Volume {
        /// How many a day, all types of `mix` together.
        contacts_per_day: At<PerDay>,
        /// Each type's share of them.
        mix: Names<Share>,
        /// Whether customers who ask again are counted again: `"included"` (the usual) or `"excluded"`.
        repeats: Option<At<RepeatsWord>>,
        /// What was counted: `"contacts"` (the usual), `"customers"`, or `"human"`, those that reached people.
        counts: Option<At<CountsWord>>,
        /// Of which days it is the mean: `"ordinary day"` (not given; a mean week without events) or `"all days"` that count.
        of: Option<At<OfWord>>,
        /// `design@case` under which it was counted; the baseline, if not given.
        measured: Option<At<String>>,
    }
}

words! {
    /// Of which days a volume is the mean.
    pub enum OfWord {
        /// Of a mean week without events and holidays.
        OrdinaryDay = "ordinary day",
        /// Of the days that count, with their events.
        AllDays = "all days",
    }
}

words! {
    /// Whether repeats are among what was counted.
    pub enum RepeatsWord {
        /// They are.
        Included = "included",
        /// They are not.
        Excluded = "excluded",
    }
}

words! {
    /// What was counted.
    pub enum CountsWord {
        /// All that arrived, at the bot where there is one.
        Contacts = "contacts",
        /// Each customer once, however often they ask again.
        Customers = "customers",
        /// What reached people.
        Human = "human",
    }
}
