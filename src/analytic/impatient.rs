//! M/M/c+G: Poisson arrivals, exponential service, c agents, and customers of any patience who leave when it ends.
//!
//! Baccelli & Hébuterne (1981), On queues with impatient customers; Zeltyn & Mandelbaum (2005), Call centers with
//! impatient customers: many-server asymptotics of the M/M/n+G queue, Queueing Systems 51, section 3. The wait V that
//! an infinitely patient customer would meet has an atom at 0 and, beyond, the density λ w(x), w = exp g,
//! g(x) = λ H(x) − cμ x, with H(x) = ∫₀ˣ S and S the survival function of patience. Everything else is an integral
//! against w; all are taken in one march over panels.

use super::erlang_b::blocking;
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
struct ImpatientPanel {
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
    fn advance(&self, from: Stand, stop: f64, peak: f64) -> (ImpatientPanel, Stand) {
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
                return (ImpatientPanel { length, x, s, h, g }, Stand { x: end, h: from.h + gain, step: next });
            }
            step = length * factor.clamp(0.05, 0.7);
        }
    }
}

impl Sums {
    fn add(&mut self, panel: &ImpatientPanel, peak: f64) {
        let ImpatientPanel { length, x, s, h, g } = panel;
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
mod tests;
