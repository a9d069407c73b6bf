//! The two books: the same chapters in both languages, links that lead somewhere, commands that run, a reference that is of today.

use crate::support::{World, package};
use std::fs;

/// Both books.
const BOOKS: [&str; 2] = ["en", "zh"];

fn chapters(lang: &str) -> Vec<(String, String)> {
    let folder = package(&format!("book/{lang}/src"));
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut all: Vec<(String, String)> =
        names.map(|name| (name.clone(), fs::read_to_string(folder.join(name)).unwrap())).collect();
    all.sort();
    all
}

/// What stands behind `](` of a text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[test]
fn both_books_have_the_same_chapters_and_their_links_lead_somewhere() {
    let [english, chinese] = BOOKS.map(chapters);
    let names = |book: &[(String, String)]| book.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&english), names(&chinese));
    for (lang, book) in BOOKS.iter().zip([&english, &chinese]) {
        let summary = &book.iter().find(|(name, _)| name == "SUMMARY.md").unwrap().1;
        for (name, text) in book {
            assert!(name == "SUMMARY.md" || links(summary).any(|link| link == name), "{lang}: {name} is in no summary");
            for link in links(text) {
                let (file, place) = link.split_once('#').unwrap_or((link, ""));
                let other = book.iter().find(|(other, _)| other == if file.is_empty() { name } else { file });
                let (_, there) = other.unwrap_or_else(|| panic!("{lang}/{name}: {link}"));
                assert!(place.is_empty() || there.contains(&format!("<a id=\"{place}\">")), "{lang}/{name}: {link}");
            }
        }
    }
}

#[test]
fn the_reference_is_what_the_program_prints() {
    for lang in BOOKS {
        let made = World::empty().ok(&["schema", "--format", "md", "--lang", lang]);
        let there = fs::read_to_string(package(&format!("book/{lang}/src/fields.md"))).unwrap();
        assert!(made == there, "peakstaff schema --format md --lang {lang} > book/{lang}/src/fields.md");
    }
}

/// A command as it is written, cut to what a test has time for.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (n, part) in line.split('"').enumerate() {
        match (n % 2, words.last_mut()) {
            (1, Some(last)) if !line.split('"').nth(n - 1).unwrap().ends_with(' ') => last.push_str(part),
            (1, _) => words.push(part.to_owned()),
            _ => words.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    let short: &[&str] = match words[1].as_str() {
        "init" | "explain" | "schema" => &[],
        "check" | "size" => &["--set", "days=3", "--no-files"],
        _ => &["--set", "days=3", "--replications", "2", "--no-files"],
    };
    words.into_iter().skip(1).chain(short.iter().map(|word| (*word).to_owned())).collect()
}

#[test]
fn every_command_of_the_books_runs() {
    for lang in BOOKS {
        let world = World::empty();
        world.ok(&["init", "first", "shop.toml", "--lang", lang]);
        for (name, text) in chapters(lang) {
            let fenced = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
            for line in fenced.flat_map(str::lines).map(str::trim).filter(|line| line.starts_with("peakstaff ")) {
                if line.starts_with("peakstaff init first shop.toml") {
                    continue;
                }
                let words = words(line);
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                assert!(world.run(&words).status.success(), "{lang}/{name}: {line}");
            }
        }
    }
}
