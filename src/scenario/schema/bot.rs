//! The bot of a type.

use super::event::Peaks;
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Day, Hours, Share};
use crate::scenario::values::read::{At, Names, table};
use crate::time::SimDuration;

table! {
    /// The automatic first stage for a type.
    pub struct BotText {
        /// Share of contacts that meet it.
        meets: Option<At<Share>>,
        /// Share of those that end with it, once it knows all it can.
        contains: Option<At<Share>>,
        /// Share of the contained that are really solved.
        resolves: Option<At<Share>>,
        /// How long the customer talks to it.
        lasts: Option<At<LawText>>,
        /// What it does to those handed over.
        on_failure: Option<At<OnFailure>>,
        /// Only at these hours; nobody meets it at others.
        hours: Option<At<Hours>>,
        /// By hours, as `"23:00-09:00"`: how many times as much it contains then.
        by_hour: Names<Amount>,
        /// How it learns what it does not know.
        learning: Option<At<Learning>>,
        /// The agents' work that keeps it up to date.
        upkeep: Option<At<Upkeep>>,
        /// Products that it does not know yet.
        new_products: Option<At<NewProducts>>,
    }
}

table! {
    /// Factors on those whom the bot hands over.
    pub struct OnFailure {
        /// On patience.
        patience: Option<At<Amount>>,
        /// On effort.
        effort: Option<At<Amount>>,
        /// On what they buy.
        conversion: Option<At<Amount>>,
    }
}

table! {
    /// What is missing goes by exp(−1) in `time`.
    pub struct Learning {
        /// What it contains on its first day, as a share of what it will.
        starts: Option<At<Share>>,
        /// In this time 63 % of what is missing is learned; five weeks if not given.
        time: Option<At<SimDuration>>,
        /// Its first day; the first that counts if not given.
        from: Option<At<Day>>,
    }
}

table! {
    /// The agents' work that keeps a bot up to date.
    pub struct Upkeep {
        /// The share of their time at work that it needs.
        needs: At<Share>,
        /// The share that they give.
        given: At<Share>,
        /// The teams whose agents give it.
        by: At<Vec<At<String>>>,
        /// What would be left of `contains` without any, as a share of it.
        without: Option<At<Share>>,
        /// How many points of the contained share are lost in a week while it gets too little.
        decay: Option<At<Share>>,
    }
}

table! {
    /// Products that a bot does not know yet.
    pub struct NewProducts {
        /// When they come.
        on: At<Peaks>,
        /// How many points of the contained share they cost.
        drop: At<Share>,
    }
}
