//! Agents by number from a file: by date or weekday, in the shapes in which people keep them.

use crate::support::{Shop, shop};
use peakstaff::model::{Model, Staffing};
use peakstaff::time::SimDuration;

/// Monday 2 March 2026 and the four days after it, with a day of warm-up.
const SHOP: &str = r#"
template = "none"
start    = 2026-03-02
days     = 5
warm_up  = "1 day"
[contact.c]
channel  = "call"
arrivals = { per_day = 100, profile = "flat" }
effort   = "60 s"
patience = "none"
[design.now.team.desk]
serves   = ["c"]
staffed  = STAFFED
"#;

fn with(staffed: &str, table: &str) -> Shop {
    shop(&SHOP.replace("STAFFED", staffed)).beside("need.csv", table)
}

/// How many are there at these hours of each simulated day.
fn there(model: &Model, hours: [i64; 3]) -> Vec<[u32; 3]> {
    let Staffing::Number(number) = &model.teams.iter().next().unwrap().staffing else { panic!("a number is written") };
    let at = |day: i32, hour: i64| {
        let steps = number.on(model.calendar.epoch_day(day));
        steps.iter().rev().find(|(from, _)| *from <= SimDuration::HOUR * hour).expect("from midnight on").1
    };
    (0..6).map(|day| hours.map(|hour| at(day, hour))).collect()
}

const BY_DATE: &str = "date,interval,agents\n\
    2026-03-02,09:00-12:00,4\n2026-03-02,12:00-18:00,6\n2026-03-03,09:00-12:00,5\n2026-03-03,12:00-18:00,5\n\
    2026-03-04,09:00-18:00,7\n2026-03-05,00:00-24:00,2\n2026-03-06,22:00-24:00,3\n";

#[test]
fn dates_and_intervals_of_any_length() {
    let model = with(r#"{ file = "need.csv" }"#, BY_DATE).model();
    // The warm-up, a Sunday, is like the nearest counted day; outside the intervals nobody is there.
    let wanted = [[3, 0, 0], [0, 4, 6], [0, 5, 5], [0, 7, 7], [2, 2, 2], [0, 0, 0]];
    let found = there(&model, [8, 10, 15]);
    assert_eq!(found[1..], wanted[1..]);
    assert_eq!(there(&model, [22, 23, 9])[5], [3, 3, 0]);
    // In Chinese, with a total and another column; whole days.
    let whole = "日期,需求人数\n2026-03-02,4\n2026-03-03,5\n2026-03-04,6\n2026-03-05,7\n2026-03-06,8\n";
    with(r#"{ file = "need.csv" }"#, whole).refused_with(&[
        "from 00:00 to 24:00?",
        "columns = { interval = \"nothing\" }",
        "09:00-18:00",
    ]);
    let all_day = r#"{ file = "need.csv", columns = { interval = "nothing" } }"#;
    let found = there(&with(all_day, whole).model(), [0, 12, 23]);
    assert_eq!(found[1..], [[4; 3], [5; 3], [6; 3], [7; 3], [8; 3]]);
}

