//! How files that a scenario names are written.

use crate::scenario::values::read::words;

words! {
    /// What stands before the fraction of numbers.
    /// 小数点用哪个。
    pub enum DecimalWord {
        /// 12,5.
        /// 12,5。
        Comma = ",",
        /// 12.5.
        /// 12.5。
        Point = ".",
    }
}
