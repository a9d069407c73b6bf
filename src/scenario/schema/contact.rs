//! Contact types.

use super::arrivals::{ArrivalsText, PerThousand};
use super::rule::{AwayText, RuleText};
use super::{DetailWord, MessagesText, PlatformNames, RatingText, ReminderText, SaleText, Steps};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::day_key::{ByDayText, Spans};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, Count, Hours, Share};
use crate::scenario::values::read::{At, Read, table, words, wrong};
use crate::time::SimDuration;

words! {
    /// How a contact is worked on.
    /// 咨询是怎样接待的。
    pub enum ChannelWord {
        /// Several at once per agent.
        /// 会话：一人同时接待几个。
        Chat = "chat",
        /// One at once.
        /// 电话：一次一个。
        Call = "call",
        /// Nobody waits on the line.
        /// 工单：没有人在线等。
        Ticket = "ticket",
    }
}

words! {
    /// Which ticket is next.
    /// 先做哪张工单。
    pub enum TicketOrderWord {
        /// The earliest deadline.
        /// 时限最近的先做。
        Deadline = "deadline",
        /// The oldest.
        /// 最早的先做。
        Fifo = "fifo",
    }
}

words! {
    /// What counts towards a ticket's target.
    /// 工单时限怎样计时。
    pub enum CountedWord {
        /// All the time that passes.
        /// 所有时间都算。
        Clock = "clock",
        /// The type's `hours` only.
        /// 只算该类型的 `hours` 之内。
        Opening = "opening",
    }
}

