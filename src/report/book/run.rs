//! What was run, as the workbook says it.

/// What was run.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// Version of the program.
    pub version: &'a str,
    /// Seed of everything random.
    pub seed: u64,
    /// Whole replications.
    pub replications: u64,
    /// The scenario file, as it was named.
    pub scenario: &'a str,
    /// Every file read: its name and SHA-256.
    pub files: &'a [(&'a str, &'a str)],
    /// Stopped early.
    pub partial: bool,
}
