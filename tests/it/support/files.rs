//! Files as a test wants them: some written in it, others of a folder of the package.

use peakstaff::scenario::text::sources::Sources;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Named bytes; a name that was not given is looked for in the folder.
#[derive(Clone, Default)]
pub struct Files {
    given: BTreeMap<String, Vec<u8>>,
    /// `None`: what was not given is not there.
    folder: Option<PathBuf>,
}

impl Files {
    /// The files of a folder of the package; `""` is the whole package.
    pub fn of(folder: &str) -> Self {
        Self::default().in_folder(folder)
    }
    /// The same, and where a name was not given the files of a folder of the package.
    pub fn in_folder(mut self, folder: &str) -> Self {
        self.folder = Some(package(folder));
        self
    }
    /// The same with one more, or with another under a name that is there.
    pub fn with(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.given.insert(name.to_owned(), bytes.as_ref().to_vec());
        self
    }
}

impl Sources for Files {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        match (self.given.get(name), &self.folder) {
            (Some(bytes), _) => Ok(bytes.clone()),
            (None, Some(folder)) => fs::read(folder.join(name)),
            (None, None) => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// A path of the package, from its root.
pub fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
