//! `peakstaff check FILE`.

use super::terminal::{Disk, Terminal};
use crate::model::{Counted, CountedRow, Model};
use crate::report::{Checked, check_report, formula_rows};
use crate::session;
use clap::Args;
use serde_json::json;

#[derive(Args, Debug)]
pub struct Check {
    /// The scenario · 情景文件
    file: String,
    /// Change a value of the scenario · 修改情景中的一个值
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
}

impl Check {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let scenario = match session::check(&Disk, &self.file, &self.sets) {
            Ok(scenario) => scenario,
            Err(refused) => return terminal.refused(&refused),
        };
        let compiled = &scenario.compiled;
        terminal.error_text(&scenario.warnings(terminal.style()));
        let all: Vec<&Model> = (0..compiled.designs.len())
            .flat_map(|design| (0..compiled.cases.len()).map(move |case| compiled.model(design, case)))
            .collect();
        if terminal.json {
            let label = |l: &crate::model::Label| json!({ "key": l.key, "en": l.en, "zh": l.zh });
            let named = |(path, value): &(String, String)| json!({ "path": path, "value": value });
            terminal.json(&json!({
                "title": label(&compiled.title),
                "designs": compiled.designs.iter().map(label).collect::<Vec<_>>(),
                "cases": compiled.cases.iter().map(label).collect::<Vec<_>>(),
                "baseline": compiled.baseline.map(|(design, case)| {
                    format!("{}@{}", compiled.designs[design].key, compiled.cases[case].key)
                }),
                "defaults": compiled.defaults.iter().map(named).collect::<Vec<_>>(),
                "sources": scenario.sources(),
                "measured": formula_rows(&scenario.measured, &all, &all[0].money.currency),
                "volume": compiled.counted.as_ref().map(volume),
            }));
            return super::DONE;
        }
        let models = (0..compiled.designs.len()).map(|design| compiled.model(design, 0)).collect();
        let checked = Checked {
            title: &compiled.title,
            models,
            all,
            counted: compiled.counted.as_ref(),
            measured: &scenario.measured,
            cases: &compiled.cases,
            defaults: &compiled.defaults,
            sources: &scenario.sources(),
        };
        let command = if compiled.designs.len() > 1 { "compare" } else { "run" };
        terminal.report(&check_report(&checked, terminal.lang, &format!("peakstaff {command} {}", self.file)));
        super::DONE
    }
}

/// A volume taken apart, as data.
fn volume(counted: &Counted) -> serde_json::Value {
    let row = |row: &CountedRow| {
        json!({ "contact": row.label.key, "counted": row.counted, "first": row.first, "brought": row.brought,
            "repeats": row.repeats, "people": row.people })
    };
    let (design, case) = &counted.under;
    json!({
        "contacts_per_day": counted.per_day,
        "human": counted.counts.human,
        "repeats": counted.counts.repeats,
        "measured": format!("{}@{}", design.key, case.key),
        "types": counted.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
