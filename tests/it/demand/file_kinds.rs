//! Every way to write dates and times, and every column that is not read, in every kind of file that a scenario names.

use super::files_read::{arrivals, asks, by_hour, compiled, heads_and_shifts, notes, refused, shop, total};
use crate::support::shop as shop_of;
use peakstaff::compile::Compiled;
use peakstaff::diagnostic::Style;
use peakstaff::model::{Lang, TakenAs};
use peakstaff::time::SimDuration;

/// A shop with these numbers of agents.
fn staffed(said: &str) -> String {
    format!(
        "start = 2024-05-30\ndays = 2\ntemplate = \"none\"\n[contact.calls]\nchannel = \"call\"\n\
         arrivals = {{ per_day = 10 }}\neffort = \"240 s\"\npatience = \"none\"\n\
         [design.now.team.t]\nstaffed = {{ file = \"v.csv\", missing = \"zero\"{said} }}\nserves = [\"calls\"]\n"
    )
}

/// A shop with a roster of one person; early is from nine, late until midnight.
fn rostered(said: &str) -> String {
    format!(
        "start = 2024-05-30\ndays = 2\ntemplate = \"none\"\n[contact.calls]\nchannel = \"call\"\n\
         arrivals = {{ per_day = 10 }}\neffort = \"240 s\"\npatience = \"none\"\n\
         [design.now.team.t]\nroster = {{ file = \"r.csv\"{said} }}\nserves = [\"calls\"]\n\
         shifts = {{ early = {{ hours = \"09:00-18:00\" }}, late = {{ hours = \"15:00-24:00\" }} }}\n"
    )
}

/// How a moment may be written, before the line that says how it is meant, and that line; all say nine in the morning of 30 May
/// and six in the evening.
const KINDS: [(&str, &str, &str); 9] = [
    ("2024-05-30 09:00", "2024-05-30 18:00", ""),
    ("2024-05-30 9:00 AM", "2024-05-30 6:00 PM", ""),
    ("2024-05-30T09:00:00+08:00", "2024-05-30T18:00:00+08:00", ""),
    ("2024-05-30T01:00:00Z", "2024-05-30T10:00:00Z", "time_zone = \"+08:00\""),
    ("1717030800", "1717063200", "time_zone = \"+08:00\""),
    ("1717030800000", "1717063200000", "time_zone = \"+08:00\""),
    ("45442.375", "45442.75", ""),
    ("30/5/2024 上午9:00", "30/5/2024 下午6:00", ""),
    ("5/6/2024 9:00", "5/6/2024 18:00", "day_first = false"),
];

/// The scenario that reads a file so.
type Said<'a> = &'a dyn Fn(&str) -> String;

