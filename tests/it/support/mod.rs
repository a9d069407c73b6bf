//! What tests of every subject stand on.
//!
//! ```ignore
//! let rows = shop(TEXT).beside("volumes.csv", "date,count\n…").set("days=3").replications(4).estimates();
//! assert!(mean(&rows, "coverage", "all") > 0.9);
//! shop(TEXT).set("days=0").refused_with(&["days must be"]);
//! assert!(World::with(TEXT).ok(&["check", "shop.toml"]).contains("next: "));
//! ```
//!
//! - [`shop`] and [`scenario`]: a scenario of a text or of a file of the package, the files beside it, what is asked of it, and
//!   then what becomes of it: `.model()`, `.refused()`, `.estimates()`, `.compare()` …
//! - [`told`]: results under the names that files give them.
//! - [`World`]: the program itself, run in a folder of its own.
//! - [`worlds`]: random shops with everything at some; [`Auditor`]: an observer that holds what is simulated against its own books.
//! - [`each_file`]: a folder of cases, each file a test of its own name.

mod auditor;
mod each_file;
mod files;
pub mod json_schema;
mod program;
mod random;
mod shelf;
mod shop;
mod silent;
mod small;
pub mod told;
pub mod worlds;

pub use auditor::Auditor;
pub(crate) use each_file::each_file;
pub use each_file::{all_named, tomls};
pub use files::{Files, package};
pub use program::{World, errors, program, said};
pub use random::Random;
pub use shelf::Shelved;
pub use shop::{Shop, model, models, page, scenario, shop, squeezed, study, trace, watch};
pub use silent::Silent;
pub use small::SHOP;
