//! Prices as inputs of the workbook: their names, units, and where the file writes them.

use crate::measure::Priced;
use crate::model::{Label, Lang};
use crate::report::numbers::money_word;
use crate::report::words::say;

/// What an input is called, in English and Chinese.
pub fn name(priced: Priced, lang: Lang) -> String {
    let (en, zh) = match priced {
        Priced::Month => ("wage a month", "月薪"),
        Priced::Hour => ("wage an hour", "时薪"),
        Priced::Loading => ("employer's charges", "五险一金等附加比例"),
        Priced::Seat => ("seat", "工位"),
        Priced::Overtime => ("overtime, times the hour's wage", "平日加班倍数"),
        Priced::RestDay => ("day off worked, times the hour's wage", "休息日加班倍数"),
        Priced::Holiday => ("holiday worked, times the hour's wage", "法定节假日加班倍数"),
        Priced::Night => ("hours at night, times the hour's wage", "夜班倍数"),
        Priced::Day => ("day-paid person", "日薪"),
        Priced::Hire => ("hiring one person", "招聘一人"),
        Priced::FirmSeat => ("firm's head a month", "外包坐席月费"),
        Priced::FirmDay => ("firm's day worked", "外包人天单价"),
        Priced::CommissionOrder => ("commission for an order", "每单提成"),
        Priced::CommissionSales => ("commission on sales", "销售额提成比例"),
        Priced::BotMonth => ("bot, fee a month", "机器人月费"),
        Priced::BotContact => ("bot, each contact it meets", "机器人每次接待"),
        Priced::BotTier(n) => {
            let n = n + 1;
            return say(lang, format!("bot, each contact it meets, tier {n}"), format!("机器人每次接待，第 {n} 档"));
        }
        Priced::BotResolution => ("bot, each resolution", "机器人每次解决"),
        Priced::ToolsMonth => ("tools, fee a month", "工具月费"),
        Priced::ToolsContact => ("tools, each contact people end", "工具每次人工接待"),
        Priced::ToolsResolution => ("tools, each resolution", "工具每次人工解决"),
        Priced::LatePays => ("paid for a late ticket", "超时工单赔付"),
        Priced::OrderValue => ("value of an order", "每单金额"),
        Priced::Margin => ("margin of an order", "每单毛利"),
        Priced::Once(n) => {
            let n = n + 1;
            return say(lang, format!("paid once, no. {n}"), format!("一次性支出第 {n} 笔"));
        }
    };
    say(lang, en.into(), zh.into())
}

/// Its unit.
pub fn unit(priced: Priced, currency: &str, lang: Lang) -> String {
    let currency = money_word(currency, lang);
    let per = |en: &str, zh: &str| say(lang, format!("{currency} / {en}"), format!("{currency}/{zh}"));
    match priced {
        Priced::Month | Priced::Seat | Priced::FirmSeat => per("head / month", "人·月"),
        Priced::Hour => per("hour", "小时"),
        Priced::Day | Priced::FirmDay => per("day", "人·天"),
        Priced::Hire => per("person", "人"),
        Priced::BotMonth | Priced::ToolsMonth => per("month", "月"),
        Priced::BotContact | Priced::BotTier(_) | Priced::ToolsContact => per("contact", "次"),
        Priced::BotResolution | Priced::ToolsResolution => per("resolution", "次"),
        Priced::LatePays => per("ticket", "单"),
        Priced::OrderValue | Priced::Margin | Priced::CommissionOrder => per("order", "单"),
        Priced::Once(_) => currency.to_owned(),
        Priced::Loading | Priced::CommissionSales => "%".to_owned(),
        Priced::Overtime | Priced::RestDay | Priced::Holiday | Priced::Night => say(lang, "times".into(), "倍".into()),
    }
}

/// Whether it is a share.
pub fn is_share(priced: Priced) -> bool {
    matches!(priced, Priced::Loading | Priced::CommissionSales)
}

/// Where a file writes it, below a design or, of types, at the top; none: no single value says it.
pub fn path(priced: Priced, whose: Option<&Label>) -> Option<String> {
    let pay = match priced {
        Priced::Month => "month",
        Priced::Hour => "hour",
        Priced::Loading => "loading",
        Priced::Seat => "seat",
        Priced::Overtime => "overtime.factor",
        Priced::RestDay => "overtime.rest_day",
        Priced::Holiday => "overtime.holiday",
        Priced::Night => "night.factor",
        Priced::Day => "day",
        Priced::Hire => "hire",
        Priced::FirmSeat => "outsourced.seat",
        Priced::FirmDay => "outsourced.day",
        Priced::CommissionOrder => "commission.order",
        Priced::CommissionSales => "commission.sales",
        Priced::BotMonth => return Some("costs.bot.month".into()),
        Priced::BotContact => return Some("costs.bot.per_contact".into()),
        Priced::BotResolution => return Some("costs.bot.per_resolution".into()),
        Priced::ToolsMonth => return Some("costs.tools.month".into()),
        Priced::ToolsContact => return Some("costs.tools.per_contact".into()),
        Priced::ToolsResolution => return Some("costs.tools.per_resolution".into()),
        Priced::LatePays => return Some(format!("contact.{}.late.pays", whose?.in_path())),
        Priced::OrderValue => return Some(format!("contact.{}.sale.order_value", whose?.in_path())),
        Priced::Margin => return Some(format!("contact.{}.sale.margin", whose?.in_path())),
        Priced::BotTier(_) | Priced::Once(_) => return None,
    };
    Some(format!("team.{}.pay.{pay}", whose?.in_path()))
}

/// Where a change of prices writes it.
pub fn dated(path: String, from: Option<&str>) -> String {
    let Some(from) = from else { return path };
    let path = path.replace("outsourced.", "firm_");
    match path.rsplit_once('.') {
        Some((table, key)) => format!("{table}.changes.\"{from}\".{key}"),
        None => path,
    }
}

/// Whether the file writes it in a design.
pub fn is_of_design(priced: Priced) -> bool {
    !matches!(priced, Priced::LatePays | Priced::OrderValue | Priced::Margin)
}
