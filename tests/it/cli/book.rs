//! The two books: the same chapters in both languages, each in its own; links that lead somewhere; commands that run; scenarios
//! that are read; a reference that is of today and lacks nothing.

use crate::floors::texts;
use crate::support::json_schema::{as_json, faults};
use crate::support::{World, package};
use peakstaff::model::Lang;
use peakstaff::report::json_schema;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Both books.
const BOOKS: [&str; 2] = ["en", "zh"];
/// Pages of the reference that people write.
const BY_HAND: [&str; 1] = ["limits"];
/// Folders whose pages are told from fence to fence: a scenario is kept as `shop.toml`, a part of one is written behind it,
/// commands are run on it.
const TOLD: [&str; 2] = ["questions/", "quick_start.md"];

/// Every page of a book by its path, in order.
fn chapters(lang: &str) -> Vec<(String, String)> {
    fn below(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = package(&format!("book/{lang}/src"));
    let mut all = Vec::new();
    below(&root, &root, &mut all);
    all.sort();
    all
}

/// What stands behind `](` of a text, but addresses of the net.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let found = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    found.filter(|link| !link.starts_with("http"))
}

/// Where a link of a page leads.
fn resolved(page: &str, link: &str) -> String {
    let mut path: Vec<&str> = page.split('/').collect();
    path.pop();
    for part in link.split('/') {
        if part == ".." {
            path.pop();
        } else if part != "." {
            path.push(part);
        }
    }
    path.join("/")
}

/// What a text cites between two marks.
fn cited<'a>(text: &'a str, [open, close]: [&str; 2]) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| Some(rest.split_once(close)?.0)).collect()
}

#[test]
fn pages_that_messages_cite_are_there() {
    let mut texts = texts("src");
    for assets in ["src/diagnostic/assets/codes.toml", "src/scenario/assets/shipped.toml"] {
        texts.push((assets.to_owned(), fs::read_to_string(package(assets)).unwrap()));
    }
    for (lang, marks) in BOOKS.iter().zip([["the book: ", ")"], ["手册“", "”"]]) {
        let titles: Vec<String> = chapters(lang).into_iter().filter_map(|(_, text)| first_title(&text)).collect();
        let mut found = 0;
        for (path, text) in &texts {
            // A string of Rust goes on behind a stroke at the end of a line.
            let whole = text.split("\\\n").map(str::trim_start).collect::<String>();
            for title in cited(&whole, marks) {
                assert!(titles.iter().any(|known| known == title), "{path} cites a page that is not there: {title}");
                found += 1;
            }
        }
        assert!(found > 0, "{lang}: nothing cites the book, or by other marks");
    }
}

/// The title of a page.
fn first_title(text: &str) -> Option<String> {
    text.lines().find_map(|line| line.strip_prefix("# ")).map(|title| title.replace('`', ""))
}

#[test]
fn both_books_have_the_same_chapters_and_their_links_lead_somewhere() {
    let [english, chinese] = BOOKS.map(chapters);
    let names = |book: &[(String, String)]| book.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&english), names(&chinese));
    for (lang, book) in BOOKS.iter().zip([&english, &chinese]) {
        let summary = &book.iter().find(|(name, _)| name == "SUMMARY.md").unwrap().1;
        for (name, text) in book {
            let in_summary = links(summary).filter(|link| link == name).count();
            assert!(name == "SUMMARY.md" || in_summary == 1, "{lang}: {name} is in the summary {in_summary} times");
            for link in links(text) {
                let (file, place) = link.split_once('#').unwrap_or((link, ""));
                let target = if file.is_empty() { name.clone() } else { resolved(name, file) };
                let other = book.iter().find(|(other, _)| *other == target);
                let (_, there) = other.unwrap_or_else(|| panic!("{lang}/{name}: {link}"));
                assert!(place.is_empty() || there.contains(&format!("<a id=\"{place}\">")), "{lang}/{name}: {link}");
            }
        }
    }
}

/// The pages that are no books: what they link to is there, too.
#[test]
fn links_and_named_files_of_other_pages_are_there() {
    let mut pages: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "output/README.md"].map(package).into();
    pages.extend(fs::read_dir(package("docs")).unwrap().map(|entry| entry.unwrap().path()));
    for page in pages.iter().filter(|page| page.extension().is_some_and(|end| end == "md")) {
        let text = fs::read_to_string(page).unwrap();
        for link in links(&text) {
            let file = link.split('#').next().unwrap();
            assert!(file.is_empty() || page.parent().unwrap().join(file).exists(), "{}: {link}", page.display());
        }
    }
    for (name, text) in BOOKS.into_iter().flat_map(chapters) {
        let (_, prose) = parted(&text);
        let files = prose.split('`').skip(1).step_by(2).filter(|code| {
            let of_ours = ["docs/", "scenarios/", "tests/"].iter().any(|folder| code.starts_with(folder));
            of_ours && !code.contains([' ', '*'])
        });
        files.for_each(|file| assert!(package(file).exists(), "{name}: `{file}`"));
    }
}

