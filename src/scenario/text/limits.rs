//! How large what is read may be. What is beyond these numbers is another file than was meant more often than a table, or
//! was made to do harm; it is refused before it takes memory. The books have the same numbers in one table (`reference/limits.md`).
//! (Limits on what a scenario says are in `compile::checks::limits`.)

/// Bytes of a scenario: some kilobytes are usual.
pub const SCENARIO: usize = 4 << 20;
/// Bytes of any file.
pub const FILE: u64 = 64 << 20;
/// Rows and columns of a table that somebody keeps by hand.
pub const MOST: (usize, usize) = (100_000, 2_000);
/// Rows and columns of a table that a shop's system writes.
pub const LARGE: (usize, usize) = (1_100_000, 2_000);
/// Cells of a table, empty ones between others among them.
pub const CELLS: usize = 10_000_000;
/// Bytes of what stands in one cell: as many as Excel's 32,767 letters take at most.
pub const CELL: usize = 4 * 32_767;
/// Files inside a workbook.
pub const PARTS: usize = 10_000;
/// Bytes of all that is unpacked out of a workbook.
pub const UNPACKED: u64 = 512 << 20;
