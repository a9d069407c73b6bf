//! What comes of answering customers: what they buy, and how satisfied they say they are.

use crate::scenario::values::plain::{Amount, Share};
use crate::scenario::values::read::{At, Names, table};

table! {
    /// What customers buy who are answered.
    /// 得到接待的客户买不买、买多少。
    pub struct SaleText {
        /// Share of those answered at once who buy.
        /// 立即得到接待的客户中下单的占比。
        conversion: At<Share>,
        /// What an order leaves after goods, platform and delivery.
        /// 一单扣除货品、平台和快递成本后剩下的钱。
        margin: Option<At<Amount>>,
        /// What a customer pays for an order.
        /// 客户一单付多少钱。
        order_value: Option<At<Amount>>,
        /// Factor on conversion by the wait until the first reply, linear between the points, constant outside.
        /// 按首响前等了多久给转化率打的折扣（倍数）：各点之间线性，两端之外不变。
        slow_answer: Names<Share>,
        /// Factor on conversion of those whom the bot really solves; 1 if not given.
        /// 机器人真正解决的客户，其转化率是人工的几倍；不写为 1。
        bot: Option<At<Share>>,
    }
}

table! {
    /// How satisfied customers say they are.
    /// 客户自己说有多满意。
    pub struct RatingText {
        /// Share of those answered who rate.
        /// 得到接待的客户中做评价的占比。
        share: At<Share>,
        /// Share of the satisfied among raters whose matter was settled.
        /// 问题已解决的评价者中满意的占比。
        resolved: At<Share>,
        /// Share of the satisfied among raters whose matter was not settled; of outreach as `resolved` if not given.
        /// 问题没解决的评价者中满意的占比；主动外呼不写时同 `resolved`。
        unresolved: Option<At<Share>>,
        /// Chats and calls: factor on the satisfied by the wait until the first reply, linear between the points, constant outside.
        /// 会话与电话：按首响前等了多久给满意占比打的折扣（倍数），各点之间线性，两端之外不变。
        slow_answer: Names<Share>,
        /// Tickets: factor on the satisfied where it was done after its deadline; 1 if not given.
        /// 工单：超时完成的，满意占比乘以多少；不写为 1。
        late: Option<At<Share>>,
        /// Not tickets of customers: factor on the satisfied of those whom the bot really solves, or to whom it sends; 1 if not given.
        /// 客户工单除外：机器人真正解决的（或由机器人发出的），满意占比乘以多少；不写为 1。
        bot: Option<At<Share>>,
    }
}
