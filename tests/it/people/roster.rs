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
