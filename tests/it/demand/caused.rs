//! Contacts expected by date, held against what the engine brings: orders that a promotion multiplies for a while, whose
//! customers ask days later, ask again, and keep to daytime. Where every arrival is Poisson and each causes others by its
//! own, numbers a day vary, but their means are those of the formula.

use crate::support::{model, watch};
use peakstaff::engine::{Contact, Observer};
use peakstaff::id::Id;
use peakstaff::load::by_date;
use peakstaff::time::SimTime;

const DAYS: usize = 24;
const RUNS: u64 = 400;

/// Everybody is served within seconds, so that delays count from the arrival, as the formula has it.
const SHOP: &str = r#"
template = "none"
start = 2025-06-02
days = 20
warm_up = "4 days"
[calendar.profile]
office = [0, 0, 0, 1, 2, 1, 0, 0]
[calendar.event.sale]
peak = 2025-06-09
lift.orders = { days = [0, 2], factor = [5.0, 5.0] }
[stream.orders]
arrivals = { per_day = 60, profile = "cn_evening" }
[[stream.orders.then]]
chance = 0.5
in = { gamma = { mean = "2.5 days", cv = 0.5 } }
creates = "trace"
[[stream.orders.then]]
chance = 0.3
in = { exponential = { mean = "30 h" } }
creates = "invoice"
follow = "office"
[contact.trace]
channel = "call"
effort = "1 s"
resolved = 0.6
unresolved = { returns = 0.7, in = { exponential = { mean = "9 h" } } }
[contact.invoice]
channel = "call"
effort = "1 s"
then = [ { on = "handled", chance = 0.4, in = { next = "09:00", spread = "2 h" }, creates = "paper" } ]
[contact.paper]
channel = "call"
arrivals = { per_day = 10, profile = "office" }
effort = "1 s"
[design.only]
bot = { trace = { meets = 0.8, contains = 0.5, resolves = 0.5, lasts = "1 s" } }
[design.only.team.t]
serves = ["trace", "invoice", "paper"]
staffed = 500
"#;

/// Arrivals and arrivals at people, by day and type.
struct ByDay(Vec<[[f64; 4]; 2]>);

impl Observer for ByDay {
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        self.count(at, contact, 0);
    }
    fn reached(&mut self, at: SimTime, contact: &Contact) {
        self.count(at, contact, 1);
    }
}

impl ByDay {
    fn count(&mut self, at: SimTime, contact: &Contact, which: usize) {
        // What comes after the last day has no expectation here.
        if let Some(day) = self.0.get_mut(at.day() as usize) {
            day[which][contact.contact_type.index()] += 1.0;
        }
    }
}

#[test]
fn expected_contacts_by_date_are_the_means_of_what_is_simulated() {
    let model = model(SHOP);
    let mut sums = vec![[[(0.0, 0.0); 4]; 2]; DAYS];
    for run in 0..RUNS {
        let days = watch(&model, 29, run, ByDay(vec![[[0.0; 4]; 2]; DAYS])).0;
        for (sum, day) in sums.iter_mut().flatten().flatten().zip(days.iter().flatten().flatten()) {
            *sum = (sum.0 + day, sum.1 + day * day);
        }
    }
    let n = RUNS as f64;
    let expected = by_date(&model);
    let mut compared = 0;
    for (id, kind) in model.types.entries() {
        for (day, load) in expected[id].iter().enumerate() {
            // Streams reach nobody.
            let stream = kind.channel == peakstaff::model::Channel::Stream;
            let pairs = [load.arrivals, load.people];
            for (which, wanted) in pairs.into_iter().take(if stream { 1 } else { 2 }).enumerate() {
                let (sum, squares) = sums[4 + day][which][id.index()];
                let mean = sum / n;
                let error = ((squares / n - mean * mean) / n).sqrt();
                let name = &kind.label.key;
                assert!((mean - wanted).abs() <= 4.0 * error, "{name}, day {day}: {mean} ± {error}, not {wanted}");
                assert!(error < 0.06 * wanted, "{name}, day {day}: ± {error} would not notice much beside {wanted}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 20 * 7);
    let orders = &expected[model.types.position(|kind| kind.label.key == "orders").unwrap()];
    assert_eq!([6, 7, 9, 10].map(|day| orders[day].arrivals.round()), [60.0, 300.0, 300.0, 60.0]);
}
