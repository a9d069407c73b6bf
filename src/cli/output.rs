//! Folders of results, written whole or not at all.
//!
//! Files are written into a temporary sibling. At the end the two names are exchanged in one step, and what was there
//! before is removed; where the system cannot, the old folder is renamed aside, the new one into its place, and the next
//! start puts right what was interrupted. A folder in which anything would be lost is never replaced (`ours`).

mod exchange;
mod kept;
mod making;
mod ours;
mod place;
mod single;

pub use kept::kept;
pub use making::clear_all;
pub use ours::{LOG, clear_ours, refuse_strange, sealed_log, sha256};
pub use place::{PlaceWanted, is_plain, place};
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
pub type Refusal = (Text, Option<Text>);

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
fn told(path: &Path, why: &io::Error) -> Refusal {
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
    pub fn begin<'a>(target: &Path, reads: impl IntoIterator<Item = &'a str>) -> Result<Self, Refusal> {
        let target = place(target, PlaceWanted::Folder)?;
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
fn recover(target: &Path, aside: &Path) -> Result<(), Refusal> {
    if fs::symlink_metadata(aside).is_err() {
        return Ok(());
    }
    refuse_strange(aside)?;
    let mended =
        if fs::symlink_metadata(target).is_err() { fs::rename(aside, target) } else { fs::remove_dir_all(aside) };
    mended.map_err(|why| told(aside, &why))
}

#[cfg(test)]
mod tests;
