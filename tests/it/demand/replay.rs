//! Contacts replayed one by one. A call centre of which every wait is known: replaying its calls and their service on its
//! four agents gives its waits again, but for what whole seconds hide (moments, services and waits are rounded apart).

use crate::support::{package, shop, watch};
use peakstaff::engine::{Contact, Observer, Taken};
use peakstaff::model::Model;
use peakstaff::random::Key;
use peakstaff::time::SimTime;
use std::collections::HashMap;
use std::fs;

/// The model of a scenario beside a file, whatever name it calls it by.
fn model(text: &str, file: &[u8]) -> Model {
    shop(text).beside("calls.csv", file).beside("log.csv", file).model()
}

/// Waits in seconds, in order of arrival; none of who left.
#[derive(Default)]
struct Heard {
    number: HashMap<Key, usize>,
    arrived: Vec<SimTime>,
    waits: Vec<Option<f64>>,
    left: Vec<(usize, f64)>,
    handled: Vec<(usize, SimTime)>,
}

impl Observer for Heard {
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        self.number.insert(contact.key, self.waits.len());
        self.arrived.push(at);
        self.waits.push(None);
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, _: Taken) {
        self.waits[self.number[&contact.key]] = Some((at - contact.reached).seconds());
    }
    fn abandoned(&mut self, at: SimTime, contact: &Contact, _: bool) {
        self.left.push((self.number[&contact.key], (at - contact.reached).seconds()));
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, _: peakstaff::model::TeamId, _: bool) {
        self.handled.push((self.number[&contact.key], at));
    }
}

fn replayed(model: &Model, replication: u64) -> Heard {
    watch(model, 1, replication, Heard::default())
}

/// Seconds since midnight of `1:02:03 PM`.
fn seconds(clock: &str) -> u32 {
    let (time, half) = clock.split_once(' ').unwrap();
    let part: Vec<u32> = time.split(':').map(|part| part.parse().unwrap()).collect();
    (part[0] % 12 + if half == "PM" { 12 } else { 0 }) * 3600 + part[1] * 60 + part[2]
}

/// How waits compare with those on file, which are met within two seconds.
#[derive(Default, Debug)]
struct Compared {
    calls: usize,
    met: usize,
    /// Those that waited.
    waited: usize,
    of_waited: usize,
    /// Not met, though before half past five: after it, on some days, fewer agents were there than the file says.
    early: usize,
}

impl Compared {
    fn of(file: &str, scenario: &str) -> Self {
        const LATE: u32 = 17 * 3600 + 1800;
        let mut lines = file.lines();
        let head: Vec<&str> = lines.next().unwrap().split(',').collect();
        let column = |name: &str| head.iter().position(|word| *word == name).unwrap();
        let (date, started, wait) = (column("date"), column("call_started"), column("wait_length"));
        let call = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[date].to_owned(), seconds(cells[started]), cells[wait].parse::<f64>().unwrap())
        };
        let mut calls: Vec<_> = lines.map(call).collect();
        calls.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let ours = replayed(&model(scenario, file.as_bytes()), 0);
        assert_eq!(ours.waits.len(), calls.len(), "every call comes once, and nobody else");
        let mut found = Self { calls: calls.len(), ..Self::default() };
        for ((_, at, wait), (moment, ours)) in calls.iter().zip(ours.arrived.iter().zip(&ours.waits)) {
            assert_eq!(moment.time_of_day().seconds(), f64::from(*at));
            let met = usize::from((ours.expect("nobody leaves") - wait).abs() <= 2.0);
            let waited = usize::from(*wait > 0.0);
            found.met += met;
            found.waited += waited;
            found.of_waited += waited * met;
            found.early += usize::from(met == 0 && *at < LATE);
        }
        found
    }
    fn share(&self) -> f64 {
        self.met as f64 / self.calls as f64
    }
}

impl std::fmt::Display for Compared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { calls, met, waited, of_waited, early } = self;
        let share = 100.0 * self.share();
        write!(
            f,
            "{calls} calls: {met} waits met ({share:.2} %); {waited} waited: {of_waited} met; {early} not met before 17:30"
        )
    }
}

fn call_centre(start: &str, days: u32, agents: u32) -> String {
    format!(
        r#"
template = "none"
start = {start}
days  = {days}
[contact.call]
channel  = "call"
arrivals = {{ file = "calls.csv", counts = "rows", missing = "zero", columns = {{ interval = "call_started", effort = "service_length" }}, zeros = "answered" }}
effort   = {{ exponential = {{ mean = "300 s" }} }}
[design.now.team.all]
staffed = {agents}
serves  = ["call"]
"#
    )
}

#[test]
#[expect(clippy::print_stderr, reason = "what is met is told")]
fn a_call_centre_waits_as_it_waited() {
    let path = package("tests/data/call_centre_2021-10.csv");
    let file = fs::read_to_string(path).unwrap();
    let found = Compared::of(&file, &call_centre("2021-10-11", 12, 4));
    eprintln!("{found}");
    assert_eq!((found.calls, found.early), (2347, 0));
    assert!(found.waited > 400 && found.share() >= 0.998, "{found}");
    // The whole year is not here; `tests/data/README.md` says where it is.
    if let Some(year) = std::env::var_os("CALL_CENTRE") {
        let found = Compared::of(&fs::read_to_string(year).unwrap(), &call_centre("2021-01-01", 365, 4));
        eprintln!("{found}");
        assert!(found.early == 0 && found.share() >= 0.998, "{found}");
    }
    // Strong enough to notice an agent more.
    let with_five = Compared::of(&file, &call_centre("2021-10-11", 12, 5));
    assert!(with_five.of_waited * 10 < with_five.waited && with_five.early > 300, "{with_five}");
}

