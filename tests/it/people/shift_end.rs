//! What becomes of customers at a shift's end, in a queue so busy that everything can be told by hand: three customers
//! always wait, and a call takes seven minutes, from 9:00 on.

use crate::support::{model, watch};
use peakstaff::engine::{Contact, Observer, Taken};
use peakstaff::model::{DayKind, TeamId};
use peakstaff::time::{SimDuration, SimTime};

fn shop(more: &str) -> String {
    format!(
        r#"
template = "none"
start    = 2025-03-03
days     = 3
[contact.call]
channel     = "call"
arrivals    = {{ per_day = 6000 }}
effort      = "7 min"
queue_limit = 3
[design.now.team.line]
headcount = 1
serves    = ["call"]
shifts    = {{ day = {{ hours = "09:00-18:00" }} }}
{more}
"#
    )
}

/// By day: calls handled, of them unresolved, and when everybody was gone.
#[derive(Default, Debug, PartialEq)]
struct Days(Vec<(u32, u32, SimDuration)>);

impl Observer for Days {
    fn came(&mut self, _: SimTime, _: TeamId, _: u32) {
        self.0.push((0, 0, SimDuration::ZERO));
    }
    fn handled(&mut self, _: SimTime, _: &Contact, _: TeamId, resolved: bool) {
        let day = self.0.last_mut().unwrap();
        day.0 += 1;
        day.1 += u32::from(!resolved);
    }
    fn left(&mut self, _: SimTime, _: TeamId, _: u32, overtime: SimDuration, _: DayKind) {
        self.0.last_mut().unwrap().2 = overtime;
    }
}

fn days(more: &str) -> Days {
    let mut days = watch(&model(&shop(more)), 1, 0, Days::default());
    // On the morning after, the last who wait are served.
    days.0.truncate(3);
    days
}

fn every_day(handled: u32, unresolved: u32, overtime: i64) -> Days {
    Days(vec![(handled, unresolved, SimDuration::MINUTE * overtime); 3])
}

#[test]
fn what_is_open_is_finished() {
    // The 78th call begins at 17:59.
    assert_eq!(days(""), every_day(78, 0, 6));
    assert_eq!(days("after_shift = \"open\""), every_day(78, 0, 6));
}

#[test]
fn after_the_last_call_nothing_new() {
    // The 75th begins at 17:38; at 17:45 the last call of 17:40 is over.
    assert_eq!(days("last_call = \"20 min\""), every_day(75, 0, 0));
}

#[test]
fn who_waits_at_the_end_is_served_too() {
    assert_eq!(days("after_shift = \"queue\""), every_day(81, 0, 27));
    // Three who wait at 17:40 follow the 75th: until 18:06.
    assert_eq!(days("after_shift = \"queue\"\nlast_call = \"20 min\""), every_day(78, 0, 6));
}

#[test]
fn on_the_dot_a_call_is_cut_off() {
    assert_eq!(days("after_shift = \"drop\""), every_day(78, 1, 0));
    // After a last call of 17:50 the 76th, begun at 17:45, is the last: nothing is open at 18:00.
    assert_eq!(days("after_shift = \"drop\"\nlast_call = \"10 min\""), every_day(76, 0, 0));
}

/// When messages were taken up.
#[derive(Default)]
struct TakenUp(Vec<SimTime>);

impl Observer for TakenUp {
    fn taken(&mut self, at: SimTime, contact: &Contact, _: Taken) {
        if contact.message {
            self.0.push(at);
        }
    }
}

/// People are there around the clock, but can be asked from nine to six only: what was left in the evening is answered
/// when the hours begin, by whoever is free, customers first.
#[test]
fn messages_wait_for_the_hours() {
    for place in ["", ", in_line = true"] {
        for shift in ["00:00-24:00", "07:00-20:00", "09:00-18:00", "12:00-20:00"] {
            let text = shop("")
                .replace(
                    "queue_limit = 3",
                    &format!("hours = \"09:00-18:00\"\nclosed = {{ leaves_message = 1{place} }}"),
                )
                .replace("per_day = 6000", "per_day = 60")
                .replace("09:00-18:00\" } }", &format!("{shift}\" }} }}"));
            assert!(text.contains(&format!("day = {{ hours = \"{shift}\"")));
            let taken = watch(&model(&text), 1, 0, TakenUp::default());
            assert!(taken.0.len() > 60, "{shift}: {}", taken.0.len());
            let begin = SimDuration::HOUR * if shift.starts_with("12") { 12 } else { 9 };
            for day in 1..3 {
                let of_day: Vec<SimTime> = taken.0.iter().copied().filter(|at| at.day() == day).collect();
                let first = of_day[0].time_of_day();
                assert!(first >= begin && first < begin + SimDuration::MINUTE * 8, "{shift}: {first}");
                assert!(of_day.iter().all(|at| at.time_of_day() < SimDuration::HOUR * 18), "{shift}");
            }
        }
    }
}

/// When customers found nobody.
#[derive(Default)]
struct Closed(Vec<SimDuration>);

impl Observer for Closed {
    fn closed(&mut self, at: SimTime, _: &Contact) {
        self.0.push(at.time_of_day());
    }
}

#[test]
fn closed_hours_begin_with_the_last_call() {
    let text = shop("last_call = \"20 min\"").replace("queue_limit = 3", "closed = { leaves_message = 0 }");
    let closed = watch(&model(&text), 1, 0, Closed::default());
    let last_call = SimDuration::HOUR * 17 + SimDuration::MINUTE * 40;
    assert!(closed.0.iter().all(|at| *at < SimDuration::HOUR * 9 || *at >= last_call));
    assert!(closed.0.iter().any(|at| *at < last_call + SimDuration::MINUTE && *at >= last_call));
}

/// When customers were taken up, and when they had asked.
#[derive(Default)]
struct Asked(Vec<(SimTime, SimTime)>, Vec<SimTime>);

impl Observer for Asked {
    fn taken(&mut self, at: SimTime, contact: &Contact, _: Taken) {
        self.0.push((at, contact.reached));
    }
    fn abandoned(&mut self, _: SimTime, contact: &Contact, _: bool) {
        self.1.push(contact.reached);
    }
}

/// With nothing said of `closed`, whoever comes outside the hours waits with their patience until they begin.
#[test]
fn outside_the_hours_customers_wait_with_their_patience() {
    let text = shop("").replace("queue_limit = 3", "hours = \"09:00-18:00\"\npatience = { fixed = \"40 min\" }");
    let text = text.replace("per_day = 6000", "per_day = 200").replace("09:00-18:00\" } }", "00:00-24:00\" } }");
    let found = watch(&model(&text), 1, 0, Asked::default());
    let (nine, six) = (SimDuration::HOUR * 9, SimDuration::HOUR * 18);
    let open = |at: &SimTime| (nine..six).contains(&at.time_of_day());
    let early: Vec<_> = found.0.iter().filter(|(_, asked)| !open(asked)).collect();
    let patience = SimDuration::MINUTE * 40;
    assert!(early.len() > 5, "who came shortly before nine is served: {}", early.len());
    for (at, asked) in early {
        assert!(open(at) && asked.time_of_day() >= nine - patience && *at - *asked <= patience);
    }
    assert!(found.1.iter().filter(|asked| !open(asked)).count() > 100, "in the night they give up");
    // Whoever came in time is served after six too.
    assert!(found.0.iter().any(|(at, asked)| open(asked) && at.time_of_day() >= six));
}
