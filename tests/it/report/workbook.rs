//! `report.xlsx`, read back: what formulas were worked out to is what the program says, to the cent; what has no price has no
//! total; nothing that a scenario says acts. In the slow group LibreOffice calculates it anew after a price was changed.

use crate::support::{Shop, scenario, shop};
use calamine::{Data, Range, Reader as _, Xlsx};
use peakstaff::catalogue::{Estimator, Subject};
use peakstaff::model::Lang;
use peakstaff::report::{Book, BookRun, Bundle, FORMATS, Results, build, dossier, read_dossier};
use peakstaff::session::Done;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Two designs over parts of two months, with everything that costs, few contacts, and a name that would act.
const TEXT: &str = r#"
title    = "=1+1 | +SUM(A1)"
start    = 2025-01-20
days     = 21
baseline = "now"
[contact.ask]
channel  = "call"
arrivals = { per_day = 40 }
effort   = "4 min"
patience = "2 min"
sale     = { conversion = 0.2, margin = 40, order_value = 200, bot = 0.5 }
targets  = [ { accepted = "30 s", share = 0.8 } ]
[contact.other]
channel  = "call"
arrivals = { per_day = 30 }
effort   = "3 min"
[contact.claim]
channel  = "ticket"
arrivals = { per_day = 5 }
effort   = "2 min"
targets  = [ { done = "1 min", share = 0.9 } ]
late     = { pays = 12 }
[design.now]
name = "=HYPERLINK(A1) | @now"
[design.now.costs]
bot     = { month = 300, per_contact = 0.1, per_resolution = 0.5, once = 8000 }
tools   = { month = 500, per_contact = 0.02, per_resolution = 0.03 }
one_off = { implementation = { amount = 2500, on = 2025-02-03 } }
[design.now.team.desk]
name        = "客服 | Desk"
headcount   = 3
serves      = [["ask"], ["claim"]]
shifts      = { day = { hours = "09:00-17:00", break = "60 min in 11:00-14:00" } }
people      = { "2025-02-04..2025-02-05" = 3 }
pay         = { month = { value = 5220, low = 4800, high = 6000, source = "asked", as_of = 2025 }, loading = 0.4, seat = 1000, day = 160, holidays = ["2025-01-28..2025-01-30"], commission = { order = 3, sales = "1 %" } }
[design.now.team.firm]
name        = "Firm"
headcount   = 2
serves      = ["other"]
shifts      = { day = { hours = "09:00-17:00" } }
pay         = { outsourced = { seat = 3500, day = 100, tiers = [ { up_to = 100, each = 2.5 }, { each = 1 } ] } }
[design.bot]
name = "机器人 | Bot"
like = "now"
bot  = { ask = { contains = 0.5, resolves = 0.8 } }
[design.bot.team.desk]
headcount = 2
"#;

/// The workbook of what was done.
pub(super) fn bytes(done: &Done, lang: Lang) -> Vec<u8> {
    let report = build(&done.results, lang, "");
    let dossier = dossier(&done.results, &done.manifest, lang);
    let bundle = Bundle { manifest: &done.manifest, results: &done.results, report: &report, lang, dossier: &dossier };
    let format = FORMATS.iter().find(|format| format.files == "report.xlsx").unwrap();
    let mut files = (format.render)(&bundle).unwrap();
    assert_eq!(files.len(), 1);
    files.remove(0).1
}

/// A workbook that was read.
pub(super) struct Read(pub(super) Xlsx<Cursor<Vec<u8>>>);

impl Read {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self(Xlsx::new(Cursor::new(bytes)).unwrap())
    }

    pub(super) fn sheet(&mut self, name: &str) -> Range<Data> {
        self.0.worksheet_range(name).unwrap()
    }

    /// The rows of a sheet that begin with these words.
    fn rows(&mut self, sheet: &str, begin: &[&str]) -> Vec<Vec<Data>> {
        let is = |row: &&[Data]| begin.iter().zip(*row).all(|(word, cell)| cell == &Data::String((*word).to_owned()));
        self.sheet(sheet).rows().filter(is).map(<[Data]>::to_vec).collect()
    }

    /// The only such row.
    #[track_caller]
    pub(super) fn row(&mut self, sheet: &str, begin: &[&str]) -> Vec<Data> {
        let mut rows = self.rows(sheet, begin);
        assert_eq!(rows.len(), 1, "{sheet} {begin:?}");
        rows.remove(0)
    }
}

