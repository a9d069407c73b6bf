//! `unsafe`: in one file and nowhere else, and in none with the feature `safe`.

use super::sources::texts;

#[test]
fn one_file_alone_may_be_unsafe() {
    // Who wants to be has to lift the lint.
    let manifest = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"deny\""));
    let names_it = |(path, text): (String, String)| text.contains("unsafe_code").then_some(path);
    let files: Vec<String> = texts("src").into_iter().filter_map(names_it).collect();
    assert_eq!(files, ["src/engine/kernel/table.rs", "src/lib.rs"]);
    let library = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs")).unwrap();
    let lint = "#![cfg_attr(feature = \"safe\", forbid(unsafe_code))]";
    assert!(library.contains(lint) && library.matches("unsafe_code").count() == 1);
}
