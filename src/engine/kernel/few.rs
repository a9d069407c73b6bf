//! The earliest of the events of a few contestants, each with one event or none: a winner tree (Knuth, TAOCP 3, 5.4.1) of which every
//! match on the way up is played again, a comparison each and no branch. Few of them cost less than a calendar.

/// As many contestants are few.
pub const MOST: usize = 1 << LEVELS;
const LEVELS: u32 = 5;
/// The time of a contestant without an event: after everything that happens.
pub const NEVER: u64 = 1 << 57;

/// The events of a few contestants.
pub struct Few {
    /// An event is one number: its time, below it the contestant; of those without one the time is one of their own. The earlier of
    /// places `2i` and `2i + 1` stands at place `i`, the earliest of all at place 1. Contestants stand from place `MOST` on.
    places: [u64; 2 * MOST],
    /// By contestant: kind and order of creation ([`super::event::order`]). Of events at one instant the least comes first.
    orders: [u64; MOST],
}

impl Few {
    /// None of them has an event.
    pub fn new() -> Self {
        let mut places = std::array::from_fn(|place| nothing(place as u32 % MOST as u32));
        for place in (1..MOST).rev() {
            places[place] = places[2 * place];
        }
        Self { places, orders: [0; MOST] }
    }

    /// The contestant's event is at this time from now on; `None`: they have none. When the earliest of all is, and whose it is.
    #[expect(clippy::inline_always, reason = "at every end: a call would cost as much again")]
    #[inline(always)]
    pub fn set(&mut self, contestant: u32, time: Option<u64>, order: u64) -> (u64, u32) {
        self.orders[contestant as usize % MOST] = order;
        let event = |time: u64| time.min(NEVER - 1) << LEVELS | u64::from(contestant);
        self.replay(contestant, time.map_or(nothing(contestant), event))
    }

    /// Kind and order of creation of a contestant's event.
    pub fn order(&self, contestant: u32) -> u64 {
        self.orders[contestant as usize % MOST]
    }

    #[expect(clippy::inline_always, reason = "at every end: a call would cost as much again")]
    #[inline(always)]
    fn replay(&mut self, contestant: u32, event: u64) -> (u64, u32) {
        let mut event = event;
        let mut place = MOST + contestant as usize % MOST;
        self.places[place] = event;
        for _ in 0..LEVELS {
            let other = self.places[place ^ 1];
            event = if (event ^ other) >> LEVELS == 0 { self.least_of(event, other) } else { event.min(other) };
            place = place / 2 % MOST;
            self.places[place] = event;
        }
        (event >> LEVELS, (event % MOST as u64) as u32)
    }

    /// Of two events at one instant the one that comes first.
    #[cold]
    #[inline(never)]
    fn least_of(&self, one: u64, other: u64) -> u64 {
        let order = |event: u64| self.orders[event as usize % MOST];
        if order(one) < order(other) { one } else { other }
    }
}

/// No event of a contestant, at a time of their own, so that two times are equal only where two events happen at one instant.
fn nothing(contestant: u32) -> u64 {
    (NEVER + u64::from(contestant)) << LEVELS | u64::from(contestant)
}
