//! What a search for the cheapest staffing came to.

use crate::catalogue::Subject;
use crate::experiment::optimise::{Answer, Staff};
use crate::experiment::{Goal, Served, Standing, Sweeping, Wanted};
use crate::model::{FirstDay, Label, Lang, Model, Taken, TeamId};
use crate::report::results::TemplateTarget;
use crate::report::results::alternatives::Alternatives;
use crate::report::results::sweep::name;
use crate::stats::{Bounded, Sample};

/// A number of people that is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its path, which `--set` takes too.
    pub path: String,
    /// Whose people they are.
    pub team: TeamId,
    /// A shift, or what else of the team's path is more than its number; empty of the number itself.
    pub rest: String,
    /// As the file has it; none where the file does not say it.
    pub in_file: Option<u32>,
    /// The fewest and the most that were allowed.
    pub bounds: [u32; 2],
    /// Whether these were asked for.
    pub given: bool,
    /// Of people who come for the day: on which days, first and last, since 1970-01-01; none of a team's own.
    pub days: Option<(i32, i32)>,
}

/// What the staffing has to meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Which figure, of whom.
    pub wanted: Wanted,
    /// What is asked of it.
    pub goal: Goal,
}

/// A staffing, and how it does.
#[derive(Clone, Debug)]
pub struct Reached {
    /// People, by place.
    pub staff: Staff,
    /// How each target stands.
    pub standings: Vec<Standing>,
    /// Each target's figure over the span.
    pub figures: Vec<Option<Sample>>,
    /// What people cost in the span; none where a price is missing.
    pub people: Option<Sample>,
    /// The running cost.
    pub cost: Option<Sample>,
    /// By team.
    pub occupancy: Vec<Option<Sample>>,
    /// By target: the share of days on which its type misses one; none of other targets.
    pub bad_days: Vec<Option<Sample>>,
    /// What is not asked of the people who are chosen, over the span.
    pub beyond: Vec<Option<Sample>>,
}

impl Reached {
    /// All targets together.
    pub fn answer(&self) -> Answer {
        self.standings.iter().map(|standing| standing.answer).min().unwrap_or(Answer::Met)
    }
    /// The target that is nearest to being missed, or missed most: the worst answer, then the least margin.
    pub fn worst(&self) -> usize {
        self.worst_of(|_| true).unwrap_or(0)
    }
    /// The same of the targets that the answer does not miss anyway, where there are any.
    pub fn worst_but(&self, answer: &Self) -> usize {
        self.worst_of(|target| answer.standings[target].answer != Answer::Missed).unwrap_or_else(|| self.worst())
    }
    fn worst_of(&self, counts: impl Fn(usize) -> bool) -> Option<usize> {
        let by = |a: &Standing, b: &Standing| a.answer.cmp(&b.answer).then(a.margin.total_cmp(&b.margin));
        let all = (0..self.standings.len()).filter(|target| counts(*target));
        all.min_by(|a, b| by(&self.standings[*a], &self.standings[*b]))
    }
    /// Replications.
    pub fn n(&self) -> usize {
        self.standings.first().map_or(0, |standing| standing.n)
    }
}

/// A team on a date, by interval, as formulas expect it.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamHours {
    /// Which team.
    pub team: TeamId,
    /// Which date, since 1970-01-01.
    pub date: i32,
    /// People whom the expected work takes with every place full, and nobody to spare.
    pub need: Vec<f64>,
    /// People on shift by plan.
    pub scheduled: Vec<f64>,
    /// Of these at the desk on average.
    pub at_desk: Vec<f64>,
}

impl TeamHours {
    /// How many people are short at the desk in an interval; none where nobody is, and while the team is closed: nobody is short of people
    /// whom nobody planned.
    pub fn short(&self, slot: usize) -> Option<f64> {
        let short = self.need[slot] - self.at_desk[slot];
        (self.scheduled[slot] > 0.0 && short > 0.0).then_some(short)
    }
}

/// A shift of a team, to which people can come for the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    /// Whose.
    pub team: TeamId,
    /// Which of its shifts.
    pub shift: usize,
}

/// How probable it is that a date meets a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Which target.
    pub target: usize,
    /// The probability.
    pub meets: Bounded,
    /// What it shows.
    pub answer: Answer,
}

/// How a team serves on a date, by interval.
#[derive(Clone, Debug, PartialEq)]
pub struct HalfHours {
    /// Which team.
    pub team: TeamId,
    /// Which date, since 1970-01-01.
    pub date: i32,
    /// What was simulated; none where nobody is to be served.
    pub served: Vec<Option<Served>>,
    /// The share of replications that miss with one fewer on the shift that is worst to be short of; none where nobody can be spared.
    pub fewer: Vec<Option<f64>>,
}

/// People of a team who come for the day for the first time, after a training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hired {
    /// Which team.
    pub team: TeamId,
    /// When, and how many.
    pub first: FirstDay,
}

impl Hired {
    /// The last day on which their training can begin, since 1970-01-01.
    pub fn by(&self) -> i32 {
        self.first.day - self.first.training
    }
}

/// People who come for the day, by date and shift; what is by date and post is date after date.
#[derive(Clone, Debug)]
pub struct ByDate {
    /// Shifts of teams.
    pub posts: Vec<Post>,
    /// The team's own people on the shift by plan, by date and post.
    pub own: Vec<u32>,
    /// Who comes besides, by date and post.
    pub come: Vec<u32>,
    /// The target that each date is least sure to meet; none where nothing happens.
    pub worst: Vec<Option<Chance>>,
    /// The same with one fewer at a post on every date, by date and post; none where nobody comes.
    pub fewer: Vec<Option<Chance>>,
    /// What one costs a day, by post; none where a price is missing.
    pub prices: Option<Vec<f64>>,
    /// What all who come cost, their training too; none where a price is missing.
    pub cost: Option<f64>,
    /// By date, then team.
    pub half_hours: Vec<HalfHours>,
}

