//! Every code of a message has an example that really gives it, and the example's mending really mends it.

use peakstaff::diagnostic::{Code, Explained};
use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Output};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/codes");

/// Lays one table over another: tables are joined, all else is replaced.
fn lay(over: toml::Table, base: &mut toml::Table) {
    for (key, value) in over {
        match (value, base.get_mut(&key)) {
            (toml::Value::Table(over), Some(toml::Value::Table(under))) => lay(over, under),
            (value, _) => drop(base.insert(key, value)),
        }
    }
}

/// The shop with these lines in it; lines that are no TOML stand before it.
fn laid_over(lines: &str, shop: &str) -> String {
    let Ok(over) = lines.parse::<toml::Table>() else { return format!("{lines}\n{shop}") };
    let mut shop: toml::Table = shop.parse().unwrap();
    lay(over, &mut shop);
    toml::to_string(&shop).unwrap()
}

/// Runs an example in a folder with the files of `tests/data/codes`: lines laid over the shop, a file that the shop then reads, or a command.
fn run(row: &Explained, lines: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(DATA).unwrap() {
        let from = entry.unwrap().path();
        fs::copy(&from, folder.path().join(from.file_name().unwrap())).unwrap();
    }
    let get = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let command = if row.file.is_some() { &row.command } else { lines };
    match row.file.as_deref() {
        None => (),
        Some("shop.toml") => put("shop.toml", &laid_over(lines, &get("shop.toml"))),
        Some(name) => {
            put(name, lines);
            if let Some(table) = name.strip_suffix(".csv") {
                put("shop.toml", &get(&format!("shop_{table}.toml")));
            }
        }
    }
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    let writes = ["check", "compare"].contains(&words[0]);
    Command::new(env!("CARGO_BIN_EXE_peakstaff"))
        .args(words)
        .args(writes.then_some("--no-files"))
        .args(["--lang", "en"])
        .current_dir(folder.path())
        .output()
        .unwrap()
}

#[test]
fn every_example_of_a_code_gives_it_and_is_mended() {
    let mut faults = String::new();
    for code in Code::ALL {
        let (row, shown) = (code.explained(), format!("[{}]", code.word()));
        let [wrong, right] = [&row.wrong, &row.right].map(|lines| {
            let output = run(row, lines);
            let text = [output.stdout, output.stderr].concat();
            (output.status.code(), String::from_utf8(text).unwrap())
        });
        if !wrong.1.contains(&shown) {
            let _ = writeln!(faults, "--- {shown} is not caused ({:?}):\n{}\n{}", wrong.0, row.wrong, wrong.1);
        }
        if right.0 == Some(2) || right.1.contains("error[") || right.1.contains(&shown) {
            let _ = writeln!(faults, "--- {shown} is not mended ({:?}):\n{}\n{}", right.0, row.right, right.1);
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_code_is_used() {
    let text = super::floors::texts("src").into_iter().map(|(_, text)| text).collect::<String>();
    for code in Code::ALL {
        let used = format!("Code::{code:?}");
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        assert!(text.split(&used).skip(1).any(ends), "{used} is in no source: take its row out");
    }
}
