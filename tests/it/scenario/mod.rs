//! What a file may say: assumptions, changes, and messages about what is wrong.

mod assumed;
mod cases;
mod cautions;
mod changes;
mod codes;
mod diagnostics;
mod schema;
