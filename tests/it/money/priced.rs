//! Quantities times prices are the ledger, line by line, on random shops and on one with everything that costs.

use super::ledger::SHOP;
use crate::support::worlds::{ANYTHING, shop};
use crate::support::{model, study};
use peakstaff::catalogue::{Estimator, KpiId, Line, Part, Row, Subject};
use peakstaff::experiment::Arm;
use peakstaff::measure::{Evaluator, Layout, parts, quantity};

const SHOPS: u64 = 12;

/// Which line of the ledger a part is in: amounts paid once have severance among them.
fn is_of(part: Line, line: Line) -> bool {
    part == line || (part, line) == (Line::Severance, Line::OneOff)
}

/// How many amounts of an arm were compared that are not nothing.
fn compared(arm: &Arm, shop: &str) -> usize {
    let Arm { model, spans, outcomes, .. } = arm;
    let (evaluator, layout, parts) = (Evaluator::new(model), Layout::new(model), parts(model));
    let lines = Row::ALL.iter().filter_map(|row| match row.kpi().estimator {
        Estimator::Money(line) if line != Line::Total => Some((*row, line)),
        _ => None,
    });
    let mut found = 0;
    for (row, line) in lines {
        for (at, span) in spans.iter().enumerate() {
            let counted: Vec<&[f64]> = outcomes.iter().map(|outcome| &outcome.rows[at][..]).collect();
            let amounts = evaluator.sums(KpiId::Row(row), Part::Both, Subject::All, &counted, span);
            let amounts = amounts.map(|sums| sums.above);
            let own = || parts.iter().filter(|part| is_of(part.line, line));
            let priced: Option<Vec<f64>> = counted
                .iter()
                .map(|row| own().map(|part| part.amount(model, quantity(part, model, &layout, row, span))).sum())
                .collect();
            let place = format!("{line:?} of {} in {shop}", span.label.key);
            let (Some(amounts), Some(priced)) = (&amounts, &priced) else {
                assert!(amounts.is_none() && priced.is_none(), "{place}: {amounts:?} {priced:?}");
                continue;
            };
            for (amount, priced) in amounts.iter().zip(priced) {
                assert!((amount - priced).abs() <= 1e-9 * amount.abs().max(1.0), "{place}: {amount} {priced}");
                found += usize::from(*amount != 0.0);
            }
        }
    }
    found
}

#[test]
fn quantities_times_prices_are_the_ledger() {
    let texts = (0..SHOPS).map(|number| (format!("shop {number}"), shop(number, ANYTHING)));
    let whole =
        [("the whole ledger", SHOP.to_owned()), ("the whole ledger at changing prices", super::dated::changing())];
    for (name, text) in texts.chain(whole.map(|(name, text)| (name.to_owned(), text))) {
        let study = study(vec![model(&text)], 1, 2);
        let found = compared(&study.arms[0], &name);
        assert!(found > if name.starts_with("the") { 60 } else { 4 }, "{name}: {found}");
    }
}

#[test]
fn a_price_that_is_not_given_stays_absent() {
    for key in ["loading = 0.4, ", "seat = 1000, ", "hire = 2000, ", "day = 160, "] {
        let text = SHOP.replacen(key, "", 1);
        assert_ne!(text, SHOP, "{key}");
        compared(&study(vec![model(&text)], 1, 1).arms[0], key);
    }
}
