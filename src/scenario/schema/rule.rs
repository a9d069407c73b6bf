//! What an event of a contact causes.

use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::Share;
use crate::scenario::values::read::{At, table, words};

words! {
    /// What a child takes over from its parent.
    /// 新建的从引起它的那一个继承什么。
    pub enum InheritWord {
        /// Its deadline.
        /// 它的时限。
        Deadline = "deadline",
    }
}

words! {
    /// What may cause something later.
    /// 什么事情会引起后来的咨询。
    pub enum EventWord {
        /// It arrived.
        /// 到达。
        Arrived = "arrived",
        /// Service ended.
        /// 接待结束。
        Handled = "handled",
        /// Ended resolved.
        /// 结束且已解决。
        Resolved = "resolved",
        /// Ended unresolved.
        /// 结束但没解决。
        Unresolved = "unresolved",
        /// Left the queue.
        /// 排队中放弃。
        Abandoned = "abandoned",
        /// Came in closed hours and left.
        /// 非工作时间到达并离开。
        Closed = "closed",
        /// Ended with the bot.
        /// 在机器人处结束。
        Contained = "contained",
        /// Ended with the bot unsolved.
        /// 在机器人处结束但没解决（误拦截）。
        FalselyContained = "falsely_contained",
        /// Still open at its deadline.
        /// 到时限仍未完成。
        Late = "late",
        /// Turned away at a full queue.
        /// 排队已满被拒。
        TurnedAway = "turned_away",
        /// A step of a ticket was forgotten.
        /// 工单的某一步漏做了。
        Missed = "missed",
        /// A ticket is still open so long (`in`) after it was created.
        /// 工单建立后过了 `in` 这么久仍未完结。
        Open = "open",
        /// The customer is passed on to another queue.
        /// 客户被转到另一个队列。
        Transferred = "transferred",
        /// Who was answered buys.
        /// 得到接待的客户下单。
        Converted = "converted",
    }
}

table! {
    /// Those who ask again.
    /// 再来问的客户。
    pub struct AwayText {
        /// Share of them that asks again.
        /// 其中再来的占比。
        returns: At<Share>,
        /// How much later they ask again.
        /// 隔多久再来。
        in_ as "in": Option<At<LawText>>,
        /// Moved to this profile's hours of that day; none: the type's own.
        /// 挪到当天这个时段分布的时间里；不写用该类型自己的。
        follow: Option<At<String>>,
    }
}

table! {
    /// Something that an event causes.
    /// 由某个结果引起的后续。
    pub struct RuleText {
        /// The event that causes it.
        /// 哪个结果。
        on: Option<At<EventWord>>,
        /// How likely; none: always.
        /// 可能性；不写为总是。
        chance: Option<At<Share>>,
        /// How much later; none: at once.
        /// 隔多久；不写为立即。
        in_ as "in": Option<At<LawText>>,
        /// The type that arrives.
        /// 到达的是哪一类。
        creates: At<String>,
        /// Moved to this profile's hours of the day it falls on.
        /// 挪到当天这个时段分布的时间里。
        follow: Option<At<String>>,
        /// Only first contacts cause it.
        /// 只有首次进线才会引起。
        first_only: Option<At<bool>>,
        /// Whether what is created meets the bot.
        /// 新来的是否先遇到机器人。
        bot: Option<At<bool>>,
        /// `"deadline"`: what is created keeps its parent's.
        /// 写 `"deadline"`：新建的沿用原来的时限。
        inherit: Option<At<InheritWord>>,
        /// The customer waits on in the other type's queue.
        /// 客户转到另一类的队列里继续等。
        transfer: Option<At<bool>>,
        /// The same contact goes on.
        /// 仍是同一个咨询继续。
        same_contact: Option<At<bool>>,
    }
    later "team", "customers";
}
