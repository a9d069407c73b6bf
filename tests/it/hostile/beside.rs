//! What is asked of a hostile scenario, and what lies beside it: options, names, and files with bytes changed.

use super::mutator::Mutator;
use crate::support::Random;
use peakstaff::compile::LeversOf;
use peakstaff::experiment::{Cancel, Quiet};
use peakstaff::model::Lang;
use peakstaff::report::build;
use peakstaff::report::{Bundle, FORMATS};
use peakstaff::scenario::text::sources::Sources;
use peakstaff::session::{Grid, OfPoints, Request, Sweep, check_for, compare, run};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, io};

/// Names that a reader of names may not be ready for.
const NAMES: [&str; 16] = [
    "",
    " ",
    ".",
    "..",
    "../../x",
    "a.b",
    "a/b",
    "a\\\\b",
    "CON",
    "=1+1",
    "base",
    "all",
    "售前 | Presale",
    "\\u202e",
    "\\u0000",
    "\\\"",
];

/// A scenario and the files that it may name: whatever it calls them, it gets one that ends alike.
pub struct Beside<'a> {
    text: &'a [u8],
    shelf: &'a [(String, Vec<u8>)],
    random: RefCell<Random>,
    given: RefCell<BTreeMap<String, Vec<u8>>>,
}

/// Rosters and tables of volumes in the repository.
pub fn shelf() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = ["tests/rosters", "tests/diagnostics", "tests/data"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| ["csv", "xlsx", "ods", "xls"].iter().any(|known| e == *known)))
        .filter(|path| fs::metadata(path).unwrap().len() < 200_000)
        .collect();
    paths.sort();
    paths.iter().map(|path| (path.to_string_lossy().into_owned(), fs::read(path).unwrap())).collect()
}

impl<'a> Beside<'a> {
    pub fn new(text: &'a [u8], shelf: &'a [(String, Vec<u8>)], number: u64) -> Self {
        Self { text, shelf, random: RefCell::new(Random(number)), given: RefCell::default() }
    }

    /// A file of the shelf with some bytes changed; one that no path leads to is not there.
    fn file(&self, name: &str) -> io::Result<Vec<u8>> {
        let random = &mut *self.random.borrow_mut();
        let ending = name.rsplit('.').next().unwrap_or_default();
        let alike: Vec<&(String, Vec<u8>)> = self.shelf.iter().filter(|(path, _)| path.ends_with(ending)).collect();
        let own = alike.iter().find(|(path, _)| path.ends_with(name) && !name.is_empty());
        let Some((_, bytes)) =
            own.filter(|_| random.chance(0.7)).copied().or_else(|| (!alike.is_empty()).then(|| *random.one(&alike)))
        else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let mut bytes = bytes.clone();
        for _ in 0..[0, 1, 1, 2, 5, 20][random.below(6)] {
            change(&mut bytes, random);
        }
        Ok(bytes)
    }
}

/// Changes bytes without knowing what they mean.
fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let at = random.below(bytes.len());
    let until = (at + 1 + random.below(30)).min(bytes.len());
    match random.below(7) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = random.next() as u8,
        2 => bytes.insert(at, *random.one(b",;\t\n\r\"'0-:/ \x00\xff")),
        3 => drop(bytes.drain(at..until)),
        4 => {
            let piece = bytes[at..until].to_vec();
            bytes.splice(at..at, piece.repeat(if random.chance(0.05) { 500 } else { 1 }));
        }
        5 => bytes.truncate(at),
        _ => {
            let to = random.below(bytes.len());
            bytes.swap(at, to);
        }
    }
}

impl Sources for Beside<'_> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        if name == "hostile.toml" {
            return Ok(self.text.to_vec());
        }
        let mut given = self.given.borrow_mut();
        if let Some(bytes) = given.get(name) {
            return Ok(bytes.clone());
        }
        let bytes = self.file(name)?;
        given.insert(name.to_string(), bytes.clone());
        Ok(bytes)
    }
}

/// The same text with one of its names, wherever it stands, replaced by an odd one.
pub fn renamed(text: &[u8], random: &mut Random) -> Vec<u8> {
    let text = String::from_utf8_lossy(text).into_owned();
    let headers: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']')).collect();
    let Some(name) = (!headers.is_empty()).then(|| random.one(&headers).rsplit('.').next().unwrap_or_default()) else {
        return text.into_bytes();
    };
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return text.into_bytes();
    }
    let long = "长".repeat(300);
    let odd: &str = if random.chance(0.1) { &long } else { NAMES[random.below(NAMES.len())] };
    let odd = format!("\"{odd}\"");
    text.replace(&format!("\"{name}\""), &odd).replace(name, &odd).into_bytes()
}

