//! Hostile texts: whatever is written in a file, the program neither panics nor hangs nor takes memory without bounds.
//!
//! An in-tree mutator, because a coverage-guided fuzzer needs a nightly compiler. What stands in for coverage: a mutant
//! that draws findings, or fills counters, as none did before joins the corpus. Every execution is load,
//! findings rendered, load by formulas, and where it compiles a bounded replication, some under audit. The files that it
//! names have bytes changed, some names are odd ones, and some are asked with hostile options. The long run:
//!
//! ```sh
//! PEAKSTAFF_FUZZ_SECONDS=3600 cargo test --release --locked --test it -- --ignored --nocapture the_long_fuzz
//! ```
//!
//! `PEAKSTAFF_FUZZ_EXECUTIONS` and `PEAKSTAFF_FUZZ_SEED` are read too. The input at work is always in
//! `peakstaff-fuzz-current.toml` in the temporary folder, so that even an abort leaves its cause behind.

use super::beside::{Beside, options, renamed, shelf};
use super::mutator::Mutator;
use crate::support::Auditor;
use crate::support::Random;
use crate::support::told::estimates;
use peakstaff::catalogue::spans;
use peakstaff::compile::load;
use peakstaff::diagnostic::{Code, Style};
use peakstaff::engine::{Ended, NullObserver};
use peakstaff::experiment::{Never, Quiet, Replications, Settings, replicate};
use peakstaff::load::{chats_per_hour, expected, teams};
use peakstaff::measure::{Focus, Memory, Replication, observe};
use peakstaff::model::Model;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Seek as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// No file may take the process beyond this.
const MEMORY_MIB: u64 = 1024;
/// No execution of the long run may take longer.
const HANG: Duration = Duration::from_secs(300);

/// What an execution came to; the hash tells kinds of behaviour apart.
struct Reaction {
    compiled: bool,
    limited: bool,
    kind: u64,
}

/// A day or two of it, and few events: enough to reach every handler, little enough for thousands of executions a second.
fn clip(model: &Model) -> Model {
    let mut model = model.clone();
    let calendar = &mut model.calendar;
    calendar.days = calendar.days.min(2);
    calendar.warm_up_days = calendar.warm_up_days.min(1);
    model.limits.events = 2_000;
    model.limits.present = 20_000;
    model
}

fn react(text: &[u8], number: u64, mutator: &Mutator, files: &[(String, Vec<u8>)]) -> Reaction {
    let mut kind = DefaultHasher::new();
    let sources = Beside::new(text, files, number);
    if number % 16 == 1 {
        options(&sources, mutator, number);
    }
    let outcome = load(&sources, "hostile.toml", &[]);
    let rendered =
        outcome.diagnostics.render(&outcome.files, Style { chinese: number.is_multiple_of(2), colour: false });
    assert_eq!(rendered.is_empty(), outcome.diagnostics.is_empty());
    let codes: BTreeSet<Code> = outcome.diagnostics.sorted().iter().map(|d| d.code).collect();
    codes.hash(&mut kind);
    let Some(compiled) = outcome.compiled else {
        assert!(outcome.diagnostics.errors() > 0, "refused without a reason");
        return Reaction { compiled: false, limited: false, kind: kind.finish() };
    };
    assert_eq!(outcome.diagnostics.errors(), 0);
    let design = number as usize % compiled.designs.len();
    let case = number as usize / 7 % compiled.cases.len();
    let model = compiled.model(design, case);
    let demand = expected(model);
    for (team, _) in teams(model, &demand).entries() {
        for kind in model.types.ids() {
            chats_per_hour(model, team, kind);
        }
    }
    let model = clip(model);
    let spans = spans(&model);
    let replication = Replication {
        model: &model,
        spans: &spans,
        seed: number,
        number: 0,
        days: true,
        profile: Some(&Focus::default()),
    };
    let outcome = if number % 8 == 3 {
        observe(replication, &mut Auditor::new(&model), &mut Memory::default(), &|| false)
    } else {
        observe(replication, NullObserver, &mut Memory::default(), &|| false)
    };
    let limited = matches!(outcome.ended, Ended::Limit(_));
    let filled = outcome.rows[0].iter().enumerate().filter(|(_, x)| **x != 0.0).map(|(i, _)| i).collect::<Vec<_>>();
    (limited, filled, model.types.len(), model.teams.len()).hash(&mut kind);
    if number.is_multiple_of(16) {
        let settings =
            Settings { seed: 1, replications: Replications::Fixed(2), threads: 1, profile: Some("horizon".into()) };
        let study = replicate(vec![model], &settings, &Quiet, &Never);
        estimates(&study);
    }
    Reaction { compiled: true, limited, kind: kind.finish() }
}

/// What many executions came to.
#[derive(Default, Debug)]
struct Tally {
    executions: u64,
    compiled: u64,
    limited: u64,
    kinds: usize,
    faults: Vec<String>,
}

/// How many executions have begun: what the long run's watchdog looks at.
static BEGUN: AtomicU64 = AtomicU64::new(0);

