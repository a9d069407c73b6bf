//! What must not change when something else is changed, and what must not become worse, tried on random shops: a few in the
//! usual run, many in the slow group.
//!
//! What is equal is equal to the last byte. What must not be worse is not, beyond four standard errors of the difference
//! as if the two were independent, which is more than that of the pair: both meet the same customers.

use crate::support::told::{Estimate, estimates};
use crate::support::worlds::{ANYTHING, Kinds, shop};
use crate::support::{self, model, trace, watch};
use peakstaff::engine::{Contact, Observer};
use peakstaff::experiment::{Never, Quiet, Replications, Settings, replicate};
use peakstaff::id::Id;
use peakstaff::model::{Lang, Model, Staffing};
use peakstaff::report::build;
use peakstaff::report::{Bundle, FORMATS};
use peakstaff::time::SimTime;

/// Shops of a law in the usual run, and in the slow one.
const FEW: u64 = 4;
const MANY: u64 = 150;

fn figures(models: Vec<Model>, replications: u64) -> Vec<Estimate> {
    let settings = Settings {
        seed: 5,
        replications: Replications::Fixed(replications),
        threads: 2,
        profile: Some("horizon".into()),
    };
    let study = replicate(models, &settings, &Quiet, &Never);
    assert!(study.stopped.is_none());
    estimates(&study)
}

/// All that is estimated, but for the names of designs.
fn said(estimates: &[Estimate], of: impl Fn(&Estimate) -> bool) -> Vec<String> {
    let line = |e: &Estimate| {
        let (kpi, half, mean) = (&e.kpi, e.half_width.map(f64::to_bits), e.mean.to_bits());
        format!("{kpi}@{} {} {mean} {half:?} {}", e.subject, e.period, e.n)
    };
    estimates.iter().filter(|e| of(e)).map(line).collect()
}

/// The key of a design is a name and nothing else: no draw depends on it.
fn another_key_changes_no_byte(number: u64) {
    let text = shop(number, ANYTHING);
    let renamed = text.replace("[design.only", "[design.another");
    assert_ne!(text, renamed);
    let [one, other] = [text, renamed].map(|text| said(&figures(vec![model(&text)], 2), |_| true));
    assert!(one.len() > 50 && one == other, "shop {number}");
}

/// A type that nobody contacts the shop about, with a team of its own, leaves all others as they are.
fn an_unused_type_changes_no_byte(number: u64) {
    let text = shop(number, ANYTHING);
    let unused = "\n[contact.aa_unused]\nchannel = \"call\"\neffort = \"3 min\"\n\
        [design.only.team.aa_unused]\nserves = [\"aa_unused\"]\nstaffed = 2\npay = { month = 5000, loading = 0, seat = 0 }\n";
    let own = |e: &Estimate| {
        let of = |kind: &str| e.subject.starts_with(kind) && !e.subject.contains("aa_unused");
        of("contact:") || of("team:")
    };
    let [one, other] = [text.clone(), text + unused].map(|text| said(&figures(vec![model(&text)], 2), own));
    assert!(one.len() > 20, "shop {number}: {}", one.len());
    assert_eq!(one, other, "shop {number}");
}

/// First contacts of every type by day.
struct Arrived(Vec<Vec<u64>>);

impl Observer for Arrived {
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        // The template has customers come back; those are caused by days before.
        if contact.repeat {
            return;
        }
        let day = at.day() as usize;
        let days = &mut self.0[contact.contact_type.index()];
        days.resize(days.len().max(day + 1), 0);
        days[day] += 1;
    }
}

fn arrived(model: &Model, replication: u64) -> Vec<Vec<u64>> {
    let none = Arrived(vec![Vec::new(); model.types.len()]);
    let mut days = watch(model, 5, replication, none).0;
    for days in &mut days {
        days.resize(model.calendar.days as usize, 0);
    }
    days
}

/// Two halves of a horizon have the customers of the whole; and its first half goes as it goes alone.
fn a_horizon_cut_in_two_is_the_horizon(number: u64) {
    let text = shop(number, ANYTHING);
    let with = |start: &str, days: u32| {
        let kept = |line: &&str| !["days = ", "warm_up = ", "start = "].iter().any(|key| line.starts_with(key));
        let rest: Vec<&str> = text.lines().filter(kept).collect();
        format!("start = {start}\ndays = {days}\n{}", rest.join("\n"))
    };
    let (whole, first) = (with("2025-03-05", 4), with("2025-03-05", 2));
    let until = |text: &str| -> Vec<String> {
        let model = model(text);
        let end = (model.calendar.epoch_day(0) + 2).to_string();
        trace(&model, 0).into_iter().take_while(|line| !line.starts_with(&end)).collect()
    };
    let (long, short) = (until(&whole), until(&first));
    assert!(short.len() > 100 && long == short, "shop {number}");
    // Of those that nothing causes.
    let uncaused = |text: &str| {
        let causes = ["then = ", "abandoned = ", "unresolved = "];
        let kept: Vec<&str> = text.lines().filter(|line| !causes.iter().any(|key| line.starts_with(key))).collect();
        model(&kept.join("\n"))
    };
    let [whole, first, second] =
        [whole, first, with("2025-03-07", 2)].map(|text| arrived(&uncaused(&text), number % 3));
    for ((whole, first), second) in whole.iter().zip(&first).zip(&second) {
        assert_eq!(*whole, [&first[..], second].concat(), "shop {number}");
    }
}

