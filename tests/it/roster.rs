//! Rosters kept in files: the same three people in October 2025, as spreadsheets and shop systems save them.

use peakstaff::compile::load;
use peakstaff::diagnostic::Style;
use peakstaff::engine::{self, Contact, Observer};
use peakstaff::model::{Model, Plan, Staffing, TeamId};
use peakstaff::scenario::text::sources::Sources;
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// A scenario beside the rosters, one of which may be written here.
struct Beside<'a>(&'a str, &'a str);

impl Sources for Beside<'_> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        match name {
            "tests/rosters/shop.toml" => Ok(self.0.as_bytes().to_vec()),
            "tests/rosters/own.csv" => Ok(self.1.as_bytes().to_vec()),
            name => fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)),
        }
    }
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
    let outcome = load(&Beside(text, own), "tests/rosters/shop.toml", &[]);
    let shown = outcome.diagnostics.render(&outcome.files, Style::default());
    outcome.compiled.unwrap_or_else(|| panic!("{shown}")).model(0, 0).clone()
}

const FORMS: [&str; 5] = [
    r#"{ file = "oct_gbk.csv", letters = { "夜" = "night" } }"#,
    r#""oct_utf8.csv""#,
    r#"{ file = "oct.xlsx", sheet = "十月", letters = { "夜" = "night" } }"#,
    r#"{ file = "oct.ods", letters = { "夜" = "night" } }"#,
    r#"{ file = "oct.xls", sheet = "十月", letters = { "夜" = "night" } }"#,
];

#[test]
fn every_form_says_the_same() {
    let plans: Vec<Plan> = FORMS
        .iter()
        .map(|form| match &model(&shop(form), "").teams.iter().next().unwrap().staffing {
            Staffing::People(roster) => roster.plan.clone(),
            Staffing::Number(_) => panic!("a roster is of people"),
        })
        .collect();
    let Plan::Grid(grid) = &plans[0] else { panic!("{:?}", plans[0]) };
    // Three days of warm-up, one before them, and two after the end.
    assert_eq!((grid.first, grid.days.len(), grid.heads()), (20_358, 1 + 3 + 31 + 2, 3));
    // 2025-10-01: early, late, off.
    assert_eq!(grid.days[4], [Some(0), Some(1), None]);
    // 2025-09-28, a Sunday, is like the first Sunday that counts, 2025-10-05; 2025-11-01 like Saturday 2025-10-25.
    assert_eq!(grid.days[1], grid.days[8]);
    assert_eq!(grid.days[35], grid.days[28]);
    for plan in &plans[1..] {
        assert_eq!(plan, &plans[0]);
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
    let model = model(&shop(FORMS[1]), "");
    let (clock, _) = engine::run(&model, 1, 0, Clock::default(), &|| false);
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
    let (closed, _) = engine::run(&model, 1, 0, Closed::default(), &|| false);
    let (from, until) = (SimTime::ZERO + SimDuration::HOUR * 15, SimTime::midnight(1) + SimDuration::HOUR * 9);
    assert!(closed.0.iter().all(|at| *at < from || *at >= until));
    // 15 hours before and 39 after, at 500 a day: about 1,125.
    assert!((1_000..1_250).contains(&closed.0.len()), "{}", closed.0.len());
}

#[test]
fn a_damaged_spreadsheet_is_a_message() {
    let whole = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rosters/oct.xlsx")).unwrap();
    struct Damaged(Vec<u8>, String);
    impl Sources for Damaged {
        fn read(&self, name: &str) -> io::Result<Vec<u8>> {
            Ok(if name == "shop.toml" { self.1.as_bytes().to_vec() } else { self.0.clone() })
        }
    }
    let text = shop(FORMS[2]);
    for at in (0..whole.len()).step_by(7) {
        for damage in [whole[..at].to_vec(), [&whole[..at], &[whole[at] ^ 0x55], &whole[at + 1..]].concat()] {
            let outcome = load(&Damaged(damage, text.clone()), "shop.toml", &[]);
            assert_eq!(outcome.compiled.is_some(), outcome.diagnostics.errors() == 0);
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
    let outcome = load(&Beside(&text, own), "tests/rosters/shop.toml", &[]);
    let shown = outcome.diagnostics.render(&outcome.files, Style::default());
    assert!(outcome.compiled.is_none());
    assert_eq!(shown.matches("of which month?").count(), 1, "{shown}");
}
