//! Columns that are not read and say something of what is: times of day, lengths, numbers; rows that all say midnight have no time.

use super::written_when::with;
use crate::support::Shop;

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

/// The mean length of the only file, seconds.
fn length(said: &str, table: &str) -> Option<f64> {
    match with(&format!(", counts = \"rows\"{said}"), table).compiled().files[0].kind {
        peakstaff::model::TakenAs::Volumes { length, .. } => length,
        _ => panic!("volumes"),
    }
}

#[test]
fn the_length_of_contacts_is_asked_where_nothing_says_that_it_is_work() {
    let log = |word: &str, length: &str| {
        format!("date,time,{word}\n2025-06-02,08:15:10,{length}\n2025-06-03,09:15:10,{length}\n")
    };
    for word in ["Duration", "Call duration (s)", "会话时长"] {
        let line = format!("columns = {{ effort = \"{word}\" }}");
        with(", counts = \"rows\"", &log(word, "100")).refused_with(&[&line, "columns = { effort = \"nothing\" }"]);
        assert_eq!(length(&format!(", {line}"), &log(word, "100")), Some(100.0), "{word}");
        assert_eq!(length(", columns = { effort = \"nothing\" }", &log(word, "100")), None, "{word}");
    }
    // Two units under one heading.
    let two = "Talk time (min. or h)";
    with(", counts = \"rows\"", &log(two, "4")).refused_with(&["columns = { effort = \"Talk time (min. or h)\" }"]);
    let said = ", columns = { effort = \"Talk time (min. or h)\" }";
    for cell in ["4", "450"] {
        with(&format!(", counts = \"rows\"{said}"), &log(two, cell)).refused_with(&["unit = \"min\" or unit = \"h\""]);
    }
    assert_eq!(length(&format!("{said}, unit = \"min\""), &log(two, "4")), Some(240.0));
    assert_eq!(length("", &log("Talk time [minutes:seconds]", "4:10")), Some(250.0));
}

#[test]
fn rows_that_say_how_many_they_are_are_no_contacts_one_by_one() {
    let table = "id,date,calls\n1,2025-06-02,5\n2,2025-06-03,3\n";
    with(", counts = \"rows\"", table).refused_with(&["\"calls\" says how many", "take counts = \"rows\" out"]);
    assert_eq!(super::written_when::taken(&with("", table)).1, 8.0);
}

#[test]
fn numbers_of_whole_weeks_and_months_are_asked_about() {
    let table = |word: &str, second: &str| format!("{word},calls\n2025-06-02,700\n{second},710\n");
    let zero = ", missing = \"zero\"";
    for (word, second, per_day) in [
        ("date", "2025-06-09", "per_day = 100.7"),
        ("date", "2025-07-02", "per_day = 23.2"),
        ("Week starting", "2025-06-09", "per_day = 100.7"),
        ("周起始日期", "2025-06-03", "per_day = 100.7"),
    ] {
        let said = format!("{zero}, columns = {{ date = \"{word}\" }}");
        with(&said, &table(word, second)).refused_with(&[per_day, "times = 1"]);
        let alone = with(&format!("{said}, times = 1"), &table(word, second));
        assert_eq!(super::written_when::taken(&alone).1, 1410.0, "{word}");
    }
    let daily = with(zero, &table("date", "2025-06-03"));
    assert_eq!(super::written_when::taken(&daily).1, 1410.0);
}

#[test]
fn numbers_below_one_or_with_three_digits_behind_a_point() {
    let table = |a: &str, b: &str| format!("date,calls\n2025-06-02,{a}\n2025-06-03,{b}\n");
    let sum = |said: &str, a: &str, b: &str| super::written_when::taken(&with(said, &table(a, b))).1;
    with("", &table("0.5", "0.25")).refused_with(&["\"0.5\"", "times = 1", "times = 500"]);
    assert_eq!(sum(", times = 1", "0.5", "0.25"), 0.75);
    // Written per cent, in a sheet or a text.
    with("", &table("50%", "25%")).refused_with(&["50% is a share", "times = 500"]);
    assert_eq!(sum(", times = 500", "50%", "25%"), 0.75);
    let sheet = |said: &str| {
        with(said, "").beside("v.csv", std::fs::read(crate::support::package("tests/data/shares.xlsx")).unwrap())
    };
    sheet("").refused_with(&["12.5% is a share", "times = 500"]);
    assert_eq!(super::written_when::taken(&sheet(", times = 500")).1, 0.375);
    assert_eq!((sum("", "0.5", "1"), sum("", "0", "0")), (1.5, 0.0));
    with("", &table("1.234", "2.250")).refused_with(&["could be 1234 or 1.234", "decimal = \",\" or decimal = \".\""]);
    assert_eq!((sum(", decimal = \",\"", "1.234", "2.250"), sum("", "1.234", "2.25")), (3484.0, 3.484));
    assert_eq!(sum("", "\"1,234\"", "2"), 1236.0);
}

#[test]
fn a_contact_in_several_rows_is_asked_about() {
    let log = "Contact ID,Agent,timestamp\na1,Ann,2025-06-02 08:00:00\na2,Bob,2025-06-02 08:10:00\na1,Bob,2025-06-03 08:20:00\n";
    let rows = ", counts = \"rows\"";
    with(rows, log)
        .refused_with(&["rows 2 and 4 of v.csv have one \"Contact ID\", a1", "where = { \"Contact ID\" = \"*\" }"]);
    let said = format!("{rows}, where = {{ \"Contact ID\" = \"*\" }}");
    assert_eq!(super::written_when::taken(&with(&said, log)).1, 3.0);
    assert_eq!(super::written_when::taken(&with(rows, &log.replace("Contact ID", "Customer ID"))).1, 3.0);
}

#[test]
fn long_steps_between_few_beginnings_are_no_lengths_for_certain() {
    let table = |times: &[&str]| {
        let day = |date: &str| times.iter().map(|time| format!("{date},{time},4\n")).collect::<Vec<_>>().concat();
        format!("date,interval,calls\n{}{}", day("2025-06-02"), day("2025-06-03"))
    };
    for times in [&["09:00", "12:00", "18:00"][..], &["08:00", "12:00"], &["08:00", "10:00", "12:00", "16:00"]] {
        with("", &table(times)).refused_with(&["Only when they begin is written", "write from and until"]);
    }
    for times in [
        &["08:00", "10:00", "12:00", "14:00"][..],
        &["00:00", "12:00"],
        &["08:00", "09:00"],
        &["08:00-12:00", "12:00-20:00"],
    ] {
        super::written_when::taken(&with("", &table(times)));
    }
}
