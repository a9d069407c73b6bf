//! Files are read where they can mean one thing, and asked about where they can mean two: numbers, lengths of time, dates,
//! zones, shapes of tables, rosters; and what was read is told.

use crate::support::{package, shop as shop_of, watch};
use peakstaff::compile::Compiled;
use peakstaff::diagnostic::Style;
use peakstaff::model::{Arrivals, Given, Lang, Model, Plan, Staffing, Taken, TakenAs};
use peakstaff::random::Law;
use peakstaff::time::SimDuration;
use std::fs;

/// Files of the texts here, in whose place a table may stand.
const TABLES: [&str; 4] = ["v.csv", "r.csv", "p15_date_only_log.csv", "p07_roster_long.csv"];

/// A case of `tests/cases/public`; a table stands in the place of its own.
fn compile(text: &str, table: Option<&str>) -> Result<Compiled, [String; 2]> {
    let case = shop_of(text).in_folder("tests/cases/public");
    let case =
        table.into_iter().fold(case, |case, table| TABLES.iter().fold(case, |case, name| case.beside(name, table)));
    let shown = |refused: peakstaff::session::Refused| {
        [false, true].map(|chinese| refused.render(Style { chinese, colour: false }))
    };
    case.checked().map(|scenario| scenario.compiled).map_err(shown)
}

#[track_caller]
pub(super) fn compiled(text: &str, table: Option<&str>) -> Compiled {
    compile(text, table).unwrap_or_else(|[shown, _]| panic!("{shown}"))
}

#[track_caller]
pub(super) fn refused(text: &str, table: Option<&str>) -> [String; 2] {
    compile(text, table).err().unwrap_or_else(|| panic!("it is refused: {table:?}"))
}

/// A public case.
fn case(name: &str) -> String {
    fs::read_to_string(package("tests/cases/public").join(name)).unwrap()
}

pub(super) fn arrivals(model: &Model) -> Vec<&Arrivals> {
    model.types.iter().filter_map(|kind| kind.arrivals.as_ref()).collect()
}

/// What is expected in the hours of a day of the first type.
pub(super) fn by_hour(model: &Model, day: i32, hours: std::ops::Range<i64>) -> Vec<f64> {
    let one = arrivals(model)[0];
    let (expected, profile) = (one.expected(&model.calendar, day), one.profile_on(&model.calendar, day));
    let before = |hour: i64| profile.share_before(SimDuration::HOUR * hour);
    hours.map(|hour| ((before(hour + 1) - before(hour)) * expected * 1e6).round() / 1e6).collect()
}

/// What is expected on the first day.
pub(super) fn total(model: &Model) -> f64 {
    (arrivals(model)[0].expected(&model.calendar, 0) * 1e6).round() / 1e6
}

pub(super) fn notes(taken: &Taken) -> Vec<&str> {
    taken.notes.iter().map(|note| note.get(Lang::En)).collect()
}

/// A day of May 2024 with this table of volumes, and this beside it.
pub(super) fn shop(beside: &str) -> String {
    format!(
        "start = 2024-05-30\ndays = 2\ntemplate = \"none\"\n[contact.calls]\nchannel = \"call\"\n\
         arrivals = {{ file = \"v.csv\", missing = \"zero\", per_day = 0 {beside} }}\neffort = \"240 s\"\npatience = \"none\"\n\
         [design.now.team.t]\nstaffed = 5\nserves = [\"calls\"]\n"
    )
}

/// What is expected on 30 May, of a table with this beside its file.
#[track_caller]
fn volume(beside: &str, table: &str) -> f64 {
    total(compiled(&shop(beside), Some(table)).model(0, 0))
}

/// Both languages of what is said of a table that is refused show these.
#[track_caller]
pub(super) fn asks(beside: &str, table: &str, wanted: &[&str]) {
    for shown in refused(&shop(beside), Some(table)) {
        for part in wanted {
            assert!(shown.contains(part), "{part} is not in:\n{shown}");
        }
    }
}