#[track_caller]
pub(super) fn number(cell: &Data) -> f64 {
    let Data::Float(x) = cell else { panic!("{cell:?} is no number") };
    *x
}

fn compared(shop: &Shop, replications: u64) -> Done {
    shop.clone().replications(replications).compare()
}

/// The program's own amounts: every month's mean to the cent, and their sum.
fn printed(results: &Results, arm: usize, name: &str) -> (Vec<f64>, f64) {
    let model = &results.study.arms[arm].model;
    let of_line = |e: &&peakstaff::experiment::Estimate| {
        let line = matches!(e.of.kpi.estimator(), Estimator::Money(_)) && e.of.kpi.name(model, Lang::En) == name;
        let span = &results.study.arms[arm].spans[e.of.span].label.key;
        line && e.of.arm == arm && e.of.subject == Subject::All && span.starts_with("2025-")
    };
    let months: Vec<f64> = results.estimates.iter().filter(of_line).map(|e| (e.mean * 100.0).round() / 100.0).collect();
    let sum = months.iter().sum();
    (months, sum)
}

/// Lines of the running cost that the shop has, and others.
const LINES: [&str; 12] = [
    "wages",
    "seats",
    "overtime pay",
    "day-paid people",
    "outsourced",
    "commission",
    "bot",
    "tools",
    "paid for lateness",
    "one-off cost",
    "sales",
    "margin lost",
];

#[test]
fn what_formulas_come_to_is_what_the_program_says() {
    let done = compared(&shop(TEXT), 3);
    let mut read = Read::new(bytes(&done, Lang::En));
    let names = [
        "Answer",
        "Assumptions",
        "Ledger",
        "Differences",
        "Replications",
        "Quantities",
        "Hours",
        "Average week",
        "Peak dates",
        "Roster",
        "Definitions",
    ];
    assert_eq!(read.0.sheet_names(), names);
    // Tables can be filtered, and what heads them stays where they are scrolled.
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes(&done, Lang::En))).unwrap();
    for (n, name) in names.iter().enumerate() {
        let mut sheet = String::new();
        parts.by_name(&format!("xl/worksheets/sheet{}.xml", n + 1)).unwrap().read_to_string(&mut sheet).unwrap();
        assert_eq!(sheet.contains("<autoFilter "), *name != "Answer", "{name}");
        assert!(sheet.contains("state=\"frozen\""), "{name}");
    }
    for (arm, design) in [(0, "@now"), (1, "Bot")] {
        let at = done.results.study.arms.iter().position(|a| a.model.design.en == design).unwrap();
        let mut total = 0.0;
        for (n, line) in LINES.iter().enumerate() {
            let row = read.row("Ledger", &[design, line]);
            let (months, sum) = printed(&done.results, at, line);
            let found: Vec<f64> = row[2..4].iter().map(number).collect();
            assert_eq!((found, months.len()), (months, 2), "{design} {line} {arm}");
            assert!((number(&row[4]) - sum).abs() < 0.001, "{design} {line}");
            total += if n < 9 { sum } else { 0.0 };
        }
        let row = read.row("Ledger", &[design, "running cost"]);
        assert!((number(&row[4]) - total).abs() < 0.001, "{design}: {row:?} {total}");
        let cost = done.results.estimates.iter().find(|e| {
            e.of.arm == at
                && e.of.span == 0
                && e.of.subject == Subject::All
                && e.of.kpi.key(&done.results.study.arms[at].model) == "cost.total"
        });
        let half = cost.unwrap().half_width.unwrap();
        assert!((number(&row[5]) - half).abs() < 1e-6 * half, "{design}: {row:?} {half}");
    }
}

