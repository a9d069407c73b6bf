//! Who is there when: rosters, ends of shifts, leaders, speed.

mod days;
mod leaders;
mod roster;
mod shift_end;
mod speed;
