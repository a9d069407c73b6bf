//! Where a target that an option names is, and whether anything can be written there: asked of all of them, before
//! anything is simulated. Nothing is opened: to open a pipe is to wait for its other end.

use super::{Refusal, parent, told};
use crate::say;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a target is to become.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlaceWanted {
    /// A file on its own.
    File,
    /// A folder of results.
    Folder,
}

/// The place that a target stands for, where a link leads to it. Refused is a link to nowhere, a pipe or a device, what the
/// system makes up, and what lies in a file as if it were a folder.
pub fn place(path: &Path, wanted: PlaceWanted) -> Result<PathBuf, Refusal> {
    let path = followed(path)?;
    let shown = path.display();
    let above = path.ancestors().skip(1).filter(|part| !part.as_os_str().is_empty());
    if let Some(part) = above.into_iter().find(|part| fs::metadata(part).is_ok_and(|there| !there.is_dir())) {
        let part = part.display();
        return Err((
            say!("cannot write {shown}: {part} is not a folder", "无法写入 {shown}：{part} 不是文件夹"),
            Some(say!("give another name", "请换一个名称")),
        ));
    }
    let refused = |kind: ErrorKind| Err(told(&path, &kind.into()));
    match fs::metadata(&path) {
        _ if is_made_up(&path) => refused(ErrorKind::Unsupported),
        Ok(there) if !there.is_dir() && !there.is_file() => refused(ErrorKind::Unsupported),
        Ok(there) if there.is_dir() && wanted == PlaceWanted::File => refused(ErrorKind::IsADirectory),
        Ok(there) if there.is_file() && wanted == PlaceWanted::Folder => Err((
            say!("cannot write {shown}: it is a file, not a folder", "无法写入 {shown}：这是文件，不是文件夹"),
            None,
        )),
        _ => Ok(path),
    }
}

/// Whether a file stands under a name, no link to one: what can be read to its end at once.
pub fn is_plain(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_file())
}

/// Whether a name is one of those that the system keeps for devices or makes up (`/dev/stdout`, which may stand for a plain
/// file). `/dev/shm` has folders as any other.
fn is_made_up(path: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(parent(path)) else { return false };
    cfg!(unix) && (folder == Path::new("/dev") || ["/proc", "/sys"].iter().any(|root| folder.starts_with(root)))
}

/// The place itself, where a link leads to it.
fn followed(path: &Path) -> Result<PathBuf, Refusal> {
    let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink());
    // A separator at the end would hide that it is a link.
    let path: PathBuf = path.components().collect();
    if is_made_up(&path) {
        return Err(told(&path, &ErrorKind::Unsupported.into()));
    }
    let lost = path.ancestors().find(|part| is_link(part) && fs::metadata(part).is_err());
    if let Some(link) = lost {
        let (shown, to) = (link.display(), fs::read_link(link).unwrap_or_default());
        let to = to.display();
        return Err((
            say!("{shown} is a link to {to}, which is not there", "{shown} 是指向 {to} 的链接，而 {to} 不存在"),
            Some(say!("make what it points to, or give another name", "请先建立它指向的位置，或换一个名称")),
        ));
    }
    if is_link(&path) { fs::canonicalize(&path).map_err(|why| told(&path, &why)) } else { Ok(path) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn nothing_is_written_to_what_is_no_file_and_no_folder() {
        let world = tempfile::tempdir().unwrap();
        let at = |name: &str| world.path().join(name);
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        fs::write(at("file"), "").unwrap();
        symlink("/dev/null", at("null")).unwrap();
        for wanted in [PlaceWanted::File, PlaceWanted::Folder] {
            let said = |path: &Path| place(path, wanted).unwrap_err().0.en;
            for path in [at("socket"), at("null"), "/dev/null".into(), "/dev/stdout".into(), "/dev/new".into()] {
                assert!(said(&path).contains("a pipe, a device"), "{}", said(&path));
            }
            assert!(said(&at("file/below/it")).ends_with("file is not a folder"), "{}", said(&at("file/below/it")));
            assert!(said(Path::new("/dev/null/x")).ends_with("/dev/null is not a folder"));
            assert_eq!(place(&at("new"), wanted).unwrap(), at("new"));
        }
        assert!(place(&at("file"), PlaceWanted::File).is_ok() && place(&at("file"), PlaceWanted::Folder).is_err());
        assert!(place(world.path(), PlaceWanted::Folder).is_ok() && place(world.path(), PlaceWanted::File).is_err());
    }
}
