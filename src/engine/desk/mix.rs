//! Which chats an agent has open, by what they add to the pace: all of it in one word, so that the same mix is found again by one
//! comparison and nothing is added up until a mix is new.

use super::work::Work;
use crate::engine::kernel::table::Table;
use crate::id::Id;
use crate::model::{Channel, ChatPace, Model, TeamId, TypeId};

/// Bits of a chat's number in the word.
const BITS: u32 = 6;
/// The chats whose numbers have room.
const MOST: u16 = 10;
/// Parts from this one on have no number.
const LAST: u16 = (1 << BITS) - 1;
/// Above the chats: not all of them have a number.
const UNKNOWN: u64 = 1 << 63;

/// An agent's open chats in the order in which they were taken.
#[derive(Clone, Copy, Default, Debug)]
pub struct Mix {
    word: u64,
    open: u16,
}

impl Mix {
    /// How many they are.
    #[inline]
    pub fn open(self) -> u16 {
        self.open
    }
    /// All of them in one word, which no other mix has; `None`: they are too many, or of too many kinds.
    #[inline]
    pub fn word(self) -> Option<u64> {
        (self.word & UNKNOWN == 0).then_some(self.word)
    }
    /// A chat more, behind all others, that adds this part to the pace.
    #[inline]
    pub fn add(&mut self, part: u16) {
        let has_number = self.open < MOST && part < LAST;
        self.word |= if has_number { (u64::from(part) + 1) << (BITS * u32::from(self.open)) } else { UNKNOWN };
        self.open += 1;
    }
    /// A chat less, so many others before it, where all of them have a number.
    #[inline]
    pub fn take_away(&mut self, before: usize) {
        self.open -= 1;
        let stay = (1 << (BITS * before as u32)) - 1;
        self.word = self.word & stay | self.word >> BITS & !stay;
    }
}

/// What an open chat adds to the closed loop of an agent and their customers.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct PartOfLoop {
    /// The agent's answers; 0 of what is no chat, or of one whose pace is measured.
    answers: f64,
    /// Seconds in which the customer thinks and writes, of all answers.
    pauses: f64,
    /// Mean effort in seconds, before skill and speed.
    effort: f64,
    /// How much longer the team takes over it.
    skill: f64,
    /// A chat whose pace is measured.
    measured: bool,
}

/// Sums over an agent's open chats.
#[derive(Clone, Copy, Default, Debug)]
pub struct OpenChats {
    /// How many they are.
    pub open: u16,
    /// How many of them have a measured pace.
    pub measured: u16,
    /// The agent's answers in them.
    pub answers: f64,
    /// Seconds of hands.
    pub hands: f64,
    /// Seconds in which customers think and write.
    pub pauses: f64,
}

impl OpenChats {
    /// One more, of an agent who takes so much longer than others.
    fn add(&mut self, part: &PartOfLoop, slowness: f64) {
        self.open += 1;
        self.measured += u16::from(part.measured);
        self.answers += part.answers;
        self.hands += part.effort * (part.skill * slowness);
        self.pauses += part.pauses;
    }
}

/// The different parts that chats add to the pace, each with its number.
pub struct Parts {
    each: Vec<PartOfLoop>,
    /// By type and team: the number of the part.
    numbers: Table<u16>,
    teams: usize,
}

impl Parts {
    /// The parts of a model.
    pub fn new(model: &Model) -> Self {
        let mut parts = Self { each: Vec::new(), numbers: Table::default(), teams: model.teams.len() };
        parts.adopt(model);
        parts
    }
    /// Chats taken from now on are those of this model.
    pub fn adopt(&mut self, model: &Model) {
        self.numbers = Table::default();
        for id in model.types.ids() {
            for team in model.teams.ids() {
                let part = part_of_loop(model, id, team);
                let number = self.each.iter().position(|known| *known == part).unwrap_or_else(|| {
                    self.each.push(part);
                    self.each.len() - 1
                });
                self.numbers.push(number as u16);
            }
        }
    }
    /// The number of what a contact of this type adds to the pace of an agent of this team.
    #[inline]
    pub fn number(&self, contact_type: TypeId, team: TeamId) -> u16 {
        self.numbers[contact_type.index() * self.teams + team.index()]
    }
    /// The sums over what is open of an agent who takes so much longer than others.
    pub fn sums(&self, work: &[Work], slowness: f64) -> OpenChats {
        let mut sums = OpenChats::default();
        for work in work.iter().filter(|work| work.is_open_chat()) {
            sums.add(&self.each[usize::from(work.part)], slowness);
        }
        sums
    }
}

/// What a contact of this type adds to the pace of a team's agents.
fn part_of_loop(model: &Model, id: TypeId, team: TeamId) -> PartOfLoop {
    let (contact_type, skill) = (&model.types[id], model.teams[team].skill(id));
    let Some(skill) = skill.filter(|_| contact_type.channel == Channel::Chat) else { return PartOfLoop::default() };
    match contact_type.pace {
        ChatPace::Loop { messages: answers, pause, effort } => {
            PartOfLoop { answers, pauses: answers * pause, effort, skill: skill.effort, measured: false }
        }
        ChatPace::Measured { .. } => PartOfLoop { measured: true, ..PartOfLoop::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Key, Purpose};

    #[test]
    fn a_mix_is_its_chats_in_order_whatever_came_and_went() {
        let mut stream = Key::seed(1).stream(Purpose::new("test"));
        let (mut mix, mut chats) = (Mix::default(), Vec::<u16>::new());
        for _ in 0..2_000 {
            if chats.len() < MOST.into() && stream.uniform() < 0.55 {
                let part = (stream.uniform() * f64::from(LAST)) as u16;
                mix.add(part);
                chats.push(part);
            } else if !chats.is_empty() {
                let at = (stream.uniform() * chats.len() as f64) as usize;
                mix.take_away(at);
                chats.remove(at);
            }
            let mut again = Mix::default();
            for part in &chats {
                again.add(*part);
            }
            assert_eq!((mix.word(), mix.open()), (again.word(), chats.len() as u16));
            assert!(mix.word().is_some());
        }
    }

    #[test]
    fn who_has_too_many_chats_or_too_strange_ones_has_no_word() {
        let mut many = Mix::default();
        (0..=MOST).for_each(|_| many.add(0));
        let mut strange = Mix::default();
        strange.add(LAST);
        assert_eq!((many.word(), strange.word(), many.open()), (None, None, MOST + 1));
    }
}
