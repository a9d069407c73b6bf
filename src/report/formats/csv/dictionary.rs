//! The data dictionary: every file, every column, and every key that stands in them, in both languages.

use super::columns::{DICTIONARY, FILES};
use super::sheet::Sheet;
use crate::catalogue::{KpiId, Saving, Subject, kpis};
use crate::model::{Label, Lang};
use crate::report::formats::{Asset, Bundle};
use crate::report::labels::unit_word;
use std::collections::BTreeSet;

/// `dictionary.csv`. `files`: every file of the folder, and what it holds in English and in Chinese.
pub fn dictionary_asset<'a>(
    bundle: &Bundle<'_>,
    files: impl Iterator<Item = [&'a str; 3]>,
) -> Result<Vec<Asset>, String> {
    let mut sheet = Sheet::of(DICTIONARY)?;
    for [name, en, zh] in files {
        sheet.row(&["file", "", name, "", "", en, zh, ""])?;
    }
    for file in FILES {
        for column in file.columns {
            sheet.row(&["column", file.name, column.key, "", "", column.en, column.zh, column.unit])?;
        }
    }
    let mut keys = Keys { sheet, known: BTreeSet::new() };
    for arm in &bundle.results.study.arms {
        let model = &arm.model;
        for kpi in kpis(model).into_iter().chain(Saving::ALL.iter().map(|saving| KpiId::from(*saving))) {
            let names = [Lang::En, Lang::Zh].map(|lang| kpi.name(model, lang));
            let means = [Lang::En, Lang::Zh].map(|lang| kpi.definition(model, lang));
            let unit = unit_word(kpi.unit(model), bundle.results.currency());
            keys.row("kpi", &kpi.key(model), [&names[0], &names[1], &means[0], &means[1]], unit)?;
        }
        for subject in Subject::all_of(model) {
            let names = [Lang::En, Lang::Zh].map(|lang| subject.name(model, lang));
            keys.row("subject", &subject.key(model), [&names[0], &names[1], "", ""], "")?;
        }
        keys.label("design", &model.design)?;
        keys.label("case", &model.case)?;
        for span in &arm.spans {
            keys.label("period", &span.label)?;
        }
    }
    Ok(vec![("dictionary.csv".into(), keys.sheet.bytes()?)])
}

/// Rows of keys, each once: designs have most of them in common.
struct Keys {
    sheet: Sheet,
    known: BTreeSet<(&'static str, String)>,
}

impl Keys {
    /// `said`: names and meanings, English before Chinese.
    fn row(&mut self, kind: &'static str, key: &str, said: [&str; 4], unit: &str) -> Result<(), String> {
        if !self.known.insert((kind, key.to_owned())) {
            return Ok(());
        }
        self.sheet.row(&[kind, "", key, said[0], said[1], said[2], said[3], unit])
    }

    fn label(&mut self, kind: &'static str, label: &Label) -> Result<(), String> {
        self.row(kind, &label.key, [&label.en, &label.zh, "", ""], "")
    }
}
