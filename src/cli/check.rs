//! `peakstaff check FILE`.

use super::output::Folder;
use super::terminal::{Disk, Terminal, text_json};
use crate::compile::{Changed, Compiled};
use crate::model::{Counted, CountedRow, Model};
use crate::report::{
    Asset, Checked, Deciding, Expected, Manifest, Noticed, brief_report, check_report, formula_rows, manifest_asset,
    taken_json,
};
use crate::say;
use crate::session::{self, Request};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub struct Check {
    /// The scenario · 情景文件
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    file: String,
    /// Change a value of the scenario · 修改情景中的一个值
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// What is expected in this case [default: base] · 看哪个假设下的预期 [默认：base]
    #[arg(long, value_name = "C")]
    case: Option<String>,
    /// All that there is to say, not only what fits a page · 全部内容，不限于一屏
    #[arg(long)]
    full: bool,
    /// Folder for expected.csv and charts/expected.svg [default: output/SCENARIO/check] · 结果目录，内有 expected.csv、charts/expected.svg [默认：output/情景/check]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write no files · 不写文件
    #[arg(long, conflicts_with = "out")]
    no_files: bool,
}

impl Check {
    pub fn run(&self, terminal: &Terminal) -> u8 {
        let scenario = match session::check(&Disk, &self.file, &self.sets) {
            Ok(scenario) => scenario,
            Err(refused) => return terminal.refused(&refused),
        };
        let compiled = &scenario.compiled;
        let case = match self.case.as_deref().map_or(Ok(0), |key| session::case_of(compiled, key)) {
            Ok(case) => case,
            Err(refused) => return terminal.refused(&refused),
        };
        if self.full || terminal.json {
            terminal.error_text(&scenario.warnings(terminal.style()));
        }
        let begin = || super::call::folder(self.out.as_deref(), &scenario, &self.file, "check");
        let folder = match (!self.no_files).then(begin).transpose() {
            Ok(folder) => folder,
            Err((why, help)) => return terminal.mistake(why, help),
        };
        let cases = self.case.iter().cloned().collect();
        let request = Request { sets: self.sets.clone(), cases, lang: terminal.lang, ..Request::new(&self.file) };
        let manifest = session::checked(&scenario, &request);
        let models: Vec<&Model> = (0..compiled.designs.len()).map(|design| compiled.model(design, case)).collect();
        let expected = Expected::of(&models, compiled.baseline.map_or(compiled.first, |(design, _)| design));
        let all: Vec<&Model> = (0..compiled.designs.len())
            .flat_map(|design| (0..compiled.cases.len()).map(move |case| compiled.model(design, case)))
            .collect();
        let checked = Checked {
            title: &compiled.title,
            all,
            counted: compiled.counted.as_ref(),
            measured: &scenario.measured,
            cases: &compiled.cases,
            defaults: &compiled.defaults(),
            sources: &scenario.sources(),
            expected: &expected,
            warnings: &scenario.noticed(),
            changed: &scenario.changed(),
            deciding: &session::deciding(&Disk, &scenario, (&self.file, &self.sets), case),
            files: &compiled.files,
        };
        if terminal.json {
            terminal.json(&data(compiled, &checked));
            return write(terminal, folder, &expected, &manifest);
        }
        let command = if compiled.designs.len() > 1 { "compare" } else { "run" };
        let next = terminal.next(command, &[&self.file], &[]);
        if self.full {
            terminal.report(&check_report(&checked, terminal.lang, &next));
        } else {
            terminal.brief(&brief_report(&checked, terminal.lang, &next));
        }
        write(terminal, folder, &expected, &manifest)
    }
}

/// All of it, as data.
fn data(compiled: &Compiled, checked: &Checked<'_>) -> serde_json::Value {
    let label = |l: &crate::model::Label| json!({ "key": l.key, "en": l.en, "zh": l.zh });
    let named = |(path, value): &(String, String)| json!({ "path": path, "value": value });
    let warning = |one: &Noticed| json!({ "code": one.code, "place": one.place, "message": text_json(&one.message), "help": text_json(&one.help) });
    let meaning = |(changed, noticed): (&Changed, &Noticed)| {
        let mut one = warning(noticed);
        one["since"] = changed.since.into();
        one
    };
    json!({
        "title": label(&compiled.title),
        "designs": compiled.designs.iter().map(label).collect::<Vec<_>>(),
        "cases": compiled.cases.iter().map(label).collect::<Vec<_>>(),
        "baseline": compiled.baseline.map(|(design, case)| {
            format!("{}@{}", compiled.designs[design].key, compiled.cases[case].key)
        }),
        "warnings": checked.warnings.iter().map(warning).collect::<Vec<_>>(),
        "changed": compiled.changed.iter().zip(checked.changed).map(meaning).collect::<Vec<_>>(),
        "defaults": checked.defaults.iter().map(named).collect::<Vec<_>>(),
        "assumptions": checked.deciding.iter().map(Deciding::json).collect::<Vec<_>>(),
        "sources": checked.sources,
        "measured": formula_rows(checked.measured, &checked.all),
        "volume": compiled.counted.as_ref().map(volume),
        "expected": checked.expected.json(),
        "files": taken_json(checked.files),
    })
}

/// What is expected by date, as files.
fn write(terminal: &Terminal, folder: Option<Folder>, expected: &Expected<'_>, manifest: &Manifest) -> u8 {
    let Some(folder) = folder else { return super::DONE };
    let place = folder.target().to_owned();
    let shown = place.display();
    let with_manifest = |mut assets: Vec<Asset>| -> Result<Vec<Asset>, String> {
        assets.push(manifest_asset(manifest)?);
        Ok(assets)
    };
    let assets = match expected.files(terminal.lang).and_then(with_manifest) {
        Ok(assets) => assets,
        Err(why) => {
            return terminal.failed(say!("cannot draw what is expected: {why}", "无法画出预期咨询量的图：{why}"));
        }
    };
    if let Err(rescued) = folder.put(assets, &place, None) {
        return terminal.failed(rescued.told());
    }
    terminal.note(&say!("written to {shown}", "已写入 {shown}"));
    super::DONE
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
