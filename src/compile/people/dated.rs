//! Prices from a date on: a raise, a bot's new tariff.

use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Model, Pay, Policies, Prices, TeamId};
use crate::say;
use crate::scenario::schema::{PayChangeText, PricesChangeText};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::plain::Amount;
use crate::scenario::values::read::{At, Names};
use std::collections::BTreeMap;

/// Which price of a model.
#[derive(Clone, Copy)]
enum Which {
    /// Of a team's pay, by its key.
    Pay(TeamId, &'static str),
    /// Of the bot.
    Bot(&'static str),
    /// Of the tools.
    Tools(&'static str),
}

impl Which {
    fn key(self) -> &'static str {
        match self {
            Self::Pay(_, key) | Self::Bot(key) | Self::Tools(key) => key,
        }
    }

    /// None where the model has no such price.
    fn find(self, model: &mut Model) -> Option<&mut f64> {
        match self {
            Self::Pay(team, key) => of_team(model.teams[team].pay.as_mut()?, key),
            Self::Bot(key) => Some(of_prices(model.money.bot.as_mut()?, key)),
            Self::Tools(key) => Some(of_prices(model.money.tools.as_mut()?, key)),
        }
    }
}

/// The model at other prices, each from a day on, in order of days.
pub(crate) fn dated(context: &Context<'_>, model: &Model, out: &mut Diagnostics) -> Vec<(i32, Model)> {
    let mut found: Vec<(i32, Which, &At<Amount>)> = Vec::new();
    for (id, team) in model.teams.entries() {
        let text = context.design.team.0.get(&team.label.key).and_then(|entry| entry.value.as_ref());
        let Some(pay) = text.and_then(|text| text.pay.as_ref()) else { continue };
        for (day, change) in days(context, &pay.changes, out) {
            found.extend(of_pay(change).into_iter().map(|(key, amount)| (day, Which::Pay(id, key), amount)));
        }
    }
    let costs = context.design.costs.as_ref();
    for (is_bot, text) in [(true, costs.and_then(|c| c.bot.as_ref())), (false, costs.and_then(|c| c.tools.as_ref()))] {
        let Some(text) = text else { continue };
        let which = |key| if is_bot { Which::Bot(key) } else { Which::Tools(key) };
        for (day, change) in days(context, &text.changes, out) {
            found.extend(of_change(change).into_iter().map(|(key, amount)| (day, which(key), amount)));
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let mut now = bare(model);
    let mut all: BTreeMap<i32, Vec<(Which, f64)>> = BTreeMap::new();
    for (day, which, amount) in found {
        match which.find(&mut now) {
            Some(_) => all.entry(day).or_default().push((which, amount.value.0)),
            None => without(which.key(), &amount.place, out),
        }
    }
    let mut models = Vec::new();
    for (day, changes) in all {
        for (which, amount) in changes {
            *which.find(&mut now).expect("it was there") = amount;
        }
        models.push((day, now.clone()));
    }
    models
}

/// All that prices are told by, and nothing that is simulated.
fn bare(model: &Model) -> Model {
    let mut bare = Model { policies: Policies::default(), profiles: Vec::new(), ..model.clone() };
    bare.types.iter_mut().for_each(|kind| kind.arrivals = None);
    bare
}

/// Changes by their day; what says nothing is reported.
fn days<'t, T: Says>(context: &Context<'_>, changes: &'t Names<T>, out: &mut Diagnostics) -> Vec<(i32, &'t T)> {
    let mut found: Vec<(i32, &T)> = Vec::new();
    for (called, entry, change) in changes.iter() {
        let day = match DateSpan::parse(called) {
            Ok(span) if span.from == span.until => span.from,
            Ok(_) => {
                let why = say!(
                    "a price is from one date on, and holds until the next",
                    "价格从某一天起生效，到下一次改动为止，只写一个日期"
                );
                out.push(Diagnostic::error(Code::Date, &entry.key, why));
                continue;
            }
            Err(why) => {
                out.push(Diagnostic::error(Code::Date, &entry.key, why));
                continue;
            }
        };
        if !change.says() {
            let why = say!("which price is another from {called} on?", "从 {called} 起改哪个价格？");
            out.push(Diagnostic::error(Code::Missing, &entry.place, why));
        }
        if found.iter().any(|(other, _)| *other == day) {
            out.push(Diagnostic::error(
                Code::Twice,
                &entry.key,
                say!("this date has a change already", "这一天已经写过改动"),
            ));
        }
        context.warn_outside(DateSpan { from: day, until: day }, &entry.key, out);
        found.push((day, change));
    }
    found
}

/// Whether a change says anything.
trait Says {
    fn says(&self) -> bool;
}

impl Says for PayChangeText {
    fn says(&self) -> bool {
        !of_pay(self).is_empty()
    }
}

impl Says for PricesChangeText {
    fn says(&self) -> bool {
        !of_change(self).is_empty()
    }
}

/// What a change says of pay.
fn of_pay(text: &PayChangeText) -> Vec<(&'static str, &At<Amount>)> {
    let all = [
        ("month", &text.month),
        ("hour", &text.hour),
        ("loading", &text.loading),
        ("seat", &text.seat),
        ("day", &text.day),
        ("hire", &text.hire),
        ("firm_seat", &text.firm_seat),
        ("firm_day", &text.firm_day),
    ];
    all.into_iter().filter_map(|(key, amount)| Some((key, amount.as_ref()?))).collect()
}

/// What a change says of the bot or of tools.
fn of_change(text: &PricesChangeText) -> Vec<(&'static str, &At<Amount>)> {
    let all = [("month", &text.month), ("per_contact", &text.per_contact), ("per_resolution", &text.per_resolution)];
    all.into_iter().filter_map(|(key, amount)| Some((key, amount.as_ref()?))).collect()
}

/// A price of pay by its key; none where pay does not say it.
fn of_team<'p>(pay: &'p mut Pay, key: &str) -> Option<&'p mut f64> {
    match key {
        "month" => pay.month.as_mut(),
        "hour" => pay.hour.as_mut(),
        "loading" => pay.loading.as_mut(),
        "seat" => pay.seat.as_mut(),
        "day" => pay.day.as_mut(),
        "hire" => pay.hire.as_mut(),
        "firm_seat" => pay.outsourced.as_mut().map(|firm| &mut firm.seat),
        _ => pay.outsourced.as_mut().map(|firm| &mut firm.day),
    }
}

/// A price of the bot or of tools by its key.
fn of_prices<'p>(prices: &'p mut Prices, key: &str) -> &'p mut f64 {
    match key {
        "month" => &mut prices.month,
        "per_contact" => &mut prices.contact,
        _ => &mut prices.resolution,
    }
}

/// What has no price before has none that could change.
fn without(key: &str, place: &Place, out: &mut Diagnostics) {
    let (before, en) = match key {
        "firm_seat" => ("outsourced.seat", "outsourced"),
        "firm_day" => ("outsourced.day", "outsourced"),
        key => (key, key),
    };
    out.push(
        Diagnostic::error(
            Code::Missing,
            place,
            say!("`{en}` is not given before this date", "在这一天之前没有写 `{en}`"),
        )
        .help(say!("write what it is until then: {before} = …", "请写明在此之前是多少：{before} = …")),
    );
}