const SHOP: &str = r#"
template = "none"
start = 2025-06-01
days  = 2
[contact.presale]
name     = "售前 | Pre-sale"
channel  = "call"
arrivals = { file = "log.csv", counts = "rows" }
effort   = "10 s"
patience = "7 s"
[design.now.team.t]
staffed = 1
serves  = ["presale"]
"#;

/// What a row says of a contact is so in every replication; what it does not say is drawn.
#[test]
fn a_row_is_a_contact_with_what_it_says() {
    let log = "到达时间,类型,处理时长（分钟）,耐心（秒）\n2025-06-01 09:00:00,售前,2,\n2025-06-01 09:00:05.5,退款,9,\n\
               2025-06-01 09:00:05.5,售前,,30\n2025/6/1 9:00:06,售前,,\n2025-06-02 23:59:59,售前,,\n2025-06-01 08:00,Pre-sale,1 h,\n";
    let m = model(SHOP, log.as_bytes());
    for replication in 0..3 {
        let ours = replayed(&m, replication);
        let clock: Vec<f64> = ours.arrived.iter().map(|at| at.time_of_day().seconds()).collect();
        assert_eq!(clock, [28_800.0, 32_400.0, 32_405.5, 32_406.0, 86_399.0]);
        // At nine the first call of an hour is just over; the two who come while the next lasts leave.
        assert_eq!(ours.waits, [Some(0.0), Some(0.0), None, None, Some(0.0)]);
        assert_eq!(ours.left, [(3, 7.0), (2, 30.0)]);
        let served: Vec<(usize, f64)> =
            ours.handled.iter().map(|(i, at)| (*i, (*at - ours.arrived[*i]).seconds())).collect();
        assert_eq!(served, [(0, 3600.0), (1, 120.0), (4, 10.0)]);
    }
}

/// Who meets no bot meets none in the first instant of a run either.
#[test]
fn nobody_meets_a_bot_at_the_first_midnight_who_meets_none() {
    let bot =
        "[design.now]\nbot = { presale = { contains = 1.0, resolves = 1.0, lasts = \"5 min\", meets = 0.000001 } }\n";
    let text = SHOP.replace("days  = 2", "days  = 1").replace("[design.now.team", &format!("{bot}[design.now.team"));
    let log = "arrived,effort (s)\n2025-06-01 00:00:00,20\n2025-06-01 09:30:00,30\n";
    let m = model(&text, log.as_bytes());
    assert!(m.calendar.warm_up_days == 0 && m.types.iter().any(|kind| kind.bot.is_some()));
    let ours = replayed(&m, 0);
    assert_eq!(ours.arrived.iter().map(|at| at.ticks()).min(), Some(0));
    assert_eq!(ours.waits, [Some(0.0), Some(0.0)], "whom the bot meets it contains");
}

/// A contact that another causes has nothing recorded, whatever slot it comes to stand in.
#[test]
fn what_is_recorded_is_the_contacts_own() {
    let text = SHOP.replace(
        "patience",
        "then = [{ on = \"resolved\", chance = 1.0, in = \"1 s\", creates = \"again\" }]\npatience",
    ) + "[contact.again]\nchannel = \"call\"\neffort = \"3 s\"\n";
    let text = text.replace("serves  = [\"presale\"]", "serves  = [\"presale\", \"again\"]");
    let log = "arrived,effort (s)\n2025-06-01 09:00:00,20\n2025-06-02 09:00:00,30\n";
    let ours = replayed(&model(&text, log.as_bytes()), 0);
    let served: Vec<f64> = ours.handled.iter().map(|(i, at)| (*at - ours.arrived[*i]).seconds()).collect();
    assert_eq!(served, [20.0, 3.0, 30.0, 3.0]);
}

/// Exactly as many as written come in every interval, at other moments in every replication.
#[test]
fn exact_numbers_come_exactly() {
    let text = SHOP.replace("rows", "exact").replace("days  = 2", "days  = 1\n[calendar]\nday_cv = 0.5");
    let file = "日期,时段,咨询量\n2025-06-01,09:00,12\n2025-06-01,09:15,0\n2025-06-01,09:30,31\n";
    let m = model(&text, file.as_bytes());
    let runs: Vec<Vec<SimTime>> = (0..20).map(|replication| replayed(&m, replication).arrived).collect();
    for arrived in &runs {
        let within = |from: f64, until: f64| {
            arrived.iter().filter(|at| (from..until).contains(&at.time_of_day().hours())).count()
        };
        assert_eq!((within(9.0, 9.25), within(9.25, 9.5), within(9.5, 9.75), arrived.len()), (12, 0, 31, 43));
    }
    assert!(runs.windows(2).all(|pair| pair[0] != pair[1]));
}