/// Every way to write a moment is understood, or asked about with the line that settles it, by whatever reads moments: volumes, logs of
/// contacts, numbers of agents, rosters.
#[test]
fn moments_are_read_alike_in_every_file() {
    for (from, until, line) in KINDS {
        let said = if line.is_empty() { String::new() } else { format!(", {line}") };
        let readers: [(&str, Said<'_>, String); 4] = [
            ("volumes", &|said| shop(said), format!("from,until,count\n\"{from}\",\"{until}\",9")),
            ("log", &|said| shop(&format!(", counts = \"rows\"{said}")), format!("arrived\n\"{from}\"\n\"{until}\"")),
            ("staffed", &|said| staffed(said), format!("from,until,agents\n\"{from}\",\"{until}\",2")),
            (
                "roster",
                &|said| rostered(said),
                format!("name,from,until\n甲,\"{from}\",\"{until}\"\n乙,2024-05-31 09:00+08:00,2024-05-31 18:00+08:00"),
            ),
        ];
        for (reader, of, table) in readers {
            // The other line of the roster is written as the first is.
            let second = [from, until].map(|text| text.replace("05-30", "05-31").replace("30/5", "31/5"));
            let second = match from {
                "1717030800" => ["1717117200".to_owned(), "1717149600".to_owned()],
                "1717030800000" => ["1717117200000".to_owned(), "1717149600000".to_owned()],
                "45442.375" => ["45443.375".to_owned(), "45443.75".to_owned()],
                _ => second,
            };
            let table = table.replace(
                "2024-05-31 09:00+08:00,2024-05-31 18:00+08:00",
                &format!("\"{}\",\"{}\"", second[0], second[1]),
            );
            if !line.is_empty() {
                for shown in refused(&of(""), Some(&table)) {
                    assert!(shown.contains(line), "{reader} of {from} without {line}:\n{shown}");
                }
            }
            if line.starts_with("day_first") {
                // Said so, it is 6 May, which is not simulated.
                continue;
            }
            let c = compiled(&of(&said), Some(&table));
            let model = c.model(0, 0);
            match reader {
                "volumes" => assert_eq!(by_hour(model, 0, 8..19), [&[0.0][..], &[1.0; 9], &[0.0]].concat(), "{from}"),
                "log" => {
                    let given = arrivals(model)[0].given.values().flat_map(|given| given.recorded());
                    let hours: Vec<i64> = given.map(|one| one.at.ticks() / SimDuration::HOUR.ticks()).collect();
                    assert_eq!(hours, [9, 18], "{from}");
                }
                "staffed" => {
                    let TakenAs::Staffed { hours, .. } = c.files[0].kind else { panic!("agents") };
                    assert_eq!((hours, c.files[0].dates.map(|(from, _)| from)), (18.0, Some(19_873)), "{from}");
                }
                _ => assert_eq!(heads_and_shifts(model, 0..2), (2, 2), "{from}"),
            }
        }
    }
}

/// Times in columns of their own: as spreadsheets count them, with twelve hours, and past midnight.
#[test]
fn times_of_day_are_read_alike_in_every_file() {
    for (from, until) in [
        ("09:00", "18:00"),
        ("9:00 AM", "6:00 PM"),
        ("0.375", "0.75"),
        ("上午9点", "下午6点"),
        ("9", "18"),
        ("0900", "1800"),
    ] {
        let volumes = format!("date,from,until,count\n2024-05-30,{from},{until},9");
        assert_eq!(by_hour(compiled(&shop(""), Some(&volumes)).model(0, 0), 0, 8..10), [0.0, 1.0], "{from}");
        let agents = format!("date,from,until,agents\n2024-05-30,{from},{until},2");
        let c = compiled(&staffed(""), Some(&agents));
        assert!(matches!(c.files[0].kind, TakenAs::Staffed { hours, .. } if hours == 18.0), "{from}");
        let roster = format!("name,date,from,until\n甲,2024-05-30,{from},{until}\n甲,2024-05-31,{from},{until}");
        assert_eq!(heads_and_shifts(compiled(&rostered(""), Some(&roster)).model(0, 0), 0..2), (1, 2), "{from}");
    }
    // When something ends, 24 is the end of the day, whatever stands in the other column.
    let day = (0..24).map(|hour| format!("\n2024-05-30,{hour},{},{hour}", hour + 1)).collect::<Vec<_>>().concat();
    let c = compiled(&shop(""), Some(&format!("date,from,until,count{day}")));
    assert_eq!(by_hour(c.model(0, 0), 0, 22..24), [22.0, 23.0]);
    let late = "name,date,from,until\n甲,2024-05-30,15:00,24:00\n甲,2024-05-31,15:00,0:00";
    assert_eq!(heads_and_shifts(compiled(&rostered(""), Some(late)).model(0, 0), 0..2), (1, 2));
    let over = "name,from,until\n甲,2024-05-30 09:00,2024-06-01 18:00\n甲,2024-05-31 09:00,2024-05-31 18:00";
    assert!(refused(&rostered(""), Some(over))[0].contains("does not end within a day"));
    // What is written after midnight belongs to the next date: a log, and an interval.
    let logged = compiled(&shop(", counts = \"rows\""), Some("date,time\n2024-05-30,23:59:10\n2024-05-30,24:05:10"));
    let given = &arrivals(logged.model(0, 0))[0].given;
    assert_eq!(given.values().map(|given| given.recorded().len()).collect::<Vec<_>>(), [1, 1]);
    let agents = "date,from,until,agents\n2024-05-30,23:00,23:30,1\n2024-05-30,24:30,25:00,2";
    assert!(refused(&staffed(""), Some(agents))[0].contains("25:00"));
}

/// A mark within a number makes a row longer than the words over the columns, in whatever file.
#[test]
fn rows_with_more_cells_than_words_are_told_in_every_file() {
    let law =
        shop("").replace("effort = \"240 s\"", "effort = { empirical = { file = \"r.csv\", column = \"talk (s)\" } }");
    let law = shop_of(&law).beside("v.csv", "date,count\n2024-05-30,7").beside("r.csv", "who,talk (s)\nx,1,250\ny,90");
    law.refused_with(&["row 2", "x,1,250"]);
    for (text, table, shown) in [
        (shop(", counts = \"rows\""), "arrived,talk time (s)\n2024-05-30 09:00,1,250\n2024-05-30 10:00,70", "1,250"),
        (staffed(""), "date,interval,agents\n2024-05-30,9:00-12:00,1,200", "1,200"),
        (rostered(""), "name,date,shift\n甲,2024-05-30,early\n甲,2024-05-31,early,late", "early,late"),
        (rostered(""), "name,2024-05-30,2024-05-31\n甲,early,off,late", "off,late"),
        (rostered(""), "date,甲\n2024-05-30,early\n2024-05-31,off,late", "off,late"),
    ] {
        for said in refused(&text, Some(table)) {
            assert!(said.contains(shown), "{said}");
        }
    }
}

/// A workbook of these rows.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (at, text) in (0..).zip(cells.iter()) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, at, number).unwrap(),
                Err(_) => sheet.write(row, at, *text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// A value behind the last word of a workbook's table is told; a remark is none.
#[test]
fn values_behind_the_last_word_of_a_workbook_are_told() {
    let volumes = |last: &str| {
        let rows: [&[&str]; 3] = [&["date", "count"], &["2024-05-30", "7", last], &["2024-05-31", "8"]];
        shop_of(&shop("").replace("v.csv", "v.xlsx")).beside("v.xlsx", workbook(&rows))
    };
    volumes("15").refused_with(&["2024-05-30|7|15"]);
    assert_eq!(total(&volumes("大促").model()), 7.0);
    let roster = |last: &str| {
        let rows: [&[&str]; 2] = [&["name", "2024-05-30", "2024-05-31"], &["甲", "early", "off", last]];
        shop_of(&rostered("").replace("r.csv", "r.xlsx")).beside("r.xlsx", workbook(&rows))
    };
    roster("晚").refused_with(&["甲|early|off|晚"]);
    assert_eq!(heads_and_shifts(&roster("从六月起调岗").model(), 0..2), (1, 1));
}

/// Names that differ in case alone are asked about; times of the next day and dates with their year first are read.
#[test]
fn names_and_hours_of_rosters_as_people_type_them() {
    for said in refused(&rostered(""), Some("name,2024-05-30,2024-05-31\nAnna,early,off\nanna,off,early")) {
        assert!(said.contains("Anna 1") || said.contains("Anna1"), "{said}");
    }
    let late = rostered("").replace("\"15:00-24:00\"", "\"22:00-06:00\"");
    for table in [
        "姓名,日期,上班时间,下班时间\n甲,2024-05-30,22:00,次日06:00\n甲,2024-05-31,09:00,18:00",
        "姓名,日期,班次\n甲,24-05-30 星期四,late\n甲,24-05-31 星期五,early",
    ] {
        assert_eq!(heads_and_shifts(compiled(&late, Some(table)).model(0, 0), 0..2), (1, 2), "{table}");
    }
    let too_long = "姓名,日期,上班时间,下班时间\n甲,2024-05-30,06:00,次日22:00\n甲,2024-05-31,09:00,18:00";
    assert!(refused(&late, Some(too_long))[0].contains("within a day"));
}

/// Columns that nobody reads are named, whatever the file is for.
#[test]
fn columns_that_are_not_read_are_named_in_every_file() {
    let law =
        shop("").replace("effort = \"240 s\"", "effort = { empirical = { file = \"r.csv\", column = \"talk\" } }");
    let with_law = shop_of(&law)
        .beside("v.csv", "date,count,shop\n2024-05-30,7,x")
        .beside("r.csv", "talk (s),who\n90,x\n120,y")
        .checked()
        .unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())));
    let passed = |c: &Compiled| c.files.iter().map(|taken| taken.passed_over.clone()).collect::<Vec<_>>();
    assert_eq!(passed(&with_law.compiled), [["shop"], ["who"]]);
    for (text, table) in [
        (shop(", counts = \"rows\""), "arrived,who\n2024-05-30 09:00,x"),
        (staffed(""), "date,interval,agents,who\n2024-05-30,9:00-12:00,2,x"),
        (rostered(""), "name,date,shift,who\n甲,2024-05-30,early,x\n甲,2024-05-31,off,x"),
        (rostered(""), "name,2024-05-30,2024-05-31,who\n甲,early,off,x"),
    ] {
        assert_eq!(passed(&compiled(&text, Some(table))), [["who"]], "{table}");
    }
}

