//! Prices. What is not given stays not given.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Money, Pay};
use crate::say;
use crate::scenario::read::At;
use crate::scenario::schema::{Costs, PayText};
use crate::scenario::values::Amount;
use crate::time::SimDuration;

fn amount(a: Option<&At<Amount>>) -> Option<f64> {
    a.map(|a| a.value.0)
}

/// A team's pay. Overtime is 1.5 times the hour's wage beyond 15 minutes, and 3 times on holidays, unless the file says
/// otherwise.
pub fn pay(text: &PayText, out: &mut Diagnostics) -> Pay {
    if let (Some(month), Some(hour)) = (&text.month, &text.hour) {
        let both = say!("wages by the month and by the hour at once", "同时写了月薪和时薪");
        out.push(
            Diagnostic::error("two-wages", &hour.place, both)
                .also(&month.place, say!("by the month here", "这里是月薪"))
                .help(say!("keep one of the two", "只保留其中一个")),
        );
    }
    let overtime = text.overtime.as_ref();
    if let (Some(holiday), true, false) =
        (overtime.and_then(|o| o.holiday.as_ref()), text.holidays.is_empty(), text.writes("holidays"))
    {
        let message = say!("which days are holidays?", "哪些日子是法定节假日？");
        out.push(
            Diagnostic::error("missing", &holiday.place, message)
                .help(say!("holidays = [\"2025-10-01..2025-10-03\"]", "holidays = [\"2025-10-01..2025-10-03\"]")),
        );
    }
    Pay {
        month: amount(text.month.as_ref()),
        hour: amount(text.hour.as_ref()),
        loading: text.loading.value.0,
        seat: text.seat.value.0,
        day: amount(text.day.as_ref()),
        hire: amount(text.hire.as_ref()),
        overtime_factor: amount(overtime.and_then(|o| o.factor.as_ref())).unwrap_or(1.5),
        rest_day_factor: amount(overtime.and_then(|o| o.rest_day.as_ref())),
        holiday_factor: (!text.holidays.is_empty())
            .then(|| amount(overtime.and_then(|o| o.holiday.as_ref())).unwrap_or(3.0)),
        overtime_from: overtime.and_then(|o| o.from.as_ref()).map_or(SimDuration::MINUTE * 15, |f| f.value),
    }
}

/// A design's prices.
pub fn money(currency: &str, text: Option<&Costs>) -> Money {
    let bot = text.and_then(|t| t.bot.as_ref());
    Money {
        currency: currency.to_string(),
        bot_per_contact: amount(bot.and_then(|b| b.per_contact.as_ref())),
        bot_per_resolution: amount(bot.and_then(|b| b.per_resolution.as_ref())),
        bot_month: amount(bot.and_then(|b| b.month.as_ref())),
        tools_month: amount(text.and_then(|t| t.tools.as_ref()).and_then(|t| t.month.as_ref())),
        one_off: text.map(|t| t.one_off.iter().map(|(k, _, a)| (k.to_string(), a.0)).collect()).unwrap_or_default(),
    }
}
