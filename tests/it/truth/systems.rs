//! `docs/systems.md`: every line it names stands in the scenario it names. That the scenarios compile is tested with the
//! diagnostics.

use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Without comments after a line, and with one space where there are several.
fn squeezed(line: &str) -> String {
    let code = line.split("   #").next().unwrap();
    let code = if code.trim_start().starts_with('#') { code } else { code.split(" # ").next().unwrap() };
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_line_named_is_in_its_scenario() {
    let page = read("docs/systems.md");
    let rows: Vec<String> = page.lines().filter(|l| l.starts_with("| S")).map(|l| l.replace("\\|", "\u{0}")).collect();
    let ids = [&["S0"; 7][..], &["S1"; 3], &["S2"; 5], &["S3"; 10], &["S4"; 4]].concat();
    assert_eq!(rows.iter().map(|row| &row[2..4]).collect::<Vec<_>>(), ids);
    let mut named = 0;
    for row in &rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let quoted = |cell: &str| -> Vec<String> {
            cell.split('`').skip(1).step_by(2).map(|code| code.replace('\u{0}', "|")).collect()
        };
        let lines: Vec<String> = quoted(cells[3])
            .iter()
            .flat_map(|f| read(&format!("scenarios/{f}")).lines().map(squeezed).collect::<Vec<_>>())
            .collect();
        for code in quoted(cells[4]) {
            assert!(lines.contains(&code), "{}: `{code}` is in none of {}", cells[1], cells[3]);
            named += 1;
        }
    }
    assert!(named >= 30, "only {named} lines");
}
