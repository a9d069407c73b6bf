//! Facts kept beside the contacts, by slot. Few contacts have them, so contacts themselves carry nothing of them.

use std::ops::{Index, IndexMut};

/// One value a slot, for as many slots as were ever given one.
pub struct BySlot<T> {
    values: Vec<T>,
    blank: T,
}

impl<T: Copy> BySlot<T> {
    /// No values yet; `blank` fills the slots before the first that gets one.
    pub fn new(blank: T) -> Self {
        Self { values: Vec::new(), blank }
    }

    /// The value of a slot from now on.
    #[inline]
    pub fn set(&mut self, slot: u32, value: T) {
        let slot = slot as usize;
        if self.values.len() <= slot {
            self.values.resize(slot + 1, self.blank);
        }
        self.values[slot] = value;
    }
}

impl<T> Index<u32> for BySlot<T> {
    type Output = T;
    #[inline]
    fn index(&self, slot: u32) -> &T {
        &self.values[slot as usize]
    }
}

impl<T> IndexMut<u32> for BySlot<T> {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut T {
        &mut self.values[slot as usize]
    }
}
