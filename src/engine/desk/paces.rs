//! The paces of mixes of open chats met lately.
//!
//! The closed loop takes a division for every chat, each waiting for the one before, and the same few mixes come back
//! all day. What is found here was computed from the very same numbers, to the last bit.

use crate::model::Pace;

/// A power of two; a few dozen mixes are usual.
const SLOTS: usize = 512;

#[derive(Clone, Copy, PartialEq, Default)]
struct Mix {
    open: u64,
    answers: u64,
    hands: u64,
    pauses: u64,
    switching: u64,
}

/// Paces found before, each in the slot that its mix of chats hashes to.
pub struct Paces {
    slots: Vec<(Mix, Pace)>,
}

impl Default for Paces {
    /// No chats, no pace: that is what a slot says that nobody used.
    fn default() -> Self {
        Self { slots: vec![(Mix::default(), Pace::default()); SLOTS] }
    }
}

impl Paces {
    /// [`Pace::of`] these sums.
    #[inline]
    pub fn of(&mut self, open: usize, answers: f64, hands: f64, pauses: f64, switching: f64) -> Pace {
        let [answers_bits, hands_bits, pauses_bits, switching_bits] =
            [answers, hands, pauses, switching].map(f64::to_bits);
        let mix = Mix {
            open: open as u64,
            answers: answers_bits,
            hands: hands_bits,
            pauses: pauses_bits,
            switching: switching_bits,
        };
        // Fibonacci hashing (Knuth, TAOCP 3, 6.4): the top bits of the product depend on all bits below.
        let hash = (hands_bits ^ answers_bits.rotate_left(21)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slot = &mut self.slots[(hash >> (u64::BITS - SLOTS.trailing_zeros())) as usize];
        if slot.0 != mix {
            *slot = (mix, Pace::of(open, answers, hands, pauses, switching));
        }
        slot.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_met_before_is_the_pace() {
        let mut paces = Paces::default();
        for _ in 0..3 {
            for open in 0..6_usize {
                for kinds in 0..200 {
                    let (answers, hands) = (9.0 * open as f64, open as f64 * (100.0 + f64::from(kinds)));
                    for switching in [0.0, 0.06] {
                        let sums = (answers, hands, answers * 45.0);
                        let expected = Pace::of(open, sums.0, sums.1, sums.2, switching);
                        assert_eq!(paces.of(open, sums.0, sums.1, sums.2, switching), expected);
                    }
                }
            }
        }
    }
}
