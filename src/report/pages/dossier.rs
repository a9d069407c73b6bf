//! The study as files to read and hand on: the answer first, then organisations, pictures, every table, in both languages.

use super::one_page::one_page;
use crate::catalogue::{Span, kpis};
use crate::model::Lang;
use crate::report::blocks::figures::headline;
use crate::report::blocks::given;
use crate::report::blocks::organisations::organisations;
use crate::report::blocks::tables::absolute;
use crate::report::book::{Book, Run};
use crate::report::charts::{Placed, colours_of_designs, placed};
use crate::report::dossier::{ArmOf, Dossier, Picture, Side};
use crate::report::formats::fold::Part;
use crate::report::formats::html::fitted;
use crate::report::formats::json::Manifest;
use crate::report::labels::View;
use crate::report::numbers;
use crate::report::page::{Section, Table};
use crate::report::results::Results;
use crate::report::words::{colon, list, say};

/// All that the files to read are made of; `lang` is shown first.
pub fn dossier(results: &Results, manifest: &Manifest, lang: Lang) -> Result<Dossier, String> {
    let other = match lang {
        Lang::En => Lang::Zh,
        Lang::Zh => Lang::En,
    };
    let sides = [lang, other].map(|lang| side(results, manifest, lang)).into_iter().collect::<Result<_, _>>()?;
    Ok(fitted(Dossier { version: manifest.version.clone(), sides }))
}

fn side(results: &Results, manifest: &Manifest, lang: Lang) -> Result<Side, String> {
    let view = View::new(results, lang);
    let whole_name = |name: &str, _: usize| name.to_owned();
    let answer = super::answer::parts(&view, whole_name).iter().map(Part::whole).collect();
    let mut whole: Vec<(String, Section)> =
        super::first::sections(&view).into_iter().map(|(name, section)| (name.to_owned(), section)).collect();
    whole.extend(given::section(&view).map(|section| ("sources".to_owned(), section)));
    let (designs, cases, arms) = names(&view);
    let picture = |Placed { chart, case, design }: Placed| {
        Ok(Picture { svg: chart.svg()?, case: Some(case), design, title: chart.title })
    };
    Ok(Side {
        lang,
        title: results.title.in_lang(lang).to_owned(),
        colours: colours_of_designs(designs.len()),
        designs,
        cases,
        arms,
        one_page: one_page(&view, manifest)?,
        answer,
        organisations: organisations(&view),
        pictures: placed(results, lang).into_iter().map(picture).collect::<Result<_, String>>()?,
        whole,
        periods: periods(&view),
        glossary: kpis(view.model(results.baseline)).into_iter().map(|kpi| view.defined(kpi)).collect(),
        foot: foot(manifest, &view),
        left_out: Vec::new(),
        book: Some(book(results, manifest, lang)),
    })
}

/// The workbook.
pub(super) fn book(results: &Results, manifest: &Manifest, lang: Lang) -> Book {
    let files: Vec<(&str, &str)> = manifest.files.iter().map(|file| (&file.name[..], &file.sha256[..])).collect();
    let run = Run {
        version: &manifest.version,
        seed: manifest.seed,
        replications: manifest.replications,
        scenario: &manifest.scenario,
        files: &files,
        partial: manifest.partial,
    };
    Book::new(results, run, lang)
}

/// Designs and cases in order of first appearance, and which of them each arm is.
fn names(view: &View<'_>) -> (Vec<String>, Vec<String>, Vec<ArmOf>) {
    let (mut designs, mut cases): (Vec<&str>, Vec<&str>) = (Vec::new(), case_keys(view));
    let place = |key: &'_ str, all: &[&str]| all.iter().position(|other| *other == key);
    let mut arms = Vec::new();
    let mut names = Vec::new();
    for (n, arm) in view.arms().iter().enumerate() {
        let key = &arm.model.design.key[..];
        let design = place(key, &designs).unwrap_or_else(|| {
            designs.push(key);
            names.push(view.design(n).to_owned());
            designs.len() - 1
        });
        arms.push(ArmOf { design, case: place(&arm.model.case.key, &cases).unwrap_or(0) });
    }
    let of_case = |key: &str| view.arms().iter().position(|arm| arm.model.case.key == key).unwrap_or(0);
    let cases = cases.drain(..).map(|key| view.case(of_case(key)).to_owned()).collect();
    (names, cases, arms)
}

fn case_keys<'a>(view: &View<'a>) -> Vec<&'a str> {
    let mut keys: Vec<&str> = Vec::new();
    for arm in view.arms() {
        if !keys.contains(&&arm.model.case.key[..]) {
            keys.push(&arm.model.case.key);
        }
    }
    keys
}

/// The headline of every other span that results are given for.
fn periods(view: &View<'_>) -> Vec<(String, Table)> {
    let (results, lang) = (view.results, view.lang);
    let spans = &view.arms()[results.baseline].spans;
    let others = spans.iter().filter(|span| span.label.key != results.period);
    let of = |span: &Span| {
        let view = View::of_period(results, lang, &span.label.key);
        let mut table = absolute(&view, &headline(&view), true);
        let (name, days) = (view.stretch(), std::mem::take(&mut table.caption));
        table.caption = colon(lang, &name, &days);
        (name, table)
    };
    others.map(of).filter(|(_, table)| !table.rows.is_empty()).collect()
}

/// What was run, from what, and what is not in the file.
fn foot(manifest: &Manifest, view: &View<'_>) -> Vec<(String, String)> {
    let lang = view.lang;
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
        "figures by half hour and date, further figures of other periods, and of each replication: in intervals.csv, peak_days.csv, estimates.csv \
         and replications.csv beside this file",
        "分时段、分日期的数，其他时期的更多指标，每次模拟各自的数：见同一目录下的 intervals.csv、peak_days.csv、estimates.csv、replications.csv",
    );
    rows.push(row("not in here", "未收入", say(lang, en.into(), zh.into())));
    rows
}
