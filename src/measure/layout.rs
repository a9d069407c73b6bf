//! Where counters lie in a row.

use crate::catalogue::counter::{
    ContactCounter, LimitAtTeamCounter, LimitCounter, MessageCounter, PARTS, PolicyCounter, RatingCounter, StepCounter,
    TeamCounter, TypeAtTeamCounter,
};
use crate::id::Id;
use crate::model::{ContactType, Model, TeamId, TypeId};

/// No pair: there is no such row of counters.
const NO_PAIR: u32 = u32::MAX;

/// Where the counters of each subject lie in a row: types, then teams, then pairs of a type and a team that serves it,
/// then steps, then types by the message, then types whose
/// customers rate, then policies, then limits beside the first target of a type, then limits of pairs, then tiers of the bot's price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    types: usize,
    teams: usize,
    pairs: Vec<(TypeId, TeamId)>,
    /// Where the counters of pairs begin.
    first_pair: usize,
    /// By type and team: which pair; [`NO_PAIR`] where no route leads there.
    pair_index: Vec<u32>,
    /// By type: how many steps of types before it; and of all.
    steps_before: Vec<usize>,
    /// By type: how many types before it go by the message; and of all.
    turns_before: Vec<usize>,
    /// By type: how many types before it have ratings; and of all.
    ratings_before: Vec<usize>,
    policies: usize,
    /// By type: how many limits beside their first target the types before it have; and of all.
    limits_before: Vec<usize>,
    /// How many limits are counted of every pair.
    limits_at_teams: usize,
    bot_tiers: usize,
}

