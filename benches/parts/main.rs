//! Benches in two of the three kinds: `frequent` (what happens many times a contact) and `targeted` (whole replications
//! of models that each lean on one part of the engine). The third kind, the whole program, is in the scripts beside.
//!
//! `cargo bench -p peakstaff-benches`, or with a filter behind: `cargo bench -p peakstaff-benches -- targeted`.

mod frequent;
mod targeted;

fn main() {
    divan::main();
}