#[test]
fn weekdays_before_the_rows_or_over_the_columns() {
    let days = |words: [&str; 7], row: &dyn Fn(usize, &str) -> String| -> String {
        words.iter().enumerate().map(|(day, word)| row(day, word)).collect()
    };
    let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let en = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let rows =
        |day: usize, word: &str| format!("{word},09:00-12:00,{}\n{word},12:00-18:00,{}\n", day + 1, 10 * (day + 1));
    let long = format!("星期,时段,人数\n{}", days(zh, &rows));
    let across = format!("时段,{}\n09:00-12:00,1,2,3,4,5,9,7\n12:00-18:00,10,20,30,40,50,60,70\n", zh.join(","));
    let down = format!(
        "weekday,09:00-12:00,12:00-15:00,15:00-18:00\n{}",
        days(en, &|day, word| format!("{word},{0},{1},{1}\n", day + 1, 10 * (day + 1)))
    );
    let wanted: Vec<[u32; 3]> = [[0, 7, 70], [0, 1, 10], [0, 2, 20], [0, 3, 30], [0, 4, 40], [0, 5, 50]].into();
    for table in [long, across, down] {
        assert_eq!(there(&with(r#"{ file = "need.csv" }"#, &table).model(), [8, 10, 15]), wanted, "{table}");
    }
}

#[test]
fn rows_of_several_teams_and_a_named_column() {
    let table = "date,queue,from,to,plan,forecast\n\
        2026-03-02,desk,09:00,18:00,4,100\n2026-03-02,other,09:00,18:00,9,100\n2026-03-03,Desk,09:00,18:00,5,100\n";
    let shop = with(r#"{ file = "need.csv", columns = { count = "plan" }, missing = "zero" }"#, table);
    assert_eq!(there(&shop.model(), [8, 10, 15])[1..4], [[0, 4, 4], [0, 5, 5], [0, 0, 0]]);
    let [shown, _] = with(r#"{ file = "need.csv", missing = "zero" }"#, table).refused();
    assert!(shown.contains("\"plan\"") && shown.contains("columns = { count = \"plan\" }"), "{shown}");
}

#[test]
fn what_is_missing_or_no_number_of_people_is_told() {
    let short = BY_DATE.replace("2026-03-04,09:00-18:00,7\n", "");
    with(r#"{ file = "need.csv" }"#, &short).refused_with(&["no row of 2026-03-04", "missing = \"zero\""]);
    let half = BY_DATE.replace(",7\n", ",7.5\n");
    with(r#"{ file = "need.csv" }"#, &half).refused_with(&["7.5 is no number of people"]);
    let twice = format!("{BY_DATE}2026-03-02,11:00-13:00,4\n");
    with(r#"{ file = "need.csv" }"#, &twice).refused_with(&["2026-03-02 11:00 is there already"]);
    with(r#"{ file = "need.csv" }"#, "weekday,interval,agents\nMon,9:00-12:00,4\nTue,9:00-12:00,4\n")
        .refused_with(&["no row of wed, thu, fri, sat, sun"]);
    with(r#"{ weekdays = { file = "need.csv" }, weekend = 2 }"#, BY_DATE)
        .refused_with(&["staffed = { file = \"need.csv\" }"]);
    with(r#"{ file = "gone.csv" }"#, BY_DATE).refused_with(&["gone.csv"]);
}

#[test]
fn what_was_taken_is_told() {
    use peakstaff::model::TakenAs;
    let taken = with(r#"{ file = "need.csv" }"#, BY_DATE).compiled().files;
    assert_eq!(taken.len(), 1);
    let TakenAs::Staffed { hours, weekdays: false, .. } = taken[0].kind else { panic!("{taken:?}") };
    assert_eq!(hours, 12.0 + 36.0 + 15.0 + 30.0 + 63.0 + 48.0 + 6.0);
    assert_eq!(peakstaff::report::taken_json(&taken)[0]["agent_hours"], 210.0);
    let columns: Vec<&str> = taken[0].columns.iter().map(|column| column.role.en.as_str()).collect();
    assert_eq!(columns, ["date", "interval", "number of agents"]);
}

#[test]
fn contacts_are_not_taken_for_agents() {
    let calls = BY_DATE.replacen("agents", "calls", 1);
    with(r#"{ file = "need.csv" }"#, &calls)
        .refused_with(&["\"calls\" of need.csv", "columns = { count = \"calls\" }"]);
    let said = with(r#"{ file = "need.csv", columns = { count = "calls" } }"#, &calls);
    assert_eq!(
        said.model().teams.iter().count(),
        with(r#"{ file = "need.csv" }"#, BY_DATE).model().teams.iter().count()
    );
    let clock = BY_DATE.replacen("interval", "clock", 1);
    with(r#"{ file = "need.csv" }"#, &clock).refused_with(&["columns = { interval = \"clock\" }"]);
}

#[test]
fn what_ends_before_it_begins_ends_on_the_next_day() {
    let night = "date,from,to,staff\n2026-03-02,22:00,06:00,3\n2026-03-03,22:00,06:00,4\n2026-03-04,22:00-06:00,,5\n";
    let night = night.replace("22:00-06:00,", "22:00,06:00");
    let said = r#"{ file = "need.csv", missing = "zero" }"#;
    let found = there(&with(said, &night).model(), [5, 6, 23]);
    assert_eq!(found[1..5], [[0, 0, 3], [3, 0, 4], [4, 0, 5], [5, 0, 0]]);
    let one = "date,interval,staff\n2026-03-02,22:00-06:00,3\n2026-03-03,08:00-12:00,4\n";
    assert_eq!(there(&with(said, one).model(), [5, 8, 23])[1..3], [[0, 0, 3], [3, 4, 0]]);
    let over = format!("{night}2026-03-05,05:00,09:00,1\n");
    with(said, &over).refused_with(&["the row of the day before goes on past 2026-03-05 05:00"]);
    // Over the end of a week too.
    let week = "weekday,from,to,agents\nSun,22:00,06:00,3\nMon,05:00,08:00,1\n";
    with(said, week).refused_with(&["the row of the day before goes on past mon 05:00"]);
    let model = with(said, &week.replace("05:00", "06:00")).model();
    assert_eq!(there(&model, [5, 7, 23])[..2], [[0, 0, 3], [3, 1, 0]]);
}

#[test]
fn several_weekdays_in_one_cell() {
    for table in [
        "Weekday,From,To,Agents\nMon-Thu,09:00,18:00,5\nFri,09:00,13:00,2\n",
        "星期,时段,人数\n星期一至星期四,09:00-18:00,5\n星期五,09:00-13:00,2\n",
        "时段,周一至周四,周五\n09:00-13:00,5,2\n13:00-18:00,5,0\n",
    ] {
        let model = with("{ file = \"need.csv\", missing = \"zero\" }", table).model();
        let days = there(&model, [8, 12, 17]);
        assert_eq!((days[1], days[4], days[5]), ([0, 5, 5], [0, 5, 5], [0, 2, 0]), "{table}");
    }
}

#[test]
fn people_that_are_needed_and_people_that_are_there_are_asked_about() {
    for head in ["需要人数,排班人数", "Agents needed now,Agents", "实到人数,人数"] {
        let table = format!("date,interval,{head}\n2026-03-02,09:00-18:00,3,4\n");
        let words: Vec<&str> = head.split(',').collect();
        let line = format!("columns = {{ count = \"{}\" }}", words[0]);
        with("{ file = \"need.csv\", missing = \"zero\" }", &table).refused_with(&[&line, words[1]]);
    }
}
