//! When rows were, in the less usual ways to write it: a date above the table, no year, a zone by its name, ends alone, twelve hours.

use crate::support::{Shop, shop};
use peakstaff::model::TakenAs;

/// A shop of two days in June 2025 that reads a table.
pub fn with(said: &str, table: &str) -> Shop {
    let text = format!(
        "template = \"none\"\nstart = 2025-06-02\ndays = 2\n[contact.calls]\nchannel = \"call\"\n\
         arrivals = {{ file = \"v.csv\"{said} }}\neffort = \"240 s\"\npatience = \"none\"\n\
         [design.now.team.t]\nstaffed = 5\nserves = [\"calls\"]\n"
    );
    shop(&text).beside("v.csv", table)
}

/// First and last date, the sum, and the notes of the only file.
pub fn taken(shop: &Shop) -> ((i32, i32), f64, Vec<String>) {
    let taken = shop.compiled().files;
    let TakenAs::Volumes { sums, .. } = &taken[0].kind else { panic!("volumes") };
    let notes = taken[0].notes.iter().map(|note| note.en.clone()).collect();
    (taken[0].dates.unwrap(), sums.iter().map(|(_, sum)| sum).sum(), notes)
}

/// 2 and 3 June 2025.
const DAYS: (i32, i32) = (20_241, 20_242);
const ZERO: &str = ", missing = \"zero\"";

/// Numbers by the hour of a day.
fn hours(shop: &Shop, day: i32, hours: std::ops::Range<i64>) -> Vec<f64> {
    super::files_read::by_hour(&shop.model(), day, hours)
}

#[test]
fn year_month_and_day_in_three_columns() {
    for head in ["Year,Month,Day,Hour", "年,月,日,小时"] {
        let table = format!("{head},calls\n2025,6,2,9,30\n2025,6,2,10,31\n2025,6,3,9,30\n2025,6,3,10,1\n");
        assert_eq!(hours(&with("", &table), 0, 9..11), [30.0, 31.0], "{head}");
    }
    // One of them may be called by its name.
    with(", columns = { date = \"Day\" }", "Year,Month,Day,calls\n2025,6,2,9\n").refused_with(&["\"2\" is not a date"]);
}

#[test]
fn times_in_a_row_with_their_seconds() {
    let table = "date,time\n20250602,90512\n20250602,101500\n20250603,500\n";
    let given = with(", counts = \"rows\"", table).model();
    let all = &given.types.iter().next().unwrap().arrivals.as_ref().unwrap().given;
    let at: Vec<f64> = all.values().flat_map(|given| given.recorded()).map(|one| one.at.seconds()).collect();
    assert_eq!(at, [32_712.0, 36_900.0, 300.0]);
}

#[test]
fn a_title_that_is_a_word_for_dates_is_a_title() {
    let table = "统计日期，\n统计日期,时段,来电量\n2025-06-02,09:00-10:00,12\n2025-06-03,09:00-10:00,13\n";
    assert_eq!(taken(&with("", table)).1, 25.0);
}

#[test]
fn a_weekday_beside_the_date_is_held_against_it() {
    let table = "日期,星期,来电量\n2025-06-02,周一,12\n2025-06-03,周二,13\n";
    assert_eq!(taken(&with("", table)).1, 25.0);
    with("", &table.replace("2025", "2026")).refused_with(&["2026-06-02", "周一"]);
}

#[test]
fn numbers_under_a_word_for_half_hours_are_asked_about() {
    let table = |time: &str| format!("date,half hour,calls\n2025-06-02,{time},10\n2025-06-03,{time},12\n");
    with("", &table("17")).refused_with(&["17", "write times of day"]);
    assert_eq!(taken(&with("", &table("17:00-17:30"))).1, 22.0);
}

#[test]
fn rows_and_columns_of_sums_of_a_wide_table_are_named() {
    let table = "时段,2025-06-02,2025-06-03\n09:00-10:00,1,2\n10:00-11:00,3,4\n合计,4,6\n";
    assert_eq!(with("", table).compiled().files[0].passed_over, ["合计"]);
}

#[test]
fn parts_of_the_day_without_times_are_no_types() {
    with("", "Date,AM,PM\n2025-06-02,100,50\n2025-06-03,110,60\n").refused_with(&["\"AM\"", "00:00-12:00"]);
    with("", "日期,上午,下午\n2025-06-02,100,50\n").refused_with(&["00:00-12:00"]);
}

#[test]
fn weekdays_are_no_dates() {
    for table in ["Time,Mon,Tue,Wed\n08:00,1,2,3\n", "weekday,calls\n1,5\n2,6\n", "星期,calls\n周一,5\n"] {
        with("", table).refused_with(&["weekday = { mon = 1.1, sun = 0.6 }"]);
    }
}

