//! Who is there when: days that differ, shifts in parts, breaks, rosters, ends of shifts, leaders, speed.

mod breaks;
mod chat_limits;
mod day_staff;
mod days;
mod leaders;
mod roster;
mod shift_end;
mod speed;
mod split_shifts;
mod staffed_file;
mod together;
