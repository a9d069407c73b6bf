//! Which column of a file is which: none is guessed where several could be meant; intervals that differ in length.

use crate::support::{Shop, package, shop};
use peakstaff::model::Model;
use peakstaff::time::SimDuration;
use std::fs;

/// A case of `tests/cases/public`; a table stands in the place of its own.
fn case(text: &str, table: Option<&str>) -> Shop {
    let case = shop(text).in_folder("tests/cases/public");
    match table {
        Some(table) => case.beside("p12b_from_to.csv", table),
        None => case,
    }
}

/// What is expected in each of some hours of the first day.
fn by_hour(model: &Model, hours: std::ops::Range<i64>) -> Vec<f64> {
    let arrivals = model.types.iter().next().unwrap().arrivals.as_ref().unwrap();
    let (expected, profile) = (arrivals.expected(&model.calendar, 0), arrivals.profile_on(&model.calendar, 0));
    let before = |hour: i64| profile.share_before(SimDuration::HOUR * hour);
    hours.map(|hour| ((before(hour + 1) - before(hour)) * expected * 1e6).round() / 1e6).collect()
}

const THREE: &str = include_str!("../../cases/public/p12_three_numbers.toml");
const FROM_TO: &str = include_str!("../../cases/public/p12b_from_to.toml");

#[test]
fn several_columns_of_numbers_are_not_guessed() {
    let [en, zh] = case(THREE, None).refused();
    for shown in [&en, &zh] {
        assert!(
            shown.contains("\"Expected\"") && shown.contains("\"Offered\"") && shown.contains("\"Calls\""),
            "{shown}"
        );
        assert!(shown.contains("columns = { count = \"Expected\" }"), "{shown}");
    }
    assert!(en.contains("3 columns of p12_three_numbers.csv could be the number"), "{en}");
    assert!(zh.contains("有 3 列都可能是数量"), "{zh}");
    for (word, total) in [("Expected", 620.0), ("offered", 45.0), ("Calls", 42.0)] {
        let said = THREE.replace("missing =", &format!("columns = {{ count = \"{word}\" }}, missing ="));
        assert_eq!(by_hour(&case(&said, None).model(), 0..24).iter().sum::<f64>(), total, "{word}");
    }
    // A column under the type's own name is meant, whatever else there is.
    let own = THREE.replace("contact.phone", "contact.offered").replace("[\"phone\"]", "[\"offered\"]");
    assert_eq!(by_hour(&case(&own, None).model(), 8..10), [20.0, 25.0]);
}

#[test]
fn no_other_column_is_guessed_either() {
    for (table, role, first) in [
        ("日期,数据日期,时段,咨询量\n2024-05-30,2024-05-30,9:00-10:00,3", "date", "日期"),
        ("日期,时段,小时,咨询量\n2024-05-30,9:00-10:00,9,3", "interval", "时段"),
        ("Date,From,To,End,Calls\n2024-05-30,9:00,10:00,10:00,3", "until", "To"),
        ("日期,渠道,队列,咨询量\n2024-05-30,phone,phone,3", "type", "渠道"),
    ] {
        for shown in case(FROM_TO, Some(table)).refused() {
            assert!(shown.contains(&format!("columns = {{ {role} = \"{first}\" }}")), "{shown}");
        }
    }
    // Words over columns that hold something else say nothing.
    let other = "Date,Day,Interval,Period,Calls\n2024-05-30,Thu,9:00-10:00,Morning,3";
    assert_eq!(by_hour(&case(FROM_TO, Some(other)).model(), 8..11), [0.0, 3.0, 0.0]);
    let [en, _] = case(FROM_TO, Some("Date,Calls,Calls\n2024-05-30,3,4")).refused();
    assert!(en.contains("give every column a word of its own"), "{en}");
    let rows = FROM_TO.replace("missing = \"zero\"", "counts = \"rows\"");
    let [en, _] = case(&rows, Some("arrived,handle time,talk time\n2024-05-30 09:01,30,20")).refused();
    assert!(en.contains("columns = { effort = \"handle time\" }"), "{en}");
    let [en, _] = case(&rows, Some("created,arrived\n2024-05-30 09:01,2024-05-30 09:07")).refused();
    assert!(en.contains("columns = { date = \"created\" }"), "{en}");
    case(&rows, Some("日期,创建时间,结束时间\n2024-05-30,09:01,09:30")).model();
}

#[test]
fn intervals_that_differ_in_length_are_spread_evenly() {
    let truth = [0.0, 10.0, 10.0, 10.0, 10.0, 0.0];
    assert_eq!(by_hour(&case(FROM_TO, None).model(), 7..13), truth);
    for table in [
        "日期,开始,结束,咨询量\n2024-05-30,8:00,8:59,10\n2024-05-30,9:00,11:59:59,30",
        "Date,Interval,Calls\n2024-05-30,08:00-09:00,10\n2024-05-30,09:00-12:00,30",
        "Date,Start,End,Calls\n2024-05-30,2024-05-30 08:00,2024-05-30 09:00,10\n2024-05-30,9,12,30",
    ] {
        assert_eq!(by_hour(&case(FROM_TO, Some(table)).model(), 7..13), truth, "{table}");
    }
    // Exact numbers stay whole: 31 in three hours are 10, 10 and 11.
    let exact = FROM_TO.replace("missing = \"zero\"", "missing = \"zero\", counts = \"exact\"");
    let odd = "Date,From,To,Calls\n2024-05-30,08:00,09:00,10\n2024-05-30,09:00,12:00,31";
    assert_eq!(by_hour(&case(&exact, Some(odd)).model(), 8..12), [10.0, 10.0, 10.0, 11.0]);
    // Until midnight, with its date.
    let late = "Date,From,To,Calls\n2024-05-30,20:00,21:00,10\n2024-05-30,21:00,2024-05-31 00:00,30";
    assert_eq!(by_hour(&case(FROM_TO, Some(late)).model(), 19..24), [0.0, 10.0, 10.0, 10.0, 10.0]);
}

