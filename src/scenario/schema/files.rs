//! How files that a scenario names are written.

use crate::scenario::values::read::words;

words! {
    /// What stands before the fraction of numbers.
    pub enum DecimalWord {
        /// 12,5.
        Comma = ",",
        /// 12.5.
        Point = ".",
    }
}
