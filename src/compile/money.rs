//! Prices. What is not given stays not given.

use crate::model::{Money, Pay};
use crate::scenario::read::At;
use crate::scenario::schema::{Costs, PayText};
use crate::scenario::values::Amount;
use crate::time::SimDuration;

fn amount(a: Option<&At<Amount>>) -> Option<f64> {
    a.map(|a| a.value.0)
}

/// A team's pay. Overtime is 1.5 times the hour's wage beyond 15 minutes unless the file says otherwise.
pub fn pay(text: &PayText) -> Pay {
    let overtime = text.overtime.as_ref();
    Pay {
        month: amount(text.month.as_ref()),
        hour: amount(text.hour.as_ref()),
        loading: amount(text.loading.as_ref()).unwrap_or(0.0),
        seat: amount(text.seat.as_ref()).unwrap_or(0.0),
        overtime_factor: amount(overtime.and_then(|o| o.factor.as_ref())).unwrap_or(1.5),
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
