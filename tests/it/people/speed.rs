//! People who differ in speed.

use crate::support::{model, watch};
use peakstaff::engine::{Contact, Observer};
use peakstaff::model::TeamId;
use peakstaff::time::{SimDuration, SimTime};
use std::collections::BTreeMap;

/// By agent: how long each call of 100 seconds took.
#[derive(Default)]
struct Times(BTreeMap<u32, Vec<SimDuration>>);

impl Observer for Times {
    fn handled(&mut self, at: SimTime, contact: &Contact, _: TeamId, _: bool) {
        self.0.entry(contact.agent).or_default().push(at - contact.accepted);
    }
}

/// Speeds of a team of 400, with whatever else the file holds.
fn speeds(speed_cv: &str, more: &str, replication: u64) -> Vec<f64> {
    let text = format!(
        r#"
template = "none"
days     = 1
[contact.call]
channel  = "call"
arrivals = {{ per_day = 40000 }}
effort   = "100 s"
[design.now.team.line]
staffed  = 400
serves   = ["call"]
{speed_cv}
{more}
"#
    );
    let times = watch(&model(&text), 1, replication, Times::default());
    let of = |times: &Vec<SimDuration>| {
        assert!(times.iter().all(|time| *time == times[0]), "one speed a replication: {times:?}");
        100.0 / times[0].seconds()
    };
    // Teams are in order of name, and theirs is the first.
    (0..400).map(|agent| times.0.get(&agent).map_or(f64::NAN, of)).collect()
}

#[test]
fn everybody_has_a_speed_of_his_own() {
    assert!(speeds("", "", 0).iter().all(|speed| *speed == 1.0));
    assert!(speeds("speed_cv = 0", "", 0).iter().all(|speed| *speed == 1.0));
    let drawn = speeds("speed_cv = 0.3", "", 0);
    let mean = drawn.iter().sum::<f64>() / 400.0;
    let cv = (drawn.iter().map(|speed| (speed - mean).powi(2)).sum::<f64>() / 400.0).sqrt() / mean;
    // Standard errors: 0.015 of the mean, about 0.014 of the cv.
    assert!((mean - 1.0).abs() < 0.05 && (cv - 0.3).abs() < 0.05, "{mean} {cv}");
    assert!(drawn != speeds("speed_cv = 0.3", "", 1), "another replication has other people");
    let other = "[contact.chat]\nchannel = \"chat\"\narrivals = { per_day = 10 }\neffort = \"1 min\"\nmessages = 2\ncustomer_pause = \"9 s\"\n[design.now.team.others]\nstaffed = 3\nserves = [\"chat\"]\nspeed_cv = 0.5";
    assert!(drawn == speeds("speed_cv = 0.3", other, 0), "others change nothing");
}
