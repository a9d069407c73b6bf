use peakstaff::diagnostic::Style;
use peakstaff::experiment::{Cancel, Progress};
use peakstaff::scenario::text::sources::InMemory;
use peakstaff::session::{self, Done, Refused, Request};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

const SHOP: &str = r#"
title = "A small shop"
written_for = "0.2"
start = 2025-03-03
days = 7

[contact.presale]
channel = "chat"
arrivals = { per_day = 260, profile = "cn_office" }
effort = "90 s"
patience = { exponential = { mean = "3.5 min" } }

[design.four.team.service]
headcount = 4
serves = [["presale"]]
shifts = { day = { hours = "09:00-21:00", break = "60 min in 11:00-14:00" } }
split = { day = 1.0 }
"#;

/// Counts replications; `stop` may be set by any thread.
#[derive(Default)]
struct Ports {
    finished: AtomicU64,
    stop: AtomicBool,
}

impl Progress for Ports {
    fn planned(&self, _replications: u64) {}
    fn done(&self) {
        self.finished.fetch_add(1, Ordering::Relaxed);
    }
}

impl Cancel for Ports {
    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

fn simulate(text: &str, ports: &Ports) -> Result<Done, Refused> {
    let files = InMemory::one("shop.toml", text);
    let request = Request {
        sets: vec!["contact.*.effort=*1.1".to_owned()],
        replications: Some(20),
        threads: 2,
        profile: false, // no figures by half hour: not the `profile` of arrivals
        ..Request::new("shop.toml")
    };
    let scenario = session::check_for(&files, &request)?;
    session::run(&scenario, &request, ports, ports)
}

fn main() {
    let done = match simulate(SHOP, &Ports::default()) {
        Ok(done) => done,
        Err(refused) => {
            eprint!("{}", refused.render(Style::default()));
            std::process::exit(2);
        }
    };
    let arms = &done.results.study.arms;
    for row in &done.results.estimates {
        let of = row.of.named(arms);
        if (&*of.kpi, &*of.subject, of.period) == ("service_level", "contact:presale", "horizon") {
            println!("{} ± {:?}, {} replications", row.mean, row.half_width, row.n);
        }
    }
}