/// Reads from a folder, counted by name.
struct Counting<'a>(&'a dyn peakstaff::scenario::text::sources::Sources, std::cell::RefCell<Vec<String>>);

impl peakstaff::scenario::text::sources::Sources for Counting<'_> {
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        self.1.borrow_mut().push(name.to_owned());
        self.0.read(name)
    }
}

/// A file that a type reads by rows, another by number and a law by a column is read once.
#[test]
fn every_file_is_read_once() {
    use peakstaff::scenario::text::sources::InMemory;
    let text = shop(", counts = \"rows\", columns = { effort = \"nothing\" }")
        .replace("effort = \"240 s\"", "effort = { empirical = { file = \"v.csv\", column = \"talk\" } }")
        + "[contact.other]\nchannel = \"call\"\narrivals = { file = \"v.csv\", columns = { count = \"n\" }, missing = \"zero\" }\n\
         effort = \"1 min\"\npatience = \"none\"\n[design.now.team.u]\nstaffed = { file = \"v.csv\", columns = { count = \"n\" }, missing = \"zero\" }\n\
         serves = [\"other\"]\n";
    let table = "arrived,talk (s),n\n2024-05-30 09:00,90,2\n2024-05-30 09:30,120,3".to_owned();
    let files = InMemory([("s.toml".to_owned(), text), ("v.csv".to_owned(), table)].into());
    let counting = Counting(&files, std::cell::RefCell::default());
    let outcome = peakstaff::compile::load(&counting, "s.toml", &[]);
    assert!(outcome.compiled.is_some(), "{:?}", outcome.diagnostics);
    let read = counting.1.into_inner();
    assert_eq!(read.iter().filter(|name| *name == "v.csv").count(), 1, "{read:?}");
}

