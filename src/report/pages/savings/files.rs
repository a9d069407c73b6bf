//! What is saved, for other programs.

use crate::catalogue::{Estimator, kpis};
use crate::experiment::{LEVEL, PaidBack, RangeLaw, cumulative, paid_back};
use crate::model::PriceGroup;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, money, six};
use crate::report::formats::json::{Manifest, pretty};
use crate::report::results::{AssumedPrice, BreakEven, Saved, Turning};
use crate::stats::{Drawn, Sample};
use serde_json::{Value, json};

fn estimate(sample: &Sample) -> Value {
    json!({ "mean": sample.value, "half_width": sample.half_width(LEVEL), "n": sample.n() })
}

/// Mean and quantiles of draws.
fn spread(drawn: &Drawn) -> Value {
    let quantile = |p: f64| drawn.quantile(p, LEVEL).map(|(value, half)| json!({ "value": value, "half_width": half }));
    let mean = drawn.mean();
    json!({
        "mean": mean.value, "half_width": mean.half_width(LEVEL), "n": mean.n(),
        "p05": quantile(0.05), "p50": quantile(0.5), "p95": quantile(0.95),
    })
}

fn month(at: PaidBack) -> Value {
    match at {
        PaidBack::Month(month) => month.into(),
        PaidBack::Nothing => 0.into(),
        PaidBack::Never => Value::Null,
    }
}

/// All of it but the draws.
pub fn saved_json(manifest: &Manifest, found: &Saved) -> Result<Vec<u8>, String> {
    let year = found.drawn(|draw| draw.year);
    let judged = found.judged();
    let sure = |limit: f64| {
        let share = year.share_above(limit, LEVEL);
        json!({ "above": limit, "share": share.value, "low": share.low, "high": share.high })
    };
    let limits: Vec<Value> = std::iter::once(0.0).chain(found.asked.above).map(sure).collect();
    let (mean, tails) = found.paid_back();
    let key = |line| kpis(found.design()).into_iter().find(|kpi| kpi.estimator() == Estimator::Money(line));
    let lines: Vec<Value> = found
        .lines
        .iter()
        .map(|line| {
            let kpi = key(line.line).map(|kpi| kpi.key(found.design()).into_owned());
            json!({ "kpi": kpi, "saved": estimate(&line.saved), "assumed": line.assumed.iter().map(price).collect::<Vec<_>>() })
        })
        .collect();
    let no_cash: Vec<Value> = found
        .differences
        .iter()
        .map(|d| json!({ "kpi": d.of.kpi.key(found.design()), "mean": d.judgement.mean, "half_width": d.judgement.half_width, "n": d.n }))
        .collect();
    let uncertain: Vec<Value> = found
        .uncertain
        .iter()
        .map(|one| json!({ "path": one.path, "value": one.value, "low": one.ends[0], "high": one.ends[1], "likely": one.likely, "price": one.price, "source": one.source }))
        .collect();
    let prices: Vec<Value> = found
        .prices
        .iter()
        .map(|one| json!({ "prices": group(one.group), "times": one.times.map(|times| times.0), "half_width": one.times.and_then(|times| times.1) }))
        .collect();
    // The language is that of names, of which there are none here.
    let stands = super::bridge::AsItStands::of(found, crate::model::Lang::En).worth();
    let as_it_stands = stands.map(|worth| {
        json!({
            "annual_saving": worth.year, "net_present_value": worth.present_value, "paid_back": month(worth.paid_back),
            "months": worth.flows.iter().map(|flow| json!({ "saved": flow.saved, "once": flow.once })).collect::<Vec<_>>(),
        })
    });
    let law = match found.asked.law {
        RangeLaw::Pert => "pert",
        RangeLaw::Triangular => "triangular",
    };
    pretty(&json!({
        "manifest": manifest,
        "baseline": found.base().design.key,
        "design": found.design().design.key,
        "case": found.base().case.key,
        "currency": found.currency(),
        "draws": found.draws.len(),
        "law": law,
        "as_it_stands": as_it_stands,
        "annual_saving": spread(&year),
        "n_needed": judged.n_needed,
        "verdict": crate::report::labels::verdict_word(judged.verdict),
        "sure": limits,
        "once": estimate(&found.drawn(Saved::once).mean()),
        "paid_back": { "month": month(mean), "p05": tails.map(|t| month(t[0])), "p95": tails.map(|t| month(t[1])) },
        "net_present_value": {
            "rate": found.asked.rate, "years": found.asked.years, "of": spread(&found.drawn(|draw| found.present_value(draw))),
        },
        "leaving": found.leavers.iter().map(|one| {
            let day = |share: f64| one.by(share).map(|day| crate::catalogue::civil(day).to_string());
            json!({ "team": one.team.key, "people": one.people, "last_gone_p50": day(0.5), "last_gone_p90": day(0.9) })
        }).collect::<Vec<_>>(),
        "no_cash": no_cash,
        "lost_margin": found.lost_margin.as_ref().map(estimate),
        "lines": lines,
        "ranges": uncertain,
        "not_drawn": found.held.iter().map(|(path, _)| path).collect::<Vec<_>>(),
        "break_evens": found.break_evens.iter().map(|one| break_even(found, one)).collect::<Vec<_>>(),
        "prices": prices,
        "simulated": { "as_is": found.simulated.as_is, "draws": found.simulated.draws, "break_evens": found.simulated.break_evens },
    }))
}

