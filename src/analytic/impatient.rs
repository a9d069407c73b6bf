//! M/M/c+G: Poisson arrivals, exponential service, c agents, and customers of any patience who leave when it ends.
//!
//! Baccelli & Hébuterne (1981), On queues with impatient customers; Zeltyn & Mandelbaum (2005), Call centers with
//! impatient customers: many-server asymptotics of the M/M/n+G queue, Queueing Systems 51, section 3. The wait V that
//! an infinitely patient customer would meet has an atom at 0 and, beyond, the density λ w(x), w = exp g,
//! g(x) = λ H(x) − cμ x, with H(x) = ∫₀ˣ S and S the survival function of patience. Everything else is an integral
//! against w; all are taken in one march over panels.

use super::erlang::blocking;
use super::panel::{POINTS, integral, points, running};
pub use super::patience::Patience;

/// The service level at one acceptable wait, by each of its usual definitions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ServiceLevels {
    /// Answered in time / offered.
    pub offered: f64,
    /// Answered in time / answered.
    pub answered: f64,
    /// Answered in time / (offered − abandoned before the short threshold).
    pub excluding_short: f64,
    /// (Answered in time + abandoned in time) / offered.
    pub short_ok: f64,
}

/// The steady state of a queue with impatient customers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Performance {
    /// Share of the offered who are not served at once.
    pub p_wait: f64,
    /// Share of the offered who leave unserved.
    pub p_abandon: f64,
    /// Mean wait of all who are offered, until they are served or leave.
    pub mean_wait: f64,
    /// Mean wait of those who are served (average speed of answer).
    pub mean_wait_answered: f64,
    /// Mean wait of those who leave; none if nobody does.
    pub mean_wait_abandoned: Option<f64>,
    /// Mean number waiting.
    pub mean_queue: f64,
    /// Share of their time that agents are busy.
    pub occupancy: f64,
    /// Service levels.
    pub service: ServiceLevels,
}

/// Solves the queue. `accept` is the acceptable wait of the service levels, `short` the threshold below which an
/// abandonment does not count against [`ServiceLevels::excluding_short`]. None without a steady state or without agents.
pub fn solve(
    arrival_rate: f64,
    mean_service: f64,
    agents: u32,
    patience: &Patience,
    accept: f64,
    short: f64,
) -> Option<Performance> {
    assert!(mean_service > 0.0);
    if agents == 0 {
        return None;
    }
    let front =
        Front { capacity: f64::from(agents) / mean_service, last: blocking(agents - 1, arrival_rate * mean_service) };
    solve_behind(front, arrival_rate, patience, accept, short)
}

/// Agents as the queue sees them.
#[derive(Clone, Copy, Debug)]
pub struct Front {
    /// How many they serve in a unit of time while somebody waits.
    pub capacity: f64,
    /// Of the time in which a place is free, the share in which it is the only one.
    pub last: f64,
}

/// As [`solve`], for agents of any kind: what they do while a place is free tells the queue only how often it is the last.
pub fn solve_behind(
    front: Front,
    arrival_rate: f64,
    patience: &Patience,
    accept: f64,
    short: f64,
) -> Option<Performance> {
    assert!(arrival_rate >= 0.0 && accept >= 0.0 && short >= 0.0);
    let Front { capacity, last: b } = front;
    let density = Density { arrival_rate, capacity, patience };
    let marks = [accept, short];
    let (whole, [at_accept, at_short], peak) = density.integrate(marks)?;

    // P(V = 0) : density of V = 1 : λ B w, with Erlang's B of one agent fewer; all scaled by exp(−peak).
    let atom = (-peak).exp();
    let total = atom + arrival_rate * b * whole.mass;
    let (at_once, scale) = (atom / total, arrival_rate * b / total);

    let p_wait = scale * whole.mass;
    let p_answered = at_once + scale * whole.answered;
    let p_abandon = scale * whole.abandoned;
    let mean_wait = scale * whole.wait;
    let answered_in_time = at_once + scale * at_accept.answered;
    // Within x leave those whose patience ended by then: met by V up to x, or still queueing at x.
    let abandoned_within =
        |x: f64, upto: &Sums| scale * (upto.abandoned + (1.0 - patience.survival(x)) * (whole.mass - upto.mass));
    let abandoned_in_time = abandoned_within(accept, &at_accept);
    Some(Performance {
        p_wait,
        p_abandon,
        mean_wait,
        mean_wait_answered: scale * whole.wait_answered / p_answered,
        mean_wait_abandoned: (p_abandon > 0.0).then(|| scale * whole.wait_abandoned / p_abandon),
        mean_queue: arrival_rate * mean_wait,
        occupancy: arrival_rate * p_answered / capacity,
        service: ServiceLevels {
            offered: answered_in_time,
            answered: answered_in_time / p_answered,
            excluding_short: answered_in_time / (1.0 - abandoned_within(short, &at_short)),
            short_ok: answered_in_time + abandoned_in_time,
        },
    })
}

