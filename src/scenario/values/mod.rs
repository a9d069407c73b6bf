//! Values as people write them: numbers with units, dates, laws, changes; and the reader of typed tables.

pub mod change;
pub mod change_text;
pub mod dates;
pub mod day_key;
pub mod described;
pub mod documented;
pub mod law;
pub mod moment;
pub mod patterns;
pub mod plain;
pub mod quantity;
pub mod read;
pub mod survival;
pub mod vary;
