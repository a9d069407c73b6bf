//! Keys of a scenario in words: what each is called, how its value is shown, who can check it.

/// How a value is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// As it is written: numbers, lengths of time, laws.
    Plain,
    /// A number from 0 to 1, in per cent.
    Share,
    /// A factor: `× 1.15`.
    Factor,
    /// An amount in the scenario's currency.
    Money,
}

use Shown::{Factor, Money, Plain, Share};

/// Who can check a number.
pub type Who = [&'static str; 2];

const PLATFORM: Who = ["the platform's back office", "平台后台数据"];
const LEADERS: Who = ["team leaders, quality control", "客服主管、质检"];
const PEOPLE: Who = ["personnel", "人事"];
const FINANCE: Who = ["finance", "财务"];
const BOT: Who = ["whoever runs the bot", "机器人运营"];

/// A key of a table.
pub struct Known {
    /// Its table and its keys beneath it, laws left out; `*` is any name.
    pub keys: &'static str,
    /// What it is.
    pub name: [&'static str; 2],
    /// How its value is shown.
    pub shown: Shown,
    /// Who can check it.
    pub who: Who,
}

const fn known(keys: &'static str, name: [&'static str; 2], shown: Shown, who: Who) -> Known {
    Known { keys, name, shown, who }
}

/// Keys, by table: those that are particular before those that any table may have.
pub const KNOWN: &[Known] = &[
    known("contact.patience", ["how long customers wait", "客户愿意等多久"], Plain, PLATFORM),
    known(
        "contact.reply_patience",
        ["how long they wait for the next answer", "客户等下一条回复愿意等多久"],
        Plain,
        PLATFORM,
    ),
    known("contact.effort", ["work a contact", "单次处理时间"], Plain, LEADERS),
    known("contact.wrap_up", ["work after a contact", "会话后处理时间"], Plain, LEADERS),
    known("contact.messages", ["answers a chat", "每个会话回复几条"], Plain, PLATFORM),
    known("contact.customer_pause", ["how long customers take to write", "客户回消息的间隔"], Plain, PLATFORM),
    known("contact.session.lasts", ["how long a session lasts by the clock", "会话时长"], Plain, PLATFORM),
    known("contact.session.open", ["chats really open meanwhile", "同时真正接待几个"], Plain, PLATFORM),
    known("contact.linger", ["how long a chat stays open after its end", "会话结束后多久才关"], Plain, LEADERS),
    known("contact.silent", ["share who leave without a word", "不说一声就走的客户占比"], Share, PLATFORM),
    known("contact.resolved", ["solved at once", "一次解决率"], Share, LEADERS),
    known("contact.targets", ["target", "目标"], Plain, LEADERS),
    known("contact.closed", ["who comes in closed hours", "非工作时间来的客户"], Plain, PLATFORM),
    known(
        "contact.closed.leaves_message",
        ["share of those in closed hours who leave a message", "非工作时间来的客户有多少留言"],
        Share,
        PLATFORM,
    ),
    known("contact.arrivals", ["contacts a day", "每天来量"], Plain, PLATFORM),
    known("contact.arrivals.per_day", ["contacts a day", "每天来量"], Plain, PLATFORM),
    known("contact.arrivals.day_cv", ["how much days differ", "各天来量的起伏"], Plain, PLATFORM),
    known(
        "contact.unresolved.returns",
        ["share of the unsolved who ask again", "没解决的客户有多少再来"],
        Share,
        PLATFORM,
    ),
    known(
        "contact.unresolved.in",
        ["after how long the unsolved ask again", "没解决的客户隔多久再来"],
        Plain,
        PLATFORM,
    ),
    known(
        "contact.abandoned.returns",
        ["share of those who gave up who come again", "放弃排队的客户有多少再来"],
        Share,
        PLATFORM,
    ),
    known(
        "contact.abandoned.in",
        ["after how long those who gave up ask again", "放弃排队的客户隔多久再来"],
        Plain,
        PLATFORM,
    ),
    known(
        "contact.falsely_contained.returns",
        ["share of those the bot did not help who ask again", "机器人没帮上的客户有多少再来"],
        Share,
        PLATFORM,
    ),
    known(
        "contact.falsely_contained.in",
        ["after how long those the bot did not help ask again", "机器人没帮上的客户隔多久再来"],
        Plain,
        PLATFORM,
    ),
    known(
        "contact.sale.bot",
        ["how well the bot sells (1: as people)", "机器人的成交力（1 为与人工相同）"],
        Plain,
        BOT,
    ),
    known("contact.sale.conversion", ["share of those who ask who buy", "询单转化率"], Share, PLATFORM),
    known("contact.sale.margin", ["margin an order", "每单毛利"], Money, FINANCE),
    known("contact.sale.order_value", ["an order's value", "客单价"], Money, FINANCE),
    known("contact.sale.slow_answer", ["how a slow answer sells", "回复慢时的成交力"], Plain, PLATFORM),
    known("contact.rating.share", ["share of customers who rate", "评价的客户占比"], Share, PLATFORM),
    known("contact.rating.resolved", ["share of the solved who rate well", "解决了的好评占比"], Share, PLATFORM),
    known("contact.rating.unresolved", ["share of the unsolved who rate well", "没解决的好评占比"], Share, PLATFORM),
    known("contact.reminders", ["what reminders bring", "提醒的作用"], Plain, PLATFORM),
    known("contact.late.pays", ["paid for a late case", "超时一单赔多少"], Money, FINANCE),
    known("contact.steps.*.effort", ["work of a step", "步骤的处理时间"], Plain, LEADERS),
    known("contact.steps.*.missed", ["how often a step is forgotten", "步骤漏做的比例"], Share, LEADERS),
    known("contact.steps", ["steps of the ticket", "工单的步骤"], Plain, LEADERS),
    known("contact.then", ["what follows of it", "后续会带来什么"], Plain, PLATFORM),
    known("contact.interruptible", ["tickets are put aside for customers", "工单能否放下先接客户"], Plain, LEADERS),
    known("contact.slots", ["places a ticket takes", "一张工单占几个接待位"], Plain, LEADERS),
    known("contact.order", ["which ticket first", "先做哪张工单"], Plain, LEADERS),
    known("bot", ["the bot's share (of those who meet it)", "机器人拦截率"], Share, BOT),
    known("bot.contains", ["the bot's share (of those who meet it)", "机器人拦截率"], Share, BOT),
    known("bot.meets", ["share who meet the bot", "先遇到机器人的客户占比"], Share, BOT),
    known("bot.resolves", ["of those the bot ends it really helps", "机器人拦下的真正解决多少"], Share, BOT),
    known("bot.lasts", ["time with the bot", "与机器人聊多久"], Plain, BOT),
    known("bot.on_failure.patience", ["patience after the bot failed", "机器人没解决后还愿意等多久"], Factor, BOT),
    known("bot.on_failure.effort", ["effort after the bot failed", "机器人没解决时多花的工时"], Factor, LEADERS),
    known(
        "bot.on_failure.conversion",
        ["what customers buy after the bot failed", "机器人没解决后的成交力"],
        Factor,
        PLATFORM,
    ),
    known("bot.by_hour", ["the bot's share by hour", "机器人分时段的拦截倍数"], Plain, BOT),
    known("bot.learning", ["how the bot learns", "机器人学得多快"], Plain, BOT),
    known("bot.upkeep", ["work to keep the bot up to date", "维护机器人的工时"], Plain, BOT),
    known("bot.new_products", ["what new goods cost the bot", "上新让机器人掉多少"], Plain, BOT),
    known("team.chats", ["chats at once", "同时接待数"], Plain, LEADERS),
    known("team.switching", ["slower by each open chat", "每多开一个会话慢多少"], Share, LEADERS),
    known("team.absence", ["absence", "缺勤率"], Share, PEOPLE),
    known("team.off_desk", ["share of the time off the desk", "小休时间占比"], Share, LEADERS),
    known("team.pause", ["length of a pause", "一次小休多长"], Plain, LEADERS),
    known("team.rest", ["days off", "休息日"], Plain, PEOPLE),
    known("team.attrition", ["leavers", "离职率"], Share, PEOPLE),
    known("team.hiring", ["time to hire", "招聘时间"], Plain, PEOPLE),
    known("team.training", ["training", "培训时间"], Plain, PEOPLE),
    known("team.headcount", ["people of the team", "小组人数"], Plain, PEOPLE),
    known("team.speed_cv", ["how fast people are, and how differently", "各人快慢的差别"], Plain, LEADERS),
    known("team.skill", ["how well they do it", "做这类咨询的熟练程度"], Plain, LEADERS),
    known("team.pay.month", ["pay a month", "月薪"], Money, FINANCE),
    known("team.pay.loading", ["employer's charges on pay", "社保等附加占工资"], Share, FINANCE),
    known("team.pay.seat", ["a seat a month", "每个工位每月"], Money, FINANCE),
    known("team.pay.day", ["pay a day", "日薪"], Money, FINANCE),
    known("team.pay", ["pay", "薪酬"], Plain, FINANCE),
    known("team.pay.hour", ["pay an hour", "时薪"], Money, FINANCE),
    known("team.pay.hire", ["hiring one person", "招一个人的费用"], Money, FINANCE),
    known("costs.bot.month", ["the bot's fee a month", "机器人月费"], Money, FINANCE),
    known("costs.bot.per_resolution", ["the bot's price a resolution", "机器人每次解决的价格"], Money, FINANCE),
    known("costs.tools.month", ["the tools' fee a month", "工具月费"], Money, FINANCE),
    known("costs.bot.per_contact", ["the bot's price a contact", "机器人每次接待的价格"], Money, FINANCE),
    known("costs.bot.tiers", ["the bot's price a contact, in tiers", "机器人每次接待的阶梯价"], Money, FINANCE),
    known("costs.bot.once", ["the bot, once", "机器人一次性费用"], Money, FINANCE),
    known("costs.one_off", ["one-off costs", "一次性费用"], Money, FINANCE),
    known("costs", ["prices", "价格"], Money, FINANCE),
    known("volume.contacts_per_day", ["contacts a day, all types", "每天总来量"], Plain, PLATFORM),
    known("volume", ["volume", "来量"], Plain, PLATFORM),
    known("calendar.day_cv", ["how much days differ", "各天来量的起伏"], Plain, PLATFORM),
    known("calendar.lift_scale", ["how large promotions turn out", "大促比预期大多少"], Factor, PLATFORM),
    known("calendar", ["busy days", "忙闲日历"], Plain, PLATFORM),
    known("demand", ["demand", "需求"], Plain, PLATFORM),
    known("score", ["a part of the score", "评分的一项"], Plain, PLATFORM),
    known("measured", ["measured", "实测的数"], Plain, PLATFORM),
    known("platform", ["how the platform counts", "平台口径"], Plain, PLATFORM),
    known(
        "facts.contacts",
        ["contacts a day, all kinds (as the shop answered)", "每天总咨询量（店铺所填）"],
        Plain,
        PLATFORM,
    ),
    known("facts.limit", ["chats at once at most (as the shop answered)", "同时接待上限（店铺所填）"], Plain, LEADERS),
    known("facts.pay", ["pay a month (as the shop answered)", "月薪（店铺所填）"], Money, FINANCE),
    known(
        "facts.loading",
        ["employer's charges on pay (as the shop answered)", "社保等附加占工资（店铺所填）"],
        Share,
        FINANCE,
    ),
    known("facts.seat", ["a seat a month (as the shop answered)", "每个工位每月（店铺所填）"], Money, FINANCE),
    known(
        "facts.bot_month",
        ["the bot's fee a month (as the shop answered)", "机器人月费（店铺所填）"],
        Money,
        FINANCE,
    ),
    known(
        "facts.share",
        ["its part of the contacts (as the shop answered)", "占全部咨询的比例（店铺所填）"],
        Plain,
        PLATFORM,
    ),
    known("facts.bot_contains", ["the bot's share (as the shop answered)", "机器人拦截率（店铺所填）"], Share, BOT),
    known(
        "facts.bot_handover",
        ["share the bot hands over (as the shop answered)", "机器人转人工率（店铺所填）"],
        Share,
        BOT,
    ),
    known(
        "facts.bot_resolves",
        ["of those the bot ends it really helps (as the shop answered)", "机器人拦下的真正解决多少（店铺所填）"],
        Share,
        BOT,
    ),
    known("facts.lasts", ["session length (as the shop answered)", "会话时长（店铺所填）"], Plain, PLATFORM),
    known(
        "facts.open",
        ["chats really open meanwhile (as the shop answered)", "同时真正接待几个（店铺所填）"],
        Plain,
        PLATFORM,
    ),
    known(
        "facts.messages",
        ["answers a session (as the shop answered)", "每个会话回复几次（店铺所填）"],
        Plain,
        PLATFORM,
    ),
    known("facts.first_response", ["first response (as the shop answered)", "首响（店铺所填）"], Plain, PLATFORM),
    known("facts.average_response", ["average response (as the shop answered)", "平响（店铺所填）"], Plain, PLATFORM),
    known(
        "facts.inquiries",
        ["customers a day who asked before buying (as the shop answered)", "每天询单人数（店铺所填）"],
        Plain,
        PLATFORM,
    ),
    known(
        "facts.buyers",
        ["of them those who bought (as the shop answered)", "其中购买的人数（店铺所填）"],
        Plain,
        PLATFORM,
    ),
    known(
        "facts.conversion",
        ["inquiry conversion rate (as the shop answered)", "询单转化率（店铺所填）"],
        Share,
        PLATFORM,
    ),
    known(
        "facts.asked_again",
        ["share who ask again (as the shop answered)", "再来咨询的比例（店铺所填）"],
        Share,
        PLATFORM,
    ),
    known("facts.tickets", ["tickets a day (as the shop answered)", "每天工单数（店铺所填）"], Plain, PLATFORM),
    known(
        "facts.ticket_minutes",
        ["work a ticket (as the shop answered)", "每张工单的处理时间（店铺所填）"],
        Plain,
        LEADERS,
    ),
    known("facts.ticket_promise", ["promised within (as the shop answered)", "承诺时限（店铺所填）"], Plain, LEADERS),
    known(
        "facts.promotion_times",
        ["how many times the contacts in the promotion (as the shop answered)", "大促咨询量是平时的几倍（店铺所填）"],
        Factor,
        PLATFORM,
    ),
    known(
        "facts.after_times",
        [
            "how many times the after-sale contacts after it (as the shop answered)",
            "大促后售后咨询是平时的几倍（店铺所填）",
        ],
        Factor,
        PLATFORM,
    ),
    known(
        "facts.idea_bot",
        ["the bot's share in the idea (as the shop answered)", "想法里的机器人拦截率（店铺所填）"],
        Share,
        BOT,
    ),
    known("policy", ["a policy", "预案"], Plain, LEADERS),
    known("owner", ["who keeps a customer", "专属客服"], Plain, LEADERS),
    known("routes", ["who takes what", "谁接什么"], Plain, LEADERS),
];
