//! Every code of a message has an example that really gives it, and the example's mending really mends it.

use crate::support::{World, package};
use peakstaff::diagnostic::{Code, Explained};
use std::fmt::Write as _;
use std::fs;
use std::process::Output;

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
    let world = World::empty();
    for entry in fs::read_dir(package("tests/data/codes")).unwrap() {
        let from = entry.unwrap().path();
        fs::copy(&from, world.folder().join(from.file_name().unwrap())).unwrap();
    }
    let command = if row.file.is_some() { &row.command } else { lines };
    match row.file.as_deref() {
        None => (),
        Some("shop.toml") => world.put("shop.toml", laid_over(lines, &world.read("shop.toml"))),
        Some(name) => {
            world.put(name, lines);
            if let Some(table) = name.strip_suffix(".csv") {
                world.put("shop.toml", world.read(&format!("shop_{table}.toml")));
            }
        }
    }
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    let writes = ["check", "compare"].contains(&words[0]);
    world.command(&words).args(writes.then_some("--no-files")).args(["--lang", "en"]).output().unwrap()
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
    let text = crate::floors::texts("src").into_iter().map(|(_, text)| text).collect::<String>();
    for code in Code::ALL {
        let used = format!("Code::{code:?}");
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        assert!(text.split(&used).skip(1).any(ends), "{used} is in no source: take its row out");
    }
}
