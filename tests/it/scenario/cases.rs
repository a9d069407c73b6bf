//! Cases from outside that say in words what is right: each is read by a test that names it.

use crate::floors::texts;
use crate::support::tomls;

#[test]
fn every_case_is_named_by_a_test() {
    let tests = texts("tests/it");
    for folder in ["tests/cases/public", "tests/cases/trials"] {
        for name in tomls(folder) {
            let named = tests.iter().any(|(_, text)| text.contains(&name));
            assert!(named, "{folder}/{name}.toml: no test says what is right in it");
        }
    }
}
