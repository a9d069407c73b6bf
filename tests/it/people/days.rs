//! Days that are not alike: opening hours, days off and numbers on duty by weekday, holiday, event and date.

use crate::support::told::{estimates, mean};
use crate::support::{model, shop, study};
use peakstaff::model::{DayKind, Model, OpeningHours, People, Staffing, TypeId};
use peakstaff::random::Key;
use peakstaff::time::{SimDuration, SimTime};

const OFFICE: &str = include_str!("../../cases/public/p01_office_hours_weekend.toml");
const HALF_DAY: &str = include_str!("../../cases/public/p09_saturday_half_day.toml");
const WEEK: &str = include_str!("../../cases/public/p09b_office_week.toml");

fn figure(model: Model, kpi: &str, subject: &str) -> f64 {
    mean(&estimates(&study(vec![model], 1, 2)), kpi, subject)
}

/// By counted day: how many work, how many of them on a day off, and their hours.
fn worked(model: &Model) -> Vec<(usize, usize, f64)> {
    let staffing = &model.teams.iter().next().unwrap().staffing;
    let Staffing::People(roster) = staffing else { panic!("people are written") };
    let calendar = &model.calendar;
    let days = calendar.epoch_day(calendar.warm_up_days)..calendar.epoch_day(calendar.warm_up_days + calendar.days);
    let crew = People::of("t").crew(Key::seed(1), staffing, days.start..=days.end);
    days.map(|day| {
        let duties = roster.duties(day, &crew);
        let off = duties.iter().filter(|duty| duty.day == DayKind::Rest).count();
        (
            duties.len(),
            off,
            duties.iter().flat_map(|duty| &duty.parts).map(|part| (part.until - part.from).hours()).sum(),
        )
    })
    .collect()
}

#[test]
fn eight_working_hours_do_not_run_at_weekends() {
    assert_eq!(figure(model(OFFICE), "on_time", "contact:mail"), 1.0);
    let hours = |text: &str| OFFICE.replace("hours    = \"09:00-17:00\"", &format!("hours    = {text}"));
    let on_time = |text: &str| figure(model(&hours(text)), "on_time", "contact:mail");
    assert_eq!(on_time("{ weekdays = \"09:00-17:00\", weekend = \"closed\" }"), 1.0);
    assert_eq!(
        on_time(
            "{ 周一至周五 = \"09:00-17:00\", 周末 = \"休\" }"
                .replace("周一至周五", "\"周一至周五\"")
                .replace(" 周末", " \"周末\"")
                .as_str()
        ),
        1.0
    );
    // Said in so many words, the hours of Saturday and Sunday count although nobody comes.
    let all = on_time("{ all = \"09:00-17:00\" }");
    assert!(all > 0.7 && all < 0.8, "{all}");
    // Two parts a day are 8 hours too.
    assert_eq!(on_time("{ weekdays = \"09:00-12:00, 12:30-17:30\", weekend = \"closed\" }"), 1.0);
}

#[test]
fn a_half_day_on_saturday_and_sunday_closed() {
    let found = worked(&model(HALF_DAY));
    let week = [(7, 0, 63.0); 5].into_iter().chain([(7, 0, 31.5), (0, 0, 0.0)]).collect::<Vec<_>>();
    assert_eq!(found, week.repeat(4));
}

#[test]
fn everybody_is_off_at_weekends() {
    let found = worked(&model(WEEK));
    let week = [(8, 0, 72.0); 5].into_iter().chain([(0, 0, 0.0); 2]).collect::<Vec<_>>();
    assert_eq!(found, week.repeat(4));
    // Whoever is called in on a day off is paid so; a Sunday alone; and dates of their own.
    let rest = |text: &str| worked(&model(&WEEK.replace("rest      = \"weekends\"", text)));
    assert_eq!(rest("rest = \"周末\"\nat_least = 1")[5], (1, 1, 9.0));
    assert_eq!(rest("rest = \"sun\"")[..7].iter().map(|day| day.0).collect::<Vec<_>>(), [8, 8, 8, 8, 8, 8, 0]);
    let dates = rest("rest = \"sat, sun, 2026-03-04\"");
    assert_eq!(dates[..7].iter().map(|day| day.0).collect::<Vec<_>>(), [8, 8, 0, 8, 8, 0, 0]);
}

