//! The two READMEs: the same commands in both, each of which runs as it is typed, links that lead somewhere, and figures that are of today.

use crate::support::{World, package};
use std::fs;
use std::process::Command;

const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.zh.md", "zh")];

fn readme(name: &str) -> String {
    fs::read_to_string(package(name)).unwrap()
}

/// The lines of a text's fenced commands.
fn commands(text: &str) -> Vec<&str> {
    let fenced = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    fenced.flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// What is cut off a command's work, so that a test has time for it.
fn shorter(command: &str) -> &str {
    match command.split_whitespace().nth(1) {
        Some("init" | "explain") => "",
        Some("check" | "size") => " --set days=3 --no-files",
        // It takes a whole year: of few customers.
        Some("savings") => {
            " --set contact.presale.arrivals.per_day=20 --set contact.aftersale.arrivals.per_day=10 --replications 2 --draws 20 --no-files"
        }
        _ => " --set days=3 --replications 2 --no-assumptions --no-files",
    }
}

#[test]
fn both_readmes_have_the_same_commands() {
    // What is explained differs, as names do.
    let kinds = |name: &str| -> Vec<String> {
        let kind = |line: &&str| line.split(" --lang").next().unwrap().replace("平响", "team.headcount");
        commands(&readme(name)).iter().map(kind).collect()
    };
    let [(english, _), (chinese, _)] = READMES;
    assert_eq!(kinds(english), kinds(chinese));
    assert!(kinds(english).len() >= 8);
}

#[cfg(unix)]
#[test]
fn every_command_of_the_readmes_runs_as_it_is_typed() {
    // Not run here: the tests themselves, and what puts the program where the shell finds it.
    const OTHERS: [&str; 2] = ["cargo test --locked", "cargo install --locked --path ."];
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_peakstaff"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    for (name, lang) in READMES {
        let world = World::empty();
        std::os::unix::fs::symlink(package("scenarios"), world.path("scenarios")).unwrap();
        for line in commands(&readme(name)) {
            if OTHERS.contains(&line) {
                continue;
            }
            assert!(line.ends_with(&format!("--lang {lang}")), "{name}: {line}");
            let command = line.replace("cargo run --release --locked -- ", "peakstaff ");
            assert!(command.starts_with("peakstaff "), "{name}: {line}");
            let command = format!("{command}{}", shorter(&command));
            let mut shell = Command::new("bash");
            shell.args(["-euo", "pipefail", "-c", &command]).env("PATH", &path).current_dir(world.folder());
            let output = shell.output().unwrap();
            assert!(output.status.success(), "{name}: {command}\n{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn what_the_readmes_name_is_there() {
    let world = World::empty();
    for (name, _) in READMES {
        let text = readme(name);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(link.starts_with("https://") || package(link).exists(), "{name}: {link}");
        }
        for code in text.split('`').filter_map(|code| code.strip_prefix("peakstaff ")) {
            world.ok(&["help", code.split_whitespace().next().unwrap()]);
        }
    }
}

#[test]
fn what_the_readmes_say_was_measured_is_what_was() {
    let page = fs::read_to_string(package("docs/validation.md")).unwrap();
    // `- 49 cases, 505 truths, 3 seeds: 1515 comparisons, 0 missed`
    let measured: Vec<&str> = page.lines().filter(|line| line.ends_with("comparisons, 0 missed")).collect();
    assert_eq!(measured.len(), 2, "{measured:?}");
    let example = World::empty();
    example.ok(&["init", "first", "shop.toml"]);
    let answer = example.ok(&["compare", "shop.toml", "--no-assumptions", "--no-files", "--full", "--lang", "en"]);
    for (name, _) in READMES {
        let text = readme(name).replace(',', "");
        let numbers = |line: &str| -> Vec<String> {
            line.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() > 1).map(str::to_owned).collect()
        };
        for line in &measured {
            let row = text.lines().find(|row| numbers(line).iter().all(|number| row.contains(number.as_str())));
            assert!(row.is_some(), "{name}: {line}");
        }
        for figure in ["15547 ± 44", "93.9 ± 0.2", "88.2 ± 0.4"] {
            assert!(text.contains(figure) && answer.replace(',', "").contains(figure), "{name}: {figure}\n{answer}");
        }
    }
}
