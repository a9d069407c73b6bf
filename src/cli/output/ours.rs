//! Which folders this program made, and whether they are as it left them.
//!
//! `manifest.json` lists every file with its SHA-256, and bears a seal: the hash of itself with the seal's own digits
//! as zeros. The log, which differs between two runs of the same thing, is listed by name and bears a seal of its own.

use super::{Refusal, is_plain};
use crate::cli::next::quoted;
use crate::report::Asset;
use crate::say;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The manifest's name.
pub const MANIFEST: &str = "manifest.json";
/// The log's name.
pub const LOG: &str = "run.log";
/// What desktops put into a folder that is looked at.
const DESKTOPS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
/// Digits of a SHA-256.
const DIGITS: usize = 64;
/// Digits in the name of a point.
const POINT: usize = 24;
/// So many names are told one by one.
const TOLD: usize = 5;

/// A file that was written.
#[derive(Serialize, Deserialize)]
struct Output {
    name: String,
    /// None for the log, which bears its own seal.
    sha256: Option<String>,
}

/// What is read of a manifest.
#[derive(Deserialize)]
pub(super) struct Listed {
    /// Of the program that wrote the folder.
    pub version: String,
    /// None: 0.1 kept no list.
    outputs: Option<Vec<Output>>,
}

/// A hash in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Listed {
    /// Names of the files that were written, the manifest not among them.
    pub fn names(self) -> Vec<String> {
        self.outputs.into_iter().flatten().map(|output| output.name).collect()
    }
}

/// The list at the end of a manifest begins so.
const LIST: &str = ",\n  \"outputs\": ";

/// A manifest as it was before its files were listed.
pub(super) fn unlisted(manifest: &str) -> Option<String> {
    Some(format!("{}\n}}\n", &manifest[..manifest.rfind(LIST)?]))
}

/// A text that ends with an empty seal, sealed.
fn sealed(text: &str) -> String {
    let empty = "0".repeat(DIGITS);
    let at = text.rfind(&empty).expect("an empty seal stands at the end");
    format!("{}{}{}", &text[..at], sha256(text.as_bytes()), &text[at + DIGITS..])
}

/// Whether a text is as it was sealed.
fn is_sealed(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Some(at) = text.rfind("seal") else { return false };
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let tail = &text[at + "seal".len()..];
    let Some(from) = tail.find(hex).map(|from| at + "seal".len() + from) else { return false };
    let Some(seal) = text.get(from..from + DIGITS) else { return false };
    sha256(format!("{}{}{}", &text[..from], "0".repeat(DIGITS), &text[from + DIGITS..]).as_bytes()) == seal
}

/// The log with its seal.
pub fn sealed_log(log: &str) -> Vec<u8> {
    sealed(&format!("{log}seal: {}\n", "0".repeat(DIGITS))).into_bytes()
}

/// The files of a folder with their list: the manifest among them is completed and comes last.
pub fn listed(mut assets: Vec<Asset>) -> Result<Vec<Asset>, String> {
    let at = assets.iter().position(|(name, _)| name == MANIFEST).ok_or("there is no manifest")?;
    let (_, manifest) = assets.remove(at);
    let output = |(name, bytes): &Asset| Output { name: name.clone(), sha256: (name != LOG).then(|| sha256(bytes)) };
    let mut outputs: Vec<Output> = assets.iter().map(output).collect();
    outputs.sort_by(|a, b| a.name.cmp(&b.name));
    let list = serde_json::to_string_pretty(&outputs).map_err(|why| why.to_string())?.replace('\n', "\n  ");
    let manifest = String::from_utf8(manifest).map_err(|why| why.to_string())?;
    let fields = manifest.trim_end().strip_suffix('}').ok_or("a manifest is one object")?.trim_end();
    let empty = "0".repeat(DIGITS);
    let whole = sealed(&format!("{fields}{LIST}{list},\n  \"seal\": \"{empty}\"\n}}\n"));
    assets.push((MANIFEST.into(), whole.into_bytes()));
    Ok(assets)
}

/// What is in a folder that would be lost with it.
#[derive(Debug, Default, PartialEq)]
struct Strange {
    /// Files and folders that this program did not write, or of which it does not know it.
    foreign: Vec<String>,
    /// Files that were changed since.
    altered: Vec<String>,
    /// The version that wrote the folder, where that kept no list.
    unlisted: Option<String>,
}

