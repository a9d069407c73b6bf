//! What a shop said in its own words: kept beside the scenario that was made of it, never simulated as such.

use crate::scenario::text::document::Node;
use crate::scenario::values::read::{At, table};

table! {
    /// What was answered of the shop, of a kind of contact or of a kind of ticket; `"unknown"`: nobody knows.
    /// 店铺、某类咨询或某类工单填的是什么；`"unknown"` 表示没人知道。
    pub struct FactsText {
        /// Platforms on which customers write.
        /// 客户在哪些平台上咨询。
        platform: Option<At<Node>>,
        /// The first day to simulate.
        /// 从哪天开始模拟。
        start: Option<At<Node>>,
        /// Contacts on an ordinary day, all kinds together.
        /// 平常一天各类合计多少咨询。
        contacts: Option<At<Node>>,
        /// What they are counted by: `"people"`, `"sessions"`.
        /// 按什么数的：`"people"` 人数、`"sessions"` 会话数。
        counted: Option<At<Node>>,
        /// In which hours: `"all"`, or `"scored"` (8 to 23 h).
        /// 哪些时段的：`"all"` 全天，`"scored"` 考核时段（8 到 23 点）。
        counted_hours: Option<At<Node>>,
        /// Whether those whom the bot took are counted: `"all"`, or `"human"`.
        /// 机器人接走的算不算：`"all"` 算，`"human"` 只算人工。
        counted_bot: Option<At<Node>>,
        /// Whether who asks again is counted again: `"included"`, `"excluded"`.
        /// 重复进线算不算：`"included"` 算，`"excluded"` 不算。
        counted_repeats: Option<At<Node>>,
        /// On which dates.
        /// 是哪些日期的。
        counted_dates: Option<At<Node>>,
        /// Chats that an agent may have open.
        /// 一人最多同时接待几个。
        limit: Option<At<Node>>,
        /// Days off.
        /// 怎样休息。
        rest: Option<At<Node>>,
        /// Pay a month.
        /// 月薪。
        pay: Option<At<Node>>,
        /// What the employer pays on top.
        /// 单位另外承担多少。
        loading: Option<At<Node>>,
        /// What a seat costs a month.
        /// 每个工位每月多少钱。
        seat: Option<At<Node>>,
        /// What the bot costs a month.
        /// 机器人每月多少钱。
        bot_month: Option<At<Node>>,
        /// Customers that one agent handles a day.
        /// 一人一天接待多少客户。
        handled_per_person: Option<At<Node>>,
        /// Its share of all contacts, or contacts a day.
        /// 占全部咨询的比例，或每天多少个。
        share: Option<At<Node>>,
        /// Share that the bot ends alone.
        /// 机器人独自结束的占比。
        bot_contains: Option<At<Node>>,
        /// Share that the bot hands over, of those whom it meets.
        /// 先到机器人的客户中转人工的占比。
        bot_handover: Option<At<Node>>,
        /// Share really helped, of those whom it ends alone.
        /// 机器人独自结束的客户中真正解决的占比。
        bot_resolves: Option<At<Node>>,
        /// How long a session lasts by the clock.
        /// 一次会话按钟点多久。
        lasts: Option<At<Node>>,
        /// Until when: `"last"` message, or `"closed"`.
        /// 算到什么时候：`"last"` 最后一条消息，或 `"closed"` 会话关闭。
        lasts_until: Option<At<Node>>,
        /// Chats that are open meanwhile.
        /// 这期间同时开着几个会话。
        open: Option<At<Node>>,
        /// Answers of the agent in a session.
        /// 一次会话里客服回复几次。
        messages: Option<At<Node>>,
        /// Time until the first answer.
        /// 首响多久。
        first_response: Option<At<Node>>,
        /// Time until an answer, on average.
        /// 平响多久。
        average_response: Option<At<Node>>,
        /// Share answered by people within three minutes.
        /// 三分钟内得到人工回复的占比。
        three_minute_rate: Option<At<Node>>,
        /// Customers a day whom nobody answered.
        /// 每天多少客户没有人回复。
        unanswered: Option<At<Node>>,
        /// Customers a day who asked before buying.
        /// 每天多少询单客户。
        inquiries: Option<At<Node>>,
        /// Those of them who bought.
        /// 其中下单的多少人。
        buyers: Option<At<Node>>,
        /// Share of them who bought.
        /// 其中下单的占比（询单转化率）。
        conversion: Option<At<Node>>,
        /// Until when they bought: `"same day"`, `"next day"`, `"finally"`.
        /// 下单算到什么时候：`"same day"` 当天、`"next day"` 次日、`"finally"` 最终。
        conversion_until: Option<At<Node>>,
        /// Share passed on to others.
        /// 转给别人的占比。
        transferred: Option<At<Node>>,
        /// Share who ask again about the same matter.
        /// 同一件事再来问的占比。
        asked_again: Option<At<Node>>,
        /// Tickets a day.
        /// 每天多少工单。
        tickets: Option<At<Node>>,
        /// Handling time of one.
        /// 一张工单自己花多久。
        ticket_minutes: Option<At<Node>>,
        /// Within which time it is promised.
        /// 承诺多久完结。
        ticket_promise: Option<At<Node>>,
        /// Share done in time.
        /// 按时完结的占比。
        ticket_on_time: Option<At<Node>>,
        /// Open at the time.
        /// 当时未完结的有多少。
        ticket_open: Option<At<Node>>,
        /// When a promotion begins.
        /// 大促从什么时候开始。
        promotion_from: Option<At<Node>>,
        /// When it ends.
        /// 到什么时候结束。
        promotion_until: Option<At<Node>>,
        /// How many times the contacts it brings.
        /// 带来的咨询是平时的几倍。
        promotion_times: Option<At<Node>>,
        /// How many times the after-sale contacts there are after it.
        /// 大促之后售后咨询是平时的几倍。
        after_times: Option<At<Node>>,
        /// For how many days.
        /// 持续几天。
        after_days: Option<At<Node>>,
        /// What the idea is called.
        /// 想法叫什么。
        idea: Option<At<Node>>,
        /// So many points less by the bot of the idea.
        /// 想法里机器人少拦多少个百分点。
        idea_bot_less: Option<At<Node>>,
        /// Share that the bot of the idea shall end alone.
        /// 想法里机器人要独自结束的占比。
        idea_bot: Option<At<Node>>,
    }
}
