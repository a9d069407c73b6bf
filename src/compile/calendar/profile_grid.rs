//! Grids that hold both the parts of a profile and other times of day, so that a profile that is cut finer stays one: constant
//! intensity in slots of one length.

use crate::random::Profile;
use crate::time::SimDuration;

/// The finest grid of a profile, as for those that are written: a second.
const SLOTS: i64 = 86_400;

/// The profile with so many times as much in some hours of the day; they fit a grid with it, and something is left of the day.
pub(super) fn with_factor(plain: &Profile, from: SimDuration, until: SimDuration, factor: f64) -> Profile {
    let grid = grid(plain, &[from, until]);
    let before = |time| if time < SimDuration::DAY { plain.share_before(time) } else { 1.0 };
    let weight = |slot: i64| {
        let (begins, ends) = (SimDuration::from_ticks(slot * grid), SimDuration::from_ticks((slot + 1) * grid));
        let inside = from <= begins && ends <= until;
        (before(ends) - before(begins)) * if inside { factor } else { 1.0 }
    };
    Profile::new(&(0..SimDuration::DAY.ticks() / grid).map(weight).collect::<Vec<f64>>())
}

/// Whether some grid of whole seconds holds both the parts of a profile and these times of day.
pub(super) fn on_grid(plain: &Profile, times: &[SimDuration]) -> bool {
    SimDuration::DAY.ticks() / grid(plain, times) <= SLOTS
}

/// The widest grid that holds both the parts of a profile and these times of day, ticks.
pub(super) fn grid(plain: &Profile, times: &[SimDuration]) -> i64 {
    times.iter().fold(plain.slot_length().ticks(), |grid, time| gcd(grid, time.ticks()))
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_more_and_the_rest_what_it_had() {
        let plain = Profile::new(&[1.0, 2.0, 3.0, 4.0]);
        let at = |minutes: i64| SimDuration::MINUTE * minutes;
        let lifted = with_factor(&plain, at(300), at(500), 3.0);
        let inside = plain.share_before(at(500)) - plain.share_before(at(300));
        let total = 1.0 + 2.0 * inside;
        for minute in (0..1440).step_by(10) {
            let more = (plain.share_before(at(minute).min(at(500))) - plain.share_before(at(300))).max(0.0) * 2.0;
            let found = lifted.share_before(at(minute)) * total;
            assert!((found - plain.share_before(at(minute)) - more).abs() < 1e-12, "{minute}");
        }
        assert_eq!(lifted.slots(), 72, "no finer than it must be");
        assert!(on_grid(&plain, &[SimDuration::SECOND]) && !on_grid(&plain, &[SimDuration::from_ticks(1)]));
    }
}
