//! What holds of every shop, tried on random ones. The generator is our own: a shop is a function of its number, so a
//! failure names its number, and no file of past failures is kept.

use crate::policies::shop_with_policies;
use crate::support::Auditor;
use crate::support::told::estimates;
use crate::support::worlds::{ANYTHING, Kinds, shop};
use crate::support::{model, study, watch};
use peakstaff::catalogue::counter::{ContactCounter, StepCounter, TeamCounter};
use peakstaff::catalogue::spans;
use peakstaff::engine::{self, Contact, NullObserver, Observer, Taken};
use peakstaff::experiment::{Never, Quiet, Replications, Settings, replicate};
use peakstaff::id::Id;
use peakstaff::measure::{Focus, Layout, Memory, Replication, observe};
use peakstaff::model::{Channel, Model, TeamId};
use peakstaff::time::{SimDuration, SimTime};

/// Shops of a property; each takes a few hundredths of a second.
const SHOPS: u64 = 60;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

/// The Auditor watches, integrates what the tallies integrate another way, and both agree; the counters add up.
#[test]
fn every_shop_passes_the_audit_and_its_counters_add_up() {
    let (mut arrived, mut stepped) = (0, 0.0);
    let mut messages = [0; 8];
    for number in 0..SHOPS {
        let model = model(&shop(number, ANYTHING));
        let spans = spans(&model);
        let mut auditor = Auditor::new(&model);
        let replication = Replication { model: &model, spans: &spans, seed: 3, number, days: true, profile: None };
        let outcome = observe(replication, &mut auditor, &mut Memory::default(), &|| false);
        auditor.every_contact_is_somewhere();
        arrived += auditor.arrived;
        messages.iter_mut().zip(auditor.messages).for_each(|(sum, n)| *sum += n);
        let (layout, row) = (Layout::new(&model), &outcome.rows[0]);
        for (id, kind) in model.types.entries() {
            let count = |c: ContactCounter| row[layout.of_type(id) + c as usize];
            let (i, name) = (id.index(), &kind.label.key);
            for (what, own, tallied) in [
                ("waiting", auditor.areas.waiting[i], count(ContactCounter::Waiting)),
                ("in system", auditor.areas.in_system[i], count(ContactCounter::InSystem)),
            ] {
                assert!(close(own, tallied), "shop {number}, {name} {what}: {own} against {tallied}");
            }
            if kind.channel != Channel::Stream {
                let ends = [
                    ContactCounter::Handled,
                    ContactCounter::Abandoned,
                    ContactCounter::TurnedAway,
                    ContactCounter::Closed,
                    ContactCounter::OpenAtEnd,
                ]
                .map(count)
                .iter()
                .sum::<f64>();
                assert_eq!(count(ContactCounter::Offered), ends, "shop {number}, {name}");
            }
            let steps = 0..layout.steps(id);
            let of_step = |step: u16, s: StepCounter| row[layout.of_step(id, step) + s as usize];
            let done: Vec<f64> = steps.clone().map(|step| of_step(step, StepCounter::Done)).collect();
            let begun: Vec<f64> = steps.clone().map(|step| of_step(step, StepCounter::Begun)).collect();
            if let Some(last) = done.last() {
                stepped += done[0];
                assert_eq!(
                    (begun[0], *last),
                    (count(ContactCounter::Offered), count(ContactCounter::Handled)),
                    "shop {number}, {name}"
                );
                assert_eq!(begun[1..], done[..done.len() - 1], "shop {number}, {name}");
                let first: f64 = steps.map(|step| of_step(step, StepCounter::MissedFirst)).sum();
                assert!(first <= count(ContactCounter::Offered), "shop {number}, {name}");
            }
        }
        for (id, team) in model.teams.entries() {
            let count = |t: TeamCounter| row[layout.of_team(id) + t as usize];
            let (i, name) = (id.index(), &team.label.key);
            for (what, own, tallied) in [
                ("present", auditor.areas.present[i], count(TeamCounter::Present)),
                ("open", auditor.areas.open[i], count(TeamCounter::Open) + count(TeamCounter::Standing)),
                ("hands", auditor.areas.hands[i], count(TeamCounter::Hands)),
            ] {
                assert!(close(own, tallied), "shop {number}, {name} {what}: {own} against {tallied}");
            }
        }
    }
    assert!(messages.iter().all(|n| *n > 200), "too little happened by the message: {messages:?}");
    assert!(arrived > 50_000 && stepped > 1000.0, "too little happened to notice anything: {arrived}, {stepped}");
}

