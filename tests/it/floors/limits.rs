//! Limits on size: of files, of functions, of lists of parameters. What is beyond stands in dated lists, which only shrink.

use super::sources::{Function, Source, sources};
use std::collections::BTreeMap;

/// Lines of a file.
const FILE: usize = 500;
/// Lines of half of all files.
const MEDIAN: usize = 150;
/// Lines of a function.
const FUNCTION: usize = 80;
/// Parameters of a function, with `self`.
const PARAMETERS: usize = 6;
/// Parts of a parameter that is a tuple.
const PARTS: usize = 2;

/// What is beyond a limit, and stays until somebody mends it: since when, and what.
type Beyond = (&'static str, &'static str);

/// Files. Only ever take out of it.
const LONG_FILES: &[Beyond] = &[];

/// Functions by floor and name. Only ever take out of it, but for flat tables.
const LONG_FUNCTIONS: &[Beyond] = &[
    ("2026-11-29", "src/analytic: cases_of_the_truth_table"),
    ("2026-11-29", "src/compile: every_part_of_a_contact_arrives_in_the_model"),
    ("2026-11-29", "tests/it: every_line_by_month_to_the_cent"),
    ("2026-11-29", "tests/it: every_reminder_at_its_moment"),
];

/// Functions of many parameters. Only ever take out of it.
const MANY_PARAMETERS: &[Beyond] = &[];

/// Functions of a tuple that hides parameters. Only ever take out of it.
const HIDDEN_PARAMETERS: &[Beyond] = &[];

fn everything() -> Vec<Source> {
    sources("src").into_iter().chain(sources("tests")).collect()
}

/// What is beyond a limit and in no list, and what is in the list and no more beyond.
fn against(list: &[Beyond], found: &BTreeMap<String, usize>) -> String {
    let new = found.iter().filter(|(name, _)| list.iter().all(|(_, known)| known != name));
    let new = new.map(|(name, size)| format!("{name}: {size}\n"));
    let gone = list.iter().filter(|(_, known)| !found.contains_key(*known));
    new.chain(gone.map(|(_, known)| format!("{known} is within the limit now: take it out of the list\n"))).collect()
}

fn functions(size: impl Fn(&Function) -> Option<usize>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for source in everything() {
        let floor = source.path.split(['/', '.']).take(2).collect::<Vec<_>>().join("/");
        let beyond =
            source.functions().into_iter().filter_map(|one| Some((format!("{floor}: {}", one.name), size(&one)?)));
        found.extend(beyond);
    }
    found
}

#[test]
fn files_are_short() {
    let all = everything();
    let lines = |source: &Source| source.text.lines().count();
    let long = all.iter().filter(|source| lines(source) > FILE);
    let faults = against(LONG_FILES, &long.map(|source| (source.path.clone(), lines(source))).collect());
    assert!(faults.is_empty(), "more than {FILE} lines:\n{faults}");
    let mut lengths: Vec<usize> = all.iter().map(lines).collect();
    lengths.sort_unstable();
    assert!(lengths[lengths.len() / 2] < MEDIAN, "half of all files have {} lines or more", lengths[lengths.len() / 2]);
}

#[test]
fn functions_fit_a_screen() {
    let faults = against(LONG_FUNCTIONS, &functions(|one| Some(one.lines).filter(|lines| *lines > FUNCTION)));
    assert!(faults.is_empty(), "more than {FUNCTION} lines:\n{faults}");
}

#[test]
fn parameters_are_few() {
    let faults = against(MANY_PARAMETERS, &functions(|one| Some(one.parameters).filter(|n| *n > PARAMETERS)));
    assert!(faults.is_empty(), "more than {PARAMETERS} parameters:\n{faults}");
}

#[test]
fn no_tuple_hides_parameters() {
    let faults = against(HIDDEN_PARAMETERS, &functions(|one| Some(one.widest_tuple).filter(|n| *n > PARTS)));
    assert!(faults.is_empty(), "tuples of more than {PARTS}:\n{faults}");
}