impl Layout {
    /// The layout of a model's results.
    pub fn new(model: &Model) -> Self {
        let mut pairs = Vec::new();
        let mut pair_index = vec![NO_PAIR; model.types.len() * model.teams.len()];
        for (kind, contact) in model.types.entries() {
            for route in &contact.routes {
                pair_index[kind.index() * model.teams.len() + route.team.index()] = pairs.len() as u32;
                pairs.push((kind, route.team));
            }
        }
        let steps_before = before(model, |kind| kind.steps().len());
        let turns_before = before(model, |kind| usize::from(kind.turns.is_some()));
        let ratings_before = before(model, |kind| usize::from(kind.rating.is_some()));
        let limits_before = before(model, |kind| model.judged_by(kind).len() - usize::from(kind.speed.is_some()));
        let limits_at_teams = model.time_limits.len();
        let (types, teams, policies) = (model.types.len(), model.teams.len(), model.policies.switches().len());
        Self {
            types,
            teams,
            pairs,
            first_pair: types * ContactCounter::COUNT + teams * TeamCounter::COUNT,
            pair_index,
            steps_before,
            turns_before,
            ratings_before,
            policies,
            limits_before,
            limits_at_teams,
            bot_tiers: model.money.bot_tiers.len(),
        }
    }
    /// Length of a row.
    pub fn width(&self) -> usize {
        self.of_bot_tier(self.bot_tiers)
    }
    /// The contacts that the bot meets, in parts of one, in a tier of its price.
    pub fn of_bot_tier(&self, tier: usize) -> usize {
        self.first_limit_at_team() + self.pairs.len() * self.limits_at_teams * LimitAtTeamCounter::COUNT + tier
    }
    fn first_step(&self) -> usize {
        self.first_pair + self.pairs.len() * TypeAtTeamCounter::COUNT
    }
    /// What one of the counted is in a row of results, by column.
    pub fn scales(&self) -> Vec<f64> {
        let repeated = |scales: &[f64], times: usize| scales.repeat(times);
        [
            repeated(&ContactCounter::SCALES, self.types),
            repeated(&TeamCounter::SCALES, self.teams),
            repeated(&TypeAtTeamCounter::SCALES, self.pairs.len()),
            repeated(&StepCounter::SCALES, self.steps_before[self.types]),
            repeated(&MessageCounter::SCALES, self.turns_before[self.types]),
            repeated(&RatingCounter::SCALES, self.ratings_before[self.types]),
            repeated(&PolicyCounter::SCALES, self.policies),
            repeated(&LimitCounter::SCALES, self.limits_before[self.types]),
            repeated(&LimitAtTeamCounter::SCALES, self.pairs.len() * self.limits_at_teams),
            repeated(&[1.0 / PARTS], self.bot_tiers),
        ]
        .concat()
    }
    /// A type's counters.
    #[inline]
    pub fn of_type(&self, kind: TypeId) -> usize {
        kind.index() * ContactCounter::COUNT
    }
    /// A team's counters.
    #[inline]
    pub fn of_team(&self, team: TeamId) -> usize {
        self.types * ContactCounter::COUNT + team.index() * TeamCounter::COUNT
    }
    /// A pair's counters.
    #[inline]
    pub fn of_pair(&self, kind: TypeId, team: TeamId) -> usize {
        self.first_pair + self.pair(kind, team) * TypeAtTeamCounter::COUNT
    }
    #[inline]
    fn pair(&self, kind: TypeId, team: TeamId) -> usize {
        self.pair_index[kind.index() * self.teams + team.index()] as usize
    }
    /// The counters of a step of a type.
    #[inline]
    pub fn of_step(&self, kind: TypeId, step: u16) -> usize {
        self.first_step() + (self.steps_before[kind.index()] + usize::from(step)) * StepCounter::COUNT
    }
    /// The counters of a policy.
    pub fn of_policy(&self, policy: usize) -> usize {
        self.first_rating() + self.ratings_before[self.types] * RatingCounter::COUNT + policy * PolicyCounter::COUNT
    }
    /// The counters of messages of a type, where it goes by the message.
    #[inline]
    pub fn of_turns(&self, kind: TypeId) -> Option<usize> {
        let [before, with] = [0, 1].map(|n| self.turns_before[kind.index() + n]);
        (with > before).then(|| self.first_turn() + before * MessageCounter::COUNT)
    }
    /// The counters of ratings of a type, where its customers rate.
    #[inline]
    pub fn of_ratings(&self, kind: TypeId) -> Option<usize> {
        let [before, with] = [0, 1].map(|n| self.ratings_before[kind.index() + n]);
        (with > before).then(|| self.first_rating() + before * RatingCounter::COUNT)
    }
    /// The counters of a limit of a type, by its place among those beside the first target.
    pub fn of_limit(&self, kind: TypeId, limit: usize) -> usize {
        self.of_policy(self.policies) + (self.limits_before[kind.index()] + limit) * LimitCounter::COUNT
    }
    /// The counters of a pair at a limit, by its place among the model's.
    pub fn of_limit_at_team(&self, (kind, team): (TypeId, TeamId), limit: usize) -> usize {
        let at = self.pair(kind, team) * self.limits_at_teams + limit;
        self.first_limit_at_team() + at * LimitAtTeamCounter::COUNT
    }
    fn first_limit_at_team(&self) -> usize {
        self.of_policy(self.policies) + self.limits_before[self.types] * LimitCounter::COUNT
    }
    fn first_rating(&self) -> usize {
        self.first_turn() + self.turns_before[self.types] * MessageCounter::COUNT
    }
    fn first_turn(&self) -> usize {
        self.first_step() + self.steps_before[self.types] * StepCounter::COUNT
    }
    /// How many steps a type has.
    pub fn steps(&self, kind: TypeId) -> u16 {
        (self.steps_before[kind.index() + 1] - self.steps_before[kind.index()]) as u16
    }
    /// Pairs of a type and a team that serves it.
    pub fn pairs(&self) -> &[(TypeId, TeamId)] {
        &self.pairs
    }
}

/// By type: how many of something the types before it have; and all of them.
fn before(model: &Model, of: impl Fn(&ContactType) -> usize) -> Vec<usize> {
    let mut sums = vec![0];
    for kind in &model.types {
        sums.push(sums[sums.len() - 1] + of(kind));
    }
    sums
}