/// China's May holiday of 2026: from Friday 1 to Tuesday 5, made up for on Saturday 9.
#[test]
fn holidays_are_off_and_made_up_for() {
    let may = WEEK.replace("start    = 2026-03-02", "start = 2026-04-27\n[calendar]\nholidays = \"cn\"");
    let may = may.replace("days     = 28\ntemplate = \"none\"\n[contact.c]", "[contact.c]");
    let may = format!("days = 14\ntemplate = \"none\"\n{may}");
    let at_work = |rest: &str| -> Vec<usize> {
        let text = may.replace("rest      = \"weekends\"", &format!("rest = \"{rest}\""));
        worked(&model(&text)).iter().map(|day| day.0).collect()
    };
    assert_eq!(at_work("weekends"), [8, 8, 8, 8, 8, 0, 0, 8, 8, 8, 8, 8, 0, 0]);
    assert_eq!(at_work("weekends, holidays"), [8, 8, 8, 8, 0, 0, 0, 0, 0, 8, 8, 8, 8, 0]);
    let numbers = may.replace("split     = { d = 1 }\n", "").replace(
        "rest      = \"weekends\"",
        "on_duty = { workday = { d = 6 }, weekend = { d = 1 }, holiday = { d = 2 }, labour_day = { d = 3 } }",
    );
    let found: Vec<(usize, usize)> = worked(&model(&numbers)).iter().map(|day| (day.0, day.1)).collect();
    let of = |n| (n, 0);
    // Two more than on any weekend work on the Saturday and Sunday of the holiday.
    let wanted = [of(6), of(6), of(6), of(6), of(3), (3, 2), (3, 2), of(3), of(3), of(6), of(6), of(6), of(6), of(1)];
    assert_eq!(found, wanted);
}

#[test]
fn more_than_is_usual_of_a_weekday_cancels_days_off() {
    let with = |date: &str| {
        HALF_DAY.replace("sun = {} }", &format!("sun = {{}}, {date} }}")).replace("full = 7, sat", "full = 5, sat")
    };
    let on = |text: &str, day: usize| worked(&model(text))[day];
    // On a Tuesday five of seven are usual, on a Sunday nobody.
    assert_eq!(on(&with("\"2026-03-03\" = { full = 7 }"), 1), (7, 2, 63.0));
    assert_eq!(on(&with("\"2026-03-08\" = { full = 3 }"), 6), (3, 3, 27.0));
    // Saturday's own number is usual.
    assert_eq!(on(&with("fri = { full = 7 }"), 4), (7, 0, 63.0));
    assert_eq!(on(&with("\"2026-03-07\" = { half = 7 }"), 5), (7, 0, 31.5));
    // The days of an event are special ones.
    let sale = "[calendar.event.sale]\npeak = 2026-03-10\nlift.c = { days = [-1, 0, 1], factor = [1, 2, 1] }\n";
    let event = format!("{}\n{sale}", with("sale = { full = 6 }"));
    assert_eq!([7, 8, 9].map(|day| on(&event, day).0), [5, 6, 5]);
    assert_eq!(on(&event, 8).1, 1);
}

#[test]
fn the_most_particular_key_holds() {
    let hours = r#"{ all = "08:00-20:00", weekdays = "09:00-18:00", mon-wed = "10:00-18:00", tue = "11:00-18:00", sale = "00:00-24:00", 2026-03-10 = "closed" }"#;
    let text = HALF_DAY.replace("patience = \"none\"", &format!("patience = \"none\"\nhours = {hours}"));
    let sale = "[calendar.event.sale]\npeak = [2026-03-09, 2026-03-10]\nlift.c = 2\n";
    let model = model(&format!("{text}\n{sale}"));
    let Some(opening @ OpeningHours::ByDay(_)) = &model.types[TypeId(0)].hours else { panic!("days differ") };
    let begins = |day: i32| opening.begin_on(day).map(SimDuration::hours).collect::<Vec<_>>();
    assert_eq!([0, 1, 2, 3, 5].map(begins), [vec![10.0], vec![11.0], vec![10.0], vec![9.0], vec![8.0]]);
    assert_eq!([7, 8].map(begins), [vec![0.0], vec![]]);
    assert!(!opening.contains(SimTime::midnight(8) + SimDuration::HOUR * 12));
}

