//! Where named texts come from. Files above `compile` are read only through this.

use std::collections::BTreeMap;
use std::io;

/// Named bytes: the command line and tests implement it.
pub trait Sources {
    /// The bytes under a name, as a file names them.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
}

/// Texts in memory.
#[derive(Clone, Debug, Default)]
pub struct InMemory(pub BTreeMap<String, String>);

impl InMemory {
    /// One text.
    pub fn one(name: &str, text: &str) -> Self {
        Self(BTreeMap::from([(name.to_string(), text.to_string())]))
    }
}

impl Sources for InMemory {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.0.get(name).map(|t| t.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
