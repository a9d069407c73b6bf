//! The schema for editors against the program: what the program takes the schema takes, and what a schema can refuse it refuses.

use crate::support::json_schema::{as_json, faults, faults_of_defaults};
use crate::support::{World, package};
use peakstaff::diagnostic::Code;
use peakstaff::model::Lang;
use peakstaff::report::json_schema;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Codes of mistakes that a schema can find, wherever they are made.
const OF_FORM: [Code; 3] = [Code::UnknownKey, Code::UnknownLaw, Code::UnknownWord];

/// Cases of these codes that no schema finds: a key in a path that a case or a policy changes, a word within a text.
const IN_TEXTS: [&str; 3] = ["overrides", "policies", "shifts"];

fn schema() -> Value {
    json_schema(Lang::En)
}

#[test]
fn a_default_is_what_may_be_written() {
    let faults = faults_of_defaults(&schema());
    assert!(faults.is_empty(), "{faults:#?}");
}

fn of_text(schema: &Value, text: &str) -> Option<Vec<String>> {
    let table: toml::Table = text.parse().ok()?;
    Some(faults(schema, &as_json(&toml::Value::Table(table))))
}

/// Every scenario below a folder.
fn scenarios(folder: &str) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    below(&package(folder), &mut found);
    found.sort();
    found
}

#[test]
fn every_scenario_that_the_program_takes_is_as_the_schema_has_it() {
    let (schema, mut told) = (schema(), String::new());
    let folders = ["scenarios", "tests/validation", "tests/recorded"];
    let all: Vec<PathBuf> = folders.into_iter().flat_map(scenarios).collect();
    assert!(all.len() > 60, "{}", all.len());
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        for fault in of_text(&schema, &text).unwrap_or_else(|| panic!("{}", path.display())) {
            let _ = writeln!(told, "{}: {fault}", path.display());
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn what_a_schema_can_refuse_it_refuses() {
    let schema = schema();
    let mut refused = 0;
    for path in scenarios("tests/diagnostics") {
        let messages = fs::read_to_string(path.with_extension("en.txt")).unwrap();
        let of_form = |code: &Code| messages.contains(&format!("error[{}]", code.word()));
        let text = fs::read_to_string(&path).unwrap();
        // Those that bring their mistake by an option are right as they stand.
        let (Some(found), false) = (of_text(&schema, &text), text.contains("#! --")) else { continue };
        if OF_FORM.iter().any(of_form) {
            let in_text = IN_TEXTS.iter().any(|name| path.file_stem().is_some_and(|stem| stem == *name));
            assert!(found.is_empty() == in_text, "{}: {found:?}", path.display());
            refused += 1;
        }
    }
    assert!(refused > 8, "{refused}");
    for (lines, fault) in [
        ("[design.now.team.a]\nheadcont = 3", "design.now.team.a.headcont"),
        ("[contact.a]\nchannel = \"chta\"", "contact.a.channel"),
        ("[contact.a]\npatience = 240", "contact.a.patience"),
        ("[contact.a]\npatience = \"4 parsecs\"", "contact.a.patience"),
        ("[contact.a]\nresolved = 70", "contact.a.resolved"),
        ("[contact.a]\nthen = [ { on = \"handled\" } ]", "contact.a.then[0]"),
        ("[contact.a]\neffort = { lognorml = { mean = \"4 min\" } }", "contact.a.effort.lognorml"),
        ("[design.now.bot]\na = 1.5", "design.now.bot.a"),
        ("[design.now.bot.a]\ncontain = 0.5", "design.now.bot.a.contain"),
        ("start = \"today\"", "start"),
        ("[design.now.team.a]\nchats = \"five\"", "design.now.team.a.chats"),
        ("[defaults.chat]\nresolvd = 0.7", "defaults.chat.resolvd"),
    ] {
        let found = of_text(&schema, lines).unwrap();
        assert!(found.len() == 1 && found[0].starts_with(&format!("{fault}:")), "{lines}: {found:?}");
    }
}

#[test]
fn lines_that_mend_a_finding_are_as_the_schema_has_them() {
    let schema = schema();
    for code in Code::ALL {
        let row = code.explained();
        if row.file.as_deref() != Some("shop.toml") {
            continue;
        }
        if let Some(found) = of_text(&schema, &row.right) {
            assert!(found.is_empty(), "{}: {found:?}\n{}", code.word(), row.right);
        }
        if OF_FORM.contains(code) {
            assert!(!of_text(&schema, &row.wrong).unwrap().is_empty(), "{}", code.word());
        }
    }
}

#[test]
fn every_key_is_said_in_both_languages_and_in_the_reference() {
    let world = World::empty();
    let [english, chinese] = ["en", "zh"].map(|lang| world.ok(&["schema", "--format", "md", "--lang", lang]));
    assert!(!english.lines().any(|line| line.starts_with('#') && line.chars().any(|c| c > '\u{2E80}')), "{english}");
    for table in peakstaff::scenario::schema::tables() {
        for field in table.doc.fields {
            let (said, key) = (field.doc.text(), format!("| `{}` |", field.key));
            for (text, page) in [(&said.en, &english), (&said.zh, &chinese)] {
                let row = format!("{key} {}", text.replace('|', "\\|"));
                assert!(page.contains(&row), "{row}");
            }
        }
    }
    // The file that the first line of shipped scenarios names.
    let shipped = fs::read_to_string(package("scenarios/peakstaff.schema.json")).unwrap();
    let made = world.ok(&["schema", "--lang", "zh"]);
    assert!(shipped == made, "peakstaff schema --lang zh > scenarios/peakstaff.schema.json");
}
