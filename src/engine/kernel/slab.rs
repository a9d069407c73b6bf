//! Facts of a few of the contacts, by slot: they lie side by side, and those of the past leave no gaps, so that all that there are at a time stay near.

use super::table::Table;
use std::ops::{Index, IndexMut};

/// The number of what stands for nothing.
pub const NONE: u32 = 0;

/// One value for some of the slots.
pub struct Slab<T> {
    /// By slot: the number of its value; [`NONE`]: it has none.
    numbers: Table<u32>,
    /// By number; the first stands for nothing.
    values: Table<T>,
    free: Vec<u32>,
}

impl<T> Slab<T> {
    /// No slots; `nothing`: what those without a value say.
    pub fn new(nothing: T) -> Self {
        Self { numbers: Table::default(), values: std::iter::once(nothing).collect(), free: Vec::new() }
    }

    /// Adds this slot, without a value, where it is the next one.
    #[inline]
    pub fn make_room(&mut self, slot: u32) {
        debug_assert!(slot as usize <= self.numbers.len(), "slots come one after another");
        if self.numbers.len() == slot as usize {
            self.numbers.push(NONE);
        }
    }

    /// The number of a slot's value; [`NONE`]: it has none.
    #[inline]
    pub fn number(&self, slot: u32) -> u32 {
        self.numbers[slot as usize]
    }

    /// The value of this number.
    #[inline]
    pub fn numbered(&self, number: u32) -> &T {
        &self.values[number as usize]
    }

    /// A slot that has no value gets one.
    #[inline]
    pub fn add(&mut self, slot: u32, value: T) {
        debug_assert_eq!(self.number(slot), NONE, "one value a slot");
        let number = if let Some(number) = self.free.pop() {
            self.values[number as usize] = value;
            number
        } else {
            self.values.push(value) as u32
        };
        self.numbers[slot as usize] = number;
    }

    /// A slot has no value any more, if it had one.
    #[inline]
    pub fn clear(&mut self, slot: u32) {
        let number = self.numbers[slot as usize];
        if number != NONE {
            self.numbers[slot as usize] = NONE;
            self.free.push(number);
        }
    }
}

impl<T> Index<u32> for Slab<T> {
    type Output = T;
    #[inline]
    fn index(&self, slot: u32) -> &T {
        &self.values[self.numbers[slot as usize] as usize]
    }
}

impl<T> IndexMut<u32> for Slab<T> {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut T {
        debug_assert_ne!(self.number(slot), NONE, "what stands for nothing stays as it is");
        &mut self.values[self.numbers[slot as usize] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Key, Purpose};
    use std::collections::BTreeMap;

    #[test]
    fn a_slot_has_its_value_until_it_is_cleared_and_numbers_are_given_again() {
        let mut stream = Key::seed(1).stream(Purpose::new("test"));
        let (mut slab, mut expected, mut most) = (Slab::new(-1), BTreeMap::new(), 0);
        (0..300).for_each(|slot| slab.make_room(slot));
        for n in 0..5_000 {
            let slot = (stream.uniform() * 300.0) as u32;
            if stream.uniform() < 0.3 && slab.number(slot) == NONE {
                slab.add(slot, n);
                assert_eq!(*slab.numbered(slab.number(slot)), n);
                expected.insert(slot, n);
            } else {
                slab.clear(slot);
                expected.remove(&slot);
            }
            most = expected.len().max(most);
            for slot in 0..300 {
                assert_eq!(slab[slot], expected.get(&slot).copied().unwrap_or(-1));
            }
        }
        assert_eq!(slab.values.len(), 1 + most);
    }
}