#[test]
fn decimal_commas_are_read_where_a_cell_tells() {
    let c = compiled(&case("p03_decimal_comma.toml"), None);
    assert_eq!(total(c.model(0, 0)), 23.0);
    assert!(notes(&c.files[0]).contains(&"commas before fractions (12,5 is 12.5)"), "{:?}", c.files[0].notes);
    let asked = "date;count\n2024-05-30;1,234\n2024-05-31;2,500";
    asks("", asked, &["1.234", "1234", "decimal = \",\"", "decimal = \".\"", "v.csv"]);
    assert_eq!(volume(", decimal = \",\"", asked), 1.234);
    assert_eq!(volume(", decimal = \".\"", asked), 1234.0);
    assert_eq!(volume("", "date,count\n2024-05-30,\"1,234\"\n2024-05-31,7"), 1234.0);
    assert_eq!(volume("", "date;count\n2024-05-30;1.234,5\n2024-05-31;2.500"), 1234.5);
    assert_eq!(volume("", "日期\t数量\n2024-05-30\t1.2万\n2024-05-31\t8"), 12_000.0);
    asks("", "date;count\n2024-05-30;12,5\n2024-05-31;12.5", &["12,5", "12.5", "decimal = "]);
    for (text, en) in [("30%", "is a share"), ("(5)", "is negative"), ("many", "is not a number")] {
        let [shown, _] = refused(&shop(""), Some(&format!("date,count\n2024-05-30,{text}")));
        assert!(shown.contains(en), "{shown}");
    }
    // A sign for nothing is an empty cell.
    let c = compiled(&shop(""), Some("date,count\n2024-05-30,-\n2024-05-31,4"));
    assert_eq!((total(c.model(0, 0)), notes(&c.files[0])), (0.0, vec!["1 empty cell read as 0"]));
    let strict = shop("").replace(", missing = \"zero\"", "");
    let [shown, _] = refused(&strict, Some("date,count\n2024-05-30,N/A\n2024-05-31,4"));
    assert!(shown.contains("no number stands here, but \"N/A\"") && shown.contains("missing = \"zero\""), "{shown}");
}

/// The mean effort of a log's contacts, seconds.
fn logged(model: &Model) -> f64 {
    let efforts: Vec<f64> = arrivals(model)[0]
        .given
        .values()
        .flat_map(|given| given.recorded().iter().filter_map(|one| one.effort))
        .map(SimDuration::seconds)
        .collect();
    efforts.iter().sum::<f64>() / efforts.len() as f64
}

fn log(heading: &str, cells: [&str; 2], unit: &str) -> Result<f64, [String; 2]> {
    let beside = format!(", counts = \"rows\", columns = {{ effort = '{heading}' }}{unit}");
    let table = format!("arrived,{heading}\n2024-05-30 08:15:10,{}\n2024-05-30 08:30:10,{}\n", cells[0], cells[1]);
    compile(&shop(&beside), Some(&table)).map(|c| logged(c.model(0, 0)))
}

#[test]
fn lengths_are_in_the_unit_that_is_written_or_asked() {
    assert_eq!(logged(compiled(&case("p04_minutes_seconds.toml"), None).model(0, 0)), 275.0);
    let c = compiled(&case("p05_in_minutes.toml"), None);
    let Law::Empirical(values) = &c.model(0, 0).types.iter().next().unwrap().effort else { panic!("a column") };
    assert_eq!(values.iter().map(|value| value.seconds()).sum::<f64>() / 4.0, 1455.0);
    assert!(matches!(c.files[0].kind, TakenAs::Durations { mean } if (mean - 1455.0).abs() < 1e-9));
    assert_eq!(notes(&c.files[0]), ["lengths in minutes"]);
    for (heading, cells, seconds) in [
        ("Talk time (mm:ss)", ["04:10", "05:00"], 275.0),
        ("通话时长(分:秒)", ["04:10", "05:00"], 275.0),
        ("时长（分钟）", ["4", "5"], 270.0),
        ("Talk time in seconds", ["10", "20"], 15.0),
        ("talk_time_ms", ["250000", "300000"], 275.0),
        ("talk", ["4m10s", "5 min"], 275.0),
        ("talk", ["PT4M10S", "00:05:00"], 275.0),
        ("talk", ["04:10", "1:05:00"], 2075.0),
        ("talk", ["250", "300"], 275.0),
    ] {
        assert_eq!(log(heading, cells, ""), Ok(seconds), "{heading} {cells:?}");
    }
    for (heading, cells, lines) in [
        ("talk", ["04:10", "05:00"], ["unit = \"mm:ss\"", "unit = \"hh:mm\""]),
        ("talk", ["4", "5"], ["unit = \"s\"", "unit = \"min\""]),
        ("talk", ["0.00289", "0.00347"], ["unit = \"days\"", "unit = \"h\""]),
        ("talk", ["250000", "300000"], ["unit = \"ms\"", "unit = \"s\""]),
        ("talk (mm:ss)", ["04:10:00", "05:00:00"], ["unit = \"mm:ss\"", "unit = \"h:mm:ss\""]),
        ("talk (mm:ss)", ["250", "300"], ["unit = \"s\"", "unit = \"min\""]),
    ] {
        for shown in log(heading, cells, "").unwrap_err() {
            assert!(shown.contains(cells[0]) && lines.iter().all(|line| shown.contains(line)), "{shown}");
        }
    }
    for (unit, seconds) in [("mm:ss", 275.0), ("hh:mm", 16_500.0)] {
        assert_eq!(log("talk", ["04:10", "05:00"], &format!(", unit = \"{unit}\"")), Ok(seconds));
    }
    assert_eq!(log("talk", ["0.00289351852", "0.00347222222"], ", unit = \"days\"").map(f64::round), Ok(275.0));
    let [shown, _] = log("talk", ["4", "5"], ", unit = \"fortnight\"").unwrap_err();
    assert!(shown.contains("\"fortnight\" is no unit of time"), "{shown}");
}