/// Standard errors by which a figure of the second model is above that of the first.
fn rises(models: [Model; 2], kpi: &str) -> Option<f64> {
    let all = models.map(|model| figures(vec![model], 12));
    let figure = |estimates: &[Estimate]| {
        let found = estimates.iter().find(|e| e.kpi == kpi && e.subject == "all" && e.period == "horizon")?;
        Some((found.mean, found.half_width?))
    };
    let ([before, half], [after, other]) = (<[f64; 2]>::from(figure(&all[0])?), <[f64; 2]>::from(figure(&all[1])?));
    // Half-widths of twelve replications are 2.2 standard errors.
    let error = half.hypot(other) / 2.2;
    Some(if after <= before { 0.0 } else { (after - before) / error.max(1e-9) })
}

/// Live customers and no tickets, whose hours and owners make some people worth less than others; nothing is caused.
fn simple(number: u64) -> String {
    let live = Kinds { chats: 2, calls: 2, tickets: 0, pauses: false, places: 3, by_message: false, shift_ends: false };
    let text = shop(number, live);
    let left_out = ["then = ", "abandoned = ", "unresolved = ", "owner = ", "queue_limit = ", "closed = ", "silent = "];
    let kept: Vec<&str> = text.lines().filter(|line| !left_out.iter().any(|key| line.starts_with(key))).collect();
    kept.join("\n")
}

/// More people: customers give up no more often.
fn more_people_do_not_make_it_worse(number: u64) -> bool {
    let before = model(&simple(number));
    let mut after = before.clone();
    for team in &mut after.teams {
        match &mut team.staffing {
            Staffing::Number(staffed) => staffed.days.week.iter_mut().flatten().for_each(|(_, n)| *n += 2),
            Staffing::People(roster) => roster.headcount += 4,
        }
    }
    let rise = rises([before, after], "abandonment");
    assert!(rise.is_none_or(|errors| errors < 4.0), "shop {number}: {rise:?} standard errors more give up");
    rise.is_some()
}

/// Less demand: customers give up no more often.
fn less_demand_does_not_make_it_worse(number: u64) -> bool {
    let text = simple(number) + "\n[case.less]\ndemand = \"*0.6\"\n";
    let compiled = support::shop(&text).compiled();
    let rise = rises([0, 1].map(|case| compiled.model(0, case).clone()), "abandonment");
    assert!(rise.is_none_or(|errors| errors < 4.0), "shop {number}: {rise:?} standard errors more give up");
    rise.is_some()
}

/// Where `check` finds nothing, `run` runs, and everything that can be written of it is written, on any number of threads
/// with equal bytes.
fn what_is_checked_runs(number: u64) {
    let text = shop(number, ANYTHING);
    let written = |threads: usize| {
        let done = support::shop(&text).replications(3).ask(|request| request.threads = threads).run();
        let mut all = Vec::new();
        for lang in [Lang::En, Lang::Zh] {
            let page = build(&done.results, lang, "");
            let dossier = peakstaff::report::dossier(&done.results, &done.manifest, lang);
            let bundle =
                Bundle { manifest: &done.manifest, results: &done.results, report: &page, lang, dossier: &dossier };
            for format in FORMATS {
                all.extend((format.render)(&bundle).unwrap_or_else(|why| panic!("{}: {why}", format.files)));
            }
        }
        all
    };
    let (one, three) = (written(1), written(3));
    assert!(one.len() > 10 && one == three, "shop {number}");
}

fn laws(shops: u64) {
    let mut judged = [0, 0];
    for number in 0..shops {
        another_key_changes_no_byte(20_000 + number);
        an_unused_type_changes_no_byte(21_000 + number);
        a_horizon_cut_in_two_is_the_horizon(22_000 + number);
        judged[0] += u64::from(more_people_do_not_make_it_worse(23_000 + number));
        judged[1] += u64::from(less_demand_does_not_make_it_worse(24_000 + number));
        if number % 4 == 0 {
            what_is_checked_runs(25_000 + number);
        }
    }
    assert!(judged.iter().all(|n| 2 * n > shops), "too few gave up to judge anything: {judged:?} of {shops}");
}

#[test]
fn random_shops_keep_what_must_not_change() {
    laws(FEW);
}

#[test]
#[ignore = "some minutes long"]
fn many_random_shops_keep_what_must_not_change() {
    laws(MANY);
}
