//! What a validation file adds: how often it is run, and the truths that it is held against.

use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::Node;
use crate::scenario::values::plain::{Amount, Count, number};
use crate::scenario::values::read::{At, Read, table};

/// A truth that a validation file is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// KPI's key.
    pub kpi: At<String>,
    /// `all`, `contact:NAME`, `team:NAME` …
    pub subject: At<String>,
    /// `horizon`, a named period …
    pub period: At<String>,
    /// The exact value.
    pub value: f64,
    /// Half-width of its 95 % interval, where it is another program's estimate; none: exact.
    pub half_width: Option<f64>,
    /// `probability`, `mean`, `quantile` or `variance`.
    pub kind: At<String>,
    /// Where the value comes from.
    pub source: String,
}

table! {
    /// A truth of a validation file.
    pub struct TruthText {
        /// KPI's key.
        kpi: At<String>,
        /// `all`, `contact:NAME` …
        subject: Option<At<String>>,
        /// `horizon`, a named period …
        period: Option<At<String>>,
        /// The exact value.
        value: At<Node>,
        /// Half-width of its 95 % interval, where it is another program's estimate.
        half_width: Option<At<Amount>>,
        /// `"probability"`, `"mean"`, `"quantile"` or `"variance"`.
        kind: Option<At<String>>,
        /// Where the value comes from.
        source: Option<At<String>>,
    }
}

table! {
    /// How a validation file is run.
    pub struct VerifyText {
        /// How many replications.
        replications: Option<At<Count>>,
    }
}

/// Replications asked for, and truths.
pub fn validation(root: &Node, out: &mut Diagnostics) -> (Option<u32>, Vec<Truth>) {
    let verify = root.get("verify").and_then(|n| VerifyText::read(n, out));
    let texts = root.get("truth").and_then(|n| Vec::<At<TruthText>>::read(n, out)).unwrap_or_default();
    let truth = |t: &At<TruthText>, out: &mut Diagnostics| {
        // What is left out stands where the truth begins.
        let or = |text: &Option<At<String>>, plain: &str| {
            text.clone().unwrap_or_else(|| At { value: plain.to_string(), place: t.place.clone() })
        };
        Some(Truth {
            kpi: t.kpi.clone(),
            subject: or(&t.subject, "all"),
            period: or(&t.period, "horizon"),
            value: number(&t.value.value.value, out)?,
            half_width: t.half_width.as_ref().map(|h| h.value.0),
            kind: or(&t.kind, "mean"),
            source: or(&t.source, "").value,
        })
    };
    let truths = texts.iter().filter_map(|t| truth(t, out)).collect();
    (verify.and_then(|v| v.replications).map(|r| r.value.0), truths)
}
