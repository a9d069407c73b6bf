//! Volumes as people have them: what an export counts.

use crate::scenario::values::plain::{PerDay, Share};
use crate::scenario::values::read::{At, Names, table, words};

table! {
    /// What was counted, instead of first contacts by type: compile takes out repeats and the bot.
    /// 统计到的总来量，代替各类的首次进线：程序会扣除重复进线和机器人。
    pub struct Volume {
        /// How many a day, all types of `mix` together.
        /// `mix` 各类合计每天多少。
        contacts_per_day: At<PerDay>,
        /// Each type's share of them.
        /// 各类所占的比例。
        mix: Names<Share>,
        /// Whether customers who ask again are counted again: `"included"` (the usual) or `"excluded"`.
        /// 再来问的是否再算：`"included"` 算（通常）或 `"excluded"` 不算。
        repeats: Option<At<RepeatsWord>>,
        /// What was counted: `"contacts"` (the usual), `"customers"`, or `"human"`, those that reached people.
        /// 数的是什么：`"contacts"` 全部（通常）、`"customers"` 客户数，或 `"human"` 转到人工的。
        counts: Option<At<CountsWord>>,
        /// Of which days it is the mean: `"ordinary day"` (not given; a mean week without events) or `"all days"` that count.
        /// 是哪些日子的平均：`"ordinary day"`（不写时，没有活动的平常一周）或 `"all days"` 计入统计的所有日子。
        of: Option<At<OfWord>>,
        /// `design@case` under which it was counted; the baseline, if not given.
        /// 在哪个 `方案@假设` 下统计的；不写为基准。
        measured: Option<At<String>>,
    }
}

words! {
    /// Of which days a volume is the mean.
    /// 来量是哪些日子的平均。
    pub enum OfWord {
        /// Of a mean week without events and holidays.
        /// 没有活动和节假日的平常一周。
        OrdinaryDay = "ordinary day",
        /// Of the days that count, with their events.
        /// 计入统计的所有日子，含活动。
        AllDays = "all days",
    }
}

words! {
    /// Whether repeats are among what was counted.
    /// 重复进线是否算在内。
    pub enum RepeatsWord {
        /// They are.
        /// 算在内。
        Included = "included",
        /// They are not.
        /// 不算。
        Excluded = "excluded",
    }
}

words! {
    /// What was counted.
    /// 数的是什么。
    pub enum CountsWord {
        /// All that arrived, at the bot where there is one.
        /// 所有到达的，有机器人的从机器人算起。
        Contacts = "contacts",
        /// Each customer once, however often they ask again.
        /// 每个客户只算一次，不论再问几次。
        Customers = "customers",
        /// What reached people.
        /// 转到人工的。
        Human = "human",
    }
}