impl ByDate {
    /// How many dates there are.
    pub fn dates(&self) -> usize {
        self.come.len() / self.posts.len()
    }
    /// Where a date's post lies.
    pub fn at(&self, date: usize, post: usize) -> usize {
        date * self.posts.len() + post
    }
    /// How many come on a date.
    pub fn on(&self, date: usize) -> u32 {
        self.come[self.at(date, 0)..self.at(date + 1, 0)].iter().sum()
    }
}

/// What it means for the peak to have a few people more or fewer.
#[derive(Clone, Debug)]
pub struct Risk {
    /// The busiest date, since 1970-01-01.
    pub day: i32,
    /// The busiest week: its first and last date, since 1970-01-01.
    pub week: [i32; 2],
    /// From few people to many.
    pub levels: Vec<RiskLevel>,
    /// The level at which the curve bends: before it a person takes away much risk, beyond it little. None where it does not bend.
    pub knee: Option<usize>,
    /// With the answer: how probable it is that the busiest date, and the busiest week, misses each of the targets.
    pub by_target: Vec<[Bounded; 2]>,
    /// Replications.
    pub n: usize,
}

/// A level of staffing.
#[derive(Clone, Debug)]
pub struct RiskLevel {
    /// People, by place.
    pub staff: Staff,
    /// What they cost in the span; none where a price is missing.
    pub cost: Option<f64>,
    /// How probable it is that the busiest date misses one of the targets.
    pub day: Bounded,
    /// The same of the busiest week as a whole.
    pub week: Bounded,
    /// Whether it is the answer.
    pub answer: bool,
}

impl RiskLevel {
    /// All people.
    pub fn people(&self) -> u32 {
        self.staff.iter().sum()
    }
}

/// What a search came to.
#[derive(Debug)]
pub struct Staffed {
    /// The scenario's title.
    pub title: Label,
    /// The design in its case, as the file has it.
    pub model: Model,
    /// What was chosen.
    pub places: Vec<Place>,
    /// Teams whose people stay as the file has them.
    pub fixed: Vec<TeamId>,
    /// What has to be met.
    pub targets: Vec<Target>,
    /// What the file promises besides, of types that nobody serves whose number is chosen: told, not asked.
    pub beyond: Vec<Target>,
    /// The design as good as which it has to be: its lower bounds are the targets; none: nobody's.
    pub like: Option<Model>,
    /// Whether each date of the period has to meet them, rather than the span as a whole.
    pub each_date: bool,
    /// Dates of the span, since 1970-01-01.
    pub dates: Vec<i32>,
    /// What one more costs in the days that were searched, by place; none: the fewest people were looked for.
    pub prices: Option<Vec<f64>>,
    /// As the file has it; none where it does not say a number.
    pub in_file: Option<Reached>,
    /// The answer; where nothing meets the targets, the cheapest that is as good as the most that was tried.
    pub best: Reached,
    /// Where nothing meets the targets: the most that was tried. None too where numbers are by date.
    pub most: Option<Reached>,
    /// One fewer, by place; none below the bound.
    pub fewer: Vec<Option<Reached>>,
    /// One more.
    pub more: Vec<Option<Reached>>,
    /// Whether nothing cheaper was left to try.
    pub proven: bool,
    /// Staffings that were looked at.
    pub tried: usize,
    /// How the way was searched.
    pub quick: Sweeping,
    /// How the answer was confirmed.
    pub sure: Sweeping,
    /// Where numbers by date and shift were asked for: they.
    pub by_date: Option<ByDate>,
    /// With the answer's numbers: who comes for the day for the first time and is trained before, in order of days; empty where nobody is.
    pub hired: Vec<Hired>,
    /// What a few people more or fewer mean for the peak; none where nothing meets the targets and numbers are not by date.
    pub risk: Option<Risk>,
    /// What else could be done, in money; none where nobody asked.
    pub alternatives: Option<Alternatives>,
    /// With the answer's numbers: every team on the dates of the period, or on the busiest.
    pub hours: Vec<TeamHours>,
    /// The answer as lines of a scenario: a design like the one that was sized.
    pub lines: String,
    /// The same as changes of the file: `PATH=VALUE`.
    pub sets: Vec<String>,
    /// The key of that design.
    pub key: String,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// What was taken of the files that the scenario names.
    pub files: Vec<Taken>,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
}

impl Staffed {
    /// Whether the answer meets all targets.
    pub fn is_met(&self) -> bool {
        self.best.answer() == Answer::Met
    }

    /// Whether the answer's numbers are to be used: they meet all targets, or are by date, where a date that is not shown to meet them is
    /// named.
    pub fn is_given(&self) -> bool {
        self.is_met() || self.by_date.is_some()
    }

    /// `Pre-sale team`; of a part of its people `Pre-sale team, early`.
    pub fn place(&self, place: &Place, lang: Lang) -> String {
        let team = self.model.teams[place.team].label.in_lang(lang);
        match &place.rest[..] {
            "" => team.to_owned(),
            rest => crate::report::words::list(lang, &[team.to_owned(), rest.to_owned()]),
        }
    }

    /// `service level: Pre-sale chat`.
    pub fn target(&self, target: &Target, lang: Lang) -> String {
        name(&target.wanted, &self.model, lang)
    }

    /// A target's subject, where it is a contact type's.
    pub fn type_of(&self, target: &Target) -> Option<crate::model::TypeId> {
        match Subject::parse(&target.wanted.subject, &self.model)? {
            (Subject::Type(of), _) => Some(of),
            _ => None,
        }
    }
}