#[test]
fn the_date_above_a_table_of_one_day() {
    let avaya = "\"Split/Skill: calls\"\n\"Date: 06/02/2025\"\n\nTime,Avg Speed Ans,ACD Calls,Aban Calls\n\
        8:00AM-9:00AM,:12,10,1\n9:00AM-10:00AM,:15,12,2\nTotals,:13,22,3\nPrinted by calls desk,,,\n";
    let line = ", columns = { count = \"ACD Calls\" }, day_first = false, missing = \"zero\"";
    with(", columns = { count = \"ACD Calls\" }", avaya).refused_with(&["06/02/2025", "day_first = true"]);
    let shop = with(line, avaya);
    assert_eq!(hours(&shop, 0, 8..11), [10.0, 12.0, 0.0]);
    for title in ["日期：2025年6月2日 客服一组", "2025-06-02", "Date: Mon, 02 Jun 2025, page 1/2"] {
        let table = format!("\"{title}\"\n时段,来电量\n08:00-09:00,10\n");
        assert_eq!(taken(&with(ZERO, &table)).0, (DAYS.0, DAYS.0), "{title}");
    }
    for title in ["日期,2025-06-02", "日期：2025-06-02,"] {
        let table = format!("{title}\n时段,来电量\n08:00-09:00,10\n合计,10\n");
        assert_eq!(taken(&with(ZERO, &table)).1, 10.0, "{title}");
    }
    // Of the date of a report it is not certain; that of the data beside it is.
    let printed = "\"Printed: 2025-06-03\"\n时段,来电量\n08:00-09:00,10\n";
    let line = "columns = { date = \"Printed: 2025-06-03\" }";
    with(ZERO, printed).refused_with(&["is 2025-06-03 above it the date of all its rows?", line]);
    assert_eq!(taken(&with(&format!("{ZERO}, {line}"), printed)).0, (DAYS.1, DAYS.1));
    assert_eq!(taken(&with(ZERO, &format!("\"Date: 2025-06-02\"\n{printed}"))).0, (DAYS.0, DAYS.0));
    // Two dates, or none: a column of dates is wanted.
    for title in ["From 2025-06-02 to 2025-06-03", "calls"] {
        with(ZERO, &format!("\"{title}\"\n时段,来电量\n08:00-09:00,10\n")).refused_with(&["no column of dates"]);
    }
}

#[test]
fn dates_without_a_year() {
    let table = |a: &str, b: &str| format!("date,interval,calls\n{a},08:00-09:00,10\n{b},08:00-09:00,11\n");
    for (a, b, line) in [
        ("6/2", "6/3", "year = 2025, day_first = false"),
        ("2/6", "3/6", "year = 2025, day_first = true"),
        ("06-02", "06-03", "year = 2025, day_first = false"),
        ("2-Jun", "3-Jun", "year = 2025"),
        ("Jun 2", "June 3", "year = 2025"),
        ("6月2日", "6月3日", "year = 2025"),
        ("2-Jun-25", "3-Jun-25", "day_first = true"),
    ] {
        let asked = line.replace("2025, day_first = false", "2025, day_first = true");
        with("", &table(a, b)).refused_with(&[&asked]);
        let (days, sum, _) = taken(&with(&format!(", {line}"), &table(a, b)));
        assert_eq!((days, sum), (DAYS, 21.0), "{a}");
    }
    // Another date tells which number is the day; the year is asked alone.
    let told = table("6/2", "6/13");
    let [shown, _] = with(ZERO, &told).refused();
    assert!(shown.contains("year = 2025") && !shown.contains("day_first"), "{shown}");
    assert_eq!(taken(&with(", missing = \"zero\", year = 2025", &told)).0.0, DAYS.0);
    // Over the columns.
    let across = "interval,6/2,6/3\n08:00-09:00,10,11\n";
    with("", across).refused_with(&["year = 2025, day_first = true"]);
    assert_eq!(taken(&with(", year = 2025, day_first = false", across)).0, DAYS);
    // Hours and shares of two numbers are no dates.
    with("", "date,9-12,12-15\n2025-06-02,1,2\n2025-06-03,1,2\n").refused_with(&["no column of `calls`"]);
}

