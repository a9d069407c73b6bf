//! The bot of a type.

use super::event::Peaks;
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Day, Hours, Share};
use crate::scenario::values::read::{At, Names, table};
use crate::time::SimDuration;

table! {
    /// The automatic first stage for a type.
    /// 某类咨询最先遇到的机器人。
    pub struct BotText {
        /// Share of contacts that meet it.
        /// 先到机器人的咨询占比。
        meets: Option<At<Share>>,
        /// Share of those that end with it, once it knows all it can.
        /// 机器人会的都会了以后，其中在机器人处结束的占比（拦截率）。
        contains: Option<At<Share>>,
        /// Share of the contained that are really solved.
        /// 被拦截的咨询中真正解决的占比。
        resolves: Option<At<Share>>,
        /// How long the customer talks to it.
        /// 客户与机器人聊多久。
        lasts: Option<At<LawText>>,
        /// What it does to those handed over.
        /// 对转人工的客户有什么影响。
        on_failure: Option<At<OnFailure>>,
        /// Only at these hours; nobody meets it at others.
        /// 只在这些时段接待；其他时段没人遇到机器人。
        hours: Option<At<Hours>>,
        /// By hours, as `"23:00-09:00"`: how many times as much it contains then.
        /// 按时段（如 `"23:00-09:00"`）：那时拦截的是平时的几倍。
        by_hour: Names<Amount>,
        /// How it learns what it does not know.
        /// 不会的东西怎样学会。
        learning: Option<At<Learning>>,
        /// The agents' work that keeps it up to date.
        /// 维护知识库要花的人工。
        upkeep: Option<At<Upkeep>>,
        /// Products that it does not know yet.
        /// 机器人还不认识的新品。
        new_products: Option<At<NewProducts>>,
    }
}

table! {
    /// Factors on those whom the bot hands over.
    /// 机器人转人工后各项乘以多少。
    pub struct OnFailure {
        /// Factor on patience.
        /// 耐心乘以多少。
        patience: Option<At<Amount>>,
        /// Factor on effort.
        /// 人工工时乘以多少。
        effort: Option<At<Amount>>,
        /// Factor on what they buy.
        /// 转化率乘以多少。
        conversion: Option<At<Amount>>,
    }
}

table! {
    /// What is missing goes by exp(−1) in `time`.
    /// 还不会的部分每过一个 `time` 剩下 exp(−1)。
    pub struct Learning {
        /// What it contains on its first day, as a share of what it will.
        /// 第一天能拦截的，占最终能拦截的多大比例。
        starts: Option<At<Share>>,
        /// In this time 63 % of what is missing is learned; five weeks if not given.
        /// 多长时间学会还不会的 63%；不写为五周。
        time: Option<At<SimDuration>>,
        /// Its first day; the first that counts if not given.
        /// 机器人的第一天；不写为计入统计的第一天。
        from: Option<At<Day>>,
    }
}

table! {
    /// The agents' work that keeps a bot up to date.
    /// 让机器人跟上变化的人工。
    pub struct Upkeep {
        /// The share of their time at work that it needs.
        /// 维护需要占客服在班时间的比例。
        needs: At<Share>,
        /// The share that they give.
        /// 实际投入的比例。
        given: At<Share>,
        /// The teams whose agents give it.
        /// 由哪些小组的客服投入。
        by: At<Vec<At<String>>>,
        /// What would be left of `contains` without any, as a share of it.
        /// 完全不维护时 `contains` 还剩多少（占原值的比例）。
        without: Option<At<Share>>,
        /// How many points of the contained share are lost in a week while it gets too little.
        /// 投入不足时，拦截率每周掉多少（百分点）。
        decay: Option<At<Share>>,
    }
}

table! {
    /// Products that a bot does not know yet.
    /// 机器人还不认识的新品。
    pub struct NewProducts {
        /// When they come.
        /// 什么时候上新。
        on: At<Peaks>,
        /// How many points of the contained share they cost.
        /// 上新使拦截率少多少（百分点）。
        drop: At<Share>,
    }
}