fn rows(model: &Model, count: u64, threads: usize) -> String {
    let settings =
        Settings { seed: 9, replications: Replications::Fixed(count), threads, profile: Some("horizon".into()) };
    let study = replicate(vec![model.clone()], &settings, &Quiet, &Never);
    format!("{:?} {:?}", estimates(&study), study.arms[0].profile)
}

/// Threads decide how replications are split into blocks, and which thread has which: the bytes do not know.
#[test]
fn any_number_of_threads_gives_equal_bytes() {
    for number in 0..6 {
        let model = model(&shop(1000 + number, ANYTHING));
        let one = rows(&model, 13, 1);
        assert!(one.len() > 1000);
        for threads in [2, 3, 8] {
            assert!(one == rows(&model, 13, threads), "shop {number}, {threads} threads");
        }
    }
}

/// Replications made one by one, in any order, are those that a study keeps.
#[test]
fn replications_made_apart_are_those_of_the_study() {
    for number in 0..6 {
        let model = model(&shop(2000 + number, ANYTHING));
        let study = study(vec![model.clone()], 9, 5);
        let spans = spans(&model);
        let mut memory = Memory::default();
        for replication in [4, 0, 3, 1, 2] {
            let alone =
                Replication { model: &model, spans: &spans, seed: 9, number: replication, days: true, profile: None };
            let alone = observe(alone, engine::NullObserver, &mut memory, &|| false);
            let kept = &study.arms[0].outcomes[replication as usize];
            assert_eq!(alone.rows, kept.rows, "shop {number}, replication {replication}");
            assert_eq!(format!("{:?}", alone.waits), format!("{:?}", kept.waits));
        }
    }
}

/// The total is the sum of the lines, for every span there is.
#[test]
fn money_adds_up() {
    let mut totals = 0;
    for number in 0..SHOPS / 2 {
        // Across the end of a month, so that there are months.
        let text = shop(3000 + number, ANYTHING).replace("start = 2025-03-05", "start = 2025-03-30");
        let study = study(vec![model(&text)], 1, 2);
        let all = estimates(&study);
        for span in &study.arms[0].spans {
            let line = |key: &str| {
                let row = all.iter().find(|e| e.kpi == key && e.subject == "all" && e.period == span.label.key);
                row.map(|e| e.mean)
            };
            let mut lines = vec!["cost.wages", "cost.seat", "cost.overtime", "cost.bot", "cost.tools", "cost.lateness"];
            let shown = study.arms[0].model.shown;
            lines.extend(["cost.hiring", "cost.training"].iter().filter(|_| shown.payroll));
            lines.extend(["cost.night"].iter().filter(|_| shown.night));
            lines.extend(["cost.day_paid"].iter().filter(|_| shown.day_paid));
            let sum: Option<f64> = lines.into_iter().map(line).sum();
            let total = line("cost.total");
            assert_eq!(sum.is_some(), total.is_some(), "shop {number}, {}", span.label.key);
            if let (Some(sum), Some(total)) = (sum, total) {
                totals += 1;
                assert!(close(sum, total), "shop {number}, {}: {sum} against {total}", span.label.key);
            }
        }
    }
    assert!(totals > SHOPS / 2, "only {totals} totals");
}

/// Whoever works alone spends on each contact exactly the effort that it asks for, at their own speed.
struct Clock<'m> {
    model: &'m Model,
    checked: u64,
}