#[test]
fn ends_that_contradict_are_mistakes() {
    for (table, said) in [
        (
            "Date,From,To,Calls\n2024-05-30,08:00,10:00,10\n2024-05-30,09:00,12:00,30",
            "2024-05-30 09:00 is there already",
        ),
        ("Date,From,To,Calls\n2024-05-30,08:00,07:00,10", "ends before it begins"),
        ("Date,From,To,Calls\n2024-05-30,08:00,,10", "when it ends does not stand here"),
        ("Date,From,To,Calls\n2024-05-30,08:00,2024-06-01 09:00,10", "it ends on 2024-06-01, not on its own date"),
        ("Date,To,Calls\n2024-05-30,09:00,10", "one time of day does not say how long an interval is"),
        ("Date,From,To,Calls\n2024-05-30,08:00,09:07,10\n2024-05-30,10:00,11:00,1", "09:07 is on no whole 5 minutes"),
    ] {
        let [en, _] = case(FROM_TO, Some(table)).refused();
        assert!(en.contains(said), "{en}");
    }
}

#[test]
fn a_forecast_of_a_shop_is_read_at_once() {
    let table = fs::read(package("tests/cases/trials/forecast_gbk.csv")).unwrap();
    let text = FROM_TO
        .replace("2024-05-30", "2025-11-05")
        .replace("phone", "售前咨询")
        .replace("contact.售前", "contact.\"售前");
    let text = text.replace("售前咨询]", "售前咨询\"]").replace(", missing = \"zero\"", "");
    let model = shop(&text).beside("p12b_from_to.csv", table).model();
    // Two a half hour from midnight to six, three and three, five and seven.
    assert_eq!(by_hour(&model, 0..8), [4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 6.0, 12.0]);
}

#[test]
fn what_stands_in_brackets_is_dropped_only_where_it_tells_nothing_apart() {
    let table = |word: &str| format!("Date,From,To,{word}\n2024-05-30,9:00,10:00,3");
    for (word, asked) in [
        ("Calls (answered)", "columns = { count = \"Calls (answered)\" }"),
        ("来电量（已接）", "columns = { count = \"来电量（已接）\" }"),
        ("Calls (thousand)", "columns = { count = \"Calls (thousand)\" }"),
    ] {
        for shown in case(FROM_TO, Some(&table(word))).refused() {
            assert!(shown.contains(asked), "{shown}");
        }
    }
    let thousands = |more: &str| {
        let said = format!("columns = {{ count = \"Calls (thousand)\" }}, {more}missing =");
        case(&FROM_TO.replace("missing =", &said), Some(&table("Calls (thousand)")))
    };
    for shown in thousands("").refused() {
        assert!(shown.contains("times = 1000"), "{shown}");
    }
    assert_eq!(by_hour(&thousands("times = 1000, ").model(), 9..10), [3000.0]);
    assert_eq!(by_hour(&thousands("times = 1, ").model(), 9..10), [3.0]);
    let zoned = "Date,From (ET),To,Calls\n2024-05-30,9:00,10:00,3";
    for shown in case(FROM_TO, Some(zoned)).refused() {
        assert!(shown.contains("time_zone = \"as written\""), "{shown}");
    }
}

#[test]
fn a_comma_within_a_number_is_no_end_of_a_cell() {
    for row in ["2024-05-30,9:00,10:00,1,250", "2024-05-30,9:00,10:00,4,5"] {
        let table = format!("Date,From,To,Calls\n{row}\n2024-05-30,10:00,11:00,3,,");
        for shown in case(FROM_TO, Some(&table)).refused() {
            assert!(shown.contains(row) && shown.contains("\"1,250\""), "{shown}");
        }
    }
    let quoted = "Date,From,To,Calls\n2024-05-30,9:00,10:00,\"1,250\",\n2024-05-30,10:00,11:00,3,,";
    assert_eq!(by_hour(&case(FROM_TO, Some(quoted)).model(), 9..11), [1250.0, 3.0]);
}

#[test]
fn rates_and_running_totals_are_asked_about_in_every_wording() {
    let table = |title: &str, word: &str| {
        format!("{title}Date,From,To,{word}\n2024-05-30,9:00,9:30,3\n2024-05-30,9:30,10:00,3")
    };
    for (title, word, line) in [
        ("", "Hourly calls", "times = 0.5"),
        ("", "每小时来电量", "times = 0.5"),
        ("", "小时均来电量", "times = 0.5"),
        ("", "Calls per minute", "times = 30"),
        ("", "累计来电量", "times = 1"),
        ("单位：千通\n", "来电量", "times = 1000"),
    ] {
        let said = format!("columns = {{ count = \"{word}\" }}, missing =");
        let text = FROM_TO.replace("missing =", &said);
        for shown in case(&text, Some(&table(title, word))).refused() {
            assert!(shown.contains(line), "{word}: {shown}");
        }
    }
    let said = "columns = { count = \"每30分钟来电量\" }, missing =";
    let model = case(&FROM_TO.replace("missing =", said), Some(&table("", "每30分钟来电量"))).model();
    assert_eq!(by_hour(&model, 9..10), [6.0]);
}
