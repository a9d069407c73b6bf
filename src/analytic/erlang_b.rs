//! Erlang B: nobody waits, whoever finds all agents busy is lost.
//!
//! Erlang (1917); the recursion as in Cooper (1981), Introduction to Queueing Theory, ch. 3. For a fractional number of
//! agents: Jagerman (1974), Some properties of the Erlang loss function, Bell System Tech. J. 53.

use super::panel::integrate;

/// Erlang B: the share of a Poisson stream that finds all `agents` busy and is lost, `load` in erlangs. Any law of
/// service has the same.
pub fn blocking(agents: u32, load: f64) -> f64 {
    blocking_from(1.0, 0.0, agents, load)
}

/// Erlang B continued to a fractional number of agents.
pub fn blocking_fractional(agents: f64, load: f64) -> f64 {
    assert!(agents >= 0.0 && load >= 0.0);
    if load == 0.0 {
        return if agents == 0.0 { 1.0 } else { 0.0 };
    }
    let fraction = agents.fract();
    // 1/B(x, a) = ∫₀^∞ e^{−u} (1 + u/a)^x du: the recursion holds for any x, so only its fractional part is integrated.
    let inverse = integrate(&|u| (-u).exp() * (1.0 + u / load).powf(fraction), 0.0, 60.0, 1e-12);
    blocking_from(inverse.recip(), fraction, agents.trunc() as u32, load)
}

/// From B at `from` agents to B at `more` agents more.
fn blocking_from(b: f64, from: f64, more: u32, load: f64) -> f64 {
    (1..=more).fold(b, |b, k| load * b / (from + f64::from(k) + load * b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64, tolerance: f64) {
        assert!((got / expected - 1.0).abs() < tolerance, "{got} for {expected}");
    }

    #[test]
    fn erlang_b_tables() {
        // case erlang_b_a: 12 erlangs, 14 agents.
        close(blocking(14, 12.0), 0.117_209_9, 1e-6);
        close(12.0 * (1.0 - blocking(14, 12.0)) / 14.0, 0.756_677_2, 1e-6);
        // published.md §3, and the oracle where nothing may under- or overflow.
        close(blocking(10, 10.0), 0.214_582_343_107_347_4, 1e-14);
        close(blocking(200, 190.0), 0.027_968_164_458_745_33, 1e-13);
        close(blocking(9, 1e-3), 2.752_977_567_882_979_5e-33, 1e-13);
        assert_eq!((blocking(0, 5.0), blocking(3, 0.0), blocking(0, 0.0)), (1.0, 0.0, 1.0));
        assert!(blocking(5000, 1e-9) == 0.0 && blocking(100_000, 100_000.0) > 0.0);
    }

    #[test]
    fn fractional_agents_join_the_whole_ones_smoothly() {
        for load in [0.01, 0.5, 3.0, 30.0, 900.0] {
            for agents in [0_u32, 1, 2, 7, 40] {
                close(blocking_fractional(f64::from(agents), load), blocking(agents, load), 1e-10);
                let between = blocking_fractional(f64::from(agents) + 0.5, load);
                assert!(blocking(agents + 1, load) < between && between < blocking(agents, load));
            }
        }
        // By mpmath: 1 / (a e^a ∫₁^∞ e^{−a y} y^x dy) at (2.5, 2) and (10.3, 10).
        close(blocking_fractional(2.5, 2.0), 0.295_419_506_411_757_9, 1e-10);
        close(blocking_fractional(10.3, 10.0), 0.198_381_666_782_414, 1e-10);
    }
}