#[test]
fn a_zone_by_its_name_behind_a_time() {
    // The distance is said where the name always has the same.
    for (zone, there) in [
        ("CST", "…"),
        ("PDT", "-07:00"),
        ("America/New_York", "…"),
        ("(EST)", "-05:00"),
        ("EDT", "-04:00"),
        ("美东时间", "…"),
    ] {
        let both = format!("time_zone = \"{there} to +08:00\"");
        let table = format!("timestamp,calls\n2025-06-02 08:00 {zone},10\n2025-06-02 09:00 {zone},12\n");
        with(ZERO, &table).refused_with(&["names a time zone", "time_zone = \"as written\"", &both]);
        with(", missing = \"zero\", time_zone = \"+08:00\"", &table).refused_with(&["names a time zone"]);
        let shop = with(", missing = \"zero\", time_zone = \"as written\"", &table);
        assert_eq!(hours(&shop, 0, 8..10), [10.0, 12.0], "{zone}");
        let shop = with(", missing = \"zero\", time_zone = \"-05:00 to +08:00\"", &table);
        assert_eq!(hours(&shop, 0, 21..23), [10.0, 12.0], "{zone}");
    }
    // What nobody filled in is no distance.
    let table = "timestamp,calls\n2025-06-02 08:00 CST,10\n2025-06-02 09:00 CST,12\n";
    with(", missing = \"zero\", time_zone = \"… to +08:00\"", table).refused_with(&["time_zone"]);
    // An offset beside the name says enough.
    let table =
        "timestamp,calls\n2025-06-02T08:00:00+08:00[Asia/Shanghai],10\n2025-06-02T09:00:00+08:00[Asia/Shanghai],12\n";
    assert_eq!(hours(&with(ZERO, table), 0, 8..10), [10.0, 12.0]);
}

#[test]
fn ends_of_intervals_alone() {
    let table = "date,Interval End,calls\n2025-06-02,01:00,1\n2025-06-02,02:00,2\n2025-06-02,24:00,3\n";
    let shop = with(ZERO, table);
    assert_eq!((hours(&shop, 0, 0..3), hours(&shop, 0, 23..24)), (vec![1.0, 2.0, 0.0], vec![3.0]));
    with(ZERO, &table.replace("24:00", "00:00")).refused_with(&["which midnight", "24:00"]);
    // With their dates, midnight is that before.
    let moments = "Interval End,calls\n2025-06-02 01:00,1\n2025-06-02 02:00,2\n2025-06-03 00:00,3\n";
    let shop = with(ZERO, moments);
    assert_eq!((hours(&shop, 0, 0..3), hours(&shop, 0, 23..24)), (vec![1.0, 2.0, 0.0], vec![3.0]));
}

#[test]
fn hours_over_the_columns_in_every_wording() {
    for (over, from) in [
        ("8,9,10,11", 8),
        ("08-09,09-10,10-11,11-12", 8),
        ("0-1,1-2,2-3,3-4", 0),
        ("H0,H1,H2,H3", 0),
        ("Hour 8,Hour 9,Hour 10,Hour 11", 8),
        ("00:00-01:00,01:00-02:00,02:00-03:00,03:00-04:00", 0),
    ] {
        let shop = with(ZERO, &format!("Date,{over}\n2025-06-02,1,2,3,4\n2025-06-03,5,6,7,8\n"));
        assert_eq!(hours(&shop, 0, from..from + 4), [1.0, 2.0, 3.0, 4.0], "{over}");
        assert_eq!(taken(&shop).1, 36.0, "{over}");
    }
    // Two are enough where both ends stand there.
    let two = with(ZERO, "Date,08:00-09:00,09:00-10:00\n2025-06-02,10,12\n2025-06-03,1,2\n");
    assert_eq!(hours(&two, 0, 8..10), [10.0, 12.0]);
    // From one on, numbers and names of hours are asked.
    for over in ["1,2,3,4", "H1,H2,H3,H4"] {
        with(ZERO, &format!("Date,{over}\n2025-06-02,1,2,3,4\n2025-06-03,5,6,7,8\n"))
            .refused_with(&["hour_ends = true", "hour_ends = false"]);
    }
}

#[test]
fn hours_that_could_be_two() {
    // Numbers from one on, however few.
    with(ZERO, "date,hour,calls\n2025-06-02,1,10\n2025-06-02,2,12\n2025-06-02,3,12\n")
        .refused_with(&["hour_ends = true", "hour_ends = false"]);
    // After nine o'clock one o'clock, on one date.
    let table = "date,hour,calls\n2025-06-02,8:00,10\n2025-06-02,9:00,12\n2025-06-02,1:00,12\n";
    with(ZERO, table).refused_with(&["is it in the afternoon?", "13:00", "in order of time"]);
    assert_eq!(hours(&with(ZERO, &table.replace(",1:00", ",13:00")), 0, 13..14), [12.0]);
    let sorted = "date,hour,calls\n2025-06-02,1:00,12\n2025-06-02,8:00,10\n2025-06-02,9:00,12\n2025-06-03,1:00,12\n";
    assert_eq!(hours(&with(ZERO, sorted), 1, 1..2), [12.0]);
    // Half hours by their usual word.
    let half = "DATE,HALF HOUR,CALLS\n2025/06/02,08:00,10\n2025/06/02,08:30,12\n";
    assert_eq!(hours(&with(ZERO, half), 0, 8..9), [22.0]);
}
