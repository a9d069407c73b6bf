//! The KPIs: what a row of the list says, how a row is found, and of whom it is given. Tables, files, help and both languages
//! read this list and no other.

pub mod counter;
mod definition;
mod given;
mod id;
mod kpi;
mod ledger;
mod levels;
mod limit;
mod listed;
mod lists;
mod names;
mod rows;
mod savings;
mod score_parts;
mod scores;
mod span;
mod subject;
mod trade;
mod truth;

pub use definition::under_key;
pub use given::{given_for, is_by_message, is_given, is_shown};
pub use id::{KpiId, Percent, find, find_in, kpis};
pub use kpi::{Better, Counter, Estimator, Kpi, Linear, Subjects, Unit};
pub use ledger::Line;
pub use levels::{Promised, level_of, line_to_count, promise_of, promised};
pub use listed::{is_on, listed};
pub use lists::{List, Topic};
pub use names::{find_by_name, find_by_name_in, names_of, plain_name};
pub use rows::{KPIS, Row};
pub use savings::{SAVINGS, Saving};
pub use score_parts::{NoPart, can_be_part};
pub use scores::{ANY_SCORE, PREFIX};
pub use span::{HORIZON, Span, civil, month_key, spans, spans_on, years};
pub use subject::{Part, Subject};
pub use trade::called_by_platforms;
pub use truth::TruthKind;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_every_row_says_what_it_is_in_both_languages() {
        for (i, kpi) in KPIS.iter().enumerate() {
            assert!(KPIS[..i].iter().all(|k| k.key != kpi.key), "{} twice", kpi.key);
            for text in [kpi.en, kpi.zh, kpi.definition_en, kpi.definition_zh] {
                assert!(!text.is_empty(), "{}", kpi.key);
            }
            assert!(kpi.definition_zh.chars().any(|c| c > '\u{2E80}'), "{} has no Chinese", kpi.key);
        }
    }
}