impl Observer for Clock<'_> {
    fn taken(&mut self, _: SimTime, contact: &Contact, by: Taken) {
        assert!(by.first && contact.effort >= 0.0);
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, _: bool) {
        let skill = self.model.teams[team].skills[contact.contact_type.index()].as_ref().unwrap();
        let kind = &self.model.types[contact.contact_type];
        // A chat alone stands still while its customer writes: as long again as pauses are to hands, on average.
        let slower = match &kind.pace {
            peakstaff::model::ChatPace::Loop { messages, pause, effort } if kind.channel == Channel::Chat => {
                1.0 + messages * pause / (effort * skill.effort)
            }
            _ => 1.0,
        };
        let asked = SimDuration::from_ticks_up(contact.effort * skill.effort * slower);
        let spent = at - contact.accepted;
        let off = (spent - asked).ticks().abs();
        assert!(off <= 2, "{}: asked {asked}, spent {spent}", contact.key);
        self.checked += 1;
    }
}

#[test]
fn effort_done_is_effort_asked() {
    let calls = Kinds { chats: 0, calls: 3, tickets: 0, pauses: true, places: 1, by_message: false, shift_ends: false };
    // Pauses let a chat stand still; without them one chat at a time is worked off like a call.
    let chats =
        Kinds { chats: 3, calls: 0, tickets: 0, pauses: false, places: 1, by_message: false, shift_ends: false };
    for kinds in [calls, chats] {
        let mut checked = 0;
        for number in 0..SHOPS / 2 {
            // At one speed.
            let text = shop(4000 + number, kinds);
            let even: Vec<&str> =
                text.lines().filter(|l| !l.starts_with("speed_cv") && !l.starts_with("ramp")).collect();
            let model = model(&even.join("\n"));
            let clock = Clock { model: &model, checked: 0 };
            checked += watch(&model, 2, number, clock).checked;
        }
        assert!(checked > 5000, "only {checked}");
    }
}

/// Wants to hear everything at its time, and nothing else.
struct InOrder;
impl Observer for InOrder {}

/// Hears of abandonments and late tickets when they are found out, and of who meets a bot before others are done.
#[derive(Default)]
struct FoundOut {
    latest: SimTime,
    afterwards: u64,
    at_once: u64,
    late: u64,
    /// The last arrival, and how often people were reached before it afterwards.
    arrived: SimTime,
    ahead: u64,
}

impl Observer for FoundOut {
    const IN_ORDER: bool = false;
    fn arrived(&mut self, at: SimTime, _: &Contact) {
        self.arrived = self.arrived.max(at);
    }
    fn reached(&mut self, at: SimTime, _: &Contact) {
        self.latest = self.latest.max(at);
        self.ahead += u64::from(at < self.arrived);
    }
    fn handled(&mut self, at: SimTime, _: &Contact, _: TeamId, _: bool) {
        self.latest = self.latest.max(at);
    }
    fn late(&mut self, at: SimTime, _: &Contact) {
        self.late += u64::from(at < self.latest);
    }
    fn abandoned(&mut self, at: SimTime, _: &Contact, balked: bool) {
        *if at < self.latest { &mut self.afterwards } else { &mut self.at_once } += u64::from(!balked);
    }
}

/// Who leaves the queue unnoticed is found out later, and so is a deadline from which nothing follows; who meets a bot arrives with those
/// before: the results are the same to the last byte, whatever ends shifts, begins breaks and switches rules.
#[test]
fn what_is_found_out_later_or_before_changes_no_byte() {
    let (mut afterwards, mut at_once, mut late, mut ahead) = (0, 0, 0, 0);
    for number in 0..2 * SHOPS {
        let shop = if number % 2 == 0 { shop(5000 + number, ANYTHING) } else { shop_with_policies(5000 + number) };
        // Nothing follows an abandonment, and some have neither a limit nor an agent who looks at the queue for them.
        let rare = ["queue_limit", "owner", "silent"].iter().filter(|_| number % 4 > 1);
        let dropped: Vec<&str> = rare.copied().chain(["abandoned"]).collect();
        let kept = |line: &&str| !dropped.iter().any(|key| line.starts_with(&format!("{key} = ")));
        let shop = shop.lines().filter(kept).collect::<Vec<_>>().join("\n");
        let model =
            model(&format!("template = \"none\"\n{shop}\n[defaults.chat]\nmessages = 9\ncustomer_pause = \"45 s\"\n"));
        let spans = spans(&model);
        let replication =
            Replication { model: &model, spans: &spans, seed: 6, number, days: true, profile: Some(&Focus::default()) };
        let mut found_out = FoundOut::default();
        let quick = observe(replication, &mut found_out, &mut Memory::default(), &|| false);
        let slow = observe(replication, InOrder, &mut Memory::default(), &|| false);
        let text = |outcome: &peakstaff::measure::Outcome| {
            format!("{:?} {:?} {:?} {:?}", outcome.rows, outcome.days, outcome.waits, outcome.profile)
        };
        assert!(text(&quick) == text(&slow), "shop {number}");
        afterwards += found_out.afterwards;
        at_once += found_out.at_once;
        late += found_out.late;
        ahead += found_out.ahead;
    }
    assert!(afterwards > 1000 && at_once > 100, "{afterwards} found out afterwards, {at_once} at once");
    assert!(
        late > 1000 && ahead > 1000,
        "{late} late tickets found out afterwards, {ahead} came after others had arrived"
    );
}

