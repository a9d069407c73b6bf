//! What is asked of a file on top of what it says.

use super::levers::LeversOf;

/// What is asked of a file on top of what it says.
#[derive(Clone, Debug, Default)]
pub struct Overlay<'a> {
    /// Changes of the file: `PATH=VALUE`.
    pub sets: &'a [String],
    /// Cases beside those of the file: `PATH=VALUE`.
    pub what_ifs: &'a [String],
    /// Whose levers are to be taken apart.
    pub levers: LeversOf,
}