/// What would be lost with a folder; none where nothing would: it is not there, or empty, or as we left it.
fn strange(folder: &Path) -> io::Result<Option<Strange>> {
    if fs::symlink_metadata(folder).is_err_and(|why| why.kind() == ErrorKind::NotFound) {
        return Ok(None);
    }
    if !fs::metadata(folder)?.is_dir() {
        return Err(ErrorKind::NotADirectory.into());
    }
    let manifest = folder.join(MANIFEST);
    let manifest = is_plain(&manifest).then(|| fs::read(manifest).ok()).flatten();
    let read: Option<Listed> = manifest.as_deref().and_then(|bytes| serde_json::from_slice(bytes).ok());
    let mut found = Strange::default();
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    match read {
        Some(Listed { outputs: Some(outputs), .. }) => {
            known.extend(outputs.into_iter().map(|output| (output.name, output.sha256)));
            if !manifest.as_deref().is_some_and(is_sealed) {
                found.altered.push(MANIFEST.into());
            }
            known.insert(MANIFEST.into(), None);
        }
        Some(Listed { version, outputs: None }) => found.unlisted = Some(version),
        None => (),
    }
    walk(folder, "", &known, &mut found)?;
    Ok((found != Strange::default()).then_some(found))
}

fn walk(folder: &Path, below: &str, known: &BTreeMap<String, Option<String>>, found: &mut Strange) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let own = entry.file_name().to_string_lossy().into_owned();
        let (name, kind) = (format!("{below}{own}"), entry.file_type()?);
        let inside = format!("{name}/");
        if kind.is_dir() && known.keys().any(|known| known.starts_with(&inside)) {
            walk(&entry.path(), &inside, known, found)?;
            continue;
        }
        match known.get(&name) {
            Some(_) if name == MANIFEST && kind.is_file() => (),
            Some(sha) if kind.is_file() => {
                let bytes = fs::read(entry.path())?;
                let same = sha.as_ref().map_or_else(|| is_sealed(&bytes), |sha| *sha == sha256(&bytes));
                if !same {
                    found.altered.push(name);
                }
            }
            None if kind.is_file() && DESKTOPS.contains(&&own[..]) => (),
            // Points of a sweep that was stopped, whatever it asked.
            None if kind.is_file() && below.is_empty() && is_a_point(&own) => (),
            _ => found.foreign.push(if kind.is_dir() { inside } else { name }),
        }
    }
    Ok(())
}

