//! How long an agent was busy: not at all with contacts that nobody answered, and in several columns together.

use super::written_when::with;
use crate::support::Shop;
use peakstaff::model::TakenAs;

/// The mean length of the only file in minutes, and what is said of it.
fn length(shop: &Shop) -> (f64, Vec<String>) {
    let taken = shop.compiled().files;
    let mean = match taken[0].kind {
        TakenAs::Volumes { length, .. } => length.unwrap(),
        TakenAs::Durations { mean } => mean,
        _ => panic!("lengths"),
    };
    (mean, taken[0].notes.iter().map(|note| note.en.clone()).collect())
}

fn log(said: &str, table: &str) -> Shop {
    with(&format!(", counts = \"rows\"{said}"), table)
}

/// A shop that draws efforts, or patience, from a table.
fn law(key: &str, said: &str, table: &str) -> Shop {
    let other = if key == "effort" { "patience = \"none\"" } else { "effort = \"100 s\"" };
    let text = format!(
        "template = \"none\"\nstart = 2025-06-02\ndays = 2\n[contact.calls]\nchannel = \"call\"\narrivals = {{ per_day = 10 }}\n\
         {other}\n{key} = {{ empirical = {{ file = \"v.csv\", column = \"t (s)\"{said} }} }}\n\
         [design.now.team.t]\nstaffed = 5\nserves = [\"calls\"]\n"
    );
    crate::support::shop(&text).beside("v.csv", table)
}

const LEFT_OUT: &str = "1 length of contacts that nobody answered left out";

#[test]
fn whom_nobody_answered_keeps_nobody_busy() {
    for (word, lost, won) in [
        ("status", "Abandoned", "answered"),
        ("Call Result", "Missed call", "Answered"),
        ("通话状态", "排队放弃", "已接听"),
        ("Abandoned", "Y", "N"),
        ("是否接通", "否", "是"),
    ] {
        let table = format!(
            "created,{word},talk time (s)\n2025-06-02 10:00,{won},125\n2025-06-02 11:00,{lost},0\n2025-06-03 12:00,{won},65\n"
        );
        let (mean, notes) = length(&log("", &table));
        assert_eq!(mean, 95.0, "{word}");
        assert!(notes.contains(&LEFT_OUT.to_owned()), "{notes:?}");
        let (mean, _) = length(&law("effort", "", &table.replace("talk time (s)", "t (s)")));
        assert_eq!(mean, 95.0, "{word}");
    }
    // A queue may be called so.
    let queue =
        "created,queue,talk time (s)\n2025-06-02 10:00,Abandoned carts,125\n2025-06-03 11:00,Abandoned carts,65\n";
    assert_eq!(length(&log(", type = \"Abandoned carts\"", queue)).0, 95.0);
}

#[test]
fn lengths_of_nothing_are_asked_about() {
    let table = "created,t (s)\n2025-06-02 10:00,125\n2025-06-02 11:00,0\n2025-06-03 12:00,65\n";
    let effort = ", columns = { effort = \"t (s)\" }";
    let shops: [&dyn Fn(&str) -> Shop; 2] =
        [&|said| log(&format!("{effort}{said}"), table), &|said| law("effort", said, table)];
    for of in shops {
        of("").refused_with(&["did nobody answer this contact?", "zeros = \"unanswered\"", "zeros = \"answered\""]);
        assert_eq!(length(&of(", zeros = \"unanswered\"")).0, 95.0);
        assert_eq!((length(&of(", zeros = \"answered\"")).0 * 3.0).round(), 190.0);
    }
}

#[test]
fn patience_is_of_the_rows_that_are_said() {
    let table = "status,t (s)\nanswered,4\nabandoned,90\nabandoned,110\n";
    law("patience", "", table)
        .refused_with(&["where = { \"status\" = \"abandoned\" }", "where = { \"status\" = \"*\" }"]);
    assert_eq!(length(&law("patience", ", where = { status = \"abandoned\" }", table)).0, 100.0);
    assert_eq!(length(&law("patience", ", where = { status = \"*\" }", table)).0, 68.0);
}

#[test]
fn talk_beside_hold_and_wrap_up_is_asked_about_and_added_up() {
    let table =
        "created,talk time (s),hold time (s),wrap time (s)\n2025-06-02 10:00,125,10,30\n2025-06-03 10:05,65,0,20\n";
    let sum = "columns = { effort = \"talk time (s) + hold time (s) + wrap time (s)\" }";
    let alone = "columns = { effort = \"talk time (s)\" }";
    log("", table).refused_with(&[sum, alone]);
    assert_eq!(length(&log(&format!(", {sum}"), table)).0, 125.0);
    assert_eq!(length(&log(&format!(", {alone}"), table)).0, 95.0);
    log(&format!(", {}", sum.replace("wrap", "wrp")), table).refused_with(&["has no column \"wrp time (s)\""]);
    // What is handling holds them.
    let whole = table.replace("talk time", "handle time");
    assert_eq!(length(&log("", &whole)).0, 95.0);
    let whole = "created,通话时长(秒),话后处理时长(秒)\n2025-06-02 10:00,125,30\n2025-06-03 10:05,65,20\n";
    log("", whole).refused_with(&["columns = { effort = \"通话时长(秒) + 话后处理时长(秒)\" }"]);
    let by_law = ", where = { wrap = \"*\" }";
    law("effort", by_law, "t (s),wrap\n1,2\n3,4\n").compiled();
}

#[test]
fn minutes_and_seconds_with_a_point_between_them() {
    let table = "created,talk time (mm.ss)\n2025-06-02 09:05,2.30\n2025-06-03 09:06,1.15\n";
    assert_eq!(length(&log("", table)).0, 112.5);
    let bare = table.replace(" (mm.ss)", "");
    log("", &bare).refused_with(&["unit = \"s\""]);
    assert_eq!(length(&log(", unit = \"mm.ss\"", &bare)).0, 112.5);
    log("", &table.replace("2.30", "2.3")).refused_with(&["\"2.3\"", "write 4.10"]);
}
