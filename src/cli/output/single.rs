//! Single files, written whole or not at all: a trace, a page of Markdown, a point that is kept, a new scenario.

use super::exchange::rename_new;
use super::making::Making;
use super::{PlaceWanted, Refusal, Rescued, lasting, parent, place, rescue, same_file, told};
use crate::diagnostic::Text;
use crate::say;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Writes a file whole or not at all: beside its name, then renamed.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let making = Making::free(path)?;
    write(making.path(), bytes)?;
    fs::rename(making.path(), path)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A file that an option names, for a command that has not run yet.
#[derive(Debug)]
pub struct Single {
    path: PathBuf,
    making: Making,
}

impl Single {
    /// Begins a file for `option`. It is refused where it would take the place of something that the command reads, or
    /// of a file that `ours` does not know for one of those that this option writes.
    pub fn begin<'a>(
        path: &Path,
        option: &str,
        reads: impl IntoIterator<Item = &'a str>,
        ours: impl Fn(&Path) -> io::Result<bool>,
    ) -> Result<Self, Refusal> {
        let path = place(path, PlaceWanted::File)?;
        let shown = path.display();
        let other = || Some(say!("give another name to {option}", "请给 {option} 另取文件名"));
        if reads.into_iter().any(|read| same_file(&path, Path::new(read))) {
            return Err((
                say!("{option} would write over {shown}, which is read", "{option} 会覆盖要读取的文件 {shown}"),
                other(),
            ));
        }
        match fs::metadata(&path) {
            Ok(there) if there.len() > 0 && !ours(&path).map_err(|why| told(&path, &why))? => {
                return Err((
                    say!(
                        "{shown} is there already and is none that {option} wrote: it is not overwritten",
                        "{shown} 已存在，且不是 {option} 写出的文件：不会覆盖"
                    ),
                    other(),
                ));
            }
            // Whether it may be written is asked of the file too: a rename would not ask.
            Ok(_) => drop(OpenOptions::new().append(true).open(&path).map_err(|why| told(&path, &why))?),
            Err(_) => (),
        }
        let making = Making::begin(&path).map_err(|why| told(&path, &why))?;
        Ok(Self { path, making })
    }

    /// Where to write it until it is whole.
    pub fn open(&self) -> io::Result<File> {
        File::create(self.making.path())
    }

    /// Its place.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts what was written into its place.
    pub fn commit(self) -> io::Result<()> {
        if let Ok(old) = fs::metadata(&self.path) {
            fs::set_permissions(self.making.path(), old.permissions())?;
        }
        fs::rename(self.making.path(), &self.path)?;
        lasting(parent(&self.path));
        Ok(())
    }

    /// Writes it whole and puts it into its place; where that fails, to another.
    pub fn put(self, bytes: &[u8]) -> Result<(), Rescued> {
        let path = self.path.clone();
        let Err(why) = write(self.making.path(), bytes).and_then(|()| self.commit()) else { return Ok(()) };
        let why: Text = told(&path, &why).0;
        let make = |to: &Path| OpenOptions::new().write(true).create_new(true).open(to).map(drop);
        Err(Rescued { why, to: rescue(&path, make, |to| write(to, bytes)) })
    }
}

/// A file that is not there yet, and takes the place of nothing.
#[derive(Debug)]
pub struct New {
    path: PathBuf,
    making: Making,
}

impl New {
    /// Begins a file; `AlreadyExists` where anything stands under its name.
    pub fn begin(path: &Path) -> io::Result<Self> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        Ok(Self { path: path.to_owned(), making: Making::begin(path)? })
    }

    /// Writes it under its temporary name.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        write(self.making.path(), bytes)
    }

    /// Gives it its name.
    pub fn commit(self) -> io::Result<()> {
        rename_new(self.making.path(), &self.path)?;
        lasting(parent(&self.path));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(path: &Path, reads: &[&str]) -> Result<Single, Refusal> {
        Single::begin(path, "--trace", reads.iter().copied(), |path| Ok(fs::read(path)? == b"ours"))
    }

    #[test]
    fn only_what_the_option_wrote_is_written_over() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("t.txt");
        begin(&path, &[]).unwrap().put(b"ours").unwrap();
        begin(&path, &[]).unwrap().put(b"other").unwrap();
        let (said, _) = begin(&path, &[]).unwrap_err();
        assert!(said.en.contains("is not overwritten"), "{}", said.en);
        assert!(begin(place.path(), &[]).is_err() && begin(&place.path().join("no/where"), &[]).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"other");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_read_is_known_under_any_name() {
        use std::os::unix::fs::symlink;
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::write(at("s.toml"), "ours").unwrap();
        fs::hard_link(at("s.toml"), at("hard")).unwrap();
        symlink("s.toml", at("soft")).unwrap();
        symlink("nowhere", at("lost")).unwrap();
        fs::create_dir(at("d")).unwrap();
        let read = at("s.toml");
        for name in ["s.toml", "hard", "soft", "./s.toml", "d/../s.toml"] {
            let (said, _) = begin(&at(name), &[read.to_str().unwrap()]).unwrap_err();
            assert!(said.en.contains("which is read"), "{name}: {}", said.en);
        }
        assert!(begin(&at("lost"), &[]).unwrap_err().0.en.contains("is a link to nowhere"));
        assert_eq!(fs::read(read).unwrap(), b"ours");
    }

    #[test]
    fn what_cannot_be_written_is_rescued() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("page.md");
        let page = begin(&path, &[]).unwrap();
        // Meanwhile somebody made a folder of this name.
        fs::create_dir(&path).unwrap();
        fs::write(path.join("mine"), "").unwrap();
        let to = page.put(b"page").unwrap_err().to.unwrap();
        assert_eq!(
            (to.file_name().unwrap().to_str(), &fs::read(&to).unwrap()[..]),
            (Some("page.md.rescued-1"), &b"page"[..])
        );
        assert!(path.join("mine").exists());
    }

    #[test]
    fn a_new_file_takes_the_place_of_nothing_that_came_meanwhile() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("shop.toml");
        let (first, second) = (New::begin(&path).unwrap(), New::begin(&path).unwrap());
        first.write(b"first").unwrap();
        second.write(b"second").unwrap();
        assert!(!path.exists());
        first.commit().unwrap();
        assert_eq!(second.commit().unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(New::begin(&path).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}
