//! Whole replications of models that each lean on one part of the engine. Times are per contact.

use divan::Bencher;
use divan::counter::ItemsCount;
use peakstaff::engine::{self, Contact, NullObserver, Observer};
use peakstaff::measure::{Memory, Replication, observe, spans};
use peakstaff::model::Model;
use peakstaff::time::SimTime;
use peakstaff_benches::{MODELS, model};

const SEED: u64 = 1;

/// Counts contacts.
struct Arrived(u64);

impl Observer for Arrived {
    fn arrived(&mut self, _: SimTime, _: &Contact) {
        self.0 += 1;
    }
}

fn contacts(model: &Model) -> ItemsCount {
    ItemsCount::new(engine::run(model, SEED, 0, Arrived(0), &|| false).0.0)
}

/// The engine alone, with nobody listening.
#[divan::bench(args = MODELS.map(|m| m.0))]
fn engine_alone(bencher: Bencher, name: &str) {
    let model = model(name);
    bencher.counter(contacts(&model)).bench_local(|| engine::run(&model, SEED, 0, NullObserver, &|| false).1);
}

/// With everything counted, as `run` does for each replication.
#[divan::bench(args = MODELS.map(|m| m.0))]
fn counted(bencher: Bencher, name: &str) {
    let model = model(name);
    let (spans, mut memory) = (spans(&model), Memory::default());
    let replication = Replication { model: &model, spans: &spans, seed: SEED, number: 0, days: false, profile: None };
    bencher.counter(contacts(&model)).bench_local(|| observe(replication, NullObserver, &mut memory, &|| false));
}
