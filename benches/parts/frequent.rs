//! What happens many times a contact. Times are per item: a draw, an arrival, a change of pace, a recorded value.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use peakstaff::model::Pace;
use peakstaff::random::{DayArrivals, Key, Law, Profile, Purpose};
use peakstaff::stats::Histogram;
use peakstaff::time::{SimDuration, SimTime};

const PURPOSE: Purpose = Purpose::new("bench");
/// Items of one iteration.
const MANY: u64 = 1000;

/// Keys as contacts have them: the n-th of a day.
fn keys() -> Vec<Key> {
    let day = Key::seed(1).name("type").name("presale").number(3);
    (0..MANY).map(|n| day.number(n)).collect()
}

fn laws() -> Vec<(&'static str, Law)> {
    let (minute, exponential) = (SimDuration::MINUTE, Law::exponential);
    vec![
        ("fixed", Law::Fixed(minute)),
        ("uniform", Law::Uniform { low: minute, high: minute * 3 }),
        ("exponential", exponential(minute)),
        ("gamma of shape above 1", Law::gamma(minute, 0.5)),
        ("gamma of shape below 1", Law::gamma(minute, 1.5)),
        ("lognormal", Law::lognormal(minute, 0.8)),
        ("weibull", Law::weibull(1.5, minute)),
        ("mixture", Law::Mixture(vec![(0.7, exponential(minute)), (1.0, exponential(minute * 10))])),
        ("empirical", Law::Empirical((1..=1000).map(|i| SimDuration::SECOND * i).collect())),
        ("next time", Law::NextTime { at: SimDuration::HOUR * 9, spread: SimDuration::HOUR }),
    ]
}

/// A draw of each kind, the opening of its stream included.
#[divan::bench(args = laws().into_iter().map(|law| law.0))]
fn law(bencher: Bencher, name: &str) {
    let (_, law) = laws().into_iter().find(|(known, _)| *known == name).expect("a name of the list");
    let (keys, now) = (keys(), SimTime::ZERO);
    bencher.counter(ItemsCount::new(MANY)).bench_local(|| {
        let draw = |key: &Key| law.draw(&mut key.stream(PURPOSE), now).ticks();
        black_box(&keys).iter().map(draw).fold(0, i64::wrapping_add)
    });
}

/// Whether something happens: one uniform against a threshold.
#[divan::bench]
fn happens(bencher: Bencher) {
    let keys = keys();
    bencher
        .counter(ItemsCount::new(MANY))
        .bench_local(|| black_box(&keys).iter().filter(|key| key.happens(PURPOSE, 0.3)).count());
}

/// The arrivals of one day with a half-hourly profile, by how many are expected.
#[divan::bench(args = [100, 10_000])]
fn arrivals(bencher: Bencher, expected: u32) {
    let weights: Vec<f64> = (0..48).map(|slot| 1.0 + f64::from(slot % 7)).collect();
    let (profile, day) = (Profile::new(&weights), Key::seed(1).name("type").number(0));
    let all = || {
        let mut arrivals = DayArrivals::new(day, SimTime::ZERO, f64::from(expected));
        std::iter::from_fn(|| arrivals.next(black_box(&profile)))
            .map(|(at, _)| at)
            .fold((0_u64, SimTime::ZERO), |n, at| (n.0 + 1, at))
    };
    bencher.counter(ItemsCount::new(all().0)).bench_local(all);
}

/// The closed loop of an agent with so many chats, which is asked at every change of what he has open.
#[divan::bench(args = [1, 2, 5, 10, 50])]
fn pace(bencher: Bencher, open: usize) {
    // Nobody's sums are anybody else's: what depends on them cannot be computed once for all.
    let sums: Vec<(f64, f64)> = (0..MANY).map(|i| (100.0 + i as f64, 400.0 + 2.0 * i as f64)).collect();
    bencher.counter(ItemsCount::new(MANY)).bench_local(|| {
        let rate = |(hands, pauses): &(f64, f64)| Pace::of(open, 9.0 * open as f64, *hands, *pauses, 0.06).rate;
        black_box(&sums).iter().map(rate).sum::<f64>()
    });
}

fn waits() -> Vec<u64> {
    let law = Law::exponential(SimDuration::SECOND * 30);
    let draw = |key: &Key| law.draw(&mut key.stream(PURPOSE), SimTime::ZERO).ticks() as u64;
    keys().iter().map(draw).collect()
}

/// Waits into an empty histogram.
#[divan::bench]
fn record_into_empty(bencher: Bencher) {
    let waits = waits();
    bencher.counter(ItemsCount::new(MANY)).with_inputs(Histogram::new).bench_local_refs(|histogram| {
        black_box(&waits).iter().for_each(|wait| histogram.record(*wait));
    });
}

/// Waits into a histogram that knows many already.
#[divan::bench]
fn record_into_full(bencher: Bencher) {
    let (waits, mut histogram) = (waits(), Histogram::new());
    (0..100).for_each(|_| waits.iter().for_each(|wait| histogram.record(*wait)));
    bencher.counter(ItemsCount::new(MANY)).bench_local(|| {
        black_box(&waits).iter().for_each(|wait| histogram.record(*wait));
    });
}

/// Two histograms of replications into one, and a percentile of it.
#[divan::bench]
fn merge_and_percentile(bencher: Bencher) {
    let (waits, mut one) = (waits(), Histogram::new());
    (0..100).for_each(|_| waits.iter().for_each(|wait| one.record(*wait)));
    let other = one.clone();
    bencher.with_inputs(|| one.clone()).bench_local_refs(|histogram| {
        histogram.merge(black_box(&other));
        histogram.quantile(0.95)
    });
}