/// Integrals of w up to some wait.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// ∫ w
    mass: f64,
    /// ∫ S w
    answered: f64,
    /// ∫ (1 − S) w
    abandoned: f64,
    /// ∫ H w
    wait: f64,
    /// ∫ x S w
    wait_answered: f64,
    /// ∫ (H − x S) w
    wait_abandoned: f64,
}

struct Density<'a> {
    arrival_rate: f64,
    capacity: f64,
    patience: &'a Patience,
}

/// Where a march stands: the wait, H there, and the length of the next panel.
#[derive(Clone, Copy)]
struct Stand {
    x: f64,
    h: f64,
    step: f64,
}

/// A panel that is fine enough: its points, and S, H and g there.
struct Panel {
    length: f64,
    x: [f64; POINTS],
    s: [f64; POINTS],
    h: [f64; POINTS],
    g: [f64; POINTS],
}

/// Gauss and Kronrod agree to this; Kronrod alone is then good to far more, or to this near a root at 0.
const TOLERANCE: f64 = 1e-9;
/// w is nothing where g is this far below its peak.
const NEGLIGIBLE: f64 = 45.0;
/// More panels than any survival function needs.
const MOST_PANELS: usize = 100_000;

impl Density<'_> {
    fn g(&self, x: f64, h: f64) -> f64 {
        self.arrival_rate * h - self.capacity * x
    }

    /// The sums to infinity and to the two marks, all times exp(−peak), and the peak of g.
    fn integrate(&self, marks: [f64; 2]) -> Option<(Sums, [Sums; 2], f64)> {
        let mode = self.mode()?;
        let mut stops: Vec<f64> = self.patience.jumps.iter().copied().chain(marks).chain([mode]).collect();
        stops.retain(|x| *x > 0.0 && x.is_finite());
        stops.sort_by(f64::total_cmp);
        // g is concave, so it is largest at its mode: a march that looks at S alone finds how large.
        let start = Stand { x: 0.0, h: 0.0, step: 1.0 / self.capacity };
        let mut stand = start;
        for _ in 0..MOST_PANELS {
            let Some(stop) = stops.iter().find(|stop| **stop > stand.x && **stop <= mode) else { break };
            stand = self.advance(stand, *stop, f64::INFINITY).1;
        }
        let peak = self.g(stand.x, stand.h);

        let (mut sums, mut at_marks) = (Sums::default(), [None; 2]);
        stand = start;
        for _ in 0..MOST_PANELS {
            for (mark, at) in marks.iter().zip(&mut at_marks) {
                if stand.x >= *mark {
                    at.get_or_insert(sums);
                }
            }
            if stand.x >= mode && self.g(stand.x, stand.h) < peak - NEGLIGIBLE {
                return Some((sums, at_marks.map(|at| at.unwrap_or(sums)), peak));
            }
            let stop = stops.iter().find(|stop| **stop > stand.x).copied().unwrap_or(f64::INFINITY);
            let (panel, next) = self.advance(stand, stop, peak);
            sums.add(&panel, peak);
            stand = next;
        }
        None
    }

    /// Where w is largest: the wait beyond which fewer than the agents can serve have patience left. None if there is
    /// no such wait.
    fn mode(&self) -> Option<f64> {
        let grows = |x: f64| self.arrival_rate * self.patience.survival(x) >= self.capacity;
        if !grows(0.0) {
            return Some(0.0);
        }
        let mut high = (0..300).map(|k| 2.0f64.powi(k) / self.capacity).find(|x| !grows(*x))?;
        let mut low = 0.0;
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if grows(middle) { low = middle } else { high = middle }
        }
        Some(high)
    }

    /// One panel on, not beyond `stop`, fine enough for H and, unless w is negligible against exp(`peak`), for w.
    fn advance(&self, from: Stand, stop: f64, peak: f64) -> (Panel, Stand) {
        let mut step = from.step;
        loop {
            let reaches = from.x + step >= stop;
            let end = if reaches { stop } else { from.x + step };
            let length = end - from.x;
            let x = points(from.x, end);
            let s = x.map(|x| self.patience.survival(x));
            let (gain, s_error) = integral(&s, length);
            let h = running(&s, length).map(|part| from.h + part);
            let g: [f64; POINTS] = std::array::from_fn(|i| self.g(x[i], h[i]));

            // g must be good to an absolute, H to a relative error; neither can be better than rounding.
            let s_allowed = (TOLERANCE * gain).min(TOLERANCE / self.arrival_rate + 1e-13 * gain).max(1e-300);
            let top = self.g(from.x, from.h).max(self.g(end, from.h + gain));
            let mut excess = s_error / s_allowed;
            if top > peak - NEGLIGIBLE {
                let (w, w_error) = integral(&g.map(|g| (g - top).exp()), length);
                // A peak so narrow that no point meets it leaves nothing at all.
                // And g, a difference of large numbers, cannot be better than their rounding.
                let allowed = (TOLERANCE + 1e-15 * self.capacity * end) * w;
                excess = if w > 0.0 { excess.max(w_error / allowed) } else { f64::INFINITY };
            }
            // The error goes with the 15th power of the length, near a root at 0 with a lower one.
            let factor = 0.9 * excess.max(1e-30).powf(-1.0 / 15.0);
            let shortest = 1e-10 * from.x;
            if excess <= 1.0 || length <= shortest || length < 1e-200 {
                // A panel cut short by a stop says little about how long the next may be.
                let next = if reaches { step.max(length) } else { (length * factor.clamp(0.3, 3.0)).max(shortest) };
                return (Panel { length, x, s, h, g }, Stand { x: end, h: from.h + gain, step: next });
            }
            step = length * factor.clamp(0.05, 0.7);
        }
    }
}