/// A path of keys that stand in the text, and a value.
fn changes(text: &[u8], mutator: &Mutator, random: &mut Random) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    let keys: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && !['_', '-'].contains(&c))
        .filter(|word| !word.is_empty() && word.len() < 30)
        .collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let one = |random: &mut Random| {
        let path: Vec<&str> = (0..=random.below(5))
            .map(|_| {
                if random.chance(0.15) {
                    "*"
                } else if random.chance(0.2) {
                    mutator.word(random)
                } else {
                    *random.one(&keys)
                }
            })
            .collect();
        let between = *random.one(&["=", "=", "=", " = ", "", "=="]);
        let value = if random.chance(0.4) {
            (*random.one(&[
                "*1.1", "+10 pp", "-10 pp", "+2", "*0", "*1e300", "1,2,3", "0..1/5", "1..9", "9..1/0", "\"x\"", "{",
                "[1,",
            ]))
            .to_string()
        } else {
            mutator.extreme(random).to_string()
        };
        format!("{}{between}{value}", path.join("."))
    };
    (0..=random.below(3)).map(|_| one(random)).collect()
}

/// Stops a run after some looks.
struct Soon(AtomicU32);

impl Cancel for Soon {
    fn cancelled(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) > 4
    }
}

/// Options of all commands. Runs are stopped soon; what is whole by then is written in every format.
pub fn options(sources: &Beside<'_>, mutator: &Mutator, number: u64) {
    let random = &mut Random(!number);
    let text = sources.text;
    let some = |random: &mut Random, chance: f64| {
        if random.chance(chance) { changes(text, mutator, random) } else { Vec::new() }
    };
    let word = |random: &mut Random, chance: f64| {
        random.chance(chance).then(|| changes(text, mutator, random).pop().unwrap_or_default())
    };
    let mut request = Request::new("hostile.toml");
    (request.sets, request.what_ifs) = (some(random, 0.5), some(random, 0.3));
    request.sets.extend(
        ["days=1".to_string(), "warm_up=\"0 days\"".to_string()].into_iter().filter(|_| !number.is_multiple_of(3)),
    );
    request.levers = match random.below(4) {
        0 => LeversOf::Baseline,
        1 => LeversOf::Design(word(random, 1.0).unwrap_or_default()),
        _ => LeversOf::Nobody,
    };
    request.period = word(random, 0.2);
    request.precision = match random.below(5) {
        0 => word(random, 1.0),
        1 => Some(format!("service_level@all={}", mutator.extreme(random))),
        _ => None,
    };
    request.designs.extend(word(random, 0.1));
    request.cases.extend(word(random, 0.1));
    request.replications = if request.precision.is_some() { None } else { Some(random.below(4) as u64) };
    if let Ok(scenario) = check_for(sources, &request) {
        let soon = Soon(AtomicU32::new(0));
        let done = if random.chance(0.7) {
            run(&scenario, &request, &Quiet, &soon)
        } else {
            compare(&scenario, &request, &Quiet, &soon)
        };
        if let Ok(done) = done
            && done.results.study.replications > 0
        {
            let lang = if random.chance(0.5) { Lang::En } else { Lang::Zh };
            let page = build(&done.results, lang, "");
            let dossier = peakstaff::report::dossier(&done.results, &done.manifest, lang);
            let bundle =
                Bundle { manifest: &done.manifest, results: &done.results, report: &page, lang, dossier: &dossier };
            for format in FORMATS.iter().filter(|_| random.chance(0.2)) {
                (format.render)(&bundle).unwrap_or_else(|why| panic!("{}: {why}", format.files));
            }
        }
    }
    if random.chance(0.3) {
        let vary = changes(text, mutator, random);
        let kpis = word(random, 0.3).into_iter().collect();
        let of = OfPoints { kpis, weeks: random.chance(0.2).then(|| random.below(5)) };
        request.precision = None;
        if let Err(refused) = Sweep::compile(sources, &request, &Grid { vary, of, best: None }) {
            let _ = refused.render(peakstaff::diagnostic::Style::default());
        }
    }
}
