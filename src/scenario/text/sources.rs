//! Where named texts come from. Files above `compile` are read only through this.

use std::collections::BTreeMap;
use std::io;

/// Named bytes: the command line and tests implement it.
pub trait Sources {
    /// The bytes under a name, as a file names them.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
}

/// The name of a file that another names: relative to the folder of that other.
pub fn beside(path: &str, named: &str) -> String {
    let absolute = named.starts_with(['/', '\\']) || named.chars().nth(1) == Some(':');
    match path.rfind(['/', '\\']) {
        Some(end) if !absolute => format!("{}{named}", &path[..=end]),
        _ => named.to_string(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_folder_of_the_scenario() {
        assert_eq!(beside("scenarios/shop.toml", "oct.xlsx"), "scenarios/oct.xlsx");
        assert_eq!(beside("shop.toml", "rosters/oct.xlsx"), "rosters/oct.xlsx");
        assert_eq!(beside("C:\\shops\\shop.toml", "oct.xlsx"), "C:\\shops\\oct.xlsx");
        assert_eq!(beside("scenarios/shop.toml", "/tmp/oct.xlsx"), "/tmp/oct.xlsx");
        assert_eq!(beside("scenarios/shop.toml", "D:/oct.xlsx"), "D:/oct.xlsx");
    }
}