/// A table with these hours over its columns, or before its rows; each has as many contacts as it is called by.
fn of_hours(hours: std::ops::RangeInclusive<i64>, wide: bool) -> String {
    let list = |before: &str| hours.clone().map(|hour| format!("{before}{hour}")).collect::<Vec<_>>().concat();
    if wide {
        return format!("date{}\n2024-05-30{}", list(","), list(","));
    }
    hours.clone().fold("date,hour,count".to_owned(), |table, hour| format!("{table}\n2024-05-30,{hour},{hour}"))
}

#[test]
fn hours_by_number_begin_or_end_then_as_they_tell_or_as_is_said() {
    let nine = |beside: &str, table: &str| by_hour(compiled(&shop(beside), Some(table)).model(0, 0), 0, 9..11);
    for wide in [true, false] {
        // From 9 to 11 stand what 9 and 10 have, or 10 and 11.
        assert_eq!(nine("", &of_hours(0..=23, wide)), [9.0, 10.0]);
        assert_eq!(nine("", &of_hours(8..=22, wide)), [9.0, 10.0]);
        assert_eq!(nine("", &of_hours(1..=24, wide)), [10.0, 11.0]);
        assert_eq!(nine(", hour_ends = false", &of_hours(0..=23, wide)), [9.0, 10.0]);
        assert_eq!(nine(", hour_ends = true", &of_hours(8..=22, wide)), [10.0, 11.0]);
        for hours in [9..=24, 1..=23, 0..=24] {
            asks("", &of_hours(hours, wide), &["hour_ends = true", "hour_ends = false"]);
        }
        assert_eq!(nine(", hour_ends = true", &of_hours(9..=24, wide)), [10.0, 11.0]);
        assert_eq!(nine(", hour_ends = true", &of_hours(1..=23, wide)), [10.0, 11.0]);
        let late = compiled(&shop(", hour_ends = false"), Some(&of_hours(9..=24, wide)));
        assert_eq!((total(late.model(0, 0)), by_hour(late.model(0, 0), 1, 0..1)), (240.0, vec![24.0]));
        asks("", &of_hours(1..=48, wide), &["25"]);
        asks(", hour_ends = true", &of_hours(0..=23, wide), &["0"]);
    }
    let c = compiled(&shop(""), Some(&of_hours(1..=24, true)));
    assert!(notes(&c.files[0])[0].starts_with("hours called by when they end"), "{:?}", c.files[0].notes);
    // Numbers of people or shops over columns are no hours, and neither are rows of data.
    asks("", "date,101,102,103,104,105,106\n2024-05-30,1,1,1,1,1,1", &["columns = { count = "]);
    asks("", "date,1,2,3,4,5,6\n2024-05-30,1,1,1,1,1,1", &["hour_ends"]);
    let [shown, _] = refused(&shop(""), Some("2024-05-29,3,4,5,6,7,8\n2024-05-30,3,4,5,6,7,8"));
    assert!(!shown.contains("hour"), "{shown}");
    // By words of the clock too.
    let clock = (1..=24).map(|hour| format!(",{hour}点")).collect::<Vec<_>>().concat();
    let counts = (1..=24).map(|hour| format!(",{hour}")).collect::<Vec<_>>().concat();
    assert_eq!(nine("", &format!("日期{clock}\n2024-05-30{counts}")), [10.0, 11.0]);
}

