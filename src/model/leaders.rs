//! Leaders: heads who serve customers for a part of their time and lead for the rest of it, in spells of both.
//!
//! Times at the desk and spells of leading are exponential in turn, and whether a shift begins with a spell is drawn with
//! the share of leading, so that every moment of a shift is at the desk with probability `load`. A spell waits until
//! customers in hand are done; what that took is made up for by a longer spell, so that the share still holds.

use crate::random::{Key, Law, Purpose};
use crate::time::{SimDuration, SimTime};

const BEGINS: Purpose = Purpose::new("shift begins with leading");
const AT_DESK: Purpose = Purpose::new("time to next spell of leading");
const SPELL: Purpose = Purpose::new("spell of leading");

/// A team's leaders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaders {
    /// How many: the first numbers of the team.
    pub count: u32,
    /// Share of the time on shift at the desk.
    pub load: f64,
    /// Mean length of a spell of leading.
    pub spell: SimDuration,
}

impl Leaders {
    /// Whether a day's shift begins with a spell.
    pub fn begins_away(&self, agent: Key, epoch_day: i32) -> bool {
        agent.number(epoch_day as u64).happens(BEGINS, 1.0 - self.load)
    }

    /// Time at the desk until the `n`-th spell of a day is due; none where nobody leads.
    pub fn at_desk(&self, agent: Key, epoch_day: i32, n: u64) -> Option<SimDuration> {
        if self.load >= 1.0 {
            return None;
        }
        let mean = self.spell.scale(self.load / (1.0 - self.load));
        let mut stream = agent.number(epoch_day as u64).stream(AT_DESK.nth(n));
        Some(Law::exponential(mean).draw(&mut stream, SimTime::ZERO))
    }

    /// How long the `n`-th spell of a day lasts, after customers kept them so much `longer`; none: until they go home.
    pub fn spell(&self, agent: Key, epoch_day: i32, n: u64, longer: SimDuration) -> Option<SimDuration> {
        if self.load <= 0.0 {
            return None;
        }
        let mut stream = agent.number(epoch_day as u64).stream(SPELL.nth(n));
        let drawn = Law::exponential(self.spell).draw(&mut stream, SimTime::ZERO);
        Some(drawn + longer.scale((1.0 - self.load) / self.load))
    }

    /// How many people a team of so many has at the desk for each of its heads.
    pub fn share_at_desk(&self, heads: u32) -> f64 {
        let leading = f64::from(self.count.min(heads)) * (1.0 - self.load);
        if heads == 0 { 1.0 } else { 1.0 - leading / f64::from(heads) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_make_their_share_and_what_customers_took_is_made_up_for() {
        let leaders = Leaders { count: 1, load: 0.75, spell: SimDuration::MINUTE * 30 };
        let late = SimDuration::MINUTE * 6;
        let (mut desk, mut away) = (0.0, 0.0);
        for n in 0..20_000 {
            desk += (leaders.at_desk(Key::seed(4), 1, n).unwrap() + late).seconds();
            away += leaders.spell(Key::seed(4), 1, n, late).unwrap().seconds();
        }
        assert!((desk / (desk + away) - 0.75).abs() < 0.004);
        assert!((away / 20_000.0 - 32.0 * 60.0).abs() < 40.0, "30 minutes, and 6 · 0.25 / 0.75 made up for");
        let begins = (0..20_000).filter(|day| leaders.begins_away(Key::seed(5), *day)).count();
        assert!((begins as f64 / 20_000.0 - 0.25).abs() < 0.01);
    }

    #[test]
    fn a_leader_of_six_at_half_load_leaves_five_and_a_half() {
        let leaders = Leaders { count: 1, load: 0.5, spell: SimDuration::HOUR };
        assert_eq!((leaders.share_at_desk(6) * 6.0, leaders.share_at_desk(0)), (5.5, 1.0));
    }
}
