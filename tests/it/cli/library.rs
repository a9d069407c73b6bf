//! The example of the books' page on the library.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

include!("one_figure.rs");

#[test]
fn the_example_of_the_books_runs_and_is_what_they_print() {
    main();
    let en = include_str!("../../../book/en/src/programmers/library.md");
    let zh = include_str!("../../../book/zh/src/programmers/library.md");
    let example = include_str!("one_figure.rs");
    assert!(en.contains(example), "the English book's example is another");
    // Two comments, a title and the language of messages differ.
    let other: Vec<&str> = example.lines().filter(|line| !zh.contains(line)).collect();
    assert!(other.len() <= 4, "the Chinese book's example is another: {other:#?}");
}