impl Sums {
    fn add(&mut self, panel: &Panel, peak: f64) {
        let Panel { length, x, s, h, g } = panel;
        let w = g.map(|g| (g - peak).exp());
        let over = |f: &dyn Fn(usize) -> f64| integral(&std::array::from_fn(|i| w[i] * f(i)), *length).0;
        self.mass += over(&|_| 1.0);
        self.answered += over(&|i| s[i]);
        self.abandoned += over(&|i| 1.0 - s[i]);
        self.wait += over(&|i| h[i]);
        self.wait_answered += over(&|i| x[i] * s[i]);
        self.wait_abandoned += over(&|i| h[i] - x[i] * s[i]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE_THIRD: f64 = 0.333_333_3;

    /// Eleven values in the order of cases.json: p_wait p_abandon EW ASA EW_given_abandon EQ occupancy, then SL offered,
    /// answered, excluding short, short ok.
    fn check(case: &str, got: Option<Performance>, expected: [f64; 11]) {
        let p = got.expect(case);
        let s = p.service;
        let got = [
            p.p_wait,
            p.p_abandon,
            p.mean_wait,
            p.mean_wait_answered,
            p.mean_wait_abandoned.unwrap(),
            p.mean_queue,
            p.occupancy,
            s.offered,
            s.answered,
            s.excluding_short,
            s.short_ok,
        ];
        for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
            assert!((got / expected - 1.0).abs() < 1e-6, "{case} value {i}: {got} for {expected}");
        }
    }

    /// As the cases have it: short abandonments are those within the acceptable wait.
    fn solve_at(rate: f64, service: f64, agents: u32, patience: &Patience, accept: f64) -> Option<Performance> {
        solve(rate, service, agents, patience, accept, accept)
    }
    #[test]
    fn cases_of_the_truth_table() {
        check(
            "erlang_a_normal_a",
            solve_at(5.0, 4.0, 21, &Patience::exponential(3.0), 0.5),
            [
                0.413_389_7,
                0.072_538_18,
                0.217_614_5,
                0.199_592_3,
                0.448_043_4,
                1.088_073,
                0.883_297,
                0.776_910_1,
                0.837_673_4,
                0.815_462_3,
                0.824_186_6,
            ],
        );
        check(
            "erlang_a_overload_a",
            solve_at(6.0, 4.0, 18, &Patience::exponential(2.0), 1.0),
            [
                0.820_411,
                0.268_721_4,
                0.537_442_9,
                0.545_328_8,
                0.515_982_9,
                3.224_657,
                0.975_038_1,
                0.586_501_4,
                0.802_021_9,
                0.763_874_9,
                0.818_703_6,
            ],
        );
        check(
            "erlang_a_small_a",
            solve_at(0.5, 5.0, 3, &Patience::exponential(4.0), 0.5),
            [
                0.439_705_4,
                0.176_348_8,
                0.705_395_2,
                0.539_475_2,
                1.480_338,
                0.352_697_6,
                0.686_376,
                0.620_617_1,
                0.753_495_1,
                0.651_865_5,
                0.668_554,
            ],
        );
        check(
            "erlang_a_gmr",
            solve_at(48.0, 1.0, 50, &Patience::exponential(2.0), MINUTE_THIRD),
            [
                0.467_774_1,
                0.030_912_25,
                0.061_824_5,
                0.060_265,
                0.110_714_1,
                2.967_576,
                0.930_324_2,
                0.943_019,
                0.973_099_7,
                0.972_029_6,
                0.972_864_4,
            ],
        );
        check(
            "mmc_det_patience_a",
            solve_at(5.0, 4.0, 19, &Patience::fixed(2.0), 0.5),
            [
                0.764_967,
                0.090_251_83,
                0.911_212_2,
                0.803_198_7,
                2.0,
                4.556_061,
                0.957_629_7,
                0.373_516_6,
                0.410_571_4,
                0.373_516_6,
                0.373_516_6,
            ],
        );
        check(
            "mmc_lognormal_patience_a",
            solve_at(5.0, 4.0, 19, &Patience::lognormal(5.0, 1.5), 0.5),
            [
                0.662_533_3,
                0.107_794_7,
                0.562_075_3,
                0.527_050_2,
                0.851_974_1,
                2.810_376,
                0.939_163_5,
                0.530_322_9,
                0.594_395_6,
                0.546_964_3,
                0.560_748,
            ],
        );
        check(
            "mmc_weibull_patience_a",
            solve_at(4.0, 5.0, 18, &Patience::weibull(0.7, 4.0), 0.5),
            [
                0.599_337_2,
                0.162_388_6,
                0.421_028_4,
                0.413_156_5,
                0.461_631_7,
                1.684_113,
                0.930_679_3,
                0.580_702_8,
                0.693_284_2,
                0.650_819_4,
                0.688_438_8,
            ],
        );
        check(
            "mmc_hyperexp_patience_a",
            solve_at(4.0, 5.0, 19, &Patience::hyperexponential(&[(0.4, 0.5), (0.6, 10.0)]), 0.5),
            [
                0.479_966_5,
                0.139_061_1,
                0.255_070_8,
                0.242_057_7,
                0.335_636_2,
                1.020_283,
                0.906_251_5,
                0.702_198_8,
                0.815_619_8,
                0.787_511_5,
                0.810_530_8,
            ],
        );
        check(
            "mmc_balk_exp_a",
            solve_at(5.0, 4.0, 20, &Patience::exponential(6.0).with_balking(0.1), 0.5),
            [
                0.483_558_4,
                0.097_559_9,
                0.295_224_4,
                0.295_197_8,
                0.295_470_3,
                1.476_122,
                0.902_440_1,
                0.698_005,
                0.773_464_1,
                0.754_831_9,
                0.773_289_2,
            ],
        );
    }

    #[test]
    fn nobody_leaving_is_erlang_c_and_everybody_is_erlang_b() {
        let c = super::super::erlang::ErlangC::new(4.0, 3.0, 14).unwrap();
        let p = solve_at(4.0, 3.0, 14, &Patience::infinite(), 0.5).unwrap();
        assert!((p.p_wait / c.p_wait - 1.0).abs() < 1e-12 && (p.mean_wait / c.mean_wait() - 1.0).abs() < 1e-12);
        assert!((p.service.offered - c.service_level(0.5)).abs() < 1e-12);
        assert_eq!((p.p_abandon, p.mean_wait_abandoned), (0.0, None));
        let (nobody_waits, b) = (Patience::infinite().with_balking(1.0), blocking(14, 12.0));
        let p = solve_at(4.0, 3.0, 14, &nobody_waits, 0.5).unwrap();
        assert!((p.p_abandon / b - 1.0).abs() < 1e-12 && (p.service.offered - (1.0 - b)).abs() < 1e-12);
        assert!((p.service.excluding_short - 1.0).abs() < 1e-12);
        assert_eq!((p.mean_wait, p.mean_wait_abandoned), (0.0, Some(0.0)));
    }

    #[test]
    fn without_enough_people_or_enough_who_leave_there_is_no_steady_state() {
        let mostly_patient = || Patience::from_survival(|x| 0.9 + 0.1 * (-x).exp(), &[]);
        assert_eq!(solve_at(4.0, 3.0, 12, &Patience::infinite(), 0.5), None);
        assert_eq!(solve_at(4.0, 3.0, 10, &mostly_patient(), 0.5), None);
        assert!(solve_at(4.0, 3.0, 11, &mostly_patient(), 0.5).is_some());
    }

    /// The birth-death chain of M/M/c+M: P(wait), E[Q] and the share who leave (their rate is E[Q] / patience).
    fn chain(rate: f64, service: f64, agents: u32, patience: f64) -> [f64; 3] {
        let (mut weight, mut total, mut waits, mut queue) = (1.0, 0.0, 0.0, 0.0);
        for n in 0..200_000_u32 {
            let waiting = f64::from(n.saturating_sub(agents));
            total += weight;
            waits += if n >= agents { weight } else { 0.0 };
            queue += weight * waiting;
            if weight > 1e200 {
                [weight, total, waits, queue] = [weight, total, waits, queue].map(|x| x * 1e-200);
            }
            let leaving =
                f64::from((n + 1).min(agents)) / service + f64::from((n + 1).saturating_sub(agents)) / patience;
            weight *= rate / leaving;
        }
        [waits / total, queue / total, queue / total / patience / rate]
    }

    #[test]
    fn exponential_patience_is_the_birth_death_chain_at_any_size_and_load() {
        for (rate, service, agents, patience) in [
            (0.01, 1.0, 1, 1.0),
            (0.5, 1.0, 1, 1e-3),
            (5.0, 1.0, 1, 3.0),
            (0.9, 1.0, 1, 1e5),
            (20.0, 1.0, 40, 2.0),
            (990.0, 1.0, 1000, 0.5),
            (1000.0, 1.0, 500, 60.0),
            (3000.0, 0.01, 20, 10.0),
            (40_000.0, 1.0, 20_000, 2.0),
        ] {
            let p = solve_at(rate, service, agents, &Patience::exponential(patience), 1.0).unwrap();
            let expected = chain(rate, service, agents, patience);
            for (got, expected) in [p.p_wait, p.mean_queue, p.p_abandon].iter().zip(expected) {
                assert!((got / expected - 1.0).abs() < 1e-8, "{rate} {service} {agents} {patience}: {got} {expected}");
            }
            // Whoever is answered keeps agents busy; whoever waits was answered or left.
            assert!((p.occupancy - rate * service * (1.0 - p.p_abandon) / f64::from(agents)).abs() < 1e-12);
            let parts = (1.0 - p.p_abandon) * p.mean_wait_answered + p.p_abandon * p.mean_wait_abandoned.unwrap();
            assert!((parts / p.mean_wait - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn a_threshold_at_and_beyond_a_fixed_patience() {
        for accept in [2.0, 3.0, 1e9, f64::INFINITY] {
            let p = solve_at(5.0, 4.0, 19, &Patience::fixed(2.0), accept).unwrap();
            assert!((p.service.offered - 0.909_748_173_4).abs() < 1e-9, "{accept}");
            assert!((p.service.short_ok - 1.0).abs() < 1e-9 && (p.service.excluding_short - 1.0).abs() < 1e-9);
        }
        let p = solve_at(5.0, 4.0, 20, &Patience::exponential(6.0).with_balking(0.1), 0.0).unwrap();
        assert!((p.service.offered - (1.0 - p.p_wait)).abs() < 1e-12);
        assert!((p.service.short_ok - (1.0 - 0.9 * p.p_wait)).abs() < 1e-12, "who balks has left within no time");
        // The short threshold apart from the acceptable wait; oracle mmcg(…, T=0.5, short=0.1).
        let p = solve(5.0, 4.0, 20, &Patience::exponential(6.0).with_balking(0.1), 0.5, 0.1).unwrap();
        assert!((p.service.excluding_short - 0.738_780_918_7).abs() < 1e-9);
    }

    #[test]
    fn rare_waits_keep_their_digits() {
        // Oracle mmcg(200, 1/3, 700, lognormal(2, 1)): hardly anybody waits.
        let p = solve_at(200.0, 3.0, 700, &Patience::lognormal(2.0, 1.0), 0.333).unwrap();
        for (got, expected) in [
            (p.p_wait, 3.888_617_002e-5),
            (p.p_abandon, 4.580_174_913e-9),
            (p.mean_wait, 1.162_633_979e-6),
            (p.mean_wait_abandoned.unwrap(), 0.110_211_499_7),
        ] {
            assert!((got / expected - 1.0).abs() < 1e-7, "{got} for {expected}");
        }
        let p = solve_at(1.0, 1.0, 1000, &Patience::exponential(1.0), 1.0).unwrap();
        assert_eq!((p.p_wait, p.p_abandon, p.service.offered), (0.0, 0.0, 1.0));
        let p = solve_at(0.0, 1.0, 3, &Patience::exponential(1.0), 1.0).unwrap();
        assert_eq!((p.p_wait, p.mean_queue, p.occupancy, p.service.excluding_short), (0.0, 0.0, 0.0, 1.0));
    }

    #[test]
    fn nearly_fixed_patience_is_nearly_fixed() {
        let fixed = solve_at(5.0, 4.0, 19, &Patience::fixed(2.0), 0.5).unwrap();
        for cv in [0.0, 1e-9, 1e-6, 1e-4, 1e-3] {
            let p = solve_at(5.0, 4.0, 19, &Patience::lognormal(2.0, cv), 0.5).unwrap();
            assert!((p.p_abandon / fixed.p_abandon - 1.0).abs() < 20.0 * cv * cv + 1e-8, "{cv}: {}", p.p_abandon);
        }
        let p = solve_at(5.0, 4.0, 19, &Patience::weibull(1e4, 2.0), 0.5).unwrap();
        assert!((p.p_abandon / fixed.p_abandon - 1.0).abs() < 1e-3);
        assert_eq!(solve_at(5.0, 4.0, 0, &Patience::fixed(2.0), 0.5), None);
    }

    #[test]
    fn a_crowd_behaves_like_a_fluid() {
        // Twice the capacity: half leave, so the wait is the median of patience.
        let p = solve_at(1e7, 1.0, 5_000_000, &Patience::exponential(600.0), 600.0).unwrap();
        assert!((p.p_abandon - 0.5).abs() < 1e-9 && (p.mean_wait_answered / 600.0 / 2.0f64.ln() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_busy_agents_are_the_same_counted_by_work_and_by_state() {
        // By work: load × share answered. By state: fewer than c present is the loss system of c − 1 agents, else all c.
        let laws: [fn() -> Patience; 10] = [
            || Patience::fixed(3.0),
            || Patience::exponential(0.01),
            || Patience::exponential(100.0).with_balking(0.5),
            || Patience::lognormal(3.0, 0.05),
            || Patience::lognormal(3.0, 5.0),
            || Patience::weibull(0.2, 1.0),
            || Patience::weibull(8.0, 1.0),
            || Patience::hyperexponential(&[(0.9, 0.01), (0.1, 100.0)]),
            || {
                Patience::from_survival(
                    |x| {
                        if x < 1.0 {
                            1.0
                        } else if x < 2.0 {
                            0.6
                        } else {
                            0.0
                        }
                    },
                    &[1.0, 2.0],
                )
            },
            || Patience::from_survival(|x| (1.0 - x / 5.0).max(0.0), &[5.0]),
        ];
        for agents in [1_u32, 2, 10, 100, 1000] {
            for occupancy in [0.1, 0.7, 0.95, 1.0, 1.1, 3.0] {
                for (i, law) in laws.iter().enumerate() {
                    let load = occupancy * f64::from(agents);
                    let p = solve(load / 4.0, 4.0, agents, &law(), 0.5, 0.1).unwrap();
                    let by_work = load * (1.0 - p.p_abandon);
                    let fewer = load * (1.0 - blocking(agents - 1, load));
                    let by_state = (1.0 - p.p_wait) * fewer + f64::from(agents) * p.p_wait;
                    assert!((by_work / by_state - 1.0).abs() < 1e-8, "{i} {agents} {occupancy}: {by_work} {by_state}");
                    let s = p.service;
                    assert!(s.offered <= s.answered && s.offered <= s.excluding_short && s.short_ok <= 1.0 + 1e-12);
                }
            }
        }
    }
}
