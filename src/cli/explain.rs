//! `peakstaff explain [KPI]`.

use super::terminal::Terminal;
use crate::experiment::SAVINGS;
use crate::measure::{ANY_SCORE, KPIS, Kpi, PREFIX, find};
use crate::report::explain;
use crate::session::unknown_kpi;
use clap::Args;
use serde_json::json;

#[derive(Args, Debug)]
pub struct Explain {
    /// Key of a figure, such as service_level [default: all] · 指标的键，例如 service_level [默认：全部]
    kpi: Option<String>,
}

impl Explain {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let only: Option<Kpi> = match self.kpi.as_deref() {
            None => None,
            Some(key) if key.starts_with(PREFIX) => Some(ANY_SCORE),
            Some(key) => match SAVINGS.iter().copied().find(|kpi| kpi.key == key).or_else(|| find(key)) {
                Some(kpi) => Some(kpi),
                None => return terminal.refused(&unknown_kpi(key, KPIS)),
            },
        };
        if terminal.json {
            let row = |kpi: &Kpi| {
                json!({
                    "kpi": kpi.key, "en": kpi.en, "zh": kpi.zh, "unit": kpi.unit.word(),
                    "definition_en": kpi.definition_en, "definition_zh": kpi.definition_zh,
                })
            };
            let all: Vec<_> = match &only {
                Some(kpi) => vec![row(kpi)],
                None => KPIS.iter().chain(SAVINGS).chain([&ANY_SCORE]).map(row).collect(),
            };
            terminal.json(&json!({ "kpis": all }));
        } else {
            terminal.report(&explain(only, terminal.lang));
        }
        super::DONE
    }
}
