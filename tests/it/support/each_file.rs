//! Cases from files: every file of a folder is a test of its own name.

use super::package;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A test a file, and one that no file was forgotten. `each_file!(tomls("tests/validation") => holds: erlang_a erlang_b)` makes
/// tests `erlang_a` and `erlang_b`, which call `holds("erlang_a")` and `holds("erlang_b")`; `#[ignore = "why"]` may stand before
/// a name.
macro_rules! each_file {
    ($files:expr => $holds:path: $($(#[$attribute:meta])* $name:ident)+) => {
        $(
            #[test]
            $(#[$attribute])*
            fn $name() {
                $holds(stringify!($name));
            }
        )+

        #[test]
        fn every_file_is_a_test() {
            $crate::support::all_named(&$files, &[$(stringify!($name)),+], file!());
        }
    };
}
pub(crate) use each_file;

/// The names of the scenarios in a folder of the package, without `.toml`.
pub fn tomls(folder: &str) -> BTreeSet<String> {
    let all = fs::read_dir(package(folder)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: BTreeSet<String> = all.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    assert!(!names.is_empty(), "{folder} is empty");
    names
}

/// Fails where the files of a folder are not those that a module names.
pub fn all_named(files: &BTreeSet<String>, named: &[&str], module: &str) {
    let named: BTreeSet<String> = named.iter().map(ToString::to_string).collect();
    let module = Path::new(module).display();
    let forgotten: Vec<&String> = files.difference(&named).collect();
    let gone: Vec<&String> = named.difference(files).collect();
    assert!(forgotten.is_empty(), "files without a test: add {forgotten:?} to `each_file!` in {module}");
    assert!(gone.is_empty(), "tests without a file: take {gone:?} out of `each_file!` in {module}");
}
