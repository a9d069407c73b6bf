//! One team at work: how many are there, which of them have a free place, and whose tickets may be broken off.

use super::queue::TypeMarks;
use crate::engine::contact::NONE;
use crate::engine::kernel::table::Table;
use crate::id::Id;
use crate::model::{Channel, ContactType, Level, Model, Staffing, Team, TeamId, TypeId};
use crate::time::{SimDuration, SimTime};
use std::collections::BTreeSet;
use std::ops::Range;

/// Which ring of the team an agent stands in: by places taken, and apart whether a ticket is among them.
pub type RingPlace = u16;
/// In no ring: the agent cannot take anything.
pub(super) const NO_RING: RingPlace = RingPlace::MAX;

/// The ring of agents with so many places taken, with or without a ticket among them.
pub(super) fn ring_place(taken: u16, ticket: bool) -> RingPlace {
    2 * taken + u16::from(ticket)
}

/// A ring of agents, threaded through them.
#[derive(Clone, Copy)]
pub(super) struct Ring {
    pub head: u32,
    pub tail: u32,
}

/// The rings from this one on share a bit.
const LAST_BIT: u16 = 63;

const EMPTY: Ring = Ring { head: NONE, tail: NONE };

/// One team at work.
pub struct TeamState {
    /// Agents are numbered from here.
    first: u32,
    agents: u32,
    places: u16,
    limits_differ: bool,
    /// By type: after which wait the team takes part; `FOREVER` where it never does.
    takes_part_after: Table<SimDuration>,
    /// By level of what the team serves: its types.
    levels: Vec<LevelMarks>,
    /// All of these types, and the calls and chats among them.
    serves: TypeMarks,
    serves_live: TypeMarks,
    /// Agents on shift whose last call is not over.
    on_duty: u32,
    /// Agents on shift or finishing after it, on a break or pause too.
    present: u32,
    /// How many should be present; `None`: the team is not staffed by number.
    target: Option<u32>,
    /// Two for each place that an agent may have. Whoever stands in one has more places than they have taken.
    pub(super) rings: Table<Ring>,
    /// A bit for each ring in which somebody stands; for those from the last bit on one that is never taken out.
    filled: u64,
    /// Interruptible tickets in hand: deadline, order, agent; latest last.
    pub(super) interruptible: BTreeSet<(SimTime, u64, u32)>,
}

impl TeamState {
    /// Nobody is there yet; its agents are numbered from `first`.
    pub(super) fn new(model: &Model, id: TeamId, first: u32) -> Self {
        let team = &model.teams[id];
        let levels = marks_by_level(model, id);
        Self {
            first,
            agents: most_agents(team),
            places: team.places,
            limits_differ: team.limits_differ(),
            takes_part_after: waits_by_type(model, id),
            serves: all_marks(&levels),
            serves_live: live_marks(&levels),
            levels,
            on_duty: 0,
            present: 0,
            target: matches!(team.staffing, Staffing::Number(_)).then_some(0),
            rings: Table::filled(EMPTY, 2 * most_places(model, id)),
            filled: 1 << LAST_BIT,
            interruptible: BTreeSet::new(),
        }
    }
    /// The numbers of its agents in the run.
    #[inline]
    pub fn agents(&self) -> Range<u32> {
        self.first..self.first + self.agents
    }
    /// Places that each agent has now; where limits differ, the most that any has.
    #[inline]
    pub fn places(&self) -> u16 {
        self.places
    }
    /// Whether its agents have limits of their own.
    #[inline]
    pub fn limits_differ(&self) -> bool {
        self.limits_differ
    }
    /// After which wait of a contact of this type the team takes part; `FOREVER` where it never does.
    #[inline]
    pub fn takes_part_after(&self, contact_type: TypeId) -> SimDuration {
        self.takes_part_after[contact_type.index()]
    }
    /// By level of what the team serves: its types.
    #[inline]
    pub fn levels(&self) -> &[LevelMarks] {
        &self.levels
    }
    /// The types that it serves.
    #[inline]
    pub fn serves(&self) -> TypeMarks {
        self.serves
    }
    /// The calls and chats that it serves.
    #[inline]
    pub fn serves_live(&self) -> TypeMarks {
        self.serves_live
    }
    /// No agent of a ring has fewer places taken than so many.
    #[inline]
    pub fn fewest_taken(&self) -> u16 {
        self.filled.trailing_zeros() as u16 / 2
    }
    /// Who stands first in the emptiest ring in which anybody does; and in the ring of those who have as many places taken and a
    /// ticket among them, where that is another. `None`: there is none, or it is among those that share a bit.
    #[inline]
    pub(super) fn first_filled(&self) -> Option<(u32, Option<u32>)> {
        let place = self.filled.trailing_zeros() as usize;
        let rings = self.rings.get(place..).filter(|_| place < LAST_BIT.into())?;
        let beside = if place.is_multiple_of(2) { rings.get(1).map(|ring| ring.head) } else { None };
        Some((rings.first()?.head, beside))
    }
    /// Who stands first in the emptiest ring without tickets in which anybody does, up to so many places taken; `None`: there is none, or
    /// it is among those that share a bit.
    #[inline]
    pub(super) fn first_filled_without_ticket(&self, most: u16) -> Option<u32> {
        // Of places 0, 2, 4 … without the last bit.
        let filled = self.filled & (u64::MAX / 3);
        let place = filled.trailing_zeros();
        (place < LAST_BIT.into() && place <= u32::from(2 * most)).then(|| self.rings[place as usize].head)
    }
    /// From so many places taken on rings share a bit.
    pub(super) fn places_by_bit() -> u16 {
        LAST_BIT.div_ceil(2)
    }
    /// Somebody stands in a ring from now on, or nobody.
    #[inline]
    pub(super) fn fill(&mut self, place: RingPlace, filled: bool) {
        if place < LAST_BIT {
            self.filled = self.filled & !(1 << place) | u64::from(filled) << place;
        }
    }
    /// Agents on shift whose last call is not over.
    pub fn on_duty(&self) -> u32 {
        self.on_duty
    }
    /// Agents on shift or finishing after it, on a break or pause too.
    pub fn present(&self) -> u32 {
        self.present
    }
    /// How many should be present; `None`: the team is not staffed by number.
    pub fn target(&self) -> Option<u32> {
        self.target
    }
    /// Whether more are present than should be: then nobody takes anything.
    #[inline]
    pub fn overstaffed(&self) -> bool {
        self.target.is_some_and(|target| self.present > target)
    }
    /// One more is on duty.
    pub fn begin_duty(&mut self) {
        self.on_duty += 1;
    }
    /// One less is on duty.
    pub fn end_duty(&mut self) {
        self.on_duty -= 1;
    }
    /// So many are on duty: a number-staffed team.
    pub fn set_on_duty(&mut self, number: u32) {
        self.on_duty = number;
    }
    /// So many there should be from now on.
    pub fn set_target(&mut self, number: u32) {
        self.target = Some(number);
    }
    /// One more is present.
    pub fn add_present(&mut self) {
        self.present += 1;
    }
    /// One less is present.
    pub fn take_away_present(&mut self) {
        self.present -= 1;
    }
    /// The team's part in routes, and its agents' places, are those of this model and no longer those of the one before:
    /// whether each of the two changed.
    pub fn adopt(&mut self, model: &Model, before: &Model, id: TeamId) -> Changed {
        let waits = waits_by_type(model, id);
        let (team, other) = (&model.teams[id], &before.teams[id]);
        let same = (team.places, &team.places_by_person) == (other.places, &other.places_by_person);
        let changed = Changed { waits: *self.takes_part_after != *waits, places: !same };
        self.takes_part_after = waits;
        self.levels = marks_by_level(model, id);
        self.serves = all_marks(&self.levels);
        self.serves_live = live_marks(&self.levels);
        (self.places, self.limits_differ) = (team.places, team.limits_differ());
        changed
    }
}

