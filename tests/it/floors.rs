//! The house holds: every `crate::x` in `src/` points to a floor that its own floor may import.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and what it may import of ours.
const FLOORS: &[(&str, &[&str])] = &[
    ("harmless", &[]),
    ("diagnostic", &["harmless"]),
    ("id", &[]),
    ("time", &[]),
    ("analytic", &["id", "time"]),
    ("random", &["id", "time"]),
    ("stats", &["id", "time"]),
    ("scenario", &["diagnostic", "id", "time"]),
    // The pace of chats is a formula that the engine needs at every change; it reaches it through the model.
    ("model", &["id", "time", "random", "analytic"]),
    // What every number is: read by what checks a file's figures, by what counts, and by what shows.
    ("catalogue", &["id", "time", "model"]),
    ("compile", &["diagnostic", "id", "time", "scenario", "model", "catalogue", "random", "analytic"]),
    ("engine", &["id", "time", "model", "random"]),
    ("load", &["id", "time", "model", "analytic", "random"]),
    ("measure", &["id", "time", "engine", "model", "catalogue", "stats"]),
    ("experiment", &["id", "time", "model", "catalogue", "engine", "measure", "load", "stats", "analytic", "random"]),
    (
        "report",
        &["diagnostic", "harmless", "id", "time", "stats", "measure", "load", "experiment", "model", "catalogue"],
    ),
    (
        "session",
        &[
            "diagnostic",
            "harmless",
            "id",
            "time",
            "scenario",
            "model",
            "catalogue",
            "compile",
            "engine",
            "load",
            "measure",
            "experiment",
            "report",
            "stats",
        ],
    ),
    (
        "cli",
        &[
            "diagnostic",
            "harmless",
            "id",
            "time",
            "scenario",
            "model",
            "catalogue",
            "compile",
            "engine",
            "load",
            "measure",
            "experiment",
            "report",
            "session",
            "stats",
            "analytic",
        ],
    ),
];

fn sources(folder: &Path, to: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, to);
        } else if path.extension().is_some_and(|e| e == "rs") {
            to.push(path);
        }
    }
}

/// All Rust sources below a folder of the package, one after another.
pub fn read_all(folder: &str) -> String {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// The modules of ours that a text names: `crate::x`, and each of `crate::{x, y::z}`.
fn named(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        if let Some(list) = part.strip_prefix('{') {
            found.extend(list.split('}').next().unwrap().split(',').map(|item| word(item.trim())));
        } else {
            found.insert(word(part));
        }
    }
    found
}

#[test]
fn no_floor_imports_from_above_or_beside() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut faults = Vec::new();
    for file in &files {
        let inside = file.strip_prefix(&src).unwrap();
        let module =
            inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == module) else {
            faults.push(format!("{}: module `{module}` has no floor", inside.display()));
            continue;
        };
        for name in named(&fs::read_to_string(file).unwrap()) {
            let ours = FLOORS.iter().any(|(floor, _)| *floor == name);
            if ours && name != module && !allowed.contains(&&*name) {
                faults.push(format!("{}: imports `{name}`, which is not below it", inside.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_test_would_notice() {
    assert!(
        named("use crate::report::text;\nlet x = crate::{engine::run, cli};")
            .is_superset(&["report", "engine", "cli"].into_iter().map(String::from).collect())
    );
    assert!(!named("// crate::report is above").contains("report"));
}

#[test]
fn the_engine_reads_no_clock_file_or_hash() {
    let mut files = Vec::new();
    for floor in ["engine", "measure", "experiment", "random", "model"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(floor), &mut files);
    }
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for word in ["std::fs", "std::time", "Instant", "HashMap", "HashSet", "println!", "thread_rng", "std::env"] {
            let code = text.split("#[cfg(test)]").next().unwrap();
            let uses = code.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(word));
            assert!(!uses || file.ends_with("truth.rs"), "{} uses {word}", file.display());
        }
    }
}
