//! The one integration binary: a folder a subject, a module a feature.
//!
//! Where a new test goes: into the module of the feature, in the folder of the subject; a new module is a line in the folder's
//! `mod.rs`. It says what it means by `support`: a shop of a text, the program in a folder, results by name. A case that is a
//! file is a file and a name in a list (the README beside the file says where).
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read files, clocks and maps")]

mod chats;
mod cli;
mod demand;
mod facts;
mod floors;
mod hostile;
mod money;
mod people;
mod policies;
mod report;
mod scenario;
mod support;
mod tickets;
mod truth;
