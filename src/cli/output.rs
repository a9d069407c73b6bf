//! Folders of results, written whole or not at all.
//!
//! Files are written into a temporary sibling. At the end the two names are exchanged in one step, and what was there
//! before is removed; where the system cannot, the old folder is renamed aside, the new one into its place, and the next
//! start puts right what was interrupted. A folder in which anything would be lost is never replaced (`ours`).

mod exchange;
mod making;
mod ours;
mod place;
mod single;

pub use making::clear_all;
pub use ours::{LOG, clear_ours, refuse_strange, sealed_log, sha256};
pub use place::{Wanted, is_plain, place};
pub use single::{New, Single, replace};

use super::terminal::unwritten;
use crate::diagnostic::Text;
use crate::report::Asset;
use crate::say;
use exchange::exchange;
use making::Making;
use ours::listed;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Why something is refused, and what would do.
pub type Told = (Text, Option<Text>);

/// As long as the longest name that is written into a folder, so that a path that is too long is known in time.
const LONGEST: usize = 110;

/// A folder in the making; gone again unless it is committed.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    making: Making,
}

/// A name beside the folder: `.compare.old`.
fn beside(target: &Path, ending: &str) -> Option<PathBuf> {
    let name = target.file_name()?.to_str()?;
    Some(target.with_file_name(format!(".{name}.{ending}")))
}

/// The folder that something is in.
fn parent(target: &Path) -> &Path {
    target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Something that cannot be written.
fn told(path: &Path, why: &io::Error) -> Told {
    (unwritten(&path.display().to_string(), why), None)
}

/// Where partial results go: `compare.partial`.
pub fn partial(target: &Path) -> PathBuf {
    let name = target.file_name().map_or_else(|| "results".into(), |name| name.to_string_lossy());
    target.with_file_name(format!("{name}.partial"))
}

/// Whether two names stand for one file: by links of either kind, `./x`, or letters that the system takes as one.
pub fn same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(a), Ok(b)) = (fs::metadata(a), fs::metadata(b)) {
            return (a.dev(), a.ino()) == (b.dev(), b.ino());
        }
    }
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Whether something is, or would be, a folder or inside it.
pub fn is_inside(path: &Path, folder: &Path) -> bool {
    let real = |path: &Path| {
        let new = || -> io::Result<PathBuf> {
            Ok(fs::canonicalize(parent(path))?.join(path.file_name().unwrap_or_default()))
        };
        fs::canonicalize(path).or_else(|_: io::Error| new())
    };
    matches!((real(path), real(folder)), (Ok(path), Ok(folder)) if path.starts_with(&folder))
}

impl Rescued {
    /// What to tell of it.
    pub fn told(self) -> Text {
        let Text { en, zh } = self.why;
        match self.to {
            Some(to) => {
                let to = to.display();
                say!("{en}; what was made is in {to}", "{zh}；已改存到 {to}")
            }
            None => say!("{en}, and it could be written nowhere else", "{zh}，也无法改存到别处"),
        }
    }
}

impl Folder {
    /// Begins a folder that will be `target`, for a command that reads `reads`; whatever would keep it from being
    /// written is known before hours of work.
    pub fn begin<'a>(target: &Path, reads: impl IntoIterator<Item = &'a str>) -> Result<Self, Told> {
        let target = place(target, Wanted::Folder)?;
        let shown = target.display();
        let Some(aside) = beside(&target, "old") else {
            return Err((say!("{shown} is no name for a folder of results", "{shown} 不能用作结果目录"), None));
        };
        let told = |why: io::Error| told(&target, &why);
        fs::create_dir_all(parent(&target)).map_err(told)?;
        recover(&target, &aside)?;
        refuse_strange(&target)?;
        if let Some(read) = reads.into_iter().find(|read| is_inside(Path::new(read), &target)) {
            return Err((
                say!(
                    "{read}, which is read, lies in {shown}, which would be replaced",
                    "要读取的 {read} 位于将被替换的 {shown} 中"
                ),
                Some(say!("choose another folder with --out", "请用 --out 换一个目录")),
            ));
        }
        let making = Making::begin(&target).map_err(told)?;
        fs::create_dir(making.path()).map_err(told)?;
        let probe = making.path().join("charts").join("x".repeat(LONGEST));
        fs::create_dir(parent(&probe)).and_then(|()| fs::write(&probe, b"x")).map_err(told)?;
        fs::remove_dir_all(parent(&probe)).map_err(told)?;
        Ok(Self { target, making })
    }

    /// Writes all files and puts the folder into its place: `target`, or, with other results than were meant, beside
    /// it. Where that fails, or files are wanting because of `unmade`, they are written to another place, and the error
    /// says why and where.
    pub fn put(self, assets: Vec<Asset>, place: &Path, unmade: Option<Text>) -> Result<(), Rescued> {
        let assets = match listed(assets) {
            Ok(assets) => assets,
            Err(why) => return Err(Rescued { why: unmade.unwrap_or_else(|| say!("{why}", "{why}")), to: None }),
        };
        let write = || {
            write_all(self.making.path(), &assets).map_err(|why| told(place, &why).0)?;
            self.commit(place)
        };
        let Err(why) = unmade.map_or_else(write, Err) else { return Ok(()) };
        // What was half written may be what fills the disk.
        self.making.clear();
        Err(Rescued { why, to: rescue(place, private_folder, |to| write_all(to, &assets)) })
    }

    fn commit(&self, place: &Path) -> Result<(), Text> {
        // It is hours since this was looked at.
        refuse_strange(place).map_err(|(why, _)| why)?;
        self.take_place(place).map_err(|why| told(place, &why).0)
    }

    fn take_place(&self, place: &Path) -> io::Result<()> {
        let made = self.making.path();
        if fs::symlink_metadata(place).is_err() {
            fs::rename(made, place)?;
        } else {
            match exchange(made, place) {
                // What was there before is under the temporary name now, and goes with it.
                Ok(()) => (),
                Err(why) if why.kind() == ErrorKind::Unsupported => two_renames(made, place)?,
                Err(why) => return Err(why),
            }
        }
        lasting(parent(place));
        Ok(())
    }

    /// Where it will be.
    pub fn target(&self) -> &Path {
        &self.target
    }
}