#[test]
fn what_is_saved_is_what_the_program_says() {
    let done = compared(&shop(TEXT), 4);
    let mut read = Read::new(bytes(&done, Lang::Zh));
    let row = read.row("差异", &["统计期内节省现金"]);
    let saved = done.results.differences.iter().find(|d| d.of.span == 0 && d.of.kpi.row().key == "cash_saved").unwrap();
    assert!((number(&row[3]) - saved.judgement.mean).abs() < 0.1, "{row:?}");
    let half = saved.judgement.half_width.unwrap();
    assert!((number(&row[4]) - half).abs() < 1e-6 * half, "{row:?} {half}");
    // The first sheet shows the same.
    let answer = read.row("结论", &["机器人"]);
    assert_eq!((&answer[4], &answer[5], &answer[6]), (&row[3], &row[4], &row[5]));
}

#[test]
fn without_a_price_there_is_no_total_and_never_nothing() {
    let text = TEXT.replace(", loading = 0.4", "");
    let done = compared(&shop(&text), 2);
    let mut read = Read::new(bytes(&done, Lang::En));
    let unknown = Data::String("not given".into());
    for line in ["wages", "running cost"] {
        let row = read.row("Ledger", &["Bot", line]);
        assert_eq!([&row[2], &row[3], &row[4]], [&unknown; 3], "{line}");
    }
    assert!(number(&read.row("Ledger", &["Bot", "seats"])[4]) > 0.0);
    assert_eq!(read.row("Differences", &["cash saved over the days counted"])[3], unknown);
}

#[test]
fn words_are_words_and_the_same_run_gives_the_same_bytes() {
    let done = compared(&shop(TEXT), 2);
    for lang in [Lang::En, Lang::Zh] {
        let once = bytes(&done, lang);
        assert_eq!(once, bytes(&done, lang));
        let mut read = Read::new(once);
        let title = if lang == Lang::Zh { "结论 · =1+1" } else { "Answer · +SUM(A1)" };
        let first = read.0.sheet_names()[0].clone();
        assert_eq!(read.sheet(&first).get((0, 0)), Some(&Data::String(title.into())));
        for name in read.0.sheet_names() {
            let formulas = read.0.worksheet_formula(&name).unwrap();
            for (_, _, formula) in formulas.used_cells() {
                assert!(!formula.contains("HYPERLINK") && !formula.contains("@now"), "{name}: {formula}");
            }
        }
    }
}

#[test]
fn what_it_is_made_of_can_be_kept() {
    let done = compared(&shop(TEXT), 2);
    let run = BookRun { version: "1", seed: 1, replications: 2, scenario: "s", files: &[], partial: false };
    let book = Book::new(&done.results, run, Lang::Zh);
    let text = serde_json::to_string(&book).unwrap();
    let back: Book = serde_json::from_str(&text).unwrap();
    assert_eq!(back, book);
    assert_eq!(peakstaff::report::workbook(&back).unwrap(), peakstaff::report::workbook(&book).unwrap());
}

#[test]
fn what_leads_nowhere_is_not_read() {
    let done = compared(&shop(TEXT), 2);
    let dossier = dossier(&done.results, &done.manifest, Lang::En).unwrap();
    let whole = serde_json::to_value(&dossier).unwrap();
    let reads = |value: &serde_json::Value| read_dossier(&serde_json::to_vec(value).unwrap());
    assert_eq!(reads(&whole).unwrap(), dossier);
    for (place, other) in [
        ("/parts/0/line", "99"),
        ("/parts/0/factors/0", "{\"price\": 99}"),
        ("/parts/0/heads", "99"),
        ("/arms/0/group", "9"),
        ("/arms/1/number", "9"),
        ("/arms/0/quantities/0", "[[1, 2, 3]]"),
        ("/pairs/0/base", "9"),
        ("/pairs/0/error", "1.5"),
        ("/inputs/0/values", "[]"),
        ("/replications", "0"),
        ("/replications", "4000000000"),
        ("/months", "[]"),
    ] {
        let mut value = whole.clone();
        *value.pointer_mut(&format!("/sides/0/book/money{place}")).expect(place) = serde_json::from_str(other).unwrap();
        let why = reads(&value).expect_err(place);
        assert!(why.en.contains("its workbook is not as peakstaff makes it"), "{place}: {why:?}");
    }
}