table! {
    /// A kind of work.
    /// 一类咨询（或工单）。
    pub struct ContactText {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// The type it takes everything from that it does not say itself.
        /// 没写的都与这个类型相同。
        like: Option<At<String>>,
        /// `"chat"`, `"call"` or `"ticket"`.
        /// `"chat"` 会话、`"call"` 电话或 `"ticket"` 工单。
        channel: At<ChannelWord>,
        /// First contacts of its own.
        /// 自己的首次进线。
        arrivals: Option<At<ArrivalsText>>,
        /// So many per 1,000 first contacts come out of another type's.
        /// 另一类的首次进线每 1000 个中产生多少个。
        per_1000: Option<At<PerThousand>>,
        /// The agent's own time in a contact.
        /// 客服在一次咨询里自己花的时间（人工工时）。
        effort: Option<At<LawText>>,
        /// Chats: how long a session lasts by the clock, with so many open, in the place of `effort`.
        /// 会话：同时接待几个时一次会话按钟点持续多久，代替 `effort`。
        session: Option<At<SessionText>>,
        /// Calls: talk and wrap-up together, in the place of `effort`.
        /// 电话：通话加话后处理，代替 `effort`。
        handle_time: Option<At<SimDuration>>,
        /// Tickets: what has to happen one after another, instead of one effort.
        /// 工单：依次要做的各步，代替单一的工时。
        steps: Option<At<Steps>>,
        /// The agent's answers in a chat.
        /// 一次会话里客服回复几次。
        messages: Option<At<MessagesText>>,
        /// Until the customer writes again.
        /// 客户隔多久再发消息。
        customer_pause: Option<At<LawText>>,
        /// Chats: simulated by the `"session"` (not given) or by the `"message"`.
        /// 会话：按 `"session"`（不写时）还是按 `"message"` 模拟。
        detail: Option<At<DetailWord>>,
        /// Chats by the message: how much of the agent's time one answer takes, instead of `effort` for all of them.
        /// 按消息模拟的会话：一次回复自己花多久，代替合计的 `effort`。
        answer: Option<At<LawText>>,
        /// Chats by the message: how long the place stays taken after the last answer; none: for another pause.
        /// 按消息模拟的会话：最后一次回复后接待位还占多久；不写为再一次停顿。
        linger: Option<At<LawText>>,
        /// Chats by the message: a customer who is silent for so long frees their place.
        /// 按消息模拟的会话：客户静默这么久就释放接待位。
        release_after: Option<At<SimDuration>>,
        /// Chats by the message: how long a customer who was answered before waits for the next answer; none: for ever.
        /// 按消息模拟的会话：得到过回复的客户等下一次回复能等多久；不写则一直等。
        reply_patience: Option<At<LawText>>,
        /// Chats by the message: what is sent to a customer who has gone quiet.
        /// 按消息模拟的会话：客户不说话时发的催促消息。
        reminders: Option<At<Vec<At<ReminderText>>>>,
        /// Chats: the share of those who leave unanswered without a word.
        /// 会话：未得到接待就离开的客户中不打招呼就走的占比。
        silent: Option<At<Share>>,
        /// Chats: the share of its effort that is spent on such a chat; none: 40 %.
        /// 会话：这样的会话要花掉原工时的多大比例；不写为 40%。
        silent_effort: Option<At<Share>>,
        /// Chats by the message: the platform whose hours are scored, or several that score the same messages.
        /// 按消息模拟的会话：按哪个平台的时段考核，也可几个平台考核同样的消息。
        platform: Option<At<PlatformNames>>,
        /// Chats: how long one lasts by the wall clock with an agent to itself.
        /// 会话：客服只接这一个时按钟点持续多久。
        alone: Option<At<LawText>>,
        /// Chats: how many times longer one lasts with 1, 2, … open.
        /// 会话：同时开着 1、2……个时持续时间是几倍。
        slowdown: Option<At<Slowdown>>,
        /// How long the customer waits for people; `"none"`: for ever.
        /// 客户愿意等人工多久；`"none"` 为一直等。
        patience: Option<At<LawText>>,
        /// Share that leaves at once when not answered at once.
        /// 不能立即接入就马上离开的占比。
        balk: Option<At<Share>>,
        /// Waiting places; beyond them contacts are turned away.
        /// 排队位数；满了就拒绝。
        queue_limit: Option<At<Count>>,
        /// Work after the end that keeps the place.
        /// 结束后仍占着接待位的收尾工作。
        wrap_up: Option<At<LawText>>,
        /// Share of answers that settle the matter.
        /// 回复后问题解决的占比（解决率）。
        resolved: Option<At<Share>>,
        /// What is promised.
        /// 承诺（考核目标）。
        targets: Vec<At<TargetText>>,
        /// The unresolved who ask again.
        /// 没解决、再来问的客户。
        unresolved: Option<At<AwayText>>,
        /// Those who left the queue and ask again.
        /// 放弃排队、再来问的客户。
        abandoned: Option<At<AwayText>>,
        /// Chats and calls: those whom the bot sent away unsolved and who ask again; a rule on it in `then` says it instead.
        /// 会话与电话：被机器人误拦截、再来问的客户；`then` 里有它的规则时以规则为准。
        falsely_contained: Option<At<AwayText>>,
        /// What happens when people cannot be asked.
        /// 找不到人工的时间里怎么办。
        closed: Option<At<ClosedText>>,
        /// Hours at which people can be asked, every day or by day: `{ weekdays = "09:00-18:00", weekend = "closed" }`.
        /// 能找到人工的时段，每天一样或按日子写：`{ weekdays = "09:00-18:00", weekend = "closed" }`。
        hours: Option<At<ByDayText<Spans>>>,
        /// What its events cause.
        /// 它的各种结果会引起什么。
        then: Vec<At<RuleText>>,
        /// The agent who had the customer before is tried first, and the customer is kept for them so long.
        /// 先找上次接待的客服，并为其保留客户这么久。
        owner: Option<At<SimDuration>>,
        /// Tickets: a live contact may take its agent.
        /// 工单：在线的客户可以打断正在做它的客服。
        interruptible: Option<At<bool>>,
        /// Tickets: hands lost at each resumption.
        /// 工单：每次被打断后重新上手要花的时间。
        resume_cost: Option<At<SimDuration>>,
        /// Tickets: places taken beside chats.
        /// 工单：与会话一起做时占几个接待位。
        slots: Option<At<Slots>>,
        /// Tickets: which is next.
        /// 工单：先做哪一张。
        order: Option<At<TicketOrderWord>>,
        /// Tickets: what follows when one is late.
        /// 工单：超时会怎样。
        late: Option<At<Late>>,
        /// Tickets: messages that the shop begins; no customer waits for them.
        /// 工单：由店铺主动发起的消息，没有客户在等。
        outreach: Option<At<bool>>,
        /// Chats, calls and outreach: what customers buy who are answered, or who get the message.
        /// 会话、电话与主动触达：得到接待（或收到消息）的客户买不买、买多少。
        sale: Option<At<SaleText>>,
        /// How satisfied customers say they are who are asked afterwards.
        /// 事后请客户评价时有多满意。
        rating: Option<At<RatingText>>,
    }
}

table! {
    /// A chat's session by the clock.
    /// 按钟点记的一次会话。
    pub struct SessionText {
        /// From its beginning until the pause after the last answer is over.
        /// 从开始到最后一次回复后的停顿结束。
        lasts: At<SimDuration>,
        /// So many an agent has open meanwhile.
        /// 这期间客服同时开着几个。
        open: At<Count>,
    }
}