/// Whoever gave a file sees in every answer whether it was read right.
#[test]
fn every_answer_tells_what_was_read() {
    use peakstaff::report::formats::text;
    use peakstaff::report::{answer, build, part};
    let table = "date,count,agents\n2024-05-30,7,5\n2024-05-31,8,5";
    let done = shop_of(&shop("")).beside("v.csv", table).replications(2).run();
    for (lang, told, passed) in [
        (
            Lang::En,
            "v.csv: not read: agents; 2 rows; 2024-05-30 to 2024-05-31; 15 in all; columns date, count (number)",
            "not read: agents",
        ),
        (
            Lang::Zh,
            "v.csv：未读：agents；2 行；2024-05-30 至 2024-05-31；合计 15；列：date（日期）、count（数量）",
            "未读：agents",
        ),
    ] {
        let short = text::brief(&answer(&done.results, lang, ""));
        assert!(short.contains(told) && short.lines().count() <= 40, "{short}");
        let whole = text::render(&build(&done.results, lang, ""));
        assert!(whole.contains(passed), "{whole}");
        assert!(text::render(&part(&done.results, lang, "files", "")).contains(passed));
    }
    let swept = shop_of(&shop(""))
        .beside("v.csv", table)
        .replications(2)
        .swept(&["design.now.team.t.staffed=4,5"], &["offered@all"]);
    let page = text::render(&peakstaff::report::swept_report(&swept, Lang::En, ""));
    assert!(page.contains("not read: agents"), "{page}");
}
