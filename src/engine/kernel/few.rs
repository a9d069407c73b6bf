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
    /// By contestant: when the event was created. Of events at one instant the one created first comes first.
    created: [u64; MOST],
}

impl Few {
    /// None of them has an event.
    pub fn new() -> Self {
        let mut places = std::array::from_fn(|place| nothing(place as u32 % MOST as u32));
        for place in (1..MOST).rev() {
            places[place] = places[2 * place];
        }
        Self { places, created: [0; MOST] }
    }

    /// The contestant's event is at this time from now on; `None`: they have none. When the earliest of all is, and whose it is.
    #[expect(clippy::inline_always, reason = "at every end: a call would cost as much again")]
    #[inline(always)]
    pub fn set(&mut self, contestant: u32, time: Option<u64>, sequence: u64) -> (u64, u32) {
        self.created[contestant as usize % MOST] = sequence;
        let event = |time: u64| time.min(NEVER - 1) << LEVELS | u64::from(contestant);
        self.replay(contestant, time.map_or(nothing(contestant), event))
    }

    /// When the event of a contestant was created.
    pub fn sequence(&self, contestant: u32) -> u64 {
        self.created[contestant as usize % MOST]
    }

    #[expect(clippy::inline_always, reason = "at every end: a call would cost as much again")]
    #[inline(always)]
    fn replay(&mut self, contestant: u32, event: u64) -> (u64, u32) {
        let mut event = event;
        let mut place = MOST + contestant as usize % MOST;
        self.places[place] = event;
        for _ in 0..LEVELS {
            let other = self.places[place ^ 1];
            event = if (event ^ other) >> LEVELS == 0 { self.created_first(event, other) } else { event.min(other) };
            place = place / 2 % MOST;
            self.places[place] = event;
        }
        (event >> LEVELS, (event % MOST as u64) as u32)
    }

    /// Of two events at one instant the one created first.
    #[cold]
    #[inline(never)]
    fn created_first(&self, one: u64, other: u64) -> u64 {
        let created = |event: u64| self.created[event as usize % MOST];
        if created(one) < created(other) { one } else { other }
    }
}

/// No event of a contestant, at a time of their own, so that two times are equal only where two events happen at one instant.
fn nothing(contestant: u32) -> u64 {
    (NEVER + u64::from(contestant)) << LEVELS | u64::from(contestant)
}
