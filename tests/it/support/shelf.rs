//! A shelf of points in memory.

use peakstaff::session::Shelf;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

/// Keeps points by their names, for a test to look at and to change.
#[derive(Default)]
pub struct Shelved(pub RefCell<BTreeMap<String, Vec<u8>>>);

impl Shelf for Shelved {
    fn find(&self, name: &str) -> Option<Vec<u8>> {
        self.0.borrow().get(name).cloned()
    }
    fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().insert(name.into(), bytes.into());
        Ok(())
    }
}
