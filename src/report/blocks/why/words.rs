//! What causes and states are called.

use crate::measure::blame::{Cause, State};
use crate::model::Lang;
use crate::report::words::say;

/// A cause in a table: what customers waited for.
pub fn cause(cause: Cause, lang: Lang) -> String {
    let (en, zh) = match cause {
        Cause::Closed => ("came after the opening hours", "营业时间之外进来"),
        Cause::Rule => ("a free place, kept back by a rule", "有空位，但规则不让接"),
        Cause::Absent => ("agents absent", "缺勤"),
        Cause::Break => ("agents in a break", "在休息（吃饭）"),
        Cause::Pause => ("agents on a pause", "小休等暂离"),
        Cause::Leading => ("leaders away from the desk", "组长离席带班"),
        Cause::Ticket => ("agents on tickets", "在做工单"),
        Cause::ChatLimit => ("at the chat limit, agent idle", "接待数已满，手上有空"),
        Cause::Backlog => ("behind an older backlog", "排在更早的积压后面"),
        Cause::Nobody => ("nobody on shift", "无人当班"),
        Cause::OtherTypes => ("all busy, with other types", "都在忙：接待其他类型"),
        Cause::TooFew => ("all busy, too few on shift", "都在忙：当班人数不够"),
        Cause::Unanswered => ("taken, not answered yet", "已接入，还没回第一句"),
    };
    say(lang, en.into(), zh.into())
}

/// A cause in a sentence: `54 % of the waiting is charged to …`.
pub fn charged_to(cause: Cause, lang: Lang) -> String {
    let (en, zh) = match cause {
        Cause::Closed => ("coming after the opening hours", "营业时间之外进来"),
        Cause::Rule => ("rules that keep free slots back", "规则不让空位接"),
        Cause::Absent => ("absence", "缺勤"),
        Cause::Break => ("breaks", "休息（吃饭）"),
        Cause::Pause => ("pauses", "小休等暂离"),
        Cause::Leading => ("leading", "组长离席带班"),
        Cause::Ticket => ("tickets", "工单"),
        Cause::ChatLimit => ("the limit of chats", "接待上限"),
        Cause::Backlog => ("an older backlog", "更早的积压"),
        Cause::Nobody => ("nobody being on shift", "无人当班"),
        Cause::OtherTypes => ("customers of other types", "接待其他类型"),
        Cause::TooFew => ("too few on shift", "当班人数不够"),
        Cause::Unanswered => ("answers not come to yet", "接入后还没轮到回复"),
    };
    say(lang, en.into(), zh.into())
}

/// What was not there, of the largest cause.
pub fn not_there(cause: Cause, lang: Lang) -> String {
    let (en, zh) = match cause {
        Cause::Closed => ("opening hours when these customers came", "这些客户进来时的营业时间"),
        Cause::Rule => ("leave to take them for those who were free", "让有空的人接待他们的规则"),
        Cause::Absent => ("the people who were absent", "缺勤的人"),
        Cause::Break => ("the people who were in a break", "正在休息的人"),
        Cause::Pause => ("the people who were on a pause", "暂离的人"),
        Cause::Leading => ("the leaders who were away from the desk", "离席带班的组长"),
        Cause::Ticket => ("the places that tickets held", "被工单占住的接待位"),
        Cause::ChatLimit => ("places for chats that the hands could have done", "手上忙得过来却没有的接待位"),
        Cause::Backlog => ("answers to those who had asked before", "对更早进来的客户的接待"),
        Cause::Nobody => ("anybody on shift", "当班的人"),
        Cause::OtherTypes => ("people without customers of other types", "没有在接待其他类型的人"),
        Cause::TooFew => {
            ("more people on shift: all were busy with the same customers", "更多当班的人：在班的都在接待同类客户")
        }
        Cause::Unanswered => {
            ("hands for the first answer: whoever took them wrote with others", "回第一句的人手：接入的客服在回别人")
        }
    };
    say(lang, en.into(), zh.into())
}

/// A state in a table: what people did.
pub fn state(state: State, lang: Lang) -> String {
    let (en, zh) = match state {
        State::Absent => ("absent", "缺勤"),
        State::Break => ("break", "休息"),
        State::Pause => ("pause", "暂离"),
        State::Leading => ("leading", "带班"),
        State::Finishing => ("finishing\nafter shift", "下班\n收尾"),
        State::Ticket => ("with a\nticket", "手上有\n工单"),
        State::ChatLimit => ("at limit,\nidle", "接满\n手有空"),
        State::Full => ("busy with\ncustomers", "接待\n已满"),
        State::Room => ("a free\nslot", "有\n空位"),
    };
    say(lang, en.into(), zh.into())
}

/// A state in a sentence: `4.1 had tickets in hand`.
pub fn were(state: State, n: &str, lang: Lang) -> String {
    let (en, zh) = match state {
        State::Absent => (format!("{n} absent"), format!("{n} 人缺勤")),
        State::Break => (format!("{n} in a break"), format!("{n} 人在休息")),
        State::Pause => (format!("{n} on a pause"), format!("{n} 人暂离")),
        State::Leading => (format!("{n} leading"), format!("{n} 人在带班")),
        State::Finishing => (format!("{n} finishing after the shift"), format!("{n} 人下班收尾")),
        State::Ticket => (format!("{n} with a ticket in hand"), format!("{n} 人手上有工单")),
        State::ChatLimit => (format!("{n} at the chat limit and idle"), format!("{n} 人接待数已满而手上有空")),
        State::Full => (format!("{n} busy with customers"), format!("{n} 人接待已满")),
        State::Room => (format!("{n} with a free slot"), format!("{n} 人有空位")),
    };
    say(lang, en, zh)
}
