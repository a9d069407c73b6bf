//! A column of times of day under a word not known is asked about, never passed over; rows that all say midnight have no time.

use crate::support::{Shop, shop};

/// A shop of two days that reads a table.
fn with(said: &str, table: &str) -> Shop {
    let text = format!(
        "template = \"none\"\nstart = 2025-06-02\ndays = 2\n[contact.calls]\nchannel = \"call\"\n\
         arrivals = {{ file = \"v.csv\"{said} }}\neffort = \"240 s\"\npatience = \"none\"\n\
         [design.now.team.t]\nstaffed = 5\nserves = [\"calls\"]\n"
    );
    shop(&text).beside("v.csv", table)
}

const VOLUMES: &str =
    "date,clock,calls\n2025-06-02,08:00,5\n2025-06-02,08:30,6\n2025-06-03,08:00,7\n2025-06-03,08:30,8\n";
const LOG: &str = "date,clock,talk time (s)\n2025-06-02,08:15:10,100\n2025-06-03,09:15:10,100\n";

/// The columns that were read as intervals, and the notes, of the only file.
fn taken(shop: &Shop) -> (usize, Vec<String>) {
    let taken = shop.compiled().files;
    let times = taken[0].columns.iter().filter(|column| column.role.en == "interval").count();
    (times, taken[0].notes.iter().map(|note| note.en.clone()).collect())
}

#[test]
fn times_under_a_word_not_known_are_asked_about() {
    let daily = "date,clock,calls\n2025-06-02,08:00,5\n2025-06-03,08:30,6\n";
    let midnight = LOG.replace(",08", " 00:00:00,08").replace(",09", " 00:00:00,09");
    for (rows, table) in [("", VOLUMES), ("", daily), (", counts = \"rows\"", LOG), (", counts = \"rows\"", &midnight)]
    {
        with(rows, table).refused_with(&["is \"clock\" of v.csv when it began?", "columns = { interval = \"clock\" }"]);
        let said = format!("{rows}, columns = {{ interval = \"clock\" }}");
        if table != daily {
            assert_eq!(taken(&with(&said, table)).0, 1, "{table}");
        }
        let nothing = format!("{rows}, columns = {{ interval = \"nothing\" }}");
        if table != VOLUMES {
            assert_eq!(taken(&with(&nothing, table)).0, 0, "{table}");
        }
    }
    // Several: any of them; lengths are none.
    with("", "date,clock,made,calls\n2025-06-02,08:00,09:00,5\n2025-06-03,08:30,09:30,6\n")
        .refused_with(&["(or \"made\" in its place)"]);
    for (word, cell) in [("AHT", "04:10"), ("resp", "00:04:10"), ("平均时长", "04:10")] {
        let table = format!("date,{word},calls\n2025-06-02,{cell},5\n2025-06-03,{cell},6\n");
        assert_eq!(taken(&with("", &table)).0, 0, "{word}");
    }
}

#[test]
fn a_log_of_midnights_has_no_times_of_day() {
    let log = "timestamp\n2025-06-02 00:00:00\n2025-06-02 00:00:00\n2025-06-03 00:00:00\n";
    let notes = taken(&with(", counts = \"rows\"", log)).1;
    assert!(notes.iter().any(|note| note.contains("every row says 00:00")), "{notes:?}");
    let timed = log.replacen("00:00:00", "08:15:00", 1);
    let notes = taken(&with(", counts = \"rows\"", &timed)).1;
    assert!(notes.iter().all(|note| !note.contains("no times of day")), "{notes:?}");
}