/// A shop of nothing but calls, in which they wait, overflow, are taken before breaks and have work after them.
fn calls(number: u64) -> String {
    let some = |text: &'static str, every: u64| if number.is_multiple_of(every) { text } else { "" };
    let (wrap_up, pauses) = (some("wrap_up = \"25 s\"", 3), some("off_desk = 0.1", 2));
    let staffed = some("staffed = 3", 5);
    let people = if staffed.is_empty() {
        "headcount = 5\nshifts = { day = { hours = \"09:00-18:00\", break = \"60 min in 11:00-14:00\" } }"
    } else {
        staffed
    };
    format!(
        r#"
        template = "none"
        start = 2025-03-05
        days = 3
        warm_up = "{} days"
        interval = "{}"
        [defaults.call]
        patience = {{ exponential = {{ mean = "2 min" }} }}
        targets = [ {{ accepted = "{} s", share = 0.8 }} ]
        resolved = 0.8
        [contact.a]
        channel = "call"
        arrivals = {{ per_day = {} }}
        effort = {{ lognormal = {{ mean = "3 min", cv = 1.0 }} }}
        {wrap_up}
        [contact.b]
        channel = "call"
        arrivals = {{ per_day = 300 }}
        effort = "150 s"
        [design.only]
        routes = {{ a = ["t0", "t1"], b = ["t1"] }}
        [design.only.team.t0]
        serves = ["a"]
        {people}
        [design.only.team.t1]
        serves = ["b", "a"]
        skill = {{ a = {{ effort = "*1.2", resolved = "*0.9", wait_first = "{} s" }} }}
        headcount = 4
        shifts = {{ late = {{ hours = "10:00-19:00", break = "30 min in 12:00-14:00" }} }}
        {pauses}
        "#,
        number % 2,
        ["15 min", "1 h", "24 h"][number as usize % 3],
        20 * (number % 2),
        500 + 100 * (number % 4),
        15 * (number % 2),
    )
}

/// Calls alone go a way of their own in the engine, where nobody listens in order of time: the results are the same to the last
/// byte as on the way that chats and tickets go.
#[test]
fn calls_alone_are_counted_as_among_all_else() {
    let mut taken = 0.0;
    for number in 0..12 {
        let model = model(&calls(number));
        assert!(model.types.iter().all(|kind| kind.channel == Channel::Call));
        let spans = spans(&model);
        let replication =
            Replication { model: &model, spans: &spans, seed: 7, number, days: true, profile: Some(&Focus::default()) };
        let quick = observe(replication, NullObserver, &mut Memory::default(), &|| false);
        let slow = observe(replication, InOrder, &mut Memory::default(), &|| false);
        let text = |outcome: &peakstaff::measure::Outcome| {
            format!("{:?} {:?} {:?} {:?}", outcome.rows, outcome.days, outcome.waits, outcome.profile)
        };
        assert!(text(&quick) == text(&slow), "shop {number}");
        let layout = Layout::new(&model);
        let count = |kind, counter: ContactCounter| quick.rows[0][layout.of_type(kind) + counter as usize];
        for kind in model.types.ids() {
            assert!(count(kind, ContactCounter::Abandoned) > 0.0, "nobody waited for long in shop {number}");
            taken += count(kind, ContactCounter::AtOnce);
        }
    }
    assert!(taken > 1000.0, "{taken} were taken at once");
}