#[test]
fn inputs_have_their_source_and_follow_the_first_design() {
    let done = compared(&shop(TEXT), 2);
    let mut read = Read::new(bytes(&done, Lang::En));
    let wage = read.row("Assumptions", &["Desk", "wage a month"]);
    assert_eq!(wage[3..7], [5220.0; 4].map(Data::Float));
    let said: Vec<String> = wage[7..].iter().map(ToString::to_string).collect();
    assert_eq!(said, ["", "4800 – 6000", "2025", "asked", "design.now.team.desk.pay.month"]);
    let heads = read.row("Assumptions", &["Desk", "heads"]);
    assert_eq!(heads[3..7], [3.0, 2.0, 3.0, 2.0].map(Data::Float));
    let formulas = read.0.worksheet_formula("Assumptions").unwrap();
    let at = read.sheet("Assumptions").rows().position(|row| row[0] == wage[0] && row[1] == wage[1]).unwrap();
    let start = formulas.start().unwrap();
    assert_eq!(formulas.get((at - start.0 as usize, 4 - start.1 as usize)), Some(&format!("D{}", at + 1)));
    // Letters of who is on when: two shifts a day of three people.
    let roster = read.rows("Roster", &["no. 3"]);
    assert!(roster[0].iter().any(|cell| cell == &Data::String("A".into())), "{roster:?}");
}

/// A part of a workbook with other bytes in it.
pub(super) fn changed(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..old.len() {
        let mut file = old.by_index(n).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut text).unwrap();
        if name == part {
            text = change(std::str::from_utf8(&text).unwrap()).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&text).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// LibreOffice's program; none where it is not there.
pub(super) fn office() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let find = |name: &str| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    find("soffice").or_else(|| find("libreoffice"))
}

/// Calculates everything anew, whoever wrote it.
const ALWAYS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// A workbook as LibreOffice saves it after calculating.
pub(super) fn recalculated(office: &Path, bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("user/user")).unwrap();
    std::fs::write(at("user/user/registrymodifications.xcu"), ALWAYS).unwrap();
    std::fs::write(at("book.xlsx"), bytes).unwrap();
    let ran = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", at("user").display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .args([at("out"), at("book.xlsx")])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    std::fs::read(at("out/book.xlsx")).unwrap_or_else(|why| panic!("{why}: {ran:?}"))
}

/// Sheets whose numbers live.
const LIVE: [&str; 5] = ["Answer", "Ledger", "Differences", "Replications", "Quantities"];

/// Every number of the live sheets, to the cent, and every word.
pub(super) fn holds(found: &mut Read, wanted: &mut Read, what: &str) {
    let mut compared = 0;
    let saving = wanted.0.sheet_names().into_iter().filter(|name| name == "Saving");
    for name in LIVE.map(str::to_owned).into_iter().chain(saving) {
        let name = &name;
        let (found, wanted) = (found.sheet(name), wanted.sheet(name));
        for (row, column, cell) in wanted.used_cells() {
            let place = (row as u32 + wanted.start().unwrap().0, column as u32 + wanted.start().unwrap().1);
            let other = found.get_value(place).unwrap_or(&Data::Empty);
            let same = match (cell, other) {
                (Data::Float(a), Data::Float(b)) => (a - b).abs() <= 0.001 + 1e-9 * a.abs(),
                (a, b) => a.to_string() == b.to_string(),
            };
            // Sentences and the red line say that prices were changed: they are not compared.
            let says = matches!(cell, Data::String(words) if words.chars().count() > 30) || column == 0 && row < 4;
            assert!(same || says, "{what}: {name} {place:?}: {other:?} instead of {cell:?}");
            compared += usize::from(matches!(cell, Data::Float(_)));
        }
    }
    assert!(compared > 300, "{what}: {compared}");
}