/// Puts the input at work on disk before it is tried.
fn lay(file: &mut File, text: &[u8]) {
    BEGUN.fetch_add(1, Ordering::Relaxed);
    file.rewind().and_then(|()| file.write_all(text)).and_then(|()| file.set_len(text.len() as u64)).unwrap();
}

/// Ends the process when an execution does not end: a thread that hangs cannot be stopped from outside.
#[expect(clippy::print_stderr, reason = "the last words")]
fn watch() {
    std::thread::spawn(|| {
        let mut last = 0;
        loop {
            std::thread::sleep(HANG);
            let begun = BEGUN.load(Ordering::Relaxed);
            if begun == last {
                eprintln!("execution {begun} has taken {HANG:?}: a hang; its input is peakstaff-fuzz-current.toml");
                std::process::exit(3);
            }
            last = begun;
        }
    });
}

/// The most memory this process ever held, in MiB, where the system says.
fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? / 1024)
}

fn keep(name: &str, text: &[u8]) -> String {
    let path = std::env::temp_dir().join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// Executes until `more` says no; with a file to lay inputs in, it also watches memory. Stops at the tenth fault.
#[expect(clippy::print_stderr, reason = "a long run says where memory went")]
fn fuzz(seed: u64, mut desk: Option<&mut File>, more: impl Fn(u64) -> bool) -> Tally {
    let (mutator, files) = (Mutator::new(), shelf());
    let mut random = Random(seed);
    let mut tally = Tally::default();
    let mut kinds = BTreeSet::new();
    let mut pools: [Vec<String>; 2] = Default::default();
    let mut highest = 0;
    while more(tally.executions) && tally.faults.len() < 10 {
        let mut text = mutator.mutant(&mut random, &pools);
        if random.chance(0.05) {
            text = renamed(&text, &mut random);
        }
        if let Some(file) = &mut desk {
            lay(file, &text);
        }
        let number = random.next() >> 1;
        if let Ok(reaction) = catch_unwind(AssertUnwindSafe(|| react(&text, number, &mutator, &files))) {
            tally.compiled += u64::from(reaction.compiled);
            tally.limited += u64::from(reaction.limited);
            if kinds.insert(reaction.kind) && text.len() < 3_000 {
                // A full pool forgets at random, so that it stays as fresh as it is deep.
                let text = String::from_utf8_lossy(&text).into_owned();
                let pool = &mut pools[usize::from(reaction.compiled)];
                if pool.len() < 4096 { pool.push(text) } else { pool[random.below(4096)] = text }
            }
        } else {
            let name = format!("peakstaff-fuzz-{seed}-{}.toml", tally.executions);
            tally.faults.push(format!("execution {} (number {number}): {}", tally.executions, keep(&name, &text)));
        }
        tally.executions += 1;
        if desk.is_some() && tally.executions.is_multiple_of(16) {
            let peak = peak_mib().unwrap_or(0);
            if peak > highest + 64 {
                highest = peak;
                let kept = keep(&format!("peakstaff-fuzz-memory-{peak}.toml"), &text);
                eprintln!("{} executions: peak {peak} MiB, among the 16 before {kept}", tally.executions);
            }
            assert!(peak <= MEMORY_MIB, "{peak} MiB is more than {MEMORY_MIB}");
        }
    }
    tally.kinds = kinds.len();
    tally
}

#[test]
fn hostile_texts_do_no_harm() {
    let tally = fuzz(20_250_303, None, |done| done < 6_000);
    assert!(tally.faults.is_empty(), "{tally:#?}");
    assert!(tally.compiled * 20 > tally.executions, "too few compile to say anything about runs: {tally:?}");
}

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a whole number")))
}

#[test]
#[ignore = "an hour long"]
#[expect(clippy::print_stderr, reason = "a long run says how it goes")]
fn the_long_fuzz() {
    let seed = variable("PEAKSTAFF_FUZZ_SEED").unwrap_or(1);
    let executions = variable("PEAKSTAFF_FUZZ_EXECUTIONS").unwrap_or(10_000_000);
    let limit = Duration::from_secs(variable("PEAKSTAFF_FUZZ_SECONDS").unwrap_or(3600));
    let current = std::env::temp_dir().join("peakstaff-fuzz-current.toml");
    let began = Instant::now();
    let mut desk = File::create(&current).unwrap();
    watch();
    let said = AtomicU64::new(0);
    let tally = fuzz(seed, Some(&mut desk), |done| {
        let minute = began.elapsed().as_secs() / 60;
        if said.swap(minute, Ordering::Relaxed) != minute {
            eprintln!("{minute} min: {done} executions, {}/s", done / began.elapsed().as_secs().max(1));
        }
        done < executions && began.elapsed() < limit
    });
    let seconds = began.elapsed().as_secs_f64();
    eprintln!("{tally:#?}");
    eprintln!(
        "seed {seed}: {} executions in {seconds:.0} s, {:.0}/s; {:.1} % compiled, {:.1} % reached a limit; peak {:?} MiB",
        tally.executions,
        tally.executions as f64 / seconds,
        100.0 * tally.compiled as f64 / tally.executions as f64,
        100.0 * tally.limited as f64 / tally.executions as f64,
        peak_mib()
    );
    assert!(tally.faults.is_empty());
}
