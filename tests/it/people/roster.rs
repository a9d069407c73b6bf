//! Rosters kept in files: the same three people in October 2025, as spreadsheets and shop systems save them.

use crate::support::{Shop, package, shop as of, watch};
use peakstaff::diagnostic::Style;
use peakstaff::engine::{Contact, Observer};
use peakstaff::model::{Model, Plan, Staffing, TeamId};
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeMap;
use std::fs;

/// A scenario beside the rosters, one of which may be written here.
fn beside(text: &str, own: &str) -> Shop {
    of(text).in_folder("tests/rosters").beside("own.csv", own)
}

fn shop(roster: &str) -> String {
    format!(
        r#"
start   = 2025-10-01
days    = 31
warm_up = "3 days"
[contact.a]
channel  = "chat"
arrivals = {{ per_day = 50 }}
effort   = "1 min"
[design.now.team.t]
serves   = ["a"]
shifts   = {{ early = {{ name = "早 | Early", hours = "09:00-18:00" }}, late = {{ name = "晚 | Late", hours = "15:00-24:00" }}, night = {{ hours = "22:00-06:00" }} }}
absence  = 0
off_desk = 0
roster   = {roster}
"#
    )
}

fn model(text: &str, own: &str) -> Model {
    beside(text, own).model()
}

/// The roster of a file of `tests/rosters`: what the file cannot say itself is said beside its name.
fn form(file: &str) -> &'static str {
    match file {
        "oct_gbk.csv" => r#"{ file = "oct_gbk.csv", letters = { "夜" = "night" } }"#,
        "oct_utf8.csv" => r#""oct_utf8.csv""#,
        "oct.xlsx" => r#"{ file = "oct.xlsx", sheet = "十月", letters = { "夜" = "night" } }"#,
        "oct.ods" => r#"{ file = "oct.ods", letters = { "夜" = "night" } }"#,
        "oct.xls" => r#"{ file = "oct.xls", sheet = "十月", letters = { "夜" = "night" } }"#,
        _ => panic!("how is {file} named in a scenario?"),
    }
}

/// The files of rosters by the names of their tests.
fn rosters() -> BTreeMap<String, String> {
    let all = fs::read_dir(package("tests/rosters")).unwrap().map(|entry| entry.unwrap().file_name());
    let names = all.map(|name| name.into_string().unwrap()).filter(|name| name != "README.md");
    names.map(|name| (name.replace('.', "_"), name)).collect()
}

fn holds(name: &str) {
    let teams = model(&shop(form(&rosters()[name])), "").teams;
    let Staffing::People(roster) = &teams.iter().next().unwrap().staffing else { panic!("a roster is of people") };
    let Plan::Dated(grid) = &roster.plan else { panic!("{:?}", roster.plan) };
    // Three days of warm-up, one before them, and two after the end.
    assert_eq!((grid.first, grid.days.len(), grid.heads()), (20_358, 1 + 3 + 31 + 2, 3));
    // 2025-10-01: early, late, off.
    assert_eq!(grid.days[4], [Some(0), Some(1), None]);
    // 2025-09-28, a Sunday, is like the first Sunday that counts, 2025-10-05; 2025-11-01 like Saturday 2025-10-25.
    assert_eq!(grid.days[1], grid.days[8]);
    assert_eq!(grid.days[35], grid.days[28]);
    let other = model(&shop(form("oct_utf8.csv")), "").teams;
    let Staffing::People(other) = &other.iter().next().unwrap().staffing else { panic!("a roster is of people") };
    assert_eq!(roster.plan, other.plan);
}

mod every_form_says_the_same {
    use super::{holds, rosters};
    crate::support::each_file! {
        rosters().into_keys().collect() => holds:
        oct_gbk_csv oct_ods oct_utf8_csv oct_xls oct_xlsx
    }
}

/// Who came when.
#[derive(Default)]
struct Clock(BTreeMap<(i32, u32), SimDuration>);

impl Observer for Clock {
    fn came(&mut self, at: SimTime, _: TeamId, agent: u32) {
        self.0.insert((at.day(), agent), at.time_of_day());
    }
}

