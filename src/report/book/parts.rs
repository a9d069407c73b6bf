//! What is counted, as headings of the sheet of quantities.

use crate::measure::Quantity;
use crate::model::Lang;
use crate::report::words::say;

/// What is counted, and in what unit.
pub fn name(quantity: Quantity, lang: Lang) -> (String, String) {
    let (en, zh, unit_en, unit_zh) = match quantity {
        Quantity::PersonMonths => ("months of pay", "计薪人月", "head-months", "人·月"),
        Quantity::PaidHours => ("hours paid", "计薪工时", "h", "小时"),
        Quantity::SeatMonths => ("seats", "工位", "seat-months", "个·月"),
        Quantity::OvertimeHours => ("overtime", "平日加班", "h", "小时"),
        Quantity::RestDayHours => ("days off worked", "休息日上班", "h", "小时"),
        Quantity::HolidayHours => ("holidays worked", "法定节假日上班", "h", "小时"),
        Quantity::NightHours => ("at night", "夜班工时", "h", "小时"),
        Quantity::DaysPaid => ("day-paid days", "日薪人天", "days", "人·天"),
        Quantity::Hires => ("newcomers", "新招人数", "people", "人"),
        Quantity::TrainingMonths => ("training", "培训人月", "head-months", "人·月"),
        Quantity::FirmDays => ("days worked", "到岗人天", "days", "人·天"),
        Quantity::Orders => ("orders", "订单", "orders", "单"),
        Quantity::OrdersLost => ("orders lost", "流失订单", "orders", "单"),
        Quantity::Months => ("months", "月数", "months", "月"),
        Quantity::MetBot => ("met the bot", "机器人接待", "contacts", "次"),
        Quantity::MetBotInTier(n) => {
            let n = n + 1;
            let what = say(lang, format!("met the bot, tier {n}"), format!("机器人接待，第 {n} 档"));
            return (what, say(lang, "contacts".into(), "次".into()));
        }
        Quantity::SolvedByBot => ("solved by the bot", "机器人解决", "contacts", "次"),
        Quantity::Handled => ("ended by people", "人工接待", "contacts", "次"),
        Quantity::Resolved => ("resolved by people", "人工解决", "contacts", "次"),
        Quantity::LateTickets => ("late tickets", "超时工单", "tickets", "单"),
        Quantity::Due(_) => ("falls due", "到期", "times", "次"),
        Quantity::TieredAmount => ("by contact, in tiers", "按量阶梯计费", "amount", "金额"),
        Quantity::LateAmount => ("for lateness, by its own law", "超时加赔", "amount", "金额"),
    };
    (say(lang, en.into(), zh.into()), say(lang, unit_en.into(), unit_zh.into()))
}