/// What a policy changed of a team.
#[derive(Clone, Copy)]
pub struct Changed {
    /// After which waits it takes part.
    pub waits: bool,
    /// How many places its agents have.
    pub places: bool,
}

/// The types of one level of what a team serves.
pub struct LevelMarks {
    /// Calls and chats.
    pub live: TypeMarks,
    pub tickets: TypeMarks,
    /// The calls and chats one by one.
    pub each: Vec<Served>,
}

/// What is asked of a type's queue whenever an agent looks at it.
pub struct Served {
    pub of: TypeId,
    /// After which wait the team takes part.
    pub after: SimDuration,
    /// Its contacts take an agent whole.
    pub call: bool,
    /// It has hours, after which nobody may look at who waits.
    pub hours: bool,
}

/// By level of what a team serves: its types.
fn marks_by_level(model: &Model, id: TeamId) -> Vec<LevelMarks> {
    let waits = waits_by_type(model, id);
    let served = |of: &TypeId| {
        let contact_type = &model.types[*of];
        let (call, hours) = (contact_type.channel == Channel::Call, contact_type.hours.is_some());
        Served { of: *of, after: waits[of.index()], call, hours }
    };
    let marks = |level: &Level| LevelMarks {
        live: TypeMarks::of(&level.live),
        tickets: TypeMarks::of(&level.tickets),
        each: level.live.iter().map(served).collect(),
    };
    model.teams[id].serves.iter().map(marks).collect()
}

/// The types of all levels.
fn all_marks(levels: &[LevelMarks]) -> TypeMarks {
    levels.iter().fold(TypeMarks::default(), |all, level| all.and(level.live).and(level.tickets))
}

/// The calls and chats of all levels.
fn live_marks(levels: &[LevelMarks]) -> TypeMarks {
    levels.iter().fold(TypeMarks::default(), |all, level| all.and(level.live))
}

/// By type: after which wait a team takes part.
fn waits_by_type(model: &Model, team: TeamId) -> Table<SimDuration> {
    let wait = |contact_type: &ContactType| {
        let routes = contact_type.routes.iter().filter(|route| route.team == team);
        routes.map(|route| route.wait_first).min().unwrap_or(SimDuration::FOREVER)
    };
    model.types.iter().map(wait).collect()
}

/// The most places that an agent of a team ever has.
fn most_places(model: &Model, team: TeamId) -> usize {
    model.variants().map(|variant| variant.teams[team].places.into()).max().unwrap_or(1)
}

/// How many agents a team may ever have.
fn most_agents(team: &Team) -> u32 {
    match &team.staffing {
        Staffing::Number(number) => number.most(),
        Staffing::People(roster) => roster.agents(),
    }
}