#[test]
fn people_come_when_the_roster_says() {
    let model = model(&shop(form("oct_utf8.csv")), "");
    let clock = watch(&model, 1, 0, Clock::default());
    let hour = SimDuration::HOUR;
    // From 2025-10-01, the day after three of warm-up: 张三 early early late late off, 王五 off late early early night.
    let came = |agent: u32| (3..8).map(|day| clock.0.get(&(day, agent)).copied()).collect::<Vec<_>>();
    assert_eq!(came(0), [Some(hour * 9), Some(hour * 9), Some(hour * 15), Some(hour * 15), None]);
    assert_eq!(came(2), [None, Some(hour * 15), Some(hour * 9), Some(hour * 9), Some(hour * 22)]);
    // 张三 works four days of five: 25 of 31.
    assert_eq!(clock.0.keys().filter(|(day, agent)| (3..34).contains(day) && *agent == 0).count(), 25);
}

/// Who came while nobody was there.
#[derive(Default)]
struct Closed(Vec<SimTime>);

impl Observer for Closed {
    fn closed(&mut self, at: SimTime, _: &Contact) {
        self.0.push(at);
    }
}

/// Two shifts without a gap are one stay: at its end nobody is on duty any more.
#[test]
fn a_shift_that_begins_where_the_last_one_ended() {
    let text = shop("\"own.csv\"")
        .replace("effort   = \"1 min\"", "effort   = \"1 min\"\nclosed   = { leaves_message = 0 }")
        .replace("22:00-06:00", "00:00-09:00")
        .replace("days    = 31", "days    = 3")
        .replace("3 days", "0 days")
        .replace("per_day = 50", "per_day = 500");
    let model = model(&text, "name,10-01,10-02,10-03\nAnn,late,night,off\n");
    let closed = watch(&model, 1, 0, Closed::default());
    let (from, until) = (SimTime::ZERO + SimDuration::HOUR * 15, SimTime::midnight(1) + SimDuration::HOUR * 9);
    assert!(closed.0.iter().all(|at| *at < from || *at >= until));
    // 15 hours before and 39 after, at 500 a day: about 1,125.
    assert!((1_000..1_250).contains(&closed.0.len()), "{}", closed.0.len());
}

#[test]
fn a_damaged_spreadsheet_is_a_message() {
    let whole = fs::read(package("tests/rosters/oct.xlsx")).unwrap();
    let text = shop(form("oct.xlsx"));
    for at in (0..whole.len()).step_by(7) {
        for damage in [whole[..at].to_vec(), [&whole[..at], &[whole[at] ^ 0x55], &whole[at + 1..]].concat()] {
            let damaged = of(&text).beside("oct.xlsx", damage);
            assert!(damaged.checked().map_or_else(|refused| !refused.render(Style::default()).is_empty(), |_| true));
        }
    }
}

