//! The study as one file to read and hand on: the answer first, then organisations, pictures, every table, in both languages.

use crate::catalogue::kpis;
use crate::model::Lang;
use crate::report::blocks::organisations::organisations;
use crate::report::charts::charts;
use crate::report::formats::fold::Part;
use crate::report::formats::html::{Document, Picture, Side, render};
use crate::report::formats::{Asset, Bundle};
use crate::report::labels::View;
use crate::report::numbers;
use crate::report::words::{list, say};

/// Bytes that the file stays below, so that it can be sent to anybody.
const LIMIT: usize = 1_500_000;

/// `report.html`.
pub fn file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let other = match bundle.lang {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    };
    let sides = [bundle.lang, other].map(|lang| side(bundle, lang)).into_iter().collect::<Result<_, _>>()?;
    Ok(vec![("report.html".into(), render(Document { sides }, LIMIT).into_bytes())])
}

fn side(bundle: &Bundle<'_>, lang: Lang) -> Result<Side, String> {
    let results = bundle.results;
    let view = View::new(results, lang);
    let whole_name = |name: &str, _: usize| name.to_owned();
    let answer = super::answer::parts(&view, whole_name).iter().map(Part::whole).collect();
    let picture = |chart: crate::report::Chart| Ok(Picture { svg: chart.svg()?, title: chart.title });
    Ok(Side {
        lang,
        title: results.title.in_lang(lang).to_owned(),
        answer,
        organisations: organisations(&view),
        pictures: charts(results, lang).into_iter().map(picture).collect::<Result<_, String>>()?,
        whole: super::first::sections(&view),
        glossary: kpis(view.model(results.baseline)).into_iter().map(|kpi| view.defined(kpi)).collect(),
        foot: foot(bundle, &view),
        left_out: Vec::new(),
    })
}

/// What was run, from what, and what is not in the file.
fn foot(bundle: &Bundle<'_>, view: &View<'_>) -> Vec<(String, String)> {
    let (lang, manifest) = (view.lang, bundle.manifest);
    let row = |en: &str, zh: &str, text: String| (say(lang, en.into(), zh.into()), text);
    let read: Vec<String> = manifest
        .files
        .iter()
        .map(|file| {
            let begins: String = file.sha256.chars().take(12).collect();
            format!("{} (sha256 {begins}…)", file.name)
        })
        .collect();
    let mut rows = vec![
        row("days", "日期", super::first::horizon(view, true)),
        row("scenario", "情景", manifest.scenario.clone()),
        row("files read", "读取的文件", list(lang, &read)),
        row("replications", "模拟次数", numbers::count(manifest.replications)),
        row("seed", "种子", manifest.seed.to_string()),
        row("program", "程序", format!("peakstaff {}", manifest.version)),
    ];
    if manifest.partial {
        let (en, zh) = ("stopped early: these are the whole replications until then", "提前停止：只含已完成的各次模拟");
        rows.push(row("state", "状态", say(lang, en.into(), zh.into())));
    }
    let (en, zh) = (
        "figures by half hour and date, of other periods, and of each replication: in intervals.csv, estimates.csv and \
         replications.csv beside this file",
        "分时段、分日期的数，其他时期的数，每次模拟各自的数：见同一目录下的 intervals.csv、estimates.csv、replications.csv",
    );
    rows.push(row("not in here", "未收入", say(lang, en.into(), zh.into())));
    rows
}
