//! Temporary names: where something is made before it takes its place.
//!
//! `.compare.new.4711` stands beside `compare`, and beside it `.compare.new.4711.lock`, on which its process holds the
//! system's lock for as long as it lives. So the next start knows what a killed one left behind, and clears it.

use super::{beside, is_plain, parent};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where a file system knows no locks, what is this old belongs to nobody any more.
const STALE: Duration = Duration::from_secs(24 * 3600);

/// A temporary name that is ours; whatever is still under it when it is dropped goes away.
#[derive(Debug)]
pub struct Making {
    path: PathBuf,
    lock: PathBuf,
    /// Open for the lock on it.
    _held: File,
}

fn lock_of(path: &Path) -> PathBuf {
    let mut lock = path.as_os_str().to_owned();
    lock.push(".lock");
    lock.into()
}

impl Making {
    /// A name beside `target`, after what killed processes left under such names was cleared.
    pub fn begin(target: &Path) -> io::Result<Self> {
        clear(target);
        Self::free(target)
    }

    /// A name beside `target` that nobody uses.
    pub fn free(target: &Path) -> io::Result<Self> {
        let process = std::process::id();
        for n in 0..100 {
            let ending = if n == 0 { format!("new.{process}") } else { format!("new.{process}-{n}") };
            let path = beside(target, &ending).ok_or(ErrorKind::InvalidInput)?;
            let lock = lock_of(&path);
            let held = match OpenOptions::new().write(true).create_new(true).open(&lock) {
                Err(why) if why.kind() == ErrorKind::AlreadyExists => continue,
                held => held?,
            };
            // Another start may be looking whether the name is in use.
            if matches!(held.try_lock(), Err(TryLockError::WouldBlock)) || fs::symlink_metadata(&path).is_ok() {
                continue;
            }
            return Ok(Self { path, lock, _held: held });
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Where to make it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Empties the name.
    pub fn clear(&self) {
        let _ = remove(&self.path);
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        // The lock goes last, so that nobody takes the rest for left behind.
        self.clear();
        let _ = fs::remove_file(&self.lock);
    }
}

/// Removes whatever stands under a name.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => Ok(()),
    }
}

/// Clears what killed processes left beside `target`.
fn clear(target: &Path) {
    let Some(prefix) = beside(target, "new.") else { return };
    let Some(prefix) = prefix.file_name().and_then(|name| name.to_str()) else { return };
    clear_in(parent(target), |stem| stem == prefix);
}

/// Clears what killed processes left in a folder under temporary names of any file.
pub fn clear_all(folder: &Path) {
    clear_in(folder, |_| true);
}

/// `wanted` is asked of `.NAME.new.`.
fn clear_in(folder: &Path, wanted: impl Fn(&str) -> bool) {
    let mut bases: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| name.starts_with('.')) else { continue };
        let name = name.strip_suffix(".lock").unwrap_or(name);
        let Some(stem) = name.rfind(".new.").map(|at| at + ".new.".len()) else { continue };
        let process = &name[stem..];
        let numbered = !process.is_empty() && process.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if numbered && wanted(&name[..stem]) {
            bases.push(folder.join(name));
        }
    }
    for base in bases {
        clear_one(&base);
    }
}

fn clear_one(base: &Path) {
    let lock = lock_of(base);
    // To open a pipe of this name would be to wait.
    if fs::symlink_metadata(&lock).is_ok() && !is_plain(&lock) {
        return;
    }
    let dead = match File::open(&lock) {
        // The lock is made first and goes last.
        Err(why) if why.kind() == ErrorKind::NotFound => true,
        Err(_) => false,
        Ok(held) => match held.try_lock() {
            Ok(()) => {
                let _ = remove(base);
                let _ = fs::remove_file(&lock);
                return;
            }
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => {
                let age = held.metadata().and_then(|m| m.modified()).ok().and_then(|at| at.elapsed().ok());
                age.is_some_and(|age| age > STALE)
            }
        },
    };
    if dead {
        let _ = remove(base);
        let _ = fs::remove_file(&lock);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_goes_and_what_is_in_use_stays() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("r");
        let living = Making::begin(&target).unwrap();
        fs::create_dir(living.path()).unwrap();
        for left in [".r.new.1", ".r.new.2-1", ".r.new.notes", ".other.new.1"] {
            fs::create_dir(place.path().join(left)).unwrap();
        }
        fs::write(place.path().join(".r.new.1.lock"), "").unwrap();
        fs::write(place.path().join(".r.new.3.lock"), "").unwrap();
        let next = Making::begin(&target).unwrap();
        assert!(next.path() != living.path());
        drop(next);
        let mut left: Vec<String> = fs::read_dir(place.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.contains(&std::process::id().to_string()))
            .collect();
        left.sort();
        assert_eq!(left, [".other.new.1", ".r.new.notes"]);
        assert!(living.path().exists());
        drop(living);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
    }
}