#[test]
fn a_key_that_others_hide_on_all_of_its_days_is_told() {
    let warned = |hours: &str| {
        shop(&HALF_DAY.replace("patience = \"none\"", &format!("patience = \"none\"\nhours = {hours}"))).warnings()
    };
    let hidden = "holds on no day: more particular keys speak of each of its days";
    let found = warned(r#"{ weekdays = "09:00-18:00", workday = "10:00-18:00", weekend = "closed" }"#);
    assert!(found.contains(&format!("`weekdays` {hidden}")), "{found}");
    let found = warned(r#"{ all = "09:00-18:00", weekdays = "10:00-18:00", sat = "closed" }"#);
    assert!(!found.contains(hidden), "Sunday is left: {found}");
}

#[test]
fn hours_with_a_gap_close_in_between() {
    let text = HALF_DAY.replace(
        "patience = \"none\"",
        "patience = \"none\"\nhours = \"09:00-12:00, 13:30-18:00\"\nclosed = { leaves_message = 0 }",
    );
    let text = text.replace("on_duty   = { full = 7, sat = { half = 7 }, sun = {} }", "on_duty = { full = 7 }");
    let text = text.replace("per_day = 100", "per_day = 2400");
    // 16.5 hours of 24 are closed.
    let closed = figure(model(&text), "closed", "contact:c") / 28.0 / 2400.0;
    assert!((closed - 16.5 / 24.0).abs() < 0.005, "{closed}");
}

/// How many there are at an hour of each counted day.
fn there(text: &str, hour: i64) -> Vec<u32> {
    let model = model(&OFFICE.replace("staffed  = { from = \"09:00\", every = \"8 h\", counts = [20], weekday = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"] }", text));
    let Staffing::Number(number) = &model.teams.iter().next().unwrap().staffing else { panic!("a number is written") };
    let calendar = &model.calendar;
    let on = |day: i32| number.on(calendar.epoch_day(calendar.warm_up_days + day)).to_vec();
    let at = |steps: Vec<(SimDuration, u32)>| {
        steps.iter().rev().find(|(from, _)| *from <= SimDuration::HOUR * hour).map(|step| step.1)
    };
    (0..8).map(|day| at(on(day)).expect("a day begins at midnight")).collect()
}

#[test]
fn numbers_of_agents_differ_by_day() {
    assert_eq!(there("staffed = { weekdays = 8, sat = 4, sun = 0 }", 12), [8, 8, 8, 8, 8, 4, 0, 8]);
    let dated = r#"staffed = { all = { from = "09:00", every = "4 h", counts = [6, 5] }, weekend = 2, "2026-02-04" = { from = "20:00", every = "6 h", counts = [9] } }"#;
    assert_eq!(there(dated, 12), [6, 6, 0, 6, 6, 2, 2, 6]);
    assert_eq!(there(dated, 22), [0, 0, 9, 0, 0, 2, 2, 0]);
    // What begins in the evening of the date lasts until two in the morning of the next.
    assert_eq!(there(dated, 1), [0, 0, 0, 9, 0, 2, 2, 0]);
}

#[test]
fn shares_of_shifts_differ_by_day() {
    let split = "split = { full = 0.5, half = 0.5, sat = { half = 1 }, sun = { full = 1 } }\nrest = \"wed\"";
    let text = HALF_DAY
        .replace("headcount = 7", "headcount = 8")
        .replace("on_duty   = { full = 7, sat = { half = 7 }, sun = {} }", split);
    let half = 4.0 * 9.0 + 4.0 * 4.5;
    let week = [(8, 0, half), (8, 0, half), (0, 0, 0.0), (8, 0, half), (8, 0, half), (8, 0, 36.0), (8, 0, 72.0)];
    let model = model(&text);
    assert_eq!(worked(&model), week.repeat(4));
    // What is expected before anything runs says the same.
    let load = &peakstaff::load::teams(&model, &peakstaff::load::expected(&model))[peakstaff::model::TeamId(0)];
    assert!((load.people_per_day() - (4.0 * half + 36.0 + 72.0) / 7.0).abs() < 1e-9, "{}", load.people_per_day());
}
