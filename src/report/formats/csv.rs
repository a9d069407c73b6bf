//! CSV: tidy tables for spreadsheets and statistics. They begin with a byte-order mark, so that Excel in China reads
//! the Chinese.

mod columns;
mod comparisons;
mod dictionary;
mod figures;
mod half_hours;
mod sheet;

pub use comparisons::{differences_file, savings_file};
pub use dictionary::dictionary_asset;
pub use figures::{estimates_file, intervals_file, months_file, replications_file};
pub use half_hours::peak_days_file;
pub(super) use sheet::MARK;
pub(crate) use sheet::{Sheet, WEEKDAYS, money, optional, six};