/// `point-0123….json`: a point of a sweep that is kept until all are done.
pub fn is_a_point(name: &str) -> bool {
    let number = name.strip_prefix("point-").and_then(|rest| rest.strip_suffix(".json"));
    number.is_some_and(|digits| digits.len() == POINT && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Takes away a folder of partial results in which everything is ours; whatever else it may be stays.
pub fn clear_ours(folder: &Path) {
    let there = fs::symlink_metadata(folder).is_ok_and(|there| there.is_dir());
    if there && matches!(strange(folder), Ok(None)) {
        // Where it cannot be removed it is as it was: the next run is told or tries again.
        let _ = fs::remove_dir_all(folder);
    }
}

/// Refuses to take the place of a folder with which something would be lost.
pub fn refuse_strange(folder: &Path) -> Result<(), Refusal> {
    let found = strange(folder).map_err(|why| super::told(folder, &why))?;
    found.map_or(Ok(()), |found| Err(found.told(folder)))
}

/// A few names, and how many more.
fn names(all: &[String]) -> (String, String) {
    let first = all.iter().take(TOLD).map(String::as_str);
    let (mut en, mut zh) = (first.clone().collect::<Vec<_>>().join(", "), first.collect::<Vec<_>>().join("、"));
    if all.len() > TOLD {
        let more = all.len() - TOLD;
        let _ = write!(en, " and {more} more");
        let _ = write!(zh, " 等另外 {more} 个");
    }
    (en, zh)
}

impl Strange {
    fn told(&self, folder: &Path) -> Refusal {
        let shown = folder.display();
        let (foreign_en, foreign_zh) = names(&self.foreign);
        let (altered_en, altered_zh) = names(&self.altered);
        let said = match (&self.unlisted, self.foreign.is_empty(), self.altered.is_empty()) {
            (Some(version), ..) => say!(
                "{shown} was written by peakstaff {version}, which kept no list of its files, so yours cannot be told from \
                 them: {foreign_en}",
                "{shown} 由 peakstaff {version} 写入，当时没有文件清单，无法分辨哪些是您的文件：{foreign_zh}"
            ),
            (None, false, true) => say!(
                "{shown} holds what is not on its list of files that peakstaff wrote: {foreign_en}",
                "{shown} 中有不在 peakstaff 写入清单上的内容：{foreign_zh}"
            ),
            (None, true, _) => say!(
                "{shown} holds files changed since peakstaff wrote them: {altered_en}",
                "{shown} 中有文件在 peakstaff 写入之后被改动：{altered_zh}"
            ),
            (None, false, false) => say!(
                "{shown} holds what is not on its list of files that peakstaff wrote: {foreign_en}; and files changed since: \
                 {altered_en}",
                "{shown} 中有不在 peakstaff 写入清单上的内容：{foreign_zh}；还有文件在写入之后被改动：{altered_zh}"
            ),
        };
        let away = away(folder);
        let help = say!(
            "nothing is replaced; choose another folder with --out, or move this one away: {away}",
            "没有替换任何文件；请用 --out 换一个目录，或先把它移走：{away}"
        );
        (said, Some(help))
    }
}

/// The command that moves a folder out of the way.
fn away(folder: &Path) -> String {
    let from = folder.display().to_string();
    let free = |to: &String| fs::symlink_metadata(to).is_err();
    let mut names = std::iter::once(format!("{from}.old")).chain((2..).map(|n| format!("{from}.old-{n}")));
    let to = names.find(free).expect("numbers do not end");
    let mv = if cfg!(windows) { "move" } else { "mv" };
    format!("{mv} {} {}", quoted(&from), quoted(&to))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder as we write it.
    fn made(place: &Path) {
        let assets = vec![
            (MANIFEST.to_owned(), b"{\n  \"version\": \"0.2.0\"\n}\n".to_vec()),
            ("estimates.csv".into(), b"1,2\n".to_vec()),
            ("charts/day.svg".into(), b"<svg/>".to_vec()),
            (LOG.into(), sealed_log("command: peakstaff\n")),
        ];
        for (name, bytes) in listed(assets).unwrap() {
            let path = place.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    fn after(change: impl Fn(&Path)) -> Option<Strange> {
        let place = tempfile::tempdir().unwrap();
        made(place.path());
        change(place.path());
        strange(place.path()).unwrap()
    }

    fn foreign(name: &str) -> Strange {
        Strange { foreign: vec![name.into()], ..Strange::default() }
    }

    fn altered(name: &str) -> Strange {
        Strange { altered: vec![name.into()], ..Strange::default() }
    }

    #[test]
    fn a_folder_is_ours_as_long_as_nobody_changes_it() {
        assert_eq!(after(|_| ()), None);
        assert_eq!(after(|place| fs::remove_file(place.join("estimates.csv")).unwrap()), None, "nothing is lost");
        assert_eq!(after(|place| fs::write(place.join(".DS_Store"), "x").unwrap()), None);
        for name in ["estimates.csv", "charts/day.svg", LOG, MANIFEST] {
            let added = |place: &Path| {
                let bytes = fs::read(place.join(name)).unwrap();
                fs::write(place.join(name), [&bytes[..], b"\n"].concat()).unwrap();
            };
            assert_eq!(after(added), Some(altered(name)));
        }
        for name in ["report.xlsx", "charts/mine.png", ".notes"] {
            assert_eq!(after(|place| fs::write(place.join(name), "x").unwrap()), Some(foreign(name)));
        }
        assert_eq!(after(|place| fs::create_dir(place.join("mine")).unwrap()), Some(foreign("mine/")));
        let nothing = |place: &Path| {
            fs::remove_dir_all(place).unwrap();
            fs::create_dir(place).unwrap();
        };
        assert_eq!(after(nothing), None, "an empty folder");
        let point = "point-0123456789abcdef01234567.json";
        assert_eq!(after(|place| fs::write(place.join(point), "x").unwrap()), None, "a point that is kept");
        let deep = |place: &Path| fs::write(place.join("charts").join(point), "x").unwrap();
        assert_eq!(after(deep), Some(foreign(&format!("charts/{point}"))));
    }

    #[test]
    fn only_a_folder_that_is_all_ours_is_cleared() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("r.partial");
        fs::create_dir(&folder).unwrap();
        made(&folder);
        fs::write(folder.join("notes.txt"), "mine").unwrap();
        clear_ours(&folder);
        assert!(folder.join("notes.txt").exists() && folder.join(MANIFEST).exists());
        fs::remove_file(folder.join("notes.txt")).unwrap();
        clear_ours(&folder);
        assert!(!folder.exists());
        clear_ours(&folder);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_what_we_wrote() {
        let linked = |place: &Path| {
            fs::remove_file(place.join("estimates.csv")).unwrap();
            std::os::unix::fs::symlink("/etc/passwd", place.join("estimates.csv")).unwrap();
        };
        assert_eq!(after(linked), Some(foreign("estimates.csv")));
    }

    #[test]
    fn a_folder_without_a_list_is_refused_with_the_command_that_moves_it() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("compare");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(MANIFEST), "{\"version\": \"0.1.0\"}").unwrap();
        let (said, help) = refuse_strange(&folder).unwrap_err();
        assert!(said.en.contains("peakstaff 0.1.0, which kept no list"), "{}", said.en);
        let moved = format!("mv {} {}.old", folder.display(), folder.display());
        assert!(cfg!(windows) || help.unwrap().zh.contains(&moved), "{moved}");
    }

    #[test]
    fn many_names_are_counted() {
        let all: Vec<String> = (0..7).map(|n| n.to_string()).collect();
        assert_eq!(names(&all).0, "0, 1, 2, 3, 4 and 2 more");
    }
}