#[test]
fn the_order_of_day_and_month_is_told_by_a_date_or_asked() {
    assert_eq!(volume("", "date,count\n05/30/2024,7\n05/31/2024,8"), 7.0);
    assert_eq!(volume("", "date,count\n30/05/2024,7\n01/06/2024,8"), 7.0);
    let open = "date,count\n05/06/2024,7\n06/06/2024,8";
    asks("", open, &["05/06/2024", "2024-06-05", "2024-05-06", "day_first = true", "day_first = false"]);
    let of = |beside: &str| arrivals(compiled(&shop(beside), Some(open)).model(0, 0))[0].known.clone();
    assert!(of(", day_first = true").is_empty(), "neither is simulated");
    asks("", "date,count\n30/05/2024,7\n05/31/2024,8", &["30/05/2024", "day_first"]);
    // A weekday beside a date tells, or contradicts it.
    assert_eq!(volume("", "date,count\nWed 05/06/2024,7\nThu 30/05/2024,8"), 8.0);
    let fifth = "date,count\n2024-05-30 周五,7";
    asks("", fifth, &["2024-05-30"]);
    assert!(refused(&shop(""), Some(fifth))[0].contains("2024-05-30 is a Thursday"));
    asks("", "date,count\n30/5/24,7", &["30/5/24", "day_first = true"]);
    assert_eq!(volume(", day_first = true", "date,count\n30/5/24,7"), 7.0);
    asks("", "日期,数量\n5月30日,7", &["5月30日", "year = 2024"]);
    assert_eq!(volume(", year = 2024", "日期,数量\n5月30日,7"), 7.0);
    for date in [
        "2024年5月30日",
        "20240530",
        "30 May 2024",
        "May 30, 2024",
        "30.05.2024",
        "2024-05-30 周四",
        "45442",
        "05302024",
    ] {
        assert_eq!(volume("", &format!("date,count\n\"{date}\",7")), 7.0, "{date}");
    }
    let [shown, _] = refused(&shop(""), Some("date,count\n2024-W22,7"));
    assert!(shown.contains("\"2024-W22\" is not a date"), "{shown}");
}

