//! Keys, purposes and the generator they open: the contract of common random numbers.
//!
//! The generator is SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"): a Weyl
//! sequence through the finaliser "mix13" of Stafford. It is started at a hash of key and purpose, so opening a stream
//! costs one multiplication chain and every contact can own as many as it needs. Streams start at 2^64 scattered
//! points; that two of them meet changes one pair of draws among billions.

use rand::TryRng;
use rand::rand_core::utils;
use std::convert::Infallible;

const WEYL: u64 = 0x9E37_79B9_7F4A_7C15;

/// Stafford's mix13: a bijection whose output bits each depend on all input bits.
#[inline]
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// FNV-1a: stable on every platform, and names are short.
const fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01B3);
        i += 1;
    }
    hash
}

/// Whose randomness: a chain of names and numbers, hashed step by step (seed, replication, type name, date, n-th …).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Key(u64);

impl Key {
    /// The key of a whole run.
    pub const fn seed(seed: u64) -> Self {
        Self(mix(seed.wrapping_add(WEYL)))
    }
    /// A sub-key by name. Names, not positions: adding a type must not move another's draws.
    #[must_use]
    pub const fn name(self, name: &str) -> Self {
        Self(mix(self.0.rotate_left(23) ^ mix(hash_bytes(name.as_bytes()))))
    }
    /// A sub-key by number (a replication, a date, the n-th of a day).
    #[must_use]
    #[inline]
    pub const fn number(self, n: u64) -> Self {
        Self(mix(self.0.wrapping_add(n.wrapping_add(1).wrapping_mul(WEYL))))
    }
    /// The key of something that this one causes.
    #[must_use]
    #[inline]
    pub const fn child(self, purpose: Purpose) -> Self {
        Self(mix(self.0.rotate_left(31) ^ purpose.0))
    }
    /// All of it, where a name by its first digits could be another's too.
    #[inline]
    pub const fn whole(self) -> u64 {
        self.0
    }
    /// Opens the stream of one purpose.
    #[inline]
    pub const fn stream(self, purpose: Purpose) -> Stream {
        Stream(self.0 ^ purpose.0)
    }
    /// One uniform in [0, 1).
    #[inline]
    pub fn uniform(self, purpose: Purpose) -> f64 {
        self.stream(purpose).uniform()
    }
    /// Whether an event of this probability happens: one uniform against a threshold, so that the outcomes of a larger
    /// probability contain those of a smaller.
    #[inline]
    pub fn happens(self, purpose: Purpose, probability: f64) -> bool {
        if probability <= 0.0 { false } else { probability >= 1.0 || self.uniform(purpose) < probability }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:06x}", self.0 >> 40)
    }
}

/// What a draw is for. Two purposes of one key are independent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Purpose(u64);

impl Purpose {
    /// A purpose named for what it decides.
    pub const fn new(name: &str) -> Self {
        Self(mix(hash_bytes(name.as_bytes())))
    }
    /// The n-th of several draws of this kind.
    #[must_use]
    #[inline]
    pub const fn nth(self, n: u64) -> Self {
        Self(mix(self.0.wrapping_add(n.wrapping_mul(WEYL))))
    }
}

/// The numbers of one key and purpose.
#[derive(Clone, Debug)]
pub struct Stream(u64);

impl Stream {
    /// The next 64 bits.
    #[inline]
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(WEYL);
        mix(self.0)
    }
    /// The next uniform in [0, 1): 53 bits.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }
}

impl TryRng for Stream {
    type Error = Infallible;
    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.bits() >> 32) as u32)
    }
    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.bits())
    }
    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        utils::fill_bytes_via_next_word(to, || Ok(self.bits()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Purpose = Purpose::new("a");
    const B: Purpose = Purpose::new("b");

    #[test]
    fn a_draw_depends_on_every_link_of_its_key() {
        let base = Key::seed(1).name("presale").number(20_089).number(7);
        let others = [
            Key::seed(2).name("presale").number(20_089).number(7),
            Key::seed(1).name("aftersale").number(20_089).number(7),
            Key::seed(1).name("presale").number(20_090).number(7),
            Key::seed(1).name("presale").number(20_089).number(8),
        ];
        for other in others {
            assert_ne!(base.uniform(A), other.uniform(A));
        }
        assert_ne!(base.uniform(A), base.uniform(B));
        assert_ne!(base.uniform(A), base.uniform(A.nth(1)));
        assert_eq!(base.uniform(A), Key::seed(1).name("presale").number(20_089).number(7).uniform(A));
    }

    #[test]
    fn value_stability_of_the_generator() {
        let mut stream = Key::seed(1).name("presale").stream(A);
        assert_eq!([stream.bits(), stream.bits()], [14_295_313_507_014_847_436, 2_065_239_386_954_863_801]);
    }

    #[test]
    fn purposes_and_neighbours_are_uncorrelated() {
        let day = Key::seed(9).name("x");
        let n = 200_000;
        let (mut within, mut between) = (0.0, 0.0);
        for i in 0..n {
            let here = day.number(i);
            within += (here.uniform(A) - 0.5) * (here.uniform(B) - 0.5);
            between += (here.uniform(A) - 0.5) * (day.number(i + 1).uniform(A) - 0.5);
        }
        // The sum of n products of independent centred uniforms has standard deviation sqrt(n)/12.
        let sd = (n as f64).sqrt() / 12.0;
        assert!(within.abs() < 4.0 * sd && between.abs() < 4.0 * sd, "{within} {between} {sd}");
    }

    #[test]
    fn outcomes_of_a_larger_probability_contain_those_of_a_smaller() {
        for i in 0..10_000 {
            let key = Key::seed(3).number(i);
            assert!(!key.happens(A, 0.2) || key.happens(A, 0.35));
        }
    }
}