/// Results that are not where they were meant to be.
#[derive(Debug)]
pub struct Rescued {
    /// Why not.
    pub why: Text,
    /// Where they are; none where they could be written nowhere.
    pub to: Option<PathBuf>,
}

/// Asks the disk to keep the names of a folder; where it cannot be asked, nothing is lost but that.
fn lasting(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Writes files into a folder that is there.
fn write_all(folder: &Path, assets: &[Asset]) -> io::Result<()> {
    for (name, bytes) in assets {
        let path = folder.join(name);
        fs::create_dir_all(parent(&path))?;
        let mut file = File::create(&path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        lasting(parent(&path));
    }
    lasting(folder);
    Ok(())
}

/// Writes what cannot be written in its place to another: beside it, else in the system's folder for temporary files.
/// `make` makes a new file or folder, `write` fills it. None where that fails too.
fn rescue(
    place: &Path,
    make: impl Fn(&Path) -> io::Result<()>,
    write: impl Fn(&Path) -> io::Result<()>,
) -> Option<PathBuf> {
    let name = place.file_name()?.to_string_lossy();
    let near = place.with_file_name(format!("{name}.rescued-"));
    let far = std::env::temp_dir().join(format!("peakstaff-{name}.rescued-"));
    [near, far].into_iter().find_map(|stem| {
        let numbered = (1..1000).map(|n| {
            let mut to = stem.as_os_str().to_owned();
            to.push(n.to_string());
            PathBuf::from(to)
        });
        for to in numbered {
            match make(&to).and_then(|()| write(&to).inspect_err(|_| drop(making::remove(&to)))) {
                Ok(()) => return Some(to),
                Err(why) if why.kind() == ErrorKind::AlreadyExists => (),
                Err(_) => return None,
            }
        }
        None
    })
}

/// A new folder that others cannot look into: results stand in it outside the user's own folders.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    #[cfg(not(unix))]
    let _ = &mut builder;
    builder.create(path)
}

/// The exchange where the system has none: there is a moment in which the old folder is only aside.
fn two_renames(made: &Path, place: &Path) -> io::Result<()> {
    let aside = beside(place, "old").ok_or(ErrorKind::InvalidInput)?;
    fs::rename(place, &aside)?;
    if let Err(why) = fs::rename(made, place) {
        fs::rename(&aside, place)?;
        return Err(why);
    }
    fs::remove_dir_all(&aside)
}

/// Mends what a crash between two renames left: the old folder goes back, or goes away where the new one is in place.
fn recover(target: &Path, aside: &Path) -> Result<(), Told> {
    if fs::symlink_metadata(aside).is_err() {
        return Ok(());
    }
    refuse_strange(aside)?;
    let mended =
        if fs::symlink_metadata(target).is_err() { fs::rename(aside, target) } else { fs::remove_dir_all(aside) };
    mended.map_err(|why| told(aside, &why))
}

#[cfg(test)]
mod tests {
    use super::ours::MANIFEST;
    use super::*;

    fn assets(text: &str) -> Vec<Asset> {
        let manifest = format!("{{\n  \"version\": \"{text}\"\n}}\n");
        vec![(MANIFEST.into(), manifest.into_bytes()), ("charts/a.svg".into(), text.into())]
    }

    fn text(folder: &Path) -> String {
        fs::read_to_string(folder.join("charts/a.svg")).unwrap()
    }

    fn begin(target: &Path) -> Result<Folder, Told> {
        Folder::begin(target, [])
    }

    fn write(target: &Path, what: &str) {
        begin(target).unwrap().put(assets(what), target, None).unwrap();
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
        assert_eq!((text(&target), names(&target)), ("two".into(), vec!["charts".into(), MANIFEST.into()]));
        assert_eq!(names(target.parent().unwrap()), ["compare"], "nothing is left beside it");
    }

    #[test]
    fn what_is_not_committed_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "old");
        let folder = begin(&target).unwrap();
        write_all(folder.making.path(), &assets("half")).unwrap();
        assert_eq!(text(&target), "old");
        drop(folder);
        assert_eq!((text(&target), names(place.path())), ("old".into(), vec!["compare".into()]));
    }

    #[test]
    fn without_an_exchange_two_renames_do_it() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "old");
        let folder = begin(&target).unwrap();
        write_all(folder.making.path(), &assets("new")).unwrap();
        two_renames(folder.making.path(), &target).unwrap();
        drop(folder);
        assert_eq!((text(&target), names(place.path())), ("new".into(), vec!["compare".into()]));
    }

    #[test]
    fn killed_between_the_renames_the_old_folder_comes_back() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "old");
        // Killed after the first rename: the old one aside, the new one still under its temporary name.
        let aside = beside(&target, "old").unwrap();
        fs::rename(&target, &aside).unwrap();
        fs::create_dir(beside(&target, "new.999999").unwrap()).unwrap();
        drop(begin(&target).unwrap());
        assert_eq!((text(&target), names(place.path())), ("old".into(), vec!["compare".into()]));
        // Killed after the second: the new one in place, the old one still aside.
        fs::rename(&target, &aside).unwrap();
        fs::create_dir(&target).unwrap();
        write_all(&target, &listed(assets("new")).unwrap()).unwrap();
        drop(begin(&target).unwrap());
        assert_eq!((text(&target), names(place.path())), ("new".into(), vec!["compare".into()]));
        // A folder of that name that is not ours is nobody's leftover.
        fs::create_dir(&aside).unwrap();
        fs::write(aside.join("mine"), "").unwrap();
        assert!(begin(&target).is_err() && aside.join("mine").exists());
    }

    #[test]
    fn partial_results_stand_beside_whole_ones() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "whole");
        begin(&target).unwrap().put(assets("part"), &partial(&target), None).unwrap();
        assert_eq!((text(&target), text(&partial(&target))), ("whole".into(), "part".into()));
    }

    #[test]
    fn other_peoples_files_are_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.docx"), "years of work").unwrap();
        let (refused, _) = begin(place.path()).unwrap_err();
        assert!(refused.en.contains("thesis.docx"), "{}", refused.en);
        assert!(begin(Path::new("/")).is_err() && begin(Path::new("..")).is_err());
        let file = place.path().join("thesis.docx");
        assert!(begin(&file).is_err() && begin(&file.join("below")).is_err());
    }

    #[test]
    fn what_came_into_the_folder_meanwhile_is_kept_and_the_results_are_rescued() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "old");
        for n in 1..3 {
            let folder = begin(&target).unwrap();
            fs::write(target.join("notes.txt"), "mine").unwrap();
            let rescued = folder.put(assets("new"), &target, None).unwrap_err();
            assert_eq!(rescued.to.as_deref(), Some(&*place.path().join(format!("compare.rescued-{n}"))));
            assert_eq!((text(&target), text(rescued.to.as_deref().unwrap())), ("old".into(), "new".into()));
            assert!(rescued.told().en.contains("notes.txt"));
            fs::remove_file(target.join("notes.txt")).unwrap();
        }
        let wanting =
            begin(&target).unwrap().put(assets("new"), &target, Some(say!("no picture", "无图"))).unwrap_err();
        assert!(wanting.to.is_some_and(|to| to.ends_with("compare.rescued-3")) && text(&target) == "old");
    }

    #[test]
    fn what_is_read_is_not_replaced() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("compare");
        write(&target, "old");
        let read = target.join("charts/a.svg");
        let (refused, _) = Folder::begin(&target, [read.to_str().unwrap()]).unwrap_err();
        assert!(refused.en.contains("which is read"), "{}", refused.en);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_those_to_nowhere_refused() {
        use std::os::unix::fs::symlink;
        let place = tempfile::tempdir().unwrap();
        let (real, link, lost) = (place.path().join("real"), place.path().join("link"), place.path().join("lost"));
        fs::create_dir(&real).unwrap();
        symlink("real", &link).unwrap();
        symlink("nowhere", &lost).unwrap();
        let folder = begin(&link).unwrap();
        let target = folder.target().to_owned();
        folder.put(assets("new"), &target, None).unwrap();
        assert_eq!((text(&real), link.is_symlink()), ("new".into(), true));
        for path in [lost.clone(), lost.join("below/r"), place.path().join("lost/")] {
            let (refused, _) = begin(&path).unwrap_err();
            assert!(refused.en.contains("is a link to nowhere, which is not there"), "{}", refused.en);
        }
        assert_eq!(names(place.path()), ["link", "lost", "real"]);
    }

    #[test]
    fn a_name_that_is_too_long_is_refused_at_once() {
        let place = tempfile::tempdir().unwrap();
        for name in ["x".repeat(300), "x".repeat(250)] {
            assert!(begin(&place.path().join(name)).is_err());
        }
        assert!(names(place.path()).is_empty());
    }
}