/// A mistake that another team had first is one for this team too: nobody goes on with a roster that was refused.
#[test]
fn two_teams_with_one_bad_roster_are_told_once_and_neither_is_read() {
    let one = shop(r#""own.csv""#);
    let team = one.find("[design.now.team.t]").unwrap();
    let text = format!("{one}{}", one[team..].replace("team.t]", "team.u]"));
    // Days without a month, and no title that says it.
    let own = "姓名,1,2,3\n张三,早,早,早\n";
    let [shown, _] = beside(&text, own).refused();
    assert_eq!(shown.matches("of which month?").count(), 1, "{shown}");
}

#[test]
fn nobody_is_put_on_a_shift_on_a_day_on_which_it_is_not_worked() {
    let days: Vec<String> = (1..=5).map(|day| format!("2025-10-{day:02}")).collect();
    let table = |letters: &str| format!("姓名,{}\n甲,{letters}\n", days.join(","));
    let text = shop("\"own.csv\"").replace("days    = 31", "days    = 5").replace(
        "hours = \"09:00-18:00\" }",
        "hours = { weekdays = \"09:00-12:00, 13:30-18:00\", weekend = \"off\" } }",
    );
    // The fifth is a Sunday.
    let staffing = &model(&text, &table("早,早,休,休,休")).teams.iter().next().unwrap().staffing.clone();
    assert!(staffing.anyone_on(20_362) && !staffing.anyone_on(20_366));
    beside(&text, &table("早,早,休,休,早")).refused_with(&["F2: nobody works `early` on 2025-10-05"]);
}

/// A list of one person who is off on most days.
fn listed(more: &str, rows: &str) -> String {
    let rest = (3..=31).map(|day| format!("Ann,2025-10-{day:02},early,{rows}\n")).collect::<Vec<_>>().concat();
    format!("Name,Date,Shift,{more}\nAnn,2025-10-01,early,{rows}\n{rest}")
}

#[test]
fn a_column_of_absence_decides_and_rows_of_other_teams_are_not_read() {
    let text = shop("\"own.csv\"");
    let row = |end: &str| format!("{}Ann,2025-10-02,early,{end}\n", listed("Status", "Work"));
    // 2025-10-02.
    let works = |model: &Model| model.teams.iter().next().unwrap().staffing.anyone_on(20_363);
    assert!(works(&model(&text, &row("Work"))));
    for absence in ["Vacation", "cancelled", "年假"] {
        assert!(!works(&model(&text, &row(absence))), "{absence}");
    }
    for shown in beside(&text, &row("Offsite")).refused() {
        assert!(shown.contains("letters = { \"Offsite\" = \"off\" }"), "{shown}");
    }
    let said = shop("{ file = \"own.csv\", letters = { \"Offsite\" = \"on\" } }");
    assert!(works(&model(&said, &row("Offsite"))));
    for shown in beside(&text, &format!("{}Ann,2025-10-02,early,0\n", listed("Hours", "8"))).refused() {
        assert!(shown.contains('0'), "{shown}");
    }
    let teams = format!("{}Bob,2025-10-02,early,x\nAnn,2025-10-02,early,T\n", listed("Team", "t"));
    for shown in beside(&text, &teams).refused() {
        assert!(shown.contains("columns = { team = \"Team\" }"), "{shown}");
    }
    let own = shop("{ file = \"own.csv\", columns = { team = \"Team\" } }");
    assert!(works(&model(&own, &teams)));
}

/// Rows of one person and date: adjacent parts are joined, one inside another is a break, and the line that is shown works.
#[test]
fn the_line_for_hours_of_a_list_is_one_that_is_accepted() {
    let text = shop("\"own.csv\"").replace("days    = 31", "days    = 2");
    let own = "name,date,from,until\n甲,2025-10-01,13:00,16:00\n甲,2025-10-01,08:00,13:00\n\
        乙,2025-10-01,12:00,13:00\n乙,2025-10-01,08:00,16:00\n甲,2025-10-02,08:00,16:00\n乙,2025-10-02,08:00,16:00\n";
    let (plain, lunch) = (
        "s0816 = { hours = \"08:00-16:00\" }",
        "s0816_2 = { hours = \"08:00-16:00\", break = \"60 min in 12:00-13:00\" }",
    );
    let [shown, _] = beside(&text, own).refused();
    assert!(shown.contains(plain) && shown.contains(lunch), "{shown}");
    let (before, behind) = text.split_once("shifts   = { ").unwrap();
    let mended = format!("{before}shifts   = {{ {plain}, {lunch}, {behind}");
    assert!(model(&mended, own).teams.iter().next().unwrap().staffing.anyone_on(20_362));
    let own = "name,date,from,until\n甲,2025-10-01,08:00,14:00\n甲,2025-10-01,12:00,18:00\n甲,2025-10-02,09:00,18:00\n";
    beside(&text, own).refused_with(&["`甲` has 2025-10-01 in row 2 and in row 3"]);
}

/// Three days from 2026-04-01; `a` is 08:00-16:00, `b` 16:00-24:00.
fn april(roster: &str) -> String {
    format!(
        "start = 2026-04-01\ndays = 3\ntemplate = \"none\"\n[contact.c]\nchannel = \"call\"\n\
         arrivals = {{ per_day = 20, profile = \"flat\" }}\neffort = \"240 s\"\npatience = \"none\"\n\
         [design.now.team.t]\nserves = [\"c\"]\nroster = {{ file = \"own.csv\"{roster} }}\n\
         shifts = {{ a = {{ name = \"早 | Early\", hours = \"08:00-16:00\" }}, b = {{ name = \"晚 | Late\", hours = \"16:00-24:00\" }} }}\n"
    )
}

/// Who works what, in order of name: by person their three days, `-` for off.
fn plan(said: &str, own: &str) -> Vec<String> {
    let teams = model(&april(said), own).teams;
    let Staffing::People(roster) = &teams.iter().next().unwrap().staffing else { panic!("a roster is of people") };
    let Plan::Dated(grid) = &roster.plan else { panic!("{:?}", roster.plan) };
    let letter = |shift: Option<u16>| shift.map_or('-', |shift| char::from(b'a' + shift as u8));
    let person = |at: usize| {
        let days: String = (1..4).map(|day| letter(grid.days[day][at])).collect();
        format!("{} {days}", grid.names[at])
    };
    let mut all: Vec<String> = (0..grid.names.len()).map(person).collect();
    all.sort();
    all
}

/// A roster that is refused with a line, and read as it says with this line.
fn asks(own: &str, line: &str, all: &[&str]) {
    for shown in beside(&april(""), own).refused() {
        assert!(shown.contains(line), "{line}:\n{shown}");
    }
    assert_eq!(plan(&format!(", {line}"), own), all, "{own}");
}

#[test]
fn dates_over_columns_are_read_or_asked() {
    for days in [
        "4/1,4/2,4/3",
        "04/01/2026,04/02/2026,04/03/2026",
        "4/1/26,4/2/26,4/3/26",
        "1-Apr,2-Apr,3-Apr",
        "Apr 1,Apr 2,Apr 3",
        "1-Apr-26,2-Apr-26,3-Apr-26",
        "4月1日,4月2日,4月3日",
        "Wed 4/1,Thu 4/2,Fri 4/3",
        "1/4 Wed,2/4 Thu,3/4 Fri",
    ] {
        assert_eq!(plan("", &format!("Name,{days}\nAnn,a,b,off\n")), ["Ann ab-"], "{days}");
    }
    for days in ["1/4,2/4,3/4", "01/04/2026,02/04/2026,03/04/2026", "1/4/26,2/4/26,3/4/26"] {
        asks(&format!("Name,{days}\nAnn,a,b,off\n"), "day_first = true", &["Ann ab-"]);
    }
    assert_eq!(plan(", month = \"2026-04\"", "Name,Wed 1,Thu 2,Fri 3\nAnn,a,b,off\n"), ["Ann ab-"]);
    let [shown, _] = beside(&april(""), "Name,1/4,2/4,3/4\nAnn,a,b,off\n").refused();
    assert!(shown.contains("\"1/4\" could be 2026-04-01 or 2026-01-04"), "{shown}");
    let list = |days: [&str; 2]| format!("Name,Date,Shift\nAnn,{},a\nAnn,{},b\nAnn,2026-04-03,off\n", days[0], days[1]);
    for days in [["4/1", "4/2"], ["1-Apr", "2-Apr"], ["4月1日", "4月2日"]] {
        assert_eq!(plan("", &list(days)), ["Ann ab-"], "{days:?}");
    }
    assert_eq!(plan("", "姓名,日期,班次\n甲,4.1,a\n甲,4.2,b\n甲,4.3,休\n"), ["甲 ab-"]);
    let numbers = "姓名,日,班次\n甲,1,a\n甲,2,b\n甲,3,休\n";
    asks(numbers, "month = \"2026-04\"", &["甲 ab-"]);
    assert_eq!(plan("", &format!("2026年4月排班\n{numbers}")), ["甲 ab-"]);
    asks(&list(["1/4", "2/4"]), "day_first = true", &["Ann ab-"]);
    // In 400 days two years have a 1 April.
    let long = april("").replace("days = 3", "days = 400");
    for shown in beside(&long, "Name,4月1日\nAnn,a\n").refused() {
        assert!(shown.contains("year = 2026") && shown.contains("2027"), "{shown}");
    }
    // The title is of another year.
    beside(&april(""), "2025年4月排班\nName,4/1,4/2,4/3\nAnn,a,b,off\n").refused_with(&["2026-04-01..2026-04-03"]);
}

/// A letter and the hours beside it, in columns or in one cell, say the same, or it is asked which counts.
#[test]
fn a_letter_is_held_against_its_hours() {
    let list = |hours: &str| {
        format!(
            "Agent,Date,Shift,Start,End\nAnn,2026-04-01,a,08:00,16:00\nAnn,2026-04-02,a,{hours}\nAnn,2026-04-03,off,,\n"
        )
    };
    assert_eq!(plan("", &list("8:00,16:00")), ["Ann aa-"]);
    asks(&list("16:00,24:00"), "columns = { shift = \"Shift\" }", &["Ann aa-"]);
    asks(&list("16:00,24:00"), "columns = { from = \"Start\", until = \"End\" }", &["Ann ab-"]);
    let one = "姓名,日期,班次,时段\n甲,2026-04-01,早,8:00-16:00\n甲,2026-04-02,早,16:00-24:00\n甲,2026-04-03,休,休\n";
    asks(one, "columns = { shift = \"班次\" }", &["甲 aa-"]);
    asks(one, "columns = { shift = \"时段\" }", &["甲 ab-"]);
    // From the beginning until the end of a shift of two parts.
    let split = april("").replace("08:00-16:00", "08:00-11:00, 12:00-16:00");
    assert_eq!(beside(&split, &list("8:00,16:00")).model().teams.iter().count(), 1);
    let grid = |cell: &str| format!("姓名,4/1,4/2,4/3\n甲,早 08:00-16:00,{cell},休\n");
    assert_eq!(plan("", &grid("晚(16:00~24:00)")), ["甲 ab-"]);
    assert_eq!(plan("", &grid("年假 08:00-16:00")), ["甲 a--"]);
    asks(&grid("早 16:00-24:00"), "letters = { \"早 16:00-24:00\" = \"a\" }", &["甲 aa-"]);
}

/// Hours in cells are those of a shift, however they are written; of two shifts with the same hours it is asked.
#[test]
fn hours_in_cells_are_those_of_a_shift() {
    assert_eq!(plan("", "姓名,4/1,4/2,4/3\n甲,8:00-16:00,16-24,休\n乙,0800-1600,休,8点-16点\n"), ["乙 a-a", "甲 ab-"]);
    assert_eq!(plan("", "姓名,日期,工作时间\n甲,4月1日,8:00-16:00\n甲,4月2日,16:00-0:00\n甲,4月3日,休\n"), ["甲 ab-"]);
    assert_eq!(
        plan("", "日期,甲,乙\n2026-04-01,8-16,16-24\n2026-04-02,16-24,8-16\n2026-04-03,休,8-16\n"),
        ["乙 baa", "甲 ab-"]
    );
    let parts = "Name,Date,Time\nAnn,2026-04-01,08:00-12:00\nAnn,2026-04-01,12:00-16:00\nAnn,2026-04-02,OFF\nAnn,2026-04-03,16-24\n";
    assert_eq!(plan("", parts), ["Ann a-b"]);
    for shown in beside(&april(""), "姓名,4/1,4/2,4/3\n甲,9:00-12:00/13:00-18:00,22:00-次日6:00,休\n").refused() {
        let lines = ["s0918 = { hours = \"09:00-12:00, 13:00-18:00\" }", "s2206 = { hours = \"22:00-06:00\" }"];
        assert!(lines.iter().all(|line| shown.contains(line)), "{shown}");
    }
    let twins = april("").replace("shifts = { ", "shifts = { c = { hours = \"08:00-16:00\" }, ");
    let own = "姓名,4/1,4/2,4/3\n甲,8-16,8-16,休\n";
    for shown in beside(&twins, own).refused() {
        assert!(shown.contains("letters = { \"8-16\" = \"a\" }"), "{shown}");
    }
    let mended = twins.replace("\"own.csv\"", "\"own.csv\", letters = { \"8-16\" = \"a\" }");
    assert_eq!(beside(&mended, own).model().teams.iter().count(), 1);
}

#[test]
fn two_people_of_one_name_are_told_apart_by_their_numbers() {
    let list = "工号,姓名,日期,班次\n1007,李娜,2026-04-01,a\n1012,李娜,2026-04-01,b\n1007,李娜,2026-04-02,a\n1012,李娜,2026-04-03,b\n";
    let both = ["李娜 (1007) aa-", "李娜 (1012) b-b"];
    assert_eq!(plan("", list), both);
    assert_eq!(plan("", "工号,姓名,4/1,4/2,4/3\n1007,李娜,a,a,休\n1012,李娜,b,休,b\n"), both);
    assert_eq!(plan("", "工号,1007,1012\n姓名,李娜,李娜\n4月1日,a,b\n4月2日,a,休\n4月3日,休,b\n"), both);
    beside(&april(""), "姓名,4/1,4/2,4/3\n李娜,a,a,休\n李娜,b,休,b\n").refused_with(&["`李娜` is in A2 and in A3"]);
    let names = "First name,Last name,Date,Shift\nAnn,Lee,2026-04-01,a\nAnn,Day,2026-04-02,b\nAnn,Lee,2026-04-03,a\n";
    assert_eq!(plan("", names), ["Ann Day -b-", "Ann Lee a-a"]);
}

/// A list under words that are not known is asked about, and never read as one column a day.
#[test]
fn a_list_under_unknown_words_is_asked() {
    let own = "Who,Day,Code\nAnn,2026-04-01,a\nBob,2026-04-01,b\nAnn,2026-04-02,b\nAnn,2026-04-03,off\n";
    asks(own, "columns = { name = \"Who\", date = \"Day\", shift = \"Code\" }", &["Ann ab-", "Bob b--"]);
    // A column with gaps is no shift, and two of times are its ends.
    let remark =
        "Who,Day,Code,Remark\nAnn,2026-04-01,a,\nBob,2026-04-01,b,by phone\nAnn,2026-04-02,b,\nAnn,2026-04-03,off,\n";
    asks(remark, "columns = { name = \"Who\", date = \"Day\", shift = \"Code\" }", &["Ann ab-", "Bob b--"]);
    let clocked = "Who,Day,Punch one,Punch two\nAnn,2026-04-01,07:55,16:03\nBob,2026-04-01,13:58,22:01\n";
    let line = "columns = { name = \"Who\", date = \"Day\", from = \"Punch one\", until = \"Punch two\" }";
    beside(&april(""), clocked).refused_with(&[line]);
    for shown in beside(&april(""), "Name,Date,Hours\nAnn,2026-04-01,8\nAnn,2026-04-02,8\n").refused() {
        assert!(shown.contains("columns = { name = \"Name\", date = \"Date\", shift = \"Hours\" }"), "{shown}");
    }
    beside(&april(""), "Name,Date,Shift\n\"Ann, Bob\",2026-04-01,a\nAnn,2026-04-02,a\n")
        .refused_with(&["several people have one row"]);
    // Another day's shift is no absence.
    let next = "Name,Date,Shift,Next day\nAnn,2026-04-01,a,b\nAnn,2026-04-02,b,off\nAnn,2026-04-03,off,a\n";
    assert_eq!(plan("", next), ["Ann ab-"]);
    // Dates of something else below one another, under days over the columns.
    assert_eq!(
        plan("", "姓名,入职日期,4/1,4/2,4/3\n甲,2025-01-01,a,b,休\n乙,2025-03-01,b,b,休\n"),
        ["乙 bb-", "甲 ab-"]
    );
}

/// Rows of what somebody does: meals are breaks, half a day of leave is none of work, an absence under an unknown word is asked.
#[test]
fn rows_of_activities_are_a_day() {
    let text = april("").replace("shifts = { ", "shifts = { c = { hours = \"08:00-16:00\", break = \"60 min in 12:00-13:00\" }, h = { hours = \"08:00-12:00\" }, ");
    let own = "Agent,Nominal Date,Activity,Start Time,Stop Time\n\
        Ann,2026-04-01,Open Time,8:00 AM,12:00 PM\nAnn,2026-04-01,Lunch,12:00 PM,1:00 PM\nAnn,2026-04-01,Open Time,1:00 PM,4:00 PM\n\
        Ann,2026-04-02,Work,08:00,12:00\nAnn,2026-04-02,Vacation,13:00,16:00\nAnn,2026-04-03,Sick,08:00,16:00\n";
    let of = |own: &str| {
        let staffing = model(&text, own).teams.iter().next().unwrap().staffing.clone();
        let Staffing::People(roster) = staffing else { panic!("a roster is of people") };
        let Plan::Dated(grid) = &roster.plan else { panic!("{:?}", roster.plan) };
        (1..4).map(|day| grid.days[day][0]).collect::<Vec<_>>()
    };
    // In order of key: a, b, c, h.
    assert_eq!(of(own), [Some(2), Some(3), None]);
    // Breaks and parts in columns of their own.
    let lunch = "Agent,Date,Start,End,Break Start,Break End\n\
        Ann,2026-04-01,08:00,16:00,12:00,13:00\nAnn,2026-04-02,08:00,12:00,,\nAnn,2026-04-03,,,,\n";
    assert_eq!(of(lunch), [Some(2), Some(3), None]);
    let split = "姓名,日期,上班时间1,下班时间1,上班时间2,下班时间2\n甲,4月1日,08:00,12:00,13:00,16:00\n甲,4月2日,08:00,12:00,,\n甲,4月3日,,,,\n";
    for shown in beside(&text, split).refused() {
        assert!(shown.contains("s0816 = { hours = \"08:00-12:00, 13:00-16:00\" }"), "{shown}");
    }
    let meet = split.replace("13:00,16:00", "11:00,16:00");
    beside(&text, &meet).refused_with(&[
        "row 2: two spans of `甲` on 2026-04-01 meet",
        "columns = { from = \"上班时间1\", until = \"下班时间1\" }",
    ]);
    let own = "Agent,Date,Shift,Remark\nAnn,2026-04-01,a,\nAnn,2026-04-02,a,Sick\nAnn,2026-04-03,b,swapped\n";
    asks(own, "letters = { \"Sick\" = \"off\" }", &["Ann a-b"]);
}

#[test]
fn a_row_a_shift_with_the_names_of_who_works_it() {
    let own = "班次,4/1,4/2,4/3\n早班 8:00-16:00,甲、乙,甲,\n晚,丙,丙、乙,丙\n休,,,甲 乙\n人数,3,3,1\n";
    let mended = plan(", letters = { \"早班\" = \"a\" }", own);
    assert_eq!(mended, ["丙 bbb", "乙 ab-", "甲 aa-"]);
    let own = "Shift,4/1,4/2,4/3\na,Ann Lee Bob,Bob,Bob\n";
    beside(&april(""), own).refused_with(&["is \"Ann Lee Bob\" one person or several?"]);
    beside(&april(""), "Shift,4/1,4/2,4/3\na,Ann,Ann,Ann\nb,Ann,,\n")
        .refused_with(&["`Ann` has another shift on that day too"]);
}

/// As systems of rosters, and people by hand, write them.
#[test]
fn rosters_of_several_systems() {
    let ding = "姓名,工号,部门,职位,2026-04-01 星期三,2026-04-02 星期四,2026-04-03 星期五\n\
        甲,1,客服部,客服,早班 08:00-16:00,早班 08:00-16:00,休息\n乙,2,客服部,客服,晚班 16:00-次日00:00,未排班,晚班 16:00-24:00\n";
    let line = "letters = { \"早班\" = \"a\", \"晚班\" = \"b\", \"未排班\" = \"…\" }";
    for shown in beside(&april(""), ding).refused() {
        assert!(shown.contains(line), "{shown}");
    }
    assert_eq!(plan(&format!(", {}", line.replace('…', "off")), ding), ["乙 b-b", "甲 aa-"]);
    let week = "姓名,部门,4/1,4/2,4/3\n,,周三,周四,周五\n甲,一组,早,晚,休\n";
    assert_eq!(plan("", week), ["甲 ab-"]);
    let sheets = "Name,Wed 1 Apr,Thu 2 Apr,Fri 3 Apr\nAnn,8:00 AM - 4:00 PM,4:00 PM - 12:00 AM,OFF\n";
    assert_eq!(plan("", sheets), ["Ann ab-"]);
    let by_day = "日期,星期,早,晚\n2026-04-01,三,\"甲,乙\",丙\n2026-04-02,四,甲,丙\n2026-04-03,五,乙,丙\n";
    assert_eq!(plan("", by_day), ["丙 bbb", "乙 a-a", "甲 aa-"]);
    for shown in beside(&april("").replace("早 | ", "").replace("晚 | ", ""), by_day).refused() {
        assert!(shown.contains("letters = { \"早\" = \"…\", \"晚\" = \"…\" }") && shown.contains("C1"), "{shown}");
    }
    let verint = "Organization,Employee,Start Time,End Time,Activity\n\
        CC,Ann,2026-04-01 8:00 AM,2026-04-01 12:00 PM,Phone\nCC,Ann,2026-04-01 12:00 PM,2026-04-01 4:00 PM,Chat\n\
        CC,Ann,2026-04-02 4:00 PM,2026-04-03 12:00 AM,Phone\nCC,Ann,2026-04-03 4:00 PM,2026-04-04 12:00 AM,Absence\n";
    assert_eq!(plan("", verint), ["Ann ab-"]);
    let calabrio = "Date,Person,Employment number,Shift category,Start time,End time,Contract time\n\
        2026-04-01,Ann,1,Day,08:00,16:00,8:00\n2026-04-02,Ann,1,Sick,16:00,00:00,8:00\n2026-04-03,Ann,1,Day off,,,0:00\n";
    asks(calabrio, "letters = { \"Sick\" = \"off\" }", &["Ann a--"]);
    let blocks = "Agent: Ann (1007)\nDate,Activity,Start,Stop\n2026-04-01,Open Time,08:00,16:00\n2026-04-02,Open Time,08:00,16:00\n";
    beside(&april(""), blocks).refused_with(&["no column holds names"]);
}
