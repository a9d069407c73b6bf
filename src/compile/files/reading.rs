//! What is open while a scenario is compiled.

use super::sheets::Sheets;
use crate::diagnostic::SourceMap;
use crate::scenario::text::sources::Sources;

/// A scenario and the files that it names, and all texts read, in which findings are shown.
pub(crate) struct Reading<'s> {
    pub sources: &'s dyn Sources,
    /// The scenario's own path.
    pub path: &'s str,
    pub sheets: Sheets<'s>,
    pub texts: SourceMap,
}

impl<'s> Reading<'s> {
    /// Nothing read yet of the scenario at `path`.
    pub fn new(sources: &'s dyn Sources, path: &'s str) -> Self {
        Self { sources, path, sheets: Sheets::new(sources, path), texts: SourceMap::default() }
    }
}