/// Every cell of every sheet that is a formula: what the program wrote beside it is, to the cent, what LibreOffice makes of it.
#[track_caller]
fn formulas_hold(office: &Path, bytes: &[u8], what: &str) {
    let (mut ours, mut theirs) = (Read::new(bytes.to_vec()), Read::new(recalculated(office, bytes)));
    let mut compared = 0;
    for name in ours.0.sheet_names() {
        let formulas = ours.0.worksheet_formula(&name).unwrap();
        let Some((first_row, first_column)) = formulas.start() else { continue };
        let (written, found) = (ours.sheet(&name), theirs.sheet(&name));
        for (row, column, formula) in formulas.used_cells().filter(|(.., formula)| !formula.is_empty()) {
            let place = (row as u32 + first_row, column as u32 + first_column);
            let [ours, theirs] = [&written, &found].map(|sheet| sheet.get_value(place).cloned().unwrap_or(Data::Empty));
            let same = match (&ours, &theirs) {
                (Data::Float(a), Data::Float(b)) => (a - b).abs() <= 0.005 + 1e-9 * a.abs(),
                (a, b) => a.to_string() == b.to_string(),
            };
            assert!(same, "{what}: {name} {place:?}: ={formula} is {theirs:?}, the program wrote {ours:?}");
            compared += 1;
        }
    }
    assert!(compared > 150, "{what}: {compared}");
}

#[test]
#[ignore = "slow: LibreOffice calculates the workbook anew"]
fn every_formula_is_what_the_program_wrote_beside_it() {
    let Some(office) = office() else {
        #[expect(clippy::print_stdout, reason = "whoever runs the slow tests sees what was not tried")]
        let () = println!("skipped: there is no LibreOffice (soffice) on this machine");
        return;
    };
    let money = compared(&shop(&in_tiers()), 8);
    let first = compared(&scenario("scenarios/first.toml"), 3);
    for (done, what) in [(money, "money"), (first, "first")] {
        for lang in [Lang::En, Lang::Zh] {
            formulas_hold(&office, &bytes(&done, lang), &format!("{what} {lang:?}"));
        }
    }
}

/// The bot paid in tiers besides.
fn in_tiers() -> String {
    TEXT.replace("per_contact = 0.1,", "per_contact = 0.1, tiers = [ { up_to = 100, each = 0.4 }, { each = 0.2 } ],")
}

#[test]
#[ignore = "slow: LibreOffice calculates the workbook anew"]
fn a_changed_price_changes_the_workbook_as_it_changes_the_run() {
    let Some(office) = office() else {
        #[expect(clippy::print_stdout, reason = "whoever runs the slow tests sees what was not tried")]
        let () = println!("skipped: there is no LibreOffice (soffice) on this machine");
        return;
    };
    let text = in_tiers();
    let done = compared(&shop(&text), 20);
    let as_is = bytes(&done, Lang::En);
    holds(&mut Read::new(recalculated(&office, &as_is)), &mut Read::new(as_is.clone()), "as it is");
    let mut read = Read::new(as_is.clone());
    let mut cell = |whose: &str, what: &str| {
        let is = |row: &[Data]| row[0] == *whose && row[1] == *what;
        let at = read.sheet("Assumptions").rows().position(is).unwrap();
        format!("D{}", at + 1)
    };
    let prices = [
        (cell("Desk", "wage a month"), "5220", "6111", "design.now.team.desk.pay.month=6111"),
        (cell("Firm", "firm's head a month"), "3500", "2999", "design.now.team.firm.pay.outsourced.seat=2999"),
        (cell("shop", "bot, fee a month"), "300", "777", "design.now.costs.bot.month=777"),
        (
            cell("shop", "bot, each contact it meets, tier 1"),
            "0.4",
            "0.9",
            "design.now.costs.bot.tiers=[ { up_to = 100, each = 0.9 }, { each = 0.2 } ]",
        ),
    ];
    for (cell, from, to, set) in prices {
        let other = changed(&as_is, "xl/worksheets/sheet2.xml", |sheet| {
            let start = sheet.find(&format!("<c r=\"{cell}\"")).expect("the cell of the price");
            let (before, after) = sheet.split_at(start);
            let after = after.replacen(&format!("<v>{from}</v>"), &format!("<v>{to}</v>"), 1);
            assert_ne!(after, sheet[start..]);
            format!("{before}{after}")
        });
        let wanted = bytes(&compared(&shop(&text).set(set), 20), Lang::En);
        holds(&mut Read::new(recalculated(&office, &other)), &mut Read::new(wanted), set);
    }
}