/// The fences of a page, each with its language and where it begins, and what stands around them.
fn parted(text: &str) -> (Vec<(String, String)>, String) {
    let (mut fences, mut prose) = (Vec::new(), String::new());
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (&mut open, line.trim().strip_prefix("```")) {
            (None, Some(lang)) => open = Some((lang.to_owned(), String::new())),
            (Some(_), Some(_)) => fences.extend(open.take()),
            (Some((_, inside)), None) => inside.extend([line, "\n"]),
            (None, None) => prose.extend([line, "\n"]),
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    (fences, prose)
}

/// A book speaks its own language: of the other there are terms and what is typed, but no sentence.
#[test]
fn each_book_is_in_its_own_language() {
    for lang in BOOKS {
        for (name, text) in chapters(lang).iter().filter(|(name, _)| name != "reference/words.md") {
            let (_, prose) = parted(text);
            for line in prose.lines() {
                let plain: String = line.split('`').step_by(2).collect();
                let chinese = plain.chars().filter(|c| *c > '\u{2E80}').count();
                let latin = plain.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2).count();
                let wrong = if lang == "en" { chinese > 40 } else { chinese == 0 && latin > 5 };
                assert!(!wrong, "{lang}/{name}: {line}");
            }
        }
    }
}

#[test]
fn the_reference_is_what_the_program_prints_and_lacks_no_page() {
    let help = World::empty().ok(&["schema", "--help", "--lang", "en"]);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for lang in BOOKS {
        let pages = chapters(lang);
        let pages =
            pages.iter().filter_map(|(name, text)| Some((name.strip_prefix("reference/")?.strip_suffix(".md")?, text)));
        let mut n = 0;
        for (page, there) in pages.filter(|(page, _)| !BY_HAND.contains(page)) {
            let made = World::empty().ok(&["schema", "--format", "md", "--page", page, "--lang", lang]);
            assert!(
                made == *there,
                "peakstaff schema --format md --page {page} --lang {lang} > book/{lang}/src/reference/{page}.md"
            );
            assert!(help.contains(page), "{page}");
            n += 1;
        }
        let listed = help.split("--page").nth(1).unwrap().split("one of: ").nth(1).unwrap().split(']').next().unwrap();
        assert_eq!(listed.split(',').count(), n, "{listed}");
    }
}

/// Every scenario and every part of one that a page shows is as editors and the program have it.
#[test]
fn every_scenario_of_the_books_is_read() {
    let mut schema = json_schema(Lang::En);
    without_required(&mut schema);
    let mut n = 0;
    for lang in BOOKS {
        for (name, text) in chapters(lang) {
            let (fences, _) = parted(&text);
            for (_, inside) in fences.into_iter().filter(|(of, _)| of == "toml") {
                let table: toml::Table = inside.parse().unwrap_or_else(|why| panic!("{lang}/{name}: {why}\n{inside}"));
                let found = faults(&schema, &as_json(&toml::Value::Table(table)));
                assert!(found.is_empty(), "{lang}/{name}: {found:?}\n{inside}");
                n += 1;
            }
        }
    }
    assert!(n > 40, "{n}");
}

/// A part of a scenario need not say what a whole one must.
fn without_required(schema: &mut Value) {
    match schema {
        Value::Object(rules) => {
            rules.remove("required");
            rules.values_mut().for_each(without_required);
        }
        Value::Array(items) => items.iter_mut().for_each(without_required),
        _ => (),
    }
}

/// A command as it is written, cut to what a test has time for.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut quoted, mut escaped) = (None, false);
    for c in line.chars() {
        let last = words.last_mut().unwrap();
        match (c, quoted) {
            _ if escaped => {
                last.push(c);
                escaped = false;
            }
            ('\\', Some('"')) => escaped = true,
            ('"' | '\'', None) => quoted = Some(c),
            (_, Some(end)) if c == end => quoted = None,
            (' ', None) => words.push(String::new()),
            _ => last.push(c),
        }
    }
    let of_package = |word: String| match word.split('/').next() {
        Some("scenarios" | "tests") => package(&word).to_str().unwrap().to_owned(),
        _ => word,
    };
    let short: &[&str] = match words[1].as_str() {
        "init" | "explain" | "schema" | "erlang" | "facts" | "verify" => &[],
        "check" => &["--set", "days=3", "--no-files"],
        "savings" => &["--replications", "2", "--set", "demand=*0.02", "--no-files"],
        "size" => &["--set", "days=3", "--set", "demand=*0.2", "--no-files"],
        "calibrate" => &["--set", "days=2", "--set", "demand=*0.05", "--replications", "2", "--no-files"],
        _ => &["--set", "days=3", "--replications", "2", "--no-files"],
    };
    words.into_iter().skip(1).map(of_package).chain(short.iter().map(|word| (*word).to_owned())).collect()
}

#[test]
fn every_command_of_the_books_runs() {
    let mut ran = Vec::new();
    for lang in BOOKS {
        for (name, text) in chapters(lang) {
            let world = World::empty();
            world.ok(&["init", "first", "shop.toml", "--lang", lang]);
            let told = TOLD.iter().any(|folder| name.starts_with(folder));
            for (of, inside) in parted(&text).0 {
                match of.as_str() {
                    "toml" if told && inside.contains("title =") => world.put("shop.toml", inside),
                    "toml" if told => world.put("shop.toml", world.read("shop.toml") + "\n" + &inside),
                    "sh" => {
                        let lines = inside.lines().map(str::trim).filter(|line| line.starts_with("peakstaff "));
                        for line in lines.filter(|line| !line.starts_with("peakstaff init first shop.toml")) {
                            let words = words(line);
                            // The same command in the other language does the same.
                            if told || !ran.contains(&words) {
                                let given: Vec<&str> = words.iter().map(String::as_str).collect();
                                let output = world.run(&given);
                                let said = crate::support::said(&output);
                                assert!(output.status.success(), "{lang}/{name}: {line}\n{said}");
                                ran.push(words);
                            }
                        }
                    }
                    _ => (),
                }
            }
        }
    }
    assert!(ran.len() > 40, "{}", ran.len());
}