#[test]
fn zones_are_as_written_or_asked() {
    // What both exports of one queue say, after the lines that the messages name.
    let text = case("p11_queue_exports.toml");
    for shown in refused(&text, None) {
        for part in [
            "2025-01-20T09:00:00Z",
            "time_zone = \"+08:00\"",
            "time_zone = \"as written\"",
            "Calls Inbound",
            "columns = { count = \"ContactsOffered\" }",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
    let said = text
        .replace(
            "p11_queue_export_utc.csv\"",
            "p11_queue_export_utc.csv\", time_zone = \"as written\", columns = { count = \"ContactsOffered\" }",
        )
        .replace(
            "p11_queue_export_12h_us.csv\"",
            "p11_queue_export_12h_us.csv\", columns = { count = \"Calls Inbound\" }",
        );
    let c = compiled(&said, None);
    for one in arrivals(c.model(0, 0)) {
        assert_eq!(one.expected(&c.model(0, 0).calendar, 0), 850.0);
    }
    assert_eq!(by_hour(c.model(0, 0), 0, 8..10), [0.0, 850.0]);
    // The same in China: from five in the afternoon on.
    let china = compiled(&said.replace("as written", "+08:00"), None);
    let calls = &china.model(0, 0);
    let hours: Vec<f64> = china
        .model(0, 0)
        .types
        .iter()
        .filter_map(|kind| kind.arrivals.as_ref())
        .map(|one| one.profile_on(&calls.calendar, 0).share_before(SimDuration::HOUR * 17))
        .collect();
    assert!(hours.contains(&0.0) && hours.contains(&1.0), "{hours:?}");
    let c = compiled(&case("p11b_offset.toml"), None);
    assert_eq!((total(c.model(0, 0)), by_hour(c.model(0, 0), 0, 8..9)), (69.0, vec![69.0]));
    assert!(notes(&c.files[0]).contains(&"times as written (UTC-07:00)"), "{:?}", c.files[0].notes);
    // Seconds since 1970 are the time at Greenwich.
    let epoch = "timestamp,count\n1717056000,7\n1717057800,8";
    asks("", epoch, &["1717056000", "time_zone = "]);
    assert_eq!(by_hour(compiled(&shop(", time_zone = \"+08:00\""), Some(epoch)).model(0, 0), 0, 16..17), [15.0]);
    assert_eq!(by_hour(compiled(&shop(", time_zone = \"UTC\""), Some(epoch)).model(0, 0), 0, 8..9), [15.0]);
    asks("", "Start Time (UTC),count\n2024-05-30 08:00,7\n2024-05-30 08:30,8", &["time_zone = "]);
    asks("", "timestamp,count\n2024-05-30T08:00:00+08:00,7\n2024-05-30T08:30:00Z,8", &["time_zone = "]);
    let [shown, _] = refused(&shop(", time_zone = \"EST\""), Some(epoch));
    assert!(shown.contains("\"EST\" is no time zone") && shown.contains("+08:00"), "{shown}");
}

#[test]
fn times_of_day_in_all_the_forms_of_exports() {
    for rows in [
        "2024-05-30,9:00 AM,7\n2024-05-30,9:30 AM,8\n2024-05-30,2:30 PM,4",
        "2024-05-30,上午9:00,7\n2024-05-30,上午9:30,8\n2024-05-30,下午2:30,4",
        "2024-05-30,0900,7\n2024-05-30,0930,8\n2024-05-30,1430,4",
        "2024-05-30,900,7\n2024-05-30,930,8\n2024-05-30,1430,4",
        "2024-05-30,09:00–09:30,7\n2024-05-30,09:30–10:00,8\n2024-05-30,14:30–15:00,4",
        "2024-05-30,8:60,0",
    ] {
        let table = format!("date,interval,count\n{rows}");
        if rows.contains("8:60") {
            asks("", &table, &["8:60"]);
            continue;
        }
        let c = compiled(&shop(""), Some(&table));
        assert_eq!(by_hour(c.model(0, 0), 0, 9..15), [15.0, 0.0, 0.0, 0.0, 0.0, 4.0], "{rows}");
    }
    let hours = compiled(&shop(""), Some("date,hour,count\n2024-05-30,8,7\n2024-05-30,9,8"));
    assert_eq!(by_hour(hours.model(0, 0), 0, 8..10), [7.0, 8.0]);
    asks("", "date,hour,count\n2024-05-30,23,7\n2024-05-30,24,8", &["24", "hour_ends = true"]);
    asks("", "date,time,count\n2024-05-30,11:00,3\n2024-05-30,12:00,3\n2024-05-30,1:00,7", &["1:00", "13:00"]);
    asks("", "date,slot,count\n2024-05-30,24,7\n2024-05-30,25,8", &["25"]);
    // Intervals from one moment to another.
    let api = "interval,count\n2024-05-30T09:00:00+08:00/2024-05-30T09:30:00+08:00,7";
    assert_eq!(by_hour(compiled(&shop(""), Some(api)).model(0, 0), 0, 9..10), [7.0]);
    let genesys = "Interval Start,Interval End,count\n5/30/24 9:00 AM,5/30/24 9:30 AM,7";
    asks("", genesys, &["5/30/24", "day_first = false"]);
    assert_eq!(by_hour(compiled(&shop(", day_first = false"), Some(genesys)).model(0, 0), 0, 9..10), [7.0]);
    // What comes after midnight is the next day's.
    let late = shop(", counts = \"rows\"");
    let c = compiled(&late, Some("arrived\n2024-05-30 23:59:10\n2024-05-30 24:05:10"));
    let given = &arrivals(c.model(0, 0))[0].given;
    assert_eq!(given.values().map(|given| given.recorded().len()).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn logs_of_dates_alone_come_by_the_profile() {
    let text = case("p15_date_only_log.toml");
    let c = compiled(&text, None);
    let given: Vec<usize> = arrivals(c.model(0, 0))[0].given.values().map(|given| given.recorded().len()).collect();
    assert_eq!(given, [2, 1]);
    assert!(notes(&c.files[0]).iter().any(|note| note.contains("drawn by the profile")), "{:?}", c.files[0].notes);
    // Their lengths stay theirs; their moments are drawn, in the hours of the profile.
    let longer = text
        .replace(
            "columns = { date = \"call_timestamp\" }",
            "columns = { date = \"call_timestamp\", effort = \"minutes\" }, profile = \"noon\"",
        )
        .replace("[contact.calls]", "[calendar]\nprofile.noon = [0, 1, 0]\n[contact.calls]");
    let c = compiled(&longer, None);
    assert_eq!(logged(c.model(0, 0)).round(), 1040.0);
    let came = |replication| {
        struct Came(Vec<(i32, i64)>);
        impl peakstaff::engine::Observer for Came {
            fn arrived(&mut self, at: peakstaff::time::SimTime, _: &peakstaff::engine::Contact) {
                self.0.push((at.day(), at.time_of_day().ticks()));
            }
        }
        watch(c.model(0, 0), 1, replication, Came(Vec::new())).0
    };
    for replication in 0..5 {
        let all = came(replication);
        assert_eq!(all.iter().map(|(day, _)| *day).collect::<Vec<_>>(), [0, 0, 1]);
        let hour = SimDuration::HOUR.ticks();
        assert!(all.iter().all(|(_, at)| (8 * hour..16 * hour).contains(at)), "{all:?}");
    }
    assert_ne!(came(0), came(1));
    assert!(matches!(**arrivals(c.model(0, 0))[0].given.values().next().unwrap(), Given::Dated(_)));
    // Some with a time and some without is a mistake.
    let [shown, _] = refused(&text, Some("call_timestamp\n2024-05-30\n2024-05-30 09:00"));
    assert!(shown.contains("at what time is not said"), "{shown}");
}

#[test]
fn columns_that_could_be_the_numbers_are_named_with_the_line() {
    for (table, first) in [
        ("日期,时段,接入量,应答量\n2024-05-30,9:00-10:00,9,8", "接入量"),
        ("日期,时段,进线量,应答量\n2024-05-30,9:00-10:00,9,8", "进线量"),
        ("日期,咨询人数,接待人数\n2024-05-30,9,8", "咨询人数"),
        ("Date,Handled\n2024-05-30,8", "Handled"),
        ("Date,Anrufe\n2024-05-30,8", "Anrufe"),
        ("Date,Foo,Bar\n2024-05-30,8,9", "Foo"),
    ] {
        asks("", table, &[&format!("columns = {{ count = \"{first}\" }}"), first]);
        let line = format!(", columns = {{ count = \"{first}\" }}");
        assert!(volume(&line, table) > 7.0, "{table}");
    }
    // Shares, means and lengths are no numbers of contacts, and neither is what is called by another's name.
    let table = "Date,Calls,Answer Rate %,Avg Handle Time (sec),Agents\n2024-05-30,8,90,240,5";
    let c = compiled(&shop(""), Some(table));
    assert_eq!(c.files[0].passed_over, ["Answer Rate %", "Avg Handle Time (sec)", "Agents"]);
    for shown in refused(&shop(""), Some("2024-05-30,09:00,5\n2024-05-30,09:30,6")) {
        assert!(!shown.contains("columns = "), "no line makes words of data: {shown}");
    }
    asks("", "Datum;Anrufe\n2024-05-30;8", &["columns = { date = \"Datum\" }"]);
}

#[test]
fn tables_in_every_shape() {
    let truth = [3.0, 4.0, 5.0];
    for table in [
        "日期,09:00,10:00,11:00,合计\n2024-05-30,3,4,5,12\n2024-05-31,1,1,1,3\n合计,4,5,6,15",
        "date,9:00-10:00,10:00-11:00,11:00-12:00\n2024-05-30,3,4,5",
        "客服进线统计表\n\n时段,2024-05-30,2024-05-31\n,周四,周五\n9:00-10:00,3,1\n10:00-11:00,4,1\n11:00-12:00,5,1\n合计,12,3",
        "date,hour,count\n2024-05-30,9,3\n,10,4\n,11,5\nGrand Total,,12",
        "日期,时段,呼入,,呼出\n,,进线量,放弃量,拨打量\n2024-05-30,9:00-10:00,3,0,9\n2024-05-30,10:00-11:00,4,0,9\n2024-05-30,11:00-12:00,5,0,9",
        "日期,时段,进线量,时长\n,,(个),(秒)\n2024-05-30,9:00-10:00,3,60\n2024-05-30,10:00-11:00,4,60\n2024-05-30,11:00-12:00,5,60\n注：不含机器人,,,",
        "date|interval|count\n20240530|09:00|3\n20240530|10:00|4\n20240530|11:00|5",
        "sep=;\ndate;interval;count\n2024-05-30;09:00;3\n2024-05-30;10:00;4\n2024-05-30;11:00;5",
    ] {
        let c = compiled(&shop(""), Some(table));
        assert_eq!(by_hour(c.model(0, 0), 0, 9..12), truth, "{table}");
    }
    // A heading of two rows is called by both.
    let two = "日期,时段,电话,,在线\n,,量,时长,量\n2024-05-30,9:00-10:00,3,0,9";
    asks("", two, &["电话 > 量", "在线 > 量"]);
    assert_eq!(volume(", columns = { count = \"电话 > 量\" }", two), 3.0);
    let c = compiled(
        &shop(""),
        Some("date,hour,count\n2024-05-30,9,3\n,10,4\n2024-06-20,9,1\nSum,,8\nnote: test centre only,,"),
    );
    for note in [
        "1 row with the date of the row above",
        "1 row of sums or means passed over",
        "1 row of notes passed over",
        "1 row on dates that are not simulated",
    ] {
        assert!(notes(&c.files[0]).contains(&note), "{note}: {:?}", c.files[0].notes);
    }
}

#[test]
fn what_was_read_is_told_with_what_it_was_taken_for() {
    let c = compiled(&case("p11b_offset.toml"), None);
    let taken = &c.files[0];
    let columns: Vec<(&str, &str)> =
        taken.columns.iter().map(|read| (read.word.as_str(), read.role.get(Lang::En))).collect();
    assert_eq!(columns, [("QueueName", "type"), ("Timestamp", "date"), ("IncomingContactVolume", "number")]);
    assert_eq!(taken.passed_over, ["QueueId", "ChannelType", "AverageHandleTime"]);
    assert!(matches!(&taken.kind, TakenAs::Volumes { sums, .. } if sums == &[("calls".to_owned(), 69.0)]));
}

pub(super) fn heads_and_shifts(model: &Model, days: std::ops::Range<usize>) -> (usize, usize) {
    let Staffing::People(people) = &model.teams.iter().next().unwrap().staffing else { panic!("people") };
    let Plan::Dated(grid) = &people.plan else { panic!("a roster") };
    // Its first day is the one before those simulated.
    let shifts = grid.days[(1 + days.start)..=days.end].iter().flatten().flatten().count();
    (grid.heads() as usize, shifts)
}

#[test]
fn rosters_as_they_are_kept() {
    assert_eq!(heads_and_shifts(compiled(&case("p06_roster_weekday_row.toml"), None).model(0, 0), 0..14), (3, 26));
    let long = case("p07_roster_long.toml");
    assert_eq!(heads_and_shifts(compiled(&long, None).model(0, 0), 0..2), (2, 3));
    for table in [
        "工号,姓名,日期,班次\n7,甲,2026-04-01,A\n7,甲,2026-04-02,B\n8,乙,2026-04-02,A\n8,乙,2026-04-01,年假",
        "Employee,Date,Start,End\n甲,2026-04-01,08:00,16:00\n甲,2026-04-02,4:00 PM,12:00 AM\n乙,2026-04-02,8:00,16:00",
        "Agent,Start,End\n甲,2026-04-01 08:00,2026-04-01 16:00\n甲,2026-04-02 16:00,2026-04-03 00:00\n乙,2026-04-02 08:00,2026-04-02 16:00",
        "2026年4月排班\n工号,姓名,1,2,出勤\n,,三,四,\n007,甲,A,B,2\n008,乙,调休,A,1\n合计,,1,2,3",
        "序号,姓名,46113,46114\n1,甲,A,B\n2,乙,OFF,A\n在岗人数,,1,2",
        // A day a row, a person a column.
        "date,甲,乙\n2026-04-01,A,off\n2026-04-02,B,A",
        "日期,星期,甲,乙,在岗人数\n2026/4/1,三,A,休,1\n2026/4/2,四,B,A,2",
        "2026年4月排班,,\n姓名,甲,乙\n1,A,休\n2,B,A\n合计,2,1",
        "工号,7,8\n姓名,甲,乙\n4月1日,A,休\n4月2日,B,A",
    ] {
        let c = compiled(&long, Some(table));
        assert_eq!(heads_and_shifts(c.model(0, 0), 0..2), (2, 3), "{table}");
        assert!(matches!(c.files[0].kind, TakenAs::Roster { heads: 2, shifts: 3 }));
    }
    for shown in refused(&long, Some("姓名,2026-04-01,2026-04-02\n甲,早,晚\n乙,早,A")) {
        assert!(shown.contains("letters = { \"早\" = \"…\", \"晚\" = \"…\" }"), "{shown}");
    }
    for shown in refused(&long, Some("name,date,from,until\n甲,2026-04-01,9:00,18:00\n甲,2026-04-02,13:00,22:00")) {
        assert!(shown.contains("s0918 = { hours = \"09:00-18:00\" }, s1322 = { hours = \"13:00-22:00\" }"), "{shown}");
    }
    for shown in refused(&long, Some("date,甲,乙\n2026-04-01,A,早\n2026-04-02,B,A")) {
        assert!(shown.contains("C2") && shown.contains("letters = { \"早\" = \"…\" }"), "{shown}");
    }
    // A shift of two parts has two rows.
    let split = long.replace("hours = \"16:00-24:00\"", "hours = \"10:00-14:00, 18:00-22:00\"");
    let c = compiled(
        &split,
        Some("name,date,from,until\n甲,2026-04-01,18:00,22:00\n甲,2026-04-01,10:00,14:00\n甲,2026-04-02,8:00,16:00"),
    );
    assert_eq!(heads_and_shifts(c.model(0, 0), 0..2), (1, 2));
    let [shown, _] = refused(&long, Some("name,date,shift\n甲,2026-04-01,A\n甲,2026-04-01,B"));
    assert!(shown.contains("`甲` has 2026-04-01 in row 2 and in row 3"), "{shown}");
    let [shown, _] = refused(&long, Some("day,甲,乙\nfirst,A,B\nsecond,B,off"));
    assert!(shown.contains("has no row of dates") && shown.contains("one row a person"), "{shown}");
    let [shown, _] = refused(&long, Some("who,when,what\n甲,x,A"));
    assert!(shown.contains("columns = { name = \"…\", date = \"…\", shift = \"…\" }"), "{shown}");
    let said = long.replace(
        "\"p07_roster_long.csv\"",
        "{ file = \"r.csv\", columns = { name = \"who\", date = \"when\", shift = \"what\" } }",
    );
    let c = compiled(&said, Some("who,when,what\n甲,2026-04-01,A\n甲,2026-04-02,B\n乙,2026-04-02,A"));
    assert_eq!(heads_and_shifts(c.model(0, 0), 0..2), (2, 3));
}