table! {
    /// A target.
    /// 一个目标。
    pub struct TargetText {
        /// Limit until the first reply.
        /// 首响时限。
        first_reply: Option<At<SimDuration>>,
        /// Limit until an agent has it.
        /// 接入时限。
        accepted: Option<At<SimDuration>>,
        /// Tickets: limit until it is done.
        /// 工单：完结时限。
        done: Option<At<SimDuration>>,
        /// Tickets: limit until work on it begins.
        /// 工单：开始处理的时限。
        started: Option<At<SimDuration>>,
        /// Chats and calls: only who reaches people in these hours is judged, as platforms do.
        /// 会话与电话：只考核在这些时段转到人工的，与平台口径相同。
        window: Option<At<Hours>>,
        /// Tickets: whether all the time counts (`"clock"`), or the type's `hours` only (`"opening"`).
        /// 工单：所有时间都计（`"clock"`），还是只计该类型的 `hours`（`"opening"`）。
        counted: Option<At<CountedWord>>,
        /// The share that should be in time.
        /// 应当及时的占比。
        share: Option<At<Share>>,
    }
}

table! {
    /// What happens when people cannot be asked.
    /// 找不到人工的时间里怎么办。
    pub struct ClosedText {
        /// Share that leaves a message; the rest leaves.
        /// 留言的占比；其余离开。
        leaves_message: At<Share>,
        /// Messages queue by age among live customers, not behind them.
        /// 留言与在线客户按先后一起排，而不是排在他们后面。
        in_line: Option<At<bool>>,
    }
}

table! {
    /// What follows when a ticket is late.
    /// 工单超时会怎样。
    pub struct Late {
        /// Paid to the customer.
        /// 赔给客户多少。
        pays: Option<At<Amount>>,
        /// Share of customers who ask where it is.
        /// 来催问的客户占比。
        asks_again: Option<At<Share>>,
        /// The type they ask in; none: the one the ticket comes `from`.
        /// 他们以哪一类来问；不写为工单 `from` 的那一类。
        asks: Option<At<String>>,
    }
}

/// How many times longer a chat lasts with others open.
#[derive(Clone, Debug, PartialEq)]
pub struct Slowdown {
    /// With 1, 2, … open.
    pub factors: Vec<f64>,
    /// The factor at the start stays.
    pub at_start: bool,
}

impl Read for Slowdown {
    fn kind() -> ValueKind {
        let factors = ValueKind::list(ValueKind::Number);
        ValueKind::Said(
            ["a list of factors, or { at_start = [factors] }", "倍数的列表，或 { at_start = [倍数] }"],
            vec![factors.clone(), ValueKind::Entries(vec![("at_start", factors)])],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        if node.table().is_some() {
            crate::scenario::values::read::unknown_keys(node, &["at_start"], out);
            return Some(Self { at_start: true, ..Self::read(node.get("at_start")?, out)? });
        }
        let factors = Vec::<At<Amount>>::read(node, out)?;
        if let Some(bad) = factors.iter().find(|f| f.value.0 <= 0.0) {
            return out.reject(Diagnostic::error(
                Code::OutOfRange,
                &bad.place,
                say!("a factor on a duration must be above 0", "时长的倍数必须大于 0"),
            ));
        }
        if factors.is_empty() {
            return out.reject(Diagnostic::error(
                Code::WrongType,
                &node.place,
                say!("at least one factor is wanted", "至少要写一个倍数"),
            ));
        }
        Some(Self { factors: factors.iter().map(|f| f.value.0).collect(), at_start: false })
    }
}

/// Places a ticket takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slots {
    /// So many.
    Places(u16),
    /// All of them.
    All,
}

impl Read for Slots {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a whole number from 1 to 200, or \"all\"", "1 到 200 的整数，或 \"all\"（全部）"],
            vec![ValueKind::Between(1, 200), ValueKind::Exactly("all")],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Text(t) if t == "all" => Some(Self::All),
            Value::Text(_) => wrong(node, &say!("a whole number, or \"all\"", "整数，或 \"all\""), out),
            _ => match Count::read(node, out)?.0 {
                n @ 1..=200 => Some(Self::Places(n as u16)),
                n => out.reject(Diagnostic::error(
                    Code::OutOfRange,
                    &node.place,
                    say!("a ticket takes 1 to 200 places, not {n}", "工单占 1 到 200 个接待位，不能是 {n}"),
                )),
            },
        }
    }
}
