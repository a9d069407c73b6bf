//! Folders of results, written whole or not at all.
//!
//! Files are written into a temporary sibling. At the end the old folder is renamed aside, the new one into its place,
//! and the old one removed; whatever is interrupted, the next start finds the old folder or the new one, or puts the
//! old one back. A folder that holds anything not of ours is never replaced.

use super::terminal::unwritten;
use crate::diagnostic::Text;
use crate::report::Asset;
use crate::say;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What our folders hold.
const OURS: &[&str] = &[
    "manifest.json",
    "run.log",
    "report.txt",
    "estimates.json",
    "estimates.csv",
    "intervals.csv",
    "replications.csv",
    "expected.csv",
    "sweep.csv",
    "sensitivity.csv",
    "report.html",
    "report.xlsx",
    "charts",
];
/// A temporary folder this old belongs to nobody any more.
const STALE: Duration = Duration::from_secs(24 * 3600);

/// A folder in the making; gone again unless it is committed.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    making: PathBuf,
}

/// A name beside the folder: `.compare.old`.
fn beside(target: &Path, ending: &str) -> Option<PathBuf> {
    let name = target.file_name()?.to_str()?;
    Some(target.with_file_name(format!(".{name}.{ending}")))
}

/// Writes a file whole or not at all: beside its name, then renamed.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut making = path.as_os_str().to_owned();
    making.push(format!(".new.{}", std::process::id()));
    let write = || {
        let mut file = File::create(&making)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&making, path)
    };
    let written = write();
    let _ = fs::remove_file(&making);
    written
}

/// Where partial results go: `compare.partial`.
pub fn partial(target: &Path) -> PathBuf {
    let name = target.file_name().map_or_else(|| "results".into(), |name| name.to_string_lossy());
    target.with_file_name(format!("{name}.partial"))
}

impl Folder {
    /// Begins a folder that will be `target`, so that a place that cannot be written to is known before hours of work.
    pub fn begin(target: &Path) -> Result<Self, Text> {
        let shown = target.display();
        let (Some(aside), Some(making)) =
            (beside(target, "old"), beside(target, &format!("new.{}", std::process::id())))
        else {
            return Err(say!("{shown} is no name for a folder of results", "{shown} 不能用作结果目录"));
        };
        let told = |why: io::Error| unwritten(&shown.to_string(), &why);
        let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(told)?;
        recover(target, &aside).map_err(told)?;
        remove_stale(parent, target);
        if let Some(stranger) = stranger(target).map_err(told)? {
            return Err(say!(
                "{shown} holds {stranger}, which peakstaff did not write: choose another folder",
                "{shown} 中有 {stranger}，并非 peakstaff 写入：请换一个目录"
            ));
        }
        if making.exists() {
            fs::remove_dir_all(&making).map_err(told)?;
        }
        fs::create_dir(&making).map_err(told)?;
        Ok(Self { target: target.to_owned(), making })
    }

    /// Writes a file into it.
    pub fn write(&self, (name, bytes): &Asset) -> io::Result<()> {
        let path = self.making.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Puts it into its place, or, with other results than were meant, beside it.
    pub fn commit(self, place: &Path) -> io::Result<()> {
        let aside = beside(place, "old").ok_or(io::ErrorKind::InvalidInput)?;
        recover(place, &aside)?;
        if place.exists() {
            fs::rename(place, &aside)?;
        }
        if let Err(why) = fs::rename(&self.making, place) {
            recover(place, &aside)?;
            return Err(why);
        }
        if aside.exists() {
            fs::remove_dir_all(&aside)?;
        }
        Ok(())
    }

    /// Where it will be.
    pub fn target(&self) -> &Path {
        &self.target
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // After a commit there is nothing left under this name.
        let _ = fs::remove_dir_all(&self.making);
    }
}

/// Mends what a crash between two renames left: the old folder goes back, or goes away where the new one is in place.
fn recover(target: &Path, aside: &Path) -> io::Result<()> {
    match (target.exists(), aside.exists()) {
        (false, true) => fs::rename(aside, target),
        (true, true) => fs::remove_dir_all(aside),
        _ => Ok(()),
    }
}

/// Temporary folders of runs that were killed.
fn remove_stale(parent: &Path, target: &Path) {
    let Some(prefix) = beside(target, "new.") else { return };
    let prefix = prefix.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let old = || entry.metadata().and_then(|m| m.modified()).ok()?.elapsed().ok().filter(|age| *age > STALE);
        if entry.file_name().to_string_lossy().starts_with(&prefix) && old().is_some() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Something in the folder that we did not write.
fn stranger(target: &Path) -> io::Result<Option<String>> {
    if !target.exists() {
        return Ok(None);
    }
    if !target.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let mut names: Vec<String> = fs::read_dir(target)?
        .map(|e| e.map(|e| e.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, _>>()?;
    names.sort();
    Ok(names.into_iter().find(|name| !OURS.contains(&&name[..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(text: &str) -> Asset {
        ("manifest.json".into(), text.into())
    }

    fn text(folder: &Path) -> String {
        fs::read_to_string(folder.join("manifest.json")).unwrap()
    }

    fn write(target: &Path, what: &str) {
        let folder = Folder::begin(target).unwrap();
        folder.write(&asset(what)).unwrap();
        folder.write(&("charts/a.svg".into(), Vec::new())).unwrap();
        folder.commit(target).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut all: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        all.sort();
        all
    }

    #[test]
    fn a_new_folder_replaces_the_old_one_whole() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("shop/compare");
        write(&target, "one");
        write(&target, "two");
        assert_eq!(text(&target), "two");
        assert_eq!(names(target.parent().unwrap()), ["compare"], "nothing is left beside it");
    }

    #[test]
    fn what_is_not_committed_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "old");
        let folder = Folder::begin(&target).unwrap();
        folder.write(&asset("half")).unwrap();
        assert_eq!(text(&target), "old");
        drop(folder);
        assert_eq!((text(&target), names(place.path())), ("old".into(), vec!["compare".into()]));
    }

    #[test]
    fn killed_between_the_renames_the_old_folder_comes_back() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "old");
        // Killed after the first rename: the old one aside, the new one still under its temporary name.
        fs::rename(&target, beside(&target, "old").unwrap()).unwrap();
        fs::create_dir(beside(&target, "new.999999").unwrap()).unwrap();
        let folder = Folder::begin(&target).unwrap();
        assert_eq!(text(&target), "old");
        drop(folder);
        // Killed after the second: the new one in place, the old one still aside.
        fs::create_dir(beside(&target, "old").unwrap()).unwrap();
        drop(Folder::begin(&target).unwrap());
        assert_eq!(text(&target), "old");
        assert!(!beside(&target, "old").unwrap().exists());
    }

    #[test]
    fn partial_results_stand_beside_whole_ones() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "whole");
        let folder = Folder::begin(&target).unwrap();
        folder.write(&asset("part")).unwrap();
        folder.commit(&partial(&target)).unwrap();
        assert_eq!((text(&target), text(&partial(&target))), ("whole".into(), "part".into()));
    }

    #[test]
    fn other_peoples_files_are_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.docx"), "years of work").unwrap();
        let refused = Folder::begin(place.path()).unwrap_err();
        assert!(refused.en.contains("thesis.docx"), "{}", refused.en);
        assert!(Folder::begin(Path::new("/")).is_err() && Folder::begin(Path::new("..")).is_err());
        let file = place.path().join("thesis.docx");
        assert!(Folder::begin(&file).is_err() && Folder::begin(&file.join("below")).is_err());
    }
}
