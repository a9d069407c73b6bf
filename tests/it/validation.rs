//! Truth: every validation file against its exact values, as `peakstaff verify tests/validation` does.

use peakstaff::diagnostic::Style;
use peakstaff::experiment::{Never, Quiet};
use peakstaff::model::Lang;
use peakstaff::report::formats::text::render;
use peakstaff::report::truths_report;
use peakstaff::scenario::text::sources::Sources;
use peakstaff::session::{Request, check, verify};
use std::path::Path;
use std::{fs, io};

struct Folder;

impl Sources for Folder {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(name)
    }
}

#[test]
fn every_truth_is_met_by_a_test_sharp_enough_to_notice() {
    let mut paths: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/validation"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut rows = Vec::new();
    for path in paths {
        let request = Request { threads, ..Request::new(path.to_str().unwrap()) };
        let case = path.file_stem().unwrap().to_str().unwrap();
        let found = check(&Folder, &request.file, &[])
            .and_then(|scenario| verify(&scenario, case, &request, &Quiet, &Never))
            .unwrap_or_else(|refused| panic!("{case}: {}", refused.render(Style::default())));
        rows.extend(found);
    }
    assert!(rows.len() >= 250, "only {} truths", rows.len());
    rows.retain(|row| !row.passed);
    assert!(rows.is_empty(), "{}", render(&truths_report(&rows, Lang::En)));
}