fn price(AssumedPrice { path, value, ends, source }: &AssumedPrice) -> Value {
    json!({ "path": path, "value": value, "low": ends.as_ref().map(|ends| &ends[0]), "high": ends.as_ref().map(|ends| &ends[1]), "source": source })
}

fn group(group: PriceGroup) -> &'static str {
    match group {
        PriceGroup::Wages => "wages",
        PriceGroup::Seats => "seats",
        PriceGroup::Bot => "bot",
        PriceGroup::Tools => "tools",
        PriceGroup::LateTickets => "late_tickets",
    }
}

fn break_even(found: &Saved, one: &BreakEven) -> Value {
    let (at, interval, tried) = match &one.turning {
        Turning::At { value, between, .. } => (Some(value), between.as_ref(), true),
        Turning::Nowhere => (None, None, true),
        Turning::NotTried => (None, None, false),
    };
    json!({
        "path": found.uncertain[one.uncertain].path, "tried": tried, "at": at,
        "from": interval.map(|ends| &ends[0]), "to": interval.map(|ends| &ends[1]),
        "saved_at_low": one.at_ends.map(|ends| ends[0]), "saved_at_high": one.at_ends.map(|ends| ends[1]),
    })
}

/// Columns of `cash_flow.csv`; `output/README.md` lists the same.
const MONTHS: [&str; 9] =
    ["flow", "month", "months", "saved", "saved_half_width", "once", "cumulative", "cumulative_p05", "cumulative_p95"];

/// `cash_flow.csv`: a month a row, over all years that are looked at.
pub fn months_csv(found: &Saved) -> Result<Asset, String> {
    let mut sheet = Sheet::new(&MONTHS)?;
    let all: Vec<_> = found.draws.iter().map(|draw| found.flows(draw)).collect();
    let sums: Vec<Vec<f64>> = all.iter().map(|flows| cumulative(flows)).collect();
    let names = found.months();
    for (at, flow) in all.first().into_iter().flatten().enumerate() {
        let of = |value: &dyn Fn(usize) -> f64| {
            Drawn::new(found.draws.iter().enumerate().map(|(n, draw)| (draw.replication, value(n))))
        };
        let (saved, total) = (of(&|n| all[n][at].saved).mean(), of(&|n| sums[n][at]));
        let tail = |p: f64| total.quantile(p, LEVEL).map_or_else(String::new, |(x, _)| money(x));
        sheet.row(&[
            (at + 1).to_string(),
            names[flow.month].clone(),
            six(flow.at),
            money(saved.value),
            saved.half_width(LEVEL).map_or_else(String::new, money),
            money(of(&|n| all[n][at].once).mean().value),
            money(total.mean().value),
            tail(0.05),
            tail(0.95),
        ])?;
    }
    Ok(("cash_flow.csv".into(), sheet.bytes()?))
}

/// Columns of `draws.csv` before those of what was drawn; `output/README.md` lists the same.
const DRAWS: [&str; 6] = ["draw", "replication", "saved", "once", "net_present_value", "paid_back"];

/// `draws.csv`: a draw a row, with every value that was drawn.
pub fn draws_csv(found: &Saved) -> Result<Asset, String> {
    let paths = found.uncertain.iter().map(|one| &one.path[..]);
    let header: Vec<&str> = DRAWS.into_iter().chain(paths).collect();
    let mut sheet = Sheet::new(&header)?;
    for (n, draw) in found.draws.iter().enumerate() {
        let back = match paid_back(&found.flows(draw)) {
            PaidBack::Month(month) => month.to_string(),
            PaidBack::Nothing => "0".to_owned(),
            PaidBack::Never => String::new(),
        };
        let mut cells = vec![
            n.to_string(),
            draw.replication.to_string(),
            money(draw.year),
            money(Saved::once(draw)),
            money(found.present_value(draw)),
            back,
        ];
        cells.extend(draw.values.iter().cloned());
        sheet.row(&cells)?;
    }
    Ok(("draws.csv".into(), sheet.bytes()?))
}
