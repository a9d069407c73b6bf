//! Names changed in one step, where the system can.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

#[cfg(any(target_os = "linux", target_os = "macos"))]
use rustix::fs::RenameFlags;

/// A rename of these manners; `Unsupported` where system or file system cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn renamed(from: &Path, to: &Path, manners: RenameFlags) -> io::Result<()> {
    use rustix::fs::{CWD, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, manners) {
        // Systems without it answer in any of these ways.
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Err(ErrorKind::Unsupported.into()),
        done => Ok(done?),
    }
}

/// Exchanges what two names stand for; `Unsupported` where system or file system cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    renamed(a, b, RenameFlags::EXCHANGE)
}

/// Exchanges what two names stand for; `Unsupported` where system or file system cannot.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    renamed(from, to, RenameFlags::NOREPLACE)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn without_replacing(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Gives a whole file a name that nothing has yet; `AlreadyExists` where something has it.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match without_replacing(from, to) {
        Err(why) if why.kind() == ErrorKind::Unsupported => linked_or_reserved(from, to),
        done => done,
    }
}

/// The same with what other systems have: a second name for it, else a name that is kept empty for a moment.
fn linked_or_reserved(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(why) if why.kind() == ErrorKind::AlreadyExists => Err(why),
        Err(_) => {
            OpenOptions::new().write(true).create_new(true).open(to)?;
            fs::rename(from, to).inspect_err(|_| drop(fs::remove_file(to)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_stays_whose_it_is() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        for way in [rename_new, linked_or_reserved] {
            fs::write(at("made"), "made").unwrap();
            way(&at("made"), &at("new")).unwrap();
            assert_eq!((fs::read(at("new")).unwrap(), at("made").exists()), (b"made".to_vec(), false));
            fs::write(at("made"), "other").unwrap();
            assert_eq!(way(&at("made"), &at("new")).unwrap_err().kind(), ErrorKind::AlreadyExists);
            assert_eq!(fs::read(at("new")).unwrap(), b"made");
            fs::remove_file(at("new")).unwrap();
        }
    }
}
