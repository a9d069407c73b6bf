//! The paces of mixes of open chats met lately.
//!
//! The closed loop takes a division for every chat, each waiting for the one before, and the same few mixes come back
//! all day. What is found here was computed from the very same chats in the same order, to the last bit.

use super::mix::{Mix, OpenChats};
use crate::model::Pace;

/// A power of two; a few dozen mixes are usual.
const SLOTS: usize = 512;

/// A mix of chats in one word, and bits of how slow their agent is and of what switching costs.
type Of = [u64; 3];

/// The pace of a mix of open chats.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub struct PaceOfMix {
    pub pace: Pace,
    /// Whether the pace of any of them is measured.
    pub measured: bool,
}

impl PaceOfMix {
    /// Of chats with these sums over them.
    fn of(sums: &OpenChats, switching: f64) -> Self {
        let pace = Pace::of(sums.open.into(), sums.answers, sums.hands, sums.pauses, switching);
        Self { pace, measured: sums.measured > 0 }
    }
}

/// Paces found before, each in the slot that its mix of chats hashes to.
pub struct Paces {
    slots: Box<[(Of, PaceOfMix); SLOTS]>,
}

impl Default for Paces {
    /// No chats, no pace: that is what a slot says that nobody used.
    fn default() -> Self {
        let slots = vec![(Of::default(), PaceOfMix::default()); SLOTS];
        Self { slots: slots.try_into().expect("so many slots") }
    }
}

impl Paces {
    /// The pace of an agent's mix of chats; where it was not met lately, of the sums over them.
    #[expect(
        clippy::inline_always,
        reason = "at every change of what is in hand: a call would pass the pace through memory"
    )]
    #[inline(always)]
    pub fn of(&mut self, mix: Mix, slowness: f64, switching: f64, sums: impl FnOnce() -> OpenChats) -> PaceOfMix {
        let Some(word) = mix.word() else { return PaceOfMix::of(&sums(), switching) };
        let of = [word, slowness.to_bits(), switching.to_bits()];
        // Fibonacci hashing (Knuth, TAOCP 3, 6.4): the top bits of the product depend on all bits below.
        let hash = (word ^ of[1].rotate_left(21)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slot = &mut self.slots[(hash >> (u64::BITS - SLOTS.trailing_zeros())) as usize & (SLOTS - 1)];
        let [a, b, c] = slot.0;
        if a == of[0] && b == of[1] && c == of[2] {
            return slot.1;
        }
        find(slot, of, switching, sums)
    }
}

/// Works out a pace that the slot does not hold, which holds it from now on.
#[cold]
#[inline(never)]
fn find(slot: &mut (Of, PaceOfMix), of: Of, switching: f64, sums: impl FnOnce() -> OpenChats) -> PaceOfMix {
    *slot = (of, PaceOfMix::of(&sums(), switching));
    slot.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_met_before_is_the_pace() {
        let mut paces = Paces::default();
        for _ in 0..3 {
            for open in 0..14_u16 {
                for part in 0..70_u16 {
                    let mut mix = Mix::default();
                    (0..open).for_each(|_| mix.add(part));
                    for (slowness, switching) in [(1.0, 0.0), (1.0, 0.06), (1.25, 0.06)] {
                        let (answers, hands) =
                            (9.0 * f64::from(open), f64::from(open) * f64::from(100 + part) * slowness);
                        let sums = OpenChats { open, measured: 0, answers, hands, pauses: answers * 45.0 };
                        let expected = PaceOfMix::of(&sums, switching);
                        assert_eq!(paces.of(mix, slowness, switching, || sums), expected);
                    }
                }
            }
        }
    }
}
