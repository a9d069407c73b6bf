//! What `compare` writes of a tiny shop, as snapshots: the first page whole, of everything else a short view, in both languages.
//!
//! A snapshot that differs fails, and `snapshots/NAME.snap.new` beside it is what was written instead. Meant so?
//! `INSTA_UPDATE=always cargo test --test it formats` takes it; read the difference before you commit it. A new row of `FORMATS`
//! has snapshots by itself.

use crate::support::shop;
use calamine::{Reader as _, Xlsx};
use insta::assert_snapshot;
use peakstaff::experiment::{Never, Quiet};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::brief;
use peakstaff::report::{Bundle, FORMATS, answer, build, truths_markdown};
use peakstaff::session::verify;
use serde_json::Value;
use std::io::Cursor;

/// Two designs on two days: little to say.
const TINY: &str = r#"
title = "小店：两人还是三人？ | A small shop: two or three?"
start = 2025-03-03
days = 2
baseline = "two"
[contact.ask]
name = "咨询 | Question"
channel = "call"
arrivals = { per_day = 160, profile = "cn_office" }
effort = "4 min"
patience = { exponential = { mean = "3 min" } }
targets = [ { accepted = "30 s", share = 0.8 } ]
[design.two]
name = "两人 | Two"
[design.two.team.desk]
name = "客服组 | Desk"
headcount = 2
serves = ["ask"]
shifts = { day = { hours = "09:00-18:00" } }
pay = { month = 5500, loading = 0.35, seat = 1200 }
[design.three]
name = "三人 | Three"
like = "two"
[design.three.team.desk]
headcount = 3
"#;

/// Lines of a table that are shown.
const LINES: usize = 12;

/// What a reader of a snapshot wants to see of a file: texts whole, of tables the first rows, of data the first of each list,
/// of a drawing its words, of a page what comes first, of anything else its kind.
fn view(name: &str, bytes: &[u8]) -> String {
    let text = || String::from_utf8(bytes.to_vec()).unwrap().replace(env!("CARGO_PKG_VERSION"), "VERSION");
    match name.rsplit_once('.').expect("an ending").1 {
        "txt" => text(),
        "csv" => text().lines().take(LINES).fold(String::new(), |all, line| all + line + "\n") + "…\n",
        "json" => {
            let mut value: Value = serde_json::from_str(&text()).unwrap();
            shorten(&mut value);
            serde_json::to_string_pretty(&value).unwrap()
        }
        "svg" => words(&text()),
        "html" => read(&text()),
        "xlsx" => sheets(bytes),
        _ => format!("{} …", bytes[..4.min(bytes.len())].escape_ascii()),
    }
}

/// Of every sheet the first rows, without what is in them beyond the first cells.
fn sheets(bytes: &[u8]) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for name in book.sheet_names() {
        all += "[";
        all += &name;
        all += "]\n";
        for row in book.worksheet_range(&name).unwrap().rows().take(LINES) {
            let cells: Vec<String> = row.iter().take(6).map(ToString::to_string).collect();
            all += &cells.join(" | ").replace(env!("CARGO_PKG_VERSION"), "VERSION").replace('\n', " ");
            all.push('\n');
        }
    }
    all
}

/// Leaves the first of each list, and of a drawing that it is one.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(all) => {
            let more = all.len().saturating_sub(1);
            all.truncate(1);
            all.iter_mut().for_each(shorten);
            if more > 0 {
                all.push("…".into());
            }
        }
        Value::Object(all) => all.values_mut().for_each(shorten),
        Value::String(text) if text.starts_with("<svg") => text.truncate(4),
        _ => (),
    }
}

/// The texts of a drawing, in its order, a line each.
fn words(svg: &str) -> String {
    let texts = svg.split("</text>").filter_map(|before| before.rsplit_once('>'));
    texts.map(|(_, text)| text.trim().to_owned() + "\n").filter(|text| text.len() > 1).collect()
}

/// What is read of a page, a line a piece: its first language without drawings, to the end of the answer; of the one page to its
/// picture.
fn read(html: &str) -> String {
    let body = html.split_once("<article").expect("an article").1;
    let end = ["<nav", "<figure", "</article"].iter().filter_map(|end| body.find(end)).min().expect("an end");
    let answer = &body[..end];
    let pieces = answer.split('<').filter_map(|piece| piece.split_once('>'));
    pieces.map(|(_, text)| text.trim().to_owned() + "\n").filter(|text| text.len() > 1).collect()
}

/// Snapshots stand in `snapshots/` under names of their own, wherever this file is.
fn in_snapshots(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots");
    settings.bind(check);
}

fn written(lang: Lang, word: &str) {
    let done = shop(TINY).replications(3).ask(|request| (request.lang, request.why) = (lang, true)).compare();
    let first = brief(&answer(&done.results, lang, "peakstaff explain"));
    in_snapshots(|| assert_snapshot!(format!("{word}-answer"), first));
    let report = build(&done.results, lang, "peakstaff explain");
    let dossier = peakstaff::report::dossier(&done.results, &done.manifest, lang);
    let bundle = Bundle { manifest: &done.manifest, results: &done.results, report: &report, lang, dossier: &dossier };
    for format in FORMATS {
        for (name, bytes) in (format.render)(&bundle).unwrap() {
            let snapshot = format!("{word}-{}", name.replace('/', "-"));
            in_snapshots(|| assert_snapshot!(snapshot, view(&name, &bytes)));
        }
    }
}

#[test]
fn what_is_written_in_english() {
    written(Lang::En, "en");
}

#[test]
fn what_is_written_in_chinese() {
    written(Lang::Zh, "zh");
}

#[test]
fn truths_as_markdown() {
    let truth = "[verify]\nreplications = 4\n[[truth]]\nkpi = \"arrived_per_day\"\nsubject = \"contact:ask\"\nvalue = 230\n\
                 half_width = 100\nkind = \"mean\"\nsource = \"nobody\"\n";
    let asked = shop(&format!("{TINY}{truth}"));
    let rows = verify(&asked.scenario(), "tiny", &asked.request, &Quiet, &Never).unwrap();
    in_snapshots(|| assert_snapshot!("truths.md", truths_markdown("", &rows, "peakstaff verify tiny.toml")));
}
