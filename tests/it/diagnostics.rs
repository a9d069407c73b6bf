//! Broken scenarios beside the exact message, in both languages. `UPDATE=1 cargo test diagnostics` writes them anew;
//! read the difference before committing it.

use peakstaff::compile::{LeversOf, load};
use peakstaff::diagnostic::Style;
use peakstaff::scenario::text::sources::Sources;
use peakstaff::session::{Grid, OfPoints, Refused, Request, Scenario, Sweep, check_for};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

struct Folder;

impl Sources for Folder {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
    }
}

fn cases(folder: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    found.sort();
    found
}

/// What is asked of a case, from lines such as `#! --set days=3`.
fn all(text: &str, option: &str) -> Vec<String> {
    text.lines().filter_map(|l| l.strip_prefix(&format!("#! --{option} "))).map(str::to_string).collect()
}

/// A grid where lines say `#! --vary`, else the file with what is asked of it.
fn checked(file: &str, text: &str) -> Result<Scenario, Refused> {
    let (request, vary) = (request(file, text), all(text, "vary"));
    if vary.is_empty() {
        return check_for(&Folder, &request);
    }
    let weeks = all(text, "sample-weeks").first().map(|n| n.parse().unwrap());
    let grid = Grid { vary, of: OfPoints { kpis: all(text, "kpi"), weeks } };
    Sweep::compile(&Folder, &request, &grid).map(|sweep| sweep.points.scenario)
}

fn request(file: &str, text: &str) -> Request {
    let all = |option: &str| all(text, option);
    let levers = match all("levers").pop() {
        None => LeversOf::Nobody,
        Some(design) if design == "baseline" => LeversOf::Baseline,
        Some(design) => LeversOf::Design(design),
    };
    Request { sets: all("set"), what_ifs: all("what-if"), levers, ..Request::new(file) }
}

#[test]
fn every_broken_scenario_has_its_exact_message() {
    let update = std::env::var_os("UPDATE").is_some();
    let all = cases("tests/diagnostics");
    assert!(all.len() >= 15, "only {} broken scenarios", all.len());
    let mut wrong = String::new();
    for path in all {
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        let shown = format!("tests/diagnostics/{name}.toml");
        let outcome = checked(&shown, &fs::read_to_string(&path).unwrap());
        // A name that begins with `warn_` compiles, with warnings.
        assert_eq!(outcome.is_ok(), name.starts_with("warn_"), "{name}");
        for (ending, chinese) in [("en", false), ("zh", true)] {
            let style = Style { chinese, colour: false };
            let text = match &outcome {
                Ok(scenario) => scenario.warnings(style),
                Err(refused) => refused.render(style),
            };
            assert!(!text.is_empty(), "{name}");
            let file = path.with_file_name(format!("{name}.{ending}.txt"));
            let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
            if update {
                fs::write(&file, &text).unwrap();
            } else if text != expected {
                writeln!(wrong, "--- {name}.{ending}: wanted\n{expected}--- found\n{text}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_shipped_scenario_compiles_without_a_finding() {
    for path in cases("scenarios") {
        let name = format!("scenarios/{}", path.file_name().unwrap().to_str().unwrap());
        let outcome = load(&Folder, &name, &[]);
        let shown = outcome.diagnostics.render(&outcome.files, Style::default());
        assert!(outcome.compiled.is_some() && shown.is_empty(), "{shown}");
    }
}
