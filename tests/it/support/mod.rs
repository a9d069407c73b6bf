//! What tests of every subject stand on.
//!
//! - [`shop`] and [`scenario`]: a scenario of a text or of a file of the package, the files beside it, what is asked of it, and
//!   then what becomes of it: `.model()`, `.refused()`, `.estimates()`, `.compare()` …
//! - [`told`]: results under the names that files give them.
//! - [`World`]: the program itself, run in a folder of its own.
//! - [`each_file`]: a folder of cases, each file a test of its own name.

mod each_file;
mod files;
mod program;
mod shop;
mod small;
pub mod told;

pub(crate) use each_file::each_file;
pub use each_file::{all_named, tomls};
pub use files::{Files, package};
pub use program::{World, errors, program, said};
pub use shop::{Shop, model, models, page, scenario, shop, study};
pub use small::SHOP;
